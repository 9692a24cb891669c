"""The cast: what the story says of each code, and the invoices that it tells one by one.

`cast.csv` holds the codes with terms, means, turnover or dates of their own; `told.csv` the invoices whose amounts
the story fixes to the cent. A part that is not `named` has its like at larger sizes, among the codes that these add.

>>> cast()["C0236"].terms, cast()["C0236"].method, cast()["C0031"].thousands[2]
('90', 'letter_of_credit', 24.0)
>>> sum(part.cents for part in parts() if part.code == "C0024")  # 64 200 before the judgment, 9 360 after
7356000

Units: k€ with VAT a year (net of credit notes), whole cents, days since 1970.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.money import cents

if TYPE_CHECKING:
    from collections.abc import Mapping

NEVER = 2**30
"""A day that does not come."""


@dataclass(frozen=True)
class Role:
    """What the story says of one code; blank where it is like its segment."""

    code: str
    name: str = ""
    named: bool = False
    group: str = ""
    kind: str = ""
    country: str = "FR"
    terms: str = ""
    method: str = ""
    regime: str = ""
    invoicing: str = ""
    guarantee: str = ""
    thousands: tuple[float, float, float] | None = None
    since: int = -NEVER
    until: int = NEVER
    late: float | None = None  # days after the due date, where the customer always pays so


@dataclass(frozen=True)
class Part:
    """An invoice of the story: what becomes of it and when (`ends`: see `settling`)."""

    code: str
    named: bool
    kind: str
    issue: int
    due: int | None
    cents: int
    doubtful: bool
    ends: str
    ends_on: int
    nature: str
    retained_until: int
    retention_owed: bool
    interrupted: int | None


@functools.cache
def cast() -> Mapping[str, Role]:
    """Return the roles by code."""
    return {row["code"]: _role(row) for row in _rows("cast.csv")}


@functools.cache
def parts() -> tuple[Part, ...]:
    """Return the invoices that the story tells, in order of issue."""
    return tuple(_part(row) for row in _rows("told.csv"))


@dataclass(frozen=True)
class Unapplied:
    """A receipt that settles nothing: late (beside open invoices), old (in credit for long), recent, unidentified."""

    code: str
    posted: int
    cents: int
    what: str


@functools.cache
def unapplied() -> tuple[Unapplied, ...]:
    """Return the receipts that settle nothing at the end of the story."""
    rows = _rows("unapplied.csv")
    return tuple(Unapplied(row["code"], _day(row["posted_on"], 0), cents(row["amount"]), row["what"]) for row in rows)


def _rows(file: str) -> list[dict[str, str]]:
    text = resources.files("cashkit.sample").joinpath(file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _day(text: str, blank: int) -> int:
    return day_number(as_date(text)) if text else blank


def _role(row: dict[str, str]) -> Role:
    told = {key: row[key] for key in ("code", "name", "group", "kind", "terms", "method", "regime", "guarantee")}
    years = tuple(float(row[f"k{year}"]) for year in (2023, 2024, 2025)) if row["k2025"] else None
    return Role(
        **told,
        named=bool(row["named"]),
        country=row["country"] or "FR",
        invoicing=row["invoicing"],
        thousands=years,  # type: ignore[arg-type]  # three years
        since=_day(row["since"], -NEVER),
        until=_day(row["until"], NEVER),
        late=float(row["late"]) if row["late"] else None,
    )


def _part(row: dict[str, str]) -> Part:
    return Part(
        code=row["code"],
        named=bool(row["named"]),
        kind=row["kind"],
        issue=_day(row["issued_on"], 0),
        due=_day(row["due_on"], 0) if row["due_on"] else None,
        cents=cents(row["amount"]),
        doubtful=bool(row["doubtful"]),
        ends=row["ends"],
        ends_on=_day(row["ends_on"], NEVER),
        nature=row["nature"] or "goods",
        retained_until=_day(row["retained_until"], NEVER),
        retention_owed=bool(row["retention"]),
        interrupted=_day(row["interrupted_on"], 0) if row["interrupted_on"] else None,
    )
