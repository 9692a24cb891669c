"""A chart: one question as its title, one set of axes that answers it, and the answer in words.

Every chart of this room takes what was computed, starts its bars at zero, is readable in grey,
and returns its Axes; `show` puts it in a notebook as SVG with the words for who does not see it.

>>> ax = canvas("How late is it?", height=2)
>>> theme.alt(ax, "Nothing is late.").figure.get_suptitle()
'How late is it?'
>>> "<title" in show(ax).svg() and "Nothing is late." in show(ax).svg()
True

The axes are made without pyplot: nothing stays open, and no notebook shows a chart twice.
"""

import hashlib
import io
import re
import textwrap
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, cast

from cashkit.ground import language
from cashkit.views import theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE_WIDTH = 54
_NO_METADATA = {"Creator": None, "Date": None, "Format": None, "Type": None}
_TAG = re.compile("<[^>]*>")
_IDENTIFIER = re.compile(r'(\bid="|url\(#|href="#)')


def canvas(title: str, height: float = 3.4) -> "Axes":
    """Return empty axes under a question; call it inside `theme.drawing()`."""
    from matplotlib.figure import Figure  # noqa: PLC0415  (two seconds, and tables do not need it)

    figure = Figure(figsize=(theme.WIDTH, height), layout="constrained")
    figure.suptitle("\n".join(textwrap.wrap(title, TITLE_WIDTH, break_on_hyphens=False)), x=0.01, ha="left")
    return figure.subplots()


def legend(ax: "Axes", columns: int) -> None:
    """Put the legend under the chart, where it takes no room from the bars on a narrow window."""
    figure = cast("Figure", ax.get_figure(root=True))
    figure.legend(loc="outside lower left", ncols=columns, handlelength=1.2, columnspacing=1.2)


def told(ax: "Axes", title: str, values: Iterable[str], lang: str) -> "Axes":
    """Keep the alternative text of a chart: its question, then what it shows, value by value."""
    joint = language.say("views.list_joint", lang)
    return theme.alt(ax, language.say("views.chart.alt", lang, title=title, values=joint.join(values)))


def listed(name: str, value: str, lang: str) -> str:
    """Return "name: value" for an alternative text."""
    return language.say("views.listed", lang, name=name, value=value)


def nothing(title: str, lang: str) -> "Axes":
    """Return a chart that says that there is nothing to show."""
    with theme.drawing():
        ax = canvas(title, height=1.2)
        ax.set_axis_off()
        ax.text(0, 0.5, language.say("views.chart.nothing", lang), va="center")
    return theme.alt(ax, f"{title} {language.say('views.chart.nothing', lang)}")


@dataclass(frozen=True)
class Shown:
    """A chart as a notebook shows it: SVG, its text searchable, its answer in words inside it."""

    ax: "Axes"

    @property
    def figure(self) -> "Figure":
        """The figure that holds the axes."""
        return cast("Figure", self.ax.get_figure(root=True))

    @property
    def alt(self) -> str:
        """The alternative text; empty when none was written (`theme.alt`)."""
        return str(getattr(self.figure, "cashkit_alt", ""))

    def svg(self) -> str:
        """Return the chart as one SVG element whose identifiers no other chart of a page has."""
        raw = io.StringIO()
        with theme.drawing(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # the browser has its own fonts
            self.figure.savefig(raw, format="svg", metadata=_NO_METADATA)
        return _described(raw.getvalue(), self.figure.get_suptitle(), self.alt)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002  (IPython asks)
        return {"image/svg+xml": self.svg(), "text/plain": self.alt}

    def __repr__(self) -> str:
        """Return the alternative text: what a terminal can show of a chart."""
        return self.alt


def show(ax: "Axes") -> Shown:
    """Show a chart in a notebook."""
    return Shown(ax)


def _described(svg: str, title: str, alt: str) -> str:
    """Return the SVG element with title, description and identifiers of its own."""
    body = svg[svg.index("<svg") :].strip()
    mark = hashlib.sha256((body + alt).encode()).hexdigest()[:8]
    body = _TAG.sub(lambda tag: _IDENTIFIER.sub(rf"\g<1>ck{mark}-", tag[0]), body)  # in tags: a name may hold id="
    end = body.index(">")
    said = f'role="img" aria-labelledby="ck{mark}-title ck{mark}-desc"'
    head = f'{body[:end]} class="ck-chart" {said} style="max-width:100%;height:auto">'
    flat = title.replace("\n", " ")
    words = f'<title id="ck{mark}-title">{escape(flat)}</title>\n<desc id="ck{mark}-desc">{escape(alt)}</desc>'
    return f"{head}\n{words}{body[end + 1 :]}\n"
