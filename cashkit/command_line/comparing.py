"""`cashkit compare`: the figures of two audits side by side, stage by stage, by the same definitions."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

from cashkit.command_line.lines import WIDTH, short
from cashkit.ground import currency, language
from cashkit.publish.comparing import audit_of, compare
from cashkit.stages.review import STAGES
from cashkit.views.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cashkit.stages.before_after import Comparison, Pair

_SHOWN = ["figure", "earlier", "later", "difference"]


def compare_folders(before: Path, after: Path, form: str) -> None:
    """Print the figures of the reports in two folders."""
    currency.set_currency(audit_of(after).currency or currency.EURO)
    found = compare(before, after)
    if form == "table":
        print("\n".join(_page(found)))
        return
    frame = found.frame.astype(object).where(found.frame.notna(), None)
    dates = {name: day.isoformat() for name, day in zip(("before", "after"), found.dates, strict=True)}
    if form == "json":
        print(json.dumps({**dates, "rows": frame.to_dict("records")}, ensure_ascii=False))
    else:
        csv.writer(sys.stdout, lineterminator="\n").writerows([list(frame.columns), *frame.to_numpy().tolist()])


def _page(found: Comparison) -> Iterator[str]:
    """Yield what can be compared, stage by stage, then what cannot."""
    yield language.say("cli.compare_head", before=found.dates[0], after=found.dates[1])
    if caution := found.caution():
        yield caution
    told = found.table.assign(comparable=[one.difference is not None for one in found.pairs])
    for stage in STAGES:
        rows = told[(told["stage"] == stage) & told["comparable"]]
        if len(rows):
            yield from ("", table(rows[_SHOWN], caption=language.say(f"report.stage_{stage}")).text())
    if not told["comparable"].any():
        yield language.say("cli.compare_nothing")
    yield from _apart(found.pairs)


def _apart(pairs: tuple[Pair, ...]) -> Iterator[str]:
    """Yield the figures whose definition changed, and how many others have no difference."""
    without = [one for one in pairs if one.difference is None]
    changed = [one for one in without if not one.same and None not in (one.earlier, one.later)]
    if changed:
        yield from ("", short(language.say("cli.compare_changed", figures=_listed(changed)), 10 * WIDTH))
    if len(without) > len(changed):
        yield from ("", language.say("cli.compare_one_only", n=len(without) - len(changed)))


def _listed(pairs: list[Pair]) -> str:
    return ", ".join(one.known.label() for one in pairs)
