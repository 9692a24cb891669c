"""The check of a dossier: its files, what became of their data, its findings, and what to ask the client for."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from cashkit.command_line.lines import WIDTH, short
from cashkit.command_line.page import Page
from cashkit.dossier.dossier import SourceFile
from cashkit.ground import currency, formats, language
from cashkit.ground.money import euros
from cashkit.stages.trust import trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.effects import Effect
    from cashkit.readers.spreadsheet.heading import Column
    from cashkit.stages.asks import Ask
    from cashkit.stages.trust import Trust


_FILES = 5


def of_dossier(dossier: Dossier) -> Page:
    """Return the page of a dossier at its closing date."""
    currency.set_currency(dossier.currency)
    found = trust(dossier, as_of=dossier.closing_date)
    head = [language.say("cli.check_head", name=short(dossier.name), closing=dossier.closing_date)]
    head.append(_owed(found))
    head += [_told(found.refused, found.repaired, found.assumed), *_read(dossier)]
    return Page(
        head,
        found.effects,
        columns=_columns(columns_of(dossier)),
        asks=[_ask(one) for one in found.asks],
        asks_title=language.say("check.ask_client"),
    )


def columns_of(dossier: Dossier) -> Sequence[Column]:
    """Return the columns of a ledger as they were understood; none for any other source."""
    return tuple(column for file in dossier.sources for column in getattr(file, "columns", ()))


def _read(dossier: Dossier) -> list[str]:
    """Return what was read: each file, all of them in one line where they are many, or the tables of a folder."""
    files = dossier.sources
    if len(files) <= _FILES:
        return [_file(file) for file in files] or textwrap.wrap(_tables(dossier), WIDTH, subsequent_indent="  ")
    whole = SourceFile("", "", sum(file.lines_read for file in files), sum(file.lines_used for file in files),
                       sum(file.lines_refused for file in files), 0)  # fmt: skip
    return [_file(whole, language.say("check.files", n=len(files)))]


def _file(file: SourceFile, name: str = "") -> str:
    return language.say(
        "cli.check_lines",
        file=name or short(file.name),
        read=file.lines_read,
        used=file.lines_used,
        refused=file.lines_refused,
    )


def _tables(dossier: Dossier) -> str:
    lang = language.current()
    counts = {name: len(table) for name in dossier.frames if (table := dossier.table(name)) is not None}
    told = ", ".join(f"{name} ({formats.number(count, lang)})" for name, count in counts.items())
    return language.say("check.tables", tables=told)


def _owed(found: Trust) -> str:
    """Return what customers owe, and how much of it the files themselves tell."""
    lang = language.current()
    owed, late = found.quality.owed.total, found.quality.owed.late
    sums = {"owed": owed, "late": late}
    told = {key: formats.round_money(euros(cents), lang) for key, cents in sums.items()}
    shares = {key: found.share(f"data_{key}").value for key in ("real_due", "lettered", "siren")}
    return language.say("check.owed", **told, **{key: _share(value) for key, value in shares.items()})


def _share(value: object) -> str:
    return formats.MISSING if value is None else formats.short_percent(value, language.current())


def _told(*groups: Iterable[Effect]) -> str:
    """Return what was refused, repaired and assumed, by code."""
    refused, repaired, assumed = (_codes(group) for group in groups)
    return language.say("check.told", refused=refused, repaired=repaired, assumed=assumed)


def _codes(group: Iterable[Effect]) -> str:
    lang = language.current()
    told = [f"{one.code} ({formats.number(one.count, lang)})" for one in group]
    return ", ".join(told) or language.say("check.nothing")


def _columns(columns: Sequence[Column]) -> str:
    """Return which column holds what, and how sure that is."""
    lang = language.current()
    told = [
        language.say("check.column", heading=one.heading, field=one.field, sure=formats.percent(one.confidence, lang))
        for one in columns
        if one.field
    ]
    return language.say("check.columns", columns=" · ".join(told)) if told else ""


def _ask(one: Ask) -> str:
    told = language.say("check.ask", whom=one.whom(), what=one.what())
    return f"{formats.money(euros(one.cents), language.current())} · {told}" if one.cents else told
