"""An answer of the French registers, saved as a file: who a company is, what was published about it, its ratios.

>>> import json, tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "answer.json"
>>> one = {"siren": "732829320", "nom_complet": "OMBRAGE", "etat_administratif": "A", "statut_diffusion": "O"}
>>> _ = path.write_text(json.dumps({"results": [one], "total_results": 1}), encoding="utf-8")
>>> answer = open_register_answer(path)
>>> answer.form, answer.identity.name, answer.identity.state, answer.data_findings
('search', 'OMBRAGE', 'active', ())
>>> folder.cleanup()

Three forms are told by their content: `search` (API Recherche d'entreprises), `notices` (BODACC), `ratios`. Nothing is
asked of the network. What an answer does not hold is not known: nothing published is never good.
Errors: `SourceError` for what is none of the three, or is broken, with its place.
Source: API Recherche d'entreprises; DILA, BODACC; data.economie.gouv.fr, ratios_inpi_bce.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cashkit.ground.errors import SourceError
from cashkit.readers.registry.answer_findings import found_in
from cashkit.readers.registry.fields import listed, mapping, sirens, text
from cashkit.readers.registry.identity import Identity, identities, is_identity
from cashkit.readers.registry.insolvency import Insolvency, insolvency
from cashkit.readers.registry.notices import Notice, is_notice, notices
from cashkit.readers.registry.ratios import RatioRow, is_ratio_row, ratios
from cashkit.readers.safe_json import parse_json
from cashkit.readers.stranger_file import content_of, first_sign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cashkit.dossier.findings import DataFinding

_KINDS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "search": is_identity,
    "notices": is_notice,
    "ratios": is_ratio_row,
}


@dataclass(frozen=True, eq=False)
class RegisterAnswer:
    """What one answer says; `total` is how many rows the register has of what was asked, where the answer tells it."""

    name: str
    sha256: str
    form: str
    asked: tuple[str, ...]
    identities: Sequence[Identity]
    notices: Sequence[Notice]
    ratios: Sequence[RatioRow]
    rows: int
    total: int

    @property
    def identity(self) -> Identity | None:
        """The company, where the answer is about one; None otherwise."""
        return self.identities[0] if len(self.identities) == 1 else None

    @cached_property
    def sirens(self) -> tuple[str, ...]:
        """The companies that the answer is about: those asked for, else those that it names."""
        told = [*(one.siren for one in self.identities), *(row.siren for row in self.ratios)]
        everywhere = [set(one.sirens) for one in self.notices if one.sirens]
        shared = set.intersection(*everywhere) if everywhere else set()
        first = [one.sirens[0] for one in self.notices if one.sirens and not shared & set(one.sirens)]
        return tuple(dict.fromkeys((*self.asked, *told) or (*sorted(shared)[:1], *first)))

    @cached_property
    def insolvencies(self) -> dict[str, Insolvency]:
        """The last insolvency proceedings of each company of which a notice tells any."""
        found = ((siren, insolvency(siren, self.notices)) for siren in self.sirens)
        return {siren: one for siren, one in found if one is not None}

    @cached_property
    def data_findings(self) -> tuple[DataFinding, ...]:
        """What the answer says that a creditor has to know, and how far it can be trusted."""
        return found_in(self)


def open_register_answer(path: str | Path) -> RegisterAnswer:
    """Return what a saved answer says; its form is told by its content, never by its name."""
    source = Path(path)
    content = content_of(source)
    if first_sign(content) not in {"{", "["}:
        raise SourceError("registry.not_an_answer", file=source.name)
    told = parse_json(source.name, content)
    outer = mapping(mapping(told).get("result")) or mapping(told)
    rows = [one["fields"] if isinstance(one.get("fields"), dict) else one for one in _rows(told, outer)]
    form = next((name for name, knows in _KINDS.items() if any(knows(one) for one in rows)), _empty(outer))
    if not form:
        raise SourceError("registry.not_an_answer", file=source.name)
    if form == "search" and not identities(rows):
        raise SourceError("registry.nobody", file=source.name)
    return RegisterAnswer(
        source.name, hashlib.sha256(content).hexdigest(), form, _asked(told),
        identities(rows), notices(rows), ratios(rows), len(rows), _total(outer) or len(rows),
    )  # fmt: skip


read_register_answer = open_register_answer


def _rows(told: object, outer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of an answer: `results`, `records`, a plain list, or the one company that it is."""
    if isinstance(told, list):
        return listed(told)
    return listed(outer.get("results")) or listed(outer.get("records")) or [outer]


def _empty(outer: dict[str, Any]) -> str:
    """Return what an answer without rows was asked, "" where it is none."""
    asked = mapping(outer.get("parameters")).get("dataset")
    name = text(asked[0] if isinstance(asked, list) and asked else asked).lower()
    if "annonces-commerciales" in name or "ratios_inpi_bce" in name:
        return "notices" if "annonces" in name else "ratios"
    return "search" if isinstance(outer.get("results"), list) and "total_results" in outer else ""


def _asked(told: object) -> tuple[str, ...]:
    """Return the SIREN that the question named, which the answer repeats."""
    outer = mapping(told)
    return sirens(mapping(outer.get("parameters")).get("q")) or sirens(outer.get("searchTerms"))


def _total(outer: dict[str, Any]) -> int:
    found = (outer.get(key) for key in ("total_results", "nhits", "total_count"))
    return next((one for one in found if isinstance(one, int) and not isinstance(one, bool) and one >= 0), 0)
