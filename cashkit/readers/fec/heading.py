"""The first line of a FEC: its separator, its columns by name, and the layout that they make.

Columns are matched by name, whatever their order, case and accents: `CompteAuxNum` is `CompAuxNum`,
`Crédit` is `Credit`. Four layouts: DC (Debit and Credit), MS (Montant and Sens), BA21 and BNC22 (the
treasury basis of farmers and of the professions, with their 3 and 4 columns more).

>>> line = b"JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|EcritureLib|Montant|Sens|Ech."
>>> heading = read_heading("x.txt", line)
>>> heading.separator, heading.layout, heading.columns[-1], heading.due
(b'|', 'MS', 'Ech.', 'Ech.')

Findings: F07, H01 to H07 (`heading_findings`).
Errors: `SourceError` when no heading is recognised, or when nothing could be computed.
Source: art. A47 A-1 LPF, VII and VIII; names matched as the tax office's test tool does.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from cashkit.ground.errors import SourceError
from cashkit.readers.fec import text

_START = ("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum")
_MIDDLE = ("CompAuxLib", "PieceRef", "PieceDate", "EcritureLib")
_END = ("EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise")
DEBIT_CREDIT = (*_START, *_MIDDLE, "Debit", "Credit", *_END)
AMOUNT_SIGN = (*_START, *_MIDDLE, "Montant", "Sens", *_END)
TREASURY = ("DateRglt", "ModeRglt", "NatOp", "IdClient")
NAMES = {name.lower(): name for name in (*DEBIT_CREDIT, *AMOUNT_SIGN, *TREASURY)}
NAMES |= {"compteauxnum": "CompAuxNum", "compteauxlib": "CompAuxLib"}
DUE_DATES = frozenset(
    {
        *("datelimitreglmt", "datelimitereglement", "datelimitedereglement", "datelimitedepaiement", "exigibilite"),
        *("echeance", "dateecheance", "datedecheance", "dateech", "datedech", "ech", "aecheancedu"),
        *("ececheance", "edateecheance", "faedt", "netdt"),  # Sage, Cegid, SAP
        *("duedate", "netduedate", "maturity", "maturitydate", "expecteddate"),
    }
)
_SEPARATORS = (b"\t", b"|", b";", b",")
_ENOUGH = 3


@dataclass(frozen=True)
class Heading:
    """The columns of a file, in its order.

    `found` are the headings as written, `columns` their legal names (or, for extra columns, the
    heading made distinct), `due` the extra column that holds due dates, `trailing` a separator
    that ends the line.
    """

    separator: bytes
    found: tuple[str, ...]
    columns: tuple[str, ...]
    layout: str
    due: str | None
    trailing: bool

    @property
    def legal(self) -> tuple[str, ...]:
        """Return the columns that the law wants for this layout, in its order."""
        base = AMOUNT_SIGN if "Montant" in self.columns and "Debit" not in self.columns else DEBIT_CREDIT
        return base + TREASURY[: {"BA21": 3, "BNC22": 4}.get(self.layout, 0)]

    @property
    def extra(self) -> tuple[str, ...]:
        """Return the columns beyond the legal ones."""
        return tuple(name for name in self.columns if name not in self.legal)


def plain(name: str) -> str:
    """Return a heading as names are compared: letters and digits only, no accent, no case.

    >>> plain(" Date d'échéance "), plain("Crédit")
    ('datedecheance', 'credit')
    """
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", bare)


def read_heading(file: str, line: bytes) -> Heading:
    """Read the heading line, without its line end."""
    separator = max(_SEPARATORS, key=lambda mark: _known(line, mark))
    if _known(line, separator) < _ENOUGH:
        raise SourceError("fec.no_heading", file=file, value=text.shown(line[:60]))
    found = [text.shown(name).strip() for name in line.split(separator)]
    trailing = len(found) > 1 and not found[-1]
    heading = heading_of(found[: len(found) - trailing], separator, trailing=trailing)
    _refuse_what_computes_nothing(file, heading)
    return heading


def heading_of(found: Sequence[str], separator: bytes, *, trailing: bool = False) -> Heading:
    """Make the heading of columns, given as they are written."""
    columns = _columns(found)
    return Heading(separator, tuple(found), columns, _layout(columns), _due(columns), trailing)


def _known(line: bytes, separator: bytes) -> int:
    return len({plain(text.shown(name)) for name in line.split(separator)} & NAMES.keys())


def _columns(found: Sequence[str]) -> tuple[str, ...]:
    """Name each column: its legal name once, its own heading otherwise, numbered when it is repeated."""
    names: list[str] = []
    for heading in found:
        legal = NAMES.get(plain(heading), heading)
        name, n = legal, 1
        while name in names:
            n += 1
            name = f"{legal} ({n})"
        names.append(name)
    return tuple(names)


def _layout(columns: Sequence[str]) -> str:
    if "IdClient" in columns and "NatOp" in columns:
        return "BNC22"
    if {"DateRglt", "ModeRglt", "NatOp"} <= set(columns):
        return "BA21"
    return "MS" if "Montant" in columns and "Debit" not in columns else "DC"


def _due(columns: Sequence[str]) -> str | None:
    return next((name for name in columns if name not in NAMES.values() and plain(name) in DUE_DATES), None)


def _refuse_what_computes_nothing(file: str, heading: Heading) -> None:
    amounts = heading.legal[11:13]
    missing = [name for name in ("EcritureDate", "CompteNum", *amounts) if name not in heading.columns]
    if missing:
        raise SourceError("fec.missing_columns", file=file, missing=", ".join(missing), found=", ".join(heading.found))
