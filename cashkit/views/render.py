"""A table written out: as HTML that holds nothing but escaped text, or as aligned text.

HTML carries classes only (`ck-n` a number, `ck-l` text with line breaks, `ck-strong` a bold row), no
identifier of its own and nothing that changes from one run to the next.

"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from cashkit.ground import language
from cashkit.views import cells, theme

if TYPE_CHECKING:
    from cashkit.views.tables import Column, Table

_CLASSES = {"lines": ' class="ck-l"', "date": ' class="ck-d"', "month": ' class="ck-d"'}
_CODE, _CODES = ' class="ck-d"', frozenset({"id", "invoice_id", "customer_id", "order_id", "payment_id", "dispute_id"})
"""Columns of codes, which would break at their hyphens."""
_GAP = "  "
_WIDE, _WIDER = 7, 12
"""More columns than A4 holds in the usual type, in the smaller one."""


def html(table: "Table") -> str:
    """Return the table inside a box that scrolls by itself when the window is narrow."""
    heads = "".join(f'<th scope="col"{_class(c)}>{escape(c.heading)}</th>' for c in table.columns)
    parts = [
        _opening(table),
        "<table>",
        f"<caption>{escape(table.caption)}</caption>" if table.caption else "",
        f"<thead><tr>{heads}</tr></thead>",
        "<tbody>",
        *_body(table),
        "</tbody>",
        f"<tfoot>{_row(_opens(table), map(escape, table.total))}</tfoot>" if table.total else "",
        "</table>",
        *_notes(table),
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


def _notes(table: "Table") -> Iterable[str]:
    """Yield the note of the screen, and that of paper where fewer rows are printed."""
    if table.note:
        kind = "ck-more ck-screen" if table.printed_note else "ck-more"
        yield f'<p class="{kind}">{escape(table.note)}</p>'
    if table.printed_note:
        yield f'<p class="ck-more ck-paper">{escape(table.printed_note)}</p>'


def styled(fragment: str) -> str:
    """Return a fragment with the style sheet before it, for a notebook."""
    return f"<style>\n{theme.stylesheet()}</style>\n{fragment}"


def badge(unit: str, code: object, text: str) -> str:
    """Return a sign and a word on a coloured ground; an unknown code is plain text."""
    if code not in cells.BADGES[unit]:
        return escape(text)
    _, ink, paper = cells.BADGES[unit][str(code)]
    return f'<span class="ck-badge" style="color:{ink};background:{paper}">{escape(text)}</span>'


def text(table: "Table", rows: int) -> str:
    """Return the table as aligned text, `rows` rows at most."""
    body = [*table.rows[:rows], *([table.total] if table.total else [])]
    lines = [[" ".join(cell.split("\n")) for cell in row] for row in (table.headings, *body)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    written = [_aligned(line, widths, table.columns) for line in lines]
    cut = max(len(table.rows) - rows, 0) + table.more
    key = "views.more_rows_in_total" if table.total else "views.more_rows"
    note = language.say(key, table.lang, n=cut) if cut else table.note
    return "\n".join(line for line in (table.caption, *written, note) if line)


def _opening(table: "Table") -> str:
    name = escape(table.caption or language.say("views.scrolls", table.lang))
    width = len(table.columns)
    kinds = {"ck-cards": table.cards, "ck-wider": width > _WIDER, "ck-wide": _WIDE < width <= _WIDER}
    kind = " ".join(["ck-table", *(name for name, wanted in kinds.items() if wanted)])
    return f'<div class="{kind}" role="region" aria-label="{name}" tabindex="0">'


def _body(table: "Table") -> Iterable[str]:
    made = [_badges(column) if column.codes else [escape(cell) for cell in column.cells] for column in table.columns]
    opens = _opens(table)
    for i, row in enumerate(zip(*made, strict=True)):
        kinds = {"ck-strong": i in table.strong, "ck-screen": i >= table.printed}
        kind = " ".join(name for name, wanted in kinds.items() if wanted)
        yield _row(opens, row, f' class="{kind}"' if kind else "")


def _opens(table: "Table") -> list[str]:
    """Return the opening tag of each column's cells: its class, and its heading where rows become cards."""
    labels = [_label(column, table.lang) if table.cards else "" for column in table.columns]
    return [f"<td{_class(column)}{label}>" for column, label in zip(table.columns, labels, strict=True)]


def _row(opens: Sequence[str], made: Iterable[str], kind: str = "") -> str:
    return f"<tr{kind}>" + "".join(f"{start}{cell}</td>" for start, cell in zip(opens, made, strict=True)) + "</tr>"


def _badges(column: "Column") -> list[str]:
    return [badge(column.unit, code, cell) for code, cell in zip(column.codes, column.cells, strict=True)]


def _label(column: "Column", lang: str) -> str:
    return f' data-label="{escape(language.say("views.label", lang, name=column.heading))}"'


def _class(column: "Column") -> str:
    if column.unit in cells.NUMBERS:
        return ' class="ck-n"'
    return _CODE if column.key in _CODES else _CLASSES.get(column.unit, "")


def _aligned(line: Sequence[str], widths: Sequence[int], columns: Sequence["Column"]) -> str:
    pairs = zip(line, widths, columns, strict=True)
    return _GAP.join(t.rjust(w) if c.unit in cells.NUMBERS else t.ljust(w) for t, w, c in pairs).rstrip()
