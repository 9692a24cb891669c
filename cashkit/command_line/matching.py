"""`cashkit match`: what a bank statement settles, line by line, as a table, CSV or JSON (amounts with two decimals).

The CSV has one row a line, whatever became of it (`status`); a text that a spreadsheet would take for a formula is led
by an apostrophe. A file is written whole or not at all.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.command_line.lines import WIDTH, cut, harmless, plain, short
from cashkit.ground import formats, language
from cashkit.ground.whole_file import whole_file
from cashkit.measures.bank_matching import Matches, propose_matches
from cashkit.readers.bank.bank_file import open_bank_statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cashkit.dossier.dossier import Dossier
    from cashkit.readers.bank.bank_file import BankFile

Row = dict[str, str]
STATUSES = ("proposed", "unmatched", "booked", "returned")
COLUMNS = (
    "status", "payment_id", "payment_date", "amount", "customer_id", "invoice_id", "proposed_amount", "remaining",
    "confidence", "reason", "note", "words", "counterparty", "reference", "return_reason", "booked_as", "booked_on",
)  # fmt: skip
_CONFIDENCES = ("high", "medium", "low")
_AMOUNTS = ("amount", "proposed_amount", "remaining")
_DATES = ("payment_date", "booked_on")
_NAME = 20


def match_statement(dossier: Dossier, statement: Path, form: str, *, as_of: str | None, out: Path | None) -> int:
    """Print, or write to a file, what a statement settles."""
    read = open_bank_statement(statement)
    found = propose_matches(dossier, read, as_of=as_of)
    rows = {status: _rows(status, frame) for status, frame in zip(STATUSES, _frames(found), strict=True)}
    if form == "json":
        text = _json(found, rows)
    elif form == "csv":
        text = _csv(row for status in STATUSES for row in rows[status])
    else:
        text = "\n".join(_table(dossier, read, found, rows)) + "\n"
    if out is None:
        print(text, end="")
    else:
        _write(out, text, "utf-8-sig" if form == "csv" else "utf-8")
        print(language.say("matching.written", file=plain(str(out))))
    return 0


def _frames(found: Matches) -> tuple[pd.DataFrame, ...]:
    return found.proposals, found.unmatched, found.booked, found.returns


def _rows(status: str, frame: pd.DataFrame) -> list[Row]:
    """Return the lines of a table as text, with what they mean in words."""
    rows = [{"status": status} | {key: _text(str(key), one) for key, one in row.items()} for row in _records(frame)]
    for row in rows:
        row["words"] = "; ".join(_said(key) for key in (row.get("reason", ""), *row.get("note", "").split("+")) if key)
    return rows


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(key): one for key, one in row.items()} for row in frame.to_dict("records")]


def _text(name: str, value: object) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124  (NaN)
        return ""
    if name in _AMOUNTS:
        return f"{Decimal(str(round(float(str(value)), 2))):.2f}"
    return str(value)[:10] if name in _DATES else str(value)


def _said(key: str) -> str:
    return language.say(f"matching.{key}")


def _json(found: Matches, rows: dict[str, list[Row]]) -> str:
    names = dict(zip(STATUSES, ("proposals", "unmatched", "booked", "returns"), strict=True))
    told = {names[status]: [_bare(row) for row in rows[status]] for status in STATUSES}
    return json.dumps({"as_of": found.as_of.isoformat(), **told}, ensure_ascii=False) + "\n"


def _bare(row: Row) -> dict[str, str | None]:
    return {key: value or None for key, value in row.items() if key not in {"status", "words"}}


def _csv(rows: Iterable[Row]) -> str:
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_written(name, row.get(name, "")) for name in COLUMNS])
    return told.getvalue()


def _written(name: str, text: str) -> str:
    return text if name in _AMOUNTS else harmless(text)


def _table(dossier: Dossier, read: BankFile, found: Matches, rows: dict[str, list[Row]]) -> list[str]:
    lines = len({row["payment_id"] for status in STATUSES[:3] for row in rows[status]}) + len(rows["returned"])
    head = cut(language.say("matching.head", name=dossier.name, lines=lines, day=found.as_of))
    flaws = [cut(one.message()) for one in read.data_findings if one.code != "B03"]  # returns stand below
    parts = [line for status in STATUSES if rows[status] for line in ["", *_section(rows[status], dossier.currency)]]
    legend = [line for one in _CONFIDENCES for line in textwrap.wrap(_said(f"{one}_means"), WIDTH)]
    return [head, *flaws, *(parts or [_said("nothing")]), *(["", *legend] if rows["proposed"] else [])]


def _section(rows: list[Row], currency: str) -> list[str]:
    """Return a heading with what the lines come to, then one line each."""
    name = "proposed_amount" if rows[0]["status"] == "proposed" else "amount"
    total = formats.money(sum(Decimal(row[name] or 0) for row in rows), language.current(), currency)
    head = language.say("matching.section", what=_said(rows[0]["status"]), n=len(rows), amount=total)
    told = [_cells(row, formats.money(row[name], language.current(), currency)) for row in rows]
    widths = [max(len(cells[i]) for cells in told) for i in range(len(told[0]) - 1)]
    return [cut(head), *(_line(cells, widths) for cells in told)]


def _cells(row: Row, money: str) -> list[str]:
    """Return day, amount, customer, invoice (else what the bank says), confidence, and why."""
    day = formats.date(row["payment_date"] or None, language.current())
    who = short(row["customer_id"] or row.get("counterparty", "") or "–", _NAME)
    what = short(row.get("invoice_id", "") or row.get("reference", "") or "–", _NAME)
    sure = _said(row["confidence"]) if row.get("confidence") else ""
    return [day, money, who, what, sure, row["words"] or row.get("booked_as", "")]


def _line(cells: list[str], widths: list[int]) -> str:
    day, money, *texts, why = cells
    shown = [day.ljust(widths[0]), money.rjust(widths[1]), *map(str.ljust, texts, widths[2:]), why]
    return cut("  ".join(text for text in shown if text).rstrip())


def _write(out: Path, text: str, encoding: str) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    whole_file(out, lambda beside: beside.write_text(text, encoding=encoding, newline="\n"))
