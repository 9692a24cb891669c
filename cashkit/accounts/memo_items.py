"""Memo items: amounts that the forms ask for beside their lines ("dont ...").

Overdrafts within bank debts (EH), doubtful customers (VA), the parts of other receivables
(VM, VB, VN, VP the State, VC group and partners, VR sundry debtors), leasing (HP, HQ) and others.
`memo_items.csv` gives the accounts of each; `D` and `C` take the balance of an account as a debit
or a credit, `D+` and `C+` only the balances that are one.

Units: cents. Source: tax forms 2051, 2053, 2057 and 2058-C.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping

from cashkit.accounts.csv_rows import rows_of
from cashkit.accounts.pcg_lines import Chart
from cashkit.accounts.placement import Balance

EXCEPT = {"51": ("519",), "456": ("4562",)}


@functools.cache
def _rows() -> tuple[tuple[str, str, str, str], ...]:
    return tuple((row["code"], row["prefix"], row["side"], row["pcg"]) for row in rows_of("memo_items.csv"))


def memo_items(balances: Iterable[Balance], chart: Chart) -> Mapping[str, int]:
    """Return each memo item of a chart in cents; an item without any account is 0."""
    found: dict[str, int] = defaultdict(int)
    known = list(balances)
    for code, prefix, side, pcg in _rows():
        found[code] += sum(_counted(one, prefix, side) for one in known) if pcg in {"all", chart} else 0
    return dict(found)


def _counted(one: Balance, prefix: str, side: str) -> int:
    if not one.account.startswith(prefix) or one.account.startswith(EXCEPT.get(prefix, ("\0",))):
        return 0
    cents = one.cents if side.startswith("D") else -one.cents
    return max(cents, 0) if side.endswith("+") else cents
