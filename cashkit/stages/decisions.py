"""Three decisions to sign: what the figures ask the managing director to decide, rules first, data last.

Each rule names the figure that calls for it: first what stops losses from growing (deliveries to late customers,
disputes without an answer, groups beyond their cover), then what the books and the data need. The first three
that apply are shown; none is invented where nothing calls for it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground import language
from cashkit.ground.money import euros
from cashkit.stages.dunning import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cashkit.dossier.findings import NotAssessed
    from cashkit.stages.nine import Nine

SHOWN = 3
_LATE_RATE = Decimal("0.15")
_ASSUMED = Decimal("0.5")
_FLOOR = Decimal(PLAN.floor) / 100
_NIL = Decimal()


def decisions(asked: Nine, missing: Sequence[NotAssessed]) -> pd.DataFrame:
    """Return up to three decisions: number, decision, why, amount (missing where none goes with it)."""
    called = [(key, rule(asked)) for key, rule in RULES.items()]
    chosen = [(key, amount) for key, amount in called if amount is not None][:SHOWN]
    if missing and len(chosen) < SHOWN:
        chosen.append(("complete_the_dossier", Decimal("nan")))
    rows = [
        (number, language.say(f"stages.decide_{key}"), language.say(f"stages.because_{key}"), float(amount))
        for number, (key, amount) in enumerate(chosen, 1)
    ]
    return pd.DataFrame(rows, columns=["number", "decision", "why", "amount"])


def _above(value: Decimal | None, floor: Decimal) -> Decimal | None:
    return value if value is not None and value > floor else None


def _stop_rule(asked: Nine) -> Decimal | None:
    rate = asked.number("recovery", "overdue_rate")
    return asked.number("recovery", "overdue") if rate is not None and rate >= _LATE_RATE else None


def _assumed(asked: Nine) -> Decimal | None:
    share = asked.number("recovery", "default_due_share")
    return asked.number("recovery", "gross_open") if share is not None and share > _ASSUMED else None


RULES: dict[str, Callable[[Nine], Decimal | None]] = {
    "stop_rule": _stop_rule,
    "answer_disputes": lambda asked: _above(asked.number("recovery", "disputed_overdue"), _NIL),
    "cover_group": lambda asked: _above(euros(asked.cents("group_limit_exceeded")), _NIL),
    "write_down": lambda asked: _above(asked.number("impact", "not_written_down"), _NIL),
    "match_first": lambda asked: _above(asked.number("collection", "unapplied_credits"), _FLOOR),
    "due_dates": _assumed,
}
