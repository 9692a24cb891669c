"""The register's files of filed accounts: the XML of the data sets, and the JSON that the register answers.

>>> text = b"<bilans xmlns='fr:inpi:odrncs:bilansSaisisXML'><bilan><identite><siren>732829320</siren>"
>>> text += b"<date_cloture_exercice>20241231</date_cloture_exercice><duree_exercice_n>12</duree_exercice_n>"
>>> text += b"<code_type_bilan>C</code_type_bilan></identite><detail><page numero='01'>"
>>> text += b"<liasse code='BX' m1='000000000000120' m3='-00000000000020'/></page></detail></bilan></bilans>"
>>> one, = from_xml("x.xml", text)
>>> one.siren, one.cells
('732829320', {('BX', 'm1'): 120.0, ('BX', 'm3'): -20.0})

Amounts are zero-padded whole euros; a line that is nil is left out. Pages of the balance sheet and income statement are
kept, and those of receivables and debts by term; of a code told on two pages, the first counts. A filing that the
register has deleted is left out. A filing of type C most of whose cells are numbered is a simplified one.
Errors: `SourceError` for a file without filings, a mere list of them, or a filing without SIREN or closing date.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from cashkit.ground.errors import SourceError
from cashkit.readers.annual_accounts.filing import YEAR, Filing
from cashkit.readers.safe_xml import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_COLUMNS = ("m1", "m2", "m3", "m4")
_PUBLIC = {"", "0", "public"}
_AMOUNT = re.compile(r"0*([-+]?)0*(\d{0,15})(?:[.,](\d{1,2}))?", re.ASCII)
_MONTHS = re.compile(r"0*([1-9]\d?)", re.ASCII)
_UNITS = {"KEUR": 1_000, "KEU": 1_000, "K€": 1_000, "MEUR": 1_000_000, "M€": 1_000_000}
_EURO = "EUR"
_LISTS = {"bilans", "bilansSaisis"}


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
        identity = {_plain(key): _text(value) for key, value in one["identite"].items()}
        outside = {_plain(key): _text(value) for key, value in outer.items() if not isinstance(value, (dict, list))}
        pages = _objects(one["detail"].get("pages"))
        lines = [line for page in pages for line in _objects(page.get("liasses"))]
        named = [{str(key): _text(value) for key, value in line.items()} for line in lines]
        found.append(_filing(file, number, {**outside, **{k: v for k, v in identity.items() if v}}, named))
    if not found and isinstance(told, dict) and _LISTS & set(told):
        raise SourceError("accounts_files.only_a_list", file=file)
    return _some(file, found)


def _objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; none for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


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
    elif isinstance(told, dict) and told.get("deleted") is not True:
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
    months = _MONTHS.fullmatch(identity.get("dureeexercicen", ""))
    form, currency = _form(identity), (identity.get("codedevise") or _EURO).strip().upper()
    cells, repairs = _cells(file, number, lines), [] if months else [("A12", siren)]
    if form == "C" and 2 * sum(code.isdigit() for code, _ in cells) > len(cells):
        form, repairs = "S", [*repairs, ("A10", siren)]
    if currency in _UNITS:
        cells = {cell: amount * _UNITS[currency] for cell, amount in cells.items()}
        repairs, currency = [*repairs, ("A11", currency)], _EURO
    return Filing(
        siren, closing, int(months[1]) if months else YEAR, form, cells, identity.get("denomination", ""), currency,
        (identity.get("codeconfidentialite") or identity.get("confidentiality") or "").strip().lower() not in _PUBLIC,
        tuple(repairs),
    )  # fmt: skip


def _form(identity: Mapping[str, str]) -> str:
    return (identity.get("codetypebilan") or identity.get("typebilan") or "C").strip().upper()


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
    match = _AMOUNT.fullmatch(text.replace(" ", ""))
    if match is None:
        raise SourceError("accounts_files.bad_amount", file=file, number=number, code=code[:10], value=text[:40])
    sign, whole, rest = match.groups()
    amount = int(whole or 0) + int((rest or "").ljust(2, "0")) / 100
    return -amount if sign == "-" and amount else float(amount)


def _day(text: str) -> date | None:
    bare = text.strip()[:10].replace("-", "")
    try:
        return date(int(bare[:4]), int(bare[4:6]), int(bare[6:8])) if bare.isascii() and bare.isdigit() else None
    except ValueError:
        return None


def _plain(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
