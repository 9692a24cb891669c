"""The lines of a customer sheet: a name, a value, and what is said where there is none.

>>> Line("sheet_late", 22.5, "days").said("en")
'It pays 22.5\\xa0days late: more than 15 days.'
>>> Line("siren", None, "text", "siren_missing").text("fr")
'manquant'

Columns of the customer file that only the sheet reads, all optional: `given_score`, `given_score_maker` (fiben, afdcc,
bdfi, agency; fiben where none is named), `given_score_on`; `naf` and `register_name` come from the registers' answers.
Words: `stages.sheet_...` for the reasons, `stages.line_...` for the names, `stages.none_...` for what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cashkit.accounts.given_score import MAKERS, GivenScore
from cashkit.dossier.findings import shown
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.ground.identifiers import is_siren
from cashkit.ground.money import euros, whole_cents
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.as_of import settled_view
from cashkit.measures.one_customer import first_rows_of_firms
from cashkit.stages.inform_faults import CREDITORS, must_have_siren
from cashkit.stages.inform_readings import CustomerRead, Customers, procedure_key
from cashkit.stages.inform_scores import months_old

if TYPE_CHECKING:
    from cashkit.stages.payment_history import PaymentHistory

SECTIONS = ("identity", "events", "accounts", "history", "exposure")
LATE = ("1-30", "31-60", "61-90", "91+")
Lines = tuple["Line", ...]
_NAMED = 6


@dataclass(frozen=True)
class Line:
    """One line of the sheet; `missing` is the words key that stands where there is no value."""

    key: str
    value: object = None
    unit: str = "text"
    missing: str = "unknown"

    def label(self, lang: str | None = None) -> str:
        """Return the name of the line."""
        return language.say(f"stages.line_{self.key}", lang)

    def text(self, lang: str | None = None) -> str:
        """Return the value as it is read, or what is said where there is none."""
        if self.value is None:
            return language.say(f"stages.none_{self.missing}", lang)
        if self.unit == "said":
            return language.say(str(self.value), lang)
        return shown(self.value, self.unit, lang)

    def said(self, lang: str | None = None) -> str:
        """Return a reason as a sentence."""
        value = "" if self.value is None else shown(self.value, self.unit, lang)
        return language.say(f"stages.{self.key}", lang, value=value)


def sheet_lines(known: Customers, read: CustomerRead, history: PaymentHistory) -> tuple[Lines, ...]:
    """Return the lines of each of the `SECTIONS`."""
    return (
        _identity(known, read.row),
        _events(known, read.row),
        _accounts(known, read),
        _history(history),
        _exposure(known, read.row),
    )


def given_score(known: Customers, row: int) -> GivenScore | None:
    """Return the score that the customer file gives, with its maker and its day; None for none, or one not readable."""
    file = known.book.file
    mark = str(file.columns.ids("given_score")[row]).strip()
    if not mark:
        return None
    maker = str(file.columns.words("given_score_maker")[row]) or "fiben"
    try:
        return GivenScore(maker if maker in MAKERS else "agency", mark[:20], known.book.day("given_score_on", row))
    except ArgumentError:
        return GivenScore("agency", mark[:20], known.book.day("given_score_on", row))


def _identity(known: Customers, row: int) -> Lines:
    file = known.book.file
    siren = str(file.columns.ids("siren")[row])
    asked = bool(must_have_siren(known)[row])
    invalid = siren != "" and not is_siren(siren)
    lines = [
        Line("siren", siren or None, "text", "siren_missing" if asked else "siren_not_needed"),
        *([Line("siren_state", "stages.siren_wrong", "said")] if invalid else []),
        Line("vat_number", str(file.columns.ids("vat_number")[row]) or None),
        Line("city", str(file.written("city")[row]) or None),
        Line("opened_on", known.book.day("opened_on", row), "date"),
        Line("register_state", _state(known, row), "said", "not_asked"),
    ]
    registered = str(file.written("register_name")[row])
    lines += [Line("register_name", registered)] if registered else []
    others = _other_codes(known, row)
    return (*lines, *([Line("other_codes", others)] if others else []))


def _other_codes(known: Customers, row: int) -> str:
    """Return the other codes of the same customer, some of them where they are many."""
    firsts = first_rows_of_firms(known.book.file)
    rows = [int(other) for other in np.flatnonzero(firsts == firsts[row]) if other != row]
    told = [str(known.book.file.ids[other]) for other in rows[:_NAMED]]
    return ", ".join([*told, *(["…"] if len(rows) > _NAMED else [])])


def _state(known: Customers, row: int) -> str | None:
    """Return what the register says of a customer: active, ceased, kept back; None where nobody asked."""
    words = known.book.file.columns.words
    state = str(words("register_state")[row])
    if state in {"active", "ceased"}:
        return f"stages.register_{state}"
    if words("undisclosed")[row] in {"true", "1"}:
        return "stages.register_undisclosed"
    return "stages.register_silent" if words("register_asked")[row] in {"true", "1"} else None


def _events(known: Customers, row: int) -> Lines:
    """Return what is published of a customer; nothing published is said to prove nothing."""
    book, file = known.book, known.book.file
    found: list[Line] = []
    if file.by("judgment_on", book.until)[row]:
        procedure = procedure_key(str(file.columns.words("insolvency")[row]))
        found += [Line("insolvency", procedure, "said"), Line("judgment_on", book.day("judgment_on", row), "date")]
    if file.by("ceased_on", book.until)[row]:
        found.append(Line("ceased_on", book.day("ceased_on", row), "date"))
    if file.by("lien_on", book.until)[row]:
        creditor = str(file.columns.words("lien_creditor")[row])
        found.append(Line("lien_creditor", CREDITORS.get(creditor, creditor) or None))
        found.append(Line("lien_amount", euros(int(file.columns.cents("lien_amount")[row])), "eur"))
        found.append(Line("lien_on", book.day("lien_on", row), "date"))
        cleared = file.by("lien_cleared_on", book.until)[row]
        found.append(Line("lien_cleared_on", book.day("lien_cleared_on", row) if cleared else None, "date", "active"))
    looked = any(name in file.columns.frame.columns for name in ("judgment_on", "ceased_on", "lien_on"))
    return tuple(found) or (Line("published", None, "text", "published" if looked else "not_asked"),)


def _accounts(known: Customers, read: CustomerRead) -> Lines:
    accounts = read.accounts
    if accounts is None:
        return (Line("accounts", None, "text", _why(read)),)
    return (
        Line("closing_date", accounts.closing_date, "date"),
        Line("accounts_age", months_old(accounts.closing_date, known.book.as_of), "count"),
        Line("months", accounts.months, "count"),
        Line("turnover", accounts.value("FL"), "eur"),
        Line("net_result", accounts.value("HN"), "eur"),
        Line("equity", accounts.value("DL"), "eur"),
    )


def _why(read: CustomerRead) -> str:
    return "accounts_not_applicable" if read.verdict == "not_applicable" else "accounts"


def _history(history: PaymentHistory) -> Lines:
    change = None if history.days is None or history.days_before is None else history.days - history.days_before
    return (
        Line("fell_due", history.due, "count"),
        Line("fell_due_amount", history.year.amount, "eur"),
        Line("days_late", history.days, "days", "nothing_due"),
        Line("days_late_change", None if change is None else round(change, 1), "days", "nothing_due"),
        Line("on_time", history.on_time, "rate", "nothing_due"),
        Line("returned", history.returned, "count"),
        Line("disputed", history.disputed, "eur", "no_disputes"),
        Line("promises_broken", history.promises_broken, "count", "no_promises"),
    )


def _exposure(known: Customers, row: int) -> Lines:
    """Return what is owed, late and exposed, against the limit; no limit given is said, never nil."""
    book = known.book
    limit, insured = (int(book.file.columns.cents(name)[row]) for name in ("credit_limit", "insured_limit"))
    exposed = int(book.exposure[row])
    return (
        Line("owed", euros(int(book.owed[row])), "eur"),
        Line("overdue", euros(_overdue(known, row)), "eur"),
        Line("exposure", euros(exposed), "eur"),
        Line("credit_limit", euros(limit) if limit else None, "eur", "no_limit"),
        Line("limit_left", euros(limit - exposed) if limit else None, "eur", "no_limit"),
        Line("insured_limit", euros(insured) if insured else None, "eur", "not_insured"),
    )


def _overdue(known: Customers, row: int) -> int:
    """Return what of a customer is past its due date, in cents; credits that settle nothing stay apart."""
    dossier, customer = known.book.dossier, known.book.file.ids[row]
    frame = aged_balance(dossier, as_of=known.book.as_of, view=settled_view(dossier))
    rows = frame[frame.index.astype(str) == str(customer)]
    return int(whole_cents(rows[list(LATE)].to_numpy(float).ravel())[0].sum())
