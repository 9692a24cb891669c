"""A FEC of a million lines, opened and checked, as a ratio to the bare PyArrow read of the same file.

    python -m bench.fec [lines] [rounds]

Bare: `pyarrow.csv.read_csv`, 18 columns of text. Opened and checked: `open_dossier` and
`dossier.findings` (every check, the sub-ledger, the matching). Best of the rounds, taking turns; peak memory is
that of a fresh process that opens and checks once.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv

import cashkit as ck
from bench.fec_reader import NAME, write_fec


def bare(path: Path) -> int:
    """Read the file as text, and nothing more."""
    names = path.open(encoding="utf-8").readline().rstrip("\r\n").split("\t")
    return pacsv.read_csv(
        path,
        parse_options=pacsv.ParseOptions(delimiter="\t", quote_char=False),
        convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
    ).num_rows


def opened(path: Path) -> int:
    """Open the file as a dossier and look at every check."""
    return len(ck.open_dossier(path).findings)


def timed(function: Callable[[Path], int], path: Path) -> tuple[float, float]:
    """Return wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    function(path)
    return time.perf_counter() - wall, time.process_time() - processor


def main(lines: int, rounds: int) -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        write_fec(path, lines, 7)
        size = path.stat().st_size
        took = {"bare": [], "opened and checked": []}
        for _ in range(rounds):
            took["bare"].append(timed(bare, path))
            took["opened and checked"].append(timed(opened, path))
        best = {name: tuple(min(column) for column in zip(*times, strict=True)) for name, times in took.items()}
        print(f"{lines:,} lines, {size / 1e6:.0f} MB, best of {rounds}")
        for name, (wall, processor) in best.items():
            ratio, own = wall / best["bare"][0], processor / best["bare"][1]
            print(f"{name:<20} wall {wall:5.2f} s x {ratio:.2f}   processor {processor:5.2f} s x {own:.2f}")
        code = (
            "import resource as r, sys, bench.fec as b; b.opened(b.Path(sys.argv[1])); print(r.getrusage(0).ru_maxrss)"
        )
        # our own interpreter and file
        child = [sys.executable, "-c", code, str(path)]
        ran = subprocess.run(child, capture_output=True, text=True, check=True)  # noqa: S603
        peak = int(ran.stdout) * 1024
        print(f"peak memory of a process that opens and checks: {peak / size:.1f} x the file")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
