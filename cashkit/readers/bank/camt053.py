"""camt.053: the ISO 20022 statement of account, versions 2 to 13.

Booked entries only (status BOOK); an entry with several transactions is told transaction by
transaction where their amounts sum to it, else as one. Balances: PRCD or OPBD opens, CLBD closes.

>>> body = b"<BkToCstmrStmt><Stmt><Acct><Id><IBAN>FR76</IBAN></Id><Ccy>EUR</Ccy></Acct></Stmt></BkToCstmrStmt>"
>>> head = b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>"
>>> [one.account for one in read_camt("x.xml", parse("x.xml", head + body + b"</Document>"))]
['FR76']

Errors: `SourceError` for another kind of message, and for an entry without amount, sign or date (which one is said).
Source: ISO 20022, BankToCustomerStatement.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cashkit.ground.errors import CashkitError, SourceError
from cashkit.ground.money import cents
from cashkit.readers.bank.statement import Movement, Statement
from cashkit.readers.safe_xml import namespace, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

__all__ = ["is_camt", "parse", "read_camt"]

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d{2})")
_VERSIONS = range(2, 14)
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
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
    """Return the statements of a document."""
    match = _NAMESPACE.fullmatch(namespace(root))
    if match is None or int(match[1]) not in _VERSIONS:
        raise SourceError("bank.not_camt", file=file, value=namespace(root) or root.tag)
    found = root.findall("{*}BkToCstmrStmt/{*}Stmt")
    if not found:
        raise SourceError("bank.no_statement", file=file)
    return [_statement(file, one) for one in found]


def _statement(file: str, one: Element) -> Statement:
    account = _text(one, "Acct/Id/IBAN") or _text(one, "Acct/Id/Othr/Id")
    opening, closing = _balance(file, one, _OPENING), _balance(file, one, _CLOSING)
    currency = _text(one, "Acct/Ccy") or next((amount.get("Ccy", "") for amount in one.iter() if amount.get("Ccy")), "")
    moved = tuple(
        move
        for number, entry in enumerate(one.findall("{*}Ntry"), 1)
        if _status(entry) == "BOOK"
        for move in _movements(file, number, entry, currency)
    )
    return Statement(
        account,
        currency,
        opening[0] if opening else None,
        closing[0] if closing else None,
        opening[1] if opening else None,
        closing[1] if closing else None,
        moved,
    )


def _status(entry: Element) -> str:
    """Return the status of an entry: text up to version 4, a code beneath from version 5 on."""
    return _text(entry, "Sts/Cd") or _text(entry, "Sts")


def _balance(file: str, one: Element, codes: tuple[str, ...]) -> tuple[int, date | None] | None:
    told = {_text(balance, "Tp/CdOrPrtry/Cd"): balance for balance in one.findall("{*}Bal")}
    for code in codes:
        if code in told:
            place = f"Bal {code}"
            return _signed(file, place, told[code]), _date(file, place, told[code], "Dt", required=False)
    return None


def _movements(file: str, number: int, entry: Element, currency: str) -> Iterator[Movement]:
    place = f"Ntry {number}"
    whole = _signed(file, place, entry)
    told = _currency(entry, currency)
    booked, value = _date(file, place, entry, "BookgDt"), _date(file, place, entry, "ValDt", required=False)
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
        _text(detail, "Refs/EndToEndId"),
        _text(detail, "AddtlTxInf") or _text(entry, "AddtlNtryInf"),
    ]
    returned = detail.find("{*}RtrInf") is not None or _text(entry, "RvslInd") == "true"
    reason = _text(detail, "RtrInf/Rsn/Cd") or _text(detail, "RtrInf/Rsn/Prtry") or "RVSL"
    family = _text(detail, "BkTxCd/Domn/Fmly/Cd") or _text(entry, "BkTxCd/Domn/Fmly/Cd")
    return Movement(
        booked_on=booked,
        cents=part,
        text=" ".join(word for word in words if word and word != "NOTPROVIDED"),
        method=_FAMILIES.get(family, ""),
        counterparty=name,
        counterparty_iban=_text(detail, f"RltdPties/{party}Acct/Id/IBAN"),
        return_reason=reason if returned else "",
    )


def _signed(file: str, place: str, holder: Element) -> int:
    amount, side = holder.find("{*}Amt"), _text(holder, "CdtDbtInd")
    if amount is None or side not in {"CRDT", "DBIT"}:
        raise SourceError("bank.bad_field", file=file, place=place, field="Amt, CdtDbtInd", value=side)
    value = _amount(file, place, amount.text or "")
    return value if side == "CRDT" else -value


def _amount(file: str, place: str, text: str) -> int:
    try:
        return cents(text.strip())
    except CashkitError:
        raise SourceError("bank.bad_field", file=file, place=place, field="Amt", value=text.strip()[:40]) from None


def _date(file: str, place: str, holder: Element, field: str, *, required: bool = True) -> date | None:
    text = _text(holder, f"{field}/Dt") or _text(holder, f"{field}/DtTm")[:10]
    if not text and not required:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise SourceError("bank.bad_field", file=file, place=place, field=field, value=text[:40]) from None


def _text(holder: Element, path: str) -> str:
    found = holder.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None else _clean(found.text)


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())
