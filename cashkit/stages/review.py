"""What a review of one stage hands on: figures, findings, tables, and what could not be assessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from cashkit.dossier.findings import Figure, Finding, NotAssessed
from cashkit.ground import language

STAGES = (
    "inform",
    "credit_line",
    "account",
    "order",
    "delivery",
    "invoice",
    "collection",
    "recovery",
    "impact",
    "synthesis",
)


@dataclass(frozen=True)
class Review:
    """The review of a stage at a date.

    `tables` maps a words key of the table `tables` to a frame whose columns are keys of the
    words table `columns`; amounts in them are euros (float, two decimals), days are int or float.
    `verdict` is good, watch, bad or not_assessed, `reason` a words key with its parameters.
    """

    stage: str
    as_of: date
    figure_records: Sequence[Figure] = ()
    finding_records: Sequence[Finding] = ()
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    missing: Sequence[NotAssessed] = ()
    verdict: str = "not_assessed"
    reason: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    def figure(self, key: str) -> Figure:
        """Return one figure by its key."""
        return next(figure for figure in self.figure_records if figure.key == key)

    @property
    def notes(self) -> Mapping[str, str]:
        """The number of the note that explains each figure in a report: stage, then place."""
        stage = STAGES.index(self.stage) + 1
        return {one.key: f"{stage}-{place}" for place, one in enumerate(self.figure_records, 1)}

    @property
    def figures(self) -> pd.DataFrame:
        """The figures as a frame: key, label, value, unit, text, formula, source, reason."""
        return pd.DataFrame(
            [
                (f.key, f.label(), f.value, f.unit, f.text(), f.formula(), f.source, f.reason)
                for f in self.figure_records
            ],
            columns=["key", "label", "value", "unit", "text", "formula", "source", "reason"],
        )

    @property
    def findings(self) -> pd.DataFrame:
        """The findings as a frame, one row each; message and action are in the language in force."""
        own = ["code", "severity", "table", "key", "customer_id", "kind"]
        rows = [
            (
                *(getattr(f, name) for name in own),
                float(f.amount_at_stake),
                f.message(),
                f.action(),
                f.source,
                f.who,
                f.since,
            )
            for f in self.finding_records
        ]
        names = [*own, "amount_at_stake", "message", "action", "source", "who", "since"]
        return pd.DataFrame(rows, columns=names)

    @property
    def not_assessed(self) -> pd.DataFrame:
        """What could not be assessed: point, table, columns, message, gain."""
        rows = [
            (n.point, n.table, ", ".join(n.columns), n.message(), language.say(f"points.{n.gain}") if n.gain else "")
            for n in self.missing
        ]
        return pd.DataFrame(rows, columns=["point", "table", "columns", "message", "gain"])
