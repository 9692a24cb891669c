import pandas as pd
import pytest

from cashkit.views import completeness_chart, disputed_products_chart, disputes_chart, theme

FORM = pd.DataFrame(
    {
        "information": ["siren", "email", "iban", "city"],
        "filled_by_weight": [0.995, 0.8, None, 1.0],
        "missing": [1, 7, 0, 0],
    }
)
DISPUTES = pd.DataFrame(
    {
        "reason": ["price", "paperwork", "quality", "a reason of theirs", "tax"],
        "count": [33, 46, 22, 1, 2],
        "amount": [96_000.0, 168_000.0, 88_000.0, 10_000.0, 0.0],
    }
)


def labels(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def texts(ax):
    return [text.get_text() for text in ax.texts]


def lightnesses(ax):
    rgb = [bar.get_facecolor()[:3] for bar in ax.patches]
    return [theme.lightness("#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in one))) for one in rgb]


def test_what_weighs_most_comes_first_and_what_nothing_lacks_or_nobody_is_asked_for_is_left_out():
    ax = completeness_chart(FORM, "fr")
    assert labels(ax.yaxis) == ["courriel de facturation", "SIREN"]
    assert texts(ax) == ["20\u00a0%", "0,5\u00a0%"]
    assert [(bar.get_x(), round(bar.get_width(), 3)) for bar in ax.patches] == [(0, 0.2), (0, 0.005)]


def test_the_axis_of_shares_holds_the_whole():
    low, high = completeness_chart(FORM, "fr").get_xlim()
    assert low == 0
    assert high > 1


def test_reasons_come_by_amount_with_their_number():
    ax = disputes_chart(DISPUTES, "fr")
    assert labels(ax.yaxis)[:3] == ["document manquant", "prix", "qualité"]
    assert texts(ax)[0] == "168\u00a0k€, 46 litiges"
    assert texts(ax)[-1] == "10\u00a0k€, 1 litige"
    assert ax.get_xlim()[0] == 0


def test_the_few_reasons_that_make_four_fifths_are_dark_in_grey_too():
    light = lightnesses(disputes_chart(DISPUTES, "fr"))
    assert max(light[:3]) < 0.5 < light[3]


@pytest.mark.parametrize(("draw", "frame"), [(completeness_chart, FORM), (disputes_chart, DISPUTES)])
def test_nothing_to_show_is_said(draw, frame):
    assert "Nothing to show" in draw(pd.DataFrame(columns=frame.columns), "en").figure.cashkit_alt


def test_the_answers_in_words_name_reason_and_amount():
    assert "paperwork: €168k, 46 disputes; price: €96k" in disputes_chart(DISPUTES, "en").figure.cashkit_alt
    assert completeness_chart(FORM, "en").figure.cashkit_alt.endswith("billing email: 20%; SIREN: 0.5%.")


def test_products_come_by_what_is_disputed_of_what_is_delivered_and_unknown_shares_are_left_out():
    rows = pd.DataFrame(
        {
            "product_family": ["gates", "a family of theirs", "mixed", "parts"],
            "site": ["depot", "", "depot", "workshop"],
            "disputed_share": [0.02, 0.0616, None, 0.0],
        }
    )
    ax = disputed_products_chart(rows, "fr")
    assert labels(ax.yaxis) == ["a family of theirs", "portails · dépôt"]
    assert texts(ax) == ["6,2\u00a0%", "2\u00a0%"]
    assert ax.get_xlim()[0] == 0
    assert not disputed_products_chart(rows.head(0), "en").patches
