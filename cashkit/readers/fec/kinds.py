"""What each customer line is: an invoice, a credit note, an opening item, a bill, a payment, a write-off ...

Decided by what the line is posted against (`operations`). Lines of an opening entry are
`opening`. A credit that is neither a credit note nor an opening balance is a payment row of its kind.
"""

import numpy as np
from numpy.typing import NDArray

from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.readers.fec.lines import Int64
from cashkit.readers.fec.operations import (
    ACCRUED,
    ADVANCES,
    BILLS,
    CUSTOMERS,
    DISCOUNTS,
    DOUBTFUL,
    EXCHANGE,
    FACTOR,
    LOSSES,
    MONEY,
    SALES,
    SUPPLIERS,
    VAT,
    Operations,
)  # fmt: skip

NOTE = -1
_INVOICE, _CREDIT_NOTE, _OPENING, _BILL, _REJECT, _OTHER = range(len(INVOICE_KINDS))


def debit_kinds(found: Operations, rows: Int64, opening: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return the kind of the invoices row that each debit line makes."""
    on, money = found.kind[rows], found.of(rows, MONEY)
    customers = on == CUSTOMERS
    sold = (found.of(rows, SALES) < 0) | (found.of(rows, ACCRUED) < 0) | (found.of(rows, ADVANCES) < 0)
    back = (money < 0) | (customers & (found.took_in(rows) | (found.of(rows, BILLS) < 0)))
    table: list[tuple[NDArray[np.bool_], int]] = [
        (opening, _OPENING),
        (customers & sold, _INVOICE),
        ((on == BILLS) & ~back, _BILL),
        (back, _REJECT),
        (customers & (found.of(rows, SALES) > 0), _INVOICE),  # credit notes outweigh the invoices posted with them
    ]
    return np.select([condition for condition, _ in table], [kind for _, kind in table], _OTHER).astype(np.int8)


def credit_kinds(found: Operations, rows: Int64) -> NDArray[np.int8]:
    """Return the kind of the payments row that each credit line makes, NOTE where it is a credit note."""
    on, money = found.kind[rows], found.of(rows, MONEY)
    customers = on == CUSTOMERS
    table: list[tuple[NDArray[np.bool_], int]] = [
        (found.took_in(rows), _kind("payment")),
        (customers & (found.of(rows, SALES) > 0), NOTE),
        (customers & (found.of(rows, BILLS) > 0), _kind("bill")),
        (found.of(rows, LOSSES) > 0, _kind("write_off")),
        ((on != DOUBTFUL) & (found.of(rows, DOUBTFUL) > 0), _kind("transfer")),
        (~customers & (found.of(rows, CUSTOMERS) > 0), _kind("transfer")),
        (found.of(rows, ADVANCES) > 0, _kind("advance")),
        (found.of(rows, DISCOUNTS) > 0, _kind("discount")),
        (found.of(rows, FACTOR) > 0, _kind("transfer")),
        (found.of(rows, SUPPLIERS) > 0, _kind("offset")),
        (found.of(rows, EXCHANGE) > 0, _kind("fx")),
        (found.of(rows, SALES) > 0, NOTE),
        (customers & (money == 0) & (found.of(rows, SALES) < 0), NOTE),  # posted with invoices that outweigh it
        (money < 0, _kind("payment")),  # the bank line shows a whole day, more out than in
    ]
    return np.select([condition for condition, _ in table], [kind for _, kind in table], _kind("other")).astype(np.int8)


def _kind(name: str) -> int:
    return PAYMENT_KINDS.index(name)


def discounts(found: Operations, rows: Int64, cents: Int64) -> Int64:
    """Return the part of each payment that is a cash discount (665, its VAT included): where it stands alone."""
    net = found.of(rows, DISCOUNTS)
    granted = net + np.maximum(found.of(rows, VAT), 0)
    return np.where(found.alone(rows) & (found.of(rows, MONEY) > 0) & (net > 0) & (granted < cents), granted, 0)
