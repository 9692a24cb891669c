"""A line whose fields are not as many as the headings: mended when it can only be read one way.

A label may hold the separator: the columns are counted from both ends and the surplus is joined
inside EcritureLib (not where the separator is a comma, which may be a decimal one). A line may lack its
last, optional fields, or end with separators too many. A way of reading stands only if the dates and
amounts then parse and, for a line that is changed, one amount alone is not zero; of two that stand, the
more plausible wins, and when they are equal the line is refused.

>>> shape = Shape(("EcritureDate", "CompteNum", "EcritureLib", "Debit", "Credit"), b"|")
>>> mended(shape, [b"20250131", b"411000", b"Facture A", b"B", b"12,00", b"0,00"])
([b'20250131', b'411000', b'Facture A|B', b'12,00', b'0,00'], True)
>>> mended(shape, [b"20250131", b"411000"]) is None
True

Finding: L01.
Source: the repair is counted from both ends, as FEC-cleaner does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cashkit.readers.fec import amounts, days, text

Fields = list[bytes]
_DATES = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")
_LAST_NEEDED = ("ValidDate", "Debit", "Credit", "Montant", "Sens", "EcritureLib", "CompteNum", "EcritureDate")
_ACCOUNT = re.compile(r"[0-9]{3}")
_CURRENCY = re.compile(r"([A-Za-z]{3})?")
_AMOUNT = re.compile(r"[0-9]+[.,][0-9]+")
_SENS = re.compile(r"[DdCc]|[+-]?1")


@dataclass(frozen=True)
class Shape:
    """The columns that a line should have, by their legal names, and the separator."""

    columns: tuple[str, ...]
    separator: bytes

    def amounts(self) -> tuple[int, ...]:
        """Return where the amounts stand; Montant is one where there is no Debit."""
        names = {"Montantdevise", *(("Debit", "Credit") if "Debit" in self.columns else ("Montant",))}
        return tuple(place for place, name in enumerate(self.columns) if name in names)


def mended(shape: Shape, fields: Fields) -> tuple[Fields, bool] | None:
    """Return the fields as many as the columns and whether they were changed; None when refused."""
    ways = [(_plausible(shape, way, changed=changed), way, changed) for way, changed in _ways(shape, fields)]
    ways = sorted((way for way in ways if way[0] is not None), key=lambda way: -(way[0] or 0))
    if not ways or (len(ways) > 1 and ways[0][0] == ways[1][0] and ways[0][1] != ways[1][1]):
        return None
    return ways[0][1], ways[0][2]


def _ways(shape: Shape, fields: Fields) -> Iterator[tuple[Fields, bool]]:
    wanted = len(shape.columns)
    surplus = len(fields) - wanted
    if surplus < 0 and wanted + surplus > _last_needed(shape.columns):
        yield [*fields, *([b""] * -surplus)], True
    if surplus > 0 and not any(field.strip() for field in fields[wanted:]):
        yield fields[:wanted], False
    if "EcritureLib" not in shape.columns or shape.separator == b",":
        return
    label = shape.columns.index("EcritureLib")
    for lost in range(surplus, 0, -1):
        if not any(field.strip() for field in fields[len(fields) - surplus + lost :]):
            joined = shape.separator.join(fields[label : label + lost + 1])
            yield [*fields[:label], joined, *fields[label + lost + 1 :]][:wanted], True


def _last_needed(columns: Sequence[str]) -> int:
    return max(columns.index(name) for name in _LAST_NEEDED if name in columns)


def _plausible(shape: Shape, fields: Fields, *, changed: bool) -> int | None:
    """Return how many signs speak for a way of reading; None when a date or an amount does not parse."""
    row = {name: text.shown(field).strip() for name, field in zip(shape.columns, fields, strict=True)}
    money = [amounts.read(row[name]) for name in ("Debit", "Credit", "Montant") if name in row]
    if not all(days.read(row[name]).readable for name in _DATES if name in row) or days.read(row["EcritureDate"]).blank:
        return None
    if any(amount.cents is None for amount in money) or not _SENS.fullmatch(row.get("Sens", "D")):
        return None
    if changed and sum(bool(amount.cents) for amount in money) != 1:
        return None
    return sum(_signs(row)) if _in_place(row) else None


def _in_place(row: Mapping[str, str]) -> bool:
    """Return whether the fields around the amounts hold what belongs there: a shift would show."""
    currency = row.get("Idevise", "")
    foreign = amounts.read(row.get("Montantdevise", ""))
    return (
        bool(_ACCOUNT.match(row["CompteNum"]))
        and bool(_CURRENCY.fullmatch(currency))
        and not _AMOUNT.fullmatch(row.get("EcritureLet", ""))
        and (not foreign.cents or bool(currency))
    )


def _signs(row: Mapping[str, str]) -> Iterator[bool]:
    yield from (bool(row.get(name)) for name in ("Debit", "Credit", "PieceDate", "ValidDate", "EcritureLib"))
    yield bool(row.get("EcritureLet")) == bool(row.get("DateLet"))
