"""Stage 5, deliver: did exposure and risk allow each delivery, is it proved, and was it invoiced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.stages.delivered import delivered
from cashkit.stages.delivery_faults import delivery_faults
from cashkit.stages.delivery_figures import Gone, figures, verdict
from cashkit.stages.delivery_tables import tables
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review
from cashkit.stages.situation import Situation

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.door import Options


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:
    """Return the review of stage 5 at a date."""
    missing = missing_points("delivery", dossier)
    found = delivered(Situation(dossier, as_of))
    if found is None:
        return Review("delivery", as_of, missing=missing)
    gone = Gone(found, tuple(delivery_faults(found)), options.margin_rate)
    judged, reason, params = verdict(gone)
    return Review(
        "delivery",
        as_of,
        figure_records=figures(gone),
        finding_records=gone.faults,
        tables=tables(gone),
        missing=missing,
        verdict=judged,
        reason=reason,
        params=params,
    )
