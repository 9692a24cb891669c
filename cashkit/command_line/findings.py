"""`cashkit findings`: what the nine reviews found, one finding a line; as CSV or JSON with a column for each part.

>>> from decimal import Decimal
>>> from datetime import date
>>> from cashkit.dossier.findings import Finding
>>> said = {"name": "Alpha", "day": date(2025, 3, 1), "days": 305, "owes": Decimal(9)}
>>> one = Finding("receipt_unapplied", "warning", "payments", "P1", "C1", "cash_late", Decimal(50), params=said)
>>> made = _record(1, FindingLine("collection", one, date(2025, 12, 31)), "en")
>>> made["who"], made["amount_at_stake"], made["due_by"]
('Alpha (C1)', '50.00', '2026-01-07')

Amounts are text with two decimals, of one kind each, never added across kinds; days are ISO text.
"""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

from cashkit.command_line.lines import harmless, plain
from cashkit.ground import currency, language
from cashkit.stages.door import review, reviews
from cashkit.stages.finding_lines import FindingLine, finding_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cashkit.dossier.dossier import Dossier

_COLUMNS = (
    "number", "stage", "code", "severity", "who", "customer_id", "table", "key", "kind", "amount_at_stake", "since",
    "message", "owner", "due_by", "action", "source",
)  # fmt: skip


def print_findings(dossier: Dossier, as_of: str, wanted: tuple[str, str], form: str) -> None:
    """Print the findings of a stage and a kind ("" for all of them)."""
    stage, kind = wanted
    found = {stage: review(stage, dossier, as_of=as_of)} if stage else reviews(dossier, as_of=as_of)
    lines, missing = list(finding_lines(found, kind=kind)), sum(len(one.missing) for one in found.values())
    with currency.use(dossier.currency):
        if form == "table":
            print("\n".join(_page(lines, missing)))
            return
        rows = [_record(place, one, language.current()) for place, one in enumerate(lines, 1)]
    if form == "json":
        told = {"as_of": as_of, "lang": language.current(), "currency": dossier.currency, "not_assessed": missing}
        print(json.dumps({**told, "rows": rows}, ensure_ascii=False))
    else:
        _csv(rows)


def _page(lines: Sequence[FindingLine], missing: int) -> Iterator[str]:
    """Yield one line a finding, then how many points could not be assessed."""
    yield from (f"{place}. {plain(one.text())}" for place, one in enumerate(lines, 1))
    if not lines:
        yield language.say("cli.no_findings")
    if missing:
        yield from ("", language.say("cli.points_missing", n=missing))


def _record(place: int, line: FindingLine, lang: str) -> dict[str, object]:
    """Return the parts of a line; a part that is not known is empty."""
    one, since, by = line.finding, line.since, line.due_by
    return {
        "number": place, "stage": line.stage, "code": one.code, "severity": one.severity, "who": one.who,
        "customer_id": one.customer_id or "", "table": one.table, "key": one.key, "kind": one.kind,
        "amount_at_stake": f"{one.amount_at_stake:.2f}", "since": since.isoformat() if since else "",
        "message": one.message(lang), "owner": language.say(f"views.who.{line.owner}", lang) if line.owner else "",
        "due_by": by.isoformat() if by else "", "action": one.action(lang), "source": one.source,
    }  # fmt: skip


def _csv(rows: Sequence[dict[str, object]]) -> None:
    """Write CSV; a text that a spreadsheet would take for a formula is led by an apostrophe."""
    writer = csv.DictWriter(sys.stdout, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(plain(str(value))) for name, value in row.items()} for row in rows)
