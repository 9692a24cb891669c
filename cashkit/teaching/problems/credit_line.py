"""Problems of stage 2: the whole exposure, the line of a group, the price of an early discount."""

import pandas as pd

from cashkit.measures.discount_cost import discount_cost
from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_YEAR = 365
_TOLERANCE = 1.10


def exposure(draw: Draw) -> Problem:
    """Ask for the exposure on a customer from its five parts (M10)."""
    opened = draw.figure(38_000, range(36_000, 52_001, 500))
    bills, delivered, ordered, deposit, limit = 22_000, 9_000, 6_000, 5_000, 60_000
    whole = opened + bills + delivered + ordered - deposit
    found = {
        "right": whole,
        "exposure_is_the_ledger": opened,
        "bills_are_cash": whole - bills,
        "deposit_added": whole + 2 * deposit,
        "orders_left_out": whole - ordered,
    }
    given = {"opened": opened, "bills": bills, "delivered": delivered, "ordered": ordered, "deposit": deposit}
    return problem("M10", {**given, "limit": limit}, found, unit="eur", tolerance=1, step=opened + bills)


def group_line(draw: Draw) -> Problem:
    """Ask by how much a group is beyond the insured limit, no code of it being beyond its own."""
    first = draw.figure(52_000, range(46_000, 59_501, 500))
    exposures, own, insured = [first, 49_000, 51_000, 46_000], 60_000, 150_000
    joint = sum(exposures)
    found = {
        "right": joint - insured,
        "code_by_code": 0,
        "limits_added": joint - own * len(exposures),
        "tolerance_taken_off": joint - insured * _TOLERANCE,
        "joint_for_excess": joint,
    }
    codes = [f"C000{n}" for n in range(5, 9)]
    table = pd.DataFrame({"customer_id": codes, "exposure": exposures, "credit_limit": own})
    table = table.astype({"exposure": float, "credit_limit": float})
    given = {"own": own, "insured": insured}
    return problem("group_line", given, found, unit="eur", tolerance=1, step=joint, table=table)


def early_discount(draw: Draw) -> Problem:
    """Ask for the yearly rate of two per cent granted for being paid thirty days sooner."""
    days, rate = draw.figure(30, range(18, 46)), 0.02
    paid = rate / (1 - rate)
    found = {
        "right": discount_cost(rate=rate, days=days),
        "two_percent_is_cheap": rate,
        "not_on_what_is_paid": rate * _YEAR / days,
        "year_of_360": rate * 360 / days,
    }
    given = {"discount": rate, "days": days, "overdraft": 0.068}
    return problem("early_discount", given, found, unit="rate", tolerance=0.001, step=paid)
