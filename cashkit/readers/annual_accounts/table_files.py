"""Filed accounts as tables: `code;amount` lines, and the ratios that the State publishes (`ratios_inpi_bce`).

The first is what a person types from a PDF: a cell of the form and its amount, with optional lines for siren,
closing_date, months and form. The second gives a few totals a year; its zeros stand for what is
missing, and its consolidated rows repeat turnover where the margin is not known: neither is taken.

>>> from_codes("x.csv", "siren;732829320\\nclosing_date;2024-12-31\\nFL;1 200,50\\nBX;100\\n")[0].cells
{('FL', 'net'): 1200.5, ('BX', 'net'): 100.0}
>>> row = {"siren": "732829320", "date_cloture_exercice": "20241231", "chiffre_d_affaires": "900", "resultat_net": "0"}
>>> from_ratios("x.csv", [row | {"type_bilan": "C"}])[0].cells
{('FL', 'net'): 900.0}

Errors: `SourceError` with the line for an amount that is none, and for a file without closing date.
Source: form 2050 to 2053 and 2033; data.economie.gouv.fr, ratios_inpi_bce.
"""

from __future__ import annotations

import csv
import math
import re
from datetime import date
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.annual_accounts.filing import YEAR, Filing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RATIO_CELLS = {"chiffre_d_affaires": "FL", "resultat_net": "HN"}
_ABOUT = {
    "siren": "siren", "closing_date": "closing_date", "date_cloture": "closing_date", "cloture": "closing_date",
    "months": "months", "duree": "months", "form": "form", "type": "form", "name": "name", "denomination": "name",
}  # fmt: skip
_HEADINGS = {"code", "cell", "case", "cellule"}
_AMOUNT = re.compile(r"^\(?[-+−]?[\d\u00a0\u202f .']*(,\d{1,2}|\.\d{1,2})?\)?-?$")


def from_codes(file: str, text: str) -> list[Filing]:
    """Return the filing of a `code;amount` file."""
    about: dict[str, str] = {}
    cells: dict[tuple[str, str], float] = {}
    for line, row in enumerate(csv.reader(text.splitlines(), delimiter=_separator(text)), 1):
        parts = [part.strip() for part in row]
        if len(parts) < 2 or not parts[0] or parts[0].lower() in _HEADINGS:  # noqa: PLR2004  (a code and its amount)
            continue
        key = parts[0].lower().replace(" ", "_").replace("ô", "o").replace("é", "e")
        if key in _ABOUT:
            about[_ABOUT[key]] = parts[1]
        else:
            column = parts[2].lower() if len(parts) > 2 and parts[2] else "net"  # noqa: PLR2004  (its column)
            cells[parts[0].upper(), column] = _amount(file, line, parts[1])
    closing = day_of(about.get("closing_date", ""))
    if closing is None or not cells:
        raise SourceError("accounts_files.no_closing", file=file)
    months = about.get("months", "")
    return [
        Filing(
            about.get("siren", "").replace(" ", ""), closing, int(months) if months.isdigit() else YEAR,
            about.get("form", "").upper() or ("S" if all(code.isdigit() for code, _ in cells) else "C"),
            cells, about.get("name", ""),
        )
    ]  # fmt: skip


def from_ratios(file: str, rows: Iterable[Mapping[str, object]]) -> list[Filing]:
    """Return the filings of rows of ratios: turnover and result of each year that is not consolidated."""
    found = []
    for number, row in enumerate(rows, 1):
        closing = day_of(str(row.get("date_cloture_exercice") or ""))
        siren = str(row.get("siren") or "").replace(" ", "")
        if closing is None or not siren:
            raise SourceError("accounts_files.no_identity", file=file, number=number)
        form = str(row.get("type_bilan") or "C").upper()
        confidential = str(row.get("confidentiality") or "Public").strip().lower() != "public"
        told = {cell: _ratio(row.get(name)) for name, cell in RATIO_CELLS.items()}
        cells = {(cell, "net"): value for cell, value in told.items() if value}
        if form != "K":
            found.append(Filing(siren, closing, YEAR, form, cells, confidential=confidential))
    if not found:
        raise SourceError("accounts_files.no_filing", file=file)
    return found


def _ratio(value: object) -> float:
    """Return a number of the data set, 0 for what is missing there."""
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _separator(text: str) -> str:
    head = text[:2000]
    return max(";\t|,", key=lambda one: (head.count(one), one == ";"))


def _amount(file: str, line: int, text: str) -> float:
    bare = text.replace("€", "").strip()
    if not _AMOUNT.match(bare) or not any(letter.isdigit() for letter in bare):
        raise SourceError("accounts_files.bad_line", file=file, line=line, value=text[:40])
    negative = any(sign in bare for sign in "-−(")
    digits = re.sub(r"[^\d,.]", "", bare)
    whole, sign, rest = digits.rpartition("," if "," in digits else ".")
    cents = rest if sign and len(rest) <= 2 else ""  # noqa: PLR2004  (two decimals; a longer group is thousands)
    units = re.sub(r"\D", "", whole if cents else digits) or "0"
    amount = int(units) + int(cents.ljust(2, "0") or 0) / 100
    return -amount if negative else amount


def day_of(text: str) -> date | None:
    """Return a date written 20241231, 2024-12-31 or 31/12/2024; None for anything else."""
    bare = text.strip()
    match = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?", bare)
    turned = re.fullmatch(r"(\d{2})[/.](\d{2})[/.](\d{4})", bare)
    parts = match.groups() if match else turned.groups()[::-1] if turned else None
    try:
        return None if parts is None else date(*(int(part) for part in parts))
    except ValueError:
        return None
