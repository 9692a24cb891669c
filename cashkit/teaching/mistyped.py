"""A mistyped cell: what to put right, in a sentence, where Python would show a traceback.

>>> print(advice(NameError("name 'b' is not defined", name="b"), "en"))
Put the letter in quotes: "b". (NameError: name 'b' is not defined)

It holds in notebooks that loaded an exercise, for the four mistakes of somebody who never typed code: a name
without quotes, a comma or a word too many, a blank left above, a text in a sum. `%tb` still shows the traceback.
"""

import sys
from collections.abc import Sequence
from typing import Any

from cashkit.ground import language
from cashkit.teaching import boxes

CAUGHT: Sequence[type[Exception]] = (NameError, SyntaxError, TypeError)


def advice(error: BaseException, lang: str) -> str:
    """Return what to do about an error, then the error itself as Python says it."""
    name = getattr(error, "name", None) or ""
    said = language.say(f"teaching.mistyped_{_kind(error, name)}", lang, name=name)
    return f"{said} ({type(error).__name__}: {getattr(error, 'msg', None) or error})"


def watch(lang: str) -> None:
    """Show the advice in place of the traceback, in the notebook that runs this; elsewhere do nothing."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return

    def told(*caught: Any, **_: object) -> list[str]:  # noqa: ANN401  (IPython: shell, class, error, traceback)
        from IPython.display import HTML, display  # noqa: PLC0415  (only where IPython runs)

        word = language.say("teaching.mistyped", lang)
        shown = HTML(boxes.box(word, [advice(caught[2], lang)], "watch"))  # type: ignore[no-untyped-call]
        display(shown)  # type: ignore[no-untyped-call]
        return []

    shell.set_custom_exc(tuple(CAUGHT), told)


def _kind(error: BaseException, name: str) -> str:
    if isinstance(error, NameError):
        return "letter" if len(name) == 1 else "name"
    if isinstance(error, SyntaxError):
        return "syntax"
    return "blank" if "ellipsis" in str(error) else "sum"
