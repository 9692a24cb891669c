"""Lines of a FEC made from a few tuples, for tests that need no file.

A row is (journal, number, day, account, amount[, {column: text}]): a positive amount in euros is
a debit, a negative one a credit; a column of the last part is one of `Lines`, days as ISO text.

    lines(("VE", "1", "2025-03-01", "411000", 120, {"party": "C1"}), ...)
"""

from datetime import date

import numpy as np

from cashkit.ground.money import cents
from cashkit.readers.fec.lines import NO_DAY, Coded, Lines

TEXTS = (
    "journal_code",
    "journal_label",
    "entry_number",
    "account",
    "account_label",
    "party",
    "party_name",
    "document_ref",
    "line_text",
    "lettering",
    "currency",
)
DAYS = ("posting_day", "document_day", "lettering_day", "validation_day", "due_day")


def lines(*rows, first_line=2, **every):
    """Return the typed lines of the rows; `every` gives a column the same text on all rows."""
    told = [_columns(row, every) for row in rows]
    amounts = [0 if row[4] is None else cents(row[4]) for row in rows]
    return Lines(
        line_no=np.arange(first_line, first_line + len(rows), dtype=np.int64),
        debit=np.array([max(amount, 0) for amount in amounts], np.int64),
        credit=np.array([max(-amount, 0) for amount in amounts], np.int64),
        foreign_amount=np.zeros(len(rows), np.int64),
        repaired=np.zeros(len(rows), bool),
        **{name: coded([row.get(name, "") for row in told]) for name in TEXTS},
        **{name: np.array([day(row.get(name, "")) for row in told], np.int32) for name in DAYS},
    )


def _columns(row, every):
    journal, number, posted, account, _amount, *more = row
    known = {"journal_code": journal, "entry_number": number, "posting_day": posted, "account": account}
    usual = {"document_day": posted, "document_ref": f"{journal}-{number}"}
    return usual | every | known | (more[0] if more else {})


def coded(texts):
    """Return a column of text."""
    values = sorted(set(texts))
    place = {text: i for i, text in enumerate(values)}
    return Coded(np.array([place[text] for text in texts], np.int32), np.array(values, object))


def day(text):
    """Return ISO text as days since 1 January 1970."""
    return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal() if text else NO_DAY


def sale(number, posted, amount=120, journal="VE", **columns):
    """Return the two rows of a sales invoice without VAT."""
    return (
        (journal, number, posted, "411000", amount, columns),
        (journal, number, posted, "706000", -amount, columns),
    )


def opening(posted="2025-01-01", journal="AN"):
    """Return the rows of an opening entry: bank, customers, capital, result of the year before."""
    label = {"journal_label": "A nouveaux"}
    return (
        (journal, "1", posted, "512000", 500, label),
        (journal, "1", posted, "411000", 300, label),
        (journal, "1", posted, "101000", -700, label),
        (journal, "1", posted, "120000", -100, label),
    )


def codes(findings):
    """Return how many places each code stands for."""
    told = {}
    for finding in findings:
        told[finding.code] = told.get(finding.code, 0) + finding.count
    return told


def only(findings, code):
    """Return the one finding of a code."""
    (found,) = (finding for finding in findings if finding.code == code)
    return found


def said(finding):
    """Return its words in both languages, after checking that each field was filled."""
    texts = finding.message("fr"), finding.message("en")
    assert all(text and "{" not in text and "}" not in text for text in texts), texts
    assert texts[0] != texts[1]
    return tuple(" ".join(text.split()) for text in texts)
