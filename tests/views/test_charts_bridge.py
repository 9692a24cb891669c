"""The DSO bridge drawn: each cause begins where the one before it ended."""

import pandas as pd
import pytest

from cashkit.views import dso_bridge_chart

STEPS = ["start", "terms", "lateness", "financed", "end"]


@pytest.fixture
def table():
    """Return a bridge from 50 to 49 days."""
    days = [50.0, 4.0, 5.0, -10.0, 49.0]
    return pd.DataFrame({"bridge_step": STEPS, "days": days, "cumulated_days": [50.0, 54.0, 59.0, 49.0, 49.0]})


def spans(ax):
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]


def test_both_dsos_start_at_zero_and_each_cause_where_the_one_before_ended(table):
    assert spans(dso_bridge_chart(table, "fr")) == [(0, 50), (50, 54), (54, 59), (49, 59), (0, 49)]


def test_what_shortens_the_dso_is_told_from_what_lengthens_it_without_colour(table):
    hatches = [bool(bar.get_hatch()) for bar in dso_bridge_chart(table, "fr").patches]
    assert hatches == [False, False, False, True, False]


def test_each_bar_bears_its_days_and_a_cause_its_sign(table):
    told = [text.get_text().replace("\u00a0", " ") for text in dso_bridge_chart(table, "fr").texts]
    assert told == ["50,0 j", "+4,0 j", "+5,0 j", "-10,0 j", "49,0 j"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_step_has_its_words(table, lang):
    names = [label.get_text() for label in dso_bridge_chart(table, lang).get_yticklabels()]
    assert not set(names) & set(STEPS)


def test_without_a_bridge_the_chart_says_so(table):
    assert "Rien à montrer" in dso_bridge_chart(table.iloc[:0], "fr").figure.cashkit_alt
