"""Completeness of the account form: what is asked of whom, weighted by what each buys."""

import math

import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import TableColumns
from cashkit.measures.completeness import completeness
from cashkit.measures.customer_file import CustomerFile


def form(*rows, weights=None):
    told = [{"customer_id": f"C{n}", "name": "Un"} | row for n, row in enumerate(rows)]
    file = CustomerFile(TableColumns(pd.DataFrame(told)))
    return completeness(file, weights=np.array(weights or [100] * len(rows)))


def field(found, name):
    (row,) = found.fields[found.fields["field"] == name].to_dict("records")
    return row


def test_a_large_customer_without_siren_weighs_more_than_a_small_one():
    rows = [{"siren": "732829320"}, {"siren": None}]
    assert field(form(*rows, weights=[900, 100]), "siren")["filled_by_weight"] == 0.9
    assert field(form(*rows, weights=[100, 900]), "siren")["filled_by_weight"] == 0.1
    assert form(*rows, weights=[100, 900]).by_weight == 0.1


def test_a_customer_who_was_credited_more_than_invoiced_weighs_nothing():
    assert form({"siren": "732829320"}, {"siren": None}, weights=[100, -900]).by_weight == 1


def test_no_siren_is_asked_of_foreigners_private_persons_or_the_counter():
    rows = [{"country": "BE"}, {"kind": "private"}, {"kind": "counter"}, {"kind": "public", "siren": "732829320"}]
    found = field(form(*({"siren": None} | row for row in rows)), "siren")
    assert (found["asked"], found["missing"]) == (1, 0)


def test_a_vat_number_is_asked_of_firms_in_the_union_only():
    rows = [{"country": None}, {"country": "BE"}, {"country": "MA"}, {"kind": "public"}, {"kind": "private"}]
    assert field(form(*({"vat_number": None} | row for row in rows)), "vat_number")["asked"] == 2


def test_an_account_number_is_asked_of_those_who_are_debited():
    rows = [{"payment_method": "direct_debit", "iban": None}, {"payment_method": "transfer", "iban": None}]
    assert field(form(*rows), "iban")["asked"] == 1


def test_terms_of_sale_are_there_when_they_are_signed():
    found = field(form({"terms_signed": True}, {"terms_signed": False}, {"terms_signed": None}), "terms_signed")
    assert (found["asked"], found["missing"]) == (3, 2)


def test_an_email_is_asked_where_there_is_credit():
    rows = [{"payment_terms": "30", "email": ""}, {"payment_terms": "prepaid", "email": ""}]
    assert field(form(*rows), "email")["asked"] == 1


def test_a_column_that_the_file_lacks_is_not_missing():
    found = form({"siren": "732829320"})
    assert found.fields["field"].tolist() == ["siren"]
    assert found.by_weight == 1


def test_a_closed_account_is_not_asked_anything():
    found = form({"siren": None, "status": "closed"}, {"siren": "732829320"})
    assert field(found, "siren")["asked"] == 1
    assert math.isnan(found.by_customer[0])


def test_where_nobody_buys_there_is_no_share():
    assert form({"siren": None}, weights=[0]).by_weight is None
    assert form({}).by_weight is None


def test_the_invoice_channel_is_asked_only_where_the_file_tells_one():
    rows = [{"payment_terms": "30"}, {"payment_terms": "30"}, {"payment_terms": "prepaid"}]
    told = form(
        *(row | {"invoice_channel": channel} for row, channel in zip(rows, ("portal", None, None), strict=True))
    )
    assert (field(told, "invoice_channel")["asked"], field(told, "invoice_channel")["missing"]) == (2, 1)
    blank = form(*(row | {"invoice_channel": None} for row in rows))
    assert "invoice_channel" not in blank.fields["field"].tolist()
