"""Choosing the sheet of a ledger: the one named, else that with invoices, else that with the most known headings.

Sheets of one heading, one for each customer, are read as one; sheets that repeat customers (one for each month) are
not: the first is read, and the others are told.

>>> one = Sheet("ALPHA", [["Facture", "Date facture", "Solde"], ["F1", "13/01/2025", "1,00"]])
>>> two = Sheet("BETA", [["Facture", "Date facture", "Solde"], ["F2", "14/01/2025", "2,00"]])
>>> both = chosen("x.xlsx", [one, two], Mapping())
>>> both.sheet.rows[1:], both.joined, both.others
([['Client', 'ALPHA'], ['F1', '13/01/2025', '1,00'], ['Client', 'BETA'], ['F2', '14/01/2025', '2,00']], 2, ())

Findings: T07 the sheets that are not read, T12 formulas without a value, T18 hidden rows, T20 sheets read as one.
Errors: `SourceError` where no sheet has a heading, or the one named is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.heading import Heading, heading, plain
from cashkit.readers.spreadsheet.mapping import Mapping  # noqa: TC001  (the doctest makes one)
from cashkit.readers.spreadsheet.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cashkit.readers.spreadsheet.sheet import Cell

_OWNER = ("customer_id", "name")
_KEYS = ("invoice_id", "entry_id")
_NONE = (False, False, 0)


@dataclass(frozen=True)
class Chosen:
    """The sheet to read, the line of each of its rows, how many sheets it joins, and the others."""

    sheet: Sheet
    lines: Sequence[int]
    joined: int
    others: tuple[Sheet, ...]


def chosen(file: str, found: Sequence[Sheet], told: Mapping) -> Chosen:
    """Return the sheet to read."""
    if told.sheet:
        named = next((one for one in found if one.name == told.sheet), None)
        if named is None:
            known = ", ".join(one.name for one in found)
            raise SourceError("spreadsheet.no_sheet", file=file, value=told.sheet, known=known)
        return _alone(named, found)
    scored = [(_score(one, told), -place, one) for place, one in enumerate(found)]
    if not scored or max(scored, key=lambda row: row[:2])[0] == _NONE:
        raise SourceError("spreadsheet.no_heading", file=file)
    best = max(scored, key=lambda row: row[:2])[2]
    return _joined(best, found) or _alone(best, found)


def _alone(one: Sheet, found: Sequence[Sheet]) -> Chosen:
    return Chosen(one, range(1, len(one.rows) + 1), 1, tuple(other for other in found if other is not one))


def _score(one: Sheet, told: Mapping) -> tuple[bool, bool, int]:
    head = heading(one.rows)
    if head is None:
        return _NONE
    mapped = {plain(name) for name in told.columns.values()} & {plain(column.heading) for column in head.columns}
    keyed = any(name in head.fields for name in _KEYS)
    return not one.hidden, keyed, len(head.fields) + len(mapped) + (len(one.rows) > head.body)


def _joined(best: Sheet, found: Sequence[Sheet]) -> Chosen | None:
    """Return the sheets of one heading as one, None where they repeat a customer or an invoice."""
    told = heading(best.rows)
    if told is None:
        return None
    alike = [
        (one, head) for one in found if not one.hidden and (head := heading(one.rows)) and _names(head) == _names(told)
    ]
    if len(alike) < 2 or _repeat(alike):  # noqa: PLR2004  (a sheet alone joins nothing)
        return None
    rows: list[list[Cell]] = list(alike[0][0].rows[: told.body])
    lines = list(range(1, len(rows) + 1))
    owned = any(name in told.fields for name in _OWNER)
    for one, head in alike:
        if not owned:
            rows.append(["Client", one.name])
            lines.append(head.row + 1)
        rows += one.rows[head.body :]
        lines += range(head.body + 1, len(one.rows) + 1)
    sheets = [one for one, _ in alike]
    unread, hidden = (sum(counts) for counts in zip(*((one.unread, one.hidden_rows) for one in sheets), strict=True))
    others = tuple(one for one in found if one not in sheets)
    name = ", ".join(one.name for one in sheets)[:80]
    whole = Sheet(name, rows, unread=unread, hidden_rows=hidden)
    return Chosen(whole, lines, len(sheets), others)


def _names(head: Heading) -> list[str]:
    return [plain(column.heading) for column in head.columns]


def _repeat(alike: Sequence[tuple[Sheet, Heading]]) -> bool:
    """Tell whether two sheets hold one customer, or, without customers, one invoice."""
    seen: set[object] = set()
    for one, head in alike:
        place = next((head.fields[name] for name in (*_OWNER, *_KEYS) if name in head.fields), None)
        if place is None:
            return True
        own = {row[place] for row in one.rows[head.body :] if place < len(row) and row[place] is not None}
        own = {cell for cell in own if not (isinstance(cell, str) and plain(cell).startswith("total"))}
        if own & seen:
            return True
        seen |= own
    return False


def findings(file: str, made: Chosen) -> Iterator[DataFinding]:
    """Yield what is told of the sheets of a workbook."""
    if made.others:
        hidden = ", ".join(one.name for one in made.others if one.hidden)
        names = ", ".join(one.name for one in made.others)
        yield data_finding("T07", file=file, value=names, read=made.sheet.name, hidden=hidden or "–")
    if made.joined > 1:
        yield data_finding("T20", file=file, value=made.joined)
    if made.sheet.unread:
        yield data_finding("T12", file=file, value=made.sheet.unread)
    if made.sheet.hidden_rows:
        yield data_finding("T18", file=file, value=made.sheet.hidden_rows)
    if made.sheet.fixed:
        layout, others = made.sheet.fixed
        yield data_finding("T23", file=file, value=len(made.sheet.rows) - 1, layout=layout, others=others)
