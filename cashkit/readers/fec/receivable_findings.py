"""What the customer lines say of themselves: undated openings (R03), nobody's lines (R05), gaps in numbers (R07).

Amounts in other currencies (R11) and what the counter takes in (R12) are told too.

A gap is a number missing between the first and the last of a series that is there for half at
least: what numbers a series, and where one year's ends, no FEC says.
"""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.dossier.findings import DETAILS, DataFinding, capped, data_finding
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.money import euros
from cashkit.readers.fec.lines import Int64, Lines
from cashkit.readers.fec.receivables import Receivables
from cashkit.readers.fec.takings import takings_findings

_PARTS = r"^(?P<prefix>.*?)(?P<digits>[0-9]{1,12})$"
_NUMBER = re.compile(_PARTS, re.DOTALL)
_WIDEST = 13
_HOME = "EUR"
_SERIES = 5
_MOSTLY = 0.5


def customer_line_findings(lines: Lines, rows: Receivables, brought: NDArray[np.bool_], file: str) -> list[DataFinding]:
    """Return the findings R03, R05, R07, R11 and R12; without any customer line, R10."""
    if not len(rows):
        return [data_finding("R10", file=file, field="CompteNum")]
    return [
        *_undated(lines, rows, brought, file),
        *_nobody(lines, rows, file),
        *_gaps(lines, rows, file),
        *_foreign(lines, rows, file),
        *takings_findings(lines, rows.row, rows.who, file),
    ]


def _undated(lines: Lines, rows: Receivables, brought: NDArray[np.bool_], file: str) -> list[DataFinding]:
    lost = np.flatnonzero(rows.undated & brought[rows.row])
    lost = lost[np.argsort(-np.abs(rows.cents[lost]), kind="stable")]
    found = [
        data_finding(
            "R03",
            file=file,
            line=int(lines.line_no[rows.row[at]]),
            field="PieceDate",
            value=rows.numbers[at].as_py(),
            customer=str(rows.who.labels[rows.who.code[at]]),
            amount=euros(int(rows.cents[at])),
        )
        for at in lost[:DETAILS].tolist()
    ]
    return capped(found, len(lost))


def _nobody(lines: Lines, rows: Receivables, file: str) -> list[DataFinding]:
    if rows.who.unknown < 0:
        return []
    nobody = np.flatnonzero(rows.who.code == rows.who.unknown)
    line = int(lines.line_no[rows.row[nobody[0]]])
    return [data_finding("R05", file=file, line=line, field="CompAuxNum", count=len(nobody))]


def _foreign(lines: Lines, rows: Receivables, file: str) -> list[DataFinding]:
    """R11: customer lines that bear an amount in another currency; debit and credit are in euros all the same."""
    foreign = np.array([bool(text) and str(text).upper() != _HOME for text in lines.currency.values], bool)
    at = rows.row[foreign[lines.currency.codes[rows.row]]] if foreign.any() else rows.row[:0]
    if not len(at):
        return []
    named = ", ".join(sorted({str(lines.currency.values[code]).upper() for code in lines.currency.codes[at]}))
    line = int(lines.line_no[at[0]])
    return [data_finding("R11", file=file, line=line, field="Idevise", value=named, count=len(at))]


def _gaps(lines: Lines, rows: Receivables, file: str) -> list[DataFinding]:
    """R07: numbers missing inside a series (journal, prefix, width) that is otherwise nearly whole.

    Credit notes may run on the counter of the invoices: a number that one of the journal bears is not missing.
    """
    numbered = _numbered(lines, rows, "invoice")
    first = np.flatnonzero(np.diff(numbered.series, prepend=-1))
    last = np.append(first, len(numbered.series))[1:] - 1
    least, most, count = numbered.number[first], numbered.number[last], last - first + 1
    span = most - least + 1
    broken = np.flatnonzero((count >= _SERIES) & (count < span) & (count >= _MOSTLY * span))
    credited = _numbered(lines, rows, "credit_note") if len(broken) else numbered
    found: list[DataFinding] = []
    lacking = 0
    for at in broken.tolist():
        own = numbered.number[first[at] : last[at] + 1].tolist()
        journal, prefix, width = numbered.named(first[at])
        missing = _missing(own, credited.of_series(journal, width))
        lacking += len(missing)
        found += [
            data_finding("R07", file=file, field="PieceRef", value=f"{prefix}{number:0{width}d}", journal=journal)
            for number in missing[: DETAILS - len(found)]
        ]
    return capped(found, lacking)


def _missing(own: list[int], credited: set[int]) -> list[int]:
    """Return the numbers missing between the first and the last of a series, credit notes on its counter included."""
    there = set(own) | (credited if credited.isdisjoint(own) else set())
    return [number for number in range(own[0], own[-1] + 1) if number not in there]


@dataclass(frozen=True)
class _Numbered:
    """The numbers of invoices, each once, sorted by series: a journal, what stands before the number, its width."""

    series: Int64
    number: Int64
    row: Int64
    lines: Lines
    numbers: pa.Array

    def named(self, at: int) -> tuple[str, str, int]:
        """Return the journal, the prefix and the width of the series of a number."""
        found = _NUMBER.match(self.numbers[int(at)].as_py())
        prefix, digits = found.groups() if found else ("", "")
        return str(self.lines.journal_code.values[self.lines.journal_code.codes[self.row[at]]]), prefix, len(digits)

    def of_series(self, journal: str, width: int) -> set[int]:
        """Return the numbers of a journal that have so many digits."""
        named = ((number, self.named(place)) for place, number in enumerate(self.number.tolist()))
        return {number for number, (of, _, digits) in named if (of, digits) == (journal, width)}


def _numbered(lines: Lines, rows: Receivables, kind: str) -> _Numbered:
    invoices = np.flatnonzero(rows.is_item & (rows.item_kind == INVOICE_KINDS.index(kind)))
    texts = rows.numbers.take(pa.array(invoices))
    parts = pc.extract_regex(texts, pattern=_PARTS)
    good = np.flatnonzero(parts.is_valid().to_numpy(zero_copy_only=False))
    digits, prefix = (parts.field(name).take(pa.array(good)) for name in ("digits", "prefix"))
    number = digits.cast(pa.int64()).to_numpy()
    width, before = pc.utf8_length(digits).to_numpy(), prefix.dictionary_encode().indices.to_numpy()
    row = rows.row[invoices[good]]
    journal = lines.journal_code.codes[row].astype(np.int64)
    series = (journal * (int(before.max(initial=0)) + 1) + before) * _WIDEST + width
    order = np.lexsort((number, series))
    series, number = series[order], number[order]
    once = (np.diff(series, prepend=-1) != 0) | (np.diff(number, prepend=-1) != 0)
    kept = order[once]
    return _Numbered(series[once], number[once], row[kept], lines, texts.take(pa.array(good[kept])))
