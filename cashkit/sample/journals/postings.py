"""Postings: the lines of accounting entries as columns, made for many entries at once.

>>> sold = post("VE", [19733, 19734], ref=["F1", "F2"], text="Facture", lines=[
...     Line("411000", [1200, 600], party=["C1", "C2"]), Line("701000", [-1000, -600]), Line("445710", [-200, 0])])
>>> sold[["entry", "account", "party", "cents"]].values.tolist()[:4]
[[0, '411000', 'C1', 1200], [0, '701000', '', -1000], [0, '445710', '', -200], [1, '411000', 'C2', 600]]

Units: whole cents, debits above zero; days since 1 January 1970. `entry` numbers the entries of one frame;
`group` is what will be lettered together (`NONE`: nothing), from the day `lettered` on (`NEVER`: not yet).
Lines of no amount are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    Texts: TypeAlias = str | Sequence[str] | pd.Series | NDArray[np.object_]

NONE = -1
COLUMNS = ("journal", "entry", "day", "account", "party", "ref", "document", "text", "cents", "group", "lettered")
_NUMBERS = ("entry", "day", "document", "cents", "group", "lettered")


@dataclass(frozen=True)
class Line:
    """One line that each of some entries has: an account, cents (debits above zero), whose, and its lettered group."""

    account: Texts  # one for all entries, or one each
    cents: ArrayLike
    party: Texts = ""
    group: ArrayLike = NONE
    lettered: ArrayLike = NEVER


def post(
    journal: str, day: ArrayLike, *, ref: Texts, text: Texts, lines: Sequence[Line], document: ArrayLike | None = None
) -> pd.DataFrame:
    """Return the lines of some entries, entry by entry; what is given once stands for all of them."""
    days = np.asarray(day, np.int64).reshape(-1)
    count, width = len(days), len(lines)
    head: dict[str, Any] = {"journal": journal, "day": days, "ref": ref, "text": text, "entry": np.arange(count)}
    head["document"] = days if document is None else document
    columns = {name: np.repeat(_each(name, values, count), width) for name, values in head.items()}
    for name in ("account", "cents", "party", "group", "lettered"):
        columns[name] = np.stack([_each(name, getattr(line, name), count) for line in lines], axis=1).reshape(-1)
    kept = columns["cents"] != 0
    return _frame({name: columns[name][kept] for name in COLUMNS})


def single(journal: str, day: int, document: tuple[str, str], sides: Mapping[str, int]) -> pd.DataFrame:
    """Return one entry: its document (reference and label), and cents by account.

    >>> single("OD", 19733, ("D1", "Dotation"), {"681120": 500, "281540": -500})["cents"].tolist()
    [500, -500]
    """
    ref, text = document
    return post(journal, [day], ref=ref, text=text, lines=[Line(account, [cents]) for account, cents in sides.items()])


def _each(name: str, values: Any, count: int) -> NDArray[Any]:  # noqa: ANN401  (one value for all, or one each)
    """Return the values of a column, one an entry."""
    return np.broadcast_to(np.asarray(values, np.int64 if name in _NUMBERS else object), count)


def _frame(columns: Mapping[str, NDArray[Any]]) -> pd.DataFrame:
    made = {name: values if name in _NUMBERS else pd.array(values, dtype="str") for name, values in columns.items()}
    return pd.DataFrame(made)


def rows(**columns: Any) -> pd.DataFrame:  # noqa: ANN401  (arrays, columns of frames, or one value)
    """Return lines given one by one, the columns that are not given blank."""
    blank: dict[str, Any] = {"party": "", "group": NONE, "lettered": NEVER, "document": columns["day"]}
    given = blank | columns
    count = len(given["cents"])
    columns = {name: _each(name, given[name], count) for name in COLUMNS}
    kept = columns["cents"] != 0
    return _frame({name: values[kept] for name, values in columns.items()})


def together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the lines of several frames as one, each entry with a number of its own."""
    kept, first = [], 0
    for part in parts:
        if len(part):
            kept.append(part.assign(entry=part["entry"] + first))
            first += int(part["entry"].max()) + 1
    return pd.concat(kept, ignore_index=True) if kept else parts[0]


def uneven(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of the entries that do not sum to zero: there are none."""
    sums = lines.groupby("entry", sort=False)["cents"].sum()
    return lines[lines["entry"].isin(sums.index[sums != 0])]
