"""The parts of a workbook: an archive of XML files from a stranger, looked through before anything is made of them.

No DOCTYPE, no entity, bounded depth, size and number of cells, whatever the archive says of itself; nothing outside
the file is ever asked for. What the rows say of themselves is counted on the way: hidden ones, and formulas whose
value is not stored.

>>> scanned("x.xlsx", io.BytesIO(b"<sheetData><row hidden='1'><c><f>1+1</f></c></row></sheetData>"))
Scan(rows=1, cells=1, hidden_rows=1, unread=1)

Errors: `SourceError` for an archive that is damaged, of another program, protected, or beyond all measure.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat  # nothing is expanded: a DOCTYPE ends the reading

from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.sheet import measured

UNPACKED = 1_500_000_000
PARTS, DEEPEST = 5_000, 100
_RATIO, _DENSE = 300, 10_000_000
_CHUNK = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_OFFICE = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Scan:
    """What the rows of a sheet say of themselves."""

    rows: int = 0
    cells: int = 0
    hidden_rows: int = 0
    unread: int = 0


class _UnsafeError(Exception):
    """XML that is not what a spreadsheet writes."""


def scanned_parts(file: str, content: bytes) -> dict[str, Scan]:
    """Return what each XML part of a workbook says of itself; refuse what is no workbook, or unsafe."""
    if content[:4] == _OLE:
        key = "locked" if "EncryptedPackage".encode("utf-16-le") in content else "old_form"
        raise SourceError("spreadsheet." + key, file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _safe(file, archive)
            names = [name for name in archive.namelist() if name.lower().endswith((".xml", ".rels"))]
            return {name: _of_part(file, archive, name) for name in names}
    except SourceError:
        raise
    except Exception:  # noqa: BLE001  (zipfile and zlib raise bare exceptions of many kinds for a damaged archive)
        raise SourceError("spreadsheet.damaged", file=file) from None


def _safe(file: str, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is no workbook, or says itself that it unpacks beyond all measure."""
    parts = archive.infolist()
    dense = [part for part in parts if part.file_size > _DENSE and part.file_size > _RATIO * part.compress_size]
    if sum(part.file_size for part in parts) > UNPACKED or dense or len(parts) > PARTS:
        raise SourceError("spreadsheet.bomb", file=file)
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("spreadsheet.locked", file=file)
    names = {part.filename for part in parts}
    if "mimetype" in names and archive.read("mimetype")[:100].decode("ascii", "replace").startswith(_OFFICE):
        raise SourceError("spreadsheet.open_document", file=file)
    if "xl/workbook.bin" in names:
        raise SourceError("spreadsheet.old_form", file=file)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise SourceError("spreadsheet.no_workbook", file=file)


def _of_part(file: str, archive: zipfile.ZipFile, name: str) -> Scan:
    with archive.open(name) as part:
        return scanned(file, part)


def scanned(file: str, part: IO[bytes]) -> Scan:
    """Return what one XML part says of itself, read piece by piece."""
    scan = _Scanner(file)
    try:
        while piece := part.read(_CHUNK):
            scan.parser.Parse(piece, False)  # noqa: FBT003  (expat's own way: more follows)
        scan.parser.Parse(b"", True)  # noqa: FBT003  (expat's own way: that was all)
    except (expat.ExpatError, ValueError, LookupError):
        raise SourceError("spreadsheet.damaged", file=file) from None
    except _UnsafeError:
        raise SourceError("spreadsheet.bomb", file=file) from None
    return Scan(scan.rows, scan.cells, scan.hidden, scan.formulas - scan.valued)


class _Scanner:
    """Counts rows, cells, hidden rows and formulas without a value, and the depth reached."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows = self.cells = self.hidden = self.formulas = self.valued = self.depth = self.last = 0
        self.formula = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_: object) -> None:
        """Refuse what could expand or fetch."""
        raise _UnsafeError

    def start(self, tag: str, told: dict[str, str]) -> None:
        """Count an element that opens."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise _UnsafeError
        name = tag.rpartition(":")[2]
        if name == "c":
            self.cells += 1
            self.formula = False
        elif name == "f":
            self.formula = True
            self.formulas += 1
        elif name == "v" and self.formula:
            self.formula = False
            self.parser.CharacterDataHandler = self.value
        elif name == "row":
            self.row(told)

    def row(self, told: dict[str, str]) -> None:
        """Count a row; rows out of order would be lost."""
        self.rows += 1
        self.hidden += told.get("hidden") in {"1", "true"}
        number = int(float(told.get("r", self.last + 1)))
        if number <= self.last:
            raise ValueError
        self.last = number
        measured(self.file, (number, 0, self.cells))

    def value(self, _: str) -> None:
        """Count a formula whose value is stored."""
        self.valued += 1
        self.parser.CharacterDataHandler = None

    def end(self, _: str) -> None:
        """Close an element."""
        self.depth -= 1
        self.parser.CharacterDataHandler = None
