"""The link between two years: each balance brought forward is the one of the year before (G09).

The accounts of the result (12) are compared as one: brought forward is what they held, plus the
result of the year before, which is what charges and income leave. Accounts that one of the two
files pads with zeros (411 and 411000) are the same account.
Source: PCG art. 112-2 (intangibility of the opening balance sheet); C. com. art. L123-19.

>>> unpadded("411000"), unpadded("41100000"), unpadded("100000"), unpadded("411DUP0")
('411', '411', '100', '411DUP0')
"""

from typing import TypeAlias

import numpy as np

from cashkit.dossier.findings import DETAILS, DataFinding, capped, data_finding
from cashkit.ground.money import euros
from cashkit.readers.fec.chart import BALANCE_SHEET, RESULT, of_class
from cashkit.readers.fec.groups import Mask
from cashkit.readers.fec.lines import Lines
from cashkit.readers.fec.telling import saying

Balances: TypeAlias = dict[str, int]
_SHORTEST = 3
_RESULT_ACCOUNTS = "12"


def check_year_link(closed: Balances, opened: Balances, file: str = "") -> list[DataFinding]:
    """Return the findings G09: what a year closed with, account by account, and what the next one opened with.

    A file without any opening line is told by G02, not account by account.
    """
    if not opened:
        return []
    differing = sorted(account for account in closed | opened if closed.get(account, 0) != opened.get(account, 0))
    details = (
        _differs(account, closed.get(account, 0), opened.get(account, 0), file) for account in differing[:DETAILS]
    )
    return capped(details, len(differing))


def _differs(account: str, closed: int, opened: int, file: str) -> DataFinding:
    found = data_finding("G09", file=file, field="CompteNum", value=account)
    return saying(found, previous=euros(closed), opening=euros(opened), amount=euros(opened - closed))


def balances(lines: Lines, chosen: Mask) -> Balances:
    """Return the balances that the next year opens with, in cents, none without lines: the result goes to 12."""
    if not chosen.any():
        return {}
    total = np.zeros(len(lines.account.values), np.int64)
    kept = chosen & of_class(lines.account, BALANCE_SHEET + RESULT)
    np.add.at(total, lines.account.codes[kept], (lines.debit - lines.credit)[kept])
    found: Balances = {}
    for account, cents in zip(lines.account.values, total.tolist(), strict=True):
        goes_to_result = account[:1] in {"6", "7"} or account.startswith(_RESULT_ACCOUNTS)
        key = _RESULT_ACCOUNTS if goes_to_result else unpadded(account)
        found[key] = found.get(key, 0) + cents
    return found


def unpadded(account: str) -> str:
    """Return an account number without the zeros that only fill its length."""
    return account.rstrip("0").ljust(_SHORTEST, "0") if account.isdecimal() else account
