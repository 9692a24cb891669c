"""The check of an answer of the company register: who it is about, whether it is active, what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.command_line.lines import short
from cashkit.command_line.page import Page
from cashkit.command_line.to_do import to_do
from cashkit.dossier.effects import effects
from cashkit.ground import formats, language
from cashkit.readers.registry.register_answer import open_register_answer

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.readers.registry.identity import Identity
    from cashkit.readers.registry.notices import Notice


def of_register(path: Path) -> Page:
    """Return the page of an answer of the register."""
    read = open_register_answer(path)
    about = ", ".join(read.sirens[:5]) or formats.MISSING
    head = [
        language.say("check.register_head", file=short(read.name), about=short(about), n=read.rows, total=read.total)
    ]
    head += [line for one in read.identities for line in _identity(one)]
    latest = sorted(read.notices, key=lambda one: str(one.published_on), reverse=True)
    return Page([*head, *map(_notice, latest)], effects(read.data_findings), **to_do(read.data_findings))


def _identity(one: Identity) -> list[str]:
    state = f"check.state_{one.state or 'unknown'}"
    lines = [language.say("check.company", name=short(one.name) or formats.MISSING, siren=one.siren, state=state)]
    if one.created_on or one.address:
        lines.append(
            "  " + language.say("check.created", created=one.created_on, address=one.address or formats.MISSING)
        )
    if one.legal_form or one.naf:
        codes = {"form": one.legal_form or formats.MISSING, "naf": one.naf or formats.MISSING}
        lines.append("  " + language.say("check.codes", **codes))
    return lines


def _notice(one: Notice) -> str:
    return language.say("check.notice", day=one.published_on, text=short(one.text) or formats.MISSING, court=one.court)
