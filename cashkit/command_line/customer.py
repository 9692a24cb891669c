"""`cashkit customer`: what is known of one customer, on a screen or on a page of its own."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from cashkit.command_line.lines import WIDTH, plain
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.ground.whole_file import whole_file
from cashkit.stages.customer_sheet import CustomerSheet, customer_sheet
from cashkit.views.cells import signed
from cashkit.views.sheet_page import sheet_page
from cashkit.views.sheets import customer_sheet as shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cashkit.dossier.dossier import Dossier

_PAGES = (".html", ".htm")
_INDENT = "  "


def tell_customer(dossier: Dossier, asked: str, *, as_of: str | None, out: Path | None) -> int:
    """Print the sheet of a customer, or write its page."""
    if out is not None and out.suffix.lower() not in _PAGES:
        raise ArgumentError("cli.customer_no_page", file=plain(out.name))
    sheet = customer_sheet(dossier, asked, as_of=as_of)
    if out is None:
        print("\n".join(told(sheet)))
        return 0
    page = sheet_page(sheet, dossier.name)
    out.parent.mkdir(parents=True, exist_ok=True)
    whole_file(out, lambda beside: beside.write_text(page, encoding="utf-8", newline="\n"))
    print(language.say("cli.customer_written", file=plain(str(out))))
    return 0


def told(sheet: CustomerSheet) -> list[str]:
    """Return the sheet as lines of a terminal: the verdict first, then what it stands on."""
    lang = language.current()
    head = _pair(shown(sheet, lang).heading, signed("verdict", sheet.verdict, lang))
    lines = [*_wrapped(head), *_wrapped(sheet.sentence(lang)), ""]
    for key, section in sheet.sections.items():
        lines.append(plain(language.say(f"stages.section_{key}", lang)))
        for one in section:
            lines += _wrapped(_pair(one.label(lang), one.text(lang)), _INDENT)
        lines += [*(_answers(sheet, lang) if key == "accounts" else ()), ""]
    return lines[:-1]


def _answers(sheet: CustomerSheet, lang: str) -> Iterator[str]:
    """Yield the nine answers and the scores, where there are accounts."""
    if sheet.read.reading is not None:
        for one in sheet.read.reading.frame(lang).itertuples():
            yield from _wrapped(f"{one.number}. {one.title} {signed('verdict', str(one.verdict), lang)}", _INDENT)
    for score in sheet.scores:
        yield from _wrapped(_pair(score.title(lang), score.said_shortly(lang)), _INDENT)


def _pair(name: str, value: str) -> str:
    return f"{name}{language.say('figures.colon')}{value}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(plain(text), WIDTH, initial_indent=indent, subsequent_indent=indent * 2) or [""]
