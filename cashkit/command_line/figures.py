"""`cashkit aging` and `cashkit dso`: figures as a table, CSV or JSON (amounts as text with two decimals)."""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.command_line.lines import harmless, plain
from cashkit.dossier.due_date_share import real_due_date_share
from cashkit.ground import formats, language
from cashkit.ground.calendar import as_date
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.dso import Dso, dso

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from cashkit.dossier.dossier import Dossier


def print_aging(dossier: Dossier, as_of: str, view: str, form: str) -> None:
    """Print the aged balance by customer, with its total."""
    frame = aged_balance(dossier, as_of=as_of, view=view)  # type: ignore[arg-type]  # the choices of the command
    names = ["customer_id", *frame.columns]
    rows = [{"customer_id": str(key), **_texts(row)} for key, row in frame.iterrows()]
    total = {column: f"{sum((Decimal(row[column]) for row in rows), Decimal(0)):.2f}" for column in frame.columns}
    real = real_due_date_share(dossier, as_of=as_of, view=view)  # type: ignore[arg-type]  # the choices of the command
    if form == "json":
        due = {"real_share": None if real is None else round(real, 4)}
        _json({"as_of": as_date(as_of).isoformat(), "view": view, "rows": rows, "total": total, "due_dates": due})
    elif form == "csv":
        _csv(names, rows)
    else:
        last = {"customer_id": language.say("columns.total"), **total}
        shown = [[_shown(name, row[name]) for name in names] for row in [*rows, last]]
        _table([language.say(f"columns.{name}") for name in names], shown)
        if real is not None:
            print(f"\n{language.say('cli.real_due_share', share=real)}")


def print_dso(dossier: Dossier, as_of: str, asked: tuple[str, str], form: str) -> None:
    """Print the DSO of a method, with what it was made of."""
    method, view = asked
    found = dso(dossier, as_of=as_of, method=method, view=view)  # type: ignore[arg-type]  # the choices of the command
    row = {
        "as_of": as_date(as_of).isoformat(), "method": method, "view": view,
        "days": None if found.days is None else round(float(found.days), 4),
        "receivables": f"{found.receivables:.2f}", "invoiced": f"{found.invoiced:.2f}", "reason": found.reason,
    }  # fmt: skip
    if form == "json":
        _json(row)
    elif form == "csv":
        _csv(list(row), [{key: "" if value is None else str(value) for key, value in row.items()}])
    else:
        print("\n".join(_sentences(found, as_of)))


def _sentences(found: Dso, as_of: str) -> list[str]:
    """Return the DSO and its inputs in words, with the reason when there is none."""
    none = language.say("figures.not_computable")
    days = none if found.days is None else formats.days(found.days, language.current())
    lines = [
        language.say("cli.dso_line", days=days, method=language.say(f"cli.method_{found.method}"), day=as_date(as_of)),
        language.say("cli.dso_inputs", receivables=found.receivables, invoiced=found.invoiced),
    ]
    return [*lines, language.say(found.reason)] if found.reason else lines


def _json(record: Mapping[str, object]) -> None:
    print(json.dumps(record, ensure_ascii=False))


def _texts(row: pd.Series[float]) -> dict[str, str]:
    return {str(name): f"{Decimal(str(round(float(value), 2))):.2f}" for name, value in row.items()}


def _shown(name: str, value: str) -> str:
    return plain(value) if name == "customer_id" else formats.money(value, language.current())


def _csv(names: list[str], rows: list[dict[str, str]]) -> None:
    """Write CSV; a text that a spreadsheet would take for a formula is led by an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([harmless(row[name]) if name == "customer_id" else row[name] for name in names])


def _table(names: list[str], rows: list[list[str]]) -> None:
    """Print columns of even width, the first to the left and the amounts to the right."""
    widths = [max(len(line[i]) for line in [names, *rows]) for i in range(len(names))]
    for line in [names, *rows]:
        print(
            "  ".join(
                text.ljust(width) if not i else text.rjust(width)
                for i, (text, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
        )
