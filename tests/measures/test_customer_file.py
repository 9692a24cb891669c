"""The customer file: what a blank means, and the sums by customer."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.customer_file import customer_file
from cashkit.measures.customer_sums import invoiced_by_customer, open_items, owed_by_customer


def dossier(customers=None, rows=(("F1", "C1", "invoice", "2025-12-01", 100.0),), **tables):
    names = ["invoice_id", "customer_id", "kind", "issue_date", "amount"]
    told = {} if customers is None else {"customers": pd.DataFrame(customers)}
    invoices = pd.DataFrame(list(rows), columns=names)
    return Dossier.of(name="case", closing_date="2025-12-31", invoices=invoices, **told, **tables)


def one(**columns):
    return customer_file(dossier([{"customer_id": "C1", "name": "Un"} | columns]))


def test_a_dossier_without_customers_has_no_file():
    assert customer_file(dossier()) is None


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_is_a_french_active_company(blank):
    found = one(kind=blank, status=blank, country=blank)
    assert (found.kind[0], found.active[0], found.french[0]) == ("company", True, True)


def test_a_closed_customer_is_not_active_and_a_belgian_one_not_french():
    assert not one(status="closed").active[0]
    assert not one(country="BE").french[0]
    assert one(country=" fr ").french[0]


@pytest.mark.parametrize(
    ("terms", "limit", "on_credit"),
    [
        ("30", None, True),
        ("45 EOM", 0, True),
        ("0", None, False),
        ("prepaid", 0, False),
        (None, None, False),
        ("0", 100, True),
        (None, 100, True),
    ],
)
def test_time_to_pay_or_a_limit_is_credit(terms, limit, on_credit):
    assert one(payment_terms=terms, credit_limit=limit).on_credit[0] == on_credit


def test_a_customer_without_a_name_is_called_by_its_code():
    assert one(name=None).names.tolist() == ["C1"]


def test_a_date_is_known_by_its_day_and_not_before():
    found = one(ceased_on="2025-06-30")
    day = int(pd.Timestamp("2025-06-30").timestamp()) // 86_400
    assert [bool(found.by("ceased_on", day + n)[0]) for n in (-1, 0, 1)] == [False, True, True]
    assert not found.by("judgment_on", day)[0]


def test_sums_come_in_the_order_of_the_file_and_nil_for_who_has_none():
    found = customer_file(dossier([{"customer_id": c, "name": c} for c in ("C2", "C1")]))
    assert found.of(pd.Series({"C1": 5, "C9": 7})).tolist() == [0, 5]


def test_a_customer_in_credit_owes_nothing():
    known = dossier(
        rows=[("F1", "C1", "invoice", "2025-12-01", 100.0), ("A1", "C1", "credit_note", "2025-12-31", -130.0)]
    )
    assert owed_by_customer(open_items(known, as_of="2025-12-31")).to_dict() == {"C1": 0}


def test_the_window_leaves_its_first_day_out_and_opening_items_are_not_invoiced():
    rows = [
        ("F1", "C1", "invoice", "2024-12-31", 1.0),
        ("F2", "C1", "invoice", "2025-01-01", 10.0),
        ("F3", "C1", "invoice", "2025-12-31", 100.0),
        ("F4", "C1", "opening", "2025-06-01", 1000.0),
        ("F5", "C1", "credit_note", "2025-06-01", -3.0),
    ]
    found = invoiced_by_customer(dossier(rows=rows), since="2024-12-31", until="2025-12-31")
    assert found.to_dict() == {"C1": 10_700}


def test_whole_numbers_for_codes_are_text_on_both_sides():
    known = dossier([{"customer_id": 7, "name": "Sept"}], rows=[("F1", 7, "invoice", "2025-12-31", 100.0)])
    found = customer_file(known)
    assert found.of(owed_by_customer(open_items(known, as_of="2025-12-31"))).tolist() == [10_000]
    assert found.of(invoiced_by_customer(known, since="2024-12-31", until="2025-12-31")).tolist() == [10_000]
