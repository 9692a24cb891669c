"""The domain of a score: the firms and the accounts that it was made for.

Scores were made from the yearly accounts of industrial and trading companies. They say nothing of banks, insurers
and holdings, nor of consolidated accounts, nor of accounts older than 18 months; those are not computed. A method
made for industry is computed elsewhere too, and that is told.

>>> from datetime import date
>>> bank = AnnualAccounts("", date(2025, 12, 31), 12, {}, form="B")
>>> group = AnnualAccounts("", date(2025, 12, 31), 12, {}, form="K")
>>> [outside(one, Firm()).key for one in (bank, group)]
['score_financial', 'score_consolidated']
>>> old = AnnualAccounts("", date(2024, 6, 29), 12, {})
>>> outside(old, Firm(as_of=date(2025, 12, 31))).key, outside(old, Firm(as_of=date(2025, 12, 29)))
('score_stale', None)

Source: practice of analysts; sections of the NAF (Insee). The share that makes a holding, half of the balance sheet
in other firms' shares and loans to them, is proposed here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.ratios import share
from cashkit.accounts.remarks import Remark
from cashkit.accounts.score_methods import Method
from cashkit.ground.calendar import months_after

STALE = 18
"""Months after their closing from which on accounts say little of today."""
HOLDING_NAF = ("6420", "7010")
FINANCIAL_NAF = ("64", "65", "66")
INDUSTRY_NAF = range(10, 34)
HOLDING_SHARE = 0.5
OF_OTHER_FIRMS = ("CS", "CU", "BB")


@dataclass(frozen=True)
class Firm:
    """What is known of a firm beside its accounts: activity (NAF), market value in euros, the day of asking."""

    naf: str = ""
    as_of: date | None = None
    market_value: Decimal | None = None

    @property
    def code(self) -> str:
        """The NAF code without its dots and letter: 64.20Z is 6420."""
        return "".join(sign for sign in self.naf if sign.isdecimal())


def outside(accounts: AnnualAccounts, firm: Firm) -> Remark | None:
    """Return why no score says anything of these accounts; None where nothing speaks against it."""
    if accounts.form[:1] in {"B", "A"} or (firm.code[:2] in FINANCIAL_NAF and firm.code[:4] not in HOLDING_NAF):
        return Remark("score_financial")
    if firm.code[:4] in HOLDING_NAF or _holds_others(accounts):
        return Remark("score_holding")
    if accounts.form[:1] == "K":
        return Remark("score_consolidated")
    if firm.as_of is not None and accounts.closing_date < months_after(firm.as_of, -STALE):
        return Remark("score_stale", {"date": accounts.closing_date})
    return None


def cautions(method: Method, firm: Firm) -> tuple[Remark, ...]:
    """Return what is to be told of a method with this firm: a source that is not sure, made for industry."""
    if method.kind == "history":
        return (Remark("score_history"),)
    if method.sector != "industry" or (firm.code and int(firm.code[:2]) in INDUSTRY_NAF):
        return ()
    return (Remark("score_not_industry" if firm.code else "score_for_industry"),)


def _holds_others(accounts: AnnualAccounts) -> bool:
    held = [accounts.value(code) for code in OF_OTHER_FIRMS]
    known = sum((one for one in held if one is not None), Decimal(0))
    return (share(known, accounts.value("CO")) or 0) >= HOLDING_SHARE
