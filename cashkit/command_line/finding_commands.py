"""The command that tells what the nine stages found, one finding a line."""

from __future__ import annotations

from typing import Annotated

import typer

from cashkit.command_line.app import (
    AsOf,
    Before,
    DueDates,
    Mapped,
    Source,
    Spoken,
    Terms,
    Written,
    app,
    day,
    opened,
    said,
    speak,
)
from cashkit.command_line.choices import Form, Kind, Stage


@app.command("findings", help=said("findings"), epilog=said("findings_examples"))
def findings_command(
    source: Source,
    as_of: AsOf = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    stage: Annotated[Stage | None, typer.Option("--stage", help=said("findings_stage"))] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help=said("findings_kind"))] = None,
    form: Written = Form.TABLE,
    lang: Spoken = None,
) -> None:
    """Print the findings, one a line."""
    from cashkit.command_line.findings import print_findings  # noqa: PLC0415  (loaded when findings are asked for)

    speak(lang)
    dossier = opened(source, terms=terms, due_dates=due_dates, previous=previous, mapping=mapping)
    print_findings(dossier, day(as_of, dossier), (stage or "", kind or ""), form.value)
