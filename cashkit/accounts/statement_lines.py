"""The lines of the statements in the order of the French tax forms (2050 to 2053).

`statement_lines.csv` says of each line its side, the section that it is added to (by the code of
that section's total) and its cells in the forms. A line without a cell of its own has its key for
code. The names come from `pcg_lines.csv`, those of the three lines for accounts that have no place
from the words table.

>>> line = statement_lines()["trade_receivables"]
>>> line.side, line.section, line.code, line.amort_code, line.label("en")
('assets', 'CJ', 'BX', 'BY', 'Trade receivables')
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from cashkit.accounts import pcg_lines
from cashkit.accounts.csv_rows import rows_of
from cashkit.ground import language

ASSETS, LIABILITIES, INCOME, CHARGES = "assets", "liabilities", "income", "charges"
UNPLACED = ("unplaced_assets", "unplaced_liabilities", "unplaced_result")
NET_INCOME = "net_income"


@dataclass(frozen=True)
class StatementLine:
    """One line of the balance sheet or of the income statement."""

    line_key: str
    side: str
    section: str
    code: str
    amort_code: str

    @property
    def liasse_code(self) -> str:
        """The cell of the tax form; blank where the form has none."""
        return "" if self.code == self.line_key else self.code

    def label(self, lang: str) -> str:
        """Return the name of the line."""
        if self.line_key in UNPLACED:
            return language.say(f"accounts.{self.line_key}", lang)
        return _labels()[self.line_key][0 if lang == "fr" else 1]


@functools.cache
def statement_lines() -> Mapping[str, StatementLine]:
    """Return every line by its key, in the order of the forms."""
    return {row["line_key"]: StatementLine(**row) for row in rows_of("statement_lines.csv")}


@functools.cache
def _labels() -> Mapping[str, tuple[str, str]]:
    return {rule.line_key: (rule.label_fr, rule.label_en) for rule in pcg_lines.rules()}
