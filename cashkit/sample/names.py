"""Names of the crowd: firms and towns that do not exist, kept apart by construction.

A surname serves once among the first customers; later ones bear two, so that no two names of one postcode share
both.

>>> firm("artisans", 0), firm("artisans", 12), town(0)
('Fermetures Abadiol', 'Pose et Fenêtres Baldouze', ('Sorval', '84010'))
"""

from __future__ import annotations

import csv
from importlib import resources


def _read(kind: str) -> tuple[str, ...]:
    text = resources.files("cashkit.sample").joinpath("names.csv").read_text(encoding="utf-8")
    return tuple(row["name"] for row in csv.DictReader(text.splitlines()) if row["kind"] == kind)


TRADES = {
    "artisans": ("Fermetures", "Menuiserie", "Stores", "Serrurerie", "Pose et Fenêtres", "Volets", "Portails"),
    "merchants": ("Matériaux", "Négoce", "Comptoir", "Distribution", "Dépôt"),
    "builders": ("Bâtiment", "Constructions", "Promotion", "Maisons", "Entreprise"),
    "public": ("Ville de", "Lycée", "Communauté de communes", "Office public", "Ville de", "Collège"),
    "retail": ("Bricolage",),
    "export": ("Stores", "Fermetures"),
    "other": ("Syndic", "Gestion"),
}
SURNAMES = _read("surname")
_STEMS = _read("town")
_ENDINGS = ("", "-le-Haut", "-le-Bas", "-les-Pins", "-sur-Ouvèze", "-la-Tour", "-sous-Bois", "-des-Vignes", "-le-Vieux")
_STRIDE = 61
_REGIONS = ("", " Provence", " Languedoc", " Dauphiné")
_DEPARTMENTS = ("84", "13", "30", "26", "07", "04", "83", "34")


_ABROAD = {
    "BE": (("Zonwering", "Rolluiken"), "BV", (("Kortebeke", "8500"), ("Leuvenaar", "3000"), ("Sint-Amelis", "9200"))),
    "LU": (("Fermetures", "Stores"), "Sàrl", (("Eschwiller", "4010"), ("Mersbourg", "7510"))),
    "ES": (("Persianas", "Toldos"), "SL", (("Figuerosa", "17600"), ("Lleidana", "25005"))),
    "CH": (("Stores", "Volets"), "SA", (("Nyonnaz", "1260"), ("Morgettes", "1110"))),
    "MA": (("Fermetures",), "SARL", (("Aïn Atlas", "20250"),)),
}
_STREETS = (
    "rue des Artisans",
    "avenue du Ventoux",
    "chemin des Oliviers",
    "zone des Tamaris",
    "route d'Apt",
    "quai Haut",
)
_CONTACTS = ("Mme Roche", "M. Lopez", "Mme Bertin", "M. Garnier", "Mme Faure", "M. Perret", "Mme Colin", "M. Maillard")


def firm(segment: str, rank: int, country: str = "FR") -> str:
    """Return the name of the firm of a rank within the whole crowd."""
    surname = SURNAMES[rank % len(SURNAMES)] + _partner(rank)
    if country != "FR":
        trades, form, _ = _ABROAD[country]
        return f"{trades[rank % len(trades)]} {surname} {form}"
    trades = TRADES[segment]
    return _joined(trades[(rank // 3) % len(trades)], surname)


def _partner(rank: int) -> str:
    """Return the second surname of a firm, once the first has served: another each time; then a region as well."""
    again, size = rank // len(SURNAMES), len(SURNAMES)
    if not again:
        return ""
    turn, place = divmod(again, size // 2)
    partner = SURNAMES[(rank % size + 1 + place * _STRIDE % (size // 2)) % size]
    return f"-{partner}{_REGIONS[turn % len(_REGIONS)]}"


def _joined(trade: str, surname: str) -> str:
    """Return a trade and a surname, "de" elided before a vowel.

    >>> _joined("Ville de", "Bramafan"), _joined("Ville de", "Aubignan")
    ('Ville de Bramafan', "Ville d'Aubignan")
    """
    if trade.endswith(" de") and surname[0] in "AEIOUYÉÈ":
        return f"{trade[:-1]}'{surname}"
    return f"{trade} {surname}"


def town_of(rank: int) -> tuple[str, str]:
    """Return the town of the firm of a rank: those that share a surname live in different towns."""
    return town(rank // len(SURNAMES) + rank % len(SURNAMES) * 5)


def town(rank: int) -> tuple[str, str]:
    """Return a town and its postcode."""
    stem, turn = _STEMS[rank % len(_STEMS)], rank // len(_STEMS)
    ending = _ENDINGS[turn % len(_ENDINGS)]
    department = _DEPARTMENTS[turn // len(_ENDINGS) % len(_DEPARTMENTS)]
    return stem + ending, f"{department}{(rank * 10 + 10) % 1000:03d}"


def abroad(country: str, rank: int) -> tuple[str, str]:
    """Return a town and its postcode in another country of the story."""
    towns = _ABROAD[country][2]
    return towns[rank % len(towns)]


def street(rank: int) -> str:
    """Return the street of the firm of a rank."""
    return f"{1 + rank * 7 % 97} {_STREETS[rank % len(_STREETS)]}"


def contact(rank: int) -> str:
    """Return who pays the invoices of the firm of a rank."""
    return _CONTACTS[rank * 3 % len(_CONTACTS)]
