"""The characters of a FEC: which encoding, and each distinct value decoded once.

UTF-8 when the values are UTF-8; a few broken ones (labels cut within a letter) stay broken letters,
U+FFFD, and are found as L27. Else cp1252 when bytes 0x80-0x9F occur, which ISO 8859-15 does not have;
else ISO 8859-15.

>>> shown("Société".encode()), shown("Société".encode("latin-1")), shown("12 €".encode("cp1252"))
('Société', 'Société', '12 €')

Source: art. A47 A-1 LPF, XII.
"""

import functools
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.readers.fec.lines import Coded, Int32

Objects = NDArray[np.object_]


class Text(Coded):
    """A column of text whose distinct values are made Python text when they are asked for, and not before."""

    words: pa.Array

    def __init__(self, codes: Int32, words: pa.Array) -> None:
        """Keep the codes of the lines and the distinct values as an Arrow array of text."""
        object.__setattr__(self, "codes", codes)
        object.__setattr__(self, "words", words)

    @functools.cached_property
    def values(self) -> Objects:
        """Return the distinct values."""
        return _objects(self.words)

    def blank(self) -> NDArray[np.bool_]:
        """Return which lines are blank."""
        places = np.flatnonzero(np.diff(flat(self.words)[1]) == 0)
        return self.codes == places[0] if len(places) else np.zeros(len(self.codes), bool)


def recoded(column: Coded, codes: Int32, kept: NDArray[np.bool_] | None = None) -> Coded:
    """Return a column for other lines, with the same values or with those that are kept."""
    if isinstance(column, Text):
        return Text(codes, column.words if kept is None else column.words.filter(pa.array(kept)))
    return Coded(codes, column.values if kept is None else column.values[kept])


_HALF = 2
_SPACE = 0x20
_ASCII = 0x80


def flat(values: pa.Array) -> tuple[NDArray[np.uint8], Int32]:
    """Return the bytes of a binary column in one piece, and where each value starts and ends in it."""
    if not len(values):
        return np.zeros(0, np.uint8), np.zeros(1, np.int32)
    _, offsets, data = values.buffers()
    bounds = np.frombuffer(offsets, np.int32)[values.offset : values.offset + len(values) + 1]
    whole = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return whole[bounds[0] : bounds[-1]], bounds - bounds[0]


def _beyond_ascii(values: pa.Array) -> NDArray[np.intp]:
    """Return which values hold a byte beyond ASCII."""
    whole, bounds = flat(values)
    if not len(whole) or whole.max() < _ASCII:
        return np.zeros(0, np.intp)
    return np.unique(np.searchsorted(bounds, np.flatnonzero(whole >= _ASCII), side="right") - 1)


def codec_of(columns: Iterable[pa.Array], sound: Iterable[pa.Array] = ()) -> str:
    """Return the encoding of a file, by its columns of amounts and those that are not all UTF-8.

    Where these are divided, accents in a `sound` column, all of it UTF-8, decide.
    """
    odd = [value for values in columns for value in values.take(pa.array(_beyond_ascii(values))).to_pylist()]
    divided = bool(odd) and _HALF * sum(_decodes(value) for value in odd) == len(odd)
    return "utf-8" if divided and any(len(_beyond_ascii(values)) for values in sound) else _codec(odd)


def utf8(codes: Int32, values: pa.Array) -> Coded | None:
    """Return a binary column as text; None when its values are not all UTF-8."""
    try:
        column = Text(codes, values.cast(pa.string()))
    except pa.ArrowInvalid:
        return None
    return _stripped(column, _padded(values))


def decoded(codes: Int32, values: pa.Array, codec: str) -> Coded:
    """Return a binary column as text by an encoding; bytes that it does not know become U+FFFD."""
    odd = _beyond_ascii(values)
    texts = [value.decode(codec, errors="replace") for value in values.take(pa.array(odd)).to_pylist()]
    mask = np.zeros(len(values), bool)
    mask[odd] = True
    words = pc.replace_with_mask(values, pa.array(mask), pa.array([word.encode() for word in texts], values.type))
    column = _stripped(Text(codes, words.cast(pa.string())), _padded(words))
    return column if codec == "iso8859-15" else _distinct(column.codes, column.values)


def _codec(odd: list[bytes]) -> str:
    if not odd or _HALF * sum(_decodes(value) for value in odd) > len(odd):
        return "utf-8"
    return "cp1252" if any(_ASCII <= byte < _ASCII + 32 for value in odd for byte in value) else "iso8859-15"


def _decodes(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def shown(value: bytes) -> str:
    """Return bytes as text, by the encoding that they alone suggest."""
    return value.decode() if _decodes(value) else value.decode(_codec([value]), errors="replace")


def _stripped(column: Text, doubtful: NDArray[np.intp]) -> Coded:
    """Strip the values that may need it, and make them distinct again."""
    words = column.words.take(pa.array(doubtful)).to_pylist()
    bare = {i: word.strip() for i, word in zip(doubtful.tolist(), words, strict=True) if word.strip() != word}
    if not bare:
        return column
    texts = column.values.copy()
    texts[list(bare)] = list(bare.values())
    return _distinct(column.codes, texts)


def _objects(values: pa.Array) -> Objects:
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=object)


def _padded(values: pa.Array) -> NDArray[np.intp]:
    """Return the values whose first or last byte may be a space of some kind."""
    whole, bounds = flat(values)
    full = np.flatnonzero(np.diff(bounds))
    first, last = whole[bounds[full]], whole[bounds[full + 1] - 1]
    return full[(first <= _SPACE) | (first >= _ASCII) | (last <= _SPACE) | (last >= _ASCII)]


def _distinct(codes: Int32, texts: Objects) -> Coded:
    """Make values distinct again after some of them were changed."""
    places: dict[str, int] = {}
    moved = np.fromiter((places.setdefault(value, len(places)) for value in texts), np.int32, len(texts))
    values = np.empty(len(places), dtype=object)
    values[:] = list(places)
    return Coded(moved[codes], values)


def blank(count: int) -> Coded:
    """Return a column without any text."""
    return Coded(np.zeros(count, np.int32), np.array([""], dtype=object))
