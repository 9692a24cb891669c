import numpy as np
import pandas as pd
import pytest

from cashkit.views import dso_history_chart, theme


@pytest.fixture
def history():
    months = pd.date_range("2024-01-31", periods=24, freq="ME")
    return pd.DataFrame(
        {
            "month": months,
            "period": [np.nan] * 3 + [60.0 + i for i in range(21)],
            "rolling": [np.nan] * 2 + [58.0] * 10 + [np.nan] + [58.0] * 11,
            "count_back": [np.nan] * 4 + [62.25] * 20,
            "best_possible": [np.nan] * 3 + [41.0] * 21,
        }
    )


def names(ax):
    return [text.get_text() for text in ax.texts]


def test_the_title_asks_and_each_line_is_named_at_its_end_with_its_latest_value(history):
    french = dso_history_chart(history, "fr")
    assert french.figure.get_suptitle() == "Les clients mettent-ils plus de temps à payer\u202f?"
    assert names(french)[1:] == [
        "période 80,0\u00a0j", "glissant 58,0\u00a0j", "épuisement 62,3\u00a0j", "théorique 41,0\u00a0j",
    ]  # fmt: skip
    assert names(dso_history_chart(history, "en"))[-1] == "best possible 41.0\u00a0d"


def test_a_month_that_cannot_be_computed_is_a_gap(history):
    rolling = dso_history_chart(history, "fr").lines[1].get_ydata()
    assert np.isnan(rolling[12])
    assert rolling[13] == 58.0


def test_the_axis_starts_at_zero_and_holds_the_highest_value(history):
    low, high = dso_history_chart(history, "fr").get_ylim()
    assert low == 0
    assert high > 80


def test_lines_are_told_apart_by_their_dash_without_colour(history):
    assert len({line.get_linestyle() for line in dso_history_chart(history, "fr").lines}) == len(theme.SERIES)


def test_the_first_months_without_enough_history_are_shaded(history):
    ax = dso_history_chart(history, "fr")
    assert names(ax)[0] == "historique trop court"
    shade = ax.patches[0]
    assert (shade.get_x(), round(shade.get_x() + shade.get_width(), 1)) == (-0.4, 3.5)


def test_the_measure_itself_may_say_which_months_are_complete(history):
    ax = dso_history_chart(history.iloc[6:].assign(complete=[False] * 5 + [True] * 13), "fr")
    assert round(ax.patches[0].get_x() + ax.patches[0].get_width(), 1) == 4.5
    assert not dso_history_chart(history.iloc[6:].assign(complete=True), "fr").patches


def test_a_full_history_is_not_shaded(history):
    ax = dso_history_chart(history.iloc[4:12], "fr")
    assert not ax.patches
    assert "historique trop court" not in names(ax)


def test_a_gap_in_the_middle_is_no_short_history(history):
    assert not dso_history_chart(history.iloc[10:], "fr").patches


def test_months_are_written_in_words_the_latest_among_them(history):
    marks = [label.get_text() for label in dso_history_chart(history, "fr").xaxis.get_ticklabels()]
    assert marks[0] == "déc. 25"
    assert len(marks) <= 5


def test_names_at_the_end_do_not_cover_each_other(history):
    close = history.assign(rolling=60.0, count_back=60.1, best_possible=60.2, period=60.3)
    places = sorted(text.xy[1] for text in dso_history_chart(close, "fr").texts)
    assert min(np.diff(places)) >= 0.06 * 60


def test_a_method_never_computed_has_no_line(history):
    ax = dso_history_chart(history.assign(best_possible=np.nan), "en")
    assert len(ax.lines) == 3
    assert "best possible" not in ax.figure.cashkit_alt


def test_the_alternative_text_tells_where_each_line_starts_and_ends(history):
    told = dso_history_chart(history, "fr").figure.cashkit_alt
    assert "période\u00a0: 60,0\u00a0j en avr. 2024, 80,0\u00a0j en déc. 2025" in told


@pytest.mark.parametrize("empty", [True, False])
def test_a_history_without_any_figure_says_so(history, empty):
    frame = history.iloc[:0] if empty else history.iloc[:2]
    assert "Nothing to show" in dso_history_chart(frame, "en").figure.cashkit_alt
