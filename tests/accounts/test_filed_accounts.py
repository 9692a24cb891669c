"""Filed accounts: what the register holds becomes annual accounts, nothing invented."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from cashkit.accounts.filed_accounts import filed_accounts
from cashkit.accounts.filed_cells import cell_of
from cashkit.accounts.reading import read_balance_sheet

SIREN = "732829320"
COLUMNS = ["siren", "closing_date", "months", "form", "code", "column", "amount"]
SHEET = {"AT": 200, "BX": 300, "CF": 90, "CO": 590, "DA": 250, "DI": 30, "DL": 280, "DX": 310, "EE": 590}
INCOME = {"FI": 900, "FW": 870, "HN": 30}


def filing(amounts, *, closing="2024-12-31", form="C", column="net", months=12, siren=SIREN):
    return [(siren, closing, months, form, code, column, float(amount)) for code, amount in amounts.items()]


def read(*filings, as_of="2025-12-31"):
    rows = [row for one in filings for row in one]
    return filed_accounts(pd.DataFrame(rows, columns=COLUMNS), as_of=as_of)


def test_the_accounts_are_those_of_the_latest_closing_and_know_the_year_before():
    year = read(filing(SHEET), filing({"DL": 200, "HN": -5}, closing="2023-12-31"))[SIREN]
    assert (year.closing_date, year.value("DL"), year.previous.value("DL")) == (dt.date(2024, 12, 31), 280, 200)


def test_what_was_closed_after_the_day_is_not_known_yet():
    assert read(filing(SHEET, closing="2026-01-01"), filing({"DL": 1}))[SIREN].value("DL") == 1
    assert read(filing(SHEET, closing="2025-12-31"))[SIREN].value("DL") == 280


def test_a_line_left_out_is_nil_where_the_lines_come_to_the_filed_total():
    year = read(filing(SHEET), filing(INCOME))[SIREN]
    assert (year.value("DY"), year.value("BT", "gross"), year.value("FY")) == (0, 0, 0)
    assert year.value("FL") == 900


def test_a_line_left_out_is_unknown_where_the_lines_do_not_come_to_the_total():
    short = read(filing(SHEET | {"EE": 700, "CO": 700}), filing(INCOME | {"HN": 100}))[SIREN]
    assert (short.value("DY"), short.value("FY"), short.value("DL"), short.value("HN")) == (None, None, 280, 100)


def test_whole_euros_leave_a_few_euros_between_the_lines_and_their_total():
    assert read(filing(SHEET | {"CO": 595}))[SIREN].value("BT") == 0
    assert read(filing(SHEET | {"CO": 596}))[SIREN].value("BT") is None


def test_totals_alone_are_known_and_nothing_else():
    year = read(filing({"DL": -38_000, "HN": -9_000}))[SIREN]
    assert (year.value("DL"), year.value("HN"), year.value("BX")) == (-38_000, -9_000, None)
    assert read_balance_sheet(year).verdict == "not_assessed"


def test_the_result_in_the_balance_sheet_stands_for_the_result_of_the_year():
    assert read(filing({"DL": 1, "DI": -7}))[SIREN].value("HN") == -7
    assert read(filing({"142": 1, "136": -7}, form="S"))[SIREN].value("HN") == -7


def test_complete_accounts_can_be_read_in_nine_questions():
    year = read(filing(SHEET), filing(INCOME))[SIREN]
    assert [answer.verdict for answer in read_balance_sheet(year).answers][7] == "good"
    assert read_balance_sheet(year).verdict != "not_assessed"


def test_simplified_accounts_do_not_tell_overdrafts_so_that_cash_is_not_assessed():
    sheet = {"028": 200, "068": 300, "084": 90, "110": 590, "120": 250, "136": 30, "142": 280, "166": 310, "180": 590}
    year = read(filing(sheet, form="S"), filing({"218": 900, "242": 870, "310": 30}, form="S"))[SIREN]
    reading = read_balance_sheet(year)
    assert reading.answer("equity").verdict == "good"
    assert (reading.answer("cash").verdict, reading.verdict) == ("not_assessed", "not_assessed")


def test_the_companys_own_accounts_go_before_the_consolidated_ones():
    for order in (1, -1):
        filings = [filing({"DL": 10}, form="C"), filing({"DL": 99}, form="K"), filing({"142": 11}, form="S")][::order]
        assert read(*filings)[SIREN].value("DL") == 10


def test_the_year_before_is_told_by_the_same_filing_where_it_was_not_filed_itself():
    now = filing(SHEET) + filing({"DL": 210, "DI": -4}, column="N-1")
    assert (read(now)[SIREN].previous.value("DL"), read(now)[SIREN].previous.value("HN")) == (210, -4)
    assert read(now)[SIREN].previous.closing_date == dt.date(2023, 12, 31)
    assert read(now, filing({"DL": 222}, closing="2023-12-31"))[SIREN].previous.value("DL") == 222


def test_a_single_filing_without_the_year_before_knows_none():
    assert read(filing(SHEET))[SIREN].previous is None


def test_a_year_of_fifteen_months_says_so():
    assert read(filing(SHEET, months=15))[SIREN].months == 15
    assert read(filing(SHEET, months=float("nan")))[SIREN].months == 12


def test_sales_of_fifteen_months_are_compared_by_the_month():
    year = read(filing({"FJ": 1_250}, months=15), filing({"FJ": 1_000}, closing="2023-09-30"))[SIREN]
    answer = read_balance_sheet(year).answer("turnover")
    assert (answer.verdict, answer.params["growth"]) == ("good", 0)


def test_a_group_cash_pool_among_other_receivables_is_no_sale_of_receivables():
    pooled = SHEET | {"BZ": 250, "CF": 40, "BX": 100, "VC": 245, "VM": 0, "VB": 0, "VN": 0, "VP": 0}
    assert read_balance_sheet(read(filing(pooled))[SIREN]).answer("other_receivables").verdict == "good"
    untold = {code: amount for code, amount in pooled.items() if not code.startswith("V")}
    assert read_balance_sheet(read(filing(untold))[SIREN]).answer("other_receivables").verdict == "not_assessed"


def test_the_registers_columns_are_understood():
    assets = [
        (SIREN, "2024-12-31", 12, "C", "BX", f"m{n}", amount) for n, amount in ((1, 320.0), (2, 20.0), (3, 300.0))
    ]
    year = read(assets + filing({"DL": 280}, column="m1") + filing({"FJ": 900}, column="m3"))[SIREN]
    assert (year.value("BX", "gross"), year.value("BX", "amort"), year.value("BX")) == (320, 20, 300)
    assert (year.value("DL"), year.value("FL")) == (280, Decimal(900))


@pytest.mark.parametrize("siren", [None, "", "123456789", "no number"])
def test_accounts_without_a_true_siren_are_nobodys(siren):
    assert read(filing(SHEET, siren=siren)) == {}


def test_a_siren_typed_with_spaces_is_the_same_firm():
    assert list(read(filing(SHEET, siren="732 829 320"))) == [SIREN]


def test_the_accounts_of_some_firms_only_can_be_asked_for():
    rows = pd.DataFrame([*filing(SHEET), *filing(SHEET, siren="552100554")], columns=COLUMNS)
    assert list(filed_accounts(rows, as_of="2025-12-31", of={"552100554"})) == ["552100554"]
    assert filed_accounts(rows, as_of="2025-12-31", of=()) == {}


def test_no_filing_is_no_accounts():
    assert read(filing({})) == {}


@pytest.mark.parametrize(
    ("form", "code", "column", "expected"),
    [
        ("2050", "BX", "brut", ("BX", "gross", False)),
        ("C", "BY", "net", ("BX", "amort", False)),
        ("C", "BX", "m4", ("BX", "net", True)),
        ("C", "HN", "m1", ("HN", "net", False)),
        ("C", "FW", "m3", ("FW", "net", False)),
        ("C", "FW", "m1", None),
        ("C", "EH", "m1", ("EH", "net", False)),
        ("2033-B", "310", "m1", ("HN", "net", False)),
        ("S", "068", "m2", ("BX", "amort", False)),
        ("S", "DL", "net", None),
        ("C", "ZZ", "net", None),
        ("C", "DL", "other", None),
    ],
)
def test_a_number_is_read_by_its_form_its_code_and_its_column(form, code, column, expected):
    assert cell_of(form, code, column) == expected
