"""Accept a translation: write into one English cell which French text it translates.

The builder never writes `of`. One cell is stamped at a time, by a person who has read both; a
stamp is refused when the English is the one of the last commit, unless that person says that it
need not change.
"""

import re
import shutil
import subprocess
from pathlib import Path

from cashkit.ground.errors import ArgumentError, NotAvailableError
from cashkit.publish import sources
from cashkit.publish.sources import Source

_OF = re.compile(r'\s+of="[^"\n]*"')


def accept(path: Path, cell: str, *, unchanged: bool = False) -> None:
    """Stamp the English twin of the French cell that `cell` (its digest) names."""
    if not path.is_file():
        raise ArgumentError("publish.no_such_source", name=path.stem)
    source = sources.read(path)
    english = _twin(source, cell)
    if not unchanged and sources.normalised(source.cells[english].text) in _committed_english(path):
        raise ArgumentError("publish.english_unchanged", name=source.name, cell=cell)
    text = path.read_text(encoding="utf-8")
    starts = sources.markers(text)
    if len(starts) != len(source.cells):
        raise ArgumentError("publish.cells_and_markers", name=source.name)
    start = starts[english]
    end = text.index("\n", start)
    line = f'{_OF.sub("", text[start:end]).rstrip()} of="{cell}"'
    beside = path.with_suffix(".part")
    beside.write_text(text[:start] + line + text[end:], encoding="utf-8", newline="\n")
    beside.replace(path)


def _twin(source: Source, cell: str) -> int:
    pairs = [(french, english) for french, english in source.pairs() if english is not None]
    twins = [english for french, english in pairs if sources.digest(source.cells[french].text) == cell]
    if not twins:
        raise ArgumentError("publish.no_such_cell", name=source.name, cell=cell)
    return next((english for english in twins if source.cells[english].of != cell), twins[0])


def _committed_english(path: Path) -> set[str]:
    """Return the English texts of the source as the last commit has it; none when it has no such file."""
    git = shutil.which("git")
    if git is None or _git(git, path, "rev-parse", "--git-dir") is None:
        raise NotAvailableError("publish.no_history", name=path.stem)
    before = _git(git, path, "show", f"HEAD:./{path.name}")
    if before is None:
        return set()
    return {sources.normalised(cell.text) for cell in sources.parsed(before, path.stem).cells if cell.english()}


def _git(git: str, path: Path, *words: str) -> str | None:
    command = [git, *words]
    ran = subprocess.run(command, cwd=path.parent, capture_output=True, check=False)  # noqa: S603  (git, fixed words)
    return ran.stdout.decode() if ran.returncode == 0 else None
