"""The FEC of one year as a file: the 18 columns of the law, tabs, ISO dates without dashes, decimal commas.

>>> import pandas as pd
>>> line = {"journal_code": "VE", "journal_label": "Ventes", "entry_id": "VE/VE1",
...     "posting_date": pd.Timestamp("2025-01-31"), "account": "411000", "account_label": "Clients",
...     "customer_id": "C1", "party_name": "A", "document_ref": "F1",
...     "document_date": pd.Timestamp("2025-01-31"), "line_text": "Facture", "debit": 1234.5, "credit": 0.0,
...     "lettering": "", "lettering_date": pd.NaT, "validation_date": pd.Timestamp("2025-01-31")}
>>> fec_bytes(pd.DataFrame([line])).decode().splitlines()[1].split("\\t")[2:13:5]
['VE1', 'A', '0,00']

Source: art. A47 A-1 LPF, VII.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from cashkit.ground.money import whole_cents

if TYPE_CHECKING:
    import pandas as pd

HEADINGS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
_COLUMNS = (
    "journal_code", "journal_label", "entry_id", "posting_date", "account", "account_label", "customer_id",
    "party_name", "document_ref", "document_date", "line_text", "debit", "credit", "lettering", "lettering_date",
    "validation_date",
)  # fmt: skip
_CENTS = 100


def fec_name(siren: str, closing: str) -> str:
    """Return the name of a FEC: SIREN, FEC, closing date.

    >>> fec_name("999000011", "2025-12-31")
    '999000011FEC20251231.txt'
    """
    return f"{siren}FEC{closing.replace('-', '')}.txt"


def fec_bytes(entries: pd.DataFrame) -> bytes:
    """Return the file, in UTF-8."""
    number = entries["entry_id"].str.rpartition("/")[2]  # an entry is known by its journal and its number
    columns = [_text(number if name == "entry_id" else entries[name]) for name in _COLUMNS]
    nothing = pa.array([""] * len(entries), pa.string())
    lines = pc.binary_join_element_wise(*columns, nothing, nothing, "\t")
    text = "\n".join(["\t".join(HEADINGS), *lines.to_pylist(), ""])
    return text.encode()


def _text(values: pd.Series) -> pa.Array:
    if values.dtype.kind == "M":
        return _whole(pa.array(values.dt.strftime("%Y%m%d").fillna(""), pa.string()))
    if values.dtype.kind == "f":
        return _amounts(values)
    return _whole(pa.array(values.fillna(""), pa.string()))


def _whole(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _amounts(values: pd.Series) -> pa.Array:
    cents = pa.array(whole_cents(values)[0])
    euros = pc.divide(cents, _CENTS)
    rest = pc.subtract(cents, pc.multiply(euros, _CENTS)).cast(pa.string())
    return pc.binary_join_element_wise(euros.cast(pa.string()), pc.utf8_lpad(rest, 2, "0"), ",")
