"""A notebook that was run, as the blocks of its section: prose and results, no code.

Of each result the richest form that is safe is kept: a drawing, a bitmap, a table, Markdown, text.
Left out: code, warnings and stderr, widgets (static HTML would need a script from the network), the
bare names that Python gives to objects, cells tagged `not-in-report`, and sections that show nothing.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cashkit.ground import language
from cashkit.publish import drawings, markup
from cashkit.publish.prose import Prose
from cashkit.publish.sources import NOT_IN_REPORT

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEXT = 20_000
_WIDGET = "application/vnd.jupyter.widget-view+json"
_BITMAPS = ("image/png", "image/jpeg")
_MARKDOWN = ("text/markdown", "text/latex")
_OBJECT = re.compile(r"\[?\s*<[A-Za-z_][\w.]*[ :>].*>\s*\]?|\[?(?:Text|Line2D)\(.*\)\]?", re.DOTALL)


def blocks(notebook: "NotebookNode", prose: Prose, name: str) -> Iterator[Markup]:
    """Yield the blocks of a notebook in order; `name` prefixes the identifiers of its figures."""
    figures = 0
    for cell in _told(notebook):
        if cell.cell_type == "markdown":
            yield prose.html(cell.source, cell.get("attachments"))
        for output in cell.get("outputs", []):
            figures += 1
            yield block(output, prose, f"{name}-{figures}")


def _told(notebook: "NotebookNode") -> Iterator["NotebookNode"]:
    """Yield the cells for the report, without the sections (from one `##` on) whose code has nothing to show."""
    sections: list[list[NotebookNode]] = [[]]
    for cell in notebook.cells:
        if NOT_IN_REPORT in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            sections.append([])
        sections[-1].append(cell)
    for place, section in enumerate(sections):
        code = [cell for cell in section if cell.cell_type == "code"]
        if not (place and code) or any(cell.get("outputs") for cell in code):
            yield from section


def block(output: Mapping[str, Any], prose: Prose, prefix: str) -> Markup:
    """Return one result as HTML, empty when there is nothing to show."""
    if output["output_type"] == "stream":
        return _text(output["text"], prose.lang) if output["name"] == "stdout" else Markup()
    data = output.get("data", {})
    if _WIDGET in data:
        return Markup()
    if picture := _picture(data, output.get("metadata", {}), prose, prefix):
        return Markup('<figure class="chart">{}</figure>\n').format(picture)
    if "text/html" in data:
        return markup.clean(data["text/html"], prose.lang)
    for kind in _MARKDOWN:
        if kind in data:
            return prose.html(data[kind])
    return _text(_named(data.get("text/plain", "")), prose.lang)


def _named(plain: str) -> str:
    """Return a plain text, or nothing when it is only Python's name for an object."""
    return "" if _OBJECT.fullmatch(plain.strip()) else plain


def _picture(data: Mapping[str, str], metadata: Mapping[str, Any], prose: Prose, prefix: str) -> Markup:
    if "image/svg+xml" in data:
        found = drawings.svg(data["image/svg+xml"], prefix, _alt("image/svg+xml", data, metadata, prose))
        if found:
            return found
    for kind in _BITMAPS:
        if kind in data:
            width = _of_kind(kind, metadata).get("width")
            return drawings.bitmap(data[kind], kind, _alt(kind, data, metadata, prose), width)
    return Markup()


def _alt(kind: str, data: Mapping[str, str], metadata: Mapping[str, Any], prose: Prose) -> str:
    """Return the alternative text that comes with a picture, as metadata or as its plain text, or name its heading."""
    given = _of_kind(kind, metadata).get("alt") or _named(data.get("text/plain", "")).strip()
    return str(given) if given else language.say("report.chart_of", prose.lang, heading=prose.heading)


def _of_kind(kind: str, metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    found = metadata.get(kind, {})
    return found if isinstance(found, Mapping) else {}


def _text(text: str, lang: str) -> Markup:
    if not text.strip():
        return Markup()
    cut = text if len(text) <= TEXT else f"{text[:TEXT]}\n{language.say('report.more_text', lang)}"
    return Markup('<pre class="printed">{}</pre>\n').format(escape(cut.rstrip("\n")))
