"""Build the notebooks of both languages from their sources, and say what the sources do not keep.

    python -m cashkit.publish.notebooks build            writes notebooks/{fr,en}, exercises/{fr,en} and their solutions
    python -m cashkit.publish.notebooks check            lists what is missing, stale or not built
    python -m cashkit.publish.notebooks accept NAME CELL stamps one English cell (see `stamping`)

Each takes `--folder`: without it, build and check do notebooks and exercises, accept looks in notebooks.
A built notebook has no outputs, stable cell ids and the same bytes at every build. A source of a
folder named `exercises` gives two: one with blanks, and the solution.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.ground import language
from cashkit.ground.errors import CashkitError
from cashkit.publish import blanks, notebook_files, parameters, sources, stamping, typography
from cashkit.publish.sources import Cell, Problem, Source

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2] / "notebooks"
EXERCISES = ROOT.with_name("exercises")
EDITIONS: Mapping[str, Mapping[str, Callable[[Source], Source]]] = {
    "exercises": {"": blanks.blank, "solutions": blanks.solved}
}
"""What a folder's sources give, by its name: where it goes, and what is made of the source; else the source itself."""
_SET_UP = ("import ", "from ")
"""How a cell begins that only makes ready: JupyterLab folds it, so that nobody has to read it to go on."""


def sources_of(folder: Path) -> Iterator[Source]:
    """Yield the sources of a folder of notebooks, in the order of their names."""
    for path in sorted((folder / "source").glob("*.py")):
        yield sources.read(path)


def split(source: Source, lang: str) -> "NotebookNode":
    """Return the notebook of one language."""
    seen: Counter[str] = Counter()
    cells = []
    for cell, known_as in _of_language(source, lang):
        seen[known_as] += 1
        name = known_as if seen[known_as] == 1 else f"{known_as}-{seen[known_as]}"
        make = notebook_files.code if cell.kind == "code" else notebook_files.markdown
        made = make(_text(cell, lang), name)
        if cell.tags:
            made.metadata["tags"] = list(cell.tags)
        if cell.kind == "code" and cell.text.startswith(_SET_UP):
            made.metadata["jupyter"] = {"source_hidden": True}
        cells.append(made)
    return notebook_files.made_of(cells)


def _of_language(source: Source, lang: str) -> Iterator[tuple[Cell, str]]:
    """Yield the cells of a language, each with the digest that both twins are known by."""
    french = {english: place for place, english in source.pairs() if english is not None}
    for place, cell in enumerate(source.cells):
        if cell.kind == "code" or cell.lang == lang:
            twin = source.cells[french[place]] if place in french else cell
            yield cell, sources.digest(twin.text)


def _text(cell: Cell, lang: str) -> str:
    if parameters.TAG in cell.tags and "lang" in parameters.declared(cell.text):
        return parameters.with_value(cell.text, "lang", lang)
    return typography.french(cell.text) if cell.french() else cell.text


def written(source: Source, lang: str) -> bytes:
    """Return the bytes of the notebook of one language."""
    return notebook_files.content(split(source, lang))


def built(source: Source, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the notebooks that a source gives: where each stands, and its bytes."""
    for where, edition in EDITIONS.get(folder.name, {"": lambda source: source}).items():
        for lang in language.LANGUAGES:
            yield folder / where / lang / f"{source.name}.ipynb", written(edition(source), lang)


def build(folder: Path = ROOT) -> list[Path]:
    """Write the notebooks of every source in both languages; return those that changed."""
    changed = []
    for source in sources_of(folder):
        for path, content in built(source, folder):
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                beside = path.with_suffix(".part")
                beside.write_bytes(content)
                beside.replace(path)
                changed.append(path)
    return changed


def check(folder: Path = ROOT) -> list[Problem]:
    """Return what the sources do not keep, and which built notebooks are not what they would build."""
    found: list[Problem] = []
    known = set()
    for source in sources_of(folder):
        found += source.problems()
        found += blanks.problems(source) if folder.name in EDITIONS else []
        for path, content in built(source, folder):
            known.add(path)
            if not path.exists() or path.read_bytes() != content:
                found.append(Problem("not_built", _name(path, folder)))
    strays = sorted(path for path in folder.rglob("*.ipynb") if path not in known and _is_built(path, folder))
    return found + [Problem("no_source", _name(path, folder)) for path in strays]


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _is_built(path: Path, folder: Path) -> bool:
    """Tell whether a notebook stands where the builder writes."""
    places = [folder / where / lang for where in EDITIONS.get(folder.name, {"": None}) for lang in language.LANGUAGES]
    return path.parent in places


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m cashkit.publish.notebooks", description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build")
    commands.add_parser("check")
    accept = commands.add_parser("accept")
    accept.add_argument("name")
    accept.add_argument("cell", help="the eight digits of the French cell, as `check` prints them")
    accept.add_argument("--unchanged", action="store_true", help="the English need not change")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; 1 when `check` found something, 2 when a command was refused."""
    asked = _arguments(words)
    folders = [asked.folder] if asked.folder else [ROOT, EXERCISES]
    lines: list[str] = []
    try:
        if asked.command == "build":
            lines = [path.relative_to(folder.parent).as_posix() for folder in folders for path in build(folder)]
        elif asked.command == "check":
            lines = [problem.say() for folder in folders for problem in check(folder)]
        else:
            stamping.accept(folders[0] / "source" / f"{asked.name}.py", asked.cell, unchanged=asked.unchanged)
    except CashkitError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return int(asked.command == "check" and bool(lines))


if __name__ == "__main__":
    sys.exit(main())
