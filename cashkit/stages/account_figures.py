"""The figures of stage 3: how complete the forms are, who signed, who can be debited, what sleeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros
from cashkit.stages.account_faults import TO_DEBIT
from cashkit.stages.inform_figures import share_of

if TYPE_CHECKING:
    from cashkit.stages.customer_accounts import CustomerAccounts


def figures(accounts: CustomerAccounts) -> tuple[Figure, ...]:
    """Return the figures of stage 3, as far as the customer file has their columns."""
    return (*_form(accounts), *_signed(accounts), *_debited(accounts), *_doubles(accounts), *_dormant(accounts))


def _form(accounts: CustomerAccounts) -> list[Figure]:
    share = accounts.form.by_weight
    return [Figure("form_complete", share, "rate", reason="" if share is not None else "nothing_bought")]


def _signed(accounts: CustomerAccounts) -> list[Figure]:
    if not accounts.has("terms_signed"):
        return []
    firms = (accounts.book.file.kind == "company") & accounts.book.file.active
    signed = accounts.book.file.columns.flags("terms_signed")
    share = share_of(signed, firms, np.maximum(accounts.book.bought, 0))
    return [Figure("signed_share_of_sales", share, "rate", reason="" if share is not None else "nothing_bought")]


def _debited(accounts: CustomerAccounts) -> list[Figure]:
    """Return how many of the customers who are debited have what a debit needs."""
    if not accounts.has("payment_method", *TO_DEBIT) or not accounts.debited.any():
        return []
    given = accounts.book.file.columns.given
    ready = accounts.debited & np.logical_and.reduce([given(field) for field in TO_DEBIT])
    basis = {"customers_debited": int(accounts.debited.sum())}
    return [Figure("debit_ready", float(ready.sum() / accounts.debited.sum()), "rate", inputs=basis)]


def _doubles(accounts: CustomerAccounts) -> list[Figure]:
    if not (accounts.has("siret") or accounts.has("iban") or accounts.has("postcode", "siren")):
        return []
    return [Figure("doubles_found", int(accounts.doubles["later"].nunique()), "count")]


def _dormant(accounts: CustomerAccounts) -> list[Figure]:
    if not accounts.has("opened_on", "credit_limit"):
        return []
    asleep = accounts.dormant
    limits = accounts.book.file.columns.cents("credit_limit")
    basis = {"accounts_dormant": int(asleep.sum())}
    return [Figure("dormant_limits", euros(int(limits[asleep].sum())), "eur", inputs=basis)]
