"""The lines of a ledger as arrays: account, auxiliary, whole cents, day and entry of each line.

Texts are read once, as codes; every sum over lines is made in int64 cents.

>>> import pandas as pd
>>> lines = postings(pd.DataFrame({"account": ["411000", "707000"], "debit": [12.5, 0.0], "credit": [0.0, 12.5]}))
>>> lines.accounts.tolist(), lines.debit.tolist(), lines.credit.tolist()
(['411000', '707000'], [1250, 0], [0, 1250])

Units: cents; days since 1 January 1970 (`NO_DAY` where the date is missing).
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cashkit.ground import money

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Texts = NDArray[np.object_]
NO_DAY = int(np.iinfo(np.int32).min)


@dataclass(frozen=True)
class Postings:
    """The lines of one ledger; `accounts[account[i]]` is the account of line i, auxiliary -1 is none.

    Lines with the same `entry` number belong to one entry of one journal.
    """

    accounts: Texts
    labels: Texts
    auxiliaries: Texts
    account: Ints
    auxiliary: Ints
    journals: Texts
    journal: Ints
    entry: Ints
    day: Ints
    debit: Ints
    credit: Ints

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.account)

    def where(self, mask: Mask) -> "Postings":
        """Return the lines that a mask keeps."""
        columns = ("account", "auxiliary", "journal", "entry", "day", "debit", "credit")
        return replace(self, **{name: getattr(self, name)[mask] for name in columns})

    def in_accounts(self, *prefixes: str) -> Mask:
        """Return which lines stand in accounts of these prefixes."""
        return starts_with(self.accounts, prefixes)[self.account]

    def balances(self) -> Ints:
        """Return debit less credit of each account of `accounts`, in cents."""
        return sums(self.account, self.debit - self.credit, len(self.accounts))


def postings(entries: pd.DataFrame) -> Postings:
    """Read an entries frame; only `account`, `debit` and `credit` have to be there."""
    accounts, account = _accounts(entries)
    auxiliaries, auxiliary = _coded(entries, "customer_id")
    labels, label = _coded(entries, "account_label")
    journals, journal = _journals(entries)
    last = np.full(len(accounts), -1, np.int64)
    last[account] = label
    return Postings(
        accounts=accounts,
        labels=np.append(labels, "")[last],
        auxiliaries=auxiliaries,
        account=account,
        auxiliary=auxiliary,
        journals=journals,
        journal=journal,
        entry=_entries(entries, journal),
        day=days(entries["posting_date"]) if "posting_date" in entries else np.full(len(entries), NO_DAY, np.int64),
        debit=money.whole_cents(entries["debit"])[0],
        credit=money.whole_cents(entries["credit"])[0],
    )


def starts_with(texts: Texts, prefixes: tuple[str, ...]) -> Mask:
    """Return which texts begin with one of the prefixes."""
    return np.fromiter((text.startswith(prefixes) for text in texts), bool, len(texts))


def sums(keys: Ints, values: Ints, size: int) -> Ints:
    """Return the sum of the values of each key from 0 to size - 1, in integers."""
    total = np.zeros(size, np.int64)
    np.add.at(total, keys, values)
    return total


def days(dates: pd.Series) -> Ints:
    """Return dates as days since 1 January 1970."""
    whole = pd.to_datetime(dates).to_numpy("datetime64[D]")
    return np.where(np.isnat(whole), NO_DAY, whole.astype(np.int64))


def _accounts(entries: pd.DataFrame) -> tuple[Texts, Ints]:
    """Return the distinct accounts and the account of each line; a line without one has the account ""."""
    texts, codes = _coded(entries, "account")
    if not (codes < 0).any():
        return texts, codes
    return np.array([*texts, ""], object), np.where(codes < 0, len(texts), codes)


def _coded(entries: pd.DataFrame, name: str) -> tuple[Texts, Ints]:
    """Return the distinct texts of a column and the code of each line; blank and missing are -1."""
    if name not in entries:
        return np.empty(0, object), np.full(len(entries), -1, np.int64)
    column = entries[name].astype("category")
    texts: Texts = np.array([str(text).strip() for text in column.cat.categories], object)
    codes: Ints = np.array(column.cat.codes, dtype=np.int64)
    for blank in np.flatnonzero(texts == ""):
        codes[codes == blank] = -1
    return texts, codes


def _journals(entries: pd.DataFrame) -> tuple[Texts, Ints]:
    """Return the journals as "code<tab>label", and the journal of each line."""
    codes, code = _coded(entries, "journal_code")
    labels, label = _coded(entries, "journal_label")
    width = len(labels) + 1
    journal, keys = pd.factorize((code + 1) * width + label + 1)
    codes, labels = np.append(codes, ""), np.append(labels, "")
    names = [f"{codes[key // width - 1]}\t{labels[key % width - 1]}" for key in keys]
    return np.array(names, object), journal.astype(np.int64)


def _entries(entries: pd.DataFrame, journal: Ints) -> Ints:
    """Name the entry of each line by a number: one journal, one entry number, one day."""
    number = entries["entry_id"].astype("category") if "entry_id" in entries else None
    code = np.zeros(len(entries), np.int64) if number is None else np.array(number.cat.codes, dtype=np.int64) + 1
    day = days(entries["posting_date"]) if "posting_date" in entries else np.zeros(len(entries), np.int64)
    since = day - day.min(initial=0)
    entry: Ints = (journal * (int(code.max(initial=0)) + 1) + code) * (int(since.max(initial=0)) + 1) + since
    return entry
