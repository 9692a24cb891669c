"""The XML form of a FEC, read into the same columns of bytes as the text form.

`comptabilite > exercice > journal > ecriture > ligne`: what stands on the journal or the entry goes
for each of its lines. Dates are `aaaa-mm-jj` and decimals have a point there, by law: they are written
as in the text form, so that neither is a fault. The matching code is the entry's, not the line's.

>>> body = b"<ecriture><EcritureNum>1</EcritureNum><EcritureDate>2025-01-31</EcritureDate><ligne><CompteNum>411"
>>> body += b"</CompteNum><Debit>1.5</Debit></ligne></ecriture>"
>>> heading, body = read_xml("x.xml", b"<comptabilite>" + body + b"</comptabilite>")
>>> [body.columns[heading.columns.index(name)].values[0].as_py() for name in ("EcritureDate", "CompteNum")]
[b'20250131', b'411']

Finding: F08.
Errors: `SourceError` for what is malformed, no FEC, or unsafe: a DOCTYPE (entities, external references),
elements nested deeper or longer than any FEC has.
Source: art. A47 A-1 LPF, VI, and the schemas formatA47A-I-*.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from xml.parsers import expat

import numpy as np

from cashkit.ground.errors import SourceError
from cashkit.readers.fec.columns import Body, encoded, table_of
from cashkit.readers.fec.heading import AMOUNT_SIGN, DEBIT_CREDIT, NAMES, Heading, heading_of, plain
from cashkit.readers.fec.ragged import Shape

_LEVELS = ("comptabilite", "exercice", "journal", "ecriture", "ligne")
_CLOSING = "DateCloture"
_ISO_DAY = re.compile(r"^([0-9]{4})-([0-9]{2})-([0-9]{2})(T.*)?$", re.DOTALL)
_AMOUNTS = ("Debit", "Credit", "Montant", "Montantdevise")
_SIDES = {"D": "Debit", "+1": "Debit", "C": "Credit", "-1": "Credit"}
_DEPTH = 12
_LONGEST = 10_000
_EXPONENT = 15
_START = re.compile(rb"\s*<(\?xml|comptabilite)", re.IGNORECASE)


Row = dict[str, str]


class _UnsafeError(Exception):
    """A DOCTYPE, or an element beyond all measure."""


def is_xml(head: bytes) -> bool:
    """Return whether a file starts as XML."""
    return bool(_START.match(head))


class _Lines:
    """The lines of entry met so far, each with its journal's and its entry's fields."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.open: list[str] = []
        self.fields: list[dict[str, str]] = []
        self.said: list[str] = []
        self.length = 0
        self.rows: list[tuple[dict[str, str], ...]] = []
        self.line_no: list[int] = []
        self.at = 0

    def refuse(self, *_: object) -> None:
        """Refuse what could expand or fetch."""
        raise _UnsafeError

    def start(self, name: str, _: Mapping[str, str]) -> None:
        """Enter an element: a level of the structure, or a field."""
        tag = name.rsplit(":", 1)[-1]
        self.open.append(tag)
        if len(self.open) > _DEPTH:
            raise _UnsafeError
        if tag in _LEVELS:
            self.fields.append({})
            self.at = self.parser.CurrentLineNumber
        self.said, self.length = [], 0

    def text(self, data: str) -> None:
        """Gather the text of a field."""
        self.length += len(data)
        if self.length > _LONGEST:
            raise _UnsafeError
        self.said.append(data)

    def end(self, _: str) -> None:
        """Leave an element: a field is kept, a line of entry is complete."""
        tag = self.open.pop()
        if tag not in _LEVELS:
            if self.fields and tag != _CLOSING:
                self.fields[-1][tag] = "".join(self.said).strip()
        else:
            if tag == "ligne":
                self.rows.append(tuple(self.fields))
                self.line_no.append(self.at)
            self.fields.pop()
        self.said, self.length = [], 0


def read_xml(file: str, content: bytes) -> tuple[Heading, Body]:
    """Read a FEC in XML form."""
    lines = _Lines()
    try:
        lines.parser.Parse(content, True)  # noqa: FBT003  (expat knows it by place only: this is the end)
    except _UnsafeError:
        raise SourceError("fec.xml_unsafe", file=file, line=lines.parser.CurrentLineNumber) from None
    except (expat.ExpatError, LookupError, ValueError):
        raise SourceError("fec.xml_broken", file=file, line=lines.parser.CurrentLineNumber) from None
    if not lines.rows:
        raise SourceError("fec.xml_not_fec", file=file)
    rows = _one_layout([_as_text(levels) for levels in lines.rows])
    heading = _heading(rows)
    table = table_of([[row.get(name, "").encode() for name in heading.columns] for row in rows], len(heading.columns))
    columns = encoded(table, Shape(heading.columns, b"").amounts())
    return heading, Body(columns, np.array(lines.line_no, np.int64), np.zeros(len(rows), bool))


def _as_text(levels: tuple[dict[str, str], ...]) -> Row:
    """Return the fields of a line by their legal names, written as in the text form."""
    row: Row = {}
    for level in levels:
        for tag, value in level.items():
            name = NAMES.get(plain(tag), tag)
            row[name] = _as_amount(value) if name in _AMOUNTS else _ISO_DAY.sub(r"\1\2\3", value)
    return row


def _as_amount(value: str) -> str:
    """Return an xs:float with a decimal comma and without exponent; what is no number stays as it is."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > _EXPONENT:
        return value
    return f"{number:f}".replace(".", ",")


def _one_layout(rows: list[Row]) -> list[Row]:
    """Write Montant and Sens as Debit and Credit where other lines of the file have those."""
    if not any("Debit" in row or "Credit" in row for row in rows):
        return rows
    for row in rows:
        if "Montant" in row and row.get("Sens") in _SIDES:
            row[_SIDES[row.pop("Sens")]] = row.pop("Montant")
    return rows


def _heading(rows: list[Row]) -> Heading:
    """Return all legal columns, whether lines have them or not, then what else they have."""
    found = dict.fromkeys(name for row in rows for name in row)
    base = AMOUNT_SIGN if "Montant" in found and not {"Debit", "Credit"} & found.keys() else DEBIT_CREDIT
    return heading_of([*base, *(name for name in found if name not in base)], b"")
