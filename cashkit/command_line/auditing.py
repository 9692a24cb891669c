"""`cashkit audit`: open, review, write the report, with progress on a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cashkit.ground import language
from cashkit.ground.share import share
from cashkit.law.rates import load_rates
from cashkit.publish.audit import audit
from cashkit.readers.open import open_dossier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def audit_source(
    source: Path | None, *, as_of: str | None, terms: str, margin_rate: float | None, rates: Path | None, out: Path
) -> int:
    """Audit a source (the demonstration FEC when none is given); return 1 when a stage was lost."""
    path = demonstration() if source is None else source
    known = None if rates is None else load_rates(rates)
    with _progress() as told:
        told(language.say("cli.progress_open", file=path.name), 0, 1)
        dossier = open_dossier(path, terms=terms)
        result = audit(
            dossier, as_of=as_of or dossier.closing_date, lang=language.current(), out=out, margin_rate=margin_rate,
            rates=known, source=path, progress=told,
        )  # fmt: skip
    print(language.say("cli.report_at", file=str(result.path)))
    for stage in result.lost:
        print(language.say("cli.stage_lost", stage=language.say(f"report.stage_{stage}")), file=sys.stderr)
    return int(bool(result.lost))


def demonstration() -> Path:
    """Return the made-up FEC that stands under datasets/."""
    return next(iter(sorted(share("datasets", "demo").glob("*FEC*.txt"))))


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on a terminal; say nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415  (only on a terminal)
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1)
        yield lambda words, done, total: bar.update(task, description=words, completed=done, total=total)
