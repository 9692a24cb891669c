"""Means of payment that a FEC tells, in its labels and its journals, and those that it does not."""

import pytest

from cashkit.readers.fec.payment_means import named_means
from cashkit.stages.door import review
from tests.readers.fec.booking import entry, invoice, opened, receipt


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("VIR SEPA RECU DUPONT", "transfer"),
        ("VIR250104", "transfer"),
        ("REM CHQ 0012", "cheque"),
        ("Remise chèque n°4", "cheque"),
        ("PRLV SEPA FAC 12", "direct_debit"),
        ("REMISE CB 12/03", "card"),
        ("LCR161 ECHUE", "bill"),
        ("VERSEMENT ESPECES", "cash"),
        ("TRAITEUR BORDIER", None),  # no bill (traite)
        ("CARTONNAGES DU NORD", None),
        ("VIREY SARL", None),
        ("CHQ ANNULE VIR REFAIT", None),  # two means: neither is told
        ("", None),
        (None, None),
    ],
)
def test_a_label_names_one_means_or_none(text, means):
    assert named_means([text]).tolist() == [means]


def means_of(dossier):
    return dossier.table("payments")["method"].fillna("").tolist()


def test_receipts_are_told_by_their_label_and_else_by_their_journal():
    handed_in = ("512000", 100), ("411000", -100, {"customer": "ALPHA"})
    dossier = opened(
        invoice("F1", "2025-03-01", 400),
        receipt("2025-04-01", 100, text="VIR ALPHA"),
        receipt("2025-04-02", 100, text="ALPHA"),
        entry("RC", "2025-04-03", *handed_in, text="ALPHA"),
        entry("RC", "2025-04-04", *handed_in, text="VIR OU CB"),
    )
    assert means_of(dossier) == ["transfer", "", "cheque", ""]
    table = review("collection", dossier, as_of="2025-12-31").tables["means_of_payment"]
    assert dict(zip(table["method"], table["amount"], strict=True)) == {"untold": 200, "transfer": 100, "cheque": 100}


def test_a_write_off_is_by_no_means():
    dossier = opened(
        invoice("F1", "2025-03-01", 300),
        receipt("2025-04-01", 180, text="CHEQUE"),
        entry("OD", "2025-06-01", ("654000", 120), ("411000", -120, {"customer": "ALPHA"}), text="PERTE VIR ATTENDU"),
    )
    assert means_of(dossier) == ["cheque", ""]


def test_where_no_means_is_told_they_are_not_assessed():
    dossier = opened(invoice("F1", "2025-03-01", 300), receipt("2025-04-01", 100, text="ALPHA"))
    assert "method" not in dossier.table("payments")
    assert "means_of_payment" in {one.point for one in review("collection", dossier, as_of="2025-12-31").missing}
