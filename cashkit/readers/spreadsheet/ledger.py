"""From the body of a ledger to the tables of a dossier: an invoice history, open items, or an aged balance.

History (each invoice with what was paid and when) gives invoices, payments and allocations; open items give what is
left of each; an aged balance, which has no invoices, gives one item a bucket, due on the bucket's first day late, so
that the aged balance at its own date is the one that was printed.

>>> body = Body({"customer_id": ["C1"], "not_due": [10.0], "1-30": [5.0]}, [2])
>>> tables = tables_of(body, Read({"not_due": np.array([10.0]), "1-30": np.array([5.0])}, {}), date(2025, 12, 31))
>>> tables["invoices"][["invoice_id", "due_date", "amount"]].astype(str).values.tolist()
[['C1 not_due', '2025-12-31', '10.0'], ['C1 1-30', '2025-12-30', '5.0']]

Units: euros with two decimals, VAT included.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.readers.spreadsheet.body import Body  # noqa: TC001  (the doctest makes one)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.sheet import Cell

BUCKETS = {"not_due": 0, "1-30": 1, "31-60": 31, "61-90": 61, "91-120": 91, "over": 91}
AMOUNTS = ("open_amount", "balance_total", "amount_incl_vat", "amount")
_CREDIT_NOTES = {"ac", "av", "avoir", "credit note", "credit memo", "dg", "cn", "out refund", "a"}
_YES = {"yes", "oui", "o", "y", "true", "1", "x", "vrai"}


@dataclass(frozen=True)
class Read:
    """The amounts and the dates of a body, by field."""

    money: Mapping[str, NDArray[np.float64]]
    days: Mapping[str, NDArray[np.datetime64]]
    reversed: bool = False

    def amount(self, *names: str) -> NDArray[np.float64] | None:
        """Return the first of some amounts that the ledger has."""
        return next((self.money[name] for name in names if name in self.money), None)


def is_aged(body: Body) -> bool:
    """Tell whether a ledger is an aged balance by customer, without invoices."""
    return "invoice_id" not in body.cells and len(set(BUCKETS) & set(body.cells)) > 1


def tables_of(body: Body, read: Read, as_of: date | None) -> dict[str, pd.DataFrame]:
    """Return the tables that a ledger gives."""
    if is_aged(body) and as_of is not None:
        return {"invoices": _aged(body, read, as_of), **_customers(body)}
    invoices, settled = _invoices(body, read)
    tables = {"invoices": invoices, **_customers(body)}
    return tables | _payments(invoices, settled, read) if settled is not None else tables


def customer_ids(body: Body) -> list[str]:
    """Return who each row is of: the number, else the name."""
    ids, names = (body.cells.get(name, [None] * len(body.lines)) for name in ("customer_id", "name"))
    return [text(one) or text(name) for one, name in zip(ids, names, strict=True)]


def text(cell: Cell) -> str:
    """Return a cell as text: a whole number without decimals, spaces folded."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def signed(body: Body, read: Read) -> NDArray[np.float64]:
    """Return what each row says is owed: above zero for the customer's debt."""
    if "debit" in read.money and "credit" in read.money:
        value = np.nan_to_num(read.money["debit"]) - np.nan_to_num(read.money["credit"])
    else:
        found = read.amount(*AMOUNTS)
        value = np.zeros(len(body.lines)) if found is None else found.copy()
    sides = [text(cell).upper() for cell in body.cells.get("sign", [])]
    if sides:
        # 0 and 1 are debit and credit (Sage); +1 and -1 are (FEC).
        credits_ = {"C", "H", "CR", "-", "-1"} | ({"1"} if "0" in sides and "-1" not in sides else set())
        value = np.where([side in credits_ for side in sides], -np.abs(value), np.abs(value))
    kinds = [text(cell).lower() for cell in body.cells.get("document_type", [])]
    if kinds and (value[~np.isnan(value)] >= 0).all():
        value = np.where([kind in _CREDIT_NOTES or kind.startswith("avoir") for kind in kinds], -value, value)
    return -value if read.reversed else value


def _invoices(body: Body, read: Read) -> tuple[pd.DataFrame, NDArray[np.float64] | None]:
    """Return the invoices, and what of each was paid; None where the ledger only tells what is left."""
    value = signed(body, read)
    left, whole = read.amount("open_amount", "balance_total"), read.amount("amount_incl_vat", "amount")
    history = whole is not None and ("paid_on" in read.days or "paid_amount" in read.money)
    if history and whole is not None and left is not None and "debit" not in read.money:
        value = np.where(value == 0, whole, np.sign(value) * np.abs(whole))
    rows = pd.DataFrame({"invoice_id": _numbers(body), "customer_id": customer_ids(body)})
    rows = _dated(rows.assign(kind=np.where(value < 0, "credit_note", "invoice")), read)
    rows["amount"] = np.round(value, 2)
    for name in ("vat", "amount_excl_vat"):
        if name in read.money:
            rows[name] = read.money[name]
    for name in ("order_id", "currency", "line_text"):
        if name in body.cells:
            rows[name] = [text(cell) or None for cell in body.cells[name]]
    if "dispute" in body.cells:
        rows["disputed"] = [text(cell).lower() in _YES for cell in body.cells["dispute"]]
    return rows, _settled(value, read, history=history)


def _dated(rows: pd.DataFrame, read: Read) -> pd.DataFrame:
    """Give invoices their dates; an issue date that is not told is the posting's, else the due date."""
    for name in ("issue_date", "due_date", "posted_on"):
        if name in read.days:
            rows[name] = read.days[name]
    if "issue_date" not in rows:
        rows["issue_date"] = rows["posted_on"] if "posted_on" in rows else rows.get("due_date", pd.NaT)
    if "due_date" in rows:
        rows["due_date_source"] = np.where(rows["due_date"].notna(), "file", "default")
    return rows


def _numbers(body: Body) -> list[str]:
    told = body.cells.get("invoice_id") or body.cells.get("entry_id") or [None] * len(body.lines)
    return [text(cell) or f"#{line}" for cell, line in zip(told, body.lines, strict=True)]


def _settled(value: NDArray[np.float64], read: Read, *, history: bool) -> NDArray[np.float64] | None:
    if not history:
        return None
    if "paid_amount" in read.money:
        return np.nan_to_num(read.money["paid_amount"])
    left = read.amount("open_amount", "balance_total")
    if left is not None:
        return np.abs(value) - np.abs(np.nan_to_num(left))
    return np.where(np.isnat(read.days["paid_on"]), 0.0, np.abs(value))


def _payments(invoices: pd.DataFrame, settled: NDArray[np.float64], read: Read) -> dict[str, pd.DataFrame]:
    """Return one payment for each invoice paid, on its day; without one, on the due date, else the invoice's."""
    when = read.days.get("paid_on", np.full(len(invoices), np.datetime64("NaT"), "datetime64[s]"))
    day = pd.Series(when).fillna(invoices.get("due_date", invoices["issue_date"])).fillna(invoices["issue_date"])
    paid = (np.round(settled, 2) > 0) & (invoices["amount"] > 0).to_numpy()
    rows = invoices[paid]
    ids = [f"{one} P" for one in rows["invoice_id"]]
    amount = np.round(settled[paid], 2)
    payments = pd.DataFrame(
        {"payment_id": ids, "customer_id": rows["customer_id"].to_numpy(), "payment_date": day[paid].to_numpy(),
         "amount": amount, "kind": "payment"}
    )  # fmt: skip
    allocations = pd.DataFrame(
        {"credit_id": ids, "invoice_id": rows["invoice_id"].to_numpy(), "amount": amount,
         "allocated_on": day[paid].to_numpy()}
    )  # fmt: skip
    return {"payments": payments, "allocations": allocations}


def _aged(body: Body, read: Read, as_of: date) -> pd.DataFrame:
    """Return one item for each bucket of each customer; a credit stands apart, as what it is."""
    who = customer_ids(body)
    parts = []
    for name, late in BUCKETS.items():
        if name in read.money:
            value = np.round(np.nan_to_num(read.money[name]), 2)
            due = as_of - timedelta(days=_after_120(name, late, read))
            part = pd.DataFrame({"customer_id": who, "amount": value, "bucket": name, "due_date": due.isoformat()})
            parts.append(part[part["amount"] != 0])
    rows = pd.concat(parts, ignore_index=True)
    rows["invoice_id"] = rows["customer_id"] + " " + rows["bucket"]
    rows["kind"], rows["due_date_source"] = "opening", "file"
    return rows.assign(issue_date=rows["due_date"], posted_on=rows["due_date"]).drop(columns="bucket")


def _after_120(name: str, late: int, read: Read) -> int:
    return 121 if name == "over" and "91-120" in read.money else late


def _customers(body: Body) -> dict[str, pd.DataFrame]:
    """Return the customers with what the ledger says of them, the first row of each."""
    frame = pd.DataFrame({"customer_id": customer_ids(body)})
    names = [text(cell) for cell in body.cells.get("name", [])]
    frame["name"] = names or frame["customer_id"]
    for name in ("siren", "siret", "vat_number", "payment_terms"):
        if name in body.cells:
            frame[name] = [text(cell) or None for cell in body.cells[name]]
    frame["name"] = frame["name"].where(frame["name"] != "", frame["customer_id"])
    known = frame[frame["customer_id"] != ""].drop_duplicates("customer_id", ignore_index=True)
    return {"customers": known} if len(known) else {}
