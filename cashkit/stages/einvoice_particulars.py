"""Particulars of e-invoices counted: on how many invoices each stands, is missing or wrong, and whether it binds.

Of the invoices of the twelve months that come from e-invoices (`invoices.particulars`). One that binds only from a
day to come is no fault yet. Where the size of the issuer decides, it is said so: nothing is guessed.

>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.billed import billed
>>> from cashkit.stages.situation import Situation
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice", "amount": 100.0,
...     "issue_date": "2026-09-15",
...     "particulars": ["number:present penalty_rate:missing", "number:present category:wrong"]})
>>> found = particulars_told(billed(Situation(Dossier.of(name="case", invoices=invoices), date(2026, 9, 30))))
>>> particulars_table(found)[["particular", "present", "absent", "wrong", "binding"]].values.tolist()
[['penalty_rate', 0, 1, 0, 'in_force'], ['category', 0, 0, 1, 'by_size'], ['number', 2, 0, 0, 'in_force']]

Units: invoices.
Source: CGI ann. II, art. 242 nonies A; C. com. L441-9; BR-FR rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground.calendar import from_day
from cashkit.readers.einvoice.particulars import BY_SIZE, IN_FORCE, NOT_YET, asked

if TYPE_CHECKING:
    from cashkit.stages.billed import Billed

COLUMNS = ("particular", "article", "einvoice_terms", "binding", "present", "absent", "wrong")
_RANK = {IN_FORCE: 0, BY_SIZE: 1, NOT_YET: 2}
_BAD = ("missing", "wrong")
MOST = 200


def particulars_told(found: Billed) -> pd.DataFrame:
    """Return one row an invoice and particular: row, key, name, day, particular, particular_state, binding."""
    table, known = found.invoices, asked()
    rows = found.rows[found.invoices.given("particulars")[found.rows["row"]]]
    told = table.words("particulars")[rows["row"]]
    made = [
        (key, name, day, one, state, known[one].binding(from_day(day)))
        for key, name, day, text in zip(rows["key"], rows["name"], rows["day"], told, strict=True)
        for one, _, state in (token.partition(":") for token in text.split())
        if one in known
    ]
    return pd.DataFrame(made, columns=["key", "name", "day", "particular", "particular_state", "binding"])


def particulars_table(told: pd.DataFrame) -> pd.DataFrame:
    """Return the particulars with the number of invoices by state (columns: `COLUMNS`), what is most at fault first."""
    known = asked()
    states = {"present": "present", "absent": "missing", "wrong": "wrong"}
    rows = told.assign(**{name: told["particular_state"] == state for name, state in states.items()})
    rows = rows.assign(rank=rows["binding"].map(_RANK))
    sums = rows.groupby("particular", sort=False)[list(states)].sum()
    sums["binding"] = rows.sort_values("rank", kind="stable").groupby("particular", sort=False)["binding"].first()
    sums = sums[sums[list(states)].sum(axis=1) > 0].reset_index()
    sums["article"] = [known[key].article for key in sums["particular"]]
    sums["einvoice_terms"] = [known[key].terms for key in sums["particular"]]
    order = sums.assign(rank=sums["binding"].map(_RANK), bad=-(sums["absent"] + sums["wrong"]))
    order["clean"] = order["bad"] == 0
    place = order.sort_values(["clean", "rank", "bad"], kind="stable").index
    return sums.loc[place, list(COLUMNS)].reset_index(drop=True)


def lame_invoices(told: pd.DataFrame) -> pd.DataFrame:
    """Return what is missing or wrong, in force, invoice by invoice, the latest first."""
    hit = told[told["particular_state"].isin(_BAD) & (told["binding"] != NOT_YET)]
    hit = hit.assign(article=[asked()[key].article for key in hit["particular"]])
    latest = hit.sort_values(["day", "key"], ascending=[False, True], kind="stable").head(MOST)
    made = {
        "invoice_id": latest["key"],
        "name": latest["name"],
        "issue_date": pd.to_datetime([from_day(day) for day in latest["day"]]).astype("datetime64[s]"),
        **{name: latest[name] for name in ("particular", "particular_state", "binding", "article")},
    }
    return pd.DataFrame(made).reset_index(drop=True)


def complete_share(told: pd.DataFrame) -> float | None:
    """Return the share of e-invoices on which nothing in force is missing or wrong; None without any."""
    invoices = told["key"].nunique()
    hit = told[told["particular_state"].isin(_BAD) & (told["binding"] == IN_FORCE)]["key"].nunique()
    return 1 - hit / invoices if invoices else None
