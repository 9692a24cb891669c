import pytest

from cashkit.accounts.thresholds import defaults, thresholds
from cashkit.ground.errors import ArgumentError


def test_every_threshold_says_where_it_comes_from():
    assert {threshold.mark for threshold in defaults().values()} == {"sourced", "known", "proposed"}
    assert all(threshold.source and threshold.fr and threshold.en for threshold in defaults().values())


def test_practice_wins_where_sources_differ():
    limits = thresholds()
    assert (limits["supplier_days_watch"], limits["supplier_days_bad"]) == (60, 75)
    assert limits["overdraft_share"] == 0.40
    assert (limits["equity_good"], limits["equity_bad"]) == (0.25, 0.10)


def test_ones_own_thresholds_replace_those_shipped():
    assert thresholds({"equity_good": 0.30})["equity_good"] == 0.30
    assert thresholds({"equity_good": 0.30})["equity_bad"] == 0.10
    assert thresholds()["equity_good"] == 0.25


def test_an_unknown_threshold_is_refused():
    with pytest.raises(ArgumentError, match="equity_good"):
        thresholds({"equity": 0.3})
