"""A page: one review shown piece by piece in a notebook, with what is missing told where it is missed.

>>> from cashkit.dossier.findings import NotAssessed
>>> lacking = NotAssessed("order_elements", "orders", (), "gain_orders")
>>> page = Page(Review("order", date(2025, 12, 31), missing=(lacking,)), "en")
>>> page.figures("open_balance", point="order_elements").headings
('Not assessed', 'Table', 'Columns', 'What it would add')

A point is told once: the next cell that misses it says so in one line, and so does a table that has no
row. In an audit such a cell shows nothing: the report lists once, under each stage, all that it lacks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from cashkit import views
from cashkit.dossier import codes
from cashkit.dossier.dossier import Dossier
from cashkit.dossier.findings import KINDS, NotAssessed
from cashkit.ground import currency, language
from cashkit.ground.errors import ArgumentError
from cashkit.publish import files, runs
from cashkit.readers.sector_quartiles import open_sector_quartiles
from cashkit.stages.review import Review
from cashkit.views.charts import Shown
from cashkit.views.tables import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROWS, FINDINGS = 12, 6
"""A page shows that many rows of a table, or findings; the files beside the report hold them all."""


@dataclass(frozen=True)
class Line:
    """One line in place of a table: what a cell above has told already, or that there is nothing to show."""

    words: str

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.words)}</p>"

    def __str__(self) -> str:
        """Return the line."""
        return self.words

    __repr__ = __str__


Piece = Table | Line | None


@dataclass(frozen=True)
class Page:
    """A review, the language of its reader, the currency of its amounts, and the missing points told so far."""

    review: Review
    lang: str
    currency: str = currency.EURO
    told: set[str] = field(default_factory=set, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        stage: str,
        dossier: Dossier,
        *,
        as_of: str | date | None = None,
        margin_rate: float | None = None,
        sector: str | None = None,
    ) -> "Page":
        """Return the page of a stage, at the closing date when none is given; `sector` is a file of quartiles."""
        day = dossier.closing_date if as_of is None else as_of
        quartiles = None if sector is None else open_sector_quartiles(sector)
        found = runs.review(stage, dossier, as_of=day, margin_rate=margin_rate, sector=quartiles)
        return cls(found, language.current(), dossier.currency)

    def figures(self, *keys: str, point: str = "") -> Piece:
        """Show some figures of the review, in its order."""
        _check("figures", keys)
        found = [figure for figure in self.review.figure_records if figure.key in keys]
        notes = {} if runs.folder() is None else self.review.notes
        with currency.use(self.currency):
            return views.figures_table(found, self.lang, notes=notes) if found else self._lacking(point)

    def frame(self, key: str, only: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Return a table of the review, empty where it has none; `only` keeps the rows that have these values."""
        _check("tables", [key])
        found = self.review.tables.get(key, pd.DataFrame())
        for column, wanted in (only or {}).items():
            if column in found:
                found = found[found[column].isin(wanted if isinstance(wanted, tuple) else (wanted,))]
        return found

    def table(
        self, key: str, *columns: str, point: str = "", only: Mapping[str, object] | None = None, limit: int = ROWS
    ) -> Piece:
        """Show a table of the review, or the columns of it that are named."""
        found = self.frame(key, only)
        if key not in self.review.tables:
            return self._lacking(point) or self._nothing(key)
        kept = found[[name for name in columns if name in found]] if columns else found
        with currency.use(self.currency):
            return self._filed(views.table(kept, self.lang, caption=key, limit=limit), f"{self.review.stage}-{key}")

    def findings(self, *asked: str, point: str = "", customer: str = "", limit: int = FINDINGS) -> Piece:
        """Show findings, kind by kind and the dearest first: of some codes, or of one customer, when they are named."""
        _check("codes", asked)
        found = [one for one in self.review.finding_records if not asked or one.code in asked]
        found = [one for one in found if not customer or one.customer_id == customer]
        if not found and self._missing(point):
            return self._lacking(point)
        found.sort(key=lambda one: (KINDS.index(one.kind), -one.amount_at_stake))
        with currency.use(self.currency):
            return self._filed(views.findings_table(found, self.lang, limit=limit), "findings")

    def chart(self, draw: Callable[[pd.DataFrame, str], "Axes"], key: str, *, point: str = "") -> Shown | Piece:
        """Show a table of the review as a chart."""
        found = self.frame(key)
        with currency.use(self.currency):
            if key in self.review.tables:
                return views.show(draw(found, self.lang))
        return self._lacking(point) or self._nothing(key)

    def missing(self) -> Table | None:
        """Show all that this review could not assess; nothing where it assessed everything."""
        missing = self.review.missing
        return views.not_assessed_table(missing, self.lang) if missing else None

    def _filed(self, table: Table, name: str) -> Table:
        """Name the file that holds the whole table; by hand there is none."""
        return table if runs.folder() is None else replace(table, file=files.table_file(name))

    def _missing(self, point: str) -> list[NotAssessed]:
        return [one for one in self.review.missing if one.point in point.split()]

    def _lacking(self, point: str) -> Piece:
        """Return what is missing, in one line once it was told; nothing in an audit, or where nothing is."""
        missing = self._missing(point)
        if not missing or runs.folder() is not None:
            return None
        told = views.not_assessed_table(missing, self.lang)
        if self.told.issuperset(one.point for one in missing):
            points = ", ".join(told.columns[0].cells)
            return Line(language.say("publish.told_above", self.lang, points=points))
        self.told.update(one.point for one in missing)
        return told

    def _nothing(self, key: str) -> Piece:
        """Say that this dossier gives no row; nothing in an audit."""
        if runs.folder() is not None:
            return None
        title, why = language.say(f"tables.{key}", self.lang), f"publish.without.{key}"
        if why.removeprefix("publish.") not in language.table("publish"):
            return Line(language.say("publish.nothing_to_show", self.lang, title=title))
        return Line(language.say("publish.nothing_since", self.lang, title=title, why=language.say(why, self.lang)))


def _check(room: str, names: Sequence[str]) -> None:
    """Refuse a name that no words table has: a cell that asks for it would stay empty for ever."""
    words: Mapping[str, object] = codes.codes() if room == "codes" else language.table(room)
    for name in names:
        if name not in words:
            raise ArgumentError("publish.unknown_piece", name=name, room=room)
