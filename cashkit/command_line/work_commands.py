"""The commands of the work around the figures: law, letters, sample, anonymise, lab, exercises."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cashkit.command_line.app import AsOf, Before, DueDates, Mapped, Source, Spoken, Terms, Written, app, said, speak
from cashkit.command_line.choices import Form
from cashkit.ground import language


@app.command("law", help=said("law"), epilog=said("law_examples"))
def law_command(
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=said("law_as_of"))] = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="TOPIC", help=said("law_topic"))] = None,
    form: Written = Form.TABLE,
    lang: Spoken = None,
) -> None:
    """Print the law in force on a day."""
    from cashkit.command_line.the_law import print_law  # noqa: PLC0415  (loaded when the law is asked for)

    speak(lang)
    print_law(as_of, topic, form.value)


@app.command("glossary", help=said("glossary"), epilog=said("glossary_examples"))
def glossary_command(
    search: Annotated[str, typer.Argument(metavar="WORD", help=said("glossary_word"))] = "",
    lang: Spoken = None,
) -> None:
    """Print the terms of the trade, in both languages."""
    from cashkit.command_line.terms import print_glossary  # noqa: PLC0415  (loaded when the glossary is asked for)

    speak(lang)
    print_glossary(search)


@app.command("letters", help=said("letters"), epilog=said("letters_examples"))
def letters_command(
    source: Source,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=said("letters_out"))],
    as_of: AsOf = None,
    level: Annotated[str | None, typer.Option("--level", metavar="STEP", help=said("letters_level"))] = None,
    plan: Annotated[Path | None, typer.Option("--plan", metavar="FILE", help=said("letters_plan"))] = None,
    dated: Annotated[str | None, typer.Option("--dated", metavar="DATE", help=said("letters_dated"))] = None,
    rates: Annotated[Path | None, typer.Option("--rates", metavar="FILE", help=said("rates"))] = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    lang: Spoken = None,
) -> None:
    """Write the letters due at a date."""
    from cashkit.command_line.mailing import choices, write_letters  # noqa: PLC0415  (loaded when letters are written)

    speak(lang)
    options = {"terms": terms, "due_dates": due_dates, "previous": previous, "mapping": mapping}
    chosen = choices(dated=dated, plan=plan, rates=rates)
    raise typer.Exit(write_letters(source, options, chosen, as_of=as_of, out=out, level=level))


@app.command("compare", help=said("compare"), epilog=said("compare_examples"))
def compare_command(
    before: Annotated[Path, typer.Argument(metavar="FOLDER1", help=said("compare_before"))],
    after: Annotated[Path, typer.Argument(metavar="FOLDER2", help=said("compare_after"))],
    form: Written = Form.TABLE,
    lang: Spoken = None,
) -> None:
    """Compare the figures of two reports."""
    from cashkit.command_line.comparing import compare_folders  # noqa: PLC0415  (loaded when audits are compared)

    speak(lang)
    compare_folders(before, after, form.value)


@app.command("sample", help=said("sample"), epilog=said("sample_examples"))
def sample_command(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=said("sample_out"))],
    invoices: Annotated[int, typer.Option("--invoices", help=said("sample_invoices"))] = 6000,
    seed: Annotated[int, typer.Option("--seed", help=said("sample_seed"))] = 2025,
    lang: Spoken = None,
) -> None:
    """Make the sample company."""
    from cashkit.command_line.sampling import write_sample  # noqa: PLC0415  (loaded when a sample is made)

    speak(lang)
    raise typer.Exit(write_sample(out, invoices=invoices, seed=seed))


@app.command("anonymise", help=said("anonymise"), epilog=said("anonymise_examples"))
def anonymise_command(
    source: Source,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=said("anonymise_out"))],
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help=said("anonymise_key"))] = None,
    scale: Annotated[float, typer.Option("--scale", help=said("anonymise_scale"))] = 1,
    shift_days: Annotated[int, typer.Option("--shift-days", help=said("anonymise_days"))] = 0,
    mapping: Mapped = None,
    lang: Spoken = None,
) -> None:
    """Write a source anew with invented names."""
    from cashkit.command_line.anonymising import anonymise_source, asked  # noqa: PLC0415  (loaded when it runs)

    speak(lang)
    raise typer.Exit(anonymise_source(source, out, key, asked(scale=scale, days=shift_days, mapping=mapping)))


@app.command("lab", help=said("lab"), epilog=said("lab_examples"))
def lab_command(lang: Spoken = None) -> None:
    """Open the notebooks in JupyterLab."""
    from cashkit.command_line.lab import open_lab  # noqa: PLC0415  (loaded when JupyterLab is opened)

    speak(lang)
    raise typer.Exit(open_lab(language.current()))


@app.command("exercises", help=said("exercises"), epilog=said("exercises_examples"))
def exercises_command(
    lang: Spoken = None,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=said("exercises_out"))] = Path(
        "cashkit-exercises"
    ),
    solutions: Annotated[bool, typer.Option("--solutions", help=said("exercises_solutions"))] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help=said("exercises_no_open"))] = False,
) -> None:
    """Copy the exercises and open them in JupyterLab."""
    from cashkit.command_line.exercises import open_exercises  # noqa: PLC0415  (loaded when exercises are opened)

    speak(lang)
    raise typer.Exit(open_exercises(language.current(), out, solutions=solutions, lab=not no_open))
