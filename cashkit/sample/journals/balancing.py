"""Balancing: what makes each year come to the story: sundry accounts, pay, interest, in this order.

The sundry receivables and payables at each year end close the gap to their lines of the sheet; pay is what the
operating result of the story leaves; the bank's interest is what the net result leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.sample.journals.dates import closing, year_of
from cashkit.sample.journals.opening_sheet import LAST_PAY, OTHERS_GIVE, OTHERS_TAKE, tax_of
from cashkit.sample.journals.payroll import PENSION, SOCIAL, TAX, earned_lines, first_months, payroll_lines
from cashkit.sample.journals.postings import single, together
from cashkit.sample.journals.settled import BANK, SUSPENDED
from cashkit.sample.journals.shares import cut
from cashkit.sample.story import YEARS

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.sample.journals.figures import Figures

BANK_CHARGE, BANK_INCOME = "661600", "768000"
_GIVEN, _TAKEN, _ADVANCES = "609800", "628000", "409100"
_RECEIVABLES = ("467", "445", "444")
_OPERATING = ("60", "61", "62", "63", "64", "65", "68", "70", "71", "75", "78", "79")
_QUARTERS = (276, 185, 93, 2)  # days before closing
_ROUNDS = 4


def result_of(lines: pd.DataFrame, prefixes: tuple[str, ...]) -> dict[int, int]:
    """Return what some accounts leave in each year, income above zero."""
    own = lines[lines["account"].str.startswith(prefixes)]
    sums = own.groupby(year_of(own["day"]))["cents"].sum()
    return {year: -int(sums.get(year, 0)) for year in YEARS}


def balance(lines: pd.DataFrame, year: int) -> pd.Series:
    """Return the balance of each account at the end of a year, debits above zero."""
    own = lines[lines["day"] <= closing(year)]
    return own.groupby("account")["cents"].sum()


def sundry_lines(figures: Figures, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the year-end entries of sundry receivables and payables."""
    opened = lines[lines["journal"] == "AN"].groupby("account")["cents"].sum()
    give, take = (int(opened.get(account, 0)) for account in (OTHERS_GIVE, OTHERS_TAKE))
    parts = []
    for year in YEARS:
        held = balance(lines, year)
        owed_to_us = int(held[held.index.str.startswith(_RECEIVABLES)].clip(lower=0).sum())
        more = figures.cents("other_receivables", year) - owed_to_us - give
        less = -figures.cents("other_liabilities", year) - int(min(held.get(SUSPENDED, 0), 0)) - take
        document = (f"DIV{year}", "Régularisation")
        parts.append(single("OD", closing(year), document, {OTHERS_GIVE: more, _GIVEN: -more}))
        parts.append(single("OD", closing(year), document, {_TAKEN: -less, OTHERS_TAKE: less}))
        give, take = give + more, take + less
    return together(parts)


def advance_lines(figures: Figures) -> pd.DataFrame:
    """Return the advances paid to suppliers that are added each year."""
    parts = []
    for year in YEARS:
        cents = figures.change("advances_paid", year)
        parts.append(
            single("BQ", closing(year) - 12, (f"AV{year}", "Acompte fournisseur"), {_ADVANCES: cents, BANK: -cents})
        )
    return together(parts)


def pay_lines(figures: Figures, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the pay of each year: what the operating result leaves, part of it earned and not paid yet."""
    left, bonus = result_of(lines, _OPERATING), _opened_bonus(lines)
    parts = [first_months({account: round(cents * figures.scale) for account, cents in LAST_PAY.items()}, YEARS[0])]
    for year in YEARS:
        cost = left[year] - figures.cents("operating_result", year) - figures.change("leave", year)
        owed = figures.cents("tax_and_social", year) - figures.cents("leave", year) - _state(lines, year)
        grown = _bonus(cost, owed - bonus, year)
        bonus += grown
        parts += [payroll_lines(cost - grown, year), earned_lines(figures.change("leave", year), grown, year)]
    return together(parts)


def _bonus(cost: int, owed: int, year: int) -> int:
    """Return by how much bonuses to pay must grow: what is owed, less what the last pay of the year leaves owed."""
    grown = 0
    for _ in range(_ROUNDS):
        grown = owed - _left_over(payroll_lines(cost - grown, year), year)
    return grown


def _opened_bonus(lines: pd.DataFrame) -> int:
    opened = lines[(lines["journal"] == "AN") & lines["account"].isin(["428600", "438600"])]
    return -int(opened["cents"].sum())


def _state(lines: pd.DataFrame, year: int) -> int:
    """Return what is owed to the State at a year end, apart from pay."""
    held = balance(lines, year)
    own = held[held.index.str.startswith("44") & (held.index != TAX)]
    return -int(own.clip(upper=0).sum())


def _left_over(paid: pd.DataFrame, year: int) -> int:
    held = balance(paid, year)
    return -int(held.reindex([SOCIAL, PENSION, TAX]).fillna(0).sum())


def interest_lines(figures: Figures, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the bank's interest by quarter: what the net result of the story leaves."""
    charged = result_of(lines, ("66", "76"))
    parts = []
    for year in YEARS:
        aim = figures.cents("operating_result", year) - figures.cents("result", year) - tax_of(figures, year)
        for before, cents in zip(_QUARTERS, cut(aim + charged[year], [1, 1, 1, 1]).tolist(), strict=True):
            account = BANK_CHARGE if cents >= 0 else BANK_INCOME
            parts.append(
                single("BQ", closing(year) - before, (f"AGIOS{year}", "Agios"), {account: cents, BANK: -cents})
            )
    return together(parts)
