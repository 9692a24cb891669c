"""The ratio sheet: sixteen ratios of a year's accounts, beside the year before, their bounds and the sector.

>>> from datetime import date
>>> from cashkit.accounts.cells import typed_cells
>>> typed = {"AT": (400, 100), "BX": (240, 0), "CF": 60, "DA": 210, "DI": 30, "DU": 180, "DX": 180}
>>> cells = typed_cells({**typed, "FI": 1200, "FW": 1000, "FY": 110, "GA": 40, "GR": 20})
>>> sheet = ratio_sheet(AnnualAccounts("", date(2025, 12, 31), 12, cells), sector={"autonomy": (0.2, 0.3, 0.45)})
>>> [(one.key, round(one.value, 2), one.verdict, one.place) for one in sheet if one.key in {"autonomy", "repayment"}]
[('autonomy', 0.4, 'good', 'third'), ('repayment', 2.57, 'good', '')]

A ratio without a bound of its own is told and not judged: its place is read beside the quartiles of the sector,
which the reader gives (none is shipped, none is guessed). Flows of another length are brought to twelve months. What
cannot be computed is None with a reason: a cell is not known, or what one divides by is nil or negative.
Units: fractions, ratios (repayment in years), days of a year of 365.
Source: `ratio_rules.csv`; sector quartiles from the reader, for instance those of the Banque de France by NAF.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.answer import Verdict
from cashkit.accounts.csv_rows import rows_of
from cashkit.accounts.ratio_amounts import divided_by, ratio_values
from cashkit.dossier.findings import shown
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError

Quartiles = tuple[float, float, float]
Sector = Mapping[str, Quartiles]
MISSING = "–"
PLACES = {"rate": 4, "ratio": 2, "days": 1}


@dataclass(frozen=True)
class Rule:
    """One row of `ratio_rules.csv`: good from (or up to) a bound, to watch from another, by what is `better`."""

    key: str
    unit: str
    better: str
    good: float | None
    watch: float | None
    mark: str
    source: str

    def verdict(self, value: float | None) -> Verdict:
        """Return the verdict on a value; not applicable without a bound. Beyond the only one is to watch."""
        if value is None or self.good is None:
            return "not_assessed" if value is None else "not_applicable"
        if _reaches(value, self.good, self.better):
            return "good"
        return "watch" if self.watch is None or _reaches(value, self.watch, self.better) else "bad"


@dataclass(frozen=True)
class Ratio:
    """One ratio of a year, the same of the year before, and the quartiles of the sector where given."""

    rule: Rule
    value: float | None
    before: float | None = None
    quartiles: Quartiles | None = None
    reason: str = ""
    """Why there is no value, a words key of `accounts`."""

    @property
    def key(self) -> str:
        """The name of the ratio."""
        return self.rule.key

    @property
    def verdict(self) -> Verdict:
        """The verdict by the ratio's own bounds."""
        return self.rule.verdict(self.value)

    @property
    def place(self) -> str:
        """The quarter of the sector's firms that it stands in: first (the lowest values) to fourth; "" unknown."""
        if self.value is None or self.quartiles is None:
            return ""
        return ("first", "second", "third", "fourth")[sum(self.value >= bound for bound in self.quartiles)]

    def row(self, lang: str | None = None) -> tuple[str, ...]:
        """Return label, value, value before, bound, quartiles and verdict as they are read."""
        unit = self.rule.unit
        told = "" if self.quartiles is None else " · ".join(shown(one, unit, lang) for one in self.quartiles)
        label = language.say(f"accounts.ratio_{self.key}", lang)
        now = language.say(f"accounts.{self.reason}", lang) if self.value is None else _shown(self.value, unit, lang)
        before = MISSING if self.before is None else _shown(self.before, unit, lang)
        return (
            label,
            now,
            before,
            self._bound(lang),
            told or language.say("accounts.ratio_no_sector", lang),
            self.verdict,
        )

    def _bound(self, lang: str | None) -> str:
        if self.rule.good is None:
            return language.say("accounts.ratio_no_bound", lang)
        return language.say(
            f"accounts.ratio_{self.rule.better}", lang, bound=shown(self.rule.good, self.rule.unit, lang)
        )


COLUMNS = ("label", "ratio_value", "ratio_before", "ratio_bound", "sector_quartiles", "verdict")


def ratio_sheet(accounts: AnnualAccounts, *, sector: Sector | None = None) -> tuple[Ratio, ...]:
    """Return the ratios of a company's accounts; `sector` gives quartiles (first, median, third) by ratio."""
    sector = known_ratios(sector or {})
    now, by = ratio_values(accounts), divided_by(accounts)
    before = ratio_values(accounts.previous) if accounts.previous else {}
    return tuple(
        Ratio(rule, now[key], before.get(key), sector.get(key), _why(now[key], by[key]))
        for key, rule in rules().items()
    )


def known_ratios(sector: Sector) -> Sector:
    """Return the quartiles of a sector, or refuse those of a ratio that the sheet does not hold."""
    for key in sector:
        if key not in rules():
            raise ArgumentError("accounts.unknown_ratio", value=key, known=", ".join(rules()))
    return sector


def ratio_table(sheet: tuple[Ratio, ...], lang: str | None = None) -> pd.DataFrame:
    """Return the sheet as a frame, one row a ratio (`COLUMNS`), those that cannot be computed told as such."""
    return pd.DataFrame([one.row(lang) for one in sheet], columns=list(COLUMNS))


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Return the rule of each ratio, in the order of the sheet."""
    return {row["key"]: _rule(row) for row in rows_of("ratio_rules.csv")}


def _rule(row: Mapping[str, str]) -> Rule:
    good, watch = (float(row[name]) if row[name] else None for name in ("good", "watch"))
    return Rule(row["key"], row["unit"], row["better"], good, watch, row["mark"], row["source"])


def _why(value: float | None, by: Decimal | None) -> str:
    """Return why a ratio has no value: it would divide by nil or less, or an amount is not known."""
    if value is not None:
        return ""
    return "ratio_nil" if by is not None and by <= 0 else "ratio_unknown"


def _reaches(value: float, bound: float, better: str) -> bool:
    exact, limit = Decimal(repr(round(value, 9))), Decimal(repr(bound))
    return exact >= limit if better == "higher" else exact <= limit


def _shown(value: float, unit: str, lang: str | None) -> str:
    return shown(round(value, PLACES[unit]), unit, lang)
