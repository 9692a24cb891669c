"""Actions: who answers each fault, within how many days (`actions.csv`), and how it is said on one line.

`rank` is 1 where a right is lost on a day (a judgment's, an insurer's, a limitation), 2 where cash or a claim waits
to be taken up, 3 where a risk is to be reduced, 4 for files and books. `date` names the last day among the
parameters of the findings, `since` the one that says since when (see `since`). The words table `actions` says what
to do, and what was found (fact).

>>> action("claim_not_declared").owner, action("claim_not_declared").rank
('management_lawyer', 1)
>>> action("delivery_not_invoiced").deadline([], dt.date(2025, 12, 31))  # nine days
datetime.date(2026, 1, 9)
>>> action("delivery_not_invoiced").fact(3, 5_890_000, "en")
'3 deliveries never invoiced (€58.9k)'

Days are calendar days from the date, then the next working day.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

from cashkit.ground import formats, language
from cashkit.ground.calendar import next_working_day
from cashkit.ground.money import euros

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cashkit.dossier.findings import Finding

LAST_RANK = 4


@dataclass(frozen=True)
class Action:
    """One row of `actions.csv`; `days` is None where only a last day counts."""

    code: str
    owner: str
    days: int | None
    date: str
    rank: int
    since: str = ""

    def what(self, lang: str | None = None) -> str:
        """Return what to do, on one line."""
        return language.say(f"actions.{self.code}", lang)

    def fact(self, count: int, cents: int, lang: str | None = None) -> str:
        """Return what was found, on one line, with the amount at stake where there is one."""
        lang = lang or language.current()
        amount = euros(cents)
        words = language.table("actions")[self.code][f"fact_{lang}"]
        said = language.fill(words, lang, {"n": count, "amount": amount})
        return said if not cents or "{amount" in words else f"{said} ({formats.short_money(amount, lang)})"

    def deadline(self, findings: Iterable[Finding], as_of: dt.date) -> dt.date | None:
        """Return the day by which to act: so many days from now, and no later than the last day that is known."""
        last = [day for one in findings if isinstance(day := one.params.get(self.date), dt.date)]
        soon = [] if self.days is None else [next_working_day(as_of + dt.timedelta(days=self.days))]
        return min([*last, *soon], default=None)


@functools.cache
def actions() -> Mapping[str, Action]:
    """Return the actions, by code."""
    source = resources.files("cashkit.stages").joinpath("actions.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return {
        row["code"]: Action(
            code=row["code"],
            owner=row["owner"],
            days=int(row["days"]) if row["days"] else None,
            date=row["date"],
            rank=int(row["rank"]),
            since=row["since"],
        )
        for row in rows
    }


def action(code: str) -> Action:
    """Return the action of a code; KeyError for one that the table does not have."""
    return actions()[code]
