"""The tables of this room: CSV files beside the code, one record a row."""

import csv
from importlib import resources


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of `cashkit/accounts/`, as column -> text."""
    text = resources.files("cashkit.accounts").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
