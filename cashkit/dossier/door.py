"""The door: tables of any eager frame become books, with findings for what is not as it should be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.dossier import columns
from cashkit.dossier.allocating import allocate, found_ids
from cashkit.dossier.books import FALLBACK, NO_DAY, Books, Credits, Items
from cashkit.dossier.called import called, own_numbers
from cashkit.dossier.coding import Found, Labels, labelled
from cashkit.dossier.columns import Frame
from cashkit.dossier.directory import Directory
from cashkit.dossier.due_rules import DEFAULT, FILE, DueRules, Undated, dated, sources_of
from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.dossier.sheet import Sheet
from cashkit.dossier.tables import DUE_DATE_SOURCES, INVOICE_KINDS, INVOICED_KINDS, PAYMENT_KINDS
from cashkit.law.payment_terms import Terms, due_days

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
_REJECT, _CREDIT_NOTE = INVOICE_KINDS.index("reject"), INVOICE_KINDS.index("credit_note")
_ISSUED = [INVOICE_KINDS.index(kind) for kind in INVOICED_KINDS]


@dataclass(frozen=True)
class Kept:
    """What the door hands on: the books, the frames as they were taken in, and the source of each due date."""

    books: Books
    found: list[DataFinding]
    frames: Mapping[str, Frame]
    source: NDArray[np.int8]


def keep_books(tables: Mapping[str, Frame], rules: DueRules, currency: str, customers: Frame | None = None) -> Kept:
    """Take invoices, payments and allocations in; `customers` tell by which names a file of due dates may call them."""
    findings: list[DataFinding] = []
    sheets = {
        name: Sheet(name, _own_currency(name, frame, currency, findings), findings) for name, frame in tables.items()
    }
    invoices, payments = sheets["invoices"], sheets["payments"]
    who, unknown = _customers(invoices, payments)
    items, source = _items(invoices, who.codes[0], (rules, partial(called, who.labels, customers, invoices)))
    items, credits = _pooled(items, unknown), _pooled(_credits(payments, who.codes[1], len(invoices)), unknown)
    ids = invoices.ids("invoice_id"), payments.ids("payment_id")
    found = found_ids(sheets["allocations"], ids)
    _repeated(invoices, "invoice_id", found[0])
    _repeated(payments, "payment_id", found[1])
    made = allocate(sheets["allocations"], found, ids, (items, credits))
    books = _kept(Books(who.labels, items, credits, made, *ids))
    return Kept(_without_refunds(books), findings, {name: sheet.frame for name, sheet in sheets.items()}, source)


def _kept(books: Books) -> Books:
    """Keep apart what rules had matched when the tables were written: the strict view does not count it."""
    by_rule = books.allocations.method >= FALLBACK
    if not by_rule.any():
        return books
    return replace(books, allocations=books.allocations.where(~by_rule), by_rule=books.allocations.where(by_rule))


def _repeated(sheet: Sheet, name: str, found: Found) -> None:
    rows = np.zeros(len(sheet), bool)
    rows[found.repeated] = True
    sheet.say("D01", rows, name)


def _own_currency(table: str, frame: Frame, currency: str, findings: list[DataFinding]) -> Frame:
    """Set rows in another currency aside: they are told, with their sums, and never added."""
    if "currency" not in frame.columns:
        return frame
    code = frame.get_column("currency").to_arrow()
    other = pc.fill_null(pc.not_equal(code.cast(pa.string()), currency), fill_value=False)
    if not pc.any(other).as_py():
        return frame
    mask = np.asarray(other.to_numpy(zero_copy_only=False), bool)
    rest = frame.filter(mask.tolist())
    for name in sorted({str(value) for value in rest.get_column("currency").to_list()}):
        own = rest.filter([str(value) == name for value in rest.get_column("currency").to_list()])
        total = round(float(own.get_column("amount").sum()), 2)
        findings.append(
            data_finding("D14", field=f"{table}.currency", value=name, count=len(own), table=table,
                         amount=f"{total:.2f}", currency=name)
        )  # fmt: skip
    return frame.filter((~mask).tolist())


def _customers(invoices: Sheet, payments: Sheet) -> tuple[Labels, int]:
    """Code the customers of both tables; a missing one becomes the label "" (its code, or -1)."""
    who = labelled(invoices.ids("customer_id"), payments.ids("customer_id"))
    invoices.say("R05", who.codes[0] < 0, "customer_id")
    if not any((codes < 0).any() for codes in who.codes):
        return who, -1
    labels = np.append(np.array([""], object), who.labels.astype(object))
    return Labels(labels, tuple(codes + np.int32(1) for codes in who.codes)), 0


def _items(
    sheet: Sheet, customer: Int32, ruled: tuple[DueRules, Callable[[], Directory]]
) -> tuple[Items, NDArray[np.int8]]:
    issue = sheet.days("issue_date")
    posted = sheet.days("posted_on", issue)
    cents, kind = sheet.cents("amount"), sheet.kinds("kind", INVOICE_KINDS)
    start = np.where(issue == NO_DAY, posted, issue)
    due, source = _given(sheet)
    rules, directory = ruled
    if rules.beside:
        issued = np.isin(kind, _ISSUED)
        undated = Undated(own_numbers(sheet), customer, start, due, source, cents > 0, issued)
        found = dated(undated, rules, directory())
        due, source = found.due, found.source
        sheet.findings.extend(found.findings)
    due = _by_terms(due, start, rules.default)
    sheet.say("D15", (kind == _CREDIT_NOTE) & (cents > 0), "amount")
    line = np.arange(len(sheet), dtype=np.int32)
    texts = sheet.ids("corrects").cast(pa.string()) if sheet.has("corrects") else None
    number, retained = sheet.ids("invoice_id"), _retained(sheet, cents)
    return Items(customer, cents, issue, posted, due, kind, customer, line, number, texts, retained), source


def _retained(sheet: Sheet, cents: Int64) -> Int64 | None:
    """Return the part of each item that is kept as retention money, None where the table tells of none."""
    if not sheet.has("retention_amount"):
        return None
    kept, _, missing = columns.cents(sheet.arrow("retention_amount"), (sheet.table, "retention_amount"))
    return np.where(missing | (kept < 0) | (kept >= cents), 0, kept)


def _given(sheet: Sheet) -> tuple[Int32, NDArray[np.int8]]:
    """Return the due days of the table and their sources: as told, the file's own where nothing known is told."""
    due = sheet.days("due_date", np.full(len(sheet), NO_DAY, np.int32))
    if not sheet.has("due_date_source"):
        return due, sources_of(due)
    coded = sheet.arrow("due_date_source").cast(pa.string()).dictionary_encode()
    words = coded.dictionary.to_pylist()
    known = [DUE_DATE_SOURCES.index(word) if word in DUE_DATE_SOURCES else FILE for word in words]
    rows = coded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    return due, np.where(due == NO_DAY, DEFAULT, np.array([*known, FILE], np.int8)[rows]).astype(np.int8)


def _by_terms(due: Int32, start: Int32, terms: Terms) -> Int32:
    """Fill missing due dates in by terms, where there is a date to start from."""
    rows = np.flatnonzero((due == NO_DAY) & (start != NO_DAY))
    if not len(rows):
        return due
    filled = due.copy()
    filled[rows] = due_days(start[rows], terms)
    return filled


def _credits(sheet: Sheet, customer: Int32, after: int) -> Credits:
    posted = sheet.days("posted_on", sheet.days("payment_date"))
    cents = sheet.cents("amount")
    sheet.say("D11", cents <= 0, "amount")
    line = np.arange(after, after + len(sheet), dtype=np.int32)
    texts = sheet.arrow("reference").cast(pa.string()) if sheet.has("reference") else None
    return Credits(customer, cents, posted, sheet.kinds("kind", PAYMENT_KINDS), customer, line, texts)


Side = TypeVar("Side", Items, Credits)


def _pooled(side: Side, unknown: int) -> Side:
    """Keep the rows of unknown customers out of matching by rule."""
    return side if unknown < 0 else replace(side, pool=np.where(side.customer == unknown, np.int32(-1), side.pool))


def _without_refunds(books: Books) -> Books:
    """Turn payments that are none (amounts of 0 or less) into items of kind `reject`, so that the total holds."""
    wrong = np.flatnonzero(books.credits.cents <= 0)
    if not len(wrong):
        return books
    items, credits = books.items, books.credits
    day = credits.posted[wrong]
    back = Items(
        credits.customer[wrong], -credits.cents[wrong], day, day, day,
        np.full(len(wrong), _REJECT, np.int8), np.full(len(wrong), -1, np.int32), credits.line[wrong],
    )  # fmt: skip
    names = ("customer", "cents", "issue", "posted", "due", "kind", "pool", "line")
    grown = replace(items, **{name: np.concatenate([getattr(items, name), getattr(back, name)]) for name in names})
    if items.retained is not None:
        grown = replace(grown, retained=np.append(items.retained, np.zeros(len(wrong), np.int64)))
    if items.texts is not None:
        grown = replace(grown, texts=pa.concat_arrays([items.texts, pa.nulls(len(wrong), pa.string())]))
    ids = [books.invoice_ids.cast(pa.string()), books.payment_ids.take(pa.array(wrong)).cast(pa.string())]
    joined_ids = pa.concat_arrays(ids)
    return replace(
        books,
        items=replace(grown, number=joined_ids),
        credits=replace(credits, cents=np.maximum(credits.cents, 0)),
        invoice_ids=joined_ids,
    )
