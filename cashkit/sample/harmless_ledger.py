"""Harmless in stage 9: entries and accounts that look like a fault of the books and are none.

Units: whole cents, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.sample.booked import cents_of, days
from cashkit.sample.ledger_seen import OLD, Books, judged, losses, net_doubtful, sent_to_court, waiting
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    import pandas as pd

    Case = tuple[str, str, set[str]]

_PUBLIC = ("public", "hospital")


def near_misses(books: Books) -> list[Case]:
    """Return what looks like a fault and is none: code, why, keys; true cases are still to be taken out."""
    there = waiting(books)
    return [
        *_of_allowances(books),
        *_of_losses(books, losses(books)),
        *_of_courts(books),
        ("accrual_missing", "accrued", set(there[there["accrued"]]["delivery_id"])),
    ]


def _of_allowances(books: Books) -> list[Case]:
    kinds, doubtful = books.customers["kind"].fillna("company"), set(net_doubtful(books).index)
    late = books.owed[~books.owed["doubtful"] & (books.owed["due"] < books.day - OLD)]
    public = set(late["customer_id"]) & set(kinds.index[kinds.isin(_PUBLIC)])
    held, insured = books.balance("491"), _insured(books)
    allowed = doubtful & set(held[held < 0].index)
    return [
        ("allowance_missing", "public_late", public),
        ("allowance_missing", "covered", allowed & insured),
        ("allowance_missing", "retention_not_due", _retained(books)),
        ("allowance_with_vat", "covered", allowed & insured),
        ("allowance_with_vat", "without_vat", allowed - insured),
        ("allowance_not_reversed", "reversed_with_loss", _reversed(books) & set(losses(books)["party"])),
    ]


def _of_losses(books: Books, lost: pd.DataFrame) -> list[Case]:
    parties, paid = set(lost["party"]), set(books.balance("791", "7587").index)
    by_way_of_416 = lost[~lost["straight"]]
    return [
        ("write_off_without_trace", "moved_to_416_first", set(by_way_of_416["entry"])),
        ("vat_to_recover", "taken_back", set(lost[lost["taken_back"]]["party"])),
        ("insured_loss_not_claimed", "claimed", parties & paid),
        ("insured_loss_not_claimed", "not_insured", parties - paid - _insured(books)),
    ]


def _of_courts(books: Books) -> list[Case]:
    court, open_still = sent_to_court(books), books.owed[~books.owed["doubtful"]]
    old = set(court.index[court < books.day - OLD]) | set(judged(books).index)
    lately = set(court.index[court >= books.day - OLD]) & set(open_still["customer_id"])
    return [
        ("doubtful_not_transferred", "moved_in_time", old & set(net_doubtful(books).index)),
        ("doubtful_not_transferred", "in_court_lately", lately),
    ]


def _insured(books: Books) -> set[str]:
    return set(books.customers.index[cents_of(books.customers, "insured_limit") > 0])


def _reversed(books: Books) -> set[str]:
    """Return the customers of whom an allowance was taken back."""
    own = books.lines
    return set(own[own["account"].str.startswith("491") & (own["cents"] > 0) & (own["party"] != "")]["party"])


def _retained(books: Books) -> set[str]:
    """Return the customers with a retention of the year before that is not due yet."""
    invoices = books.tables["invoices"]
    kept = (
        (cents_of(invoices, "retention_amount") > 0)
        & (days(invoices, "retention_due") > books.day)
        & (days(invoices, "retention_due") < NEVER)
    )
    own = invoices.loc[kept & (days(invoices, "issue_date") < books.day - OLD), "customer_id"]
    return set(own) & set(books.owed["customer_id"])
