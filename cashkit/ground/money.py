"""Money in whole cents: every sum is made in integers, every rounding is half up.

>>> cents("0.1") + cents(0.2) == cents("0.30")
True
>>> euros(cents(2.675))
Decimal('2.68')
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cashkit.ground.errors import ArgumentError


Money = int | float | str | Decimal
Cents = NDArray[np.int64]
_CENT = Decimal("0.01")


def exact(value: Money) -> Decimal:
    """Return the amount as it is written: `Decimal(str(x))`, refused when it is no finite number."""
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise ArgumentError("ground.not_an_amount", value=str(value)) from None
    if not number.is_finite():
        raise ArgumentError("ground.not_an_amount", value=str(value))
    return number


def cents(value: Money) -> int:
    """Return an amount in euros as whole cents, rounded half up (away from zero)."""
    return int(exact(value).quantize(_CENT, ROUND_HALF_UP) * 100)


def euros(value: int) -> Decimal:
    """Return whole cents as euros with two places."""
    return Decimal(int(value)).scaleb(-2).quantize(_CENT)


def rounded(value: Decimal) -> Decimal:
    """Return euros rounded half up to two places: once, at the end of a calculation."""
    return value.quantize(_CENT, ROUND_HALF_UP)


def whole_cents(values: ArrayLike) -> tuple[Cents, NDArray[np.bool_]]:
    """Return a column of euros as int64 cents, and which values were no whole number of cents.

    A value x is whole when `rint(100 x) / 100 == x`; any other is rounded half up and flagged.
    Missing values become 0 and are flagged.
    """
    x = np.asarray(values, dtype=np.float64)
    scaled = x * 100.0
    near = np.rint(scaled)
    odd = near / 100.0 != x
    if odd.any():
        half_up = np.sign(scaled) * np.floor(np.abs(scaled) + 0.5)
        near = np.where(odd, half_up, near)
        near = np.where(np.isfinite(near), near, 0.0)
    return near.astype(np.int64), odd
