"""Problems of stage 4: the line once an order is accepted, several VAT rates, an open order."""

from decimal import Decimal

from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_STANDARD, _REDUCED = Decimal("1.2"), Decimal("1.1")


def order_and_line(draw: Draw) -> Problem:
    """Ask for the exposure once an order is accepted."""
    order = draw.figure(12_000, range(9_000, 16_001, 250))
    opened, delivered, earlier, limit = 31_500, 6_200, 9_300, 50_000
    before = opened + delivered + earlier
    found = {
        "right": before + order,
        "order_alone": order,
        "ledger_and_order": opened + order,
        "earlier_orders_left_out": opened + delivered + order,
        "order_left_out": before,
    }
    given = {"opened": opened, "delivered": delivered, "earlier": earlier, "order": order, "limit": limit}
    return problem("order_and_line", given, found, unit="eur", tolerance=1, step=before)


def mixed_vat(draw: Draw) -> Problem:
    """Ask for the amount with VAT of an order whose lines bear three rates."""
    supplied = draw.figure(8_000, range(6_000, 12_001, 200))
    fitted, subcontracted = 5_000, 7_000
    net = supplied + fitted + subcontracted
    found = {
        "right": supplied * _STANDARD + fitted * _REDUCED + subcontracted,
        "flat_vat": net * _STANDARD,
        "no_reverse_charge": (supplied + subcontracted) * _STANDARD + fitted * _REDUCED,
        "net_for_gross": net,
        "mean_rate": net * _REDUCED,
    }
    given = {"supplied": supplied, "fitted": fitted, "subcontracted": subcontracted}
    return problem("mixed_vat", given, found, unit="eur", tolerance=1, step=supplied * _STANDARD)


def frame_order(draw: Draw) -> Problem:
    """Ask for the exposure of a customer who calls off an open order."""
    called = draw.figure(15_000, range(11_000, 21_001, 250))
    whole, invoiced, opened = 120_000, 18_000, 9_000
    found = {
        "right": opened + called,
        "whole_frame": opened + whole,
        "rest_of_frame": opened + whole - invoiced,
        "calls_counted_twice": opened + invoiced + called,
        "ledger_only": opened,
    }
    given = {"whole": whole, "invoiced": invoiced, "opened": opened, "called": called}
    return problem("frame_order", given, found, unit="eur", tolerance=1, step=opened)
