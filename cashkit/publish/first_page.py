"""The first page of the report: what a managing director reads in a minute, on one sheet.

One sentence, five figures with last year and a target, nine verdicts with a fact each, what to do with who and by
when, the decisions to sign, the effect in 90 days. All of it stands in the tables of the synthesis; here it is
only written for the page.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from cashkit.ground import formats, language
from cashkit.stages.review import Review
from cashkit.views.cells import word

TABLES = ("page_lines", "five_figures", "nine_verdicts", "cases_to_act", "decisions", "ninety_days", "six_sentences")
_MEMO = ("losses", "growth")
"""The sentences told for memory under the effect in 90 days: the first that there is."""


@dataclass(frozen=True)
class FigureLine:
    """One of the five figures."""

    figure: str
    value: str
    last_year: str
    target: str
    so_what: str
    note: str = ""
    """The number of the note that explains it."""


@dataclass(frozen=True)
class VerdictLine:
    """The verdict on a stage and its fact."""

    stage: str
    verdict: str
    fact: str
    grade: str = ""
    """Whether the data are enough to say so: enough, partly, not."""
    maturity: str = ""
    """How far the company masters the stage, in a word."""


@dataclass(frozen=True)
class CaseLine:
    """Something to do: what, how much, who, by when."""

    to_do: str
    amount: str
    who: str
    due_by: str
    customer: str = ""
    """The code of its customer, where it is about one."""


@dataclass(frozen=True)
class FirstPage:
    """The page, written; what is not known is empty."""

    trust: str
    figures: Sequence[FigureLine]
    stages: Sequence[VerdictLine]
    cases: Sequence[CaseLine]
    decisions: Sequence[str]
    ninety_days: str = ""
    memo: str = ""
    headline: str = ""
    sentences: Sequence[str] = ()
    """What the audit says, in full: told after the page."""


def first_page(synthesis: Review, lang: str) -> FirstPage | None:
    """Return the page of a synthesis; None for one that does not hold its tables."""
    if not set(TABLES) <= set(synthesis.tables):
        return None
    tables = synthesis.tables
    lines = dict(zip(tables["page_lines"]["line_key"], tables["page_lines"]["sentence"], strict=True))
    said = dict(zip(tables["six_sentences"]["subject"], tables["six_sentences"]["sentence"], strict=True))
    return FirstPage(
        trust=str(lines.get("trust", "")),
        headline=str(lines.get("on_top", "")) or language.say(synthesis.reason, lang, **synthesis.params),
        figures=_figures(synthesis),
        stages=_stages(tables, lang),
        cases=tuple(_case(row, lang) for row in tables["cases_to_act"].to_dict("records")),
        decisions=tuple(map(str, tables["decisions"]["decision"])),
        ninety_days=_ninety(tables["ninety_days"], lang),
        memo=next((str(said[key]) for key in _MEMO if key in said), ""),
        sentences=tuple(map(str, said.values())),
    )


def _stages(tables: Mapping[str, pd.DataFrame], lang: str) -> tuple[VerdictLine, ...]:
    """Return the nine verdicts, each with the maturity of its stage where the synthesis tells it."""
    told = tables.get("maturity", pd.DataFrame(columns=["stage", "maturity"]))
    known = {stage: word("maturity", level, lang) for stage, level in zip(told["stage"], told["maturity"], strict=True)}
    rows = (tuple(map(str, row)) for row in tables["nine_verdicts"].itertuples(index=False))
    return tuple(replace(VerdictLine(*row), maturity=known.get(row[0], "")) for row in rows)


def _figures(synthesis: Review) -> tuple[FigureLine, ...]:
    """Return the five figures, each with its note where the figure itself is at hand."""
    told = synthesis.tables["five_figures"].itertuples(index=False)
    notes = [*synthesis.notes.values()] + [""] * len(synthesis.tables["five_figures"])
    return tuple(FigureLine(*map(str, (*row, note))) for row, note in zip(told, notes, strict=False))


def _case(row: Mapping[Hashable, Any], lang: str) -> CaseLine:
    amount = formats.short_money(row["amount_at_stake"], lang)
    if pd.notna(row["within"]):
        within = formats.short_money(row["within"], lang)
        amount = language.say("report.amount_within", lang, amount=amount, within=within)
    who = language.say(f"views.who.{row['who']}", lang)
    return CaseLine(str(row["to_do"]), amount, who, formats.date(row["due_by"], lang), row.get("case_customer", ""))


def _ninety(goals: pd.DataFrame, lang: str) -> str:
    """Return the goals in 90 days as one line: "échu 488 k€, retard 9,8 jours ..."."""
    pairs = zip(goals["goal"], goals["in_90_days"], strict=True)
    return ", ".join(f"{language.say(f'views.goal.{goal}', lang)} {value}" for goal, value in pairs)
