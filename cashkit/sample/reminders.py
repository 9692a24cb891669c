"""Reminders: what the sample's house sent to whom, by level: 0 before the due date, 1-3 after it, 4 notice, 5 court.

A controller left in September 2024 and was replaced in March 2025: reminders fell by 60 % in between. What is late by
more than 30 days was reminded of, but for what a story keeps silent.

Units: dates; an invoice left blank means the customer's whole account.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample.chased import SMALL, chased, free_on, reminders_due
from cashkit.sample.claimable import claimable_at
from cashkit.sample.customers import typed
from cashkit.sample.reminders_due import added, never_a_missed_notice, not_too_early_in_court
from cashkit.sample.standing import CLOSING, TWO_YEARS_BEFORE, YEAR_BEFORE
from cashkit.sample.story import CONTROLLER_BACK, CONTROLLER_LEFT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked
    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

BY_LEVEL = (310, 1250, 560, 190, 58, 12)
BY_YEAR = (2_210, 1_710, 2_380)
KEPT_IN_THE_GAP = 0.25
LATE, LARGE = 28, 49_000  # two days and 2 % below what is missed: 30 days and 500 €
CHANNELS = ("phone", "email", "email", "letter", "registered_letter", "court")


@dataclass(frozen=True, eq=False)
class Quiet:
    """What a story keeps silent: customers after a day, items for good; and whom it sends a last or a court letter."""

    after: Whole
    items: Flags
    last_letter: Mapping[int, int]  # customer -> day of a level 3 that nothing followed
    court: Mapping[int, int]  # customer -> day of a level 5
    broken: pd.DataFrame  # promises that nobody followed up: row (of `invoices`), made, promised, cents

    @property
    def undisputed(self) -> Whole:
        """The rows of `invoices` that must not be in dispute at closing."""
        return np.concatenate([np.flatnonzero(self.items), self.broken["row"].to_numpy(np.int64)])


def make_reminders(plan: Plan, seen: Seen, quiet: Quiet) -> pd.DataFrame:
    """Return the table `reminders`."""
    random = plan.random("reminders")
    booked, tables = seen.booked, seen.tables
    items = chased(booked, tables, quiet.after, quiet.items)
    due = reminders_due(items, random)
    needed = _needed(booked, tables, items)
    made = _thinned(plan, due.assign(needed=_first_of(due, needed)), random)
    made = pd.concat([made, _still_missing(items, needed, made)], ignore_index=True)
    made = not_too_early_in_court(made, booked, tables)
    made = never_a_missed_notice(made, booked, tables)
    made = pd.concat([made, added(plan, booked, tables, quiet)], ignore_index=True)
    return _table(_grouped(made, items), booked, tables["invoices"]["invoice_id"])


def _needed(booked: Booked, tables: Mapping[str, pd.DataFrame], items: pd.DataFrame) -> Whole:
    """Return the rows that must have been reminded of once: late and large at closing."""
    late = claimable_at(booked, tables, CLOSING, more_than=LATE)
    return items["row"].to_numpy()[late[items["row"]] >= LARGE]


def _first_of(due: pd.DataFrame, needed: Whole) -> Flags:
    """Say which reminders are the first after the due date of what must have been reminded of."""
    own = due["row"].isin(needed) & (due["level"] > 0)
    first = due["day"].where(own, CLOSING + 1).groupby(due["row"]).transform("min")
    return np.asarray(own & (due["day"] == first), bool)


def _thinned(plan: Plan, due: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Keep as many reminders of each year and level as the story tells, fewer while nobody did the work."""
    draw = random.random(len(due))
    gap = due["day"].between(day_number(CONTROLLER_LEFT), day_number(CONTROLLER_BACK) - 1)
    kept = due.assign(draw=draw)[due["needed"] | ~gap | (draw < KEPT_IN_THE_GAP)]
    kept.loc[kept["needed"], "draw"] = -1.0
    year = np.searchsorted([TWO_YEARS_BEFORE, YEAR_BEFORE], kept["day"].to_numpy(), side="left")
    share = np.array(BY_LEVEL) / sum(BY_LEVEL)
    most = np.rint(np.array(BY_YEAR)[year] * share[kept["level"]] * plan.scale)
    rank = kept["draw"].groupby([pd.Series(year, kept.index), kept["level"]]).rank(method="first")
    return kept[(rank <= most) | kept["needed"]].drop(columns=["needed", "draw"])


def _still_missing(items: pd.DataFrame, needed: Whole, made: pd.DataFrame) -> pd.DataFrame:
    """Return a first reminder for what must have been reminded of and was never on the schedule."""
    own = items[items["row"].isin(needed) & ~items["row"].isin(made["row"])]
    soon = np.maximum(own["first"].to_numpy(np.int64), own["due"].to_numpy(np.int64) + 2)
    answered = np.where((own["answer"] <= own["last"]).to_numpy(bool), own["answer"].to_numpy(np.int64) + 2, 0)
    day = np.minimum(np.maximum(soon, answered), own["last"].to_numpy())
    free = free_on(own, day)
    return own.loc[free, ["row", "customer"]].assign(level=1, day=day[free])


def _grouped(made: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Put what is small into one statement a customer and day, and keep one reminder an item and day."""
    small = made["row"].isin(items.loc[items["cents"] < SMALL, "row"]) & (made["level"] <= 1)
    made = made.assign(row=made["row"].where(~small, -1))
    return made.drop_duplicates(["customer", "row", "day"])


def _table(made: pd.DataFrame, booked: Booked, invoice_ids: pd.Series) -> pd.DataFrame:
    made = made.sort_values(["day", "customer", "row", "level"], ignore_index=True)
    row, customer = made["row"].to_numpy(np.int64), made["customer"].to_numpy(np.int64)
    about = invoice_ids.to_numpy(object)[np.maximum(row, 0)]
    columns = {
        "reminder_id": [f"R{rank + 1:06d}" for rank in range(len(made))],
        "customer_id": booked.customers["customer_id"].to_numpy(object)[customer],
        "invoice_id": pd.Series(np.where(row < 0, None, about)),
        "sent_on": pd.to_datetime(made["day"], unit="D"),
        "level": made["level"],
        "channel": np.array(CHANNELS, object)[made["level"].to_numpy(np.int64)],
        "result": None,
    }
    return typed("reminders", columns)
