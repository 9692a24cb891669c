"""A score: one number made of a few ratios, that sorted failing firms from sound ones in some year's sample.

- `conan_holder` (France, 1979): N = 24 EBE/debts + 22 permanent capital/assets + 16 (receivables and cash)/assets
  - 87 financial charges/sales - 10 personnel/value added; higher is better. Z = -N/100 is the same, risk first;
- `altman` (listed industry, 1968), `altman_private` (Z'), `altman_non_manufacturing` (Z''), `altman_emerging`
  (Z'' and 3.25, with bounds of its own: those of Z'' would call everybody safe);
- `springate` (1978) and `zmijewski` (1984; risk first: failing above 0, probability by the normal law);
- `banque_de_france` (Centrale de bilans, 1972-1979), for history only: one secondary source, from typed amounts.

>>> inputs = ScoreInputs.of(
...     total_assets=1000, working_capital=150, retained_earnings=120, operating_result=80, equity=330,
...     total_liabilities=670, total_debts=670, sales=2000, result_before_tax=55, net_result=40, current_assets=550,
...     current_liabilities=400, gross_operating_surplus=120, permanent_capital=600, receivables_and_cash=350,
...     financial_charges=25, personnel_charges=260, value_added=400)
>>> [round(score(inputs, method=name).value, 3) for name in ("conan_holder", "altman_private", "springate")]
[15.511, 2.661, 1.291]
>>> found = score(inputs, method="zmijewski")
>>> round(found.value, 3), round(found.probability, 3), found.zone, found.verdict
(-0.706, 0.24, 'safe', 'good')
>>> score(inputs, method="altman").reason.key, score(inputs, method="fiben").reason.key
('score_no_market_value', 'score_not_public')

A score that cannot be computed is None with a reason: an amount not known, a denominator that is nil or negative, a
firm or accounts that no score is for (`score_domain`). A method that is not public is never imitated.
Negative equity is told with a score that calls the firm sound all the same.
Errors: `ArgumentError` for a method that is none.
Source: `score_methods.csv`.
"""

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

import pandas as pd

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.answer import Verdict
from cashkit.accounts.remarks import Remark
from cashkit.accounts.score_domain import Firm, cautions, outside
from cashkit.accounts.score_inputs import ScoreInputs, score_inputs
from cashkit.accounts.score_methods import Method, Weighted, method_of
from cashkit.ground import language

NORMAL_LAW = ("zmijewski",)
NO_EQUITY = Remark("score_no_equity")


@dataclass(frozen=True)
class Term:
    """One term of a score: the ratio of two amounts, what it weighs, what it adds."""

    numerator: str
    denominator: str
    ratio: float
    weight: float
    contribution: float

    def label(self, lang: str | None = None) -> str:
        """Return the ratio in words."""
        return " / ".join(language.say(f"accounts.input_{one}", lang) for one in (self.numerator, self.denominator))


@dataclass(frozen=True)
class Score:
    """A score by one method; `value` is None where it cannot be computed, and `reason` says why."""

    method: str
    value: float | None = None
    zone: str = ""
    verdict: Verdict = "not_assessed"
    terms: tuple[Term, ...] = ()
    reason: Remark | None = None
    cautions: tuple[Remark, ...] = ()
    probability: float | None = None

    def title(self, lang: str | None = None) -> str:
        """Return the name of the method."""
        return language.say(f"accounts.score_{self.method}", lang)

    def domain(self, lang: str | None = None) -> str:
        """Return what the method was made for, and from where on it speaks of danger."""
        return language.say(f"accounts.score_domain_{self.method}", lang)

    def zone_label(self, lang: str | None = None) -> str:
        """Return the zone in words; "" where there is none."""
        return language.say(f"accounts.zone_{self.zone}", lang) if self.zone else ""

    def sentence(self, lang: str | None = None) -> str:
        """Return what the score says, or why there is none, and what is to be told with it."""
        said = [self.reason.say(lang)] if self.reason else [self._told(lang)]
        return " ".join(said + [one.say(lang) for one in self.cautions])

    def said_shortly(self, lang: str | None = None) -> str:
        """Return the zone, and that equity is gone where it is; the reason where there is no score."""
        if self.reason is not None:
            return self.reason.say(lang)
        gone = [one.say(lang) for one in self.cautions if one.key == NO_EQUITY.key]
        return ". ".join([self.zone_label(lang), *gone])

    def frame(self, lang: str | None = None) -> pd.DataFrame:
        """Return one row a term: label, ratio, weight, contribution."""
        rows = [(one.label(lang), one.ratio, one.weight, one.contribution) for one in self.terms]
        return pd.DataFrame(rows, columns=["label", "ratio", "weight", "contribution"])

    def _told(self, lang: str | None) -> str:
        value = round(self.value or 0.0, 2)
        if self.probability is not None:
            params = {"value": value, "zone": self.zone_label(lang), "risk": self.probability}
            return language.say("accounts.score_told_risk", lang, **params)
        return language.say("accounts.score_told", lang, value=value, zone=self.zone_label(lang))


def score(accounts: AnnualAccounts | ScoreInputs, *, method: str, firm: Firm | None = None) -> Score:
    """Return the score of a company by one method; `firm` tells its activity, its market value and the day."""
    chosen, firm = method_of(method), firm or Firm()
    if chosen.kind == "given":
        return Score(method, reason=Remark("score_not_public"))
    inputs = accounts if isinstance(accounts, ScoreInputs) else score_inputs(accounts)
    if firm.market_value is not None:
        inputs = dataclasses.replace(inputs, amounts={**inputs.amounts, "market_value": firm.market_value})
    reason = outside(accounts, firm) if isinstance(accounts, AnnualAccounts) else None
    reason = reason or _lacking(chosen, inputs)
    if reason is not None:
        return Score(method, reason=reason)
    return _computed(chosen, inputs, (*inputs.remarks, *cautions(chosen, firm)))


def _computed(method: Method, inputs: ScoreInputs, told: tuple[Remark, ...]) -> Score:
    ratios = [_ratio(term, inputs) for term in method.terms]
    parts = [term.weight * ratio for term, ratio in zip(method.terms, ratios, strict=True)]
    value = method.constant + sum(parts, Decimal(0))
    zone = method.zone(value)
    terms = tuple(
        Term(term.numerator, term.denominator, float(ratio), float(term.weight), float(part))
        for term, ratio, part in zip(method.terms, ratios, parts, strict=True)
    )
    risk = NormalDist().cdf(float(value)) if method.key in NORMAL_LAW else None
    gone = zone.verdict == "good" and (inputs.amount("equity") or Decimal(0)) < 0
    told = (NO_EQUITY, *told) if gone else told
    return Score(method.key, float(value), zone.zone, zone.verdict, terms, cautions=told, probability=risk)


def _lacking(method: Method, inputs: ScoreInputs) -> Remark | None:
    """Return the first amount that a method lacks, or cannot divide by."""
    if method.needs and inputs.amount(method.needs) is None:
        return Remark(f"score_no_{method.needs}")
    for term in method.terms:
        for name in (term.numerator, term.denominator):
            if inputs.amount(name) is None:
                return Remark("score_amount_unknown", {"name": f"accounts.input_{name}"})
        if (inputs.amount(term.denominator) or Decimal(0)) <= 0:
            return Remark("score_no_denominator", {"name": f"accounts.input_{term.denominator}"})
    return None


def _ratio(term: Weighted, inputs: ScoreInputs) -> Decimal:
    return (inputs.amount(term.numerator) or Decimal(0)) / (inputs.amount(term.denominator) or Decimal(1))
