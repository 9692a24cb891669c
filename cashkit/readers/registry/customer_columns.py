"""An answer of the registers in the columns of the dossier's table `customers`: state, end of business, insolvency.

>>> from pathlib import Path
>>> from cashkit.readers.registry.notices import notices
>>> from cashkit.readers.registry.register_answer import RegisterAnswer
>>> judged = {"nature": "Jugement d'ouverture de liquidation judiciaire", "date": "2025-10-14"}
>>> row = {"registre": "732829320", "familleavis": "collective", "dateparution": "2025-10-21", "jugement": judged}
>>> answer = RegisterAnswer("b.json", "", "notices", (), (), notices([row]), (), 1, 1)
>>> insolvency_rows(answer)[["siren", "insolvency", "judgment_on"]].astype(str).iloc[0].tolist()
['732829320', 'liquidation', '2025-10-14']

One row a company that the answer names; what it does not tell is missing, never "active" nor "none". Proceedings that
are closed are told in the findings, not here: nothing can be declared any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from datetime import date

    from cashkit.readers.registry.register_answer import RegisterAnswer

COLUMNS = ("siren", "register_state", "ceased_on", "insolvency", "judgment_on", "published_on")
_DATES = ("ceased_on", "judgment_on", "published_on")


def insolvency_rows(answer: RegisterAnswer) -> pd.DataFrame:
    """Return what an answer tells of each company, to be joined on `siren`."""
    rows = [_row(answer, siren) for siren in answer.sirens]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(_DATES, "datetime64[s]"))


def _row(answer: RegisterAnswer, siren: str) -> tuple[object, ...]:
    state, ceased = _business(answer, siren)
    now = answer.insolvencies.get(siren)
    if now is None or now.over:
        return siren, state, ceased, None, None, None
    return siren, state, ceased, now.procedure, now.judgment_on or now.published_on, now.published_on


def _business(answer: RegisterAnswer, siren: str) -> tuple[str | None, date | None]:
    """Return whether a company is active and when it ceased, by its identity, else by its removal."""
    for one in answer.identities:
        if one.siren == siren and one.state:
            return one.state, one.ceased_on
    gone = [one for one in answer.notices if one.kind == "removal" and one.status == "kept" and siren in one.sirens]
    return ("ceased", gone[-1].ends_on or gone[-1].published_on) if gone else (None, None)
