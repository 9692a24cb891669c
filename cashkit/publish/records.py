"""Records as JSON and back, equal: frozen dataclasses, amounts, dates and tuples keep their type.

>>> from decimal import Decimal
>>> kept = {"amount": Decimal("12.50"), "items": (("invoices", "F1", 1250),), "on": date(2025, 12, 31)}
>>> import json
>>> restored(json.loads(json.dumps(stored(kept)))) == kept
True
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from cashkit.dossier.findings import DataFinding, Figure, Finding, NotAssessed, RowsUsed
from cashkit.ground.errors import ContractError

_RECORDS: Mapping[str, type[Any]] = {
    kind.__name__: kind for kind in (DataFinding, Finding, Figure, NotAssessed, RowsUsed)
}
_KIND = "$"


def stored(value: object) -> Any:  # noqa: ANN401  (what JSON holds)
    """Return a value as JSON can hold it; what JSON has no type for carries its type's name."""
    if value is None or type(value) in {str, int, float, bool}:
        return value
    if isinstance(value, np.generic):
        return stored(value.item())
    if isinstance(value, tuple(_RECORDS.values())):
        return {_KIND: type(value).__name__} | {name: stored(one) for name, one in vars(value).items()}
    for kind, store in _STORE:
        if isinstance(value, kind):
            return store(value)
    raise ContractError("publish.not_stored", type=type(value).__name__)


def restored(value: Any) -> Any:  # noqa: ANN401
    """Return what `stored` was given."""
    if isinstance(value, list):
        return [restored(one) for one in value]
    if not isinstance(value, dict):
        return value
    kind = value.get(_KIND)
    if kind is None:
        return {key: restored(one) for key, one in value.items()}
    if kind in _RECORDS:
        return _RECORDS[kind](**{key: restored(one) for key, one in value.items() if key != _KIND})
    return _RESTORE[kind](value["value"])


def _tagged(kind: str, value: object) -> dict[str, object]:
    return {_KIND: kind, "value": value}


def _mapping(value: Mapping[object, object]) -> dict[str, object]:
    if all(type(key) is str for key in value) and _KIND not in value:
        return {str(key): stored(one) for key, one in value.items()}
    return _tagged("mapping", [[stored(key), stored(one)] for key, one in value.items()])


_STORE: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (Decimal, lambda value: _tagged("decimal", str(value))),
    (pd.Timestamp, lambda value: _tagged("timestamp", value.isoformat())),
    (datetime, lambda value: _tagged("datetime", value.isoformat())),
    (date, lambda value: _tagged("date", value.isoformat())),
    (tuple, lambda value: _tagged("tuple", [stored(one) for one in value])),
    (list, lambda value: [stored(one) for one in value]),
    (Mapping, _mapping),
)
_RESTORE: Mapping[str, Callable[[Any], Any]] = {
    "decimal": Decimal,
    "timestamp": pd.Timestamp,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "tuple": lambda value: tuple(restored(one) for one in value),
    "mapping": lambda value: {restored(key): restored(one) for key, one in value},
}
