"""Making a dossier of tables: eager frames become books, lazy ones stay where they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cashkit.dossier.bookkept import allocation_frame, invoice_frame, payment_frame
from cashkit.dossier.door import keep_books
from cashkit.dossier.dossier import About, Dossier, closing_of
from cashkit.dossier.due_rules import DEFAULT, DueRules, rules_of
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.receivable_checks import Source, receivable_findings
from cashkit.dossier.suspense import apart
from cashkit.dossier.tables import kinds, required
from cashkit.dossier.written_dates import written_dates
from cashkit.ground.calendar import day_number
from cashkit.ground.errors import ContractError, NotAvailableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.dossier.columns import Frame

CORE = ("invoices", "payments", "allocations")
_EMPTY_TYPES = {
    "id": "object",
    "text": "object",
    "date": "datetime64[s]",
    "money": "float64",
    "number": "float64",
    "flag": "bool",
}


def make(cls: type[Dossier], tables: Mapping[str, object], terms: str | DueRules, about: About) -> Dossier:
    """Make a dossier of the tables given (see `Dossier.of`)."""
    if "invoices" not in tables:
        raise ContractError("dossier.missing_table", table="invoices", found=", ".join(tables) or "-")
    frames = {key: nw.from_native(table) for key, table in tables.items()}
    asked = rules_of(terms)
    if any(isinstance(frames[key], nw.LazyFrame) for key in CORE if key in frames):
        from cashkit.dossier.engine.lazily import lazy_dossier  # noqa: PLC0415  (only for DuckDB, Spark, lazy Polars)

        if asked.beside:
            raise NotAvailableError("dossier.due_dates_need_memory")
        return lazy_dossier(cls, frames, asked.default, about)
    return _eager(cls, {key: _eagerly(frame) for key, frame in frames.items()}, asked, about)


def _eagerly(frame: Frame | nw.LazyFrame[Any]) -> Frame:
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def empty(table: str) -> pd.DataFrame:
    """Return an empty table with its required columns."""
    return pd.DataFrame({column: pd.Series(dtype=_EMPTY_TYPES[kinds(table)[column]]) for column in required(table)})


def _eager(cls: type[Dossier], frames: dict[str, Frame], rules: DueRules, about: About) -> Dossier:
    for key in ("payments", "allocations"):
        frames.setdefault(key, nw.from_native(empty(key), eager_only=True))
    dated = {key: written_dates(frame, key) for key, frame in frames.items()}
    frames = {key: frame for key, (frame, _) in dated.items()}
    frames["payments"], waiting = apart(frames["payments"])
    kept = keep_books({key: frames[key] for key in CORE}, rules, about.currency, frames.get("customers"))
    engine = Arrays(kept.books)
    closing = about.closing_date or closing_of(engine.span()[1])
    made = {
        "invoices": partial(invoice_frame, kept.frames["invoices"], kept.books, kept.source),
        "payments": partial(payment_frame, kept.frames["payments"], kept.books, waiting),
        "allocations": partial(allocation_frame, engine),
    } | {key: partial(_as_pandas, frame) for key, frame in frames.items() if key not in CORE}
    checks = partial(receivable_findings, engine, Source(day_number(closing), kept.source == DEFAULT))
    return cls(
        name=about.name, siren=about.siren, closing_date=closing, currency=about.currency, lang=about.lang,
        engine=engine, books=kept.books, frames=made, checks=checks,
        found=(*kept.found, *(told for _, found in dated.values() for told in found)),
    )  # fmt: skip


def _as_pandas(frame: Frame) -> pd.DataFrame:
    return frame.to_pandas()
