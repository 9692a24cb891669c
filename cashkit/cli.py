"""The command line: audit, check, aging, dso, match, letters, sample, lab, exercises ... (`cashkit --help`).

Exit 0: done, whatever was found; 1: `check` found a stop or an error, or an audit lost a stage;
2: wrong use or an unreadable source, told in one sentence. The language is that of `--lang`, else
of the variable CASHKIT_LANG (fr or en), else French.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cashkit.command_line.choices import Form, Lang, Method, View
from cashkit.ground import language
from cashkit.ground.errors import CashkitError

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier

if os.environ.get("CASHKIT_LANG") in language.LANGUAGES:
    language.set_language(os.environ["CASHKIT_LANG"])


_LONGEST = 1000  # letters of a sentence


def _(key: str) -> str:
    return language.say(f"cli.{key}")


def _version(asked: bool) -> None:
    if asked:
        from cashkit import __version__  # noqa: PLC0415  (the package is up by now)

        typer.echo(f"cashkit {__version__}")
        raise typer.Exit


app = typer.Typer(
    help=_("app"), no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
Source = Annotated[Path, typer.Argument(metavar="SOURCE", help=_("source"))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_("as_of"))]
Terms = Annotated[str, typer.Option("--terms", metavar="TERMS|FILE", help=_("terms"))]
Before = Annotated[Path | None, typer.Option("--previous", metavar="FILE", help=_("previous"))]
DueDates = Annotated[Path | None, typer.Option("--due-dates", metavar="FILE", help=_("due_dates"))]
Mapped = Annotated[Path | None, typer.Option("--mapping", metavar="FILE", help=_("mapping"))]
Spoken = Annotated[Lang | None, typer.Option("--lang", help=_("lang"))]
Seen = Annotated[View, typer.Option("--view", help=_("view"))]
Written = Annotated[Form, typer.Option("--format", help=_("format"))]


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=_("version"))] = False,
) -> None:
    """Say nothing: the help text is given above."""


@app.command("audit", help=_("audit"), epilog=_("audit_examples"))
def audit_command(
    source: Annotated[Path | None, typer.Argument(metavar="[SOURCE]", help=_("source_or_sample"))] = None,
    as_of: AsOf = None,
    lang: Spoken = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    margin_rate: Annotated[float | None, typer.Option("--margin-rate", help=_("margin_rate"))] = None,
    rates: Annotated[Path | None, typer.Option("--rates", metavar="FILE", help=_("rates"))] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("out"))] = Path("cashkit-audit"),
) -> None:
    """Audit a source and write the report."""
    from cashkit.command_line.auditing import audit_source  # noqa: PLC0415  (loaded when an audit runs)

    _speak(lang)
    options = {"terms": terms, "due_dates": due_dates, "previous": previous, "mapping": mapping}
    raise typer.Exit(audit_source(source, options, as_of=as_of, margin_rate=margin_rate, rates=rates, out=out))


@app.command("check", help=_("check"), epilog=_("check_examples"))
def check_command(
    source: Source,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    save_mapping: Annotated[Path | None, typer.Option("--save-mapping", metavar="FILE", help=_("save_mapping"))] = None,
    lang: Spoken = None,
) -> None:
    """Check a source and print what was found."""
    from cashkit.command_line.checking import check_source  # noqa: PLC0415  (loaded when a check runs)

    _speak(lang)
    options = {"terms": terms, "due_dates": due_dates, "previous": previous, "mapping": mapping}
    raise typer.Exit(check_source(source, options, save_mapping))


@app.command("aging", help=_("aging"), epilog=_("aging_examples"))
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

    _speak(lang)
    dossier = _opened(source, terms=terms, due_dates=due_dates, previous=previous, mapping=mapping)
    print_aging(dossier, _day(as_of, dossier), view.value, form.value)


@app.command("dso", help=_("dso"), epilog=_("dso_examples"))
def dso_command(
    source: Source,
    as_of: AsOf = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    method: Annotated[Method, typer.Option("--method", help=_("method"))] = Method.COUNT_BACK,
    view: Seen = View.MATCHED,
    form: Written = Form.TABLE,
    lang: Spoken = None,
) -> None:
    """Print the DSO."""
    from cashkit.command_line.figures import print_dso  # noqa: PLC0415  (loaded when figures are asked for)

    _speak(lang)
    dossier = _opened(source, terms=terms, due_dates=due_dates, previous=previous, mapping=mapping)
    print_dso(dossier, _day(as_of, dossier), (method.value, view.value), form.value)


@app.command("match", help=_("match"), epilog=_("match_examples"))
def match_command(
    source: Source,
    statement: Annotated[Path, typer.Argument(metavar="STATEMENT", help=_("statement"))],
    as_of: AsOf = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    form: Written = Form.TABLE,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("match_out"))] = None,
    lang: Spoken = None,
) -> None:
    """Propose which open invoices a bank statement settles."""
    from cashkit.command_line.matching import match_statement  # noqa: PLC0415  (loaded when a statement is matched)

    _speak(lang)
    dossier = _opened(source, terms=terms, due_dates=due_dates, previous=previous, mapping=mapping)
    raise typer.Exit(match_statement(dossier, statement, form.value, as_of=as_of, out=out))


@app.command("law", help=_("law"), epilog=_("law_examples"))
def law_command(
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_("law_as_of"))] = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="TOPIC", help=_("law_topic"))] = None,
    form: Written = Form.TABLE,
    lang: Spoken = None,
) -> None:
    """Print the law in force on a day."""
    from cashkit.command_line.the_law import print_law  # noqa: PLC0415  (loaded when the law is asked for)

    _speak(lang)
    print_law(as_of, topic, form.value)


@app.command("letters", help=_("letters"), epilog=_("letters_examples"))
def letters_command(
    source: Source,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("letters_out"))],
    as_of: AsOf = None,
    level: Annotated[str | None, typer.Option("--level", metavar="STEP", help=_("letters_level"))] = None,
    plan: Annotated[Path | None, typer.Option("--plan", metavar="FILE", help=_("letters_plan"))] = None,
    dated: Annotated[str | None, typer.Option("--dated", metavar="DATE", help=_("letters_dated"))] = None,
    rates: Annotated[Path | None, typer.Option("--rates", metavar="FILE", help=_("rates"))] = None,
    terms: Terms = "30",
    due_dates: DueDates = None,
    previous: Before = None,
    mapping: Mapped = None,
    lang: Spoken = None,
) -> None:
    """Write the letters due at a date."""
    from cashkit.command_line.mailing import choices, write_letters  # noqa: PLC0415  (loaded when letters are written)

    _speak(lang)
    options = {"terms": terms, "due_dates": due_dates, "previous": previous, "mapping": mapping}
    chosen = choices(dated=dated, plan=plan, rates=rates)
    raise typer.Exit(write_letters(source, options, chosen, as_of=as_of, out=out, level=level))


@app.command("sample", help=_("sample"), epilog=_("sample_examples"))
def sample_command(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("sample_out"))],
    invoices: Annotated[int, typer.Option("--invoices", help=_("sample_invoices"))] = 6000,
    seed: Annotated[int, typer.Option("--seed", help=_("sample_seed"))] = 2025,
    lang: Spoken = None,
) -> None:
    """Make the sample company."""
    from cashkit.command_line.sampling import write_sample  # noqa: PLC0415  (loaded when a sample is made)

    _speak(lang)
    raise typer.Exit(write_sample(out, invoices=invoices, seed=seed))


@app.command("anonymise", help=_("anonymise"), epilog=_("anonymise_examples"))
def anonymise_command(
    source: Source,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("anonymise_out"))],
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help=_("anonymise_key"))] = None,
    scale: Annotated[float, typer.Option("--scale", help=_("anonymise_scale"))] = 1,
    shift_days: Annotated[int, typer.Option("--shift-days", help=_("anonymise_days"))] = 0,
    mapping: Mapped = None,
    lang: Spoken = None,
) -> None:
    """Write a source anew with invented names."""
    from cashkit.command_line.anonymising import anonymise_source, asked  # noqa: PLC0415  (loaded when it runs)

    _speak(lang)
    raise typer.Exit(anonymise_source(source, out, key, asked(scale=scale, days=shift_days, mapping=mapping)))


@app.command("lab", help=_("lab"), epilog=_("lab_examples"))
def lab_command(lang: Spoken = None) -> None:
    """Open the notebooks in JupyterLab."""
    from cashkit.command_line.lab import open_lab  # noqa: PLC0415  (loaded when JupyterLab is opened)

    _speak(lang)
    raise typer.Exit(open_lab(language.current()))


@app.command("exercises", help=_("exercises"), epilog=_("exercises_examples"))
def exercises_command(
    lang: Spoken = None,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("exercises_out"))] = Path("cashkit-exercises"),
    solutions: Annotated[bool, typer.Option("--solutions", help=_("exercises_solutions"))] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help=_("exercises_no_open"))] = False,
) -> None:
    """Copy the exercises and open them in JupyterLab."""
    from cashkit.command_line.exercises import open_exercises  # noqa: PLC0415  (loaded when exercises are opened)

    _speak(lang)
    raise typer.Exit(open_exercises(language.current(), out, solutions=solutions, lab=not no_open))


def _speak(lang: Lang | None) -> None:
    if lang is not None:
        language.set_language(lang.value)


def _opened(source: Path, **options: Any) -> Dossier:  # noqa: ANN401  (the options of `open_dossier`)
    from cashkit.readers.open import open_dossier  # noqa: PLC0415  (loaded when a source is opened)

    return open_dossier(source, **options)


def _day(as_of: str | None, dossier: Dossier) -> str:
    return as_of or dossier.closing_date.isoformat()


def _tell(sentence: str) -> None:
    """Print a sentence on standard error: on one line, whatever a file's own words in it would do to a terminal."""
    from cashkit.command_line.lines import short  # noqa: PLC0415  (loaded when something is wrong)

    print(short(sentence, _LONGEST), file=sys.stderr)


def main() -> None:
    """Run the command line; an error of ours is one sentence on standard error, and exit 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    warnings.showwarning = lambda message, *_: _tell(str(message))
    try:
        app()
    except CashkitError as error:
        _tell(str(error))
        sys.exit(2)
    except OSError as error:
        named = error.filename or ""
        _tell(language.say("cli.os_error", file=str(named), reason=error.strerror or str(error)))
        sys.exit(2)
    except Exception as error:  # a fault of ours is one sentence too; with CASHKIT_DEBUG it is shown whole
        if os.environ.get("CASHKIT_DEBUG"):
            raise
        _tell(language.say("cli.unexpected", error=f"{type(error).__name__}: {error}"))
        sys.exit(2)
