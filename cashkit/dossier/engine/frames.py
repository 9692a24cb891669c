"""Any frame: the same questions put to DuckDB, Spark or lazy Polars through Narwhals.

The engine only joins, compares and sums integers (days and cents); what comes back is small. No
date difference, no pivot, no window, no float leaves it. Only the strict view exists here: matching
by rule needs tables in memory. Measured traps (a conditional sum inside `agg` is silently
wrong on some backends) are why every column is made before it is summed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals as nw
import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.interface import Bucket, Cells, Key, Label, Month, Query, Span, Spells, View
from cashkit.dossier.engine.spells import TIMED_KINDS, tallied
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.ground.calendar import month_index
from cashkit.ground.errors import NotAvailableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Lazy: TypeAlias = nw.LazyFrame[Any]  # any native frame
C = nw.col
_NEVER = -1_000_000  # a day before any
_FIXED = {"kind": INVOICE_KINDS, "credit_kind": (*PAYMENT_KINDS, "credit_note"), "sign": ("owed", "credited")}
_NAMES = {"customer": "customer_id", "credit_customer": "credit_customer_id"}


@dataclass(frozen=True)
class Movements:
    """Three lazy frames of integers: items, credits, and allocations carrying both their sides.

    Days are whole days since 1 January 1970, cents int64; `effective` is the day from which an
    allocation counts, `on` the later posting day of its two sides.
    """

    items: Lazy
    credits: Lazy
    allocations: Lazy


class AnyFrame:
    """The engine over lazy frames."""

    views: tuple[View, ...] = ("strict",)

    def __init__(self, movements: Movements) -> None:
        """Keep the frames; nothing is computed before a question."""
        self.movements = movements

    @cached_property
    def _customers(self) -> dict[object, int]:
        return {}

    def labels(self, column: str) -> NDArray[np.generic]:
        """Return what the codes of a label column stand for."""
        return np.array(_FIXED[column] if column in _FIXED else list(self._customers), object)

    def cells(self, query: Query) -> Cells:
        """Sum cents by keys (see `Engine.cells`)."""
        self._refuse(query.view)
        frame = getattr(self.movements, query.source)
        when = "effective" if query.source == "allocations" else "posted"
        if query.until is not None:
            frame = frame.filter(C(when) <= query.until)
        names = [f"key{i}" for i in range(len(query.keys))] or ["key0"]
        made = [_expression(key).alias(name) for key, name in zip(query.keys, names, strict=False)] or [
            nw.lit(0).alias("key0")
        ]
        total = summed(frame.with_columns(*made), names, ["cents"])
        months = [name for key, name in zip(query.keys, names, strict=False) if isinstance(key, Month)]
        if months:  # the engine sums by day: a calendar is simple arithmetic only on the few days that come back
            by_month = {name: month_index(total[name].fillna(NO_DAY).to_numpy().astype(np.int32)) for name in months}
            total = total.assign(**by_month).groupby(names, as_index=False, dropna=False)[["cents"]].sum()
        total = total[total["cents"] != 0]
        keys = [self._coded(key, total[name]) for key, name in zip(query.keys, names, strict=False)]
        return Cells(keys, total["cents"].to_numpy().astype(np.int64))

    def _refuse(self, view: View) -> None:
        if view != "strict":
            raise NotAvailableError("dossier.matched_not_offered")

    def _coded(self, key: Key, column: pd.Series[Any]) -> NDArray[np.int64]:
        if not isinstance(key, Label):
            return column.to_numpy().astype(np.int64)
        if key.column in _FIXED:
            if key.column == "sign":
                return column.to_numpy().astype(np.int64)
            known = {word: code for code, word in enumerate(_FIXED[key.column])}
            return np.array([known.get(str(word), known["other"]) for word in column], np.int64)
        return np.array(
            [self._customers.setdefault(value, len(self._customers)) for value in column.fillna("")], np.int64
        )

    def spells(self, until: int, view: View) -> Spells:
        """Return how long the items owed stayed unpaid, as known on a day."""
        self._refuse(view)
        item = ["invoice_id"]
        known = self.movements.allocations.filter(C("effective") <= until)
        cash = nw.when(C("credit_kind") == "payment").then(C("cents")).otherwise(nw.lit(0))
        release = (C("retained") > 0) & (C("cents") == C("retained"))
        main = nw.when(release).then(nw.lit(_NEVER)).otherwise(C("on"))
        known = (
            known.with_columns(cash.alias("cash"), main.alias("main"))
            .group_by(*item)
            .agg(C("cents").sum().alias("settled"), C("cash").sum(), C("on").max(), C("main").max())
            .with_columns(nw.when(C("main") > _NEVER).then(C("main")).otherwise(C("on")).alias("last"))
            .drop("on", "main")
        )
        timed = self.movements.items.filter(C("kind").is_in(list(TIMED_KINDS)), C("cents") > 0, C("posted") <= until)
        both = timed.join(known, on=item, how="left").with_columns(
            C("settled").fill_null(0), C("cash").fill_null(0), C("last").fill_null(until)
        )
        done = C("settled") >= C("cents") - C("retained")
        both = both.with_columns(
            nw.when(done).then(C("last")).otherwise(nw.lit(until)).alias("end"),
            nw.when(done & (C("cash") > 0)).then(nw.lit(1)).otherwise(nw.lit(0)).alias("ended"),
        )
        both = both.with_columns(
            (C("end") - C("issue")).alias("days"),
            (C("end") - C("due")).alias("late"),
            (C("cents") - C("retained")).alias("cents"),
            nw.lit(1).alias("items"),
        )
        table = summed(both, ["days", "late", "ended"], ["cents", "items"])
        columns = [table[name].to_numpy().astype(np.int64) for name in ("days", "late", "ended", "items", "cents")]
        order = np.lexsort((columns[2], columns[1], columns[0]))
        return Spells(*(column[order] for column in columns)) if len(order) else tallied(*([np.empty(0, np.int64)] * 4))

    def open_items(self, until: int, view: View) -> pd.DataFrame:
        """Return the items and credits with anything open on a day."""
        self._refuse(view)
        known = self.movements.allocations.filter(C("effective") <= until)
        settled = known.group_by("invoice_id").agg(C("cents").sum().alias("settled"))
        used = known.group_by("credit_id").agg(C("cents").sum().alias("settled"))
        items = self.movements.items.filter(C("posted") <= until)
        owed = _left(items.filter(C("cents") > 0), settled, "invoice_id", 1)
        notes = _left(items.filter(C("cents") < 0), used.rename({"credit_id": "invoice_id"}), "invoice_id", -1)
        paid = _left(self.movements.credits.filter(C("posted") <= until), used, "credit_id", 1)
        return _rows(owed, notes, paid, until)

    def span(self) -> tuple[int, int]:
        """Return the first and the last posting day."""
        days = [_bounds(frame) for frame in (self.movements.items, self.movements.credits)]
        known = [pair for pair in days if pair is not None]
        return (min(low for low, _ in known), max(high for _, high in known)) if known else (0, 0)


def summed(frame: Lazy, keys: list[str], values: list[str]) -> pd.DataFrame:
    """Return the sums of integer columns by keys; DuckDB's wide sums are cast back to int64."""
    total = frame.group_by(*keys).agg(*[C(value).sum() for value in values])
    return total.with_columns(*[C(value).cast(nw.Int64) for value in values]).collect().to_pandas()


def _expression(key: Key) -> nw.Expr:
    if isinstance(key, Label):
        if key.column == "sign":
            return nw.when(C("cents") < 0).then(nw.lit(1)).otherwise(nw.lit(0))
        return C(_NAMES.get(key.column, key.column))
    if isinstance(key, Bucket):
        steps = [nw.when(C("due") < key.at - edge).then(nw.lit(1)).otherwise(nw.lit(0)) for edge in (0, *key.edges)]
        return sum(steps[1:], steps[0])
    if isinstance(key, Month):
        return C("due") + 1 if key.of == "due_exit" else C(key.of)
    return _days(key)


def _days(key: Span) -> nw.Expr:
    end = C("effective") if key.to is None else nw.lit(key.to)
    return end - C(key.since)


def _left(frame: Lazy, settled: Lazy, on: str, sign: int) -> pd.DataFrame:
    both = frame.join(settled, on=on, how="left").with_columns(C("settled").fill_null(0))
    both = both.with_columns((C("cents") - sign * C("settled")).alias("left")).filter(C("left") != 0)
    return both.collect().to_pandas()


def _rows(owed: pd.DataFrame, notes: pd.DataFrame, paid: pd.DataFrame, until: int) -> pd.DataFrame:
    """Lay the three kinds of open rows in one table, as the arrays engine does."""
    paid = paid.assign(
        cents=-paid["cents"],
        left=-paid["left"],
        invoice_id=paid["credit_id"],
        kind=paid["credit_kind"],
        issue=paid["posted"],
    )
    parts = [
        frame.assign(table=table) for frame, table in ((owed, "invoices"), (notes, "invoices"), (paid, "payments"))
    ]
    rows = pd.concat(parts, ignore_index=True)
    owing = (rows["left"] > 0).to_numpy()
    due = rows["due"].fillna(until).to_numpy().astype(np.int64) if "due" in rows else np.full(len(rows), until)
    dates = as_dates(due.astype(np.int32))
    dates[(rows["table"] == "payments").to_numpy()] = np.datetime64("NaT")
    columns = {
        "table": rows["table"], "id": rows["invoice_id"], "customer_id": rows["customer_id"], "kind": rows["kind"],
        "issue_date": as_dates(rows["issue"].to_numpy().astype(np.int32)), "due_date": dates,
        "days_late": np.where(owing, np.maximum(until - due, 0), 0), "amount": _cents(rows["cents"]) / 100,
        "open_amount": _cents(rows["left"]) / 100,
    }  # fmt: skip
    return pd.DataFrame(columns)


def _cents(column: pd.Series[Any]) -> NDArray[np.int64]:
    """Return a column of whole cents as int64: a sum of DuckDB is wider, and arrives as Python objects."""
    return column.to_numpy().astype(np.int64)


def _bounds(frame: Lazy) -> tuple[int, int] | None:
    found = frame.select(C("posted").min().alias("low"), C("posted").max().alias("high")).collect().to_pandas()
    return None if found["low"].isna().iloc[0] else (int(found["low"].iloc[0]), int(found["high"].iloc[0]))
