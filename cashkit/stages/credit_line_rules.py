"""Stage 2: the limit of the largest exposures by each rule, the smallest of which is proposed.

A customer whose need is within the small ticket gets that flat line without study. The insurer's agreement is taken
as the exposure that it covers; its share of a loss counts in what is left bare (`credit_line_secured`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.functional import functional_balance
from cashkit.accounts.ratios import PURCHASES, with_vat
from cashkit.accounts.thresholds import thresholds
from cashkit.ground.money import euros
from cashkit.measures.completeness import PERSONS
from cashkit.measures.credit_limit import FLAT, RULES, SMALL_TICKET, binding, concentration_cap, equity_share
from cashkit.measures.customer_facts import PUBLIC
from cashkit.measures.line_caps import purchases_share, working_capital_share
from cashkit.stages.portfolio import YEAR

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from numpy.typing import NDArray

    from cashkit.accounts.annual_accounts import AnnualAccounts
    from cashkit.stages.credit_lines import Lines

    Rows = NDArray[np.intp]
    Euros = NDArray[np.float64]

LARGEST = 20


@dataclass(frozen=True, eq=False)
class Ruled:
    """The largest exposures on firms (rows of the file), each with its limit by every rule, in euros."""

    lines: Lines
    rows: Rows

    @cached_property
    def limits(self) -> dict[str, Euros]:
        """The limit by each rule, NaN where it knows nothing."""
        lines, rows = self.lines, self.rows
        receivables = euros(int(lines.book.owed.sum()))
        made = {
            "need": lines.needs[rows],
            "equity": self._by_accounts(self._equity),
            "working_capital": self._by_accounts(self._working_capital),
            "purchases": self._by_accounts(self._purchases),
            "concentration": np.full(len(rows), float(concentration_cap(receivables=receivables))),
            "insurer": np.maximum(given(lines, rows, "insured_limit"), 0),
        }
        return {name: made[name] for name in RULES}

    @cached_property
    def chosen(self) -> tuple[Euros, NDArray[np.object_]]:
        """The limit proposed and the rule that gives it."""
        proposed, rule = binding({name: values.tolist() for name, values in self.limits.items()})
        flat = (self.limits["need"] <= float(SMALL_TICKET)) & (rule == "need")
        return np.where(flat, float(SMALL_TICKET), proposed), np.where(flat, FLAT, rule)

    def late(self, row: int) -> float | None:
        """Return how late a customer pays, None without a history."""
        days = float(self.lines.days_late[row])
        return None if np.isnan(days) else days

    def _by_accounts(self, rule: Callable[[int, AnnualAccounts], Decimal | None]) -> Euros:
        made = [self._told(rule, int(row)) for row in self.rows]
        return np.array([np.nan if one is None else float(one) for one in made], float)

    def _told(self, rule: Callable[[int, AnnualAccounts], Decimal | None], row: int) -> Decimal | None:
        accounts = self.lines.accounts(row)
        return None if accounts is None else rule(row, accounts)

    def _equity(self, row: int, accounts: AnnualAccounts) -> Decimal | None:
        equity = accounts.value("DL")
        return None if equity is None else equity_share(equity=equity, days_late=self.late(row))

    def _working_capital(self, row: int, accounts: AnnualAccounts) -> Decimal | None:
        sheet = functional_balance(accounts)
        if sheet is None:
            return None
        late = self.late(row)
        return working_capital_share(working_capital=sheet.working_capital, need=sheet.need, days_late=late)

    def _purchases(self, row: int, accounts: AnnualAccounts) -> Decimal | None:
        """Return the share of a year's purchases with VAT, for the terms and the lateness of the customer."""
        days = float(self.lines.terms["days"].to_numpy(float)[row])
        if not accounts.known(*PURCHASES) or np.isnan(days) or accounts.total(*PURCHASES) < 0:
            return None
        late = self.late(row)
        bought = with_vat(accounts.total(*PURCHASES), thresholds()["vat_rate"]) * YEAR / accounts.months
        return purchases_share(purchases=bought, days=days + max(late or 0.0, 0.0), days_late=late)


def ruled(lines: Lines) -> Ruled:
    """Return the largest exposures on firms with their limits."""
    exposure = np.where(np.isin(lines.book.file.kind, (*PERSONS, *PUBLIC)), 0, lines.book.exposure)
    order = np.argsort(-exposure, kind="stable")[:LARGEST]
    return Ruled(lines, order[exposure[order] > 0])


def by_rule(found: Ruled) -> pd.DataFrame:
    """Return the largest exposures with a limit by each rule, and the smallest of them."""
    lines, rows = found.lines, found.rows
    proposed, rule = found.chosen
    told = {
        "customer_id": lines.book.file.ids[rows],
        "name": lines.book.file.names[rows],
        "exposure": lines.book.exposure[rows] / 100,
        "credit_limit": given(lines, rows, "credit_limit"),
    }
    limits = {f"limit_{name}": values for name, values in found.limits.items()}
    return pd.DataFrame(told | limits | {"proposed_limit": proposed, "binding_rule": rule})


def given(lines: Lines, rows: Rows, name: str) -> Euros:
    """Return an amount of the file in euros, NaN where it is blank."""
    columns = lines.book.file.columns
    return np.asarray(np.where(columns.given(name), columns.cents(name) / 100, np.nan)[rows], float)
