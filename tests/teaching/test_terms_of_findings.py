"""No term of the trade stands in a finding without its entry in the glossary."""

import csv
import re
from pathlib import Path

import pytest

from cashkit import teaching as ex
from cashkit.ground.errors import ArgumentError

CODES = Path(__file__).resolve().parents[2] / "cashkit" / "dossier" / "codes.csv"
TRADE = """acompte|administrateur judiciaire|affacturage|assureur-crédit|autoliquidation|avoir|bon de livraison|
    capitaux propres|CGV|dépassement|dérogation|échéance|échu|encours|escompte|facture rectificative|
    factures à établir|IBAN|juge-commissaire|levée des réserves|litige|maître d'ouvrage|mandataire judiciaire|
    menace de sinistre|mise en demeure|numéro de commande|période d'observation|plafond légal|privilège|
    procédure collective|quotité|reconnaissance de dette|recours|relance|relevé de compte|relevé de forclusion|
    réserve de propriété|retenue de garantie|SIREN|SIRET|VIES"""
PHRASES = [re.sub(r"\s+", " ", one).strip() for one in TRADE.split("|")]
ALIASES = {
    "escompte": "escompte pour paiement anticipé",
    "menace de sinistre": "déclaration de menace de sinistre",
    "numéro de commande": "bon de commande",
}
"""Terms that the glossary defines under a longer name."""


def sentences():
    """Return every French sentence of the findings of the stages."""
    with CODES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"].islower()]
    return " ".join(f"{row['fr']} {row['action_fr']}" for row in rows)


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_term_that_findings_use_is_defined_in_both_languages(phrase):
    assert re.search(rf"\b{phrase}", sentences(), re.IGNORECASE), "no finding uses it any more"
    found = ex.term(ALIASES.get(phrase, phrase), "fr")
    assert found.meaning
    assert ex.term(found.key, "en").meaning


def test_a_term_that_nobody_defined_is_refused():
    with pytest.raises(ArgumentError):
        ex.term("lettre de mission", "fr")
