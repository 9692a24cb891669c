"""Stage 1, get information: from its own entries, the company's balance sheet, result and nine-question reading.

The customers' identity and filed accounts need tables that a FEC does not hold: they are said to be missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.accounts.functional import functional_balance
from cashkit.accounts.income_statement import IncomeStatement
from cashkit.accounts.intermediate_balances import intermediate_balances
from cashkit.accounts.own_accounts import accounts_of
from cashkit.accounts.reading import read_balance_sheet
from cashkit.accounts.statements import balance_sheet
from cashkit.dossier.findings import Figure, NotAssessed
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from cashkit.accounts.reading import Reading
    from cashkit.accounts.statements import Statements
    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.door import Options

_SOURCE = "PCG, ANC 2014-03 / 2022-06"
_VERDICTS = {"good", "watch", "bad"}


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:  # noqa: ARG001  (every stage takes the options)
    """Return the review of stage 1 from the company's own entries."""
    missing = missing_points("inform", dossier)
    entries = dossier.entries
    if entries is None or entries.empty:
        return Review(
            "inform", as_of, missing=(NotAssessed("own_accounts", "entries", (), "gain_own_accounts"), *missing)
        )
    books = balance_sheet(dossier, as_of=as_of)
    accounts = accounts_of(dossier, as_of=as_of)
    reading = read_balance_sheet(accounts)
    return Review(
        "inform", as_of, figure_records=tuple(_figures(books, functional_balance(accounts))), tables=_tables(books, reading), missing=missing,
        verdict=reading.verdict if reading.verdict in _VERDICTS else "not_assessed", reason="stages.inform_fact",
        params={"turnover": books.income.turnover, "result": books.net_income, "verdict": f"accounts.solvency_{reading.verdict}"},
    )  # fmt: skip


def _figures(books: Statements, functional: object) -> list[Figure]:
    year: IncomeStatement = books.income
    sig = intermediate_balances(year)
    shown = [
        Figure("turnover", year.turnover, "eur", source=_SOURCE),
        Figure("operating_surplus", sig.gross_operating_surplus, "eur", source=_SOURCE),
        Figure("net_result", books.net_income, "eur", source=_SOURCE),
        Figure("self_financing", sig.self_financing_capacity, "eur", source=_SOURCE),
        Figure("total_assets", books.total_assets, "eur", source=_SOURCE),
    ]
    if functional is not None:
        names = (("working_capital", "working_capital"), ("capital_need", "need"), ("net_cash", "net_cash"))
        shown += [Figure(key, getattr(functional, name), "eur", source=_SOURCE) for key, name in names]
    return shown


def _tables(books: Statements, reading: Reading) -> dict[str, pd.DataFrame]:
    questions = reading.frame()[["number", "title", "verdict", "sentence"]]
    return {
        "reading": questions, "balance_sheet": books.lines, "income_statement": books.income.lines,
        "intermediate_balances": intermediate_balances(books.income).frame()[["label", "amount"]],
    }  # fmt: skip
