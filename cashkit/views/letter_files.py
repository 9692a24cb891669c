"""A letter as a file: an HTML page that asks nothing of the network, and a DOCX that a word processor opens.

All text is escaped, nothing in it is a field, a link or a formula, and the same letter gives the same bytes.

>>> from datetime import date
>>> from cashkit.stages.statement_of_account import Debtor, Statement
>>> from cashkit.views.letters import Dates, Sender, letter
>>> one = Statement(1, Debtor("C1", "<script>", ""), "statement", "email", ())
>>> made = letter(one, Sender("Ombrelune", None, "EUR"), Dates(date(2025, 12, 31), date(2025, 12, 31)), "en")
>>> "&lt;script&gt;" in as_html(made), "<script>" in as_html(made), as_docx(made) == as_docx(made)
(True, False, True)
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cashkit.views.settled import settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import _Cell

    from cashkit.views.letters import Letter

_NUMBERS = 4
"""From this column on, cells stand at the right."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def as_html(one: Letter) -> str:
    """Return a letter as an HTML page."""
    return str(_template().render(one=one))


@functools.cache
def _template() -> Any:  # noqa: ANN401  (Jinja's template, imported when a letter is made)
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    loader = PackageLoader("cashkit.views", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("letter.html")


def as_docx(one: Letter) -> bytes:
    """Return a letter as the bytes of a DOCX."""
    import docx  # noqa: PLC0415  (python-docx is loaded when a letter is made)

    document = docx.Document()
    _described(document, one)
    for note in one.notes:
        document.add_paragraph().add_run(f"[{note}]").italic = True
    document.add_paragraph("\n".join(one.sender))
    document.add_paragraph("\n".join(one.recipient)).paragraph_format.left_indent = _half_width(document)
    document.add_paragraph(one.dated)
    document.add_paragraph().add_run(one.subject_line).bold = True
    for text in (one.reference, *one.before):
        document.add_paragraph(text)
    _table(document, one)
    for text in ("", *one.after):
        document.add_paragraph(text)
    document.add_paragraph("\n".join(one.signature))
    return settled(document.save)


def _described(document: Document, one: Letter) -> None:
    """Say what the file is; nobody's name and no clock stand in its properties."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = one.subject_line[:255], "", "", ""
    about.language = one.lang
    about.created = about.modified = _EPOCH


def _half_width(document: Document) -> int:
    section = document.sections[0]
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return (int(width or 0) - int(left or 0) - int(right or 0)) // 2


def _table(document: Document, one: Letter) -> None:
    table = document.add_table(rows=0, cols=len(one.headings))
    table.style = "Table Grid"
    for row in (one.headings, *one.rows):
        _filled(table.add_row().cells, row, strong=row is one.headings)
    for place, (label, amount) in enumerate(one.sums, 1):
        cells = table.add_row().cells
        merged = cells[0].merge(cells[-2])
        _filled([merged, cells[-1]], (label, amount), strong=place == len(one.sums), numbers=1)


def _filled(cells: Sequence[_Cell], texts: Sequence[str], *, strong: bool, numbers: int = _NUMBERS) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold, run.font.size = strong, Pt(9)
        if place >= numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
