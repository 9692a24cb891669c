"""`cashkit check`: what a source is, what was read, refused, repaired, assumed, found, and what to ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cashkit.command_line.page import Page, laid_out
from cashkit.ground import language
from cashkit.ground.errors import SourceError
from cashkit.readers.open import DOSSIERS, open_dossier, source_kind, source_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def check_source(source: Path, options: Mapping[str, Any], save_mapping: Path | None = None) -> int:
    """Print what is known of a source; return 1 when a stop or an error was found.

    `options` are those of `open_dossier`; `save_mapping` is a new file for the columns of a ledger as understood.
    """
    path = source_path(source)
    kind = source_kind(path, mapped=options.get("mapping") is not None)
    if kind in DOSSIERS:
        page, told = _of_dossier(path, options, save_mapping)
    else:
        page, told = _of_document(path, kind), ""
        if save_mapping is not None:
            raise SourceError("check.no_columns", file=path.name)
    print("\n".join([*laid_out(page), *([told] if told else [])]))
    return int(page.is_bad)


def _of_dossier(path: Path, options: Mapping[str, Any], save_mapping: Path | None) -> tuple[Page, str]:
    """Return the page of a dossier, and what is to be said of the mapping that was saved."""
    from cashkit.command_line.check_dossier import columns_of, of_dossier  # noqa: PLC0415  (loads the stages)

    if save_mapping is None:
        return of_dossier(open_dossier(path, **options)), ""
    from cashkit.command_line import saving  # noqa: PLC0415  (loaded when a mapping is saved)

    try:
        dossier = open_dossier(path, **options)
    except SourceError as error:
        if not error.key.startswith(saving.OPEN):
            raise
        saving.draft(save_mapping, path, options.get("mapping"))
        raise SourceError("check.drafted", reason=(error.key, error.params), file=str(save_mapping)) from None
    page = of_dossier(dossier)
    saving.save(save_mapping, path.name, columns_of(dossier), options.get("mapping"))
    return page, language.say("check.saved", file=str(save_mapping))


def _of_document(path: Path, kind: str) -> Page:
    """Return the page of a file that is no dossier: only its own reader is loaded."""
    if kind == "bank":
        from cashkit.command_line.check_bank import of_bank  # noqa: PLC0415  (only the reader that is needed)

        return of_bank(path)
    if kind == "einvoice":
        from cashkit.command_line.check_einvoice import of_einvoice  # noqa: PLC0415  (same)

        return of_einvoice(path)
    if kind == "accounts":
        from cashkit.command_line.check_accounts import of_accounts  # noqa: PLC0415  (same)

        return of_accounts(path)
    from cashkit.command_line.check_register import of_register  # noqa: PLC0415  (same)

    return of_register(path)
