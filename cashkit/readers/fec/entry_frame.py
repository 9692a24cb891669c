"""The `entries` table of a FEC: its lines, typed, text columns as categories."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cashkit.dossier.bookkept import as_dates
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.lines import Coded, Lines


def entry_frame(lines: Lines, entries: Entries) -> pd.DataFrame:
    """Return one row a line: amounts in euros, dates, text as categories."""
    columns = {
        "journal_code": _text(lines.journal_code), "journal_label": _text(lines.journal_label),
        "entry_id": pd.Categorical.from_codes(*_distinct(entries)),
        "posting_date": as_dates(lines.posting_day),
        "account": _text(lines.account), "account_label": _text(lines.account_label),
        "customer_id": _text(lines.party), "party_name": _text(lines.party_name),
        "document_ref": _text(lines.document_ref),
        "document_date": as_dates(lines.document_day), "line_text": _text(lines.line_text),
        "debit": lines.debit / 100, "credit": lines.credit / 100, "lettering": _text(lines.lettering),
        "lettering_date": as_dates(lines.lettering_day), "validation_date": as_dates(lines.validation_day),
        "line": lines.line_no,
    }  # fmt: skip
    return pd.DataFrame(columns)


def _text(column: Coded) -> pd.Categorical:
    return pd.Categorical.from_codes(column.codes, pd.Index(column.values))


def _distinct(entries: Entries) -> tuple[NDArray[np.intp], pd.Index]:
    labels, codes = np.unique(entries.labels.astype(str), return_inverse=True)
    return codes[entries.entry], pd.Index(labels.astype(object))
