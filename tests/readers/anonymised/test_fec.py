"""A FEC made anonymous: nobody can be found again in it, and every figure is the same."""

import collections

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cashkit.dossier.privacy.key import Key
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.dso import dso
from cashkit.measures.time_to_pay import time_to_pay
from cashkit.readers.anonymised.anonymise import Wish, anonymise
from cashkit.readers.open import open_dossier
from tests.readers.anonymised.client import HEADINGS, NAME, NAMES, SECRETS, fec, survivors, words_in

pytestmark = pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
KEY = Key(b"k" * 32)
MENDED = {"F05", "F06", "F08", "H06", "L01", "L27"}
"""What is wrong with the bytes of a file, which is written anew."""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "client" / NAME
    path.parent.mkdir()
    path.write_bytes(fec())
    return path


def made(source, tmp_path, wish=Wish(), *, key=KEY, name="out"):  # noqa: B008  (frozen)
    outcome, _ = anonymise(source, tmp_path / name, key, wish)
    return tmp_path / name, outcome


def counts(dossier):
    found = collections.Counter()
    for finding in dossier.data_findings:
        found[finding.code] += finding.count
    return {code: count for code, count in found.items() if code not in MENDED}


def balances(dossier, factor=1):
    rows = aged_balance(dossier, as_of=dossier.closing_date).to_numpy().tolist()
    return sorted(tuple(round(value * factor, 2) for value in row) for row in rows)


def figures(dossier):
    on = {"as_of": dossier.closing_date}
    allocations = collections.Counter(zip(dossier.allocations["method"], dossier.allocations["amount"], strict=True))
    return balances(dossier), dso(dossier, **on), time_to_pay(dossier, **on).weighted_days, allocations


def test_nobody_can_be_found_again(source, tmp_path):
    folder, _ = made(source, tmp_path)
    assert survivors(folder, NAMES, SECRETS) == []


def test_the_scan_finds_what_is_there(source):
    found = survivors(source.parent, NAMES, SECRETS)
    assert {"dupont", "kerguelen", "calvinois", "fa20250001", "0612345678"} <= set(found)


def test_every_figure_and_every_finding_is_the_same(source, tmp_path):
    folder, _ = made(source, tmp_path)
    before, after = open_dossier(source), open_dossier(folder)
    assert figures(after) == figures(before)
    assert counts(after) == counts(before)
    assert after.closing_date == before.closing_date


def test_a_payment_still_names_its_invoice(source, tmp_path):
    folder, _ = made(source, tmp_path)
    assert "fallback:ref" in set(open_dossier(folder).allocations["method"])


def test_the_missing_invoice_number_is_still_missing(source, tmp_path):
    folder, _ = made(source, tmp_path)
    lacking = [counts(open_dossier(path)).get("J02", 0) for path in (source, folder)]
    assert lacking[0] == lacking[1] > 0


def test_two_exports_with_one_key_say_the_same_and_another_key_says_something_else(source, tmp_path):
    one, two = (made(source, tmp_path, name=name)[0] for name in ("one", "two"))
    other, _ = made(source, tmp_path, key=Key(b"o" * 32), name="other")
    said = [next(folder.iterdir()).read_bytes() for folder in (one, two, other)]
    assert said[0] == said[1] != said[2]


def test_four_years_later_every_date_is_that_of_the_calendar_and_every_figure_the_same(source, tmp_path):
    folder, _ = made(source, tmp_path, Wish(days=1461))
    before, after = open_dossier(source), open_dossier(folder)
    assert after.closing_date == before.closing_date.replace(year=2029)
    assert balances(after) == balances(before)
    assert counts(after) == counts(before)
    rows = [line.split("|") for line in next(folder.iterdir()).read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[3][:4] for row in rows} == {"2029"}
    assert rows[0][10].endswith("DU 10/11/2028")


def test_amounts_times_three_leave_every_ratio(source, tmp_path):
    folder, _ = made(source, tmp_path, Wish(factor=3))
    before, after = open_dossier(source), open_dossier(folder)
    assert balances(after) == balances(before, 3)
    assert dso(after, as_of=after.closing_date).days == dso(before, as_of=before.closing_date).days
    assert counts(after) == counts(before)


def test_the_columns_the_separator_and_the_lines_stay(source, tmp_path):
    folder, outcome = made(source, tmp_path)
    text = next(folder.iterdir()).read_text(encoding="utf-8")
    assert text.splitlines()[0] == HEADINGS
    assert len(text.splitlines()) == len(fec().decode().splitlines())
    assert outcome.files == [path.name for path in folder.iterdir()]
    assert outcome.files[0].endswith("FEC20251231.txt") and outcome.files[0].startswith("999")  # noqa: PT018  (a name)


def test_unreadable_dates_and_amounts_carry_nothing_over(source, tmp_path):
    lines = "VE|Ventes|1|Dupont|411000|Clients|C|Dupont|F1|20250101|x|12,00|0,00|||20250101||\n"
    lines += "VE|Ventes|1|20250101|706000|Ventes|||F1|20250101|x|0,00|12,00 Dupont|||20250101|Dupont|Dupont\n"
    lines += "VE|Ventes|1|20250101|706000|Ventes|||F1|20250101|x|0,00|12,00|||20250101||\n"
    source.write_bytes(fec(lines))
    folder, _ = made(source, tmp_path)
    assert survivors(folder, ["Dupont"]) == []
    assert counts(open_dossier(folder)) == counts(open_dossier(source))


def test_a_column_of_the_client_keeps_neither_its_heading_nor_its_words(source, tmp_path):
    head, *lines = fec().decode().splitlines()
    text = "\n".join([f"{head}|Chantier Dupont|DateLimitReglmt", *(f"{line}|Villa Dupont|20250301" for line in lines)])
    source.write_text(text, encoding="utf-8")
    folder, _ = made(source, tmp_path)
    written = next(folder.iterdir()).read_text(encoding="utf-8")
    assert written.splitlines()[0].endswith("|Idevise|Extra19|DateLimitReglmt")
    assert "dupont" not in written.casefold()
    assert figures(open_dossier(folder)) == figures(open_dossier(source))


def test_a_line_that_cannot_be_read_is_left_out_and_counted(source, tmp_path):
    source.write_bytes(fec() + b"VE|Dupont\n")
    folder, outcome = made(source, tmp_path)
    assert outcome.lines_left_out == 1
    assert survivors(folder, NAMES) == []


def test_the_years_of_a_company_agree(source, tmp_path):
    later = source.with_name("732829320FEC20261231.txt")
    later.write_bytes(fec().replace(b"|2025", b"|2026"))
    folder, outcome = made(source.parent, tmp_path)
    assert sorted(name[9:] for name in outcome.files) == ["FEC20251231.txt", "FEC20261231.txt"]
    assert len({name[:9] for name in outcome.files}) == 1
    rows = [[line.split("|") for line in path.read_text("utf-8").splitlines()[1:]] for path in sorted(folder.iterdir())]
    assert [row[6:8] for row in rows[0]] == [row[6:8] for row in rows[1]]


def test_a_file_in_xml_becomes_one_in_text_with_the_same_balance(source, tmp_path):
    party = "<CompAuxNum>DUPONT</CompAuxNum><CompAuxLib>Dupont</CompAuxLib>"
    owed = f"<CompteNum>411000</CompteNum><CompteLib>Clients</CompteLib>{party}<Debit>12.5</Debit><Credit>0</Credit>"
    sold = "<CompteNum>706000</CompteNum><CompteLib>Ventes</CompteLib><Debit>0</Debit><Credit>12.5</Credit>"
    lines = f"<ligne>{owed}</ligne><ligne>{sold}</ligne>"
    entry = "<EcritureNum>1</EcritureNum><EcritureDate>2025-01-31</EcritureDate><EcritureLib>Dupont</EcritureLib>"
    entry += "<PieceRef>FA-2025-0001</PieceRef><PieceDate>2025-01-31</PieceDate><ValidDate>2025-01-31</ValidDate>"
    journal = f"<JournalCode>VE</JournalCode><JournalLib>Ventes</JournalLib><ecriture>{entry}{lines}</ecriture>"
    year = f"<exercice><DateCloture>2025-12-31</DateCloture><journal>{journal}</journal></exercice>"
    path = source.with_suffix(".xml")
    path.write_text(f"<?xml version='1.0'?><comptabilite>{year}</comptabilite>", encoding="utf-8")
    folder, _ = made(path, tmp_path)
    assert survivors(folder, ["Dupont"], ["FA-2025-0001"]) == []
    assert figures(open_dossier(folder)) == figures(open_dossier(path))


HOSTILE = ("Facture", "VIR", "Avoir SARL", "Ventes", "A nouveaux", "X", "Œuvre-d'Art", "日本電気", "Client | Divers 🎉")


@given(st.lists(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=24), min_size=1, max_size=4))
@example(list(HOSTILE))
@settings(max_examples=25, deadline=None)
def test_no_name_whatever_survives(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("names")
    source = folder / NAME
    names = ["".join(" " if sign in "|\t\r\n\0" else sign for sign in name) for name in names]
    rows = [
        f"VE|Ventes|{n}|20250101|411000|Clients|{name}|{name}|F{n}|20250101|VIR {name}|1,00|0,00|||20250101||\n"
        f"VE|Ventes|{n}|20250101|706000|Ventes|||F{n}|20250101|{name.upper()}|0,00|1,00|||20250101||\n"
        for n, name in enumerate(names, 1000)
    ]
    source.write_text(f"{HEADINGS}\n{''.join(rows)}", encoding="utf-8", newline="")
    anonymise(source, folder / "out", KEY)
    assert survivors(folder / "out", [name for name in names if words_in([name])]) == []
