import pytest

from tests.readers.fec.written import HEADING, clean, counts, customer, fec, line, only, read, said, sale, told

TEXT = fec(clean())
LINES = len(clean())


def test_bytes_that_only_windows_has_are_read_as_cp1252_and_said():
    file = read(TEXT.replace("Facture F1", "Réglé 12 € – l’été").encode("cp1252"))
    assert (file.encoding, counts(file)) == ("cp1252", {"F05": 1})
    assert set(file.lines.line_text.texts()) == {"Réglé 12 € – l’été", "Virement Alpha"}
    assert "cp1252" in said(only(file, "F05"))[0]


def test_iso_8859_15_and_utf_8_are_no_finding():
    text = TEXT.replace("Alpha", "Œuvre à 12 €")
    for encoding in ("iso8859-15", "utf-8"):
        file = read(text.encode(encoding))
        assert (file.encoding, counts(file)) == (encoding, {})
        assert set(file.lines.party_name.texts()) == {"Œuvre à 12 €", ""}


def test_a_byte_order_mark_is_told():
    finding = only(read(b"\xef\xbb\xbf" + TEXT.encode()), "F06")
    assert (finding.severity, finding.count, finding.params["bom"]) == ("warning", 1, 1)
    assert "1 marque BOM, 0 caractère NUL" in said(finding)[0]


def test_nul_bytes_are_taken_out_and_told():
    file = read(TEXT.replace("Facture", "Fac\0ture", 2))
    assert (only(file, "F06").params["nul"], file.lines_used) == (2, LINES)
    assert set(file.lines.line_text.texts()) == {"Facture F1", "Virement Alpha"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_one_kind_are_no_finding(end):
    file = read(fec(clean(), end=end))
    assert (counts(file), file.lines_used) == ({}, LINES)


def test_odd_line_ends_are_told_and_every_line_is_read():
    file = read(fec(clean(), end="\r\r\n"))
    assert (only(file, "F06").params["ends"], file.lines_used) == (LINES, LINES)
    mixed = fec(clean()).replace("\r\n", "\r", 3).replace("\r\n", "\n", 1)
    file = read(mixed)
    assert (set(counts(file)), file.lines_used) == ({"F06"}, LINES)


def test_a_double_return_is_told_though_there_are_as_many_returns_as_line_feeds():
    lines = fec(clean(), end="\n").splitlines(keepends=True)
    mixed = "".join(lines[:4]) + "".join(line.replace("\n", "\r\r\n") for line in lines[4:])
    assert mixed.count("\r") != mixed.count("\n")
    even = "".join(lines[:1]) + "".join(
        line.replace("\n", end) for line, end in zip(lines[1:5], ["\r\r\n", "\n"] * 2, strict=True)
    )
    assert even.count("\r") == even.count("\n") - 1
    assert only(read(mixed), "F06").params["ends"] == 2
    assert only(read(even), "F06").params["ends"] == 2


@pytest.mark.parametrize(("last", "odd"), [("\r\n", 0), ("", 0), ("\n", 1), ("\r\r\n", 1), ("\r", 1)])
def test_the_line_ends_of_a_long_file_are_told_too(last, odd):
    text = fec(clean() * 3000)
    assert len(text) > 1 << 20
    middle = text.index("\r\n", len(text) // 2)
    file = read(text[:middle] + (last or "\r\n") + text[middle + 2 :].removesuffix("\r\n" if not last else "#"))
    assert (counts(file), file.lines_used) == ({"F06": odd} if odd else {}, 15_000)
    assert file.lines.line_no.tolist() == list(range(2, 15_002))


def test_blank_lines_of_a_long_file_move_the_numbers():
    heading, rest = fec(clean() * 3000).split("\r\n", 1)
    file = read(f"{heading}\r\n\r\n{rest}")
    assert (counts(file), file.lines.line_no[0], file.lines.line_no[-1]) == ({"F06": 1}, 3, 15_002)


def test_blank_lines_are_told_and_counted_apart():
    heading, *lines = TEXT.splitlines()
    text = "\n".join([heading, "", lines[0], "   ", "\t" * (len(HEADING) - 1), *lines[1:], "\x1a"])
    file = read(text)
    assert only(file, "F06").params["blank"] == 4
    assert only(file, "F06").line == 2
    assert (file.lines_read, file.lines_used, file.lines_refused) == (LINES, LINES, 0)
    assert file.lines.line_no.tolist() == [3, 6, 7, 8, 9]


def test_blank_lines_before_the_heading_are_passed_over():
    file = read("\r\n \r\n" + TEXT)
    assert (only(file, "F06").params["blank"], file.lines.line_no[0]) == (2, 4)


def test_a_bar_inside_a_label_is_mended_and_said():
    rows = [*sale(EcritureLib="Facture F1 | solde | fin"), *clean()[3:]]
    file = read(fec(rows, separator="|"))
    finding = only(file, "L01")
    assert (finding.severity, finding.line, finding.params["found"]) == ("error", 2, 20)
    assert file.lines.line_text.texts()[0] == "Facture F1 | solde | fin"
    assert file.lines.repaired.tolist() == [True, False, False, False, False]
    assert (file.lines_used, file.lines_refused, file.lines.debit.sum()) == (5, 0, 24000)
    french, english = said(finding)
    assert french.startswith(
        "Ligne 2 : 20 champs au lieu de 18 ; 1 ligne réparée, 0 ligne écartée. Texte : « VE|Ventes|1"
    )
    assert english.startswith("Line 2: 20 fields instead of 18; 1 line repaired, 0 lines refused.")


def test_a_line_cut_short_is_refused_and_said():
    file = read(TEXT[:-60])
    finding = only(file, "L01")
    assert (finding.line, finding.params["refused"]) == (6, 1)
    assert (file.lines_read, file.lines_used, file.lines_refused) == (5, 4, 1)


def test_a_line_without_its_last_optional_fields_is_mended():
    heading, first, *lines = TEXT.splitlines()
    file = read("\n".join([heading, first.rstrip("\t"), *lines]))
    assert (only(file, "L01").params["repaired"], file.lines_used) == (1, 5)


def test_many_odd_lines_are_all_counted():
    good = fec(clean())
    file = read(good + "a\tb\r\n" * 50)
    assert (counts(file)["L01"], len(told(file, "L01"))) == (50, 20)
    assert told(file, "L01")[-1].params["refused"] == 31
    assert file.lines_refused == 50


def test_lines_keep_their_physical_numbers_around_refused_ones():
    heading, *lines = TEXT.splitlines()
    file = read("\n".join([heading, lines[0], "broken", "", *lines[1:]]))
    assert file.lines.line_no.tolist() == [2, 5, 6, 7, 8]
    assert file.lines.account.texts().tolist() == ["411000", "706000", "445710", "411000", "512000"]


def test_a_line_in_another_encoding_than_utf_8_is_mended_too():
    rows = [customer(EcritureLib="Réglé | payé"), line(Credit="120,00")]
    file = read(fec(rows, separator="|").encode("iso8859-15"))
    assert file.lines.line_text.texts()[0] == "Réglé | payé"
