import pytest

from tests.readers.fec.written import clean, counts, line, only, payment, read, said, sale, told

LETTERED = {"EcritureLet": "A", "DateLet": "20250210"}


def test_a_matched_sale_and_payment_are_right():
    assert counts(read([*sale(**LETTERED), *payment(**LETTERED)])) == {}


def test_a_matching_needs_both_code_and_date():
    file = read([*sale(EcritureLet="A"), *payment(DateLet="20250210")])
    assert [(finding.severity, finding.field, finding.value, finding.line) for finding in told(file, "L17")] == [
        ("warning", "DateLet", "A", 2),
        ("warning", "EcritureLet", "20250210", 5),
    ]


def test_a_matching_date_that_cannot_be_read_is_not_a_missing_one():
    assert set(counts(read([*sale(EcritureLet="A", DateLet="20250231"), *payment()]))) == {"L03"}


def test_a_matching_dated_before_its_latest_entry_is_told_by_group():
    early = {"EcritureLet": "A", "DateLet": "20250120"}
    file = read([*sale(**early), *payment(**early)])
    finding = only(file, "L18")
    assert (finding.severity, finding.value, finding.line, finding.count) == ("warning", "A", 5, 1)
    french, english = said(finding)
    assert french.startswith(
        "DateLet : le lettrage « A » du compte 411000 est daté du 20/01/2025, avant sa dernière écriture du 10/02/2025"
    )
    assert english.startswith("DateLet: matching 'A' on account 411000 is dated 20/01/2025")


def test_one_group_with_two_late_entries_is_one_and_another_customer_is_another():
    early = {"EcritureLet": "A", "DateLet": "20250120"}
    other = {**early, "CompAuxNum": "C2", "CompAuxLib": "Beta"}
    file = read(
        [*sale(**early), *payment(**early), *payment(**{**early, "EcritureDate": "20250301"}), *payment(**other)]
    )
    findings = told(file, "L18")
    assert [finding.params["posted"] for finding in findings] == ["2025-03-01", "2025-02-10"]


def test_a_letter_used_again_at_another_date_is_another_group():
    file = read([*sale(EcritureLet="A", DateLet="20250131"), *payment(EcritureLet="A", DateLet="20250210")])
    assert counts(file) == {}


def test_many_early_groups_are_all_counted():
    rows = [row for n in range(30) for row in payment(CompAuxNum=f"C{n}", EcritureLet="A", DateLet="20250120")]
    findings = told(read([*sale(), *rows]), "L18")
    assert (len(findings), sum(finding.count for finding in findings)) == (20, 30)


@pytest.mark.parametrize(
    ("day", "outside"), [("20241231", True), ("20250101", False), ("20251231", False), ("20260101", True)]
)
def test_an_entry_outside_the_fiscal_year_is_told(day, outside):
    many = clean() * 40
    file = read([*many, line(EcritureDate=day, PieceDate=day, ValidDate=day, Debit="1,00")])
    assert ("L22" in counts(file)) == outside
    if outside:
        finding = only(file, "L22")
        assert (finding.severity, finding.value, finding.line) == ("error", day, 202)
        assert "hors de l'exercice du 01/01/2025 au 31/12/2025" in said(finding)[0]


@pytest.mark.parametrize(
    ("day", "odd"),
    [("20250210", False), ("20250211", True), ("20240210", False), ("20240209", True)],
)
def test_a_document_later_than_its_entry_or_more_than_a_year_older_is_told(day, odd):
    file = read([*sale(), *payment(PieceDate=day)])
    assert counts(file) == ({"L23": 1} if odd else {})
    if odd:
        assert (only(file, "L23").severity, only(file, "L23").value) == ("warning", day)


def test_an_opening_entry_may_be_about_an_old_document():
    opening = line(
        EcritureDate="20250101", PieceDate="20220515", Debit="1,00", JournalCode="AN", JournalLib="A nouveaux"
    )
    assert counts(read([opening, *clean()])) == {}


def test_a_validation_before_the_entry_is_told():
    finding = only(read([*sale(), *payment(ValidDate="20250209")]), "L24")
    assert (finding.severity, finding.value, finding.line) == ("warning", "20250209", 5)


def test_one_date_of_validation_for_entries_of_several_days_is_told():
    file = read([{**row, "ValidDate": "20251231"} for row in clean()])
    finding = only(file, "L25")
    assert (finding.severity, finding.value, finding.count) == ("warning", "20251231", 5)


def test_one_date_of_validation_for_entries_of_one_day_is_right():
    assert counts(read(sale())) == {}


def test_one_line_validated_apart_is_enough():
    rows = [{**row, "ValidDate": "20251231"} for row in clean()]
    assert "L25" not in counts(read([*rows, line(Debit="1,00")]))
    assert "L25" not in counts(read([*rows, line(Debit="1,00", ValidDate="")]))


def test_a_validation_more_than_a_year_after_the_entry_is_told():
    late = [*sale(), *payment(ValidDate="20260212")]
    assert (only(read(late), "L26").severity, only(read(late), "L26").value) == ("info", "20260212")
    assert "L26" not in counts(read([*sale(), *payment(ValidDate="20260211")]))
