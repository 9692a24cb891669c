"""Takings: what a shop receives at its counter, kept on an account among the customers, though nobody owes it.

Such an account bears no firm's name but that of its means (RECETTE CB, RECETTES ESPECES, CAISSE, VENTES COMPTOIR).
Its sales are posted in one sum, often at the end of the month, after the cards and the cash that pay them: so its
receipts settle its sales oldest first, whichever was posted first, and nobody is late or to be chased.

>>> names = ["RECETTE CB", "Ventes au comptoir", "CLIENTS DIVERS COMPTOIR", "COMPTOIR DES PEINTURES", "CLIENTS DIVERS"]
>>> [is_takings(name) for name in names]
[True, True, True, False, False]

A name is taken for one only where every word of it is of the counter: a firm may be called Comptoir or Caisse.
"""

import re

import numpy as np
from numpy.typing import NDArray

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground.money import euros
from cashkit.readers.fec.labels import plain
from cashkit.readers.fec.lines import Int64, Lines
from cashkit.readers.fec.parties import Parties

KIND = "takings"
_COUNTER = re.compile(r"recettes?|caisses?|comptoir|comptant|passage|encaissements?|especes?")
_BESIDE = re.compile(
    r"a|aux?|bancaires?|boutique|cartes?|cb|cheques?|chq|clients?|d[eu]s?|detail|divers|en|esp|et|jours?|l[ae]s?|"
    r"journalieres?|magasin|paiements?|public|remises?|restaurants?|tickets?|tpe|ventes?|virements?"
)


def is_takings(name: str) -> bool:
    """Return whether an account of this name holds what the counter takes in."""
    words = plain(name).split()
    at_counter = [bool(_COUNTER.fullmatch(word)) for word in words]
    return any(at_counter) and all(
        known or _BESIDE.fullmatch(word) for known, word in zip(at_counter, words, strict=True)
    )


def takings(who: Parties) -> NDArray[np.bool_]:
    """Return which customers are takings."""
    return np.array([is_takings(str(name)) for name in who.names], bool)


def takings_findings(lines: Lines, row: Int64, who: Parties, file: str) -> list[DataFinding]:
    """R12: the accounts of takings among the customers, with what they have not yet received."""
    found = []
    for code in np.flatnonzero(takings(who)).tolist():
        own = row[who.code == code]
        left = int((lines.debit - lines.credit)[own].sum())
        found.append(
            data_finding(
                "R12",
                file=file,
                line=int(lines.line_no[own[0]]),
                field="CompAuxLib",
                value=str(who.names[code]),
                customer=str(who.labels[code]),
                amount=euros(left),
            )
        )
    return found
