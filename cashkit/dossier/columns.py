"""From the column of any frame to small integers: ids, days, cents, text.

Arrow is the hub: whatever frame a table came in (pandas, Polars, Arrow), a column is taken as an
Arrow array and read by its kind; what cannot be read as its kind is a ContractError.
"""

from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.dossier.books import NO_DAY
from cashkit.ground.errors import ContractError
from cashkit.ground.money import whole_cents

Frame: TypeAlias = nw.DataFrame[Any]  # any native frame
Column = tuple[str, str]


def arrow(frame: Frame, name: str) -> pa.Array:
    """Return a column as one Arrow array; mixed objects become text."""
    series = frame.get_column(name)
    try:
        column = series.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError):
        column = pa.array([None if _absent(value) else str(value) for value in series.to_list()])
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _absent(value: object) -> bool:
    """Return whether a mixed value is none at all: None, or a NaN, which alone is not itself."""
    return value is None or bool(value != value)  # noqa: PLR0124  (the test for NaN)


def _nothing(column: pa.Array) -> bool:
    """Return whether a column holds nothing at all: its type, often a default, then means nothing."""
    return pa.types.is_null(column.type) or bool(column.is_null(nan_is_null=True).true_count == len(column))


def is_text(column: pa.Array) -> bool:
    """Return whether an Arrow column holds text."""
    kind = column.type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def ids(column: pa.Array) -> pa.Array:
    """Return ids as int64 or as text, blanks as null; whole floats (a spreadsheet's) are integers."""
    if pa.types.is_integer(column.type):
        return column.cast(pa.int64())
    if pa.types.is_floating(column.type):
        values = column.to_numpy(zero_copy_only=False)
        known = np.isfinite(values)
        if (np.rint(values[known]) == values[known]).all():
            return pa.array(np.where(known, values, 0).astype(np.int64), mask=~known)
    text = column.cast(pa.string())
    return pc.if_else(pc.equal(pc.utf8_trim_whitespace(text), ""), pa.scalar(None, pa.string()), text)


def days(column: pa.Array, where: Column) -> NDArray[np.int32]:
    """Return dates (text, date or datetime) as day numbers, NO_DAY where missing."""
    kind = column.type
    if _nothing(column):
        return np.full(len(column), NO_DAY, np.int32)
    if pa.types.is_timestamp(kind):
        column = pc.local_timestamp(column) if kind.tz else column
        column = column.cast(pa.timestamp("s"), safe=False).cast(pa.date32(), safe=False)
    elif is_text(column):
        column = _parsed(column.cast(pa.string()), where)
    elif pa.types.is_date(kind):
        column = column.cast(pa.date32(), safe=False)
    else:
        raise ContractError("dossier.wrong_type", table=where[0], column=where[1], found=str(kind), wanted="date")
    return np.asarray(pc.fill_null(column.cast(pa.int32()), int(NO_DAY)).to_numpy(zero_copy_only=False), np.int32)


def _parsed(text: pa.Array, where: Column) -> pa.Array:
    """Read ISO dates, with or without a time of day."""
    short = pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(text), 0, 10)
    short = pc.if_else(
        pc.is_in(short, value_set=pa.array(["", "NaT", "nan", "None"])), pa.scalar(None, pa.string()), short
    )
    try:
        return short.cast(pa.date32())
    except pa.ArrowInvalid:
        bad = next(value for value in pc.unique(short).to_pylist() if value is not None and not _is_date(value))
        raise ContractError("dossier.wrong_type", table=where[0], column=where[1], found=bad, wanted="date") from None


def _is_date(value: str) -> bool:
    try:
        pa.array([value]).cast(pa.date32())
    except pa.ArrowInvalid:
        return False
    return True


def cents(column: pa.Array, where: Column) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return amounts as cents, with two masks: no whole number of cents, and missing."""
    kind = column.type
    missing = column.is_null(nan_is_null=True).to_numpy(zero_copy_only=False)
    if pa.types.is_integer(kind):
        return pc.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False) * 100, missing & False, missing
    if pa.types.is_decimal(kind):
        return _from_decimals(column, missing)
    if _nothing(column):
        return np.zeros(len(column), np.int64), missing & False, missing
    if not pa.types.is_floating(kind):
        raise ContractError("dossier.wrong_type", table=where[0], column=where[1], found=str(kind), wanted="money")
    values = pc.fill_null(column.cast(pa.float64()), np.nan).to_numpy(zero_copy_only=False)
    whole, odd = whole_cents(values)
    return whole, odd & ~missing, missing | ~np.isfinite(values)


def _from_decimals(
    column: pa.Array, missing: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    wide = column.cast(pa.decimal256(60, max(column.type.scale, 2)), safe=False)
    rounded = pc.round(wide, ndigits=2, round_mode="half_towards_infinity")
    odd = pc.fill_null(pc.not_equal(rounded, wide), fill_value=False).to_numpy(zero_copy_only=False)
    whole = pc.multiply(rounded, pa.scalar(100)).cast(pa.decimal256(60, 0), safe=False).cast(pa.decimal128(38, 0))
    return pc.fill_null(whole.cast(pa.int64()), 0).to_numpy(zero_copy_only=False), odd, missing


def texts(column: pa.Array) -> NDArray[np.object_]:
    """Return text, blank where missing."""
    return np.asarray(pc.fill_null(column.cast(pa.string()), "").to_numpy(zero_copy_only=False), dtype=object)
