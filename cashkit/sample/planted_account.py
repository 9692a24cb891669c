"""Planted in stage 3: doubles, shared accounts, blanks and dormant lines of the customer file, told from the tables.

>>> plain_name("Ets Guilhem & Fils") == plain_name("GUILHEM ET FILS SARL")
True

Units: whole cents with VAT, days.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.seen import rows
from cashkit.sample.standing import HALF_AND_YEAR_BEFORE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

STAGE = "account"
_BUYS = 10_000_000
_FORMS = {"sarl", "sas", "sasu", "eurl", "sa", "snc", "sci", "scop", "ets", "etablissements", "et", "bv", "srl"}
_ASKED = ("company", "", "public", "hospital")


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of stage 3."""
    known, limit = seen.known, seen.cents("credit_limit")
    blank = ~(seen.given("address") & seen.given("email") & seen.given("payment_terms"))
    debited = seen.active & (seen.text("payment_method") == "direct_debit").to_numpy(bool)
    bought = (known["invoiced"] > _BUYS).to_numpy(bool)
    asleep = (known["last_invoice"] <= HALF_AND_YEAR_BEFORE).to_numpy(bool)
    cases = {
        "duplicate_siret": _later(seen, _same_siret(seen)),
        "duplicate_name": _later(seen, _same_name(seen)),
        "shared_iban": _later(seen, _same_iban(seen)),
        "terms_not_signed": seen.keys(seen.firm & seen.active & bought & ~seen.flags("terms_signed")),
        "account_incomplete": seen.keys(
            seen.active & seen.on_credit & blank & seen.text("kind").isin(_ASKED).to_numpy(bool)
        ),
        "debit_without_iban": seen.keys(debited & ~(seen.given("iban") & seen.given("debit_mandate_on"))),
        "dormant_with_limit": seen.keys(
            seen.active & (limit > 0) & (seen.days("opened_on") < HALF_AND_YEAR_BEFORE) & asleep
        ),
    }
    return [rows(STAGE, code, keys) for code, keys in cases.items()]


def _pairs(values: pd.Series, wanted: Flags) -> list[tuple[int, int]]:
    """Return the pairs of customers that share a value."""
    groups: dict[str, list[int]] = {}
    for row, value in zip(np.flatnonzero(wanted).tolist(), values.to_numpy(object)[wanted].tolist(), strict=True):
        groups.setdefault(value, []).append(row)
    return [pair for _, members in sorted(groups.items()) for pair in itertools.combinations(members, 2)]


def _undeclared(seen: Seen, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out pairs of which one code is declared to be the other's second account."""
    ids, main = seen.customers["customer_id"].to_numpy(object), seen.text("ship_to_of").to_numpy(object)
    return [(one, other) for one, other in pairs if main[one] != ids[other] and main[other] != ids[one]]


def _later(seen: Seen, pairs: list[tuple[int, int]]) -> list[str]:
    """Return the code of each pair that was opened later."""
    opened, ids = seen.days("opened_on"), seen.customers["customer_id"].to_numpy(object)
    return [max((int(opened[row]), str(ids[row])) for row in pair)[1] for pair in pairs]


def _same_siret(seen: Seen) -> list[tuple[int, int]]:
    open_codes = (seen.text("status") != "closed").to_numpy(bool)
    return _undeclared(seen, _pairs(seen.text("siret"), seen.given("siret") & open_codes))


def plain_name(name: str) -> str:
    """Return a name without accents, legal form, `Ets` and `et`, its words in order."""
    letters = "".join(one for one in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(one))
    return " ".join(sorted(word for word in re.findall(r"[a-z0-9]+", letters) if word not in _FORMS))


def _same_name(seen: Seen) -> list[tuple[int, int]]:
    """Return the pairs of one name in one town of which one has no SIREN."""
    names = (
        pd.Series([plain_name(one) for one in seen.text("name")], dtype="str") + "|" + seen.text("postcode").to_numpy()
    )
    siren, siret = seen.given("siren"), seen.text("siret")
    pairs = _undeclared(seen, _pairs(names, seen.given("postcode")))
    doubles = set(_same_siret(seen))
    return [
        (one, other)
        for one, other in pairs
        if not (siren[one] and siren[other]) and (one, other) not in doubles and siret[one] != siret[other]
    ]


def _same_iban(seen: Seen) -> list[tuple[int, int]]:
    """Return the pairs of two firms, of no common group, that pay from one account."""
    siren, group = (seen.text(name).to_numpy(object) for name in ("siren", "group_id"))
    pairs = _undeclared(seen, _pairs(seen.text("iban"), seen.given("iban") & seen.given("siren")))
    together: Callable[[int, int], bool] = lambda one, other: group[one] != "" and group[one] == group[other]  # noqa: E731
    return [(one, other) for one, other in pairs if siren[one] != siren[other] and not together(one, other)]


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of stage 3 and is none."""
    group, siren = seen.text("group_id"), seen.text("siren")
    sites = seen.given("siren") & siren.duplicated(keep=False).to_numpy(bool) & (group != "").to_numpy(bool)
    treasury = (
        seen.given("iban") & seen.text("iban").duplicated(keep=False).to_numpy(bool) & (group != "").to_numpy(bool)
    )
    names = pd.Series([plain_name(one) for one in seen.text("name")], dtype="str")
    namesakes = (
        names.duplicated(keep=False).to_numpy(bool) & seen.given("siren") & (siren.map(siren.value_counts()) == 1)
    )
    place = seen.text("address") + "|" + seen.text("postcode")
    one_address = place.duplicated(keep=False).to_numpy(bool) & seen.text("kind").isin(["public"]).to_numpy(bool)
    second = seen.given("ship_to_of")
    small = seen.firm & ~seen.flags("terms_signed") & (seen.known["invoiced"] <= _BUYS).to_numpy(bool)
    cases = [
        ("duplicate_siret", "sites_of_one_firm", sites),
        ("shared_iban", "central_treasury", treasury),
        ("duplicate_name", "namesakes", namesakes & ~sites & ~_doubled(seen)),
        ("duplicate_name", "one_address", one_address),
        ("duplicate_siret", "declared_second_account", second),
        ("terms_not_signed", "buys_little", small),
    ]
    return [rows(STAGE, code, seen.keys(np.asarray(flags, bool)), note, near_miss=True) for code, note, flags in cases]


def _doubled(seen: Seen) -> Flags:
    """Say which codes are in a true double by name."""
    flags = np.zeros(len(seen.customers), bool)
    flags[[row for pair in _same_name(seen) for row in pair]] = True
    return flags
