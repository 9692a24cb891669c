"""Notebooks as files: read, made and written through nbformat, which is imported light.

`jsonschema`, beneath nbformat, would build a grammar of internationalised addresses at its first
import: 2 of its 3 seconds, for a check that no notebook needs.
"""

import functools
import importlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cashkit.ground.errors import SourceError

if TYPE_CHECKING:
    from nbformat import NotebookNode

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_GRAMMAR = "rfc3987_syntax"


@functools.cache
def _nbformat() -> Any:  # noqa: ANN401  (nbformat has no types)
    absent = _GRAMMAR not in sys.modules
    if absent:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # "not installed", for as long as the import lasts
    try:
        importlib.import_module("jsonschema")
    finally:
        if absent:
            del sys.modules[_GRAMMAR]
    return importlib.import_module("nbformat")


def read(path: Path) -> "NotebookNode":
    """Read a notebook; SourceError when it is none."""
    nbformat = _nbformat()
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError, nbformat.reader.NotJSONError) as error:
        raise SourceError("publish.not_a_notebook", file=path.name) from error
    return notebook


def code(source: str, name: str) -> "NotebookNode":
    """Make a code cell; `name` is its id."""
    made: NotebookNode = _nbformat().v4.new_code_cell(source=source, id=name)
    return made


def markdown(source: str, name: str) -> "NotebookNode":
    """Make a Markdown cell; `name` is its id."""
    made: NotebookNode = _nbformat().v4.new_markdown_cell(source=source, id=name)
    return made


def made_of(cells: Sequence["NotebookNode"], metadata: Mapping[str, object] = METADATA) -> "NotebookNode":
    """Make a notebook."""
    made: NotebookNode = _nbformat().v4.new_notebook(cells=list(cells), metadata=dict(metadata))
    return made


def content(notebook: "NotebookNode") -> bytes:
    """Return the bytes of a notebook's file: the same for the same cells."""
    text: str = _nbformat().writes(notebook)
    return (text.rstrip("\n") + "\n").encode()
