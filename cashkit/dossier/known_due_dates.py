"""Known due dates: a file of due dates joined to the invoices by number, and by customer where it names one.

A date that contradicts another, or comes before the invoice, or lies beyond reason, is not taken; nothing is guessed.
Findings: U02 a number that no invoice bears, U03 two dates for one invoice, U04 a date before the invoice's, U05 a
date beyond reason, U06 a number of several customers, U07 a number of another customer, U10 customers of another
system, U11 numbers found without separators or zeros, U12 dates that the source itself has otherwise,
U17 day and month read as the invoices' dates allow.
Units: day numbers.
Errors: `SourceError` where day and month can be read both ways and the invoices' dates do not tell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.directory import NOBODY
from cashkit.dossier.due_rules import ERP, FILE
from cashkit.dossier.findings import capped, data_finding
from cashkit.dossier.invoice_numbers import same_numbers
from cashkit.ground.calendar import from_day
from cashkit.ground.errors import SourceError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.directory import Directory
    from cashkit.dossier.due_rules import KnownDueDates, Undated
    from cashkit.dossier.findings import DataFinding

    Int64 = NDArray[np.int64]
    Bool = NDArray[np.bool_]

_ANY = -1
_STRANGER = -2
LONGEST = 3 * 366
"""Days after the invoice: no terms run for more than three years; retention, the longest, is kept for one."""
_OLDEST = 10 * 366


@dataclass(frozen=True, eq=False)
class _Joined:
    """The rows of the file beside the invoices: number codes of both, the customer of each row told."""

    invoices: Undated
    known: KnownDueDates
    own: Int64
    told: Int64
    who: Int64
    loosely: Bool


def with_due_dates(invoices: Undated, known: KnownDueDates, directory: Directory) -> tuple[Undated, list[DataFinding]]:
    """Return the invoices with the due dates of a file, where the source has none of its own."""
    numbers = same_numbers(invoices.number, known.number)
    who, found = _customers(known, directory)
    joined = _Joined(invoices, known, numbers.own, numbers.told, who, numbers.loosely)
    settled = _settled(joined)
    found += _read_so(known, settled)
    joined = replace(joined, known=settled)
    found += [*_unknown(joined), *_shared(joined), *_loosely(joined)]
    row, torn = _row_of_each(joined)
    found += _two_dates(joined, torn)
    rows = np.flatnonzero(row >= 0)
    days = joined.known.day[row[rows]]
    refused, why = _refused(joined, rows, row[rows])
    kept, kept_days = rows[~refused], days[~refused]
    own = invoices.source[kept] == FILE
    found += [*why, *_otherwise(joined, kept[own], kept_days[own])]
    return invoices.dated(kept[~own], kept_days[~own], ERP), found


def _customers(known: KnownDueDates, directory: Directory) -> tuple[Int64, list[DataFinding]]:
    """Return the customer of each row (-1: none told, -2: unknown); codes that are all unknown count for nothing."""
    blank = known.customer == ""
    code = np.array(directory.codes(known.customer), np.int64)
    who = np.where(blank, _ANY, np.where(code == NOBODY, _STRANGER, code))
    if blank.all() or (who != _STRANGER)[~blank].any():
        return who, []
    first = int(np.argmin(blank))
    told = data_finding(
        "U10", file=known.file, line=int(known.line[first]), value=known.customer[first], count=int((~blank).sum())
    )
    return np.full(len(who), _ANY, np.int64), [told]


def _settled(joined: _Joined) -> KnownDueDates:
    """Return the due dates in the one reading of day and month that the invoices' dates allow."""
    known = joined.known
    if known.other is None or (known.other == known.day).all():
        return known
    wrong = [_absurd(joined, day) for day in (known.day, known.other)]
    if (wrong[0] == 0) == (wrong[1] == 0):
        value = from_day(int(known.day[known.day != known.other][0]))
        raise SourceError("dossier.which_due_day", file=known.file, value=value)
    return replace(known) if wrong[0] == 0 else replace(known, day=known.other, other=known.day)


def _read_so(known: KnownDueDates, settled: KnownDueDates) -> list[DataFinding]:
    """U17: dates that the column leaves open were read as the invoices' dates allow."""
    if settled is known or settled.other is None:
        return []
    row = int(np.argmax(settled.day != settled.other))
    return [
        data_finding(
            "U17", file=known.file, line=int(known.line[row]), field="due_date", value=known.number[row].as_py(),
            due=from_day(int(settled.day[row])), other=from_day(int(settled.other[row])),
        )
    ]  # fmt: skip


def _absurd(joined: _Joined, day: NDArray[np.int32]) -> int:
    """Return how many due days lie before the first invoice of their number, or beyond reason after it."""
    use = joined.invoices.owed & joined.invoices.issued & (joined.own >= 0)
    first = np.full(int(joined.own.max(initial=-1)) + 1, np.iinfo(np.int64).max, np.int64)
    np.minimum.at(first, joined.own[use], joined.invoices.issue[use].astype(np.int64))
    rows = np.flatnonzero(joined.told >= 0)
    issue = first[joined.told[rows]]
    late = day[rows].astype(np.int64) - issue
    return int(((issue != np.iinfo(np.int64).max) & ((late < 0) | (late > LONGEST))).sum())


def _unknown(joined: _Joined) -> list[DataFinding]:
    rows = np.flatnonzero(joined.told < 0)
    return _told(joined.known, "U02", rows)


def _told(known: KnownDueDates, code: str, rows: NDArray[np.intp]) -> list[DataFinding]:
    """Return one finding a row of the file, the last for the rest."""
    found = (
        data_finding(
            code, file=known.file, line=int(known.line[row]), field="invoice_id", value=known.number[row].as_py(),
            customer=str(known.customer[row]) or "–", due=from_day(int(known.day[row])),
        )
        for row in rows[:20].tolist()
    )  # fmt: skip
    return capped(found, len(rows))


def _shared(joined: _Joined) -> list[DataFinding]:
    """U06: rows that name no customer, with a number of several; U07: rows of a customer who has no such invoice."""
    several, has = _several(joined), _pairs(joined)
    at = np.maximum(joined.told, 0)
    unclear = (joined.told >= 0) & (joined.who == _ANY) & several[at]
    elsewhere = (joined.told >= 0) & (joined.who != _ANY) & ~has
    return [
        *_told(joined.known, "U06", np.flatnonzero(unclear)),
        *_told(joined.known, "U07", np.flatnonzero(elsewhere)),
    ]


def _several(joined: _Joined) -> Bool:
    """Return which numbers invoices of several customers bear."""
    count = int(joined.own.max(initial=-1)) + 1
    least, most = np.full(count + 1, np.iinfo(np.int64).max, np.int64), np.full(count + 1, -1, np.int64)
    rows = np.flatnonzero(joined.own >= 0)
    who = joined.invoices.customer[rows].astype(np.int64)
    np.minimum.at(least, joined.own[rows], who)
    np.maximum.at(most, joined.own[rows], who)
    return least < most


def _keys(number: Int64, who: Int64, width: int) -> Int64:
    """Return number and customer as one whole number, -1 where there is no number."""
    return np.where(number < 0, -1, number * width + who + 2)


def _width(joined: _Joined) -> int:
    return int(max(joined.invoices.customer.max(initial=0), joined.who.max(initial=0))) + 3


def _pairs(joined: _Joined) -> Bool:
    """Return which rows name the customer of an invoice of their number."""
    width = _width(joined)
    own = _keys(joined.own, joined.invoices.customer.astype(np.int64), width)
    return np.isin(_keys(joined.told, joined.who, width), own[own >= 0])


def _row_of_each(joined: _Joined) -> tuple[Int64, Int64]:
    """Return the row of the file for each invoice (-1: none), and the rows that give one invoice a second date."""
    width, several = _width(joined), _several(joined)
    at = np.maximum(joined.told, 0)
    use = np.flatnonzero((joined.told >= 0) & ~((joined.who == _ANY) & several[at]))
    key = _keys(joined.told, joined.who, width)[use]
    keys, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    differs = joined.known.day[use] != joined.known.day[use[first]][inverse]
    clash = np.zeros(len(keys), bool)
    clash[inverse[differs]] = True
    row = np.where(clash, _STRANGER, use[first]) if len(keys) else np.empty(0, np.int64)
    own = joined.invoices.customer.astype(np.int64)
    named = _found(keys, row, _keys(joined.own, own, width))
    general = _found(keys, row, _keys(joined.own, np.full(len(own), _ANY, np.int64), width))
    return np.where(named == -1, general, named), use[differs]


def _found(keys: Int64, row: Int64, wanted: Int64) -> Int64:
    """Return the row that a key stands for, -1 where there is none."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, row[at], -1)


def _two_dates(joined: _Joined, torn: Int64) -> list[DataFinding]:
    """U03: invoices with two dates, each once, at the line of the second."""
    known, pairs = joined.known, np.stack([joined.told[torn], joined.who[torn]], axis=1)
    firsts = np.sort(np.unique(pairs, axis=0, return_index=True)[1])
    return capped((_torn(joined, known, int(torn[at])) for at in firsts[:20].tolist()), len(firsts))


def _torn(joined: _Joined, known: KnownDueDates, row: int) -> DataFinding:
    first = int(np.argmax((joined.told == joined.told[row]) & (joined.who == joined.who[row])))
    return data_finding(
        "U03", file=known.file, line=int(known.line[row]), field="due_date", value=known.number[row].as_py(),
        one=from_day(int(known.day[first])), other=from_day(int(known.day[row])), first=int(known.line[first]),
    )  # fmt: skip


def _refused(joined: _Joined, rows: NDArray[np.intp], told: Int64) -> tuple[Bool, list[DataFinding]]:
    """Return which dates do not fit their invoice: before it (U04), or beyond reason (U05)."""
    invoices, known = joined.invoices, joined.known
    issue = invoices.issue[rows].astype(np.int64)
    late = known.day[told].astype(np.int64) - issue
    sure = invoices.issued[rows] & (issue != NO_DAY) & invoices.owed[rows]
    absurd = (issue != NO_DAY) & ((late > LONGEST) | (late < -_OLDEST))
    early = sure & (late < 0) & ~absurd
    found = [*_told(known, "U04", np.unique(told[early])), *_told(known, "U05", np.unique(told[absurd]))]
    return early | absurd, found


def _loosely(joined: _Joined) -> list[DataFinding]:
    rows = np.flatnonzero(joined.loosely)
    if not len(rows):
        return []
    known, first = joined.known, int(rows[0])
    return [
        data_finding(
            "U11", file=known.file, line=int(known.line[first]), field="invoice_id",
            value=known.number[first].as_py(), count=len(rows),
            own=joined.invoices.number[int(np.argmax(joined.own == joined.told[first]))].as_py(),
        )
    ]  # fmt: skip


def _otherwise(joined: _Joined, rows: NDArray[np.intp], days: NDArray[np.int32]) -> list[DataFinding]:
    """U12: due dates that the source itself has, and has otherwise; its own is kept."""
    invoices = joined.invoices
    apart = np.flatnonzero(invoices.due[rows] != days)
    if not len(apart):
        return []
    row = int(rows[apart[0]])
    return [
        data_finding(
            "U12", file=joined.known.file, field="due_date", value=invoices.number[row].as_py(), count=len(apart),
            own=from_day(int(invoices.due[row])), other=from_day(int(days[apart[0]])),
        )
    ]  # fmt: skip
