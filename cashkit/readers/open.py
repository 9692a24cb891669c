"""Opening a source: a FEC, a ledger, a folder of tables, of FECs or of e-invoices, or the sample company."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cashkit.ground.errors import SourceError
from cashkit.ground.share import SAMPLE, sample_folder
from cashkit.readers.kind import Kind, kind_of
from cashkit.readers.kind_of_folder import FolderKind, fecs_of, kind_of_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cashkit.dossier.dossier import Dossier

SourceKind = Kind | FolderKind
DOSSIERS: tuple[SourceKind, ...] = ("fec", "fecs", "ledger", "tables", "einvoices")
"""The kinds that tell who owes what: the others complete a dossier, they make none."""
_ALONE = {kind: f"kinds.alone_{kind}" for kind in ("bank", "einvoice", "accounts", "register")}


def open_dossier(
    source: str | Path,
    *,
    terms: str = "30",
    lang: str | None = None,
    name: str | None = None,
    previous: str | Path | None = None,
    mapping: str | Path | None = None,
) -> Dossier:
    """Return the dossier of a source: a FEC, a ledger, a folder of tables, of FECs or of e-invoices, or `sample`.

    `terms` ("30", "45 EOM", "EOM 45" ...) give a due date to the items that have none.
    `previous` is the FEC of the year before, with which the balances brought forward are compared (G09).
    `mapping` is a file that says which columns of a ledger (CSV or XLSX) hold what.
    Errors: SourceError, in one sentence, for what cannot be read, and for what makes no dossier (a bank statement, an
    e-invoice, filed accounts, an answer of the register): it says what to give instead.
    """
    path, before = source_path(source), None if previous is None else source_path(previous)
    kind = source_kind(path, mapped=mapping is not None)
    _refuse_what_makes_no_dossier(path, kind)
    common = {"terms": terms, "lang": lang, "name": name}
    if kind in {"fec", "fecs"}:
        _refuse(path, mapping, "kinds.mapping_elsewhere")
        return _of_fecs(path, kind, {**common, "previous": before})
    _refuse(path, before, "readers.previous_of_folder" if path.is_dir() else "kinds.previous_elsewhere")
    if kind == "ledger":
        return _opener("ledger")(path, **common, mapping=mapping)
    _refuse(path, mapping, "kinds.mapping_elsewhere")
    return _opener(kind)(path, **common)


def source_kind(path: Path, *, mapped: bool = False) -> SourceKind:
    """Return what kind of source stands at a path; `mapped` when a file says which columns hold what."""
    return kind_of_folder(path) if path.is_dir() else kind_of(path, mapped=mapped)


def _of_fecs(path: Path, kind: SourceKind, asked: Mapping[str, Any]) -> Dossier:
    """Return the dossier of a FEC, or of the only one of a folder."""
    files = fecs_of(path) if kind == "fecs" else [path]
    if len(files) > 1:
        raise SourceError("kinds.several_fecs", file=path.name)
    return _opener("fec")(files[0], **asked)


def _opener(kind: SourceKind | Literal["fec"]) -> Callable[..., Dossier]:
    """Return the reader of a kind: only the one that is needed is loaded."""
    if kind == "fec":
        from cashkit.readers.fec.fec import open_fec  # noqa: PLC0415  (only the reader that is needed)

        return open_fec
    if kind == "ledger":
        from cashkit.readers.spreadsheet.opened import open_ledger  # noqa: PLC0415  (only the reader that is needed)

        return open_ledger
    if kind == "einvoices":
        from cashkit.readers.einvoice.folder import open_einvoices  # noqa: PLC0415  (only the reader that is needed)

        return open_einvoices
    from cashkit.readers.folder import read_folder  # noqa: PLC0415  (only the reader that is needed)

    return read_folder


def _refuse(path: Path, given: object, key: str) -> None:
    if given is not None:
        raise SourceError(key, file=path.name)


def _refuse_what_makes_no_dossier(path: Path, kind: SourceKind) -> None:
    """Refuse what completes a dossier but makes none, in a sentence that says what it is good for."""
    if kind in DOSSIERS:
        return
    if kind == "einvoice" and _is_ordinary_pdf(path):
        raise SourceError("kinds.pdf", file=path.name)
    raise SourceError(_ALONE[kind], file=path.name)


def _is_ordinary_pdf(path: Path) -> bool:
    """Tell a PDF without an invoice inside from one that carries it."""
    from cashkit.readers.einvoice.einvoice_file import open_einvoice  # noqa: PLC0415  (loaded for a PDF or an invoice)

    try:
        open_einvoice(path)
    except SourceError as error:
        return error.key in {"einvoice.pdf_without_xml", "einvoice.broken_pdf"}
    return False


def source_path(source: str | Path) -> Path:
    """Return where a source stands; `sample` is the sample company where no file of that name is there."""
    path = Path(source)
    if path.exists():
        return path
    if str(source) == SAMPLE:
        return sample_folder()
    raise SourceError("readers.no_such_source", file=str(source))
