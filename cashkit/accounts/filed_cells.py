"""The cells of filed accounts: what each number of a filing says, by the cells of the complete forms.

A filing gives a cell in columns named by what they hold (net, gross, amort) or, as the register does, m1 to
m4, whose meaning depends on the side: of an asset gross, depreciation, net and the net of the year before.
The simplified forms (2033) are read by `simplified_cells.csv`: fewer lines, overdrafts not told apart.

>>> cell_of("C", "BX", "m2"), cell_of("C", "DL", "m1"), cell_of("C", "FJ", "m3"), cell_of("S", "142", "m3")
(('BX', 'amort', False), ('DL', 'net', False), ('FL', 'net', False), ('DL', 'net', False))
>>> cell_of("C", "DL", "m2"), cell_of("C", "FJ", "m1"), cell_of("S", "999", "net")
(('DL', 'net', True), None, None)

The third part says that the number is of the year before. A number that no rule reads is None.
Source: INPI, data sets of filed accounts; forms 2050 to 2053, 2033-A and 2033-B.
"""

import functools
from collections.abc import Mapping

from cashkit.accounts.annual_accounts import TURNOVER_CELLS, Column, amort_cells
from cashkit.accounts.cells import BALANCE_MEMOS, TOTALS
from cashkit.accounts.csv_rows import rows_of
from cashkit.accounts.statement_lines import ASSETS, LIABILITIES, statement_lines

Cell = tuple[str, Column, bool]
FLOWS = "flows"
Told = tuple[Column, bool]
_NOW: Told = ("net", False)
_BEFORE: Told = ("net", True)
_NAMED: Mapping[str, Told] = {
    "": _NOW, "net": _NOW, "n": _NOW, "gross": ("gross", False), "brut": ("gross", False),
    "amort": ("amort", False), "n-1": _BEFORE, "previous": _BEFORE,
}  # fmt: skip
_ASSET_COLUMNS: Mapping[str, Told] = {"m1": ("gross", False), "m2": ("amort", False), "m3": _NOW, "m4": _BEFORE}
_FIRST_TWO = {"m1": _NOW, "m2": _BEFORE}
_LAST_TWO = {"m3": _NOW, "m4": _BEFORE}
_FORM_2052 = "FG"


def is_simplified(form: str) -> bool:
    """Say whether a form is the simplified one: S, 2033, 2033-A ..."""
    return form.strip().upper().startswith(("S", "2033"))


def cell_of(form: str, code: str, column: str) -> Cell | None:
    """Return cell, column and whether it is of the year before; None for what is no line, total or memo item."""
    name, side = _simplified().get(code, ("", "")) if is_simplified(form) else _complete(code)
    if not name:
        return None
    wanted = column.strip().lower()
    if not is_simplified(form) and code in amort_cells():
        return name, "amort", False
    read = _NAMED.get(wanted) or _numbered(form, name, side).get(wanted)
    return None if read is None else (name, read[0], read[1])


def _numbered(form: str, name: str, side: str) -> Mapping[str, Told]:
    """Return what the register's columns m1 to m4 hold for a cell."""
    if side == ASSETS:
        return _ASSET_COLUMNS
    if is_simplified(form):
        return _LAST_TWO if side == LIABILITIES else _FIRST_TWO
    return _LAST_TWO if side == FLOWS and name[0] in _FORM_2052 else _FIRST_TWO


def _complete(code: str) -> tuple[str, str]:
    """Return the cell that a code of the complete forms stands for, and its side; blank for an unknown one."""
    name = amort_cells().get(code, (TURNOVER_CELLS.get(code, code), ""))[0]
    return (name, _sides()[name]) if name in _sides() else ("", "")


@functools.cache
def _sides() -> Mapping[str, str]:
    lines = [line for line in statement_lines().values() if line.liasse_code]
    sides = {line.code: line.side for line in lines} | {line.section: line.side for line in lines}
    known = {code: side if side in {ASSETS, LIABILITIES} else FLOWS for code, side in sides.items()}
    totals = dict.fromkeys(TOTALS, FLOWS) | {"CO": ASSETS, "EE": LIABILITIES, "FL": FLOWS}
    return dict.fromkeys(BALANCE_MEMOS, LIABILITIES) | known | totals


@functools.cache
def _simplified() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["cell"], row["side"]) for row in rows_of("simplified_cells.csv")}
