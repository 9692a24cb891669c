import itertools

import pandas as pd
import pytest

from cashkit.views import balance_sheet_chart
from cashkit.views.charts_accounts import groups


def lines(*rows):
    return pd.DataFrame(rows, columns=["side", "line_key", "net"])


SHEET = lines(
    ("assets", "plant_equipment", 320_000.0),
    ("assets", "merchandise", 15_000.10),
    ("assets", "trade_receivables", 590_000.0),
    ("assets", "prepaid_expenses", 28_000.0),
    ("assets", "cash", 41_000.0),
    ("liabilities", "share_capital", 100_000.0),
    ("liabilities", "net_income", 83_000.10),
    ("liabilities", "bank_borrowings", 310_000.0),
    ("liabilities", "trade_payables", 354_000.0),
    ("liabilities", "tax_social_payables", 147_000.0),
)


def ends(ax, place):
    pieces = [bar for bar in ax.patches if bar.get_x() + bar.get_width() / 2 == place]
    edges = [edge for bar in pieces for edge in (bar.get_y(), bar.get_y() + bar.get_height())]
    return min(edges), max(edges)


def names(ax):
    return [text.get_text().replace("\n", " ") for text in ax.texts]


def test_both_sides_are_drawn_on_one_scale_from_zero_to_the_same_height():
    ax = balance_sheet_chart(SHEET, "fr")
    assert ends(ax, 0) == ends(ax, 1) == (0.0, 994_000.1)
    assert ax.get_ylim() == (0.0, 994_000.1)


def test_lines_are_grouped_and_named_beside_their_piece():
    assert names(balance_sheet_chart(SHEET, "fr")) == [
        "Trésorerie 41\u00a0k€", "Autres créances 28\u00a0k€", "Clients 590\u00a0k€", "Stocks 15\u00a0k€",
        "Immobilisations 320\u00a0k€", "Autres dettes 147\u00a0k€", "Fournisseurs 354\u00a0k€",
        "Emprunts, banques 310\u00a0k€", "Capitaux propres 183\u00a0k€",
    ]  # fmt: skip
    assert "Customers €590k" in names(balance_sheet_chart(SHEET, "en"))


def test_fixed_assets_and_equity_stand_on_top_as_in_a_french_balance_sheet():
    told = balance_sheet_chart(SHEET, "en").figure.cashkit_alt
    assert told.index("Fixed assets") < told.index("Customers") < told.index("Cash") < told.index("Equity")


def test_equity_eaten_by_losses_hangs_below_zero():
    ax = balance_sheet_chart(
        lines(("assets", "cash", 50.0), ("liabilities", "net_income", -30.0), ("liabilities", "trade_payables", 80.0)),
        "en",
    )
    assert ends(ax, 1) == (-30.0, 80.0)
    assert ax.get_ylim() == (-30.0, 80.0)
    assert "Equity -€30" in names(ax)


def test_a_line_that_no_group_names_is_not_lost():
    ax = balance_sheet_chart(
        lines(("assets", "unplaced_assets", 7.0), ("liabilities", "unplaced_liabilities", 7.0)), "en"
    )
    assert names(ax) == ["Other assets €7", "Other debts €7"]


def test_totals_and_the_income_statement_are_not_counted_twice():
    more = lines(("assets", "total_assets", 994_000.1), ("income", "sales_goods", 2_000_000.0))
    assert ends(balance_sheet_chart(pd.concat([SHEET, more]), "fr"), 0) == (0.0, 994_000.1)


def test_every_group_has_a_word_and_every_side_takes_the_rest():
    from cashkit.ground import language

    assert all("*" in members for members in groups().values())
    for members in groups().values():
        assert all(language.say(f"views.group.{group}", "fr") for group in members.values())


def test_names_of_thin_pieces_do_not_cover_each_other():
    ax = balance_sheet_chart(SHEET.assign(net=[990_000.0, 1.0, 1.0, 1.0, 1.0, 990_000.0, 1.0, 1.0, 1.0, 1.0]), "fr")
    left = sorted(text.xyann[1] for text in ax.texts if text.get_ha() == "right")
    assert min(b - a for a, b in itertools.pairwise(left)) >= 0.12 * 990_000


@pytest.mark.parametrize("frame", [SHEET.iloc[:0], SHEET.assign(net=0.0)])
def test_a_balance_sheet_without_an_amount_says_so(frame):
    assert "Nothing to show" in balance_sheet_chart(frame, "en").figure.cashkit_alt


def test_every_line_of_the_balance_sheet_is_known_to_a_group():
    """Only what is small and mixed may fall among the others."""
    from cashkit.accounts.statement_lines import statement_lines

    others = {
        line.line_key
        for line in statement_lines().values()
        if line.side in groups() and line.line_key not in groups()[line.side]
    }
    assert {"trade_receivables", "share_capital", "bank_borrowings", "cash", "trade_payables"}.isdisjoint(others)
    named = {key for members in groups().values() for key in members} - {"*"}
    assert named <= set(statement_lines())
