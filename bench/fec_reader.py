"""A made-up FEC of any size, and how long its reading takes as a ratio to a bare PyArrow read.

Run by hand from the root: `python -m bench.fec_reader [lines] [rounds]`. The readers take turns in one process,
the best round of each counts; peak memory is that of a fresh process. Nothing here is timed by tests.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from cashkit.readers.fec.reading import read_lines

HEADING = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate"
    "\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise"
)
NAME = "732829320FEC20251231.txt"
_OPENING = date(2025, 1, 1)
_DAYS = 365
_NAMES = ("Société Générique", "Atelier", "Maison", "Établissements", "Transports", "Garage", "Café", "Œuvre & Fils")
_JOURNALS = {
    "AN": "À nouveaux",
    "VE": "Ventes",
    "AC": "Achats",
    "BQ": "Banque",
    "PA": "Paiements",
    "OD": "Opérations diverses",
}


@dataclass(frozen=True)
class _Row:
    """One line of an entry: its account, third party, cents, letter and the day of the letter."""

    account: str
    label: str
    debit: int
    credit: int
    party: str = ""
    name: str = ""
    letter: str = ""
    lettered: int = -1


@dataclass(frozen=True)
class _Event:
    """One entry to be: its day, journal, document and lines."""

    day: int
    journal: str
    ref: str
    text: str
    rows: tuple[_Row, ...]


@dataclass(frozen=True)
class _Trade:
    """A sale or a purchase, paid or not: `letter` is blank when it is not."""

    bought: bool
    number: int
    party: int
    day: int
    delay: int
    net: int
    letter: str


def write_fec(path: Path, lines: int, seed: int = 1, encoding: str = "utf-8") -> int:
    """Write a clean FEC of exactly `lines` lines (20 at least) and return its size; a seed always gives the same bytes.

    Six journals, up to 20 000 customers, a label and a reference of its own for each document, letters by
    customer; every entry balances, numbers have no gap, and the file is in the order of validation.
    """
    events = [_opening(), *sorted(_year(lines - 2, np.random.default_rng(seed)), key=lambda event: event.day)]
    with path.open("wb") as file:
        file.write(f"{HEADING}\r\n".encode(encoding))
        file.writelines(entry.encode(encoding) for entry in _written(events))
    return path.stat().st_size


def _opening() -> _Event:
    rows = (_Row("512000", "Banque", 5_000_000, 0), _Row("101000", "Capital", 0, 5_000_000))
    return _Event(0, "AN", "AN2025", "À nouveaux", rows)


def _year(lines: int, rng: np.random.Generator) -> Iterator[_Event]:
    """Yield entries worth `lines` lines: sales and purchases with their payments, then bank fees to the number."""
    count = max(lines // 4, 1)
    who = rng.integers(0, max(min(20_000, count // 8), 1), count)
    days = rng.integers(0, _DAYS, count)
    delays = rng.integers(5, 95, count)
    nets = np.maximum(np.rint(np.exp(rng.normal(10.5, 1.2, count))).astype(np.int64), 100)
    paid = (rng.random(count) < 0.9) & (days + delays < _DAYS)
    bought = rng.random(count) < 0.2
    letters: dict[tuple[bool, int], int] = {}
    for i in range(count):
        need = 5 if paid[i] else 3
        if lines < need + 2:
            break
        lines -= need
        party = (bool(bought[i]), int(who[i]))
        letter = _letters(letters, party) if paid[i] else ""
        yield from _entries(_Trade(party[0], i, party[1], int(days[i]), int(delays[i]), int(nets[i]), letter))
    yield from _fees(lines)


def _letters(used: dict[tuple[bool, int], int], party: tuple[bool, int]) -> str:
    n = used[party] = used.get(party, -1) + 1
    return chr(65 + n // 676 % 26) + chr(65 + n // 26 % 26) + chr(65 + n % 26)


def _entries(trade: _Trade) -> Iterator[_Event]:
    """Yield the invoice, and its payment when it is lettered."""
    vat = (trade.net * 20 + 50) // 100
    name = f"{_NAMES[trade.party % len(_NAMES)]} {trade.party:05d}"
    closed = trade.day + trade.delay if trade.letter else -1
    own = (f"{'F' if trade.bought else 'C'}{trade.party:05d}", name, trade.letter, closed)
    total, zero = trade.net + vat, 0
    if trade.bought:
        ref, journals = f"FF{trade.number:07d}", ("AC", "PA")
        rows = (
            _Row("401000", "Fournisseurs", zero, total, *own),
            _Row("607000", "Achats de marchandises", trade.net, 0),
        )
        tax = _Row("445660", "TVA déductible", vat, 0)
        settled = (_Row("401000", "Fournisseurs", total, zero, *own), _Row("512000", "Banque", 0, total))
    else:
        ref, journals = f"FA{trade.number:07d}", ("VE", "BQ")
        rows = (_Row("411000", "Clients", total, zero, *own), _Row("707000", "Ventes de marchandises", 0, trade.net))
        tax = _Row("445710", "TVA collectée", 0, vat)
        settled = (_Row("411000", "Clients", zero, total, *own), _Row("512000", "Banque", total, 0))
    yield _Event(trade.day, journals[0], ref, f"Facture {ref} {name}", (*rows, tax))
    if trade.letter:
        text = f"Virement {name} {ref}" if trade.number % 2 else f"Virement {name}"
        yield _Event(closed, journals[1], f"RG{trade.number:07d}", text, settled)


def _fees(lines: int) -> Iterator[_Event]:
    while lines > 1:
        size = 3 if lines % 2 else 2
        lines -= size
        rows = (
            _Row("627000", "Services bancaires", 100 * (size - 1), 0),
            *[_Row("512000", "Banque", 0, 100)] * (size - 1),
        )
        yield _Event(_DAYS - 1, "OD", f"OD{lines:07d}", f"Frais bancaires {lines}", rows)


def _written(events: list[_Event]) -> Iterator[str]:
    stamps = [(_OPENING + timedelta(day)).strftime("%Y%m%d") for day in range(_DAYS)]
    valid = [_month_end(_OPENING + timedelta(day)).strftime("%Y%m%d") for day in range(_DAYS)]
    numbers = dict.fromkeys(_JOURNALS, 0)
    for event in events:
        numbers[event.journal] += 1
        number = f"{event.journal}{numbers[event.journal]:07d}"
        head = f"{event.journal}\t{_JOURNALS[event.journal]}\t{number}\t{stamps[event.day]}\t"
        middle = f"{event.ref}\t{stamps[event.day]}\t{event.text}\t"
        yield "".join(
            f"{head}{row.account}\t{row.label}\t{row.party}\t{row.name}\t{middle}{_euros(row.debit)}\t{_euros(row.credit)}"
            f"\t{row.letter}\t{stamps[row.lettered] if row.lettered >= 0 else ''}\t{valid[event.day]}\t\t\r\n"
            for row in event.rows
        )


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def bare_read(path: Path) -> pa.Table:
    """Read a FEC as PyArrow does by itself, quoting off."""
    return pacsv.read_csv(path, parse_options=pacsv.ParseOptions(delimiter="\t", quote_char=False))


def dictionary_read(path: Path) -> pa.Table:
    """Read a FEC with PyArrow into bytes with dictionaries, as the reader's first step has to."""
    types = dict.fromkeys(HEADING.split("\t"), pa.dictionary(pa.int32(), pa.binary()))
    options = pacsv.ParseOptions(delimiter="\t", quote_char=False)
    return pacsv.read_csv(path, parse_options=options, convert_options=pacsv.ConvertOptions(column_types=types))


def timed(action: Callable[[Path], object], path: Path) -> tuple[float, float]:
    """Return the wall and processor seconds of one run."""
    wall, cpu = time.perf_counter(), time.process_time()
    action(path)
    return time.perf_counter() - wall, time.process_time() - cpu


def peak_of(path: Path) -> float:
    """Return the peak memory, in bytes, that reading a file adds to a fresh process with its imports made."""
    command = [sys.executable, "-m", "bench.fec_reader", "--peak", str(path)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603  (this very script)


def _resident(field: str) -> int:
    """Return VmRSS (now) or VmHWM (at the peak) in bytes, as Linux tells them."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))


def main(lines: int = 1_000_000, rounds: int = 6) -> None:
    """Print the ratios."""
    readers = {"bare": bare_read, "bare, dictionaries": dictionary_read, "read_lines": read_lines}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        size = write_fec(path, lines)
        runs = [{name: timed(reader, path) for name, reader in readers.items()} for _ in range(rounds)]
        peak = peak_of(path)
    print(f"{lines} lines, {size / 1e6:.0f} MB, best of {rounds}")
    wall, cpu = ({name: min(run[name][kind] for run in runs) for name in readers} for kind in (0, 1))
    for name in readers:
        ratios = f"x {wall[name] / wall['bare']:4.2f} (x {wall[name] / wall['bare, dictionaries']:4.2f})"
        processor = f"processor {cpu[name]:5.2f} s x {cpu[name] / cpu['bare']:4.2f}"
        print(f"{name:20s} wall {wall[name]:5.2f} s {ratios}  {processor}")
    print(f"peak memory of read_lines: {peak / size:.1f} x the file")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        before = _resident("VmRSS")
        read_lines(sys.argv[2])
        print(_resident("VmHWM") - before)
    else:
        main(*map(int, sys.argv[1:3]))
