"""Entries at fixed positions, as French accounting programs hand them on: Cegid's TRA, Quadra's ASCII.

Only what is documented is read: the positions below, on lines of customer accounts (411, 413, 416). Amounts of TRA
are in euros, those of Quadra in cents; dates are ddmmyyyy and ddmmyy, `01011900` is none.

>>> line = "M411ALPHAVE000020125 FACTURE F1          D+000000012050        310125" + 30 * " " + "F1      EUR"
>>> sheet = fixed_sheet("q.txt", line + "\\n")
>>> sheet.rows[1][:6], sheet.rows[1][-2:]
(['411ALPHA', 'VE', 'F1', None, '02/01/2025', '31/01/2025'], ['120,50', None])

Finding: T23 which layout, how many lines were read, how many belong to other accounts.
Errors: `SourceError` where no account is surely a customer's, or a line breaks the layout.
Source: positions as published by programs that write these files (TRA of Cegid PGI; Quadra ASCII, lines M).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.sheet import Cell, Sheet, measured

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: tuple[Cell, ...] = (
    *("Code client", "Journal", "N° facture", "N° écriture", "Date facture", "Échéance", "Type de pièce", "Lettrage"),
    *("Libellé", "Débit", "Crédit"),
)
_CUSTOMERS = ("411", "413", "416")
_NO_DATE = {"01011900", "", "000000", "00000000"}


@dataclass(frozen=True)
class Layout:
    """Where each field stands (first and last position, from 1), and how a line of entries looks."""

    name: str
    line: re.Pattern[str]
    at: Mapping[str, tuple[int, int]]
    aside: re.Pattern[str]


_TRA_AT = {
    "journal": (1, 3),
    "date": (4, 11),
    "type": (12, 13),
    "account": (14, 30),
    "customer": (32, 48),
    "reference": (49, 83),
    "label": (84, 118),
    "due": (122, 129),
    "sign": (130, 130),
    "amount": (131, 150),
    "entry": (152, 159),
}
_QUADRA_AT = {
    "journal": (10, 11),
    "journal_3": (111, 113),
    "date": (15, 20),
    "account": (2, 9),
    "customer": (2, 9),
    "label": (22, 41),
    "long": (117, 146),
    "sign": (42, 42),
    "amount": (43, 55),
    "due": (64, 69),
    "lettering": (70, 71),
    "entry": (75, 79),
    "reference": (100, 107),
    "alphanumeric": (149, 158),
}
_LEDGER_LINE = r".{3}\d{8}.{2}\d[0-9A-Z ]{16}"  # journal, day, type, general account
TRA = Layout(
    "TRA",
    re.compile(_LEDGER_LINE + r"[ X].{17}.{35}.{35}.{3}[\d ]{8}[DC][ \d.,-]{20}", re.DOTALL),
    _TRA_AT,
    re.compile(r"\*{3}|!|" + _LEDGER_LINE + r"[A-Z0-9]"),  # settings, and analytical lines
)
QUADRA = Layout(
    "Quadra",
    re.compile(r"M[0-9A-Z ]{8}.{2}[\d ]{3}\d{6}.{21}[DC][+-]?[\d ]{12,13}.*"),
    _QUADRA_AT,
    re.compile(r"[A-LN-Z]"),  # accounts, analytical lines, settlements
)
_FIRST = 20


def layout_of(text: str) -> Layout | None:
    """Return the layout of a text of entries at fixed positions, None where it is none."""
    lines = [line for line in text[:20_000].splitlines()[:_FIRST] if line.strip()]
    for layout in (TRA, QUADRA):
        entries = [line for line in lines if layout.line.match(line)]
        if entries and all(layout.line.match(line) or layout.aside.match(line) for line in lines[:-1] or lines):
            return layout
    return None


def fixed_sheet(file: str, text: str) -> Sheet | None:
    """Return the customers' lines of a file at fixed positions as a sheet, None where it is no such file."""
    layout = layout_of(text)
    if layout is None:
        return None
    rows: list[list[Cell]] = [list(HEADINGS)]
    others = 0
    for number, line in enumerate(text.splitlines(), 1):
        if layout.line.match(line) is None:
            if line.strip("\x1a \t") and layout.aside.match(line) is None:
                raise SourceError("spreadsheet.fixed_broken", file=file, line=number, layout=layout.name)
            continue
        told = {name: line[first - 1 : last].strip() for name, (first, last) in layout.at.items()}
        if told["account"].startswith(_CUSTOMERS):
            measured(file, (len(rows), len(HEADINGS), len(rows) * len(HEADINGS)))
            rows.append(_row(told))
        else:
            others += 1
    if len(rows) == 1:
        raise SourceError("spreadsheet.fixed_unsure", file=file, layout=layout.name)
    return Sheet("", rows, fixed=(layout.name, others))


def _row(told: Mapping[str, str]) -> list[Cell]:
    amount = told["amount"] if "." in told["amount"] or "," in told["amount"] else _cents(told["amount"])
    row = [
        told["customer"] or told["account"],
        told.get("journal_3") or told["journal"],
        told.get("alphanumeric") or told["reference"] or told["entry"],
        told["entry"],
        _date(told["date"]),
        _date(told["due"]),
        told.get("type", ""),
        told.get("lettering", ""),
        told.get("long") or told["label"],
    ]
    return [*(cell or None for cell in row), *((amount, None) if told["sign"] == "D" else (None, amount))]


def _cents(text: str) -> str:
    """Return cents as euros."""
    digits = re.sub(r"[ +]", "", text)
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, cents = digits[:-2].lstrip("0") or "0", digits[-2:].rjust(2, "0")
    return f"{sign}{whole},{cents}"


def _date(text: str) -> str | None:
    if text in _NO_DATE:
        return None
    year = text[4:] if len(text) == 8 else f"{'19' if text[4:] >= '70' else '20'}{text[4:]}"  # noqa: PLR2004  (ddmmyyyy)
    return f"{text[:2]}/{text[2:4]}/{year}"
