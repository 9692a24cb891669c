"""The legal name of a FEC: SirenFECAAAAMMJJ, the SIREN and the closing date of the fiscal year.

>>> name = read_name("552100554FEC20251231.txt")
>>> name.siren, name.closing, name.findings
('552100554', datetime.date(2025, 12, 31), ())
>>> read_name("export fec 2025.txt").closing is None
True

Findings: F01 (the name), F02 (the SIREN); F03, the closing date, needs the entries (`period`).
Source: art. A47 A-1 LPF, X; a large file may be split (`_1`, `_2`), the extension is free.
"""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePath

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground import identifiers

_LEGAL = re.compile(r"[0-9]{9}FEC[0-9]{8}(_[0-9]+)?", re.IGNORECASE)
_ANYWHERE = re.compile(r"([0-9]*)FEC([0-9]{8})(?![0-9])", re.IGNORECASE)
_SIREN = re.compile(r"[0-9]{9}")


@dataclass(frozen=True)
class FecName:
    """What the name of the file says; `day` is its date as written, `closing` the same when it is a real day."""

    siren: str | None
    day: str
    closing: dt.date | None
    findings: tuple[DataFinding, ...]


def read_name(file: str) -> FecName:
    """Read the name of a file, without its folder."""
    found = _ANYWHERE.search(PurePath(file).stem)
    number, day = found.groups() if found else ("", "")
    findings = []
    if not _LEGAL.fullmatch(PurePath(file).stem):
        findings.append(data_finding("F01", file=file, value=file))
    if number and not (_SIREN.fullmatch(number) and identifiers.is_siren(number)):
        findings.append(data_finding("F02", file=file, value=number))
    return FecName(number if _SIREN.fullmatch(number) else None, day, _real_day(day), tuple(findings))


def _real_day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  (a day has no time zone)
    except ValueError:
        return None
