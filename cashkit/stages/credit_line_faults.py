"""Faults of stage 2: terms beyond the caps, limits passed, missing, stale or uncovered, sales on one customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.table_columns import columns_of
from cashkit.ground.money import cents, euros
from cashkit.measures.credit_limit import SMALL_TICKET, beyond
from cashkit.measures.exposure_on_day import FREE
from cashkit.stages.fault import Fault
from cashkit.stages.losses import dearest
from cashkit.stages.portfolio import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.stages.credit_lines import Lines
    from cashkit.stages.fault import Item

    Bool = NDArray[np.bool_]

_TERMS = Fault("terms_beyond_cap", "customers", "cash_late", "C. com. L441-10 I")
_EXCEEDED = Fault("limit_exceeded", "customers", "loss")
_MISSING = Fault("limit_missing", "customers", "loss")
_GROUP = Fault("group_limit_exceeded", "customers", "loss")
_COVER = Fault("cover_withdrawn", "customers", "loss")
_REVIEW = Fault("limit_review_overdue", "customers", "loss")
_CONCENTRATION = Fault("concentration_high", "customers", "exposure")
MOST_BEYOND = 0.5
"""The share of the amounts beyond every reading of the cap from which on the terms themselves are."""
TO_DECIDE = 2_000_000
"""Cents bought over a year from which on somebody has to set a limit."""
REVIEWED_WITHIN = 18
WORSE_BY = 15
CONCENTRATED = 0.10
_YEAR_DAYS = 365


def faults(lines: Lines) -> tuple[Finding, ...]:
    """Return the faults of stage 2, terms first, then limits, then cover and concentration."""
    looked_at = (_terms, _exceeded, _missing, _groups, _covers, _reviews, _concentrations)
    return tuple(found for look in looked_at for found in dearest(look(lines)))


def _rows(mask: Bool) -> list[int]:
    return [int(row) for row in np.flatnonzero(mask)]


def _terms(lines: Lines) -> Iterator[Finding]:
    """Tell the terms that are too long in every reading of the law for most of what is invoiced under them."""
    share, extra = (lines.terms[name].to_numpy(float) for name in ("beyond_share", "extra_days"))
    written = lines.terms["terms"].to_numpy(object)
    for row in _rows(lines.between_firms & (np.nan_to_num(share) > MOST_BEYOND)):
        late = round(max(0, int(lines.book.bought[row])) * float(extra[row]) / _YEAR_DAYS)
        said = {"terms": str(written[row]), "share": float(share[row]), "days": float(extra[row])}
        key = str(lines.book.file.ids[row])
        named = {"name": str(lines.book.file.names[row])}
        yield _TERMS.finding(key, key, [("customers", key, late)], named | said)


def exceeded(lines: Lines) -> Bool:
    """Return who is beyond its own limit by more than the tolerance."""
    return lines.book.file.active & beyond(exposure=lines.book.exposure, limit=lines.limit)


def _exceeded(lines: Lines) -> Iterator[Finding]:
    exposure = lines.book.exposure
    for row in _rows(exceeded(lines)):
        over = int(exposure[row] - lines.limit[row])
        said = {"exposure": euros(int(exposure[row])), "limit": euros(int(lines.limit[row]))}
        yield lines.book.finding(_EXCEEDED, row, over, said | {"excess": over / int(lines.limit[row])})


def _missing(lines: Lines) -> Iterator[Finding]:
    file, book = lines.book.file, lines.book
    if not lines.has("credit_limit"):
        return
    lacking = file.active & file.on_credit & (lines.limit == 0) & (file.kind == "company") & ~lines.guaranteed
    for row in _rows(lacking & (book.bought > TO_DECIDE)):
        yield book.finding(_MISSING, row, int(book.owed[row]), {"bought": euros(int(book.bought[row]))})


def _groups(lines: Lines) -> Iterator[Finding]:
    """Tell the groups that are beyond what covers them together though no member is beyond its own limit."""
    over = exceeded(lines)
    for group, rows in lines.groups.items():
        limit = int(lines.insured[rows].sum()) or int(lines.limit[rows].sum())
        exposure = int(lines.book.exposure[rows].sum())
        together = beyond(exposure=np.array([exposure]), limit=np.array([limit]))
        if together[0] and not over[rows].any():
            said = {"n": len(rows), "exposure": euros(exposure), "limit": euros(limit), "name": lines.name_of(rows)}
            yield _GROUP.finding(group, None, _spread(lines, rows, exposure - limit), said)


def _spread(lines: Lines, rows: NDArray[np.intp], excess: int) -> list[Item]:
    """Return the rows that a group's excess stands on, those of the member who owes most first."""
    items: list[Item] = []
    left = excess
    for row in rows[np.argsort(-lines.book.exposure[rows], kind="stable")]:
        part = min(left, int(lines.book.exposure[row]))
        items += lines.book.touched(int(row), part) if part > 0 else []
        left -= part
    return items


def _covers(lines: Lines) -> Iterator[Finding]:
    """Tell the customers whose cover the insurer withdrew while their limit stayed and goods went on leaving."""
    book, file = lines.book, lines.book.file
    withdrawn = file.columns.given("insured_limit") & (lines.insured == 0) & file.by("cover_changed_on", book.until)
    withdrawn &= file.active & (lines.limit > 0)
    if not withdrawn.any():
        return
    count = _delivered_after(lines, file.days("cover_changed_on"))
    for row in _rows(withdrawn & (count > 0)):
        said = {"changed": book.day("cover_changed_on", row), "limit": euros(int(lines.limit[row]))}
        yield book.finding(_COVER, row, int(book.owed[row]), said | {"n": int(count[row])})


def _delivered_after(lines: Lines, days: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return how many deliveries each customer had after a day of its own; invoices where deliveries are not known."""
    deliveries = columns_of(lines.book.dossier, "deliveries")
    if deliveries is not None:
        charged = np.where(deliveries.words("kind") != FREE, deliveries.ids("customer_id"), "")
        return lines.book.after(charged, deliveries.days("delivered_on"), days)[1]
    invoices = columns_of(lines.book.dossier, "invoices")
    if invoices is None:
        return np.zeros(len(lines.book.file), np.int64)
    ids = np.where(invoices.words("kind") == "invoice", invoices.ids("customer_id"), "")
    return lines.book.after(ids, invoices.days("issue_date"), days)[1]


def _reviews(lines: Lines) -> Iterator[Finding]:
    """Tell the limits that nobody has looked at for 18 months while their customer pays ever later."""
    book, file = lines.book, lines.book.file
    old = (
        file.by("limit_reviewed_on", book.months_ago(REVIEWED_WITHIN) - 1)
        & file.active
        & (lines.limit > cents(SMALL_TICKET))
    )
    if not old.any():
        return
    before, now = book.late_between(2 * YEAR, YEAR), book.days_late
    for row in _rows(old & (np.nan_to_num(now - before) > WORSE_BY)):
        said = {"limit": euros(int(lines.limit[row])), "reviewed": book.day("limit_reviewed_on", row)}
        told = said | {"before": float(before[row]), "now": float(now[row])}
        yield book.finding(_REVIEW, row, int(book.exposure[row]), told)


def _concentrations(lines: Lines) -> Iterator[Finding]:
    """Tell the customers, or groups of them, that a tenth of all sales or more hang on."""
    total = int(lines.book.invoiced.sum())
    if not lines.has("group_id") or total <= 0:
        return
    outstanding = lines.book.owed + lines.financed
    for key, rows in lines.together.items():
        share = int(lines.book.bought[rows].sum()) / total
        if share >= CONCENTRATED:
            items = [("customers", str(lines.book.file.ids[row]), int(outstanding[row])) for row in rows]
            alone = key if len(rows) == 1 and key not in lines.groups else None
            said = {"n": len(rows), "share": share, "name": lines.name_of(rows)}
            yield _CONCENTRATION.finding(key, alone, items, said)
