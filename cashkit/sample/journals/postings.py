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
_NUMBERS = ("entry", "day", "document", "cents", "group", "lettered", "line")


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
    head: dict[str, Any] = {"journal": journal, "day": days, "ref": ref, "text": text, "entry": np.arange(len(days))}
    head["document"] = days if document is None else document
    parts = [_frame(head | vars(line) | {"line": place}, len(days)) for place, line in enumerate(lines)]
    made = pd.concat(parts, ignore_index=True)
    made = made[made["cents"] != 0]
    return made.sort_values(["entry", "line"], ignore_index=True)[list(COLUMNS)]


def single(journal: str, day: int, document: tuple[str, str], sides: Mapping[str, int]) -> pd.DataFrame:
    """Return one entry: its document (reference and label), and cents by account.

    >>> single("OD", 19733, ("D1", "Dotation"), {"681120": 500, "281540": -500})["cents"].tolist()
    [500, -500]
    """
    ref, text = document
    return post(journal, [day], ref=ref, text=text, lines=[Line(account, [cents]) for account, cents in sides.items()])


def _frame(columns: dict[str, Any], count: int) -> pd.DataFrame:
    made: dict[str, Any] = {}
    for name, values in columns.items():
        if name in _NUMBERS:
            made[name] = np.broadcast_to(np.asarray(values, np.int64), count)
        else:
            each = [values] * count if isinstance(values, str) else np.asarray(values, object)
            made[name] = pd.Series(each, dtype="str")
    return pd.DataFrame(made)


def rows(**columns: Any) -> pd.DataFrame:  # noqa: ANN401  (arrays, columns of frames, or one value)
    """Return lines given one by one, the columns that are not given blank."""
    blank: dict[str, Any] = {"party": "", "group": NONE, "lettered": NEVER, "document": columns["day"]}
    given = blank | columns
    made = pd.DataFrame({name: given[name] for name in COLUMNS}, index=range(len(given["cents"])))
    made = made.astype(dict.fromkeys(_NUMBERS[:-1], "int64"))
    return made[made["cents"] != 0].reset_index(drop=True)


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
