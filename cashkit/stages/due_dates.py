"""Real due dates as a figure: which share of what is owed has a due date that somebody wrote.

>>> [(one.key, one.value) for one in real_due_figures({"file": 100, "erp": 200, "terms": 50, "default": 50})]
[('data_real_due', 0.75)]
>>> real_due_figures({"file": 0})[0].reason, real_due_figures(None)
('nothing_open', [])

Units: cents with VAT by source of the due date; the share is a fraction. None: tables on an engine tell no sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.due_date_share import real_share
from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros

if TYPE_CHECKING:
    from collections.abc import Mapping


def real_due_figures(cents: Mapping[str, int] | None) -> list[Figure]:
    """Return the share of real due dates with the open amounts by source; nothing where sources are not known."""
    if cents is None:
        return []
    share = real_share(cents)
    inputs = {f"due_by_{name}": euros(value) for name, value in cents.items() if value}
    return [Figure("data_real_due", share, "rate", inputs=inputs, reason="" if share is not None else "nothing_open")]
