"""Opening a source: a FEC, or a folder of tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier


def open_dossier(
    source: str | Path,
    *,
    terms: str = "30",
    lang: str | None = None,
    name: str | None = None,
    previous: str | Path | None = None,
) -> Dossier:
    """Return the dossier of a source: the path of a FEC, or of a folder with `dossier.toml`.

    `terms` ("30", "45 EOM", "EOM 45" ...) give a due date to the items that have none.
    `previous` is the FEC of the year before, with which the balances brought forward are compared (G09).
    Errors: SourceError, in one sentence, for what cannot be read.
    """
    path, before = _existing(source), None if previous is None else _existing(previous)
    if path.is_dir():
        from cashkit.readers.folder import read_folder  # noqa: PLC0415  (only the reader that is needed is loaded)

        if before is not None:
            raise SourceError("readers.previous_of_folder", file=str(source))
        return read_folder(path, terms=terms, lang=lang, name=name)
    from cashkit.readers.fec.fec import open_fec  # noqa: PLC0415  (only the reader that is needed is loaded)

    return open_fec(path, terms=terms, lang=lang, name=name, previous=before)


def _existing(source: str | Path) -> Path:
    path = Path(source)
    if not path.exists():
        raise SourceError("readers.no_such_source", file=str(source))
    return path
