import pandas as pd
import pytest

from cashkit.views import time_to_pay_chart


@pytest.fixture
def curve():
    """Return a curve in which one invoice in ten is never paid."""
    return pd.DataFrame(
        {
            "day": [0, 10, 30, 45, 60, 120],
            "unpaid_share": [1.0, 0.9, 0.5, 0.3, 0.2, 0.1],
            "at_risk": [1200, 1200, 1080, 600, 360, 240],
        }
    )


def marks(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def test_the_curve_falls_on_the_day_of_a_payment_not_before(curve):
    line = time_to_pay_chart(curve, "fr").lines[0]
    assert line.get_drawstyle() == "steps-post"
    assert (line.get_xdata()[0], line.get_ydata()[0]) == (0, 1.0)


def test_the_axes_start_at_zero_and_at_one_hundred_per_cent(curve):
    ax = time_to_pay_chart(curve, "fr")
    assert ax.get_xlim()[0] == 0
    assert ax.get_ylim()[0] == 0
    assert marks(ax.yaxis) == ["0\u00a0%", "25\u00a0%", "50\u00a0%", "75\u00a0%", "100\u00a0%"]


def test_each_mark_says_how_many_invoices_are_still_followed(curve):
    assert marks(time_to_pay_chart(curve, "fr").xaxis)[:3] == ["0\n(1\u202f200)", "30\n(1\u202f080)", "60\n(360)"]


def test_the_mean_of_paid_invoices_is_marked_when_given(curve):
    with_mean, without = time_to_pay_chart(curve, "fr", paid_mean=42.3), time_to_pay_chart(curve, "fr")
    assert len(with_mean.lines) == len(without.lines) + 1
    assert "".join(with_mean.texts[0].get_text().split()) == "moyennedesseulesfacturespayées:42,3jours"


def test_the_alternative_text_reads_the_curve(curve):
    told = time_to_pay_chart(curve, "en", paid_mean=42.3).figure.cashkit_alt
    assert told.startswith("How many days until invoices are paid? after 30 days, 50% still unpaid; after 60 days, 20%")
    assert "mean of paid invoices only: 42.3\u00a0days" in told
    assert "after 90 days, 20% still unpaid" in told


def test_the_long_tail_of_a_few_invoices_does_not_flatten_the_rest(curve):
    tail = pd.DataFrame({"day": [150, 900], "unpaid_share": [0.02, 0.01], "at_risk": [20, 10]})
    ax = time_to_pay_chart(pd.concat([curve, tail], ignore_index=True), "fr")
    assert ax.get_xlim()[1] < 200


def test_invoices_never_paid_show_as_a_level_line_not_as_an_empty_half(curve):
    never = pd.DataFrame({"day": [900], "unpaid_share": [0.1], "at_risk": [10]})
    last = time_to_pay_chart(pd.concat([curve, never], ignore_index=True), "fr").get_xlim()[1]
    assert 120 < last < 200


@pytest.mark.parametrize(("days", "unpaid"), [([5], [0.4]), ([0], [1.0]), ([400], [0.5]), ([3000], [0.5])])
def test_short_and_long_curves_have_a_few_marks(days, unpaid):
    ax = time_to_pay_chart(pd.DataFrame({"day": days, "unpaid_share": unpaid, "at_risk": [7]}), "fr")
    assert 1 <= len(marks(ax.xaxis)) <= 7


def test_an_invoice_paid_before_its_date_does_not_bend_the_curve_backwards(curve):
    early = pd.DataFrame({"day": [-5], "unpaid_share": [0.95], "at_risk": [1300]})
    ax = time_to_pay_chart(pd.concat([early, curve.iloc[1:]], ignore_index=True), "fr")
    days = ax.lines[0].get_xdata()
    assert (days[1:] >= days[:-1]).all()
    assert ax.get_xlim()[0] == 0


def test_no_invoice_is_no_error(curve):
    assert "Rien à montrer" in time_to_pay_chart(curve.iloc[:0], "fr").figure.cashkit_alt


def test_the_band_is_shaded_and_told_where_the_curve_has_one(curve):
    banded = curve.assign(lowest=curve["unpaid_share"] - 0.05, highest=curve["unpaid_share"] + 0.05)
    with_band, without = time_to_pay_chart(banded, "en"), time_to_pay_chart(curve, "en")
    assert (len(with_band.collections), len(without.collections)) == (1, 0)
    assert "between 45% and 55% after 30 days" in with_band.figure.cashkit_alt
