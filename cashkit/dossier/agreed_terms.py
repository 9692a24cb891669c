"""Agreed terms: the due dates that customers' own payment terms give to invoices without a real one.

Findings: U08 a customer that the accounts do not have, U09 a customer with two terms, of which none is taken.
Units: day numbers, from the day of issue.
Source: C. com. L441-10, L441-11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.directory import NOBODY
from cashkit.dossier.due_rules import DEFAULT, TERMS
from cashkit.dossier.findings import DETAILS, capped, data_finding
from cashkit.law.payment_terms import due_days

if TYPE_CHECKING:
    from cashkit.dossier.directory import Directory
    from cashkit.dossier.due_rules import Agreed, DueRules, Undated
    from cashkit.dossier.findings import DataFinding


def with_terms(invoices: Undated, rules: DueRules, directory: Directory) -> tuple[Undated, list[DataFinding]]:
    """Return the invoices with the due dates that customers' terms give, where there is only a default."""
    by_customer, found = _by_customer(rules, directory)
    size = int(invoices.customer.max(initial=-1)) + 1
    place = np.full(size + 1, -1, np.int64)  # the last one stands for no customer (-1)
    distinct = sorted({str(one.terms): one.terms for one in by_customer.values()}.items())
    number_of = {text: number for number, (text, _) in enumerate(distinct)}
    for code, one in by_customer.items():
        if code < size:
            place[code] = number_of[str(one.terms)]
    which = place[invoices.customer]
    open_ = (invoices.source == DEFAULT) & (invoices.issue != NO_DAY)
    for number, (_, terms) in enumerate(distinct):
        rows = np.flatnonzero(open_ & (which == number))
        invoices = invoices.dated(rows, due_days(invoices.issue[rows], terms), TERMS)
    return invoices, found


def _by_customer(rules: DueRules, directory: Directory) -> tuple[dict[int, Agreed], list[DataFinding]]:
    """Return the terms of each customer, and what was found about the rows."""
    named: dict[int, list[Agreed]] = {}
    for one in rules.agreed:
        code = next((code for code in directory.codes(one.names) if code != NOBODY), NOBODY)
        named.setdefault(code, []).append(one)
    unknown = named.pop(NOBODY, [])
    torn = {code: rows for code, rows in named.items() if len({row.terms for row in rows}) > 1}
    file = rules.agreed_file
    strangers = (data_finding("U08", file=file, line=one.line, value=one.names[0]) for one in unknown[:DETAILS])
    twice = (
        data_finding("U09", file=file, line=rows[-1].line, value=rows[-1].names[0], first=rows[0].line)
        for rows in list(torn.values())[:DETAILS]
    )
    found = [*capped(strangers, len(unknown)), *capped(twice, len(torn))]
    return {code: rows[0] for code, rows in named.items() if code not in torn}, found
