"""The lines of a published FEC (test of Odoo's French localisation, retold) and what a reader must find in it.

CRLF and `|`; amounts padded to fifteen digits with a decimal comma, a leading blank or a minus sign; the opening in a
journal OUV as OUVERTURE/2020; no lettering; the number of the partner as auxiliary.
"""

import pytest

import cashkit as ck
from tests.readers.fec.written import fec, line

ZERO, THREE = " 000000000000000,00", " 000000000003000,00"


def opening(**fields):
    told = {"JournalCode": "OUV", "JournalLib": "Balance initiale", "EcritureNum": "OUVERTURE/2020", "PieceRef": "-"}
    days = {"EcritureDate": "20200101", "PieceDate": "20200101", "ValidDate": "20200101", "EcritureLib": "/"}
    return line(**{**told, **days, "Debit": ZERO, "Credit": ZERO, **fields})


def sale(**fields):
    told = {"JournalCode": "INV", "JournalLib": "Customer Invoices", "EcritureNum": "INV/2020/00001"}
    days = {"EcritureDate": "20200507", "PieceDate": "20200507", "ValidDate": "20200507"}
    ref = {"PieceRef": "INV/2020/00001", "EcritureLib": "INV/2020/00001", "Montantdevise": "-000000000001000,00"}
    return line(**{**told, **days, **ref, "Idevise": "EUR", "Debit": ZERO, "Credit": ZERO, **fields})


CUSTOMER = {"CompteNum": "411100", "CompteLib": "Customers", "CompAuxNum": "14", "CompAuxLib": "Azure Interior"}
ROWS = [
    opening(**CUSTOMER, Debit=THREE),
    opening(CompteNum="120000", CompteLib="Benefit (profit)", Credit=THREE),
    sale(CompteNum="701100", CompteLib="Products", Credit=" 000000000002500,00"),
    sale(CompteNum="445710", CompteLib="VAT", Credit=" 000000000000500,00"),
    sale(**CUSTOMER, Debit=THREE),
]


@pytest.fixture
def dossier(tmp_path):
    path = tmp_path / "732829320FEC20201231.txt"
    path.write_text(fec(ROWS, separator="|"), encoding="utf-8", newline="")
    return ck.open_dossier(path)


def test_the_opening_and_the_invoice_are_6_000_owed(dossier):
    found = ck.aged_balance(dossier, as_of="2020-12-31", view="strict")
    assert found["total"].to_dict() == {"14": 6_000.0}
    assert ck.open_items(dossier, as_of="2020-12-31", view="strict")["open_amount"].tolist() == [3_000.0, 3_000.0]


def test_before_the_invoice_the_opening_alone_is_owed(dossier):
    assert ck.aged_balance(dossier, as_of="2020-05-06", view="strict")["total"].tolist() == [3_000.0]


def test_the_aged_balance_is_the_balance_of_the_accounts(dossier):
    """E2: what the buckets sum to is what stands on 411 in the balance sheet at the same date."""
    aged = ck.aged_balance(dossier, as_of="2020-12-31", by=None)["total"].item()
    assert float(ck.accounts_of(dossier).value("BX")) == aged == 6_000.0
