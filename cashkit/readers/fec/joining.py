"""Joining: the lines of several files, or the customer lines of several years, as one run of lines.

Each distinct text is kept once, whatever file it stands in; the operations of one file stay apart from those
of another. Lines keep the numbers that they have: who joins files numbers them first (`places`).

>>> first, second = (text.utf8(np.array([0, 1], np.int32), pa.array(words)) for words in ([b"C1", b"C2"], [b"C2", b""]))
>>> one_column([first, second]).texts().tolist()
['C1', 'C2', 'C2', '']
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pyarrow as pa

from cashkit.readers.fec import text
from cashkit.readers.fec.lines import Coded, Int64, Lines
from cashkit.readers.fec.operations import Operations
from cashkit.readers.fec.receivables import words

_EXTRA = "extra"


def one_column(columns: Sequence[Coded]) -> Coded:
    """Return columns of text one below the other."""
    every = pa.concat_arrays([words(column).cast(pa.string()) for column in columns]).dictionary_encode()
    places = every.indices.to_numpy().astype(np.int32)
    starts = np.cumsum([0, *(len(words(column)) for column in columns)])
    codes = [places[start + column.codes] for column, start in zip(columns, starts, strict=False)]
    return text.Text(np.concatenate(codes), every.dictionary)


def one_run(files: Sequence[Lines]) -> Lines:
    """Return the lines of several files one below the other; columns that the law does not know are left out."""
    return Lines(**_every_column(lambda name: _joined([getattr(lines, name) for lines in files])))


def some_lines(lines: Lines, rows: Int64) -> Lines:
    """Return some lines of a file, in the order asked for."""
    return Lines(**_every_column(lambda name: _taken(getattr(lines, name), rows)))


def some_operations(found: Operations, rows: Int64) -> Operations:
    """Return the operations of some lines, and no other."""
    kept, code = np.unique(found.operation[rows], return_inverse=True)
    return Operations(code.astype(np.int32), found.kind[rows], found.movement[:, kept], found.received[kept])


def all_operations(several: Sequence[Operations]) -> Operations:
    """Return the operations of several files, each apart from the others."""
    starts = np.cumsum([0, *(len(found.received) for found in several)])
    codes = [found.operation + np.int32(start) for found, start in zip(several, starts, strict=False)]
    return Operations(
        np.concatenate(codes),
        np.concatenate([found.kind for found in several]),
        np.concatenate([found.movement for found in several], axis=1),
        np.concatenate([found.received for found in several]),
    )


def _every_column(made: Callable[[str], Any]) -> dict[str, Any]:
    return {field.name: made(field.name) for field in fields(Lines) if field.name != _EXTRA}


def _joined(columns: list[Any]) -> Any:  # noqa: ANN401  (a column of text, or an array)
    return one_column(columns) if isinstance(columns[0], Coded) else np.concatenate(columns)


def _taken(column: Any, rows: Int64) -> Any:  # noqa: ANN401  (a column of text, or an array)
    return text.recoded(column, column.codes[rows]) if isinstance(column, Coded) else column[rows]
