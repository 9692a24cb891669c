"""Which line of the statements an account of the French general chart (PCG) belongs to.

`pcg_lines.csv` holds one rule a row: a prefix, how the sign of the balance decides, and the
line. The rule of an account is that of its longest known prefix; of two rules of one length
the one dated for a chart wins over the one for all years. Padded accounts (`281000`) and
accounts with letters (`411DUPONT`) are found like any other.

Sign rules: `D` debit less credit, `C` credit less debit, `CONTRA` a depreciation deducted from
its asset, `SPLIT_D` and `SPLIT_C` the line of a debit and of a credit balance, decided for each
account (`@account`) or for each auxiliary (`@aux`).

>>> rule_of("411DUPONT", debit=True, chart=CHART_2025).line_key
'trade_receivables'
>>> rule_of("411DUPONT", debit=False, chart=CHART_2025).line_key
'other_payables'
>>> rule_of("281000", debit=False, chart=CHART_2025).sign_rule
'CONTRA'

Source: ANC, recueil des normes comptables 2025, arts. 821-1 and 821-2 (account-to-line bridge);
each row names its own source and says whether it was read there or is known practice.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cashkit.accounts.csv_rows import rows_of

Chart = Literal["<=2024", ">=2025"]
CHART_2024: Chart = "<=2024"
CHART_2025: Chart = ">=2025"
NEW_CHART_FROM = date(2025, 1, 1)  # ANC regulation 2022-06: years opened from this day on


@dataclass(frozen=True)
class Rule:
    """One row of `pcg_lines.csv`."""

    prefix: str
    sign_rule: str
    column: str
    pcg: str
    statement: str
    line_key: str
    label_fr: str
    label_en: str
    liasse_code: str
    liasse_2033: str
    status: str
    source: str
    note: str

    @property
    def by_auxiliary(self) -> bool:
        """Whether the side is decided customer by customer, supplier by supplier."""
        return self.sign_rule.endswith("@aux")

    @property
    def split(self) -> bool:
        """Whether the sign of the balance chooses the line."""
        return self.sign_rule.startswith("SPLIT")


def chart_of(opening_date: date) -> Chart:
    """Return the chart in force for a year, by its first day.

    >>> chart_of(date(2024, 12, 31)), chart_of(date(2025, 1, 1))
    ('<=2024', '>=2025')
    """
    return CHART_2025 if opening_date >= NEW_CHART_FROM else CHART_2024


@functools.cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of the table, in its order."""
    return tuple(Rule(**row) for row in rows_of("pcg_lines.csv"))


@functools.cache
def sides(chart: Chart) -> Mapping[str, tuple[Rule, Rule]]:
    """Return, for each prefix of a chart, the rules of a debit and of a credit balance."""
    found: dict[str, dict[str, Rule]] = {}
    for rule in sorted((r for r in rules() if r.pcg in {"all", chart}), key=lambda r: r.pcg != "all"):
        both = found.setdefault(rule.prefix, {})
        for side in ("D", "C") if not rule.split else (rule.sign_rule.removeprefix("SPLIT_")[0],):
            both[side] = rule
    return {prefix: (both["D"], both["C"]) for prefix, both in found.items()}


@functools.cache
def longest_prefix() -> int:
    """Return how many characters of an account can matter."""
    return max(len(rule.prefix) for rule in rules())


def rules_of(account: str, chart: Chart) -> tuple[Rule, Rule] | None:
    """Return the rules of an account with a debit and with a credit balance; None when no prefix is known."""
    known = sides(chart)
    for length in range(min(len(account), longest_prefix()), 0, -1):
        if (both := known.get(account[:length])) is not None:
            return both
    return None


def rule_of(account: str, *, debit: bool, chart: Chart) -> Rule | None:
    """Return the rule of an account for the side of its balance."""
    both = rules_of(account, chart)
    return both[0 if debit else 1] if both else None
