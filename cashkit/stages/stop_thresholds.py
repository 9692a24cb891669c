"""Stop rules compared: what each would have saved, beside the sales that it would have held back for nothing.

The line alone, then lateness alone of more than so many days (and 1 000 €, without a dispute), then both. The
break-even is the share of the sales held back and paid all the same that a rule may really lose before it costs
more than it saves: the cost of the goods lost, over the margin of the sales paid.

>>> from decimal import Decimal
>>> break_even(lost=10_000, paid=200_000, margin_rate=Decimal("0.40"))  # 6 000 saved; 80 000 of margin at risk
0.075
>>> break_even(lost=10_000, paid=0, margin_rate=Decimal("0.40")) is None
True

Units: euros with VAT (the ratio is the same without), a fraction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.fiscal_year import lines_of
from cashkit.accounts.margins import variable_margin_rate
from cashkit.accounts.statements import income_statement
from cashkit.accounts.trial_balance import balance_of
from cashkit.accounts.year_end import closing_lines
from cashkit.stages.stop_rule import FATES, Rule, fates, held

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.delivered import Delivered

THRESHOLDS = (0, 15, 30, 60, 90)
COLUMNS = ("stop_kind", "overdue_days", "deliveries", "amount", "held_lost", "held_paid", "break_even")
_RULES = (
    ("line", Rule(days=None)),
    *(("late", Rule(days=days, line=False)) for days in THRESHOLDS),
    ("line_or_late", Rule()),
)


def stop_rules(found: Delivered, margin_rate: Decimal | None) -> pd.DataFrame:
    """Return what each rule would have held back over the history (columns: `COLUMNS`); no row where none holds."""
    became = fates(found)
    rows = [_sums(rule, held(found, rule), became) for _, rule in _RULES]
    made = pd.DataFrame(rows, columns=["overdue_days", "deliveries", "amount", "held_lost", "held_paid"])
    ratios = [break_even(lost=row[3], paid=row[4], margin_rate=margin_rate) for row in rows]
    made = made.assign(break_even=pd.Series(ratios, dtype="float64"), stop_kind=[kind for kind, _ in _RULES])
    made[["amount", "held_lost", "held_paid"]] /= 100
    return made[list(COLUMNS)] if made["deliveries"].any() else made[list(COLUMNS)].head(0)


def _sums(rule: Rule, rows: pd.DataFrame, became: NDArray[np.int64]) -> tuple[float, int, int, int, int]:
    """Return the days of a rule, then the number and the cents held back, lost and paid of them."""
    cents, fate = rows["cents"].to_numpy(np.int64), became[rows["row"]]
    lost, paid = (int(cents[fate == FATES.index(name)].sum()) for name in ("lost", "paid"))
    days = np.nan if rule.days is None else float(rule.days)
    return days, len(rows), int(cents.sum()), lost, paid


def break_even(*, lost: int, paid: int, margin_rate: Decimal | None) -> float | None:
    """Return the share of the sales held back and paid that a rule may lose; None without a margin or such sales."""
    if margin_rate is None or margin_rate <= 0 or paid <= 0:
        return None
    return float(lost * (1 - margin_rate) / (paid * margin_rate))


def sales_margin(dossier: Dossier, as_of: date, given: Decimal | None) -> Decimal | None:
    """Return the margin given, else that on variable cost of the books up to a date; None where there are none."""
    if given is not None or dossier.entries is None:
        return given
    lines, _ = lines_of(dossier, as_of)
    ledger = balance_of(lines.where(~closing_lines(lines)))
    return variable_margin_rate(income_statement(dossier, as_of=as_of), ledger)
