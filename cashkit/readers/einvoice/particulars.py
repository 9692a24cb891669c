"""Particulars of an e-invoice, told one by one: present, missing or wrong, with the article and whether it binds.

The four new particulars and the French rules of the platforms (BR-FR) bind each issuer from the day on which it must
issue e-invoices: large and mid-sized firms first, small ones a year later. Without a size such a particular is
`by_size` between the two days; `in_force` and `not_yet` need no size.

>>> from datetime import date
>>> from cashkit.readers.einvoice.invoice import EInvoice, Party
>>> one = EInvoice("F1", date(2026, 10, 5), "380", "EUR", Party("Ombrage"), Party("Client"))
>>> said = particulars(one).set_index("particular")
>>> said.loc["category", ["particular_state", "binding", "einvoice_terms"]].tolist()
['missing', 'by_size', 'BT-23']
>>> [particulars(one, issuer_size=size).set_index("particular").loc["category", "binding"] for size in ("large", "sme")]
['in_force', 'not_yet']

Errors: `ArgumentError` for a size that is none, and for a life-cycle message, which holds no particulars.
Source: the law's tables `invoice_particulars` and `e_invoicing`; `mentions`, `french_rules`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cashkit.ground.errors import ArgumentError
from cashkit.law.values import history, legal_values
from cashkit.readers.einvoice.french_rules import NOT_APPLICABLE, french_rules, rules_kept
from cashkit.readers.einvoice.invoice import EInvoice
from cashkit.readers.einvoice.mentions import mentions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

Size = Literal["large", "mid", "sme", "micro"]
SIZES = ("large", "mid", "sme", "micro")
SMALL = ("sme", "micro")
COLUMNS = ("particular", "particular_state", "binding", "article", "einvoice_terms", "binds_from")
IN_FORCE, BY_SIZE, NOT_YET = "in_force", "by_size", "not_yet"
_TABLE, _UNIT, _SUFFIX = "invoice_particulars", "einvoice_terms", "_small"


@dataclass(frozen=True)
class Asked:
    """A particular: its article or rule, its terms, the day from which it binds the largest and the smallest."""

    key: str
    article: str
    terms: str
    first: date
    last: date

    def since(self, size: str | None) -> date:
        """Return the day from which it binds an issuer, the first of all where its size is not known."""
        return self.last if size in SMALL else self.first

    def binding(self, day: date, size: str | None = None) -> str:
        """Say whether it binds an invoice of a day."""
        if size is not None:
            return IN_FORCE if day >= self.since(size) else NOT_YET
        if day < self.first:
            return NOT_YET
        return IN_FORCE if day >= self.last else BY_SIZE


@functools.cache
def asked() -> Mapping[str, Asked]:
    """Return what is asked of an invoice, the law first, then the rules of the platforms."""
    rows = {value.key: value for value in legal_values(_TABLE) if value.unit == _UNIT}
    named = [value for key, value in rows.items() if not key.endswith(_SUFFIX)]
    law = [
        Asked(one.key, one.article, one.written, one.valid_from, rows.get(one.key + _SUFFIX, one).valid_from)
        for one in named
    ]
    days = [value.valid_from for value in history("e_invoicing", "issue")]
    rules = [Asked(rule.key, rule.rule, rule.terms, min(days), max(days)) for rule in french_rules()]
    return {one.key: one for one in (*law, *rules)}


def particulars(einvoice: EInvoice, *, issuer_size: Size | None = None) -> pd.DataFrame:
    """Return the particulars of an e-invoice (columns: `COLUMNS`); `issuer_size` is large, mid, sme or micro."""
    import pandas as pd  # noqa: PLC0415  (loaded when a table is made)

    if issuer_size is not None and issuer_size not in SIZES:
        raise ArgumentError("einvoice.unknown_size", value=issuer_size, known=", ".join(SIZES))
    if not isinstance(einvoice, EInvoice):
        raise ArgumentError("einvoice.no_particulars", value=type(einvoice).__name__)
    day, said = einvoice.issue_date, states(einvoice)
    rows = [
        (one.key, said[one.key], one.binding(day, issuer_size), one.article, one.terms, one.since(issuer_size))
        for one in asked().values()
    ]
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    return made.assign(binds_from=pd.to_datetime(made["binds_from"]).astype("datetime64[s]"))


def states(einvoice: EInvoice) -> dict[str, str]:
    """Return the state of each particular and of each rule."""
    return mentions(einvoice) | rules_kept(einvoice)


def written(einvoice: EInvoice) -> str:
    """Return the states as one line of text, as the dossier's table of invoices keeps them."""
    return " ".join(f"{key}:{state}" for key, state in states(einvoice).items() if state != NOT_APPLICABLE)
