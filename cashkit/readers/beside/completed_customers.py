"""The answers of a completed customer file joined to the customers of a dossier, by their codes.

An answer fills a blank, a "no", or the place of a number that cannot exist (U20, counted). Where the file holds
another value, the answer goes before, since it was asked for, and the value it replaces is told (U21). What is no
answer is told and changes nothing (U22); neither does a blank, nor the zero that a spreadsheet took from a postcode. A
code that no customer has (U23), and a second row of a customer that answers otherwise (U24), are told and left out; so
is what the file holds beside (U25 to U27, T12). Codes are compared as written, then without case and leading zeros.

>>> import tempfile
>>> from pathlib import Path
>>> from cashkit.dossier.dossier import Dossier
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "e.csv"
>>> _ = path.write_text("Code client;SIREN;Ville\\nC1;732829320;Sorval\\nC9;552100554;\\n", encoding="utf-8")
>>> customers = pd.DataFrame({"customer_id": ["C1"], "name": ["Un"], "city": ["Lyon"]})
>>> invoice = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 1.0}
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame(invoice), customers=customers)
>>> told = with_completed_customers(dossier, path)
>>> told.table("customers").loc[0, ["siren", "city"]].tolist(), [one.code for one in told.found]
(['732829320', 'Sorval'], ['U20', 'U21', 'U23'])
>>> folder.cleanup()

Errors: `NotAvailableError` without customers; `SourceError` for what is no such file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.dossier.table_columns import columns_of
from cashkit.ground.errors import NotAvailableError
from cashkit.readers.beside.customer_answers import FIELDS, Answered, Answers, answer, read_answers

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.dossier.dossier import Dossier

_DATES = ("debit_mandate_on",)
_SECOND = "ship_to_of"
_SAID = {"payment_terms": "terms", "payment_method": "method", "debit_mandate_on": "day"}


def with_completed_customers(dossier: Dossier, path: str | Path) -> Dossier:
    """Return the dossier with what a completed customer file answers."""
    columns = columns_of(dossier, "customers")
    if columns is None:
        raise NotAvailableError("stages.no_customer_file")
    answers, ids = read_answers(path), columns.ids("customer_id").tolist()
    placed, found = _placed(answers, ids)
    made = columns.frame.copy()
    for name in FIELDS:
        given = {place: row for place, row in placed.items() if name in row.told}
        column, told = _filled(made, name, given, answers.name)
        if told:
            made[name] = column
            found += told
    found += _no_answers(answers, placed, columns.frame)
    shown = [one for code in ("U20", "U21", "U22", "U23", "U24") for one in _told(found, code)] + [*answers.found]
    return replace(
        dossier,
        frames={**dossier.frames, "customers": made.copy},
        found=(*dossier.found, *shown),
        sources=(*dossier.sources, answers.source),
    )


def _placed(answers: Answers, ids: list[str]) -> tuple[dict[int, Answered], list[DataFinding]]:
    """Return the row of the customers that each answer is about, and the answers that are about none, or come twice."""
    exact = {code: place for place, code in reversed(list(enumerate(ids)))}
    loose: dict[str, list[int]] = {}
    for code, place in exact.items():
        loose.setdefault(_loose(code), []).append(place)
    placed: dict[int, Answered] = {}
    found: list[DataFinding] = []
    for row in answers.rows:
        near = loose.get(_loose(row.customer), [])
        place = exact.get(row.customer, near[0] if len(near) == 1 else -1)
        if place < 0:
            found.append(data_finding("U23", file=answers.name, line=row.line, value=row.customer))
        elif place not in placed:
            placed[place] = _checked(row, ids)
        elif row.told != placed[place].told:
            first = placed[place].line
            found.append(data_finding("U24", file=answers.name, line=row.line, value=row.customer, first=first))
    return placed, found


def _loose(code: str) -> str:
    return code.casefold().lstrip("0")


def _checked(row: Answered, ids: list[str]) -> Answered:
    """Return a row whose second account is one of a customer that exists, and not its own."""
    other = row.told.get(_SECOND)
    if other is None or (other in ids and other != row.customer):
        return row
    told = {name: value for name, value in row.told.items() if name != _SECOND}
    return replace(row, told=told, wrong={**row.wrong, _SECOND: str(other)})


def _filled(
    frame: pd.DataFrame, name: str, given: dict[int, Answered], file: str
) -> tuple[pd.Series, list[DataFinding]]:
    """Return a column with its answers, and what they fill or replace."""
    old = frame[name].astype(object).tolist() if name in frame.columns else [None] * len(frame)
    new: list[Any] = [None if pd.isna(value) else value for value in old]
    found = []
    for place, row in given.items():
        told, before = row.told[name], _known(name, new[place])
        if before == told or (name == "postcode" and before == f"0{told}"):
            continue
        code = "U20" if before is None or before is False else "U21"
        found.append(
            data_finding(
                code, file=file, line=row.line, field=f"customers.{name}", value=told, customer=row.customer,
                before=_shown(name, before), after=_shown(name, told), about=f"views.information.{name}",
            )
        )  # fmt: skip
        new[place] = told
    made = pd.to_datetime(pd.Series(new, index=frame.index), errors="coerce") if name in _DATES else None
    return pd.Series(new, index=frame.index, dtype=object) if made is None else made, found


def _shown(name: str, value: object) -> tuple[str, dict[str, object]]:
    """Return the words of a value and what they are filled with, so that it is said in the reader's language."""
    if isinstance(value, bool):
        return ("complete.yes" if value else "complete.no"), {}
    kind = _SAID.get(name, "text")
    return f"complete.told_{kind}", {"value": f"views.method.{value}" if kind == "method" else value}


def _known(name: str, value: object) -> object:
    """Return what the file holds as an answer is read; a blank, and what is no answer, are nothing."""
    if name in _DATES:
        read = pd.to_datetime(str(value)[:10], errors="coerce", format="%Y-%m-%d")
        return None if pd.isna(read) else read.date()
    return answer(name, value)


def _no_answers(answers: Answers, placed: dict[int, Answered], frame: pd.DataFrame) -> list[DataFinding]:
    """Return what stands in the file and is no answer; what was wrong in the customers and came back so is not told."""
    found = []
    for place, row in placed.items():
        for name, told in row.wrong.items():
            before = frame[name].iloc[place] if name in frame.columns else None
            if "".join(str(before).split()) != "".join(told.split()):
                said = data_finding(
                    "U22", file=answers.name, line=row.line, field=f"customers.{name}", value=told,
                    customer=row.customer, about=f"views.information.{name}",
                )  # fmt: skip
                found.append(said)
    return found


def _told(found: list[DataFinding], code: str) -> list[DataFinding]:
    """Return the findings of a code: those that fill a blank as one."""
    those = [one for one in found if one.code == code]
    if code == "U20" and those:
        return [replace(those[0], line=None, field="", value="", params={}, count=len(those))]
    return capped(those)
