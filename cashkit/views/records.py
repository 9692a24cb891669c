"""The records of a review as tables: figures that explain themselves, findings with what to do, what is missing.

A figure that cannot be computed says why; findings of different kinds are never added up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cashkit.dossier import explaining
from cashkit.dossier.findings import DataFinding, Figure, Finding, NotAssessed
from cashkit.ground import language
from cashkit.views import cells, render
from cashkit.views.tables import Table, table


def figures_table(
    records: Iterable[Figure], lang: str | None = None, *, notes: Mapping[str, str] | None = None
) -> Table:
    """Show figures: label, value, then formula, reason, what was fed in, rows and source.

    `notes` gives the number of the note that explains a figure whole, by the figure's key: its formula is enough then.
    """
    lang = language.checked(lang or language.current())
    notes = notes or {}
    told = {True: explaining.meaning, False: explaining.brief}
    rows = [(_named(one, lang, notes), one.text(lang), told[one.key in notes](one, lang)) for one in records]
    return table(_frame(rows, "figure", "value", "formula"), lang, caption="figures")


def findings_table(records: Iterable[Finding], lang: str | None = None, *, limit: int | None = None) -> Table:
    """Show findings: severity, sentence, euros at stake, kind, since when; for the first of a code, what to do."""
    lang = language.checked(lang or language.current())
    rows, told = [], set()
    for one in records:
        words = one.message(lang) if one.code in told else f"{one.message(lang)}\n→ {one.action(lang)}"
        told.add(one.code)
        rows.append((one.severity, words, float(one.amount_at_stake), one.kind, one.since))
    frame = _frame(rows, "severity", "message", "amount_at_stake", "kind", "since")
    kept = frame.astype({"since": "datetime64[s]"}) if frame["since"].notna().any() else frame.drop(columns="since")
    return table(kept, lang, caption="findings", units={"message": "lines"}, limit=limit)


def data_findings_table(records: Iterable[DataFinding], lang: str | None = None, *, limit: int | None = None) -> Table:
    """Show what is wrong with the data: severity, code, sentence, where, how often; once a code, what to do."""
    lang = language.checked(lang or language.current())
    rows, told = [], set()
    for one in records:
        action = "" if one.code in told else one.action(lang)
        told.add(one.code)
        words = f"{one.message(lang)}\n→ {action}" if action else one.message(lang)
        rows.append((one.severity, one.code, words, one.file, one.line, one.count))
    frame = _frame(rows, "severity", "code", "message", "file", "line", "count")
    return table(frame, lang, caption="data_findings", units={"message": "lines"}, limit=limit)


def not_assessed_table(records: Iterable[NotAssessed], lang: str | None = None) -> Table:
    """Show what could not be assessed, the table that is missing and what it would add."""
    lang = language.checked(lang or language.current())
    rows = [
        (_point(n.point, lang), n.table_label(lang), ", ".join(n.column_labels(lang)), _point(n.gain, lang))
        for n in records
    ]
    frame = _frame(rows, "point", "table", "columns", "gain")
    return table(frame, lang, caption="not_assessed", units={"table": "text"})


@dataclass(frozen=True)
class Badge:
    """A verdict or a grade: a sign and a word, on a ground that only repeats them."""

    verdict: str
    lang: str
    unit: str = "verdict"

    def html(self) -> str:
        """Return the badge as HTML, without the style sheet."""
        return render.badge(self.unit, self.verdict, str(self))

    def _repr_html_(self) -> str:
        return render.styled(self.html())

    def __str__(self) -> str:
        """Return the sign and the word."""
        return cells.signed(self.unit, self.verdict, self.lang)

    __repr__ = __str__


def verdict_badge(verdict: str, lang: str | None = None) -> Badge:
    """Show a verdict: good, watch, bad, not_applicable or not_assessed.

    >>> verdict_badge("watch", "fr")
    ▲ à surveiller
    """
    return Badge(verdict, language.checked(lang or language.current()))


def grade_badge(grade: str, lang: str | None = None) -> Badge:
    """Show whether the data are enough to assess a stage: enough, partly or not.

    >>> grade_badge("partly", "fr")
    ◐ en partie
    """
    return Badge(grade, language.checked(lang or language.current()), "grade")


def _named(figure: Figure, lang: str, notes: Mapping[str, str]) -> str:
    """Return the label of a figure, with the number of its note where it has one."""
    label = _opening(figure.label(lang))
    if figure.key not in notes:
        return label
    return language.say("views.with_note", lang, label=label, note=notes[figure.key])


def _opening(label: str) -> str:
    """Return a label as the first word of a line: "chiffre d'affaires" becomes "Chiffre d'affaires"."""
    return label[:1].upper() + label[1:]


def _point(key: str, lang: str) -> str:
    return language.say(f"points.{key}", lang) if key else ""


def _frame(rows: Sequence[tuple[object, ...]], *names: str) -> pd.DataFrame:
    return pd.DataFrame({name: [row[i] for row in rows] for i, name in enumerate(names)})
