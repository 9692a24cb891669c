"""A table for people: headings in their language, amounts at the right, and every text escaped.

>>> frame = pd.DataFrame({"customer_id": ["C1", "<script>"], "total": [1234.5, -20.0]})
>>> shown = table(frame, "fr", caption="aged_balance_by_customer")
>>> shown.headings
('Code client', 'Total')
>>> print(shown.text())
Balance âgée par client
Code client       Total
C1           1\u202f234,50\xa0€
<script>       -20,00\xa0€
>>> "&lt;script&gt;" in shown.html()
True

Nothing is computed here: a row of totals is given (`with_total`), and a table that is cut says how
many lines it leaves out. The room's words: `columns` (headings and units), `tables` (titles),
`views` (codes said in words).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cashkit.ground import language
from cashkit.views import buckets, cells, render

TEXT_ROWS = 60
"""A terminal shows that many rows."""


@dataclass(frozen=True)
class Column:
    """One column as it is shown: its heading, its unit, and its cells as text."""

    key: str
    heading: str
    unit: str
    cells: tuple[str, ...]
    codes: tuple[object, ...] = ()
    """The values behind badges (a verdict, a severity), which choose their colour."""


@dataclass(frozen=True)
class Table:
    """A table ready to be shown, in a notebook (HTML) or on a terminal (text)."""

    columns: tuple[Column, ...]
    lang: str
    caption: str = ""
    more: int = 0
    total: tuple[str, ...] = ()
    strong: frozenset[int] = frozenset()
    cards: bool = False
    """On a narrow window each row becomes a card: when it holds sentences."""
    file: str = ""
    """The file beside the report that holds all the rows, where there is one."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, left to right."""
        return tuple(column.heading for column in self.columns)

    @property
    def rows(self) -> Sequence[tuple[str, ...]]:
        """The rows shown, as text."""
        return list(zip(*(column.cells for column in self.columns), strict=True))

    @property
    def note(self) -> str:
        """What stands under the table: how many lines were left out, or that there is none."""
        return self._left_out(self.more) if self.more or self.rows else language.say("views.no_rows", self.lang)

    @property
    def printed(self) -> int:
        """How many rows are printed on paper: half of those of a list that is cut, all of any other's."""
        return (len(self.rows) + 1) // 2 if self.more else len(self.rows)

    @property
    def printed_note(self) -> str:
        """What stands under the table on paper, where it is not the note of the screen."""
        hidden = len(self.rows) - self.printed
        return self._left_out(self.more + hidden) if hidden else ""

    def _left_out(self, rows: int) -> str:
        """Return how many lines are left out, and which file holds them; "" for none."""
        if not rows:
            return ""
        told = language.say("views.more_rows_in_total" if self.total else "views.more_rows", self.lang, n=rows)
        return language.say("views.all_in_file", self.lang, note=told, file=self.file) if self.file else told

    def with_total(self, row: Mapping[str, object] | pd.Series) -> "Table":
        """Add a bold last row from values already computed: column -> value of the whole table."""
        given = dict(row)
        found = [_one(column, given[column.key], self.lang) if column.key in given else "" for column in self.columns]
        if found and not found[0]:
            found[0] = language.say("views.total", self.lang)
        return replace(self, total=tuple(found))

    def html(self) -> str:
        """Return the table as HTML, without the style sheet (`theme.stylesheet`)."""
        return render.html(self)

    def text(self) -> str:
        """Return the table as aligned text, cut for a terminal."""
        return render.text(self, TEXT_ROWS)

    def _repr_html_(self) -> str:
        return render.styled(self.html())

    def __str__(self) -> str:
        """Return the table as text."""
        return self.text()

    __repr__ = __str__


def table(
    frame: pd.DataFrame,
    lang: str | None = None,
    *,
    caption: str | None = None,
    units: Mapping[str, str] | None = None,
    limit: int | None = None,
) -> Table:
    """Show a frame: a named index first, then its columns.

    `caption` is a key of the words table `tables`, or the title itself. `units` says the unit of a
    column where the words table `columns` does not, or should not. `limit` cuts a long table; the
    CSV beside the report holds all of it. Columns of unit `key` are not shown; a row whose
    `line_key` starts with `total` is bold.
    """
    lang = language.checked(lang or language.current())
    flat = _in_language(_flat(frame), lang)
    kept = flat if limit is None else flat.head(limit)
    units = units or {}
    made = [column_of(kept.iloc[:, i], lang, units.get(str(name))) for i, name in enumerate(kept.columns)]
    return Table(
        columns=tuple(column for column in made if column.unit != "key"),
        lang=lang,
        caption=_title(caption, lang),
        more=len(flat) - len(kept),
        strong=_strong(kept),
        cards=any(column.unit in {"sentence", "lines"} for column in made),
    )


def column_of(column: pd.Series, lang: str, unit: str | None = None) -> Column:
    """Write one column, under the heading of the words table `columns`."""
    key = str(column.name)
    known = language.table("columns").get(key, {})
    unit = unit or known.get("unit") or ("eur" if buckets.is_late(key) else cells.unit_of(column))
    codes = tuple(column.tolist()) if unit in cells.BADGES else ()
    return Column(key, heading(key, lang), unit, tuple(cells.cells(column, unit, lang)), codes)


def heading(key: str, lang: str | None = None) -> str:
    """Return the heading of a column; a name that no words table knows stands as it is.

    >>> heading("31-60", "fr"), heading("46+", "fr"), heading("my column", "fr")
    ('31 à 60 j', 'Plus de 45 j', 'my column')
    """
    if key in language.table("columns"):
        return language.say(f"columns.{key}", lang)
    return buckets.heading(key, lang) if buckets.is_late(key) else cells.printable(key)


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its named index as first columns."""
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    return frame.reset_index(named) if named else frame


def _in_language(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Keep of label_fr and label_en the one that the reader wants, as `label`."""
    pairs = [str(name)[:-3] for name in frame.columns if str(name).endswith("_fr") and f"{str(name)[:-3]}_en" in frame]
    others = [f"{name}_{other}" for name in pairs for other in language.LANGUAGES if other != lang]
    return frame.drop(columns=others).rename(columns={f"{name}_{lang}": name for name in pairs})


def _title(caption: str | None, lang: str) -> str:
    if caption in language.table("tables"):
        return language.say(f"tables.{caption}", lang)
    return cells.printable(caption or "")


def _strong(frame: pd.DataFrame) -> frozenset[int]:
    if "line_key" not in frame.columns:
        return frozenset()
    return frozenset(i for i, key in enumerate(frame["line_key"].tolist()) if str(key).startswith("total"))


def _one(column: Column, value: object, lang: str) -> str:
    return cells.cells(pd.Series([value], name=column.key), column.unit, lang)[0]
