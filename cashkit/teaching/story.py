"""The figures of the sample company that exercises start from, as its books of 2025 give them.

>>> round(Story().receivables / Story().invoiced * Story().days, 1)
59.6

Amounts in euros; `invoiced` includes VAT and `sales` does not; `variable_margin` is a fraction.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """Figures of one year, of the balance sheet that closes it, and of its last quarter."""

    receivables: float = 1_872_000
    invoiced: float = 11_457_800
    sales: float = 9_900_000
    days: int = 365
    quarter_invoiced: float = 2_692_600
    quarter_days: int = 92
    factored: float = 231_000
    discounted: float = 130_000
    operating_result: float = 401_000
    net_result: float = 244_000
    variable_margin: float = 0.34
    need: float = 1_085_000
    written_off: float = 64_800
