"""The source of a notebook: one jupytext percent file in which both languages stand side by side.

A Markdown cell says its language. An English one follows its French twin and says in `of` which
French text it translates: the first 8 hex digits of the SHA-256 of the twin's normalised text.
A code cell goes to both languages.

>>> digest("Bonjour  à tous") == digest("Bonjour à\\ntous")
True
>>> cells = (Cell("markdown", "Bonjour", "fr"), Cell("markdown", "Hello", "en", of="00000000"))
>>> [problem.kind for problem in Source("hello", cells).problems()]
['stale', 'no_parameters']
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cashkit.ground import language
from cashkit.ground.errors import SourceError
from cashkit.publish import parameters

NOT_IN_REPORT = "not-in-report"
_MARKER = re.compile(r"^# ?%%(?!%)", re.MULTILINE)


def normalised(text: str) -> str:
    """Return a text as its digest sees it: composed letters, any run of spaces or line ends as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest(text: str) -> str:
    """Return the 8 hex digits by which a French text is known."""
    return hashlib.sha256(normalised(text).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Cell:
    """One cell of a source: `kind` is markdown or code, `lang` is empty for code."""

    kind: str
    text: str
    lang: str = ""
    of: str = ""
    tags: Sequence[str] = ()

    def french(self) -> bool:
        """Tell whether this is prose in French."""
        return self.kind == "markdown" and self.lang == "fr"

    def english(self) -> bool:
        """Tell whether this is prose in English."""
        return self.kind == "markdown" and self.lang == "en"


@dataclass(frozen=True)
class Problem:
    """Something that a source does not keep: `kind` is a words key (`publish.problem_<kind>`)."""

    kind: str
    name: str
    cell: str = ""
    excerpt: str = ""

    def say(self, lang: str | None = None) -> str:
        """Return the problem as a line of text."""
        return language.say(f"publish.problem_{self.kind}", lang, name=self.name, cell=self.cell, excerpt=self.excerpt)


@dataclass(frozen=True)
class Source:
    """The cells of one source, in order."""

    name: str
    cells: Sequence[Cell]

    def pairs(self) -> Iterator[tuple[int, int | None]]:
        """Yield the place of each French cell and that of its English twin, the cell right after it."""
        for place, cell in enumerate(self.cells):
            if cell.french():
                after = place + 1
                twin = after < len(self.cells) and self.cells[after].english()
                yield place, after if twin else None

    def problems(self) -> list[Problem]:
        """Return what this source does not keep, in the order of its cells."""
        twins = {english: french for french, english in self.pairs() if english is not None}
        alone = {french for french, english in self.pairs() if english is None}
        found = []
        for place, cell in enumerate(self.cells):
            if cell.kind == "markdown" and cell.lang not in language.LANGUAGES:
                found.append(self._problem("no_language", cell))
            elif place in alone:
                found.append(self._problem("missing", cell))
            elif cell.english() and place not in twins:
                found.append(self._problem("orphan", cell))
            elif cell.english() and cell.of != digest(self.cells[twins[place]].text):
                found.append(self._problem("stale" if cell.of else "unstamped", self.cells[twins[place]]))
        return found + self._parameter_problems()

    def _problem(self, kind: str, cell: Cell) -> Problem:
        return Problem(kind, self.name, digest(cell.text), normalised(cell.text)[:60])

    def _parameter_problems(self) -> list[Problem]:
        tagged = [cell for cell in self.cells if parameters.TAG in cell.tags]
        if len(tagged) != 1:
            return [Problem("no_parameters", self.name)]
        code = tagged[0].text
        return [Problem(kind, self.name, digest(code), what) for kind, what in parameters.faults(code)]


def read(path: Path) -> Source:
    """Read a source file."""
    return parsed(path.read_text(encoding="utf-8"), path.stem)


def parsed(text: str, name: str) -> Source:
    """Return the cells of a source's text."""
    import jupytext  # noqa: PLC0415  (a dependency of building only)

    notebook = jupytext.reads(text, fmt="py:percent")
    return Source(name, tuple(_cell(raw, name) for raw in notebook.cells))


def _cell(raw: dict[str, object], name: str) -> Cell:
    metadata = raw["metadata"]
    if not isinstance(metadata, dict) or raw["cell_type"] not in {"markdown", "code"}:
        raise SourceError("publish.cell_kind", file=f"{name}.py", kind=str(raw["cell_type"]))
    lang, of = str(metadata.get("lang", "")), str(metadata.get("of", ""))
    return Cell(str(raw["cell_type"]), str(raw["source"]), lang, of, tuple(metadata.get("tags", ())))


def markers(text: str) -> list[int]:
    """Return where the cell markers of a source stand in its text."""
    return [match.start() for match in _MARKER.finditer(text)]
