"""Stage 2: who needs a review of its limit and why, with what nobody covers; and whose cover has changed.

A limit above the small ticket is due for review when nobody ever reviewed it, or not for twelve months, when its
customer pays more than 15 days later than a year before, when the insurer changed its cover since, when the exposure
is beyond it by more than a tenth, or when the accounts at hand are stale or show equity below nil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of
from cashkit.ground import language
from cashkit.ground.calendar import months_after
from cashkit.ground.money import cents
from cashkit.measures.credit_limit import SMALL_TICKET
from cashkit.measures.exposure_on_day import FREE
from cashkit.stages.credit_line_faults import WORSE_BY, exceeded
from cashkit.stages.credit_line_figures import uncovered
from cashkit.stages.inform_readings import STALE
from cashkit.stages.portfolio import YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.credit_lines import Lines

    Bool = NDArray[np.bool_]
    Int64 = NDArray[np.int64]

REASONS = ("gone", "beyond", "cover", "worse", "equity", "never", "old", "stale")
"""Why a limit is reviewed, the most pressing first; words: `stages.review_<reason>`."""
REVIEWS = ("customer_id", "name", "exposure", "credit_limit", "limit_reviewed_on", "uncovered", "sentence")
CHANGES = ("customer_id", "name", "cover_changed_on", "insured_limit", "delivered_since", "exposure", "uncovered")


def reviews(lines: Lines) -> pd.DataFrame:
    """Return the limits to review with the reasons, the most uncovered first: `REVIEWS`."""
    file, book, bare = lines.book.file, lines.book, uncovered(lines)
    asked = file.active & (lines.limit > cents(SMALL_TICKET))
    why = {reason: asked & mask for reason, mask in _reasons(lines).items()}
    count = np.sum(list(why.values()), axis=0)
    rows = np.flatnonzero(count > 0)
    rows = rows[np.lexsort((-count[rows], -bare[rows]))]
    made = {
        "customer_id": file.ids[rows],
        "name": file.names[rows],
        "exposure": book.exposure[rows] / 100,
        "credit_limit": lines.limit[rows] / 100,
        "limit_reviewed_on": as_dates(file.days("limit_reviewed_on")[rows]),
        "uncovered": bare[rows] / 100,
        "sentence": [_told([reason for reason in REASONS if why[reason][row]]) for row in rows],
    }
    return pd.DataFrame(made, columns=list(REVIEWS))


def _told(reasons: list[str]) -> str:
    """Return the reasons as one line, in the language in force."""
    said = language.say("stages.review_joint").join(language.say(f"stages.review_{one}") for one in reasons)
    return said[:1].upper() + said[1:]


def _reasons(lines: Lines) -> dict[str, Bool]:
    """Return who has each reason; what the file cannot tell is nobody's."""
    file, book = lines.book.file, lines.book
    reviewed, changed = file.days("limit_reviewed_on"), file.days("cover_changed_on")
    told, nobody = lines.has("limit_reviewed_on"), np.zeros(len(file), bool)
    known = file.by("limit_reviewed_on", book.until)
    worse = np.nan_to_num(book.days_late - book.late_between(2 * YEAR, YEAR)) > WORSE_BY
    equity, stale = _accounts(lines)
    return {
        "gone": lines.gone,
        "beyond": exceeded(lines),
        "cover": file.by("cover_changed_on", book.until) & (~known | (changed > reviewed)),
        "worse": worse,
        "equity": equity,
        "never": ~known if told else nobody,
        "old": known & (reviewed < book.months_ago(YEAR)),
        "stale": stale,
    }


def _accounts(lines: Lines) -> tuple[Bool, Bool]:
    """Return whose equity is below nil, and whose accounts closed more than 18 months ago."""
    equity, stale = np.zeros(len(lines.book.file), bool), np.zeros(len(lines.book.file), bool)
    limit = months_after(lines.book.as_of, -STALE)
    for row in range(len(lines.book.file)):
        accounts = lines.accounts(row)
        if accounts is not None:
            equity[row], stale[row] = (accounts.value("DL") or 0) < 0, accounts.closing_date < limit
    return equity, stale


def cover_changes(lines: Lines) -> pd.DataFrame:
    """Return the customers whose cover the insurer changed, with what left since and what is uncovered: `CHANGES`."""
    file, book = lines.book.file, lines.book
    rows = np.flatnonzero(file.by("cover_changed_on", book.until) & file.columns.given("insured_limit"))
    bare = uncovered(lines)
    rows = rows[np.argsort(-bare[rows], kind="stable")]
    made = {
        "customer_id": file.ids[rows],
        "name": file.names[rows],
        "cover_changed_on": as_dates(file.days("cover_changed_on")[rows]),
        "insured_limit": lines.insured[rows] / 100,
        "delivered_since": delivered_since(lines)[rows] / 100,
        "exposure": book.exposure[rows] / 100,
        "uncovered": bare[rows] / 100,
    }
    return pd.DataFrame(made, columns=list(CHANGES))


def delivered_since(lines: Lines) -> Int64:
    """Return what was delivered to each customer after its cover changed; invoiced, where deliveries are not known."""
    sums = np.zeros(len(lines.book.file), np.int64)
    for table, day in (("deliveries", "delivered_on"), ("invoices", "issue_date")):
        rows = columns_of(lines.book.dossier, table)
        if rows is not None:
            kind = rows.words("kind")
            charged = kind != FREE if table == "deliveries" else kind == "invoice"
            owner = pd.Index(lines.book.file.ids).get_indexer(pd.Index(rows.ids("customer_id")))
            since, when = np.append(lines.book.file.days("cover_changed_on"), NO_DAY)[owner], rows.days(day)
            kept = charged & (owner >= 0) & (since != NO_DAY) & (when > since) & (when <= lines.book.until)
            np.add.at(sums, owner[kept], rows.cents("amount")[kept])
            break
    return sums
