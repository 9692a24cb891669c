"""Faults of stage 9 that the entries show: doubtful debts without allowance, write-offs without a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cashkit.dossier.findings import Finding
from cashkit.ground.money import cents, euros

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    import pandas as pd

    from cashkit.dossier.dossier import Dossier

OLD = 180
_BLANK = {"", "-", "/", ".", "nan"}


def allowance_missing(claims: pd.DataFrame, allowance: Decimal) -> list[Finding]:
    """Return the doubtful customers more than 180 days late when no allowance (491) stands in the books at all.

    What may be lost is the amount without VAT, as far as the data know the VAT.
    """
    if allowance > 0:
        return []
    old = claims[claims["days_late"] > OLD]
    return [_not_written_down(str(customer), rows) for customer, rows in old.groupby("customer_id", sort=True)]


def _not_written_down(customer: str, rows: pd.DataFrame) -> Finding:
    pairs = zip(rows["id"], rows["without_vat"], strict=True)
    items = tuple(("invoices", str(key), cents(amount)) for key, amount in pairs)
    owed = euros(sum(cents(amount) for amount in rows["open_amount"]))
    params = {"days": int(rows["days_late"].max()), "owed": owed}
    stake = euros(sum(amount for *_, amount in items))
    return Finding(
        "allowance_missing", "error", "customers", customer, customer, "loss", stake, items, params, "PCG art. 214-25"
    )


def write_offs_without_trace(dossier: Dossier, as_of: date) -> list[Finding]:
    """Return the entries that write a debt off straight from 411, without a document."""
    payments, entries = dossier.payments, dossier.entries
    if payments is None or entries is None or not {"account", "line"} <= set(payments.columns):
        return []
    direct = payments[
        (payments["kind"] == "write_off")
        & payments["account"].astype(str).str.startswith("411")
        & (payments["posted_on"] <= as_of.isoformat())
    ]
    posted = entries.drop_duplicates("line")[["line", "entry_id", "document_ref"]]
    joined = direct[["payment_id", "customer_id", "posted_on", "amount", "line"]].merge(posted, on="line")
    blank = joined["document_ref"].astype(str).str.strip().isin(_BLANK)
    return [_without_trace(row) for row in joined[blank].itertuples()]


def _without_trace(row: Any) -> Finding:  # noqa: ANN401  (a row as pandas names it)
    items = (("payments", str(row.payment_id), cents(row.amount)),)
    return Finding(
        code="write_off_without_trace",
        severity="warning",
        table="entries",
        key=str(row.entry_id),
        customer_id=str(row.customer_id),
        kind="exposure",
        amount_at_stake=euros(items[0][2]),
        items=items,
        params={"day": row.posted_on.date()},
        source="CGI art. 39, 1 ; CGI art. 272, 1",
    )
