"""The currency of a ledger: that of its column, of its amounts, of a heading or a title, else the euro.

An amount of the books (`Amount in local currency`, `EC_Montant`) is in the currency of the books, whatever that of the
document. Several currencies are kept apart: each row keeps its own, and what is not in the ledger's is never added.

>>> body = Body({"open_amount": ["10,00 €", "5,00 $", "1,00"]}, [2, 3, 4])
>>> currencies(body, (), ())
('EUR', ['EUR', 'USD', 'EUR'])

Findings: T10 several currencies; the dossier tells the sum of each.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cashkit.readers.spreadsheet.amounts import currency_of
from cashkit.readers.spreadsheet.body import Body, is_money
from cashkit.readers.spreadsheet.heading import BOOKS
from cashkit.readers.spreadsheet.items import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.readers.spreadsheet.heading import Column

_CODES = re.compile(r"\b(EUR|USD|GBP|CHF|ILS|CAD|JPY|MAD|TND|XOF|PLN|SEK|NOK|DKK)\b")
_EURO = "EUR"


def currencies(body: Body, columns: Sequence[Column], titles: Sequence[str]) -> tuple[str, list[str]]:
    """Return the currency of a ledger, and that of each row where rows differ."""
    found = {match.group() for word in (*titles, *(one.heading for one in columns)) for match in _CODES.finditer(word)}
    alone = found.pop() if len(found) == 1 else _EURO
    if any(one.note == BOOKS and is_money(one.field) for one in columns):
        return alone, []
    told = _column(body) or _of_amounts(body)
    counted = Counter(code for code in told if code)
    if not counted:
        return alone, []
    main = _EURO if _EURO in counted else counted.most_common(1)[0][0]
    return main, [code or main for code in told] if len(counted) > 1 else []


def _column(body: Body) -> list[str]:
    named = [text(cell).upper() for cell in body.cells.get("currency", [])]
    return [currency_of(name) or name for name in named] if any(named) else []


def _of_amounts(body: Body) -> list[str]:
    """Return the currency that each row's amounts are written with."""
    columns = [cells for name, cells in body.cells.items() if is_money(name)]
    return [next((code for cell in row if (code := currency_of(cell))), "") for row in zip(*columns, strict=True)]
