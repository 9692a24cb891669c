"""A clerk's work on a bank statement: recognise what is booked, undo what came back, propose the rest, tell why not.

The steps are taken in this order, each on what the ones before left: `book`, `undo`, `propose`. See `bank_matching`.

Units: whole cents, day numbers, places among the lines of the statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.measures.bank_ledger import in_suspense
from cashkit.measures.bank_lines import read_lines
from cashkit.measures.bank_returns import Undoable, undone
from cashkit.measures.booked import Line as BankLine
from cashkit.measures.booked import booked_by, perhaps_booked
from cashkit.measures.customer_facts import customer_facts
from cashkit.measures.discounts import Short, discount_note
from cashkit.measures.proposals import Line, Receipt, Table
from cashkit.measures.receipts import returns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.dossier.dossier import Dossier
    from cashkit.measures.bank_ledger import BankLedger
    from cashkit.measures.bank_lines import ReadLine
    from cashkit.measures.receipts import Receipts

_NO_LINE = ("no_date", "no_money_in", "other_currency")
_SHORT = ("part_of_quoted", "quoted_small_difference", "near_amount")


@dataclass(frozen=True)
class Returned:
    """A return with the payment that it undoes (None: unknown), whose it was and what it settled."""

    payment: object
    day: int
    cents: int
    return_reason: str
    reference: str
    customer: int
    invoices: tuple[object, ...]
    reason: str
    confidence: str


class BankWork:
    """One statement being worked on against one ledger."""

    def __init__(self, dossier: Dossier, ledger: BankLedger, receipts: Receipts, read: Sequence[ReadLine]) -> None:
        """Lay the lines out; those that cannot be read as receipts are told at once."""
        self.dossier, self.ledger, self.receipts, self.read = dossier, ledger, receipts, read
        self.why = {place: line.why for place, line in enumerate(read) if line.why}
        self.hints: dict[int, list[int]] = {}
        self.booked: dict[int, int] = {}
        self.undone: set[int] = set()
        self.returned: list[Returned] = []
        self.proposed: list[Line] = []
        self.places = [place for place in range(len(receipts)) if self.why.get(place) not in _NO_LINE]
        cents, days, texts = receipts.cents.tolist(), receipts.days.tolist(), receipts.texts
        self.lines = {i: BankLine(days[i], cents[i], str(texts[i]), read[i].customers) for i in self.places}
        waiting = perhaps_booked(list(self.lines.values()), in_suspense(dossier))
        self._facts = customer_facts(dossier)
        self._waiting = {place for place, row in zip(self.places, waiting, strict=True) if row >= 0}

    def name(self, customer: int) -> object:
        """Return the code of a customer, None where it is not known."""
        label = self.ledger.customers[customer]
        return None if label in {"", None} else label

    def book(self) -> None:
        """Recognise the lines that the dossier holds, and tell those that it may hold."""
        lines = list(self.lines.values())
        found, perhaps = booked_by(lines, self.ledger.held), perhaps_booked(lines, self.ledger.held)
        for place, row, other in zip(self.places, found, perhaps, strict=True):
            if row >= 0:
                self.booked[place] = row
                self.why.pop(place, None)
            elif place in self.why:
                self._hint(place, booked=other >= 0)

    def _hint(self, place: int, *, booked: bool) -> None:
        """Tell more about a line that is nobody's: perhaps booked, or the amount of one open invoice alone."""
        same = self.ledger.owners.get(int(self.receipts.cents[place]), [])
        if self.why[place] == "no_customer" and booked:
            self.why[place] = "perhaps_booked"
        elif self.why[place] == "no_customer" and len(same) == 1:
            self.why[place], self.hints[place] = "amount_of_one", same

    def undo(self, statement: object) -> None:
        """Set what came back against the payment that it undoes: one of the dossier, or of the statement itself."""
        back, reasons = returns_of(statement)
        read = read_lines(back, self.ledger, self.dossier.currency)
        valid = [place for place, line in enumerate(read) if line.why not in _NO_LINE]
        wanted = [self._undoable(back, place, read[place]) for place in valid]
        again = perhaps_booked([BankLine(one.day, one.cents, "", ()) for one in wanted], self.ledger.rejected)
        amounts = {one.cents for one in wanted}
        held, own = self._held(amounts), self._own(amounts)
        payments = [*(undoable for _, undoable in held), *(undoable for _, undoable in own)]
        for place, found, one, booked in zip(valid, undone(wanted, payments), wanted, again, strict=True):
            row = held[found.payment][0] if 0 <= found.payment < len(held) else -1
            line = own[found.payment - len(held)][0] if found.payment >= len(held) else -1
            whose = payments[found.payment].customers if found.payment >= 0 else one.customers
            reason = "return_booked" if booked >= 0 else found.reason
            told = str(reasons[place]), str(back.references[place]), whose[0] if len(whose) == 1 else -1
            paid, settled = self._undo(row, line)
            self.returned.append(Returned(paid, one.day, one.cents, *told, settled, reason, found.confidence))

    def _own(self, amounts: set[int]) -> list[tuple[int, Undoable]]:
        """Return the lines of the statement that are not booked and have one of some amounts."""
        receipts = self.receipts
        places = [i for i in self.places if i not in self.booked and receipts.cents[i] in amounts]
        return [(place, self._undoable(receipts, place, self.read[place])) for place in places]

    def _undo(self, row: int, line: int) -> tuple[object, tuple[object, ...]]:
        """Return the id of a payment that came back, by its row in the dossier or its line, and what it had settled."""
        if row >= 0:
            return self.ledger.payment_ids[row], tuple(self.ledger.settled_by(row))
        if line < 0:
            return None, ()
        self.undone.add(line)
        self.why.pop(line, None)
        return self.receipts.ids[line], ()

    def _undoable(self, lines: Receipts, place: int, read: ReadLine) -> Undoable:
        text = str(lines.texts[place])
        return Undoable(int(lines.days[place]), int(lines.cents[place]), text, read.customers, frozenset(read.quoted))

    def _held(self, cents: set[int]) -> list[tuple[int, Undoable]]:
        """Return the payments of the dossier that have one of some amounts."""
        held, found = self.ledger.held, []
        for row, amount in enumerate(held.cents.tolist()):
            if amount in cents:
                text = held.references[row]
                quoted = frozenset(self.ledger.numbers.quoted(text)[0])
                found.append((row, Undoable(int(held.days[row]), amount, text, (int(held.customers[row]),), quoted)))
        return found

    def propose(self) -> None:
        """Propose what the other lines settle, and tell why those that settle nothing do not."""
        waiting = [place for place in self.places if not (place in self.why or self.done(place))]
        receipts = [one for place in waiting if (one := self._receipt(place)) is not None]
        self.proposed = Table(self.ledger.items, receipts).settled()
        served = {line.place for line in self.proposed}
        for one in receipts:
            if one.place not in served and any(self.ledger.items.cents[row] > 0 for row in one.quoted):
                self.why[one.place], self.hints[one.place] = "quoted_settled", list(one.quoted)
            elif one.place not in served:
                self.why[one.place] = "no_fit" if self.ledger.items.of.get(one.customer) else "nothing_open"

    def done(self, place: int) -> bool:
        """Tell whether a line is booked already, or came back."""
        return place in self.booked or place in self.undone

    def _receipt(self, place: int) -> Receipt | None:
        """Return a line as a receipt of its customer; None, and told, where it quotes nothing but settled invoices."""
        read, cents = self.read[place], self.ledger.items.cents
        quoted = tuple(row for row in read.quoted if cents[row])
        if read.sign == "invoice" and not quoted:
            self.why[place], self.hints[place] = "quoted_settled", list(read.quoted)
            return None
        day, amount = int(self.receipts.days[place]), int(self.receipts.cents[place])
        return Receipt(place, day, amount, read.customers[0], read.sure, quoted)

    def suspense(self, place: int) -> list[str]:
        """Tell whether a line waits on a suspense account of the dossier: it is not to be booked again."""
        return ["in_suspense"] if place in self._waiting else []

    def notes_of(self, line: Line) -> str:
        """Return what else has to be known of a proposal, as words keys joined by +."""
        note = self.read[line.place].note
        discount = self._discount(line) if line.reason in _SHORT else ""
        return "+".join(one for one in (note, discount, *self.suspense(line.place)) if one)

    def _discount(self, line: Line) -> str:
        customer, items = self.name(int(self.ledger.customer[line.item])), self.ledger.items
        rate, days = (float(self._facts.numbers(name, [customer])[0]) for name in ("discount_rate", "discount_days"))
        after = int(self.receipts.days[line.place]) - int(items.issued[line.item])
        return discount_note(Short(int(items.cents[line.item]), line.cents, rate, days, after))
