"""The report of an audit: one HTML file that asks nothing of the network.

First how far the data can be trusted, in a line, and what matters (`Summary`); then the page of the data, what
is at stake, the nine stages, all that reading found and where every figure comes from. Everything was computed
before (`context.of`); here it is only set on the page.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

import pandas as pd
from markupsafe import Markup

from cashkit.dossier.dossier import SourceFile
from cashkit.dossier.findings import KINDS, Figure, Finding, Kind
from cashkit.ground import formats, language
from cashkit.publish import files, outputs
from cashkit.publish.first_page import FirstPage
from cashkit.publish.note_links import NoteLinks
from cashkit.publish.prose import Anchors, Prose
from cashkit.publish.running import Ran
from cashkit.publish.trust_page import TrustPage
from cashkit.stages.review import STAGES, Review
from cashkit.views import cells, records, tables, theme

NINE = tuple(stage for stage in STAGES if stage != "synthesis")
CASES, PRINTED = 7, 4
"""How many findings of a kind are told, and how many of them on paper; the file of findings holds them all."""


@dataclass(frozen=True)
class FigureRow:
    """A figure of the summary: its name, its value as written, how it is obtained."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class StageRow:
    """The verdict on a stage (good, watch, bad, not_applicable, not_assessed) and the fact behind it."""

    stage: str
    verdict: str
    fact: str = ""


@dataclass(frozen=True)
class Stake:
    """What is at stake of one kind: findings, the dearest first, and their total with no euro counted twice."""

    kind: Kind
    total: Decimal
    findings: Sequence[tuple[str, Finding]]
    """Each with the stage that found it."""


@dataclass(frozen=True)
class Summary:
    """What comes first: one sentence, figures, nine verdicts, what is at stake; `page` is the managing director's."""

    headline: str = ""
    figures: Sequence[FigureRow] = ()
    stages: Sequence[StageRow] = ()
    stakes: Sequence[Stake] = ()
    page: FirstPage | None = None
    trust: TrustPage | None = None
    """How far the data can be trusted: its line opens the page."""


@dataclass(frozen=True)
class ReportContext:
    """All that a report says, computed; `lost` says which stages' reviews failed, in a sentence."""

    name: str
    siren: str | None
    closing_date: date
    as_of: date
    lang: str
    summary: Summary
    reviews: Mapping[str, Review]
    data_findings: pd.DataFrame
    sources: Sequence[SourceFile] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)
    currency: str = "EUR"
    sheets: Mapping[str, str] = field(default_factory=dict)
    """Where the sheets of some customers stand beside the report, by code."""


@dataclass(frozen=True)
class Section:
    """One stage as it is shown: its name and anchor, what its notebook gave, and why part of it is missing."""

    key: str
    anchor: str
    blocks: Sequence[Markup] = ()
    lost: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether no notebook gave anything."""
        return not self.blocks

    @property
    def told(self) -> bool:
        """Tell whether the review itself is shown, for want of a notebook that came to its end."""
        return self.empty or bool(self.lost)


def html(context: ReportContext, ran: Sequence[Ran] = ()) -> str:
    """Return the report as one HTML page."""
    anchors = Anchors()
    for fixed in (
        "summary",
        "trust",
        "stakes",
        "contents",
        "content",
        "data",
        "appendix",
        "formulas",
        *STAGES,
        "welcome",
    ):
        anchors.new(fixed)
    by_name = {one.name: one for one in ran}
    notes = NoteLinks({number for review in context.reviews.values() for number in review.notes.values()})
    links = {f"{n:02d}_{key}": key for n, key in enumerate(("welcome", *STAGES))}
    sections = {
        key: _section(key, by_name.get(key), context, Prose(context.lang, anchors, links))
        for key in ("welcome", *STAGES)
    }
    sections = {key: replace(one, blocks=tuple(map(notes.linked, one.blocks))) for key, one in sections.items()}
    text: str = _template().render(
        context=context,
        summary=context.summary,
        sections=sections,
        nine=NINE,
        words=_Words(context.lang, notes),
        files=files,
        style=Markup(theme.stylesheet() + _style(context)),  # noqa: S704  (ours, and the name in it is escaped)
        formats=formats,
        cases=CASES,
        printed=PRINTED,
        kinds=KINDS,
    )
    return cells.printable(text, lines=True)  # a stranger's control characters are no HTML


def _section(key: str, ran: Ran | None, context: ReportContext, prose: Prose) -> Section:
    shown = tuple(block for block in outputs.blocks(ran.notebook, prose, key) if block) if ran is not None else ()
    sentences = [context.lost.get(key, ""), ran.say(context.lang) if ran is not None else ""]
    return Section(key, key, shown, " ".join(filter(None, sentences)))


class _Words:
    """What the template says, in the language of the report."""

    def __init__(self, lang: str, notes: NoteLinks) -> None:
        self.lang = lang
        self.notes = notes

    def __call__(self, key: str, **params: object) -> str:
        """Return the words of the table `report`."""
        return language.say(f"report.{key}", self.lang, **params)

    def of(self, key: str, **params: object) -> str:
        """Return the words of any table, by "room.key"."""
        return language.say(key, self.lang, **params)

    def figures(self, review: Review) -> Markup:
        """Return a review's figures, each with its formula, inputs, rows and source."""
        shown = records.figures_table(review.figure_records, self.lang, notes=review.notes)
        return self.notes.linked(Markup(shown.html()))  # noqa: S704  (views escape every text)

    def place(self, number: str) -> str:
        """Return the identifier of the first place that mentions a note, "" when none does."""
        return self.notes.place(number)

    def note(self, figure: Figure) -> Sequence[str]:
        """Return how a figure was made, line by line after its name and value."""
        return figure.explain(self.lang).splitlines()

    def findings(self, review: Review) -> Markup:
        """Return a review's findings."""
        return Markup(self._filed(review).html())  # noqa: S704

    def _filed(self, review: Review) -> tables.Table:
        shown = records.findings_table(review.finding_records, self.lang, limit=CASES)
        return replace(shown, file=files.table_file(files.ALL_FINDINGS))

    def missing(self, review: Review) -> Markup:
        """Return what a review could not assess."""
        return Markup(records.not_assessed_table(review.missing, self.lang).html())  # noqa: S704

    def data(self, frame: pd.DataFrame) -> Markup:
        """Return what reading the files found, one row a code."""
        return Markup(tables.table(frame, self.lang, caption="data_findings").html())  # noqa: S704

    def grade(self, grade: str) -> Markup:
        """Return a grade of the data as a sign and a word."""
        return Markup(records.grade_badge(grade, self.lang).html())  # noqa: S704

    def badge(self, verdict: str) -> Markup:
        """Return a verdict as a sign and a word."""
        return Markup(records.verdict_badge(verdict, self.lang).html())  # noqa: S704


@functools.cache
def _template() -> Any:  # noqa: ANN401  (Jinja's template, imported when a report is made)
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    loader = PackageLoader("cashkit.publish", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("report.html")


def _style(context: ReportContext) -> str:
    """Return our style sheet, with the foot of printed pages as CSS text."""
    foot = f"{context.name} · {language.say('report.subject', context.lang, as_of=context.as_of)}"
    source = resources.files("cashkit.publish").joinpath("templates", "report.css").read_text(encoding="utf-8")
    page = language.say("report.page", context.lang)
    return source.replace("@FOOT@", css_text(foot)).replace("@PAGE@", css_text(page))


def css_text(text: str) -> str:
    r"""Return a text as a CSS string that nothing in it can close.

    >>> css_text('a"}')
    '"a\\22 \\7d "'
    """
    return '"' + "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text) + '"'
