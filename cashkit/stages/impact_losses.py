"""Faults of stage 9 in the losses of the year: VAT not taken back, insured losses not claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground.calendar import from_day
from cashkit.stages.fault import Fault
from cashkit.stages.impact_allowances import insured_quota
from cashkit.stages.impact_faults import LOSS_ACCOUNTS

if TYPE_CHECKING:
    from datetime import date

    from cashkit.accounts.customer_ledger import CustomerLedger
    from cashkit.dossier.findings import Finding
    from cashkit.stages.situation import Situation

VAT = Fault("vat_to_recover", "customers", "cash_late", "CGI art. 272, 1")
NOT_CLAIMED = Fault("insured_loss_not_claimed", "customers", "loss")
RATES = {"": 0.20, "standard": 0.20, "fitted": 0.10}
"""The VAT that invoices of each regime carry; the others carry none."""
_CUSTOMERS = ("411", "413", "416")
_OUTPUT_VAT = "4457"
_INDEMNITIES = ("791", "7587")
_LIQUIDATION = "liquidation"


def loss_faults(at: Situation, ledger: CustomerLedger) -> list[Finding]:
    """Return the faults of the losses that the year's entries write off."""
    lost = losses_of(ledger)
    if lost.empty:
        return []
    return [*_vat_to_recover(at, lost), *_not_claimed(at, lost, ledger)]


def losses_of(ledger: CustomerLedger) -> pd.DataFrame:
    """Return the debts written off, one row an entry and customer: entry, customer, cleared, day, lost, vat (cents).

    `cleared` is what the customer's account was credited with, `lost` what the entry debits to 654, `vat` to 4457.
    """
    lines = ledger.entries_with(*LOSS_ACCOUNTS, side="debit")
    account = lines["account"].astype(str)
    whole = pd.DataFrame(
        {
            "lost": lines["debit"].where(account.str.startswith(LOSS_ACCOUNTS), 0),
            "vat": lines["debit"].where(account.str.startswith(_OUTPUT_VAT), 0),
        }
    )
    sums = whole.groupby(lines["entry"]).sum()
    own = lines[account.str.startswith(_CUSTOMERS) & (lines["credit"] > 0) & (lines["customer"] != "")]
    cleared = own.groupby(["entry", "customer"]).agg(cleared=("credit", "sum"), day=("day", "min")).reset_index()
    alone = cleared[~cleared["entry"].duplicated(keep=False)]  # an entry of several customers cannot be told apart
    return pd.DataFrame(alone.join(sums, on="entry")).reset_index(drop=True)


def _vat_to_recover(at: Situation, lost: pd.DataFrame) -> list[Finding]:
    """Return the liquidations whose loss was booked without taking the VAT back."""
    regime = at.facts.words("vat_regime", lost["customer"])
    rate = pd.Series([RATES.get(one, 0.0) for one in regime], index=lost.index)
    rows = lost.assign(rate=rate, kind=at.facts.words("insolvency", lost["customer"]))
    rows = rows[(rows["kind"] == _LIQUIDATION) & (rows["vat"] == 0) & (rows["rate"] > 0)]
    apart = rows["cleared"] - rows["lost"]
    rows = rows.assign(due=apart.where(apart > 0, (rows["lost"] * rows["rate"]).round()).astype("int64"))
    return [
        VAT.finding(
            customer,
            customer,
            [("entries", f"{_OUTPUT_VAT}:{customer}", int(mine["due"].sum()))],
            {"name": at.names([customer])[0], "lost": int(mine["lost"].sum()) / 100, "since": _first(mine["day"])},
        )
        for customer, mine in rows.groupby("customer", sort=True)
    ]


def _not_claimed(at: Situation, lost: pd.DataFrame, ledger: CustomerLedger) -> list[Finding]:
    """Return the insured customers written off for whom no indemnity came in."""
    sums = lost.groupby("customer", sort=True).agg(owed=("cleared", "sum"), day=("day", "min"))
    rows = sums.assign(limit=at.facts.cents("insured_limit", sums.index))
    rows = rows[(rows["limit"] > 0) & ~rows.index.isin(_indemnified(ledger))]
    found = []
    for customer, owed, day, limit in rows.itertuples():
        quota, covered = insured_quota(at, str(customer)), min(int(limit), int(owed))
        items = [("entries", f"{_INDEMNITIES[0]}:{customer}", round(quota * covered))]
        params = {"name": at.names([customer])[0], "lost": int(owed) / 100, "limit": int(limit) / 100}
        told = params | {"quota": quota, "since": from_day(day)}
        found.append(NOT_CLAIMED.finding(customer, customer, items, told))
    return found


def _first(days: pd.Series) -> date:
    return from_day(days.min())


def _indemnified(ledger: CustomerLedger) -> list[str]:
    """Return the customers named on any line of the entries that credit an insurer's indemnity."""
    return [str(one) for one in ledger.entries_with(*_INDEMNITIES, side="credit")["customer"].unique()]
