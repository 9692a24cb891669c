"""The books: receivables as small integers, ready to be summed.

Ids are int32 codes into lists of labels, days are int32 days since 1 January 1970, money is int64
cents. An item is a row of `invoices` (a negative one is a credit), a credit row one of `payments`;
in an allocation `credit` numbers the payments first, then the items (`len(credits) + item`).
"""

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Int8 = NDArray[np.int8]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Texts: TypeAlias = pa.Array
NO_DAY = np.int32(np.iinfo(np.int32).min)
METHODS = (
    "given",
    "lettering:ref",
    "lettering:amount",
    "lettering:fifo",
    "fallback:ref",
    "fallback:amount",
    "fallback:fifo",
)
GIVEN, LETTERING, FALLBACK = 0, 1, 4


@dataclass(frozen=True)
class Items:
    """What is owed (cents > 0) and what is credited (cents < 0), one row of `invoices` each.

    `pool` is where unmatched rows may meet (a customer on one collective account; -1: nowhere);
    `line` is their order in the source; `number` is the invoice's own number and `texts` the
    texts in which another invoice's number may stand; `retained` is what of it is kept as retention money;
    `payable_from` is the day from which a credit may pay it oldest first, where that is not its posting day.
    """

    customer: Int32
    cents: Int64
    issue: Int32
    posted: Int32
    due: Int32
    kind: Int8
    pool: Int32
    line: Int32
    number: Texts | None = None
    texts: Texts | None = None
    retained: Int64 | None = None
    payable_from: Int32 | None = None

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.cents)


@dataclass(frozen=True)
class Credits:
    """What was received or otherwise settles, one row of `payments` each; cents > 0.

    `texts` are the texts in which an invoice number may stand (document reference and label).
    """

    customer: Int32
    cents: Int64
    posted: Int32
    kind: Int8
    pool: Int32
    line: Int32
    texts: Texts | None = None

    def __len__(self) -> int:
        """Return the number of credits."""
        return len(self.cents)


@dataclass(frozen=True)
class Allocations:
    """Which credit settled which item, by how much and since when.

    `on` is the later posting day of the two; `lettered` the day on which somebody matched them
    (NO_DAY where unknown); `method` is an index in METHODS.
    """

    credit: Int32
    item: Int32
    cents: Int64
    on: Int32
    lettered: Int32
    method: Int8

    def __len__(self) -> int:
        """Return the number of allocations."""
        return len(self.cents)

    def where(self, rows: NDArray[np.bool_]) -> "Allocations":
        """Return some of the allocations."""
        names = ("credit", "item", "cents", "on", "lettered", "method")
        return Allocations(*(getattr(self, name)[rows] for name in names))

    @property
    def strict_from(self) -> Int32:
        """The day from which the strict view counts each: matched by a person, and both posted."""
        return np.maximum(self.on, self.lettered)


def no_allocations() -> Allocations:
    """Return an empty list of allocations."""
    day, code = np.empty(0, np.int32), np.empty(0, np.int32)
    return Allocations(code, code, np.empty(0, np.int64), day, day, np.empty(0, np.int8))


def joined(first: Allocations, second: Allocations) -> Allocations:
    """Return two lists of allocations as one."""
    if not len(second):
        return first
    names = ("credit", "item", "cents", "on", "lettered", "method")
    return Allocations(*(np.concatenate([getattr(first, name), getattr(second, name)]) for name in names))


@dataclass(frozen=True)
class Books:
    """Items, credits and the allocations that a person made (given or lettered), of one company.

    `by_rule` are those that the rules made when the books were last kept (a dossier written and
    read back); with none, the rules are still to run.

    `customers` are the labels of the customer codes (sorted; "" stands for an unknown customer),
    `invoice_ids` and `payment_ids` those of the rows, as Arrow arrays.
    """

    customers: NDArray[np.generic]
    items: Items
    credits: Credits
    allocations: Allocations
    invoice_ids: Texts = field(default_factory=lambda: pa.array([], pa.string()))
    payment_ids: Texts = field(default_factory=lambda: pa.array([], pa.string()))
    by_rule: Allocations = field(default_factory=no_allocations)

    def open_items(self, allocations: Allocations) -> Int64:
        """Return what is left of each item after some allocations: still owed (> 0) or still to use (< 0)."""
        left = self.items.cents.copy()
        np.subtract.at(left, allocations.item, allocations.cents)
        from_items = allocations.credit >= len(self.credits)
        if from_items.any():
            np.add.at(left, allocations.credit[from_items] - len(self.credits), allocations.cents[from_items])
        return left

    def open_credits(self, allocations: Allocations) -> Int64:
        """Return what is left of each payment after some allocations."""
        left = self.credits.cents.copy()
        of_payments = allocations.credit < len(self.credits)
        np.subtract.at(left, allocations.credit[of_payments], allocations.cents[of_payments])
        return left


def taken(values: Texts, rows: NDArray[np.integer]) -> NDArray[np.generic]:
    """Return some rows of an Arrow column of labels as a NumPy array."""
    return np.asarray(values.take(pa.array(rows)).to_numpy(zero_copy_only=False))
