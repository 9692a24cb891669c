"""Faults of stage 9 that the entries show: doubtful debts without allowance, write-offs without a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.findings import Finding
from cashkit.ground.money import cents, euros
from cashkit.measures.open_items import open_items

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cashkit.dossier.dossier import Dossier

_OLD = 180
_BLANK = {"", "-", "/", "."}


def allowance_missing(dossier: Dossier, as_of: date, allowance: Decimal) -> list[Finding]:
    """Return the doubtful customers more than 180 days late when no allowance (491) stands in the books at all."""
    invoices = dossier.invoices
    if allowance > 0 or invoices is None or "doubtful" not in invoices:
        return []
    doubtful = set(invoices.loc[invoices["doubtful"].astype(bool), "invoice_id"])
    opened = open_items(dossier, as_of=as_of)
    old = opened[
        (opened["table"] == "invoices")
        & opened["id"].isin(doubtful)
        & (opened["days_late"] > _OLD)
        & (opened["open_amount"] > 0)
    ]
    found = []
    for customer, rows in old.groupby("customer_id", sort=True):
        items = tuple(
            ("invoices", str(key), cents(amount)) for key, amount in zip(rows["id"], rows["open_amount"], strict=True)
        )
        stake = euros(sum(amount for *_, amount in items))
        params = {"days": int(rows["days_late"].max())}
        found.append(
            Finding(
                "allowance_missing",
                "error",
                "customers",
                str(customer),
                str(customer),
                "loss",
                stake,
                items,
                params,
                "PCG 214-25",
            )
        )
    return found


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
    lines = entries.set_index("line")
    found = []
    for row in direct.itertuples():
        entry = lines.loc[row.line]
        if str(entry["document_ref"]).strip() in _BLANK:
            items = (("payments", str(row.payment_id), cents(row.amount)),)
            found.append(
                Finding(
                    "write_off_without_trace",
                    "warning",
                    "entries",
                    str(entry["entry_id"]),
                    str(row.customer_id),
                    "exposure",
                    euros(items[0][2]),
                    items,
                    {"day": row.posted_on.date()},
                )
            )
    return found
