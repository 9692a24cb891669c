"""Doubles: two codes of the customer file that are one customer, told from sites, groups and namesakes.

Three signs, each with what makes it none: one SIRET (not for a code that was closed, or declared as another's
second account), near names at one postcode where a SIREN is missing (two SIRENs are two namesakes), and one
bank account under two SIRENs outside a group (inside one it is a common treasury). A site of the same firm
has the same SIREN and another SIRET: no double.

>>> from cashkit.dossier.table_columns import TableColumns
>>> from cashkit.measures.customer_file import CustomerFile
>>> rows = [("C1", "Un", "73282932000074"), ("C2", "Un SARL", "732 829 320 00074"), ("C3", "Un Lyon", "73282932000082")]
>>> file = CustomerFile(TableColumns(pd.DataFrame(rows, columns=["customer_id", "name", "siret"])))
>>> same_siret(file).to_dict("records")
[{'first': 0, 'later': 1}]

The later code is the one opened later, then the greater; it is named once, with the first code that it doubles.
Units: rows of the customer file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.measures.same_name import near_names, plain_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cashkit.measures.customer_file import CustomerFile

    Bool = NDArray[np.bool_]
    Rows = NDArray[np.intp]
    Texts = NDArray[np.object_]
    Test = Callable[[Rows, Rows], Bool]

_BLANKS = r"[\s.\-]"
SIREN, SIRET, _IBAN = r"(?!0{9})[0-9]{9}", r"(?!0{14})[0-9]{14}", r"[A-Z]{2}[0-9A-Z]{12,32}"


def digits(file: CustomerFile, name: str) -> Texts:
    """Return identifiers as they are compared: without blanks, dots and dashes, in capitals."""
    text = pd.Series(file.columns.ids(name)).str.replace(_BLANKS, "", regex=True).str.upper()
    return text.to_numpy(object)


def shaped(text: Texts, shape: str) -> Texts:
    """Blank what has not the shape of an identifier: fillers such as 0 or "inconnu" make no double."""
    return np.where(pd.Series(text).str.fullmatch(shape).to_numpy(bool), text, "")


def seniority(file: CustomerFile) -> Rows:
    """Return the place of each code: the one opened first, then the least, comes first; an unknown day is early."""
    place = np.empty(len(file), np.intp)
    place[np.lexsort((file.ids.astype(str), file.columns.days("opened_on")))] = np.arange(len(file))
    return place


def same_siret(file: CustomerFile) -> pd.DataFrame:
    """Return the codes that share a SIRET: rows of (first, later)."""
    siret = shaped(digits(file, "siret"), SIRET)
    return _doubles(file, np.where(file.status == "closed", "", siret), lambda one, two: _apart(file, one, two))


def same_iban(file: CustomerFile) -> pd.DataFrame:
    """Return the codes that share a bank account under two SIRENs, outside a group: rows of (first, later)."""
    siren, group = digits(file, "siren"), file.columns.ids("group_id")

    def strangers(one: Rows, two: Rows) -> Bool:
        firms = (siren[one] != "") & (siren[two] != "") & (siren[one] != siren[two])
        together = (group[one] != "") & (group[one] == group[two])
        return np.asarray(firms & ~together & _apart(file, one, two), bool)

    return _doubles(file, shaped(digits(file, "iban"), _IBAN), strangers)


def same_name(file: CustomerFile) -> pd.DataFrame:
    """Return the codes with near names at one postcode, a SIREN missing and no SIRET shared: rows of (first, later)."""
    siren, siret = digits(file, "siren"), digits(file, "siret")
    plain = [plain_name(name) for name in file.names]
    pairs = [rows[near_names([plain[row] for row in rows])] for rows in _at_one_postcode(file)]
    one, two = np.concatenate([np.empty((0, 2), np.intp), *pairs]).T
    twice = (siret[one] != "") & (siret[one] == siret[two])
    kept = ((siren[one] == "") | (siren[two] == "")) & ~twice & _apart(file, one, two)
    return _once(file, one[kept], two[kept])


def _at_one_postcode(file: CustomerFile) -> list[Rows]:
    """Return the rows of each postcode that several customers share."""
    postcode = pd.Series(digits(file, "postcode"))
    rows = postcode.groupby(postcode).indices
    return [np.asarray(found, np.intp) for code, found in rows.items() if code != "" and len(found) > 1]


def _apart(file: CustomerFile, one: Rows, two: Rows) -> Bool:
    """Say which pairs are not declared as two accounts of one customer."""
    return np.asarray(file.main_code[one] != file.main_code[two], bool)


def _doubles(file: CustomerFile, key: Texts, test: Test) -> pd.DataFrame:
    """Return the pairs of rows with one key, not blank, that pass a test."""
    told = np.flatnonzero(key != "")
    groups = [np.asarray(rows) for rows in pd.Series(key[told]).groupby(key[told]).indices.values() if len(rows) > 1]
    pairs = [told[rows[np.argwhere(np.triu(np.ones((len(rows), len(rows)), bool), 1))]] for rows in groups]
    one, two = np.concatenate([np.empty((0, 2), np.intp), *pairs]).T
    kept = test(one, two)
    return _once(file, one[kept], two[kept])


def _once(file: CustomerFile, one: Rows, two: Rows) -> pd.DataFrame:
    """Return each later code once, with the first of those that it doubles."""
    place = seniority(file)
    first = np.where(place[one] < place[two], one, two)
    pairs = pd.DataFrame({"first": first, "later": one + two - first, "place": place[first]})
    firsts = pairs.sort_values("place").drop_duplicates("later").sort_values("later")
    return firsts[["first", "later"]].reset_index(drop=True)
