"""The customer sheet as a page of its own: one HTML file that asks nothing of the network and prints on one A4 sheet.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.customer_sheet import customer_sheet
>>> invoice = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-15", "amount": 1e3}
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": ["<b>Un</b>"]})
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame(invoice), customers=customers)
>>> page = sheet_page(customer_sheet(dossier, "C1"), "Ombrelune", "en")
>>> "<title>&lt;b&gt;Un&lt;/b&gt; (C1)" in page, "<b>Un" in page, "http:" in page
(True, False, False)

Nothing is computed here, every text is escaped, and the same sheet gives the same bytes.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from cashkit.ground import language
from cashkit.views import theme
from cashkit.views.cells import printable
from cashkit.views.sheets import customer_sheet

if TYPE_CHECKING:
    from cashkit.stages.customer_sheet import CustomerSheet


def sheet_page(sheet: CustomerSheet, company: str, lang: str | None = None) -> str:
    """Return the sheet of a customer of a company as an HTML page."""
    from markupsafe import Markup  # noqa: PLC0415  (loaded with Jinja, when a page is made)

    spoken = language.checked(lang or language.current())
    view = customer_sheet(sheet, spoken)
    return str(
        _template().render(
            lang=spoken,
            title=view.heading,
            company=printable(company),
            style=Markup(theme.stylesheet()),  # noqa: S704  (a file of the package)
            body=Markup(view.html()),  # noqa: S704  (written by `render`, which escapes every text)
            foot=language.say("views.sheet_foot", spoken),
        )
    )


@functools.cache
def _template() -> Any:  # noqa: ANN401  (Jinja's template, imported when a page is made)
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    loader = PackageLoader("cashkit.views", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("customer_sheet.html")
