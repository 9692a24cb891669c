"""Answers of the registers joined to the customers of a dossier, by SIREN: state, end of business, insolvency.

>>> import json, tempfile
>>> from cashkit.dossier.dossier import Dossier
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "answer.json"
>>> one = {"siren": "732829320", "nom_complet": "OMBRAGE", "etat_administratif": "C", "date_fermeture": "2025-05-22"}
>>> _ = path.write_text(json.dumps({"results": [one], "total_results": 1}), encoding="utf-8")
>>> customers = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["Un", "Deux"], "siren": ["732 829 320", None]})
>>> invoice = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 1.0}
>>> dossier = Dossier.of(name="case", invoices=pd.DataFrame(invoice), customers=customers)
>>> told = with_register_answers(dossier, path).customers
>>> told["register_state"].tolist()[0], str(told["ceased_on"][0])[:10], told["register_asked"].tolist()
('ceased', '2025-05-22', [True, False])
>>> folder.cleanup()

It stands here since it joins a reader with the dossier. What an answer does not tell leaves the file as it is; what
it tells goes before the file, and a date that differed is told (S17). Answers about nobody of the file are told too
(S18). That nothing is published is never "good": the customer was asked about, no more.
Errors: `NotAvailableError` without a customer file with SIRENs; `SourceError` for what is no answer.
Source: see `cashkit.readers.registry.register_answer`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from cashkit.dossier.dossier import SourceFile
from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.errors import NotAvailableError, SourceError
from cashkit.ground.identifiers import siren_of
from cashkit.readers.registry.customer_columns import insolvency_rows
from cashkit.readers.registry.register_answer import RegisterAnswer, open_register_answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cashkit.dossier.dossier import Dossier

Answers = RegisterAnswer | str | Path
DATES = ("ceased_on", "judgment_on", "published_on")
TEXTS = ("register_state", "insolvency", "register_name", "naf")
FLAGS = ("undisclosed", "register_asked")
Facts = dict[str, dict[str, Any]]
MOST = 5_000
"""Answers of one folder: more are not read at a time."""


def with_register_answers(dossier: Dossier, answers: Answers | Iterable[Answers]) -> Dossier:
    """Return the dossier with what saved answers (files, a folder of them, or answers opened) tell of its customers."""
    customers = dossier.table("customers")
    if customers is None or "siren" not in customers.columns:
        raise NotAvailableError("registry.no_sirens")
    read = [one for told in _listed(answers) for one in _opened(told)]
    sirens = [siren_of(value) for value in customers["siren"].tolist()]
    facts = facts_of(read)
    joined, differing = _joined(customers, sirens, facts)
    lost = [one for one in facts if one not in set(sirens)]
    found = [*_differing(differing), *_lost(lost), *_told(read)]
    sources = [SourceFile(one.name, one.sha256, one.rows, one.rows, 0, 0) for one in read]
    return replace(
        dossier,
        frames={**dossier.frames, "customers": lambda: joined},
        found=(*dossier.found, *found),
        sources=(*dossier.sources, *sources),
    )


def facts_of(answers: Iterable[RegisterAnswer]) -> Facts:
    """Return what answers tell of each SIREN, by column; of two that tell, the later one counts."""
    facts: Facts = {}
    for answer in answers:
        for row in insolvency_rows(answer).to_dict("records"):
            told = {str(key): value for key, value in row.items() if key != "siren" and pd.notna(value)}
            facts.setdefault(str(row["siren"]), {}).update(told | {"register_asked": True})
        for one in answer.identities:
            named = {"register_name": one.name, "naf": one.naf}
            kept = {key: value for key, value in named.items() if value}
            facts.setdefault(one.siren, {}).update(kept | {"undisclosed": one.undisclosed, "register_asked": True})
    return facts


def _listed(answers: Answers | Iterable[Answers]) -> list[Answers]:
    return [answers] if isinstance(answers, (RegisterAnswer, str, Path)) else list(answers)


def _opened(told: Answers) -> list[RegisterAnswer]:
    """Return the answers of a file, of a folder (its JSON files, in the order of their names), or the one given."""
    if isinstance(told, RegisterAnswer):
        return [told]
    place = Path(told)
    if not place.is_dir():
        return [open_register_answer(place)]
    paths = sorted(path for path in place.iterdir() if path.suffix.lower() == ".json")[:MOST]
    if not paths:
        raise SourceError("registry.no_answers", file=place.name)
    return [open_register_answer(path) for path in paths]


def _joined(
    customers: pd.DataFrame, sirens: list[str | None], facts: Facts
) -> tuple[pd.DataFrame, list[tuple[str, str, Any, Any]]]:
    """Return the customers with what is told of them, and the dates that were others: siren, column, old, new."""
    told = [facts.get(siren or "", {}) for siren in sirens]
    made, differing = customers.copy(), []
    for name in (*DATES, *TEXTS, *FLAGS):
        new = [one.get(name) for one in told]
        old = customers[name].tolist() if name in customers.columns else [None] * len(customers)
        if name in DATES:
            days = [_day(value) for value in old]
            differing += [
                (siren or "", name, before, _day(now))
                for siren, before, now in zip(sirens, days, new, strict=True)
                if before is not None and now is not None and before != _day(now)
            ]
        made[name] = _column(name, old, new)
    return made, differing


def _column(name: str, old: list[Any], new: list[Any]) -> pd.Series:
    """Return a column: what is told, else what was there."""
    if name in FLAGS:
        return pd.Series(
            [bool(now) if now is not None else before is True for before, now in zip(old, new, strict=True)]
        )
    kept = [before if now is None else now for before, now in zip(old, new, strict=True)]
    if name in DATES:
        return pd.Series(pd.to_datetime(pd.Series([_day(value) for value in kept]), errors="coerce"))
    return pd.Series([None if pd.isna(value) else value for value in kept], dtype=object)


def _day(value: object) -> pd.Timestamp | None:
    """Return a date as a day, None for what is none."""
    read = pd.NaT if value is None else pd.to_datetime(str(value)[:10], errors="coerce", format="%Y-%m-%d")
    return read if isinstance(read, pd.Timestamp) else None


def _differing(found: list[tuple[str, str, Any, Any]]) -> list[DataFinding]:
    return capped(
        data_finding("S17", field=name, value=siren, before=before, day=now) for siren, name, before, now in found
    )


def _told(read: list[RegisterAnswer]) -> list[DataFinding]:
    """Return what the answers themselves tell, code by code, the first of each one by one."""
    by_code: dict[str, list[DataFinding]] = {}
    for answer in read:
        for found in answer.data_findings:
            by_code.setdefault(found.code, []).append(found)
    return [one for code in sorted(by_code) for one in capped(by_code[code])]


def _lost(sirens: list[str]) -> list[DataFinding]:
    if not sirens:
        return []
    return [data_finding("S18", value=", ".join(sirens[:10]), n=len(sirens), count=len(sirens))]
