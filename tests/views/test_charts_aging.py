import pandas as pd
import pytest

from cashkit.views import aged_balance_chart, largest_customers_chart, theme


def labels(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def bars(ax):
    return [(round(bar.get_x(), 2), round(bar.get_width(), 2)) for bar in ax.patches]


def test_the_title_asks_and_the_names_are_said_in_both_languages(aged):
    french, english = aged_balance_chart(aged, "fr"), aged_balance_chart(aged, "en")
    assert french.figure.get_suptitle() == "Que doivent les clients, et avec quel retard\u202f?"
    assert labels(french.yaxis) == ["Non échu", "1 à 30 j", "31 à 60 j", "61 à 90 j", "Plus de 90 j", "Non affecté"]
    assert english.figure.get_suptitle() == "What do customers owe, and how late is it?"
    assert labels(english.yaxis)[-1] == "Unapplied"


def test_each_bar_is_the_total_of_its_bucket_and_starts_at_zero(aged):
    ax = aged_balance_chart(aged, "fr")
    totals = [160_000.0, 30_000.1, 25_000.2, 0.0, 64_012.5, -9_500.0]
    assert bars(ax) == [(0.0, total) for total in totals]
    low, high = ax.get_xlim()
    assert low <= 0 < high


def test_without_credits_the_axis_itself_starts_at_zero(aged):
    assert aged_balance_chart(aged.drop(columns="unapplied"), "fr").get_xlim()[0] == 0


def test_ten_thousand_times_ten_cents_is_exact():
    ax = aged_balance_chart(pd.DataFrame({"not_due": [0.1] * 10_000}), "fr")
    assert ax.patches[0].get_width() == 1000.0


def test_the_credits_stand_apart_at_the_left_of_zero_and_hatched(aged):
    ax = aged_balance_chart(aged, "fr")
    *late, credits_ = ax.patches
    assert credits_.get_width() < 0
    assert credits_.get_hatch() == theme.HATCHES["unapplied"]
    gaps = [b.get_y() - a.get_y() for a, b in zip(ax.patches, ax.patches[1:], strict=False)]
    assert gaps[-1] == pytest.approx(1.5 * gaps[0])
    assert not any(bar.get_hatch() for bar in late)


def test_amounts_are_in_thousands_as_each_language_writes_them(aged):
    assert [text.get_text() for text in aged_balance_chart(aged, "fr").texts] == [
        "160\u00a0k€", "30\u00a0k€", "25\u00a0k€", "0\u00a0€", "64\u00a0k€", "-9,5\u00a0k€",
    ]  # fmt: skip
    assert aged_balance_chart(aged, "en").texts[0].get_text() == "€160k"
    ticks = aged_balance_chart(aged, "fr").xaxis.get_major_formatter()
    assert ticks(50_000) == "50\u00a0k€"


def test_the_alternative_text_tells_every_bucket(aged):
    told = aged_balance_chart(aged, "fr").figure.cashkit_alt
    assert told.startswith("Que doivent les clients")
    assert "Plus de 90 j\u00a0: 64\u00a0k€" in told
    assert "Non affecté\u00a0: -9,5\u00a0k€" in told


def test_other_edges_are_drawn_as_they_come():
    ax = aged_balance_chart(pd.DataFrame({"not_due": [1.0], "1-45": [2.0], "46+": [3.0], "total": [6.0]}), "en")
    assert labels(ax.yaxis) == ["Not due", "1–45 days", "Over 45 days"]


def test_the_largest_customers_come_first_and_the_smallest_are_left_out(aged):
    assert labels(largest_customers_chart(aged, "fr").yaxis) == [
        "Menuiserie Talmont", "Mairie de Saint-Aub…", "<script>alert(1)</s…",
    ]  # fmt: skip
    assert labels(largest_customers_chart(aged, "fr", n=1).yaxis) == ["Menuiserie Talmont"]


def test_a_customers_bar_starts_at_zero_with_its_latest_overdue(aged):
    ax = largest_customers_chart(aged, "fr", n=1)
    assert bars(ax) == [
        (0.0, 64_000.0), (64_000.0, 0.0), (64_000.0, 20_000.2), (84_000.2, 30_000.1),
        (114_000.3, 120_000.0), (0.0, -9_000.0),
    ]  # fmt: skip


def test_the_legend_names_the_buckets_in_the_order_of_the_bar(aged):
    legend = largest_customers_chart(aged, "fr").figure.legends[0]
    assert [text.get_text() for text in legend.get_texts()] == [
        "Plus de 90 j", "61 à 90 j", "31 à 60 j", "1 à 30 j", "Non échu", "Non affecté",
    ]  # fmt: skip


def test_each_customer_is_told_with_what_is_overdue(aged):
    told = largest_customers_chart(aged, "en").figure.cashkit_alt
    assert "Menuiserie Talmont: €234k, of which €114k overdue" in told
    assert "<script>alert(1)</script>: €13, of which €13 overdue" in told


def test_without_names_the_codes_are_shown(aged):
    assert labels(largest_customers_chart(aged.drop(columns="name"), "fr").yaxis) == ["C1", "C2", "C3"]


def test_a_customer_that_only_has_credits_owes_nothing():
    frame = pd.DataFrame({"name": ["A"], "not_due": [0.0], "unapplied": [-5.0]})
    assert "Nothing to show" in largest_customers_chart(frame, "en").figure.cashkit_alt


def test_customers_with_equal_amounts_keep_their_order_and_a_repeated_name_is_kept():
    frame = pd.DataFrame({"name": ["B", "A", "A"], "not_due": [10.0, 10.0, 10.0]})
    assert labels(largest_customers_chart(frame, "en").yaxis) == ["B", "A", "A"]


@pytest.mark.parametrize("chart", [aged_balance_chart, largest_customers_chart])
def test_the_frame_is_left_as_it_was(aged, chart):
    before = aged.copy(deep=True)
    chart(aged, "fr")
    pd.testing.assert_frame_equal(aged, before)
