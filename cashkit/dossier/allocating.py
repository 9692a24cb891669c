"""Given allocations at the door: both sides found, nothing beyond the item or the credit, and told what was wrong."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.dossier.books import GIVEN, METHODS, NO_DAY, Allocations, Credits, Items, no_allocations
from cashkit.dossier.coding import Found, alike, rows_of
from cashkit.dossier.sheet import Sheet

Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]


def found_ids(sheet: Sheet, ids: tuple[pa.Array, pa.Array]) -> tuple[Found, Found]:
    """Find the invoice and the payment of each allocation, and the ids that several rows bear."""
    return rows_of(ids[0], sheet.ids("invoice_id")), rows_of(ids[1], sheet.ids("credit_id"))


def allocate(
    sheet: Sheet, found: tuple[Found, Found], ids: tuple[pa.Array, pa.Array], sides: tuple[Items, Credits]
) -> Allocations:
    """Return the allocations that hold, in the order of the table."""
    if not len(sheet):
        return no_allocations()
    item, credit = _rows(sheet, found, ids, sides[0])
    cents = sheet.cents("amount")
    sheet.say("D12", cents <= 0, "amount")
    orphan = (item < 0) | (credit < 0)
    sheet.say("D02", orphan, "credit_id")
    keep = np.flatnonzero(~orphan & (cents > 0)) if orphan.any() or (cents <= 0).any() else None
    given = _dated(sheet, (item, credit, cents), keep, sides)
    _of_another(sheet, given, sides, keep)
    return _capped(sheet, given, sides, keep)


def _rows(
    sheet: Sheet, found: tuple[Found, Found], ids: tuple[pa.Array, pa.Array], items: Items
) -> tuple[Int64, Int64]:
    """Return the item and the credit of each row (-1: none); an id among payments and credits means the payment."""
    invoice_ids, payment_ids = ids
    item, credit = found[0].rows[0], found[1].rows[0]
    owed = item >= 0
    owed[owed] = items.cents[item[owed]] > 0
    item = np.where(owed, item, -1)
    notes = np.flatnonzero(items.cents < 0)
    note_ids = invoice_ids.take(pa.array(notes))
    missing = np.flatnonzero(credit < 0)
    if len(missing) and len(notes):
        at = rows_of(note_ids, sheet.ids("credit_id").take(pa.array(missing))).rows[0]
        credit[missing] = np.where(at >= 0, notes[at] + len(payment_ids), -1)
    _ambiguous(sheet, credit, payment_ids, note_ids)
    return item, credit


def _ambiguous(sheet: Sheet, credit: Int64, payment_ids: pa.Array, note_ids: pa.Array) -> None:
    """Say which credits bear the id of a payment and of a credit note."""
    notes, payments = alike(note_ids, payment_ids)
    if not len(notes) or not len(payments):
        return
    both = pc.is_in(payments, value_set=notes.drop_null()).to_numpy(zero_copy_only=False)
    if both.any():
        rows = np.zeros(len(credit), bool)
        of_payment = (credit >= 0) & (credit < len(payments))
        rows[of_payment] = both[credit[of_payment]]
        sheet.say("D06", rows, "credit_id")


def _dated(
    sheet: Sheet, rows: tuple[Int64, Int64, Int64], keep: Int64 | None, sides: tuple[Items, Credits]
) -> Allocations:
    """Give each allocation its day: the one given, or the later posting day of its two sides if that is later."""
    items, credits = sides
    never = np.full(len(sheet), NO_DAY, np.int32)
    said, lettered = sheet.days("allocated_on", never), sheet.days("lettered_on", never)
    item, credit, cents = rows
    if keep is not None:
        item, credit, cents, said, lettered = item[keep], credit[keep], cents[keep], said[keep], lettered[keep]
    both = np.maximum(_of_credit(credit, credits.posted, items.posted), items.posted[item])
    early = (said != NO_DAY) & (said < both)
    if early.any():
        sheet.say("D13", _in_table(sheet, early, keep), "allocated_on")
    method = _methods(sheet) if keep is None else _methods(sheet)[keep]
    return Allocations(credit.astype(np.int32), item.astype(np.int32), cents, np.maximum(said, both), lettered, method)


def _methods(sheet: Sheet) -> NDArray[np.int8]:
    """Return how each row was matched; what nothing known is said of was given."""
    if not sheet.has("method"):
        return np.full(len(sheet), GIVEN, np.int8)
    coded = sheet.arrow("method").cast(pa.string()).dictionary_encode()
    words = [METHODS.index(word) if word in METHODS else GIVEN for word in coded.dictionary.to_pylist()]
    rows: Int64 = coded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    return np.array([*words, GIVEN], np.int8)[rows]


def _of_credit(credit: Int64, of_payment: NDArray[np.int32], of_item: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return an attribute of each credit, a payment or an item."""
    note = credit >= len(of_payment)
    if not note.any():
        return of_payment[credit]
    both = np.concatenate([of_payment, of_item])
    return both[credit]


def _in_table(sheet: Sheet, rows: Bool, keep: Int64 | None) -> Bool:
    if keep is None:
        return rows
    whole = np.zeros(len(sheet), bool)
    whole[keep] = rows
    return whole


def _of_another(sheet: Sheet, given: Allocations, sides: tuple[Items, Credits], keep: Int64 | None) -> None:
    items, credits = sides
    payer = _of_credit(given.credit.astype(np.int64), credits.customer, items.customer)
    other = payer != items.customer[given.item]
    if other.any():
        sheet.say("D05", _in_table(sheet, other, keep), "credit_id")


def _capped(sheet: Sheet, given: Allocations, sides: tuple[Items, Credits], keep: Int64 | None) -> Allocations:
    """Cut what goes beyond an item, then what goes beyond a credit; the rest stays on the credit."""
    items, credits = sides
    limit = np.concatenate([credits.cents, -items.cents])
    for code, owner, most in (("D03", given.item, items.cents), ("D04", given.credit, limit)):
        total = np.zeros(len(most), np.int64)
        np.add.at(total, owner, given.cents)
        over = total > most
        if over.any():
            touched = np.flatnonzero(over[owner])
            cut = _cut(given, owner, most, touched)
            sheet.say(code, _in_table(sheet, cut < given.cents, keep), "amount")
            given = replace(given, cents=cut)
    if (given.cents == 0).any():
        given = given.where(given.cents > 0)
    return given


def _cut(given: Allocations, owner: NDArray[np.int32], most: Int64, touched: Int64) -> Int64:
    """Serve the allocations of each owner by day and row until it is used up."""
    order = touched[np.lexsort((touched, given.on[touched], owner[touched]))]
    who, cents = owner[order], given.cents[order]
    running = np.cumsum(cents)
    first = np.concatenate([[True], who[1:] != who[:-1]])
    start = np.maximum.accumulate(np.where(first, running - cents, 0))
    before = running - cents - start
    out = given.cents.copy()
    out[order] = np.clip(most[who] - before, 0, cents)
    return out
