"""A fault: what all findings of one code share, so that each says only whose it is and how much is at stake.

>>> late = Fault("receipt_unapplied", "payments", "cash_late")
>>> found = late.finding("P1", "C1", [("payments", "P1", 2_000)], {"days": 31})
>>> found.severity, found.amount_at_stake, found.items
('warning', Decimal('20.00'), (('payments', 'P1', 2000),))

The severity is that of the code (`codes.csv`); the amount is that of the rows touched, unless it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.codes import code as known_code
from cashkit.dossier.findings import Finding
from cashkit.ground.money import euros

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cashkit.dossier.findings import Kind

    Item = tuple[str, str, int]

SMALLEST = 500
"""Cents: below 5 € nobody is asked to do anything."""


@dataclass(frozen=True)
class Fault:
    """A code, the table of its key, the kind of what is at stake, and the text it rests on."""

    code: str
    table: str
    kind: Kind
    source: str = ""

    def finding(
        self,
        key: object,
        customer: object,
        items: Iterable[Item],
        params: Mapping[str, object],
        *,
        cents: int | None = None,
    ) -> Finding:
        """Return one finding; `cents` is what is at stake where it is not all that the rows touched hold."""
        touched = tuple((table, str(row), int(part)) for table, row, part in items)
        stake = sum(part for *_, part in touched) if cents is None else int(cents)
        return Finding(
            code=self.code,
            severity=known_code(self.code).severity,
            table=self.table,
            key=str(key),
            customer_id=str(customer) if customer not in {None, ""} else None,
            kind=self.kind,
            amount_at_stake=euros(stake),
            items=touched,
            params=params,
            source=self.source,
        )
