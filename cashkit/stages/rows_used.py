"""Rows used: which rows of a dossier a figure was read from, counted and the first named, as `provenance.csv` asks.

A selector is a word with an argument: `entries:654` (lines of accounts), `issued:12` (what was issued over so many
months), `overdue:90` (later than so many days), `customers` (a whole table). What an engine keeps out of memory is
not counted: such a figure names no rows.

>>> import pandas as pd
>>> from datetime import date
>>> rows = {"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": ["2024-11-30", "2025-11-30"], "due_date": ["2024-12-30", "2025-12-30"], "amount": 10.0}
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.situation import Situation
>>> used = UsedRows(Situation(Dossier.of(name="case", invoices=pd.DataFrame(rows)), date(2025, 12, 31)))
>>> [(one.words, one.count, one.first) for one in used.of(("overdue", "issued:12"))]
[('rows_overdue', 2, ('F1', 'F2')), ('rows_issued', 1, ('F2',))]

Units: days; months of the calendar.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.explaining import FIRST
from cashkit.dossier.findings import RowsUsed
from cashkit.dossier.provenance import provenance
from cashkit.dossier.tables import IDS, INVOICED_KINDS
from cashkit.ground.calendar import day_number, months_after
from cashkit.measures.as_of import CashkitWarning, resolved_view
from cashkit.measures.claims import gross, overdue
from cashkit.measures.customer_facts import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.dossier.findings import Figure
    from cashkit.stages.review import Review
    from cashkit.stages.situation import Situation

_DATED = {
    "issued": ("invoices", "issue_date"),
    "due": ("invoices", "due_date"),
    "deliveries": ("deliveries", "delivered_on"),
    "orders": ("orders", "ordered_on"),
    "disputes": ("disputes", "opened_on"),
}
_ID = {"entries": "entry_id", "allocations": "invoice_id", "filed_accounts": "siren", **IDS}
_STANDINGS = {"doubtful": "doubtful", "retention": "retention", "credits": "credit"}
_OF_ITEMS = frozenset({"open", "owed", "overdue", *_STANDINGS})
"""The selectors that ask what is open, which depends on how items are matched."""
_LOOKED_AT = 100
"""Rows looked at for ids that differ: an entry has many lines."""


@dataclass(frozen=True, eq=False)
class UsedRows:
    """The rows of a situation, each selector asked once."""

    at: Situation
    _known: dict[str, RowsUsed | None] = field(default_factory=dict)

    def of(self, selectors: Iterable[str]) -> tuple[RowsUsed, ...]:
        """Return the rows that some selectors choose, those that hold none left out."""
        found = [self._one(selector) for selector in selectors]
        return tuple(one for one in found if one is not None and one.count)

    def _one(self, selector: str) -> RowsUsed | None:
        if selector not in self._known:
            name, _, arg = selector.partition(":")
            self._known[selector] = self._items(name, arg) if name in _OF_ITEMS else self._rows(name, arg)
        return self._known[selector]

    def _items(self, name: str, arg: str) -> RowsUsed:
        """Return open items."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CashkitWarning)  # the measures that made the figure have warned
            claims = self.at.claims
        if name == "overdue":
            late = overdue(claims)
            return _named("overdue_beyond" if arg else name, late[late["days_late"] > int(arg or 0)]["id"], arg)
        if name in _STANDINGS:
            return _named(name, claims[claims["standing"] == _STANDINGS[name]]["id"], arg)
        return _named(name, (gross(claims) if name == "owed" else claims)["id"], arg)

    def _rows(self, name: str, arg: str) -> RowsUsed | None:
        """Return rows of a table: all of them, those of some months, or the lines of an account."""
        table = self.at.table(_DATED[name][0] if name in _DATED else name)
        if table is None:
            return None
        ids = table.ids(_ID[_DATED[name][0] if name in _DATED else name])
        if name == "entries":
            kept = self._booked(table.frame, arg)
            return _named("accounts" if arg else name, ids[kept], arg)
        if not arg:
            return _named(f"all_{name}", ids, arg)
        days = table.days(_DATED[name][1])
        first = day_number(months_after(self.at.as_of, -int(arg)))
        kept = (days != NO_DAY) & (days > first) & (days <= self.at.until)
        if name in {"issued", "due"}:
            kept &= np.isin(table.words("kind"), INVOICED_KINDS)
        return _named(name, ids[kept], arg)

    def _booked(self, entries: pd.DataFrame, prefix: str) -> NDArray[np.bool_]:
        """Return the lines up to the date of the accounts that start with a prefix."""
        known = entries["posting_date"].to_numpy().astype("datetime64[D]") <= np.datetime64(self.at.as_of, "D")
        accounts = entries["account"].astype("category")
        wanted = np.array([str(one).startswith(prefix) for one in accounts.cat.categories], bool)
        return np.asarray(known & wanted[accounts.cat.codes.to_numpy()], bool)


def _named(name: str, ids: Iterable[object], arg: str) -> RowsUsed:
    told = as_text(ids)
    first = tuple(dict.fromkeys(str(one) for one in told[:_LOOKED_AT]))[:FIRST]
    return RowsUsed(f"rows_{name}", len(told), first, arg)


def traced(review: Review, rows: UsedRows) -> Review:
    """Return a review whose figures tell the rows that they were read from, their date and the view of items."""
    known = {figure.key: figure for figure in review.figure_records}
    return replace(review, figure_records=tuple(_traced(one, known, rows) for one in review.figure_records))


def _traced(figure: Figure, known: dict[str, Figure], rows: UsedRows) -> Figure:
    """Return a figure with its rows; the inputs that its expression names are taken from the figures beside it."""
    made = provenance(figure.key)
    beside = {name: known[name].value for name in made.names if name not in figure.inputs and name in known}
    return replace(
        figure,
        inputs={**figure.inputs, **beside},
        used=figure.used or rows.of(made.rows),
        as_of=figure.as_of or rows.at.as_of,
        view=figure.view or _view(rows.at, made.rows),
    )


def _view(at: Situation, selectors: Sequence[str]) -> str:
    items = any(one.partition(":")[0] in _OF_ITEMS for one in selectors)
    return resolved_view(at.dossier, None) if items else ""
