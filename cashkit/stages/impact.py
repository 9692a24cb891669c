"""Stage 9, financial impacts: what doubtful and lost debts cost, the sales that earn a loss back, the cash of one day."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from cashkit.accounts.margins import operating_margin_rate, purchases_margin_rate, purchases_used
from cashkit.accounts.statements import income_statement
from cashkit.accounts.trial_balance import trial_balance
from cashkit.dossier.findings import Figure, Finding, NotAssessed
from cashkit.ground.money import rounded
from cashkit.measures.dso import dso
from cashkit.measures.margin import sales_to_recover, sales_to_recover_table
from cashkit.stages.impact_faults import allowance_missing, write_offs_without_trace
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from cashkit.accounts.income_statement import IncomeStatement
    from cashkit.accounts.trial_balance import TrialBalance
    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.door import Options

_YEAR = 365
_ILLUSTRATION = Decimal(1000)
_ZERO = Decimal(0)


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:
    """Return the review of stage 9 from the company's own entries."""
    missing = missing_points("impact", dossier)
    entries = dossier.entries
    if entries is None or entries.empty:
        return Review(
            "impact", as_of, missing=(NotAssessed("own_accounts", "entries", (), "gain_own_accounts"), *missing)
        )
    known = entries[entries["posting_date"] <= as_of.isoformat()]
    year, ledger = income_statement(dossier, as_of=as_of), trial_balance(known)
    lost, doubtful, allowance = movement(ledger, "654", "6714"), ledger.balance("416"), -ledger.balance("491")
    rate = options.margin_rate or operating_margin_rate(year)
    figures = (
        *_losses(lost, doubtful, allowance, ledger), *_to_recover(lost, rate, purchases_margin_rate(year)), *_days(dossier, as_of, year, ledger),
    )  # fmt: skip
    faults: tuple[Finding, ...] = (
        *allowance_missing(dossier, as_of, allowance),
        *write_offs_without_trace(dossier, as_of),
    )
    return Review(
        "impact", as_of, figure_records=figures, finding_records=faults, tables=_tables(lost, rate), missing=missing,
        **_verdict(lost, doubtful, allowance, year),
    )  # fmt: skip


def movement(ledger: TrialBalance, *prefixes: str) -> Decimal:
    """Return the net debit of some accounts of charges over the year."""
    return sum((ledger.balance(prefix) for prefix in prefixes), _ZERO)


def _losses(lost: Decimal, doubtful: Decimal, allowance: Decimal, ledger: TrialBalance) -> list[Figure]:
    return [
        Figure("losses", lost, "eur", rows="654, 6714"),
        Figure("doubtful", doubtful, "eur", rows="416"),
        Figure("allowance", allowance, "eur", rows="491"),
        Figure("allowance_of_the_year", ledger.balance("68174"), "eur", rows="68174"),
        Figure("allowance_reversed", -ledger.balance("78174"), "eur", rows="78174"),
    ]


def _to_recover(lost: Decimal, rate: Decimal | None, gross: Decimal | None) -> list[Figure]:
    """Return the margins, and the sales that earn back the loss of the year (1 000 € where there is none)."""
    loss = lost if lost > 0 else _ILLUSTRATION
    basis = {"loss": loss}
    shown = [
        Figure("operating_margin", rate, "rate", reason="" if rate is not None else "no_turnover"),
        Figure("purchases_margin", gross, "rate", reason="" if gross is not None else "no_turnover"),
    ]
    for key, margin in (("sales_to_recover_operating", rate), ("sales_to_recover_purchases", gross)):
        usable = margin is not None and 0 < margin < 1
        value = sales_to_recover(loss=loss, margin_rate=margin) if usable and margin is not None else None
        shown.append(Figure(key, value, "eur", inputs=basis, reason="" if usable else "margin_not_usable"))
    return shown


def _days(dossier: Dossier, as_of: date, year: IncomeStatement, ledger: TrialBalance) -> list[Figure]:
    """Return the cash that one day of customers, of stock and of suppliers holds."""
    sold = dso(dossier, as_of=as_of, method="period", days=_YEAR)
    bought = sum((ledger.balance(account) for account in ("60", "61", "62", "44566")), _ZERO)
    amounts = {"day_of_customers": sold.invoiced, "day_of_stock": purchases_used(year), "day_of_suppliers": bought}
    return [
        Figure(
            key,
            rounded(amount / _YEAR) if amount > 0 else None,
            "eur",
            reason="" if amount > 0 else "nothing_over_the_year",
        )
        for key, amount in amounts.items()
    ]


def _tables(lost: Decimal, rate: Decimal | None) -> dict[str, pd.DataFrame]:
    usable = [] if rate is None or not 0 < rate < 1 else [rate.quantize(Decimal("0.0001"), ROUND_HALF_UP)]
    rates = sorted({*usable, *(Decimal(text) for text in ("0.05", "0.10", "0.15", "0.20", "0.25"))})
    return {
        "sales_to_recover": sales_to_recover_table(losses=[lost if lost > 0 else _ILLUSTRATION], margin_rates=rates)
    }


def _verdict(lost: Decimal, doubtful: Decimal, allowance: Decimal, year: IncomeStatement) -> dict[str, object]:
    """Bad when losses take a fifth of the margin or more, watch when anything is lost or doubtful, else good."""
    params = {"lost": lost, "doubtful": doubtful, "allowance": allowance}
    if lost <= 0 and doubtful <= 0:
        return {"verdict": "good", "reason": "stages.impact_nothing", "params": params}
    margin = operating_margin_rate(year)
    heavy = margin is not None and lost > 0 and lost * 5 >= margin * year.turnover
    return {"verdict": "bad" if heavy else "watch", "reason": "stages.impact_fact", "params": params}
