"""Stage 3, open the account: forms that can serve, one code a customer, terms signed, no line left on a sleeper.

Verdict: see `losses`; not assessed without any field of the account form in the customer file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.stages.account_faults import faults
from cashkit.stages.account_figures import figures
from cashkit.stages.account_tables import tables
from cashkit.stages.customer_accounts import accounts_of
from cashkit.stages.losses import judged
from cashkit.stages.points import missing_points
from cashkit.stages.review import Review

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.door import Options


def assess(dossier: Dossier, as_of: date, options: Options) -> Review:  # noqa: ARG001  (every stage takes the options)
    """Return the review of stage 3 at a date."""
    accounts, missing = accounts_of(dossier, as_of), missing_points("account", dossier)
    if accounts is None:
        return Review("account", as_of, missing=missing)
    found = faults(accounts)
    told = judged("account", found, int(accounts.book.owed.sum()))
    return Review(
        "account",
        as_of,
        figure_records=figures(accounts),
        finding_records=found,
        tables=tables(accounts),
        missing=missing,
        verdict=told.verdict,
        reason=told.reason,
        params=told.params,
    )
