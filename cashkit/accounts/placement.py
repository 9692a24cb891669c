"""Placing: each balance goes to its line of the statements, on the side that its sign decides.

Nothing is netted between assets and liabilities: a customer with a credit balance goes to the
liabilities, a bank in overdraft to the bank debts, one by one. A balance of the wrong sign on an
account that knows one side only is shown negative there, and told (`unusual`).

Accounts that no rule places are told (`unplaced`) and stand on lines of their own, so that the
sheet balances all the same: one by one in classes 1 to 5; classes 0, 8 and 9, which mirror
themselves, by the net of the class.

Units: cents. Source: ANC art. 112-2 (no netting) and `pcg_lines.csv`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cashkit.accounts.pcg_lines import Chart, Rule, rules_of
from cashkit.accounts.postings import Ints, Mask, sums
from cashkit.accounts.trial_balance import TrialBalance

Cells = Mapping[tuple[str, str], int]  # (line_key, "gross" or "amort") -> cents, positive on the line's own side
EITHER_SIGN = frozenset({"net_income", "retained_earnings", "share_capital", "suspense"})
RESULT = ("6", "7")
BALANCE_SHEET = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Balance:
    """The balance of one account in cents, debit positive."""

    account: str
    label: str
    cents: int


@dataclass(frozen=True)
class Placement:
    """What stands on each line, and the accounts that the reader has to know of."""

    cells: Cells
    balances: tuple[Balance, ...]
    unplaced: tuple[Balance, ...]
    unusual: tuple[Balance, ...]


def placement(balance: TrialBalance, chart: Chart) -> Placement:
    """Place the closing balances of a trial balance on the lines of a chart."""
    known, debit_rule, credit_rule = _rules(balance, chart)
    account, cents = _units(balance, np.array([rule.by_auxiliary for rule in known], bool)[debit_rule])
    chosen = np.where(cents >= 0, debit_rule[account], credit_rule[account])
    own_side = cents * np.array([_sign(rule) for rule in known], np.int64)[chosen]
    cells: dict[tuple[str, str], int] = defaultdict(int)
    for rule, amount in zip(known, sums(chosen, own_side, len(known)).tolist(), strict=True):
        if rule.column != "none":
            cells[rule.line_key, rule.column] += amount
    totals = sums(balance.account, balance.closing, len(balance.accounts))
    nowhere = np.array([rule.column == "none" for rule in known], bool)[debit_rule]
    unplaced = _balances(balance, totals, nowhere)
    for key, amount in _unplaced_lines(unplaced):
        cells[key, "gross"] += amount
    strict = np.array([rule.statement.startswith("BS") and not _either(rule) for rule in known], bool)
    unusual = np.zeros(len(totals), bool)
    unusual[account[strict[chosen] & (own_side < 0)]] = True
    return Placement(
        cells={cell: amount for cell, amount in cells.items() if amount},
        balances=_balances(balance, totals, np.ones(len(totals), bool)),
        unplaced=unplaced,
        unusual=_balances(balance, totals, unusual),
    )


NOWHERE = Rule("", "D", "none", "all", "NONE", "excluded", *[""] * 7)


def _rules(balance: TrialBalance, chart: Chart) -> tuple[list[Rule], Ints, Ints]:
    """Return the rules that occur and, for each account, the places of its two rules among them."""
    found = [rules_of(text, chart) or (NOWHERE, NOWHERE) for text in balance.accounts]
    known = list(dict.fromkeys(rule for both in found for rule in both)) or [NOWHERE]
    place = {rule: i for i, rule in enumerate(known)}
    sides = np.array([(place[debit], place[credit]) for debit, credit in found], np.int64).reshape(-1, 2)
    return known, sides[:, 0], sides[:, 1]


def _units(balance: TrialBalance, by_auxiliary: Mask) -> tuple[Ints, Ints]:
    """Return what a sign is decided for: account and balance of each account, or of each of its auxiliaries."""
    own = by_auxiliary[balance.account]
    unit = np.where(own, len(balance.accounts) + np.arange(len(own)), balance.account)
    numbers, keys = pd.factorize(unit)
    cents = sums(numbers, balance.closing, len(keys))
    account = np.concatenate([np.arange(len(balance.accounts)), balance.account])[keys]
    return account, cents


def _sign(rule: Rule) -> int:
    """Return 1 where a debit counts for the line, -1 where a credit does."""
    if rule.statement == "BS_ASSET":
        return 1 if rule.column == "gross" else -1
    if rule.statement == "BS_LIAB":
        return -1
    return 1 if rule.sign_rule == "D" else -1


def _either(rule: Rule) -> bool:
    return rule.split or rule.line_key in EITHER_SIGN


def _unplaced_lines(unplaced: Iterable[Balance]) -> list[tuple[str, int]]:
    """Return the lines of the unplaced accounts: one by one in classes 1 to 5, by class elsewhere."""
    groups: dict[str, int] = defaultdict(int)
    for one in unplaced:
        groups[one.account if one.account.startswith(BALANCE_SHEET) else one.account[:1]] += one.cents
    return [_unplaced_line(name, cents) for name, cents in groups.items()]


def _unplaced_line(name: str, cents: int) -> tuple[str, int]:
    if name.startswith(RESULT):
        return "unplaced_result", -cents
    return ("unplaced_assets", cents) if cents >= 0 else ("unplaced_liabilities", -cents)


def _balances(balance: TrialBalance, totals: Ints, chosen: Mask) -> tuple[Balance, ...]:
    """Return the accounts chosen that have a balance, sorted."""
    which = np.flatnonzero(chosen & (totals != 0))
    found = (Balance(str(balance.accounts[i]), str(balance.labels[i]), int(totals[i])) for i in which)
    return tuple(sorted(found, key=lambda one: one.account))
