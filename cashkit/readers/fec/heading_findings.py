"""What is wrong with the headings of a FEC: F07, H01 to H05 and H07.

>>> from cashkit.readers.fec.heading import read_heading
>>> heading = read_heading("x.txt", b"journalcode;EcritureDate;CompteNum;Debit;Credit;Debit;Echeance;")
>>> sorted({finding.code for finding in heading_findings("x.txt", heading)})
['F07', 'H01', 'H03', 'H04', 'H05', 'H07']

Source: art. A47 A-1 LPF, VII; `Montantdevise` is written there with a small d.
"""

import dataclasses
from collections.abc import Iterator

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.readers.fec.heading import NAMES, Heading, plain

_LEGAL_SEPARATORS = (b"\t", b"|", b"")


def heading_findings(file: str, heading: Heading) -> list[DataFinding]:
    """Return the findings of a heading line."""
    return [
        *_separator(file, heading),
        *_missing(file, heading),
        *_order(file, heading),
        *_spelling(file, heading),
        *_more(file, heading),
    ]


def _separator(file: str, heading: Heading) -> Iterator[DataFinding]:
    """F07 stops a reading; where the separator leaves no doubt the file is read, and it is an error."""
    if heading.separator not in _LEGAL_SEPARATORS:
        yield dataclasses.replace(
            data_finding("F07", file=file, line=1, value=heading.separator.decode()), severity="error"
        )


def _missing(file: str, heading: Heading) -> Iterator[DataFinding]:
    for name in heading.legal:
        if name not in heading.columns:
            yield data_finding("H01", file=file, line=1, field=name)


def _order(file: str, heading: Heading) -> Iterator[DataFinding]:
    """H02: a legal column that does not stand where the law puts it among those that are there."""
    right = {name: place for place, name in enumerate(name for name in heading.legal if name in heading.columns)}
    moved = [name for place, name in enumerate(heading.columns) if name in right and right[name] != place]
    if moved:
        name = min(moved, key=right.__getitem__)
        place = {"found": heading.columns.index(name) + 1, "expected": right[name] + 1}
        yield data_finding("H02", file=file, line=1, field=name, value=name, count=len(moved), **place)


def _spelling(file: str, heading: Heading) -> Iterator[DataFinding]:
    for written, name in zip(heading.found, heading.columns, strict=True):
        if name in heading.legal and written != name:
            yield data_finding("H03", file=file, line=1, field=name, value=written)


def _more(file: str, heading: Heading) -> Iterator[DataFinding]:
    for written, name in zip(heading.found, heading.columns, strict=True):
        if name != NAMES.get(plain(written), written):
            yield data_finding("H04", file=file, line=1, field=NAMES.get(plain(written), written), value=written)
    if heading.extra:
        due = heading.due or "—"
        count = len(heading.extra)
        yield data_finding("H05", file=file, line=1, value=", ".join(heading.extra), count=count, due=due)
    yield data_finding("H07", file=file, line=1, value=heading.layout)
