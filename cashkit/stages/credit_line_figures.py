"""The figures of stage 2: what is granted, used, uncovered, and how much hangs on one customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros
from cashkit.measures.completeness import NOBODY
from cashkit.measures.concentration import concentration
from cashkit.stages.inform_figures import share_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.credit_lines import Lines

    Int64 = NDArray[np.int64]


def figures(lines: Lines) -> tuple[Figure, ...]:
    """Return the figures of stage 2, as far as the customer file has their columns."""
    return (*_terms(lines), *_limits(lines), *_cover(lines), *_concentration(lines))


def _terms(lines: Lines) -> list[Figure]:
    """Return how long the accounts let customers take, each counting for what it buys."""
    if not lines.has("payment_terms"):
        return []
    days, extra = (lines.terms[name].to_numpy(float) for name in ("days", "extra_days"))
    bought = np.where(np.isnan(days), 0, np.maximum(lines.book.bought, 0))
    total = int(bought.sum())
    mean = float((np.nan_to_num(days) * bought).sum() / total) if total else None
    beyond = np.where(lines.between_firms, np.nan_to_num(extra), 0.0) * np.maximum(lines.book.bought, 0) / 365
    return [
        Figure("granted_days", mean, "days", reason="" if mean is not None else "nothing_bought"),
        Figure("cash_beyond_cap", euros(round(float(beyond.sum()))), "eur", source="C. com. L441-10 I"),
    ]


def _limits(lines: Lines) -> list[Figure]:
    if not lines.has("credit_limit"):
        return []
    book, limited = lines.book, lines.limit > 0
    on_credit = book.file.on_credit & book.file.active & ~np.isin(book.file.kind, NOBODY)
    over = np.where(limited, np.maximum(book.exposure - lines.limit, 0), 0)
    share = share_of(limited, on_credit, np.maximum(book.bought, 0))
    told = {"customers_beyond": int((over > 0).sum()), "customers_limited": int(limited.sum())}
    return [
        Figure("exposure_total", euros(int(book.exposure.sum())), "eur"),
        Figure("limited_share_of_sales", share, "rate", reason="" if share is not None else "nothing_bought"),
        Figure("beyond_limits", euros(int(over.sum())), "eur", inputs=told),
    ]


def uncovered(lines: Lines) -> Int64:
    """Return what each customer exposes beyond what the insurer agreed to."""
    return np.maximum(lines.book.exposure - np.minimum(lines.insured, lines.book.exposure), 0)


def _cover(lines: Lines) -> list[Figure]:
    if not lines.has("insured_limit"):
        return []
    total, bare = int(lines.book.exposure.sum()), int(uncovered(lines).sum())
    share = bare / total if total else None
    basis = {"exposure_total": euros(total)}
    return [
        Figure("uncovered_exposure", euros(bare), "eur", inputs=basis),
        Figure("uncovered_share", share, "rate", reason="" if share is not None else "nothing_open"),
    ]


def bought_together(lines: Lines) -> Int64:
    """Return what was invoiced to each group, and to each customer in none."""
    return np.array([int(lines.book.bought[rows].sum()) for rows in lines.together.values()], np.int64)


def exposed_together(lines: Lines) -> Int64:
    """Return the exposure on each group, and on each customer in none."""
    return np.array([int(lines.book.exposure[rows].sum()) for rows in lines.together.values()], np.int64)


def _concentration(lines: Lines) -> list[Figure]:
    """Return the share of sales of the largest customer, its group taken together, and how few make most of them."""
    total = int(lines.book.invoiced.sum())
    if not lines.has("group_id") or not lines.together:
        return []
    bought = bought_together(lines)
    share = int(bought.max()) / total if total > 0 else None
    found = concentration(bought, total)
    index, most = (None, None) if found is None else (found.index, found.most)
    reason = "" if share is not None else "nothing_bought"
    return [
        Figure("largest_share_of_sales", share, "rate", reason=reason),
        Figure("sales_index", index, "ratio", reason=reason),
        Figure(
            "customers_for_most", most, "count", inputs={"customers_bought": int((bought > 0).sum())}, reason=reason
        ),
    ]
