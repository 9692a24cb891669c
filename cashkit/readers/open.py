"""Opening a source: a FEC, a ledger, a folder of tables, of FECs or of e-invoices, or the sample company."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cashkit.ground.errors import SourceError
from cashkit.ground.share import SAMPLE, sample_folder
from cashkit.readers.beside.beside import beside_of, completed
from cashkit.readers.kind import Kind, kind_of
from cashkit.readers.kind_of_folder import FolderKind, fecs_of, kind_of_folder, others_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cashkit.dossier.dossier import Dossier

SourceKind = Kind | FolderKind
DOSSIERS: tuple[SourceKind, ...] = ("fec", "fecs", "ledger", "tables", "einvoices")
"""The kinds that tell who owes what: the others complete a dossier, they make none."""
_NAMED = 8
_ALONE = {kind: f"kinds.alone_{kind}" for kind in ("bank", "einvoice", "accounts", "register")}


def open_dossier(  # noqa: PLR0913  (the public door)
    source: str | Path | Sequence[str | Path],
    *,
    terms: str | Path = "30",
    due_dates: str | Path | None = None,
    lang: str | None = None,
    name: str | None = None,
    previous: str | Path | None = None,
    mapping: str | Path | None = None,
    customers: str | Path | None = None,
) -> Dossier:
    """Return the dossier of a source: a FEC, a ledger, a folder of tables, of FECs or of e-invoices, or `sample`.

    `terms` ("30", "45 EOM", "EOM 45" ..., or a file of terms by customer) give a due date to the items that have none.
    `due_dates` is a file (CSV or XLSX) of due dates by invoice number; the source's own due dates come first, then
    these, then the customers' terms, then those of all.
    A list of FECs, or a folder of them, is one dossier when their years follow each other (`fec.years`).
    `previous` is the FEC of the year before: the balances brought forward are compared with it (G09), and its open
    invoices stand in their place.
    `mapping` is a file that says which columns of a ledger (CSV or XLSX) hold what.
    `customers` is a file to complete (`file_to_complete`) that came back: its answers fill the customer file in.
    Errors: SourceError, in one sentence, for what cannot be read, and for what makes no dossier (a bank statement, an
    e-invoice, filed accounts, an answer of the register): it says what to give instead.
    """
    paths, before = _paths(source), None if previous is None else source_path(previous)
    kind = "fecs" if len(paths) > 1 else source_kind(paths[0], mapped=mapping is not None)
    _refuse_what_makes_no_dossier(paths[0], kind)
    beside = beside_of(terms, due_dates)
    common = {"terms": beside.rules, "lang": lang, "name": name}
    made = completed(_of_kind(paths, kind, common, {"previous": before, "mapping": mapping}), beside)
    return made if customers is None else _answered(made, customers)


def _answered(dossier: Dossier, customers: str | Path) -> Dossier:
    from cashkit.readers.beside.completed_customers import with_completed_customers  # noqa: PLC0415  (only where asked)

    return with_completed_customers(dossier, customers)


def _paths(source: str | Path | Sequence[str | Path]) -> list[Path]:
    """Return where a source stands; of a list, where each of its FECs does."""
    if isinstance(source, str | Path):
        return [source_path(source)]
    paths = [source_path(one) for one in source]
    if not paths:
        raise SourceError("fec.no_file")
    others = [path for path in paths if source_kind(path) != "fec"] if len(paths) > 1 else []
    if others:
        raise SourceError("readers.no_fec_in_list", file=others[0].name)
    return paths


def _of_kind(paths: Sequence[Path], kind: SourceKind, common: Mapping[str, Any], more: Mapping[str, Any]) -> Dossier:
    """Return the dossier of a source of a kind; what the kind has no use for is refused."""
    path, before, mapping = paths[0], more["previous"], more["mapping"]
    if kind in {"fec", "fecs"}:
        _refuse(path, mapping, "kinds.mapping_elsewhere")
        return _of_fecs(fecs_of(path) if path.is_dir() else paths, path, common, before)
    _refuse(path, before, "readers.previous_of_folder" if path.is_dir() else "kinds.previous_elsewhere")
    if kind == "ledger":
        return _opener("ledger")(path, **common, mapping=mapping)
    _refuse(path, mapping, "kinds.mapping_elsewhere")
    return _opener(kind)(path, **common)


def source_kind(path: Path, *, mapped: bool = False) -> SourceKind:
    """Return what kind of source stands at a path; `mapped` when a file says which columns hold what."""
    return kind_of_folder(path) if path.is_dir() else kind_of(path, mapped=mapped)


def _of_fecs(files: Sequence[Path], source: Path, common: Mapping[str, Any], before: Path | None) -> Dossier:
    """Return the dossier of a FEC, or of those of successive years; what else a folder holds is told."""
    if len(files) == 1:
        dossier = _opener("fec")(files[0], **common, previous=before)
    else:
        _refuse(source, before, "readers.previous_of_several")
        dossier = _opener("fecs")(files, **common)
    return _with_left_aside(dossier, source) if source.is_dir() else dossier


def _with_left_aside(dossier: Dossier, folder: Path) -> Dossier:
    """Tell the files of a folder that are no FEC (F09)."""
    from cashkit.dossier.findings import data_finding  # noqa: PLC0415  (loaded with a dossier)

    others = [path.name for path in others_of(folder)]
    if not others:
        return dossier
    named = ", ".join(others[:_NAMED]) + (", …" if len(others) > _NAMED else "")
    told = data_finding("F09", file=folder.name, value=others[0], count=len(others), names=named)
    return replace(dossier, found=(*dossier.found, told))


def _opener(kind: SourceKind | Literal["fec"]) -> Callable[..., Dossier]:
    """Return the reader of a kind: only the one that is needed is loaded."""
    if kind == "fec":
        from cashkit.readers.fec.fec import open_fec  # noqa: PLC0415  (only the reader that is needed)

        return open_fec
    if kind == "fecs":
        from cashkit.readers.fec.years import open_years  # noqa: PLC0415  (only the reader that is needed)

        return open_years
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
    if kind == "einvoice":
        _refuse_pdf(path)
    raise SourceError(_ALONE[kind], file=path.name)


def _refuse_pdf(path: Path) -> None:
    """Refuse a PDF that holds no invoice, or cannot be read, by its own reason."""
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            return
    from cashkit.readers.einvoice.einvoice_file import open_einvoice  # noqa: PLC0415  (loaded for a PDF)

    try:
        open_einvoice(path)
    except SourceError as error:
        if error.key == "einvoice.pdf_without_xml":
            raise SourceError("kinds.pdf", file=path.name) from None
        raise


def source_path(source: str | Path) -> Path:
    """Return where a source stands; `sample` is the sample company where no file of that name is there."""
    path = Path(source)
    if path.exists():
        return path
    if str(source) == SAMPLE:
        return sample_folder()
    raise SourceError("readers.no_such_source", file=str(source))
