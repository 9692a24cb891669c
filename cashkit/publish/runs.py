"""The run folder: what an audit computed once, kept for the notebooks of its report.

A notebook asks here for its dossier and its review. In an audit the variable CASHKIT_RUN names the
run folder, and both are read; by hand they are opened and computed. Records are kept as JSON,
tables as Parquet, and both come back equal.
"""

import functools
import json
import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from cashkit.accounts.ratio_sheet import Sector
from cashkit.dossier.dossier import Dossier
from cashkit.dossier.tables import TABLES
from cashkit.ground import currency
from cashkit.ground.calendar import reporting_day
from cashkit.ground.errors import NotAvailableError, SourceError
from cashkit.law.rates import Rates
from cashkit.publish.records import restored, stored
from cashkit.readers.open import open_dossier
from cashkit.stages.before_after import definitions
from cashkit.stages.cash_ahead import Bank
from cashkit.stages.review import Review

VARIABLE = "CASHKIT_RUN"
_RECORDS = ("stage", "as_of", "figure_records", "finding_records", "missing", "verdict", "reason", "params")
_PARTS = ("name", "closing_date", "engine", "siren", "opening_date", "currency", "lang", "books", "sources")


def folder() -> Path | None:
    """Return the run folder that this process works for, None by hand."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def dossier(source: str, *, terms: str = "30", lang: str | None = None) -> Dossier:
    """Return the dossier of the run; by hand, open a source (`open_dossier`). Its currency is put in force."""
    run = folder()
    found = open_dossier(source, terms=terms, lang=lang) if run is None else _of_run(run)
    currency.set_currency(found.currency)
    return found


def review(
    stage: str,
    dossier: Dossier,
    *,
    as_of: object,
    margin_rate: float | None = None,
    rates: Rates | None = None,
    sector: Sector | None = None,
) -> Review:
    """Return a stage's review of a dossier: the run's if it is the one asked for, else computed.

    An option that is not given is the run's.
    """
    run, question = folder(), Question(reporting_day(as_of), margin_rate, rates, sector=sector)
    if run is not None and (run / f"{stage}.json").exists() and _is_asked(_facts(run), dossier, question):
        return read(run, stage)
    return computed(stage, dossier, question)


@dataclass(frozen=True)
class Question:
    """What a run was asked: the date, the options of its reviews, the source of its dossier where there is one."""

    as_of: date
    margin_rate: float | None = None
    rates: Rates | None = None
    source: str | None = None
    sector: Sector | None = None
    bank: Bank | None = None

    def options(self) -> dict[str, str]:
        """Return the options that were given, as text."""
        given = {"margin_rate": self.margin_rate, "rates": self.rates, "sector": self.sector}
        return {name: repr(value) for name, value in given.items() if value is not None}


def computed(stage: str, dossier: Dossier, question: Question) -> Review:
    """Compute the review of a stage."""
    from cashkit.stages import door  # noqa: PLC0415  (a notebook of an audit computes nothing)

    return door.review(
        stage,
        dossier,
        as_of=question.as_of,
        margin_rate=question.margin_rate,
        rates=question.rates,
        sector=question.sector,
    )


def synthesised(dossier: Dossier, question: Question, nine: Mapping[str, Review]) -> Review:
    """Compute the synthesis of nine reviews."""
    from cashkit.stages import door  # noqa: PLC0415  (a notebook of an audit computes nothing)

    return door.synthesised(dossier, question.as_of, nine, question.bank)


def save(run: Path, dossier: Dossier, reviews: Mapping[str, Review], question: Question) -> None:
    """Keep the dossier and its reviews in a run folder."""
    run.mkdir(parents=True, exist_ok=True)
    for one in reviews.values():
        write(run, one)
    facts = {
        "subject": _subject(dossier, question.as_of),
        "options": question.options(),
        "source": question.source,
        "definitions": definitions(reviews.values()),
    }
    _write_json(run / "run.json", facts)
    _keep(run, dossier)


def write(run: Path, review: Review) -> None:
    """Write one review."""
    kept = {name: stored(getattr(review, name)) for name in _RECORDS}
    tables = [
        {"key": key, **_write_frame(frame, run / f"{review.stage}-{n}.parquet")}
        for n, (key, frame) in enumerate(review.tables.items())
    ]
    _write_json(run / f"{review.stage}.json", {"records": kept, "tables": tables})


def read(run: Path, stage: str) -> Review:
    """Read one review."""
    kept = _read_json(run / f"{stage}.json")
    tables = {one["key"]: _read_frame(run, one) for one in kept["tables"]}
    return Review(tables=tables, **{name: restored(value) for name, value in kept["records"].items()})


def definitions_of(run: Path) -> Mapping[str, str]:
    """Return what the figures of a run meant when it was kept, as digests by key."""
    kept: Mapping[str, str] = _facts(run).get("definitions", {})
    return kept


def _subject(dossier: Dossier, as_of: date) -> dict[str, Any]:
    """Return what tells one review from another: whose dossier, of which files, when."""
    return {
        "dossier": [dossier.name, dossier.siren, dossier.closing_date.isoformat(), dossier.currency],
        "files": [one.sha256 for one in dossier.sources],
        "as_of": as_of.isoformat(),
    }


def _is_asked(facts: Mapping[str, Any], dossier: Dossier, question: Question) -> bool:
    same = all(facts["options"].get(name) == told for name, told in question.options().items())
    return same and bool(facts["subject"] == _subject(dossier, question.as_of))


def _facts(run: Path) -> dict[str, Any]:
    return _read_json(run / "run.json")


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError("publish.not_a_run", folder=path.parent.name) from error
    return found


def _write_frame(frame: pd.DataFrame, path: Path) -> dict[str, Any]:
    """Write a table; say what Parquet would retype: columns of Python objects (as JSON), units of time."""
    loose = [name for name in frame.columns if frame[name].dtype == object]
    texts = {name: [json.dumps(stored(value)) for value in frame[name].tolist()] for name in loose}
    dates = {name: str(frame[name].dtype) for name in frame.columns if frame[name].dtype.kind == "M"}
    frame.assign(**texts).to_parquet(path)
    return {"path": path.name, "as_json": loose, "dates": dates}


def _read_frame(run: Path, kept: Mapping[str, Any]) -> pd.DataFrame:
    frame = pd.read_parquet(run / kept["path"]).astype(kept["dates"])
    for name in kept["as_json"]:
        values = [restored(json.loads(text)) for text in frame[name].tolist()]
        frame[name] = pd.Series(values, index=frame.index, dtype=object)
    return frame


def _keep(run: Path, dossier: Dossier) -> None:
    """Keep the dossier itself; one on DuckDB or Spark stays where it is, and is not kept."""
    held = [table for table in TABLES if dossier.has(table)]
    parts = {name: getattr(dossier, name) for name in _PARTS}
    try:
        content = pickle.dumps((parts, dossier.data_findings, held), protocol=5)
    except (TypeError, AttributeError, pickle.PicklingError):
        return
    for name in held:
        frame = dossier.table(name)
        if frame is not None:
            _write_json(run / f"table-{name}.json", _write_frame(frame, run / f"table-{name}.parquet"))
    (run / "dossier.pickle").write_bytes(content)


@functools.cache
def _of_run(run: Path) -> Dossier:
    """Return the dossier of a run; its tables are read when they are asked for."""
    path = run / "dossier.pickle"
    if not path.exists():
        source = _facts(run)["source"]
        if source is None:
            raise NotAvailableError("publish.no_dossier_in_run")
        return open_dossier(source)
    parts, found, held = pickle.loads(path.read_bytes())  # noqa: S301  (written by this audit, in its private folder)
    frames = {name: functools.partial(_table, run, name) for name in held}
    return Dossier(**parts, frames=frames, found=found)


def _table(run: Path, name: str) -> pd.DataFrame:
    return _read_frame(run, _read_json(run / f"table-{name}.json"))
