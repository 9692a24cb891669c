"""Promises: what the sample's customers said they would pay, by when, and whether they did.

A promise answers a reminder. It is kept when the money comes no later than three days after the day promised.

Units: euros with VAT, dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import days, positions
from cashkit.sample.customers import typed
from cashkit.sample.paid_late import settled_on
from cashkit.sample.standing import CLOSING, TWO_YEARS_BEFORE, YEAR_BEFORE
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.reminders import Quiet
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Random = np.random.Generator

BY_YEAR = (235, 200, 265)
KEPT = (0.71, 0.66, 0.64)
GRACE, _CLEARLY_LATE = 3, 6  # days: a promise is kept within three; nothing here comes on the fourth or fifth
_LONGEST = 24
_REMINDED = (1, 3)  # levels of reminders that a promise answers
SMALLEST = 10_000


def make_promises(plan: Plan, seen: Seen, reminders: pd.DataFrame, quiet: Quiet) -> pd.DataFrame:
    """Return the table `promises`; customers that fall silent make none but those of the story."""
    random = plan.random("promises")
    booked, answers, broken = seen.booked, _answers(seen, reminders), quiet.broken
    answers = answers[(quiet.after == NEVER)[booked.items["customer"].to_numpy()[answers["row"]]]]
    items = booked.items.iloc[answers["row"]]
    settled = settled_on(booked, booked.items["cents"].to_numpy())[answers["row"]]
    answers = answers.assign(cents=items["cents"].to_numpy(), settled=settled)
    untouched = ~booked.allocations.groupby("item").size().gt(1).reindex(answers["row"], fill_value=False).to_numpy()
    answers = answers[untouched & (answers["cents"] >= SMALLEST) & ~answers["row"].isin(broken["row"])]
    answers = answers.sample(frac=1.0, random_state=random).drop_duplicates("row")
    made = pd.concat([broken, _kept(answers, plan, random)], ignore_index=True)
    made = pd.concat([made, _broken(answers[~answers["row"].isin(made["row"])], plan, random)], ignore_index=True)
    return _table(made, seen.tables["invoices"]["invoice_id"])


def _answers(seen: Seen, reminders: pd.DataFrame) -> pd.DataFrame:
    """Return the reminders that a promise could answer: row, customer and day."""
    row = positions(reminders["invoice_id"], seen.tables["invoices"]["invoice_id"])
    frame = pd.DataFrame({"row": row, "day": days(reminders, "sent_on")})
    asked = reminders["level"].between(*_REMINDED).to_numpy(bool)
    return pd.DataFrame(frame[asked & (frame["row"] >= 0)]).reset_index(drop=True)


def _year(day: pd.Series) -> Whole:
    return np.searchsorted([TWO_YEARS_BEFORE, YEAR_BEFORE], day.to_numpy(), side="left")


def _some(answers: pd.DataFrame, counts: list[int]) -> pd.DataFrame:
    """Return so many answers of each year, of those there are."""
    year = _year(answers["day"])
    parts: list[pd.DataFrame] = [answers[year == place].head(max(count, 0)) for place, count in enumerate(counts)]
    return pd.concat(parts)


def _kept(answers: pd.DataFrame, plan: Plan, random: Random) -> pd.DataFrame:
    """Return promises of what was paid soon after a reminder, by the day promised or within three days."""
    soon = answers[(answers["settled"] > answers["day"] + 1) & (answers["settled"] < answers["day"] + _LONGEST)]
    counts = [round(count * share * plan.scale) for count, share in zip(BY_YEAR, KEPT, strict=True)]
    own = _some(soon, counts)
    promised = np.maximum(own["settled"] + random.integers(-GRACE, GRACE + 1, len(own)), own["day"] + 1)
    return own[["row", "cents"]].assign(made=own["day"], promised=promised)


def _broken(answers: pd.DataFrame, plan: Plan, random: Random) -> pd.DataFrame:
    """Return promises of what was paid much later than promised, or never."""
    promised = answers["day"] + random.integers(4, 15, len(answers))
    late = answers[(answers["settled"] > promised + _CLEARLY_LATE) & (promised < CLOSING - _CLEARLY_LATE)]
    counts = [round(count * (1 - share) * plan.scale) for count, share in zip(BY_YEAR, KEPT, strict=True)]
    own = _some(late, counts)
    return own[["row", "cents"]].assign(made=own["day"], promised=promised[own.index])


def _table(made: pd.DataFrame, invoice_ids: pd.Series) -> pd.DataFrame:
    made = made.sort_values(["made", "row"], ignore_index=True)
    columns = {
        "promise_id": [f"E{rank + 1:05d}" for rank in range(len(made))],
        "invoice_id": invoice_ids.to_numpy()[made["row"].to_numpy(np.int64)],
        "made_on": pd.to_datetime(made["made"], unit="D"),
        "promised_on": pd.to_datetime(made["promised"], unit="D"),
        "amount": made["cents"] / 100,
    }
    return typed("promises", columns)
