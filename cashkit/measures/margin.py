"""Sales needed to earn a loss back: what an unpaid invoice costs, in sales whose margin pays for it.

>>> sales_to_recover(loss=1000, margin_rate=0.10)
Decimal('10000.00')
>>> sales_to_recover(loss=1200, margin_rate=0.10, vat_rate=0.20)  # the VAT of a bad debt is recovered
Decimal('10000.00')
>>> sales_to_recover(loss=1000, margin_rate=0.10, recovered=0.40)
Decimal('6000.00')

Formula: net loss / margin rate. The loss is without VAT, or with it when `vat_rate` is given; `recovered`
is the part that the customer or the proceedings will pay after all; insurance pays `insured_share` of
the rest, less its `deductible`. Income tax cancels out when the loss and the new profit bear the same rate.
Units: euros with two places, rounded once at the end; rates and shares as fractions.
Errors: `ArgumentError` for a margin that is no fraction between 0 and 1 (10 is refused: 0.10 is meant).
Source: the published table of sales by margin (tests/reference/margins.csv); VAT on bad debts,
CGI art. 272, 1.
"""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Money, exact, rounded
from cashkit.measures.arguments import amount_owed, fraction, margin

MARGIN_RATES = (0.05, 0.10, 0.15, 0.20, 0.25)


def net_loss(
    *,
    loss: Money,
    vat_rate: Money | None = None,
    recovered: Money = 0,
    insured_share: Money = 0,
    deductible: Money = 0,
) -> Decimal:
    """Return what is lost for good, without VAT: after the recovery, then the insurance.

    >>> net_loss(loss=12_000, vat_rate=0.20, insured_share=0.90, deductible=500)
    Decimal('1500.00')
    """
    return rounded(_net(loss, vat_rate, recovered, (insured_share, deductible)))


def sales_to_recover(
    *,
    loss: Money,
    margin_rate: Money,
    vat_rate: Money | None = None,
    recovered: Money = 0,
    insured_share: Money = 0,
    deductible: Money = 0,
) -> Decimal:
    """Return the sales without VAT whose margin earns a loss back.

    The margin is the operating margin when the new sales bear their share of the fixed costs.
    """
    return rounded(_net(loss, vat_rate, recovered, (insured_share, deductible)) / margin(margin_rate))


def sales_to_recover_on_variable_costs(
    *, loss: Money, sales: Money, variable_costs: Money, vat_rate: Money | None = None
) -> Decimal:
    """Return the sales needed when the fixed costs are covered already: every sale earns its price less variable costs.

    `sales` and `variable_costs` are those of the same period or product, without VAT.

    >>> sales_to_recover_on_variable_costs(loss=1000, sales=100, variable_costs=65)
    Decimal('2857.14')
    """
    sold, costs = amount_owed("sales", sales), amount_owed("variable_costs", variable_costs)
    if not 0 < costs < sold:
        raise ArgumentError("measures.no_margin_on_costs", sales=str(sales), costs=str(variable_costs))
    return rounded(_net(loss, vat_rate) * sold / (sold - costs))


def sales_to_recover_at_cost(*, loss: Money, margin_rate: Money, vat_rate: Money | None = None) -> Decimal:
    """Return the sales needed to earn back the cost alone of what was lost, not the margin it never earned.

    >>> sales_to_recover_at_cost(loss=1000, margin_rate=0.10)
    Decimal('9000.00')
    """
    rate = margin(margin_rate)
    return rounded(_net(loss, vat_rate) * (1 - rate) / rate)


def sales_to_recover_table(*, losses: Sequence[Money], margin_rates: Sequence[Money] = MARGIN_RATES) -> pd.DataFrame:
    """Return the sales needed for each loss at each margin rate: columns loss, margin_rate, sales_to_recover."""
    rows = [
        (float(exact(loss)), float(margin(rate)), float(sales_to_recover(loss=loss, margin_rate=rate)))
        for loss in losses
        for rate in margin_rates
    ]
    return pd.DataFrame(rows, columns=["loss", "margin_rate", "sales_to_recover"])


def _net(
    loss: Money, vat_rate: Money | None = None, recovered: Money = 0, cover: tuple[Money, Money] = (0, 0)
) -> Decimal:
    """Return the net loss, not rounded; the insurer never pays less than nothing."""
    vat = fraction("vat_rate", vat_rate) if vat_rate is not None else Decimal()
    rest = amount_owed("loss", loss) / (1 + vat) * (1 - fraction("recovered", recovered))
    paid = rest * fraction("insured_share", cover[0]) - amount_owed("deductible", cover[1])
    return rest - max(paid, Decimal())
