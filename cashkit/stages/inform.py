"""Stage 1, get information: who the customers are, what is published of them, what their accounts say.

First identity, then public events, then the accounts filed, in nine questions. Verdict: see `losses`; without
anything about the customers it is that of the company's own accounts, read from its entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.findings import NotAssessed
from cashkit.stages.inform_faults import faults
from cashkit.stages.inform_figures import figures
from cashkit.stages.inform_own import TABLES, Own, empty_tables, own_accounts
from cashkit.stages.inform_readings import Customers, customers_of
from cashkit.stages.inform_tables import tables
from cashkit.stages.losses import Judged, judged
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import Finding
    from cashkit.stages.door import Options

__all__ = ["TABLES", "assess"]


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:
    """Return the review of stage 1 at a date."""
    own, known = own_accounts(dossier, as_of, options.sector), customers_of(dossier, as_of)
    found = () if known is None else faults(known)
    told = _judged(own, known, found)
    lacking = () if own else (NotAssessed("own_accounts", "entries", (), "gain_own_accounts"),)
    return Review(
        "inform",
        as_of,
        figure_records=(*(own.figures if own else ()), *(figures(known) if known else ())),
        finding_records=found,
        tables={**(own.tables if own else empty_tables()), **(tables(known) if known else {})},
        missing=(*lacking, *missing_points("inform", dossier)),
        verdict=told.verdict,
        reason=told.reason,
        params=told.params,
    )


def _judged(own: Own | None, known: Customers | None, found: Sequence[Finding]) -> Judged:
    """Return the verdict on the customers; without any, that on the company itself."""
    if known is not None:
        return judged("inform", found, int(known.book.owed.sum()))
    if own is None:
        return Judged("not_assessed", "", {})
    return Judged(own.verdict, "stages.inform_fact", dict(own.params))
