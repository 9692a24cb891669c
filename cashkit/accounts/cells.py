"""The cells of the tax forms 2050 to 2053: every line of a side, its totals, and the memo items.

>>> cells = typed_cells({"BX": (360, 10), "DA": 300, "DU": 50, "EH": 20})
>>> cells["BX", "net"], cells["CO", "net"], cells["EE", "net"], cells["DX", "net"]
(Decimal('350.00'), Decimal('350.00'), Decimal('350.00'), Decimal('0.00'))

Units: euros. A line without a cell in the forms stands under its own key.
"""

import functools
from collections.abc import Mapping
from decimal import Decimal

from cashkit.accounts.annual_accounts import FLOW_MEMOS, Column
from cashkit.accounts.statement_lines import ASSETS, CHARGES, INCOME, LIABILITIES, statement_lines
from cashkit.accounts.statements import Statements
from cashkit.ground import money
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Money

BALANCE_SHEET = (ASSETS, LIABILITIES)
FLOWS = (INCOME, CHARGES)
BALANCE_MEMOS = ("EH", "EG", "VA", "UY", "UZ", "VM", "VB", "VN", "VP", "VC", "VR", "VI", "YS", "partners_in_payables")
TOTALS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # total: the totals added, the totals taken off; the sections of statement_lines.csv are summed first
    "CO": (("AA", "BJ", "CJ", "CW", "CM", "CN"), ()),
    "EE": (("DL", "DO", "DR", "EC", "ED"), ()),
    "FR": (("FR", "FL"), ()),
    "GG": (("FR",), ("GF",)),
    "GV": (("GP",), ("GU",)),
    "GW": (("GG", "GH", "GV"), ("GI",)),
    "HI": (("HD",), ("HH",)),
    "HL": (("FR", "GH", "GP", "HD"), ()),
    "HM": (("GF", "GI", "GU", "HH", "HJ", "HK"), ()),
    "HN": (("HL",), ("HM",)),
}
Cells = dict[tuple[str, Column], Decimal]
Cents = dict[tuple[str, Column], int]


def cells_of(year: Statements, sides: tuple[str, ...]) -> Cells:
    """Return the cells of these sides of a company's statements."""
    lines: Cents = {}
    for key, line in statement_lines().items():
        if line.side in sides:
            for column in ("gross", "amort"):
                cell: tuple[str, Column] = (line.code, "gross" if column == "gross" else "amort")
                lines[cell] = lines.get(cell, 0) + year.cells.get((key, column), 0)
    memos = {code: cents for code, cents in year.memos.items() if (INCOME if code in FLOW_MEMOS else ASSETS) in sides}
    return _in_euros(with_totals(lines, sides), memos)


def typed_cells(typed: Mapping[str, Money | tuple[Money, Money]]) -> Cells:
    """Return the cells of typed accounts: (gross, amortisation) for an asset, one amount for any other line.

    Lines that are not typed are nil, on the sides where something is typed, and so are overdrafts (EH); totals are
    computed.
    Raises ArgumentError for a cell that is neither a line nor a memo item.
    """
    sides_of = {line.code: line.side for line in statement_lines().values()}
    lines: Cents = {}
    memos: dict[str, int] = {}
    for code, value in typed.items():
        gross, amort = value if isinstance(value, tuple) else (value, 0)
        if code in sides_of:
            lines[code, "gross"], lines[code, "amort"] = money.cents(gross), money.cents(amort)
        elif code in FLOW_MEMOS or code in BALANCE_MEMOS:
            memos[code] = money.cents(gross)
        else:
            raise ArgumentError("accounts.unknown_cell", value=code)
    told = {sides_of[code] for code, _ in lines}
    sides = (BALANCE_SHEET if told & set(BALANCE_SHEET) else ()) + (FLOWS if told & set(FLOWS) else ())
    return _in_euros(with_totals(lines, sides), ({"EH": 0} if set(BALANCE_SHEET) & told else {}) | memos)


def with_totals(lines: Cents, sides: tuple[str, ...]) -> Cents:
    """Return every cell of these sides in cents, from the gross and the amortisation of their lines."""
    found: Cents = {}
    for code, section, side in _places(sides):
        gross, amort = lines.get((code, "gross"), 0), lines.get((code, "amort"), 0)
        columns: Cents = {(code, "net"): gross - amort}
        if side == ASSETS:
            columns |= {(code, "gross"): gross, (code, "amort"): amort}
        for (_, column), cents in columns.items():
            for name in {code, section}:
                found[name, column] = found.get((name, column), 0) + cents
    return _with_grand_totals(found)


@functools.cache
def _places(sides: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return cell, section and side of the lines of some sides, each once."""
    lines = [(one.code, one.section, one.side) for one in statement_lines().values() if one.side in sides]
    return tuple(dict.fromkeys(lines))


def _with_grand_totals(found: Cents) -> Cents:
    columns: tuple[Column, ...] = ("gross", "amort", "net")
    for code, (added, taken) in TOTALS.items():
        for column in columns:
            if all((term, column) in found for term in (*added, *taken)):
                found[code, column] = sum(found[t, column] for t in added) - sum(found[t, column] for t in taken)
    return found


def _in_euros(lines: Cents, memos: Mapping[str, int]) -> Cells:
    cells: Cells = {cell: money.euros(cents) for cell, cents in lines.items()}
    return cells | {(code, "net"): money.euros(cents) for code, cents in memos.items()}
