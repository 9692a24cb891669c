"""Published ratios: a few figures a year that the State computes from filed accounts (`ratios_inpi_bce`).

>>> row = {"siren": "732829320", "date_cloture_exercice": "2024-12-31", "chiffre_d_affaires": 900, "ebe": 0,
...        "type_bilan": "C", "credit_clients_jours": "36,5", "confidentiality": "Partiellement confidentiel"}
>>> one, = ratios([row])
>>> one.figures, one.confidential
({'chiffre_d_affaires': 900.0, 'credit_clients_jours': 36.5}, True)

A nil stands there for what is not known, and is left out. Of consolidated rows (K) only turnover and result are taken:
the others repeat turnover where they are not known.
Units: euros; percentages are times 100; days are of a year of 360.
Source: data.economie.gouv.fr, ratios_inpi_bce.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date  # noqa: TC003  (a field of the record)
from typing import TYPE_CHECKING, Any

from cashkit.readers.registry.fields import day, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CONSOLIDATED = "K"
FIGURES = (
    "chiffre_d_affaires", "marge_brute", "ebe", "ebit", "resultat_net", "taux_d_endettement", "ratio_de_liquidite",
    "ratio_de_vetuste", "autonomie_financiere", "poids_bfr_exploitation_sur_ca", "couverture_des_interets",
    "caf_sur_ca", "capacite_de_remboursement", "marge_ebe", "resultat_courant_avant_impots_sur_ca",
    "poids_bfr_exploitation_sur_ca_jours", "rotation_des_stocks_jours", "credit_clients_jours",
    "credit_fournisseurs_jours",
)  # fmt: skip
_SURE = ("chiffre_d_affaires", "resultat_net")


@dataclass(frozen=True)
class RatioRow:
    """The figures published of one closing, by the names of the data set."""

    siren: str
    closing_date: date
    form: str
    figures: Mapping[str, float]
    confidential: bool


def is_ratio_row(one: Mapping[str, Any]) -> bool:
    """Tell whether an object of an answer is a row of ratios."""
    return "date_cloture_exercice" in one and any(name in one for name in FIGURES)


def ratios(rows: Iterable[Mapping[str, Any]]) -> tuple[RatioRow, ...]:
    """Return the rows of an answer by company and closing; a row without either is left out."""
    found = [_row(one) for one in rows if is_ratio_row(one)]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.siren, one.closing_date)))


def _row(one: Mapping[str, Any]) -> RatioRow | None:
    siren, closing = text(one.get("siren"), 20).replace(" ", ""), day(_dashed(text(one["date_cloture_exercice"], 40)))
    if not siren or closing is None:
        return None
    form = text(one.get("type_bilan"), 20).upper() or "C"
    names = _SURE if form == CONSOLIDATED else FIGURES
    figures = {name: value for name in names if (value := _number(one.get(name)))}
    open_to_all = text(one.get("confidentiality"), 40).lower() in {"", "public"}
    return RatioRow(siren, closing, form, figures, confidential=not open_to_all)


def _dashed(told: str) -> str:
    """Return a date with its dashes: the whole data set writes 20241231."""
    return f"{told[:4]}-{told[4:6]}-{told[6:]}" if told.isdigit() else told


def _number(value: object) -> float:
    """Return a figure, 0 for what is none."""
    try:
        number = float(text(value, 40).replace(",", "."))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0
