"""camt.053: the ISO 20022 statement of account, versions 2 to 13.

Booked entries only (status BOOK), the others are counted; an entry with several transactions is told transaction by
transaction where their amounts sum to it, else as one. Balances: OPBD, else PRCD, opens, CLBD closes. An entry without
a booking date is booked on its value date. The document may stand in an envelope, its names under any prefix.

>>> body = b"<BkToCstmrStmt><Stmt><Acct><Id><IBAN>FR76</IBAN></Id><Ccy>EUR</Ccy></Acct></Stmt></BkToCstmrStmt>"
>>> head = b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>"
>>> [one.account for one in read_camt("x.xml", parse("x.xml", head + body + b"</Document>"))]
['FR76']

Errors: `SourceError` for another kind of message (camt.052 and camt.054 are named), and for an entry without amount,
sign, status or date (which one is said).
Source: ISO 20022, BankToCustomerStatement.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.ground.money import cents
from cashkit.readers.bank.statement import Movement, Statement
from cashkit.readers.safe_xml import bare, namespace, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

__all__ = ["is_camt", "parse", "read_camt"]

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d{2})", re.ASCII)
_OTHERS = {"camt.052": "bank.is_camt052", "camt.054": "bank.is_camt054"}
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,5})?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(T.*|Z|[+-]\d{2}:\d{2})?", re.ASCII)
_UNPAID = ("UPDD", "UPCQ", "UPCT", "RRTN", "PRDD")
"""Sub-families of entries that give money back: unpaid debit, cheque or card, returned transfer, reversed debit."""
_VERSIONS = range(2, 14)
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_TRUE = ("true", "1")
_FAMILIES = {
    "RCDT": "transfer",
    "ICDT": "transfer",
    "RDDT": "direct_debit",
    "IDDT": "direct_debit",
    "CCRD": "card",
    "MCRD": "card",
    "RCHQ": "cheque",
    "ICHQ": "cheque",
    "DRFT": "bill",
    "CNTR": "cash",
}


def is_camt(root: Element) -> bool:
    """Return whether a document says that it is a camt.053, whatever its version."""
    return "camt.053" in namespace(root)


def read_camt(file: str, root: Element) -> list[Statement]:
    """Return the statements of a document, or of the documents of an envelope."""
    documents = [root] if bare(root.tag) == "Document" else root.findall(".//{*}Document") or [root]
    for one in documents:
        _refuse_another(file, namespace(one), bare(one.tag))
    found = [one for document in documents for one in document.findall("{*}BkToCstmrStmt/{*}Stmt")]
    if not found:
        raise SourceError("bank.no_statement", file=file)
    return [_statement(file, one) for one in found]


def _refuse_another(file: str, told: str, name: str) -> None:
    """Refuse a document of another kind than camt.053, or of a version that is not known."""
    other = next((key for kind, key in _OTHERS.items() if kind in told), "")
    if other:
        raise SourceError(other, file=file)
    match = _NAMESPACE.fullmatch(told)
    if match is None or int(match[1]) not in _VERSIONS:
        raise SourceError("bank.not_camt", file=file, value=(told or name)[:80])


def _statement(file: str, one: Element) -> Statement:
    account = _text(one, "Acct/Id/IBAN") or _text(one, "Acct/Id/Othr/Id")
    opening, closing = _balance(file, one, _OPENING), _balance(file, one, _CLOSING)
    currency = _text(one, "Acct/Ccy") or next((amount.get("Ccy", "") for amount in one.iter() if amount.get("Ccy")), "")
    entries = [(number, entry, _status(file, number, entry)) for number, entry in enumerate(one.findall("{*}Ntry"), 1)]
    booked = [(number, entry) for number, entry, status in entries if status == "BOOK"]
    moved = tuple(move for number, entry in booked for move in _movements(file, number, entry, currency))
    return Statement(
        account,
        currency,
        opening[0] if opening else None,
        closing[0] if closing else None,
        opening[1] if opening else None,
        closing[1] if closing else None,
        moved,
        len(entries) - len(booked),
    )


def _status(file: str, number: int, entry: Element) -> str:
    """Return the status of an entry: text up to version 4, a code beneath from version 5 on."""
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    if not status:
        raise SourceError("bank.bad_field", file=file, place=f"Ntry {number}", field="Sts", value="")
    return status


def _balance(file: str, one: Element, codes: tuple[str, ...]) -> tuple[int, date | None] | None:
    listed = [(_text(balance, "Tp/CdOrPrtry/Cd"), balance) for balance in one.findall("{*}Bal")]
    # A balance told page by page: the first one opens the statement, the last one closes it.
    told = dict(listed if codes == _CLOSING else reversed(listed))
    for code in codes:
        if code in told:
            place = f"Bal {code}"
            return _signed(file, place, told[code]), _date(file, place, told[code], "Dt", required=False)
    return None


def _movements(file: str, number: int, entry: Element, currency: str) -> Iterator[Movement]:
    place = f"Ntry {number}"
    whole = _signed(file, place, entry)
    told = _currency(entry, currency)
    value = _date(file, place, entry, "ValDt", required=False)
    booked = _date(file, place, entry, "BookgDt", required=False) or value
    if booked is None:
        raise SourceError("bank.bad_field", file=file, place=place, field="BookgDt", value="")
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    parts = [_part(f"{file}, {place}", detail, whole, told) for detail in details]
    if len(details) < 2 or None in parts or sum(part or 0 for part in parts) != whole:  # noqa: PLR2004  (one is the entry itself)
        details, parts = details[:1] if len(details) == 1 else [], [whole]
    for detail, part in zip(details or [entry], parts, strict=True):
        moved = _movement(entry, detail, part or 0, booked)
        yield replace(moved, value_date=value, currency="" if told == currency else told)


def _currency(entry: Element, currency: str) -> str:
    """Return the currency of an entry: that of its amount, else the account's."""
    amount = entry.find("{*}Amt")
    return currency if amount is None else amount.get("Ccy", currency)


def _part(place: str, detail: Element, whole: int, currency: str) -> int | None:
    """Return the signed cents of one transaction of an entry; None where they are not given in its currency."""
    amount = detail.find("{*}Amt")
    if amount is None:
        amount = detail.find("{*}AmtDtls/{*}TxAmt/{*}Amt")
    if amount is None or amount.get("Ccy", currency) != currency:
        return None
    file, _, where = place.rpartition(", ")
    value = _amount(file, where, amount.text or "")
    side = _text(detail, "CdtDbtInd")
    return -value if side == "DBIT" or (not side and whole < 0) else value


def _movement(entry: Element, detail: Element, part: int, booked: date) -> Movement:
    party = "Dbtr" if part > 0 else "Cdtr"
    # Version 8 puts the name of a party one level deeper.
    name = _text(detail, f"RltdPties/{party}/Nm") or _text(detail, f"RltdPties/{party}/Pty/Nm")
    words = [
        *(_clean(found.text) for found in detail.findall("{*}RmtInf/{*}Ustrd")),
        *(_clean(found.text) for found in detail.findall("{*}RmtInf/{*}Strd/{*}CdtrRefInf/{*}Ref")),
        *(_clean(found.text) for found in detail.findall("{*}RmtInf/{*}Strd/{*}RfrdDocInf/{*}Nb")),
        *(_clean(found.text) for found in detail.findall("{*}RmtInf/{*}Strd/{*}AddtlRmtInf")),
        _text(detail, "Refs/EndToEndId"),
        _text(detail, "AddtlTxInf") or _text(entry, "AddtlNtryInf"),
    ]
    family, below = (
        _text(detail, f"BkTxCd/Domn/Fmly/{key}") or _text(entry, f"BkTxCd/Domn/Fmly/{key}")
        for key in ("Cd", "SubFmlyCd")
    )
    back = _text(entry, "RvslInd") in _TRUE or detail.find("{*}RtrInf") is not None
    reason = _text(detail, "RtrInf/Rsn/Cd") or _text(detail, "RtrInf/Rsn/Prtry")
    returned = back or (below in _UNPAID and part < 0)
    return Movement(
        booked_on=booked,
        cents=part,
        text=" ".join(word for word in words if word and word != "NOTPROVIDED"),
        method=_FAMILIES.get(family, ""),
        counterparty=name,
        counterparty_iban=_text(detail, f"RltdPties/{party}Acct/Id/IBAN"),
        return_reason=(reason or (below if below in _UNPAID else "RVSL")) if returned else "",
    )


def _signed(file: str, place: str, holder: Element) -> int:
    amount, side = holder.find("{*}Amt"), _text(holder, "CdtDbtInd")
    if amount is None or side not in {"CRDT", "DBIT"}:
        raise SourceError("bank.bad_field", file=file, place=place, field="Amt, CdtDbtInd", value=side)
    value = _amount(file, place, amount.text or "")
    return value if side == "CRDT" else -value


def _amount(file: str, place: str, text: str) -> int:
    bare_text = text.strip()
    if not _AMOUNT.fullmatch(bare_text):
        raise SourceError("bank.bad_field", file=file, place=place, field="Amt", value=bare_text[:40])
    if Decimal(bare_text) * 100 % 1:
        raise SourceError("bank.finer_field", file=file, place=place, value=bare_text[:40])
    return cents(bare_text)


def _date(file: str, place: str, holder: Element, field: str, *, required: bool = True) -> date | None:
    text = _text(holder, f"{field}/Dt") or _text(holder, f"{field}/DtTm")
    if not text and not required:
        return None
    match = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise SourceError("bank.bad_field", file=file, place=place, field=field, value=text[:40]) from None


def _text(holder: Element, path: str) -> str:
    found = holder.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None else _clean(found.text)


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())
