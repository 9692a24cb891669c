"""Ratios of annual accounts: days of customers, suppliers and stocks, and shares of the balance sheet.

Each is None when a cell is not known or when what one divides by is nil or negative. Customers and
suppliers include VAT, sales and purchases do not: the rate that puts both on one footing is given.

>>> from datetime import date
>>> from cashkit.accounts.cells import typed_cells
>>> year = AnnualAccounts("", date(2025, 12, 31), 12, typed_cells({"BX": (120, 0), "DX": 60, "FI": 1000, "FW": 250}))
>>> customer_days(year, vat_rate=0.20), supplier_days(year, vat_rate=0.20)
(36.5, 73.0)
>>> conversion_cycle(customers=55, stock=40, suppliers=48)
47

Units: days on a year of 365 (a longer or shorter year counts its own), fractions for shares.
Source: the usual ratios of bankers and credit managers.
"""

from decimal import Decimal

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.functional import STOCKS, known_or_nil

YEAR = 365.0
PURCHASES = ("FS", "FU", "FW")
GOODS_USED = ("FS", "FT", "FU", "FV")


def share(part: Decimal | None, whole: Decimal | None) -> float | None:
    """Return a part of a whole; None when either is unknown or the whole is not positive."""
    return None if part is None or whole is None or whole <= 0 else float(part / whole)


def days_of(amount: Decimal | None, flow: Decimal | None, *, months: int, year_days: float = YEAR) -> float | None:
    """Return an amount in days of a flow of so many months."""
    part = share(amount, flow)
    return None if part is None else part * year_days * months / 12


def with_vat(amount: Decimal, vat_rate: float) -> Decimal:
    """Return an amount with VAT."""
    return amount * (1 + Decimal(str(vat_rate)))


def customer_days(accounts: AnnualAccounts, *, vat_rate: float, year_days: float = YEAR) -> float | None:
    """Days of sales that customers owe: (BX gross + YS - DW) / FL with VAT."""
    if not (accounts.known("DW", "FL") and accounts.known("BX", column="gross")):
        return None
    owed = accounts.total("BX", column="gross") + known_or_nil(accounts, "YS") - accounts.total("DW")
    return days_of(owed, with_vat(accounts.total("FL"), vat_rate), months=accounts.months, year_days=year_days)


def supplier_days(accounts: AnnualAccounts, *, vat_rate: float, year_days: float = YEAR) -> float | None:
    """Days of purchases that suppliers are owed: DX / (FS + FU + FW) with VAT, subcontracting included."""
    if not accounts.known("DX", *PURCHASES):
        return None
    bought = with_vat(accounts.total(*PURCHASES), vat_rate)
    return days_of(accounts.total("DX"), bought, months=accounts.months, year_days=year_days)


def stock_days(accounts: AnnualAccounts, *, year_days: float = YEAR) -> float | None:
    """Days of goods used that stand in stock: gross stocks / (FS + FT + FU + FV)."""
    if not (accounts.known(*GOODS_USED) and accounts.known(*STOCKS, column="gross")):
        return None
    held = accounts.total(*STOCKS, column="gross")
    return days_of(held, accounts.total(*GOODS_USED), months=accounts.months, year_days=year_days)


def conversion_cycle(*, customers: float | None, stock: float | None, suppliers: float | None) -> float | None:
    """Days from paying suppliers to being paid: customer days + stock days - supplier days; below zero, they lend."""
    if customers is None or stock is None or suppliers is None:
        return None
    return customers + stock - suppliers


def cash_cycle(accounts: AnnualAccounts, *, vat_rate: float, year_days: float = YEAR) -> float | None:
    """Days that cash takes from the purchase to the receipt; a company that holds no stock has no days of stock."""
    return conversion_cycle(
        customers=customer_days(accounts, vat_rate=vat_rate, year_days=year_days),
        stock=0.0 if holds_no_stock(accounts) else stock_days(accounts, year_days=year_days),
        suppliers=supplier_days(accounts, vat_rate=vat_rate, year_days=year_days),
    )


def holds_no_stock(accounts: AnnualAccounts) -> bool:
    """Say whether the accounts show that there is no stock at all."""
    return accounts.known(*STOCKS, column="gross") and accounts.total(*STOCKS, column="gross") == 0
