"""Faults of stage 9 in the allowances for customers (491): missing, taken on the VAT, left when the debt is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import from_day
from cashkit.ground.money import whole_cents
from cashkit.measures.customer_facts import as_text
from cashkit.stages.fault import SMALLEST, Fault

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.accounts.customer_ledger import CustomerLedger
    from cashkit.dossier.findings import Finding
    from cashkit.stages.situation import Situation

    Ints = NDArray[np.int64]

OLD = 180
TOLERANCE = 1.01
QUOTA = 0.90
"""What a credit insurer usually pays of an insured loss; the policy itself decides (`insured_quota`)."""
MISSING = Fault("allowance_missing", "customers", "loss", "PCG art. 214-25")
WITH_VAT = Fault("allowance_with_vat", "customers", "exposure", "PCG art. 214-25 ; CGI art. 272, 1")
NOT_REVERSED = Fault("allowance_not_reversed", "customers", "exposure", "PCG, compte 491")
_DOUBTFUL, _ALLOWANCE = "416", "491"


def allowance_faults(at: Situation, ledger: CustomerLedger, claims: pd.DataFrame) -> list[Finding]:
    """Return the faults of the allowances, from the doubtful claims (`doubtful_claims`) and the ledger."""
    rows = claims.assign(
        customer=as_text(claims["customer_id"]),
        cents=whole_cents(claims["open_amount"])[0],
        net=whole_cents(claims["without_vat"])[0],
    )
    found = [_missing(at, str(customer), mine) for customer, mine in _without(ledger, rows, at.until)]
    if ledger.knows(_ALLOWANCE):
        held = -ledger.balance(_ALLOWANCE).drop("", errors="ignore")
        found += [*_beyond(at, ledger, rows, held), *_left(at, ledger, rows, held)]
    return [one for one in found if one.amount_at_stake > 0]


def _without(ledger: CustomerLedger, rows: pd.DataFrame, until: int) -> list[tuple[object, pd.DataFrame]]:
    """Return the customers for more than 180 days in 416 (or late, where the ledger does not say) without allowance."""
    held = -ledger.balance(_ALLOWANCE)
    if ledger.knows(_ALLOWANCE):
        kept = held.reindex(rows["customer"]).fillna(0).to_numpy() <= 0
    else:
        kept = np.full(len(rows), int(held.sum()) <= 0)
    moved = ledger.first_days(_DOUBTFUL)
    since = until - moved.reindex(rows["customer"]).to_numpy(float, na_value=np.nan)
    age = np.where(np.isnan(since), rows["days_late"], since)
    old = rows[kept & (age > OLD)]
    return list(old.groupby("customer", sort=True))


def _missing(at: Situation, customer: str, rows: pd.DataFrame) -> Finding:
    owed, net = int(rows["cents"].sum()), int(rows["net"].sum())
    insured = insured_part(at, customer, owed)
    share = 1 - insured / owed if owed else 0.0
    items = [("invoices", key, round(part * share)) for key, part in zip(rows["id"], rows["net"], strict=True)]
    params = {
        "name": at.names([customer])[0],
        "days": int(rows["days_late"].max()),
        "owed": owed / 100,
        "cover": "views.cover.deducted" if insured else "views.cover.none",
    }
    return MISSING.finding(customer, customer, items, params, cents=round(net * share))


def insured_part(at: Situation, customer: str, owed: int) -> int:
    """Return the cents that the insurer would pay of a debt: its quota of what stands within the insured limit."""
    limit = int(at.facts.cents("insured_limit", [customer])[0])
    return round(insured_quota(at, customer) * min(limit, owed))


def insured_quota(at: Situation, customer: str) -> float:
    """Return the share of an insured loss that the insurer pays."""
    told = float(at.facts.numbers("insured_quota", [customer])[0])
    return QUOTA if np.isnan(told) else told


def _beyond(at: Situation, ledger: CustomerLedger, rows: pd.DataFrame, held: pd.Series) -> list[Finding]:
    """Return the customers written down by more than their doubtful debts without VAT."""
    since = _written_down_on(ledger)
    net = rows.groupby("customer")["net"].sum()
    both = pd.DataFrame({"held": held, "net": net}).dropna()
    over = both[both["held"] > both["net"] * TOLERANCE]
    return [
        WITH_VAT.finding(
            customer,
            customer,
            [("entries", f"{_ALLOWANCE}:{customer}", int(one["held"] - one["net"]))],
            {"name": at.names([customer])[0], "held": one["held"] / 100, "net": one["net"] / 100}
            | {"since": since[str(customer)]},
        )
        for customer, one in over.iterrows()
    ]


def _left(at: Situation, ledger: CustomerLedger, rows: pd.DataFrame, held: pd.Series) -> list[Finding]:
    """Return the customers still written down although nothing of theirs is doubtful or frozen any more."""
    frozen = at.claims.loc[(at.claims["standing"] == "frozen") & (at.claims["open_cents"] > 0), "customer"]
    doubtful = ledger.balance(_DOUBTFUL)
    busy = {*rows["customer"], *frozen, *doubtful.index[doubtful > 0]}
    gone = held[(held > SMALLEST) & ~held.index.isin(busy)]
    since = _written_down_on(ledger)
    return [
        NOT_REVERSED.finding(
            customer,
            customer,
            [("entries", f"{_ALLOWANCE}:{customer}", int(cents))],
            {"name": at.names([customer])[0], "since": since[str(customer)]},
        )
        for customer, cents in gone.items()
    ]


def _written_down_on(ledger: CustomerLedger) -> dict[str, date]:
    """Return the first day on which an allowance was booked, or brought forward, for each customer."""
    lines = ledger.lines_on(_ALLOWANCE)
    first = lines[lines["credit"] > 0].groupby("customer")["day"].min()
    return {str(customer): from_day(day) for customer, day in first.items()}
