"""What a folder is as a source: tables with dossier.toml, FECs, or e-invoices.

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "732829320FEC20251231.txt"
>>> _ = path.write_text("JournalCode|EcritureNum|EcritureDate", encoding="utf-8")
>>> kind_of_folder(Path(folder.name)), [path.name for path in fecs_of(Path(folder.name))]
('fecs', ['732829320FEC20251231.txt'])
>>> folder.cleanup()

Errors: `SourceError` for any other folder, which says what stands in it.
"""

from __future__ import annotations

import itertools
from pathlib import Path  # noqa: TC003  (the doctest makes one)
from typing import Literal

from cashkit.ground.errors import SourceError
from cashkit.readers.kind import HEAD, Kind, kind_of
from cashkit.readers.kind_of_bytes import kind_of_bytes

FolderKind = Literal["tables", "fecs", "einvoices"]
ABOUT = "dossier.toml"
MOST = 2000


def kind_of_folder(folder: Path) -> FolderKind:
    """Return what kind of source a folder is."""
    if (folder / ABOUT).is_file():
        return "tables"
    kinds = [kind for _, kind in _files(folder)]
    if "fec" in kinds:
        return "fecs"
    from cashkit.readers.einvoice.files import holds_einvoices  # noqa: PLC0415  (loaded for a folder without FECs)

    if holds_einvoices(folder):
        return "einvoices"
    raise SourceError("kinds.folder", file=folder.name or str(folder), found=_found(kinds))


def fecs_of(folder: Path) -> list[Path]:
    """Return the FECs of a folder, by name."""
    return [path for path, kind in _files(folder) if kind == "fec"]


def others_of(folder: Path) -> list[Path]:
    """Return the files of a folder of FECs that are none: the description of the accounts, a notice, a report."""
    return [path for path, kind in _files(folder) if kind != "fec"]


def _files(folder: Path) -> list[tuple[Path, Kind | None]]:
    """Return the files of a folder, by name, each with its kind; None for what cashkit does not read."""
    shown = (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return [(path, _kind(path)) for path in sorted(itertools.islice(shown, MOST))]


def _kind(path: Path) -> Kind | None:
    try:
        kind = kind_of(path)
        return None if kind == "fec" and _is_no_text(path) else kind
    except (SourceError, OSError):
        return None


def _is_no_text(path: Path) -> bool:
    """Return whether a file is a FEC by its name alone: a PDF that describes one, an archive, an empty file."""
    with path.open("rb") as file:
        return bool(kind_of_bytes(path, file.read(HEAD)))


def _found(kinds: list[Kind | None]) -> list[str]:
    """Return the words keys of what stands in a folder."""
    return [f"kinds.found_{kind}" for kind in sorted({one or "other" for one in kinds})] or ["kinds.found_nothing"]
