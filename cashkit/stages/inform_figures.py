"""The figures of stage 1 about the customers: how many are identified, read, and under threat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros
from cashkit.stages.inform_faults import must_have_siren, siren_state
from cashkit.stages.inform_liens import lien_figures
from cashkit.stages.inform_readings import accounts_read
from cashkit.stages.inform_scores import customer_score_figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.inform_readings import Customers


def figures(known: Customers) -> tuple[Figure, ...]:
    """Return the figures of stage 1 about the customers."""
    return (
        *_identified(known),
        *_read(known),
        *customer_score_figures(known),
        *_threatened(known),
        *lien_figures(known),
    )


def share_of(part: NDArray[np.bool_], whole: NDArray[np.bool_], weights: NDArray[np.int64]) -> float | None:
    """Return the share of a part in a whole, by weight; None where the whole weighs nothing."""
    total = int(weights[whole].sum())
    return float(weights[part & whole].sum() / total) if total > 0 else None


def _identified(known: Customers) -> list[Figure]:
    if "siren" not in known.book.file.columns.frame.columns:
        return []
    asked = must_have_siren(known) & known.book.file.active
    true, bought = siren_state(known)[1], np.maximum(known.book.bought, 0)
    number = share_of(true, asked, np.ones(len(asked), np.int64))
    amount = share_of(true, asked, bought)
    basis = {"customers_asked": int(asked.sum()), "customers_identified": int((asked & true).sum())}
    return [
        Figure("siren_share", number, "rate", inputs=basis, reason="" if number is not None else "nobody_asked"),
        Figure("siren_share_of_sales", amount, "rate", reason="" if amount is not None else "nothing_bought"),
    ]


def _read(known: Customers) -> list[Figure]:
    if not known.filed:
        return []
    firms = known.book.file.kind == "company"
    read, bought = accounts_read(known), np.maximum(known.book.bought, 0)
    share = share_of(read, firms, bought)
    return [
        Figure("accounts_read", int((read & firms).sum()), "count"),
        Figure("accounts_read_of_sales", share, "rate", reason="" if share is not None else "nothing_bought"),
    ]


def _threatened(known: Customers) -> list[Figure]:
    """Return what is open with firms judged bad, and how much of it with firms under a judgment."""
    bad = [one.row for one in known.readings if one.verdict == "bad"]
    judgment = known.book.file.by("judgment_on", known.book.until)
    owed = known.book.owed
    told = {"customers_judged_bad": len(bad), "customers_judged": len(known.readings)}
    return [
        Figure("open_with_bad", euros(int(owed[bad].sum())), "eur", inputs=told),
        Figure("open_under_judgment", euros(int(owed[judgment].sum())), "eur"),
    ]
