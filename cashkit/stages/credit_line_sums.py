"""The figures of stage 2 that its tables add up to: need left bare, cover that changed, limits to review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.findings import Figure
from cashkit.ground.money import cents, euros
from cashkit.measures.secured_need import PARTS
from cashkit.stages.credit_line_secured import without_amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    import pandas as pd


def sums(tables: Mapping[str, pd.DataFrame]) -> tuple[Figure, ...]:
    """Return the figures of the tables that a review has."""
    made = {"need_secured": _secured, "cover_changes": _changes, "limit_reviews": _reviews}
    return tuple(one for key, look in made.items() if key in tables for one in look(tables[key]))


def _secured(table: pd.DataFrame) -> list[Figure]:
    """Return what is needed and who bears it, the part left bare first."""
    parts = {name: _sum(table[name]) for name in ("need", *PARTS)}
    inputs: dict[str, object] = {f"need_{name}": parts[name] for name in PARTS if name != "bare"}
    inputs |= {"need_total": parts["need"], "guarantees_unknown": without_amount(table)}
    return [Figure("need_bare", parts["bare"], "eur", inputs=inputs)]


def _changes(table: pd.DataFrame) -> list[Figure]:
    told = {"customers_cover_changed": len(table), "delivered_since_cover": _sum(table["delivered_since"])}
    return [Figure("uncovered_since_cover", _sum(table["uncovered"]), "eur", inputs=told)]


def _reviews(table: pd.DataFrame) -> list[Figure]:
    told = {"limits_to_review": len(table)}
    return [Figure("uncovered_to_review", _sum(table["uncovered"]), "eur", inputs=told)]


def _sum(column: pd.Series) -> Decimal:
    return euros(sum(cents(float(one)) for one in column))
