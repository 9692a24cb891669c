"""Bank matching: each receipt of a statement set against the open invoices that it settles, as proposals.

>>> from cashkit.dossier.dossier import Dossier
>>> rows = [("F1001", "C1", "invoice", "2025-12-01", 120.0), ("F1002", "C1", "invoice", "2025-12-05", 50.0)]
>>> names = ["invoice_id", "customer_id", "kind", "issue_date", "amount"]
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame(rows, columns=names))
>>> told = {"payment_date": ["2025-12-20", "2025-12-22"], "amount": [100.0, 80.0], "reference": ["VIR F1001", "CHEQUE"]}
>>> found = propose_matches(dossier, pd.DataFrame(told))
>>> found.proposals[["payment_id", "invoice_id", "proposed_amount", "reason", "confidence"]].values.tolist()
[['#1', 'F1001', 100.0, 'part_of_quoted', 'medium']]
>>> found.unmatched[["payment_id", "reason"]].values.tolist()
[['#2', 'no_customer']]

Every line of the statement is in one of four tables: `proposals` (`reason` and `confidence` as `proposals` defines
them; a credit note that is deducted is a line below zero), `unmatched` with why, `booked` (in the dossier already, see
`booked`) and `returns` (see `bank_returns`). Nothing is posted. No receipt is split between customers; the proposals
of a receipt come to its amount at most, those of an invoice to what is open of it.
Units: euros, VAT included.
Errors: `ContractError` for a statement without dates or amounts, `NotAvailableError` for tables that stay on an engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import as_date, day_number, from_day
from cashkit.measures.bank_ledger import bank_ledger
from cashkit.measures.bank_lines import read_lines
from cashkit.measures.bank_work import BankWork
from cashkit.measures.receipts import receipts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View
    from cashkit.measures.receipts import Receipts

PROPOSED = (
    "payment_id", "payment_date", "amount", "customer_id", "invoice_id", "proposed_amount", "remaining", "reason",
    "confidence", "note",
)  # fmt: skip
UNMATCHED = (
    "payment_id", "payment_date", "amount", "counterparty", "reference", "customer_id", "invoice_id", "reason", "note",
)  # fmt: skip
BOOKED = ("payment_id", "payment_date", "amount", "customer_id", "booked_as", "booked_on")
RETURNS = (
    "payment_id", "payment_date", "amount", "return_reason", "reference", "customer_id", "invoice_id", "reason",
    "confidence",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Matches:
    """What a statement comes to: four tables (columns: `PROPOSED`, `UNMATCHED`, `BOOKED`, `RETURNS`), as of a date."""

    as_of: date
    proposals: pd.DataFrame
    unmatched: pd.DataFrame
    booked: pd.DataFrame
    returns: pd.DataFrame


def propose_matches(dossier: Dossier, statement: object, *, as_of: object = None, view: View | None = None) -> Matches:
    """Return the proposals for a bank statement (a result of `open_bank_statement`, or a frame of payments).

    What is open is what is known on `as_of`: by default the closing date, or the statement's last day if it is later.
    """
    receipts = receipts_of(statement)
    day = _latest(dossier, receipts) if as_of is None else as_date(as_of)
    ledger = bank_ledger(dossier, day_number(day), view)
    work = BankWork(dossier, ledger, receipts, read_lines(receipts, ledger, dossier.currency))
    work.book()
    work.undo(statement)
    work.propose()
    return Matches(day, _proposals(work), _unmatched(work), _booked(work), _returns(work))


def _latest(dossier: Dossier, receipts: Receipts) -> date:
    last = int(receipts.days.max(initial=NO_DAY))
    return max(dossier.closing_date, from_day(last)) if last != NO_DAY else dossier.closing_date


def _frame(names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(names), dtype=object)
    for name in set(names) & {"amount", "proposed_amount", "remaining"}:
        frame[name] = frame[name].astype("int64") / 100
    for name in set(names) & {"payment_date", "booked_on"}:
        frame[name] = as_dates(np.asarray(frame[name].tolist(), np.int32))
    return frame


def _line(work: BankWork, place: int) -> tuple[object, ...]:
    receipts = work.receipts
    return receipts.ids[place], receipts.days[place], receipts.cents[place]


def _proposals(work: BankWork) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    left = work.receipts.cents.copy()
    for line in sorted(work.proposed, key=lambda one: one.place):
        left[line.place] -= line.cents
        who, what = work.name(int(work.ledger.customer[line.item])), work.ledger.invoice_ids[line.item]
        told = line.reason, line.confidence, work.notes_of(line)
        rows.append((*_line(work, line.place), who, what, line.cents, left[line.place], *told))
    return _frame(PROPOSED, rows)


def _unmatched(work: BankWork) -> pd.DataFrame:
    ledger, receipts = work.ledger, work.receipts
    rows = []
    for place, why in sorted(work.why.items()):
        hints = work.hints.get(place, ())
        codes = work.read[place].customers or dict.fromkeys(int(ledger.customer[row]) for row in hints)
        who = _joined(work.name(code) for code in codes)
        what = _joined(ledger.invoice_ids[row] for row in hints)
        told = receipts.names[place] or None, receipts.references[place] or None, who, what, why
        rows.append((*_line(work, place), *told, "+".join(work.suspense(place))))
    return _frame(UNMATCHED, rows)


def _joined(ids: Iterable[object]) -> object:
    """Return one id as it is, several joined by +, None for none."""
    known = [one for one in ids if one is not None]
    return known[0] if len(known) == 1 else "+".join(map(str, known)) or None


def _booked(work: BankWork) -> pd.DataFrame:
    held, ledger = work.ledger.held, work.ledger
    rows = [
        (*_line(work, place), work.name(int(held.customers[row])), ledger.payment_ids[row], held.days[row])
        for place, row in sorted(work.booked.items())
    ]
    return _frame(BOOKED, rows)


def _returns(work: BankWork) -> pd.DataFrame:
    rows = []
    for back in work.returned:
        who = None if back.customer < 0 else work.name(back.customer)
        told = back.return_reason, back.reference or None, who, _joined(back.invoices), back.reason, back.confidence
        rows.append((back.payment, back.day, back.cents, *told))
    return _frame(RETURNS, rows)
