"""A folder of letters: one for each customer whose next step is written, as HTML and DOCX, with the work list.

The work list (CSV and XLSX) names the file of each letter. Nothing is sent: the letters are drafts to read over, fill
in and send. The folder must be new or empty; it is written beside and put in place at the end, whole or not at all.

>>> import tempfile
>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "../C1", "kind": "invoice",
...     "issue_date": "2025-11-01", "due_date": ["2025-12-20"], "amount": [1000.0]})
>>> dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=invoices)
>>> with tempfile.TemporaryDirectory() as folder:
...     found = letters(dossier, as_of="2025-12-31", out=Path(folder, "letters"), lang="en")
...     sorted(path.name for path in found.folder.iterdir()), found.statements[0].step
(['001-c1-reminder-1.docx', '001-c1-reminder-1.html', 'work-list.csv', 'work-list.xlsx'], 'level_1')

Errors: `ArgumentError` for what is no date, a step that is not written, a folder with something in it.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from cashkit.ground import currency, language
from cashkit.ground.calendar import as_date, reporting_day
from cashkit.ground.errors import ArgumentError
from cashkit.measures.claims import claims
from cashkit.publish.exports import write_csv
from cashkit.publish.prose import slug
from cashkit.publish.workbook import in_words, workbook
from cashkit.stages.dunning import PLAN, DunningPlan
from cashkit.stages.dunning_file import read_plan
from cashkit.stages.statement_of_account import WRITTEN, Statement
from cashkit.stages.statements_due import statements_due
from cashkit.stages.work_list import work_list
from cashkit.views.letter_files import as_docx, as_html
from cashkit.views.letters import Dates, Sender, letter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from cashkit.dossier.dossier import Dossier
    from cashkit.law.rates import Rates
    from cashkit.views.letters import Letter

_NUMBERED = ("before_due", "level_1", "level_2", "level_3", "formal_notice")
"""The steps that have a number, from 0 on."""
_NAME = 40
_MODE = 0o755


class Choices(TypedDict, total=False):
    """What a sender may choose: the day on the letters, another plan (a file or a record), further rates."""

    dated: object
    plan: DunningPlan | Path | str
    rates: Rates


@dataclass(frozen=True)
class Written:
    """What was written: the folder, the statements behind the letters, and the files of each, by its customer."""

    folder: Path
    as_of: date
    statements: tuple[Statement, ...]
    files: tuple[str, ...]


def letters(
    dossier: Dossier,
    *,
    as_of: object,
    out: Path | str,
    lang: str | None = None,
    level: str | int | None = None,
    **choices: Unpack[Choices],
) -> Written:
    """Write a letter for each customer whose next step at a date is written; return what was written.

    `level` keeps the letters of one step (before_due, statement, level_1 ... formal_notice, or 0 to 4). `dated` is
    the day that the letters bear (the date of the accounts when none is given), `plan` a dunning plan or its file.
    """
    day, chosen = reporting_day(as_of), language.checked(lang or language.current())
    dated = as_date(choices["dated"]) if choices.get("dated") is not None else day
    plan, step, folder = _plan(choices.get("plan", PLAN)), _step(level), _free(Path(out))
    due = statements_due(dossier, day, plan=plan, rates=choices.get("rates"))
    kept = tuple(one for one in due if step in {"", one.step})
    files = tuple(file_name(one, chosen) for one in kept)
    work = _listed(work_list(dossier, claims(dossier, as_of=day), day, plan), kept, files)
    sender, dates = Sender(dossier.name, dossier.siren, dossier.currency), Dates(day, dated)
    with currency.use(dossier.currency):
        made = {name: letter(one, sender, dates, chosen) for name, one in zip(files, kept, strict=True)}
        _write(folder, made, work, chosen)
    return Written(folder, day, kept, files)


def file_name(one: Statement, lang: str) -> str:
    """Return the name of a letter's files, without its ending: its rank, its customer's code, its step.

    No sign of a code that a path, a shell or a file system would obey is left.
    """
    code = slug(one.debtor.customer_id)[:_NAME]
    parts = (f"{one.rank:03d}", code, language.say(f"letters.file_{one.step}", lang))
    return "-".join(part for part in parts if part)


def _plan(given: DunningPlan | Path | str) -> DunningPlan:
    return given if isinstance(given, DunningPlan) else read_plan(Path(given))


def _step(level: str | int | None) -> str:
    """Return the step asked for, "" for all."""
    if level is None:
        return ""
    text = str(level)
    if text.isascii() and text.isdigit() and int(text[:3]) < len(_NUMBERED):
        return _NUMBERED[int(text[:3])]
    if text not in WRITTEN:
        raise ArgumentError("letters.unknown_level", value=text[:40], known=", ".join(WRITTEN))
    return text


def _free(folder: Path) -> Path:
    if folder.exists() and not folder.is_dir():
        raise ArgumentError("letters.not_a_folder", folder=str(folder))
    if folder.is_dir() and any(folder.iterdir()):
        raise ArgumentError("letters.not_empty", folder=str(folder))
    return folder


def _listed(work: pd.DataFrame, kept: tuple[Statement, ...], files: tuple[str, ...]) -> pd.DataFrame:
    """Return the work list with the file of each letter."""
    named = {one.rank: f"{name}.html" for one, name in zip(kept, files, strict=True)}
    return work.assign(file=[named.get(int(rank), "") for rank in work["priority"]])


def _write(folder: Path, made: Mapping[str, Letter], work: pd.DataFrame, lang: str) -> None:
    """Write everything beside the folder, then put it in its place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    title = language.say("tables.work_list", lang)
    name = language.say("letters.list_file", lang)
    try:
        for file, one in made.items():
            (beside / f"{file}.html").write_text(as_html(one), encoding="utf-8", newline="\n")
            (beside / f"{file}.docx").write_bytes(as_docx(one))
        write_csv(beside / f"{name}.csv", in_words(work, lang), lang)
        (beside / f"{name}.xlsx").write_bytes(workbook(work, lang, title))
        beside.chmod(_MODE)
        if folder.is_dir():
            folder.rmdir()  # empty; a folder filled in the meantime is refused by the system
        beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
