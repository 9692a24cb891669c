from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.accounts.cells import BALANCE_SHEET, FLOWS, cells_of, typed_cells
from cashkit.accounts.statement_lines import statement_lines
from cashkit.accounts.statements import statements
from cashkit.ground.errors import ArgumentError

CODES = sorted({line.code for line in statement_lines().values()})


def test_the_cells_of_a_ledger_are_its_lines_and_totals(closings):
    books = statements(
        closings(
            {"218300": 100, "281830": -40, "411000:C1": 50, "512000": -30, "101000": -60, "707000": -70, "607000": 50}
        ),
        date(2025, 1, 1),
    )
    cells = cells_of(books, (*BALANCE_SHEET, *FLOWS))
    assert [cells["AT", column] for column in ("gross", "amort", "net")] == [100, 40, 60]
    assert [cells["CO", column] for column in ("gross", "amort", "net")] == [150, 40, 110]
    assert (cells["EE", "net"], cells["DL", "net"], cells["EC", "net"], cells["EH", "net"]) == (110, 80, 30, 30)
    assert (cells["FL", "net"], cells["FR", "net"], cells["GF", "net"], cells["HN", "net"]) == (70, 70, 50, 20)
    assert ("DL", "gross") not in cells


def test_two_lines_of_one_cell_are_added(closings):
    books = statements(closings({"654000": 30, "657000": 12, "512000": -42}), date(2025, 1, 1))
    assert cells_of(books, FLOWS)["GE", "net"] == 42


def test_the_cells_of_one_side_say_nothing_of_the_other(closings):
    cells = cells_of(statements(closings({"411000": 12, "707000": -12}), date(2025, 1, 1)), BALANCE_SHEET)
    assert ("FL", "net") not in cells
    assert ("HP", "net") not in cells
    assert cells["DI", "net"] == 12


def test_typed_accounts_know_only_the_forms_that_were_typed():
    assert ("FL", "net") not in typed_cells({"BX": 10})
    assert ("CO", "net") not in typed_cells({"FC": 10})
    assert typed_cells({"BX": 10, "FC": 10})["FL", "net"] == 10


@pytest.mark.parametrize("code", ["CO", "ZZ", "BY"])
def test_a_total_or_an_unknown_cell_cannot_be_typed(code):
    with pytest.raises(ArgumentError):
        typed_cells({code: 1})


@given(st.dictionaries(st.sampled_from(CODES), st.integers(-(10**8), 10**8)))
def test_totals_add_up_as_on_the_forms(typed):
    cells = typed_cells({"BX": 0, "FC": 0, **typed})
    value = {code: amount for (code, column), amount in cells.items() if column == "net"}
    assert value["CO"] == sum(value[code] for code in ("AA", "BJ", "CJ", "CW", "CM", "CN"))
    assert value["EE"] == sum(value[code] for code in ("DL", "DO", "DR", "EC", "ED"))
    assert value["GG"] == value["FR"] - value["GF"]
    assert value["GW"] == value["GG"] + value["GH"] - value["GI"] + value["GP"] - value["GU"]
    assert value["HN"] == value["GW"] + value["HD"] - value["HH"] - value["HJ"] - value["HK"]
    assert value["HN"] == value["HL"] - value["HM"]
