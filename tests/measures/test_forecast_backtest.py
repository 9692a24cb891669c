"""The backtest: what the forecast would have said, beside what came and two plain rivals."""

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.forecast_backtest import forecast_backtest, winner
from cashkit.measures.forecasts import Forecasts, Made
from cashkit.measures.interval import Width
from cashkit.readers.open import open_dossier


@pytest.fixture(scope="module")
def tried():
    """Return the backtest of the sample company."""
    return forecast_backtest(open_dossier("sample"), as_of="2025-12-31")


def test_twelve_past_days_whose_weeks_are_over_are_tried(tried):
    assert len(tried.dates) == 12
    assert tried.dates["as_of"].is_monotonic_increasing
    assert tried.dates["as_of"].max() + pd.Timedelta(days=91) <= pd.Timestamp("2025-12-31")
    assert tried.weeks > 150


def test_the_forecast_beats_both_rivals_on_the_sample(tried):
    error = tried.methods.set_index("forecast_method")["weekly_error"]
    assert tried.verdict == "wins"
    assert error["forecast"] < 0.8 * error["by_mean_delay"]
    assert error["forecast"] < 0.6 * error["by_due_date"]


def test_the_band_holds_about_eight_weeks_in_ten(tried):
    assert 0.7 <= tried.coverage <= 0.9


def test_came_is_the_cash_that_settled_what_was_open(tried):
    """Never more than what was open, all of which the first rival has within 13 weeks of the day."""
    assert (tried.dates["came"] <= tried.dates["by_due_date"] * 1.02).all()


def test_where_everyone_pays_on_the_due_date_the_forecast_does_not_win(steady):
    found = forecast_backtest(steady, as_of="2025-12-31")
    assert found.methods["weekly_error"].tolist()[1:] == [0.0, 0.0]
    assert found.verdict == "loses"


def test_who_misses_as_much_as_came_in_is_useless_however_bad_the_rivals_are():
    assert winner((0.99, 0.5), [(3.0, 2.0)]) == "wins"
    assert winner((1.0, 0.5), [(3.0, 2.0)]) == "useless"


def test_a_short_ledger_is_tried_on_closer_days(steady):
    """Six months: twelve days every two weeks or every week, where every four weeks there are not twelve."""
    end = pd.Timestamp("2023-09-30")
    cut = steady.invoices[steady.invoices["issue_date"] <= end]
    paid = steady.payments[steady.payments["payment_date"] <= end]
    used = steady.allocations[steady.allocations["allocated_on"] <= end]
    found = forecast_backtest(Dossier.of(name="short", invoices=cut, payments=paid, allocations=used), as_of=end)
    gaps = np.diff(found.dates["as_of"].to_numpy()).astype("timedelta64[D]").astype(int)
    assert len(found.dates) >= 8
    assert set(gaps) == {7}


def test_a_ledger_too_short_for_13_weeks_says_so(steady):
    end = pd.Timestamp("2023-03-31")
    cut = steady.invoices[steady.invoices["issue_date"] <= end]
    found = forecast_backtest(Dossier.of(name="short", invoices=cut), as_of=end)
    assert (len(found.dates), found.verdict, found.coverage) == (0, "", None)
    assert found.reason == "measures.no_backtest"


def test_a_miss_of_a_forecast_that_was_certain_widens_no_band_beyond_all_measure(monkeypatch):
    """It left a thousandth of a cent to doubt, and missed by 200 euros."""
    certain, nothing = Made(None, np.full(13, 100.0), np.full(13, 0.001), 0.001), np.empty(0)
    for name, told in {"known": True, "on": certain, "came": np.full(13, 20_100)}.items():
        monkeypatch.setattr(Forecasts, name, lambda *_, told=told, **__: told)
    assert Forecasts(None, 0).width(20_000, 13, 0.8) == Width.of(nothing, nothing, level=0.8)
