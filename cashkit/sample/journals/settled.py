"""Settled: what a payment row becomes in the journals, by its kind and means.

Money goes to the bank (512), to cheques (5112) or bills (5113) sent for collection, to the till (530), and, when
nobody knows whose it is, to 471. An accepted bill moves 411 to 413; a factored invoice 411 to 467; an applied
deposit 4191 to 411; a discount granted goes to 665 with its VAT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import SUSPENSE, cents_of, days
from cashkit.sample.journals.dates import closing, stamps, year_of
from cashkit.sample.journals.postings import Line, post, rows, together
from cashkit.sample.journals.taxed import vat_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.journals.routing import Routed

    Whole = NDArray[np.int64]

BANK, TILL_BANK, CHEQUES, COLLECTION, TILL = "512200", "512100", "511200", "511300", "530000"
SUSPENDED, FACTOR, DEPOSITS, DISCOUNTS, VAT, FEES = "471000", "467100", "419100", "665000", "445710", "627000"
SUNDRY = "658000"
MONEY = {"cheque": CHEQUES, "bill": COLLECTION, "card": TILL_BANK, "cash": TILL}
_SAID = {
    "transfer": "Virement",
    "direct_debit": "Prélèvement",
    "bill": "LCR échue",
    "cheque": "Chèque",
    "card": "Carte",
    "cash": "Espèces",
    "letter_of_credit": "Crédit documentaire",
}
_SMALL = 100  # cents: a difference below one euro is a tolerance, beyond it the bank's charges
_LONGEST = 30  # signs of the payer's own words that the bank hands on
_CLEARING = 2  # days from the bank's counter to the account


def settled_lines(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the entries of the payments that need nothing but their own row."""
    kinds = tables["payments"]["kind"].fillna("payment")
    received = _received(tables, routed, kinds.eq("payment"))
    return together(
        [
            received,
            _collected(received),
            _with(tables, routed, kinds.eq("advance"), ("OD", "Acompte imputé", DEPOSITS)),
            _discounts(tables, routed, kinds.eq("discount")),
            _sundry(tables, routed, kinds.isin(["offset", "fx", "other"])),
        ]
    )


def credit_lines(
    tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series, head: Mapping[str, object]
) -> pd.DataFrame:
    """Return the customer lines of some payments: each payment is an entry, with a line on each account it touches."""
    payments = tables["payments"]
    place = np.cumsum(chosen.to_numpy()) - 1
    own = routed.credits[routed.credits["payment"] >= 0]
    own = own[chosen.to_numpy()[own["payment"]]]
    at = own["payment"].to_numpy()
    return rows(
        **head, entry=place[at], day=days(payments, "posted_on")[at], document=days(payments, "payment_date")[at],
        ref=payments["payment_id"].to_numpy()[at], account=own["account"].to_numpy(),
        party=payments["customer_id"].to_numpy()[at], cents=-own["cents"].to_numpy(), group=own["group"].to_numpy(),
        lettered=own["lettered"].to_numpy(),
    )  # fmt: skip


def both_sides(customers: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the entries of two sides, the first side first."""
    return pd.concat([others, customers]).sort_values("entry", kind="stable", ignore_index=True)


def _heads(tables: Mapping[str, pd.DataFrame], chosen: pd.Series) -> dict[str, object]:
    own = tables["payments"][chosen]
    return {
        "entry": np.arange(len(own)), "day": days(own, "posted_on"), "document": days(own, "payment_date"),
        "ref": own["payment_id"].to_numpy(),
    }  # fmt: skip


def _received(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> pd.DataFrame:
    own = tables["payments"][chosen]
    method = own["method"].fillna("transfer")
    waiting = own["account"].fillna("").str.startswith(SUSPENSE)
    said = (method.map(_SAID).fillna("Virement") + " " + own["reference"].fillna("").str[:_LONGEST]).str.strip()
    head = _heads(tables, chosen) | {"journal": "BQ"}
    text = said.to_numpy()
    money = rows(**head, account=method.map(MONEY).fillna(BANK).to_numpy(), cents=cents_of(own, "amount"), text=text)
    customers = credit_lines(tables, routed, chosen, {"journal": "BQ", "text": "Règlement"})
    customers["text"] = text[customers["entry"]]
    unknown = waiting.to_numpy()[customers["entry"]]
    customers.loc[unknown, ["account", "party"]] = [SUSPENDED, ""]
    return both_sides(customers, money)


def _collected(received: pd.DataFrame) -> pd.DataFrame:
    """Bring cheques and bills to the bank account, one remittance a day."""
    waiting = received[received["account"].isin([CHEQUES, COLLECTION])]
    sums = waiting.groupby(["day", "account"], as_index=False)["cents"].sum()
    ref = np.where(sums["account"] == CHEQUES, stamps(sums["day"], "RC"), stamps(sums["day"], "RL"))
    text = np.where(sums["account"] == CHEQUES, "Remise de chèques", "Remise d'effets")
    last = np.array([closing(year) for year in year_of(sums["day"])], np.int64)
    return post(
        "BQ", np.minimum(sums["day"] + _CLEARING, last), ref=ref, text=text, document=sums["day"],
        lines=[Line(BANK, sums["cents"]), Line(sums["account"], -sums["cents"])],
    )  # fmt: skip


def _with(
    tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series, how: tuple[str, str, str]
) -> pd.DataFrame:
    """Return the entries whose other side is one account of the customer's own."""
    journal, text, account = how
    own = tables["payments"][chosen]
    head = _heads(tables, chosen) | {"journal": journal, "text": text}
    other = rows(**head, account=account, cents=cents_of(own, "amount"), party=own["customer_id"].to_numpy())
    return both_sides(credit_lines(tables, routed, chosen, {"journal": journal, "text": text}), other)


def _discounts(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> pd.DataFrame:
    own = tables["payments"][chosen]
    head = _heads(tables, chosen) | {"journal": "OD", "text": "Escompte accordé"}
    vat = vat_part(tables, routed, chosen)
    cents = cents_of(own, "amount")
    sides = [rows(**head, account=DISCOUNTS, cents=cents - vat), rows(**head, account=VAT, cents=vat)]
    customers = credit_lines(tables, routed, chosen, {"journal": "OD", "text": "Escompte accordé"})
    return both_sides(customers, pd.concat(sides, ignore_index=True))


def _sundry(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> pd.DataFrame:
    own = tables["payments"][chosen]
    cents = cents_of(own, "amount")
    head = _heads(tables, chosen) | {"journal": "OD", "text": "Écart de règlement"}
    other = rows(**head, account=np.where(cents < _SMALL, SUNDRY, FEES), cents=cents)
    return both_sides(credit_lines(tables, routed, chosen, {"journal": "OD", "text": "Écart de règlement"}), other)
