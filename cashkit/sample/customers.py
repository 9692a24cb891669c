"""The customers of the sample: 250 codes at base size, more in proportion, the named cast always there.

Every row is clean: identifiers that pass their checks, a code for each firm, mandates, terms signed. Limits, cover and
faults come afterwards, from modules of their own. What the story says of the cast is here from the start: the terms
beyond the cap, the judgments, the groups.

>>> from cashkit.sample.plan import Plan
>>> customers = make_customers(Plan())
>>> len(customers), customers.set_index("customer_id").loc["C0024", ["name", "postcode", "vat_regime"]].tolist()
(250, ['Bativexin Construction SARL', '13090', 'standard'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.dossier.tables import kinds
from cashkit.ground.calendar import day_number
from cashkit.sample import identities, names, story
from cashkit.sample.market import codes, make_market, role_of

if TYPE_CHECKING:
    from cashkit.sample.cast import Role
    from cashkit.sample.plan import Plan

_DTYPES = {"date": "datetime64[s]", "money": "float64", "number": "float64", "flag": "boolean"}
_NO_SIREN = ("private", "counter")
_MANDATES = "direct_debit"
_OPENED = (day_number(story.OPENING.replace(year=2004)), day_number(story.OPENING.replace(year=2022)))
_HOSPITAL_OR_PUBLIC = ("public", "hospital")


def make_customers(plan: Plan) -> pd.DataFrame:
    """Return the table `customers`, with all its columns."""
    market, random = make_market(plan), plan.random("customers")
    opened = random.integers(*_OPENED, size=len(market))
    opened = np.where(market["since"] > _OPENED[0], market["since"] - 5, opened).astype("datetime64[D]")
    rows = [
        _identity(rank, role_of(code, like), segment) | _account(role_of(code, like), segment)
        for rank, (code, segment, like) in enumerate(codes(plan))
    ]
    made = pd.DataFrame(rows).assign(opened_on=opened.astype("datetime64[s]"), vat_regime=market["regime"])
    return typed("customers", made)


def typed(table: str, rows: Any) -> pd.DataFrame:  # noqa: ANN401  (records or columns, what pandas takes)
    """Return a frame with the columns of a table, each of its kind; what is not there is blank."""
    frame = pd.DataFrame(rows)
    columns = {}
    for name, kind in kinds(table).items():
        values = frame[name] if name in frame else pd.Series([None] * len(frame), index=frame.index)
        columns[name] = values.astype(_DTYPES.get(kind, "str"))  # type: ignore[call-overload]  # a dtype by its name
    return pd.DataFrame(columns, index=frame.index)


def _identity(rank: int, role: Role, segment: str) -> dict[str, object]:
    """Return who a customer is: name, numbers, address, account."""
    kind, french = _kind(role, segment), role.country == "FR"
    town, postcode = names.town_of(rank) if french else names.abroad(role.country, rank)
    own, site = _numbers(rank, role) if french and kind not in _NO_SIREN else (None, 1)
    vat = identities.french_vat(own) if own and kind not in _HOSPITAL_OR_PUBLIC else None
    told = story.ADDRESSES.get(role.code, {})
    return {
        "customer_id": role.code,
        "name": role.name or names.firm(segment, rank, role.country),
        "siren": own,
        "siret": identities.siret(own, site) if own else None,
        "vat_number": vat if french else identities.foreign_vat(role.country, rank) or None,
        "group_id": role.group or None,
        "segment": segment,
        "address": names.street(rank),
        "postcode": postcode,
        "city": town,
        "country": role.country,
        "email": f"compta@{role.code.lower()}.example" if kind != "counter" else None,
        "phone": f"04 90 00 {rank // 100 % 100:02d} {rank % 100:02d}",
        "iban": identities.iban(role.country, story.ONE_ACCOUNT.get(role.group, rank + 100)) or None,
        "ap_contact": names.contact(rank) if kind not in _NO_SIREN else None,
        "kind": kind,
    } | told


def _kind(role: Role, segment: str) -> str:
    return role.kind or ("public" if segment == "public" else "company")


def _numbers(rank: int, role: Role) -> tuple[str, int]:
    """Return the SIREN of a firm, and the number of its site: groups of the cast have one SIREN and several sites."""
    first = story.ONE_SIREN.get(role.group)
    if first is not None:
        return identities.siren(first), int(role.code[1:]) - first + 1
    return (identities.siren(int(role.code[1:])) if role.named else identities.scattered(rank)), 1


def _account(role: Role, segment: str) -> dict[str, object]:
    """Return how a customer buys and pays."""
    about, kind = story.SEGMENTS[segment], _kind(role, segment)
    method = role.method or about.method
    rate, days = story.DISCOUNTS.get(role.code, (None, None))
    return {
        "payment_terms": role.terms or about.terms,
        "payment_method": method,
        "terms_signed": True,
        "status": "active",
        "guarantee": role.guarantee or None,
        "debit_mandate_on": "2019-06-03" if method == _MANDATES else None,
        "needs_reference": segment in {"public", "retail"},
        "public_service_code": f"SVC-{role.code[1:]}" if kind in _HOSPITAL_OR_PUBLIC else None,
        "invoicing": role.invoicing or "per_delivery",
        "discount_rate": rate,
        "discount_days": days,
    } | story.JUDGMENTS.get(role.code, {})


__all__ = ["codes", "make_customers", "typed"]
