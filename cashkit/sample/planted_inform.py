"""Planted in stage 1: what is wrong with who the customers are, told from the finished tables.

Units: days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.identifiers import is_siren, vat_number
from cashkit.sample.booked import cents_of, days, told
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, YEAR_BEFORE, last_day
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]

STAGE = "inform"
_WITHOUT_SIREN = ("private", "counter")
_FRENCH_VAT = r"FR[0-9]{11}"
_EQUITY, _RESULT = {"C": "DL", "S": "142"}, {"C": "HN", "S": "136"}
_YEARS, _MONTHS = 2, 12


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of stage 1."""
    sirens = seen.text("siren").where(seen.given("siren"), "")
    right = np.array([is_siren(one) for one in sirens], bool)
    asked = seen.home & ~seen.text("kind").isin(_WITHOUT_SIREN).to_numpy(bool)
    blank = (sirens == "").to_numpy(bool)
    judged = seen.days("judgment_on") <= CLOSING
    lien = (seen.days("lien_on") <= CLOSING) & (seen.days("lien_cleared_on") > CLOSING)
    cases = {
        "siren_invalid": asked & ~blank & ~right,
        "siren_missing": asked & blank & seen.active & seen.on_credit,
        "vat_id_mismatch": seen.home & right & _mismatch(seen, right),
        "eu_vat_id_invalid": _exempt_without_number(seen),
        "customer_ceased": (seen.days("ceased_on") <= CLOSING) & (_last_invoice(seen) > seen.days("ceased_on")),
        "insolvency_unnoticed": judged & seen.active,
        "negative_equity": seen.firm & _negative(seen),
        "social_lien_published": lien,
    }
    return [rows(STAGE, code, seen.keys(flags)) for code, flags in cases.items()]


def _mismatch(seen: Seen, right: Flags) -> Flags:
    """Say whose French VAT number is not that of its SIREN."""
    vat, siren = seen.text("vat_number"), seen.text("siren")
    shaped = vat.str.fullmatch(_FRENCH_VAT).to_numpy(bool) & right
    other = [bool(ok) and number != vat_number(own) for ok, number, own in zip(shaped, vat, siren, strict=True)]
    return np.array(other, bool)


def _exempt_without_number(seen: Seen) -> Flags:
    """Say which firms of the Union were invoiced without VAT over the year under no valid number."""
    from stdnum.eu import vat  # noqa: PLC0415  (only foreign VAT numbers need it)

    states = {*(one.upper() for one in vat.MEMBER_STATES), "GR"} - {"FR"}
    country, number = seen.text("country"), seen.text("vat_number")
    abroad = country.isin(states).to_numpy(bool)
    valid = [
        state in states and vat.is_valid(one) and one[:2] == state for state, one in zip(country, number, strict=True)
    ]
    return np.asarray(abroad & ~np.array(valid, bool) & (_without_vat(seen) > 0), bool)


def _without_vat(seen: Seen) -> NDArray[np.int64]:
    invoices, issue = seen.tables["invoices"], seen.booked.items["issue"].to_numpy()
    hit = (told(invoices, "kind") == "invoice").to_numpy(bool) & (issue > YEAR_BEFORE) & (issue <= CLOSING)
    hit &= cents_of(invoices, "vat") == 0
    return np.bincount(seen.owner("invoices")[hit], minlength=len(seen.customers))


def _last_invoice(seen: Seen) -> NDArray[np.int64]:
    charged = (told(seen.tables["invoices"], "kind") == "invoice").to_numpy(bool)
    issued = days(seen.tables["invoices"], "issue_date")[charged]
    return last_day(seen.owner("invoices")[charged], issued, len(seen.customers))


def _negative(seen: Seen) -> Flags:
    """Say whose last filed accounts show negative equity after two years of losses."""
    filed = seen.tables.get("filed_accounts")
    if filed is None or filed.empty:
        return np.zeros(len(seen.customers), bool)
    own = filed[filed["column"].isin(["net", "N", "amount"]) & (days(filed, "closing_date") <= CLOSING)]
    equity, result = _cells(own, _EQUITY), _cells(own, _RESULT)
    both = pd.DataFrame({"equity": equity, "result": result}).dropna().sort_index()
    latest = both.groupby(level="siren").tail(_YEARS)
    told_by = latest.groupby(level="siren").agg(
        equity=("equity", "last"), result=("result", "max"), years=("result", "size")
    )
    bad = told_by[(told_by["equity"] < 0) & (told_by["result"] < 0) & (told_by["years"] == _YEARS)].index
    return np.asarray(seen.text("siren").isin(bad) & seen.given("siren"), bool)


def _cells(filed: pd.DataFrame, codes: dict[str, str]) -> pd.Series:
    wanted = filed["code"] == filed["form"].map(codes)
    return filed[wanted].groupby(["siren", "closing_date"])["amount"].first()


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of stage 1 and is none."""
    foreign = ~seen.home & ~seen.given("siren")
    apart = seen.text("kind").isin(_WITHOUT_SIREN).to_numpy(bool) & ~seen.given("siren")
    post = (seen.text("siren") == "356000000").to_numpy(bool)
    public = seen.text("kind").isin(["public", "hospital"]).to_numpy(bool)
    confidential = seen.firm & seen.home & seen.given("siren") & ~_filing(seen)
    cleared = (seen.days("lien_cleared_on") < YEAR_BEFORE) & (seen.days("lien_on") < NEVER)
    shaped = ~seen.home & seen.given("vat_number") & ~_exempt_without_number(seen)
    closed = (seen.days("ceased_on") <= CLOSING) & (_last_invoice(seen) <= seen.days("ceased_on"))
    told_of = (seen.days("judgment_on") <= CLOSING) & ~seen.active
    cases = [
        ("siren_missing", "foreign_customer", foreign),
        ("siren_missing", "no_siren_due", apart),
        ("siren_invalid", "la_poste", post),
        ("negative_equity", "files_no_accounts", public),
        ("negative_equity", "confidential_accounts", confidential),
        ("negative_equity", "group_cash_pool", _with_cell(seen, "VC")),
        ("negative_equity", "fifteen_months", _long_year(seen)),
        ("social_lien_published", "cleared_long_ago", cleared),
        ("eu_vat_id_invalid", "right_structure", shaped),
        ("customer_ceased", "closed_in_time", closed),
        ("insolvency_unnoticed", "noticed", told_of),
    ]
    return [rows(STAGE, code, seen.keys(flags), note, near_miss=True) for code, note, flags in cases]


def _filing(seen: Seen) -> Flags:
    return _of(seen, None)


def _with_cell(seen: Seen, code: str) -> Flags:
    filed = seen.tables.get("filed_accounts")
    return _of(seen, None if filed is None else (filed["code"] == code) & (filed["amount"] > 0))


def _long_year(seen: Seen) -> Flags:
    filed = seen.tables.get("filed_accounts")
    return _of(seen, None if filed is None else filed["months"] > _MONTHS)


def _of(seen: Seen, chosen: pd.Series | None) -> Flags:
    """Say who has filed accounts, or some lines of them."""
    filed = seen.tables.get("filed_accounts")
    if filed is None:
        return np.zeros(len(seen.customers), bool)
    known = filed["siren"] if chosen is None else filed.loc[chosen, "siren"]
    return np.asarray(seen.text("siren").isin(known.unique()) & seen.given("siren"), bool)
