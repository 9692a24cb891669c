"""The commands about the customers themselves: the sheet of one, the file to complete of all."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  (Typer reads the annotations)
from typing import Annotated

import typer

from cashkit.command_line.app import AsOf, Before, DueDates, Mapped, Source, Spoken, Terms, app, opened, said, speak


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
    lang: Spoken = None,
) -> None:
    """Tell what is known of one customer."""
    from cashkit.command_line.customer import tell_customer  # noqa: PLC0415  (loaded when a customer is asked for)

    speak(lang)
    dossier = opened(source, terms=terms, due_dates=due_dates, previous=previous, mapping=mapping)
    raise typer.Exit(tell_customer(dossier, customer, as_of=as_of, out=out))
