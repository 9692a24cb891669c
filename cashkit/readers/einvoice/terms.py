"""Reading one term of an e-invoice: text, amount or date, with its place when it cannot be read.

>>> from cashkit.readers.safe_xml import parse
>>> root = parse("x.xml", b"<a><b>1.50</b><d>20260105</d></a>")
>>> place = Place("x.xml", root)
>>> place.text("b"), place.amount("b"), place.day("d"), place.amount("c")
('1.50', Decimal('1.50'), datetime.date(2026, 1, 5), None)

Errors: `SourceError` naming file and element for an amount or a date that is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST = 30
_BEYOND = Decimal(10) ** 13
_AMOUNT = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)", re.ASCII)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T+Z].*)?", re.ASCII)


@dataclass(frozen=True)
class Place:
    """An element of a file, asked for what stands beneath it; paths are names without namespace."""

    file: str
    element: Element

    def all(self, path: str) -> list[Place]:
        """Return the elements at a path."""
        steps = "/".join(step if step == "." else f"{{*}}{step}" for step in path.split("/"))
        return [Place(self.file, one) for one in self.element.findall(steps)]

    def first(self, path: str) -> Place | None:
        """Return the first element at a path."""
        return next(iter(self.all(path)), None)

    def text(self, path: str) -> str:
        """Return the text at a path, spaces folded; "" where there is none."""
        found = self.first(path)
        return "" if found is None else " ".join((found.element.text or "").split())

    def schemed(self, path: str, *schemes: str) -> str:
        """Return the first identifier at a path whose scheme is one of some."""
        found = (one for one in self.all(path) if one.element.get("schemeID", "") in schemes)
        return next((" ".join((one.element.text or "").split()) for one in found), "")

    def amount_in(self, path: str, currency: str) -> Decimal | None:
        """Return the amount at a path in a currency; the first one where none says that it is in it.

        Of two VAT totals (BT-110, BT-111) the one in the invoice's own currency is meant.
        """
        found = self.all(path)
        own = [one for one in found if one.element.get("currencyID", "") == currency] or found
        return own[0].amount(".") if own else None

    def in_currency(self, currency: str) -> bool:
        """Tell whether the element itself says that its amount is in a currency."""
        return self.element.get("currencyID", "") == currency

    def amount(self, path: str) -> Decimal | None:
        """Return the amount at a path, None where there is none."""
        text = self.text(path)
        if not text:
            return None
        try:
            number = Decimal(text) if len(text) <= _LONGEST and _AMOUNT.fullmatch(text) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) >= _BEYOND:
            raise SourceError("einvoice.bad_amount", file=self.file, place=path.rpartition("/")[2], value=text[:40])
        return number

    def day(self, path: str) -> date | None:
        """Return the date at a path (20260105 or 2026-01-05), None where there is none."""
        text = self.text(path)
        match = _DAY.fullmatch(text)
        try:
            return date(*(int(part) for part in match.groups())) if match else None
        except ValueError:
            match = None
        finally:
            if text and match is None:
                raise SourceError("einvoice.bad_date", file=self.file, place=path.rpartition("/")[2], value=text[:40])
        return None
