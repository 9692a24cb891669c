"""The look of charts and tables: colours, type and hatches that stay readable in grey and on a phone.

Buckets run from light to dark as the delay grows, so that the order survives a black and white
print; a verdict is a sign and a word first, a colour second.

>>> lightness(BUCKETS["not_due"]) > lightness(BUCKETS["91+"])
True
>>> from matplotlib.figure import Figure
>>> described = alt(Figure().subplots(), "Overdue: €12k.")
>>> described.figure.cashkit_alt
'Overdue: €12k.'

Source of the accents: the colour-blind safe palette of Okabe and Ito, Color Universal Design (2008).
"""

import functools
from collections.abc import Mapping
from contextlib import AbstractContextManager
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#1a1a1a"
FAINT = "#6b6b6b"
RULE = "#d9d9d9"
PAPER = "#ffffff"

BUCKETS: Mapping[str, str] = {
    "not_due": "#d6e4f0",
    "1-30": "#fdc281",
    "31-60": "#e88a45",
    "61-90": "#b4502f",
    "91+": "#5c1420",
    "unapplied": "#ffffff",
}
"""The fill of each bucket; other edges take these in their order (`bucket_colours`)."""

HATCHES: Mapping[str, str] = {"unapplied": "////"}
"""What tells a fill from another where lightness does not."""

SERIES: Mapping[str, tuple[str, str]] = {
    "period": ("#0072b2", "-"),
    "rolling": ("#d55e00", "--"),
    "count_back": ("#1a1a1a", "-."),
    "best_possible": ("#007a5a", ":"),
}
"""Colour and dash of each line of a history."""

VERDICTS: Mapping[str, tuple[str, str, str]] = {
    "good": ("✓", "#0b4a3a", "#d9efe6"),
    "watch": ("▲", "#6b3f00", "#fdebc8"),
    "bad": ("✗", "#7a0c1e", "#f9d9d6"),
    "not_applicable": ("–", "#3d3d3d", "#ececec"),
    "not_assessed": ("?", "#3d3d3d", "#ececec"),
}
"""Sign, ink and paper of each verdict; its word is `views.verdict.<key>`."""

SEVERITIES: Mapping[str, tuple[str, str, str]] = {
    "stop": ("■", "#ffffff", "#7a0c1e"),
    "error": ("✗", "#7a0c1e", "#f9d9d6"),
    "warning": ("▲", "#6b3f00", "#fdebc8"),
    "info": ("i", "#1d3f5e", "#dde9f4"),
}
"""Sign, ink and paper of each severity; its word is `views.severity.<key>`."""

GRADES: Mapping[str, tuple[str, str, str]] = {
    "enough": ("●", "#0b4a3a", "#d9efe6"),
    "partly": ("◐", "#6b3f00", "#fdebc8"),
    "not": ("○", "#3d3d3d", "#ececec"),
}
"""Sign, ink and paper of each grade of the data; its word is `views.grade.<key>`."""

WIDTH = 5.8
"""Width of a chart in inches: 557 pixels, so that type of 10.5 points is 9.4 pixels high on a phone of 390."""

RC: Mapping[str, object] = {
    "figure.figsize": (WIDTH, 3.4),
    "figure.dpi": 96,
    "figure.facecolor": PAPER,
    "figure.titlesize": 12.5,
    "figure.titleweight": "bold",
    "savefig.facecolor": PAPER,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "Helvetica"],
    "font.size": 10.5,
    "axes.titlesize": 12.5,
    "axes.labelsize": 10.5,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.formatter.use_locale": False,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
    "text.parse_math": False,  # a customer named "$A$" is no formula
    "legend.frameon": False,
    "legend.fontsize": 10.5,
    "hatch.color": FAINT,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",
    "svg.hashsalt": "cashkit",
}


def set_theme() -> None:
    """Give the charts that the user draws (matplotlib, seaborn) the look of cashkit's own."""
    from cycler import cycler  # noqa: PLC0415  (comes with matplotlib, which tables do not need)
    from matplotlib import style  # noqa: PLC0415  (two seconds, and tables do not need it)

    style.use({**RC, "axes.prop_cycle": cycler(color=[colour for colour, _ in SERIES.values()])})


def drawing() -> AbstractContextManager[None]:
    """Put this look in force for a block, whatever the user has set: two drawings are the same bytes."""
    from matplotlib import style  # noqa: PLC0415  (two seconds, and tables do not need it)

    return style.context(dict(RC), after_reset=True)


def bucket_colours(names: list[str]) -> list[str]:
    """Return one fill for each bucket, light to dark, whatever the edges."""
    if all(name in BUCKETS for name in names):
        return [BUCKETS[name] for name in names]
    late = [BUCKETS[name] for name in ("1-30", "31-60", "61-90", "91+")]
    steps = max(len(names) - 2, 1)
    picked = [late[round(i * (len(late) - 1) / steps)] for i in range(len(names) - 1)]
    return [BUCKETS["not_due"], *picked]


def lightness(colour: str) -> float:
    """Return how light a colour is in grey, 0 (black) to 1 (white), as ITU-R BT.709 weighs it."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def alt(ax: "Axes", text: str) -> "Axes":
    """Keep, with the figure, what a reader who does not see it must know; the report and `show` use it."""
    setattr(ax.get_figure(root=True), "cashkit_alt", text)  # noqa: B010  (our own mark on matplotlib's record)
    return ax


@functools.cache
def stylesheet() -> str:
    """Return the style sheet of tables, badges and charts; it names only classes that start with `ck-`."""
    return resources.files("cashkit.views").joinpath("style.css").read_text(encoding="utf-8")
