"""A judgment of insolvency proceedings: what it opens, changes or ends, told by the words that the court publishes.

>>> told("Jugement d'ouverture", "Jugement d'ouverture d'une procédure de redressement judiciaire")
('opening', 'redressement')
>>> told("", "Jugement de conversion en liquidation judiciaire de la procédure de redressement judiciaire")
('conversion', 'liquidation')
>>> told("Avis de dépôt", "Liste des créances nées après le jugement d'ouverture d'une liquidation judiciaire")
('other', 'liquidation')
>>> told("Jugement de clôture", "Jugement de clôture pour insuffisance d'actif")
('closing', '')

Steps: opening (a plan undone and an extension open too), conversion, plan, closing, withdrawn, other. A closing proves
nothing good: for want of assets, the creditors were not paid.
Source: C. com. L620-1, L631-1, L640-1, R621-8; BODACC A, families of judgments.
"""

from __future__ import annotations

import re

from cashkit.ground.plain_text import folded

_PROCEDURES = {
    "liquidation": "liquidation judiciaire", "redressement": "redressement", "sauvegarde": "sauvegarde",
    "retablissement": "retablissement professionnel",
}  # fmt: skip
_STEPS = (
    ("withdrawn", r"retractation|jugement d.annulation"),
    ("other", r"liste des creances|etat des creances|avis de depot|interdiction|faillite personnelle|banqueroute"),
    ("closing", r"cloture|mettant fin a la procedure|execution du plan"),
    ("opening", r"resolution du plan.*liquidation|extension|reprise de la procedure|reouverture"),
    ("conversion", r"conversion"),
    ("other", r"plan de cession|resolution du plan|infirmant"),
    ("plan", r"\bplan\b"),
    ("opening", r"ouverture|prononcant la liquidation|ouvrant"),
)
_INTO = re.compile(r"conversion\b.*?\ben\b(.*)")


def told(family: str, nature: str, more: str = "") -> tuple[str, str]:
    """Return the step and the procedure of a judgment by its family, its nature and, if need be, its text."""
    words = folded(nature) or folded(family)
    known = (step for text in (words, folded(family)) for step, pattern in _STEPS if re.search(pattern, text))
    step = next(known, "other")
    return step, _procedure(step, words) or _procedure(step, folded(more))


def _procedure(step: str, words: str) -> str:
    """Return the procedure that words name; of two the graver, unless one is converted into the other."""
    if step == "conversion" and (match := _INTO.search(words)):
        words = match[1]
        found = [(words.find(name), key) for key, name in _PROCEDURES.items() if name in words]
        return min(found)[1] if found else ""
    return next((key for key, name in _PROCEDURES.items() if name in words), "")
