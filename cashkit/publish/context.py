"""Fill the context of a report from the dossier and the ten reviews: everything it says, nothing of how it looks."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib import metadata

import pandas as pd

from cashkit.dossier.codes import SEVERITIES
from cashkit.dossier.dossier import Dossier
from cashkit.dossier.due_date_share import real_due_date_share
from cashkit.dossier.findings import KINDS, DataFinding, Figure, Finding
from cashkit.ground import formats, language, money
from cashkit.publish.first_page import first_page
from cashkit.publish.report import NINE, FigureRow, ReportContext, StageRow, Stake, Summary
from cashkit.publish.trust_page import trust_page
from cashkit.stages.losses import at_stake
from cashkit.stages.review import Review

FIGURES = 5
_WRITERS = {
    "as_of": formats.date,
    "rates": formats.date,
    "margin_rate": formats.percent,
    "bank_balance": formats.money,
    "bank_line": formats.money,
    "real_due_dates": formats.percent,
}
_SOFTWARE = ("cashkit", "pandas", "numpy", "pyarrow", "papermill", "matplotlib")


@dataclass(frozen=True)
class Asked:
    """What was asked of an audit: the date, the language, and the other parameters by name."""

    as_of: date
    lang: str
    others: Mapping[str, object] = field(default_factory=dict)


def of(
    dossier: Dossier, reviews: Mapping[str, Review], asked: Asked, lost: Mapping[str, str] | None = None
) -> ReportContext:
    """Return the context of a report; `lost` says of which stages the review failed, in a sentence."""
    return ReportContext(
        name=dossier.name,
        siren=dossier.siren,
        closing_date=dossier.closing_date,
        as_of=asked.as_of,
        lang=asked.lang,
        summary=summary(reviews, asked.lang),
        reviews=reviews,
        data_findings=data_findings(dossier.data_findings, asked.lang),
        sources=dossier.sources,
        parameters=_parameters(dossier, asked),
        versions=versions(),
        lost=lost or {},
        currency=dossier.currency,
    )


def summary(reviews: Mapping[str, Review], lang: str) -> Summary:
    """Return what comes first: the managing director's page, nine verdicts, what is at stake."""
    synthesis = reviews.get("synthesis")
    figures = synthesis.figure_records[:FIGURES] if synthesis is not None else ()
    return Summary(
        headline=_fact(synthesis, lang) if synthesis is not None else "",
        figures=tuple(FigureRow(_label(figure, lang), figure.text(lang), _note(figure, lang)) for figure in figures),
        stages=tuple(_stage_row(stage, reviews.get(stage), lang) for stage in NINE),
        stakes=stakes(reviews),
        page=None if synthesis is None else first_page(synthesis, lang),
        trust=None if synthesis is None else trust_page(synthesis, lang),
    )


def _label(figure: Figure, lang: str) -> str:
    label = figure.label(lang)
    return label[:1].upper() + label[1:]


def _note(figure: Figure, lang: str) -> str:
    return language.say(f"figures.{figure.reason}", lang) if figure.reason else figure.formula(lang)


def _stage_row(stage: str, review: Review | None, lang: str) -> StageRow:
    return StageRow(stage, review.verdict, _fact(review, lang)) if review else StageRow(stage, "not_assessed")


def _fact(review: Review, lang: str) -> str:
    """Return the reason of a verdict; for want of one, the tables that the dossier lacks."""
    if review.reason:
        return language.say(review.reason, lang, **review.params)
    if not review.missing:
        return "" if review.verdict != "not_assessed" else language.say("report.not_assessed", lang)
    names = dict.fromkeys(_table_name(one.table, lang) for one in review.missing)
    return language.say("report.lacking", lang, tables=", ".join(names))


def _table_name(table: str, lang: str) -> str:
    key = f"table_{table}"
    return language.say(f"report.{key}", lang) if key in language.table("report") else table


def stakes(reviews: Mapping[str, Review]) -> tuple[Stake, ...]:
    """Return what is at stake, kind by kind, the dearest findings first."""
    found = [(stage, one) for stage in NINE if stage in reviews for one in reviews[stage].finding_records]
    made = []
    for kind in KINDS:
        of_kind = sorted((pair for pair in found if pair[1].kind == kind), key=_dearest)
        if of_kind:
            total = _total(reviews.get("synthesis"), kind)
            whole = at_stake(one for _, one in of_kind) if total is None else total
            made.append(Stake(kind, whole, tuple(of_kind)))
    return tuple(made)


def _total(synthesis: Review | None, kind: str) -> Decimal | None:
    """Return what the synthesis counts of a kind, None where it does not."""
    counted = None if synthesis is None else synthesis.tables.get("at_stake")
    if counted is None:
        return None
    found = counted.loc[counted["kind"] == kind, "amount_at_stake"]
    return money.euros(money.cents(float(found.iloc[0]))) if len(found) else None


def _dearest(pair: tuple[str, Finding]) -> tuple[Decimal, int, str, str]:
    stage, finding = pair
    return -finding.amount_at_stake, NINE.index(stage), finding.code, finding.key


def data_findings(found: Sequence[DataFinding], lang: str) -> pd.DataFrame:
    """Return one row a code, the gravest first: severity, code, count, the first message, where."""
    groups: dict[str, list[DataFinding]] = {}
    for one in found:
        groups.setdefault(one.code, []).append(one)
    ordered = sorted(groups.values(), key=lambda group: (SEVERITIES.index(group[0].severity), group[0].code))
    files = len({one.file for one in found if one.file}) > 1
    rows = [
        (one[0].severity, one[0].code, sum(n.count for n in one), one[0].message(lang), _where(one, lang, files=files))
        for one in ordered
    ]
    return pd.DataFrame(rows, columns=["severity", "code", "count", "message", "where"])


def _where(group: Sequence[DataFinding], lang: str, *, files: bool) -> str:
    """Return the place of the first finding; its file only where there are several."""
    first = group[0]
    place = [
        first.file if files else "",
        language.say("report.where_line", lang, line=first.line) if first.line else "",
    ]
    if sum(one.count for one in group) > 1 and any(place):
        place.append(language.say("report.and_more", lang))
    return ", ".join(filter(None, place))


def _parameters(dossier: Dossier, asked: Asked) -> dict[str, str]:
    values = {"as_of": asked.as_of, "closing_date": formats.date(dossier.closing_date, asked.lang)}
    values |= {"lang": language.say(f"report.parameter_lang_{asked.lang}", asked.lang), "currency": dossier.currency}
    values |= {name: value for name, value in asked.others.items() if value is not None}
    real = real_due_date_share(dossier, as_of=asked.as_of)
    values |= {} if real is None else {"real_due_dates": real}
    return {_named(name, asked.lang): _shown(name, value, asked.lang) for name, value in values.items()}


def _named(name: str, lang: str) -> str:
    key = f"parameter_{name}"
    return language.say(f"report.{key}", lang) if key in language.table("report") else name


def _shown(name: str, value: object, lang: str) -> str:
    return _WRITERS[name](value, lang) if name in _WRITERS else str(value)


def versions() -> dict[str, str]:
    """Return the versions of Python and of what makes the figures; what is not installed is left out."""
    found = {"Python": platform.python_version()}
    for name in _SOFTWARE:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
