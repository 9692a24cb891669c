import pytest

from tests.readers.fec.written import clean, counts, customer, fec, line, only, payment, read, said, sale, told


@pytest.mark.parametrize(
    "label",
    ["SociÃ©tÃ© Alpha", "Ã\u00a0 payer", "lâ€™Ã©tÃ©", "NÂ° 12", "Caf\ufffd", "A\x07B", "A\x7fB", "A\x85B", "A\u009dB"],
)
def test_broken_characters_are_told(label):
    finding = only(read([*sale(EcritureLib=label), *payment()]), "L27")
    assert (finding.severity, finding.field, finding.line, finding.value) == ("warning", "EcritureLib", 2, label)


@pytest.mark.parametrize(
    "label", ["Société Alpha", "SÃO PAULO", "Âge d'or", "Pâté à 5 €", "N° 12 – l’été", "Ça « va »", "A\u00a0B"]
)
def test_true_accents_are_not(label):
    assert counts(read([*sale(EcritureLib=label), *payment()])) == {}


@pytest.mark.parametrize("codec", ["iso8859-15", "cp1252"])
def test_accents_that_were_encoded_twice_are_told_in_any_encoding(codec):
    text = fec([*sale(EcritureLib="Réglé Ã©tÃ©", CompAuxLib="Hôtel bâti"), *payment()]).replace(
        "Virement", "Virement €"
    )
    file = read(text.encode(codec))
    assert [(finding.field, finding.value) for finding in told(file, "L27")] == [("EcritureLib", "Réglé Ã©tÃ©")]


def test_a_tab_within_a_field_is_a_control_character():
    assert counts(read(fec([*sale(EcritureLib="A\tB"), *payment()], separator="|"))) == {"L27": 1}


def test_every_text_column_is_looked_at():
    file = read([*sale(CompteLib="Clients Ã©", CompAuxLib="Alp\ufffda", PieceRef="F\x011"), *payment()])
    assert {finding.field for finding in told(file, "L27")} == {"CompteLib", "CompAuxLib", "PieceRef"}


@pytest.mark.parametrize("label", ["/", "-", "12/01/2025", "...", "№ 12"])
def test_a_label_without_a_letter_is_told(label):
    finding = only(read([*sale(EcritureLib=label), *payment()]), "L28")
    assert (finding.severity, finding.value, finding.line) == ("info", label, 2)
    assert said(finding)[0] == f"EcritureLib : libellé sans aucune lettre, « {label} » (1 ligne : 2)."


@pytest.mark.parametrize("label", ["F1", "1a", "été", "Ω"])
def test_one_letter_makes_a_label(label):
    assert counts(read([*sale(EcritureLib=label), *payment()])) == {}


def test_a_label_in_a_latin_file_is_judged_by_its_letters():
    text = fec([*sale(EcritureLib="é"), *payment(), line(EcritureLib="°", Debit="1,00")])
    assert only(read(text.encode("iso8859-15")), "L28").value == "°"


@pytest.mark.parametrize("label", ["", "  "])
def test_a_blank_label_is_empty_rather_than_without_letters(label):
    assert counts(read([*clean(), customer(EcritureLib=label)])) == {"L02": 1}


def test_a_label_cut_within_a_letter_is_told_in_a_utf_8_file():
    text = fec([*sale(EcritureLib="Société", CompAuxLib="Été"), *payment(EcritureLib="Règlement Alph#")]).encode()
    file = read(text.replace(b"#", b"\xc3"))
    assert (file.encoding, only(file, "L27").value) == ("utf-8", "Règlement Alph\ufffd")
