"""`cashkit audit`: open, review, write the report, with progress on a terminal.

>>> amount("-12 000,50"), amount("12,000"), amount(None)
('-12000.50', '12,000', None)
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from cashkit.command_line.progress import progress
from cashkit.ground import language
from cashkit.ground.share import SAMPLE
from cashkit.law.rates import load_rates
from cashkit.publish.audit import audit, checked
from cashkit.readers.open import open_dossier, source_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COMMA = re.compile(r"([+-]?\d[\d\s]*),(\d{1,2})")


def amount(told: str | None) -> str | None:
    """Return an amount as a number is written; three digits after a comma may be thousands, and are refused later."""
    found = _COMMA.fullmatch(told or "")
    return told if found is None else "".join(f"{found[1]}.{found[2]}".split())


def audit_source(
    source: Path | None, options: Mapping[str, Any], chosen: Mapping[str, Any], *, as_of: str | None,
    rates: Path | None, out: Path,
) -> int:  # fmt: skip
    """Audit a source (the sample company when none is given); return 1 when a stage was lost.

    `options` are those of `open_dossier`, `chosen` those of `audit`: margin_rate, sector, bank_balance, bank_line.
    """
    path = source_path(SAMPLE if source is None else source)
    known = None if rates is None else load_rates(rates)
    chosen = {**chosen, **{name: amount(chosen[name]) for name in ("bank_balance", "bank_line")}}
    checked(**{name: chosen[name] for name in ("sector", "bank_balance", "bank_line")})
    with progress() as told:
        told(language.say("cli.progress_open", file=path.name), 0, 1)
        dossier = open_dossier(path, **options)
        result = audit(
            dossier, as_of=as_of or dossier.closing_date, lang=language.current(), out=out, rates=known, source=path,
            progress=told, **chosen,
        )  # fmt: skip
    print(language.say("cli.report_at", file=str(result.path)))
    for stage in result.lost:
        print(language.say("cli.stage_lost", stage=language.say(f"report.stage_{stage}")), file=sys.stderr)
    return int(bool(result.lost))
