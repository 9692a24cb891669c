"""Stage 1 in figures: functional balance sheet, self-financing, ratios and scores, of the company and its customers.

>>> months_old(date(2024, 6, 30), date(2025, 12, 29)), months_old(date(2024, 6, 30), date(2025, 12, 31))
(17, 18)

A score that cannot be computed stands with its reason. Ratios of customers are not judged one by one: the nine
questions judge; they say why.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003  (the doctest makes dates)
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.functional import functional_balance
from cashkit.accounts.ratio_amounts import ratio_values
from cashkit.accounts.ratio_sheet import COLUMNS as RATIO_COLUMNS
from cashkit.accounts.ratio_sheet import ratio_sheet, ratio_table
from cashkit.accounts.score_domain import Firm
from cashkit.accounts.scores import Score, score
from cashkit.accounts.self_financing import self_financing_table
from cashkit.dossier.findings import Figure
from cashkit.ground import language
from cashkit.ground.money import euros

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.accounts.annual_accounts import AnnualAccounts
    from cashkit.accounts.ratio_sheet import Sector
    from cashkit.stages.inform_readings import CustomerRead, Customers

SHOWN = ("conan_holder", "altman_private", "altman_non_manufacturing", "springate", "zmijewski")
RISKY = ("risk_30_to_65", "risk_above_65")
LARGEST = 20
OWN_TABLES = {
    "functional_balance": ("label", "amount"),
    "self_financing": ("route", "label", "amount"),
    "ratios": RATIO_COLUMNS,
    "scores": ("label", "score_value", "score_zone", "verdict", "sentence"),
}
_SCORED = (
    "customer_id", "name", "closing_date", "accounts_age", "months", "conan_holder", "altman_z2", "score_zone",
)  # fmt: skip
_RATIOS = ("customer_id", "name", "autonomy", "gearing", "repayment", "current_ratio", "their_customer_days",
           "their_supplier_days")  # fmt: skip
_FUNCTIONAL = (
    "stable_resources", "stable_uses", "working_capital", "operating_need", "other_need", "need", "cash", "overdrafts",
    "net_cash",
)  # fmt: skip


def own_score_tables(accounts: AnnualAccounts, sector: Sector | None = None) -> dict[str, pd.DataFrame]:
    """Return the tables of the company's own accounts: `OWN_TABLES`; ratios stand beside the quartiles of a sector."""
    year = accounts.income
    return {
        "functional_balance": _functional(accounts),
        "self_financing": self_financing_table(year) if year else _empty("self_financing"),
        "ratios": ratio_table(ratio_sheet(accounts, sector=sector)),
        "scores": score_table(accounts, Firm()),
    }


def score_table(accounts: AnnualAccounts, firm: Firm) -> pd.DataFrame:
    """Return one row a method, with its value and zone, or the reason why it has none."""
    rows = [_score_row(score(accounts, method=method, firm=firm)) for method in SHOWN]
    return pd.DataFrame(rows, columns=list(OWN_TABLES["scores"]))


def own_score_figures(accounts: AnnualAccounts) -> list[Figure]:
    """Return the company's own score of Conan and Holder."""
    return [_figure(score(accounts, method="conan_holder"))]


def customer_score_tables(known: Customers) -> dict[str, pd.DataFrame]:
    """Return scores and ratios of the largest debtors whose accounts are in the dossier."""
    read = [one for one in known.readings if one.accounts is not None][:LARGEST]
    scored = pd.DataFrame([_scored(known, one) for one in read], columns=list(_SCORED))
    told = pd.DataFrame([_ratios(known, one) for one in read], columns=list(_RATIOS))
    return {"customer_scores": scored, "customer_ratios": told}


def customer_score_figures(known: Customers) -> list[Figure]:
    """Return how many debtors have a score, and what is open with those whose risk by it is 30 % at least."""
    if not known.filed:
        return []
    read = [one for one in known.readings if one.accounts is not None]
    found = [(one, score_of(known, one, "conan_holder")) for one in read]
    given = [(one, told) for one, told in found if told.value is not None]
    risky = [one.row for one, told in given if told.zone in RISKY]
    inputs = {"customers_scored": len(given), "customers_low": len(risky)}
    reason = "" if given else "nobody_scored"
    at_risk = euros(int(known.book.owed[risky].sum())) if given else None
    return [Figure("open_with_low_score", at_risk, "eur", inputs=inputs, reason=reason)]


def score_of(known: Customers, one: CustomerRead, method: str) -> Score:
    """Return the score of a customer by the accounts it filed, at the date of the review."""
    if one.accounts is None:
        raise ValueError(one.row)
    return score(one.accounts, method=method, firm=firm_of(known, one.row))


def firm_of(known: Customers, row: int) -> Firm:
    """Return what is known of a customer beside its accounts: its activity, and the day."""
    return Firm(naf=str(known.book.file.written("naf")[row]), as_of=known.book.as_of)


def months_old(closing: date, day: date) -> int:
    """Return how many whole months ago a closing was."""
    return (day.year - closing.year) * 12 + day.month - closing.month - (day.day < closing.day)


def _figure(told: Score) -> Figure:
    reason = told.reason.key if told.reason else ""
    inputs = {"score_cautions": told.sentence()} if told.value is not None else {"score_reason": told.sentence()}
    value = None if told.value is None else round(told.value, 2)
    return Figure("own_conan_holder", value, "ratio", inputs=inputs, reason="score_not_computed" if reason else "")


def _score_row(told: Score) -> tuple[object, ...]:
    value = np.nan if told.value is None else told.value
    limits = [told.reason.say()] if told.reason else [one.say() for one in told.cautions]
    return told.title(), value, told.zone_label(), told.verdict, " ".join([*limits, told.domain()])


def _scored(known: Customers, one: CustomerRead) -> tuple[object, ...]:
    accounts = one.accounts
    if accounts is None:
        raise ValueError(one.row)
    first, second = (score_of(known, one, method) for method in ("conan_holder", "altman_non_manufacturing"))
    values = [np.nan if told.value is None else told.value for told in (first, second)]
    zone = first.said_shortly()
    file, closing = known.book.file, accounts.closing_date
    age = months_old(closing, known.book.as_of)
    return file.ids[one.row], file.names[one.row], pd.Timestamp(closing), age, accounts.months, *values, zone


def _ratios(known: Customers, one: CustomerRead) -> tuple[object, ...]:
    values: Mapping[str, float | None] = ratio_values(one.accounts) if one.accounts else {}
    names = ("autonomy", "gearing", "repayment", "current", "customer_days", "supplier_days")
    told = [np.nan if (value := values.get(name)) is None else value for name in names]
    return known.book.file.ids[one.row], known.book.file.names[one.row], *told


def _functional(accounts: AnnualAccounts) -> pd.DataFrame:
    sheet = functional_balance(accounts)
    if sheet is None:
        return _empty("functional_balance")
    rows = [(language.say(f"accounts.functional_{key}"), float(getattr(sheet, key))) for key in _FUNCTIONAL]
    return pd.DataFrame(rows, columns=list(OWN_TABLES["functional_balance"]))


def _empty(key: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(OWN_TABLES[key]))
