"""Stage 9, financial impacts: what bad debts cost, the sales that earn them back, the cash of a day, growth."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from cashkit.accounts.customer_ledger import customer_ledger
from cashkit.accounts.fiscal_year import first_day, lines_of
from cashkit.accounts.functional import STOCKS, functional_balance
from cashkit.accounts.margins import operating_margin_rate
from cashkit.accounts.own_accounts import accounts_of
from cashkit.accounts.statements import income_statement
from cashkit.accounts.trial_balance import balance_of
from cashkit.accounts.year_end import closing_lines
from cashkit.dossier.findings import NotAssessed
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.doubtful import doubtful_claims
from cashkit.measures.dso import dso
from cashkit.stages.impact_allowances import allowance_faults
from cashkit.stages.impact_faults import accruals_missing, doubtful_not_transferred, write_offs_without_trace
from cashkit.stages.impact_figures import figures, tables, tables_without_books
from cashkit.stages.impact_losses import loss_faults
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review
from cashkit.stages.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pandas as pd

    from cashkit.accounts.annual_accounts import AnnualAccounts
    from cashkit.accounts.customer_ledger import CustomerLedger
    from cashkit.accounts.functional import FunctionalBalance
    from cashkit.accounts.income_statement import IncomeStatement
    from cashkit.accounts.trial_balance import TrialBalance
    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import Finding
    from cashkit.stages.door import Options

CURRENT_ASSETS = (*STOCKS, "BV", "BX", "BZ", "CB")
"""The cells of stocks, advances and receivables."""
_YEAR = 365
_HEAVY = 5
"""Losses are heavy when they take a fifth of the operating result or more."""


@dataclass(frozen=True, eq=False)
class Impacts:
    """What the books and the open items say of losses, at a date."""

    dossier: Dossier
    as_of: date
    options: Options

    @cached_property
    def at(self) -> Situation:
        """The situation at the date."""
        return Situation(self.dossier, self.as_of)

    @cached_property
    def by_customer(self) -> CustomerLedger:
        """The entries up to the date, customer by customer."""
        entries = self.dossier.entries
        if entries is None:
            raise NotAvailableError("accounts.no_entries")
        return customer_ledger(entries, until=self.at.until)

    @cached_property
    def year(self) -> IncomeStatement:
        """The income statement up to the date."""
        return income_statement(self.dossier, as_of=self.as_of)

    @cached_property
    def ledger(self) -> TrialBalance:
        """The balances at the date, before classes 6 and 7 are closed."""
        lines, _ = lines_of(self.dossier, self.as_of)
        return balance_of(lines.where(~closing_lines(lines)))

    @cached_property
    def accounts(self) -> AnnualAccounts:
        """The annual accounts at the date."""
        return accounts_of(self.dossier, as_of=self.as_of)

    @cached_property
    def functional(self) -> FunctionalBalance | None:
        """The functional balance sheet at the date, None when a line is not known."""
        return functional_balance(self.accounts)

    @property
    def working_capital_change(self) -> Decimal | None:
        """The change in working capital (FRNG) over the year: what self-financing leaves once what lasts is paid.

        What current assets are written down by is no lasting resource here: it will not come in as cash.
        """
        earlier, now = self.accounts.previous, self.functional
        before = None if earlier is None else functional_balance(earlier)
        if now is None or before is None or earlier is None:
            return None
        return now.working_capital - written_down(self.accounts) - before.working_capital + written_down(earlier)

    @property
    def need(self) -> Decimal | None:
        """The working capital need, net of what current assets are written down by; None when it is not known."""
        return None if self.functional is None else self.functional.need - written_down(self.accounts)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The doubtful items open at the date."""
        return doubtful_claims(self.dossier, as_of=self.as_of)

    @property
    def days(self) -> int:
        """The days of the fiscal year up to the date."""
        last = min(self.as_of, self.dossier.closing_date)
        return max(1, (last - first_day(self.dossier)).days + 1)

    @property
    def lost(self) -> Decimal:
        """What was written off in the year, without VAT."""
        return self.ledger.balance("654", "6714")

    @property
    def doubtful(self) -> Decimal:
        """What stands on the doubtful customers' account, with VAT."""
        return self.ledger.balance("416")

    @property
    def allowance(self) -> Decimal:
        """What customers are written down by, without VAT."""
        return -self.ledger.balance("491")

    @property
    def margin_rate(self) -> Decimal | None:
        """The margin that the user gave, else the operating margin of the books."""
        given = self.options.margin_rate
        return operating_margin_rate(self.year) if given is None else given

    @cached_property
    def invoiced(self) -> Decimal:
        """What was invoiced over the last 365 days, with VAT; nil where the sales known do not reach so far back."""
        period = dso(self.dossier, as_of=self.as_of, method="period", days=_YEAR)
        return period.invoiced if period.days is not None else Decimal()


def written_down(accounts: AnnualAccounts) -> Decimal:
    """Return what stocks and receivables are written down by, as far as the accounts say."""
    return sum((accounts.value(cell, "amort") or Decimal() for cell in CURRENT_ASSETS), Decimal())


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:
    """Return the review of stage 9 from the company's own entries."""
    missing = missing_points("impact", dossier)
    entries = dossier.entries
    if entries is None or entries.empty:
        own = NotAssessed("own_accounts", "entries", (), "gain_own_accounts")
        return Review("impact", as_of, tables=tables_without_books(options.margin_rate), missing=(own, *missing))
    found = Impacts(dossier, as_of, options)
    judged, reason, params = _verdict(found)
    return Review(
        "impact",
        as_of,
        figure_records=figures(found),
        finding_records=tuple(_faults(found)),
        tables=tables(found),
        missing=missing,
        verdict=judged,
        reason=reason,
        params=params,
    )


def _faults(found: Impacts) -> Iterator[Finding]:
    """Yield the faults along the way of a bad debt: doubtful, written down, lost, recovered; then the cut-off."""
    at, ledger = found.at, found.by_customer
    yield from doubtful_not_transferred(at)
    yield from allowance_faults(at, ledger, found.claims)
    yield from loss_faults(at, ledger)
    yield from write_offs_without_trace(at, ledger)
    yield from accruals_missing(at, ledger)


def _verdict(found: Impacts) -> tuple[str, str, dict[str, object]]:
    """Bad when losses take a fifth of the operating result or more, else watch with anything lost or doubtful."""
    params: dict[str, object] = {"lost": found.lost, "doubtful": found.doubtful, "allowance": found.allowance}
    if found.lost <= 0 and found.doubtful <= 0:
        return "good", "stages.impact_nothing", params
    margin = operating_margin_rate(found.year)
    heavy = margin is not None and found.lost > 0 and found.lost * _HEAVY >= margin * found.year.turnover
    return "bad" if heavy else "watch", "stages.impact_fact", params
