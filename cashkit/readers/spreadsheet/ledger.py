"""From the body of a ledger to the tables of a dossier: an invoice history, open items, or an aged balance.

A history (each invoice with what was paid and when, or invoices and payments with their lettering) gives invoices,
payments and allocations; open items give what is left of each; an aged balance, which has no invoices, gives one item
a bucket (see `aged`).

>>> body = Body({"name": ["ALPHA"], "invoice_id": ["F1"]}, [2])
>>> day = {"issue_date": np.array(["2025-01-02"], "datetime64[s]")}
>>> read = replace(Read.of({"amount": [100.0], "open_amount": [60.0]}), days=day)
>>> tables = tables_of(body, read, None)[0]
>>> {name: frame["amount"].tolist() for name, frame in tables.items() if "amount" in frame}
{'invoices': [100.0], 'payments': [40.0], 'allocations': [40.0]}

Findings: T17 settlements without a date, which close their item from its first day and are no cash, T21 a row whose
paid and open amounts do not come to its whole, T24 numbers told several times.
Units: euros with two decimals, VAT included.
"""

from __future__ import annotations

from dataclasses import replace  # noqa: F401  (the doctest uses it)
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.readers.spreadsheet.aged import aged, is_aged, numbered
from cashkit.readers.spreadsheet.body import Body  # noqa: TC001  (the doctest makes one)
from cashkit.readers.spreadsheet.items import Items, Read, customer_ids, items_of, text
from cashkit.readers.spreadsheet.settlement import Rows, Settled, settle

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

_YES = {"yes", "oui", "o", "y", "true", "1", "x", "vrai"}
_FACTS = ("siren", "siret", "vat_number", "payment_terms")
_NO_DAY = np.iinfo(np.int64).min

Tables = dict[str, pd.DataFrame]


def tables_of(body: Body, read: Read, as_of: date | None, months: str = "") -> tuple[Tables, list[DataFinding]]:
    """Return the tables that a ledger gives, and what was found in making them."""
    if is_aged(body) and as_of is not None:
        return {"invoices": aged(body, read, as_of, months), **_customers(body)}, []
    items = items_of(body, read)
    rows = _rows(body, read, items)
    done = settle(Rows(items.cents, _first_days(rows), _groups(body, read, items), items.settled))
    told = bool(done.pairs) or bool(done.rest.any())
    found = [*_uneven(body, items), *(_renumber(rows) if told else ())]
    tables, more = _settled_tables(rows, items, done, read)
    return {**tables, **_customers(body)}, [*found, *more]


def _rows(body: Body, read: Read, items: Items) -> pd.DataFrame:
    """Return every row of the ledger, with what it says."""
    rows = pd.DataFrame({"invoice_id": _numbers(body), "customer_id": items.customer, "kind": items.kind})
    rows = _dated(rows, read)
    rows["amount"] = items.cents / 100
    for name in ("vat", "amount_excl_vat"):
        if name in read.cents:
            rows[name] = np.where(read.given[name], read.cents[name] / 100, np.nan)
    for name in ("order_id", "currency", "line_text"):
        if name in body.cells:
            rows[name] = [text(cell) or None for cell in body.cells[name]]
    if "dispute" in body.cells:
        rows["disputed"] = [text(cell).lower() in _YES for cell in body.cells["dispute"]]
    return rows


def _numbers(body: Body) -> list[str]:
    """Return the number of each item: the invoice's, else the entry's, else its line."""
    none = [None] * len(body.lines)
    told = zip(body.cells.get("invoice_id", none), body.cells.get("entry_id", none), body.lines, strict=True)
    return [text(own) or text(entry) or f"#{line}" for own, entry, line in told]


def _dated(rows: pd.DataFrame, read: Read) -> pd.DataFrame:
    """Give items their dates; an issue date that is not told is the posting's, else the due date."""
    for name in ("issue_date", "due_date", "posted_on"):
        if name in read.days:
            rows[name] = read.days[name]
    if "issue_date" not in rows:
        rows["issue_date"] = rows["posted_on"] if "posted_on" in rows else rows.get("due_date", pd.NaT)
    if "posted_on" in rows:
        rows["issue_date"] = rows["issue_date"].fillna(rows["posted_on"])
        rows["posted_on"] = rows["posted_on"].fillna(rows["issue_date"])
    if "due_date" in rows:
        rows["due_date_source"] = np.where(rows["due_date"].notna(), "file", "default")
    return rows


def _first_days(rows: pd.DataFrame) -> NDArray[np.int64]:
    """Return the day from which each item exists, as a number."""
    days = pd.to_datetime(rows.get("posted_on", rows["issue_date"])).astype("datetime64[s]")
    return days.to_numpy().astype("datetime64[D]").astype(np.int64)


def _groups(body: Body, read: Read, items: Items) -> Sequence[Hashable | None]:
    """Return what each row was lettered with: its code, else its clearing date, else its customer."""
    none: list[Hashable | None] = [None] * len(body.lines)
    if not (items.cents < 0).any():
        return none
    if "lettering" in body.cells:
        codes = [text(cell) for cell in body.cells["lettering"]]
        return [(who, code) if code else None for who, code in zip(items.customer, codes, strict=True)]
    if "paid_on" in read.days:
        days = read.days["paid_on"].astype("datetime64[D]").astype(np.int64).tolist()
        return [(who, day) if day != _NO_DAY else None for who, day in zip(items.customer, days, strict=True)]
    return none if items.settled is None else items.customer


def _uneven(body: Body, items: Items) -> list[DataFinding]:
    lines = [body.lines[place] for place in items.uneven.tolist()]
    return capped(data_finding("T21", line=line) for line in lines)


def _renumber(rows: pd.DataFrame) -> list[DataFinding]:
    """Give items of one number each a number of their own, so that each settlement finds its item."""
    own = numbered(rows.loc[rows["kind"] != "payment", "invoice_id"]).reindex(rows.index).fillna(rows["invoice_id"])
    twice = int((own != rows["invoice_id"]).sum())
    first = next(iter(rows.loc[own != rows["invoice_id"], "invoice_id"]), "")
    rows["invoice_id"] = own
    return [data_finding("T24", value=first, count=twice, items=twice)] if twice else []


def _settled_tables(rows: pd.DataFrame, items: Items, done: Settled, read: Read) -> tuple[Tables, list[DataFinding]]:
    """Return invoices, payments and allocations."""
    rows["row"] = np.arange(len(rows))
    rows["settled_on"] = read.days.get("paid_on", np.full(len(rows), np.datetime64("NaT"), "datetime64[s]"))
    paying = (rows["kind"] == "payment") & (items.cents < 0)
    beyond, undated = _beyond(rows, done.rest)
    given_back = beyond[beyond["owed"] < 0]
    paid = beyond[beyond["owed"] > 0]
    invoices = pd.concat([rows[~paying], _refunds(given_back)], ignore_index=True) if len(given_back) else rows[~paying]
    payments = [part for part in (_listed(rows[paying]), _unlisted(paid)) if len(part)]
    allocations = [part for part in (_pairs(rows, done, paying), _closing(paid, given_back)) if len(part)]
    drop = ["row", "settled_on"]
    tables = {"invoices": invoices.drop(columns=drop).reset_index(drop=True)}
    tables |= {"payments": pd.concat(payments, ignore_index=True)} if payments else {}
    tables |= {"allocations": pd.concat(allocations, ignore_index=True)} if allocations else {}
    return tables, [data_finding("T17", value=undated)] if undated else []


def _beyond(rows: pd.DataFrame, rest: NDArray[np.int64]) -> tuple[pd.DataFrame, int]:
    """Return the rows that are settled beyond what the ledger lists, by how much, on which day and of which kind."""
    part = rows[rest > 0].copy()
    part["owed"] = part["amount"]
    part["cents"] = rest[rest > 0]
    known = part["settled_on"].notna()
    part["kind"] = np.where(known, "payment", "other")
    first = part["posted_on"] if "posted_on" in part else part["issue_date"]
    part["on"] = pd.to_datetime(part["settled_on"]).fillna(pd.to_datetime(first))
    return part, int((~known).sum())


def _of(part: pd.DataFrame, columns: Mapping[str, object]) -> pd.DataFrame:
    """Return a table beside some rows, in their currency."""
    kept = pd.DataFrame(columns)
    if "currency" in part:
        kept["currency"] = part["currency"].to_numpy()
    return kept


def _unlisted(paid: pd.DataFrame) -> pd.DataFrame:
    ids = (paid["invoice_id"] + " P").to_numpy()
    return _of(paid, {
        "payment_id": ids, "customer_id": paid["customer_id"].to_numpy(), "payment_date": paid["on"].to_numpy(),
        "amount": paid["cents"].to_numpy() / 100, "kind": paid["kind"].to_numpy(),
    })  # fmt: skip


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows["posted_on"] if "posted_on" in rows else rows["issue_date"]
    return _of(rows, {
        "payment_id": _payment_ids(rows), "customer_id": rows["customer_id"].to_numpy(),
        "payment_date": first.to_numpy(), "amount": -rows["amount"].to_numpy(), "kind": "payment",
        "reference": rows["invoice_id"].to_numpy(),
    })  # fmt: skip


def _payment_ids(rows: pd.DataFrame) -> list[str]:
    """Return the ids of payments: a payment often bears the number of the invoice that it pays."""
    return [f"{number} R{row}" for number, row in zip(rows["invoice_id"], rows["row"] + 1, strict=True)]


def _refunds(back: pd.DataFrame) -> pd.DataFrame:
    kept = back.drop(columns=["owed", "cents", "on"])
    kept = kept.assign(invoice_id=back["invoice_id"] + " R", kind="reject", amount=back["cents"] / 100)
    days = {name: back["on"] for name in ("issue_date", "posted_on", "due_date") if name in kept}
    return kept.assign(**days)


def _pairs(rows: pd.DataFrame, done: Settled, paying: pd.Series[bool]) -> pd.DataFrame:
    """Return the allocations of what the ledger lists."""
    credit, debit, cents = (np.array(side, np.int64) for side in zip(*done.pairs, strict=True)) if done.pairs else (
        np.empty(0, np.int64),) * 3  # fmt: skip
    own = rows["invoice_id"].to_numpy(object).copy()
    own[paying.to_numpy()] = _payment_ids(rows[paying])
    first = pd.to_datetime(rows["posted_on"] if "posted_on" in rows else rows["issue_date"]).to_numpy()
    return pd.DataFrame({
        "credit_id": own[credit], "invoice_id": own[debit], "amount": cents / 100,
        "allocated_on": np.maximum(first[credit], first[debit]),
        "lettered_on": rows["settled_on"].to_numpy()[debit],
    })  # fmt: skip


def _closing(paid: pd.DataFrame, back: pd.DataFrame) -> pd.DataFrame:
    """Return the allocations of payments that the ledger does not list, and of credits given back."""
    cents = np.minimum(paid["cents"].to_numpy(), np.rint(paid["owed"].to_numpy() * 100).astype(np.int64))
    return pd.DataFrame({
        "credit_id": [*(paid["invoice_id"] + " P"), *back["invoice_id"]],
        "invoice_id": [*paid["invoice_id"], *(back["invoice_id"] + " R")],
        "amount": np.concatenate([cents, back["cents"].to_numpy()]) / 100,
        "allocated_on": np.concatenate([paid["on"].to_numpy(), back["on"].to_numpy()]),
        "lettered_on": np.concatenate([paid["settled_on"].to_numpy(), back["settled_on"].to_numpy()]),
    })  # fmt: skip


def _customers(body: Body) -> Tables:
    """Return the customers with what the ledger says of them, the first row of each."""
    frame = pd.DataFrame({"customer_id": customer_ids(body)})
    names = [text(cell) for cell in body.cells.get("name", [])]
    frame["name"] = names or frame["customer_id"]
    for name in _FACTS:
        if name in body.cells:
            frame[name] = [text(cell) or None for cell in body.cells[name]]
    frame["name"] = frame["name"].where(frame["name"] != "", frame["customer_id"])
    known = frame[frame["customer_id"] != ""].drop_duplicates("customer_id", ignore_index=True)
    return {"customers": known} if len(known) else {}
