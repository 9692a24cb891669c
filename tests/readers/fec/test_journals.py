from decimal import Decimal

from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.journals import check_journals
from tests.readers.fec.making import codes, lines, only, opening, said, sale


def checked(*rows, **every):
    made = lines(*rows, **every)
    return check_journals(made, group_entries(made), "the file")


def named(number, account="411000", **columns):
    """Return a sale whose first row has the columns."""
    debit, credit = sale(number, "2025-01-05")
    return ((*debit[:3], account, debit[4], columns), credit)


def test_sound_journals_say_nothing():
    assert checked(*opening(), *sale("2", "2025-01-05"), *sale("3", "2025-01-06")) == []
    assert checked() == []


def test_a_journal_that_does_not_balance_is_told():
    rows = ("VE", "1", "2025-01-05", "411000", 120), ("BQ", "2", "2025-01-05", "512000", -120)
    found = checked(*rows)
    assert codes(found) == {"J01": 2}
    assert {(one.value, one.params["amount"]) for one in found} == {
        ("VE", Decimal("120.00")),
        ("BQ", Decimal("-120.00")),
    }
    assert said(found[0]) == (
        "Le journal VE n'est pas équilibré : débit moins crédit, il reste 120,00 €.",
        "Journal VE does not balance: debit less credit, €120.00 is left.",
    )


def test_unbalanced_entries_that_make_up_for_each_other_leave_the_journal_balanced():
    rows = ("VE", "1", "2025-01-05", "411000", 120), ("VE", "2", "2025-01-05", "706000", -120)
    assert "J01" not in codes(checked(*rows))


def test_gaps_and_repeats_are_among_the_checks_of_journals():
    assert codes(checked(*sale("1", "2025-01-05"), *sale("4", "2025-01-05", 7))) == {"J02": 1}
    assert codes(checked(*sale("1", "2025-01-05"), *sale("1", "2025-01-05"))) == {"J04": 1}


def test_a_journal_code_with_two_labels_is_told_and_another_spelling_is_not():
    debit, credit = sale("1", "2025-01-05", journal_label="Ventes")
    found = checked(debit, (*credit[:5], {"journal_label": "Achats"}))
    assert codes(found) == {"J05": 1}
    assert (found[0].value, found[0].params["n"]) == ("VE", 2)
    assert "2 intitulés : Ventes, Achats" in said(found[0])[0]
    assert checked(debit, (*credit[:5], {"journal_label": "VENTES."})) == []
    assert checked(debit, (*credit[:5], {"journal_label": ""})) == []


def test_an_account_with_two_labels_is_told_and_another_spelling_is_not():
    found = checked(*named("1", account_label="Clients"), *named("2", account_label="Fournisseurs"))
    assert (codes(found), found[0].value) == ({"J06": 1}, "411000")
    said(found[0])
    assert checked(*named("1", account_label="Créances clients"), *named("2", account_label="CREANCES CLIENTS")) == []


def test_a_third_party_code_with_two_names_is_told():
    found = checked(*named("1", party="C1", party_name="Alpha"), *named("2", party="C1", party_name="Beta"))
    assert (codes(found), found[0].value, found[0].field) == ({"J07": 1}, "C1", "CompAuxNum")
    assert "2 noms : Alpha, Beta" in said(found[0])[0]


def test_a_customer_and_a_supplier_may_have_the_same_code():
    customer = named("1", party="0001", party_name="Alpha")
    assert checked(*customer, *named("2", "401000", party="0001", party_name="Beta")) == []


def test_a_customer_under_two_codes_is_told():
    found = checked(*named("1", party="C1", party_name="Alpha SA"), *named("2", party="C9", party_name="ALPHA S.A."))
    assert codes(found) == {"J08": 1}
    (told,) = found
    assert (told.severity, told.line, told.params) == ("warning", 4, {"n": 2, "codes": "C1, C9"})
    assert "2 codes : C1, C9" in said(told)[0]


def test_a_supplier_under_two_codes_is_not_a_customer_under_two_codes():
    first = named("1", "401000", party="F1", party_name="Alpha")
    assert checked(*first, *named("2", "401000", party="F2", party_name="Alpha")) == []
    assert checked(*first, *named("2", party="C2", party_name="Alpha")) == []


def test_customers_without_a_name_are_not_one_customer():
    assert checked(*named("1", party="C1", party_name="-"), *named("2", party="C2", party_name="-")) == []
    assert checked(*named("1", party="C1"), *named("2", party="C2")) == []


def test_an_old_name_of_a_customer_is_found_under_another_code():
    first = [*named("1", party="C1", party_name="Alpha"), *named("2", party="C1", party_name="Beta")]
    found = checked(*first, *named("3", party="C2", party_name="Beta"))
    assert only(found, "J08").value == "Beta"
