"""Stage 4, record the order: is every element there and coherent, and should the order have been taken at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.stages.order_faults import order_faults
from cashkit.stages.order_figures import figures, verdict
from cashkit.stages.order_tables import tables
from cashkit.stages.ordered import ordered
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review
from cashkit.stages.situation import Situation

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.door import Options


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:  # noqa: ARG001  (every stage is asked alike)
    """Return the review of stage 4 at a date."""
    missing = missing_points("order", dossier)
    found = ordered(Situation(dossier, as_of))
    if found is None:
        return Review("order", as_of, missing=missing)
    faults = tuple(order_faults(found))
    judged, reason, params = verdict(found, faults)
    return Review(
        "order",
        as_of,
        figure_records=figures(found, faults),
        finding_records=faults,
        tables=tables(found),
        missing=missing,
        verdict=judged,
        reason=reason,
        params=params,
    )
