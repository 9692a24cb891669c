"""At stake: what findings of one kind put at stake in all, one euro counted once.

Several findings may touch the same row: the row counts once, for the most that one of them puts on it. An amount on a
customer as a whole (an excess over its line) is of the same euros as the rows of that customer: the larger counts.
What is ordered and not delivered yet is no loss of its own where a part was delivered: it can still be stopped.
A row with a limit (an invoice: what is open of it) counts for no more than that: what is paid is lost no more.

>>> from decimal import Decimal
>>> from cashkit.dossier.findings import Finding
>>> def made(code, *items):
...     return Finding(code, "error", "customers", "C24", "C24", "loss", Decimal(0), items)
>>> old, new = ("invoices", "F1", 6_420_000), ("deliveries", "D9", 936_000)
>>> noticed, declared = made("insolvency_unnoticed", old, new), made("claim_not_declared", old)
>>> reclaimed, delivered = made("goods_to_reclaim", ("invoices", "F1", 1_920_000)), made("delivery_on_credit", new)
>>> once([noticed, declared, reclaimed, delivered])  # 64 200, and 9 360 delivered after the judgment
7356000
>>> once([noticed], limits={("invoices", "F1"): 1_000_000})  # the rest of that invoice came in
1936000

Units: whole cents. Kinds are never added to each other.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cashkit.ground.money import cents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cashkit.dossier.findings import Finding

    Row = tuple[str, str]

WHOLE = "customers"
_TO_DELIVER = "orders"
_NOBODY = ""


def once(
    findings: Iterable[Finding], owners: Mapping[Row, str] | None = None, limits: Mapping[Row, int] | None = None
) -> int:
    """Return what findings put at stake; `owners` names the customer of rows that a finding of nobody touches.

    `limits` are the most cents that a row can count for.
    """
    most = limits or {}
    rows: dict[Row, int] = defaultdict(int)
    whole: dict[str, int] = defaultdict(int)
    owner: dict[Row, str] = dict(owners or {})
    free = 0
    for finding in findings:
        customer = finding.customer_id or _NOBODY
        parts = rows_of(finding)
        for row, amount in parts.items():
            rows[row] = max(rows[row], min(amount, most.get(row, amount)))
            if customer:
                owner.setdefault(row, customer)
        for name, amount in _on_customers(finding).items():
            whole[name] = max(whole[name], amount)
        free += cents(finding.amount_at_stake) if not finding.items and not customer else 0
    by_customer: dict[str, int] = defaultdict(int)
    for row, amount in rows.items():
        by_customer[owner.get(row, _NOBODY)] += amount
    alone = by_customer.pop(_NOBODY, 0)
    return free + alone + sum(max(by_customer[name], whole[name]) for name in {*by_customer, *whole})


def rows_of(finding: Finding) -> dict[Row, int]:
    """Return the cents of each row that a finding touches, customers as a whole and what can still be stopped apart."""
    parts: dict[Row, int] = defaultdict(int)
    for table, key, amount in finding.items:
        if table != WHOLE:
            parts[table, key] += amount
    delivered = {row: amount for row, amount in parts.items() if row[0] != _TO_DELIVER}
    return delivered or dict(parts)


def _on_customers(finding: Finding) -> dict[str, int]:
    """Return the cents that a finding puts on customers as a whole."""
    if not finding.items and finding.customer_id:
        return {finding.customer_id: cents(finding.amount_at_stake)}
    return {key: amount for table, key, amount in finding.items if table == WHOLE}
