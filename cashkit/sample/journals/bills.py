"""Bills: a customer accepts a bill (LCR), which is cashed at its term, discounted before it, or comes back unpaid.

Accepted 411 to 413; sent for collection 413 to 5113, credited 512; discounted 413 to 512, the bank's interest to 661.
A bill, a direct debit or a cheque that comes back is owed again (411 / 512), and the bank charges for it (627).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days, positions
from cashkit.sample.journals.postings import Line, post, rows, together
from cashkit.sample.journals.routing import BILLS, CUSTOMERS
from cashkit.sample.journals.settled import BANK, FACTOR, FEES, both_sides, credit_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.journals.routing import Routed

    Whole = NDArray[np.int64]

BANK_INTEREST = "661600"
DISCOUNT_RATE = 0.055
_YEAR = 365
_RETURN_FEE = 1_250
_BILL_FEE = 1_800


def bill_lines(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the entries of bills accepted, discounted, and of what came back unpaid."""
    return together([_accepted(tables, routed), _discounted(tables, routed), _returned(tables, routed)])


def _accepted(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return one entry for the bills that a customer accepts on one day: 413 by bill, 411 by what it closes."""
    invoices, payments = tables["invoices"], tables["payments"]
    owed = invoices["kind"].eq("bill").to_numpy()
    own, items = invoices[owed], routed.items[owed]
    closing = payments["kind"].eq("bill")
    head = {"journal": "EF", "text": "LCR acceptée"}
    customers = credit_lines(tables, routed, closing, head)
    bills = rows(
        **head, entry=np.zeros(len(own)), day=days(own, "posted_on"), document=days(own, "issue_date"),
        ref=own["invoice_id"].to_numpy(), account=BILLS, party=own["customer_id"].to_numpy(),
        cents=items["cents"].to_numpy(), group=items["own"].to_numpy(), lettered=items["own_day"].to_numpy(),
    )  # fmt: skip
    made = pd.concat([bills, customers], ignore_index=True)
    made["entry"] = made.groupby(["party", "day"], sort=False).ngroup()
    made["ref"] = made.groupby("entry")["ref"].transform("first")
    made["document"] = made["day"]
    return made.sort_values("entry", kind="stable", ignore_index=True)


def _discounted(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the bills sold to the bank: it keeps the interest up to their term."""
    payments = tables["payments"]
    chosen = payments["kind"].eq("transfer") & payments["method"].eq("bill")
    own = payments[chosen]
    cents, day = cents_of(own, "amount"), days(own, "posted_on")
    interest = np.rint(cents * DISCOUNT_RATE * np.maximum(_term(tables, routed, chosen) - day, 0) / _YEAR)
    head = {
        "journal": "EF",
        "text": "Escompte LCR",
        "entry": np.arange(len(own)),
        "day": day,
        "ref": own["payment_id"].to_numpy(),
    }
    sides = [rows(**head, account=BANK, cents=cents - interest), rows(**head, account=BANK_INTEREST, cents=interest)]
    customers = credit_lines(tables, routed, chosen, {"journal": "EF", "text": "Escompte LCR"})
    return both_sides(customers, pd.concat(sides, ignore_index=True))


def _term(tables: Mapping[str, pd.DataFrame], routed: Routed, chosen: pd.Series) -> Whole:
    """Return the latest term of the bills that each of some payments closes."""
    made = routed.made[routed.made["payment"] >= 0]
    last = np.zeros(len(tables["payments"]), np.int64)
    np.maximum.at(last, made["payment"].to_numpy(), days(tables["invoices"], "due_date")[made["item"]])
    return np.asarray(last[chosen.to_numpy()], np.int64)


def _returned(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return what is owed again: the bank takes the money back, the factor a claim that it was sold."""
    invoices = tables["invoices"]
    kept = invoices["kind"].isin(["reject", "other"]).to_numpy() & (routed.items["cents"] > 0).to_numpy()
    own, items = invoices[kept], routed.items[kept]
    sold = own["financed"].eq("factor").to_numpy()
    bill = own["invoice_id"].isin(_bills_back(tables)).to_numpy()
    fee = np.where(sold, 0, np.where(bill, _BILL_FEE, _RETURN_FEE))
    other = np.where(sold, FACTOR, BANK)
    text = np.select([sold, bill], ["Reprise factor", "LCR impayée"], "Impayé")
    lines = [
        Line(CUSTOMERS, items["cents"], own["customer_id"], items["own"], items["own_day"]),
        Line(FEES, fee),
        Line(other, -items["cents"].to_numpy() - fee),
    ]
    return post("BQ", days(own, "posted_on"), ref=own["invoice_id"], text=text, lines=lines)


def _bills_back(tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Return the ids of the rows that stand for bills returned: same customer, day and amount as the payment."""
    invoices, payments = tables["invoices"], tables["payments"]
    back = payments[payments["returned_on"].notna() & payments["method"].eq("bill")]
    key = back["customer_id"].astype(str) + back["returned_on"].astype(str) + back["amount"].astype(str)
    again = invoices["customer_id"].astype(str) + invoices["posted_on"].astype(str) + invoices["amount"].astype(str)
    return invoices["invoice_id"][positions(again, key.reset_index(drop=True)) >= 0]
