"""What is wrong in the sample's ledger, case by case: the true cases of stage 9, and what only looks like one.

Found from the entries of the last year and the tables, by rules of its own: no stage is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import DateLike, as_date, day_number
from cashkit.sample.booked import cents_of
from cashkit.sample.harmless_ledger import near_misses
from cashkit.sample.ledger_seen import OLD, Books, judged, losses, net_doubtful, sent_to_court, waiting
from cashkit.sample.seen import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

STAGE = "impact"
_MARGIN = 1.01
_BLANK = ("", "-")


def planted(entries: pd.DataFrame, tables: Mapping[str, pd.DataFrame], as_of: DateLike) -> pd.DataFrame:
    """Return one row a case of stage 9, true or only looking so."""
    books = Books(entries, tables, day_number(as_date(as_of)))
    true = {
        "doubtful_not_transferred": _not_transferred(books), "allowance_missing": _missing(books),
        "allowance_with_vat": _with_vat(books), "allowance_not_reversed": _not_reversed(books),
        "vat_to_recover": _vat_left(books), "insured_loss_not_claimed": _not_claimed(books),
        "write_off_without_trace": _untraced(books), "accrual_missing": _not_accrued(books),
    }  # fmt: skip
    rows = [(STAGE, code, key, False, "") for code, keys in true.items() for key in sorted(keys)]
    rows += [
        (STAGE, code, key, True, note) for code, note, keys in near_misses(books) for key in sorted(keys - true[code])
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _not_transferred(books: Books) -> set[str]:
    court = sent_to_court(books)
    legal = court.index[court < books.day - OLD]
    own = books.owed[~books.owed["doubtful"]]
    day = own["customer_id"].map(judged(books))
    caught = np.where(day.notna(), own["issued"] < day.fillna(0), own["customer_id"].isin(legal))
    return set(own[caught]["customer_id"])


def _old_doubtful(books: Books) -> set[str]:
    """Return the customers with a debt moved to 416 long ago that is still there."""
    held = books.balance("416")
    own = books.lines[books.lines["account"].str.startswith("416") & (books.lines["cents"] > 0)]
    old = own[own["day"] < books.day - OLD]["party"]
    return set(old) & set(held[held > 0].index)


def _missing(books: Books) -> set[str]:
    return _old_doubtful(books) - set(books.balance("491").index)


def _with_vat(books: Books) -> set[str]:
    held, net = -books.balance("491"), net_doubtful(books)
    known = held[held.index.isin(net.index)]
    return set(known[known > net.reindex(known.index) * _MARGIN].index)


def _not_reversed(books: Books) -> set[str]:
    held = -books.balance("491")
    return set(held[held > 0].index) - set(net_doubtful(books).index)


def _vat_left(books: Books) -> set[str]:
    liquidated = books.customers.index[books.customers["insolvency"].fillna("") == "liquidation"]
    lost = losses(books)
    return set(lost[lost["party"].isin(liquidated) & ~lost["taken_back"]]["party"])


def _not_claimed(books: Books) -> set[str]:
    insured = books.customers.index[cents_of(books.customers, "insured_limit") > 0]
    paid = set(books.balance("791", "7587").index)
    return (set(losses(books)["party"]) & set(insured)) - paid


def _untraced(books: Books) -> set[str]:
    lost = losses(books)
    return set(lost[lost["straight"] & lost["ref"].str.strip().isin(_BLANK)]["entry"])


def _not_accrued(books: Books) -> set[str]:
    there = waiting(books)
    return set(there[~there["accrued"]]["delivery_id"])
