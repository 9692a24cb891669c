"""The customers of the sample: 250 codes at base size, more in proportion, the named cast always there.

Every row is clean: identifiers that pass their checks, one code for each firm, terms within the law. Faults are planted
afterwards, by modules of their own. Some terms and means of payment belong to the story and come from here.

>>> from cashkit.sample.plan import Plan
>>> customers = make_customers(Plan())
>>> len(customers), customers.set_index("customer_id").loc["C0024", "name"]
(250, 'Bativexin Construction SARL')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cashkit.dossier.tables import kinds
from cashkit.sample import names, story
from cashkit.sample.identities import foreign_vat, french_vat, iban, scattered, siren, siret

if TYPE_CHECKING:
    from cashkit.sample.plan import Plan

_DTYPES = {"date": "datetime64[s]", "money": "float64", "number": "float64", "flag": "boolean"}


def make_customers(plan: Plan) -> pd.DataFrame:
    """Return the table `customers`, with all its columns."""
    rows = [_row(rank, code, segment) for rank, (code, segment) in enumerate(codes(plan))]
    return typed("customers", rows)


def codes(plan: Plan) -> list[tuple[str, str]]:
    """Return each code with its segment: those of base size first, then what a larger size adds."""
    base = [(f"C{code:04d}", segment) for low, high, segment in story.BLOCKS for code in range(low, high + 1)]
    more = [
        segment
        for segment, told in story.SEGMENTS.items()
        if segment != "retail"
        for _ in range(round(told.codes * (plan.euros_scale - 1)))
    ]
    width = max(4, len(str(len(base) + len(more))))
    return base + [(f"C{251 + rank:0{width}d}", segment) for rank, segment in enumerate(more)]


def typed(table: str, rows: Any) -> pd.DataFrame:  # noqa: ANN401  (records or columns, what pandas takes)
    """Return a frame with the columns of a table, each of its kind; what is not there is blank."""
    frame = pd.DataFrame(rows)
    columns = {}
    for name, kind in kinds(table).items():
        values = frame[name] if name in frame else pd.Series([None] * len(frame), index=frame.index)
        columns[name] = values.astype(_DTYPES.get(kind, "str"))  # type: ignore[call-overload]  # a dtype by its name
    return pd.DataFrame(columns, index=frame.index)


def _row(rank: int, code: str, segment: str) -> dict[str, object]:
    told, own = story.SEGMENTS[segment], siren(int(code[1:])) if code in story.CAST else scattered(rank)
    town, postcode = names.town_of(rank)
    return {
        "customer_id": code,
        "name": story.CAST.get(code, names.firm(segment, rank)),
        "siren": own,
        "siret": siret(own, 1),
        "vat_number": french_vat(own),
        "group_id": story.GROUPS.get(code),
        "segment": segment,
        "address": f"{1 + rank % 97} rue des Artisans",
        "postcode": postcode,
        "city": town,
        "country": "FR",
        "email": f"compta@{code.lower()}.example",
        "phone": f"04 90 00 {rank // 100 % 100:02d} {rank % 100:02d}",
        "iban": iban("FR", rank + 1),
        "payment_terms": told.terms,
        "payment_method": told.method,
        "opened_on": "2015-03-02",
        "terms_signed": True,
        "status": "active",
        "kind": "public" if segment == "public" else "company",
        "vat_regime": "export" if segment == "export" else "standard",
        "invoicing": "per_delivery",
        "debit_mandate_on": "2016-01-04" if told.method == "direct_debit" else None,
        "needs_reference": segment in {"public", "retail"},
    }


__all__ = ["codes", "foreign_vat", "make_customers", "typed"]
