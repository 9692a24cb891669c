"""Bank lines against open invoices: each case is a few rows, and what a clerk would propose."""

from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cashkit as ck
from cashkit.ground.errors import ContractError, NotAvailableError
from cashkit.measures.bank_matching import BOOKED, PROPOSED, RETURNS, UNMATCHED, propose_matches

INVOICES = ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"]
PAYMENTS = ["payment_id", "customer_id", "payment_date", "amount", "reference"]
IBAN, OTHER_IBAN = "FR7630006000011234567890189", "FR7610107001011234567890129"
CUSTOMERS = [
    {"customer_id": "C1", "name": "Volets Martin SARL", "iban": IBAN, "siren": "732829320"},
    {"customer_id": "C2", "name": "Toitures Durand", "iban": OTHER_IBAN, "siren": "552100554"},
    {"customer_id": "C3", "name": "Menuiserie Abadie", "iban": None, "siren": None},
]


def invoice(number, customer, amount, *, due="2025-11-30", issued="2025-11-01"):
    return (number, customer, "invoice" if amount > 0 else "credit_note", issued, due, amount)


def dossier(*invoices, payments=(), customers=CUSTOMERS, **more):
    tables = {"invoices": pd.DataFrame(list(invoices), columns=INVOICES), "customers": pd.DataFrame(list(customers))}
    if payments:
        tables["payments"] = pd.DataFrame(list(payments), columns=PAYMENTS)
    return ck.Dossier.of(name="case", closing_date="2025-12-31", **tables, **more)


def receipt(amount, text="", day="2025-12-10", **more):
    return {"payment_date": day, "amount": amount, "reference": text, **more}


def matched(made, *receipts, **more):
    return propose_matches(made, pd.DataFrame(list(receipts)), **more)


def lines(found):
    names = ["payment_id", "invoice_id", "proposed_amount", "reason", "confidence"]
    return [tuple(row) for row in found.proposals[names].to_numpy().tolist()]


def whys(found):
    return dict(found.unmatched[["payment_id", "reason"]].to_numpy().tolist())


TWO = (invoice("F2025-001", "C1", 100.0), invoice("F2025-002", "C1", 60.5, due="2025-12-15"))


@pytest.mark.parametrize("text", ["VIR F2025-001", "vir f2025 001 merci", "FACT.F2025001/"])
def test_an_invoice_quoted_and_paid_to_the_cent_is_sure(text):
    assert lines(matched(dossier(*TWO), receipt(100.0, text))) == [("#1", "F2025-001", 100.0, "quoted", "high")]


def test_several_invoices_quoted_are_paid_by_their_sum():
    found = matched(dossier(*TWO), receipt(160.5, "F2025-001 ET F2025-002"))
    assert lines(found) == [("#1", "F2025-001", 100.0, "quoted", "high"), ("#1", "F2025-002", 60.5, "quoted", "high")]
    assert found.proposals["remaining"].tolist() == [60.5, 0.0]


def test_of_several_invoices_quoted_the_one_of_the_amount_is_meant():
    assert lines(matched(dossier(*TWO), receipt(60.5, "F2025-001 F2025-002"))) == [
        ("#1", "F2025-002", 60.5, "quoted", "high"),
    ]


def test_a_credit_note_quoted_is_deducted():
    made = dossier(*TWO, invoice("A2025-009", "C1", -20.0))
    found = matched(made, receipt(80.0, "F2025-001 moins A2025-009"))
    assert [(line[1], line[2], line[3]) for line in lines(found)] == [
        ("F2025-001", 100.0, "quoted"), ("A2025-009", -20.0, "quoted"),
    ]  # fmt: skip
    assert found.proposals["remaining"].tolist()[-1] == 0.0


def test_the_one_credit_note_that_explains_a_gap_is_proposed_with_a_look():
    made = dossier(*TWO, invoice("A2025-009", "C1", -20.0))
    assert {line[1:] for line in lines(matched(made, receipt(80.0, "F2025-001")))} == {
        ("F2025-001", 100.0, "quoted_less_credit_note", "medium"),
        ("A2025-009", -20.0, "quoted_less_credit_note", "medium"),
    }


def test_a_part_of_a_quoted_invoice_leaves_the_rest_open():
    assert lines(matched(dossier(*TWO), receipt(40.0, "F2025-001"))) == [
        ("#1", "F2025-001", 40.0, "part_of_quoted", "medium"),
    ]


@pytest.mark.parametrize(
    ("paid", "reason"),
    [(95.0, "quoted_small_difference"), (94.99, "part_of_quoted"), (105.0, "quoted_small_difference"),
     (105.01, "quoted_and_more")],
)  # fmt: skip
def test_a_small_difference_is_five_euros_at_most(paid, reason):
    found = matched(dossier(TWO[0]), receipt(paid, "F2025-001"))
    assert lines(found) == [("#1", "F2025-001", min(paid, 100.0), reason, "medium")]
    assert found.proposals["remaining"].tolist() == [pytest.approx(max(paid - 100, 0))]


def test_two_customers_quoted_are_told_and_not_split():
    made = dossier(TWO[0], invoice("F2025-003", "C2", 50.0))
    found = matched(made, receipt(150.0, "F2025-001 F2025-003"))
    assert found.proposals.empty
    assert found.unmatched[["customer_id", "reason"]].to_numpy().tolist() == [["C1+C2", "two_customers"]]


def test_a_payer_known_by_the_account_and_one_invoice_of_the_amount_is_sure():
    found = matched(dossier(*TWO), receipt(60.5, "VIREMENT", counterparty_iban="FR76 3000 6000 0112 3456 7890 189"))
    assert lines(found) == [("#1", "F2025-002", 60.5, "amount", "high")]


@pytest.mark.parametrize("text", ["SIREN 732 829 320", "FR44732829320", "CLT C1001"])
def test_a_payer_is_known_by_an_identifier(text):
    customers = [*CUSTOMERS[1:], CUSTOMERS[0] | {"vat_number": "FR44732829320"}, {"customer_id": "C1001", "name": "X"}]
    who = "C1001" if "C1001" in text else "C1"
    found = matched(dossier(invoice("F2025-001", who, 100.0), customers=customers), receipt(100.0, text))
    assert found.proposals[["customer_id", "confidence"]].to_numpy().tolist() == [[who, "high"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [("SARL VOLETS MARTIN", ""), ("MARTIN VOLETS", ""), ("VOLETS MARTINS", ""), ("", "VIR RECU DE VOLETS MARTIN")],
)
def test_a_payer_known_by_the_name_alone_deserves_a_look(name, text):
    assert lines(matched(dossier(*TWO), receipt(100.0, text, counterparty=name))) == [
        ("#1", "F2025-001", 100.0, "amount", "medium"),
    ]


@pytest.mark.parametrize(
    ("code", "text", "known"),
    [("CLT-0042", "VIR CLT 0042", True), ("2025", "VIR 2025", False), ("10122025", "VIR DU 10122025", False),
     ("4110042", "CLIENT 4110042", True), ("C42", "VIR C42", False), ("VIR5", "VIR 5", False)],
)  # fmt: skip
def test_a_customer_code_in_a_text_is_one_only_if_no_chance_made_it(code, text, known):
    made = dossier(invoice("F2025-001", code, 100.0), customers=[{"customer_id": code, "name": "X"}])
    assert ("amount" in {line[3] for line in lines(matched(made, receipt(100.0, text)))}) is known


def test_a_name_of_two_customers_is_nobodys():
    customers = [*CUSTOMERS, {"customer_id": "C9", "name": "Martin Volets SAS"}]
    found = matched(dossier(*TWO, customers=customers), receipt(100.0, counterparty="Volets Martin"))
    assert whys(found) == {"#1": "several_customers"}


def test_a_name_tells_which_of_two_customers_shares_the_account():
    customers = [CUSTOMERS[0], CUSTOMERS[1] | {"iban": IBAN}]
    found = matched(dossier(*TWO, customers=customers), receipt(100.0, counterparty="MARTIN", counterparty_iban=IBAN))
    assert whys(found) == {"#1": "several_customers"}
    named = receipt(100.0, counterparty="VOLETS MARTIN", counterparty_iban=IBAN)
    assert lines(matched(dossier(*TWO, customers=customers), named))[0][3:] == ("amount", "high")


def test_an_invoice_paid_from_anothers_account_is_proposed_and_told():
    found = matched(dossier(*TWO), receipt(100.0, "F2025-001", counterparty_iban=OTHER_IBAN))
    assert found.proposals[["customer_id", "note"]].to_numpy().tolist() == [["C1", "other_payer"]]


def test_the_whole_account_is_proposed_before_a_sum():
    made = dossier(*TWO, invoice("F2025-004", "C1", 10.0, due="2026-01-31"))
    found = matched(made, receipt(170.5, counterparty_iban=IBAN))
    assert {line[3:] for line in lines(found)} == {("whole_account", "medium")}
    due = matched(made, receipt(160.5, day="2025-12-20", counterparty_iban=IBAN))
    assert {line[3:] for line in lines(due)} == {("all_that_is_due", "medium")}


def test_the_one_sum_of_open_invoices_is_proposed():
    amounts = (100.0, 60.5, 37.25, 12.0)
    made = dossier(*(invoice(f"F2025-{i}01", "C1", amount) for i, amount in enumerate(amounts)))
    found = matched(made, receipt(72.5, counterparty_iban=IBAN))
    assert [line[1:] for line in lines(found)] == [
        ("F2025-101", 60.5, "exact_sum", "medium"), ("F2025-301", 12.0, "exact_sum", "medium"),
    ]  # fmt: skip


def test_a_sum_that_several_choices_give_is_not_proposed():
    made = dossier(*(invoice(f"F2025-{i}01", "C1", amount) for i, amount in enumerate((10.0, 20.0, 30.0, 40.0))))
    found = matched(made, receipt(50.0, counterparty="Volets Martin"))
    assert whys(found) == {"#1": "no_fit"}


def test_of_equal_invoices_the_earliest_due_is_proposed_and_asked():
    made = dossier(invoice("F2025-001", "C1", 100.0, due="2025-12-15"), invoice("F2025-002", "C1", 100.0))
    found = matched(made, receipt(100.0, counterparty_iban=IBAN))
    assert lines(found) == [("#1", "F2025-002", 100.0, "one_of_equal_amounts", "low")]


def test_a_near_amount_is_asked_and_only_of_a_sure_payer():
    made = dossier(invoice("F2025-001", "C1", 1000.0))
    assert lines(matched(made, receipt(997.0, counterparty_iban=IBAN)))[0][3:] == ("near_amount", "low")
    assert whys(matched(made, receipt(997.0, counterparty="Volets Martin"))) == {"#1": "no_fit"}


def test_oldest_first_comes_last_and_is_asked():
    found = matched(dossier(*TWO), receipt(130.0, counterparty_iban=IBAN))
    assert [line[1:] for line in lines(found)] == [
        ("F2025-001", 100.0, "oldest_first", "low"), ("F2025-002", 30.0, "oldest_first", "low"),
    ]  # fmt: skip


def test_an_invoice_issued_after_the_receipt_is_only_paid_by_its_number():
    made = dossier(invoice("F2025-001", "C1", 100.0, issued="2025-12-20"))
    assert whys(matched(made, receipt(100.0, counterparty_iban=IBAN))) == {"#1": "no_fit"}
    assert lines(matched(made, receipt(100.0, "F2025-001")))[0][3] == "quoted"


def test_two_receipts_do_not_settle_one_invoice_and_the_second_pays_no_other():
    found = matched(dossier(*TWO), receipt(100.0, "F2025-001"), receipt(100.0, "F2025-001", day="2025-12-20"))
    assert lines(found) == [("#1", "F2025-001", 100.0, "quoted", "high")]
    assert found.unmatched[["payment_id", "invoice_id", "reason"]].to_numpy().tolist() == [
        ["#2", "F2025-001", "quoted_settled"],
    ]


def test_a_quoted_invoice_that_is_settled_is_told_and_nothing_else_is_paid():
    paid = ("P1", "C1", "2025-11-20", 100.0, "F2025-001")
    found = matched(dossier(*TWO, payments=[paid]), receipt(100.0, "F2025-001"))
    assert found.proposals.empty
    assert found.unmatched[["customer_id", "invoice_id", "reason"]].to_numpy().tolist() == [
        ["C1", "F2025-001", "quoted_settled"],
    ]


def test_credit_notes_that_only_a_rule_would_use_stay_for_the_customer_to_deduct():
    made = dossier(TWO[0], invoice("A2025-009", "C1", -20.0))
    assert lines(matched(made, receipt(100.0, "F2025-001"))) == [("#1", "F2025-001", 100.0, "quoted", "high")]


@pytest.mark.parametrize(
    ("day", "booked"), [("2025-12-10", True), ("2025-12-15", True), ("2025-12-05", True), ("2025-12-16", False)]
)
def test_a_receipt_in_the_books_within_three_working_days_is_not_proposed_again(day, booked):
    paid = ("P1", "C1", "2025-12-10", 60.5, "VIR")
    found = matched(dossier(*TWO, payments=[paid]), receipt(60.5, day=day, counterparty_iban=IBAN))
    assert found.booked[["payment_id", "booked_as"]].to_numpy().tolist() == ([["#1", "P1"]] if booked else [])
    assert found.proposals.empty is booked


def test_one_payment_in_the_books_answers_for_one_receipt():
    paid = ("P1", "C1", "2025-12-10", 60.5, "VIR")
    made = dossier(*TWO, invoice("F2025-005", "C1", 60.5), payments=[paid])
    found = matched(
        made, receipt(60.5, counterparty_iban=IBAN), receipt(60.5, day="2025-12-11", counterparty_iban=IBAN)
    )
    assert found.booked["payment_id"].tolist() == ["#1"]
    assert found.proposals["payment_id"].tolist() == ["#2"]


def test_an_unknown_payers_amount_in_the_books_is_told():
    paid = ("P1", "C1", "2025-12-10", 60.5, "X")
    assert whys(matched(dossier(*TWO, payments=[paid]), receipt(60.5, "CHEQUE"))) == {"#1": "perhaps_booked"}


def test_an_unknown_payer_with_the_amount_of_one_invoice_is_told_not_proposed():
    found = matched(dossier(*TWO), receipt(60.5, "CHEQUE"))
    assert found.proposals.empty
    assert found.unmatched[["customer_id", "invoice_id", "reason"]].to_numpy().tolist() == [
        ["C1", "F2025-002", "amount_of_one"],
    ]


def test_what_waits_on_a_suspense_account_is_proposed_and_told():
    payments = pd.DataFrame([("P1", None, "2025-12-10", 60.5, "VIR", "471000")], columns=[*PAYMENTS, "account"])
    tables = {"invoices": pd.DataFrame(list(TWO), columns=INVOICES), "customers": pd.DataFrame(CUSTOMERS)}
    made = ck.Dossier.of(name="case", closing_date="2025-12-31", payments=payments, **tables)
    found = matched(made, receipt(60.5, counterparty_iban=IBAN))
    assert found.proposals[["invoice_id", "note"]].to_numpy().tolist() == [["F2025-002", "in_suspense"]]


@pytest.mark.parametrize(
    ("terms", "note"),
    [({"discount_rate": 0.02, "discount_days": 10.0}, "discount_too_late"),
     ({"discount_rate": 0.02, "discount_days": 45.0}, "discount_agreed"), ({}, "looks_like_discount")],
)  # fmt: skip
def test_a_discount_is_told_and_the_rest_stays_open(terms, note):
    made = dossier(invoice("F2025-001", "C1", 1000.0), customers=[CUSTOMERS[0] | terms])
    found = matched(made, receipt(980.0, "F2025-001"))
    assert found.proposals[["proposed_amount", "reason", "note"]].to_numpy().tolist() == [
        [980.0, "part_of_quoted", note]
    ]


def test_another_currency_no_date_and_no_money_in_are_told():
    found = matched(
        dossier(*TWO), receipt(100.0, "F2025-001", currency="USD"), receipt(100.0, "F2025-001", day=None),
        receipt(0.0, "F2025-001"), receipt(100.0, "F2025-001", currency="EUR"),
    )  # fmt: skip
    assert whys(found) == {"#1": "other_currency", "#2": "no_date", "#3": "no_money_in"}
    assert found.proposals["payment_id"].tolist() == ["#4"]


def back(amount, text="", day="2025-12-20", reason="AM04", **more):
    return {"booked_on": day, "amount": -amount, "return_reason": reason, "reference": text, **more}


def statement(receipts, movements):
    names = ["payment_date", "amount", "reference"]
    return SimpleNamespace(payments=pd.DataFrame(receipts, columns=names), movements=pd.DataFrame(movements))


def test_a_return_undoes_the_payment_whose_invoice_it_names_and_opens_the_invoice_again():
    payments = [("P1", "C1", "2025-12-01", 100.0, "PRLV F2025-001"), ("P2", "C2", "2025-12-02", 100.0, "VIR")]
    found = propose_matches(dossier(*TWO, payments=payments), statement([], [back(100.0, "REJET F2025-001")]))
    assert found.returns[["payment_id", "customer_id", "invoice_id", "reason", "confidence"]].to_numpy().tolist() == [
        ["P1", "C1", "F2025-001", "return_by_reference", "high"],
    ]
    assert found.returns["amount"].tolist() == [100.0]


def test_a_return_by_the_amount_alone_is_asked_and_several_are_told():
    payments = [("P1", "C1", "2025-12-01", 100.0, "PRLV"), ("P2", "C2", "2025-12-02", 60.5, "VIR")]
    one = propose_matches(dossier(*TWO, payments=payments), statement([], [back(100.0)]))
    assert one.returns[["payment_id", "reason", "confidence"]].to_numpy().tolist() == [
        ["P1", "return_by_amount", "low"]
    ]
    twice = [*payments, ("P3", "C3", "2025-12-03", 100.0, "VIR")]
    two = propose_matches(dossier(*TWO, payments=twice), statement([], [back(100.0), back(7.0)]))
    assert two.returns["reason"].tolist() == ["several_payments", "no_payment"]


def test_a_return_before_the_payment_undoes_nothing():
    payments = [("P1", "C1", "2025-12-21", 100.0, "PRLV F2025-001")]
    found = propose_matches(dossier(*TWO, payments=payments), statement([], [back(100.0, "F2025-001")]))
    assert found.returns["reason"].tolist() == ["no_payment"]


def test_a_receipt_that_came_back_on_the_same_statement_settles_nothing():
    read = statement([("2025-12-10", 100.0, "F2025-001")], [back(100.0, "REJET F2025-001")])
    found = propose_matches(dossier(*TWO), read)
    assert (len(found.proposals), len(found.unmatched)) == (0, 0)
    assert found.returns["payment_id"].tolist() == ["#1"]


def test_a_return_that_the_books_hold_is_told():
    rejected = ("RJ1", "C1", "reject", "2025-12-19", "2025-12-19", 100.0)
    payments = [("P1", "C1", "2025-12-01", 100.0, "F2025-001")]
    found = propose_matches(dossier(*TWO, rejected, payments=payments), statement([], [back(100.0, "F2025-001")]))
    assert found.returns["reason"].tolist() == ["return_booked"]


def test_money_out_without_a_reason_is_no_return():
    found = propose_matches(dossier(*TWO), statement([], [back(100.0, reason=None)]))
    assert found.returns.empty


def test_empty_statements_give_empty_tables_with_their_columns():
    found = propose_matches(dossier(*TWO), pd.DataFrame(columns=["payment_date", "amount"]))
    told = [tuple(frame.columns) for frame in (found.proposals, found.unmatched, found.booked, found.returns)]
    assert told == [PROPOSED, UNMATCHED, BOOKED, RETURNS]


def test_a_statement_without_amounts_is_refused():
    with pytest.raises(ContractError, match="amount"):
        propose_matches(dossier(*TWO), pd.DataFrame({"payment_date": ["2025-12-01"]}))


def test_tables_on_an_engine_are_refused():
    polars = pytest.importorskip("polars")
    made = ck.Dossier.of(name="case", invoices=polars.LazyFrame(list(TWO), schema=INVOICES, orient="row"))
    with pytest.raises(NotAvailableError):
        propose_matches(made, pd.DataFrame([receipt(1.0)]))


def test_an_own_date_counts_what_is_known_then():
    made = dossier(invoice("F2025-001", "C1", 100.0), payments=[("P1", "C1", "2025-12-28", 100.0, "F2025-001")])
    assert whys(matched(made, receipt(100.0, "F2025-001"))) == {"#1": "quoted_settled"}
    assert lines(matched(made, receipt(100.0, "F2025-001"), as_of="2025-12-15"))[0][3] == "quoted"


AMOUNTS = st.integers(1, 12).map(lambda tens: tens * 10.0)
WHO = st.sampled_from(["C1", "C2", "C3"])


@st.composite
def books_and_statements(draw):
    invoices = [
        invoice(f"F2025-{i:03}", draw(WHO), draw(AMOUNTS) * draw(st.sampled_from([1, 1, 1, -1]))) for i in range(6)
    ]
    payments = [(f"P{i}", draw(WHO), "2025-12-01", draw(AMOUNTS), "") for i in range(draw(st.integers(0, 2)))]
    texts = st.sampled_from(["", "F2025-000", "F2025-001 F2025-002", "TOITURES DURAND", "SIREN 732829320"])
    accounts = st.sampled_from([None, IBAN, OTHER_IBAN])
    receipts = [
        receipt(
            draw(AMOUNTS), draw(texts), day=f"2025-12-{draw(st.integers(1, 28)):02}", counterparty_iban=draw(accounts)
        )
        for _ in range(draw(st.integers(0, 6)))
    ]
    return dossier(*invoices, payments=payments), receipts


@settings(max_examples=30)
@given(books_and_statements())
def test_no_euro_is_proposed_twice_and_no_receipt_is_lost(case):
    made, receipts = case
    found = propose_matches(made, pd.DataFrame(receipts, columns=[*receipt(0), "counterparty_iban"]))
    proposed = found.proposals
    by_receipt, by_invoice = (proposed.groupby(key)["proposed_amount"].sum() for key in ("payment_id", "invoice_id"))
    amounts = {f"#{i}": one["amount"] for i, one in enumerate(receipts, 1)}
    assert all(0 < by_receipt[key] <= amounts[key] for key in by_receipt.index)
    invoiced = made.invoices.set_index("invoice_id")["amount"]
    assert all(0 < by_invoice[key] / invoiced[key] <= 1 for key in by_invoice.index)
    pairs = proposed.drop_duplicates(["payment_id", "customer_id"])
    assert pairs["payment_id"].is_unique
    told = [*dict.fromkeys(proposed["payment_id"]), *found.unmatched["payment_id"], *found.booked["payment_id"]]
    assert sorted(told) == sorted(amounts)
