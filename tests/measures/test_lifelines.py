"""Kaplan-Meier against lifelines, on the sample: curves, bands and medians by count, curves by amount."""

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times

from cashkit.dossier.engine.spells import timed_items
from cashkit.ground.calendar import day_number
from cashkit.measures.time_to_pay import time_to_pay
from cashkit.measures.time_to_pay_by import time_to_pay_by
from cashkit.readers.open import open_dossier

AS_OF = "2025-12-31"


@pytest.fixture(scope="module")
def dossier():
    return open_dossier("sample")


@pytest.fixture(scope="module")
def timed(dossier):
    """Return the items of the sample one by one, with their customer and segment."""
    allocated, when = dossier.engine.allocated("matched")
    found = timed_items(dossier.engine.books, allocated.rows, when, day_number(pd.Timestamp(AS_OF)))
    codes = dossier.engine.books.items.customer[found.row]
    frame = pd.DataFrame({name: getattr(found, name) for name in ("days", "ended", "cents")})
    frame["customer_id"] = np.asarray(dossier.engine.labels("customer"), object)[codes]
    segments = dossier.table("customers").drop_duplicates("customer_id").set_index("customer_id")["segment"]
    return frame.assign(segment=frame["customer_id"].map(segments))


def fitted(rows, weights=None):
    return KaplanMeierFitter().fit(rows["days"], rows["ended"], weights=weights)


def on(curve, days):
    """Return a lifelines curve on some days: it adds a day 0 of its own."""
    return curve.reindex(days).to_numpy()


def day_or_none(value):
    return None if np.isinf(value) else int(value)


def test_the_sample_has_paid_and_open_items_to_compare(timed):
    assert timed["ended"].nunique() == 2
    assert timed["days"].min() >= 0  # lifelines follows nothing before day 0


def test_curve_and_bands_by_count_are_those_of_lifelines(dossier, timed):
    curve, rival = time_to_pay(dossier, as_of=AS_OF).curve, fitted(timed)
    band = on(rival.confidence_interval_, curve["day"])
    assert np.abs(on(rival.survival_function_, curve["day"])[:, 0] - curve["unpaid_share"]).max() < 1e-9
    assert np.abs(band[:, 0] - curve["lowest"]).max() < 1e-9
    assert np.abs(band[:, 1] - curve["highest"]).max() < 1e-9


def test_the_median_and_its_band_are_those_of_lifelines(dossier, timed):
    found, rival = time_to_pay(dossier, as_of=AS_OF), fitted(timed)
    band = median_survival_times(rival.confidence_interval_).to_numpy()[0]
    assert found.median_days == rival.median_survival_time_
    assert found.median_band == (day_or_none(band[0]), day_or_none(band[1]))


def test_the_curve_by_amount_is_that_of_lifelines_with_cents_as_weights(dossier, timed):
    curve, rival = time_to_pay(dossier, as_of=AS_OF).curve, fitted(timed, timed["cents"])
    assert np.abs(on(rival.survival_function_, curve["day"])[:, 0] - curve["unpaid_share_by_amount"]).max() < 1e-9


@pytest.mark.parametrize("by", ["segment", "customer_id"])
def test_the_medians_of_each_group_are_those_of_lifelines(dossier, timed, by):
    found = time_to_pay_by(dossier, as_of=AS_OF, by=by).set_index(by)
    assert set(found.index) == set(timed[by])
    for key in found.nlargest(12, "cents").index:
        rows = timed[timed[by] == key]
        rival, told = fitted(rows), found.loc[key]
        band = median_survival_times(rival.confidence_interval_).to_numpy()[0]
        expected = [rival.median_survival_time_, band[0], band[1], fitted(rows, rows["cents"]).median_survival_time_]
        names = ["median_days", "median_low", "median_high", "median_days_by_amount"]
        assert told[names].fillna(np.inf).tolist() == expected
