"""Problems of stage 1: the key of a SIREN, net cash behind the bank line, a long financial year."""

from cashkit.ground.identifiers import is_siren
from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_TEN, _NINE = 10, 9


def siren_key(draw: Draw) -> Problem:
    """Ask for the ninth digit of a SIREN of which eight are legible."""
    start = draw.figure("99900359", [f"9990{n:04}" for n in range(100, 10_000, 7)])
    digits = [int(digit) for digit in start]
    doubled = [digit * (1 + place % 2) for place, digit in enumerate(digits)]
    wrong = [digit * (2 - place % 2) for place, digit in enumerate(digits)]
    total = sum(map(_reduced, doubled))
    found = {
        "right": next(key for key in range(_TEN) if is_siren(f"{start}{key}")),
        "wrong_end": -sum(map(_reduced, wrong)) % _TEN,
        "digits_not_added": -sum(doubled) % _TEN,
        "sum_for_key": total % _TEN,
    }
    return problem("siren_key", {"start": start, "digits": digits}, found, unit="count", step=total)


def net_cash(draw: Draw) -> Problem:
    """Ask for the net cash of a customer whose balance sheet shows some money in the bank."""
    need = draw.figure(1_085_000, range(960_000, 1_300_001, 5_000))
    lasting, fixed, bank = 2_270_000, 1_350_000, 25_000
    fund = lasting - fixed
    found = {
        "right": fund - need,
        "bank_for_net_cash": bank,
        "fund_for_cash": fund,
        "need_less_fund": need - fund,
        "need_added": fund + need,
    }
    given = {"lasting": lasting, "fixed": fixed, "need": need, "bank": bank}
    return problem("net_cash", given, found, unit="eur", tolerance=1, step=fund)


def long_year(draw: Draw) -> Problem:
    """Ask for the growth of sales when the latest year has fifteen months."""
    sales = draw.figure(11_160_000, range(10_400_000, 12_500_001, 20_000))
    before, months, year = 9_000_000, 15, 12
    monthly = sales / months
    found = {
        "right": monthly * year / before - 1,
        "raw_growth": sales / before - 1,
        "wrong_way": sales * months / year / before - 1,
        "three_months_taken_off": (sales - 3 * before / year) / before - 1,
    }
    given = {"sales": sales, "months": months, "before": before}
    return problem("long_year", given, found, unit="rate", tolerance=0.0005, step=monthly)


def _reduced(number: int) -> int:
    """Return a doubled digit as Luhn's test counts it: the sum of its own digits."""
    return number - _NINE if number > _NINE else number
