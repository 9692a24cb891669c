"""The books of a small company, told in the words of the trade and opened as a FEC.

    opened(
        invoice("F1", "2025-03-01", 120, "ALPHA"),
        receipt("2025-03-20", 120, "ALPHA", text="VIR F1"),
    )

A line is (account, amount[, fields]): a positive amount is a debit; fields are customer, name,
ref, dated, text, letter, lettered, due, currency and foreign, days as ISO text.
"""

import tempfile
import warnings
from decimal import Decimal
from pathlib import Path

from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.as_of import CashkitWarning
from cashkit.readers.fec.fec import open_fec
from tests.readers.fec.written import HEADING, fec

NAME = "732829320FEC20251231.txt"
BUCKETS = ("not_due", "1-30", "31-60", "61-90", "91+", "unapplied")
_COLUMNS = {
    "customer": "CompAuxNum", "name": "CompAuxLib", "ref": "PieceRef", "dated": "PieceDate",
    "text": "EcritureLib", "letter": "EcritureLet", "lettered": "DateLet", "due": "DateLimitReglmt",
    "label": "CompteLib", "currency": "Idevise", "foreign": "Montantdevise",
}  # fmt: skip
_DAYS = ("dated", "lettered", "due")


def entry(journal, day, *lines, number=None, **every):
    """Return one entry; `every` gives all its lines a field."""
    assert sum(Decimal(str(line[1])) for line in lines) == 0, "an entry balances"
    return (
        journal,
        number,
        day,
        [(account, amount, every | (more[0] if more else {})) for account, amount, *more in lines],
    )


def invoice(ref, day, amount, customer="ALPHA", *, account="411000", **fields):
    """Return a sale at 20 % VAT (a credit note when the amount is negative); `amount` includes VAT."""
    net = round(amount / 1.2, 2)
    own = {"customer": customer, **fields}
    return entry("VE", day, (account, amount, own), ("707000", -net), ("445710", -round(amount - net, 2)), ref=ref)


def receipt(day, amount, customer="ALPHA", *, account="411000", ref="", text="VIREMENT", **fields):
    """Return money received from a customer (given back when the amount is negative)."""
    own = {"customer": customer, **fields}
    return entry("BQ", day, ("512000", amount), (account, -amount, own), ref=ref, text=text)


def brought_forward(day, *lines):
    """Return the opening entry of some customer lines, against the capital."""
    return entry("AN", day, *lines, ("101000", -sum(line[1] for line in lines)))


def written(*entries, separator="\t"):
    """Return the text of the FEC of some entries; numbers run by journal."""
    numbers, rows, due = {}, [], False
    for journal, number, day, lines in entries:
        numbers[journal] = numbers.get(journal, 0) + 1
        for account, amount, fields in lines:
            due |= "due" in fields
            rows.append(_row((journal, number or str(numbers[journal]), day), account, amount, fields))
    names = [*HEADING, "DateLimitReglmt"] if due else list(HEADING)
    return fec(rows, names, separator=separator)


def _row(head, account, amount, fields):
    journal, number, day = head
    cents = Decimal(str(amount))
    told = {_COLUMNS[key]: _plain(value) if key in _DAYS else value for key, value in fields.items()}
    journals = {"AN": "A nouveaux", "VE": "Ventes", "BQ": "Banque", "RC": "Remises de chèques"}
    return {
        "JournalCode": journal, "JournalLib": journals.get(journal, "Divers"),
        "EcritureNum": number, "EcritureDate": _plain(day), "CompteNum": account, "CompteLib": "Compte",
        "PieceRef": "", "PieceDate": _plain(day), "EcritureLib": "Libelle", "ValidDate": "20260131",
        "Debit": f"{max(cents, 0):.2f}".replace(".", ","), "Credit": f"{max(-cents, 0):.2f}".replace(".", ","), **told,
    }  # fmt: skip


def _plain(day):
    return day.replace("-", "")


def saved(folder, *entries, name=NAME):
    """Write the FEC of some entries and return its path."""
    path = Path(folder) / name
    path.write_bytes(written(*entries).encode())
    return path


def opened(*entries, name=NAME, terms="30"):
    """Return the dossier of the FEC of some entries."""
    return opened_text(written(*entries), name=name, terms=terms)


def opened_text(text, name=NAME, terms="30"):
    """Return the dossier of a FEC given as text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode())
        return open_fec(path, terms=terms)


def aged_frame(dossier, as_of, view="matched"):
    """Return the aged balance; a date outside the entries, which warns, is asked for on purpose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CashkitWarning)
        return aged_balance(dossier, as_of=as_of, view=view)


def aged(dossier, as_of, view="matched"):
    """Return what each customer owes: the buckets that hold anything."""
    return {
        customer: {bucket: round(float(row[bucket]), 2) for bucket in BUCKETS if row[bucket]}
        for customer, row in aged_frame(dossier, as_of, view).iterrows()
    }


def balances(dossier, as_of):
    """Return the balance of 411, 413 and 416 by customer at a date, from the entries themselves, in cents."""
    entries = dossier.entries
    kept = entries["account"].astype(str).str.match("41[136]") & (entries["posting_date"] <= as_of)
    cents = ((entries["debit"] - entries["credit"])[kept] * 100).round().astype("int64")
    found = cents.groupby(entries["customer_id"][kept].astype(str)).sum()
    return {customer: int(total) for customer, total in found.items() if total}


def settled(dossier):
    """Return what settled what: (credit, invoice, amount, allocated on, method), sorted."""
    table = dossier.allocations
    return sorted(
        (str(row.credit_id), str(row.invoice_id), float(row.amount), str(row.allocated_on)[:10], str(row.method))
        for row in table.itertuples()
    )


def found(dossier, code):
    """Return the findings of a code."""
    return [finding for finding in dossier.data_findings if finding.code == code]
