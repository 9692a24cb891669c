import pytest

from cashkit.ground.errors import SourceError
from tests.readers.fec.written import NAME, counts, only, read, said

LINE = "<ligne><CompteNum>{account}</CompteNum><CompteLib>Compte</CompteLib>{more}</ligne>"
ENTRY = (
    "<ecriture><EcritureNum>1</EcritureNum><EcritureDate>2025-01-15</EcritureDate>"
    "<EcritureLib>Facture &amp; Cie</EcritureLib><PieceRef>F1</PieceRef><PieceDate>2025-01-15T00:00:00</PieceDate>"
    "<EcritureLet>A</EcritureLet><DateLet>2025-02-10</DateLet>"
    "<ValidDate>2025-01-31</ValidDate>\n{lines}</ecriture>"
)
CUSTOMER = "<CompteAuxNum>C1</CompteAuxNum><CompteAuxLib>Été</CompteAuxLib>"


def fec(*lines, head='<?xml version="1.0" encoding="UTF-8"?>\n'):
    entry = ENTRY.format(lines="\n".join(lines))
    journal = f"<journal><JournalCode>VE</JournalCode><JournalLib>Ventes</JournalLib>{entry}</journal>"
    return f"{head}<comptabilite><exercice><DateCloture>2025-12-31</DateCloture>{journal}</exercice></comptabilite>"


def ligne(account, amounts, more=""):
    return LINE.format(account=account, more=more + amounts)


SALE = (ligne("411000", "<Debit>120.00</Debit>", CUSTOMER), ligne("706000", "<Credit>1.2E2</Credit>"))


def test_the_xml_form_is_read_into_the_same_lines():
    file = read(fec(*SALE))
    assert (file.separator, file.layout, file.lines_used, counts(file)) == ("", "DC", 2, {"F08": 1})
    lines = file.lines
    assert (lines.debit.tolist(), lines.credit.tolist()) == ([12000, 0], [0, 12000])
    assert lines.account.texts().tolist() == ["411000", "706000"]
    assert lines.party_name.texts().tolist() == ["Été", ""]
    assert set(lines.line_text.texts()) == {"Facture & Cie"}
    assert set(lines.journal_code.texts()) == {"VE"}
    assert lines.line_no.tolist() == [3, 4]
    assert lines.document_day.tolist() == lines.posting_day.tolist()
    assert said(only(file, "F08"))[0].startswith("Le FEC est au format XML")


@pytest.mark.parametrize("head", ["", "\ufeff", '\n<?xml version="1.0"?>'])
def test_xml_is_known_by_its_first_element(head):
    text = fec(*SALE, head=head)
    assert read(text.strip("\n")).lines_used == 2


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "ISO-8859-15", "windows-1252"])
def test_the_declared_encoding_holds(encoding):
    text = fec(*SALE, head=f'<?xml version="1.0" encoding="{encoding}"?>')
    assert read(text.encode(encoding)).lines.party_name.texts()[0] == "Été"


def test_montant_and_sens_are_read():
    file = read(
        fec(
            ligne("411000", "<Montant>120</Montant><Sens>D</Sens>"),
            ligne("706000", "<Montant>120</Montant><Sens>-1</Sens>"),
        )
    )
    assert (file.layout, file.lines.debit.tolist(), file.lines.credit.tolist()) == ("MS", [12000, 0], [0, 12000])


def test_a_file_that_mixes_both_kinds_of_amounts_loses_none():
    file = read(fec(SALE[0], ligne("706000", "<Montant>120</Montant><Sens>C</Sens>")))
    assert (file.layout, file.lines.credit.tolist()) == ("DC", [0, 12000])


def test_fields_that_follow_the_lines_belong_to_them_too():
    text = (
        fec(*SALE).replace("<PieceRef>F1</PieceRef>", "").replace("</ecriture>", "<PieceRef>F9</PieceRef></ecriture>")
    )
    assert set(read(text).lines.document_ref.texts()) == {"F9"}


@pytest.mark.parametrize("amount", ["INF", "NaN", "douze", "1e400"])
def test_what_is_no_amount_costs_the_line(amount):
    file = read(fec(*SALE, ligne("706000", f"<Debit>{amount}</Debit>")))
    assert (only(file, "L07").value, only(file, "L07").line) == (amount, 5)
    assert (file.lines_read, file.lines_used) == (3, 2)


def test_a_decimal_comma_is_read_too():
    assert read(fec(ligne("411000", "<Debit>12,5</Debit>"))).lines.debit.tolist() == [1250]


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (fec(*SALE, head=BOMB), "fec.xml_unsafe"),
        (fec(*SALE, head=OUTSIDE), "fec.xml_unsafe"),
        (fec("<a>" * 50 + "</a>" * 50), "fec.xml_unsafe"),
        (fec(*SALE).replace("Facture", "x" * 20_000), "fec.xml_unsafe"),
        (fec(*SALE)[:-30], "fec.xml_broken"),
        (fec(*SALE).replace("</ligne>", "", 1), "fec.xml_broken"),
        (fec(*SALE, head='<?xml version="1.0" encoding="klingon"?>'), "fec.xml_broken"),
        (fec(*SALE).replace("Facture", "&secret;"), "fec.xml_broken"),
        ('<?xml version="1.0"?><html><body>hello</body></html>', "fec.xml_not_fec"),
        (fec(), "fec.xml_not_fec"),
    ],
)
def test_what_is_unsafe_broken_or_no_fec_is_refused(text, key):
    with pytest.raises(SourceError) as raised:
        read(text)
    assert raised.value.key == key
    assert NAME in raised.value.say("fr")
    assert NAME in raised.value.say("en")
