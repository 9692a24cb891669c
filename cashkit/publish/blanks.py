"""Blanks: what an exercise leaves for the learner to write, marked by `# blank` in its source.

The source of an exercise is its solution. In the notebook that learners get, an assignment whose
last line ends with the mark has lost its value, and cells tagged `solution` are left out.

>>> code = "due = issued + term\\nlate = (as_of - due).days  # blank"
>>> print(emptied(code))
due = issued + term
late = ...
>>> print(filled(code))
due = issued + term
late = (as_of - due).days
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace

from cashkit.publish.sources import Problem, Source, digest, normalised

MARK = "# blank"
SOLUTION = "solution"


def blank(source: Source) -> Source:
    """Return the source of the notebook that learners get."""
    return _rewritten(replace(source, cells=[cell for cell in source.cells if SOLUTION not in cell.tags]), emptied)


def solved(source: Source) -> Source:
    """Return the source of the notebook with the solutions."""
    return _rewritten(source, filled)


def problems(source: Source) -> Iterator[Problem]:
    """Yield what the blanks of a source do not keep: a mark beside no assignment, or no mark at all."""
    marked = [cell for cell in source.cells if cell.kind == "code" and MARK in cell.text]
    for cell in marked:
        if cell.text.count(MARK) != len(_marked(cell.text)):
            yield Problem("blank_misplaced", source.name, digest(cell.text), normalised(cell.text)[:60])
    if not marked:
        yield Problem("no_blank", source.name)


def emptied(code: str) -> str:
    """Return the code of a cell with `...` for every value that the learner has to find."""
    lines = code.encode().splitlines()
    for node in reversed(_marked(code)):
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        lines[first:last] = [lines[first][: node.targets[0].end_col_offset] + b" = ..."]  # `ast` counts bytes
    return b"\n".join(lines).decode()


def filled(code: str) -> str:
    """Return the code of a cell without the marks."""
    return "\n".join(line.removesuffix(MARK).rstrip() if line.endswith(MARK) else line for line in code.splitlines())


def _rewritten(source: Source, rewrite: Callable[[str], str]) -> Source:
    cells = [replace(cell, text=rewrite(cell.text)) if cell.kind == "code" else cell for cell in source.cells]
    return replace(source, cells=cells)


def _marked(code: str) -> list[ast.Assign]:
    """Return the assignments to one name whose last line ends with the mark."""
    lines = code.splitlines()
    return [
        node
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and lines[(node.end_lineno or node.lineno) - 1].endswith(MARK)
    ]
