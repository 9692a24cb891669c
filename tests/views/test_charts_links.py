import numpy as np
import pandas as pd

from cashkit.views import days_lost_chart, invoicing_delay_chart, order_to_cash_chart, theme

MONTHS = pd.to_datetime(["2025-10-31", "2025-11-30", "2025-12-31"])
LINKS = pd.DataFrame(
    {
        "month": MONTHS,
        "days_to_deliver": [12.0, 10.0, 9.0],
        "days_to_invoice": [6.0, -1.0, 4.0],
        "days_to_pay": [50.0, 30.0, np.nan],
    }
)


def bars(ax):
    return [(bar.get_y(), bar.get_height()) for bar in ax.patches]


def test_the_links_stand_one_upon_another_from_zero():
    assert bars(order_to_cash_chart(LINKS, "fr")) == [
        (0, 12.0), (0, 10.0), (0, 9.0), (12.0, 6.0), (0, -1.0), (9.0, 4.0), (18.0, 50.0), (10.0, 30.0), (13.0, 0),
    ]  # fmt: skip


def test_grey_tells_neighbouring_links_apart():
    ax = order_to_cash_chart(LINKS, "fr")
    colours = [ax.patches[i].get_facecolor()[:3] for i in (0, 3, 6)]
    light = [theme.lightness("#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in one))) for one in colours]
    assert abs(light[0] - light[1]) > 0.3
    assert abs(light[1] - light[2]) > 0.3
    assert [ax.patches[i].get_hatch() for i in (0, 3, 6)] == ["", "", "...."]


def test_the_answer_tells_the_latest_month_that_is_known_of_each_link():
    told = order_to_cash_chart(LINKS, "fr").figure.cashkit_alt.replace("\u00a0", " ")
    assert "commande à livraison : 9,0 j en déc. 2025" in told
    assert "facture à règlement : 30,0 j en nov. 2025" in told


def test_a_link_of_which_nothing_is_known_is_not_drawn():
    ax = order_to_cash_chart(LINKS.assign(days_to_pay=np.nan), "en")
    assert len(ax.patches) == 6
    assert "payment" not in ax.figure.cashkit_alt
    assert "Nothing to show" in order_to_cash_chart(LINKS[["month"]], "en").figure.cashkit_alt


def test_the_latest_month_is_always_marked():
    many = pd.concat([LINKS] * 8, ignore_index=True)
    many["month"] = pd.date_range("2024-01-31", periods=24, freq="ME")
    labels = [label.get_text() for label in order_to_cash_chart(many, "en").xaxis.get_ticklabels()]
    assert labels[0] == "Dec 25"
    assert len(labels) <= 6


def test_the_days_to_invoice_stand_month_by_month_from_zero():
    delays = pd.DataFrame({"month": MONTHS, "weighted_days": [6.0, np.nan, 4.5]})
    ax = invoicing_delay_chart(delays, "fr")
    assert bars(ax) == [(0, 6.0), (0, 4.5)]
    assert ax.figure.cashkit_alt.endswith("oct. 2025\u00a0: 6,0\u00a0j\u202f; déc. 2025\u00a0: 4,5\u00a0j.")
    assert "Nothing to show" in invoicing_delay_chart(delays.head(0), "en").figure.cashkit_alt


def test_days_are_marked_as_each_language_writes_them():
    delays = pd.DataFrame({"month": MONTHS, "weighted_days": [2.0, 1.0, 2.5]})
    marks = [invoicing_delay_chart(delays, lang).yaxis.get_major_formatter()(1.5) for lang in ("fr", "en")]
    assert marks == ["1,5", "1.5"]


CUSTOMERS = pd.DataFrame(
    {
        "name": ["Un", "Deux", "Trois"],
        "days_beyond_promise": [2.0, np.nan, 0.0],
        "days_to_invoice": [3.0, 1.0, 0.0],
        "days_past_due": [10.0, 4.0, 0.0],
        "carried": [5_000.0, 300.0, 0.0],
    }
)


def test_the_days_lost_lie_one_after_another_and_customers_who_lose_none_are_left_out():
    ax = days_lost_chart(CUSTOMERS, "fr")
    assert [(bar.get_x(), bar.get_width()) for bar in ax.patches] == [
        (0, 2.0), (0, 0), (2.0, 3.0), (0, 1.0), (5.0, 10.0), (1.0, 4.0),
    ]  # fmt: skip
    told = ax.figure.cashkit_alt.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Un : 15,0 j, 5 000 € immobilisés" in told
    assert "Trois" not in told


def test_where_no_day_is_lost_there_is_nothing_to_show():
    assert "Nothing to show" in days_lost_chart(CUSTOMERS.tail(1), "en").figure.cashkit_alt
    assert "Nothing to show" in days_lost_chart(CUSTOMERS.head(0), "en").figure.cashkit_alt
