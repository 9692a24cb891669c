"""Payment practices (art. D441-6): the invoices past due at the end of a year, as the management report tells them.

By bucket of lateness the number of invoices, their amount and its share of the year's sales (of purchases for those
received). Disputed ones are left out and counted apart. Firms whose accounts are certified by an auditor publish both
tables, with the payment terms that were taken for reference.

>>> late = pd.DataFrame({"id": ["F1", "F2", "F3"], "cents": [10_000, 5_000, 90_000], "days_late": [1, 91, 40],
...     "disputed": [False, False, True]})
>>> table = past_due(late, total=euros(1_000_000))
>>> table[["bucket", "invoices", "amount"]].values.tolist()[:2], float(table["share"].iloc[0])
([['1-30', 1, 100.0], ['31-60', 0, 0.0]], 0.01)
>>> table[["bucket", "invoices", "amount"]].values.tolist()[4:]
[['past_due', 2, 150.0], ['excluded', 1, 900.0]]

An invoice due on the day itself is not late. Retention before its release is not due. Doubtful claims that nobody
disputes are past due like others.
Units: euros with VAT on both sides; fractions (NaN where the total is not known).
Errors: `ArgumentError` for what is no date.
Source: C. com. art. D441-6 (terms of articles L441-10 to L441-13) and A441-2, which sets the model of the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.money import euros
from cashkit.measures.aged_balance import bucket_names
from cashkit.measures.as_of import resolved_view
from cashkit.measures.claims import claims
from cashkit.measures.invoiced import invoiced_until, months_before

if TYPE_CHECKING:
    from decimal import Decimal

    from cashkit.dossier.dossier import Dossier

EDGES = (30, 60, 90)
TOTAL, EXCLUDED = "past_due", "excluded"
COLUMNS = ("bucket", "invoices", "amount", "share")
SOURCE = "C. com. D441-6"
_YEAR = 12


def past_due(late: pd.DataFrame, *, total: Decimal | None) -> pd.DataFrame:
    """Return the table of art. D441-6 for invoices with id, cents, days_late and disputed; `total` is the year's."""
    owed = late[(late["days_late"] > 0) & (late["cents"] > 0)]
    names = bucket_names(EDGES)[1:]
    place = np.searchsorted(np.array(EDGES), owed["days_late"].to_numpy(np.int64), side="left")
    bucket = pd.Series(np.array(names, object)[place], index=owed.index, dtype=object)
    kept = ~owed["disputed"].astype(bool)
    rows = [(name, owed[kept & (bucket == name)]) for name in names]
    rows += [(TOTAL, owed[kept]), (EXCLUDED, owed[~kept])]
    made = [(name, found["id"].nunique(), euros(int(found["cents"].sum()))) for name, found in rows]
    shares = [float(value / total) if total else np.nan for _, _, value in made]
    table = pd.DataFrame([(name, count, float(value)) for name, count, value in made], columns=list(COLUMNS[:3]))
    return table.assign(share=shares)


def invoices_issued(dossier: Dossier, *, as_of: object) -> pd.DataFrame:
    """Return the invoices issued that are open at a date: id, cents, days_late, disputed."""
    found = claims(dossier, as_of=as_of)
    found = found[(found["table"] == "invoices") & ~found["standing"].isin(["credit", "retention"])]
    told = {"id": found["id"], "cents": found["open_cents"], "days_late": found["days_late"]}
    return pd.DataFrame(told | {"disputed": found["standing"] == "disputed"})


def invoiced_over_the_year(dossier: Dossier, *, as_of: object) -> Decimal | None:
    """Return what was invoiced over the twelve months up to a date, None where they are not all known."""
    day = as_date(as_of)
    first = day_number(months_before(day, _YEAR))
    sales = invoiced_until(dossier, day_number(day), resolved_view(dossier, None))
    return euros(sales.since(first)) if sales.covers(first) else None
