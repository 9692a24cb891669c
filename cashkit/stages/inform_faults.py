"""Faults of stage 1: customers wrongly identified, gone, insolvent, without equity, or with published liens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import columns_of
from cashkit.ground.calendar import from_day
from cashkit.ground.identifiers import is_siren, is_vat_number_of, vat_number
from cashkit.ground.money import euros
from cashkit.measures.completeness import PERSONS, in_europe
from cashkit.stages.fault import Fault
from cashkit.stages.inform_readings import procedure_key
from cashkit.stages.losses import dearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.stages.inform_readings import Customers

    Bool = NDArray[np.bool_]

_SIREN_INVALID = Fault("siren_invalid", "customers", "loss")
_SIREN_MISSING = Fault("siren_missing", "customers", "loss")
_VAT_MISMATCH = Fault("vat_id_mismatch", "customers", "exposure", "CGI, art. 286 ter")
_EU_VAT = Fault("eu_vat_id_invalid", "customers", "exposure", "CGI, art. 262 ter I")
_CEASED = Fault("customer_ceased", "customers", "loss")
_INSOLVENT = Fault("insolvency_unnoticed", "customers", "loss", "C. com. L622-24, L624-9")
_NO_EQUITY = Fault("negative_equity", "customers", "loss", "C. com. L223-42, L225-248")
_LIEN = Fault("social_lien_published", "customers", "loss", "CSS L243-5, CGI 1929 quater")
_VAT_RATE = 0.20
_FRENCH_VAT = r"FR[0-9]{11}"
CREDITORS = {"urssaf": "URSSAF", "treasury": "DGFiP"}


def faults(known: Customers) -> tuple[Finding, ...]:
    """Return the faults of stage 1: identity first, then public events, then accounts."""
    looked_at = (
        _sirens_invalid,
        _sirens_missing,
        _vat_mismatches,
        _eu_vat_invalid,
        _ceased,
        _insolvencies,
        _liens,
        _negative_equities,
    )
    return tuple(found for look in looked_at for found in dearest(look(known)))


def _rows(mask: Bool) -> list[int]:
    return [int(row) for row in np.flatnonzero(mask)]


def must_have_siren(known: Customers) -> Bool:
    """Return who has a SIREN if it exists: in France, neither a private person nor counter sales."""
    file = known.book.file
    return np.asarray(file.french & ~np.isin(file.kind, PERSONS), bool)


def siren_state(known: Customers) -> tuple[Bool, Bool]:
    """Return whose SIREN is given, and whose is a true one."""
    given = known.book.file.columns.given("siren")
    true = np.array([is_siren(text) for text in known.book.file.columns.ids("siren")], bool)
    return given, true


def _sirens_invalid(known: Customers) -> Iterator[Finding]:
    given, true = siren_state(known)
    written, owed = known.book.file.columns.ids("siren"), known.book.owed
    for row in _rows(must_have_siren(known) & given & ~true):
        yield known.book.finding(_SIREN_INVALID, row, owed[row], {"siren": str(written[row])})


def _sirens_missing(known: Customers) -> Iterator[Finding]:
    file = known.book.file
    if "siren" not in file.columns.frame.columns:
        return
    given, _ = siren_state(known)
    for row in _rows(must_have_siren(known) & file.active & file.on_credit & ~given):
        yield known.book.finding(_SIREN_MISSING, row, known.book.owed[row], {})


def _vat_mismatches(known: Customers) -> Iterator[Finding]:
    """Tell the keys that do not follow from the SIREN; a key with letters cannot be checked."""
    file = known.book.file
    number = pd.Series(file.columns.ids("vat_number")).str.replace(r"[\s.\-]", "", regex=True).str.upper()
    checked = file.french & siren_state(known)[1] & number.str.fullmatch(_FRENCH_VAT).to_numpy(bool)
    for row in _rows(checked):
        siren = known.book.sirens[row]
        if number[row] != vat_number(siren):
            params = {"vat": number[row], "siren": siren, "expected": vat_number(siren)}
            yield known.book.finding(_VAT_MISMATCH, row, known.book.owed[row], params)


def _eu_vat_invalid(known: Customers) -> Iterator[Finding]:
    """Tell the exempt sales to a firm of the Union whose number has not the structure of its country."""
    file, exempt = known.book.file, _exempt_sales(known)
    country, number = file.columns.words("country"), file.columns.ids("vat_number")
    for row in _rows(in_europe(file) & (exempt > 0)):
        if not is_vat_number_of(country[row], number[row]):
            stake = round(int(exempt[row]) * _VAT_RATE)
            params = {"name": str(file.names[row]), "vat": str(number[row]) or "–", "country": country[row].upper()}
            told = params | {"exempt": euros(int(exempt[row]))}
            yield _EU_VAT.finding(file.ids[row], file.ids[row], [("customers", str(file.ids[row]), stake)], told)


def _exempt_sales(known: Customers) -> NDArray[np.int64]:
    """Return what each customer was invoiced without VAT over the twelve months, in cents."""
    book, invoices = known.book, columns_of(known.book.dossier, "invoices")
    if invoices is None or not invoices.has("vat"):
        return np.zeros(len(book.file), np.int64)
    issued = invoices.days("issue_date")
    kept = (issued > book.months_ago(12)) & (issued <= book.until) & (invoices.words("kind") == "invoice")
    kept &= invoices.given("vat") & (invoices.cents("vat") == 0)
    sums = pd.Series(invoices.cents("amount")[kept]).groupby(invoices.ids("customer_id")[kept]).sum()
    return book.file.of(sums)


def _ceased(known: Customers) -> Iterator[Finding]:
    book = known.book
    gone, invoices = book.file.by("ceased_on", book.until), columns_of(book.dossier, "invoices")
    if invoices is None or not gone.any():
        return
    ids = np.where(invoices.words("kind") == "invoice", invoices.ids("customer_id"), "")
    last, count = book.after(ids, invoices.days("issue_date"), book.file.days("ceased_on"))
    for row in _rows(gone & (count > 0)):
        params = {"ceased": book.day("ceased_on", row), "n": int(count[row]), "last": from_day(int(last[row]))}
        yield book.finding(_CEASED, row, book.owed[row], params)


def _insolvencies(known: Customers) -> Iterator[Finding]:
    book, procedures = known.book, known.book.file.columns.words("insolvency")
    for row in _rows(book.file.by("judgment_on", book.until) & book.file.active):
        params = {"procedure": procedure_key(str(procedures[row])), "judgment": book.day("judgment_on", row)}
        yield book.finding(_INSOLVENT, row, book.owed[row], params)


def _liens(known: Customers) -> Iterator[Finding]:
    book, file = known.book, known.book.file
    creditors, amounts = file.columns.words("lien_creditor"), file.columns.cents("lien_amount")
    for row in _rows(file.by("lien_on", book.until) & ~file.by("lien_cleared_on", book.until)):
        creditor = CREDITORS.get(creditors[row], creditors[row] or "–")
        params = {"creditor": creditor, "lien": euros(int(amounts[row])), "since": book.day("lien_on", row)}
        yield book.finding(_LIEN, row, book.owed[row], params)


def _negative_equities(known: Customers) -> Iterator[Finding]:
    """Tell the firms whose losses, two years running, have used up their equity; what is insured is not at stake."""
    book = known.book
    insured = book.file.columns.cents("insured_limit")
    for row in _rows(book.file.kind == "company"):
        latest = known.accounts(row)
        if latest is None or latest.previous is None:
            continue
        equity, result, before = latest.value("DL"), latest.value("HN"), latest.previous.value("HN")
        if equity is None or result is None or before is None or max(equity, result, before) >= 0:
            continue
        params = {"equity": equity, "closing": latest.closing_date, "loss": -result, "before": -before}
        yield book.finding(_NO_EQUITY, row, max(0, int(book.owed[row]) - int(insured[row])), params)
