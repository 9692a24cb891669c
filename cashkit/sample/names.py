"""Names of the crowd: firms and towns that do not exist, kept apart by construction.

A surname serves once among the first customers; later ones bear their town as well, so that no two names
of one postcode share a surname.

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
_DEPARTMENTS = ("84", "13", "30", "26", "07", "04", "83", "34")


def firm(segment: str, rank: int) -> str:
    """Return the name of the firm of a rank within the whole crowd."""
    trades = TRADES[segment]
    name = f"{trades[(rank // 3) % len(trades)]} {SURNAMES[rank % len(SURNAMES)]}"
    again = rank // len(SURNAMES)
    return name if again == 0 else f"{name} {town_of(rank)[0]}"


def town_of(rank: int) -> tuple[str, str]:
    """Return the town of the firm of a rank: those that share a surname live in different towns."""
    return town(rank // len(SURNAMES) + rank * 5)


def town(rank: int) -> tuple[str, str]:
    """Return a town and its postcode."""
    stem, turn = _STEMS[rank % len(_STEMS)], rank // len(_STEMS)
    ending = _ENDINGS[turn % len(_ENDINGS)]
    department = _DEPARTMENTS[turn // len(_ENDINGS) % len(_DEPARTMENTS)]
    return stem + ending, f"{department}{(rank * 10 + 10) % 1000:03d}"
