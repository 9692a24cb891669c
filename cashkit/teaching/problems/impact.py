"""Problems of stage 9: what a loss takes to earn back, an allowance, the price of growth, a day of customers."""

from cashkit.measures.margin import sales_to_recover
from cashkit.measures.provisions import allowance
from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_VAT = 0.2
_RELATIVE = 0.0005
"""A margin rounded to two decimals of a per cent moves the answer by less."""


def loss(draw: Draw) -> Problem:
    """Ask for the sales whose margin earns a loss back (M08)."""
    story = draw.story
    lost = draw.figure(story.written_off, range(18_000, 144_001, 1_200))
    net, margin = lost / (1 + _VAT), story.operating_result / story.sales
    right = sales_to_recover(loss=lost, margin_rate=margin, vat_rate=_VAT)
    found = {
        "right": right,
        "loss_equals_its_amount": net,
        "margin_added_not_divided": net * (1 + margin),
        "vat_lost_too": lost / margin,
        "net_margin": net / (story.net_result / story.sales),
        "variable_margin": net / story.variable_margin,
    }
    given = {"lost": lost, "result": story.operating_result, "sales": story.sales, "vat_rate": _VAT}
    tolerance, readings = round(float(right) * _RELATIVE, -1), frozenset({"variable_margin"})
    return problem("M08", given, found, unit="eur", tolerance=tolerance, step=net, readings=readings)


def allowance_without_vat(draw: Draw) -> Problem:
    """Ask for the allowance on a doubtful claim (M09)."""
    amount = draw.figure(24_000, range(12_000, 48_001, 600))
    share = 0.60
    net = amount / (1 + _VAT)
    found = {
        "right": allowance(amount=amount, vat_rate=_VAT, expected_loss=share),
        "allowance_with_vat": amount * share,
        "recovery_for_loss": net * (1 - share),
        "vat_subtracted": amount * (1 - _VAT) * share,
    }
    given = {"amount": amount, "vat_rate": _VAT, "share": share}
    return problem("M09", given, found, unit="eur", tolerance=1, step=net)


def growth(draw: Draw) -> Problem:
    """Ask how much cash growth takes before it brings any (M12)."""
    story = draw.story
    rate = draw.figure(0.10, [share / 100 for share in range(4, 26)])
    asked, earned = story.need * rate, story.net_result * rate
    found = {
        "right": asked,
        "profit_is_cash": earned,
        "turnover_is_cash": story.sales * rate,
        "bfr_level_for_change": story.need * (1 + rate),
        "whole_bfr": story.need,
        "net_of_profit": asked - earned,
    }
    parts = {"sales": story.sales, "rate": rate, "need": story.need, "net_result": story.net_result}
    readings = frozenset({"net_of_profit"})
    return problem("M12", parts, found, unit="eur", tolerance=100, step=story.need / story.sales, readings=readings)


def day_of_customers(draw: Draw) -> Problem:
    """Ask for the cash that being paid some days sooner frees."""
    story = draw.story
    days = draw.figure(5, (2, 3, 4, 6, 7, 8, 9, 10))
    found = {
        "right": story.invoiced / story.days * days,
        "day_without_vat": story.sales / story.days * days,
        "year_of_360": story.invoiced / 360 * days,
        "yearly_cost_for_cash": story.invoiced / story.days * days * 0.068,
        "one_day_only": story.invoiced / story.days,
    }
    given = {"invoiced": story.invoiced, "sales": story.sales, "days": days, "year": story.days, "overdraft": 0.068}
    return problem("day_of_customers", given, found, unit="eur", tolerance=100, step=story.invoiced / story.days)
