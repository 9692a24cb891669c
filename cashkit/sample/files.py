"""The folder of the sample company: its tables, its three FECs, what is planted in it, its data card, the envelope.

`dossier.toml` and one Parquet file a table make it a dossier; the FECs, `planted.csv` and `envelope/` stand beside
and no reader of dossiers opens them. Dates are days, blanks are nulls, a column without any value is left out.
The same company gives the same bytes with the same pyarrow, and the same contents with any.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from cashkit.dossier.tables import TABLES, kinds, required
from cashkit.sample import story
from cashkit.sample.data_card import data_card
from cashkit.sample.fec_writer import fec_bytes, fec_name

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.sample.company import Company

ABOUT, PLANTED, ENVELOPE, CARD = "dossier.toml", "planted.csv", "envelope/payments.csv", "README.md"
_TYPES = {"date": pa.timestamp("ms"), "money": pa.float64(), "number": pa.float64(), "flag": pa.bool_()}
_WHOLE = ("line", "level", "months")
_BLANK = "entries"
"""The table whose texts are blank and never null, as those of a FEC are."""


def write_company(company: Company, folder: str | Path) -> Path:
    """Write a company into a folder, each file whole or not at all; return the folder."""
    target = Path(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, content in files(company).items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_bytes(content)
        _put(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return target


def _put(made: Path, target: Path) -> None:
    """Move the files into place one by one, and take away what an earlier sample left there."""
    names = [path.relative_to(made) for path in sorted(made.rglob("*")) if path.is_file()]
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).chmod(0o644)
        (made / name).replace(target / name)
    for path in target.iterdir():
        if path.suffix in {".parquet", ".txt"} and path.relative_to(target) not in names:
            path.unlink()


def files(company: Company) -> dict[str, bytes]:
    """Return each file's name and content."""
    last = story.AS_OF.year
    tables = {**company.tables, "entries": company.entries[last]}
    made = {f"{name}.parquet": parquet(name, tables[name]) for name in TABLES if name in tables}
    for year, entries in company.entries.items():
        made[fec_name(company.siren, f"{year}-12-31")] = fec_bytes(entries)
    made[ABOUT] = _about(company).encode()
    made[PLANTED] = company.planted.to_csv(index=False, lineterminator="\n").encode()
    made[ENVELOPE] = company.envelope.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n").encode()
    columns = {name: columns_held(name, table) for name, table in tables.items() if name in TABLES}
    made[CARD] = data_card(company, columns, {name: len(tables[name]) for name in columns}).encode()
    return made


def _about(company: Company) -> str:
    told = {"name": company.name, "siren": company.siren, "closing_date": story.AS_OF.isoformat(), "currency": "EUR"}
    return "".join(f'{key} = "{value}"\n' for key, value in told.items())


def parquet(name: str, table: pd.DataFrame) -> bytes:
    """Return a table as Parquet: its declared columns in their order, without those that hold nothing."""
    held = columns_held(name, table)
    arrays = [_array((column, kinds(name)[column]), table[column], blank=name == _BLANK) for column in held]
    sink = pa.BufferOutputStream()
    pq.write_table(
        pa.table(arrays, names=held), sink, compression="zstd", compression_level=6, version="2.6",
        store_schema=False, row_group_size=1 << 20, write_statistics=False,
    )  # fmt: skip
    return bytes(sink.getvalue().to_pybytes())


def columns_held(name: str, table: pd.DataFrame) -> list[str]:
    """Return the declared columns of a table that it must have or that hold something, in their order."""
    needed = required(name)
    return [column for column in kinds(name) if column in table and (column in needed or _said(table[column]).any())]


def _said(values: pd.Series) -> pd.Series:
    known = values.notna()
    return known & values.astype("str").ne("") if values.dtype.kind not in "fMbi" else known


def _array(what: tuple[str, str], values: pd.Series, *, blank: bool) -> pa.Array:
    column, kind = what
    if kind in _TYPES:
        wanted = pa.int64() if column in _WHOLE else _TYPES[kind]
        plain = values.to_numpy(dtype="int64") if column in _WHOLE else values
        made = (
            pa.array(plain, from_pandas=True)
            if kind != "flag"
            else pa.array(values.astype("boolean").fillna(value=False))
        )
        return made.cast(wanted)
    text = values.astype("str")
    return pa.array(text if blank else text.where(_said(values)), pa.string(), from_pandas=True)
