"""Two years of annual accounts for each of some firms, made to balance.

A firm's sales follow its trade; its charges are shares of them; its sheet follows from days of stock, customers and
suppliers. Bank loans fund what equity and suppliers do not; where they are too much, the rest is cash.

Units: whole euros; columns are cells, of assets with their column (`BX.gross`, `BX.amort`, `BX.net`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Real = NDArray[np.float64]
    Euros = dict[str, Real]

MEMOS = ("EH", "VM", "VB", "VN", "VP", "VC")
"""Told even where they are nil: overdrafts, claims on the State, the group's accounts."""
NEGATIVE: Mapping[str, tuple[int, int, int]] = {  # equity, and the losses of the two years
    "C0033": (-38_000, -18_200, -13_400),
    "C0046": (-21_500, -9_800, -16_100),
    "C0092": (-12_400, -4_100, -8_900),
}
LIKED = ("C0046", "C0092")
"""Firms of the base size whose likes, in larger sizes, have accounts as bad as theirs."""
LONG_YEAR, CASH_POOL = "C0002", "C0003"
"""A financial year of 15 months; a subsidiary that lends its cash to its group."""
THIN = ("C0024", "C0029", "C0031", "C0147", "C0041")
"""Firms of the story that the accounts should have warned of."""
_LONG, _YEAR, _LONG_GROWTH = 15, 12, 1.24
_SIZES: Mapping[str, tuple[float, float]] = {
    "artisans": (520_000, 0.45), "merchants": (5_200_000, 0.55), "builders": (3_400_000, 0.6),
    "retail": (9_500_000, 0.3), "other": (1_400_000, 0.5),
}  # fmt: skip
_TRADERS = ("merchants", "retail")
_DAYS = 365
_VAT = 1.2
_SHARE_THIN, _SHARE_LOSS = 0.12, 0.08


def filed_years(plan: Plan, firms: pd.DataFrame) -> pd.DataFrame:
    """Return one row a firm and closing, the earlier one first."""
    random = plan.random("filed accounts")
    who = _players(firms)
    drawn = _drawn(random, firms)
    earlier, later = _results(drawn, who, 0), _results(drawn, who, 1)
    equity = _equities(drawn, who, earlier, later)
    frames = []
    for place, (year, own) in enumerate(((AS_OF.year - 2, equity[0]), (AS_OF.year - 1, equity[1]))):
        results = (earlier, later)[place]
        months = np.where((who == LONG_YEAR) & (place == 1), _LONG, _YEAR)
        sheet = _sheet(drawn, {code: value * _YEAR / months for code, value in results.items()}, own, who)
        head = {"siren": firms["siren"].to_numpy(), "closing_date": _closings(who, year, place), "months": months}
        frames.append(pd.DataFrame({**head, **sheet, **results}))
    return pd.concat(frames).sort_values(["siren", "closing_date"], ignore_index=True)


def _players(firms: pd.DataFrame) -> NDArray[np.object_]:
    """Return whom each firm plays: itself, or the firm that it is like in a larger size, where that one has likes."""
    own, like = firms["customer_id"], firms["like"]
    return np.asarray(own.where(~like.isin(LIKED), like).to_numpy(object))


def _closings(who: NDArray[np.object_], year: int, place: int) -> NDArray[np.object_]:
    closing = np.full(len(who), f"{year}-12-31", object)
    closing[who == LONG_YEAR] = (f"{year}-12-31", f"{year + 1}-03-31")[place]
    return closing


def _drawn(random: np.random.Generator, firms: pd.DataFrame) -> Euros:
    """Draw what makes a firm: sales, growth, shares of charges, days, the owners' share."""
    count, who = len(firms), firms["customer_id"].to_numpy()
    segment = firms["segment"].fillna("other")
    median, spread = (
        segment.map({key: size[i] for key, size in _SIZES.items()}).fillna(1e6 if i == 0 else 0.5).to_numpy()
        for i in (0, 1)
    )
    thin = (random.random(count) < _SHARE_THIN) | np.isin(who, THIN)
    losing = (random.random(count) < _SHARE_LOSS) & ~thin
    trader = segment.isin(_TRADERS).to_numpy()
    growth = random.normal(0.03, 0.06, count)
    growth[who == LONG_YEAR] = _LONG_GROWTH - 1
    return {
        "sales": median * np.exp(random.normal(0, 1, count) * spread), "growth": growth, "thin": thin.astype(float),
        "trader": trader.astype(float), "goods": np.where(trader, 0.66, 0.42) + random.normal(0, 0.02, count),
        "external": np.where(trader, 0.12, 0.19) + random.normal(0, 0.01, count),
        "margin": np.where(thin, 0.006, np.where(losing, -0.012, 0.045)) + random.normal(0, 0.006, count),
        "fixed": random.uniform(0.12, 0.3, count), "worn": random.uniform(0.4, 0.7, count),
        "stock": np.where(trader, 60, 24) * random.uniform(0.7, 1.3, count),
        "customers": np.where(trader, 42, 52) * random.uniform(0.75, 1.25, count),
        "suppliers": np.where(thin, 74, 49) * random.uniform(0.85, 1.15, count),
        "owned": np.where(thin, 0.13, 0.4) + random.uniform(-0.05, 0.08, count),
        "cash": np.where(thin, 0.004, 0.05) * random.uniform(0.6, 1.8, count),
        "paid_out": random.uniform(0.0, 0.35, count),
    }  # fmt: skip


def _results(drawn: Euros, who: NDArray[np.object_], place: int) -> Euros:
    """Return the income statement of the earlier (0) or the later (1) year; the operating result is what is left."""
    sales = np.rint(drawn["sales"] * np.where(place == 1, 1 + drawn["growth"], 1.0))
    goods, wages = (
        np.rint(sales * drawn["goods"]),
        np.rint(sales * (0.97 - drawn["goods"] - drawn["external"] - drawn["margin"]) * 0.71),
    )
    external, taxes, worn = np.rint(sales * drawn["external"]), np.rint(sales * 0.011), np.rint(sales * 0.024)
    social, interest = np.rint(wages * 0.4), np.rint(sales * 0.004)
    before = sales - goods - external - taxes - wages - social - worn - interest
    told = np.array([NEGATIVE.get(str(code), (0, 0, 0))[1 + place] for code in who], np.float64)
    external = np.where(told < 0, external + before - told, external)
    before = np.where(told < 0, told, before)
    tax = np.rint(np.maximum(before, 0) * 0.25)
    charges = goods + external + taxes + wages + social + worn
    trader = drawn["trader"] > 0
    return {
        "FC": np.where(trader, sales, 0), "FF": np.where(trader, 0, sales), "FL": sales, "FR": sales,
        "FS": np.where(trader, goods, 0), "FU": np.where(trader, 0, goods), "FW": external, "FX": taxes, "FY": wages,
        "FZ": social, "GA": worn, "GF": charges, "GG": sales - charges, "GR": interest, "GU": interest, "GV": -interest,
        "GW": sales - charges - interest, "HK": tax, "HL": sales, "HM": charges + interest + tax, "HN": before - tax,
    }  # fmt: skip


def _equities(drawn: Euros, who: NDArray[np.object_], earlier: Euros, later: Euros) -> tuple[Euros, Euros]:
    """Return the owners' lines of both years: what was earned and not paid out stays."""
    first, then = earlier["HN"], later["HN"]
    total = np.rint(drawn["sales"] * 0.55 * drawn["owned"])
    capital = np.maximum(np.rint(total * 0.3 / 1000) * 1000, 5_000)
    paid = np.where(first > 0, np.rint(first * drawn["paid_out"]), 0)
    told = np.array([NEGATIVE.get(str(code), (0, 0, 0))[0] for code in who], np.float64)
    total = np.where(told < 0, told - then, total)
    capital = np.where(told < 0, 20_000, capital)
    legal = np.where(told < 0, 0, np.rint(capital / 10))
    reserves = np.where(total - capital - legal - first > 0, total - capital - legal - first, 0)
    forward = total - capital - legal - reserves - first
    after = np.where(first > 0, reserves + first - paid, reserves)
    lost = np.where(first > 0, forward, forward + first)
    return (
        {"DA": capital, "DD": legal, "DG": reserves, "DH": forward, "DI": first, "DL": total},
        {"DA": capital, "DD": legal, "DG": after, "DH": lost, "DI": then, "DL": total - paid + then},
    )


def _sheet(drawn: Euros, cells: Euros, own: Euros, who: NDArray[np.object_]) -> Euros:
    sales, goods = cells["FL"], cells["FS"] + cells["FU"]
    gross, worn = np.rint(sales * drawn["fixed"]), np.rint(sales * drawn["fixed"] * drawn["worn"])
    trader, pool = drawn["trader"] > 0, who == CASH_POOL
    stock = np.rint(goods * drawn["stock"] / _DAYS)
    trade = np.rint(sales * _VAT * drawn["customers"] / _DAYS)
    other = np.where(pool, np.rint(trade * 0.45 / 0.55), np.rint(sales * 0.012))
    assets = {
        "AR": (np.rint(gross * 0.7), np.rint(worn * 0.7)),
        "AT": (gross - np.rint(gross * 0.7), worn - np.rint(worn * 0.7)),
        "BL": (np.where(trader, 0, stock), 0 * stock), "BT": (np.where(trader, stock, 0), 0 * stock),
        "BX": (trade, np.rint(trade * 0.02)), "BZ": (other, 0 * other), "CH": (np.rint(sales * 0.004), 0 * sales),
    }  # fmt: skip
    owed = {
        "DX": np.rint((goods + cells["FW"]) * _VAT * drawn["suppliers"] / _DAYS),
        "DY": np.rint((cells["FY"] + cells["FZ"]) * 0.2), "EA": np.rint(sales * 0.006),
    }  # fmt: skip
    needed = (
        sum(gross_ - worn_ for gross_, worn_ in assets.values())
        + np.rint(sales * drawn["cash"])
        - own["DL"]
        - sum(owed.values())
    )
    return _balanced(assets, owed | _lent(drawn, needed, sales), own, pool * other)


def _lent(drawn: Euros, needed: Real, sales: Real) -> Euros:
    """Return bank debts, of which overdrafts: at least a small loan; thin firms live on their overdraft."""
    debts = np.maximum(needed, np.rint(sales * 0.02))
    return {"DU": debts, "EH": np.where(drawn["thin"] > 0, np.rint(debts * 0.35), 0)}


def _balanced(assets: Mapping[str, tuple[Real, Real]], owed: Euros, own: Euros, pooled: Real) -> Euros:
    """Return both sides with their totals; cash makes them equal."""
    debts = owed["DU"] + owed["DX"] + owed["DY"] + owed["EA"]
    whole = own["DL"] + debts
    held: dict[str, tuple[Real, Real]] = dict(assets)
    held["CF"] = (whole - sum(gross - worn for gross, worn in assets.values()), 0 * whole)
    fixed, current = ("AR", "AT"), ("BL", "BT", "BX", "BZ", "CF", "CH")
    for total, codes in (("BJ", fixed), ("CJ", current), ("CO", (*fixed, *current))):
        held[total] = (_added(held[code][0] for code in codes), _added(held[code][1] for code in codes))
    columns: Euros = {}
    for code, (gross, worn) in held.items():
        columns |= {f"{code}.gross": gross, f"{code}.amort": worn, f"{code}.net": gross - worn}
    memos = dict.fromkeys(MEMOS, 0 * whole) | {"EH": owed["EH"], "VC": pooled}
    return (
        columns | own | {key: cents for key, cents in owed.items() if key != "EH"} | {"EC": debts, "EE": whole} | memos
    )


def _added(parts: Iterable[Real]) -> Real:
    """Return the sum of some columns."""
    added: Real = np.sum(list(parts), axis=0)
    return added
