"""A figure and a finding explain themselves, and nothing of a stranger's file acts in what they say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cashkit.dossier.findings import Figure, Finding, RowsUsed
from cashkit.dossier.provenance import computed, provenance, written

OVERDUE = {"overdue": Decimal(30), "gross_open": Decimal(120)}
RATE = Figure("overdue_rate", 0.25, "rate", OVERDUE, as_of=date(2025, 12, 31), view="strict")


def test_a_figure_tells_its_formula_in_words_and_with_its_numbers():
    told = RATE.explain("fr").replace("\u00a0", " ").splitlines()
    assert told[0] == "taux d'échus : 25 %"
    assert "Calcul : échu / factures ouvertes = 30,00 € / 120,00 € = 25 %" in told
    assert told[-2:] == ["Date : 31/12/2025", "Lecture : selon le seul lettrage des comptes"]


def test_rows_are_counted_and_the_first_three_named():
    rows = RowsUsed("rows_overdue_beyond", 1234, ("F1", "F2", "F3", "F4"), "90")
    told = replace(RATE, used=(rows,)).explain("en")
    assert "Rows read: 1,234 · invoices overdue for more than 90 days (invoices), first F1, F2, F3\n" in told


def test_a_figure_that_lacks_an_input_or_a_value_shows_no_calculation():
    assert "Calcul" not in replace(RATE, inputs={"overdue": 30}).explain("fr")
    assert "Calcul" not in replace(RATE, value=None).explain("fr")


def test_the_source_of_the_figure_itself_wins_over_that_of_the_table():
    assert replace(RATE, source="art. 1").origin("fr") == "art. 1"
    assert RATE.origin("en").startswith("Definition of cashkit")
    assert Figure("window_days", 1, "count").origin("fr") == ""


def test_what_a_notebook_shows_is_escaped_and_obeys_no_terminal_code():
    rows = RowsUsed("rows_overdue", 1, ("<script>alert(1)</script>", "\x1b[2JF1"))
    told = replace(RATE, used=(rows,))
    assert "<script" not in told._repr_html_()
    assert "&lt;script&gt;" in told._repr_html_()
    assert "\x1b" not in told.explain("fr")


def test_a_finding_tells_its_kind_its_rows_its_source_and_what_to_do():
    items = tuple(("invoices", f"F{n}", 10_000) for n in range(5))
    late = Finding("R06", "error", "invoices", "F0", "C1", "cash_late", Decimal(500), items, {"value": "F0"}, "art. 1")
    told = late.explain("en")
    assert "At stake: €500.00, cash late" in told
    assert "5 rows, €500.00" in told
    assert told.count("invoices F") == 3
    assert "Source: art. 1" in told
    assert "Rows concerned" not in replace(late, items=()).explain("en")
    assert "Since" not in told
    assert "Since: 04/03/2025" in replace(late, params={"value": "F0", "since": date(2025, 3, 4)}).explain("en")


@pytest.mark.parametrize(
    ("expression", "value"), [("a - b - c", 5), ("a - (b - c)", 7), ("a / (b * c)", 5), ("a / b * c", 5), ("a + 2", 12)]
)
def test_an_expression_is_computed_and_written_alike(expression, value):
    inputs = {"a": 10, "b": 2 if "-" not in expression else 4, "c": 1}
    assert computed(expression, inputs) == value
    again = written(expression, str).replace("×", "*")
    assert computed(again, inputs) == value


def test_an_expression_is_arithmetic_and_nothing_else():
    for other in ("__import__('os')", "a.b", "a ** 2", "'a'", "[a]"):
        with pytest.raises(ValueError, match=r"."):
            computed(other, {"a": 1})


def test_a_figure_that_the_table_lacks_has_no_provenance():
    assert provenance("nothing").rows == ()
    assert provenance("nothing").names == ()
