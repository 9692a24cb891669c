"""Faults of stage 6 in content: billed without delivery or beyond it, impossible VAT, credit notes still owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import first_rows
from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros
from cashkit.law.vat import impossible_vat, vat_article
from cashkit.stages.fault import Fault
from cashkit.stages.invoice_faults import first_deliveries

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from cashkit.dossier.findings import Finding
    from cashkit.dossier.table_columns import TableColumns
    from cashkit.stages.billed import Billed

    Row = Mapping[Hashable, Any]

UNDELIVERED_DAYS, CREDIT_NOTE_DAYS = 30, 60
WITHOUT_DELIVERY = Fault("invoice_without_delivery", "invoices", "cash_late")
EXCEEDS_DELIVERY = Fault("invoice_exceeds_delivery", "invoices", "cash_late")
VAT_INCOHERENT = Fault("vat_incoherent", "invoices", "exposure")
CREDIT_NOTE_OVERDUE = Fault("credit_note_overdue", "invoices", "cash_late")


def against_deliveries(found: Billed) -> Iterator[Finding]:
    """Yield the invoices of goods that bill no delivery, then those that bill more than was delivered."""
    table = found.at.table("deliveries")
    if table is None:
        return
    goods = found.rows[found.rows["goods"]]
    bills = first_deliveries(found)[goods["row"]] >= 0
    yield from _without_delivery(found, goods[~bills], table)
    yield from _exceeding(found, goods[bills], table)


def _without_delivery(found: Billed, rows: pd.DataFrame, deliveries: TableColumns) -> list[Finding]:
    """Return those issued more than 30 days ago, since the first delivery that the table knows."""
    day = deliveries.days("delivered_on")
    known = day[day != NO_DAY]
    if not len(known):
        return []
    hit = rows[(rows["day"] < found.at.until - UNDELIVERED_DAYS) & (rows["day"] >= int(known.min()))]
    return [_invoice(WITHOUT_DELIVERY, row, int(row["cents"])) for row in hit.to_dict("records")]


def _exceeding(found: Billed, rows: pd.DataFrame, deliveries: TableColumns) -> list[Finding]:
    """Return those of more than 1 % above what was delivered, with the difference."""
    delivered = np.zeros(len(found.invoices), np.int64)
    np.add.at(delivered, found.links.invoice, deliveries.cents("amount")[found.links.delivery])
    gone = delivered[rows["row"]]
    over = rows.assign(gone=gone)[rows["cents"].to_numpy() * 100 > gone * 101]
    return [
        _invoice(
            EXCEEDS_DELIVERY,
            row,
            int(row["cents"]) - int(row["gone"]),
            invoice=euros(row["cents"]),
            delivered=euros(row["gone"]),
        )
        for row in over.to_dict("records")
    ]


def vat_incoherent(found: Billed) -> list[Finding]:
    """Return the invoices whose VAT no rate of their regime gives, or no mix of rates where none is said."""
    table, place = found.invoices, found.rows["row"]
    vat, given = table.cents("vat")[place], table.given("amount_excl_vat")[place]
    excl = np.where(given, table.cents("amount_excl_vat")[place], found.rows["cents"] - vat)
    regime = table.words("vat_regime")[place]
    off = impossible_vat(vat, excl, regime, found.rows["day"])
    hit = found.rows.assign(vat=vat, excl=excl, regime=regime, off=off)[(off > 0) & table.given("vat")[place]]
    return [_vat(row) for row in hit.to_dict("records")]


def _vat(row: Row) -> Finding:
    told = {"vat": euros(row["vat"]), "excl": euros(row["excl"]), "article": vat_article(row["regime"])}
    return _invoice(VAT_INCOHERENT, row, int(row["off"]), **told)


def credit_notes_overdue(found: Billed) -> list[Finding]:
    """Return the invoices with a dispute granted more than 60 days ago that no credit note corrects."""
    disputes = found.at.table("disputes")
    if disputes is None:
        return []
    closed = disputes.days("closed_on").astype(np.int64)
    old = (closed > found.at.year_before) & (closed < found.at.until - CREDIT_NOTE_DAYS)
    invoice = first_rows(found.invoices.ids("invoice_id"), disputes.ids("invoice_id"))
    row = np.flatnonzero(old & (disputes.words("outcome") == "granted") & (invoice >= 0))
    row = row[~found.corrected[invoice[row]]]
    owed = np.where(disputes.given("amount"), disputes.cents("amount"), found.invoices.cents("amount")[invoice])
    told = pd.DataFrame({"row": invoice[row], "cents": owed[row], "closed": closed[row]})
    sums = told.groupby("row", sort=True).agg({"cents": "sum", "closed": "min"}).reset_index()
    rows = sums.assign(**{name: found.invoices.ids(f"{name}_id")[sums["row"]] for name in ("invoice", "customer")})
    rows = rows.assign(name=found.at.names(rows["customer"]))[sums["cents"] > 0]
    return [_credit(found, one) for one in rows.to_dict("records")]


def _credit(found: Billed, row: Row) -> Finding:
    key, closed = row["invoice"], int(row["closed"])
    told = {"name": row["name"], "closed": from_day(closed), "days": found.at.until - closed}
    return CREDIT_NOTE_OVERDUE.finding(key, row["customer"], [("invoices", key, int(row["cents"]))], told)


def _invoice(fault: Fault, row: Row, cents: int, **params: object) -> Finding:
    told = {"name": row["name"], "day": from_day(row["day"])}
    return fault.finding(row["key"], row["customer"], [("invoices", row["key"], cents)], told | params)
