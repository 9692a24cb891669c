"""`cashkit complete`: the customer file to complete, written for those who know the customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.command_line.lines import plain
from cashkit.ground import language
from cashkit.publish.file_to_complete import file_to_complete

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.dossier.dossier import Dossier


def write_file_to_complete(dossier: Dossier, *, as_of: str | None, out: Path) -> int:
    """Write the file, and say how many customers stand in it."""
    made = file_to_complete(dossier, out=out, as_of=as_of)
    print(language.say("complete.written", n=made.customers, file=plain(str(made.path))))
    return 0
