"""Succession: fiscal years of one company that follow each other, with none missing and none twice.

A quiet start makes no gap: the first postings of a year, or the last, may be missing for a quarter, or for more
where both years close within twelve months.

Errors: SourceError, in one sentence that names both files.
"""

from collections.abc import Sequence
from itertools import pairwise

from cashkit.ground.errors import SourceError
from cashkit.readers.fec.customer_year import CustomerYear

_LONGEST_GAP, _LONGEST_YEAR = 92, 366  # days


def check_year_before(before: CustomerYear, current: CustomerYear) -> None:
    """Refuse a file as the year before another unless it is."""
    if before.siren and current.siren and before.siren != current.siren:
        raise SourceError("fec.not_the_same_company", file=before.file, siren=before.siren, wanted=current.siren)
    if current.opening <= before.closing or _apart(before, current):
        raise SourceError("fec.not_the_year_before", **_both(before, current))


def check_succession(years: Sequence[CustomerYear]) -> None:
    """Refuse years that do not follow each other, or that are not of one company."""
    named = [year for year in years if year.siren]
    for before, after in pairwise(named):
        if before.siren != after.siren:
            raise SourceError("fec.two_companies", **_both(before, after), siren=before.siren, other=after.siren)
    for before, after in pairwise(years):
        if before.closing == after.closing:
            raise SourceError("fec.same_year_twice", **_both(before, after))
        if after.opening <= before.closing:
            raise SourceError("fec.years_overlap", **_both(before, after))
        if _apart(before, after):
            raise SourceError("fec.year_missing", **_both(before, after))


def _apart(before: CustomerYear, after: CustomerYear) -> bool:
    """Return whether a year is missing between two: a quiet start alone does not make one."""
    return (after.opening - before.closing).days > _LONGEST_GAP and (
        after.closing - before.closing
    ).days > _LONGEST_YEAR


def _both(before: CustomerYear, after: CustomerYear) -> dict[str, object]:
    return {"file": before.file, "current": after.file, "closing": before.closing, "opening": after.opening}
