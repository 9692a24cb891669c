"""The reading of a balance sheet: nine questions, and one verdict on solvency in the short term.

The verdict rests on the five questions that decide whether the company can pay soon: result,
working capital need, cash, equity, liens. It is

- not assessed while cash or equity is not known;
- bad with an active lien, or when cash or equity is bad and a second of the five is not good;
- to watch when one of the five is bad or to watch;
- good otherwise.

The rule is proposed here, it is no published score; its reasons come with it.

>>> from datetime import date
>>> from cashkit.accounts.cells import typed_cells
>>> typed = {"AT": (200, 80), "BX": (300, 0), "CF": 90, "DA": 250, "DI": 30, "DX": 230, "FI": 900, "FW": 870}
>>> reading = read_balance_sheet(AnnualAccounts("", date(2025, 12, 31), 12, typed_cells(typed)))
>>> [(answer.number, answer.verdict) for answer in reading.answers][5:8], reading.verdict
([(6, 'good'), (7, 'good'), (8, 'good')], 'watch')
>>> [(answer.question, answer.verdict) for answer in reading.reasons]
[('need', 'bad')]
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cashkit.accounts import earnings, financing, signals, treasury
from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.answer import QUESTIONS, Answer, Case, Liens, Sector, Verdict, no_question
from cashkit.accounts.thresholds import thresholds as in_force
from cashkit.ground import language

ASKED = (
    earnings.turnover,
    earnings.result,
    earnings.margin,
    financing.investment,
    treasury.need,
    treasury.cash,
    signals.other_receivables,
    financing.equity,
    signals.liens,
)
SOLVENCY = ("cash", "equity", "result", "need", "liens")
NOT_GOOD: tuple[Verdict, ...] = ("bad", "watch")


@dataclass(frozen=True)
class Reading:
    """Nine answers, the verdict on solvency in the short term, and the answers that made it."""

    answers: tuple[Answer, ...]
    verdict: Verdict
    reasons: tuple[Answer, ...]

    def answer(self, question: str) -> Answer:
        """Return the answer to one question by its key."""
        return self.answers[QUESTIONS.index(question)]

    def sentence(self, lang: str | None = None) -> str:
        """Return the verdict as a sentence, followed by its reasons."""
        said = [language.say(f"accounts.solvency_{self.verdict}", lang)]
        return " ".join(said + [answer.sentence(lang) for answer in self.reasons])

    def frame(self, lang: str | None = None) -> pd.DataFrame:
        """Return one row a question: number, question, title, verdict, verdict_label, sentence."""
        rows = [
            (a.number, a.question, a.title(lang), a.verdict, verdict_label(a.verdict, lang), a.sentence(lang))
            for a in self.answers
        ]
        return pd.DataFrame(rows, columns=["number", "question", "title", "verdict", "verdict_label", "sentence"])


def verdict_label(verdict: Verdict, lang: str | None = None) -> str:
    """Return a verdict in words."""
    return language.say(f"views.verdict.{verdict}", lang)


def read_balance_sheet(
    accounts: AnnualAccounts,
    *,
    sector: Sector | None = None,
    liens: Liens | None = None,
    thresholds: Mapping[str, float] | None = None,
) -> Reading:
    """Ask the nine questions of a company's annual accounts.

    `sector` gives the medians to compare with, `liens` what the register said, `thresholds` one's
    own values for some of `thresholds.csv`. What is not known is not assessed.
    """
    case = Case(accounts, in_force(thresholds), sector or Sector(), liens)
    return _read(tuple(ask(case) for ask in ASKED))


def reading_without_accounts(reason: str) -> Reading:
    """Return the reading of a customer whose accounts are not to be had: nothing applies, nothing is held against it.

    `reason` is `no_accounts_public` (public bodies file none) or `no_accounts_confidential` (a legal option).
    """
    return Reading(tuple(no_question(question, reason) for question in QUESTIONS), "not_applicable", ())


def _read(answers: tuple[Answer, ...]) -> Reading:
    asked = {answer.question: answer for answer in answers}
    five = [asked[question] for question in SOLVENCY]
    verdict = solvency(asked)
    weak = sorted((one for one in five if one.verdict in NOT_GOOD), key=lambda one: NOT_GOOD.index(one.verdict))
    missing = [one for one in five[:2] if one.verdict == "not_assessed"]
    reasons = missing if verdict == "not_assessed" else weak or five[:2]
    return Reading(answers, verdict, tuple(reasons))


def solvency(asked: Mapping[str, Answer]) -> Verdict:
    """Return the verdict on solvency in the short term, by the rule of this module."""
    verdicts = [asked[question].verdict for question in SOLVENCY]
    weak = sum(verdict in NOT_GOOD for verdict in verdicts)
    if "not_assessed" in verdicts[:2]:
        return "not_assessed"
    if asked["liens"].verdict == "bad" or ("bad" in verdicts[:2] and weak > 1):
        return "bad"
    return "watch" if weak else "good"
