"""The check of filed accounts: whose they are, of which years, and whether assets come to liabilities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cashkit.accounts.filed_accounts import filed_accounts
from cashkit.command_line.lines import short
from cashkit.command_line.page import Page
from cashkit.command_line.to_do import to_do
from cashkit.dossier.effects import effects
from cashkit.ground import formats, language
from cashkit.readers.annual_accounts.accounts_file import read_accounts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cashkit.accounts.annual_accounts import AnnualAccounts


def of_accounts(path: Path) -> Page:
    """Return the page of a file of filed accounts."""
    read = read_accounts(path)
    names = {one.siren: one.name for one in read.filings if one.name}
    head = [language.say("check.accounts_head", file=short(read.name), n=len(read.filings))]
    for siren, latest in filed_accounts(read.table, as_of=date.max).items():
        head += [
            language.say("check.firm", siren=short(siren), name=short(names.get(siren, formats.MISSING))),
            *_years(latest),
        ]
    return Page(head, effects(read.data_findings), **to_do(read.data_findings))


def _years(latest: AnnualAccounts) -> Iterator[str]:
    one: AnnualAccounts | None = latest
    while one is not None:
        yield "  " + language.say("check.year", closing=one.closing_date, months=one.months)
        told = {key: one.value(code) for key, code in (("sales", "FL"), ("result", "HN"), ("equity", "DL"))}
        yield "    " + language.say("check.year_figures", **{key: _money(value) for key, value in told.items()})
        if one.known("CO", "EE"):
            key = "check.sides_tie" if one.value("CO") == one.value("EE") else "check.sides_differ"
            yield "    " + language.say(key, assets=_money(one.value("CO")), owed=_money(one.value("EE")))
        one = one.previous


def _money(amount: object) -> str:
    return formats.round_money(amount, language.current())
