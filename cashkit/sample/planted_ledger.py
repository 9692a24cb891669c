"""What is wrong in the sample's ledger, case by case: the true cases of stage 9, and what only looks like one.

Found from the entries of the last year and the tables, by rules of its own: no stage is asked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import DateLike, as_date, day_number
from cashkit.sample.booked import book, cents_of, days, said, told
from cashkit.sample.delivered import invoice_rows
from cashkit.sample.journals.taxed import shares
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

STAGE = "impact"
COLUMNS = ("stage", "code", "key", "near_miss", "note")
_OLD, _LEGAL, _FORGOTTEN, _MARGIN = 180, 5, 30, 1.01
_BLANK = ("", "-")
_PUBLIC = ("public", "hospital")


@dataclass(frozen=True, eq=False)
class Books:
    """The entries and tables, and the day on which they are looked at."""

    entries: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    day: int

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The lines up to the day: account, party, cents, day, entry, ref."""
        own = self.entries
        made = pd.DataFrame({
            "account": own["account"].astype("str"), "party": told(own, "customer_id"), "entry": told(own, "entry_id"),
            "cents": cents_of(own, "debit") - cents_of(own, "credit"), "day": days(own, "posting_date"),
            "ref": told(own, "document_ref"),
        })  # fmt: skip
        return made[made["day"] <= self.day]

    @cached_property
    def owed(self) -> pd.DataFrame:
        """What is open of each invoice: customer_id, cents, without VAT, issued, doubtful, due, retained."""
        invoices = self.tables["invoices"]
        cents = np.maximum(book(self.tables["customers"], self.tables).left(_date(self.day)), 0)
        net = np.rint(cents * (1 - shares(invoices, self.tables["customers"])))
        return pd.DataFrame({
            "customer_id": invoices["customer_id"], "cents": cents, "net": net, "issued": days(invoices, "issue_date"),
            "due": days(invoices, "due_date"), "doubtful": said(invoices, "doubtful"),
        })[cents > 0]  # fmt: skip

    def balance(self, *prefixes: str) -> pd.Series:
        """Return the balance of each customer on some accounts, debits above zero."""
        own = self.lines[self.lines["account"].str.startswith(prefixes) & (self.lines["party"] != "")]
        sums = own.groupby("party")["cents"].sum()
        return sums[sums != 0]

    @property
    def customers(self) -> pd.DataFrame:
        """The customers by their code."""
        return self.tables["customers"].set_index("customer_id")


def planted(entries: pd.DataFrame, tables: Mapping[str, pd.DataFrame], as_of: DateLike) -> pd.DataFrame:
    """Return one row a case of stage 9, true or only looking so."""
    books = Books(entries, tables, day_number(as_date(as_of)))
    true = {
        "doubtful_not_transferred": _not_transferred(books), "allowance_missing": _missing(books),
        "allowance_with_vat": _with_vat(books), "allowance_not_reversed": _not_reversed(books),
        "vat_to_recover": _vat_left(books), "insured_loss_not_claimed": _not_claimed(books),
        "write_off_without_trace": _untraced(books), "accrual_missing": _not_accrued(books),
    }  # fmt: skip
    rows = [(STAGE, code, key, False, "") for code, keys in true.items() for key in sorted(keys)]
    rows += [(STAGE, code, key, True, note) for code, note, keys in _near_misses(books) for key in sorted(keys)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _date(day: int) -> dt.date:
    return dt.date.fromordinal(dt.date(1970, 1, 1).toordinal() + day)


def _judged(books: Books) -> pd.Series:
    customers = books.tables["customers"]
    judged = pd.Series(days(customers, "judgment_on"), customers["customer_id"])
    return judged[judged <= books.day]


def _not_transferred(books: Books) -> set[str]:
    judged = _judged(books)
    reminders = books.tables["reminders"]
    legal = reminders[(reminders["level"] == _LEGAL) & (days(reminders, "sent_on") < books.day - _OLD)]["customer_id"]
    own = books.owed[~books.owed["doubtful"]]
    day = own["customer_id"].map(judged)
    caught = np.where(day.notna(), own["issued"] < day.fillna(0), own["customer_id"].isin(legal))
    return set(own[caught]["customer_id"])


def _old_doubtful(books: Books) -> set[str]:
    """Return the customers with a debt moved to 416 long ago that is still there."""
    held = books.balance("416")
    own = books.lines[books.lines["account"].str.startswith("416") & (books.lines["cents"] > 0)]
    old = own[own["day"] < books.day - _OLD]["party"]
    return set(old) & set(held[held > 0].index)


def _missing(books: Books) -> set[str]:
    return _old_doubtful(books) - set(books.balance("491").index)


def _net_doubtful(books: Books) -> pd.Series:
    own = books.owed[books.owed["doubtful"]]
    return own.groupby("customer_id")["net"].sum()


def _with_vat(books: Books) -> set[str]:
    held, net = -books.balance("491"), _net_doubtful(books)
    known = held[held.index.isin(net.index)]
    return set(known[known > net.reindex(known.index) * _MARGIN].index)


def _not_reversed(books: Books) -> set[str]:
    held = -books.balance("491")
    return set(held[held > 0].index) - set(_net_doubtful(books).index)


def _losses(books: Books) -> pd.DataFrame:
    """Return the entries of losses: customer, and whether VAT was taken back in them."""
    lines = books.lines
    lost = lines[lines["account"].str.startswith("654")]["entry"]
    own = lines[lines["entry"].isin(lost)]
    customers = own[own["account"].str.startswith(("411", "413", "416")) & (own["cents"] < 0)]
    taken_back = own[own["account"].str.startswith("4457") & (own["cents"] > 0)]["entry"]
    moved = customers[~customers["account"].str.startswith("411")]["entry"]
    made = customers.drop_duplicates("entry")[["entry", "party", "ref"]]
    return made.assign(taken_back=made["entry"].isin(taken_back), straight=~made["entry"].isin(moved))


def _vat_left(books: Books) -> set[str]:
    liquidated = books.customers.index[books.customers["insolvency"].fillna("") == "liquidation"]
    losses = _losses(books)
    return set(losses[losses["party"].isin(liquidated) & ~losses["taken_back"]]["party"])


def _not_claimed(books: Books) -> set[str]:
    insured = books.customers.index[cents_of(books.customers, "insured_limit") > 0]
    paid = set(books.balance("791", "7587").index)
    return (set(_losses(books)["party"]) & set(insured)) - paid


def _untraced(books: Books) -> set[str]:
    losses = _losses(books)
    return set(losses[losses["straight"] & losses["ref"].str.strip().isin(_BLANK)]["entry"])


def _waiting(books: Books) -> pd.DataFrame:
    """Return the deliveries that no invoice charges yet: delivery_id, day, accrued."""
    deliveries, invoices = books.tables["deliveries"], books.tables["invoices"]
    row = invoice_rows(deliveries, invoices)
    posted = np.where(row >= 0, days(invoices, "posted_on")[row], NEVER)
    free = told(deliveries, "kind").eq("free").to_numpy()
    day = days(deliveries, "delivered_on")
    accrued = books.lines[
        books.lines["account"].str.startswith("418") & (books.lines["cents"] > 0) & (books.lines["day"] == books.day)
    ]["ref"]
    made = pd.DataFrame(
        {"delivery_id": deliveries["delivery_id"], "day": day, "accrued": deliveries["delivery_id"].isin(accrued)}
    )
    return made[(day <= books.day) & (posted > books.day) & ~free]


def _not_accrued(books: Books) -> set[str]:
    waiting = _waiting(books)
    return set(waiting[~waiting["accrued"]]["delivery_id"])


def _near_misses(books: Books) -> list[tuple[str, str, set[str]]]:
    """Return what looks like a fault and is none: code, why, keys."""
    kinds = books.customers["kind"].fillna("company")
    owed = books.owed[~books.owed["doubtful"] & (books.owed["due"] < books.day - _OLD)]
    public = set(owed["customer_id"]) & set(kinds.index[kinds.isin(_PUBLIC)])
    insured = set(books.customers.index[cents_of(books.customers, "insured_limit") > 0])
    covered = set(_net_doubtful(books).index) & insured & set(books.balance("491").index)
    reversed_ = {party for party in books.balance("781740").index if party in set(_losses(books)["party"])}
    waiting = _waiting(books)
    return [
        ("allowance_missing", "public_late", public),
        ("allowance_missing", "covered", covered),
        ("allowance_missing", "retention_not_due", _retained(books)),
        ("allowance_not_reversed", "reversed_with_loss", reversed_),
        ("accrual_missing", "accrued", set(waiting[waiting["accrued"]]["delivery_id"])),
    ]


def _retained(books: Books) -> set[str]:
    """Return the customers with a retention of the year before that is not due yet."""
    invoices = books.tables["invoices"]
    kept = (
        (cents_of(invoices, "retention_amount") > 0)
        & (days(invoices, "retention_due") > books.day)
        & (days(invoices, "retention_due") < NEVER)
    )
    own = invoices.loc[kept & (days(invoices, "issue_date") < books.day - _OLD), "customer_id"]
    return set(own) & set(books.owed["customer_id"])
