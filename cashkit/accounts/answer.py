"""An answer to one of the nine questions: a verdict, the figures it rests on, and its reason in a sentence.

Verdicts: `good`, `watch`, `bad`; `not_applicable` when the question has no sense for this company
(no sales, no fixed assets); `not_assessed` when something is missing, and the sentence says what.
Nothing is computed from missing data.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.functional import FunctionalBalance, functional_balance
from cashkit.accounts.intermediate_balances import Sig, intermediate_balances
from cashkit.accounts.ratios import share
from cashkit.accounts.remarks import Remark
from cashkit.dossier.findings import Figure
from cashkit.ground import language
from cashkit.ground.money import Money

Verdict = Literal["good", "watch", "bad", "not_applicable", "not_assessed"]
QUESTIONS = ("turnover", "result", "margin", "investment", "need", "cash", "other_receivables", "equity", "liens")


@dataclass(frozen=True)
class Answer:
    """The answer to one question; `reason` is a words key of `accounts`, filled by `params`."""

    question: str
    verdict: Verdict
    reason: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def number(self) -> int:
        """The place of the question, from 1 to 9."""
        return QUESTIONS.index(self.question) + 1

    def title(self, lang: str | None = None) -> str:
        """Return the question."""
        return language.say(f"accounts.question_{self.question}", lang)

    def sentence(self, lang: str | None = None) -> str:
        """Return the reason of the verdict, and the remarks that go with it."""
        said = [language.say(f"accounts.{self.reason}", lang, **self.params)]
        return " ".join(said + [remark.say(lang) for remark in self.remarks])


@dataclass(frozen=True)
class Sector:
    """The medians of a sector, as far as they are known: growth and margin as fractions, days."""

    turnover_growth: float | None = None
    operating_surplus_rate: float | None = None
    customer_days: float | None = None


@dataclass(frozen=True)
class Liens:
    """What the register of liens (URSSAF, Treasury) said on a day, in euros; nothing published is two zeros."""

    consulted_on: date
    active: Money = 0
    cleared: Money = 0


@dataclass(frozen=True)
class Case:
    """What the nine questions are asked about: accounts, thresholds, sector, liens."""

    accounts: AnnualAccounts
    limits: Mapping[str, float]
    sector: Sector
    liens: Liens | None = None

    @property
    def before(self) -> AnnualAccounts | None:
        """The accounts of the year before, as far as they are known."""
        return self.accounts.previous

    @cached_property
    def sig(self) -> Sig | None:
        """The intermediate balances; None when the year's flows are not known."""
        return intermediate_balances(self.accounts.income) if self.accounts.income else None

    @cached_property
    def sheet(self) -> FunctionalBalance | None:
        """The functional balance sheet of the closing."""
        return functional_balance(self.accounts)

    @cached_property
    def sheet_before(self) -> FunctionalBalance | None:
        """The functional balance sheet of the closing before."""
        return functional_balance(self.before) if self.before else None

    @property
    def growth(self) -> float | None:
        """The growth of turnover, both years brought to twelve months; None when one is unknown."""
        if self.before is None or not self.before.known("FL") or not self.accounts.known("FL"):
            return None
        ratio = share(self.accounts.total("FL") / self.accounts.months, self.before.total("FL") / self.before.months)
        return None if ratio is None else change(ratio)


def change(ratio: float) -> float:
    """Return what a ratio of two years adds, free of binary dust: 0.84 is -0.16, so that thresholds are met exactly.

    >>> change(0.84)
    -0.16
    """
    return round(ratio - 1, 9)


def figure(key: str, value: Decimal | float | None, **inputs: object) -> Figure:
    """Return a figure of the reading; its unit stands in the words table `figures`."""
    unit = language.table("figures")[key]["unit"]
    return Figure(key, value, unit, inputs)


def open_question(question: str, reason: str, *figures: Figure) -> Answer:
    """Return an answer that could not be given, with its reason and the figures that are known."""
    return Answer(question, "not_assessed", reason, figures=figures)


def no_question(question: str, reason: str, *figures: Figure) -> Answer:
    """Return an answer to a question that has no sense here."""
    return Answer(question, "not_applicable", reason, figures=figures)
