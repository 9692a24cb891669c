"""Harmless in stages 1 to 3: what looks like a fault of who customers are or of their lines and is none.

Each case differs from a fault of `planted_inform`, `planted_credit_line` or `planted_account` in one condition.
Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import as_date, day_number
from cashkit.sample import planted_account, planted_credit_line, planted_inform
from cashkit.sample.cover import COVER_ENDED
from cashkit.sample.planted_collection import financed_outstanding
from cashkit.sample.planted_credit_line import BUYS, CONCENTRATION, TOLERANCE, delivered_after, groups, joint, shares
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, HALF_AND_YEAR_BEFORE, YEAR_BEFORE, summed

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Case = tuple[str, str, str, list[str]]

_PUBLIC = ("public", "hospital")
_LARGE = 0.05


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of these stages and is none."""
    public = seen.text("kind").isin(_PUBLIC).to_numpy(bool)
    without = seen.home & public & seen.given("siren") & ~seen.given("vat_number")
    cases = [
        (planted_inform.STAGE, "vat_id_mismatch", "no_vat_number", seen.keys(without)),
        *_of_files(seen),
        *_of_lines(seen),
        *_of_groups(seen),
    ]
    return [rows(stage, code, keys, note, near_miss=True) for stage, code, note, keys in cases]


def _of_files(seen: Seen) -> list[Case]:
    """Return the blanks that nobody asks to fill, and the lines of customers who only seem asleep."""
    limit, last = seen.cents("credit_limit"), seen.known["last_invoice"].to_numpy(np.int64)
    blank = ~(seen.given("address") & seen.given("email") & seen.given("payment_terms"))
    otherwise = (seen.text("payment_method") != "direct_debit").to_numpy(bool) & ~seen.given("debit_mandate_on")
    artisans = (seen.text("segment") == "artisans").to_numpy(bool)
    quiet = seen.active & (limit > 0) & (last > HALF_AND_YEAR_BEFORE) & (last <= YEAR_BEFORE)
    closed = (limit == 0) & (last >= 0) & (last <= HALF_AND_YEAR_BEFORE)
    counter = (seen.text("kind") == "counter").to_numpy(bool)
    found = [
        ("account_incomplete", "pays_at_the_counter", seen.active & blank & counter),
        ("debit_without_iban", "pays_otherwise", seen.active & artisans & otherwise),
        ("dormant_with_limit", "bought_within_18_months", quiet),
        ("dormant_with_limit", "line_closed", closed),
    ]
    return [(planted_account.STAGE, code, note, seen.keys(flags)) for code, note, flags in found]


def _of_lines(seen: Seen) -> list[Case]:
    """Return who buys without a limit and needs none, and whose cover changed without being withdrawn."""
    bought = (seen.known["invoiced"] > BUYS).to_numpy(bool) & (seen.cents("credit_limit") == 0) & seen.active
    kind, changed = seen.text("kind"), seen.days("cover_changed_on")
    reduced = (seen.cents("insured_limit") > 0) & (changed <= CLOSING) & delivered_after(seen, changed)
    never = (seen.text("segment") == "builders").to_numpy(bool) & ~seen.given("insured_limit")
    since = np.full(len(kind), day_number(as_date(COVER_ENDED)))
    never &= seen.active & (seen.cents("credit_limit") > 0) & delivered_after(seen, since)
    found = [
        ("limit_missing", "public", bought & kind.isin(_PUBLIC).to_numpy(bool)),
        ("limit_missing", "guaranteed", bought & seen.given("guarantee")),
        ("limit_missing", "own_group", bought & (kind == "intra_group").to_numpy(bool)),
        ("cover_withdrawn", "cover_reduced", reduced),
        ("cover_withdrawn", "never_covered", never),
    ]
    return [(planted_credit_line.STAGE, code, note, seen.keys(flags)) for code, note, flags in found]


def _of_groups(seen: Seen) -> list[Case]:
    """Return the groups beyond what one code is covered for because of what the factor bought, and the large ones."""
    names, group = groups(seen.text("group_id"))
    exposed, covered = joint(seen)
    owner = seen.booked.items["customer"].to_numpy()
    sold = summed(group, summed(owner, financed_outstanding(seen), len(group)), len(names))
    most = np.zeros(len(names), np.int64)
    np.maximum.at(most, group[group >= 0], seen.cents("insured_limit")[group >= 0])
    within = (exposed <= covered * TOLERANCE) & (exposed + sold > most * TOLERANCE)
    below = {name: one for name, one in shares(seen).items() if one < CONCENTRATION}
    least = min(_LARGE, max(below.values()))
    large = [name for name, one in below.items() if one >= least]
    stage = planted_credit_line.STAGE
    return [
        (stage, "group_limit_exceeded", "sold_to_the_factor", [names[row] for row in np.flatnonzero(within)]),
        (stage, "concentration_high", "below_a_tenth", large),
    ]
