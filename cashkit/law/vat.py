"""VAT that is possible: what an amount without VAT may bear, by the regime that is said of it.

Regimes: standard (20 %), fitted (works in housing, 10 %), reverse_charge, export and intra_eu (none). Where
nothing is said, several rates may stand on one document: any VAT from none to the standard rate is possible.

>>> day, vat = 20_269, [20_000, 10_000, 20_006, 21_000]  # 30 June 2025
>>> impossible_vat(vat, 100_000, ["standard", "standard", "standard", ""], day).tolist()
[0, 10000, 6, 1000]

Formula: |VAT - amount without VAT x rate|, and 0 up to 5 cents, which rounding line by line explains.
Nothing is judged on a day for which the table has no rate.
Units: whole cents; day numbers. A credit (an amount without VAT below zero) is the same, mirrored.
Source: `vat_rates.csv`; mainland France.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cashkit.ground.calendar import day_number
from cashkit.law.values import LegalValue, legal_values

STANDARD = "standard"
TOLERANCE = 5
_TABLE = "vat_rates"
_WHOLE = 10_000  # a rate in hundredths of a per cent, so that cents are compared in integers
_EVER = np.iinfo(np.int64).max


def impossible_vat(
    vat_cents: ArrayLike, excl_cents: ArrayLike, regimes: ArrayLike, days: ArrayLike
) -> NDArray[np.int64]:
    """Return by how many cents each VAT differs from what its regime allows on its day; 0 where it may be right."""
    vat, excl, day = np.broadcast_arrays(*(np.asarray(values, np.int64) for values in (vat_cents, excl_cents, days)))
    low, high = _allowed(np.broadcast_to(np.asarray(regimes, object), vat.shape), day)
    borne, due = np.where(excl < 0, -vat, vat) * _WHOLE, np.abs(excl)
    beyond = np.maximum(np.maximum(due * low - borne, borne - due * high), 0)
    wrong = (beyond > TOLERANCE * _WHOLE) & (high >= 0)
    return np.where(wrong, (beyond + _WHOLE // 2) // _WHOLE, 0).astype(np.int64)


def _allowed(regime: NDArray[np.object_], day: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the lowest and the highest rate of each document, one where its regime is known; -1 on unknown days."""
    low, high = np.zeros(day.shape, np.int64), np.full(day.shape, -1, np.int64)
    for value in legal_values(_TABLE):
        last = _EVER if value.valid_to is None else day_number(value.valid_to)
        held, rate = (day >= day_number(value.valid_from)) & (day <= last), _rate(value)
        own = held & (regime == value.key)
        low[own] = high[own] = rate
        if value.key == STANDARD:
            high[held & ~np.isin(regime, _regimes())] = rate
    return low, high


def _rate(value: LegalValue) -> int:
    return int(value.value * 100)


def _regimes() -> list[str]:
    return list(dict.fromkeys(value.key for value in legal_values(_TABLE)))


def vat_article(regime: str) -> str:
    """Return the article of a regime as it is today; that of the standard rate where nothing is said.

    >>> vat_article("reverse_charge"), vat_article("")
    ('CGI art. 283, 2 nonies', 'CGI art. 278')
    """
    key = regime if regime in _regimes() else STANDARD
    return [value.article for value in legal_values(_TABLE) if value.key == key][-1]
