"""Maturity: how far a company masters each stage, from measures held against two bounds each (`maturity.csv`).

A measure at its good bound or better earns two points, at its fair bound one, else none; one that is not known does not
count. The share of the points that could be earned gives the level: mastered from 90 %, followed from 60 %, partial
from 30 %, undergone below. A stage whose verdict is bad is followed at most; one without any measure is not assessed.

>>> rule = Rule("recovery", "overdue_rate", "", "low", 0.25, 0.15)
>>> [rule.points(share) for share in (0.15, 0.16, 0.25, 0.26)]
[2, 1, 1, 0]
>>> [level(share, "good") for share in (0.9, 0.89, 0.6, 0.3, 0.29)]
['mastered', 'followed', 'followed', 'partial', 'undergone']
>>> level(1.0, "bad")
'followed'

Units: those of each figure; `per` divides a figure by another of its stage. Bounds are the trade's usage or proposals
of the kit (`basis`): they serve to compare a company with itself.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import Figure, shown
from cashkit.ground import language
from cashkit.stages.review import STAGES

if TYPE_CHECKING:
    from cashkit.stages.nine import Nine

COLUMNS = ("stage", "maturity", "points_earned", "weakest")
LEVELS = (("mastered", 0.9), ("followed", 0.6), ("partial", 0.3), ("undergone", 0.0))
UNKNOWN = "not_assessed"
BEST = 2
"""The points of a measure that is good."""


@dataclass(frozen=True)
class Rule:
    """One row of `maturity.csv`."""

    stage: str
    figure: str
    per: str
    better: str
    fair: float
    good: float

    def points(self, value: float) -> int:
        """Return the points that a value earns."""
        sign = 1 if self.better == "high" else -1
        return sum(sign * value >= sign * bound for bound in (self.fair, self.good))

    def value(self, asked: Nine) -> float | None:
        """Return what is measured; None where it is not known."""
        found = asked.number(self.stage, self.figure)
        if found is None or not self.per:
            return None if found is None else float(found)
        whole = asked.number(self.stage, self.per)
        return float(found / whole) if whole else None

    def told(self, value: float, asked: Nine, lang: str | None = None) -> str:
        """Return a measure beside its good bound, as a sentence."""
        figure = asked.figure(self.stage, self.figure) or Figure(self.figure, None, "rate")
        unit = "rate" if self.per else figure.unit
        written = {"value": shown(value, unit, lang), "good": shown(self.good, unit, lang)}
        name = language.say(f"stages.maturity_{self.figure}", lang) if self.per else figure.label(lang)
        return language.say(f"stages.maturity_{self.better}", lang, name=name, **written)


@functools.cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in the order of the stages."""
    source = resources.files("cashkit.stages").joinpath("maturity.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return tuple(
        Rule(row["stage"], row["figure"], row["per"], row["better"], float(row["fair"]), float(row["good"]))
        for row in rows
    )


def profile(asked: Nine) -> pd.DataFrame:
    """Return the maturity of the nine stages: stage, maturity, points_earned, weakest."""
    return pd.DataFrame([_row(stage, asked) for stage in STAGES if stage in asked.reviews], columns=list(COLUMNS))


def _row(stage: str, asked: Nine) -> tuple[str, str, str, str]:
    known = [(rule, value) for rule in rules() if rule.stage == stage and (value := rule.value(asked)) is not None]
    if not known:
        return stage, UNKNOWN, "–", "–"
    earned, most = sum(rule.points(value) for rule, value in known), BEST * len(known)
    weakest, value = min(known, key=lambda pair: pair[0].points(pair[1]))
    gap = weakest.told(value, asked) if weakest.points(value) < BEST else "–"
    told = language.say("stages.maturity_points", earned=earned, most=most)
    return stage, level(earned / most, asked.reviews[stage].verdict), told, gap


def level(share: float, verdict: str) -> str:
    """Return the level of a share of the points; a bad verdict leaves no stage mastered."""
    reached = next(name for name, bound in LEVELS if share >= bound)
    return "followed" if verdict == "bad" and reached == "mastered" else reached
