"""Identity: what is wrong with the customers' numbers, registers and judgments, and what only looks wrong.

>>> swapped("732829320")
'372829320'

Source: the parts of `parts`; all else of the customer file stays right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.ground.calendar import from_day
from cashkit.ground.identifiers import is_siren
from cashkit.sample.booked import told
from cashkit.sample.parts import CEASED_ON

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

LIEN, LIEN_ON = 27_400, "2025-09-18"
OLD_LIEN, OLD_LIEN_ON, OLD_LIEN_CLEARED_ON = 212_000, "2023-05-11", "2024-01-16"
POST_OFFICE, POST_OFFICE_SITE, POST_OFFICE_VAT = "356000000", "35600000009002", "FR39356000000"
"""La Poste: the digits of its SIRET sum to a multiple of five, and need not pass Luhn's test."""
_DIGITS = 9
_KEYS = 97


def with_identity_faults(customers: pd.DataFrame, cast: Mapping[str, Whole]) -> pd.DataFrame:
    """Return the customers with the faults of their identity, and with what only resembles one."""
    made = customers.copy()
    made = _registered(made, cast)
    made = _wrong_numbers(made, cast)
    made = _liens(made, cast)
    return _post_office(_judged(made), cast)


def put(customers: pd.DataFrame, rows: Whole, column: str, values: Any) -> None:  # noqa: ANN401  (what pandas takes)
    """Write values into some rows of a column."""
    customers.loc[customers.index[np.asarray(rows, np.int64)], column] = values


def _wrong_numbers(customers: pd.DataFrame, cast: Mapping[str, Whole]) -> pd.DataFrame:
    put(customers, cast["siren_missing"], "siren", None)
    put(customers, cast["siren_missing"], "siret", None)
    put(customers, cast["siren_missing"], "vat_number", None)
    wrong = cast["siren_invalid"]
    put(customers, wrong, "siren", [swapped(one) for one in customers["siren"].iloc[wrong]])
    put(customers, wrong, "siret", [swapped(one) for one in customers["siret"].iloc[wrong]])
    keyed = cast["vat_id_mismatch"]
    put(customers, keyed, "vat_number", [_next_key(one) for one in customers["vat_number"].iloc[keyed]])
    cut = cast["eu_vat_id_invalid"]
    put(customers, cut, "vat_number", [str(one)[:-1] for one in customers["vat_number"].iloc[cut]])
    return customers


def swapped(number: str) -> str:
    """Return a SIREN or SIRET with two neighbouring digits swapped, so that the SIREN fails its check."""
    for place in range(_DIGITS - 1):
        turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        if not is_siren(turned[:_DIGITS]):
            return turned
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def _next_key(vat: str) -> str:
    """Return a French VAT number with the key after its own, which no SIREN of that number has."""
    return f"{vat[:2]}{(int(vat[2:4]) + 1) % _KEYS:02d}{vat[4:]}"


def _registered(customers: pd.DataFrame, cast: Mapping[str, Whole]) -> pd.DataFrame:
    """Tell the register's answer for French firms; a few have ceased while we went on invoicing them."""
    home = (told(customers, "country") == "FR") & customers["siren"].notna()
    customers["register_state"] = pd.Series("active", customers.index, dtype="str").where(home)
    gone = cast["customer_ceased"]
    put(customers, gone, "register_state", "ceased")
    put(customers, gone, "ceased_on", pd.Timestamp(from_day(CEASED_ON)))
    closed = cast["closed_in_time"]
    put(customers, closed, "register_state", "ceased")
    put(customers, closed, "ceased_on", pd.Timestamp("2024-12-31"))
    put(customers, closed, "status", "closed")
    return customers


def _liens(customers: pd.DataFrame, cast: Mapping[str, Whole]) -> pd.DataFrame:
    """Publish the lien of the story, and one of the Treasury that was cleared long ago."""
    own = cast["social_lien_published"]
    put(customers, own, "lien_creditor", "urssaf")
    put(customers, own, "lien_amount", float(LIEN))
    put(customers, own, "lien_on", pd.Timestamp(LIEN_ON))
    cleared = cast["lien_cleared"]
    put(customers, cleared, "lien_creditor", "treasury")
    put(customers, cleared, "lien_amount", float(OLD_LIEN))
    put(customers, cleared, "lien_on", pd.Timestamp(OLD_LIEN_ON))
    put(customers, cleared, "lien_cleared_on", pd.Timestamp(OLD_LIEN_CLEARED_ON))
    return customers


def _judged(customers: pd.DataFrame) -> pd.DataFrame:
    """Mark the customers under a judgment as insolvent, but for the one whose judgment nobody noticed."""
    noticed = customers["judgment_on"].notna() & customers["customer_id"].ne("C0024")
    customers.loc[noticed & told(customers, "status").isin(["active", ""]), "status"] = "insolvency"
    return customers


def _post_office(customers: pd.DataFrame, cast: Mapping[str, Whole]) -> pd.DataFrame:
    """Give one customer the identity of a site of La Poste, whose SIRET fails Luhn's test and is right."""
    own = cast["post_office"]
    put(customers, own, "name", "La Poste, plateforme colis")
    for column, number in (("siren", POST_OFFICE), ("siret", POST_OFFICE_SITE), ("vat_number", POST_OFFICE_VAT)):
        put(customers, own, column, number)
    return customers
