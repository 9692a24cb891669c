import datetime as dt
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.dossier.codes import codes
from cashkit.ground.errors import SourceError
from cashkit.readers.fec.lines import NO_DAY
from cashkit.readers.fec.reading import read_lines
from tests.readers.fec.written import (
    AMOUNT_SIGN,
    HEADING,
    NAME,
    clean,
    counts,
    customer,
    fec,
    line,
    payment,
    read,
    said,
    sale,
)


def test_a_file_is_known_by_its_name_hash_and_form(tmp_path):
    path = tmp_path / NAME
    path.write_bytes(fec(clean(), separator="|").encode())
    file = read_lines(path)
    assert (file.name, file.siren, file.named_closing) == (NAME, "732829320", dt.date(2025, 12, 31))
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (file.size, file.encoding, file.separator, file.layout) == (path.stat().st_size, "utf-8", "|", "DC")
    assert (file.year.opening, file.year.closing) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert file.headings == HEADING
    assert (file.lines_read, file.lines_used, file.lines_refused) == (5, 5, 0)
    assert read_lines(str(path)).sha256 == file.sha256


def test_the_lines_are_typed():
    lines = read([*sale(EcritureLet="A", DateLet="20250210", Montantdevise="130,00", Idevise="USD"), *payment()]).lines
    assert lines.line_no.tolist() == [2, 3, 4, 5, 6]
    assert lines.journal_code.texts().tolist() == ["VE", "VE", "VE", "BQ", "BQ"]
    assert lines.entry_number.texts().tolist() == ["1", "1", "1", "2", "2"]
    assert lines.account.texts().tolist() == ["411000", "706000", "445710", "411000", "512000"]
    assert lines.party.texts().tolist() == ["C1", "", "", "C1", ""]
    assert (lines.debit.tolist(), lines.credit.tolist()) == ([12000, 0, 0, 0, 12000], [0, 10000, 2000, 12000, 0])
    assert lines.posting_day.tolist() == [20103] * 3 + [20129] * 2
    assert lines.lettering_day.tolist() == [20129] + [NO_DAY] * 4
    assert (lines.foreign_amount[0], lines.currency.texts()[0]) == (13000, "USD")
    assert set(lines.due_day) == {NO_DAY}
    assert not lines.repaired.any()
    assert lines.debit.dtype == lines.credit.dtype == lines.line_no.dtype == "int64"
    assert lines.posting_day.dtype == lines.account.codes.dtype == "int32"


def test_what_only_refused_lines_hold_is_nowhere_among_the_lines():
    file = read([*clean(), line(CompteNum="999999", EcritureLib="Perdue", Debit="x")])
    assert "999999" not in file.lines.account.values
    assert "Perdue" not in file.lines.line_text.values
    assert file.lines.account.texts().tolist() == read(clean()).lines.account.texts().tolist()


def test_the_worked_line_of_a_padded_export_is_read():
    """Zero-padded amounts with a leading blank, a bar, no last line end: as Odoo writes them."""
    opening = line(JournalCode="OUV", CompteNum="411100", Debit=" 000000000003000,00", Credit=" 000000000000000,00")
    invoice = customer(Debit=" 000000000003000,00", Credit=" 000000000000000,00")
    negative = line(Credit="-000000000001000,00")
    file = read(fec([opening, invoice, negative], separator="|")[:-2])
    assert file.lines.debit.sum() == 600000
    assert file.lines.credit.tolist() == [0, 0, -100000]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"hello", "fec.no_heading"),
        ("\t".join(HEADING).encode(), "fec.no_line"),
        (("\t".join(HEADING) + "\r\n\r\n\t\t\r\n").encode(), "fec.no_line"),
        (fec([line(Debit="x"), line(EcritureDate="")]).encode(), "fec.no_usable_line"),
        (("\t".join(HEADING) + "\nbroken\nbroken").encode(), "fec.no_usable_line"),
        (fec(clean(), separator=",").encode(), "fec.ambiguous_separator"),
        (b"x" * 2_000_000, "fec.no_heading"),
    ],
)
def test_a_file_of_which_nothing_can_be_computed_is_refused(content, key):
    with pytest.raises(SourceError) as raised:
        read(content)
    assert raised.value.key == key
    assert all(NAME in raised.value.say(lang) and "{" not in raised.value.say(lang) for lang in ("fr", "en"))


def test_the_first_cause_is_said_when_no_line_can_be_used():
    with pytest.raises(SourceError) as raised:
        read([line(Debit="x"), line(Debit="y")])
    assert "2 lignes lues, toutes écartées" in raised.value.say("fr").replace("\u00a0", " ")
    assert "line 2: Debit 'x'" in raised.value.say("en")


def test_a_comma_between_fields_is_read_when_amounts_have_points():
    rows = [
        {**row, "Debit": row["Debit"].replace(",", "."), "Credit": row["Credit"].replace(",", ".")} for row in clean()
    ]
    file = read(fec(rows, separator=","))
    assert (file.separator, file.lines.debit.sum(), set(counts(file))) == (",", 24000, {"F07", "L08"})


def test_two_readings_tell_the_same():
    text = fec([*clean(), line(Debit="x"), customer(CompteNum="X", EcritureLib="/")])
    assert read(text).findings == read(text).findings


# --- every code ------------------------------------------------------------------
EARLY = {"EcritureLet": "A", "DateLet": "20250120"}
SPOILT = [
    *clean(),
    *payment(**EARLY),
    line(JournalCode="", Debit="1,00"),
    line(PieceDate="20250231", ValidDate="31/01/2025", Debit="1,00"),
    line(CompteNum="X", Debit="1.00"),
    line(CompteNum="801000", Debit="1 000,00"),
    line(Debit="x"),
    line(Debit="1,005"),
    line(Debit="1,00", Credit="1,00"),
    line(),
    line(Debit="-1,00"),
    line(CompteNum="411000", Debit="1,00"),
    customer(CompAuxLib=""),
    line(Debit="1,00", EcritureLet="B"),
    line(Debit="1,00", Montantdevise="1,00"),
    line(Debit="1,00", Montantdevise="-1,00", Idevise="EURO"),
    line(EcritureDate="20290101", Debit="1,00"),
    line(PieceDate="20250301", Debit="1,00"),
    line(ValidDate="20250101", Debit="1,00"),
    line(ValidDate="20280101", Debit="1,00"),
    line(EcritureLib="Ã©", Debit="1,00"),
    line(EcritureLib="/", Debit="1,00"),
]
XML = (
    "<comptabilite><ecriture><EcritureDate>2025-01-15</EcritureDate>"
    "<ligne><CompteNum>411</CompteNum></ligne></ecriture></comptabilite>"
)


def spoilt_files():
    lines = fec(SPOILT).splitlines()
    yield read("\ufeff" + "\n".join([*lines, "", "cut"]), "123456780FEC (1).txt")
    yield read(
        fec([*SPOILT, customer(EcritureLib="1 € | 2")], separator="|").encode("cp1252"), "123456780FEC20251231.txt"
    )
    yield read(fec([{**row, "ValidDate": "20250301"} for row in clean()], separator=";").replace("Compte", "compte"))
    yield read(fec(clean(), names=(*HEADING[1:], "Note", "Note"), heading=(*HEADING[1:], "Debit", "Échéance", "")))
    yield read(fec(clean(), names=(*HEADING[:9], *HEADING[:8:-1])))
    yield read(fec([{**row, "Montant": "1,00", "Sens": "d"} for row in clean()], names=AMOUNT_SIGN))
    yield read(XML)


def test_every_code_is_triggered_and_said_in_both_languages():
    """F03 is told with the fiscal year, F04 raises, F09 is told of a folder; all others are findings here."""
    findings = [finding for file in spoilt_files() for finding in file.findings]
    ours = {code for code in codes() if code[0] in "FHL" and code[1:].isdigit()}
    assert {finding.code for finding in findings} == ours - {"F03", "F04", "F09"}
    for finding in findings:
        for sentence in said(finding):
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert finding.value in sentence
            assert finding.field in sentence or finding.code == "L13"


def test_the_year_says_that_the_closing_date_of_the_name_does_not_hold():
    (finding,) = read([*clean(), line(EcritureDate="20260115", Debit="1,00")]).year.findings
    french, english = said(finding)
    assert finding.code == "F03"
    assert french.endswith("la dernière écriture est du 15/01/2026, la clôture est fixée au 31/01/2026.")
    assert "15/01/2026" in english


def test_every_code_has_an_action_in_both_languages():
    ours = [code for name, code in codes().items() if name[0] in "FHL" and name[1:].isdigit()]
    assert len(ours) == 44
    assert all(code.action("fr") and code.action("en") and code.basis for code in ours)


def test_each_severity_is_the_one_that_was_decided():
    severities = {"F": "WWWXIWXI", "H": "EEWEIWI", "L": "EEEWEWEEEWWWIEWWWWWWWEWWWIWI"}
    letters = {"X": "stop", "E": "error", "W": "warning", "I": "info"}
    for room, each in severities.items():
        for number, letter in enumerate(each, 1):
            assert codes()[f"{room}{number:02d}"].severity == letters[letter], f"{room}{number:02d}"


# --- properties --------------------------------------------------------------------
words = st.text(st.sampled_from("aéZÉ09 .,'\"-/\\"), max_size=12)
names = words.map(str.strip)
days = st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
DATE_FORMS = ("%Y%m%d", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y 10:30", "%Y-%m-%dT00:00:00")
AMOUNT_FORMS = (
    "{sign}{euros},{cents:02d}",
    "{euros},{cents:02d}{sign}",
    "{sign}{euros:015d},{cents:02d}",
    "{sign}{euros}.{cents:02d}",
)
SPACED_FORM = "{sign}{euros:,}.{cents:02d}"


@st.composite
def tables(draw):
    """Return lines of a FEC: date, account, customer, label, signed cents."""
    row = st.tuples(days, st.sampled_from(["411000", "706000", "512"]), names, names, st.integers(-(10**11), 10**11))
    return draw(st.lists(row, min_size=1, max_size=12))


def amount(cents, form):
    sign, euros, rest = "-" * (cents < 0), abs(cents) // 100, abs(cents) % 100
    if form == SPACED_FORM:
        return form.format(sign=sign, euros=euros, cents=rest).replace(",", "\u00a0").replace(".", ",")
    return form.format(sign=sign, euros=euros, cents=rest)


def written(rows, layout, date_form, form):
    for day, account, party, label, cents in rows:
        shown = amount(cents, form)
        sides = {"Montant": amount(abs(cents), form), "Sens": "C" if cents < 0 else "D"}
        sides |= {"Debit": shown, "Credit": "0,00"}
        date = day.strftime(date_form)
        yield line(EcritureDate=date, CompteNum=account, CompAuxNum=party, EcritureLib=label, **sides) | {
            "layout": layout
        }


@settings(max_examples=120)
@given(
    tables(),
    st.sampled_from(["DC", "MS"]),
    st.sampled_from(DATE_FORMS),
    st.sampled_from([*AMOUNT_FORMS, SPACED_FORM]),
    st.permutations(range(18)),
    st.sampled_from(["\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "iso8859-15"]),
)
def test_a_table_comes_back_to_the_cent_from_every_form(rows, layout, date_form, form, order, separator, end, codec):  # noqa: PLR0917
    heading = HEADING if layout == "DC" else AMOUNT_SIGN
    text = fec(
        list(written(rows, layout, date_form, form)), names=[heading[i] for i in order], separator=separator, end=end
    )
    file = read(text.encode(codec))
    lines = file.lines
    assert (file.lines_used, file.lines_refused, file.layout) == (len(rows), 0, layout)
    assert (lines.debit - lines.credit).tolist() == [cents for *_, cents in rows]
    assert [dt.date(1970, 1, 1) + dt.timedelta(int(day)) for day in lines.posting_day] == [day for day, *_ in rows]
    assert lines.account.texts().tolist() == [account for _, account, *_ in rows]
    assert lines.party.texts().tolist() == [party for _, _, party, *_ in rows]
    assert lines.line_text.texts().tolist() == [label for _, _, _, label, _ in rows]


BASES = (
    fec(clean()),
    fec(clean(), separator="|", end="\n"),
    fec(clean(), separator=";"),
    fec(
        [{**row, "Montant": "12,00", "Sens": "D", "Échéance": "20250301"} for row in clean()],
        names=(*AMOUNT_SIGN, "Échéance"),
    ),
    XML,
)
PIECES = (
    b"\t",
    b"|",
    b"\r",
    b"\n",
    b"\r\n",
    b"\0",
    b'"',
    b",",
    b".",
    b"\xe9",
    b"\x80",
    b"\xc3\xa9",
    b" ",
    b"\xa0",
    b"1e3",
    b"9" * 30,
)


@st.composite
def mutations(draw):
    """Return the bytes of a small FEC with a few of them replaced, put in or taken out."""
    content = bytearray(draw(st.sampled_from(BASES)).encode(draw(st.sampled_from(["utf-8", "iso8859-15"]))))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        until = min(len(content), at + draw(st.integers(0, 30)))
        content[at:until] = draw(st.sampled_from(PIECES) | st.binary(max_size=3))
    return bytes(content)


def read_or_refused(content):
    """Return the file, or None when it is refused by its name; any other exception is a fault."""
    try:
        return read(content)
    except SourceError as error:
        return None if NAME in error.say("fr") else pytest.fail(error.say("fr"))


@settings(max_examples=250)
@given(mutations())
def test_whatever_bytes_a_file_holds_it_is_read_or_refused_and_every_line_counts(content):
    file = read_or_refused(content)
    if file is None:
        return
    assert file.lines_read == file.lines_used + file.lines_refused
    assert file.lines_used == len(file.lines) > 0
    refused = [finding.params["refused"] for finding in file.findings if "refused" in finding.params]
    assert sum(refused) >= file.lines_refused
    assert all(said(finding) for finding in file.findings)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    read_or_refused(content)
