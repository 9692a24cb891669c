"""Customer numbers that lost their leading zeros: a spreadsheet takes 00012 for the number 12.

A number is given its zeros back only where one customer alone bears it with zeros, and no name speaks against it.

>>> body = Body({"customer_id": ["00012", 12.0, 7.0]}, [2, 3, 4])
>>> mended, found = with_zeros("x.xlsx", body)
>>> mended.cells["customer_id"], [one.code for one in found]
(['00012', '00012', 7.0], ['T22', 'T11'])

Findings: T11 numbers that have probably lost their zeros, T22 rows that were given them back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.readers.spreadsheet.body import Body  # noqa: TC001  (the doctest makes one)
from cashkit.readers.spreadsheet.heading import plain
from cashkit.readers.spreadsheet.items import text

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_zeros(file: str, body: Body) -> tuple[Body, list[DataFinding]]:
    """Return the body with the zeros that can be given back, and what was found."""
    cells = body.cells.get("customer_id", [])
    numbers = [text(cell) for cell in cells]
    zeros = _with_zeros(numbers, _names(body, numbers))
    mended = [zeros.get(number, cell) for number, cell in zip(numbers, cells, strict=True)]
    joined = sum(number in zeros for number in numbers)
    found = [data_finding("T22", file=file, value=joined)] if joined else []
    left = [text(cell) for cell in mended if isinstance(cell, float)]
    bare = {number for number in left if number.isdecimal()}
    others = {len(text(cell)) for cell in mended if text(cell).isdecimal()}
    if bare and len(others) > 1:
        found.append(data_finding("T11", file=file, value=min(sorted(bare), key=len)))
    return (replace(body, cells={**body.cells, "customer_id": mended}) if joined else body), found


def _names(body: Body, numbers: list[str]) -> Mapping[str, set[str]]:
    told: dict[str, set[str]] = defaultdict(set)
    for number, name in zip(numbers, body.cells.get("name", []), strict=False):
        if name is not None:
            told[number].add(plain(text(name)))
    return told


def _with_zeros(numbers: list[str], names: Mapping[str, set[str]]) -> dict[str, str]:
    """Return, of each bare number, the one that bears zeros; none where two do, or a name speaks against it."""
    padded: dict[str, set[str]] = defaultdict(set)
    for number in set(numbers):
        if number.isdecimal() and number.startswith("0") and number.strip("0"):
            padded[number.lstrip("0")].add(number)
    told = {bare: next(iter(forms)) for bare, forms in padded.items() if len(forms) == 1 and bare in set(numbers)}
    return {
        bare: form
        for bare, form in told.items()
        if not names.get(bare) or not names.get(form) or names[bare] & names[form]
    }
