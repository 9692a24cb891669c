"""The customer sheet on one page: its verdict first, then five short sections, the nine answers and the scores.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages import customer_sheet as sheets
>>> invoice = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-15", "amount": 1e3}
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": ["<b>Un</b>"], "siren": ["732829320"]})
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame(invoice), customers=customers)
>>> shown = customer_sheet(sheets.customer_sheet(dossier, "C1"), "en")
>>> "&lt;b&gt;Un&lt;/b&gt;" in shown.html(), "<b>" in shown.html()
(True, False)
>>> print(shown.text().splitlines()[0])
<b>Un</b> (C1), at 31/12/2025: ? not assessed

Nothing is computed here. HTML holds escaped text only and asks nothing of the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground import formats, language
from cashkit.views import render
from cashkit.views.cells import printable, signed
from cashkit.views.records import Badge
from cashkit.views.tables import Table, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cashkit.stages.customer_sheet import CustomerSheet
    from cashkit.stages.customer_sheet_lines import Line

_ROW, _CELL = "display:flex;flex-wrap:wrap;column-gap:1.5em;align-items:flex-start", "flex:1 1 15em;min-width:0"


@dataclass(frozen=True)
class SheetView:
    """A customer sheet in one language, for a notebook, a page or a terminal."""

    sheet: CustomerSheet
    lang: str

    @property
    def heading(self) -> str:
        """Who it is about, and the day."""
        params = {"name": printable(self.sheet.name), "customer": printable(self.sheet.customer_id)}
        day = formats.date(self.sheet.as_of, self.lang)
        return language.say("views.customer_sheet", self.lang, **params, day=day)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page, in the order of the enquiry."""
        return tuple(table for row in self.rows for table in row)

    @property
    def rows(self) -> tuple[tuple[Table, ...], ...]:
        """The same tables, those that stand side by side where the page is wide enough together."""
        made = {key: self._section(key, lines) for key, lines in self.sheet.sections.items()}
        who = tuple(made[key] for key in ("identity", "events", "accounts"))
        read = tuple((one,) for one in self._answers())
        return (who, *read, (made["history"], made["exposure"]), tuple(self._quarters()))

    def html(self) -> str:
        """Return the page as HTML, without the style sheet."""
        badge = Badge(self.sheet.verdict, self.lang).html()
        head = f"<h3>{escape(self.heading)} {badge}</h3>\n<p>{escape(printable(self.sheet.sentence(self.lang)))}</p>"
        given = [f"<p>{escape(printable(one))}</p>" for one in self._given()]
        rows = [_beside(row) for row in self.rows if row]
        return "\n".join(['<section class="ck-sheet">', head, *given, *rows, "</section>"])

    def text(self) -> str:
        """Return the page as text."""
        colon = language.say("figures.colon", self.lang)
        head = f"{self.heading}{colon}{signed('verdict', self.sheet.verdict, self.lang)}"
        said = [printable(self.sheet.sentence(self.lang)), *map(printable, self._given())]
        return "\n\n".join([head, *said, *(one.text() for one in self.tables)])

    def _repr_html_(self) -> str:
        return render.styled(self.html())

    def __str__(self) -> str:
        """Return the page as text."""
        return self.text()

    __repr__ = __str__

    def _given(self) -> list[str]:
        return [] if self.sheet.given is None else [self.sheet.given.sentence(self.lang)]

    def _section(self, key: str, lines: Sequence[Line]) -> Table:
        rows = [(line.label(self.lang), line.text(self.lang)) for line in lines]
        frame = pd.DataFrame(rows, columns=["label", "sheet_value"])
        return table(frame, self.lang, caption=language.say(f"stages.section_{key}", self.lang))

    def _answers(self) -> Iterator[Table]:
        """Yield the nine questions and the scores, where there are accounts."""
        if self.sheet.read.reading is not None:
            kept = ["number", "title", "verdict", "sentence"]
            yield table(self.sheet.read.reading.frame(self.lang)[kept], self.lang, caption="reading")
        if self.sheet.scores:
            rows = [(one.title(self.lang), one.value, one.said_shortly(self.lang)) for one in self.sheet.scores]
            frame = pd.DataFrame(rows, columns=["label", "score_value", "score_zone"])
            yield table(frame.astype({"score_value": float}), self.lang, caption="scores")

    def _quarters(self) -> Iterator[Table]:
        """Yield the payment history, quarter by quarter, where anything fell due."""
        rows = [
            (pd.Timestamp(one.last), one.due, float(one.amount), one.days, one.on_time)
            for one in self.sheet.history.quarters
            if one.due
        ]
        if rows:
            names = ["quarter_until", "fell_due", "fell_due_amount", "weighted_lateness", "paid_on_time"]
            frame = pd.DataFrame(rows, columns=names).astype({"weighted_lateness": float, "paid_on_time": float})
            yield table(frame, self.lang, caption="payment_quarters")


def _beside(row: Sequence[Table]) -> str:
    """Return tables side by side, under each other where the page is narrow."""
    cells = "".join(f'<div style="{_CELL}">{one.html()}</div>' for one in row)
    return f'<div style="{_ROW}">{cells}</div>'


def customer_sheet(sheet: CustomerSheet, lang: str | None = None) -> SheetView:
    """Show a customer sheet."""
    return SheetView(sheet, language.checked(lang or language.current()))
