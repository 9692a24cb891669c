"""`cashkit sample`: make the sample company and write it into a folder, with progress on a terminal."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from cashkit.command_line.progress import progress
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.sample import story
from cashkit.sample.company import STEPS, make_company
from cashkit.sample.files import ABOUT, write_company
from cashkit.sample.plan import Plan

if TYPE_CHECKING:
    from pathlib import Path


def write_sample(out: Path, *, invoices: int, seed: int) -> int:
    """Make the company of a size and a seed, write it, and say where it is."""
    _refuse_foreign(out)
    Plan(seed=seed, invoices=invoices)  # a size or a seed that will not do is told before the work starts
    total = len(STEPS) + 1
    with progress() as told:
        company = make_company(
            invoices=invoices,
            seed=seed,
            progress=lambda step, done: told(language.say(f"cli.progress_{step}"), done, total),
        )
        told(language.say("cli.progress_files"), len(STEPS), total)
        write_company(company, out)
    entries = sum(len(table) for table in company.entries.values())
    made = int((company.tables["invoices"]["kind"] == "invoice").sum())
    print(language.say("cli.sample_at", folder=str(out), invoices=made, entries=entries))
    return 0


def _refuse_foreign(out: Path) -> None:
    """Refuse a file, and a folder with something in it that is no sample company."""
    if out.is_file():
        raise ArgumentError("cli.sample_is_a_file", folder=str(out))
    if out.is_dir() and any(out.iterdir()) and not _is_sample(out):
        raise ArgumentError("cli.sample_foreign", folder=str(out))


def _is_sample(folder: Path) -> bool:
    try:
        about = tomllib.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return about.get("siren") == story.SIREN
