"""What a finding can be: the codes of `codes.csv`, their severity, basis and words.

Data codes (F, H, L, E, J, G, R ... : something about the file) and fault codes (named in words:
something about the client cycle) stand in one table. `basis` is L law, T the tax office's test
tool, A its audit tool, C ours. Severity is stop, error, warning or info. `effect` says what became of the
data of a data code: refused (left out), repaired (read in spite of its form), assumed (a value put in for
want of one), told (nothing changed); a fault has none.

>>> code("R01").severity, code("R08").effect
('warning', 'assumed')
"""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from io import StringIO

SEVERITIES = ("stop", "error", "warning", "info")
EFFECTS = ("refused", "repaired", "assumed", "told")


@dataclass(frozen=True)
class Code:
    """One row of `codes.csv`."""

    code: str
    severity: str
    basis: str
    fr: str
    en: str
    action_fr: str = ""
    action_en: str = ""
    effect: str = ""

    def words(self, lang: str) -> str:
        """Return the sentence of this code, its fields not yet filled."""
        return self.fr if lang == "fr" else self.en

    def action(self, lang: str) -> str:
        """Return what to do about it."""
        return self.action_fr if lang == "fr" else self.action_en


@functools.cache
def codes() -> Mapping[str, Code]:
    """Return every code, by its name."""
    source = resources.files("cashkit.dossier").joinpath("codes.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return {row["code"]: Code(**row) for row in rows}


def code(name: str) -> Code:
    """Return one code; a name that is not in the table is a programmer's mistake (KeyError)."""
    return codes()[name]
