"""The command line's own: the application, the arguments that several commands take, the language they speak."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cashkit.command_line.choices import Form, Lang, View
from cashkit.ground import currency, language

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier

if os.environ.get("CASHKIT_LANG") in language.LANGUAGES:
    language.set_language(os.environ["CASHKIT_LANG"])


def said(key: str) -> str:
    """Return words of the command line in the language of the moment."""
    return language.say(f"cli.{key}")


def _version(asked: bool) -> None:
    if asked:
        from cashkit import __version__  # noqa: PLC0415  (the package is up by now)

        typer.echo(f"cashkit {__version__}")
        raise typer.Exit


app = typer.Typer(
    help=said("app"), no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
Source = Annotated[Path, typer.Argument(metavar="SOURCE", help=said("source"))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=said("as_of"))]
Terms = Annotated[str, typer.Option("--terms", metavar="TERMS|FILE", help=said("terms"))]
Before = Annotated[Path | None, typer.Option("--previous", metavar="FILE", help=said("previous"))]
DueDates = Annotated[Path | None, typer.Option("--due-dates", metavar="FILE", help=said("due_dates"))]
Mapped = Annotated[Path | None, typer.Option("--mapping", metavar="FILE", help=said("mapping"))]
Completed = Annotated[Path | None, typer.Option("--customers", metavar="FILE", help=said("customers"))]
Spoken = Annotated[Lang | None, typer.Option("--lang", help=said("lang"))]
Seen = Annotated[View, typer.Option("--view", help=said("view"))]
Written = Annotated[Form, typer.Option("--format", help=said("format"))]


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=said("version"))] = False,
) -> None:
    """Say nothing: the help text is given above."""


def speak(lang: Lang | None) -> None:
    """Speak the language asked for, if one is."""
    if lang is not None:
        language.set_language(lang.value)


def opened(source: Path, **options: Any) -> Dossier:  # noqa: ANN401  (the options of `open_dossier`)
    """Return the dossier of a source, its currency in force."""
    from cashkit.readers.open import open_dossier  # noqa: PLC0415  (loaded when a source is opened)

    found = open_dossier(source, **options)
    currency.set_currency(found.currency)
    if options.get("customers"):
        from cashkit.command_line.answers import tell_unsettled  # noqa: PLC0415  (where such a file is given)

        tell_unsettled(found.found, options["customers"].name)
    return found


def day(as_of: str | None, dossier: Dossier) -> str:
    """Return the date asked for, else that of the closing."""
    return as_of or dossier.closing_date.isoformat()
