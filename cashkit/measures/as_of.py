"""As of a date: which day a measure is asked for, and in which view.

A date outside the entries gets an answer, made of what is known on that day, and a warning: before
the first posting nothing is known, after the closing date and the last posting nothing is yet.

Errors: `ArgumentError` for an unknown view, `NotAvailableError` for one that the engine does not offer.
"""

from __future__ import annotations

import warnings
from datetime import date
from typing import TYPE_CHECKING, get_args

from cashkit.dossier.books import GIVEN
from cashkit.dossier.engine.interface import View
from cashkit.ground import language
from cashkit.ground.calendar import day_number, from_day
from cashkit.ground.errors import ArgumentError, NotAvailableError

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier

_NO_BOOKS = (0, 0)
_FIRST_DAY = day_number(date.min)  # an item without any date stands before all days
_CALLER = 3  # who called the measure that warns


class CashkitWarning(UserWarning):
    """An answer that has to be read with care."""


def warn_outside(dossier: Dossier, as_of: date) -> None:
    """Warn when a day lies before the first posting, or after both the closing date and the last posting."""
    span = dossier.engine.span()
    if span == _NO_BOOKS:
        return
    first, last = max(span[0], _FIRST_DAY), max(span[1], day_number(dossier.closing_date))
    if first <= day_number(as_of) <= last:
        return
    words = language.say("measures.outside_entries", as_of=as_of, first=from_day(first), last=from_day(last))
    warnings.warn(words, CashkitWarning, stacklevel=_CALLER)


def resolved_view(dossier: Dossier, view: View | None) -> View:
    """Return the view asked for, or the first that the engine offers when none is."""
    offered = dossier.engine.views
    if view is None:
        return offered[0]
    if view not in get_args(View):
        raise ArgumentError("dossier.unknown_view", value=str(view))
    if view not in offered:
        raise NotAvailableError("dossier.matched_not_offered")
    return view


def settled_view(dossier: Dossier) -> View:
    """Return the view that tells what is settled for certain: strict where the tables say what paid what."""
    books = dossier.books
    given = books is not None and bool((books.allocations.method == GIVEN).any())
    return "strict" if given else resolved_view(dossier, None)
