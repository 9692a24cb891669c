"""Mandatory particulars of e-invoices: which stand there, which bind whom from which day, which rules are broken."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import cashkit as ck
from cashkit.dossier.privacy.vocabulary import known_value
from cashkit.readers.einvoice.einvoice_file import read_einvoice
from cashkit.readers.einvoice.folder import open_einvoices
from cashkit.readers.einvoice.french_rules import french_rules, rules_kept
from cashkit.readers.einvoice.invoice import EInvoice, InvoiceLine, Party, VatLine
from cashkit.readers.einvoice.mentions import STATES, mentions
from cashkit.readers.einvoice.particulars import SIZES, asked, particulars, written
from tests.readers.einvoice.test_einvoices import MESSAGE, cii, ubl
from tests.readers.einvoice.test_folder import folder

SELLER = Party(
    "Ombrage", siren="732829320", siret="73282932000074", vat_number="FR44732829320", country="FR",
    address="1 rue du Test 84000 Avignon", electronic_address="732829320", siren_written="732829320",
)  # fmt: skip
BUYER = replace(SELLER, name="Client", siren="552100554", siret="", vat_number="", siren_written="552100554")
LINE = InvoiceLine("1", "Volet", Decimal(1), Decimal(500), Decimal(20), Decimal(500))
VAT = VatLine("S", Decimal(20), Decimal(500), Decimal(100))
WHOLE = EInvoice(
    "FA-2026/1", date(2026, 10, 5), "380", "EUR", SELLER, BUYER,
    {"BT-109": Decimal(500), "BT-110": Decimal(100), "BT-112": Decimal(600), "BT-115": Decimal(600)},
    {"BT-13": "BC1", "BT-23": "B1", "BT-33": "SAS au capital de 1 000 €", "BT-77": "Avignon"},
    due_date=date(2026, 11, 4), delivery_date=date(2026, 10, 3), vat_lines=(VAT,), lines=(LINE,),
    notes=(("PMD", "3 fois"), ("PMT", "40 €"), ("AAB", "Pas d'escompte")),
)  # fmt: skip


def with_texts(**texts):
    return replace(WHOLE, texts={**WHOLE.texts, **{key.replace("_", "-"): text for key, text in texts.items()}})


def state(one, key):
    return (mentions(one) | rules_kept(one))[key]


def test_a_whole_invoice_lacks_nothing_and_breaks_no_rule():
    said = mentions(WHOLE) | rules_kept(WHOLE)
    assert {key for key, told in said.items() if told in {"missing", "wrong", "to_check"}} == set()
    assert set(said) == set(asked())
    assert set(said.values()) <= set(STATES)


@pytest.mark.parametrize(
    ("size", "day", "expected"),
    [
        ("large", "2026-08-31", "not_yet"), ("large", "2026-09-01", "in_force"), ("mid", "2026-09-01", "in_force"),
        ("sme", "2027-08-31", "not_yet"), ("sme", "2027-09-01", "in_force"), ("micro", "2026-09-01", "not_yet"),
        (None, "2026-08-31", "not_yet"), (None, "2026-09-01", "by_size"), (None, "2027-09-01", "in_force"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("key", ["buyer_siren", "delivery_address", "category", "vat_on_debits", "seller_siren"])
def test_the_four_new_particulars_bind_from_the_day_of_the_issuer(key, size, day, expected):
    told = particulars(replace(WHOLE, issue_date=date.fromisoformat(day)), issuer_size=size)
    assert told.set_index("particular").loc[key, "binding"] == expected


@pytest.mark.parametrize("size", [None, *SIZES])
def test_the_others_bind_every_issuer_already(size):
    told = particulars(WHOLE, issuer_size=size).set_index("particular")["binding"]
    assert set(told[["number", "penalty_rate", "seller_vat_number", "lines"]]) == {"in_force"}


def test_each_particular_names_its_article_and_its_term():
    told = particulars(WHOLE).set_index("particular")
    assert told.loc["buyer_siren", ["article", "einvoice_terms"]].tolist() == ["CGI ann. II 242 nonies A I 1°", "BT-47"]
    assert told.loc["legal_notes", "article"] == "BR-FR-05"
    assert (told[["article", "einvoice_terms"]] != "").all(axis=None)


@pytest.mark.parametrize(
    ("changes", "key", "expected"),
    [
        ({"seller": replace(SELLER, siren="732829321")}, "seller_identity", "wrong"),
        ({"seller": replace(SELLER, address="")}, "seller_identity", "missing"),
        ({"seller": replace(SELLER, siren="", country="BE")}, "seller_identity", "present"),
        ({"seller": replace(SELLER, vat_number="")}, "seller_vat_number", "missing"),
        ({"seller": replace(SELLER, vat_number="FR45732829320")}, "seller_vat_number", "wrong"),
        ({"buyer": replace(BUYER, siren="", vat_number="FR1")}, "buyer_siren", "missing"),
        ({"buyer": replace(BUYER, siren="")}, "buyer_siren", "to_check"),
        ({"buyer": replace(BUYER, siren="", country="BE")}, "buyer_siren", "not_applicable"),
        ({"buyer": replace(BUYER, siren="552100555")}, "buyer_siren", "wrong"),
        ({"vat_lines": (replace(VAT, category="AE"),)}, "buyer_vat_number", "missing"),
        ({"vat_lines": (replace(VAT, category="AE"),)}, "exemption_reason", "missing"),
        ({"lines": ()}, "lines", "missing"),
        ({"lines": (replace(LINE, unit_price=None),)}, "lines", "missing"),
        ({"due_date": None}, "payment_date", "missing"),
        ({"notes": ()}, "penalty_rate", "missing"),
        ({"notes": (("", "Pénalités : 3 fois le taux légal"),)}, "penalty_rate", "present"),
        ({"notes": ()}, "legal_notes", "missing"),
        ({"type_code": "381"}, "corrected_invoice", "missing"),
        ({"type_code": "381", "notes": ()}, "indemnity", "not_applicable"),
        ({"vat_lines": ()}, "vat_and_totals", "missing"),
    ],
)
def test_what_lacks_or_is_wrong_is_told(changes, key, expected):
    assert state(replace(WHOLE, **changes), key) == expected


@pytest.mark.parametrize(("total", "expected"), [("150.00", "not_applicable"), ("150.01", "missing")])
def test_an_invoice_of_150_euros_without_vat_may_leave_out_the_vat_number(total, expected):
    small = replace(WHOLE, seller=replace(SELLER, vat_number=""), amounts={"BT-109": Decimal(total)})
    assert state(small, "seller_vat_number") == expected


def test_the_profiles_without_lines_are_looked_at_beside_their_pdf():
    bare = replace(with_texts(BT_24="urn:factur-x.eu:1p0:minimum"), lines=(), notes=())
    assert {state(bare, key) for key in ("lines", "penalty_rate")} == {"to_check"}


@pytest.mark.parametrize(
    ("changes", "rule", "expected"),
    [
        ({"invoice_number": "F" * 35}, "number_format", "present"),
        ({"invoice_number": "F" * 36}, "number_format", "wrong"),
        ({"invoice_number": "FA 1"}, "number_format", "wrong"),
        ({"issue_date": date(1999, 12, 31)}, "date_range", "wrong"),
        ({"type_code": "382"}, "type_code", "wrong"),
        ({"notes": (*WHOLE.notes, ("PMD", "encore"))}, "single_notes", "wrong"),
        ({"seller": replace(SELLER, siren_written="73282932")}, "seller_siren", "wrong"),
        ({"seller": replace(SELLER, siren_written="552100554")}, "siret_of_siren", "wrong"),
        ({"seller": replace(SELLER, siren_written="")}, "seller_siren", "missing"),
        (
            {"notes": (("BAR", "B2B"),), "buyer": replace(BUYER, siren_written="")},
            "buyer_siren_between_firms",
            "missing",
        ),
        ({"buyer": replace(BUYER, electronic_address="")}, "buyer_address", "missing"),
        ({"seller": replace(SELLER, electronic_address="")}, "seller_address", "missing"),
        ({"vat_lines": (replace(VAT, category="L"),)}, "vat_category", "wrong"),
        ({"vat_lines": (replace(VAT, rate=Decimal(19)),)}, "vat_rate", "wrong"),
        ({"vat_lines": (replace(VAT, rate=Decimal("5.50")),)}, "vat_rate", "present"),
        ({"due_date": date(2026, 10, 4)}, "due_after_issue", "wrong"),
        ({"due_date": date(2026, 10, 5)}, "due_after_issue", "present"),
        ({"due_date": date(2026, 10, 4), "type_code": "386"}, "due_after_issue", "not_applicable"),
        ({"currency": "USD"}, "vat_in_euros", "wrong"),
    ],
)
def test_a_rule_of_the_platforms_is_kept_or_broken(changes, rule, expected):
    assert rules_kept(replace(WHOLE, **changes))[rule] == expected


def test_an_invoice_said_to_be_paid_leaves_nothing_to_pay():
    assert rules_kept(with_texts(BT_23="B2"))["paid_in_full"] == "wrong"
    paid = {**WHOLE.amounts, "BT-113": Decimal(600), "BT-115": Decimal(0)}
    assert rules_kept(replace(with_texts(BT_23="B2"), amounts=paid))["paid_in_full"] == "present"
    assert rules_kept(replace(with_texts(BT_23="B4"), type_code="386"))["final_not_deposit"] == "wrong"


@pytest.mark.parametrize(("mode", "expected"), [("S1", "present"), ("", "missing"), ("urn:peppol", "wrong")])
def test_the_kind_of_transaction_is_one_of_the_codes(mode, expected):
    assert state(with_texts(BT_23=mode), "category") == expected


def test_the_rules_are_not_those_of_a_foreign_seller():
    assert set(rules_kept(replace(WHOLE, seller=replace(SELLER, country="DE"))).values()) == {"not_applicable"}
    assert len({rule.key for rule in french_rules()}) == len(french_rules())


def test_the_terms_are_read_in_both_syntaxes():
    place = "<ram:ApplicableHeaderTradeDelivery><ram:ShipToTradeParty><ram:PostalTradeAddress><ram:CityName>Lyon"
    place += "</ram:CityName></ram:PostalTradeAddress></ram:ShipToTradeParty></ram:ApplicableHeaderTradeDelivery>"
    one = read_einvoice("a.xml", cii().replace("<ram:ApplicableHeaderTradeDelivery/>", place).encode())
    assert (one.texts["BT-77"], one.lines[0].unit_price, one.amounts["BT-111"]) == ("Lyon", 100, 24)
    other = read_einvoice("a.xml", ubl().encode())
    assert state(other, "penalty_rate") == "present"
    assert (other.seller.siren, other.seller.siren_written) == ("732829320", "")


def test_what_is_no_invoice_or_no_size_is_refused():
    with pytest.raises(ck.CashkitError, match="huge"):
        ck.particulars(WHOLE, issuer_size="huge")
    with pytest.raises(ck.CashkitError, match="open_einvoice"):
        ck.particulars(read_einvoice("m.xml", MESSAGE.format(code="207", rest="").encode()))


def test_a_folder_keeps_the_particulars_of_each_invoice(tmp_path):
    table = open_einvoices(folder(tmp_path, a_xml=cii(number="F1"))).invoices
    told = dict(token.split(":") for token in table["particulars"].iloc[0].split())
    assert (told["number"], told["penalty_rate"], told["seller_siren"]) == ("present", "missing", "missing")
    assert "corrected_invoice" not in told


def test_what_a_folder_keeps_names_nobody_and_stays_when_it_is_made_anonymous():
    bare = replace(WHOLE, notes=(), lines=(), seller=replace(SELLER, siren_written="x"))
    assert known_value(written(WHOLE))
    assert known_value(written(bare))
    assert known_value(" ".join(f"{key}:{state}" for key in asked() for state in STATES if state != "not_applicable"))
    assert not known_value("number:present dupont:missing")
