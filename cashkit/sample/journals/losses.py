"""Losses: debts written off (654, the VAT taken back from 44571), and what the credit insurer pays for them.

Most losses come from 416 with the document that proves them. Some small ones were cleared straight from 411 without
any, and for one liquidation the VAT was set aside (4458) instead of being taken back, and the insurer never asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample.booked import cents_of, days, told
from cashkit.sample.journals.dates import closing, year_of
from cashkit.sample.journals.postings import Line, post, rows
from cashkit.sample.journals.routing import CUSTOMERS
from cashkit.sample.journals.settled import BANK, VAT, both_sides, credit_lines
from cashkit.sample.journals.taxed import vat_part
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.journals.routing import Routed

    Flags = NDArray[np.bool_]

LOST, SET_ASIDE, TRANSFERRED, INDEMNITIES = "654100", "445800", "791000", "758700"
FORGOTTEN = "C0031"
"""The liquidation whose VAT was not taken back and whose loss was not claimed from the insurer."""
COVER_ENDED: Mapping[str, int] = {"C0045": 1_500_000, "C0043": 800_000}
"""Cents of cover that the insurer paid on and then ended: the customers' table does not show it any more."""
NO_DOCUMENT = "-"
QUOTA = 0.9
_NEW_CHART = 2025
_PAID_AFTER = 45


def loss_lines(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the entries of the debts written off."""
    payments = tables["payments"]
    chosen = payments["kind"].eq("write_off")
    own = payments[chosen].reset_index(drop=True)
    text = np.where(untraced(tables, routed), "Solde apuré", "Créance irrécouvrable")
    ref = np.where(untraced(tables, routed), NO_DOCUMENT, own["payment_id"])
    vat, cents = vat_part(tables, routed, chosen), cents_of(own, "amount")
    head = {"journal": "OD", "day": days(own, "posted_on"), "entry": np.arange(len(own)), "ref": ref, "text": text}
    taken_back = np.where(own["customer_id"].eq(FORGOTTEN), SET_ASIDE, VAT)
    sides = [
        rows(**head, account=LOST, cents=cents - vat, party=own["customer_id"].to_numpy()),
        rows(**head, account=taken_back, cents=vat),
    ]
    customers = credit_lines(tables, routed, chosen, {"journal": "OD", "text": ""})
    customers["ref"], customers["text"] = ref[customers["entry"]], text[customers["entry"]]
    customers["document"] = customers["day"]
    return both_sides(customers, pd.concat(sides, ignore_index=True))


def untraced(tables: Mapping[str, pd.DataFrame], routed: Routed) -> Flags:
    """Return which write-offs came straight from 411, without a document."""
    chosen = tables["payments"]["kind"].eq("write_off")
    lines = credit_lines(tables, routed, chosen, {"journal": "OD", "text": ""})
    straight = lines[lines["account"] == CUSTOMERS]["entry"].unique()
    blank = told(tables["payments"][chosen], "reference").isin(["", NO_DOCUMENT]).to_numpy()
    return np.asarray(np.isin(np.arange(len(blank)), straight) & blank, bool)


def indemnity_lines(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what the insurer paid for the losses of insured customers, the forgotten one apart."""
    payments, customers = tables["payments"], tables["customers"]
    own = payments[payments["kind"].eq("write_off")]
    lost = pd.DataFrame(
        {"customer_id": own["customer_id"], "cents": cents_of(own, "amount"), "day": days(own, "posted_on")}
    )
    lost["year"] = year_of(lost["day"])
    lost = lost.groupby(["customer_id", "year"], as_index=False).agg(cents=("cents", "sum"), day=("day", "max"))
    limit = pd.Series(cents_of(customers, "insured_limit"), customers["customer_id"])
    ended = lost["customer_id"].map(COVER_ENDED).fillna(0)
    lost["cover"] = np.minimum(lost["cents"], np.maximum(lost["customer_id"].map(limit).fillna(0), ended))
    lost = lost[(lost["cover"] > 0) & (lost["customer_id"] != FORGOTTEN)].reset_index(drop=True)
    paid = np.rint(lost["cover"] * QUOTA).astype(np.int64)
    last = np.array([closing(year) for year in lost["year"]], np.int64)
    day = np.minimum(np.minimum(lost["day"] + _PAID_AFTER, last), day_number(AS_OF))
    account = np.where(lost["year"] >= _NEW_CHART, INDEMNITIES, TRANSFERRED)
    lines = [Line(BANK, paid), Line(account, -paid, lost["customer_id"])]
    return post("BQ", day, ref="IND " + lost["customer_id"], text="Indemnité assurance", lines=lines)
