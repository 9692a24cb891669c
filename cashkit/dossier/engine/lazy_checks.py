"""What is wrong with tables on an engine, by aggregate queries: doubles, orphans, allocations beyond the invoice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

from cashkit.dossier.engine.lazily_columns import cents
from cashkit.dossier.findings import DataFinding, data_finding

if TYPE_CHECKING:
    from cashkit.dossier.engine.frames import Lazy

C = nw.col
_IDS = {"invoices": "invoice_id", "payments": "payment_id"}


def frame_findings(core: dict[str, Lazy]) -> list[DataFinding]:
    """Return D01 (doubles), D02 (orphans) and D03 (allocated beyond the item), each with its count."""
    found = [finding for table, key in _IDS.items() if table in core for finding in _doubles(core[table], table, key)]
    if "allocations" in core:
        found += _orphans(core) + _beyond(core)
    return found


def _doubles(frame: Lazy, table: str, key: str) -> list[DataFinding]:
    counted = frame.with_columns(nw.lit(1).alias("rows")).group_by(key).agg(C("rows").sum()).filter(C("rows") > 1)
    again = counted.with_columns((C("rows") - 1).alias("rows"))
    extra = _total(again)
    return (
        [data_finding("D01", field=f"{table}.{key}", value=_first(again, key), count=extra, table=table)]
        if extra
        else []
    )


def _orphans(core: dict[str, Lazy]) -> list[DataFinding]:
    lost = core["allocations"].join(core["invoices"].select("invoice_id"), on="invoice_id", how="anti")
    count = _rows(lost)
    return (
        [
            data_finding(
                "D02",
                field="allocations.invoice_id",
                value=_first(lost, "invoice_id"),
                count=count,
                table="allocations",
            )
        ]
        if count
        else []
    )


def _beyond(core: dict[str, Lazy]) -> list[DataFinding]:
    owed = core["invoices"].select("invoice_id", cents().alias("owed"))
    given = core["allocations"].with_columns(cents().alias("cents")).group_by("invoice_id").agg(C("cents").sum())
    over = given.join(owed, on="invoice_id", how="inner").filter(C("cents") > C("owed"))
    count = _rows(over)
    return (
        [
            data_finding(
                "D03", field="allocations.amount", value=_first(over, "invoice_id"), count=count, table="allocations"
            )
        ]
        if count
        else []
    )


def _rows(frame: Lazy) -> int:
    return _total(frame.with_columns(nw.lit(1).alias("rows")))


def _total(frame: Lazy) -> int:
    total = frame.select(C("rows").sum()).collect().to_pandas()["rows"]
    return int(total.fillna(0).iloc[0])


def _first(frame: Lazy, column: str) -> object:
    return frame.select(C(column).min()).collect().to_pandas().iloc[0, 0]
