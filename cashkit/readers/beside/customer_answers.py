"""A customer file returned with its blanks filled in: what each row answers, field by field, and what is no answer.

Its columns are those of the file to complete, by their titles in either language; any table with a customer code and
one of them will do. A SIREN, SIRET, VAT number or IBAN that cannot exist, an e-mail without @, terms or a means of
payment that nobody can read, a day that is none, "?", "n/a" or the error of a formula, are no answers: they are told
and left out.

>>> import tempfile
>>> from pathlib import Path
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "e.csv"
>>> _ = path.write_text("Code client;SIREN;CGV signées\\nC1;732 829 320;oui\\nC2;123;\\n", encoding="utf-8")
>>> [(one.customer, one.told, one.wrong) for one in read_answers(path).rows]
[('C1', {'siren': '732829320', 'terms_signed': True}, {}), ('C2', {}, {'siren': '123'})]
>>> folder.cleanup()

Values: identifiers without blanks, days as dates, terms as the kit writes them, means of payment as its codes.
Findings: U25 filled columns that are not read, U26 answers without a customer code, U27 further sheets of customers,
T12 formulas without a value.
Errors: those of `side_file`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.ground.identifiers import is_iban, is_siret, is_vat_number, siren_of
from cashkit.law.payment_terms import parse_terms
from cashkit.readers.beside.side_file import side_file, text
from cashkit.readers.spreadsheet.days import days
from cashkit.readers.spreadsheet.heading import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cashkit.dossier.dossier import SourceFile
    from cashkit.readers.beside.side_file import SideFile

    Value = str | bool | date

FIELDS = (
    "siren", "siret", "vat_number", "address", "postcode", "city", "email", "ap_contact", "invoice_channel",
    "payment_terms", "payment_method", "iban", "debit_mandate_on", "terms_signed", "ship_to_of",
)  # fmt: skip
_MAIL = re.compile(r"[^@\s<>:;,\"()]+@[^@\s<>:;,\"()]+\.[^@\s.<>:;,\"()]+")
_BLANKS = frozenset(
    {"", "n a", "na", "nc", "n c", "nsp", "inconnu", "inconnue", "neant", "a voir", "unknown", "none", "tbd"}
)
_ASIDE = ("invoiced", "open_amount", "why")
_SEPARATORS = re.compile(r"[\s.\-]")
_HARMLESS = re.compile(r"'(?=[=+\-@])")
_ANSWERS = {
    **dict.fromkeys(("oui", "o", "yes", "y", "x", "1", "vrai", "true"), True),
    **dict.fromkeys(("non", "n", "no", "0", "faux", "false"), False),
}


@dataclass(frozen=True)
class Answered:
    """One row: its customer, what it answers, and what it holds that is no answer."""

    line: int
    customer: str
    told: Mapping[str, Value]
    wrong: Mapping[str, str]


@dataclass(frozen=True)
class Answers:
    """The rows of a file that name a customer."""

    name: str
    source: SourceFile
    rows: tuple[Answered, ...]
    found: tuple[DataFinding, ...] = ()


def read_answers(path: str | Path) -> Answers:
    """Return what a completed customer file answers."""
    read = side_file(path, (("customer_id",), FIELDS))
    held = [name for name in FIELDS if name in read.cells]
    columns = {name: [_HARMLESS.sub("", text(cell)) for cell in read.cells[name]] for name in held}
    dated = days(read.cells["debit_mandate_on"]).listed() if "debit_mandate_on" in held else []
    rows = []
    for place, (line, cell) in enumerate(zip(read.lines, read.column("customer_id"), strict=True)):
        told = {name: columns[name][place] for name in held if columns[name][place]}
        values = {name: _value(name, word) for name, word in told.items() if name != "debit_mandate_on"}
        if "debit_mandate_on" in told:
            values["debit_mandate_on"] = dated[place]
        good = {name: value for name, value in values.items() if value is not None}
        wrong = {name: told[name] for name, value in values.items() if value is None}
        rows.append(Answered(line, _HARMLESS.sub("", text(cell)), good, wrong))
    named = tuple(row for row in rows if row.customer)
    found = (*_nameless(read.name, rows), *_rest(read))
    return Answers(read.name, read.source(len(named)), named, found)


def _nameless(file: str, rows: Sequence[Answered]) -> list[DataFinding]:
    """U26: the rows that answer, and name no customer."""
    told = [(row, {**row.wrong, **row.told}) for row in rows if not row.customer]
    found = (
        data_finding("U26", file=file, line=row.line, value=next(iter(all_.values()))) for row, all_ in told if all_
    )
    return capped(found)


def _rest(read: SideFile) -> Iterator[DataFinding]:
    """Yield what stands in the file and is not read; what was sent along with the questions is none of it."""
    spare = [one for one in read.rest.columns if plain(one) not in _sent()]
    if spare:
        yield data_finding("U25", file=read.name, value=", ".join(spare), n=len(spare))
    if read.rest.sheets:
        yield data_finding("U27", file=read.name, value=", ".join(read.rest.sheets), read=read.rest.sheet)
    if read.rest.formulas:
        yield data_finding("T12", file=read.name, value=read.rest.formulas)


@functools.cache
def _sent() -> frozenset[str]:
    """Return the titles of the columns that stand before the form, in both languages."""
    rows = [language.table("columns")[name] for name in _ASIDE]
    return frozenset(plain(row[lang]) for row in rows for lang in ("fr", "en"))


def answer(name: str, value: object) -> Value | None:
    """Return what the customer file itself holds, as an answer would be read; None for a blank or what is none."""
    if isinstance(value, bool):
        return value
    known = text(value) if isinstance(value, str | int | float) and value == value else ""  # noqa: PLR0124  (NaN)
    return _value(name, known) if known else None


def _value(name: str, told: str) -> Value | None:
    reader = _READERS.get(name, _words)
    return reader(told)


def _words(told: str) -> str | None:
    """Return words that say something: an error of a formula, a question mark or "n/a" is no answer."""
    return None if told.startswith("#") or plain(told) in _BLANKS else told


def _bare(told: str) -> str:
    return _SEPARATORS.sub("", told).upper()


def _terms(told: str) -> str | None:
    if told.lower() == "prepaid":
        return "prepaid"
    try:
        return str(parse_terms(told))
    except ArgumentError:
        return None


@functools.cache
def _methods() -> Mapping[str, str]:
    """Return the code of each means of payment by its words in both languages, and by itself."""
    rows = {
        key.removeprefix("method."): row for key, row in language.table("views").items() if key.startswith("method.")
    }
    return {plain(words): code for code, row in rows.items() for words in (row["fr"], row["en"], code)}


_READERS: Mapping[str, Callable[[str], Value | None]] = {
    "siren": siren_of,
    "siret": lambda told: _bare(told) if is_siret(told) else None,
    "vat_number": lambda told: _bare(told) if is_vat_number(told) else None,
    "iban": lambda told: _bare(told) if is_iban(told) else None,
    "email": lambda told: told if _MAIL.fullmatch(told) else None,
    "postcode": lambda told: _words(told) if any(letter.isdigit() for letter in told) else None,
    "payment_terms": _terms,
    "payment_method": lambda told: _methods().get(plain(told)),
    "terms_signed": lambda told: _ANSWERS.get(plain(told)),
}
