"""Collection effectiveness index (CEI): of what could be collected over a period, the share that was.

What could be collected is what was owed at its beginning and what was invoiced since; what is not yet due at its end
asks for no effort. Two conventions are in use, which must never be compared: with all the sales of the period, and
with the sales of a mean month of it (sales / number of months).

>>> effectiveness(opening=100_000, invoiced=1_000_000, closing=120_000, current=100_000)
0.98
>>> round(effectiveness(opening=6_200, invoiced=10_890, closing=6_340, current=3_590, months=3), 3)
0.559
>>> effectiveness(opening=10_000, invoiced=0, closing=10_000, current=0)  # nothing was paid
0.0

Formula: (opening + sales - closing) / (opening + sales - current), with sales = invoiced / months.
Units: euros, VAT included on all sides; a fraction. None when there was nothing to collect. Unapplied credits lower
what is owed: a CEI above 1 says that more was received than was due. Balances brought forward within the period were
owed at its beginning: they are no sales, and a first year opens with them.
Errors: `ArgumentError` for what is no amount, no number of months, no date.
Source: Credit Research Foundation (sales of a mean month); usual form with all sales (see tests/reference).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.engine.interface import Label, Query
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.money import euros
from cashkit.measures.arguments import amount, whole
from cashkit.measures.as_of import resolved_view, warn_outside
from cashkit.measures.balance import balance_at
from cashkit.measures.invoiced import invoiced_until, months_before

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View
    from cashkit.ground.money import Money

_OPENING = INVOICE_KINDS.index("opening")


@dataclass(frozen=True)
class CollectionEffectiveness:
    """The CEI of the months up to a day in both conventions, with what it was made of.

    `over_period` holds all the sales, `per_month` those of a mean month; `reason` is a words key where both are None.
    """

    as_of: date
    months: int
    opening: Decimal
    invoiced: Decimal
    closing: Decimal
    current: Decimal
    over_period: float | None
    per_month: float | None
    reason: str = ""


def effectiveness(*, opening: Money, invoiced: Money, closing: Money, current: Money, months: int = 1) -> float | None:
    """Return the CEI; `months` is the number of months that the sales are shared between (1: all of them count)."""
    sales = amount("invoiced", invoiced) / whole("months", months)
    begun = amount("opening", opening) + sales
    due = begun - amount("current", current)
    return float((begun - amount("closing", closing)) / due) if due > 0 else None


def collection_effectiveness(
    dossier: Dossier, *, as_of: object, months: int = 12, view: View | None = None
) -> CollectionEffectiveness:
    """Return the CEI of the last months up to a date, in both conventions."""
    day, length, chosen = as_date(as_of), whole("months", months), resolved_view(dossier, view)
    warn_outside(dossier, day)
    first = day_number(months_before(day, length))
    sales = invoiced_until(dossier, day_number(day), chosen)
    before, after = (balance_at(dossier.engine, number, chosen) for number in (first - 1, day_number(day)))
    told = {
        "opening": euros(before.total + _brought_forward(dossier, (first - 1, day_number(day)), chosen)),
        "invoiced": euros(sales.since(first)),
        "closing": euros(after.total),
        "current": euros(after.current),
    }
    if not sales.covers(first):
        return CollectionEffectiveness(
            day, length, **told, over_period=None, per_month=None, reason="measures.history_short"
        )
    both = (effectiveness(**told, months=number) for number in (1, length))
    over, per = both
    reason = "" if over is not None else "measures.nothing_to_collect"
    return CollectionEffectiveness(day, length, **told, over_period=over, per_month=per, reason=reason)


def _brought_forward(dossier: Dossier, between: tuple[int, int], view: View) -> int:
    """Return the cents of the balances brought forward that were posted after a day and until another."""
    brought = []
    for until in between:
        cells = dossier.engine.cells(Query("items", (Label("kind"),), until, view))
        brought.append(int(cells.cents[cells.keys[0] == _OPENING].sum()))
    return brought[1] - brought[0]
