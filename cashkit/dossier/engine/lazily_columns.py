"""Columns of a lazy frame as integers: cents and days, by arithmetic that every engine has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw

if TYPE_CHECKING:
    from cashkit.dossier.engine.frames import Lazy

C = nw.col
_TO_1970 = 719_163


def cents(column: str = "amount") -> nw.Expr:
    """Return an amount as whole cents."""
    return (C(column).cast(nw.Float64) * 100).round(0).cast(nw.Int64)


def day(frame: Lazy, column: str) -> nw.Expr:
    """Return a date column (text, date or datetime) as whole days since 1970, in integer arithmetic."""
    kind = frame.collect_schema()[column]
    when = C(column).str.slice(0, 10).str.to_date(format="%Y-%m-%d") if isinstance(kind, nw.String) else C(column)
    before = when.dt.year().cast(nw.Int64) - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + when.dt.ordinal_day().cast(nw.Int64) - _TO_1970
