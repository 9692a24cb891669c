"""Provision matrix: the loss to expect of receivables by age, from the share of each bucket that moves on to the next.

>>> rates = loss_rates([Fraction(1, 2), Fraction(23, 50), Fraction(8, 23), Fraction(1, 4)])
>>> [round(float(rate), 4) for rate in rates]  # not due, 1-30, 31-60, 61-90, beyond
[0.02, 0.04, 0.087, 0.25, 1.0]
>>> balances = {"not_due": 300_000, "1-30": 140_000, "31-60": 60_000, "61-90": 23_000, "91+": 5_000}
>>> matrix = provision_matrix(balances=balances, rates=rates)
>>> float(matrix["expected_loss"].sum().round(2))  # 60 000 x 2/23: a rate is never rounded
27567.39

Formula: loss rate of a bucket = product of the roll rates from it to the loss x (1 - what is recovered after all);
expected loss = balance x loss rate, each to the cent.
Units: euros; rates as fractions, exact (`Fraction`). Whether balances hold VAT is said by who gives them: an
allowance is without it.
Errors: `ArgumentError` for a rate below 0 or above 1, or as many rates as there are no balances.
Source: IFRS 9, par. 5.5.15 and B5.5.35 (simplified approach); published cases in tests/reference.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Money, exact, rounded
from cashkit.measures.arguments import amount, fraction

COLUMNS = ("bucket", "balance", "loss_rate", "expected_loss")


def loss_rates(roll_rates: Iterable[Money | Fraction], *, recovered: Money = 0) -> tuple[Fraction, ...]:
    """Return the loss rate of each bucket, the first first; the last bucket is lost but for what is recovered.

    `roll_rates` are the shares of each bucket but the last that move on to the next.
    """
    rate = 1 - Fraction(fraction("recovered", recovered))
    rates = [rate]
    for share in reversed([_share(one) for one in roll_rates]):
        rate *= share
        rates.append(rate)
    return tuple(reversed(rates))


def provision_matrix(*, balances: Mapping[str, Money], rates: Sequence[Money | Fraction]) -> pd.DataFrame:
    """Return the matrix, one row a bucket, in euros: bucket, balance, loss_rate, expected_loss."""
    if len(balances) != len(rates):
        raise ArgumentError("measures.rates_and_balances", rates=len(rates), balances=len(balances))
    rows = []
    for (bucket, value), one in zip(balances.items(), rates, strict=True):
        balance, rate = amount("balance", value), _share(one)
        loss = rounded(balance * rate.numerator / rate.denominator)
        rows.append((bucket, float(balance), float(rate), float(loss)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _share(value: Money | Fraction) -> Fraction:
    """Return a rate as a fraction, exactly; one beyond 0 and 1 is refused."""
    share = value if isinstance(value, Fraction) else Fraction(exact(value))
    if not 0 <= share <= 1:
        raise ArgumentError("measures.not_a_fraction", name="rate", value=str(value))
    return share
