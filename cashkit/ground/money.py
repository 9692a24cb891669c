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
_TOO_MUCH = 10**16  # euros: beyond, cents leave the 64 bits of a sum


def exact(value: Money) -> Decimal:
    """Return the amount as it is written: `Decimal(str(x))`, refused when it is no number that money can be."""
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise ArgumentError("ground.not_an_amount", value=str(value)) from None
    if not number.is_finite() or number.copy_abs() >= _TOO_MUCH:  # abs() itself overflows on 1e1000000
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

    A value x is whole when `rint(100 x) / 100 == x`; any other is rounded half up, to the same
    cent as `cents` does, and flagged. Missing, infinite and impossible values become 0 and are flagged.

    >>> [column.tolist() for column in whole_cents([0.29, 1.005, float("nan")])]
    [[29, 101, 0], [False, True, True]]
    """
    x = np.asarray(values, dtype=np.float64)
    possible = np.abs(x) < _TOO_MUCH
    scaled = np.where(possible, x, 0.0) * 100.0
    near = np.rint(scaled)
    odd = ~possible | (near / 100.0 != x)
    if odd.any():
        near[odd & possible] = _half_up(x[odd & possible], scaled[odd & possible])
    return near.astype(np.int64), odd


def _half_up(euros: NDArray[np.float64], scaled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round cents half up; so near to half a cent that the float cannot tell, the amount as written decides."""
    size = np.abs(scaled)
    near = np.sign(scaled) * np.floor(size + 0.5)
    doubtful = np.flatnonzero(np.abs(size - np.floor(size) - 0.5) <= 4 * np.spacing(size))
    near[doubtful] = [cents(value) for value in euros[doubtful].tolist()]
    return near
