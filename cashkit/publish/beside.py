"""What stands beside the report for people to work with: sheets of the customers most concerned, the file to complete.

The sheets are those of the customers named by a case of the first page, then of the dearest findings of each kind,
ten at most. Without a customer file there is neither; the report says so in its own places.

>>> from datetime import date
>>> named_customers({"synthesis": Review("synthesis", date(2025, 12, 31))})
[]

Units: none. Errors: none.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from cashkit.dossier.dossier import Dossier
from cashkit.ground import language
from cashkit.ground.errors import NotAvailableError
from cashkit.publish.customer_pages import customer_pages
from cashkit.publish.file_to_complete import written
from cashkit.publish.files import TABLES
from cashkit.stages.review import Review
from cashkit.stages.to_complete import to_complete as customers_to_complete

SHEETS = 10
_NAMED = (("cases_to_act", "case_customer"), ("cases_by_amount", "customer_id"))


def sheets(folder: Path, dossier: Dossier, reviews: Mapping[str, Review], as_of: date) -> dict[str, str]:
    """Write the sheets into a folder; return where each customer's stands."""
    return customer_pages(dossier, named_customers(reviews), folder, as_of=as_of)


def named_customers(reviews: Mapping[str, Review]) -> list[str]:
    """Return the customers whose sheets are written, the most concerned first."""
    tables = reviews["synthesis"].tables
    named = [tables[key][column].tolist() for key, column in _NAMED if key in tables and column in tables[key]]
    return list(dict.fromkeys(str(code) for codes in named for code in codes if code))[:SHEETS]


def to_complete(folder: Path, dossier: Dossier, as_of: date) -> None:
    """Write the customer file to send back, as a workbook and as CSV; none where there are no customers."""
    name = language.say("complete.file")
    with suppress(NotAvailableError):
        asked = customers_to_complete(dossier, as_of)
        for path in (folder / TABLES / f"{name}.csv", folder / f"{name}.xlsx"):
            written(asked, path, language.current())
