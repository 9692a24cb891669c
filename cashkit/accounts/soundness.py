"""What the reader of a balance sheet made from a ledger has to be told about that ledger.

Each is a remark with its amounts: entries that do not balance, accounts with no place, suspense
accounts not cleared, balances of the wrong sign, an earlier result not yet allocated, closing
entries left out, accounts of the chart before 2025 in a later year.
"""

from collections.abc import Iterable, Iterator

from cashkit.accounts.pcg_lines import CHART_2025, Chart
from cashkit.accounts.placement import Balance, Placement
from cashkit.accounts.remarks import Remark
from cashkit.ground import money

SUSPENSE = ("58", "18", "488", "471", "472", "473", "478")
SUSPENSE_2024 = (*SUSPENSE, "474", "475")  # from 2025 on, 474 and 475 are the translation differences
GONE_IN_2025 = ("671", "674", "675", "771", "774", "775", "777", "79")  # ANC regulation 2022-06
NAMED = 3


def soundness(placed: Placement, chart: Chart) -> Iterator[Remark]:
    """Yield what is to be told about the accounts of a placed trial balance."""
    if difference := sum(one.cents for one in placed.balances):
        yield Remark("unbalanced", {"amount": money.euros(difference)})
    if placed.unplaced:
        yield about("unplaced_accounts", placed.unplaced)
    suspense = SUSPENSE if chart == CHART_2025 else SUSPENSE_2024
    if waiting := [one for one in placed.balances if one.account.startswith(suspense)]:
        yield about("suspense_not_nil", waiting)
    if placed.unusual:
        yield about("unusual_sign", placed.unusual)
    if kept := sum(one.cents for one in placed.balances if one.account.startswith("12")):
        yield Remark("unallocated_result", {"amount": money.euros(-kept)})
    if chart == CHART_2025 and (old := [one for one in placed.balances if one.account.startswith(GONE_IN_2025)]):
        yield about("accounts_of_2024", old)


def about(key: str, balances: Iterable[Balance]) -> Remark:
    """Return a remark on accounts: how many, which (the largest three), and their amounts one by one added up."""
    found = sorted(balances, key=lambda one: (-abs(one.cents), one.account))
    names = ", ".join(one.account for one in found[:NAMED]) + (" ..." if len(found) > NAMED else "")
    total = sum(abs(one.cents) for one in found)
    return Remark(key, {"n": len(found), "accounts": names, "amount": money.euros(total)})
