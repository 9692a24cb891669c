"""The table of rates, one row a half-year: read, and refused when it cannot be the law.

Columns: semester (2026-S2), start, end, ecb_mro_pct (main refinancing rate of the European Central
Bank on the first day), legal_interest_pro_pct, legal_interest_consumer_pct, default_late_rate_pct
(ECB rate + 10 points), contract_floor_pct (3 x the legal rate for professionals), note. Only
semester and default_late_rate_pct must be filled. A table saved by a French spreadsheet (`;` and
decimal comma) reads as well.

>>> bounds("2026-S2")
(datetime.date(2026, 7, 1), datetime.date(2026, 12, 31))

Units: per cent in the file, fractions in the records (12.40 is 0.1240).
Errors: `SourceError` with the file, the line and the value.
"""

import csv
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path

from cashkit.ground.calendar import as_date
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.law.values import in_force

COLUMNS = (
    "semester",
    "start",
    "end",
    "ecb_mro_pct",
    "legal_interest_pro_pct",
    "legal_interest_consumer_pct",
    "default_late_rate_pct",
    "contract_floor_pct",
    "note",
)
_SEMESTER = re.compile(r"([12]\d{3})-S([12])")
_PER_CENT = re.compile(r"\d{1,2}([.,]\d{1,4})?")
_SECOND_HALF = 7


@dataclass(frozen=True)
class HalfYear:
    """The rates of one half-year, as fractions; None where the table says nothing."""

    name: str
    start: dt.date
    end: dt.date
    default_late_rate: Decimal
    ecb_rate: Decimal | None = None
    legal_rate: Decimal | None = None
    consumer_legal_rate: Decimal | None = None
    contract_floor: Decimal | None = None
    note: str = ""


def name_of(day: dt.date) -> str:
    """Return the half-year of a day, such as 2026-S2."""
    return f"{day.year}-S{1 if day.month < _SECOND_HALF else 2}"


def bounds(name: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a half-year."""
    year, half = int(name[:4]), name[-1]
    return (dt.date(year, 1, 1), dt.date(year, 6, 30)) if half == "1" else (dt.date(year, 7, 1), dt.date(year, 12, 31))


def read_rates(path: Path) -> tuple[HalfYear, ...]:
    """Return the half-years of a file, in order of time."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SourceError("law.rates_unreadable", file=path.name) from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    absent = [column for column in COLUMNS[:-1] if column not in (reader.fieldnames or ())]
    if absent:
        raise SourceError("law.rates_column", file=path.name, column=absent[0], columns=", ".join(COLUMNS))
    read = [_Row(path.name, reader.line_num, row).half_year() for row in reader if any(row.values())]
    if not read:
        raise SourceError("law.rates_empty", file=path.name)
    return tuple(sorted(read, key=lambda half: half.start))


@dataclass(frozen=True)
class _Row:
    """One line of the file, with the place to name when it is wrong."""

    file: str
    line: int
    cells: Mapping[str, str | None]

    def half_year(self) -> HalfYear:
        name = self.text("semester")
        if not _SEMESTER.fullmatch(name):
            raise self.wrong("law.rates_half_year", value=name)
        start, end = bounds(name)
        self.check_bound("start", start, name)
        self.check_bound("end", end, name)
        default = self.rate("default_late_rate_pct")
        if default is None:
            raise self.wrong("law.rates_number", column="default_late_rate_pct", value="")
        ecb, legal = self.rate("ecb_mro_pct"), self.rate("legal_interest_pro_pct")
        floor, consumer = self.rate("contract_floor_pct"), self.rate("legal_interest_consumer_pct")
        self.check_law("default_late_rate_pct", "default_rate_margin", (ecb, default), start)
        self.check_law("contract_floor_pct", "contract_floor_multiple", (legal, floor), start)
        return HalfYear(name, start, end, default, ecb, legal, consumer, floor, self.text("note"))

    def text(self, column: str) -> str:
        return (self.cells.get(column) or "").strip()

    def rate(self, column: str) -> Decimal | None:
        text = self.text(column)
        if not text:
            return None
        if not _PER_CENT.fullmatch(text):
            raise self.wrong("law.rates_number", column=column, value=text)
        return Decimal(text.replace(",", ".")).scaleb(-2)

    def check_bound(self, column: str, expected: dt.date, name: str) -> None:
        text = self.text(column)
        try:
            right = not text or as_date(text) == expected
        except ArgumentError:
            right = False
        if not right:
            first, last = bounds(name)
            raise self.wrong("law.rates_bound", column=column, value=text, half_year=name, first=first, last=last)

    def check_law(self, column: str, rule: str, rates: tuple[Decimal | None, Decimal | None], day: dt.date) -> None:
        """Refuse a default rate that is not the ECB's plus ten points, or a floor that is not three legal rates."""
        basis, given = rates
        law = in_force("late_payment", rule, day)
        if basis is None or given is None or law is None:
            return
        expected = basis + law.value.scaleb(-2) if rule == "default_rate_margin" else basis * law.value
        if given != expected:
            shown = {"value": given.scaleb(2), "expected": expected.scaleb(2), "article": law.article}
            raise self.wrong("law.rates_not_the_law", column=column, **shown)

    def wrong(self, key: str, **params: object) -> SourceError:
        return SourceError(key, file=self.file, line=self.line, **params)
