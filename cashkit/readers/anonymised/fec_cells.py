"""The cells of a FEC made anonymous: which rule replaces each column, and what a cell of another kind becomes.

Dates and amounts that cannot be read stay unreadable, so that the same faults are found, and become a question mark,
so that nothing else is carried over in them.

>>> amount("1 234,56", 1), amount("12,50-", 3), amount("Dupont", 1), amount("", 2)
('1 234,56', '37,50-', '?', '')
>>> day("20251231", 1), day("31/12/2025", 0), day("Dupont", 0)
('20260101', '31/12/2025', '?')
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.ground.calendar import from_day
from cashkit.readers.fec import days
from cashkit.readers.fec.heading import DUE_DATES, NAMES, Heading, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cashkit.dossier.privacy.disguise import Disguise

_DAY_SIGNS = re.compile(r"[0-9/.\-: TZ+]{0,40}")
_AMOUNT_SIGNS = re.compile(r"[0-9+\-., \u00a0\u202f]{0,40}")
_AMOUNT = re.compile(r"([+-]?)([0-9]+)(?:([.,])([0-9]+))?([+-]?)")
_SPACES = re.compile(r"[ \u00a0\u202f]")
_SIDE = re.compile(r"[DCdc]|[+-]?1")
_REFERENCES = frozenset(("numfacture", "numerofacture", "invoicenumber"))
DATES = frozenset(("EcritureDate", "PieceDate", "DateLet", "ValidDate", "DateRglt"))
AMOUNTS = frozenset(("Debit", "Credit", "Montant", "Montantdevise"))
PAIRED: Mapping[str, str] = {"JournalLib": "JournalCode", "CompteLib": "CompteNum"}
"""Columns of labels, each read with the code that it explains."""


def amount(text: str, factor: int) -> str:
    """Return an amount as it is written, multiplied."""
    if not _AMOUNT_SIGNS.fullmatch(text):
        return "?"
    found = _AMOUNT.fullmatch(_SPACES.sub("", text)) if factor != 1 else None
    if found is None:
        return text
    before, whole, mark, cents, behind = found.groups()
    number = Decimal(f"{whole}.{cents or 0}") * factor
    return f"{before}{number:.{len(cents or '')}f}".replace(".", mark or ".") + behind


def day(text: str, shift: int) -> str:
    """Return a date as it is written, so many days later."""
    if not _DAY_SIGNS.fullmatch(text):
        return "?"
    found = days.read(text) if shift else None
    if found is None or found.number is None:
        return text
    later = from_day(found.number + shift)
    return f"{later:%Y%m%d}" if found.as_written else later.isoformat()


def side(text: str) -> str:
    """Return D, C, +1 or -1; anything else is a question mark."""
    return text if _SIDE.fullmatch(text) or not text else "?"


def replacers(heading: Heading, made: Disguise) -> dict[str, Callable[[str], str]]:
    """Return what replaces the cells of each column; those of `PAIRED` are not among them."""
    references, ledger = made.references, made.ledger
    legal: dict[str, Callable[[str], str]] = {
        "JournalCode": ledger.journal_code, "EcritureNum": references.number, "CompteNum": ledger.account,
        "CompAuxNum": references.party, "IdClient": references.party, "CompAuxLib": made.pseudonyms.name,
        "PieceRef": references.reference, "EcritureLet": references.lettering, "Idevise": made.currency, "Sens": side,
    }  # fmt: skip
    legal |= dict.fromkeys(DATES, lambda text: day(text, made.days))
    legal |= dict.fromkeys(AMOUNTS, lambda text: amount(text, made.factor))
    if heading.due is not None:
        legal[heading.due] = legal["PieceDate"]
    return {name: legal.get(name) or _other(name, made) for name in heading.columns if name not in PAIRED}


def _other(name: str, made: Disguise) -> Callable[[str], str]:
    return made.references.reference if is_reference(name) else made.labels.label


def is_reference(name: str) -> bool:
    """Tell whether an extra column holds invoice numbers."""
    return plain(name) in _REFERENCES


def headings(heading: Heading) -> list[str]:
    """Return the headings as they are written; those that no software has by itself are numbered.

    >>> from cashkit.readers.fec.heading import heading_of
    >>> headings(heading_of(["CompteNum", "Echéance", "Dupont"], b"|"))
    ['CompteNum', 'Echéance', 'Extra3']
    """
    known = NAMES.keys() | DUE_DATES | _REFERENCES
    return [name if plain(name) in known else f"Extra{rank}" for rank, name in enumerate(heading.found, 1)]
