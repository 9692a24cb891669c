"""The customer accounts of stage 3: their forms, their doubles, who signed, who sleeps, each looked at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of
from cashkit.ground.money import whole_cents
from cashkit.measures import doubles
from cashkit.measures.completeness import DEBITED, Completeness, completeness
from cashkit.stages.merged_customers import merged_customers
from cashkit.stages.portfolio import YEAR, Portfolio, portfolio

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Bool = NDArray[np.bool_]
    Int64 = NDArray[np.int64]

COLUMNS = ("siren", "siret", "address", "postcode", "email", "payment_terms", "payment_method", "iban", "terms_signed")
ASLEEP = 18
"""Months without an invoice after which an account is dormant."""
SIGNS = ("siret", "name", "iban")
CANCELLED = "cancelled"


@dataclass(frozen=True, eq=False)
class CustomerAccounts:
    """The portfolio, asked about its accounts."""

    book: Portfolio

    def has(self, *names: str) -> bool:
        """Return whether the customer file has some columns."""
        return set(names) <= set(self.book.file.columns.frame.columns)

    @cached_property
    def form(self) -> Completeness:
        """How complete the account forms are."""
        return completeness(self.book.file, weights=self.book.bought)

    @cached_property
    def doubles(self) -> pd.DataFrame:
        """The codes that double another: first and later (rows of the file), and the sign: siret, name or iban."""
        found = {
            "siret": doubles.same_siret(self.book.file),
            "name": doubles.same_name(self.book.file),
            "iban": doubles.same_iban(self.book.file),
        }
        return pd.concat([found[sign].assign(sign=sign) for sign in SIGNS], ignore_index=True)

    @cached_property
    def merged(self) -> pd.DataFrame:
        """The firms with several codes, each after its codes: see `merged_customers`."""
        return merged_customers(self)

    @cached_property
    def unsigned(self) -> Bool:
        """The active firms whose terms of sale are said not to be signed."""
        columns = self.book.file.columns
        said = columns.given("terms_signed") & ~columns.flags("terms_signed")
        return np.asarray(said & (self.book.file.kind == "company") & self.book.file.active, bool)

    @cached_property
    def debited(self) -> Bool:
        """The active customers whose account is debited."""
        method = self.book.file.columns.words("payment_method")
        return np.asarray((method == DEBITED) & self.book.file.active, bool)

    @cached_property
    def last_invoice(self) -> NDArray[np.int32]:
        """The day of the last invoice issued to each customer, NO_DAY where there is none."""
        invoices = columns_of(self.book.dossier, "invoices")
        if invoices is None:
            return np.full(len(self.book.file), NO_DAY, np.int32)
        ids = np.where(invoices.words("kind") == "invoice", invoices.ids("customer_id"), "")
        never = np.full(len(self.book.file), NO_DAY, np.int32)
        last, count = self.book.after(ids, invoices.days("issue_date"), never)
        return np.where(count > 0, last, NO_DAY).astype(np.int32)

    @cached_property
    def dormant(self) -> Bool:
        """The active customers, older than 18 months, without an invoice in 18 months and with a limit still open."""
        since, file = self.book.months_ago(ASLEEP), self.book.file
        old = file.by("opened_on", since - 1) & file.active & (file.columns.cents("credit_limit") > 0)
        return np.asarray(old & (self.last_invoice <= since), bool)

    @cached_property
    def balance(self) -> Int64:
        """What stands open on each account, credits below zero."""
        opened = self.book.opened
        cents = pd.Series(whole_cents(opened["open_amount"])[0])
        return self.book.file.of(cents.groupby(opened["customer_id"].astype(str).to_numpy(object)).sum())

    @cached_property
    def known_long_enough(self) -> bool:
        """Whether the invoices known reach back 18 months, so that an account without one since then is silent."""
        since = self.book.months_ago(ASLEEP)
        invoices = columns_of(self.book.dossier, "invoices")
        days = np.empty(0, np.int32) if invoices is None else invoices.days("issue_date")
        kinds = np.empty(0, object) if invoices is None else invoices.words("kind")
        return bool(((kinds == "invoice") & (days != NO_DAY) & (days <= since)).any())

    @cached_property
    def silent(self) -> Bool:
        """The accounts without an invoice in 18 months and with something still open, insolvent ones aside."""
        quiet = (self.last_invoice <= self.book.months_ago(ASLEEP)) & (self.balance != 0)
        return np.asarray(quiet & (self.book.file.status != "insolvency") & self.known_long_enough, bool)

    @cached_property
    def orders(self) -> pd.DataFrame:
        """The orders of the last twelve months that stand: order, customer, cents."""
        orders = columns_of(self.book.dossier, "orders")
        if orders is None:
            return pd.DataFrame(columns=["order", "customer", "cents"])
        days = orders.days("ordered_on")
        kept = (days > self.book.months_ago(YEAR)) & (days <= self.book.until) & (orders.words("status") != CANCELLED)
        ids, owners, cents = orders.ids("order_id"), orders.ids("customer_id"), orders.cents("amount")
        return pd.DataFrame({"order": ids[kept], "customer": owners[kept], "cents": cents[kept]})

    @cached_property
    def in_use(self) -> Bool:
        """The customers who were invoiced in the last twelve months, owe something, or have ordered."""
        recent = self.last_invoice > self.book.months_ago(YEAR)
        ordered = np.isin(self.book.file.ids.astype(str), self.orders["customer"].astype(str).unique())
        return np.asarray(recent | (self.book.owed > 0) | ordered, bool)


def accounts_of(dossier: Dossier, as_of: date) -> CustomerAccounts | None:
    """Return the customer accounts, None when the dossier says nothing of their form."""
    book = portfolio(dossier, as_of)
    if book is None or not set(COLUMNS) & set(book.file.columns.frame.columns):
        return None
    return CustomerAccounts(book)
