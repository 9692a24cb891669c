"""The check of a bank statement: each account and period, and whether opening and movements come to the closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.command_line.lines import short
from cashkit.command_line.page import Page
from cashkit.command_line.to_do import to_do
from cashkit.dossier.effects import effects
from cashkit.ground import formats, language
from cashkit.ground.money import euros
from cashkit.readers.bank.bank_file import open_bank_statement

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.readers.bank.statement import Statement


_FORMS = {"cfonb120": "CFONB 120", "mt940": "MT940"}


def of_bank(path: Path) -> Page:
    """Return the page of a file of bank statements."""
    read = open_bank_statement(path)
    count = sum(len(one.movements) for one in read.statements)
    head = [
        language.say(
            "check.bank_head",
            file=short(read.name),
            form=_FORMS.get(read.form, read.form),
            n=len(read.statements),
            moves=count,
        )
    ]
    head += [line for one in read.statements for line in _statement(one)]
    return Page(head, effects(read.data_findings), **to_do(read.data_findings))


def _statement(one: Statement) -> tuple[str, str]:
    """Return an account with its period, and its balances."""
    moved = [move.cents for move in one.movements if not move.currency]
    period = language.say("check.account", account=short(one.account), since=one.opening_date, until=one.closing_date)
    key = "check.balances_tie" if one.missing_cents == 0 else "check.balances_open"
    balances = language.say(
        key,
        opening=_money(one.opening_cents, one),
        paid_in=_money(sum(cents for cents in moved if cents > 0), one),
        paid_out=_money(-sum(cents for cents in moved if cents < 0), one),
        closing=_money(one.closing_cents, one),
    )
    return period, f"  {balances}"


def _money(cents: int | None, one: Statement) -> str:
    return formats.money(None if cents is None else euros(cents), language.current(), one.currency or "EUR")
