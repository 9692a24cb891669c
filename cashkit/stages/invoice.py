"""Stage 6, invoice: is every invoice right, lawful, and out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.findings import NotAssessed
from cashkit.stages.billed import billed
from cashkit.stages.invoice_content_faults import against_deliveries, credit_notes_overdue, vat_incoherent
from cashkit.stages.invoice_faults import (
    due_dates_beyond_cap,
    invoices_doubled,
    invoices_late,
    invoices_not_sent,
    numbering_gaps,
)
from cashkit.stages.invoice_figures import Told, figures, verdict
from cashkit.stages.invoice_tables import tables
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review
from cashkit.stages.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import Finding
    from cashkit.stages.billed import Billed
    from cashkit.stages.door import Options


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:  # noqa: ARG001  (every stage is asked alike)
    """Return the review of stage 6 at a date."""
    missing = missing_points("invoice", dossier)
    found = billed(Situation(dossier, as_of))
    if found is None:
        return Review("invoice", as_of, missing=missing)
    told = Told(found, tuple(_faults(found)))
    judged, reason, params = verdict(told)
    return Review(
        "invoice",
        as_of,
        figure_records=figures(told),
        finding_records=told.faults,
        tables=tables(found),
        missing=(*_without_due_dates(found), *_without_country(found), *missing),
        verdict=judged,
        reason=reason,
        params=params,
    )


def _faults(found: Billed) -> Iterator[Finding]:
    """Yield the faults in the order in which invoicing is looked at: in time, right, sent, credited."""
    yield from invoices_late(found)
    yield from due_dates_beyond_cap(found)
    yield from numbering_gaps(found)
    yield from invoices_doubled(found)
    yield from against_deliveries(found)
    yield from vat_incoherent(found)
    yield from invoices_not_sent(found)
    yield from credit_notes_overdue(found)


def _without_due_dates(found: Billed) -> list[NotAssessed]:
    """Say that due dates cannot be judged where none stands in the data."""
    if found.rows.empty or found.rows["real"].any():
        return []
    return [NotAssessed("due_dates", "invoices", ("due_date",), "gain_due_dates")]


def _without_country(found: Billed) -> list[NotAssessed]:
    """Say that the caps of French law are held against nobody where neither currency nor country says France."""
    facts = found.at.facts
    if facts.at_home or facts.has("country") or not found.rows["real"].any():
        return []
    return [NotAssessed("due_dates_abroad", "customers", ("country",), "gain_country")]
