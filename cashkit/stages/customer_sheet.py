"""The customer sheet: on one page, who a customer is, what is published, what its accounts say, how it pays us.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoice = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-15", "amount": 1e3}
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": ["Un"], "siren": ["732829320"], "credit_limit": [800.0]})
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame(invoice), customers=customers)
>>> sheet = customer_sheet(dossier, "C1", as_of="2025-12-31")
>>> sheet.name, sheet.verdict, [one.key for one in sheet.reasons]
('Un', 'watch', ['sheet_no_accounts', 'sheet_no_history', 'sheet_beyond'])
>>> sheet.line("exposure").text("en"), sheet.line("siren").text("en")
('€1,000.00', '732829320')

Verdict, by a rule proposed here: bad when the reading of the customer is bad (proceedings, end of business, accounts);
to watch when that reading is, or answers badly on one point of those it can judge, when it pays more than 15 days late,
when its exposure passes its limit by more than a tenth, or when payments came back; good when its accounts or its own
history speak for it and nothing against it; not assessed when neither is known. The reasons come with it.
Units: euros with VAT, days. Errors: `NotAvailableError` without a customer file, `ArgumentError` for a customer that
is not in it or what is no date.
Source: practice of credit managers: identity, events, accounts, behaviour, then the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.reading import SOLVENCY
from cashkit.accounts.scores import Score, score
from cashkit.ground import language
from cashkit.ground.calendar import as_date
from cashkit.ground.errors import ArgumentError, NotAvailableError
from cashkit.measures.credit_limit import PROMPT, TOLERANCE
from cashkit.measures.doubles import digits
from cashkit.measures.one_customer import first_rows_of_firms
from cashkit.stages.customer_sheet_lines import SECTIONS, Line, given_score, sheet_lines
from cashkit.stages.inform_readings import CustomerRead, Customers, customers_of
from cashkit.stages.inform_scores import firm_of
from cashkit.stages.payment_history import PaymentHistory, payment_history
from cashkit.stages.portfolio import portfolio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cashkit.accounts.given_score import GivenScore
    from cashkit.dossier.dossier import Dossier

METHODS = ("conan_holder", "altman_non_manufacturing", "springate", "zmijewski")
NEAR = 8
TO_WATCH = ("sheet_read_watch", "sheet_read_part")


@dataclass(frozen=True, eq=False)
class CustomerSheet:
    """What is known of one customer at a date, section by section, with the verdict and its reasons."""

    customer_id: str
    name: str
    as_of: date
    sections: Mapping[str, tuple[Line, ...]]
    read: CustomerRead
    scores: tuple[Score, ...]
    given: GivenScore | None
    history: PaymentHistory
    verdict: str
    reasons: tuple[Line, ...]

    def line(self, key: str) -> Line:
        """Return one line by its key."""
        return next(line for lines in self.sections.values() for line in lines if line.key == key)

    def sentence(self, lang: str | None = None) -> str:
        """Return the reasons of the verdict as sentences."""
        gone = self.read.told if self.verdict == "bad" else ()
        published = [language.say(key, lang, **params) for key, params in gone]
        return " ".join([*published, *(one.said(lang) for one in self.reasons)])


def customer_sheet(dossier: Dossier, customer_id: str, *, as_of: object = None) -> CustomerSheet:
    """Return the sheet of one customer, by its code, else by its SIREN or SIRET, at the closing date by default.

    Of a SIREN under several codes it is the sheet of the first; the line `other_codes` names the others.
    """
    day = dossier.closing_date if as_of is None else as_date(as_of)
    known = _customers(dossier, day)
    return _sheet(known, _row(known, str(customer_id)))


def customer_sheets(dossier: Dossier, customers: Iterable[str], *, as_of: object = None) -> tuple[CustomerSheet, ...]:
    """Return the sheets of the customers that the customer file has, by their codes, what all ask read once."""
    day = dossier.closing_date if as_of is None else as_date(as_of)
    try:
        known = _customers(dossier, day)
    except NotAvailableError:
        return ()
    rows = pd.Index(known.book.file.ids).get_indexer(pd.Index([str(one) for one in customers], dtype=object))
    return tuple(_sheet(known, row) for row in dict.fromkeys(rows.tolist()) if row >= 0)


def _sheet(known: Customers, row: int) -> CustomerSheet:
    customer_id, day, read = str(known.book.file.ids[row]), known.book.as_of, known.read(row)
    firm, accounts = firm_of(known, row), read.accounts
    history = payment_history(known.book.dossier, customer_id, as_of=day)
    given = given_score(known, row)
    verdict, reasons = judged(known, read, history)
    return CustomerSheet(
        customer_id=customer_id,
        name=str(known.book.file.names[row]),
        as_of=day,
        sections=dict(zip(SECTIONS, sheet_lines(known, read, history), strict=True)),
        read=read,
        scores=() if accounts is None else tuple(score(accounts, method=one, firm=firm) for one in METHODS),
        given=given,
        history=history,
        verdict=verdict,
        reasons=reasons,
    )


def judged(known: Customers, read: CustomerRead, history: PaymentHistory) -> tuple[str, tuple[Line, ...]]:
    """Return the verdict on a customer and its reasons, by the rule of this module."""
    against = _against(known, read.row, history)
    missing = [] if history.due else [Line("sheet_no_history")]
    if read.verdict == "bad":
        return "bad", (Line("sheet_read_bad"), *against)
    told = (Line(_accounts(read)), *missing, *against)
    if _accounts(read) in TO_WATCH or against:
        return "watch", told
    if read.verdict != "good" and not history.due:
        return "not_assessed", told
    return "good", (*told, *([_on_time(history.days)] if history.due else []))


def _on_time(days: float | None) -> Line:
    """Return how near to its due dates a customer pays: before them is not "late by less than nothing"."""
    if days is not None and round(days, 1) < 0:
        return Line("sheet_ahead", -days, "days")
    return Line("sheet_prompt", days, "days")


def _accounts(read: CustomerRead) -> str:
    """Return what is said of the accounts: their verdict, or what a part of them shows."""
    if read.verdict in {"good", "watch"}:
        return f"sheet_read_{read.verdict}"
    asked = [read.reading.answer(question) for question in SOLVENCY] if read.reading else []
    if any(one.verdict == "bad" for one in asked):
        return "sheet_read_part"
    return "sheet_read_open" if asked else "sheet_no_accounts"


def _against(known: Customers, row: int, history: PaymentHistory) -> list[Line]:
    """Return what its behaviour with us and its limit say against a customer."""
    book, found = known.book, []
    if history.days is not None and history.days > PROMPT:
        found.append(Line("sheet_late", history.days, "days"))
    if history.returned:
        found.append(Line("sheet_returned", history.returned, "count"))
    exposed, limit = int(book.exposure[row]), int(book.file.columns.cents("credit_limit")[row])
    if limit > 0 and exposed > limit * (1 + TOLERANCE):
        found.append(Line("sheet_beyond", (exposed - limit) / 100, "eur"))
    return found


def _customers(dossier: Dossier, day: date) -> Customers:
    known = customers_of(dossier, day)
    if known is not None:
        return known
    book = portfolio(dossier, day)
    if book is None:
        raise NotAvailableError("stages.no_customer_file")
    return Customers(book, {})


def _row(known: Customers, customer_id: str) -> int:
    """Return the row of a customer; ArgumentError with codes that begin alike for one that is not there."""
    file = known.book.file
    ids = file.ids
    rows = np.flatnonzero(ids == customer_id)
    if len(rows):
        return int(rows[0])
    number = "".join(customer_id.split())
    for name in ("siren", "siret") if number.isdecimal() else ():
        rows = np.flatnonzero(digits(file, name) == number)
        if len(rows):
            return int(first_rows_of_firms(file)[rows[0]] if name == "siren" else rows[0])
    near = [str(one) for one in ids if str(one)[:2] == customer_id[:2]] or [str(one) for one in ids]
    raise ArgumentError("stages.unknown_customer", value=customer_id[:40], known=", ".join(near[:NEAR]))
