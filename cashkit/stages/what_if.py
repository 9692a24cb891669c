"""The same reading with one input changed: a price cut, customers who pay later, a lien published.

>>> from datetime import date
>>> from cashkit.dossier.findings import Figure
>>> from cashkit.stages.review import Review
>>> known = (Figure("turnover", 1000, "eur"), Figure("operating_surplus", 80, "eur"))
>>> seen = Review("inform", date(2025, 12, 31), known)
>>> price_cut(seen, rate=0.02)[["now", "after"]].values.tolist()
[[1000.0, 980.0], [80.0, 60.0]]

Each answers with a table; what the dossier does not let one compute gives a table without rows.
Units: euros, days, rates as fractions.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.accounts.answer import Liens
from cashkit.accounts.own_accounts import accounts_of
from cashkit.accounts.reading import Reading, read_balance_sheet
from cashkit.ground import language
from cashkit.ground.money import Money, exact, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.review import Review

_CHANGES = ["label", "now", "after", "change"]


def price_cut(review: Review, *, rate: Money) -> pd.DataFrame:
    """Return turnover and gross operating surplus after a cut of every price, volumes and costs unchanged."""
    known = _values(review, "turnover", "operating_surplus")
    return _changed(known, {key: -rounded(known["turnover"] * exact(rate)) for key in known})


def customers_later(review: Review, *, day_value: Money | None, days: int) -> pd.DataFrame:
    """Return working capital, its need and net cash when customers pay some days later than today."""
    known = _values(review, "working_capital", "capital_need", "net_cash")
    if day_value is None:
        return pd.DataFrame(columns=_CHANGES)
    kept = rounded(exact(day_value) * days)
    return _changed(known, {"working_capital": Decimal(), "capital_need": kept, "net_cash": -kept})


def with_liens(dossier: Dossier, *, as_of: date, active: Money) -> pd.DataFrame:
    """Return the verdict on solvency as it stands, and with liens of an amount published: lien, verdict, sentence."""
    if dossier.entries is None or dossier.entries.empty:
        return pd.DataFrame(columns=["lien", "verdict", "sentence"])
    accounts = accounts_of(dossier, as_of=as_of)
    published = read_balance_sheet(accounts, liens=Liens(as_of, active=active))
    rows = [("not_consulted", *_told(read_balance_sheet(accounts))), ("active", *_told(published))]
    return pd.DataFrame(rows, columns=["lien", "verdict", "sentence"])


def _told(reading: Reading) -> tuple[str, str]:
    return reading.verdict, reading.sentence()


def _values(review: Review, *keys: str) -> dict[str, Decimal]:
    """Return the values of some figures; none where one of them is not known."""
    found = {one.key: Decimal(str(one.value)) for one in review.figure_records if one.value is not None}
    return {key: found[key] for key in keys} if all(key in found for key in keys) else {}


def _changed(known: Mapping[str, Decimal], changes: Mapping[str, Decimal]) -> pd.DataFrame:
    rows = [
        (language.say(f"figures.{key}"), float(now), float(now + changes[key]), float(changes[key]))
        for key, now in known.items()
    ]
    return pd.DataFrame(rows, columns=_CHANGES)
