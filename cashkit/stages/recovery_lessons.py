"""The lessons of stage 8: what signals foretold, what reminders brought, and which faults to put right and prevent.

Each is a table of the review, left out where the dossier does not hold what it needs (`points.csv` says what).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.measures.disputes import pareto
from cashkit.measures.quality_map import disputed_by_product, quality_map
from cashkit.measures.reminder_effect import reminder_effect
from cashkit.measures.signals_foretold import signals_foretold

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.recovery_figures import Recoverable
    from cashkit.stages.situation import Situation

CURED = (
    "price",
    "quantity",
    "quality",
    "delivery",
    "paperwork",
    "duplicate",
    "rebate",
    "acceptance",
    "already_paid",
    "tax",
)
"""The reasons with a cure of their own; any other is to be told first."""
_OTHER = "other"


def lessons(at: Situation, found: Recoverable) -> dict[str, pd.DataFrame]:
    """Return the tables that have a row: signals_foretold, reminder_effect, quality_map, its cures, the sales after."""
    year = found.of_the_year
    mapped = None if year is None or year.empty else quality_map(at.dossier, year)
    made = {
        "signals_foretold": signals_foretold(at.dossier, as_of=at.as_of),
        "reminder_effect": _reminded(at.dossier, at),
        "quality_map": mapped,
        "disputed_by_product": None if mapped is None else _by_product(at, mapped),
        "quality_cures": None if year is None or year.empty else cures(year),
        "sales_after_disputes": found.sales_after,
    }
    return {key: frame for key, frame in made.items() if frame is not None and len(frame)}


def _reminded(dossier: Dossier, at: Situation) -> pd.DataFrame | None:
    """Return the effect of reminders by lateness, the bands in which nobody was reminded left out."""
    effect = reminder_effect(dossier, as_of=at.as_of)
    return None if effect is None else effect[effect["invoices_reminded"] > 0].reset_index(drop=True)


def _by_product(at: Situation, mapped: pd.DataFrame) -> pd.DataFrame | None:
    return disputed_by_product(at.dossier, mapped, since=at.year_before, until=at.until)


def cures(year: pd.DataFrame) -> pd.DataFrame:
    """Return the year's disputes by reason with who puts them right, the cure and how to prevent them, dearest first.

    `in_charge` is who most often answered, else the code of the reason, which names a department.

    >>> import pandas as pd
    >>> told = pd.DataFrame({"reason": ["price", "?"], "after_due": 1.0, "days": 3, "is_open": True, "outcome": "",
    ...     "cents": [100, 900], "owner": ["Sales", ""]})
    >>> cures(told)[["reason", "amount", "in_charge", "cure"]].values.tolist()
    [['?', 9.0, 'other', 'other'], ['price', 1.0, 'Sales', 'price']]
    """
    rows = pareto(year).sort_values("amount", ascending=False, kind="stable").reset_index(drop=True)
    known = rows["reason"].where(rows["reason"].isin(CURED), _OTHER)
    owner = rows["owner"].where(rows["owner"] != "", known)
    return rows[["reason", "count", "amount"]].assign(in_charge=owner, cure=known, prevention=known)
