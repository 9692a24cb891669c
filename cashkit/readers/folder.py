"""The folder form of a dossier: `dossier.toml` and one file a table (Parquet or CSV).

`dossier.toml` holds name, siren, closing_date, currency; the CSV files are UTF-8 with commas,
dates as ISO text, amounts with a decimal point.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.dossier.due_rules import DueRules
from cashkit.dossier.tables import TABLES, kinds
from cashkit.ground.errors import SourceError
from cashkit.ground.whole_file import whole_file
from cashkit.law.payment_terms import parse_terms

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.dossier.dossier import Dossier

_ABOUT = "dossier.toml"


def read_folder(
    folder: Path, *, terms: str | DueRules = "30", lang: str | None = None, name: str | None = None
) -> Dossier:
    """Return the dossier that a folder holds."""
    from cashkit.dossier.dossier import Dossier  # noqa: PLC0415  (floor 2, loaded with its tables)

    about = about_of(folder)
    tables = {table: table_of(path, table) for table in TABLES for path in table_files(folder, table)}
    return Dossier.of(
        name=name or _text(about, "name") or folder.name,
        siren=_text(about, "siren"),
        closing_date=about.get("closing_date"),
        currency=_text(about, "currency") or "EUR",
        terms=_ruled(_text(about, "terms"), terms),
        lang=lang,
        **tables,
    )


def _ruled(own: str | None, asked: str | DueRules) -> str | DueRules:
    """Return the terms of the folder where it tells some, else those asked for; a file of terms comes before both."""
    if own is None or (isinstance(asked, DueRules) and asked.agreed_file):
        return asked
    return replace(asked, default=parse_terms(own)) if isinstance(asked, DueRules) else own


def about_of(folder: Path) -> dict[str, object]:
    """Return what `dossier.toml` says of the company."""
    path = folder / _ABOUT
    if not path.is_file():
        raise SourceError("readers.no_dossier_file", file=str(folder))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError("readers.bad_dossier_file", file=str(folder), reason=str(error)) from None


def _text(about: dict[str, object], key: str) -> str | None:
    value = about.get(key)
    return None if value in (None, "") else str(value)


def table_files(folder: Path, table: str) -> list[Path]:
    """Return the file of a table, if it is there."""
    return [path for path in (folder / f"{table}.parquet", folder / f"{table}.csv") if path.is_file()][:1]


def table_of(path: Path, table: str) -> pd.DataFrame:
    """Return the table of a file."""
    import pandas as pd  # noqa: PLC0415  (loaded when a table is read)

    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        text = {name: "str" for name, kind in kinds(table).items() if kind in {"id", "text", "date"}}
        return pd.read_csv(path, dtype=text, encoding="utf-8-sig")
    except (ValueError, OSError) as error:
        raise SourceError("readers.bad_table_file", file=path.name, reason=str(error).splitlines()[0]) from None


def save_dossier(dossier: Dossier, folder: str | Path, *, form: str = "parquet") -> Path:
    """Write a dossier as a folder (`form` parquet or csv), each file whole or not at all; return the folder."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for table in dossier.frames:
        frame = dossier.table(table)
        if frame is not None:
            _write(target / f"{table}.{form}", frame, form)
    lines = [
        f"name = {_quoted(dossier.name)}",
        f"closing_date = {_quoted(dossier.closing_date.isoformat())}",
        f"currency = {_quoted(dossier.currency)}",
    ]
    if dossier.siren:
        lines.append(f"siren = {_quoted(dossier.siren)}")
    whole_file(target / _ABOUT, lambda path: path.write_text("\n".join(lines) + "\n", encoding="utf-8"))
    return target


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=True)  # a JSON string is a TOML basic string


def _write(path: Path, frame: pd.DataFrame, form: str) -> None:
    if form == "parquet":
        whole_file(path, lambda temporary: frame.to_parquet(temporary, index=False))
    else:
        whole_file(
            path, lambda temporary: frame.to_csv(temporary, index=False, date_format="%Y-%m-%d", lineterminator="\n")
        )
