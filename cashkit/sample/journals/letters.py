"""Letters: the codes of lettered groups, A to Z, then AA, AB ..., each account of each party with its own series.

>>> [code(number) for number in (0, 25, 26, 701, 702)]
['A', 'Z', 'AA', 'ZZ', 'AAA']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.journals.postings import NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ALPHABET = 26


def code(number: int) -> str:
    """Return the letters of a number, counted from 0."""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % _ALPHABET) + letters
        number = number // _ALPHABET - 1
    return letters


def letters(lines: pd.DataFrame, last: int) -> pd.Series:
    """Return the letters of the lines whose group was closed by a day, blank for the others."""
    chosen = ((lines["group"] != NONE) & (lines["lettered"] <= last)).to_numpy()
    own = lines[chosen]
    owner = own.groupby(["account", "party"], sort=False).ngroup().to_numpy()
    keys = pd.DataFrame({"owner": owner, "day": own["lettered"].to_numpy(), "group": own["group"].to_numpy()})
    rank = _ranks(keys)
    known = np.array([code(number) for number in range(int(rank.max(initial=-1)) + 1)], object)
    found = np.full(len(lines), "", object)
    found[chosen] = known[rank] if len(rank) else []
    return pd.Series(found, lines.index, dtype="str")


def _ranks(keys: pd.DataFrame) -> NDArray[np.int64]:
    """Return the place of each group among those of its owner, by day, then by group."""
    once = keys.drop_duplicates().sort_values(["owner", "day", "group"], kind="stable")
    place = once.groupby("owner").cumcount()
    known = pd.Series(place.to_numpy(), once["group"].to_numpy())
    return known.reindex(keys["group"]).to_numpy(np.int64)
