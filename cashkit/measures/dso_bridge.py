"""DSO bridge: why the DSO moved between two dates, or differs between two groups, in bars that sum to the difference.

The receivables of each date are told in layers (`dso_layers`), customer by customer. Between two dates each layer of a
customer is its own days of sales times its share in the sales; the change of their product is shared between both
without an order (Shapley value of two factors): the days times the mean share are the effect of the layer, the shares
times the mean days the effect of the customer mix. Nothing is left over.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> rows = [(f"F{year}{month}", f"{year}-{month:02}-01", 30 if year < 2025 else 45) for year in (2023, 2024, 2025)
...     for month in range(1, 13)]
>>> invoices = pd.DataFrame(rows, columns=["invoice_id", "issue_date", "terms"])
>>> invoices = invoices.assign(customer_id="C1", kind="invoice", amount=100.0)
>>> due = pd.to_datetime(invoices["issue_date"]) + pd.to_timedelta(invoices.pop("terms"), unit="D")
>>> dossier = Dossier.of(name="case", invoices=invoices.assign(due_date=due), closing_date="2025-12-31")
>>> bridge = dso_bridge(dossier, start="2024-12-31", end="2025-12-31")
>>> effects = bridge.effects.set_index("effect")["days"]
>>> float(effects["terms"].round(9)), abs(float(effects.sum()) - (bridge.end_days - bridge.start_days)) < 1e-9
(15.0, True)

A customer without sales in one of the years counts as mix where it owes nothing then; it is told by its layers alone,
as one that owes more than a year of its sales. The effect of the mix is that of the shares beside the mean DSO.
Formula: DSO = receivables / invoiced over twelve months x days of these months (`dso`, method period).
Units: days. Where one of both cannot be computed there is no bridge: days are None and `reason` says why.
Errors: `ArgumentError` for what is no date or no column of the customers; `NotAvailableError` for tables that stay on
an engine (DuckDB, Spark).
Source: Shapley, Contributions to the Theory of Games II (1953), 307-317.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.errors import ArgumentError
from cashkit.measures.aged_balance import attribute
from cashkit.measures.as_of import resolved_view
from cashkit.measures.dso_layers import LAYERS, Layers, dso_layers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

    Floats = NDArray[np.float64]

MIX = "mix"
EFFECTS = (*LAYERS, MIX)


@dataclass(frozen=True, eq=False)
class DsoBridge:
    """A bridge: the DSO at both ends and the effects (effect, days), which sum to their difference.

    `by_group` has a row for each group of customers, where they are asked for, and a column for each effect: their
    sums are the effects.
    """

    start_days: float | None
    end_days: float | None
    effects: pd.DataFrame
    by_group: pd.DataFrame = field(default_factory=pd.DataFrame)
    reason: str = ""


def dso_bridge(
    dossier: Dossier,
    *,
    start: object,
    end: object,
    by: str | None = None,
    view: View | None = None,
    without: Mapping[object, int] | None = None,
) -> DsoBridge:
    """Return the bridge between two dates; `by` tells it by customer_id or another column of the customers too."""
    chosen = resolved_view(dossier, view)
    before, after = (dso_layers(dossier, as_of=day, view=chosen, without=without) for day in (start, end))
    if before is None or after is None:
        return _nothing()
    moved = _moved(before, after)
    effects = _effects(moved.sum(axis=0))
    if by is None:
        return DsoBridge(_days(before), _days(after), effects)
    groups = _groups(dossier, before.customers, by)
    told = pd.DataFrame(moved, columns=list(EFFECTS)).groupby(groups).sum()
    return DsoBridge(_days(before), _days(after), effects, told.rename_axis(by).reset_index())


def dso_gap(
    dossier: Dossier, *, as_of: object, groups: tuple[object, object], by: str = "segment", view: View | None = None
) -> DsoBridge:
    """Return the bridge from the DSO of one group of customers to that of another, at one date."""
    layers = dso_layers(dossier, as_of=as_of, view=resolved_view(dossier, view))
    if layers is None:
        return _nothing()
    names = _groups(dossier, layers.customers, by)
    unknown = [str(group) for group in groups if not (names == group).any()]
    if unknown:
        known = ", ".join(sorted({str(name) for name in names} - {""}))
        raise ArgumentError("measures.not_a_group", value=unknown[0], known=known)
    first, second = (layers.of(names == group) for group in groups)
    if min(first.sales, second.sales) <= 0:
        return _nothing()
    return DsoBridge(_days(first), _days(second), _effects(np.append(_told(second) - _told(first), 0.0)))


def _nothing() -> DsoBridge:
    return DsoBridge(None, None, pd.DataFrame({"effect": [], "days": []}), reason="measures.history_short")


def _effects(days: Floats) -> pd.DataFrame:
    return pd.DataFrame({"effect": list(EFFECTS), "days": days})


def _told(layers: Layers) -> Floats:
    """Return the days of each layer."""
    return np.asarray(layers.cents.sum(axis=0) * (layers.days / layers.sales), np.float64)


def _days(layers: Layers) -> float:
    return float(layers.cents.sum() / layers.sales * layers.days)


def _groups(dossier: Dossier, customers: NDArray[np.object_], by: str) -> NDArray[np.object_]:
    return np.asarray(customers if by == "customer_id" else attribute(dossier, customers, by), object)


def _moved(before: Layers, after: Layers) -> Floats:
    """Return the effects of each customer, in the order of `EFFECTS`."""
    (shares, own, told), (shares_after, own_after, told_after) = _factors(before), _factors(after)
    both = np.asarray(np.isfinite(own + own_after).all(axis=1), bool)
    gained = shares_after - shares
    with np.errstate(invalid="ignore"):
        of_layers = 0.5 * (shares + shares_after)[:, None] * (own_after - own)
        of_mix = 0.5 * gained * (own + own_after).sum(axis=1)
    effects = np.where(both[:, None], of_layers, told_after - told)
    mix = np.where(both, of_mix, 0.0)
    moved_in = np.asarray(_nobody(before) | _nobody(after), bool)
    mix = np.where(moved_in, (told_after - told).sum(axis=1), mix)
    mean = 0.5 * (_days(before) + _days(after))
    return np.column_stack([np.where(moved_in[:, None], 0.0, effects), mix - gained * mean])


def _factors(layers: Layers) -> tuple[Floats, Floats, Floats]:
    """Return each customer's share of sales, its layers in days of its own sales (NaN: too few), and in days of all."""
    told = layers.cents * (layers.days / layers.sales)
    enough = (layers.invoiced > 0) & (np.abs(layers.cents).sum(axis=1) <= layers.invoiced)
    sold = np.where(enough, layers.invoiced, np.nan)[:, None]
    return layers.invoiced / layers.sales, layers.cents / sold * layers.days, told


def _nobody(layers: Layers) -> NDArray[np.bool_]:
    """Return the customers of the other date that were invoiced nothing here and owe nothing."""
    return np.asarray((layers.invoiced == 0) & ~layers.cents.any(axis=1), bool)
