"""Stage 8, recovery: what is overdue and with whom, what to match first, whom to chase next, what lateness owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.due_date_share import open_by_source
from cashkit.measures.claims import claims, disputes_open
from cashkit.measures.disputes import disputes
from cashkit.measures.late_interest import late_interest
from cashkit.measures.sales_after_disputes import sales_after_disputes
from cashkit.stages.points import missing_points
from cashkit.stages.procedures import procedures, routes_told
from cashkit.stages.recovery_dates import claims_not_declared, insurer_notices_due
from cashkit.stages.recovery_disputes import after_due_date, without_owner
from cashkit.stages.recovery_faults import limitations_near, retentions_past_release
from cashkit.stages.recovery_figures import Recoverable, figures, verdict
from cashkit.stages.recovery_lessons import lessons
from cashkit.stages.recovery_reminders import (
    formal_notices_due,
    never_reminded,
    reminders_on_disputes,
    reminders_sent,
)
from cashkit.stages.recovery_tables import tables
from cashkit.stages.review import Review
from cashkit.stages.situation import Situation
from cashkit.stages.work_list import work_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pandas as pd

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import Finding
    from cashkit.stages.door import Options


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:
    """Return the review of stage 8 at a date."""
    at = Situation(dossier, as_of)
    found = _recoverable(at, options)
    judged, reason, params = verdict(found)
    return Review(
        "recovery",
        as_of,
        figure_records=figures(found),
        finding_records=tuple(_faults(at, found)),
        tables=tables(at, found, work_list(dossier, found.claims, as_of)) | _procedures(at) | lessons(at, found),
        missing=missing_points("recovery", dossier),
        verdict=judged,
        reason=reason,
        params=params,
    )


def _faults(at: Situation, found: Recoverable) -> Iterator[Finding]:
    """Yield the faults: what has a last day, then reminders, then disputes."""
    sent = reminders_sent(at)
    yield from claims_not_declared(at)
    yield from insurer_notices_due(at)
    yield from limitations_near(at)
    yield from retentions_past_release(at)
    yield from formal_notices_due(at, sent)
    yield from never_reminded(at, sent)
    yield from reminders_on_disputes(at, sent, found.disputes)
    yield from without_owner(at, found.disputes)
    yield from after_due_date(at, found.disputes)


def _procedures(at: Situation) -> dict[str, pd.DataFrame]:
    """Return the procedure of each old debt and the routes advised, where there is any."""
    found = procedures(at, reminders_sent(at))
    return {"procedures": found, "procedure_routes": routes_told(found, at.as_of)} if len(found) else {}


def _recoverable(at: Situation, options: Options) -> Recoverable:
    """Return what the measures say, matched first; beside it by lettering alone where the engine knows both."""
    dossier, as_of = at.dossier, at.as_of
    professional = ~at.facts.is_person(at.claims["customer"])  # interest of art. L441-10 runs between professionals
    both = "matched" in dossier.engine.views
    return Recoverable(
        claims=at.claims,
        due=open_by_source(dossier, as_of=as_of),
        as_lettered=claims(dossier, as_of=as_of, view="strict") if both else None,
        interest=late_interest(at.claims[professional], as_of=as_of, rates=options.rates),
        disputes_open=disputes_open(dossier, as_of),
        disputes=disputes(dossier, as_of=as_of),
        as_of=as_of,
        year_before=at.year_before,
        sales_after=sales_after_disputes(dossier, as_of=as_of),
    )
