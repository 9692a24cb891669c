"""The parameters of a notebook: what its parameters cell declares, and nothing else.

A parameter's *name* could carry code and a wrong one would only be warned about: so a name is
accepted when the cell tagged `parameters` declares it. Values are literals; dates are ISO text.

>>> declared('source = "sample"\\nas_of = None')
('source', 'as_of')
>>> faults('as_of = "31/12/2025"')
[('french_date', 'as_of'), ('no_lang', '')]
>>> with_value('lang = "fr"  # fr or en', "lang", "en")
'lang = "en"  # fr or en'
"""

import ast
import json
import math
import re
from collections.abc import Iterator, Mapping

from cashkit.ground.errors import ArgumentError

TAG = "parameters"
_FRENCH_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")


def _assignments(code: str) -> Iterator[tuple[str, ast.expr]]:
    for statement in ast.parse(code).body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            target, value = statement.target, statement.value
        else:
            continue
        if isinstance(target, ast.Name):
            yield target.id, value


def declared(code: str) -> tuple[str, ...]:
    """Return the names that a parameters cell assigns."""
    return tuple(name for name, _ in _assignments(code))


def faults(code: str) -> list[tuple[str, str]]:
    """Return what a parameters cell does not keep: (kind, name) for each."""
    found = list(_assignments(code))
    kinds = [(_fault(value), name) for name, value in found]
    problems = [(kind, name) for kind, name in kinds if kind]
    if len(found) != len(ast.parse(code).body):
        problems.append(("not_an_assignment", ""))
    if "lang" not in {name for name, _ in found}:
        problems.append(("no_lang", ""))
    return problems


def _fault(value: ast.expr) -> str:
    try:
        literal = ast.literal_eval(value)
    except ValueError:
        return "not_a_literal"
    return "french_date" if isinstance(literal, str) and _FRENCH_DATE.fullmatch(literal) else ""


def with_value(code: str, name: str, value: str) -> str:
    """Return a parameters cell with another literal for a text parameter."""
    node = next(node for known, node in _assignments(code) if known == name)
    lines = code.encode().splitlines(keepends=True)  # the offsets of `ast` count bytes
    before = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
    last = (node.end_lineno or node.lineno) - 1
    after = lines[last][node.end_col_offset :] + b"".join(lines[last + 1 :])
    return (before + json.dumps(value, ensure_ascii=False).encode() + after).decode()


def checked(values: Mapping[str, object], code: str, notebook: str) -> dict[str, object]:
    """Return the values to inject, or refuse a name that is not declared and a value that is no literal."""
    names = declared(code)
    for name, value in values.items():
        if name not in names:
            raise ArgumentError("publish.unknown_parameter", name=name, notebook=notebook, known=", ".join(names))
        if not _literal(value):
            raise ArgumentError("publish.parameter_not_literal", name=name, type=type(value).__name__)
    return dict(values)


def _literal(value: object) -> bool:
    if type(value) is float:
        return math.isfinite(value)
    if type(value) is list:
        return all(_literal(item) for item in value)
    if type(value) is dict:
        return all(type(key) is str and _literal(item) for key, item in value.items())
    return value is None or type(value) in {str, int, bool}
