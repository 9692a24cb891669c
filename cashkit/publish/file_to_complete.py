"""The file to complete: the customers of a dossier in a workbook or a CSV, to be filled in by those who know them.

One row a customer, in the order of what is at stake: what it buys, what it owes, why it is asked about, then one column
an information, with what the file holds. In the workbook a yellow cell is missing, an orange one is wrong, a blue one
asks whether the code doubles another; a second sheet tells how to fill it in. Returned, it is read by `open_dossier`
(`customers=`). A stranger's text never acts as a formula, and the same dossier gives the same bytes.

>>> import tempfile
>>> from cashkit.dossier.dossier import Dossier
>>> import pandas as pd
>>> invoice = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-15", "amount": 9.0}
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": ["=1+1"], "siren": ["732829321"]})
>>> dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=pd.DataFrame(invoice), customers=customers)
>>> with tempfile.TemporaryDirectory() as folder:
...     made = file_to_complete(dossier, out=Path(folder, "ask.csv"), lang="en")
...     print(made.path.read_text("utf-8-sig").splitlines()[1])
C1,'=1+1,9.00,9.00,"missing: billing email, payment terms; wrong: SIREN",732829321,,,

Units: euros with VAT, over twelve months and at the date. Errors: `NotAvailableError` without customers,
`ArgumentError` for a name that ends neither in .xlsx nor in .csv, or what is no date.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.dossier.table_columns import YES
from cashkit.ground import language
from cashkit.ground.calendar import reporting_day
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import euros
from cashkit.ground.whole_file import whole_file
from cashkit.publish.exports import cell
from cashkit.publish.workbook_to_complete import titled, workbook_to_complete
from cashkit.stages.to_complete import to_complete
from cashkit.views.cells import printable, terms, word
from cashkit.views.tables import heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.to_complete import Row, ToComplete

_BEFORE = ("customer_id", "name", "invoiced", "open_amount", "why")
_SEPARATOR = {"fr": ";", "en": ","}
_FLAGS = ("terms_signed",)


@dataclass(frozen=True)
class FileToComplete:
    """Where the file was written, and how many customers stand in it."""

    path: Path
    customers: int


def file_to_complete(
    dossier: Dossier, *, out: str | Path, as_of: object = None, lang: str | None = None
) -> FileToComplete:
    """Write the customers to complete at a date, the closing date when none is given."""
    path, spoken = Path(out), language.checked(lang or language.current())
    if path.suffix.lower() not in {".xlsx", ".csv"}:
        raise ArgumentError("complete.not_a_table", file=printable(path.name))
    return written(to_complete(dossier, dossier.closing_date if as_of is None else reporting_day(as_of)), path, spoken)


def written(asked: ToComplete, path: Path, lang: str) -> FileToComplete:
    """Write what is to complete, as CSV or as a workbook by the name of the file."""
    rows = [[*_before(row, lang), *(shown(name, one.value, lang) for name, one in row.cells.items())]
            for row in asked.rows]  # fmt: skip
    headings = [*_titles(lang), *(titled(name, lang) for name in asked.fields)]
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() == ".csv":
        whole_file(path, lambda beside: _write_csv(beside, [headings, *rows], lang))
    else:
        content = workbook_to_complete(headings, rows, _states(asked), lang)
        whole_file(path, lambda beside: beside.write_bytes(content))
    return FileToComplete(path, len(rows))


def shown(name: str, value: str, lang: str) -> str:
    """Return what the file holds as its reader writes it: means of payment, terms, yes and no in words."""
    if not value:
        return ""
    if name == "payment_method":
        return word("method", value.lower(), lang)
    if name in _FLAGS:
        return language.say("complete.yes" if value.strip().lower() in YES else "complete.no", lang)
    return terms(value, lang) if name == "payment_terms" else printable(value)


def _titles(lang: str) -> list[str]:
    """Return the titles before the form; "customer" alone would be read as a code."""
    return [language.say("complete.customer_name", lang) if name == "name" else heading(name, lang) for name in _BEFORE]


def _before(row: Row, lang: str) -> list[str | Decimal]:
    return [row.customer_id, row.name, euros(row.invoiced), euros(row.owed), row.why(lang)]


def _states(asked: ToComplete) -> list[list[str]]:
    """Return the state of every cell, row by row; those that stand before the form have none."""
    return [[""] * len(_BEFORE) + [one.state for one in row.cells.values()] for row in asked.rows]


def _write_csv(path: Path, rows: Iterable[Sequence[str | Decimal]], lang: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=_SEPARATOR[lang], lineterminator="\r\n")
        writer.writerows([cell(value, lang) for value in row] for row in rows)
