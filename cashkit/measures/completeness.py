"""Completeness: how much of an account form is there, each customer counting for what it buys.

What must be there depends on who it is: SIREN and SIRET of French firms and public bodies, a VAT number of
firms in the European Union, an IBAN and a mandate where money is debited, signed terms of a firm. A column that
the file does not have is not asked for: it is not known, which is not missing; nor is the invoice channel where the
file tells nobody's.

>>> from cashkit.dossier.table_columns import TableColumns
>>> from cashkit.measures.customer_file import CustomerFile
>>> rows = [("C1", "Un", "732829320", "84000"), ("C2", "Deux", None, "31000")]
>>> file = CustomerFile(TableColumns(pd.DataFrame(rows, columns=["customer_id", "name", "siren", "postcode"])))
>>> form = completeness(file, weights=np.array([900, 100]))
>>> form.fields.to_dict("records")[0]
{'field': 'siren', 'asked': 2, 'missing': 1, 'filled': 0.5, 'filled_by_weight': 0.9}
>>> form.by_customer.tolist(), form.by_weight
([1.0, 0.5], 0.95)

Units: fractions, customers. A share is NaN (`by_weight`: None) where nothing is asked, or nobody buys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.identifiers import in_the_union

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.measures.customer_file import CustomerFile

    Bool = NDArray[np.bool_]

FIELDS = ["field", "asked", "missing", "filled", "filled_by_weight"]
NOBODY = ("counter", "takings")
PERSONS = ("private", *NOBODY)
APART = (*NOBODY, "intra_group")
"""Who is no debtor to chase: nobody in particular, and sister companies."""
FIRMS = ("company", "intra_group")
DEBITED = "direct_debit"


@dataclass(frozen=True, eq=False)
class Completeness:
    """The form field by field (columns: `FIELDS`), customer by customer, and as a whole by what they buy."""

    fields: pd.DataFrame
    by_customer: NDArray[np.float64]
    by_weight: float | None


def completeness(file: CustomerFile, *, weights: NDArray[np.int64]) -> Completeness:
    """Return how complete the form is, of active customers; `weights` are what each bought (below zero: nothing)."""
    bought = np.maximum(weights, 0)
    asked = {field: who & file.active for field, who in whom_to_ask(file).items()}
    there = {field: who & filled(file, field) for field, who in asked.items()}
    rows = [_field(field, who, there[field], bought) for field, who in asked.items() if who.any()]
    number = sum((who.astype(np.int64) for who in asked.values()), np.zeros(len(file), np.int64))
    full = sum((who.astype(np.int64) for who in there.values()), np.zeros(len(file), np.int64))
    share = np.where(number > 0, full / np.maximum(number, 1), np.nan)
    known = number > 0
    total = int(bought[known].sum())
    whole = float((share[known] * bought[known]).sum() / total) if total else None
    return Completeness(pd.DataFrame(rows, columns=FIELDS), share, whole)


def whom_to_ask(file: CustomerFile) -> dict[str, Bool]:
    """Return which customers must have each field that the file has, in the order of the form."""
    return {field: who for field, who in form(file).items() if field in file.columns.frame.columns}


def form(file: CustomerFile) -> dict[str, Bool]:
    """Return which customers must have each field of the whole form, in its order."""
    anybody, firm = ~np.isin(file.kind, NOBODY), np.isin(file.kind, FIRMS)
    registered, debited = file.french & ~np.isin(file.kind, PERSONS), file.columns.words("payment_method") == DEBITED
    return {
        "siren": registered,
        "siret": registered,
        "vat_number": firm & (file.french | in_europe(file)),
        "address": anybody,
        "postcode": anybody,
        "city": anybody,
        "email": anybody & file.on_credit,
        "ap_contact": ~np.isin(file.kind, PERSONS) & file.on_credit,
        "invoice_channel": ~np.isin(file.kind, PERSONS) & file.on_credit & file.columns.has("invoice_channel"),
        "payment_terms": anybody,
        "payment_method": anybody,
        "iban": debited,
        "debit_mandate_on": debited,
        "terms_signed": file.kind == "company",
    }


def in_europe(file: CustomerFile) -> Bool:
    """Return who is in another country of the European Union."""
    country = pd.Series(file.columns.words("country"))
    known = {name: in_the_union(name) for name in country.unique()}
    return np.asarray(country.map(known).to_numpy(bool) & ~file.french, bool)


def filled(file: CustomerFile, field: str) -> Bool:
    """Return where a field is filled; terms of sale are when they are signed."""
    return file.columns.flags(field) if field == "terms_signed" else file.columns.given(field)


def _field(field: str, asked: Bool, there: Bool, bought: NDArray[np.int64]) -> tuple[str, int, int, float, float]:
    number, weight = int(asked.sum()), int(bought[asked].sum())
    by_weight = float(bought[there].sum() / weight) if weight else float("nan")
    return field, number, number - int(there.sum()), int(there.sum()) / number, by_weight
