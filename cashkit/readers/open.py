"""Opening a source: a FEC, a ledger, a folder of tables, or the sample company, by its name alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.ground.share import SAMPLE, sample_folder
from cashkit.readers.kind import kind_of

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier


def open_dossier(
    source: str | Path,
    *,
    terms: str = "30",
    lang: str | None = None,
    name: str | None = None,
    previous: str | Path | None = None,
    mapping: str | Path | None = None,
) -> Dossier:
    """Return the dossier of a source: the path of a FEC, of a ledger, of a folder of tables, or the word `sample`.

    `terms` ("30", "45 EOM", "EOM 45" ...) give a due date to the items that have none.
    `previous` is the FEC of the year before, with which the balances brought forward are compared (G09).
    `mapping` is a file that says which columns of a ledger (CSV or XLSX) hold what.
    Errors: SourceError, in one sentence, for what cannot be read.
    """
    path, before = source_path(source), None if previous is None else source_path(previous)
    if path.is_dir():
        from cashkit.readers.folder import read_folder  # noqa: PLC0415  (only the reader that is needed is loaded)

        if before is not None:
            raise SourceError("readers.previous_of_folder", file=str(source))
        return read_folder(path, terms=terms, lang=lang, name=name)
    if kind_of(path.name, _head(path)) == "ledger":
        from cashkit.readers.spreadsheet.opened import open_ledger  # noqa: PLC0415  (only the reader that is needed)

        return open_ledger(path, terms=terms, lang=lang, name=name, mapping=mapping)
    from cashkit.readers.fec.fec import open_fec  # noqa: PLC0415  (only the reader that is needed is loaded)

    return open_fec(path, terms=terms, lang=lang, name=name, previous=before)


def _head(path: Path) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(4096)


def source_path(source: str | Path) -> Path:
    """Return where a source stands; `sample` is the sample company where no file of that name is there."""
    path = Path(source)
    if path.exists():
        return path
    if str(source) == SAMPLE:
        return sample_folder()
    raise SourceError("readers.no_such_source", file=str(source))
