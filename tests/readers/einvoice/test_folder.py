"""A folder of e-invoices as a dossier: each case is a few documents, written here."""

import os

import pytest

import cashkit as ck
from cashkit.ground.errors import SourceError
from cashkit.readers.einvoice import files
from cashkit.readers.einvoice.folder import holds_einvoices, open_einvoices
from tests.readers.einvoice.test_einvoices import MESSAGE, PAID, cii, pdf, ubl

BUYER, SELLER = "55210055400013", "73282932000074"


def folder(tmp_path, **contents):
    """Write files: the first `_` in a name stands for the dot of its suffix."""
    for name, content in contents.items():
        path = tmp_path / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def codes(dossier):
    return {found.code: found.file for found in dossier.data_findings}


def bought(number="B1"):
    """Return an invoice of which the company is the buyer."""
    swapped = cii(number=number, vat_number="").replace(SELLER, "X").replace(BUYER, SELLER).replace("X", BUYER)
    return swapped.replace("Ombrage", "Fournisseur")


def life_cycle(code, rest="", number="FA1"):
    return MESSAGE.format(code=code, rest=rest).replace("FA1", number)


def test_documents_of_every_form_make_one_dossier(tmp_path):
    where = folder(
        tmp_path, a_xml=cii(number="F1"), sub__b_xml=ubl(number="F2"), c_pdf=pdf(cii(number="F3")),
        d_xml=ubl("CreditNote", "AV1", corrects="F1"),
    )  # fmt: skip
    dossier = open_einvoices(where)
    assert (dossier.name, dossier.siren, dossier.currency) == ("Ombrage", "732829320", "EUR")
    assert dict(dossier.invoices[["invoice_id", "amount"]].values) == {
        "F1": 144.0, "F2": 144.0, "F3": 144.0, "AV1": -144.0,
    }  # fmt: skip
    assert set(dossier.invoices["customer_id"]) == {"552100554"}
    assert dossier.customers[["customer_id", "name", "siren"]].values.tolist() == [["552100554", "Client", "552100554"]]
    assert [source.name for source in dossier.sources] == ["a.xml", "c.pdf", "d.xml", "sub/b.xml"]
    assert ck.aged_balance(dossier, as_of="2026-08-31")["total"].sum() == 288.0
    corrects = dossier.invoices.set_index("invoice_id")["corrects"]
    assert corrects["AV1"] == "F1"


def test_due_dates_are_those_of_the_documents(tmp_path):
    where = folder(tmp_path, a_xml=cii(number="F1"), b_xml=cii(number="F2", due=""))
    table = open_einvoices(where, terms="60").invoices.set_index("invoice_id")
    assert table["due_date_source"].to_dict() == {"F1": "file", "F2": "default"}
    assert table["due_date"].astype(str).to_dict() == {"F1": "2026-09-14", "F2": "2026-10-14"}


def test_an_invoice_in_both_syntaxes_counts_once(tmp_path):
    dossier = open_einvoices(folder(tmp_path, a_xml=cii(), b_xml=ubl(), c_pdf=pdf(cii(due=""))))
    assert dossier.invoices["amount"].tolist() == [144.0]
    assert dossier.invoices["due_date_source"].tolist() == ["file"]
    assert sum(found.code == "I17" for found in dossier.data_findings) == 2
    assert [source.lines_used for source in dossier.sources] == [1, 1, 1]


def test_one_number_for_two_invoices_is_told_and_both_count(tmp_path):
    other = cii(issued="20260816")
    dossier = open_einvoices(folder(tmp_path, a_xml=cii(), b_xml=other, c_xml=life_cycle("212", PAID.format("144.00"))))
    assert dossier.invoices["invoice_id"].tolist() == ["FA1", "FA1 (2)"]
    assert codes(dossier)["I18"] == "b.xml"
    opened = ck.open_items(dossier, as_of=dossier.closing_date)
    assert opened["id"].tolist() == ["FA1 (2)"]


def test_invoices_of_others_and_to_the_company_are_refused(tmp_path):
    foreign = cii(number="Z1", vat_number="").replace(SELLER, "40483304800022").replace("Ombrage", "Autre")
    where = folder(tmp_path, a_xml=cii(number="F1"), b_xml=cii(number="F2"), c_xml=foreign, d_xml=bought())
    dossier = open_einvoices(where)
    assert dossier.invoices["invoice_id"].tolist() == ["F1", "F2"]
    assert (codes(dossier)["I15"], codes(dossier)["I16"]) == ("c.xml", "d.xml")
    assert [source.lines_refused for source in dossier.sources] == [0, 0, 1, 1]


def test_equal_sellers_are_told_and_a_name_chooses(tmp_path):
    where = folder(tmp_path, a_xml=cii(), b_xml=bought())
    chosen = open_einvoices(where)
    assert "I23" in codes(chosen)
    assert open_einvoices(where, name="Ombrage").invoices["invoice_id"].tolist() == ["FA1"]
    assert open_einvoices(where, name="552100554").invoices["invoice_id"].tolist() == ["B1"]
    assert "I23" not in codes(open_einvoices(where, name="Ombrage"))


def test_what_cannot_be_read_is_told_and_stops_nothing(tmp_path):
    where = folder(tmp_path, a_xml="<a/>", b_pdf=pdf(), c_pdf=b"%PDF-1.4\nbroken", d_xml=cii(), e_txt="hello")
    dossier = open_einvoices(where)
    assert dossier.invoices["invoice_id"].tolist() == ["FA1"]
    unread = [found for found in dossier.data_findings if found.code == "I14"]
    assert [found.file for found in unread] == ["a.xml", "b.pdf", "c.pdf"]
    assert "PDF ordinaire" in unread[1].message("fr")
    assert "ordinary PDF" in unread[1].message("en")
    assert codes(dossier)["I24"] == "e.txt"


def test_what_was_paid_before_the_invoice_is_no_longer_owed(tmp_path):
    dossier = open_einvoices(folder(tmp_path, a_xml=cii(prepaid="44.00", payable="100.00")))
    assert ck.aged_balance(dossier, as_of="2026-08-31")["total"].tolist() == [100.0]
    assert dossier.payments["kind"].tolist() == ["advance"]


def test_a_message_of_payment_settles_its_invoice(tmp_path):
    where = folder(tmp_path, a_xml=cii(), b_xml=life_cycle("212", PAID.format("100.00")))
    dossier = open_einvoices(where)
    assert dossier.allocations[["invoice_id", "amount"]].values.tolist() == [["FA1", 100.0]]
    assert ck.open_items(dossier, as_of=dossier.closing_date)["open_amount"].tolist() == [44.0]


def test_paid_without_an_amount_is_paid_in_full_and_told(tmp_path):
    dossier = open_einvoices(folder(tmp_path, a_xml=cii(), b_xml=life_cycle("212")))
    assert ck.open_items(dossier, as_of=dossier.closing_date).empty
    assert codes(dossier)["I22"] == "b.xml"


def test_the_same_message_sent_twice_is_one_payment(tmp_path):
    paid = life_cycle("212", PAID.format("100.00"))
    assert len(open_einvoices(folder(tmp_path, a_xml=cii(), b_xml=paid, c_xml=paid)).payments) == 1


def test_a_message_of_dispute_opens_one_until_the_invoice_is_paid(tmp_path):
    reason = "<ram:ReasonCode>PU_ERR</ram:ReasonCode>"
    where = folder(tmp_path, a_xml=cii(), b_xml=life_cycle("207", reason))
    assert open_einvoices(where).disputes[["invoice_id", "reason", "closed_on"]].values.tolist() == [
        ["FA1", "price", None],
    ]
    later = life_cycle("212", PAID.format("144.00")).replace("20260903", "20260910")
    closed = open_einvoices(folder(tmp_path, c_xml=later)).disputes
    assert [str(day)[:10] for day in closed["closed_on"]] == ["2026-09-10"]


@pytest.mark.parametrize(("code", "word"), [("210", "refusée"), ("213", "rejetée")])
def test_a_refused_invoice_stays_in_the_books_and_is_told(tmp_path, code, word):
    dossier = open_einvoices(folder(tmp_path, a_xml=cii(), b_xml=life_cycle(code)))
    told = next(found for found in dossier.data_findings if found.code == "I20")
    assert word in told.message("fr")
    assert ck.open_items(dossier, as_of=dossier.closing_date)["open_amount"].tolist() == [144.0]
    assert [str(day)[:10] for day in dossier.invoices["rejected_on"]] == ["2026-09-03"]


def test_a_message_about_an_invoice_that_is_not_there_is_told(tmp_path):
    dossier = open_einvoices(folder(tmp_path, a_xml=cii(), b_xml=life_cycle("212", number="ZZ9")))
    assert codes(dossier)["I19"] == "b.xml"
    assert [source.lines_refused for source in dossier.sources] == [0, 1]
    assert not dossier.has("payments") or dossier.payments.empty


def test_another_currency_is_kept_apart(tmp_path):
    dollars = cii(number="F3").replace(">EUR<", ">USD<").replace("currencyID='EUR'", "currencyID='USD'")
    dossier = open_einvoices(folder(tmp_path, a_xml=cii(number="F1"), b_xml=cii(number="F2"), c_xml=dollars))
    assert dossier.currency == "EUR"
    assert ck.aged_balance(dossier, as_of=dossier.closing_date)["total"].sum() == 288.0
    assert "D14" in codes(dossier)


def test_a_corrected_invoice_beside_its_original_is_told(tmp_path):
    corrected = cii(number="F2", type="384", corrects="FA1")
    assert codes(open_einvoices(folder(tmp_path, a_xml=cii(), b_xml=corrected)))["I21"] == "b.xml"
    cancelled = folder(tmp_path, c_xml=ubl("CreditNote", "AV1", corrects="FA1"))
    assert "I21" not in codes(open_einvoices(cancelled))


def test_an_invoice_that_does_not_add_up_is_told_with_its_file(tmp_path):
    dossier = open_einvoices(folder(tmp_path, sub__a_xml=cii(incl="150.00", payable="150.00")))
    assert codes(dossier)["I05"] == "sub/a.xml"


def test_many_faults_of_one_kind_are_counted(tmp_path):
    where = folder(tmp_path, a_xml=cii(), **{f"x{i}_xml": "<a/>" for i in range(25)})
    unread = [found for found in open_einvoices(where).data_findings if found.code == "I14"]
    assert (len(unread), sum(found.count for found in unread)) == (20, 25)


def test_a_folder_without_an_invoice_is_refused(tmp_path):
    with pytest.raises(SourceError) as caught:
        open_einvoices(folder(tmp_path, a_xml="<a/>"))
    assert caught.value.key == "einvoice.no_invoice"


def test_more_files_than_anybody_sends_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST", 2)
    with pytest.raises(SourceError) as caught:
        open_einvoices(folder(tmp_path, a_xml="<a/>", b_xml="<a/>", c_xml="<a/>"))
    assert caught.value.key == "einvoice.too_many_files"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_not_followed(tmp_path):
    outside = folder(tmp_path / "outside", a_xml=cii(number="SECRET"))
    inside = folder(tmp_path / "inside", b_xml=cii())
    (inside / "link.xml").symlink_to(outside / "a.xml")
    (inside / "more").symlink_to(outside)
    dossier = open_einvoices(inside)
    assert dossier.invoices["invoice_id"].tolist() == ["FA1"]
    assert sum(found.count for found in dossier.data_findings if found.code == "I24") == 2


def test_a_folder_of_einvoices_is_known_by_what_it_holds(tmp_path):
    assert holds_einvoices(folder(tmp_path / "1", a_xml=ubl(), b_txt="hello"))
    assert holds_einvoices(folder(tmp_path / "2", a_pdf=pdf()))
    assert holds_einvoices(folder(tmp_path / "3", a_xml=life_cycle("212")))
    assert not holds_einvoices(folder(tmp_path / "4", a_xml="<Document xmlns='urn:camt'/>", b_pdf=pdf()))
    assert not holds_einvoices(folder(tmp_path / "5", a_csv="a;b"))
    assert not holds_einvoices(folder(tmp_path / "6", a_pdf=pdf(), b_txt="FEC"))
