"""The company's own accounts within stage 1: from its entries, balance sheet, result and nine-question reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.accounts.fiscal_year import first_day
from cashkit.accounts.functional import functional_balance
from cashkit.accounts.intermediate_balances import intermediate_balances
from cashkit.accounts.own_accounts import accounts_of
from cashkit.accounts.reading import read_balance_sheet
from cashkit.accounts.statements import balance_sheet
from cashkit.dossier.findings import Figure
from cashkit.ground.identifiers import is_siren, vat_number
from cashkit.stages.inform_scores import OWN_TABLES, own_score_figures, own_score_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cashkit.accounts.annual_accounts import AnnualAccounts
    from cashkit.accounts.functional import FunctionalBalance
    from cashkit.accounts.income_statement import IncomeStatement
    from cashkit.accounts.ratio_sheet import Sector
    from cashkit.accounts.reading import Reading
    from cashkit.accounts.statements import Statements
    from cashkit.dossier.dossier import Dossier

_SOURCE = "PCG, ANC 2014-03 / 2022-06"
_VERDICTS = {"good", "watch", "bad"}
TABLES = {
    "identity": ("company", "siren", "valid_siren", "vat_number", "first_day", "closing_date", "months"),
    "reading": ("number", "title", "verdict", "sentence"),
    "balance_sheet": ("side", "line_key", "label_fr", "label_en", "liasse_code", "gross", "amort", "net"),
    "income_statement": ("side", "line_key", "label_fr", "label_en", "liasse_code", "amount"),
    "intermediate_balances": ("label", "amount", "share_of_sales"),
    **OWN_TABLES,
}
"""The tables of the company's own accounts and their columns; without entries they have no row."""


@dataclass(frozen=True, eq=False)
class Own:
    """What the company's own accounts say: figures, tables, verdict, and what fills its sentence."""

    figures: tuple[Figure, ...]
    tables: Mapping[str, pd.DataFrame]
    verdict: str
    params: Mapping[str, object]


def empty_tables() -> dict[str, pd.DataFrame]:
    """Return the tables without a row."""
    return {key: pd.DataFrame(columns=list(columns)) for key, columns in TABLES.items()}


def own_accounts(dossier: Dossier, as_of: date, sector: Sector | None = None) -> Own | None:
    """Return what the entries say at a date, beside the quartiles of a sector; None when the dossier has none."""
    entries = dossier.entries
    if entries is None or entries.empty:
        return None
    books = balance_sheet(dossier, as_of=as_of)
    accounts = accounts_of(dossier, as_of=as_of)
    reading = read_balance_sheet(accounts)
    return Own(
        figures=(*_figures(books, functional_balance(accounts)), *own_score_figures(accounts)),
        tables={
            "identity": _identity(dossier, accounts),
            **_tables(books, reading),
            **own_score_tables(accounts, sector),
        },
        verdict=reading.verdict if reading.verdict in _VERDICTS else "not_assessed",
        params={"turnover": books.income.turnover, "result": books.net_income},
    )


def _figures(books: Statements, functional: FunctionalBalance | None) -> list[Figure]:
    year: IncomeStatement = books.income
    sig = intermediate_balances(year)
    values = {
        "turnover": year.turnover,
        "operating_surplus": sig.gross_operating_surplus,
        "net_result": books.net_income,
        "self_financing": sig.self_financing_capacity,
        "total_assets": books.total_assets,
    }
    if functional is not None:
        values |= {"working_capital": functional.working_capital, "capital_need": functional.need}
        values |= {"net_cash": functional.net_cash}
    return [Figure(key, value, "eur", source=_SOURCE) for key, value in values.items()]


def _tables(books: Statements, reading: Reading) -> dict[str, pd.DataFrame]:
    return {
        "reading": reading.frame()[list(TABLES["reading"])],
        "balance_sheet": books.lines,
        "income_statement": books.income.lines,
        "intermediate_balances": _balances(books.income),
    }


def _balances(year: IncomeStatement) -> pd.DataFrame:
    """Return the intermediate balances with their share of turnover; no share without turnover."""
    frame = intermediate_balances(year).frame()[["label", "amount"]]
    sold = float(year.turnover) if year.turnover > 0 else float("nan")
    return frame.assign(share_of_sales=frame["amount"] / sold)


def _identity(dossier: Dossier, accounts: AnnualAccounts) -> pd.DataFrame:
    """Return who the books are of: name, SIREN, VAT number, fiscal year and its length in months."""
    valid = is_siren(dossier.siren)
    row = {
        "company": dossier.name,
        "siren": dossier.siren,
        "valid_siren": valid,
        "vat_number": vat_number(dossier.siren) if valid else None,
        "first_day": pd.Timestamp(first_day(dossier)),
        "closing_date": pd.Timestamp(dossier.closing_date),
        "months": accounts.months,
    }
    return pd.DataFrame([row])
