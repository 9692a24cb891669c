import pandas as pd
import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.views import sales_to_recover_chart, theme

NEEDED = pd.DataFrame(
    {"loss": 10_000.0, "margin_rate": [0.0405, 0.10, 0.20], "sales_to_recover": [246_913.58, 100_000.0, 50_000.0]}
)


def test_the_title_asks_with_the_loss_and_each_bar_names_its_margin():
    french, english = sales_to_recover_chart(NEEDED, "fr"), sales_to_recover_chart(NEEDED, "en")
    assert french.figure.get_suptitle() == "Combien faut-il vendre pour regagner 10\u202f000\u00a0€ perdus\u202f?"
    assert english.figure.get_suptitle() == "How much must be sold to earn back a loss of €10,000?"
    assert [label.get_text() for label in french.yaxis.get_ticklabels()] == ["4,05\u00a0%", "10\u00a0%", "20\u00a0%"]


def test_bars_start_at_zero_and_carry_their_amount():
    ax = sales_to_recover_chart(NEEDED, "fr")
    assert [(bar.get_x(), bar.get_width()) for bar in ax.patches] == [(0, 246_913.58), (0, 100_000.0), (0, 50_000.0)]
    assert ax.get_xlim()[0] == 0
    assert [text.get_text() for text in ax.texts] == ["247\u00a0k€", "100\u00a0k€", "50\u00a0k€"]


def test_the_companys_own_margin_stands_out_in_grey_too():
    ax = sales_to_recover_chart(NEEDED.assign(own=[True, False, False]), "fr")
    own, other, _ = [
        "#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in bar.get_facecolor()[:3])) for bar in ax.patches
    ]
    assert theme.lightness(other) - theme.lightness(own) > 0.3


def test_the_alternative_text_tells_every_margin():
    told = sales_to_recover_chart(NEEDED, "fr").figure.cashkit_alt
    assert "à 4,05\u00a0% de marge, 247\u00a0k€ de ventes" in told


def test_two_losses_are_not_mixed_in_one_chart():
    with pytest.raises(ArgumentError, match="2"):
        sales_to_recover_chart(NEEDED.assign(loss=[1.0, 2.0, 2.0]), "en")


def test_the_table_of_the_measure_can_be_drawn_as_it_is():
    from cashkit.measures.margin import sales_to_recover_table

    ax = sales_to_recover_chart(sales_to_recover_table(losses=[1000], margin_rates=[0.05, 0.10]), "en")
    assert [bar.get_width() for bar in ax.patches] == [20_000.0, 10_000.0]
