from cashkit.readers.fec.ragged import Shape, mended
from tests.readers.fec.written import AMOUNT_SIGN, HEADING, customer, line

SHAPE = Shape(HEADING, b"|")


def fields(row, names=HEADING):
    return [row[name].encode() for name in names]


def broken(row, **parts):
    """Return the fields of a line with some of them cut in two or more."""
    return [part for name in HEADING for part in parts.get(name, [row[name].encode()])]


def test_a_surplus_is_joined_inside_the_label():
    mends = mended(SHAPE, broken(customer(), EcritureLib=[b"Facture F1 ", b" solde", b""]))
    assert mends == (fields(customer(EcritureLib="Facture F1 | solde|")), True)


def test_the_label_is_joined_even_when_its_end_looks_like_an_amount():
    mends = mended(SHAPE, broken(customer(), EcritureLib=[b"Facture", b"2025"]))
    assert mends == (fields(customer(EcritureLib="Facture|2025")), True)


def test_blank_fields_too_many_at_the_end_are_dropped_without_a_change():
    assert mended(SHAPE, [*fields(customer()), b"", b" "]) == (fields(customer()), False)


def test_a_cut_label_and_a_trailing_separator_are_both_mended():
    mends = mended(SHAPE, [*broken(customer(), EcritureLib=[b"A", b"B"]), b""])
    assert mends == (fields(customer(EcritureLib="A|B")), True)


def test_optional_fields_that_are_missing_at_the_end_are_blank():
    assert mended(SHAPE, fields(customer())[:16]) == (fields(customer()), True)


def test_a_line_without_its_validation_date_is_refused():
    assert mended(SHAPE, fields(customer())[:15]) is None


def test_a_surplus_elsewhere_than_in_the_label_is_refused():
    assert mended(SHAPE, broken(customer(), CompAuxLib=[b"Dupont", b"fils"])) is None
    assert mended(SHAPE, broken(customer(), Debit=[b"120", b"00"])) is None


def test_dates_and_amounts_must_parse_after_the_join():
    assert mended(SHAPE, broken(customer(ValidDate="demain"), EcritureLib=[b"A", b"B"])) is None
    assert mended(SHAPE, broken(customer(Credit="x"), EcritureLib=[b"A", b"B"])) is None
    assert mended(SHAPE, broken(customer(EcritureDate=""), EcritureLib=[b"A", b"B"])) is None


def test_a_mended_line_must_move_money_on_one_side():
    assert mended(SHAPE, broken(line(), EcritureLib=[b"A", b"B"])) is None


def test_a_comma_is_never_joined_for_it_may_be_a_decimal_one():
    assert mended(Shape(HEADING, b","), broken(customer(), EcritureLib=[b"A", b"B"])) is None


def test_amount_and_sign_are_mended_too():
    row = {**customer(), "Montant": "120,00", "Sens": "D"}
    shape = Shape(AMOUNT_SIGN, b"|")
    cut = fields(row, AMOUNT_SIGN)
    cut[10:11] = [b"A", b"B"]
    mends = mended(shape, cut)
    assert mends is not None
    assert mends[0][10:13] == [b"A|B", b"120,00", b"D"]


def test_a_file_without_labels_has_nothing_to_join():
    names = tuple(name for name in HEADING if name != "EcritureLib")
    assert mended(Shape(names, b"|"), [*fields(customer(), names), b"x"]) is None


def test_a_shift_that_moves_amounts_into_other_fields_is_no_way_of_reading():
    """A second debit pushes the credit into EcritureLet, or the date of validation into Montantdevise."""
    assert mended(SHAPE, broken(customer(ValidDate=""), Debit=[b"120,00", b"0,00"])) is None
    assert mended(SHAPE, broken(customer(), Credit=[b"0,00", b""])) is None


def test_a_line_that_can_be_read_two_ways_is_refused():
    shape = Shape(("EcritureDate", "CompteNum", "EcritureLib", "Debit", "Credit", "Note", "Remarque"), b"|")
    start = [b"20250115", b"411000"]
    assert mended(shape, [*start, b"A", b"5,00", b"0,00", b"", b"", b""]) == (
        [*start, b"A", b"5,00", b"0,00", b"", b""],
        False,
    )
    assert mended(shape, [*start, b"7", b"5,00", b"3,00", b"0,00", b"", b""]) is None


def test_of_two_ways_the_more_plausible_wins():
    """Joined, `2025|120,00` is a label; dropped, 2025 is a debit and the line has no date of validation."""
    shape = Shape((*HEADING, "Note"), b"|")
    cut = [*broken(customer(), EcritureLib=[b"Facture", b"2025"]), b""]
    mends = mended(shape, cut)
    assert mends is not None
    assert dict(zip(shape.columns, mends[0], strict=True))["EcritureLib"] == b"Facture|2025"
