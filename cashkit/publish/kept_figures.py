"""Kept figures: `figures.json` beside a report, the figures of an audit with what they meant, for a later comparison.

>>> from cashkit.dossier.findings import Figure
>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     overdue = Figure("overdue", Decimal("3.10"), "eur")
...     keep(Path(folder), {"recovery": Review("recovery", date(2025, 12, 31), (overdue,))})
...     audit = kept_in(Path(folder))
>>> audit.as_of, audit.figures()["recovery", "overdue"].value
(datetime.date(2025, 12, 31), Decimal('3.10'))

The definitions are digests of words, unit and expression: a later edition of cashkit that means something else by a
figure compares it no more. A figure whose name this edition does not know is left out, and a warning says how many.
Amounts are text with two decimals. Errors: `SourceError` for a file that is not one of ours.
"""

import json
import warnings
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from cashkit.dossier.findings import Figure
from cashkit.ground import currency, language
from cashkit.ground.errors import SourceError
from cashkit.publish.exports import plain
from cashkit.readers.safe_json import parse_json
from cashkit.readers.stranger_file import content_of
from cashkit.stages.before_after import Audit, definitions
from cashkit.stages.review import STAGES, Review

FIGURES = "figures.json"
_LARGEST = 2_000_000
_EDITION = 1
_DIGITS = 18  # no company's figure is longer
_NUMBERS = frozenset({"eur", "euro", "days", "rate", "ratio", "count"})


def keep(folder: Path, reviews: Mapping[str, Review]) -> None:
    """Write the figures of some reviews into a folder."""
    kept = {
        "edition": _EDITION,
        "as_of": next(iter(reviews.values())).as_of.isoformat(),
        "currency": currency.current(),
        "definitions": definitions(reviews.values()),
        "figures": [
            {"stage": stage, "key": one.key, "unit": one.unit, "value": plain(one.value)}
            for stage, review in reviews.items()
            for one in review.figure_records
        ],
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    (folder / FIGURES).write_text(text + "\n", encoding="utf-8", newline="\n")


def kept_in(folder: Path) -> Audit:
    """Return the audit whose figures a folder keeps."""
    path = folder / FIGURES
    found = parse_json(path.name, content_of(path, largest=_LARGEST))
    try:
        return _audit(_mapping(found))
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise SourceError("publish.not_kept_figures", file=str(path)) from error


def _audit(kept: Mapping[str, Any]) -> Audit:
    """Return the audit that a file keeps; whatever it holds that is not a figure of ours raises."""
    as_of, known = date.fromisoformat(kept["as_of"]), language.table("figures")
    if kept["edition"] != _EDITION:
        raise ValueError
    made: dict[str, list[Figure]] = {}
    unknown = 0
    for row in kept["figures"]:
        if row["key"] in known and row["stage"] in STAGES:
            made.setdefault(row["stage"], []).append(_figure(row))
        else:
            unknown += 1
    if unknown:
        warnings.warn(language.say("publish.unknown_figures", n=unknown), stacklevel=4)
    reviews = tuple(Review(stage, as_of, tuple(figures)) for stage, figures in made.items())
    told = _mapping(kept["definitions"])
    meant = {str(key): str(one) for key, one in told.items()}
    return Audit(reviews or (Review("synthesis", as_of),), meant, str(kept["currency"]))


def _figure(row: Mapping[str, Any]) -> Figure:
    unit, value = str(row["unit"]), row["value"]
    if value is None or unit not in _NUMBERS:
        return Figure(row["key"], None if value is None else str(value), unit)
    number = Decimal(str(value))
    if not number.is_finite() or number.adjusted() > _DIGITS:
        raise ValueError
    return Figure(row["key"], number if unit in {"eur", "euro"} else float(number), unit)


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value
