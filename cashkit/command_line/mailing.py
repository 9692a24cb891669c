"""`cashkit letters`: the letters due at a date and the work list, written into a folder; nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cashkit.command_line.lines import plain
from cashkit.command_line.progress import progress
from cashkit.ground import language
from cashkit.law.rates import load_rates
from cashkit.publish.letters_folder import Choices, letters
from cashkit.readers.open import open_dossier, source_path
from cashkit.stages.dunning_file import read_plan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def choices(*, dated: str | None, plan: Path | None, rates: Path | None) -> Choices:
    """Return what the sender chose; a file that cannot be read is told before the source is opened."""
    made: Choices = {}
    if dated is not None:
        made["dated"] = dated
    if plan is not None:
        made["plan"] = read_plan(plan)
    if rates is not None:
        made["rates"] = load_rates(rates)
    return made


def write_letters(
    source: Path, options: Mapping[str, Any], chosen: Choices, *, as_of: str | None, out: Path, level: str | None
) -> int:
    """Write the letters of a source and say how many there are."""
    path = source_path(source)
    with progress() as told:
        told(language.say("cli.progress_open", file=plain(path.name)), 0, 1)
        dossier = open_dossier(path, **options)
        day = as_of or dossier.closing_date
        found = letters(dossier, as_of=day, out=out, lang=language.current(), level=level, **chosen)
    folder = plain(str(found.folder))
    if found.files:
        print(language.say("letters.written", n=len(found.files), folder=folder))
    else:
        print(language.say("letters.none", as_of=found.as_of, folder=folder))
    return 0
