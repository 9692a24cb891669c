"""Bank lines read: whose each receipt is, by which sign, and which invoices it quotes.

Signs, the surest first: an invoice quoted, the account it was paid from, an identifier, the payer's name. Two customers
quoted, or several for one sign, make it nobody's: it is told, never split.

>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.measures.bank_ledger import bank_ledger
>>> from cashkit.measures.receipts import receipts_of
>>> import pandas as pd
>>> rows = [("F1001", "C1", "invoice", "2025-12-01", 120.0), ("F1002", "C2", "invoice", "2025-12-01", 50.0)]
>>> names = ["invoice_id", "customer_id", "kind", "issue_date", "amount"]
>>> ledger = bank_ledger(Dossier.of(name="case", invoices=pd.DataFrame(rows, columns=names)), 20_500)
>>> told = {"payment_date": "2025-12-20", "amount": [120.0, 170.0], "reference": ["F1001", "F1001 F1002"]}
>>> [(line.customers, line.sign, line.why) for line in read_lines(receipts_of(pd.DataFrame(told)), ledger)]
[((0,), 'invoice', ''), ((0, 1), '', 'two_customers')]

Units: places in the list of customers, rows of the invoices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.books import NO_DAY

if TYPE_CHECKING:
    from cashkit.measures.bank_ledger import BankLedger
    from cashkit.measures.payer import Found
    from cashkit.measures.receipts import Receipts

SURE = ("invoice", "account", "identifier")


@dataclass(frozen=True)
class ReadLine:
    """A line with its payer: `why` tells, by a words key, what keeps it from having one."""

    customers: Found
    sign: str = ""
    why: str = ""
    quoted: tuple[int, ...] = ()
    note: str = ""

    @property
    def sure(self) -> bool:
        """Whether the payer is known by more than its name."""
        return self.sign in SURE


def read_lines(receipts: Receipts, ledger: BankLedger, currency: str = "") -> list[ReadLine]:
    """Return what is known of the payer of each line; a line of another currency is kept apart."""
    ledger.payers.compare(receipts.names)
    texts = receipts.texts
    found = []
    for place in range(len(receipts)):
        other = receipts.currencies[place] not in {"", currency} if currency else False
        if receipts.days[place] == NO_DAY:
            found.append(ReadLine((), why="no_date"))
        elif receipts.cents[place] <= 0:
            found.append(ReadLine((), why="no_money_in"))
        elif other:
            found.append(ReadLine((), why="other_currency"))
        else:
            found.append(_read(str(texts[place]), place, receipts, ledger))
    return found


def _read(text: str, place: int, receipts: Receipts, ledger: BankLedger) -> ReadLine:
    strong, weak = ledger.numbers.quoted(text)
    account = ledger.payers.by_account(str(receipts.ibans[place]))
    owners = tuple(sorted({int(ledger.customer[row]) for row in strong}))
    if len(owners) > 1:
        return ReadLine(owners, why="two_customers", quoted=tuple(strong))
    if owners:
        other = bool(account) and owners[0] not in account
        line = ReadLine(owners, "invoice", "", tuple(strong), "other_payer" if other else "")
    else:
        line = _payer(text, str(receipts.names[place]), account, ledger)
    if len(line.customers) == 1:
        own = [row for row in weak if ledger.customer[row] == line.customers[0] and ledger.items.cents[row]]
        return ReadLine(line.customers, line.sign, line.why, (*line.quoted, *own), line.note)
    return _by_number_and_amount(line, weak, int(receipts.cents[place]), ledger)


def _payer(text: str, name: str, account: Found, ledger: BankLedger) -> ReadLine:
    """Return who pays by account, identifier or name; a weaker sign may decide between several of a stronger one."""
    if len(account) == 1:
        return ReadLine(account, "account")
    identified = ledger.payers.by_identifier(text)
    both = tuple(one for one in identified if not account or one in account)
    if len(both) == 1:
        return ReadLine(both, "identifier")
    named, wanted = ledger.payers.by_name(name, text), both or account
    one = tuple(one for one in named if not wanted or one in wanted)
    if len(one) == 1:
        return ReadLine(one, "account" if account else "identifier" if both else "name")
    several = one or wanted or named
    return ReadLine(several, why="several_customers" if several else "no_customer")


def _by_number_and_amount(line: ReadLine, weak: list[int], cents: int, ledger: BankLedger) -> ReadLine:
    """Let a number that proves nothing alone and the very amount of its invoice tell the payer together."""
    fits = [row for row in weak if ledger.items.cents[row] == cents]
    owners = {int(ledger.customer[row]) for row in fits}
    if len(fits) == 1 and (not line.customers or owners <= set(line.customers)):
        return ReadLine(tuple(owners), "number_and_amount", "", tuple(fits))
    return line
