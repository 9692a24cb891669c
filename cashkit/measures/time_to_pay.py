"""Time to pay: how many days customers take, from the date of issue, with and without the open items.

The mean of paid items only leaves out those that nobody has paid yet, which are the slow ones: it is
given (simple and weighted by amount, as days since issue and as days late) beside the Kaplan-Meier
curve, in which open items count for as long as they have been open. The band of the curve and of its median holds
95 times in 100; by amount, it says how much a few large items weigh (see `survival`).

An item ends when its last cent is settled, some of it by cash; one closed without cash (credit note,
write-off) counts as open up to that day. Retention money, due a year later, is left out of the item (it is known by
`retention_amount`): a building invoice is paid when nothing else is left of it. Opening items are not timed:
their age is unknown.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({
...     "invoice_id": ["F1", "F2"], "customer_id": ["C1", "C1"], "kind": ["invoice", "invoice"],
...     "issue_date": ["2025-01-01", "2025-01-01"], "due_date": ["2025-01-31", "2025-01-31"], "amount": [900.0, 100.0],
... })
>>> payments = pd.DataFrame({"payment_id": ["P1", "P2"], "customer_id": ["C1", "C1"],
...     "payment_date": ["2025-02-10", "2025-01-11"], "amount": [900.0, 100.0]})
>>> allocations = pd.DataFrame({"credit_id": ["P1", "P2"], "invoice_id": ["F1", "F2"],
...     "amount": [900.0, 100.0], "allocated_on": ["2025-02-10", "2025-01-11"]})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=payments, allocations=allocations)
>>> known = time_to_pay(dossier, as_of="2025-02-28")
>>> known.paid, known.mean_days, known.weighted_days, known.mean_days_late
(2, 25.0, 37.0, -5.0)

Units: days; shares as fractions.
Errors: `ArgumentError` for what is no date. Without a paid item the means are None and `reason` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.engine.spells import timed_items
from cashkit.dossier.explaining import Explained
from cashkit.dossier.findings import Figure
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.as_of import resolved_view, warn_outside
from cashkit.measures.survival import bands, equal_items, greenwood, median_day, restricted_mean, unpaid_share

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import Spells, View

BY_AMOUNT = "_by_amount"

Band: TypeAlias = tuple[int | None, int | None]


@dataclass(frozen=True, eq=False)
class TimeToPay:
    """How long customers take to pay, as known on a day.

    The first five figures are of paid items only (`paid` of them); `weighted_days_late_only` counts those paid early as
    paid on the day. The others hold the items still open too (`still_open`): days by which half is paid (None while
    more than half is not), and the mean with every duration counted up to the longest, `longest_days`. `curve` has one
    row for each day on which an item was paid or is still open: day, at_risk (items still followed), paid (items),
    unpaid_share, unpaid_share_by_amount, and their bands: lowest, highest, lowest_by_amount, highest_by_amount
    (by amount NaN for tables that stay on an engine). A band of the median ends with None where nothing bounds it.
    """

    as_of: date
    paid: int
    still_open: int
    mean_days: float | None
    weighted_days: float | None
    mean_days_late: float | None
    weighted_days_late: float | None
    weighted_days_late_only: float | None
    median_days: int | None
    median_days_by_amount: int | None
    restricted_mean_days: float | None
    restricted_mean_days_by_amount: float | None
    longest_days: int | None
    median_band: Band
    median_band_by_amount: Band
    curve: pd.DataFrame
    reason: str = ""

    def explain(self, lang: str | None = None) -> Explained:
        """Return formula, inputs, source and date of its four figures as lines of text."""
        paid = {"invoices_paid": self.paid}
        both = {**paid, "invoices_open": self.still_open}
        told = (
            ("mean_days_to_pay", self.mean_days, paid),
            ("weighted_days_to_pay", self.weighted_days, paid),
            ("median_days_to_pay", self.median_days, both),
            ("restricted_mean_days", self.restricted_mean_days, both),
        )
        made = [Figure(key, value, "days", inputs, as_of=self.as_of) for key, value, inputs in told]
        return Explained("\n\n".join(one.explain(lang) for one in made))


def time_to_pay(dossier: Dossier, *, as_of: object, view: View | None = None) -> TimeToPay:
    """Return how long customers take to pay, as known on a day."""
    day = as_date(as_of)
    spells = dossier.engine.spells(day_number(day), resolved_view(dossier, view))
    warn_outside(dossier, day)
    paid = spells.ended == 1
    curve = _curve(spells).assign(**_bands_by_amount(dossier, day_number(day), resolved_view(dossier, view)))
    days, timed = curve["day"].to_numpy(), len(curve) > 0
    by_count, by_amount = curve["unpaid_share"].to_numpy(), curve["unpaid_share_by_amount"].to_numpy()
    return TimeToPay(
        as_of=day,
        paid=int(spells.items[paid].sum()),
        still_open=int(spells.items[~paid].sum()),
        mean_days=_mean(spells.days[paid], spells.items[paid]),
        weighted_days=_mean(spells.days[paid], spells.cents[paid]),
        mean_days_late=_mean(spells.days_late[paid], spells.items[paid]),
        weighted_days_late=_mean(spells.days_late[paid], spells.cents[paid]),
        weighted_days_late_only=_mean(spells.days_late[paid].clip(min=0), spells.cents[paid]),
        median_days=median_day(days, by_count),
        median_days_by_amount=median_day(days, by_amount),
        restricted_mean_days=restricted_mean(days, by_count) if timed else None,
        restricted_mean_days_by_amount=restricted_mean(days, by_amount) if timed else None,
        longest_days=int(days[-1]) if timed else None,
        median_band=_median_band(curve, ""),
        median_band_by_amount=_median_band(curve, BY_AMOUNT),
        curve=curve,
        reason=_reason(spells),
    )


def _mean(days: NDArray[np.int64], weights: NDArray[np.int64]) -> float | None:
    """Return the weighted mean, of exact sums: cents times days leave 64 bits in a large company."""
    total = int(weights.sum())
    if not total:
        return None
    product: int = sum(day * weight for day, weight in zip(days.tolist(), weights.tolist(), strict=True))
    return product / total


def _curve(spells: Spells) -> pd.DataFrame:
    at_risk, paid, by_count = unpaid_share(spells.days, spells.ended, spells.items)
    _, _, by_amount = unpaid_share(spells.days, spells.ended, spells.cents)
    low, high = bands(by_count, greenwood(at_risk, paid, at_risk))
    columns = {"day": np.unique(spells.days), "at_risk": at_risk, "paid": paid}
    shares = {"unpaid_share": by_count, "unpaid_share_by_amount": by_amount}
    return pd.DataFrame(columns | shares | {"lowest": low, "highest": high})


def _bands_by_amount(dossier: Dossier, until: int, view: View) -> dict[str, Any]:
    """Return the band by amount, which needs the items one by one: NaN where they stay on an engine."""
    engine = dossier.engine
    if not isinstance(engine, Arrays):
        return dict.fromkeys(("lowest_by_amount", "highest_by_amount"), np.nan)
    allocated, when = engine.allocated(view)
    timed = timed_items(engine.books, allocated.rows, when, until)
    at_risk, gone, share = unpaid_share(timed.days, timed.ended, timed.cents)
    low, high = bands(share, greenwood(at_risk, gone, equal_items(timed.days, timed.cents)))
    return {"lowest_by_amount": low, "highest_by_amount": high}


def _median_band(curve: pd.DataFrame, of: str) -> Band:
    """Return the first and the last day by which half may be paid."""
    days = curve["day"].to_numpy()
    return median_day(days, curve[f"lowest{of}"].to_numpy()), median_day(days, curve[f"highest{of}"].to_numpy())


def _reason(spells: Spells) -> str:
    if not len(spells.items):
        return "measures.nothing_timed"
    return "" if (spells.ended == 1).any() else "measures.nothing_paid"
