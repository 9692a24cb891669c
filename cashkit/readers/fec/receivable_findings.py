"""What the customer lines say of themselves: undated openings (R03), nobody's lines (R05), gaps in invoice numbers (R07)."""

import re
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.money import euros
from cashkit.readers.fec.lines import Lines
from cashkit.readers.fec.receivables import Receivables

_NUMBER = re.compile(r"^(.*?)(\d{1,12})$")
_SERIES = 5
_MOSTLY = 0.5


def customer_line_findings(lines: Lines, rows: Receivables, brought: NDArray[np.bool_], file: str) -> list[DataFinding]:
    """Return the findings R03, R05 and R07; without any customer line, R10."""
    if not len(rows):
        return [data_finding("R10", file=file, field="CompteNum")]
    return [*_undated(lines, rows, brought, file), *_nobody(lines, rows, file), *_gaps(lines, rows, file)]


def _undated(lines: Lines, rows: Receivables, brought: NDArray[np.bool_], file: str) -> list[DataFinding]:
    lost = np.flatnonzero(rows.undated & brought[rows.row])
    lost = lost[np.argsort(-np.abs(rows.cents[lost]), kind="stable")]
    found = [
        data_finding("R03", file=file, line=int(lines.line_no[rows.row[at]]), field="PieceDate", value=rows.numbers[at].as_py(),
                     customer=str(rows.who.labels[rows.who.code[at]]), amount=euros(int(rows.cents[at])))
        for at in lost[:20].tolist()
    ]  # fmt: skip
    return capped(found, len(lost))


def _nobody(lines: Lines, rows: Receivables, file: str) -> list[DataFinding]:
    if rows.who.unknown < 0:
        return []
    nobody = np.flatnonzero(rows.who.code == rows.who.unknown)
    line = int(lines.line_no[rows.row[nobody[0]]])
    return [data_finding("R05", file=file, line=line, field="CompAuxNum", count=len(nobody))]


def _gaps(lines: Lines, rows: Receivables, file: str) -> list[DataFinding]:
    """R07: numbers missing inside a series (journal, prefix) that is otherwise nearly whole."""
    invoices = np.flatnonzero(rows.is_item & (rows.item_kind == INVOICE_KINDS.index("invoice")))
    series: dict[tuple[int, str, int], set[int]] = defaultdict(set)
    journal = lines.journal_code.codes[rows.row[invoices]].tolist()
    for code, text in zip(journal, rows.numbers.take(invoices).to_pylist(), strict=True):
        number = _NUMBER.match(text or "")
        if number:
            series[code, number[1], len(number[2])].add(int(number[2]))
    found, total = [], 0
    for (code, prefix, width), numbers in sorted(series.items()):
        missing = _missing(numbers)
        total += len(missing)
        name = str(lines.journal_code.values[code])
        found += [
            data_finding("R07", file=file, field="PieceRef", value=f"{prefix}{number:0{width}d}", journal=name)
            for number in missing[:20]
        ]
    return capped(found, total)


def _missing(numbers: set[int]) -> list[int]:
    """Return the numbers missing between the first and the last, when most are there."""
    span = max(numbers) - min(numbers) + 1
    if len(numbers) < _SERIES or len(numbers) < _MOSTLY * span:
        return []
    return sorted(set(range(min(numbers), max(numbers) + 1)) - numbers)
