"""What to do about the findings of one document: the actions of their codes, worst first, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from cashkit.dossier.codes import SEVERITIES, code
from cashkit.ground import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.dossier.findings import DataFinding


class ToDo(TypedDict):
    """The lines of a page that tell what to do."""

    asks: list[str]
    asks_title: str


def to_do(found: Sequence[DataFinding]) -> ToDo:
    """Return what to do about findings that are more than information."""
    lang = language.current()
    worst = sorted((one for one in found if one.severity != "info"), key=lambda one: SEVERITIES.index(one.severity))
    told = [(code(one.code).action(lang), one) for one in worst]
    actions = [language.fill(words, lang, _known(one)) for words, one in told if words]
    return ToDo(asks=list(dict.fromkeys(actions)), asks_title=language.say("check.to_do"))


def _known(one: DataFinding) -> dict[str, object]:
    return {
        "file": one.file,
        "line": one.line,
        "field": one.field,
        "value": one.value,
        "count": one.count,
        **one.params,
    }
