"""HTML that a notebook's cell gave, with nothing left that could act: tables and plain text.

Only the tags and attributes named here pass; everything is written out anew, with its text
escaped and its tags closed. Links lose their target, headings become strong paragraphs, and a
very long or very wide table is cut and says so.

>>> str(clean('<p onclick="x()">1 < 2 <script>alert(1)</script><a href="javascript:x">go</a>', "en"))
'<p>1 &lt; 2 go</p>'
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from cashkit.ground import language

ROWS, CELLS, DEPTH = 200, 40, 60


def words(text: str) -> frozenset[str]:
    """Return the words of a text: the tags or attributes of a list."""
    return frozenset(text.split())


_DROPPED = words(
    "script style template iframe object svg math noscript head title textarea select option canvas audio video"
)
_TABLE = words("table caption colgroup thead tbody tfoot tr th td")
_TEXT = words("p br ul ol li dl dt dd strong em b i small sub sup code pre")
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_VOID = words("br")
_OURS = re.compile(r"ck-[a-z-]+")
_BADGE = re.compile(r"color:#[0-9a-f]{6};background:#[0-9a-f]{6}")
_SPAN = re.compile(r"[1-9]\d{0,2}")
_PLAIN_ATTRIBUTES = {"scope": re.compile(r"col|row|colgroup|rowgroup"), "colspan": _SPAN, "rowspan": _SPAN}
_UNIT = r"(?:[\s\u00a0\u202f]?(?:€|%|k€|M€|j|d|jours?|days?))"
_NUMBER = re.compile(rf"[-+(\u2212]?[€£$]?\d[\d\s.,\u00a0\u202f]*{_UNIT}?\)?")
_NOTHING = frozenset(("NaN", "NaT", "None", "<NA>", "nan"))
_SHAPE = re.compile(r"(\d+) rows × (\d+) columns")
_MISSING = "–"


@dataclass
class Node:
    """An element that passed, with what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)
    parts: int = 0
    left_out: int = 0
    """Of a group of rows or a row: how many rows or cells it has, and how many more were cut."""

    def text(self) -> str:
        """Return the text without its tags."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.inside)

    def children(self, *tags: str) -> list["Node"]:
        """Return the elements of some tags right inside."""
        return [part for part in self.inside if isinstance(part, Node) and part.tag in tags]


def clean(html: str, lang: str) -> Markup:
    """Return harmless HTML, with the tables of pandas and of cashkit made ready for the report."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Markup("".join(_written(part, lang, boxed=False) for part in reader.root.inside).strip())  # noqa: S704  (every text in it was escaped here)


class _Reader(HTMLParser):
    """Builds the tree of what passes; the stack holds the elements that are open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.stack = [self.root]
        self.dropping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, unless it is dropped, cut or only unwrapped."""
        if self.dropping:
            if tag == self.dropping[0]:
                self.dropping.append(tag)
            return
        if tag in _DROPPED or self._beyond(tag):
            self.dropping = [tag]
            return
        made = _allowed(tag, attrs)
        if made is None or len(self.stack) > DEPTH:
            return
        if tag in {"td", "th", "tr", "p", "li"}:
            self._close_unclosed(tag)
        self.stack[-1].inside.append(made)
        self.stack[-1].parts += tag in {"tr", "td", "th"}
        if made.tag not in _VOID:
            self.stack.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close at once."""
        if tag in _VOID or (tag not in _DROPPED and not self.dropping):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those left open inside it."""
        if self.dropping:
            if tag == self.dropping[0]:
                self.dropping.pop()
            return
        tag = "p" if tag in _HEADINGS else tag
        open_tags = [node.tag for node in self.stack]
        if tag and tag in open_tags:
            place = len(open_tags) - 1 - open_tags[::-1].index(tag)
            del self.stack[place:]

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if not self.dropping:
            self.stack[-1].inside.append(data)

    def _beyond(self, tag: str) -> bool:
        """Tell whether a row or a cell is one too many, and count it."""
        holder = self.stack[-1]
        row = tag == "tr" and holder.tag in {"table", "tbody"} and holder.parts >= ROWS
        cell = tag in {"td", "th"} and holder.tag == "tr" and holder.parts >= CELLS
        holder.left_out += row or cell
        return row or cell

    def _close_unclosed(self, tag: str) -> None:
        closed = {"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr"}}.get(tag, {tag})
        while self.stack[-1].tag in closed:
            self.stack.pop()


def _allowed(tag: str, attrs: Iterable[tuple[str, str | None]]) -> Node | None:
    given = {name: value or "" for name, value in attrs}
    kept = {name: given[name] for name, form in _PLAIN_ATTRIBUTES.items() if form.fullmatch(given.get(name, ""))}
    ours = " ".join(token for token in given.get("class", "").split() if _OURS.fullmatch(token))
    if ours:
        kept["class"] = ours
    if tag == "td" and "data-label" in given:
        kept["data-label"] = given["data-label"]
    if tag == "div" and "ck-table" in ours.split():
        return Node(tag, {"class": ours, "role": "region", "aria-label": given.get("aria-label", ""), "tabindex": "0"})
    if tag == "span" and ours == "ck-badge" and _BADGE.fullmatch(given.get("style", "")):
        return Node(tag, {"class": ours, "style": given["style"]})
    if tag in _HEADINGS:
        return Node("p", {"class": "strong"})
    return Node(tag, kept) if tag in _TABLE | _TEXT or (tag == "div" and ours) else None


def _written(part: Node | str, lang: str, *, boxed: bool) -> str:
    if isinstance(part, str):
        return escape(part, quote=False)
    if part.tag == "p" and (shape := _SHAPE.fullmatch(part.text().strip())):
        return f'<p class="ck-more">{escape(language.say("report.shape", lang, rows=shape[1], columns=shape[2]))}</p>'
    if part.tag == "table":
        return _table(part, lang, boxed=boxed)
    names = "".join(f' {name}="{escape(value)}"' for name, value in part.attributes.items())
    if part.tag in _VOID:
        return f"<{part.tag}{names}>"
    boxed = boxed or "ck-table" in part.attributes.get("class", "")
    return f"<{part.tag}{names}>{''.join(_written(child, lang, boxed=boxed) for child in part.inside)}</{part.tag}>"


def _table(table: Node, lang: str, *, boxed: bool) -> str:
    """Write a table; one that is not ours gets its box, aligned numbers and named headings."""
    rows = [row for group in (table, *table.children("tbody")) for row in group.children("tr")]
    if not boxed:
        _adapt(table, rows)
    inside = "".join(_written(part, lang, boxed=True) for part in table.inside)
    html = f"<table>{inside}</table>" + _cut(table, rows, lang)
    if boxed:
        return html
    name = escape(language.say("views.scrolls", lang))
    return f'<div class="ck-table{_width(rows)}" role="region" aria-label="{name}" tabindex="0">{html}</div>'


def _width(rows: list[Node]) -> str:
    most = max((len(row.children("td", "th")) for row in rows), default=0)
    return " wider" if most > 12 else " wide" if most > 7 else ""  # noqa: PLR2004  (what A4 holds at each size of type)


def _adapt(table: Node, rows: list[Node]) -> None:
    heads = [row for group in table.children("thead") for row in group.children("tr")]
    for cell in (cell for row in heads for cell in row.children("th", "td")):
        cell.tag = "th" if cell.text().strip() else "td"
        if cell.tag == "th":
            cell.attributes.setdefault("scope", "col")
    for cell in (cell for row in rows for cell in row.children("th")):
        cell.attributes.setdefault("scope", "row")
    for cell in (cell for row in rows for cell in row.children("td")):
        if cell.text().strip() in _NOTHING:
            cell.inside = [_MISSING]
    for place in _number_columns(rows):
        for row in (*heads, *rows):
            cells = row.children("td", "th")
            if place < len(cells):
                cells[place].attributes["class"] = "ck-n"


def _number_columns(rows: list[Node]) -> list[int]:
    if not rows or any("colspan" in cell.attributes for row in rows for cell in row.children("td", "th")):
        return []
    columns = zip(*(row.children("td", "th") for row in rows), strict=False)
    return [place for place, column in enumerate(columns) if _all_numbers([cell.text().strip() for cell in column])]


def _all_numbers(texts: list[str]) -> bool:
    known = [text for text in texts if text not in {"", _MISSING}]
    return bool(known) and all(_NUMBER.fullmatch(text) for text in known)


def _cut(table: Node, rows: list[Node], lang: str) -> str:
    more_rows = table.left_out + sum(group.left_out for group in table.children("tbody"))
    more_columns = max((row.left_out for row in rows), default=0)
    notes = []
    if more_rows:
        notes.append(language.say("views.more_rows", lang, n=more_rows))
    if more_columns:
        notes.append(language.say("report.more_columns", lang, n=more_columns))
    return "".join(f'<p class="ck-more">{escape(note)}</p>' for note in notes)
