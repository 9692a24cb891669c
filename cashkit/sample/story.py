"""The story of Fermetures Ombrelune, the made-up company: its years, its segments, its named customers, as data.

>>> round(sum(segment.invoiced[-1] for segment in SEGMENTS.values()))  # k€ with VAT, net
11458
>>> sum(segment.codes for segment in SEGMENTS.values())
250
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "Fermetures Ombrelune SAS"
SIREN = "999009004"
YEARS = (2023, 2024, 2025)
OPENING = dt.date(2023, 1, 1)
AS_OF = dt.date(2025, 12, 31)
FACTOR_FROM = dt.date(2025, 3, 1)
CONTROLLER_LEFT, CONTROLLER_BACK = dt.date(2024, 9, 1), dt.date(2025, 3, 15)
SHARES_OF_MONTHS = (5.5, 6, 8.5, 10, 11.5, 12, 10, 4, 9, 9.5, 8, 6)
SUMMER_BREAK = (4, 17)  # days of August on which the workshop is closed


@dataclass(frozen=True)
class Segment:
    """One kind of customer: how many codes, what it buys a year, on which terms, how late it pays."""

    codes: int
    invoiced: tuple[float, float, float]  # k€ with VAT, by year, net of credit notes
    invoices: tuple[int, int, int]
    terms: str
    method: str
    lateness: float  # days, weighted by amount, in 2025
    spread: float  # of the sizes of invoices around the mean of their customer
    country: str = "FR"


SEGMENTS: Mapping[str, Segment] = MappingProxyType(
    {
        "artisans": Segment(118, (2230, 2210, 2376), (961, 981, 1040), "30", "direct_debit", 3, 0.80),
        "merchants": Segment(46, (3030, 3015, 3084), (425, 420, 430), "45 EOM", "bill", 9, 0.85),
        "builders": Segment(24, (2320, 2080, 1993), (212, 195, 190), "EOM 45", "transfer", 29, 0.95),
        "public": Segment(30, (1080, 1060, 1068), (165, 165, 170), "30", "transfer", 17, 0.85),
        "retail": Segment(10, (0, 1090, 1776), (0, 130, 205), "60", "transfer", 10, 0.60),
        "export": Segment(14, (410, 525, 690), (47, 70, 75), "60", "transfer", 16, 0.85),
        "other": Segment(8, (450, 450, 471), (40, 39, 40), "30", "transfer", 12, 0.70),
    }
)

BLOCKS: tuple[tuple[int, int, str], ...] = (  # first and last code of each segment at base size
    (1, 9, "merchants"),
    (10, 19, "retail"),
    (20, 23, "merchants"),
    (24, 47, "builders"),
    (48, 65, "merchants"),
    (66, 66, "artisans"),
    (67, 81, "merchants"),
    (82, 198, "artisans"),
    (199, 228, "public"),
    (229, 242, "export"),
    (243, 250, "other"),
)

CAST: Mapping[str, str] = MappingProxyType(
    {
        "C0005": "Comptoir Talmond Matériaux",
        "C0006": "Comptoir Talmond Matériaux - Agence de Lorgues-Basses",
        "C0007": "Talmond Bois et Dérivés",
        "C0008": "Talmond Négoce Durance",
        "C0010": "Bricoloria Centrale d'Achats",
        "C0011": "Bricoloria Avignelle",
        "C0012": "Bricoloria Carpentoux",
        "C0013": "Bricoloria Orangis-du-Lac",
        "C0014": "Bricoloria Cavalune",
        "C0015": "Bricoloria Montelaur",
        "C0016": "Bricoloria Pertuisane",
        "C0017": "Bricoloria Valrésie",
        "C0018": "Bricoloria Sorgueval",
        "C0019": "Bricoloria Nyonsole",
        "C0024": "Bativexin Construction SARL",
        "C0029": "Menuiserie Corvaize SAS",
        "C0031": "Alu-Façades Mézin SARL",
        "C0033": "Bâti-Ouest Lagarrigue",
        "C0041": "Constructions Perdriel",
        "C0044": "Résidences Vallorge",
        "C0066": "Ets Guilhem & Fils",
        "C0120": "Pose Express 84",
        "C0147": "Miroiterie Casteljau",
        "C0155": "PE Habitat",
        "C0171": "GUILHEM ET FILS SARL",
        "C0180": "Martin Fermetures SAS",
        "C0181": "SARL Martin Fermetures",
        "C0201": "Ville de Sérignac-le-Haut",
        "C0202": "CCAS de Sérignac-le-Haut",
        "C0205": "Centre hospitalier de Montaubert",
        "C0231": "Zonwering Vandersmet BV",
        "C0236": "Atlas Fermetures SARL",
        "C0249": "Ombrelune Services SARL",
        "C0250": "CLIENTS DIVERS COMPTOIR",
    }
)

GROUPS: Mapping[str, str] = MappingProxyType(
    {f"C{code:04d}": "G01" for code in range(10, 20)} | {f"C{code:04d}": "G02" for code in range(5, 9)}
)
