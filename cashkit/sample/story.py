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
RETAIL_SHARES = (0.10, 0.135, 0.12, 0.115, 0.105, 0.10, 0.09, 0.085, 0.08, 0.07)  # of Bricoloria's ten codes
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
        "artisans": Segment(118, (2230, 2210, 2376), (961, 981, 1040), "30", "direct_debit", 3, 1.30),
        "merchants": Segment(46, (3030, 3015, 3084), (425, 420, 430), "45 EOM", "bill", 9, 1.60),
        "builders": Segment(24, (2320, 2080, 1993), (212, 195, 190), "EOM 45", "transfer", 29, 1.45),
        "public": Segment(30, (1080, 1060, 1068), (165, 165, 170), "30", "transfer", 17, 1.50),
        "retail": Segment(10, (0, 1090, 1776), (0, 130, 205), "60", "transfer", 10, 1.35),
        "export": Segment(14, (410, 525, 690), (47, 70, 75), "60", "transfer", 16, 1.10),
        "other": Segment(8, (450, 450, 471), (40, 39, 40), "30", "transfer", 12, 0.90),
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

# Groups of the cast with one SIREN for several sites: its rank, which is the number of their first code.
ONE_SIREN: Mapping[str, int] = MappingProxyType({"G01": 10, "G02": 5})
ONE_ACCOUNT: Mapping[str, int] = MappingProxyType({"G01": 10})  # one IBAN for the whole group

JUDGMENTS: Mapping[str, dict[str, object]] = MappingProxyType(
    {
        "C0024": {"insolvency": "redressement", "judgment_on": "2025-10-14", "published_on": "2025-10-22"},
        "C0029": {
            "insolvency": "sauvegarde",
            "judgment_on": "2025-06-03",
            "published_on": "2025-06-12",
            "claim_declared_on": "2025-07-18",
            "claim_amount": 22_600.0,
            "status": "insolvency",
        },
        "C0031": {
            "insolvency": "liquidation",
            "judgment_on": "2025-03-11",
            "published_on": "2025-03-20",
            "claim_declared_on": "2025-04-24",
            "claim_amount": 64_800.0,
            "status": "insolvency",
        },
    }
)

ADDRESSES: Mapping[str, dict[str, object]] = MappingProxyType(
    {
        "C0024": {"postcode": "13090", "city": "Vexin-les-Milles"},
        "C0120": {"postcode": "84130", "city": "Pontvieux", "address": "14 zone des Tamaris"},
        "C0155": {"postcode": "84130", "city": "Pontvieux", "address": "14 zone des Tamaris"},
        "C0180": {"postcode": "31200", "city": "Lalande-Haute"},
        "C0181": {"postcode": "84210", "city": "Althenas"},
        "C0201": {"postcode": "84390", "city": "Sérignac-le-Haut", "address": "1 place de la Mairie"},
        "C0202": {"postcode": "84390", "city": "Sérignac-le-Haut", "address": "1 place de la Mairie"},
        "C0231": {"postcode": "8500", "city": "Kortebeke"},
        "C0236": {"postcode": "20250", "city": "Aïn Atlas"},
    }
)

DISCOUNTS: Mapping[str, tuple[float, int]] = MappingProxyType(  # offered for payment within so many days
    {"C0004": (0.02, 10), "C0051": (0.02, 10), "C0027": (0.02, 10), "C0059": (0.02, 10)}
)
