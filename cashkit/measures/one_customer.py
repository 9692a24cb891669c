"""One customer: all the codes under which a firm stands in the customer file, seen as the one debtor that they are.

Codes are joined by a common SIREN (sites of one firm are one debtor), by a common SIRET, and where the file itself
declares a second account (`ship_to_of`); names that look alike and shared bank accounts join nothing, they are to be
looked at first. The first code is the one that is nobody's second account, then the one opened first, then the least.

>>> from cashkit.dossier.table_columns import TableColumns
>>> from cashkit.measures.customer_file import CustomerFile
>>> rows = [("C1", "732829320", None), ("C2", "732 829 320", None), ("C3", None, "C2"), ("C4", "552100554", None)]
>>> file = CustomerFile(TableColumns(pd.DataFrame(rows, columns=["customer_id", "siren", "ship_to_of"])))
>>> first_codes(file).tolist()
['C1', 'C1', 'C1', 'C4']

`with_merged_customers` writes that code into the customers as `main_code`, so that whatever is asked by a column of
the customers is asked of merged customers: `ck.aged_balance(dossier, as_of=day, by="main_code")`.
Units: codes. Errors: `NotAvailableError` without a customer file.
Source: the SIREN names a legal person (C. com. R123-220 to R123-223), which owes what all its sites bought.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import columns_of
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.customer_file import customer_file
from cashkit.measures.doubles import SIREN, SIRET, digits, seniority, shaped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.measures.customer_file import CustomerFile

    Texts = NDArray[np.object_]
    Rows = NDArray[np.intp]

MAIN_CODE = "main_code"


def first_rows_of_firms(file: CustomerFile) -> Rows:
    """Return for each row of the file the row of its customer's first code: its own where it has only one."""
    order = np.lexsort((seniority(file), file.main_code != file.ids))
    rank = np.empty(len(file), np.intp)
    rank[order] = np.arange(len(file))
    siren, siret = shaped(digits(file, "siren"), SIREN), shaped(digits(file, "siret"), SIRET)
    firm = np.where(siren != "", siren, np.array([text[:9] for text in siret], object))
    ties = [_groups(firm), _groups(siret), _groups(file.main_code)]
    while True:  # at least one row joins an earlier one at each turn
        before = rank
        for tie in ties:
            rank = pd.Series(rank).groupby(tie).transform("min").to_numpy(np.intp)
        if np.array_equal(rank, before):
            return order[rank]


def first_codes(file: CustomerFile) -> Texts:
    """Return for each row of the file the first code of its customer."""
    return np.asarray(file.ids[first_rows_of_firms(file)], object)


def with_merged_customers(dossier: Dossier) -> Dossier:
    """Return the dossier whose customers tell their first code in `main_code`, to ask any measure `by` it."""
    file, customers = customer_file(dossier), columns_of(dossier, "customers")
    if file is None or customers is None:
        raise NotAvailableError("stages.no_customer_file")
    first = pd.Series(first_codes(file), index=file.ids)
    merged = customers.frame.assign(**{MAIN_CODE: first.reindex(customers.ids("customer_id")).to_numpy(object)})
    return replace(dossier, frames={**dossier.frames, "customers": merged.copy})


def _groups(key: Texts) -> NDArray[np.int64]:
    """Return a number for each key; a blank one is alone."""
    codes = pd.factorize(key)[0].astype(np.int64)
    return np.where(key == "", len(key) + np.arange(len(key)), codes)
