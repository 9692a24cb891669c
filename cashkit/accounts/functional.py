"""The functional balance sheet: what finances the company for long, what its activity ties up, what cash is left.

Working capital (FRNG, fonds de roulement) is what long-term resources leave once fixed assets are
paid for. The working capital need (BFR) is what stocks and customers tie up beyond what suppliers,
staff and the State lend. What is left is the net cash (TN): FRNG - BFR = TN.

>>> from datetime import date
>>> from cashkit.accounts.cells import typed_cells
>>> cells = typed_cells({
...     "AT": (800, 300), "BT": (200, 0), "BX": (360, 10), "BZ": (40, 0), "CH": (5, 0), "CD": (20, 0), "CF": (35, 0),
...     "DA": 450, "DQ": 30, "DU": 300, "EH": 50, "DX": 240, "DY": 110, "EA": 15, "EB": 5, "YS": 25,
... })
>>> sheet = functional_balance(AnnualAccounts("", date(2025, 12, 31), 12, cells))
>>> sheet.working_capital, sheet.operating_need, sheet.other_need, sheet.net_cash
(Decimal('240.00'), Decimal('275.00'), Decimal('-15.00'), Decimal('-20.00'))

Formula: stable resources are equity, other own funds, provisions, financial debts without
overdrafts and all depreciation; gross fixed assets are taken off. Discounted bills not yet due
(YS), where known, go back into receivables and into overdrafts. Partners' current accounts are
stable under both charts, though the chart of 2025 moved them to the other payables. Translation
differences and what belongs to no line go with the other needs.

Units: euros. Source: the "bilan fonctionnel" as commonly taught; the classes are those of the PCG.
"""

from dataclasses import dataclass
from decimal import Decimal

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.income_statement import ZERO

STOCKS = ("BL", "BN", "BP", "BR", "BT")
FINANCIAL_DEBTS = ("DS", "DT", "DU", "DV")
NEEDED_LIABILITIES = ("DL", "DO", "DR", *FINANCIAL_DEBTS, "DW", "DX", "DY", "DZ", "EA", "EB", "ED", "EH")
NEEDED_ASSETS = ("AA", "BJ", *STOCKS, "BV", "BX", "BZ", "CB", "CD", "CF", "CH", "CW", "CM", "CN")


@dataclass(frozen=True)
class FunctionalBalance:
    """Stable resources and uses, the two needs, and the cash of both signs, in euros."""

    stable_resources: Decimal
    stable_uses: Decimal
    operating_need: Decimal
    other_need: Decimal
    cash: Decimal
    overdrafts: Decimal

    @property
    def working_capital(self) -> Decimal:
        """FRNG: stable resources less stable uses."""
        return self.stable_resources - self.stable_uses

    @property
    def need(self) -> Decimal:
        """BFR: the operating and the other need."""
        return self.operating_need + self.other_need

    @property
    def net_cash(self) -> Decimal:
        """TN: cash and securities less overdrafts; equal to FRNG - BFR."""
        return self.cash - self.overdrafts


def functional_balance(accounts: AnnualAccounts) -> FunctionalBalance | None:
    """Return the functional balance sheet; None when a line that it needs is not known."""
    if not (accounts.known(*NEEDED_LIABILITIES) and accounts.known(*NEEDED_ASSETS, "CO", column="gross")):
        return None
    net = accounts.total
    partners, discounted = known_or_nil(accounts, "partners_in_payables"), known_or_nil(accounts, "YS")
    debts = net(*FINANCIAL_DEBTS) - net("EH") + partners
    sundry = known_or_nil(accounts, "VC", "VR")
    receivables = net("BV", "BX", "BZ", "CH", column="gross") + discounted - sundry
    return FunctionalBalance(
        stable_resources=net("DL", "DO", "DR") + debts + net("CO", column="amort"),
        stable_uses=net("AA", "BJ", "CW", "CM", column="gross"),
        operating_need=net(*STOCKS, column="gross") + receivables - net("DW", "DX", "DY", "EB"),
        other_need=sundry + net("CB", "CN", column="gross") + _unplaced(accounts) - net("DZ", "EA", "ED") + partners,
        cash=net("CD", "CF", column="gross"),
        overdrafts=net("EH") + discounted,
    )


def known_or_nil(accounts: AnnualAccounts, *codes: str) -> Decimal:
    """Return the sum of memo items, those that are not known taken as nil."""
    return sum((accounts.value(code) or ZERO for code in codes), ZERO)


def _unplaced(accounts: AnnualAccounts) -> Decimal:
    """Return the balances that stand on no line of the forms, debit positive."""
    held = [accounts.value(code, "gross") or ZERO for code in ("suspense", "unplaced_assets")]
    return sum(held, ZERO) - known_or_nil(accounts, "unplaced_liabilities")
