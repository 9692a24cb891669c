from decimal import Decimal

import numpy as np
import pytest

from cashkit.readers.fec.year_link import balances, check_year_link, unpadded
from tests.readers.fec.making import lines, said

LAST_YEAR = (
    ("AN", "1", "2024-01-01", "101000", -700),
    ("AN", "1", "2024-01-01", "512000", 700),
    ("VE", "2", "2024-05-01", "411000", 300),
    ("VE", "2", "2024-05-01", "706000", -300),
    ("AC", "3", "2024-06-01", "606000", 200),
    ("AC", "3", "2024-06-01", "512000", -200),
)


def brought_forward(**changed):
    balances = {"101000": -700, "512000": 500, "411000": 300, "120000": -100} | changed
    return [("AN", "1", "2025-01-01", account, amount) for account, amount in balances.items() if amount]


def linked(*rows, opening=None):
    current = lines(*rows)
    mask = np.ones(len(current), bool) if opening is None else np.array(opening)
    closed = balances(lines(*LAST_YEAR), np.ones(len(LAST_YEAR), bool))
    return check_year_link(closed, balances(current, mask), "the file")


def test_balances_that_are_brought_forward_with_the_result_are_linked():
    assert linked(*brought_forward()) == []


def test_a_balance_that_differs_is_told_account_by_account():
    found = linked(*brought_forward(**{"411000": 250, "512000": 550}))
    assert [one.value for one in found] == ["411", "512"]
    assert found[0].severity == "error"
    assert found[0].params == {"previous": Decimal("300.00"), "opening": Decimal("250.00"), "amount": Decimal("-50.00")}
    assert said(found[0]) == (
        "Compte 411 : à-nouveau de 250,00 €, mais l'exercice précédent se clôt sur 300,00 € (écart -50,00 €).",
        "Account 411: brought forward with €250.00, but the year before closes with €300.00 (difference -€50.00).",
    )


def test_an_account_that_is_not_brought_forward_is_told():
    (found,) = linked(*brought_forward(**{"411000": 0}))
    assert found.params["opening"] == 0


def test_an_account_that_did_not_exist_is_told():
    (found,) = linked(*brought_forward(**{"467000": 12}))
    assert (found.value, found.params["previous"]) == ("467", 0)


def test_the_result_brought_forward_is_the_one_of_the_year():
    (found,) = linked(*brought_forward(**{"120000": -90}))
    assert (found.value, found.params["previous"]) == ("12", Decimal("-100.00"))


def test_movements_of_the_year_are_no_opening():
    rows = [*brought_forward(), ("VE", "2", "2025-02-01", "411000", 50)]
    assert linked(*rows, opening=[True] * 4 + [False]) == []


def test_a_file_without_opening_lines_is_left_to_its_own_code():
    assert linked(*brought_forward(), opening=[False] * 4) == []


@pytest.mark.parametrize("account", ["41100000", "411"])
def test_zeros_that_fill_a_number_make_no_other_account(account):
    assert linked(*brought_forward(**{"411000": 0, account: 300})) == []
    assert unpadded(account) == "411"
