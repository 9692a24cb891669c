"""Ratios of a year's accounts beside their bounds, the year before and the sector."""

import pytest

from cashkit.accounts.ratio_amounts import divided_by, ratio_values
from cashkit.accounts.ratio_sheet import ratio_sheet, ratio_table, rules
from cashkit.ground.errors import ArgumentError

FIRM = {
    "AT": (600, 200), "BT": (150, 0), "BX": (300, 0), "CF": 150, "DA": 330, "DI": 40, "DU": 300, "EH": 50, "DX": 230,
    "DY": 100, "FC": 2000, "FS": 1200, "FW": 400, "FX": 20, "FY": 180, "FZ": 80, "GA": 40, "GR": 25, "HK": 15,
}  # fmt: skip


def told(year, key, **more):
    return next(one for one in ratio_sheet(year, **more) if one.key == key)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("autonomy", 370 / 1000),
        ("own_resources", (370 + 200) / 300),
        ("gearing", (300 - 150) / 370),
        ("repayment", 300 / 80),
        ("interest_burden", 25 / 120),
        ("interest_cover", 120 / 25),
        ("current", 600 / 380),
        ("quick", 450 / 380),
        ("cash", 150 / 380),
        ("overdraft", 50 / (150 + 300 - 230 - 100)),
        ("need_days", 120 / 2000 * 365),
        ("customer_days", 300 / 2400 * 365),
        ("supplier_days", 230 / 1920 * 365),
        ("stock_days", 150 / 1200 * 365),
        ("cash_cycle", (300 / 2400 + 150 / 1200 - 230 / 1920) * 365),
        ("tax_social", 100 / 400),
    ],
)
def test_each_ratio_divides_what_it_says(typed, key, value):
    assert ratio_values(typed(**FIRM))[key] == pytest.approx(value)


def test_a_company_without_stock_has_a_cash_cycle_all_the_same(typed):
    services = typed(**FIRM | {"BT": (0, 0), "FC": 0, "FI": 2000, "FS": 0, "FW": 1600})
    assert ratio_values(services)["stock_days"] is None
    assert ratio_values(services)["cash_cycle"] == pytest.approx((300 / 2400 - 230 / 1920) * 365)


def test_stock_that_nothing_uses_makes_no_cash_cycle(typed):
    idle = typed(**FIRM | {"FS": 0, "FW": 1600})
    assert told(idle, "cash_cycle").value is None
    assert told(idle, "cash_cycle").reason == "ratio_nil"


def test_every_rule_has_its_ratio(typed):
    assert set(ratio_values(typed(**FIRM))) == set(rules())


def test_a_half_year_is_brought_to_twelve_months_wherever_a_balance_meets_a_flow(typed):
    half = {code: amount / 2 if code[0] in "FGH" else amount for code, amount in FIRM.items()}
    assert ratio_values(typed(**half, months=6)) == pytest.approx(ratio_values(typed(**FIRM)))


def test_what_cannot_be_divided_is_not_computed(typed):
    bare = ratio_values(typed(CF=100, DA=100))
    assert bare["repayment"] is None  # the flows are not known
    assert bare["own_resources"] is None  # no debt at all
    ruined = ratio_values(typed(**FIRM | {"DA": -500, "DX": 1060, "FW": 900}))
    assert ruined["gearing"] is None  # no equity to compare with
    assert ruined["repayment"] is None  # nothing to repay with
    assert ruined["autonomy"] < 0


def test_a_ratio_without_a_value_says_whether_an_amount_is_unknown_or_nothing_to_divide_by(typed):
    bare, free = typed(CF=100, DA=100), typed(**FIRM | {"DU": 0, "EH": 0, "DX": 530})
    assert (told(bare, "repayment").value, told(bare, "repayment").reason) == (None, "ratio_unknown")
    assert (told(free, "own_resources").value, told(free, "own_resources").reason) == (None, "ratio_nil")
    assert "nul ou négatif" in told(free, "own_resources").row("fr")[1]
    assert told(free, "autonomy").reason == ""


def test_what_a_ratio_divides_by_is_nil_exactly_where_it_is_said(typed):
    """Every reason is true: where the denominator is above nil and the numerator known, there is a value."""
    year = typed(**FIRM)
    assert set(divided_by(year)) == set(rules())
    assert all(one.value is not None and divided_by(year)[one.key] > 0 for one in ratio_sheet(year))


@pytest.mark.parametrize(
    ("key", "value", "verdict"),
    [
        ("autonomy", 0.25, "good"),
        ("autonomy", 0.2499, "watch"),
        ("autonomy", 0.10, "watch"),
        ("autonomy", 0.0999, "bad"),
        ("repayment", 3.0, "good"),
        ("repayment", 4.0, "watch"),
        ("repayment", 4.01, "bad"),
        ("gearing", 1.0, "good"),
        ("gearing", 1.01, "watch"),
        ("supplier_days", 60.0, "good"),
        ("supplier_days", 75.0, "watch"),
        ("supplier_days", 75.1, "bad"),
        ("stock_days", 300.0, "not_applicable"),
        ("autonomy", None, "not_assessed"),
    ],
)
def test_a_bound_belongs_to_the_better_side(key, value, verdict):
    assert rules()[key].verdict(value) == verdict


@pytest.mark.parametrize(
    ("quartiles", "place"),
    [((0.4, 0.5, 0.6), "first"), ((0.37, 0.5, 0.6), "second"), ((0.1, 0.2, 0.5), "third"), ((0.1, 0.2, 0.3), "fourth")],
)
def test_the_place_in_the_sector_is_told_beside_the_verdict_and_changes_nothing(typed, quartiles, place):
    found = told(typed(**FIRM), "autonomy", sector={"autonomy": quartiles})
    assert (found.place, found.verdict) == (place, "good")


def test_without_a_sector_there_is_no_place(typed):
    assert told(typed(**FIRM), "autonomy").place == ""


def test_the_year_before_stands_beside(typed):
    now = typed(typed(**FIRM | {"DA": 130, "DX": 430}), **FIRM)
    assert told(now, "autonomy").before == pytest.approx(0.17)
    assert told(typed(**FIRM), "autonomy").before is None


def test_a_ratio_that_does_not_exist_is_refused_with_those_that_do(typed):
    with pytest.raises(ArgumentError, match="autonomy"):
        ratio_sheet(typed(**FIRM), sector={"autonomie": (1, 2, 3)})


def test_the_table_is_read_in_both_languages(typed):
    sheet = ratio_sheet(typed(**FIRM), sector={"autonomy": (0.1, 0.2, 0.3)})
    french, english = ratio_table(sheet, "fr"), ratio_table(sheet, "en")
    assert french.loc[0].tolist() == [
        "Capitaux propres / total du bilan",
        "37\u00a0%",
        "–",
        "au moins 25\u00a0%",
        "10\u00a0% · 20\u00a0% · 30\u00a0%",
        "good",
    ]
    assert english["ratio_bound"].tolist()[0] == "at least 25%"
    assert len(french) == len(rules())
