"""Copies: one invoice in several files (a PDF and its XML, CII and UBL), which counts once.

>>> from datetime import date
>>> from decimal import Decimal
>>> from cashkit.readers.einvoice.invoice import EInvoice, Party
>>> one = EInvoice("F1", date(2026, 1, 5), "380", "EUR", Party("A"), Party("B"), {"BT-112": Decimal("120.00")})
>>> two = Paper("f1.xml", "", 0, replace(one, due_date=date(2026, 2, 5)))
>>> kept, found = once([Paper("f1.pdf", "", 0, one), two])
>>> [paper.file for paper in kept], [finding.code for finding in found]
(['f1.xml'], ['I17'])

A copy has number, kind, date, currency and total of the first; the one with a due date is kept, else the fullest.
Findings: I17 a copy, I18 one number for two different invoices (both are kept, the later under a number of its own),
I21 a corrected invoice that stands beside the one that it replaces.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.readers.einvoice.company import Paper  # noqa: TC001  (the doctest makes one)

if TYPE_CHECKING:
    from collections.abc import Sequence

_CORRECTED = "384"


def once(papers: Sequence[Paper]) -> tuple[list[Paper], list[DataFinding]]:
    """Return each invoice once, with what was found about copies."""
    versions: dict[str, dict[tuple[object, ...], list[Paper]]] = defaultdict(lambda: defaultdict(list))
    for paper in papers:
        versions[paper.said.invoice_number][_content(paper)].append(paper)
    kept: list[Paper] = []
    copies: list[DataFinding] = []
    clashes: list[DataFinding] = []
    for same, place in ((same, place) for each in versions.values() for place, same in enumerate(each.values())):
        best = max(same, key=_fullness)
        copies += [_copy(paper, best.file) for paper in same if paper is not best]
        clashes += [_clash(best, f"{best.said.invoice_number} ({place + 1})")] if place else []
        kept.append(_renamed(best, place) if place else best)
    return kept, [*capped(copies), *capped(clashes), *capped(_replaced(kept))]


def _content(paper: Paper) -> tuple[object, ...]:
    said = paper.said
    return said.type_code, said.issue_date, said.currency, said.amount


def _fullness(paper: Paper) -> tuple[bool, int, int]:
    said = paper.said
    return said.due_date is not None, len(said.texts) + len(said.amounts), len(said.lines)


def _copy(paper: Paper, kept: str) -> DataFinding:
    return data_finding("I17", file=paper.file, value=paper.said.invoice_number, kept=kept)


def _renamed(paper: Paper, place: int) -> Paper:
    """Give the second invoice of a number a number of its own, so that nothing about the first goes to it."""
    return replace(paper, said=replace(paper.said, invoice_number=f"{paper.said.invoice_number} ({place + 1})"))


def _clash(paper: Paper, renamed: str) -> DataFinding:
    said = paper.said
    return data_finding(
        "I18", file=paper.file, value=said.invoice_number, day=said.issue_date, amount=said.amount,
        currency=said.currency, renamed=renamed,
    )  # fmt: skip


def _replaced(kept: Sequence[Paper]) -> list[DataFinding]:
    """Say which corrected invoices (type 384) stand beside their original, which no credit note takes back."""
    numbers = {paper.said.invoice_number for paper in kept}
    taken_back = {paper.said.texts.get("BT-25") for paper in kept if paper.said.is_credit_note}
    pairs = [(paper, paper.said.texts.get("BT-25", "")) for paper in kept if paper.said.type_code == _CORRECTED]
    return [
        data_finding("I21", file=paper.file, value=paper.said.invoice_number, original=original)
        for paper, original in pairs
        if original in numbers - taken_back
    ]
