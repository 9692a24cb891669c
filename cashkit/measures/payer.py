"""Payer: the customer from whom a bank line comes, told by its account, an identifier, or a name that is no other's.

>>> known = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["Volets Martin SARL", "Toitures Durand"],
...     "iban": ["FR7630006000011234567890189", None], "siren": [None, "552100554"]})
>>> payers = Payers(["C1", "C2"], TableColumns(known))
>>> payers.by_account("FR76 3000 6000 0112 3456 7890 189"), payers.by_identifier("VIR RCS 552 100 554 PARIS")
((0,), (1,))
>>> payers.compare(["VOLETS MARTEN"])
>>> payers.by_name("", "VIR SEPA STE TOITURES DURAND FAC"), payers.by_name("VOLETS MARTEN", ""), payers.by_name("X", "")
((1,), (0,), ())

An identifier is a SIREN, a SIRET, a VAT number or a customer code of four signs or more with a letter and a digit (a
code of digits alone needs seven of them, which are no date). A name is the customer's when its words are (legal forms,
accents and order aside), when it is at least 92 % alike (rapidfuzz), or when all its words stand in the bank's text.
Several customers found are all returned: the line is nobody's for certain.
Units: places in the list of customers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd  # noqa: F401  (the doctest)

from cashkit.dossier.table_columns import TableColumns  # noqa: TC001  (the doctest makes one)
from cashkit.measures.same_name import NEAR, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Found = tuple[int, ...]
_CODE, _NAME, _WORD_ALONE = 4, 5, 7
_RUN = 4
_LONG_CODE = 7
_DATE = re.compile(r"(?:19|20)\d{6}|\d{4}(?:19|20)\d{2}")
_IDENTIFIER = re.compile(r"\d{9}|\d{14}|[A-Z]{2}[0-9A-Z]{2,12}")
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[\W_]+")
_AT_ONCE = 500


class Payers:
    """The customers of a dossier, by what a bank line may call them."""

    def __init__(self, customers: Sequence[str], table: TableColumns | None) -> None:
        """Enter the customers, with what the table of customers says of them."""
        place = {customer: code for code, customer in enumerate(customers)}
        self._accounts: dict[str, set[int]] = defaultdict(set)
        self._identifiers: dict[str, set[int]] = defaultdict(set)
        self._names: dict[str, set[int]] = defaultdict(set)
        self._alike: dict[str, Found] = {}
        self._codes = {tuple(_words(customer)): code for customer, code in place.items() if _tells(_squeezed(customer))}
        if table is not None:
            codes = [place.get(customer, -1) for customer in table.ids("customer_id")]
            self._enter(codes, {name: table.ids(name) for name in ("iban", "siren", "siret", "vat_number", "name")})
        self._longest = _by_longest_word(self._names)

    def _enter(self, codes: Sequence[int], columns: Mapping[str, Iterable[str]]) -> None:
        for code, iban, *identifiers, name in zip(codes, *columns.values(), strict=True):
            if code < 0:
                continue
            if iban := _squeezed(iban):
                self._accounts[iban].add(code)
            for identifier in map(_squeezed, identifiers):
                if _IDENTIFIER.fullmatch(identifier):
                    self._identifiers[identifier].add(code)
            if plain := plain_name(name):
                self._names[plain].add(code)

    def by_account(self, iban: str) -> Found:
        """Return the customers who pay from an account."""
        return tuple(sorted(self._accounts.get(_squeezed(iban), ())))

    def by_identifier(self, text: str) -> Found:
        """Return the customers whose identifier stands in a text; the longest identifier decides."""
        words = _words(text)
        runs = [tuple(words[i : i + n]) for n in range(1, _RUN + 1) for i in range(len(words) - n + 1)]
        hits = {run: self._identifiers[run] for run in map("".join, runs) if run in self._identifiers}
        hits |= {"".join(run): {self._codes[run]} for run in runs if run in self._codes}
        longest = max(map(len, hits), default=0)
        return tuple(sorted({code for run, codes in hits.items() if len(run) == longest for code in codes}))

    def by_name(self, name: str, text: str) -> Found:
        """Return the customers who bear the name of a line's other party, else whose name stands in its text."""
        plain = plain_name(name)
        exact = self._names.get(plain) if plain else None
        return tuple(sorted(exact)) if exact else self._alike.get(plain, ()) or self._within(f"{name} {text}")

    def compare(self, names: Iterable[str]) -> None:
        """Look for names at least 92 % alike, all at once: `by_name` then knows them."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  (only near names need it)

        known = list(self._names)
        wanted = sorted({plain for plain in map(plain_name, names) if plain and plain not in self._names})
        for start in range(0, len(wanted) if known else 0, _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            alike = process.cdist(some, known, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
            for one in np.flatnonzero(alike.any(axis=1)):
                found = {code for other in np.flatnonzero(alike[one]) for code in self._names[known[other]]}
                self._alike[some[one]] = tuple(sorted(found))

    def _within(self, text: str) -> Found:
        """Return the customers all of whose name stands in a text; a name within a longer one gives way to it."""
        words = set(plain_name(text).split())
        found = [set(name.split()) for word in words for name in self._longest.get(word, ()) if _stands(name, words)]
        whole = [name for name in found if not any(name < other for other in found)]
        return tuple(sorted({code for name in whole for code in self._names.get(" ".join(sorted(name)), ())}))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.upper())


def _tells(code: str) -> bool:
    """Tell whether a customer code is one that stands in a text by no chance."""
    if code.isdigit():
        return len(code) >= _LONG_CODE and not _DATE.fullmatch(code)
    return len(code) >= _CODE and any(letter.isdigit() for letter in code)


def _squeezed(text: str) -> str:
    return _SIGNS.sub("", text).upper()


def _by_longest_word(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[max(name.split(), key=len)].append(name)
    return found


def _stands(name: str, words: set[str]) -> bool:
    """Tell whether a name stands among words: all its words, and enough of them to be no chance."""
    parts = name.split()
    long_enough = len(name) >= _NAME if len(parts) > 1 else len(name) >= _WORD_ALONE
    return long_enough and set(parts) <= words
