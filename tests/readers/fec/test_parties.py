import numpy as np

from cashkit.readers.fec.parties import GLOBAL, parties
from tests.readers.fec.making import lines


def of(*accounts):
    """Return the customers of lines on (account, {columns})."""
    read = lines(*(("VE", str(i), "2025-03-01", account, 10, columns) for i, (account, columns) in enumerate(accounts)))
    who = parties(read, np.arange(len(read)))
    return [str(who.labels[code]) for code in who.code], who


def test_the_auxiliary_is_the_customer():
    told, who = of(
        ("411000", {"party": "C2", "party_name": "Beta"}), ("411000", {"party": "C1", "party_name": "Alpha"})
    )
    assert told == ["C2", "C1"]
    assert (list(who.labels), list(who.names), who.unknown) == (["C1", "C2"], ["Alpha", "Beta"], -1)


def test_one_customer_is_the_same_on_411_413_and_416():
    assert of(("411000", {"party": "C1"}), ("413000", {"party": "C1"}), ("416000", {"party": "C1"}))[0] == ["C1"] * 3


def test_an_account_with_a_name_in_it_is_a_customer():
    told, who = of(("411DUPONT", {"account_label": "Dupont SA"}), ("416DUPONT", {"account_label": "Dupont douteux"}))
    assert told == ["DUPONT", "DUPONT"]
    assert list(who.names) == ["Dupont SA"]
    assert who.unknown == -1


def test_accounts_numbered_customer_by_customer_are_customers():
    told, who = of(("41100012", {}), ("41100013", {}), ("41100027", {}))
    assert told == ["00012", "00013", "00027"]
    assert who.unknown == -1


def test_two_sub_accounts_are_no_customers():
    """4111 (customers) and 4117 (retention money) are chapters of the chart."""
    told, who = of(("411100", {}), ("411700", {}), ("411000", {}))
    assert told == [GLOBAL] * 3
    assert who.unknown == 0


def test_one_account_for_all_is_nobody():
    told, who = of(("411000", {"account_label": "Clients"}), ("411000", {}))
    assert told == [GLOBAL] * 2
    assert (list(who.names), who.unknown) == ([GLOBAL], 0)


def test_lines_without_auxiliary_beside_lines_that_have_one_are_nobodys():
    told, who = of(("411000", {"party": "C1"}), ("411000", {}))
    assert told == ["C1", GLOBAL]
    assert who.labels[who.unknown] == GLOBAL


def test_the_collective_account_among_accounts_of_customers_is_nobodys():
    told, _ = of(("411001", {}), ("411002", {}), ("411003", {}), ("411000", {}))
    assert told == ["001", "002", "003", GLOBAL]


def test_an_account_and_an_auxiliary_of_one_text_are_one_customer():
    assert of(("411DUPONT", {}), ("411000", {"party": "DUPONT"}))[0] == ["DUPONT", "DUPONT"]


def test_the_first_name_given_stays_and_a_customer_without_name_is_called_by_its_code():
    _, who = of(("411", {"party": "C1"}), ("411", {"party": "C1", "party_name": "Alpha"}),
                ("411", {"party": "C1", "party_name": "Alpha bis"}), ("411", {"party": "C2"}))  # fmt: skip
    assert list(who.names) == ["Alpha", "C2"]


def test_no_customer_line_makes_no_customer():
    told, who = of()
    assert (told, list(who.labels), who.unknown) == ([], [], -1)
