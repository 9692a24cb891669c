"""The figures of stage 3: how complete the forms are, who signed, who can be debited, what sleeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros, whole_cents
from cashkit.stages.account_faults import TO_DEBIT
from cashkit.stages.inform_figures import share_of
from cashkit.stages.merged_customers import ONE_LINE

if TYPE_CHECKING:
    from cashkit.stages.customer_accounts import CustomerAccounts


def figures(accounts: CustomerAccounts) -> tuple[Figure, ...]:
    """Return the figures of stage 3, as far as the customer file has their columns."""
    asked = (_form, _signed, _debited, _doubles, _merged, _dormant, _silent)
    return tuple(figure for one in asked for figure in one(accounts))


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


def _merged(accounts: CustomerAccounts) -> list[Figure]:
    """Return what customers under several codes expose beyond the highest of their lines; sites of one firm aside."""
    if not (accounts.has("credit_limit") and (accounts.has("siret") or accounts.has("ship_to_of"))):
        return []
    firms = accounts.merged[accounts.merged["line_key"] == "total"]
    one_line = firms[firms["firm_link"].isin(ONE_LINE)]
    cents = int(whole_cents(one_line["beyond_limit"].fillna(0.0).to_numpy(float))[0].sum())
    return [Figure("merged_beyond_limit", euros(cents), "eur", inputs={"customers_merged": len(one_line)})]


def _silent(accounts: CustomerAccounts) -> list[Figure]:
    """Return what is owed on accounts without an invoice in 18 months."""
    if not accounts.known_long_enough:
        return [Figure("silent_balance", None, "eur", reason="history_short")]
    owed = accounts.balance[accounts.silent]
    basis = {"accounts_silent": int((owed > 0).sum())}
    return [Figure("silent_balance", euros(int(owed[owed > 0].sum())), "eur", inputs=basis)]
