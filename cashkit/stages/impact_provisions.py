"""Provisions of stage 9: the loss to expect of claims by age, at the company's own loss rates, beside what is booked.

Doubtful, insolvent and retained items are judged one by one elsewhere, and stay out. A matrix is a guide for the
management: the French chart of accounts asks for a probable loss, and tax law for a debt named one by one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros, whole_cents
from cashkit.measures.doubtful import net_of_vat
from cashkit.measures.own_loss_rates import BUCKETS, own_flows
from cashkit.measures.provision_matrix import provision_matrix
from cashkit.measures.roll_rates import MATRIX_EDGES

if TYPE_CHECKING:
    from cashkit.stages.situation import Situation

MATRIX = ("bucket", "open_amount", "without_vat", "roll_rate", "loss_rate", "expected_loss")
_JUDGED_BY_AGE = ("claimable", "disputed", "financed")


def matrix_of(at: Situation) -> pd.DataFrame:
    """Return the matrix, one row a bucket (`MATRIX`); without rows where a rate cannot be measured."""
    flows = own_flows(at.dossier, as_of=at.as_of)
    rates = None if flows is None else flows.rates
    if flows is None or rates is None:
        return pd.DataFrame(columns=list(MATRIX))
    held = _by_age(at)
    made = provision_matrix(balances=dict(zip(BUCKETS, map(euros, held["net"].tolist()), strict=True)), rates=rates)
    told = {
        "bucket": BUCKETS,
        "open_amount": (held["open_cents"] / 100).to_numpy(),
        "without_vat": made["balance"],
        "roll_rate": flows.table()["roll_rate"],
        "loss_rate": made["loss_rate"],
        "expected_loss": made["expected_loss"],
    }
    return pd.DataFrame(told)[list(MATRIX)]


def _by_age(at: Situation) -> pd.DataFrame:
    """Return the cents of the claims judged by age, with VAT and without, one row a bucket."""
    kept = at.claims[at.claims["standing"].isin(_JUDGED_BY_AGE)]
    late = np.searchsorted(np.array([0, *MATRIX_EDGES]), kept["days_late"].to_numpy(np.int64), side="left")
    rows = net_of_vat(at.dossier, kept).assign(bucket=[BUCKETS[place] for place in late])
    rows = rows.assign(net=whole_cents(rows["without_vat"])[0])
    return rows.groupby("bucket")[["open_cents", "net"]].sum().reindex(BUCKETS, fill_value=0).astype("int64")


def matrix_figure(matrix: pd.DataFrame) -> Figure:
    """Return what the matrix comes to, with the loss rate of what is not due and of what is late by over 90 days."""
    if matrix.empty:
        return Figure("provision_by_age", None, "eur", reason="no_loss_rate")
    rates = matrix["loss_rate"]
    inputs = {
        "aged_without_vat": euros(int(whole_cents(matrix["without_vat"])[0].sum())),
        "loss_rate_not_due": float(rates.iloc[0]),
        "loss_rate_beyond": float(rates.iloc[-1]),
    }
    return Figure("provision_by_age", euros(int(whole_cents(matrix["expected_loss"])[0].sum())), "eur", inputs)


def age_rates(matrix: pd.DataFrame) -> dict[str, Fraction]:
    """Return the loss rate of each bucket."""
    return {bucket: Fraction(rate) for bucket, rate in zip(matrix["bucket"], matrix["loss_rate"], strict=True)}
