"""What an answer of the registers tells a creditor at once, and how far it can be trusted.

Findings: S01 a company that keeps its data back, S02 business ceased, S03 insolvency proceedings, S04 proceedings
closed, S05 more than one company in the answer, S06 notices cancelled or replaced, S07 an answer that is cut, S08
nothing published in this answer, S09 a judgment that cannot be read, S10 removed from the register, S11 a SIREN with a
wrong check digit, S12 accounts filed as confidential, S13 conciliation, S14 not told whether the company is active, S15
business ceased on a day not told, S16 proceedings without a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.identifiers import is_siren
from cashkit.readers.registry.insolvency import UNKNOWN
from cashkit.readers.registry.notices import COLLECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cashkit.readers.registry.register_answer import RegisterAnswer

_PROCEDURES = ("liquidation", "redressement", "sauvegarde")


def found_in(answer: RegisterAnswer) -> tuple[DataFinding, ...]:
    """Return the findings of an answer."""
    return (
        *_companies(answer), *_identities(answer), *_insolvencies(answer), *_removed(answer), *_notices(answer),
        *_ratios(answer),
    )  # fmt: skip


def _companies(answer: RegisterAnswer) -> Iterator[DataFinding]:
    if len(answer.sirens) > 1 or len(answer.identities) > 1:
        named = ", ".join(answer.sirens[:10])
        yield data_finding("S05", file=answer.name, value=named, n=max(len(answer.sirens), len(answer.identities)))
    if answer.total > answer.rows:
        yield data_finding("S07", file=answer.name, value=answer.rows, n=answer.total)
    yield from capped(data_finding("S11", file=answer.name, value=siren) for siren in answer.sirens if _odd(siren))


def _odd(siren: str) -> bool:
    return not is_siren(siren)


def _identities(answer: RegisterAnswer) -> Iterator[DataFinding]:
    for one in answer.identities:
        code = "S01" if one.undisclosed else "S14" if not one.state else ""
        name = one.name or one.siren
        if code:
            yield data_finding(code, file=answer.name, value=one.siren, name=name)
        if one.state == "ceased":
            code = "S15" if one.ceased_on is None else "S02"
            yield data_finding(code, file=answer.name, value=one.siren, name=name, day=one.ceased_on)


def _insolvencies(answer: RegisterAnswer) -> Iterator[DataFinding]:
    for siren, one in answer.insolvencies.items():
        words = f"views.insolvency.{procedure_word(one.procedure)}"
        day = one.closed_on if one.over else one.judgment_on or one.published_on
        code = "S16" if day is None else "S04" if one.over else "S03"
        published = one.published_on or one.judgment_on
        yield data_finding(code, file=answer.name, value=siren, procedure=words, day=day, published=published)


def procedure_word(procedure: str) -> str:
    """Return the word of a procedure; what is none of the three is of a kind not said."""
    return procedure if procedure in _PROCEDURES else UNKNOWN


def _removed(answer: RegisterAnswer) -> list[DataFinding]:
    gone = [one for one in answer.notices if one.kind == "removal" and one.status == "kept" and one.published_on]
    return capped(
        data_finding("S10", file=answer.name, value=", ".join(one.sirens) or one.name, day=one.published_on)
        for one in gone
    )


def _notices(answer: RegisterAnswer) -> Iterator[DataFinding]:
    dropped = [one.number for one in answer.notices if one.status in {"cancelled", "replaced"}]
    if dropped:
        yield data_finding("S06", file=answer.name, value=", ".join(dropped[:10]), n=len(dropped), count=len(dropped))
    if answer.form == "notices" and not answer.notices:
        yield data_finding("S08", file=answer.name, value=", ".join(answer.sirens))
    kept = [one for one in answer.notices if one.status == "kept"]
    unread = [one for one in kept if one.kind in COLLECTIVE and (not one.text or one.judged_on is None)]
    yield from capped(data_finding("S09", file=answer.name, value=one.number, text=one.text) for one in unread)
    agreed = [one for one in kept if one.kind == "conciliation" and one.published_on]
    yield from capped(
        data_finding("S13", file=answer.name, value=", ".join(one.sirens), day=one.published_on) for one in agreed
    )


def _ratios(answer: RegisterAnswer) -> list[DataFinding]:
    return capped(
        data_finding("S12", file=answer.name, value=one.siren, day=one.closing_date)
        for one in answer.ratios
        if one.confidential
    )
