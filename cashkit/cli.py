"""The command line: audit, check, aging, dso, match, findings, letters, sample, lab, exercises ... (`cashkit --help`).

Exit 0: done, whatever was found; 1: `check` found a stop or an error, or an audit lost a stage;
2: wrong use or an unreadable source, told in one sentence. The language is that of `--lang`, else
of the variable CASHKIT_LANG (fr or en), else French. The commands stand in `command_line`, in the order
of the help.
"""

from __future__ import annotations

import os
import sys
import warnings

from cashkit.command_line import customer_commands, figure_commands, finding_commands, work_commands
from cashkit.command_line.app import app
from cashkit.ground import language
from cashkit.ground.errors import CashkitError

__all__ = ["app", "customer_commands", "figure_commands", "finding_commands", "main", "work_commands"]
_LONGEST = 1000  # letters of a sentence


def _tell(sentence: str) -> None:
    """Print a sentence on standard error: on one line, whatever a file's own words in it would do to a terminal."""
    from cashkit.command_line.lines import short  # noqa: PLC0415  (loaded when something is wrong)

    print(short(sentence, _LONGEST), file=sys.stderr)


def _once(sentence: str, told: set[str]) -> None:
    """Tell a warning the first time: ten reviews of one date have the same to say."""
    if sentence not in told:
        told.add(sentence)
        _tell(sentence)


def main() -> None:
    """Run the command line; an error of ours is one sentence on standard error, and exit 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    told: set[str] = set()
    warnings.showwarning = lambda message, *_: _once(str(message), told)
    try:
        app()
    except CashkitError as error:
        _tell(str(error))
        sys.exit(2)
    except OSError as error:
        named = error.filename or ""
        _tell(language.say("cli.os_error", file=str(named), reason=error.strerror or str(error)))
        sys.exit(2)
    except Exception as error:  # a fault of ours is one sentence too; with CASHKIT_DEBUG it is shown whole
        if os.environ.get("CASHKIT_DEBUG"):
            raise
        _tell(language.say("cli.unexpected", error=f"{type(error).__name__}: {error}"))
        sys.exit(2)
