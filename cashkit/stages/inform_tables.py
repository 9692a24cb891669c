"""The tables of stage 1 about the customers: identifiers, public events, the largest debtors read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.ground.identifiers import is_siret, vat_verdict
from cashkit.measures.completeness import completeness, whom_to_ask
from cashkit.stages.inform_faults import siren_state
from cashkit.stages.inform_liens import liens_table
from cashkit.stages.inform_readings import IDENTITY
from cashkit.stages.inform_scores import customer_score_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.stages.inform_readings import CustomerRead, Customers

LARGEST = 20
_READ = [
    "customer_id",
    "name",
    "open_amount",
    "weighted_lateness",
    "closing_date",
    "equity",
    "net_result",
    "verdict",
    "sentence",
]
_EVENTS = ["customer_id", "name", "event", "event_on", "event_amount", "open_amount", "status"]
_IDENTIFIERS = ["information", "asked", "missing", "invalid", "filled_by_weight"]


def tables(known: Customers) -> dict[str, pd.DataFrame]:
    """Return the tables of stage 1 about the customers, those without a row left out."""
    made = {"customers_read": _read(known), "public_events": _events(known), "identifiers": _identifiers(known)}
    made |= {"published_liens": liens_table(known), **customer_score_tables(known)}
    return {key: frame for key, frame in made.items() if len(frame)}


def _read(known: Customers) -> pd.DataFrame:
    """Return the largest debtors with the verdict on each and its reasons."""
    return pd.DataFrame([_reading(known, one) for one in known.readings[:LARGEST]], columns=_READ)


def _reading(known: Customers, one: CustomerRead) -> tuple[object, ...]:
    book, accounts = known.book, one.accounts
    equity, result = (accounts.value("DL"), accounts.value("HN")) if accounts else (None, None)
    return (
        book.file.ids[one.row],
        book.file.names[one.row],
        book.owed[one.row] / 100,
        book.days_late[one.row],
        pd.Timestamp(accounts.closing_date) if accounts else pd.NaT,
        np.nan if equity is None else float(equity),
        np.nan if result is None else float(result),
        one.verdict,
        one.sentence,
    )


def _events(known: Customers) -> pd.DataFrame:
    """Return what was published of customers, the most open first; noticed or not, cleared liens apart."""
    book, file = known.book, known.book.file
    until = book.until
    lien = file.by("lien_on", until) & ~file.by("lien_cleared_on", until)
    happened = {"judgment_on": file.by("judgment_on", until), "ceased_on": file.by("ceased_on", until), "lien_on": lien}
    rows = [(int(row), name) for name, mask in happened.items() for row in np.flatnonzero(mask)]
    amounts = file.columns.cents("lien_amount")
    made = [
        (
            file.ids[row],
            file.names[row],
            name,
            as_dates(file.days(name)[[row]])[0],
            amounts[row] / 100 if name == "lien_on" else np.nan,
            book.owed[row] / 100,
            file.status[row],
        )
        for row, name in rows
    ]
    return pd.DataFrame(made, columns=_EVENTS).sort_values(
        "open_amount", ascending=False, kind="stable", ignore_index=True
    )


def _identifiers(known: Customers) -> pd.DataFrame:
    """Return for each identifier how many customers must have it, lack it, or have a wrong one."""
    form = completeness(known.book.file, weights=known.book.bought).fields
    rows = form[form["field"].isin(IDENTITY)]
    wrong = _wrong(known)
    told = rows.assign(invalid=[wrong[field] for field in rows["field"]], information=rows["field"])
    return told[_IDENTIFIERS].reset_index(drop=True)


def _wrong(known: Customers) -> Mapping[str, int]:
    """Return how many given identifiers are wrong by their own digits, among those asked for."""
    file = known.book.file
    given, true = siren_state(known)
    wrong: dict[str, NDArray[np.bool_]] = {"siren": given & ~true}
    siret, vat = file.columns.ids("siret"), file.columns.ids("vat_number")
    wrong["siret"] = np.array([text != "" and not is_siret(text) for text in siret], bool)
    wrong["vat_number"] = np.array([text != "" and vat_verdict(text) == "invalid" for text in vat], bool)
    asked = whom_to_ask(file)
    return {field: int((mask & asked[field] & file.active).sum()) for field, mask in wrong.items() if field in asked}
