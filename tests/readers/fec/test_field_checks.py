import pytest

from cashkit.readers.fec.heading import TREASURY
from tests.readers.fec.written import (
    AMOUNT_SIGN,
    HEADING,
    clean,
    counts,
    customer,
    fec,
    line,
    only,
    payment,
    read,
    said,
    sale,
    told,
)


def spoilt(*extra):
    """Return the findings' counts of a clean file with these lines more."""
    return counts(read([*clean(), *extra]))


def sided(**fields):
    """Return a clean file in the layout of amount and sign, its first line with some fields of its own."""
    rows = [
        {
            **row,
            "Montant": row["Credit"] if row["Debit"] == "0,00" else row["Debit"],
            "Sens": "DC"[row["Debit"] == "0,00"],
        }
        for row in clean()
    ]
    return read(fec([{**rows[0], **fields}, *rows[1:]], names=AMOUNT_SIGN))


def test_a_clean_file_has_no_finding():
    assert counts(read(clean())) == {}
    assert counts(sided()) == {}


# --- L02 to L06 ----------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    ["JournalCode", "JournalLib", "EcritureNum", "CompteNum", "CompteLib",
     "PieceRef", "PieceDate", "EcritureLib", "ValidDate"],
)  # fmt: skip
def test_an_empty_mandatory_field_is_told_and_the_line_is_used(name):
    file = read([*clean(), line(Debit="5,00", **{name: ""}), line(Credit="5,00", **{name: "  "})])
    finding = only(file, "L02")
    assert (finding.severity, finding.field, finding.line, finding.count) == ("error", name, 7, 2)
    assert (finding.params["lines"], finding.params["refused"], file.lines_refused) == ("7, 8", 0, 0)
    assert said(finding)[0] == f"{name} : champ obligatoire vide (2 lignes : 7, 8) ; 0 ligne écartée."


@pytest.mark.parametrize("date", ["", "00000000"])
def test_a_line_without_its_date_of_entry_is_refused(date):
    file = read([*clean(), line(EcritureDate=date, Debit="5,00")])
    assert (only(file, "L02").field, only(file, "L02").params["refused"]) == ("EcritureDate", 1)
    assert (file.lines_read, file.lines_used, file.lines_refused) == (6, 5, 1)


@pytest.mark.parametrize(
    "name", ["CompAuxNum", "EcritureLet", "DateLet", "Montantdevise", "Idevise", "Debit", "Credit"]
)
def test_a_field_that_may_be_blank_is_not_told(name):
    assert "L02" not in spoilt(line(Debit="5,00"), line(**{"Credit": "5,00", name: ""}))


def test_on_the_treasury_basis_journals_and_validation_may_be_blank():
    rows = [{**row, "JournalCode": "", "JournalLib": "", "ValidDate": ""} for row in clean()]
    assert counts(read(fec(rows, names=(*HEADING, *TREASURY)))) == {}
    assert counts(read(rows)) == {"L02": 15}


@pytest.mark.parametrize("name", ["PieceDate", "ValidDate"])
def test_a_date_that_is_no_real_day_is_told_and_the_line_is_used(name):
    file = read([*clean(), line(Debit="5,00", **{name: "20250231"})])
    finding = only(file, "L03")
    assert (finding.severity, finding.field, finding.value, finding.line) == ("error", name, "20250231", 7)
    assert file.lines_refused == 0


def test_a_line_whose_date_of_entry_is_no_real_day_is_refused():
    file = read([*clean(), line(EcritureDate="20250231", Debit="5,00")])
    french, english = said(only(file, "L03"))
    assert (
        french
        == "EcritureDate : « 20250231 » n'est pas une date réelle au format AAAAMMJJ (1 ligne : 7) ; 1 ligne écartée."
    )
    assert english.endswith("(1 line: 7); 1 line refused.")
    assert (file.lines_used, file.lines_refused) == (5, 1)
    assert "20250231" not in file.lines.extra


def test_a_date_in_another_form_is_told_once_by_field_and_read():
    rows = [{**row, "PieceDate": f"{row['PieceDate'][6:]}/{row['PieceDate'][4:6]}/2025"} for row in clean()]
    file = read(rows)
    finding = only(file, "L04")
    assert (finding.severity, finding.field, finding.value, finding.count) == ("warning", "PieceDate", "15/01/2025", 5)
    assert file.lines.document_day.tolist() == read(clean()).lines.document_day.tolist()


def test_a_due_date_that_cannot_be_read_is_told():
    rows = [{**row, "Échéance": "fin de mois"} for row in clean()]
    assert only(read(fec(rows, names=(*HEADING, "Échéance"))), "L03").field == "Échéance"


@pytest.mark.parametrize("account", ["4X1000", "CLIENT", "41"])
def test_an_account_that_does_not_start_with_three_digits_is_told(account):
    finding = only(read([*clean(), line(CompteNum=account, Debit="5,00")]), "L05")
    assert (finding.severity, finding.value, finding.line) == ("error", account, 7)


def test_an_account_without_three_digits_is_of_no_class():
    assert spoilt(line(CompteNum="8X1000", Debit="5,00")) == {"L05": 1}


def test_an_account_that_holds_the_name_of_the_customer_is_right():
    assert spoilt(line(CompteNum="411DUPONT", Debit="5,00")) == {}


@pytest.mark.parametrize("account", ["801000", "901000", "012000"])
def test_accounts_outside_balance_sheet_and_result_are_told(account):
    finding = only(read([*clean(), line(CompteNum=account, Debit="5,00")]), "L06")
    assert (finding.severity, finding.value) == ("warning", account)


# --- L07 to L14 ----------------------------------------------------------------
@pytest.mark.parametrize("amount", ["12,5O", "1e3", "nan", "inf", "12 34,00"])
@pytest.mark.parametrize("name", ["Debit", "Credit"])
def test_a_line_whose_amount_is_no_number_is_refused_and_shown(amount, name):
    file = read([*clean(), line(**{name: amount})])
    finding = only(file, "L07")
    assert (finding.severity, finding.field, finding.value, finding.line) == ("error", name, amount, 7)
    assert (file.lines_read, file.lines_used, file.lines_refused) == (6, 5, 1)
    assert "1 ligne écartée" in said(finding)[0]


def test_a_foreign_amount_that_is_no_number_does_not_cost_the_line():
    file = read([*clean(), line(Debit="5,00", Montantdevise="cinq", Idevise="USD")])
    assert (only(file, "L07").field, only(file, "L07").params["refused"], file.lines_refused) == ("Montantdevise", 0, 0)


def test_a_decimal_point_is_told_once_by_field_and_the_amounts_are_right():
    rows = [{**row, "Debit": row["Debit"].replace(",", ".")} for row in clean()]
    file = read(rows)
    finding = only(file, "L08")
    assert (finding.severity, finding.field, finding.value, finding.count) == ("error", "Debit", "120.00", 5)
    assert file.lines.debit.sum() == 24000


def test_thousands_separators_are_told_and_the_amounts_are_right():
    file = read([*clean(), line(Debit="1 234,50"), line(Credit="1\u00a0234,50")])
    assert [(finding.severity, finding.field) for finding in told(file, "L09")] == [
        ("error", "Debit"),
        ("error", "Credit"),
    ]
    assert (file.lines.debit[-2], file.lines.credit[-1]) == (123450, 123450)


def test_more_than_two_decimals_are_told_and_rounded_half_up():
    file = read([*clean(), line(Debit="120,005")])
    finding = only(file, "L10")
    assert (finding.severity, finding.value, file.lines.debit[-1]) == ("warning", "120,005", 12001)


def test_a_foreign_amount_may_have_three_decimals():
    assert spoilt(line(Debit="5,00", Montantdevise="16,125", Idevise="TND")) == {}


def test_debit_and_credit_on_one_line_are_told():
    finding = only(read([*clean(), line(Debit="12,00", Credit="-3,50")]), "L11")
    assert (finding.severity, finding.value) == ("warning", "12,00 / -3,50")


def test_a_line_without_any_amount_is_told():
    finding = only(read([*clean(), line(), line(Debit="", Credit="")]), "L12")
    assert (finding.severity, finding.count) == ("warning", 2)
    assert said(finding)[0] == "Débit et crédit tous deux nuls (2 lignes : 7, 8)."


def test_a_refused_line_is_not_one_without_amount():
    assert "L12" not in counts(read([*clean(), line(Debit="x")]))


def test_the_amounts_of_a_line_that_is_refused_for_its_date_are_not_judged():
    lost = line(EcritureDate="", Debit="1,00", Credit="1,00")
    assert spoilt(lost) == {"L02": 1}
    assert spoilt({**lost, "Credit": "2,00", "Montantdevise": "1,00", "Idevise": "USD"}) == {"L02": 1}


@pytest.mark.parametrize("amount", ["-5,00", "5,00-"])
def test_a_negative_amount_is_allowed_and_told(amount):
    file = read([*clean(), line(Credit=amount)])
    assert (only(file, "L13").severity, only(file, "L13").value, file.lines.credit[-1]) == ("info", amount, -500)


def test_montant_and_sens_give_debit_and_credit():
    file = sided()
    assert file.lines.debit.tolist() == [12000, 0, 0, 0, 12000]
    assert file.lines.credit.tolist() == [0, 10000, 2000, 12000, 0]


@pytest.mark.parametrize("side", ["+1", "D"])
def test_a_legal_side_is_not_told(side):
    assert counts(sided(Sens=side)) == {}


@pytest.mark.parametrize("side", ["d", " D", "+ 1", "1"])
def test_a_side_that_can_be_guessed_is_used_and_told(side):
    file = sided(Sens=side)
    finding = only(file, "L14")
    assert (finding.severity, finding.value, finding.params["refused"]) == ("error", side, 0)
    assert file.lines.debit[0] == 12000


@pytest.mark.parametrize("side", ["", "X", "0", "-"])
def test_a_line_whose_side_is_unknown_is_refused(side):
    file = sided(Sens=side)
    assert (only(file, "L14").value, only(file, "L14").params["refused"]) == (side, 1)
    assert (file.lines_read, file.lines_used) == (5, 4)


def test_a_negative_montant_is_allowed_and_told():
    file = sided(Montant="-120,00")
    assert (only(file, "L13").field, file.lines.debit[0]) == ("Montant", -12000)


# --- L15, L16, L19 to L21 --------------------------------------------------------
def test_a_third_party_needs_both_number_and_name():
    file = read([*sale(CompAuxLib=""), *payment(CompAuxNum="")])
    assert [(finding.field, finding.value, finding.line) for finding in told(file, "L15")] == [
        ("CompAuxLib", "C1", 2),
        ("CompAuxNum", "Alpha", 5),
    ]


@pytest.mark.parametrize("account", ["411000", "4111", "401000"])
def test_a_customer_or_supplier_line_without_auxiliary_is_told(account):
    finding = only(read([*clean(), line(CompteNum=account, Debit="5,00")]), "L16")
    assert (finding.severity, finding.value, finding.line) == ("warning", account, 7)


@pytest.mark.parametrize("account", ["411DUPONT", "416000", "419100", "512000"])
def test_an_account_that_names_its_customer_or_is_no_collective_one_needs_no_auxiliary(account):
    assert spoilt(line(CompteNum=account, Debit="5,00")) == {}


def test_a_file_without_auxiliaries_has_no_customers():
    names = tuple(name for name in HEADING if not name.startswith("CompAux"))
    assert counts(read(fec(clean(), names=names))) == {"H01": 2, "L16": 2}


def test_a_foreign_amount_needs_its_currency_and_the_reverse():
    file = read([*clean(), line(Debit="5,00", Montantdevise="6,00"), line(Credit="5,00", Idevise="USD")])
    assert [(finding.field, finding.value) for finding in told(file, "L19")] == [
        ("Idevise", "6,00"),
        ("Montantdevise", "USD"),
    ]


def test_a_foreign_amount_of_zero_needs_no_currency():
    assert spoilt(line(Debit="5,00", Montantdevise="0,00")) == {}


@pytest.mark.parametrize("currency", ["€", "EURO", "usd", "ZZZ"])
def test_a_currency_is_told_by_its_iso_code(currency):
    finding = only(read([*clean(), line(Debit="5,00", Montantdevise="6,00", Idevise=currency)]), "L20")
    assert (finding.severity, finding.value) == ("warning", currency)


@pytest.mark.parametrize("currency", ["USD", "EUR", "CHF"])
def test_a_true_currency_is_no_finding(currency):
    assert spoilt(line(Debit="5,00", Montantdevise="6,00", Idevise=currency)) == {}


def test_a_foreign_amount_has_the_sign_of_debit_minus_credit():
    signed = line(Credit="5,00", Montantdevise="-6,00", Idevise="USD")
    assert spoilt(signed) == {}
    finding = only(read([*clean(), {**signed, "Montantdevise": "6,00"}]), "L21")
    assert (finding.severity, finding.value, finding.line) == ("warning", "6,00", 7)


# --- how they are told -----------------------------------------------------------
def test_at_most_twenty_values_of_a_fault_are_told_and_all_are_counted():
    file = read(
        [*clean(), *(line(CompteNum=f"X{n}", Debit="1,00") for n in range(50)), line(CompteNum="X0", Debit="1,00")]
    )
    findings = told(file, "L05")
    assert (len(findings), sum(finding.count for finding in findings)) == (20, 51)
    assert (findings[0].count, findings[0].params["lines"]) == (2, "7, 57")


def test_a_fault_on_many_lines_is_one_finding_that_names_the_first_ones():
    finding = only(read([*clean(), *(line() for _ in range(9))]), "L12")
    assert (finding.line, finding.count, finding.params["lines"]) == (7, 9, "7, 8, 9, 10, 11 …")


def test_every_finding_names_the_file():
    file = read([*clean(), customer(CompteNum="X", Debit="1e3")])
    assert {finding.file for finding in file.findings} == {"732829320FEC20251231.txt"}
