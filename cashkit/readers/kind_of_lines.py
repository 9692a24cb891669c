"""What a text is, by its lines: entries, a ledger, bank records, cells of a tax return, or none of these.

>>> kind_of_lines("JournalCode|JournalLib|EcritureNum"), kind_of_lines("siren;732829320\\nclosing_date;2024-12-31")
('fec', 'accounts')
>>> kind_of_lines("Client;Facture;Solde\\nALPHA;F1;10,00"), kind_of_lines("a|b|c\\n1|2|3"), kind_of_lines("Bonjour")
('ledger', 'kinds.table', 'kinds.text')
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

_ENTRIES = ("journalcode", "ecriturenum", "ecrituredate", "comptenum", "ecriturelib", "compteaux", "compauxnum")
_RATIOS = ("chiffre_d_affaires", "resultat_net")
_STATEMENTS = ("OFXHEADER", "<OFX>", "!Type:", "!Account")
_MARKS = ";\t|,"
_FEWEST = 2
_FIELDS = 18
_DAY = re.compile(r"(19|20)\d{6}")
_ACCOUNT = re.compile(r"[1-9]\d{2}")
_LINES = 60
_COLUMNS, _CELLS = 300, 2400
_CELL = re.compile(r"[A-Z]{2}|\d{3}|[A-Z]\d|\d[A-Z]")
_AMOUNT = re.compile(r"\(?[-+−]?\d[\d\u00a0\u202f .']*(,\d{1,2})?\)?-?")
_ABOUT = {"siren", "closing_date", "date_cloture", "date de cloture", "date de clôture", "cloture", "clôture"}
_OF_A_LEDGER = {
    *("customer_id", "name", "invoice_id", "issue_date", "due_date", "debit", "credit"),
    *("amount", "amount_incl_vat", "open_amount", "balance_total"),
}
_CODE = re.compile(r"[A-Z0-9]{1,6}")


def kind_of_lines(text: str, *, mapped: bool = False) -> str:
    """Return the kind of a text, or the key of the sentence that refuses it."""
    first = text[:2000].lower().replace("\0", "")
    if sum(word in first for word in _ENTRIES) >= _FEWEST:
        return "fec"
    if _is_statement(text):
        return "bank"
    if text.lstrip().startswith(_STATEMENTS):
        return "kinds.other_statement"
    if text.lstrip().lower().startswith("mime-version:"):
        return "kinds.page"
    return _of_settings(text) or _of_rows(text, mapped=mapped)


def _is_statement(text: str) -> bool:
    from cashkit.readers.bank import cfonb120, mt940  # noqa: PLC0415  (loaded where a text may be bank records)

    bare = text.lstrip("\ufeff\r\n")
    return cfonb120.is_cfonb(bare) or mt940.is_mt940(bare)


def _of_settings(text: str) -> str:
    """Tell the small files of cashkit itself, which are not sources."""
    if re.search(r"^\[columns\]\s*$", text, re.MULTILINE):
        return "kinds.mapping"
    return "kinds.dossier_file" if re.search(r'^closing_date = "', text, re.MULTILINE) else ""


def _of_rows(text: str, *, mapped: bool) -> str:
    rows = _rows(text)
    if any(word in rows[0] for word in _RATIOS) if rows else False:
        return "accounts"
    if _are_cells(rows):
        return "accounts"
    if mapped or _has_heading(text):
        return "ledger"
    if _are_entries(rows):
        return "fec"  # without its first line: its reader says so
    if not _is_table(rows, _mark(_lines(text))):
        return "kinds.text"
    return "kinds.codes" if _are_codes(rows) else "kinds.table"


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines()[:_LINES] if line.strip()]


def _cut(lines: list[str], mark: str) -> list[list[str]]:
    return [[cell.strip().strip('"') for cell in line.split(mark)] for line in lines]


def _rows(text: str) -> list[list[str]]:
    """Return the first lines, cut at the separator that most of them hold."""
    lines = _lines(text)
    return _cut(lines, _mark(lines))


def _mark(lines: list[str]) -> str:
    return max(_MARKS, key=lambda one: sum(one in line for line in lines))


def _are_entries(rows: list[list[str]]) -> bool:
    """Tell lines of entries that lost their heading: eighteen fields or more, a day, then an account."""
    told = [row for row in rows if len(row) >= _FIELDS and _DAY.fullmatch(row[3]) and _ACCOUNT.match(row[4])]
    return len(told) * 5 >= len(rows) * 4 and bool(told)


def _is_table(rows: list[list[str]], mark: str) -> bool:
    """Tell whether most lines have the same columns, two at least (three with commas, which prose has too)."""
    width, count = Counter(len(row) for row in rows).most_common(1)[0] if rows else (0, 0)
    return width > 1 + (mark == ",") and count * 5 >= len(rows) * 3


def _are_cells(rows: list[list[str]]) -> bool:
    """Tell whether rows are cells of a tax return with their amounts."""
    pairs = [(row[0], row[1].replace("€", "").strip()) for row in rows if len(row) > 1 and row[0] and row[1]]
    told = [name for name, _ in pairs if name.lower() in _ABOUT]
    cells = [cell for cell, amount in pairs if _CELL.fullmatch(cell.upper()) and _AMOUNT.fullmatch(amount)]
    return bool(told or len(cells) > 1) and (len(told) + len(cells)) * 3 >= len(rows) * 2


def _has_heading(text: str) -> bool:
    """Tell whether the heading of a ledger is recognised, whatever its separator, or entries at fixed positions."""
    from cashkit.readers.spreadsheet.fixed_width import layout_of  # noqa: PLC0415  (loaded for a table)
    from cashkit.readers.spreadsheet.heading import heading  # noqa: PLC0415  (same)

    found = (heading(_bounded(_cut(_lines(text), mark))) for mark in _MARKS)
    told = ({column.field for column in one.columns} for one in found if one is not None)
    return any(fields & _OF_A_LEDGER for fields in told) or layout_of(text) is not None


def _bounded(rows: list[list[str]]) -> list[list[str]]:
    """Return the first rows, with as many cells as a heading and some lines of a ledger have at most."""
    sizes = itertools.accumulate(len(row[:_COLUMNS]) for row in rows)
    return [row[:_COLUMNS] for row, size in zip(rows, sizes, strict=True) if size <= _CELLS]


def _are_codes(rows: list[list[str]]) -> bool:
    """Tell a list of codes and their names: nothing in it is a day or an amount."""
    firsts = [row[0] for row in rows]
    dated = any(re.search(r"\d[.,/]\d", cell) for row in rows for cell in row)
    return not dated and len(set(firsts)) == len(rows) and all(_CODE.fullmatch(code) for code in firsts)
