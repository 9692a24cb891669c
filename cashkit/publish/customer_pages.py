"""Customer pages: the sheets of some customers, written one A4 page each into the folder `customers` of a report.

>>> import tempfile
>>> from pathlib import Path
>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoice = {"invoice_id": ["F1"], "customer_id": "../C1", "kind": "invoice", "issue_date": "2025-12-15", "amount": 9}
>>> customers = pd.DataFrame({"customer_id": ["../C1"], "name": ["Un"]})
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame(invoice), customers=customers)
>>> with tempfile.TemporaryDirectory() as folder:
...     customer_pages(dossier, ["../C1", "C9"], Path(folder), as_of="2025-12-31")
{'../C1': 'customers/c1.html'}

The files are named after the codes, with nothing in them that a path or a shell would obey; two codes that would give
one name get a number. Codes that the customer file lacks have no page. Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.publish.prose import slug
from cashkit.stages.customer_sheet import customer_sheets
from cashkit.views.sheet_page import sheet_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cashkit.dossier.dossier import Dossier

FOLDER = "customers"
_NAME = 40


def customer_pages(
    dossier: Dossier, customers: Iterable[str], folder: Path, *, as_of: object, lang: str | None = None
) -> dict[str, str]:
    """Write the page of each customer; return where each stands, from the folder."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for sheet in customer_sheets(dossier, customers, as_of=as_of):
        name = _free(slug(sheet.customer_id)[:_NAME] or "x", taken)
        path = folder / FOLDER / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sheet_page(sheet, dossier.name, lang), encoding="utf-8", newline="\n")
        made[sheet.customer_id] = f"{FOLDER}/{name}.html"
    return made


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no other customer has."""
    told, number = name, 2
    while told in taken:
        told, number = f"{name}-{number}", number + 1
    taken.add(told)
    return told
