"""The check of an e-invoice, or of a life-cycle message: who bills whom, for how much, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.command_line.lines import short
from cashkit.command_line.page import Page
from cashkit.command_line.to_do import to_do
from cashkit.dossier.effects import effects
from cashkit.ground import formats, language
from cashkit.ground.errors import SourceError
from cashkit.readers.einvoice.einvoice_file import open_einvoice
from cashkit.readers.einvoice.life_cycle import LifeCycle

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from cashkit.readers.einvoice.invoice import EInvoice, Party


def of_einvoice(path: Path) -> Page:
    """Return the page of an e-invoice, or of a message about one."""
    read = _opened(path)
    if isinstance(read, LifeCycle):
        return Page(_message(path.name, read))
    return Page(_invoice(path.name, read), effects(read.data_findings), **to_do(read.data_findings))


def _opened(path: Path) -> EInvoice | LifeCycle:
    """Open an e-invoice; a PDF without one may be anything, and its sentence says so."""
    try:
        return open_einvoice(path)
    except SourceError as error:
        if error.key == "einvoice.pdf_without_xml":
            raise SourceError("kinds.pdf", file=path.name) from None
        raise


def _invoice(file: str, one: EInvoice) -> list[str]:
    key = "check.credit_note" if one.is_credit_note else "check.invoice"
    named = language.say(
        key, file=short(file), number=short(one.invoice_number), issued=one.issue_date, form=one.syntax.upper()
    )
    return [
        named,
        language.say("check.seller", party=_party(one.seller)),
        language.say("check.buyer", party=_party(one.buyer)),
        language.say(
            "check.totals", excl=_money(one.amount_excl_vat, one), vat=_money(one.vat, one),
            incl=_money(one.amount, one), payable=_money(one.payable, one),
        ),
        language.say("check.due", due=one.due_date, lines=len(one.lines)),
    ]  # fmt: skip


def _party(one: Party) -> str:
    numbers = [text for text in (one.siren or one.siret, one.vat_number) if text]
    return " · ".join([short(one.name) or formats.MISSING, *map(short, numbers)])


def _money(amount: Decimal | None, one: EInvoice) -> str:
    return formats.money(amount, language.current(), one.currency or "EUR")


def _message(file: str, one: LifeCycle) -> list[str]:
    lines = [
        language.say(
            "check.life_cycle",
            file=short(file, 28),
            number=short(one.invoice_number),
            status=f"check.status_{one.status}",
            day=one.on,
        )
    ]
    if one.amount is not None:
        lines.append(language.say("check.paid", amount=one.amount))
    return [*lines, *(language.say("check.reason", reason=" · ".join(filter(None, pair))) for pair in one.reasons)]
