"""Late-payment rates by half-year: the European Central Bank's rate plus ten points, fixed every 1 January and 1 July.

>>> default_late_rate("2026-05-02"), default_late_rate("2026-07-01")
(Decimal('0.1215'), Decimal('0.1240'))
>>> last_known_day()
datetime.date(2026, 12, 31)

A half-year that is not in the table is refused, never guessed: `load_rates` adds rows.

Units: fractions a year (0.1240 is 12.40 %).
Errors: `ArgumentError` naming the half-year; `SourceError` for a file of rates that is wrong.
Source: C. com. L441-10 II; the rows and their sources stand in `rates.csv`.
"""

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from pathlib import Path

from cashkit.ground.calendar import DateLike, as_date
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.law.rates_table import HalfYear, name_of, read_rates


@dataclass(frozen=True)
class Rates:
    """A series of half-years without a gap, in order of time."""

    half_years: tuple[HalfYear, ...]

    @functools.cached_property
    def _by_name(self) -> Mapping[str, HalfYear]:
        return {half.name: half for half in self.half_years}

    @property
    def first_known_day(self) -> dt.date:
        """The first day whose rate is known."""
        return self.half_years[0].start

    @property
    def last_known_day(self) -> dt.date:
        """The last day whose rate is known."""
        return self.half_years[-1].end

    def half_year(self, day: DateLike) -> HalfYear:
        """Return the half-year of a day, or refuse one whose rate is not known."""
        name = name_of(as_date(day))
        if name not in self._by_name:
            known = {"first": self.first_known_day, "last": self.last_known_day}
            raise ArgumentError("law.missing_half_year", half_year=name, **known)
        return self._by_name[name]

    def default_late_rate(self, day: DateLike) -> Decimal:
        """Return the rate due where the contract says nothing."""
        return self.half_year(day).default_late_rate


@functools.cache
def default_rates() -> Rates:
    """Return the rates that come with cashkit."""
    with resources.as_file(resources.files("cashkit.law").joinpath("rates.csv")) as path:
        return Rates(read_rates(path))


def default_late_rate(day: DateLike, rates: Rates | None = None) -> Decimal:
    """Return the late-payment rate of a day where the contract says nothing."""
    return (rates or default_rates()).default_late_rate(day)


def last_known_day(rates: Rates | None = None) -> dt.date:
    """Return the last day whose rate is known."""
    return (rates or default_rates()).last_known_day


def load_rates(path: str | Path) -> Rates:
    """Return the rates of cashkit with the rows of a CSV file added; its rows win over ours."""
    added, file = read_rates(Path(path)), Path(path).name
    _refuse_twice(added, file)
    merged = {half.start: half for half in (*default_rates().half_years, *added)}
    series = tuple(merged[start] for start in sorted(merged))
    for before, after in itertools.pairwise(series):
        following = before.end + dt.timedelta(days=1)
        if after.start != following:
            raise SourceError("law.rates_gap", file=file, half_year=name_of(following))
    return Rates(series)


def _refuse_twice(added: Iterable[HalfYear], file: str) -> None:
    seen: set[str] = set()
    for half in added:
        if half.name in seen:
            raise SourceError("law.rates_twice", file=file, half_year=half.name)
        seen.add(half.name)
