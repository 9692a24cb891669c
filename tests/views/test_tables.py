import html
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.views import table
from cashkit.views.tables import heading


class Read(HTMLParser):
    def __init__(self, source):
        super().__init__()
        self.tags, self.texts, self.attributes = [], [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        if data.strip():
            self.texts.append(data)


def test_headings_and_title_are_said_in_the_language_asked_for(aged):
    french = table(aged, "fr", caption="aged_balance_by_customer")
    english = table(aged, "en", caption="aged_balance_by_customer")
    assert french.headings[:4] == ("Code client", "Client", "Non échu", "1 à 30 j")
    assert english.headings[-3:] == ("Over 90 days", "Unapplied", "Total")
    assert (french.caption, english.caption) == ("Balance âgée par client", "Aged balance by customer")


def test_without_a_language_the_one_in_force_is_spoken(aged):
    with language.use("en"):
        assert table(aged).headings[2] == "Not due"


def test_a_language_that_cashkit_does_not_speak_is_refused(aged):
    with pytest.raises(ArgumentError, match="de"):
        table(aged, "de")


def test_a_named_index_comes_first_and_a_plain_one_is_left_out(aged):
    assert table(aged, "fr").headings[0] == "Code client"
    assert table(aged.reset_index(drop=True), "fr").headings[0] == "Client"


def test_a_customer_named_script_stays_text(aged):
    read = Read(table(aged, "fr")._repr_html_())
    assert "script" not in read.tags
    assert "<script>alert(1)</script>" in read.texts


def test_every_text_of_a_table_is_escaped():
    bad = '"><img src=x onerror=alert(1)>'
    frame = pd.DataFrame({bad: [bad], "verdict": [bad], "severity": [bad], "message": [bad]})
    read = Read(table(frame, "fr", caption=bad).with_total({bad: bad, "verdict": bad}).html())
    assert "img" not in read.tags
    assert not {name for name, _ in read.attributes} - {
        "class",
        "role",
        "aria-label",
        "tabindex",
        "scope",
        "data-label",
    }
    assert read.texts.count(bad) >= 5


def test_a_text_that_looks_like_a_formula_stays_as_it_is():
    assert "=cmd|" in table(pd.DataFrame({"name": ["=cmd|' /C calc'!A0"]}), "fr").text()


def test_amounts_stand_at_the_right_and_text_at_the_left(aged):
    first = table(aged, "fr").html().split("<tbody>")[1].split("</tr>")[0]
    assert '<td class="ck-n">120\u202f000,00\u00a0€</td>' in first
    assert "<td>Menuiserie Talmont</td>" in first


def test_a_long_table_is_cut_and_says_how_many_lines_are_left_out(aged):
    cut = table(aged, "fr", limit=1)
    assert len(cut.rows) == 1
    assert cut.note == "et 2 autres lignes"
    assert "et 2 autres lignes" in cut.html()
    assert table(aged, "en", limit=2).note == "and 1 more line"
    assert not table(aged, "fr", limit=3).note


def test_the_total_is_given_never_computed_here_and_stands_bold_at_the_end(aged):
    row = {"not_due": 160_000, "total": 269_512.8}
    shown = table(aged, "fr", limit=2).with_total(row)
    foot = shown.html().split("<tfoot>")[1]
    assert '<td class="ck-d">Total</td>' in foot
    assert "269\u202f512,80\u00a0€" in foot
    assert shown.note == "et 1 autre ligne, comprise dans le total"
    assert shown.total[3] == ""  # what is not given stays blank


def test_totals_of_a_statement_are_bold_and_its_keys_are_not_shown():
    frame = pd.DataFrame(
        {
            "line_key": ["cash", "total_assets"],
            "label_fr": ["Banque", "Total"],
            "label_en": ["Cash", "Total"],
            "net": [1.0, 1.0],
        }
    )
    shown = table(frame, "en")
    assert shown.headings == ("Item", "Net")
    assert shown.rows[0][0] == "Cash"
    assert shown.html().count('class="ck-strong"') == 1
    assert table(frame, "fr").rows[0][0] == "Banque"


def test_a_verdict_shows_its_sign_and_its_word():
    shown = table(pd.DataFrame({"verdict": ["bad", "not_assessed"]}), "fr").html()
    assert "✗ mauvais" in shown
    assert "? non évalué" in shown


def test_rows_that_hold_sentences_become_cards_on_a_phone(aged):
    assert table(pd.DataFrame({"message": ["x"], "amount": [1.0]}), "fr").cards
    assert 'data-label="Montant\u00a0:"' in table(pd.DataFrame({"message": ["x"], "amount": [1.0]}), "fr").html()
    assert not table(aged, "fr").cards


def test_a_wide_table_is_set_smaller_on_paper(aged):
    assert "ck-wide" in table(aged, "fr").html()
    assert "ck-wide" not in table(aged[["total"]], "fr").html()


def test_units_can_be_told_for_a_column_of_ones_own():
    frame = pd.DataFrame({"my share": [0.25], "delay": [3.0]})
    assert table(frame, "fr", units={"my share": "rate", "delay": "days"}).rows == [("25\u00a0%", "3,0\u00a0j")]


def test_buckets_of_other_edges_are_amounts_with_a_heading():
    frame = pd.DataFrame({"not_due": [1.0], "1-45": [2.0], "46+": [3.0]})
    assert table(frame, "fr").headings == ("Non échu", "1 à 45 j", "Plus de 45 j")
    assert table(frame, "fr").rows[0][1] == "2,00\u00a0€"


def test_usual_buckets_are_named_the_same_with_and_without_their_row_of_the_words_table():
    from cashkit.views import buckets

    for name in ("1-30", "31-60", "61-90", "91+"):
        for lang in ("fr", "en"):
            assert heading(name, lang) == buckets.heading(name, lang)


def test_an_empty_table_says_so(aged):
    assert "Aucune ligne." in table(aged.iloc[:0], "fr").html()
    assert table(aged.iloc[:0], "en").text().endswith("No line.")


def test_two_columns_of_one_name_are_both_shown():
    frame = pd.DataFrame([[1.0, 2.0]], columns=["total", "total"])
    assert table(frame, "en").rows == [("€1.00", "€2.00")]


def test_an_index_that_repeats_a_column_is_left_out(aged):
    assert table(aged.assign(customer_id=aged.index), "fr").headings.count("Code client") == 1


def test_the_frame_is_left_as_it_was(aged):
    before = aged.copy(deep=True)
    table(aged, "fr", limit=1).html()
    pd.testing.assert_frame_equal(aged, before)


def test_two_runs_give_the_same_text(aged):
    assert table(aged, "fr")._repr_html_() == table(aged.copy(), "fr")._repr_html_()


def test_ten_thousand_rows_are_written_each_once():
    n = 10_000
    frame = pd.DataFrame({"customer_id": [f"C{i}" for i in range(n)], "total": [i / 100 for i in range(n)]})
    shown = table(frame, "fr")
    assert shown.html().count("<tr>") == n + 1
    assert shown.rows[-1] == ("C9999", "99,99\u00a0€")


def test_a_terminal_shows_sixty_rows_aligned_and_says_how_many_more():
    frame = pd.DataFrame({"name": ["A"] * 100, "total": [1.0] * 100})
    lines = str(table(frame, "fr")).split("\n")
    assert len(lines) == 62
    assert lines[-1] == "et 40 autres lignes"
    assert len({len(line) for line in lines[1:-1]}) == 1


def test_the_title_may_be_a_text_of_its_own(aged):
    assert html.escape("Top <10>") in table(aged, "fr", caption="Top <10>").html()


def test_on_paper_a_list_that_is_cut_shows_half_and_a_table_that_is_whole_shows_all():
    rows = pd.DataFrame({"name": [f"N{n}" for n in range(9)]})
    cut = replace(table(rows, "en", limit=5), file="tables/x.csv")
    assert cut.note == "and 4 more lines; all of it is in tables/x.csv"
    assert cut.printed_note == "and 6 more lines; all of it is in tables/x.csv"
    shown = cut.html()
    assert shown.count('<tr class="ck-screen">') == 2
    assert shown.count("ck-more ck-screen") == shown.count("ck-more ck-paper") == 1
    assert "ck-screen" not in table(rows, "en").html()
    assert table(rows, "en").printed_note == ""
