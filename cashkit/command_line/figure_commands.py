"""The commands that read a source and tell of it: audit, check, aging, dso, match."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cashkit.command_line.app import (
    AsOf,
    Before,
    Completed,
    DueDates,
    Mapped,
    Seen,
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
from cashkit.command_line.choices import Form, Method, View


@app.command("audit", help=said("audit"), epilog=said("audit_examples"))
def audit_command(
    source: Annotated[Path | None, typer.Argument(metavar="[SOURCE]", help=said("source_or_sample"))] = None,
    as_of: AsOf = None,
    lang: Spoken = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    customers: Completed = None,
    margin_rate: Annotated[float | None, typer.Option("--margin-rate", help=said("margin_rate"))] = None,
    rates: Annotated[Path | None, typer.Option("--rates", metavar="FILE", help=said("rates"))] = None,
    sector: Annotated[Path | None, typer.Option("--sector", metavar="FILE", help=said("sector"))] = None,
    bank_balance: Annotated[
        str | None, typer.Option("--bank-balance", metavar="AMOUNT", help=said("bank_balance"))
    ] = None,
    bank_line: Annotated[str | None, typer.Option("--bank-line", metavar="AMOUNT", help=said("bank_line"))] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=said("out"))] = Path("cashkit-audit"),
) -> None:
    """Audit a source and write the report."""
    from cashkit.command_line.auditing import audit_source  # noqa: PLC0415  (loaded when an audit runs)

    speak(lang)
    options = {
        "terms": terms, "due_dates": due_dates, "previous": previous, "mapping": mapping, "customers": customers
    }  # fmt: skip
    chosen = {"margin_rate": margin_rate, "sector": sector, "bank_balance": bank_balance, "bank_line": bank_line}
    raise typer.Exit(audit_source(source, options, chosen, as_of=as_of, rates=rates, out=out))


@app.command("check", help=said("check"), epilog=said("check_examples"))
def check_command(
    source: Source,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    save_mapping: Annotated[
        Path | None, typer.Option("--save-mapping", metavar="FILE", help=said("save_mapping"))
    ] = None,
    lang: Spoken = None,
) -> None:
    """Check a source and print what was found."""
    from cashkit.command_line.checking import check_source  # noqa: PLC0415  (loaded when a check runs)

    speak(lang)
    options = {"terms": terms, "due_dates": due_dates, "previous": previous, "mapping": mapping}
    raise typer.Exit(check_source(source, options, save_mapping))


@app.command("aging", help=said("aging"), epilog=said("aging_examples"))
def aging_command(
    source: Source,
    as_of: AsOf = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    view: Seen = View.MATCHED,
    form: Written = Form.TABLE,
    lang: Spoken = None,
) -> None:
    """Print the aged balance."""
    from cashkit.command_line.figures import print_aging  # noqa: PLC0415  (loaded when figures are asked for)

    speak(lang)
    dossier = opened(source, terms=terms, due_dates=due_dates, previous=previous, mapping=mapping)
    print_aging(dossier, day(as_of, dossier), view.value, form.value)


@app.command("dso", help=said("dso"), epilog=said("dso_examples"))
def dso_command(
    source: Source,
    as_of: AsOf = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    method: Annotated[Method, typer.Option("--method", help=said("method"))] = Method.COUNT_BACK,
    view: Seen = View.MATCHED,
    form: Written = Form.TABLE,
    lang: Spoken = None,
) -> None:
    """Print the DSO."""
    from cashkit.command_line.figures import print_dso  # noqa: PLC0415  (loaded when figures are asked for)

    speak(lang)
    dossier = opened(source, terms=terms, due_dates=due_dates, previous=previous, mapping=mapping)
    print_dso(dossier, day(as_of, dossier), (method.value, view.value), form.value)


@app.command("match", help=said("match"), epilog=said("match_examples"))
def match_command(
    source: Source,
    statement: Annotated[Path, typer.Argument(metavar="STATEMENT", help=said("statement"))],
    as_of: AsOf = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    form: Written = Form.TABLE,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=said("match_out"))] = None,
    lang: Spoken = None,
) -> None:
    """Propose which open invoices a bank statement settles."""
    from cashkit.command_line.matching import match_statement  # noqa: PLC0415  (loaded when a statement is matched)

    speak(lang)
    dossier = opened(source, terms=terms, due_dates=due_dates, previous=previous, mapping=mapping)
    raise typer.Exit(match_statement(dossier, statement, form.value, as_of=as_of, out=out))
