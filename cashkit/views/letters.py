"""A letter: one statement of account in the words of its step, ready to be read over, filled in and sent by hand.

Nothing is computed here and nothing is sent. What the dossier does not know (our address, the bank account, who
signs) stands in brackets; names and numbers of strangers are plain text on one line.

>>> from decimal import Decimal
>>> from cashkit.stages.statement_of_account import Debtor, Line
>>> owed = Line("F1", "invoice", date(2025, 11, 20), date(2025, 12, 20), 11, Decimal("1234.50"), Decimal("1234.50"))
>>> one = Statement(1, Debtor("C1", "Atelier <b>", "company"), "level_1", "email", (owed,))
>>> made = letter(one, Sender("Ombrelune", "999009004", "EUR"), Dates(date(2025, 12, 31), date(2026, 1, 2)), "fr")
>>> made.subject
'rappel – 1\\u202f234,50\\xa0€ à régler'
>>> made.rows[0]
('F1', '20/11/2025', '20/12/2025', '11 jours', '1\\u202f234,50\\xa0€', '1\\u202f234,50\\xa0€')

Units: amounts and dates as the language writes them.
Source: C. com. L441-10 II and D441-5, C. civ. 1344, as the tables of the law cite them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from cashkit.ground import formats, language
from cashkit.ground.calendar import next_working_day
from cashkit.law.late_payment import indemnity
from cashkit.law.values import in_force
from cashkit.stages.statement_of_account import CLAIMING, RETENTION, WRITTEN, Statement
from cashkit.views.cells import printable

if TYPE_CHECKING:
    from decimal import Decimal

    from cashkit.law.values import LegalValue
    from cashkit.stages.statement_of_account import Line

GRACE = 8
"""Days that a letter gives to pay, then to the next working day."""
HEADINGS = ("item", "issued", "due", "late", "amount", "open")
_TURNING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that nobody sees and that turn the order of letters around."""
_LONGEST = 200
_FRAME = "width:100%;height:46rem;border:1px solid #999;background:#fff"
_NAMED = (RETENTION, "reject")
_CODES = {"C. com. ": "code_of_commerce", "C. civ. ": "code_civil"}


@dataclass(frozen=True)
class Sender:
    """Who writes: the company of the dossier."""

    name: str
    siren: str | None
    currency: str


@dataclass(frozen=True)
class Dates:
    """The day of the statement, and the day that the letter bears."""

    as_of: date
    dated: date


@dataclass(frozen=True)
class Letter:
    """The parts of a letter as text, top to bottom; `sums` are (label, amount), the last one strong."""

    lang: str
    step: str
    notes: tuple[str, ...]
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    dated: str
    subject: str
    reference: str
    before: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, str], ...]
    after: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def subject_line(self) -> str:
        """The subject with its word before it."""
        return language.say("letters.subject", self.lang, subject=self.subject)

    def _repr_html_(self) -> str:
        """Show the letter in a notebook: in a frame of its own, where nothing in it can act."""
        from cashkit.views.letter_files import as_html  # noqa: PLC0415  (the files are made of letters)

        page, title = escape(as_html(self)), escape(self.subject_line)
        return f'<iframe sandbox title="{title}" style="{_FRAME}" srcdoc="{page}"></iframe>'


def letter(one: Statement, sender: Sender, dates: Dates, lang: str) -> Letter:
    """Return the letter of a statement in a language."""
    with language.use(lang):
        words = _Words(one, sender, dates, lang)
        return Letter(
            lang=lang,
            step=one.step,
            notes=words.notes(),
            sender=words.sender_lines(),
            recipient=words.recipient(),
            dated=_say("dated", day=dates.dated),
            subject=words.fill("subject"),
            reference=_say("reference", customer=shown(one.debtor.customer_id)),
            before=(_say("salutation"), words.fill("open"), words.fill("ask"), *words.lever()),
            headings=tuple(_say(f"head_{name}") for name in HEADINGS),
            rows=tuple(words.row(line) for line in (*one.owed, *one.credits)),
            sums=words.sums(),
            after=words.after(),
            signature=(_say("signature"), shown(sender.name)),
        )


def shown(text: str) -> str:
    """Return a stranger's text on one line, without signs that nobody sees.

    >>> shown("A\\u202etxt.exe\\x1b[2J\\n")
    'Atxt.exe\ufffd[2J'
    """
    return printable(_TURNING.sub("", text))[:_LONGEST].strip()


def _say(key: str, /, **params: object) -> str:
    return language.say(f"letters.{key}", **params)


@dataclass(frozen=True)
class _Words:
    """The words of one statement."""

    one: Statement
    by: Sender
    dates: Dates
    lang: str

    def money(self, amount: Decimal) -> str:
        return formats.money(amount, self.lang, self.by.currency)

    def fill(self, part: str) -> str:
        """Return a sentence of the step, its fields filled in."""
        one, day = self.one, self.dates
        dues = [line.due_date for line in one.owed if line.due_date is not None]
        notice = in_force("procedures", "formal_notice", day.dated)
        return _say(
            f"{part}_{one.step}",
            balance=self.money(one.balance),
            total=self.money(one.total),
            as_of=day.as_of,
            last=max(dues, default=day.as_of),
            oldest=one.oldest,
            deadline=next_working_day(day.dated + timedelta(days=GRACE)),
            notice=_article(notice),
            **self._law(),
        )

    def _law(self) -> dict[str, object]:
        lever, day = self.one.lever, self.dates.as_of
        if lever is None:
            return {}
        articles = {
            "interest_article": in_force("late_payment", "default_rate_margin", day),
            "indemnity_article": in_force("late_payment", "recovery_indemnity", day),
        }
        cited: dict[str, object] = {name: _article(value) for name, value in articles.items()}
        sums = {"interest": lever.interest, "indemnity": lever.indemnity, "unit": indemnity(day)}
        return cited | {name: self.money(value) for name, value in sums.items()}

    def lever(self) -> tuple[str, ...]:
        """Return what is said of interest and indemnity."""
        lever = self.one.lever
        if lever is None:
            return ()
        known = lever.known_until
        missing = () if known is None else (_say("rate_missing", known=known),)
        return (self.fill("lever"), *missing)

    def after(self) -> tuple[str, ...]:
        threat = (_say("after_formal_notice"),) if self.one.step == WRITTEN[-1] else ()
        pay = _say("pay_to", customer=shown(self.one.debtor.customer_id))
        return (*threat, pay, self.fill("close"))

    def notes(self) -> tuple[str, ...]:
        """Return what whoever sends the letter is to know; it is not part of it."""
        one = self.one
        told = {
            "draft": True,
            "draft_kind": one.lever is not None and not one.debtor.kind,
            "draft_rate": one.lever is not None,
            "draft_abroad": one.lever is not None and one.debtor.abroad,
            "draft_disputed": one.disputed,
            "draft_credits": bool(one.credits) and one.step in CLAIMING,
        }
        return tuple(_say(key) for key, asked in told.items() if asked)

    def sender_lines(self) -> tuple[str, ...]:
        siren = (_say("siren", siren=shown(self.by.siren)),) if self.by.siren else ()
        return (shown(self.by.name), *siren, _say("sender_address"), _say("sender_contact"))

    def recipient(self) -> tuple[str, ...]:
        debtor = self.one.debtor
        contact = (_say("attention", name=shown(debtor.contact)),) if debtor.contact else ()
        address = tuple(shown(line) for line in debtor.address) or (_say("their_address"),)
        email = shown(debtor.email) or _say("unknown_email")
        means = {"email": (_say("by_email", email=email),), "registered_letter": (_say("by_registered_letter"),)}
        return (shown(debtor.name), *contact, *address, *means.get(self.one.channel, ()))

    def row(self, line: Line) -> tuple[str, ...]:
        credit = line.open_amount < 0
        item = shown(line.item)
        due = "" if credit or line.due_date is None else formats.date(line.due_date, self.lang)
        return (
            _say("credit", item=item) if credit else self._named(line.kind, item),
            formats.date(line.issue_date, self.lang),
            due,
            _say("days_late", n=line.days_late) if line.days_late > 0 and not credit else "",
            "" if credit else self.money(line.amount),
            self.money(line.open_amount),
        )

    @staticmethod
    def _named(kind: str, item: str) -> str:
        """Return an item with what it is, where its number alone leaves a reader to wonder."""
        return _say(f"item_{kind}", item=item) if kind in _NAMED else item

    def sums(self) -> tuple[tuple[str, str], ...]:
        one, lever = self.one, self.one.lever
        rows = [(_say("sum_promised"), self.money(-one.promised))] if one.promised else []
        label = _say("sum_before_due" if one.step == WRITTEN[0] else "sum_balance")
        rows.append((label, self.money(one.balance)))
        if lever is None or one.step == CLAIMING[0]:  # announced there, asked for from the next step on
            return tuple(rows)
        for half in lever.halves:
            said = _say("sum_interest", half=_half(half.name), rate=half.rate)
            rows.append((said, self.money(half.interest)))
        rows.append((_say("sum_indemnity", n=lever.invoices), self.money(lever.indemnity)))
        return (*rows, (_say("sum_total"), self.money(one.total)))


def _article(value: LegalValue | None) -> str:
    """Return the article of a rule as a letter cites it; an article of another code stands as it is written."""
    written = "" if value is None else value.article
    for short, code in _CODES.items():
        if written.startswith(short):
            return _say(code, number=written.removeprefix(short))
    return written


def _half(name: str) -> str:
    """Say a half-year (2025-S2)."""
    year, half = name.split("-S")
    return _say("first_half" if half == "1" else "second_half", year=year)
