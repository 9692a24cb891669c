"""Stage 8, recovery: what is overdue and with whom, what to match first, whom to chase next, what lateness owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.measures.claims import claims, disputes_open
from cashkit.measures.late_interest import late_interest
from cashkit.stages.points import missing_points
from cashkit.stages.recovery_faults import limitations_near, retentions_past_release
from cashkit.stages.recovery_figures import Recoverable, figures, verdict
from cashkit.stages.recovery_tables import tables
from cashkit.stages.review import Review
from cashkit.stages.work_list import work_list

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.door import Options


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:
    """Return the review of stage 8 at a date."""
    found = _recoverable(dossier, as_of, options)
    judged, reason, params = verdict(found)
    faults = (*limitations_near(dossier, found.claims, as_of), *retentions_past_release(dossier, found.claims))
    return Review(
        "recovery",
        as_of,
        figure_records=figures(found),
        finding_records=faults,
        tables=tables(dossier, found, work_list(dossier, found.claims, as_of)),
        missing=missing_points("recovery", dossier),
        verdict=judged,
        reason=reason,
        params=params,
    )


def _recoverable(dossier: Dossier, as_of: date, options: Options) -> Recoverable:
    """Return what the measures say, matched first; beside it by lettering alone where the engine knows both."""
    found = claims(dossier, as_of=as_of)
    both = "matched" in dossier.engine.views
    return Recoverable(
        claims=found,
        as_lettered=claims(dossier, as_of=as_of, view="strict") if both else None,
        interest=late_interest(found, as_of=as_of, rates=options.rates),
        disputes=disputes_open(dossier, as_of),
        as_of=as_of,
    )
