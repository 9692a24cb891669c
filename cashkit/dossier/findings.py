"""The records that readers and reviews hand on: what is wrong, what was computed, what could not be.

They hold codes and values, never sentences: the words are made from `codes.csv` and the words
tables in the language asked for.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from cashkit.dossier import codes, explaining, provenance
from cashkit.ground import language
from cashkit.ground.currency import EURO

Kind = Literal["loss", "cash_late", "yearly_cost", "exposure"]
KINDS: tuple[Kind, ...] = ("loss", "cash_late", "yearly_cost", "exposure")
DETAILS = 20


@dataclass(frozen=True)
class DataFinding:
    """Something about the data: where it stands, what was read, what was made of it.

    `count` is how many such places this record stands for: the counts of a code sum to the
    true number, however many are told one by one (`capped`).
    """

    code: str
    severity: str
    file: str = ""
    line: int | None = None
    field: str = ""
    value: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    count: int = 1

    def message(self, lang: str | None = None) -> str:
        """Return the finding as a sentence."""
        lang = lang or language.current()
        return language.fill(codes.code(self.code).words(lang), lang, self._fields())

    def action(self, lang: str | None = None) -> str:
        """Return what to do about it, as a sentence."""
        lang = lang or language.current()
        return language.fill(codes.code(self.code).action(lang), lang, self._fields())

    def _fields(self) -> dict[str, object]:
        """Return what the sentences of a finding may name."""
        own = {"file": self.file, "line": "–" if self.line is None else self.line, "field": self.field}
        return {**own, "value": self.value, "count": self.count, **self.params}


def data_finding(
    code: str,
    /,
    *,
    file: str = "",
    line: int | None = None,
    field: str = "",
    value: object = "",
    count: int = 1,
    **params: object,
) -> DataFinding:
    """Make a finding with the severity of its code; a long value is cut at 80 characters."""
    return DataFinding(code, codes.code(code).severity, file, line, field, str(value)[:80], params, count)


def capped(findings: Iterable[DataFinding], total: int | None = None, details: int = DETAILS) -> list[DataFinding]:
    """Keep the first findings of one code and let the last kept stand for the rest.

    `total` is the number of places when more exist than were made into findings.
    """
    kept = list(findings)
    total = len(kept) if total is None else total
    kept = kept[:details]
    if kept and total > len(kept):
        kept[-1] = replace(kept[-1], count=total - len(kept) + 1)
    return kept


@dataclass(frozen=True)
class Finding:
    """A fault in the client cycle, with the euros at stake and the rows that it touches.

    `kind` is loss, cash_late, yearly_cost or exposure: kinds are never added to each other.
    `items` names the rows and the cents of each, (table, id, cents), so that no euro counts twice.
    `key` is the id of the row in `table`, several sorted and joined by "+".
    """

    code: str
    severity: str
    table: str
    key: str
    customer_id: str | None
    kind: Kind
    amount_at_stake: Decimal
    items: tuple[tuple[str, str, int], ...] = ()
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    source: str = ""

    @property
    def who(self) -> str:
        """The customer (or group) by its name and its code, the code alone where no name is known."""
        code = self.customer_id or (self.key if self.table == "customers" else "")
        name = str(self.params.get("name") or "")
        return f"{name} ({code})" if name and code and name != code else name or code

    @property
    def since(self) -> date | None:
        """The day since which it lasts, where the review has told it (parameter `since`)."""
        day = self.params.get("since")
        return day.date() if isinstance(day, datetime) else day if isinstance(day, date) else None

    def message(self, lang: str | None = None) -> str:
        """Return the finding as a sentence."""
        lang = lang or language.current()
        return language.fill(codes.code(self.code).words(lang), lang, self._fields())

    def action(self, lang: str | None = None) -> str:
        """Return what to do about it, as a sentence."""
        lang = lang or language.current()
        return language.fill(codes.code(self.code).action(lang), lang, self._fields())

    def _fields(self) -> dict[str, object]:
        """Return what the sentences of a finding may name."""
        own = {"key": self.key, "customer": self.customer_id or "", "who": self.who, "amount": self.amount_at_stake}
        return {**own, **self.params}

    def explain(self, lang: str | None = None) -> explaining.Explained:
        """Return sentence, amount with its kind, rows touched, source and what to do as lines of text."""
        return explaining.explained_finding(self, lang or language.current())


@dataclass(frozen=True)
class RowsUsed:
    """Rows that a figure was made from: a words key of the table `explain` (with its `arg`), how many, the first."""

    words: str
    count: int
    first: tuple[str, ...] = ()
    arg: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure that explains itself.

    `key` names its words in the table `figures` (label in fr and en, formula as
    `definition_fr`, `definition_en`). `unit` is eur (the dossier's
    currency), euro (what a law sets in euros), days, rate, ratio, count, date or text. `inputs` are
    what the formula was fed with, by words key of the same table. `value` is None when it
    cannot be computed, and `reason` (a words key of the same table) says why. `used`, `as_of` and
    `view` tell the rows read, the date and how items are matched; a review fills them in.
    """

    key: str
    value: Decimal | float | int | str | None
    unit: str
    inputs: Mapping[str, object] = dataclasses.field(default_factory=dict)
    rows: str = ""
    source: str = ""
    reason: str = ""
    used: tuple[RowsUsed, ...] = ()
    as_of: date | None = None
    view: str = ""

    def label(self, lang: str | None = None) -> str:
        """Return the name of the figure."""
        return language.say(f"figures.{self.key}", lang)

    def formula(self, lang: str | None = None) -> str:
        """Return how it is computed, in words."""
        lang = lang or language.current()
        return language.fill(language.table("figures")[self.key][f"definition_{lang}"], lang, {})

    def text(self, lang: str | None = None) -> str:
        """Return the value as its reader writes it."""
        return (
            shown(self.value, self.unit, lang)
            if self.value is not None
            else language.say("figures.not_computable", lang)
        )

    def origin(self, lang: str | None = None) -> str:
        """Return the article or publication that defines it: its own, else that of `provenance.csv`."""
        known = provenance.provenance(self.key).source
        return self.source or (language.say(f"explain.{known}", lang) if known else "")

    def explain(self, lang: str | None = None) -> explaining.Explained:
        """Return label, value, formula, inputs, rows, source, date and view as lines of text."""
        return explaining.explained(self, lang or language.current())

    def _repr_html_(self) -> str:
        return self.explain()._repr_html_()


def shown(value: object, unit: str, lang: str | None = None) -> str:
    """Write a value of a unit (eur, euro, days, rate, ratio, count, date, text) for a reader."""
    from cashkit.ground import formats  # noqa: PLC0415  (Babel is loaded when a number is shown)

    lang = lang or language.current()
    if unit == "euro":
        return formats.money(value, lang, EURO)
    writers = {"eur": formats.money, "days": formats.days, "rate": formats.percent, "date": formats.date}
    if unit in writers:
        return writers[unit](value, lang)
    return formats.number(value, lang) if unit in {"count", "ratio"} else str(value)


@dataclass(frozen=True)
class NotAssessed:
    """A point that this dossier does not let one assess, and what would allow it.

    `point` and `gain` are keys of the words table `points`: what is looked at, and what the
    missing table would add. `table` and `columns` are what is missing.
    """

    point: str
    table: str
    columns: Sequence[str] = ()
    gain: str = ""

    def message(self, lang: str | None = None) -> str:
        """Return "not assessed: ..." as a sentence."""
        lang = lang or language.current()
        point, columns = language.say(f"points.{self.point}", lang), ", ".join(self.column_labels(lang))
        key = "points.not_assessed_columns" if columns else "points.not_assessed"
        return language.say(key, lang, point=point, table=self.table_label(lang), columns=columns)

    def table_label(self, lang: str | None = None) -> str:
        """Return the name of the missing table in the trade's words, then as it is spelt."""
        return language.say(f"points.table_{self.table}", lang)

    def column_labels(self, lang: str | None = None) -> list[str]:
        """Return the names of the missing columns in the trade's words."""
        labels = [language.say(f"columns.{column}", lang) for column in self.columns]
        return [label[:1].lower() + label[1:] if label[1:2].islower() else label for label in labels]
