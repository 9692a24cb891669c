"""The journal of sales: invoices, credit notes, what is retained of them, and what the year before brought forward.

An invoice is 411 / 70 + 44571; a rebate goes to 709; a deposit that is invoiced counts at once, the year
end defers it (`cut_off`). The retention of supply-and-fit contracts moves from 411 to 4117 on the day of the invoice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days
from cashkit.sample.journals.postings import NONE, Line, post, rows, together
from cashkit.sample.journals.routing import CUSTOMERS, RETENTION
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.journals.routing import Routed

    Whole = NDArray[np.int64]

MADE, FITTED, RESOLD, REBATES, VAT = "701000", "706000", "707000", "709100", "445710"
DEPOSIT = "deposit"
_RESOLD = ("retail", "other")


def sales_lines(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the entries of invoices and credit notes, with the retention moved to 4117."""
    return together([_invoices(tables, routed), _credit_notes(tables, routed), _retained(tables, routed)])


def sold_on(invoices: pd.DataFrame, customers: pd.DataFrame) -> pd.Series:
    """Return the account of income of each invoice row: made, fitted or resold."""
    segment = invoices["customer_id"].map(customers.set_index("customer_id")["segment"])
    resold = np.where(segment.isin(_RESOLD), RESOLD, MADE)
    nature = invoices["nature"].fillna("goods")
    return pd.Series(np.where(nature.eq("service"), FITTED, resold), invoices.index)


def _invoices(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    kept = tables["invoices"]["kind"].eq("invoice").to_numpy()
    invoices, items = tables["invoices"][kept], routed.items[kept]
    vat = cents_of(invoices, "vat")
    lines = [
        Line(CUSTOMERS, items["cents"], invoices["customer_id"], items["own"], items["own_day"]),
        Line(sold_on(invoices, tables["customers"]), vat - items["cents"]),
        Line(VAT, -vat),
    ]
    return post(
        "VE", days(invoices, "posted_on"), ref=invoices["invoice_id"], text=_said(invoices), lines=lines,
        document=days(invoices, "issue_date"),
    )  # fmt: skip


def _said(invoices: pd.DataFrame) -> pd.Series:
    nature = invoices["nature"].fillna("goods")
    return nature.map({"goods": "Facture", "service": "Pose", DEPOSIT: "Acompte"}).fillna("Facture")


def _credit_notes(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the credit notes; a note that settles debts on two accounts has a line on each."""
    notes = routed.credits[routed.credits["note"] >= 0]
    invoices = tables["invoices"].iloc[notes["note"]]
    kept = invoices["kind"].eq("credit_note").to_numpy()
    notes, invoices = notes[kept], invoices[kept]
    own = tables["invoices"].loc[invoices.index.unique()]
    day, issued = days(own, "posted_on"), days(own, "issue_date")
    vat, cents = cents_of(own, "vat"), cents_of(own, "amount")
    entry = pd.Series(np.arange(len(own)), own.index)
    head = {"journal": "VE", "text": "Avoir"}
    at = entry.loc[invoices.index].to_numpy()
    customers = rows(
        **head, entry=at, day=day[at], document=issued[at], ref=own["invoice_id"].to_numpy()[at],
        account=notes["account"].to_numpy(), party=own["customer_id"].to_numpy()[at], cents=-notes["cents"].to_numpy(),
        group=notes["group"].to_numpy(), lettered=notes["lettered"].to_numpy(),
    )  # fmt: skip
    common = head | {"entry": np.arange(len(own)), "day": day, "document": issued, "ref": own["invoice_id"].to_numpy()}
    given = rows(**common, account=_taken_back(own, tables).to_numpy(), cents=vat - cents)
    return pd.concat([customers, given, rows(**common, account=VAT, cents=-vat)]).sort_values(
        "entry", kind="stable", ignore_index=True
    )


def _taken_back(notes: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Return the account that each credit note takes back from: rebates have their own."""
    rebate = notes["nature"].eq("rebate")
    return sold_on(notes, tables["customers"]).where(~rebate, REBATES)


def _retained(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    kept = (routed.items["retained"] > 0).to_numpy() & tables["invoices"]["kind"].eq("invoice").to_numpy()
    invoices, items = tables["invoices"][kept], routed.items[kept]
    lines = [
        Line(RETENTION, items["retained"], invoices["customer_id"], items["kept"], items["kept_day"]),
        Line(CUSTOMERS, -items["retained"], invoices["customer_id"], items["own"], items["own_day"]),
    ]
    return post(
        "OD", days(invoices, "posted_on"), ref=invoices["invoice_id"], text="Retenue de garantie", lines=lines,
        document=days(invoices, "issue_date"),
    )  # fmt: skip


def brought_forward(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the customer lines with which the first year opens, as one entry without its other side."""
    invoices, items = tables["invoices"], routed.items
    opened = invoices["kind"].eq("opening").to_numpy()
    owed = opened & (items["cents"] > 0).to_numpy()
    notes = routed.credits[routed.credits["note"] >= 0]
    notes = notes[opened[notes["note"]]]
    own = invoices[owed]
    bill = invoices["account"].fillna("").str.startswith("413").to_numpy()
    debits = rows(
        journal="AN", entry=np.zeros(len(own)), day=days(own, "posted_on"), document=days(own, "issue_date"),
        ref=own["invoice_id"].to_numpy(), text="À nouveau", account=np.where(bill[owed], "413000", CUSTOMERS),
        party=own["customer_id"].to_numpy(), cents=items["cents"][owed].to_numpy(),
        group=items["own"][owed].to_numpy(), lettered=items["own_day"][owed].to_numpy(),
    )  # fmt: skip
    given = invoices.iloc[notes["note"]]
    credits = rows(
        journal="AN", entry=np.zeros(len(given)), day=days(given, "posted_on"), document=days(given, "issue_date"),
        ref=given["invoice_id"].to_numpy(), text="À nouveau", account=notes["account"].to_numpy(),
        party=given["customer_id"].to_numpy(), cents=-notes["cents"].to_numpy(),
        group=notes["group"].to_numpy(), lettered=notes["lettered"].to_numpy(),
    )  # fmt: skip
    return pd.concat([debits, credits], ignore_index=True)


__all__ = ["NEVER", "NONE", "brought_forward", "sales_lines", "sold_on"]
