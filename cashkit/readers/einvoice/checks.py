"""What is wrong with an e-invoice: its sums, its dates, its parties, by the rules that decide whether it is paid.

Findings: I02 lines that do not come to their total (BR-CO-10), I03 total without VAT (BR-CO-13), I04 VAT (BR-CO-14),
I05 total with VAT (BR-CO-15), I06 amount to pay (BR-CO-16), I07 VAT that is not base times rate (BR-CO-17), I08 a base
that its lines do not give (BR-S-08), I09 due before it was issued, I10 neither due date nor terms (BR-CO-25), I11 a
wrong SIREN or SIRET, I12 a credit note that names no invoice (BR-55), I13 a wrong VAT number of a party, I30 several
due dates, I31 a credit note below zero.
Units: the document's currency; a cent of tolerance, one a line for sums of lines.
Source: EN 16931-1, business rules; CGI 289 I-5 and 242 nonies A.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground.identifiers import is_siren, is_siret, vat_number
from cashkit.ground.money import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cashkit.readers.einvoice.invoice import EInvoice, Party

_NIL = Decimal()
_CENT = Decimal("0.01")
_HUNDRED = 100
_STANDARD = "S"
_FRENCH_VAT = 13


def checked(file: str, one: EInvoice) -> tuple[DataFinding, ...]:
    """Return what is wrong with an e-invoice."""
    return (*_sums(file, one), *_vat(file, one), *_dates(file, one), *_parties(file, one))


def _sums(file: str, one: EInvoice) -> Iterator[DataFinding]:
    told = one.amounts
    lines = [line.amount_excl_vat for line in one.lines if line.amount_excl_vat is not None]
    part = {key: told.get(key, _NIL) for key in ("BT-106", "BT-107", "BT-108", "BT-113", "BT-114")}
    vat = [line.amount for line in one.vat_lines if line.amount is not None]
    expected = {
        "I02": ("BT-106", sum(lines, _NIL) if lines else None),
        "I03": ("BT-109", part["BT-106"] - part["BT-107"] + part["BT-108"] if "BT-106" in told else None),
        "I04": ("BT-110", sum(vat, _NIL) if vat else None),
        "I05": ("BT-112", told["BT-109"] + told.get("BT-110", _NIL) if "BT-109" in told else None),
        # The MINIMUM profile has no total of lines, and does not say what was paid before.
        "I06": ("BT-115", told["BT-112"] - part["BT-113"] + part["BT-114"] if "BT-106" in told else None),
    }
    for code, (term, value) in expected.items():
        if value is not None and term in told and abs(told[term] - value) > _CENT:
            yield data_finding(code, file=file, field=term, value=one.invoice_number, told=told[term], sum=value)


def _vat(file: str, one: EInvoice) -> Iterator[DataFinding]:
    for line in one.vat_lines:
        if line.rate is None or line.base is None or line.amount is None:
            continue
        due = rounded(line.base * line.rate / _HUNDRED)
        if abs(due - line.amount) > _CENT * max(1, len(one.lines)):
            yield data_finding("I07", file=file, field="BT-117", value=line.rate, told=line.amount, sum=due)
    # Document-level allowances and charges (BG-20, BG-21) change the base: the rule is tested where there are none.
    if one.lines and not one.amounts.get("BT-107") and not one.amounts.get("BT-108"):
        yield from _bases(file, one)


def _bases(file: str, one: EInvoice) -> Iterator[DataFinding]:
    for line in one.vat_lines:
        parts = [part.amount_excl_vat for part in one.lines if part.rate == line.rate]
        if line.category == _STANDARD and line.base is not None and None not in parts and parts:
            base = sum((part for part in parts if part is not None), _NIL)
            if abs(base - line.base) > _CENT:
                yield data_finding("I08", file=file, field="BT-116", value=line.rate, told=line.base, sum=base)


def _dates(file: str, one: EInvoice) -> Iterator[DataFinding]:
    where = one.invoice_number
    if one.due_date is not None and one.due_date < one.issue_date:
        yield data_finding("I09", file=file, field="BT-9", value=where, due=one.due_date, issued=one.issue_date)
    owed = one.payable is not None and one.payable > 0 and not one.is_credit_note
    if owed and one.due_date is None and "BT-20" not in one.texts and one.lines:
        yield data_finding("I10", file=file, field="BT-9", value=where)
    if len(one.due_dates) > 1 and one.due_date is not None:
        yield data_finding("I30", file=file, field="BT-9", value=where, n=len(one.due_dates), due=one.due_date)
    if one.is_credit_note and one.amount is not None and one.amount < 0:
        yield data_finding("I31", file=file, field="BT-112", value=where, amount=one.amount)
    if one.is_credit_note and "BT-25" not in one.texts:
        yield data_finding("I12", file=file, field="BT-25", value=where)


def _parties(file: str, one: EInvoice) -> Iterator[DataFinding]:
    for party, fields in ((one.seller, ("BT-30", "BT-31")), (one.buyer, ("BT-47", "BT-48"))):
        for number, good in ((party.siren, is_siren), (party.siret, is_siret)):
            if number and not good(number):
                yield data_finding("I11", file=file, field=fields[0], value=number, name=party.name)
                break
        if wrong_key(party):
            yield data_finding("I13", file=file, field=fields[1], value=party.vat_number, name=party.name)


def wrong_key(party: Party) -> bool:
    """Tell whether a French VAT number does not follow from its own SIREN."""
    number = party.vat_number.replace(" ", "").upper()
    if not number.startswith("FR") or len(number) != _FRENCH_VAT or not number[2:].isdigit():
        return False
    return not is_siren(number[4:]) or vat_number(number[4:]) != number
