"""What a doubtful debt costs: the allowance, which is without VAT, and the way of a claim from doubt to loss.

>>> allowance(amount=24_000, vat_rate=0.20, expected_loss=0.60)
Decimal('12000.00')
>>> way = bad_debt(amount=24_000, vat_rate=0.20, expected_loss=0.60, recovered=0.25)
>>> print(way.drop(columns="accounts").to_string(index=False))
 bad_debt_step  on_result  on_receivables  on_cash
      transfer        0.0             0.0      0.0
     allowance   -12000.0        -12000.0      0.0
paid_after_all        0.0         -6000.0   6000.0
          lost   -15000.0        -18000.0   3000.0
      reversal    12000.0         12000.0      0.0

>>> way = bad_debt(amount=24_000, vat_rate=0.20, expected_loss=1, insured_share=0.90)  # a cover of 90 %
>>> way.set_index("bad_debt_step").loc[["allowance", "lost", "indemnity"], "on_result"].tolist()
[-2000.0, -20000.0, 18000.0]

Formula: allowance = amount / (1 + VAT rate) x expected loss. A loss takes the amount without VAT from
the result (654) and its VAT comes back (44571). Over the whole way the result bears what was lost
without VAT, and the change in receivables and cash together is that of the result.
Units: euros with two places; rates and shares as fractions. The frame is in euros, one row a step.
Source: PCG art. 214-25 (allowances); CGI art. 272, 1 (VAT on bad debts).
"""

from decimal import Decimal

import pandas as pd

from cashkit.ground.money import Money, rounded
from cashkit.measures.arguments import amount_owed, fraction

_NIL = Decimal()


def allowance(*, amount: Money, vat_rate: Money, expected_loss: Money) -> Decimal:
    """Return what to write a claim down by: the part without VAT that will not come back."""
    return rounded(_without_vat(amount, vat_rate) * fraction("expected_loss", expected_loss))


def bad_debt(
    *, amount: Money, vat_rate: Money, expected_loss: Money, recovered: Money = 0, insured_share: Money = 0
) -> pd.DataFrame:
    """Return the effect of each step of a bad debt on result, net receivables and cash, in euros.

    `recovered` is the share that the customer pays after all; the rest is lost, and an insurer pays `insured_share`
    of what is lost without VAT, which the allowance leaves out. Columns: bad_debt_step, accounts (debited / credited),
    on_result, on_receivables, on_cash.
    """
    owed, net = amount_owed("amount", amount), _without_vat(amount, vat_rate)
    share, cover = fraction("recovered", recovered), fraction("insured_share", insured_share)
    booked = rounded(net * fraction("expected_loss", expected_loss) * (1 - cover))
    paid = rounded(owed * share)
    lost = rounded(net * (1 - share))
    indemnity = rounded(lost * cover)
    rows = [
        ("transfer", "416 / 411", _NIL, _NIL, _NIL),
        ("allowance", "68174 / 491", -booked, -booked, _NIL),
        ("paid_after_all", "512 / 416", _NIL, -paid, paid),
        ("lost", "654, 44571 / 416", -lost, paid - owed, owed - paid - lost),
        ("reversal", "491 / 78174", booked, booked, _NIL),
        *([("indemnity", "512 / 791", indemnity, _NIL, indemnity)] if indemnity else []),
    ]
    frame = pd.DataFrame(rows, columns=["bad_debt_step", "accounts", "on_result", "on_receivables", "on_cash"])
    return frame.astype({"on_result": float, "on_receivables": float, "on_cash": float})


def _without_vat(amount: Money, vat_rate: Money) -> Decimal:
    return amount_owed("amount", amount) / (1 + fraction("vat_rate", vat_rate))
