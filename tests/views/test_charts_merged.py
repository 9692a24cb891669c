import pandas as pd
import pytest

from cashkit.views import merged_customers_chart, show

ROWS = [
    ("code", "Un", 8_000.0, 10_000.0),
    ("code", "Un bis", 7_000.0, 9_000.0),
    ("total", "Un", 15_000.0, 10_000.0),
    ("code", "Rien", 0.0, 5_000.0),
    ("code", "Rien bis", 0.0, 0.0),
    ("total", "Rien", 0.0, 5_000.0),
    ("code", "<b>Deux</b>", 1_000.0, 0.0),
    ("code", "Deux bis", 500.0, 0.0),
    ("total", "<b>Deux</b>", 1_500.0, 0.0),
]
TABLE = pd.DataFrame(ROWS, columns=["line_key", "name", "exposure", "credit_limit"])


def test_codes_are_laid_end_to_end_from_zero():
    ax = merged_customers_chart(TABLE, "fr")
    bars = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
    assert bars == [(0, 8_000), (8_000, 7_000), (0, 1_000), (1_000, 500)]
    assert ax.get_xlim()[0] == 0


def test_two_codes_beside_each_other_are_told_apart_in_grey():
    first, second = merged_customers_chart(TABLE, "fr").patches[:2]
    assert first.get_facecolor() != second.get_facecolor()


def test_who_exposes_nothing_is_left_out_and_who_has_no_line_has_no_mark():
    ax = merged_customers_chart(TABLE, "fr")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Un", "<b>Deux</b>"]
    marks = [line.get_xdata()[0] for line in ax.lines if line.get_linewidth() > 2]
    assert list(marks) == [10_000]


@pytest.mark.parametrize(("lang", "said"), [("fr", "sur 2 codes"), ("en", "over 2 codes")])
def test_it_is_told_in_words_and_escaped(lang, said):
    drawn = show(merged_customers_chart(TABLE, lang)).svg()
    assert said in drawn
    assert "<b>Deux" not in drawn


def test_nothing_to_draw_is_said():
    assert "ck-chart" in show(merged_customers_chart(TABLE.head(0), "fr")).svg()
