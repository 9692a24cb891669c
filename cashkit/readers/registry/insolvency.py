"""Insolvency by the notices: the proceedings that a company is under, from which judgment, published when.

>>> from cashkit.readers.registry.notices import notices
>>> def row(number, nature, judged, published):
...     return {"id": number, "registre": "732829320", "familleavis": "collective", "dateparution": published,
...             "jugement": {"nature": nature, "date": judged}}
>>> opened = row("A1", "Jugement d'ouverture d'une procédure de redressement judiciaire", "2025-03-04", "2025-03-14")
>>> turned = row("A2", "Jugement de conversion en liquidation judiciaire", "2025-09-02", "2025-09-12")
>>> now = insolvency("732829320", notices([opened, turned]))
>>> now.procedure, now.judgment_on.isoformat(), now.published_on.isoformat(), now.over
('liquidation', '2025-03-04', '2025-03-14', False)

The dates are those of the opening, from which claims are declared; where the answer does not hold it, those of the
first judgment that it holds, and `opening_known` is false. Under a plan the proceedings count as running: debts of
before are paid by the plan alone. No notice is no proof of anything: None is "nothing in this answer".
Source: C. com. L622-24, R622-24, L626-1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cashkit.readers.registry.notices import COLLECTIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.readers.registry.notices import Notice

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Insolvency:
    """The last proceedings of a company; `over` once they are closed, on `closed_on`."""

    procedure: str
    judgment_on: date | None
    published_on: date | None
    opening_known: bool
    step: str
    court: str
    over: bool = False
    closed_on: date | None = None


def insolvency(siren: str, known: Sequence[Notice]) -> Insolvency | None:
    """Return the last proceedings that notices tell of a company, None where they tell of none."""
    counted = [
        one for one in known if one.kind in COLLECTIVE and one.status == "kept" and one.step and siren in one.sirens
    ]
    counted.sort(key=lambda one: one.judged_on or one.published_on or date.min)
    now: Insolvency | None = None
    for one in counted:
        now = _after(now, one)
    return now


def _after(now: Insolvency | None, one: Notice) -> Insolvency | None:
    """Return where a company stands after a judgment."""
    if one.step == "withdrawn":
        return None
    if one.step == "closing":
        last = now or _new(one)
        return replace(last, over=True, closed_on=one.judged_on or one.published_on, step=one.step)
    if one.step == "opening" and (now is None or now.over or now.step == "plan"):
        return _new(one)
    if now is None:
        # A lone list of claims, or a step whose words are not known, still tells of proceedings.
        return _new(one)
    turned = one.procedure if one.step in {"opening", "conversion"} else ""
    return replace(now, procedure=turned or now.procedure, step=now.step if one.step == "other" else one.step)


def _new(one: Notice) -> Insolvency:
    procedure = one.procedure or UNKNOWN
    return Insolvency(procedure, one.judged_on, one.published_on, one.step == "opening", one.step, one.court)
