"""Stage 2: the limits by rule, weighed by score and behaviour, beside the practice formula of credit managers.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-12-01", "due_date": "2025-12-31", "amount": [900.0]})
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": "Un", "payment_terms": "30", "credit_limit": [5000.0]})
>>> dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=invoices, customers=customers)
>>> found = credit_limits(dossier, weights={"terms_short": 1.2})
>>> found[["proposed_limit", "weighted_limit", "practice_limit"]].values.tolist()  # a tenth of 900 is owed by one
[[90.0, 90.0, 1188.0]]

`weights` are your own coefficients by their keys (`measures/line_weights.csv`). Units: euros with VAT; factors.
Errors: `ArgumentError` for a key that is none, a coefficient below 0 or above 2, or what is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.score_domain import Firm
from cashkit.accounts.scores import score
from cashkit.ground.calendar import reporting_day
from cashkit.ground.money import euros
from cashkit.measures.line_weights import GONE, NO_EQUITY, LineWeights, practice_line, weighted_line
from cashkit.measures.order_book import order_book
from cashkit.stages.credit_line_rules import given, ruled
from cashkit.stages.credit_lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.credit_line_rules import Ruled
    from cashkit.stages.credit_lines import Lines

METHOD = "conan_holder"
COLUMNS = (
    "customer_id", "name", "credit_limit", "proposed_limit", "score_band", "score_weight", "weighted_lateness",
    "behaviour_weight", "weighted_limit", "practice_limit",
)  # fmt: skip


def credit_limits(
    dossier: Dossier, *, as_of: object = None, weights: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Return the limits of the largest exposures weighed by coefficients of your own: `COLUMNS`."""
    own = LineWeights.of(weights)
    lines = lines_of(dossier, dossier.closing_date if as_of is None else reporting_day(as_of))
    return pd.DataFrame(columns=list(COLUMNS)) if lines is None else weighed(ruled(lines), own)


def weighed(found: Ruled, weights: LineWeights) -> pd.DataFrame:
    """Return the limits by rule weighed by score and behaviour, and the practice formula: `COLUMNS`."""
    lines, rows = found.lines, found.rows
    zones = [zone_of(lines, int(row)) for row in rows]
    scores = [weights.score(zone) for zone in zones]
    late = [found.late(int(row)) for row in rows]
    paid = [weights.behaviour(days) for days in late]
    made = {
        "customer_id": lines.book.file.ids[rows],
        "name": lines.book.file.names[rows],
        "credit_limit": given(lines, rows, "credit_limit"),
        "proposed_limit": found.chosen[0],
        "score_band": [zone or "" for zone in zones],
        "score_weight": np.array(scores, float),
        "weighted_lateness": np.array(late, float),
        "behaviour_weight": np.array(paid, float),
        "weighted_limit": _weighted(found.chosen[0], scores, paid),
        "practice_limit": _practice(found, weights, paid),
    }
    return pd.DataFrame(made, columns=list(COLUMNS))


def zone_of(lines: Lines, row: int) -> str | None:
    """Return the zone of a customer's score by its latest accounts; None where it has none.

    Proceedings settle it, and so does equity below nil, which the score by itself may call sound.
    """
    if lines.gone[row]:
        return GONE
    accounts = lines.accounts(row)
    if accounts is None:
        return None
    if (accounts.value("DL") or 0) < 0:
        return NO_EQUITY
    firm = Firm(naf=str(lines.book.file.written("naf")[row]), as_of=lines.book.as_of)
    return score(accounts, method=METHOD, firm=firm).zone or None


def _weighted(
    proposed: NDArray[np.float64], scores: list[float | None], paid: list[float | None]
) -> NDArray[np.float64]:
    made = [
        np.nan if np.isnan(line) else float(weighted_line(line=float(line), score=zone, behaviour=late))
        for line, zone, late in zip(proposed, scores, paid, strict=True)
    ]
    return np.array(made, float)


def _practice(found: Ruled, weights: LineWeights, paid: list[float | None]) -> NDArray[np.float64]:
    """Return orders to deliver, to be invoiced and open invoices, times terms and behaviour."""
    lines, parts = found.lines, found.lines.book.exposure_parts
    if parts is None:
        return np.full(len(found.rows), np.nan)
    ordered, days = to_deliver(lines), lines.terms["days"].to_numpy(float)
    made = []
    for row, behaviour in zip(found.rows, paid, strict=True):
        opened = int(parts["open_invoices"].iloc[row] + parts["discounted"].iloc[row])
        amounts = {"orders": int(ordered[row]), "to_invoice": int(parts["to_be_invoiced"].iloc[row]), "opened": opened}
        told = {name: euros(max(cents, 0)) for name, cents in amounts.items()}
        made.append(float(practice_line(**told, weights=(weights.terms(float(days[row])), behaviour))))
    return np.array(made, float)


def to_deliver(lines: Lines) -> NDArray[np.int64]:
    """Return what is ordered firmly by each customer and not delivered yet, in cents; nil without orders."""
    book = order_book(lines.book.dossier)
    if book is None:
        return np.zeros(len(lines.book.file), np.int64)
    known = book.firm & (book.day <= lines.book.until)
    left = np.where(known, book.left(lines.book.until), 0)
    sums = pd.Series(left).groupby(book.orders.ids("customer_id")).sum()
    return lines.book.file.of(sums)
