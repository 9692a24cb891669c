from cashkit.readers.fec.heading import TREASURY
from tests.readers.fec.written import AMOUNT_SIGN, HEADING, clean, counts, fec, only, read, said, told


def test_the_legal_headings_are_told_by_their_layout_only():
    file = read(clean())
    assert counts(file) == {}
    assert only(file, "H07").value == "DC"
    assert only(file, "H07").severity == "info"


def test_the_other_layouts_are_told():
    sided = [{**row, "Montant": "12,00", "Sens": "D"} for row in clean()]
    assert only(read(fec(sided, names=AMOUNT_SIGN)), "H07").value == "MS"
    assert only(read(fec(clean(), names=(*HEADING, *TREASURY[:3]))), "H07").value == "BA21"
    assert only(read(fec(clean(), names=(*HEADING, *TREASURY))), "H07").value == "BNC22"


def test_a_separator_that_the_law_does_not_know_is_an_error_and_the_file_is_read():
    file = read(fec(clean(), separator=";"))
    assert (only(file, "F07").severity, only(file, "F07").value) == ("error", ";")
    assert file.lines_used == len(clean())
    assert said(only(file, "F07"))[0].startswith("Le séparateur « ; » n'est ni la tabulation")


def test_a_bar_and_a_tab_are_no_finding():
    assert counts(read(fec(clean(), separator="|"))) == {}


def test_each_missing_column_is_told():
    file = read(fec(clean(), names=tuple(name for name in HEADING if name not in {"JournalLib", "Idevise"})))
    assert [finding.field for finding in told(file, "H01")] == ["JournalLib", "Idevise"]
    assert said(told(file, "H01")[0])[0] == "La colonne obligatoire JournalLib est absente."
    assert (file.lines.journal_label.texts() == "").all()


def test_another_order_is_told_and_read_by_name():
    names = (*HEADING[:6], *HEADING[8:], *HEADING[6:8])
    file = read(fec(clean(), names=names))
    finding = only(file, "H02")
    assert (finding.field, finding.params["found"], finding.params["expected"], finding.count) == (
        *("CompAuxNum", 17, 7),
        12,
    )
    assert set(file.lines.party.texts()) == {"C1", ""}


def test_an_extra_column_before_a_legal_one_is_out_of_order_and_after_the_last_it_is_not():
    assert "H02" in counts(read(fec(clean(), names=("Ligne", *HEADING))))
    assert counts(read(fec(clean(), names=(*HEADING, "Ligne")))) == {"H05": 1}


def test_another_spelling_is_told_with_what_it_was_read_as():
    heading = tuple({"Montantdevise": "MontantDevise", "Credit": "Crédit"}.get(name, name) for name in HEADING)
    file = read(fec(clean(), heading=heading))
    assert [(finding.field, finding.value) for finding in told(file, "H03")] == [
        ("Credit", "Crédit"),
        ("Montantdevise", "MontantDevise"),
    ]
    assert "« Crédit » a été lu comme Credit" in said(told(file, "H03")[0])[0]


def test_a_heading_said_twice_is_an_error_and_its_first_column_counts():
    rows = [{**row, "again": "999,00"} for row in clean()]
    file = read(fec(rows, names=(*HEADING, "again"), heading=(*HEADING, "Debit")))
    assert (only(file, "H04").severity, only(file, "H04").field) == ("error", "Debit")
    assert file.lines.debit.sum() == 24000
    assert set(file.lines.extra["Debit (2)"].texts()) == {"999,00"}


def test_extra_columns_are_kept_and_a_due_date_is_read():
    rows = [{**row, "Échéance": "20250228", "Ligne": str(n)} for n, row in enumerate(clean())]
    file = read(fec(rows, names=(*HEADING, "Échéance", "Ligne")))
    finding = only(file, "H05")
    assert (finding.severity, finding.count, finding.value) == ("info", 2, "Échéance, Ligne")
    french, english = said(finding)
    assert french.endswith("Colonne lue comme date d'échéance : Échéance.")
    assert english.endswith("Column read as due date: Échéance.")
    assert set(file.lines.due_day) == {20147}
    assert list(file.lines.extra["Ligne"].texts()) == ["0", "1", "2", "3", "4"]


def test_treasury_columns_are_legal_where_they_belong_and_are_kept():
    rows = [{**row, "DateRglt": "20250210", "ModeRglt": "VIR", "NatOp": "", "IdClient": "C1"} for row in clean()]
    file = read(fec(rows, names=(*HEADING, *TREASURY)))
    assert counts(file) == {}
    assert set(file.lines.extra["ModeRglt"].texts()) == {"VIR"}


def test_a_trailing_separator_is_told_once_with_its_lines():
    ended = fec(clean()).replace("\r\n", "\t\r\n")
    file = read(ended)
    assert counts(file) == {"H06": 6}
    assert file.lines_used == 5


def test_a_trailing_separator_on_the_heading_alone_or_on_the_lines_alone():
    heading, *lines = fec(clean()).splitlines()
    for text in ([heading + "\t", *lines], [heading, *(line + "\t" for line in lines)]):
        file = read("\n".join(text))
        assert set(counts(file)) == {"H06"}
        assert (file.lines_used, file.lines.debit.sum()) == (5, 24000)


def test_montant_beside_debit_is_an_extra_column_and_costs_no_line():
    rows = [{**row, "Montant": "abc", "Sens": "?"} for row in clean()]
    file = read(fec(rows, names=(*HEADING, "Montant", "Sens")))
    assert (counts(file), file.lines_used) == ({"H05": 2}, 5)
    assert set(file.lines.extra["Montant"].texts()) == {"abc"}
