"""What stands beside the report for other programs: findings as JSON, tables as CSV.

CSV is for the spreadsheet of the reader's country: `;` and a decimal comma in French, `,` and a
point in English, UTF-8 with its mark. A text that a spreadsheet would run as a formula gets an
apostrophe before it; numbers stay numbers.

>>> cell("=1+1", "fr"), cell(-1234.5, "fr"), cell(-1234.5, "en"), cell(True, "fr")
("'=1+1", '-1234,5', '-1234.5', 'oui')
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cashkit.dossier.dossier import Dossier
from cashkit.dossier.findings import DataFinding, Finding, NotAssessed
from cashkit.ground import language, money
from cashkit.publish.files import ALL_FINDINGS, FINDINGS, table_file
from cashkit.publish.report import ReportContext
from cashkit.stages.finding_lines import FindingLine
from cashkit.stages.review import Review
from cashkit.views.cells import printable
from cashkit.views.tables import heading

_FINDING = [
    "stage", "kind", "amount_at_stake", "customer_id", "name", "since", "message", "who", "due_by", "action",
    "severity", "code",
]  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_AMOUNTS = ("days", "rate", "ratio", "count")
_DIALECT = {"fr": (";", ","), "en": (",", ".")}


def write(folder: Path, context: ReportContext, dossier: Dossier) -> None:
    """Write the findings and every table of the reviews into a folder."""
    text = json.dumps(findings(context, dossier), ensure_ascii=False, indent=1)
    (folder / FINDINGS).write_text(text + "\n", encoding="utf-8", newline="\n")
    data = dossier.data_findings
    if data:
        write_csv(folder / table_file("data_findings"), _data_frame(data, context.lang), context.lang)
    write_csv(folder / table_file(ALL_FINDINGS), _findings_frame(context), context.lang)
    for stage, review in context.reviews.items():
        for key, frame in review.tables.items():
            write_csv(folder / table_file(f"{stage}-{key}"), frame, context.lang)


def findings(context: ReportContext, dossier: Dossier) -> dict[str, Any]:
    """Return everything that was found, amounts as text with two decimals, messages in the report's language."""
    return {
        "company": context.name,
        "siren": context.siren,
        "closing_date": context.closing_date.isoformat(),
        "as_of": context.as_of.isoformat(),
        "lang": context.lang,
        "currency": context.currency,
        "at_stake": {stake.kind: str(stake.total) for stake in context.summary.stakes},
        "verdicts": [{"stage": row.stage, "verdict": row.verdict, "fact": row.fact} for row in context.summary.stages],
        "findings": _each(context, lambda review: review.finding_records, _finding),
        "not_assessed": _each(context, lambda review: review.missing, _missing),
        "data_findings": [_data_finding(one, context.lang) for one in dossier.data_findings],
        "lost": dict(context.lost),
    }


def _each(
    context: ReportContext, records: Callable[[Review], Iterable[Any]], told: Callable[[Any, str], dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {"stage": stage} | told(one, context.lang)
        for stage, review in context.reviews.items()
        for one in records(review)
    ]


def _finding(one: Finding, lang: str) -> dict[str, Any]:
    names = ("code", "severity", "table", "key", "customer_id", "kind", "amount_at_stake", "items", "params", "source")
    return _fields(one, names) | {"message": one.message(lang), "action": one.action(lang)}


def _data_finding(one: DataFinding, lang: str) -> dict[str, Any]:
    names = ("code", "severity", "file", "line", "field", "value", "params", "count")
    return _fields(one, names) | {"message": one.message(lang), "action": one.action(lang)}


def _missing(one: NotAssessed, lang: str) -> dict[str, Any]:
    return _fields(one, ("point", "table", "columns", "gain")) | {"message": one.message(lang)}


def _fields(record: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: plain(getattr(record, name)) for name in names}


def plain(value: Any) -> Any:  # noqa: ANN401  (what JSON holds)
    """Return a value as plain JSON: amounts as text, days as ISO text, what is missing as null."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if value is None or (isinstance(value, float | Decimal) and value != value) or value is pd.NaT:  # noqa: PLR0124
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else str(value)


def write_csv(path: Path, frame: pd.DataFrame, lang: str) -> None:
    """Write a table as CSV, its headings in the language."""
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    flat = frame.reset_index(named) if named else frame
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = [_column(flat.iloc[:, n], lang) for n in range(flat.shape[1])]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=_DIALECT[lang][0], lineterminator="\r\n")
        writer.writerow([cell(heading(str(name), lang), lang) for name in flat.columns])
        writer.writerows(zip(*columns, strict=True))


def _column(column: pd.Series, lang: str) -> list[str]:
    """Write a column; floats that are all whole cents are amounts, with two decimals."""
    unit = language.table("columns").get(str(column.name), {}).get("unit")
    if pd.api.types.is_float_dtype(column) and unit not in _NOT_AMOUNTS:
        values = column.to_numpy(dtype=float, na_value=np.nan)
        known = np.isfinite(values)
        if not money.whole_cents(values[known])[1].any():
            exact = [Decimal(f"{value:.2f}") if told else None for value, told in zip(values, known, strict=True)]
            return [cell(value, lang) for value in exact]
    return [cell(value, lang) for value in column.tolist()]


def cell(value: object, lang: str) -> str:
    """Return a value as a cell of CSV in a language."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return language.say("report.yes" if value else "report.no", lang)
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, int | float | Decimal):
        return _number(value).replace(".", _DIALECT[lang][1])
    if isinstance(value, datetime):
        return value.date().isoformat() if value == datetime.combine(value.date(), datetime.min.time()) else str(value)
    text = value.isoformat() if isinstance(value, date) else printable(value, lines=True)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _number(value: float | Decimal) -> str:
    if value != value:  # noqa: PLR0124  (what is no number is an empty cell)
        return ""
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


def _findings_frame(context: ReportContext) -> pd.DataFrame:
    """Return all findings, kind by kind, the dearest first, in words: the parts of their lines."""
    lines = [
        FindingLine(stage, one, context.as_of) for stake in context.summary.stakes for stage, one in stake.findings
    ]
    return pd.DataFrame([_parts(line, context.lang) for line in lines], columns=_FINDING)


def _parts(line: FindingLine, lang: str) -> dict[str, object]:
    one = line.finding
    return {
        "stage": language.say(f"report.stage_{line.stage}", lang),
        "kind": language.say(f"views.kind.{one.kind}", lang),
        "amount_at_stake": float(one.amount_at_stake),
        "customer_id": one.customer_id,
        "name": one.params.get("name"),
        "since": line.since,
        "message": one.message(lang),
        "who": language.say(f"views.who.{line.owner}", lang) if line.owner else None,
        "due_by": line.due_by,
        "action": one.action(lang),
        "severity": language.say(f"views.severity.{one.severity}", lang),
        "code": one.code,
    }


def _data_frame(found: Iterable[DataFinding], lang: str) -> pd.DataFrame:
    names = ["code", "severity", "file", "line", "field", "value", "count"]
    rows = [(*(getattr(one, name) for name in names), one.message(lang), one.action(lang)) for one in found]
    return pd.DataFrame(rows, columns=[*names, "message", "action"]).astype({"line": "Int64"})
