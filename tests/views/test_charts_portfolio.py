import numpy as np
import pandas as pd

from cashkit.views import portfolio_chart, show, theme
from cashkit.views.charts_portfolio import EARLIEST, LATEST, MOST_USED

COLUMNS = ["name", "exposure", "limit_used", "weighted_lateness", "score_band"]


def book(*rows):
    return pd.DataFrame([(f"Client {n}", *row) for n, row in enumerate(rows, 1)], columns=COLUMNS)


MANY = book((72e3, 1.2, 40.0, ""), (15e3, 0.4, 3.0, ""), (9e3, 0.5, 2.0, "gone"))


def names(ax):
    return [text.get_text() for text in ax.texts]


def boxes(ax):
    figure = ax.figure
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    found = [super(type(text), text).get_window_extent(renderer) for text in ax.texts]
    return found, figure.bbox


def drawn(rows, lang="fr"):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    ax = portfolio_chart(rows, lang)
    FigureCanvasAgg(ax.figure)
    return ax


def test_who_has_something_against_it_is_named_the_most_exposed_first():
    assert names(portfolio_chart(MANY, "fr")) == ["Client 1", "Client 3"]


def test_a_customer_within_its_line_that_pays_on_time_is_not_named():
    assert names(portfolio_chart(book((72e3, 0.9, 15.0, "risk_below_10")), "fr")) == []


def test_weak_accounts_are_darkest_and_an_excess_is_darker_than_the_rest():
    ax = portfolio_chart(MANY, "fr")
    fills = [one.get_facecolor()[0] for one in ax.collections if len(one.get_offsets())]
    light = [theme.lightness("#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in one[:3]))) for one in fills]
    assert light == sorted(light, reverse=True)
    assert min(np.diff(sorted(light))) > 0.2


def test_no_name_covers_another_nor_leaves_the_chart():
    crowd = book(*[(1e4 * n, 1.5, 20.0, "gone") for n in range(1, 12)])
    found, whole = boxes(drawn(crowd.assign(name="Un négoce au nom vraiment très long")))
    assert len(found) == 6
    assert all(not one.overlaps(other) for i, one in enumerate(found) for other in found[:i])
    assert all(whole.x0 <= one.x0 and one.x1 <= whole.x1 and whole.y0 <= one.y0 and one.y1 <= whole.y1 for one in found)


def test_what_is_off_the_scale_stands_at_its_edge_and_is_told_in_full():
    ax = portfolio_chart(book((72e3, 9.5, 400.0, ""), (1e3, 0.1, -200.0, "")), "en")
    places = np.concatenate([one.get_offsets() for one in ax.collections if len(one.get_offsets())])
    assert places[:, 0].max() == MOST_USED
    assert (places[:, 1].min(), places[:, 1].max()) == (EARLIEST, LATEST)
    assert "950% of the limit, 400.0" in ax.figure.cashkit_alt


def test_who_has_no_history_or_no_line_is_left_out_and_the_rest_counted():
    rows = book((1e3, 0.5, 2.0, ""), (1e3, 0.5, None, ""), (1e3, None, 2.0, ""), (0.0, 0.0, 2.0, ""))
    assert portfolio_chart(rows, "fr").figure.cashkit_alt.endswith("clients représentés\u202f: 1.") or portfolio_chart(
        rows, "fr"
    ).figure.cashkit_alt.endswith("clients représentés\u00a0: 1.")


def test_nothing_to_show_is_said():
    assert "Rien à montrer" in portfolio_chart(pd.DataFrame(columns=COLUMNS), "fr").figure.cashkit_alt
    assert "Rien à montrer" in portfolio_chart(book((0.0, 0.5, 2.0, "")), "fr").figure.cashkit_alt


def test_a_hostile_name_is_only_text():
    assert "<b>" not in show(portfolio_chart(MANY.assign(name="<b>$x$</b>"), "fr")).svg()
