"""Identity: who a company is by the register: its name, whether it is active, its form, its head office.

>>> one, = identities([{"siren": "732829320", "nom_complet": "OMBRAGE", "etat_administratif": "C",
...                     "date_fermeture": "2025-05-22", "siege": {"adresse": "1 RUE DU TEST 84000 AVIGNON"}}])
>>> one.name, one.state, one.ceased_on.isoformat(), one.undisclosed
('OMBRAGE', 'ceased', '2025-05-22', False)

A firm that keeps its data from being shown (`statut_diffusion` N or P, or everything blank) is `undisclosed`: a right,
no sign; what the answer does not tell is "" or None, never good.
Source: API Recherche d'entreprises (DINUM), answers of Insee's Sirene and of the national register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  (a field of the record)
from typing import TYPE_CHECKING, Any

from cashkit.readers.registry.fields import day, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STATES = {"A": "active", "C": "ceased"}
_KEPT_BACK = ("N", "P")
_HEAD = ("etat_administratif", "nom_complet", "nature_juridique", "siege")


@dataclass(frozen=True)
class Identity:
    """One company; codes are those of Insee (legal form, NAF, band of the workforce, in the year `workforce_year`)."""

    siren: str
    name: str
    state: str
    ceased_on: date | None
    created_on: date | None
    legal_form: str
    naf: str
    siret: str
    address: str
    workforce_band: str
    workforce_year: str
    undisclosed: bool


def is_identity(one: Mapping[str, Any]) -> bool:
    """Tell whether an object of an answer is a company."""
    return "siren" in one and any(key in one for key in _HEAD) and "date_cloture_exercice" not in one


def identities(told: Iterable[Mapping[str, Any]]) -> tuple[Identity, ...]:
    """Return the companies of an answer; what names no SIREN is none."""
    return tuple(_identity(one) for one in told if is_identity(one) and text(one["siren"], 20))


def _identity(one: Mapping[str, Any]) -> Identity:
    seat, registered = mapping(one.get("siege")), mapping(one.get("immatriculation"))
    name = text(one.get("nom_complet")) or text(one.get("nom_raison_sociale"))
    state = _STATES.get(text(one.get("etat_administratif")).upper(), "")
    return Identity(
        siren=text(one["siren"], 20).replace(" ", ""),
        name=name,
        state=state,
        ceased_on=day(one.get("date_fermeture")) or day(registered.get("date_radiation")),
        created_on=day(one.get("date_creation")),
        legal_form=text(one.get("nature_juridique"), 20),
        naf=text(one.get("activite_principale"), 20),
        siret=text(seat.get("siret"), 20),
        address=text(seat.get("adresse")),
        workforce_band=text(one.get("tranche_effectif_salarie"), 20),
        workforce_year=text(one.get("annee_tranche_effectif_salarie"), 20),
        undisclosed=text(one.get("statut_diffusion")).upper() in _KEPT_BACK or not (name or state),
    )
