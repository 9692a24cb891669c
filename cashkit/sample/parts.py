"""Parts: which customer plays which fault of the customer file, the credit lines and the follow-up, one part each.

The story names some; codes of larger sizes play what the code that they are like plays; the rest are chosen among
those whom the cycle left free, so that what they owe sums to what the story tells.

>>> from cashkit.sample.customers import make_customers
>>> from cashkit.sample.plan import Plan
>>> PARTS["siren_invalid"].count, PARTS["cover_withdrawn"].codes
(3, ('C0034', 'C0036', 'C0038'))

Units: customer codes (rows of `customers`), euros with VAT at base size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.booked import told
from cashkit.sample.choosing import choose
from cashkit.sample.standing import CLOSING, HALF_AND_YEAR_BEFORE, YEAR_BEFORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

BESIDES = ("terms_not_signed", "account_incomplete", "debit_without_iban")
"""Parts that may fall to a customer that plays another one already, but for those `APART`."""
APART = ("court", "limit_missing", "duplicate_siret", "duplicate_name", "twin")
_RELAXED = {
    "any": "owing nothing",
    "debited": "debited owing nothing",
    "large": "exposed",
    "buys_20_000": "bought_20_000",
    "invoiced_lately": "invoiced_since",
}
"""Who plays a part where too few owe something: in a small sample."""
_HUNDRED_THOUSAND, _TWENTY_THOUSAND = 10_200_000, 2_040_000  # cents, 2 % above what counts
_SLOWER = 17.0  # days
_SMALL_LINE = 500_000
CEASED_ON = CLOSING - 184  # 30 June


@dataclass(frozen=True)
class Part:
    """One part: how many play it at base size, what they sum to, and who they must be."""

    count: int
    euros: float
    measure: str = "owed"
    pool: str = "any"
    codes: tuple[str, ...] = ()
    busy: bool = False  # whoever plays another part may play this one too


PARTS: Mapping[str, Part] = {
    "terms_beyond_cap": Part(4, 0, codes=("C0005", "C0048", "C0049", "C0050")),
    "means_of_payment_slow": Part(4, 0, codes=("C0087", "C0099", "C0123", "C0135")),
    "cover_withdrawn": Part(3, 70_500, codes=("C0034", "C0036", "C0038")),
    "negative_equity": Part(3, 64_200, codes=("C0033", "C0046", "C0092")),
    "eu_vat_id_invalid": Part(2, 0, codes=("C0231", "C0232")),
    "shared_iban": Part(1, 9_300, codes=("C0155",)),
    "social_lien_published": Part(1, 18_750, codes=("C0147",)),
    "limit_review_overdue": Part(5, 71_900, "exposed", "slower", busy=True),
    "duplicate_siret": Part(6, 23_100, "exposed"),
    "duplicate_name": Part(2, 6_380),
    "siren_invalid": Part(3, 6_420),
    "vat_id_mismatch": Part(4, 8_310),
    "siren_missing": Part(2, 3_630),
    "customer_ceased": Part(2, 7_750, pool="invoiced_lately"),
    "limit_missing": Part(3, 44_700, pool="buys_20_000"),
    "limit_exceeded": Part(6, 200_000, "exposed", "large"),
    "dormant_with_limit": Part(6, 0, "always", "dormant"),
    "closed_in_time": Part(2, 0, "always", "gone"),
    "lien_cleared": Part(1, 0, "always", "any"),
    "twin": Part(2, 0, "always"),
    "terms_not_signed": Part(5, 133_000, pool="buys_100_000"),
    "debit_without_iban": Part(4, 7_900, pool="debited"),
    "account_incomplete": Part(8, 28_400),
}


@dataclass(frozen=True, eq=False)
class _Crowd:
    """Who can play a part: what is known of each customer, who is in which pool, and chance."""

    plan: Plan
    known: pd.DataFrame
    pools: Mapping[str, Flags]
    random: np.random.Generator

    def chosen(self, name: str, free: Flags) -> Whole:
        """Return who plays a part of those who are free, so that they sum to what the story tells."""
        part, count = PARTS[name], _count(self.plan, name)
        rows = np.flatnonzero(self.pools[part.pool] & (free | part.busy))
        first = rows[(self.known["ordered"].to_numpy()[rows] > 0) & (name == "dormant_with_limit")]
        rows = np.setdiff1d(rows, first)
        amounts = self.known[part.measure].to_numpy(np.int64)[rows]
        total = part.euros * 100 * self.plan.euros_scale
        count = max(count - len(first), 0)
        found = rows[choose(amounts, count=count, total=total, random=self.random)]
        others = np.flatnonzero(free & self.pools[_RELAXED.get(part.pool, "nobody")])
        return np.concatenate([first, found, np.setdiff1d(others, found)[: count - len(found)]])


def cast_parts(plan: Plan, seen: Seen, likes: pd.Series, given: Mapping[str, Whole]) -> dict[str, Whole]:
    """Return the customers of each part, those given included; `likes` is the code of base size of each."""
    crowd = _Crowd(plan, seen.known.assign(always=1), _pools(seen.customers, seen.known), plan.random("parts"))
    free = _free(seen.customers, seen.known, likes) & ~likes.isin(_told_codes()).to_numpy(bool)
    cast = dict(given)
    free[reserved(given)] = False
    again = free.copy()
    for name, part in PARTS.items():
        if name == BESIDES[0]:
            free = again & ~np.isin(np.arange(len(free)), np.concatenate([cast[one] for one in APART]))
        own = np.flatnonzero(likes.isin(part.codes) & _not_a_copy(seen.customers, likes))
        cast[name] = np.sort(own if part.codes else crowd.chosen(name, free))
        free[cast[name]] = False
    pairs = cast["duplicate_siret"]
    cast["duplicate_siret"] = pairs[np.argsort(seen.exposed[pairs], kind="stable")]
    return cast | {"post_office": np.flatnonzero(seen.customers["customer_id"] == POST_OFFICE)}


def _told_codes() -> list[str]:
    return [code for part in PARTS.values() for code in part.codes]


def _count(plan: Plan, name: str) -> int:
    """Return how many play a part at this size; doubles of one SIRET come in pairs."""
    count = PARTS[name].count
    return 2 * plan.count(count // 2) if name == "duplicate_siret" else plan.count(count)


def _not_a_copy(customers: pd.DataFrame, likes: pd.Series) -> pd.Series:
    """Leave out codes of larger sizes that are like one of the cast: what is named exists once."""
    return likes.eq(customers["customer_id"]) | ~likes.isin(NAMED)


POST_OFFICE = "C0228"
NAMED = ("C0005", "C0033", "C0147", "C0155", "C0231")


def _free(customers: pd.DataFrame, known: pd.DataFrame, likes: pd.Series) -> Flags:
    """Say whom the cycle left free: plain French firms outside the cast and its groups, without credits or returns."""
    plain = told(customers, "kind").isin(["company", ""]) & told(customers, "country").isin(["FR", ""])
    active = told(customers, "status").isin(["active", ""]) & customers["judgment_on"].isna()
    alone = told(customers, "group_id") == ""
    clean = (known["unapplied"] == 0) & (known["rejected"] == 0) & (known["doubtful"] == 0)
    return np.asarray(plain & active & alone & clean & ~likes.isin(CAST_CODES), bool)


CAST_CODES = [
    "C0005",
    "C0006",
    "C0007",
    "C0008",
    "C0009",
    "C0024",
    "C0029",
    "C0031",
    "C0033",
    "C0041",
    "C0044",
    "C0047",
    "C0066",
    "C0120",
    "C0147",
    "C0155",
    "C0171",
    "C0180",
    "C0181",
    "C0211",
    "C0214",
    "C0249",
    "C0250",
]


def _limited(customers: pd.DataFrame, known: pd.DataFrame) -> Flags:
    """Say which firms outside the cast have a limit of their own to be studied."""
    firms = told(customers, "kind").isin(["company", ""]) & told(customers, "status").isin(["active", ""])
    alone = (told(customers, "group_id") == "") & (told(customers, "guarantee") == "") & customers["judgment_on"].isna()
    apart = customers["customer_id"].isin([*CAST_CODES, *PARTS["cover_withdrawn"].codes])
    return np.asarray(firms & alone & ~apart & (known["unapplied"] == 0), bool)


def _pools(customers: pd.DataFrame, known: pd.DataFrame) -> dict[str, Flags]:
    segment, method = told(customers, "segment"), told(customers, "payment_method")
    owing = known["owed"] > 0
    pools = {
        "any": owing,
        "debited": owing & method.eq("direct_debit"),
        "buys_100_000": owing & (known["invoiced"] > _HUNDRED_THOUSAND),
        "buys_20_000": owing & (known["invoiced"] > _TWENTY_THOUSAND),
        "large": (known["exposed"] > _SMALL_LINE) & segment.isin(["merchants", "builders"]),
        "slower": (known["slower"] > _SLOWER) & (known["exposed"] > _SMALL_LINE) & _limited(customers, known),
        "invoiced_lately": owing & (known["last_invoice"] > CEASED_ON + 2),
        "dormant": known["last_invoice"] < HALF_AND_YEAR_BEFORE - 2,
        "owing nothing": ~owing & (known["last_invoice"] > HALF_AND_YEAR_BEFORE),
        "exposed": known["exposed"] > _SMALL_LINE,
        "bought_20_000": known["invoiced"] > _TWENTY_THOUSAND,
        "invoiced_since": known["last_invoice"] > CEASED_ON + 2,
        "debited owing nothing": ~owing & method.eq("direct_debit") & (known["last_invoice"] > HALF_AND_YEAR_BEFORE),
        "nobody": ~owing & owing,
        "gone": ~owing & (known["last_invoice"] < YEAR_BEFORE - 2),
    }
    return {name: np.asarray(flags, bool) for name, flags in pools.items()}


def reserved(cast: Mapping[str, Whole]) -> Whole:
    """Return the customers whose overdue items play a part: nothing of them is in dispute at closing."""
    return np.concatenate([cast[name] for name in ("court", "insurer_notice_due", "formal_notice_due")])
