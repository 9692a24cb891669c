"""`cashkit exercises`: the exercises copied to a folder of the learner's, and JupyterLab on them.

A notebook that the learner has changed is never written over; the others are left as they are too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.command_line.lab import copied, start
from cashkit.ground import language
from cashkit.ground.share import share

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "cashkit-exercises"


def open_exercises(lang: str, out: Path, *, solutions: bool, lab: bool) -> int:
    """Copy the exercises of a language, and the solutions if asked, into a folder; then open JupyterLab on it."""
    target = out / lang
    shelves = {target: share("exercises", lang)}
    if solutions:
        shelves[target / "solutions"] = share("exercises", "solutions", lang)
    for place, source in shelves.items():
        made, changed = copied(source, place)
        print(language.say("cli.exercises_at", n=made, folder=str(place)))
        if changed:
            print(language.say("cli.exercises_kept", n=changed))
    return start(target) if lab else 0
