"""Published ratios as filed accounts: turnover and result of each year, of the State's data set (`ratios_inpi_bce`).

Its zeros stand for what is missing, and its consolidated rows repeat turnover where the margin is not known: neither is
taken.

>>> row = {"siren": "732829320", "date_cloture_exercice": "20241231", "chiffre_d_affaires": "900", "resultat_net": "0"}
>>> from_ratios("x.csv", [row | {"type_bilan": "C"}])[0].cells
{('FL', 'net'): 900.0}

Errors: `SourceError` with the number of the row for one without SIREN or closing date.
Source: data.economie.gouv.fr, ratios_inpi_bce.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.annual_accounts.filing import YEAR, Filing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RATIO_CELLS = {"chiffre_d_affaires": "FL", "resultat_net": "HN"}


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


def day_of(text: str) -> date | None:
    """Return a date written 20241231, 2024-12-31 or 31/12/2024; None for anything else."""
    bare = text.strip()
    match = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?", bare, re.ASCII)
    turned = re.fullmatch(r"(\d{2})[/.](\d{2})[/.](\d{4})", bare, re.ASCII)
    parts = match.groups() if match else turned.groups()[::-1] if turned else None
    try:
        return None if parts is None else date(*(int(part) for part in parts))
    except ValueError:
        return None
