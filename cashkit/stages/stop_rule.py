"""A stop rule told after the event: what it would have held back over the history, and what became of it.

The rule: without a written release, no delivery on credit beyond the line, or to a company with more than
1 000 € overdue for more than 30 days without a dispute (`Rule` says otherwise). What of the deliveries held back was
lost or is doubtful since would have been saved; what was paid are sales that the rule would have delayed, and some
lost.

Outcomes, by what became of the invoices that bill each delivery: `lost` (written off in part, or doubtful), `open`
(not settled at the date), `paid`, and `not_invoiced`.

>>> import pandas as pd
>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.delivered import delivered
>>> from cashkit.stages.situation import Situation
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "doubtful": [True],
...     "issue_date": "2025-03-10", "amount": 900.0, "delivery_id": "D1"})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1"], "customer_id": "C1", "delivered_on": "2025-03-01",
...     "amount": [900.0]})
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": "Un", "credit_limit": [500.0]})
>>> dossier = Dossier.of(name="case", invoices=invoices, deliveries=deliveries, customers=customers)
>>> found = delivered(Situation(dossier, date(2025, 12, 31)))
>>> stopped_by(found)[["fate", "deliveries", "amount"]].values.tolist()
[['lost', 1, 900.0]]
>>> len(stopped_by(found, Rule(line=False)))
0

Units: euros with VAT.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.tables import PAYMENT_KINDS
from cashkit.ground.calendar import as_date
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import cents
from cashkit.measures.overdue_on_day import daily_overdue
from cashkit.stages.delivered import delivered
from cashkit.stages.ordered import OVERDUE_CENTS, OVERDUE_DAYS
from cashkit.stages.situation import Situation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.ground.money import Money
    from cashkit.stages.delivered import Delivered

FATES = ("lost", "open", "paid", "not_invoiced")
_LOST, _OPEN, _PAID, _NOT_INVOICED = range(4)
_WRITE_OFF, _DOUBTFUL = PAYMENT_KINDS.index("write_off"), "416"


@dataclass(frozen=True)
class Rule:
    """What a stop rule stops: more overdue than so many cents for more than so many days (None: whatever is late).

    `line` says whether it stops what is beyond the line too.
    """

    days: int | None = OVERDUE_DAYS
    cents: int = OVERDUE_CENTS
    line: bool = True


def stop_rule(
    dossier: Dossier, *, as_of: object = None, overdue_days: int = OVERDUE_DAYS, overdue_amount: Money = 1_000
) -> pd.DataFrame:
    """Return what a stop rule of your own thresholds would have held back: fate, deliveries, amount, share.

    `overdue_amount` is in euros with VAT. Without deliveries in memory there is no row.
    """
    day = dossier.closing_date if as_of is None else as_date(as_of)
    owed = cents(overdue_amount)
    for name, value in (("overdue_days", overdue_days), ("overdue_amount", owed)):
        if value < 0:
            raise ArgumentError("measures.negative_amount", name=name, value=value)
    found = delivered(Situation(dossier, day))
    if found is None:
        return pd.DataFrame(columns=["fate", "deliveries", "amount", "share"])
    return stopped_by(found, Rule(overdue_days, owed))


def stopped_by(found: Delivered, rule: Rule | None = None) -> pd.DataFrame:
    """Return what a rule would have held back, by what became of it: fate, deliveries, amount, share."""
    stopped = held(found, rule or Rule())
    fate = fates(found)[stopped["row"]]
    sums = stopped.assign(fate=fate).groupby("fate")["cents"].agg(["size", "sum"])
    made = {
        "fate": [FATES[code] for code in sums.index],
        "deliveries": sums["size"].to_numpy(np.int64),
        "amount": sums["sum"].to_numpy(np.int64) / 100,
        "share": sums["sum"].to_numpy(float) / max(int(sums["sum"].sum()), 1),
    }
    return pd.DataFrame(made)


def held(found: Delivered, rule: Rule) -> pd.DataFrame:
    """Return the deliveries known that a rule would have held back."""
    rows = found.known
    stopped = rows["beyond"] & rule.line | _late(found, rule)
    return rows[stopped & ~rows["prepaid"] & ~rows["released"]]


def _late(found: Delivered, rule: Rule) -> NDArray[np.bool_]:
    rows = found.known
    if rule.days is None:
        return np.zeros(len(rows), bool)
    overdue = rows["overdue"].to_numpy(np.int64)
    if rule.days != OVERDUE_DAYS:
        daily = daily_overdue(found.at.dossier, more_than=rule.days)
        overdue = daily.on(rows["customer"], rows["day"].to_numpy(np.int32))
    return np.asarray(rows["company"] & (overdue > rule.cents), bool)


def fates(found: Delivered) -> NDArray[np.int64]:
    """Return what became of each delivery: the worst of its invoices' fates."""
    fate = np.full(len(found.deliveries), _NOT_INVOICED, np.int64)
    links = found.chain.links
    fate[links.delivery] = _PAID
    np.minimum.at(fate, links.delivery, _invoice_fates(found)[links.invoice])
    return fate


def _invoice_fates(found: Delivered) -> NDArray[np.int64]:
    engine, invoices = found.at.dossier.engine, found.at.table("invoices")
    if not isinstance(engine, Arrays) or invoices is None:
        return np.empty(0, np.int64)
    (rows, when), items = engine.allocated("matched"), engine.books.items
    known = when <= found.at.until
    settled, written_off = np.zeros(len(items), np.int64), np.zeros(len(items), bool)
    np.add.at(settled, rows.rows.item[known], rows.rows.cents[known])
    written_off[rows.rows.item[known & (rows.credit_kind == _WRITE_OFF)]] = True
    count = len(invoices)
    doubtful = invoices.flags("doubtful") | np.char.startswith(invoices.ids("account").astype(str), _DOUBTFUL)
    still = settled[:count] < items.cents[:count]
    return np.where(doubtful | written_off[:count], _LOST, np.where(still, _OPEN, _PAID)).astype(np.int64)
