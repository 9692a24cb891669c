"""Stage 2: groups with their members, and how much of sales and of exposure hangs on few of them.

What limits a group is what covers it together: its insured limits, or its own limits where it has none. A group, or a
customer in none, with 10 % of what is invoiced is watched; with 20 % and exposure that nobody covers it is an alert.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.measures.concentration import LARGEST, concentration
from cashkit.stages.credit_line_figures import bought_together, exposed_together, uncovered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.credit_lines import Lines

    Rows = NDArray[np.intp]

WATCHED, ALERT = 0.10, 0.20
MOST = 20
GROUPS = (
    "group_id", "name", "customers", "exposure", "credit_limit", "insured_limit", "group_limit", "excess",
    "share_of_invoiced",
)  # fmt: skip
MEMBERS = ("group_id", "customer_id", "name", "exposure", "credit_limit", "insured_limit", "share_of_group")
LARGE = ("name", "customers", "invoiced", "share_of_invoiced", "share_of_exposure", "uncovered", "verdict")


def groups(lines: Lines) -> pd.DataFrame:
    """Return the groups with what they expose and buy together, the largest buyers first."""
    total = int(lines.book.invoiced.sum())
    made = []
    for group, rows in lines.groups.items():
        exposure, limit, insured = (int(one[rows].sum()) for one in (lines.book.exposure, lines.limit, lines.insured))
        covered, share = insured or limit, int(lines.book.bought[rows].sum()) / total if total > 0 else np.nan
        amounts = [cents / 100 for cents in (exposure, limit, insured)]
        excess = max(exposure - covered, 0) / 100 if covered else np.nan
        made.append((group, lines.name_of(rows), len(rows), *amounts, covered / 100 or np.nan, excess, share))
    frame = pd.DataFrame(made, columns=list(GROUPS))
    return frame.sort_values("share_of_invoiced", ascending=False, kind="stable", ignore_index=True)


def members(lines: Lines) -> pd.DataFrame:
    """Return the members of each group with what each exposes and may owe, group by group, the most exposed first."""
    rows = [(group, row) for group, rows in lines.groups.items() for row in _by_exposure(lines, rows)]
    at = np.array([row for _, row in rows], np.intp)
    whole = {group: int(lines.book.exposure[rows].sum()) for group, rows in lines.groups.items()}
    share = [int(lines.book.exposure[row]) / whole[group] if whole[group] else np.nan for group, row in rows]
    made = {
        "group_id": [group for group, _ in rows],
        "customer_id": lines.book.file.ids[at],
        "name": lines.book.file.names[at],
        "exposure": lines.book.exposure[at] / 100,
        "credit_limit": lines.limit[at] / 100,
        "insured_limit": lines.insured[at] / 100,
        "share_of_group": np.array(share, float),
    }
    return pd.DataFrame(made, columns=list(MEMBERS))


def _by_exposure(lines: Lines, rows: Rows) -> Rows:
    return rows[np.argsort(-lines.book.exposure[rows], kind="stable")]


def largest(lines: Lines) -> pd.DataFrame:
    """Return the largest buyers, groups taken together, with what hangs on each: `LARGE`."""
    total, exposed = int(lines.book.invoiced.sum()), int(lines.book.exposure.sum())
    if total <= 0:
        return pd.DataFrame(columns=list(LARGE))
    bare = uncovered(lines)
    found = sorted(lines.together.values(), key=lambda rows: -int(lines.book.bought[rows].sum()))[:MOST]
    made = []
    for rows in found:
        bought, exposure, left = (int(one[rows].sum()) for one in (lines.book.bought, lines.book.exposure, bare))
        if bought <= 0:
            break
        share = bought / total
        of_exposure = exposure / exposed if exposed else np.nan
        told = (lines.name_of(rows), len(rows), bought / 100, share, of_exposure, left / 100)
        made.append((*told, _verdict(share, left)))
    return pd.DataFrame(made, columns=list(LARGE))


def _verdict(share: float, left: int) -> str | None:
    """Return watch from a tenth of sales on, bad from a fifth on with exposure that nobody covers; else nothing."""
    if share >= ALERT and left > 0:
        return "bad"
    return "watch" if share >= WATCHED else None


def concentrations(lines: Lines) -> pd.DataFrame:
    """Return the share of what is invoiced and of the exposure of the 1, 5, 10 and 20 largest, groups as one."""
    bought, exposed = bought_together(lines), exposed_together(lines)
    sales = concentration(bought, int(lines.book.invoiced.sum()))
    owed = concentration(exposed, int(lines.book.exposure.sum()))
    count = len(lines.together)
    kept = [n for n in LARGEST if n <= count] or ([count] if count else [])
    if sales is None:
        return pd.DataFrame(columns=["largest", "share_of_invoiced", "share_of_exposure"])
    of_owed = [np.nan if owed is None else owed.shares[n] for n in LARGEST if n in kept]
    made = {
        "largest": kept,
        "share_of_invoiced": [sales.shares[n] for n in LARGEST if n in kept],
        "share_of_exposure": of_owed,
    }
    return pd.DataFrame(made)
