"""Physical lines: where each one ends, whatever its line end, and which are blank.

A line ends with LF, CR LF or CR; CR CR LF (a text written twice by Windows) is one end. Labels may hold
any other character that some software takes for a line end (U+0085, U+2028): here they are characters.

>>> mended, faults = mend(b"a|b\\r\\r\\nc|d\\re\\0|f\\r\\n")
>>> mended, faults.nul, faults.odd_ends
(b'a|b\\nc|d\\ne|f\\n', 1, 2)

Finding: F06, from `Faults`.
Source: art. A47 A-1 LPF, VI (records end with CR and/or LF).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec.lines import Int64

Bytes = NDArray[np.uint8]
_CR, _LF = 13, 10
_CHUNK = 1 << 18
BLANKS = b" \t\r\n\x0b\x0c\x1a\xa0"


@dataclass(frozen=True)
class Faults:
    """What the bytes of a file have that a FEC should not: NUL bytes, line ends unlike the others."""

    nul: int = 0
    odd_ends: int = 0


@dataclass(frozen=True)
class Physical:
    """The lines of a text: first byte, byte after the last (its line end left out)."""

    starts: Int64
    stops: Int64
    faults: Faults
    clean: bool

    def full(self) -> Int64:
        """Return which lines hold anything, counted from 0."""
        return np.flatnonzero(self.stops > self.starts)


def line_ends(content: Bytes) -> Int64:
    """Return where the LF bytes stand; by small pieces, which stay in the processor's cache."""
    found = [np.flatnonzero(content[at : at + _CHUNK] == _LF) + at for at in range(0, len(content), _CHUNK)]
    return np.concatenate([*found, np.zeros(0, np.int64)])


def ends_by_kind(content: Bytes) -> tuple[int, int]:
    """Return how many LF and how many CR bytes a text holds."""
    lf = cr = 0
    for at in range(0, len(content), _CHUNK):
        piece = content[at : at + _CHUNK]
        lf += int(np.count_nonzero(piece == _LF))
        cr += int(np.count_nonzero(piece == _CR))
    return lf, cr


def physical(content: Bytes) -> Physical:
    """Find the lines of a text whose lines end with LF, CR LF or CR CR LF.

    `clean` is false when a CR starts a line: it may be an end of its own, and `mend` is needed.
    """
    ends = line_ends(content)
    if not len(content):
        return Physical(ends, ends, Faults(), clean=True)
    if content[-1] != _LF:
        ends = np.append(ends, len(content))
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1])[: len(ends)]
    lengths = ends - starts
    one = (content[ends - 1] == _CR) & (lengths > 0)
    two = one & (content[ends - 2] == _CR) & (lengths > 1) if one.any() else one & False
    stops = ends - one - two if one.any() else ends
    ended = len(ends) - int(content[-1] != _LF)
    double, crlf = int(two[:ended].sum()), int(one[:ended].sum()) - int(two[:ended].sum())
    faults = Faults(0, double + min(crlf, ended - double - crlf))
    return Physical(starts, stops, faults, clean=not ((content[starts] == _CR) & (stops > starts)).any())


def mend(content: bytes) -> tuple[bytes, Faults]:
    """Return a text without NUL bytes whose lines all end with LF, and what was wrong with it."""
    nul = content.count(b"\0")
    content = content.replace(b"\0", b"") if nul else content
    double = content.count(b"\r\r\n")
    content = content.replace(b"\r\r\n", b"\n")
    crlf = content.count(b"\r\n")
    bare = content.count(b"\n") - crlf - double
    content = content.replace(b"\r\n", b"\n")
    alone = content.count(b"\r")
    usual = max(crlf, bare, alone)
    return content.replace(b"\r", b"\n"), Faults(nul, double + crlf + bare + alone - usual)


def separators(content: Bytes, lines: Physical, separator: bytes) -> Int64:
    """Count the separators of each line."""
    counts = np.zeros(len(lines.starts), np.int64)
    for first in range(0, len(counts), _CHUNK):
        starts = lines.starts[first : first + _CHUNK]
        stop = lines.stops[min(first + _CHUNK, len(counts)) - 1]
        marks = content[starts[0] : max(stop, starts[-1] + 1)] == separator[0]
        counts[first : first + _CHUNK] = np.add.reduceat(marks, starts - starts[0], dtype=np.int64)
    return counts
