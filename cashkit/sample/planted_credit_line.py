"""Planted in stage 2: limits passed, missing or never looked at again, terms beyond the cap, told from the tables.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.law.payment_terms import due_days
from cashkit.sample.booked import days, positions, told
from cashkit.sample.exposures import FREE
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, HALF_AND_YEAR_BEFORE, YEAR_BEFORE, summed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

STAGE = "credit_line"
TOLERANCE, CONCENTRATION, BUYS = 1.10, 0.10, 2_000_000
_LINE, _SLOWER = 500_000, 15
CAPS = ("60", "45 EOM", "EOM 45")
"""The readings of the cap on payment terms: sixty days, forty-five days to a month end, both ways."""


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of stage 2."""
    limit = seen.cents("credit_limit")
    known, plain = seen.known, ~seen.given("guarantee")
    over = seen.active & (limit > 0) & (seen.exposed > limit * TOLERANCE)
    bought = (known["invoiced"] > BUYS).to_numpy(bool)
    studied = seen.days("limit_reviewed_on") < HALF_AND_YEAR_BEFORE
    slower = (known["slower"] > _SLOWER).to_numpy(bool)
    cases = {
        "terms_beyond_cap": _beyond_cap(seen) & plain,
        "limit_exceeded": over,
        "limit_missing": seen.active & seen.on_credit & bought & (limit == 0) & seen.firm & plain,
        "cover_withdrawn": seen.active & (limit > 0) & _delivered_without_cover(seen),
        "limit_review_overdue": seen.active & (limit > _LINE) & studied & slower,
    }
    made = [rows(STAGE, code, seen.keys(flags)) for code, flags in cases.items()]
    made += [rows(STAGE, "group_limit_exceeded", _groups_exceeded(seen, over))]
    return [*made, rows(STAGE, "concentration_high", _concentrated(seen))]


def _beyond_cap(seen: Seen) -> Flags:
    """Say whose terms put more than half of what it was invoiced beyond every reading of the cap."""
    asked = seen.text("kind").isin(["company", "", "intra_group"]).to_numpy(bool) & seen.home
    asked &= (seen.text("segment") != "export").to_numpy(bool) & ~seen.text("payment_terms").isin(["", "0", "prepaid"])
    owner, issue, cents = _invoiced(seen)
    terms = seen.text("payment_terms").to_numpy(object)
    beyond = np.zeros(len(issue), bool)
    for text in sorted({str(one) for one in terms[asked]}):
        own = np.flatnonzero((terms == text)[owner] & asked[owner])
        beyond[own] = due_days(issue[own], text) > latest(issue[own])
    total = summed(owner, cents, len(asked))
    return asked & (total > 0) & (2 * summed(owner[beyond], cents[beyond], len(asked)) > total)


def _invoiced(seen: Seen) -> tuple[Whole, Whole, Whole]:
    """Return customer, day and cents of the invoices of the year; of all of them for who has none in the year."""
    items = seen.booked.items
    charged = (told(seen.tables["invoices"], "kind") == "invoice").to_numpy(bool) & (items["customer"] >= 0)
    owner, issue = items["customer"].to_numpy()[charged], items["issue"].to_numpy()[charged]
    cents = items["cents"].to_numpy()[charged]
    lately = (issue > YEAR_BEFORE) & (issue <= CLOSING)
    bought = np.bincount(owner[lately], minlength=len(seen.customers)) > 0
    kept = lately | ~bought[owner]
    return owner[kept], issue[kept], cents[kept]


def latest(issue: Whole) -> Whole:
    """Return the latest lawful due day of each day of issue, in the widest reading."""
    last: Whole = np.maximum.reduce([due_days(issue, one).astype(np.int64) for one in CAPS])
    return last


def _delivered_without_cover(seen: Seen) -> Flags:
    """Say to whom something was delivered after the insurer had withdrawn its cover."""
    withdrawn = seen.customers["insured_limit"].eq(0).to_numpy(bool) & (seen.days("cover_changed_on") <= CLOSING)
    return withdrawn & delivered_after(seen, seen.days("cover_changed_on"))


def delivered_after(seen: Seen, since: Whole) -> Flags:
    """Say to whom something to be paid for was delivered after a day of its own."""
    deliveries = seen.tables["deliveries"]
    day, owner = days(deliveries, "delivered_on"), seen.owner("deliveries")
    charged = (told(deliveries, "kind") != FREE).to_numpy(bool) & (day <= CLOSING)
    after = charged & (day > since[owner])
    return np.asarray(np.bincount(owner[after], minlength=len(since)) > 0)


def _groups_exceeded(seen: Seen, over: Flags) -> list[str]:
    """Return the groups that together owe more than they are covered for, none of their codes alone."""
    names, group = groups(seen.text("group_id"))
    exposed, covered = joint(seen)
    alone = summed(group, over.astype(np.int64), len(names)) > 0
    beyond = (covered > 0) & (exposed > covered * TOLERANCE) & ~alone
    return [str(name) for name, hit in zip(names, beyond, strict=True) if hit]


def joint(seen: Seen) -> tuple[Whole, Whole]:
    """Return what each group owes together, and what it is covered for (granted, where nothing is covered)."""
    names, group = groups(seen.text("group_id"))
    count = len(names)
    exposed, insured = (summed(group, cents, count) for cents in (seen.exposed, seen.cents("insured_limit")))
    granted = summed(group, seen.cents("credit_limit"), count)
    covered = np.where(summed(group, seen.given("insured_limit").astype(np.int64), count) > 0, insured, granted)
    return exposed, covered


def groups(group_ids: pd.Series) -> tuple[list[str], Whole]:
    """Return the names of the groups, and the place of the group of each customer, -1 where it has none."""
    names = sorted({str(one) for one in group_ids if one})
    return names, positions(group_ids, pd.Series(names, dtype="str")) if names else np.full(len(group_ids), -1)


def _concentrated(seen: Seen) -> list[str]:
    """Return the groups, or customers without one, that are a tenth of what was invoiced over the year."""
    return [name for name, one in shares(seen).items() if one >= CONCENTRATION]


def shares(seen: Seen) -> dict[str, float]:
    """Return the share of each group, or customer without one, in what was invoiced over the year."""
    own = seen.text("group_id").where(seen.text("group_id") != "", seen.customers["customer_id"])
    names, group = groups(own)
    bought = summed(group, seen.known["invoiced"].to_numpy(np.int64), len(names))
    return {str(name): float(one / bought.sum()) for name, one in zip(names, bought, strict=True)}


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of stage 2 and is none."""
    limit = seen.cents("credit_limit")
    hospital = (seen.text("kind") == "hospital").to_numpy(bool)
    letter = seen.given("guarantee") & (seen.text("segment") == "export").to_numpy(bool)
    small = seen.active & (limit == _LINE) & (seen.text("payment_method") == "direct_debit").to_numpy(bool)
    small &= (seen.text("segment") == "artisans").to_numpy(bool) & ~seen.given("limit_reviewed_on")
    slightly = seen.active & (limit > 0) & (seen.exposed > limit) & (seen.exposed <= limit * TOLERANCE)
    return [
        rows(STAGE, "terms_beyond_cap", seen.keys(hospital), "hospital_50_days", near_miss=True),
        rows(STAGE, "terms_beyond_cap", seen.keys(letter), "letter_of_credit", near_miss=True),
        rows(STAGE, "terms_beyond_cap", seen.keys(_long_but_lawful(seen)), "end_of_month", near_miss=True),
        rows(STAGE, "limit_review_overdue", seen.keys(small), "small_ticket_line", near_miss=True),
        rows(STAGE, "limit_exceeded", seen.keys(slightly), "below_tolerance", near_miss=True),
    ]


def _long_but_lawful(seen: Seen) -> Flags:
    """Say who was invoiced at more than sixty days from issue, within one reading of the cap."""
    owner, issue, _ = _invoiced(seen)
    end_of_month = seen.text("payment_terms").isin(["45 EOM", "EOM 45"]).to_numpy(bool)
    own = end_of_month[owner]
    terms = seen.text("payment_terms").to_numpy(object)
    longest = np.zeros(len(end_of_month), np.int64)
    for text in ("45 EOM", "EOM 45"):
        mine = own & (terms == text)[owner]
        np.maximum.at(longest, owner[mine], due_days(issue[mine], text) - issue[mine])
    return end_of_month & (longest > 60)  # noqa: PLR2004  (the plain cap)
