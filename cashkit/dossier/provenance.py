"""Provenance: how a figure is made of others, from which rows, and who defined it so (`provenance.csv`).

`expression` is arithmetic on the names of inputs, so that it can be shown in words, shown with numbers and computed
again; it is empty where a figure is a sum over its rows, which its definition says. `rows` names the rows read,
`source` is a key of the words table `explain`.

>>> made = provenance("overdue_rate")
>>> made.expression, made.rows, made.names
('overdue / gross_open', ('overdue', 'owed'), ('overdue', 'gross_open'))
>>> computed(made.expression, {"overdue": 30, "gross_open": 120})
0.25

Errors: ValueError for an expression that is not plain arithmetic; a figure that the table lacks has no provenance.
"""

import ast
import csv
import functools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from typing import Any

_SIGNS: Mapping[type[ast.operator], tuple[str, int, Callable[[float, float], float]]] = {
    ast.Add: (" + ", 1, operator.add),
    ast.Sub: (" - ", 1, operator.sub),
    ast.Mult: (" × ", 2, operator.mul),
    ast.Div: (" / ", 2, operator.truediv),
}


@dataclass(frozen=True)
class Provenance:
    """One row of `provenance.csv`."""

    key: str
    expression: str
    rows: tuple[str, ...]
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs that the expression names, in its order."""
        if not self.expression:
            return ()
        return tuple(node.id for node in ast.walk(_tree(self.expression)) if isinstance(node, ast.Name))


@functools.cache
def provenances() -> Mapping[str, Provenance]:
    """Return the provenance of every figure that the table holds, by key."""
    source = resources.files("cashkit.dossier").joinpath("provenance.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return {
        row["key"]: Provenance(row["key"], row["expression"], tuple(row["rows"].split()), row["source"]) for row in rows
    }


def provenance(key: str) -> Provenance:
    """Return the provenance of a figure; an empty one where the table has none."""
    return provenances().get(key, Provenance(key, "", (), ""))


def computed(expression: str, inputs: Mapping[str, Any]) -> float:
    """Return what an expression comes to with the values of its inputs."""
    return _value(_tree(expression), inputs)


def written(expression: str, name: Callable[[str], str]) -> str:
    """Return an expression as it is read, each input written by `name`.

    >>> written("loss / (margin - cost) * 2", str.upper)
    'LOSS / (MARGIN - COST) × 2'
    """
    return _text(_tree(expression), name, 0)


@functools.cache
def _tree(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


def _value(node: ast.expr, inputs: Mapping[str, Any]) -> float:
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return _SIGNS[type(node.op)][2](_value(node.left, inputs), _value(node.right, inputs))
    if isinstance(node, ast.Name):
        return float(inputs[node.id])
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    raise ValueError(ast.unparse(node))


def _text(node: ast.expr, name: Callable[[str], str], outer: int) -> str:
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        sign, rank, _ = _SIGNS[type(node.op)]
        right = rank + isinstance(node.op, ast.Sub | ast.Div)
        made = f"{_text(node.left, name, rank)}{sign}{_text(node.right, name, right)}"
        return f"({made})" if rank < outer else made
    return name(node.id) if isinstance(node, ast.Name) else ast.unparse(node)
