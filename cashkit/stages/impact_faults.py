"""Faults of stage 9 at the closing: doubtful debts left among the others, write-offs without a document, no accrual."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import from_day
from cashkit.ground.money import whole_cents
from cashkit.measures.delivered_not_invoiced import delivered_not_invoiced
from cashkit.stages.fault import SMALLEST, Fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.accounts.customer_ledger import CustomerLedger
    from cashkit.dossier.findings import Finding
    from cashkit.stages.situation import Situation

LITIGATION_DAYS = 180
LEGAL = 5
NOT_TRANSFERRED = Fault("doubtful_not_transferred", "customers", "exposure", "PCG, compte 416")
NO_TRACE = Fault("write_off_without_trace", "entries", "exposure", "CGI art. 39, 1 ; CGI art. 272, 1")
NO_ACCRUAL = Fault("accrual_missing", "deliveries", "exposure", "PCG, compte 418")
LOSS_ACCOUNTS = ("654", "6714")
_DOUBTFUL, _CUSTOMERS, _TO_INVOICE = "416", "411", "418"
_BLANK = ("", "-", "/", ".", "nan")
_USUAL_VAT = 1.2


def doubtful_not_transferred(at: Situation) -> list[Finding]:
    """Return the customers under a judgment, or in court for more than 180 days, whose debts are not in 416.

    Of a judgment only the debts that are older count; public bodies are late, not doubtful.
    """
    owed = at.claims[(at.claims["open_cents"] > 0) & (at.claims["standing"] != "doubtful")]
    judged = at.facts.days("judgment_on", owed["customer"]).astype(np.int64)
    under = (judged != NO_DAY) & (judged <= at.until)
    issued = owed["issue_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    steps = _sued_on(at)
    sued = _long_in_court(at, steps, owed["customer"]) & ~at.facts.is_public(owed["customer"])
    rows = owed.assign(judged=np.where(under, judged, 0))[np.where(under, issued < judged, sued)]
    return [
        NOT_TRANSFERRED.finding(
            customer,
            customer,
            [("invoices", key, left) for key, left in zip(mine["id"], mine["open_cents"], strict=True)],
            {"name": at.names([customer])[0], "items": len(mine), "since": _since(steps, str(customer), mine)},
        )
        for customer, mine in rows.groupby("customer", sort=True)
    ]


def _long_in_court(at: Situation, sued: pd.Series, customers: pd.Series) -> NDArray[np.bool_]:
    """Return which customers were taken to court (reminder of level 5) more than 180 days ago."""
    return customers.isin(sued.index[sued < at.until - LITIGATION_DAYS]).to_numpy(bool)


def _sued_on(at: Situation) -> pd.Series:
    table = at.table("reminders")
    if table is None:
        return pd.Series(dtype="int64")
    sent = table.days("sent_on").astype(np.int64)
    legal = (table.numbers("level") >= LEGAL) & (sent != NO_DAY) & (sent <= at.until)
    return pd.Series(sent[legal], index=table.ids("customer_id")[legal]).groupby(level=0).min()


def _since(sued: pd.Series, customer: str, rows: pd.DataFrame) -> object:
    """Return the day of the judgment, else that of the first legal step."""
    day = int(rows["judged"].max())
    return from_day(day or int(sued[customer]))


def write_offs_without_trace(at: Situation, ledger: CustomerLedger) -> list[Finding]:
    """Return the entries that write a debt off straight from 411, without the reference of a document."""
    lines = ledger.entries_with(*LOSS_ACCOUNTS, side="debit")
    account = lines["account"].astype(str)
    lines = lines.assign(
        direct=account.str.startswith(_CUSTOMERS) & (lines["credit"] > 0),
        told=~lines["document_ref"].str.strip().isin(_BLANK),
    )
    groups = lines.groupby("entry", sort=True)
    bare = groups["direct"].any() & ~groups["told"].any()
    cleared = lines[lines["direct"] & lines["entry"].isin(bare.index[bare])]
    sums = cleared.groupby("entry").agg(
        entry_id=("entry_id", "first"), customer=("customer", "first"), day=("day", "first"), cents=("credit", "sum")
    )
    return [
        NO_TRACE.finding(
            row["entry_id"],
            row["customer"],
            [("entries", row["entry_id"], row["cents"])],
            {"day": from_day(row["day"]), "name": name},
        )
        for row, name in zip(sums.to_dict("records"), at.names(sums["customer"]), strict=True)
        if row["cents"] > SMALLEST
    ]


def accruals_missing(at: Situation, ledger: CustomerLedger) -> list[Finding]:
    """Return the deliveries without an invoice at the closing that nobody accrued (418).

    An accrual bears the number of its delivery; one for all of them covers them where it is large enough.
    """
    left = delivered_not_invoiced(at.dossier, as_of=at.as_of)
    if left.empty or at.as_of != at.dossier.closing_date:
        return []
    accrued = ledger.lines_on(_TO_INVOICE)
    rows = left[~left["delivery_id"].isin(accrued.loc[accrued["debit"] > 0, "document_ref"])]
    if int((accrued["debit"] - accrued["credit"]).sum()) >= int(left["cents"].sum()):
        return []
    return [
        NO_ACCRUAL.finding(
            row["delivery_id"],
            row["customer_id"],
            [("deliveries", row["delivery_id"], row["net"])],
            {"name": row["name"], "day": row["delivered_on"].date(), "owed": row["amount"]},
        )
        for row in rows.assign(net=_without_vat(at, rows)).to_dict("records")
    ]


def _without_vat(at: Situation, rows: pd.DataFrame) -> pd.Series:
    """Return the cents without VAT of some deliveries: as given, else with VAT of 20 % taken off."""
    usual = pd.Series(np.rint(rows["cents"].to_numpy() / _USUAL_VAT).astype(np.int64), index=rows.index)
    table = at.table("deliveries")
    if table is None or not table.has("amount_excl_vat"):
        return usual
    given = table.frame["amount_excl_vat"].to_numpy(float, na_value=np.nan)
    known = pd.Series(given, index=table.ids("delivery_id"))
    net = known[~known.index.duplicated()].reindex(rows["delivery_id"]).to_numpy()
    return pd.Series(np.where(np.isnan(net), usual, whole_cents(np.nan_to_num(net))[0]), index=rows.index)
