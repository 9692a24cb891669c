"""Markdown made HTML for the report: text escaped, headings in order, links that stay harmless.

>>> str(Prose("en").html("# Title\\n## *Late* & <b>owed</b>"))
'<h3 id="late-b-owed-b"><em>Late</em> &amp; &lt;b&gt;owed&lt;/b&gt;</h3>\\n'

The first heading of a notebook is left out: the report has its own for every stage. HTML inside
Markdown is shown as text, comments are dropped, pictures and formulas are drawn into the page.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cashkit.publish import drawings, formulas

if TYPE_CHECKING:
    from mistune import HTMLRenderer

TOP = 3
"""Headings of notebooks stand under those of the report's sections, which are of level 2."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"'<>]+")
_PICTURE = re.compile(r"data:(image/(?:png|jpeg));base64,(.+)", re.DOTALL)


def slug(text: str) -> str:
    """Return a text as a part of an address or of a file's name: unaccented lower-case letters, digits, hyphens.

    >>> slug("Où part l'argent ?"), slug("../../etc")
    ('ou-part-l-argent', 'etc')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


@dataclass
class Anchors:
    """The identifiers given in one report, each once."""

    given: Counter[str] = field(default_factory=Counter)

    def new(self, text: str) -> str:
        """Return an identifier for a text that nothing else bears."""
        name = slug(text) or "section"
        self.given[name] += 1
        if self.given[name] == 1:
            return name
        return self.new(f"{name}-{self.given[name]}")


@dataclass
class Prose:
    """The Markdown of one notebook; `sections` says where links to other notebooks lead."""

    lang: str
    anchors: Anchors = field(default_factory=Anchors)
    sections: Mapping[str, str] = field(default_factory=dict)
    titled: bool = False
    level: int = TOP - 1
    heading: str = ""
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def html(self, markdown: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> Markup:
        """Return one cell's Markdown as HTML."""
        self.attachments = attachments or {}
        return Markup(self._renderer(_COMMENT.sub("", markdown)))  # noqa: S704  (mistune escapes HTML; what is added is escaped here)

    @functools.cached_property
    def _renderer(self) -> Callable[[str], Any]:
        import mistune  # noqa: PLC0415  (comes with nbconvert; needed when a report is made)

        plugins = ["table", "strikethrough", "math"]
        return mistune.create_markdown(escape=True, renderer=_renderer_of(self), plugins=plugins)

    def title(self, html: str, level: int) -> str:
        """Return a heading: the notebook's first `#` left out, no level skipped, an identifier of its own."""
        if level == 1 and not self.titled:
            self.titled = True
            return ""
        self.level = min(max(level + 1, TOP), self.level + 1, 6)
        self.heading = unescape(_TAGS.sub("", html))
        return f'<h{self.level} id="{self.anchors.new(self.heading)}">{html}</h{self.level}>\n'

    def link(self, html: str, url: str) -> str:
        """Return a link to the web or to another section; any other is only its text."""
        name = url.rpartition("/")[2].partition("#")[0]
        if name.endswith(".ipynb") and name.removesuffix(".ipynb") in self.sections:
            return f'<a href="#{self.sections[name.removesuffix(".ipynb")]}">{html}</a>'
        return f'<a href="{escape(url)}" rel="noopener noreferrer">{html}</a>' if _LINK.fullmatch(url) else html

    def picture(self, alt: str, url: str) -> str:
        """Return a picture that is inside the notebook; any other is only its alternative text."""
        for kind, data in self.attachments.get(url.removeprefix("attachment:"), {}).items():
            url = f"data:{kind};base64,{data}"
        found = _PICTURE.fullmatch(url)
        shown = drawings.bitmap(found[2], found[1], alt) if found else ""
        return str(shown or escape(alt))


def _renderer_of(prose: Prose) -> "HTMLRenderer":
    from mistune import HTMLRenderer  # noqa: PLC0415

    class Renderer(HTMLRenderer):
        def heading(self, text: str, level: int, **_: Any) -> str:  # noqa: ANN401
            return prose.title(text, level)

        def link(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002  (a title says nothing in print)
            return prose.link(text, url)

        def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
            return prose.picture(unescape(_TAGS.sub("", text)), url)

        def table(self, text: str) -> str:
            return f'<div class="ck-table" tabindex="0"><table>\n{text}</table></div>\n'

        def inline_math(self, text: str) -> str:
            return formulas.inline(text, prose.anchors.new("formula"))

        def block_math(self, text: str) -> str:
            return f'<p class="formula">{formulas.inline(text, prose.anchors.new("formula"))}</p>\n'

    return Renderer(escape=True)
