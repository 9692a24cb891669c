import pandas as pd
import pytest

from cashkit.views import delivered_beyond_chart, limit_used_chart, show, theme

BOOK = pd.DataFrame(
    {
        "name": ["Comptoir Talmond", "Petit", "<b>Sans ligne</b>", "Rien", "Un négoce au nom vraiment très long"],
        "exposure": [72_000.0, 15_000.0, 9_000.0, 0.0, 39_000.0],
        "credit_limit": [60_000.0, 40_000.0, 0.0, 5_000.0, 40_000.0],
    }
)


def labels(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def test_the_fullest_line_comes_first_and_who_has_none_is_left_out():
    assert labels(limit_used_chart(BOOK, "fr").yaxis) == ["Comptoir Talmond", "Un négoce au nom vr…", "Petit"]
    assert labels(limit_used_chart(BOOK, "fr", n=1).yaxis) == ["Comptoir Talmond"]


def test_bars_start_at_zero_and_what_is_beyond_the_line_is_dark():
    ax = limit_used_chart(BOOK, "fr")
    assert ax.get_xlim()[0] == 0
    assert [(bar.get_x(), bar.get_width()) for bar in ax.patches] == [
        (0, 60_000.0), (60_000.0, 12_000.0), (0, 39_000.0), (0, 15_000.0),
    ]  # fmt: skip
    within, beyond = [
        theme.lightness("#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in bar.get_facecolor()[:3])))
        for bar in ax.patches[:2]
    ]
    assert within - beyond > 0.4


def test_the_line_is_a_mark_across_each_bar():
    marks = [line.get_xdata()[0] for line in limit_used_chart(BOOK, "fr").lines if len(line.get_xdata()) == 2]
    assert marks[:3] == [60_000.0, 40_000.0, 40_000.0]


def test_the_amount_stands_beside_the_bar_or_the_mark():
    texts = limit_used_chart(BOOK, "fr").texts
    assert [text.get_text() for text in texts] == ["72\u00a0k€", "39\u00a0k€", "15\u00a0k€"]
    assert [text.xy[0] for text in texts] == [72_000.0, 40_000.0, 40_000.0]


@pytest.mark.parametrize("draw", [limit_used_chart, delivered_beyond_chart])
def test_nothing_to_compare_is_said(draw):
    assert "Rien à montrer" in draw(pd.DataFrame(columns=BOOK.columns), "fr").figure.cashkit_alt
    assert "Rien à montrer" in draw(BOOK.assign(credit_limit=0.0), "fr").figure.cashkit_alt


def test_each_chart_asks_its_own_question_and_answers_in_words():
    assert limit_used_chart(BOOK, "fr").figure.get_suptitle().startswith("Qui approche de sa ligne")
    drawn = delivered_beyond_chart(BOOK, "en").figure
    assert drawn.get_suptitle() == "To whom did deliveries go furthest beyond the limit?"
    assert "Comptoir Talmond: €72k for a limit of €60k" in drawn.cashkit_alt


def test_a_hostile_name_is_only_text():
    assert "<b>" not in show(limit_used_chart(BOOK.assign(credit_limit=1.0), "fr")).svg()


def test_a_customer_delivered_many_times_is_told_by_its_worst_day():
    days = pd.DataFrame({"name": ["A", "B", "A"], "exposure": [70.0, 90.0, 95.0], "credit_limit": [60.0, 80.0, 60.0]})
    drawn = delivered_beyond_chart(days, "en")
    assert labels(drawn.yaxis) == ["A", "B"]
    assert "A: €95 for a limit of €60; B: €90" in drawn.figure.cashkit_alt
