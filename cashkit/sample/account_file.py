"""Account file: doubles, shared accounts, unsigned terms and blanks in the customer file, and what only resembles one.

>>> other_way_round("Volets Pradines")
'Ets Pradines Volets SARL'

Source: the parts of `parts`. Two codes of one firm bear one SIRET, or one name in one town where a SIREN is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.identity import put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

NUMBERS = ("siren", "siret", "vat_number")
PLACE = ("address", "postcode", "city")
_NEAR_ONE_HUNDRED_THOUSAND = 9_000_000  # cents: whoever buys more has signed, but for those of the story
_UNSIGNED = 0.06
_BLANKS = ("address", "email", "email", "address", "email", "payment_terms", "address", "email")


def with_account_faults(
    plan: Plan, customers: pd.DataFrame, known: pd.DataFrame, cast: Mapping[str, Whole]
) -> pd.DataFrame:
    """Return the customers with the faults of their file, and with what only resembles one."""
    made = customers.copy()
    made = _same_siret(made, cast["duplicate_siret"])
    made = _same_name(made, cast)
    made = _same_iban(made)
    made = _second_account(made)
    made = _signed(plan, made, known, cast["terms_not_signed"])
    return _blanks(made, cast)


def _same_siret(customers: pd.DataFrame, pairs: Whole) -> pd.DataFrame:
    """Open a second code for one firm, site and all, under its name the other way round."""
    first, second = pairs[0::2], pairs[1::2]
    for column in (*NUMBERS, *PLACE):
        put(customers, second, column, customers[column].iloc[first].to_numpy())
    put(customers, second, "name", [other_way_round(one) for one in customers["name"].iloc[first]])
    return customers


def other_way_round(name: str) -> str:
    """Return a name as another clerk would write it."""
    *trade, surname = name.split()
    return f"Ets {' '.join([surname, *trade])} SARL"


def _same_name(customers: pd.DataFrame, cast: Mapping[str, Whole]) -> pd.DataFrame:
    """Open a second code for one firm without looking up its SIREN."""
    keys, twins = cast["duplicate_name"], cast["twin"]
    put(customers, keys, "name", [other_way_round(one) for one in customers["name"].iloc[twins]])
    named = np.flatnonzero(customers["customer_id"].isin(["C0171"]))
    like = np.flatnonzero(customers["customer_id"].isin(["C0066"]))
    keys, twins = np.concatenate([named, keys]), np.concatenate([like, twins])
    for column in PLACE:
        put(customers, keys, column, customers[column].iloc[twins].to_numpy())
    for column in NUMBERS:
        put(customers, keys, column, None)
    opened = customers["opened_on"].to_numpy()
    later, earlier = np.maximum(opened[keys], opened[twins]), np.minimum(opened[keys], opened[twins])
    put(customers, keys, "opened_on", later)
    put(customers, twins, "opened_on", earlier)
    return customers


def _same_iban(customers: pd.DataFrame) -> pd.DataFrame:
    """Let the firm that replaced another be paid from the account of the one before."""
    before = customers.loc[customers["customer_id"] == "C0120", "iban"]
    customers.loc[customers["customer_id"] == "C0155", "iban"] = before.iloc[0]
    return customers


def _second_account(customers: pd.DataFrame) -> pd.DataFrame:
    """Declare the second account of a builder, kept for its retentions."""
    main = customers.loc[customers["customer_id"] == "C0044"].iloc[0]
    own = customers["customer_id"] == "C0047"
    customers.loc[own, [*NUMBERS, *PLACE, "iban"]] = main[[*NUMBERS, *PLACE, "iban"]].to_numpy()
    customers.loc[own, "ship_to_of"] = "C0044"
    return customers


def _signed(plan: Plan, customers: pd.DataFrame, known: pd.DataFrame, unsigned: Whole) -> pd.DataFrame:
    """Have the terms signed by whoever buys much, but for some; a few small firms have not signed either."""
    draw = plan.random("signed").random(len(customers))
    small = (known["invoiced"] < _NEAR_ONE_HUNDRED_THOUSAND).to_numpy(bool)
    customers["terms_signed"] = pd.Series(~((draw < _UNSIGNED) & small), customers.index).astype("boolean")
    put(customers, unsigned, "terms_signed", values=False)
    return customers


def _blanks(customers: pd.DataFrame, cast: Mapping[str, Whole]) -> pd.DataFrame:
    """Leave what is asked of every account on credit blank in some, and an IBAN or a mandate in others."""
    rows = cast["account_incomplete"]
    for column in ("address", "email", "payment_terms"):
        chosen = np.array([_BLANKS[place % len(_BLANKS)] == column for place in range(len(rows))], bool)
        put(customers, rows[chosen], column, None)
    debited = cast["debit_without_iban"]
    put(customers, debited[0::2], "iban", None)
    put(customers, debited[1::2], "debit_mandate_on", pd.NaT)
    return customers
