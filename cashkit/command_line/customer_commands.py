"""The commands about the customers themselves: the sheet of one, the file to complete of all."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (Typer reads the annotations)
from typing import Annotated

import typer

from cashkit.command_line.app import (
    AsOf,
    Before,
    Completed,
    DueDates,
    Mapped,
    Source,
    Spoken,
    Terms,
    app,
    opened,
    said,
    speak,
)


@app.command("customer", help=said("customer"), epilog=said("customer_examples"))
def customer_command(
    source: Source,
    customer: Annotated[str, typer.Argument(metavar="CODE|SIREN", help=said("customer_code"))],
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=said("customer_out"))] = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    customers: Completed = None,
    lang: Spoken = None,
) -> None:
    """Tell what is known of one customer."""
    from cashkit.command_line.customer import tell_customer  # noqa: PLC0415  (loaded when a customer is asked for)

    speak(lang)
    beside = {"due_dates": due_dates, "previous": previous, "mapping": mapping, "customers": customers}
    raise typer.Exit(tell_customer(opened(source, terms=terms, **beside), customer, as_of=as_of, out=out))


@app.command("complete", help=said("complete"), epilog=said("complete_examples"))
def complete_command(
    source: Source,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=said("complete_out"))],
    as_of: AsOf = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    customers: Completed = None,
    lang: Spoken = None,
) -> None:
    """Write the customer file to complete."""
    from cashkit.command_line.completing import write_file_to_complete  # noqa: PLC0415  (loaded when it is written)

    speak(lang)
    beside = {"due_dates": due_dates, "previous": previous, "mapping": mapping, "customers": customers}
    raise typer.Exit(write_file_to_complete(opened(source, terms=terms, **beside), as_of=as_of, out=out))
