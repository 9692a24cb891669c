"""A filing: what one firm filed for one closing, cell by cell, before anybody interprets it.

`cells` maps (form code, cell, column) to whole euros; the columns are those of the source (m1 to m4 in
the register's files, whose meaning depends on the page; net, gross, amort elsewhere).

>>> one = Filing("732829320", date(2024, 12, 31), 12, "C", {("BX", "m3"): 100, ("CO", "m3"): 100, ("EE", "m1"): 90})
>>> frame((one,))[["code", "column", "amount"]].values.tolist()[0], [found.code for found in checked("x", (one,))]
(['BX', 'm3', 100.0], ['A01'])

Findings: A01 assets that are not the liabilities, A02 a net that is not gross less depreciation, A03 a result that the
income statement and the balance sheet tell differently, A04 a year of other than 12 months, A05 accounts filed as
confidential, A06 another currency than the euro, A07 a SIREN with a wrong check digit, A08 two filings of one closing,
A09 a bank's or an insurer's filing, left out, A10 cells of the simplified form in a complete filing, A11 amounts in
thousands, A12 no duration, 12 months taken.
Units: whole euros, months.
Source: INPI, technical documentation of filed accounts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date  # noqa: TC003  (the doctest makes one)
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground.identifiers import is_siren

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

COLUMNS = ("siren", "closing_date", "months", "form", "code", "column", "amount")
YEAR = 12
OTHER_TRADES = ("A", "B")
_ROUNDED = 5
"""Euros: each line is rounded, so that a total of several may differ by a few."""
_NET = ("m3", "net")
_LIABILITIES = ("m1", "m3", "net")


@dataclass(frozen=True)
class Filing:
    """The cells of one filing, with who filed it and how."""

    siren: str
    closing_date: date
    months: int
    form: str
    cells: Mapping[tuple[str, str], float]
    name: str = ""
    currency: str = "EUR"
    confidential: bool = False
    repairs: Sequence[tuple[str, object]] = ()
    """What was made of the filing while it was read: code of the finding, and what it is about."""

    @property
    def of_another_trade(self) -> bool:
        """Whether it is a bank's (B) or an insurer's (A), whose cells mean something else."""
        return self.form.startswith(OTHER_TRADES)

    def first(self, code: str, columns: Sequence[str]) -> float | None:
        """Return a cell in the first of some columns that it has; None when it has none."""
        return next((self.cells[code, column] for column in columns if (code, column) in self.cells), None)


def frame(filings: Sequence[Filing]) -> pd.DataFrame:
    """Return filings as the dossier's table `filed_accounts`."""
    rows = [
        (one.siren, pd.Timestamp(one.closing_date), one.months, one.form, code, column, float(amount))
        for one in filings
        if not one.of_another_trade
        for (code, column), amount in one.cells.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"closing_date": "datetime64[s]"})


def checked(file: str, filings: Sequence[Filing]) -> tuple[DataFinding, ...]:
    """Return what is wrong with filings."""
    twice = Counter((one.siren, one.closing_date) for one in filings)
    doubles = [
        data_finding("A08", file=file, value=siren, day=day, filings=count)
        for (siren, day), count in twice.items()
        if count > 1
    ]
    return (*(found for one in filings for found in _faults(file, one)), *doubles)


def _faults(file: str, one: Filing) -> Iterator[DataFinding]:
    day = one.closing_date
    if not is_siren(one.siren):
        yield data_finding("A07", file=file, value=one.siren, day=day)
    if one.confidential:
        yield data_finding("A05", file=file, value=one.siren, day=day)
    if one.currency not in {"EUR", ""}:
        yield data_finding("A06", file=file, value=one.currency, day=day)
    if one.months != YEAR:
        yield data_finding("A04", file=file, value=one.siren, months=one.months, day=day)
    for code, about in one.repairs:
        yield data_finding(code, file=file, value=about, siren=one.siren, day=day)
    if one.of_another_trade:
        yield data_finding("A09", file=file, value=one.siren, day=day, form=one.form)
    else:
        yield from _sums(file, one)


def _sums(file: str, one: Filing) -> Iterator[DataFinding]:
    """Yield what does not add up: the two sides, each line's net, and the result told twice."""
    simplified = one.form.startswith(("S", "2033"))
    assets = one.first("110" if simplified else "CO", _NET)
    owed = one.first("180" if simplified else "EE", ("m3", "net") if simplified else _LIABILITIES)
    if assets is not None and owed is not None and abs(assets - owed) > _ROUNDED:
        yield data_finding("A01", file=file, value=one.siren, day=one.closing_date, assets=assets, owed=owed)
    for code in {code for code, column in one.cells if column == "m1"} if not simplified else set():
        parts = [one.cells.get((code, column)) for column in ("m1", "m2", "m3")]
        if None not in parts and code in _ASSETS and abs(parts[0] - parts[1] - parts[2]) > _ROUNDED:  # type: ignore[operator]  # none is None
            yield data_finding("A02", file=file, value=code, day=one.closing_date)
    told = [one.first(code, ("m1", "m3", "net")) for code in (("136", "310") if simplified else ("DI", "HN"))]
    if None not in told and abs(told[0] - told[1]) > _ROUNDED:  # type: ignore[operator]  # none is None
        yield data_finding("A03", file=file, value=one.siren, day=one.closing_date, balance=told[0], income=told[1])


_ASSETS = {
    *("AA", "AB", "CX", "AF", "AH", "AJ", "AL", "AN", "AP", "AR", "AT", "AV", "AX", "CS", "CU", "BB", "BD", "BF", "BH"),
    *("BJ", "BL", "BN", "BP", "BR", "BT", "BV", "BX", "BZ", "CB", "CD", "CF", "CH", "CJ", "CW", "CM", "CN", "CO"),
}
