"""Stage 2: the portfolio by limit used and risk, one row for each customer with a limit and something exposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.stages.credit_line_figures import uncovered
from cashkit.stages.credit_line_weights import zone_of

if TYPE_CHECKING:
    from cashkit.stages.credit_lines import Lines

COLUMNS = ("customer_id", "name", "exposure", "limit_used", "weighted_lateness", "score_band", "uncovered")
MOST = 400
"""As many of the largest are told; the rest are small, and a chart of more is a cloud."""


def portfolio_risk(lines: Lines) -> pd.DataFrame:
    """Return the largest exposures under a limit: `COLUMNS`, the largest first."""
    book, file = lines.book, lines.book.file
    rows = np.flatnonzero((lines.limit > 0) & (book.exposure > 0) & file.active)
    rows = rows[np.argsort(-book.exposure[rows], kind="stable")][:MOST]
    made = {
        "customer_id": file.ids[rows],
        "name": file.names[rows],
        "exposure": book.exposure[rows] / 100,
        "limit_used": book.exposure[rows] / lines.limit[rows],
        "weighted_lateness": lines.days_late[rows],
        "score_band": [zone_of(lines, int(row)) or "" for row in rows],
        "uncovered": uncovered(lines)[rows] / 100,
    }
    return pd.DataFrame(made, columns=list(COLUMNS))
