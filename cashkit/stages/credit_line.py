"""Stage 2, set a credit line: terms against the caps, exposure against limits and cover, groups, what to review.

Verdict: see `losses`; not assessed without terms, limits, cover or groups in the customer file: a ledger alone then
tells the lines that customers really used, and how much hangs on a few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.stages.credit_line_faults import faults
from cashkit.stages.credit_line_figures import figures
from cashkit.stages.credit_line_sums import sums
from cashkit.stages.credit_line_tables import tables
from cashkit.stages.credit_line_used import seen_without_lines
from cashkit.stages.credit_lines import lines_of
from cashkit.stages.losses import judged
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.door import Options


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:  # noqa: ARG001  (every stage takes the options)
    """Return the review of stage 2 at a date."""
    lines, missing = lines_of(dossier, as_of), missing_points("credit_line", dossier)
    if lines is None:
        return Review("credit_line", as_of, tables=seen_without_lines(dossier, as_of), missing=missing)
    found, made = faults(lines), tables(lines)
    told = judged("credit_line", found, int(lines.book.owed.sum()))
    return Review(
        "credit_line",
        as_of,
        figure_records=(*figures(lines), *sums(made)),
        finding_records=found,
        tables=made,
        missing=missing,
        verdict=told.verdict,
        reason=told.reason,
        params=told.params,
    )
