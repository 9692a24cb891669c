"""The register's files of filed accounts: the XML of the data sets, and the JSON that the register answers.

>>> text = b"<bilans xmlns='fr:inpi:odrncs:bilansSaisisXML'><bilan><identite><siren>732829320</siren>"
>>> text += b"<date_cloture_exercice>20241231</date_cloture_exercice><duree_exercice_n>12</duree_exercice_n>"
>>> text += b"<code_type_bilan>C</code_type_bilan></identite><detail><page numero='01'>"
>>> text += b"<liasse code='BX' m1='000000000000120' m3='-00000000000020'/></page></detail></bilan></bilans>"
>>> one, = from_xml("x.xml", text)
>>> one.siren, one.cells
('732829320', {('BX', 'm1'): 120.0, ('BX', 'm3'): -20.0})

Amounts are zero-padded whole euros; a line that is nil is left out. Pages of the balance sheet and income statement are
kept, and those of receivables and debts by term; of a code told on two pages, the first counts.
Errors: `SourceError` for a file without filings, or a filing without SIREN or closing date.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cashkit.ground.errors import SourceError
from cashkit.readers.annual_accounts.filing import YEAR, Filing
from cashkit.readers.safe_xml import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_COLUMNS = ("m1", "m2", "m3", "m4")
_PUBLIC = {"", "0", "public"}


def from_xml(file: str, content: bytes) -> list[Filing]:
    """Return the filings of an XML file."""
    root = parse(file, content)
    found = [
        _filing(file, number, _identity(one), _lines_of(one))
        for number, one in enumerate(root.findall(".//{*}bilan"), 1)
    ]
    return _some(file, found)


def from_json(file: str, told: object) -> list[Filing]:
    """Return the filings of a JSON answer: one filing, or several anywhere in it."""
    found = []
    for number, (outer, one) in enumerate(_filings(told), 1):
        identity = {_plain(key): _text(value) for key, value in (one.get("identite") or {}).items()}
        outside = {_plain(key): _text(value) for key, value in outer.items() if not isinstance(value, (dict, list))}
        pages = (one.get("detail") or {}).get("pages") or []
        lines = [line for page in pages if isinstance(page, dict) for line in page.get("liasses") or []]
        named = [{str(key): _text(value) for key, value in line.items()} for line in lines if isinstance(line, dict)]
        found.append(_filing(file, number, {**outside, **{k: v for k, v in identity.items() if v}}, named))
    return _some(file, found)


def _some(file: str, found: list[Filing]) -> list[Filing]:
    if not found:
        raise SourceError("accounts_files.no_filing", file=file)
    return found


def _identity(bilan: Any) -> dict[str, str]:  # noqa: ANN401  (an XML element)
    told = bilan.find("{*}identite")
    return {} if told is None else {_plain(one.tag.rpartition("}")[2]): (one.text or "").strip() for one in told}


def _lines_of(bilan: Any) -> Iterator[dict[str, str]]:  # noqa: ANN401  (an XML element)
    for line in bilan.findall(".//{*}liasse"):
        yield dict(line.attrib)


def _filings(
    told: object, outer: Mapping[str, Any] | None = None
) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    """Yield each filing with what stands around it (SIREN, closing date, confidentiality)."""
    if isinstance(told, list):
        for one in told:
            yield from _filings(one, outer)
    elif isinstance(told, dict):
        if isinstance(told.get("identite"), dict) and isinstance(told.get("detail"), dict):
            yield outer or {}, told
            return
        for value in told.values():
            if isinstance(value, (dict, list)):
                yield from _filings(value, {**(outer or {}), **told})


def _filing(file: str, number: int, identity: Mapping[str, str], lines: Iterable[Mapping[str, str]]) -> Filing:
    siren = identity.get("siren", "").replace(" ", "")
    closing = _day(identity.get("datecloture") or identity.get("dateclotureexercice") or "")
    if not siren or closing is None:
        raise SourceError("accounts_files.no_identity", file=file, number=number)
    months = identity.get("dureeexercicen", "").lstrip("0")
    return Filing(
        siren,
        closing,
        int(months) if months.isdigit() else YEAR,
        (identity.get("codetypebilan") or identity.get("typebilan") or "C").strip().upper(),
        _cells(file, number, lines),
        identity.get("denomination", ""),
        (identity.get("codedevise") or "EUR").strip().upper(),
        (identity.get("codeconfidentialite") or identity.get("confidentiality") or "").strip().lower() not in _PUBLIC,
    )


def _cells(file: str, number: int, lines: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], float]:
    cells: dict[tuple[str, str], float] = {}
    for line in lines:
        code = line.get("code", "").strip().upper()
        for column in _COLUMNS:
            text = line.get(column, "").strip()
            if code and text:
                cells.setdefault((code, column), _euros(file, number, code, text))
    return cells


def _euros(file: str, number: int, code: str, text: str) -> float:
    """Return an amount: a sign, zeros and digits; the register also writes the sign after the zeros."""
    bare = text.lstrip("0").replace(" ", "")
    negative = text.startswith("-") or bare.startswith("-")
    digits = bare.lstrip("-+")
    if digits and not (digits.isascii() and digits.isdigit()):
        raise SourceError("accounts_files.bad_amount", file=file, number=number, code=code, value=text[:40])
    amount = float(digits or 0)
    return -amount if negative and amount else amount


def _day(text: str) -> date | None:
    bare = text.strip()[:10].replace("-", "")
    try:
        return date(int(bare[:4]), int(bare[4:6]), int(bare[6:8]))
    except ValueError:
        return None


def _plain(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
