"""The cut-off: what belongs to a year though its document comes later, posted at year end and taken back next morning.

Goods delivered and not invoiced (418 / 70), one entry a delivery under its number; rebates to grant (709 / 4198);
charges paid for next year (486), income of next year such as deposits billed (487), purchases not billed yet (6 / 408).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number
from cashkit.sample.booked import cents_of, days, taken
from cashkit.sample.delivered import invoice_rows
from cashkit.sample.journals.dates import closing
from cashkit.sample.journals.postings import Line, post, single, together
from cashkit.sample.steps import NEVER
from cashkit.sample.story import AS_OF, YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.journals.figures import Figures

    Flags = NDArray[np.bool_]

TO_INVOICE, TO_GRANT, VAT_TO_COME, VAT_NOT_BILLED = "418100", "419800", "445870", "445860"
MADE, FITTED, REBATES, DEFERRED, PREPAID, NOT_BILLED = "701000", "706000", "709100", "487000", "486000", "408100"
INSURANCE, SUNDRY = "616000", "628000"
_FORGOTTEN = 30
"""Days after which a delivery without an invoice was forgotten, and not only delivered late in the year."""
_OLDEST = 360
_VAT_SHARE = 6
_MERCHANT, _CHAIN, _CHAIN_SHARE, _CHAIN_FROM = "C0005", "C0010", 0.7, 2024


def cut_off_lines(tables: Mapping[str, pd.DataFrame], figures: Figures) -> pd.DataFrame:
    """Return the entries of each year end, and those that take the year before back."""
    made = [part for year in YEARS for part in (to_invoice(tables, year), _provided(figures, year))]
    back = [reversed_entries(lines) for lines in (before(tables, figures), *made)]
    return together([*made, *(lines[lines["day"] <= day_number(AS_OF)] for lines in back)])


def before(tables: Mapping[str, pd.DataFrame], figures: Figures) -> pd.DataFrame:
    """Return the entries of the year end before the first year: only their balances are brought forward."""
    return together([to_invoice(tables, YEARS[0] - 1), _provided(figures, YEARS[0] - 1)])


def reversed_entries(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the same entries taken back on the first day of the next year."""
    text = "Extourne " + lines["text"]
    return lines.assign(day=lines["day"] + 1, document=lines["day"] + 1, cents=-lines["cents"], text=text)


def waiting(tables: Mapping[str, pd.DataFrame], year: int) -> Flags:
    """Return which deliveries wait for their invoice at the end of a year."""
    deliveries, invoices = tables["deliveries"], tables["invoices"]
    day = closing(year)
    invoiced = taken(days(invoices, "posted_on"), invoice_rows(deliveries, invoices))
    invoiced = np.where(invoiced < 0, NEVER, invoiced)
    free = deliveries["kind"].fillna("").eq("free").to_numpy()
    return np.asarray((days(deliveries, "delivered_on") <= day) & (invoiced > day) & ~free, bool)


def forgotten(tables: Mapping[str, pd.DataFrame]) -> Flags:
    """Return the deliveries that nobody invoiced nor accrued at the last year end."""
    old = days(tables["deliveries"], "delivered_on") < day_number(AS_OF) - _FORGOTTEN
    return np.asarray(waiting(tables, AS_OF.year) & old, bool)


def to_invoice(tables: Mapping[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """Return one entry for each delivery that waits for its invoice at a year end, those forgotten apart."""
    chosen = waiting(tables, year) & ~(forgotten(tables) & (year == AS_OF.year))
    own = tables["deliveries"][chosen]
    whole, net = cents_of(own, "amount"), cents_of(own, "amount_excl_vat")
    net = np.where(net > 0, net, np.rint(whole / 1.2).astype(np.int64))
    day = closing(year)
    lines = [Line(TO_INVOICE, whole, own["customer_id"]), Line(MADE, -net), Line(VAT_TO_COME, net - whole)]
    return post(
        "OD", np.full(len(own), day), ref=own["delivery_id"], text="Facture à établir", lines=lines,
        document=np.maximum(days(own, "delivered_on"), day - _OLDEST),
    )  # fmt: skip


def _provided(figures: Figures, year: int) -> pd.DataFrame:
    """Return what one document each provides for: rebates, prepaid charges, deferred income, purchases not billed."""
    day, owed = closing(year), figures.cents("accrued_purchases", year)
    prepaid, deferred, vat = figures.cents("prepaid", year), figures.cents("deferred", year), round(owed / _VAT_SHARE)
    return together([
        single("OD", day, ("CCA", "Charges d'avance"), {PREPAID: prepaid, INSURANCE: -prepaid}),
        single("OD", day, ("PCA", "Produits d'avance"), {FITTED: deferred, DEFERRED: -deferred}),
        single("OD", day, ("FNP", "Factures à recevoir"), {SUNDRY: owed - vat, VAT_NOT_BILLED: vat, NOT_BILLED: -owed}),
        *(_rebate(day, round(figures.cents("rebates", year) * share), who) for who, share in _granted(year).items()),
    ])  # fmt: skip


def _granted(year: int) -> dict[str, float]:
    return {_CHAIN: _CHAIN_SHARE, _MERCHANT: 1 - _CHAIN_SHARE} if year >= _CHAIN_FROM else {_MERCHANT: 1.0}


def _rebate(day: int, whole: int, who: str) -> pd.DataFrame:
    vat = round(whole / _VAT_SHARE)
    lines = [Line(REBATES, [whole - vat]), Line(VAT_TO_COME, [vat]), Line(TO_GRANT, [-whole], [who])]
    return post("OD", [day], ref="RFA " + who, text="Remises à accorder", lines=lines)
