"""Filed accounts: what the register holds of the sample's customers, two closings each, by the cells of the forms.

Companies in France file; public bodies, private persons and foreigners do not, and some small firms keep theirs
confidential. Every filing balances: assets are liabilities, income less charges is the result, equity grows by the
result less what was paid out. Most firms are sound, some are thin; those of the story are as it tells.

>>> from cashkit.sample.plan import Plan
>>> from cashkit.sample.identities import siren
>>> one = {"customer_id": "C0033", "siren": siren(33), "kind": "company", "country": "FR", "segment": "builders"}
>>> filed = make_filed_accounts(Plan(), pd.DataFrame([one]))
>>> filed.loc[filed["code"].isin(["DL", "HN"]), ["code", "amount"]].values.tolist()
[['DL', -24600.0], ['HN', -18200.0], ['DL', -38000.0], ['HN', -13400.0]]

Units: whole euros, months.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground.identifiers import is_siren
from cashkit.sample.customers import typed
from cashkit.sample.filed_years import MEMOS, filed_years
from cashkit.sample.market import make_market

if TYPE_CHECKING:
    from cashkit.sample.plan import Plan

FORM = "C"
CONFIDENTIAL = ("C0083", "C0084", "C0086", "C0088", "C0089", "C0091", "C0093", "C0095", "C0097")
"""Small firms that chose to keep their accounts from the public."""
_FILING = ("company", "intra_group")


def make_filed_accounts(plan: Plan, customers: pd.DataFrame) -> pd.DataFrame:
    """Return the table `filed_accounts`: one row a cell that is not nil, totals included."""
    likes = make_market(plan).set_index("customer_id")["like"]
    firms = filing(customers)
    wide = filed_years(plan, firms.assign(like=firms["customer_id"].map(likes)))
    parts = [_cells(wide, code) for code in wide.columns if code not in {"siren", "closing_date", "months"}]
    long = pd.concat(parts, ignore_index=True)
    long = long[(long["amount"] != 0) | long["code"].isin(MEMOS)]
    long = long.sort_values(["siren", "closing_date", "place"], kind="stable", ignore_index=True).assign(form=FORM)
    return typed("filed_accounts", long)


def filing(customers: pd.DataFrame) -> pd.DataFrame:
    """Return the customers whose accounts the register shows, one code for each SIREN."""
    home = customers["country"].fillna("FR").eq("FR") & customers["kind"].fillna("company").isin(_FILING)
    known = customers["siren"].map(is_siren).astype(bool) & ~customers["customer_id"].isin(CONFIDENTIAL)
    return customers[home & known].drop_duplicates("siren").reset_index(drop=True)


def _cells(wide: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return the rows of one cell; an asset is filed before depreciation, its depreciation, and after it."""
    name, _, column = code.partition(".")
    place = list(wide.columns).index(code)
    rows = wide[["siren", "closing_date", "months"]].assign(
        code=name, column=column or "net", amount=wide[code], place=place
    )
    return rows.assign(amount=rows["amount"].astype("float64"))
