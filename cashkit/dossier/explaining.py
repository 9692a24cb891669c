"""Explaining: how a figure was made, or a finding, told line by line in the reader's language.

Formula in words, the same with its numbers, what was fed in with units, the rows read (which, how many, the first),
source, date and view of the items. Texts of the files are shown without their control characters; in a notebook
everything is escaped.

>>> from decimal import Decimal
>>> from cashkit.dossier.findings import Figure
>>> inputs = {"overdue": Decimal(30), "gross_open": Decimal(120)}
>>> for line in Figure("overdue_rate", 0.25, "rate", inputs).explain("en").splitlines():
...     print(line)
overdue rate: 25%
Overdue divided by open invoices, without doubtful items; retention is overdue only past its release.
Calculation: overdue / open invoices = €30.00 / €120.00 = 25%
- overdue: €30.00
- open invoices: €120.00
Source: Definition of cashkit: no standard sets this figure

Errors: none; what is not known of a figure has no line.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cashkit.dossier.provenance import provenance, written
from cashkit.ground import language
from cashkit.ground.money import euros

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cashkit.dossier.findings import Figure, Finding, RowsUsed

FIRST = 3
"""How many rows are named."""


class Explained(str):
    """An explanation: text that a notebook shows line by line."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        first, *rest = self.splitlines() or [""]
        return "<br>\n".join([f"<strong>{escape(first)}</strong>", *map(escape, rest)])


def explained(figure: Figure, lang: str) -> Explained:
    """Return label and value of a figure, then how it was made."""
    lines = [f"{figure.label(lang)}{_colon(lang)}{figure.text(lang)}", *_words(figure, lang)]
    lines += [*_calculation(figure, lang), *_inputs(figure, lang)]
    return _joined([*lines, *_rows(figure, lang), *_circumstances(figure, lang)])


def brief(figure: Figure, lang: str) -> Explained:
    """Return what a table of figures has room for: formula, reason, inputs, and the rows and source of its own."""
    return _joined([*_words(figure, lang), *_inputs(figure, lang), figure.rows, figure.source])


def meaning(figure: Figure, lang: str) -> Explained:
    """Return the formula in words, and the reason of a figure that cannot be computed: what stands beside its note."""
    return _joined(_words(figure, lang))


def _joined(lines: Sequence[str]) -> Explained:
    return Explained("\n".join(printable(line) for line in lines if line))


def _words(figure: Figure, lang: str) -> list[str]:
    return [figure.formula(lang), language.say(f"figures.{figure.reason}", lang) if figure.reason else ""]


def _inputs(figure: Figure, lang: str) -> list[str]:
    from cashkit.dossier.findings import shown  # noqa: PLC0415  (findings speak through this module)

    return [f"- {_name(key, lang)}{_colon(lang)}{shown(v, _unit(key), lang)}" for key, v in figure.inputs.items()]


def _calculation(figure: Figure, lang: str) -> list[str]:
    """Return the formula with its names, then with its numbers, where both are known."""
    from cashkit.dossier.findings import shown  # noqa: PLC0415  (findings speak through this module)

    made = provenance(figure.key)
    if not made.expression or figure.value is None or any(figure.inputs.get(name) is None for name in made.names):
        return []
    named = written(made.expression, lambda name: _name(name, lang))
    filled = written(made.expression, lambda name: shown(figure.inputs[name], _unit(name), lang))
    return [_told("calculation", f"{named} = {filled} = {figure.text(lang)}", lang)]


def _rows(figure: Figure, lang: str) -> Iterator[str]:
    yield figure.rows
    if figure.used:
        yield _told("rows", language.say("views.list_joint", lang).join(used(one, lang) for one in figure.used), lang)


def used(rows: RowsUsed, lang: str) -> str:
    """Return which rows were read, how many, and the first of them."""
    what = language.say(f"explain.{rows.words}", lang, arg=rows.arg)
    told = language.say("explain.counted", lang, n=rows.count, what=what)
    first = ", ".join(rows.first[:FIRST])
    return told + (language.say("explain.first", lang, first=first) if first else "")


def _circumstances(figure: Figure, lang: str) -> Iterator[str]:
    """Yield source, date and view."""
    from cashkit.dossier.findings import shown  # noqa: PLC0415  (findings speak through this module)

    source = figure.origin(lang)
    yield _told("source", source, lang) if source else ""
    if figure.as_of is not None:
        yield _told("as_of", shown(figure.as_of, "date", lang), lang)
    if figure.view:
        yield _told("view", language.say(f"explain.view_{figure.view}", lang), lang)


def explained_finding(finding: Finding, lang: str) -> Explained:
    """Return the sentence of a finding, what is at stake, the rows that it touches, its source and what to do."""
    from cashkit.ground import formats  # noqa: PLC0415  (Babel is loaded when a number is shown)

    kind = language.say(f"views.kind.{finding.kind}", lang)
    lines = [finding.message(lang), _told("at_stake", f"{formats.money(finding.amount_at_stake, lang)}, {kind}", lang)]
    lines += [_told("since", formats.date(finding.since, lang), lang)] if finding.since else []
    if finding.items:
        total = euros(sum(cents for _, _, cents in finding.items))
        told = language.say("explain.once", lang, n=len(finding.items), amount=total)
        parts = [
            language.say("explain.touched", lang, table=table, key=key, amount=euros(cents))
            for table, key, cents in finding.items[:FIRST]
        ]
        lines.append(_told("items", language.say("views.list_joint", lang).join([told, *parts]), lang))
    lines += [_told("source", finding.source, lang)] if finding.source else []
    lines.append(_told("action", finding.action(lang), lang))
    return _joined(lines)


def printable(text: str) -> str:
    """Return a text without the control characters that a terminal would obey.

    >>> printable("F1\\x1b[2J")
    'F1\ufffd[2J'
    """
    return "".join(sign if sign.isprintable() or sign in "\u00a0\u202f" else "\ufffd" for sign in text)


def _told(key: str, text: str, lang: str) -> str:
    return f"{language.say(f'explain.{key}', lang)}{_colon(lang)}{text}"


def _colon(lang: str) -> str:
    return language.say("figures.colon", lang)


def _name(key: str, lang: str) -> str:
    return language.say(f"figures.{key}", lang)


def _unit(key: str) -> str:
    return language.table("figures")[key].get("unit") or "text"
