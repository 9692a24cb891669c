"""The data-quality page as tables: measures of the data, grades of the stages, what reading did, what to ask for.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.trust import trust
>>> row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 120.0}
>>> found = trust(Dossier.of(name="case", invoices=pd.DataFrame([row])), as_of="2025-12-31")
>>> list(trust_tables(found)), trust_tables(found)["asks"]["concerned"].tolist()[:2]
(['data_quality', 'grades', 'data_effects', 'asks'], [120.0, 120.0])

Units: euros with VAT; shares as they are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.stages.asks import SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.dossier.findings import Figure
    from cashkit.stages.trust import Trust

_DONE = ("refused", "repaired", "assumed")


def trust_tables(found: Trust) -> Mapping[str, pd.DataFrame]:
    """Return the four tables of the page, in the language in force."""
    return {
        "data_quality": _quality(found),
        "grades": _grades(found),
        "data_effects": _effects(found),
        "asks": _asks(found),
    }


def _quality(found: Trust) -> pd.DataFrame:
    """Return the measures of the data that are known: measure, value."""
    rows = [(_opening(one.label()), one.text()) for one in found.shares if one.value is not None and not _nil(one)]
    return pd.DataFrame(rows, columns=["measure", "value"])


def _nil(figure: Figure) -> bool:
    """Return whether a measure is nothing to tell: no euros."""
    return figure.unit == "eur" and not figure.value


def _grades(found: Trust) -> pd.DataFrame:
    """Return for each stage whether the data are enough: stage, grade, data_reason."""
    rows = [(one.stage, one.grade, one.told()) for one in found.grades]
    return pd.DataFrame(rows, columns=["stage", "grade", "data_reason"])


def _effects(found: Trust) -> pd.DataFrame:
    """Return what was refused, repaired and assumed, then what the receivables tell (R codes).

    Columns: effect, code, count, concerned, message.
    """
    told = [one for one in found.receivable_codes if one.effect not in _DONE]
    shown = [*(one for done in _DONE for one in found.of(done)), *told]
    rows = [(one.effect, one.code, one.count, _euros(one.cents), one.told()) for one in shown]
    return pd.DataFrame(rows, columns=["effect", "code", "count", "concerned", "message"])


def _asks(found: Trust) -> pd.DataFrame:
    """Return what to ask the client for, five things at most: what, whom, concerned, why."""
    rows = [(_opening(one.what()), one.whom(), _euros(one.cents or None), one.why()) for one in found.asks[:SHOWN]]
    return pd.DataFrame(rows, columns=["what", "whom", "concerned", "why"])


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def _opening(label: str) -> str:
    return label[:1].upper() + label[1:]
