"""The trial balance: what each account was opened with, received and gave, and is left with.

One row an account and auxiliary (a customer, a supplier), in whole cents, debit positive.
`opening` is what the opening entries carried in, `debit` and `credit` are the movements of the
year, `closing = opening + debit - credit`. Over all accounts the closing balances sum to zero,
or the entries do not balance: `difference` says by how much.

>>> import pandas as pd
>>> entries = pd.DataFrame({
...     "journal_label": ["À nouveaux", "À nouveaux", "Ventes", "Ventes"],
...     "account": ["512000", "101000", "411000", "707000"],
...     "debit": [50.0, 0.0, 12.0, 0.0], "credit": [0.0, 50.0, 0.0, 12.0],
... })
>>> print(trial_balance(entries).frame().to_string(index=False))
account account_label  opening  debit  credit  closing
 101000                  -50.0    0.0     0.0    -50.0
 411000                    0.0   12.0     0.0     12.0
 512000                   50.0    0.0     0.0     50.0
 707000                    0.0    0.0    12.0    -12.0

Units: cents in the arrays, euros in the frames.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from cashkit.accounts import year_end
from cashkit.accounts.postings import Ints, Mask, Postings, Texts, postings, starts_with, sums
from cashkit.ground import money


@dataclass(frozen=True)
class TrialBalance:
    """Rows of (account, auxiliary), sorted; `accounts[account[i]]` is the account of row i, auxiliary -1 is none."""

    accounts: Texts
    labels: Texts
    auxiliaries: Texts
    account: Ints
    auxiliary: Ints
    opening: Ints
    debit: Ints
    credit: Ints

    @property
    def closing(self) -> Ints:
        """The balance of each row in cents, debit positive."""
        return self.opening + self.debit - self.credit

    @property
    def difference(self) -> Decimal:
        """Debits less credits over all accounts, in euros: zero when the entries balance."""
        return money.euros(int(self.closing.sum()))

    def balance(self, *prefixes: str) -> Decimal:
        """Return the balance of the accounts of these prefixes in euros, debit positive."""
        chosen = starts_with(self.accounts, prefixes)[self.account]
        return money.euros(int(self.closing[chosen].sum()))

    def frame(self) -> pd.DataFrame:
        """Return one row an account, in euros, sorted by account."""
        return self._shown().groupby(["account", "account_label"], sort=False, as_index=False).sum().pipe(_in_euros)

    def by_auxiliary(self) -> pd.DataFrame:
        """Return one row an account and auxiliary, in euros, sorted by both."""
        shown = self._shown()
        shown.insert(2, "customer_id", np.append(self.auxiliaries, "")[self.auxiliary])
        return _in_euros(shown)

    def _shown(self) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "account": self.accounts[self.account],
                "account_label": self.labels[self.account],
                "opening": self.opening,
                "debit": self.debit,
                "credit": self.credit,
                "closing": self.closing,
            }
        )


def trial_balance(entries: pd.DataFrame, *, opening_mask: Mask | None = None) -> TrialBalance:
    """Return the trial balance of an entries frame.

    `opening_mask` says which lines carry the year's opening balances; without it they are found
    as `year_end.opening_lines` finds them.
    """
    return balance_of(postings(entries), opening_mask=opening_mask)


def balance_of(lines: Postings, *, opening_mask: Mask | None = None) -> TrialBalance:
    """Return the trial balance of a ledger's lines."""
    opening = year_end.opening_lines(lines) if opening_mask is None else np.asarray(opening_mask, dtype=bool)
    width = len(lines.auxiliaries) + 1
    row, keys = pd.factorize(lines.account * width + lines.auxiliary + 1)
    signed = lines.debit - lines.credit
    opened = sums(row[opening], signed[opening], len(keys))
    moved = [sums(row[~opening], column[~opening], len(keys)) for column in (lines.debit, lines.credit)]
    account, auxiliary = keys // width, keys % width - 1
    order = np.lexsort((_rank(lines.auxiliaries)[auxiliary], _rank(lines.accounts)[account]))
    return TrialBalance(
        accounts=lines.accounts,
        labels=lines.labels,
        auxiliaries=lines.auxiliaries,
        account=account[order],
        auxiliary=auxiliary[order],
        opening=opened[order],
        debit=moved[0][order],
        credit=moved[1][order],
    )


def _rank(texts: Texts) -> Ints:
    """Return the place of each text in sorted order, and last (index -1) that of no text: before all."""
    rank = np.zeros(len(texts) + 1, np.int64)
    rank[np.argsort(texts.astype(str), kind="stable")] = np.arange(1, len(texts) + 1)
    return rank


def _in_euros(shown: pd.DataFrame) -> pd.DataFrame:
    amounts = ["opening", "debit", "credit", "closing"]
    return shown.assign(**{name: shown[name] / 100 for name in amounts}).reset_index(drop=True)
