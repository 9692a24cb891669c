"""The tables of published cases: one row a case, with what was printed, whether it is right, and why where it is not.

Columns that every table has: case, expected (our figure, "none" where nothing can be computed), printed (blank where
nothing was), right (yes; no: the source is wrong; other: another convention, which has its own figure), source, why.
"""

import csv
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def table(name):
    """Return the rows of a table."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases(name):
    """Parametrise a test by the rows of a table, under the names of their cases."""
    return pytest.mark.parametrize("row", table(name), ids=lambda row: row["case"])


def number(text):
    """Return a whole number as one, so that days stay days."""
    return int(text) if text.lstrip("-").isdigit() else float(text)


def inputs(told):
    """Return the inputs of a case: name=number, or name=number/number for several in a row."""
    pairs = (part.split("=") for part in told.split())
    return {name: [number(one) for one in text.split("/")] if "/" in text else number(text) for name, text in pairs}


def agrees(found, text):
    """Say whether a figure is the one written, to as many decimals as are written."""
    if text == "none" or found is None:
        return text == "none" and found is None
    return abs(float(found) - float(text)) <= 0.5000001 * 10 ** -len(text.partition(".")[2])


def check(row, found):
    """Hold our figure against the expected one; against the printed one as the table says, and only then with a why."""
    assert agrees(found, row["expected"]), (found, row["expected"])
    assert row["right"] in {"yes", "no", "other"}
    assert row["source"]
    if row["printed"]:
        assert agrees(found, row["printed"]) == (row["right"] == "yes"), (found, row["printed"])
    assert bool(row["why"]) == (row["right"] != "yes")
