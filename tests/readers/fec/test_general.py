from datetime import date
from decimal import Decimal

from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.fiscal_year import FiscalYear
from cashkit.readers.fec.general import check_general
from tests.readers.fec.making import codes, lines, only, opening, said, sale

YEAR = FiscalYear(date(2025, 1, 1), date(2025, 3, 31))
MONTHLY = [row for month in (1, 2, 3) for row in sale(str(month), f"2025-0{month}-10")]


def checked(*rows, year=YEAR):
    made = lines(*rows)
    return check_general(made, group_entries(made), year, "the file")


def pair(number, debit, credit, amount=50, **columns):
    """Return an entry of two rows in the journal of sundry operations."""
    return (
        ("OD", number, "2025-03-31", debit, amount, columns),
        ("OD", number, "2025-03-31", credit, -amount, columns),
    )


def test_a_sound_year_says_nothing():
    assert checked(*opening(), *MONTHLY) == []


def test_no_line_says_nothing():
    assert checked() == []


def test_a_file_that_does_not_balance_is_told():
    found = only(checked(*opening(), *MONTHLY, ("VE", "4", "2025-03-01", "411000", "0.01")), "G01")
    assert found.severity == "error"
    assert found.params == {"debit": Decimal("1160.01"), "credit": Decimal("1160.00"), "amount": Decimal("0.01")}
    assert "écart 0,01 €" in said(found)[0]


def test_missing_opening_balances_are_told():
    found = checked(*MONTHLY)
    assert codes(found) == {"G02": 1}
    assert (found[0].line, found[0].params) == (None, {"n": 0, "amount": Decimal("0.00")})
    assert "0 ligne d'ouverture" in said(found[0])[0]


def test_a_company_that_is_being_founded_has_no_opening_balances():
    paid_in = ("BQ", "1", "2025-01-15", "512000", 1000), ("BQ", "1", "2025-01-15", "101300", -1000)
    assert checked(*paid_in, *MONTHLY) == []


def test_capital_paid_in_later_does_not_stand_for_opening_balances():
    paid_in = ("BQ", "1", "2025-03-15", "512000", 1000), ("BQ", "1", "2025-03-15", "101300", -1000)
    assert codes(checked(*MONTHLY, *paid_in)) == {"G02": 1}


def test_unbalanced_opening_balances_are_told():
    found = checked(*opening()[:-1], *MONTHLY)
    assert codes(found) == {"G01": 1, "G02": 1}
    assert only(found, "G02").params == {"n": 3, "amount": Decimal("100.00")}


def test_opening_lines_come_first():
    found = checked(*MONTHLY, *opening())
    assert codes(found) == {"G03": 4}
    assert found[0].line == 8
    assert said(found[0])[0].startswith("4 lignes d'à-nouveaux se trouvent après d'autres écritures, dès la ligne 8")


def test_entries_that_close_charges_and_income_into_the_result_are_told():
    found = checked(*opening(), *MONTHLY, *pair("4", "606000", "512000", 30), ("OD", "5", "2025-03-31", "706000", 360),
                    ("OD", "5", "2025-03-31", "606000", -30), ("OD", "5", "2025-03-31", "120000", -330))  # fmt: skip
    told = only(found, "G04")
    assert codes(found) == {"G04": 1}
    assert (told.severity, told.value, told.params) == ("error", "OD/5", {"amount": Decimal("330.00")})
    said(told)


def test_the_appropriation_of_the_result_closes_no_year():
    assert checked(*opening(), *MONTHLY, *pair("4", "120000", "106800", 100)) == []


def test_an_entry_between_the_result_and_one_charge_that_stays_open_closes_no_year():
    assert checked(*opening(), *MONTHLY, *pair("4", "695000", "120000", 5), *pair("5", "695000", "444000", 9)) == []


def test_a_file_is_sorted_by_date_of_validation():
    rows = [(*row[:5], {"validation_day": f"2025-0{month}-20"}) for month, row in zip("112233", MONTHLY, strict=True)]
    assert checked(*opening(), *rows) == []
    found = checked(*opening(), *rows[2:], *rows[:2])
    assert codes(found) == {"G05": 1}
    assert found[0].line == 10
    assert "1 fois, d'abord à la ligne 10" in said(found[0])[0]


def test_months_without_entries_are_told_the_opening_apart():
    found = checked(*opening(), *MONTHLY[-2:])
    assert codes(found) == {"G06": 2}
    assert found[0].value == "01/2025, 02/2025"
    assert said(found[0])[0] == "2 mois sans aucune écriture, à-nouveaux à part : 01/2025, 02/2025."


def test_an_entry_outside_the_year_fills_no_month():
    assert codes(checked(*opening(), *MONTHLY[:-2], *sale("9", "2025-04-02"))) == {"G06": 1}


def test_a_suspense_account_that_is_not_nil_is_told():
    found = checked(*opening(), *MONTHLY, *pair("4", "471000", "512000", account_label="Attente"))
    assert codes(found) == {"G07": 1}
    assert (found[0].value, found[0].params) == ("471000", {"label": "Attente", "amount": Decimal("50.00")})
    assert said(found[0])[0] == "Le compte d'attente 471000 (Attente) n'est pas soldé : 50,00 €."


def test_a_suspense_account_that_is_nil_and_conversion_differences_are_no_fault():
    cleared = [*pair("4", "580000", "512000"), *pair("5", "512100", "580000")]
    assert checked(*opening(), *MONTHLY, *cleared, *pair("6", "476000", "467000")) == []


def paid(**columns):
    return pair("4", "512000", "411000", party="C1", **columns), pair("5", "411000", "706000", party="C1")


def test_customers_with_debits_and_credits_but_no_lettering_are_told():
    payment, invoice = paid()
    found = checked(*opening(), *MONTHLY, *payment, *invoice)
    assert codes(found) == {"G08": 2}
    assert "2 lignes pourraient être lettrées" in said(found[0])[0]


def test_one_lettered_line_is_a_lettering():
    payment, invoice = paid(lettering="A")
    assert checked(*opening(), *MONTHLY, *payment, *invoice) == []


def test_a_company_that_nobody_paid_yet_has_nothing_to_letter():
    assert checked(*opening(), *MONTHLY, *pair("4", "606000", "401000")) == []
