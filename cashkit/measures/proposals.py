"""Proposals: which open invoices a bank line settles, tried from the surest sign to the weakest.

1. the invoices that it quotes (less the credit notes quoted); 2. one invoice of its very amount; 3. the whole account,
all that is due, or the one choice of 2 to 6 items among the 20 earliest due that comes to it; 4. one invoice within
5 € and 1 % of it; 5. the earliest due, for want of anything better.

>>> items = Items(np.array([10_000, 4_500]), np.array([10, 40], np.int32), np.array([5, 6], np.int32), {7: [0, 1]})
>>> table = Table(items, [Receipt(0, 50, 14_500, customer=7, sure=True)])
>>> [(line.item, line.cents, line.reason, line.confidence) for line in table.settled()]
[(0, 10000, 'whole_account', 'medium'), (1, 4500, 'whole_account', 'medium')]

Confidence: `high` can be posted as it is (number quoted and amount to the cent, or a sure payer and the only invoice of
that amount); `medium` deserves a look (sure payer and an exact sum, a part of a quoted invoice, a small difference);
`low` has to be asked (the payer's name alone, equal invoices, the oldest first).
Units: whole cents, credit notes below zero; day numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np  # noqa: TC002  (the doctest)

from cashkit.measures.exact_sums import MOST_ITEMS, sums_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

TOLERANCE = 500
TOLERANCE_SHARE = 100  # one in a hundred
_LOOKED = 500  # items of one customer that a receipt is compared with
_SWEPT = 256  # settlements after which a customer's settled items leave the table


@dataclass(frozen=True, eq=False)
class Items:
    """What is open (credit notes below zero), due and issue days; `of` tells each customer's, earliest due first."""

    cents: NDArray[np.int64]
    due: NDArray[np.int32]
    issued: NDArray[np.int32]
    of: Mapping[int, Sequence[int]]


@dataclass(frozen=True)
class Receipt:
    """A bank line whose payer is known: surely, or by its name alone; `quoted` are the open items that it names."""

    place: int
    day: int
    cents: int
    customer: int
    sure: bool
    quoted: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """What is proposed: cents of a receipt for an item, why, and how sure it is."""

    place: int
    item: int
    cents: int
    reason: str
    confidence: str


@dataclass
class Table:
    """Receipts and open items on one table: what is settled leaves it, so that nothing is settled twice."""

    items: Items
    receipts: Sequence[Receipt]
    lines: list[Line] = field(default_factory=list)

    def settled(self) -> list[Line]:
        """Return the proposals, receipt by receipt in the order of their days within each step."""
        self._lay()
        for step in (self._quoted, self._amount, self._sums, self._near, self._oldest):
            for one in sorted(self.receipts, key=lambda receipt: (receipt.day, receipt.place)):
                if self.left[one.place] > 0 and one.place not in self.spent:
                    step(one)
        return self.lines

    def _lay(self) -> None:
        self.owed: list[int] = self.items.cents.tolist()
        self.left = {one.place: one.cents for one in self.receipts}
        self.served: set[int] = set()
        self.spent: set[int] = set()
        self.live = {customer: list(items) for customer, items in self.items.of.items()}
        self.taken: Counter[int] = Counter()
        self.of = {item: customer for customer, items in self.live.items() for item in items}
        self.amounts: dict[tuple[int, int], list[int]] = defaultdict(list)
        for item, customer in self.of.items():
            self.amounts[customer, self.owed[item]].append(item)

    def _take(self, one: Receipt, parts: Sequence[tuple[int, int]], reason: str, confidence: str) -> None:
        for item, cents in parts:
            if cents:
                self.owed[item] -= cents
                self.left[one.place] -= cents
                self.served.add(one.place)
                self.lines.append(Line(one.place, item, cents, reason, confidence))
                if self.owed[item]:
                    self.amounts[one.customer, self.owed[item]].append(item)
        self.taken[one.customer] += len(parts)
        if self.taken[one.customer] > _SWEPT:
            self.live[one.customer] = [item for item in self.live[one.customer] if self.owed[item]]
            self.taken[one.customer] = 0

    def _open(self, one: Receipt, *, notes: bool = False) -> list[int]:
        """Return the payer's open items issued by the receipt's day, the earliest due first, 500 at most."""
        issued = self.items.issued
        known = (item for item in self.live.get(one.customer, ()) if issued[item] <= one.day)
        return list(islice((item for item in known if self.owed[item] > 0 or (notes and self.owed[item] < 0)), _LOOKED))

    def _whole(self, items: Sequence[int]) -> list[tuple[int, int]]:
        return [(item, self.owed[item]) for item in items]

    def _filled(self, one: Receipt, items: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the items that what is left of a receipt pays in turn, the last one in part."""
        left = self.left[one.place]
        for item in items:
            part = min(left, self.owed[item])
            left -= part
            yield item, part

    def _quoted(self, one: Receipt) -> None:
        named = [item for item in one.quoted if self.owed[item]]
        if one.quoted and not named:
            self.spent.add(one.place)  # another line of the statement paid what it quotes: nothing else is meant
        debts = [item for item in named if self.owed[item] > 0]
        if not debts:
            return
        left, every = self.left[one.place], sum(self.owed[item] for item in named)
        owed = sum(self.owed[item] for item in debts)
        if left in {every, owed}:
            self._take(one, self._whole(named if left == every else debts), "quoted", "high" if one.sure else "medium")
        elif found := self._of_quoted(one, named, debts, owed - left):
            self._take(one, self._whole(found), *self._with_notes(found, named))
        elif abs(left - every) <= TOLERANCE:
            notes = [item for item in named if self.owed[item] < 0]
            self._take(one, self._whole(notes), "quoted_small_difference", "medium")
            self._take(one, list(self._filled(one, debts)), "quoted_small_difference", "medium")
        else:
            reason = "part_of_quoted" if left < owed else "quoted_and_more"
            self._take(one, list(self._filled(one, debts)), reason, "medium")

    def _of_quoted(self, one: Receipt, named: Sequence[int], debts: Sequence[int], over: int) -> Sequence[int]:
        """Return the items of those quoted that the receipt pays exactly, or all of them less the one credit note."""
        left = self.left[one.place]
        alone = [item for item in debts if self.owed[item] == left]
        sums = sums_to([self.owed[item] for item in named], left) if len(named) <= MOST_ITEMS else []
        notes = [item for item in self._open(one, notes=True) if self.owed[item] == -over]
        if len(alone) == 1:
            return alone
        if not alone and len(sums) == 1:
            return [named[place] for place in sums[0]]
        return [*debts, *notes] if over > 0 and len(notes) == 1 else ()

    @staticmethod
    def _with_notes(found: Sequence[int], named: Sequence[int]) -> tuple[str, str]:
        return ("quoted", "high") if set(found) <= set(named) else ("quoted_less_credit_note", "medium")

    def _amount(self, one: Receipt) -> None:
        left = self.left[one.place]
        found = dict.fromkeys(self.amounts.get((one.customer, left), ()))
        same = [item for item in found if self.owed[item] == left and self.items.issued[item] <= one.day]
        same.sort(key=lambda item: (int(self.items.due[item]), item))
        if len(same) == 1:
            self._take(one, self._whole(same), "amount", "high" if one.sure else "medium")
        elif same:
            self._take(one, self._whole(same[:1]), "one_of_equal_amounts", "low")

    def _sums(self, one: Receipt) -> None:
        items, left = self._open(one, notes=True), self.left[one.place]
        confidence = "medium" if one.sure else "low"
        due = [item for item in items if self.items.due[item] <= one.day or self.owed[item] < 0]
        for chosen, reason in ((items, "whole_account"), (due, "all_that_is_due")):
            if 1 < len(chosen) < _LOOKED and sum(self.owed[item] for item in chosen) == left:
                self._take(one, self._whole(chosen), reason, confidence)
                return
        few = items[:MOST_ITEMS]
        sums = sums_to([self.owed[item] for item in few], left)
        if len(sums) == 1:
            self._take(one, self._whole([few[place] for place in sums[0]]), "exact_sum", confidence)

    def _near(self, one: Receipt) -> None:
        if not one.sure or one.place in self.served:
            return
        left = self.left[one.place]
        most = min(TOLERANCE, left // TOLERANCE_SHARE)
        near = [item for item in self._open(one) if abs(self.owed[item] - left) <= most]
        if len(near) == 1:
            self._take(one, [(near[0], min(left, self.owed[near[0]]))], "near_amount", "low")

    def _oldest(self, one: Receipt) -> None:
        if one.sure and one.place not in self.served:
            self._take(one, list(self._filled(one, self._open(one))), "oldest_first", "low")
