"""Who owes each customer line: its auxiliary, else what its account adds to the collective account, else nobody.

Many files keep `411DUPONT` or `41100012` for one customer and no auxiliary; some keep one account
for all customers, and then no analysis by customer is possible (R05).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec.lines import Coded, Int32, Int64, Lines

GLOBAL = "GLOBAL"
_COLLECTIVE = 3
_SEVERAL = 3


@dataclass(frozen=True)
class Parties:
    """The customers, sorted; `code` tells that of each receivable line, `unknown` is the code of nobody (-1: none)."""

    labels: NDArray[np.object_]
    names: NDArray[np.object_]
    code: Int32
    unknown: int


def parties(lines: Lines, rows: Int64) -> Parties:
    """Return the customers of the receivable lines."""
    party, account = lines.party.codes[rows], lines.account.codes[rows]
    blank = lines.party.blank()[rows]
    by_account = _of_accounts(lines.account, np.unique(account[blank]))
    seen = np.zeros(len(lines.party.values), bool)
    seen[party[~blank]] = True
    used = np.flatnonzero(seen)
    texts = [str(lines.party.values[code]) for code in used]
    labels = sorted({*texts, *by_account.values()})
    number = {label: code for code, label in enumerate(labels)}
    of_party, of_account = np.zeros(len(lines.party.values), np.int32), np.zeros(len(lines.account.values), np.int32)
    of_party[used] = [number[text] for text in texts]
    of_account[list(by_account)] = [number[text] for text in by_account.values()]
    code = np.where(blank, of_account[account], of_party[party]).astype(np.int32)
    unknown = number[GLOBAL] if GLOBAL in by_account.values() else -1
    return Parties(np.array(labels, object), _names(lines, rows, (code, blank), labels), code, unknown)


def _names(lines: Lines, rows: Int64, found: tuple[Int32, NDArray[np.bool_]], labels: list[str]) -> NDArray[np.object_]:
    """Return the first name given to each customer: of its auxiliary, else of its own account, else its code."""
    code, blank = found
    own = np.where(blank, lines.account_label.codes[rows], lines.party_name.codes[rows])
    given = np.flatnonzero(np.where(blank, ~lines.account_label.blank()[rows], ~lines.party_name.blank()[rows]))[::-1]
    first = np.full(len(labels), -1, np.int64)
    first[code[given]] = given
    values = (lines.party_name.values, lines.account_label.values)
    names = [
        str(values[int(blank[at])][own[at]]) if at >= 0 and label != GLOBAL else label
        for label, at in zip(labels, first.tolist(), strict=True)
    ]
    return np.array(names, object)


def _of_accounts(account: Coded, used: Int32) -> dict[int, str]:
    """Return the customer that each account without auxiliary stands for, where accounts tell customers apart."""
    suffix = {int(code): str(account.values[code])[_COLLECTIVE:] for code in used}
    varied = len({text.strip("0") for text in suffix.values()} - {""}) >= _SEVERAL
    own = {
        code for code, text in suffix.items() if text.strip("0") and (varied or any(sign.isalpha() for sign in text))
    }
    return {code: text if code in own else GLOBAL for code, text in suffix.items()}
