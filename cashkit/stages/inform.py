"""Stage 1, get information: from its own entries, the company's balance sheet, result and nine-question reading.

The customers' identity and filed accounts need tables that a FEC does not hold: they are said to be missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.accounts.fiscal_year import first_day
from cashkit.accounts.functional import functional_balance
from cashkit.accounts.intermediate_balances import intermediate_balances
from cashkit.accounts.own_accounts import accounts_of
from cashkit.accounts.reading import read_balance_sheet
from cashkit.accounts.statements import balance_sheet
from cashkit.dossier.findings import Figure, NotAssessed
from cashkit.ground.identifiers import is_siren, vat_number
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review

if TYPE_CHECKING:
    from datetime import date

    from cashkit.accounts.annual_accounts import AnnualAccounts
    from cashkit.accounts.functional import FunctionalBalance
    from cashkit.accounts.income_statement import IncomeStatement
    from cashkit.accounts.reading import Reading
    from cashkit.accounts.statements import Statements
    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.door import Options

_SOURCE = "PCG, ANC 2014-03 / 2022-06"
_VERDICTS = {"good", "watch", "bad"}
TABLES = {
    "identity": ("company", "siren", "valid_siren", "vat_number", "first_day", "closing_date", "months"),
    "reading": ("number", "title", "verdict", "sentence"),
    "balance_sheet": ("side", "line_key", "label_fr", "label_en", "liasse_code", "gross", "amort", "net"),
    "income_statement": ("side", "line_key", "label_fr", "label_en", "liasse_code", "amount"),
    "intermediate_balances": ("label", "amount", "share_of_sales"),
}
"""The tables of stage 1 and their columns; without entries they have no row."""


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:  # noqa: ARG001  (every stage takes the options)
    """Return the review of stage 1 from the company's own entries."""
    missing = missing_points("inform", dossier)
    entries = dossier.entries
    if entries is None or entries.empty:
        own = NotAssessed("own_accounts", "entries", (), "gain_own_accounts")
        nothing = {key: pd.DataFrame(columns=list(columns)) for key, columns in TABLES.items()}
        return Review("inform", as_of, tables=nothing, missing=(own, *missing))
    books = balance_sheet(dossier, as_of=as_of)
    accounts = accounts_of(dossier, as_of=as_of)
    reading = read_balance_sheet(accounts)
    return Review(
        "inform",
        as_of,
        figure_records=tuple(_figures(books, functional_balance(accounts))),
        tables={"identity": _identity(dossier, accounts), **_tables(books, reading)},
        missing=missing,
        verdict=reading.verdict if reading.verdict in _VERDICTS else "not_assessed",
        reason="stages.inform_fact",
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
