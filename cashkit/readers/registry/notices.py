"""A notice: what the official gazette (BODACC) published of a company: a judgment, a removal, a sale, accounts filed.

>>> judged = '{"famille": "Jugement d\\'ouverture", "nature": "Liquidation judiciaire", "date": "2025-10-14"}'
>>> row = {"id": "A202502011", "registre": "732829320", "familleavis": "collective", "typeavis": "annonce",
...        "dateparution": "2025-10-21", "tribunal": "Greffe d'Avignon", "jugement": judged}
>>> one, = notices([row])
>>> one.kind, one.step, one.procedure, one.judged_on.isoformat(), one.published_on.isoformat()
('collective', 'opening', 'liquidation', '2025-10-14', '2025-10-21')
>>> before = {"nomPublication": "BODACC A", "numeroParution": "20250201", "numeroAnnonce": "1"}
>>> undone = {"id": "A202502051", "dateparution": "2025-10-28", "typeavis": "annulation", "jugement": ""}
>>> [one.status for one in notices([row, {**row, **undone, "parutionavisprecedent": before}])]
['cancelled', 'cancels']

`status` is kept, cancelled (by a later notice), replaced (by its correction) or cancels: only what is kept counts.
Source: DILA, data set of commercial notices (annonces-commerciales).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003  (a field of the record)
from typing import TYPE_CHECKING, Any

from cashkit.ground.plain_text import folded
from cashkit.readers.registry.fields import day, mapping, sirens, text
from cashkit.readers.registry.judgments import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COLLECTIVE = ("collective", "retablissement")
_KINDS = {
    "collective": "collective", "retablissement_professionnel": "retablissement", "retablissement": "retablissement",
    "conciliation": "conciliation", "radiation": "removal", "dpc": "accounts", "vente": "sale", "creation": "creation",
    "immatriculation": "creation", "modification": "change",
}  # fmt: skip
_CANCELS, _CORRECTS = "annulation", "rectificatif"


@dataclass(frozen=True)
class Notice:
    """One notice; `step`, `procedure` and `judged_on` are those of a judgment, `ends_on` the day a business ceased."""

    number: str
    sirens: tuple[str, ...]
    name: str
    kind: str
    published_on: date | None
    court: str
    text: str
    step: str = ""
    procedure: str = ""
    judged_on: date | None = None
    ends_on: date | None = None
    status: str = "kept"
    about: str = ""


def is_notice(one: Mapping[str, Any]) -> bool:
    """Tell whether an object of an answer is a notice."""
    return "familleavis" in one or ("dateparution" in one and "registre" in one)


def notices(rows: Iterable[Mapping[str, Any]]) -> tuple[Notice, ...]:
    """Return the notices of an answer in order of publication, each with what later ones made of it."""
    read = dict.fromkeys(_notice(one) for one in rows if is_notice(one))
    found = sorted(read, key=lambda one: (one.published_on is not None, one.published_on, one.number))
    ended = {one.about: "cancelled" if one.status == "cancels" else "replaced" for one in found if one.about}
    return tuple(replace(one, status=ended[one.number]) if one.number in ended else one for one in found)


def _notice(one: Mapping[str, Any]) -> Notice:
    family = _KINDS.get(folded(text(one.get("familleavis"), 40)), "other")
    judged = mapping(one.get("jugement"))
    way, before = folded(text(one.get("typeavis"), 40)), _number(mapping(one.get("parutionavisprecedent")))
    nature, more = text(judged.get("nature")), text(judged.get("complementJugement"), 2000)
    step, procedure = told(text(judged.get("famille")), nature, more) if family in COLLECTIVE else ("", "")
    withdrawn = step == "withdrawn" and bool(before)
    return Notice(
        number=text(one.get("id"), 40),
        sirens=sirens(one.get("registre")) or sirens(_identified(one)),
        name=text(one.get("commercant")),
        kind=family,
        published_on=day(one.get("dateparution")),
        court=text(one.get("tribunal")),
        text=nature or text(more) or text(judged.get("famille")) or text(one.get("familleavis_lib")),
        step=step,
        procedure=procedure or ("retablissement" if family == "retablissement" else ""),
        judged_on=day(judged.get("date")),
        ends_on=next(_ends(one.get("radiationaurcs")), None) if family == "removal" else None,
        status="cancels" if way == _CANCELS or withdrawn else "kept",
        about=before if way in {_CANCELS, _CORRECTS} or withdrawn else "",
    )


def _number(before: Mapping[str, Any]) -> str:
    """Return the number of the notice that another one is about: letter of the issue, issue, notice."""
    letter = text(before.get("nomPublication"), 20).rpartition(" ")[2]
    issue, number = text(before.get("numeroParution"), 20), text(before.get("numeroAnnonce"), 20)
    return f"{letter}{issue}{number}" if letter and issue and number else ""


def _identified(one: Mapping[str, Any]) -> str:
    """Return the number of the person that a notice is about."""
    person = mapping(one.get("listepersonnes")).get("personne")
    first = person[0] if isinstance(person, list) and person else person
    return text(mapping(mapping(first).get("numeroImmatriculation")).get("numeroIdentification"), 40)


def _ends(removed: object) -> Iterator[date]:
    """Yield the days of end of business that a removal names, at whatever depth."""
    for key, value in mapping(removed).items():
        found = day(value) if "cessation" in key.lower() else None
        if found is not None:
            yield found
        yield from _ends(value)
