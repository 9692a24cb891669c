import pandas as pd

from cashkit.views import cash_forecast_chart, theme

WEEKS = pd.DataFrame(
    {
        "week_from": pd.date_range("2026-01-01", periods=13, freq="7D"),
        "expected": [220_000.0 - 15_000 * week for week in range(13)],
        "low": [max(150_000.0 - 15_000 * week, 0) for week in range(13)],
        "high": [290_000.0 - 15_000 * week for week in range(13)],
    }
)


def test_one_bar_a_week_starts_at_zero_and_the_interval_crosses_its_top():
    ax = cash_forecast_chart(WEEKS, "fr")
    assert [bar.get_height() for bar in ax.patches] == WEEKS["expected"].tolist()
    assert ax.get_ylim()[0] == 0
    first = ax.lines[0]
    assert list(first.get_ydata()) == [150_000, 290_000]


def test_the_interval_is_darker_than_the_bar_in_grey():
    assert theme.lightness(theme.BUCKETS["not_due"]) - theme.lightness(theme.INK) > 0.5


def test_few_weeks_are_marked_by_day_and_month():
    labels = [one.get_text() for one in cash_forecast_chart(WEEKS, "en").get_xticklabels()]
    assert labels == ["01/01", "15/01", "29/01", "12/02", "26/02", "12/03", "26/03"]


def test_the_alternative_text_tells_every_week():
    told = cash_forecast_chart(WEEKS, "fr").figure.cashkit_alt
    assert told.count("semaine du") == 13
    assert "semaine du 01/01/2026\u00a0: 220\u00a0k€ (de 150\u00a0k€ à 290\u00a0k€)" in told


def test_no_week_and_weeks_without_cash_are_drawn_too():
    assert not cash_forecast_chart(WEEKS.head(0), "fr").patches
    nil = WEEKS.assign(expected=0.0, low=0.0, high=0.0)
    assert cash_forecast_chart(nil, "fr").get_ylim() == (0, 1)
