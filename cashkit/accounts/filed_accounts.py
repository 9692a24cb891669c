"""Filed accounts: the annual accounts that firms have filed, as far as they were public on a day.

>>> rows = [("732829320", "2024-12-31", 12, "C", "DL", "net", -38_000.0)]
>>> rows += [("732829320", "2024-12-31", 12, "C", "HN", "net", -9_000.0)]
>>> rows += [("732829320", "2023-12-31", 12, "S", "136", "net", -4_000.0)]
>>> filed = pd.DataFrame(rows, columns=["siren", "closing_date", "months", "form", "code", "column", "amount"])
>>> latest = filed_accounts(filed, as_of="2025-12-31")["732829320"]
>>> latest.value("DL"), latest.value("HN"), latest.previous.value("HN")
(Decimal('-38000.00'), Decimal('-9000.00'), Decimal('-4000.00'))

Registers leave out the lines that are nil. So a line that is missing is nil where the lines of its side
come to the filed total (CO, EE, HN; a few euros of rounding apart), and unknown elsewhere. Of two filings
of one closing the company's own complete accounts (C) go before the simplified (S) and the consolidated (K).
Units: euros, months. Errors: `ArgumentError` for what is no date.
Source: INPI, filed accounts.
"""

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.cells import BALANCE_SHEET, FLOWS, Cells, Cents, with_totals
from cashkit.accounts.filed_cells import cell_of, is_simplified
from cashkit.accounts.statement_lines import ASSETS, statement_lines
from cashkit.ground import money
from cashkit.ground.calendar import as_date, months_after
from cashkit.ground.identifiers import siren_of

YEARS = 2
YEAR = 12
_ROUNDED = 500
"""Cents: filed accounts are in whole euros, and so is each of their lines."""
_RANK = {"C": 0, "2": 0, "S": 1, "K": 2}


@dataclass(frozen=True)
class _Filing:
    """One filing: its closing, its months, its form, its cells in cents, and those that it gives of the year before."""

    closing: date
    months: int
    form: str
    now: Cents = field(default_factory=dict)
    earlier: Cents = field(default_factory=dict)


def filed_accounts(
    filed: pd.DataFrame, *, as_of: object, of: Collection[str] | None = None
) -> dict[str, AnnualAccounts]:
    """Return the latest accounts of each firm by its SIREN, with those of the year before in `.previous`.

    `of` are the SIRENs of the firms wanted (None: all).
    """
    rows = _readable(filed, as_date(as_of), of)
    firms: dict[str, dict[date, _Filing]] = {}
    closings = rows["closing"].dt.date.tolist()
    columns = (rows[name].tolist() for name in ("firm", "form", "months", "cell", "cents"))
    for closing, firm, form, months, cell, cents in zip(closings, *columns, strict=True):
        filings = firms.setdefault(firm, {})
        filing = filings.get(closing) or filings.setdefault(closing, _Filing(closing, _months(months), form))
        (filing.earlier if cell[2] else filing.now)[cell[0], cell[1]] = cents
    return {firm: _chained(firm, list(filings.values())) for firm, filings in firms.items()}


def _readable(filed: pd.DataFrame, day: date, of: Collection[str] | None) -> pd.DataFrame:
    """Return the rows of the last two closings of each firm, of one filing each."""
    closing = pd.to_datetime(filed["closing_date"], errors="coerce")
    known = {value: siren_of(value) for value in filed["siren"].dropna().unique()}
    sirens = {value: siren if of is None or siren in of else None for value, siren in known.items()}
    rows = filed.assign(closing=closing, firm=filed["siren"].map(sirens), cents=money.whole_cents(filed["amount"])[0])
    rows = rows[rows["firm"].notna() & (closing <= pd.Timestamp(day)) & filed["amount"].notna()]
    form = rows["form"].fillna("").astype(str).str.strip().str.upper()
    rows = rows.assign(form=form, rank=form.map({one: _rank(one) for one in form.unique()}))
    rows = rows[rows["rank"] == rows.groupby(["firm", "closing"])["rank"].transform("min")]
    rows = rows[rows.groupby("firm")["closing"].rank(method="dense", ascending=False) <= YEARS]
    rows = rows.assign(cell=_cells(rows), months=pd.to_numeric(rows["months"], errors="coerce").astype(float))
    return rows[rows["cell"].notna()].sort_values(["firm", "closing"], kind="stable")


def _cells(rows: pd.DataFrame) -> pd.Series:
    """Return what each row tells: cell, column, and whether it is of the year before."""
    names = [rows[name].fillna("").astype(str).str.strip() for name in ("form", "code", "column")]
    told = pd.Series(list(zip(names[0], names[1].str.upper(), names[2], strict=True)), rows.index, dtype=object)
    return told.map({one: cell_of(*one) for one in told.unique()}).astype(object)


def _rank(form: str) -> int:
    return _RANK["S"] if is_simplified(form) else _RANK.get(form[:1], 0)


def _months(told: float) -> int:
    return int(told) if np.isfinite(told) and told >= 1 else YEAR


def _chained(siren: str, filings: list[_Filing]) -> AnnualAccounts:
    """Return the accounts of the latest closing; the year before from its own filing, else from the same one."""
    *before, latest = filings
    previous = None
    if before:
        one = before[-1]
        previous = AnnualAccounts(siren, one.closing, one.months, _completed(one.now, one.form), form=one.form)
    elif latest.earlier:
        cells = _completed(latest.earlier, latest.form)
        previous = AnnualAccounts(siren, months_after(latest.closing, -latest.months), YEAR, cells, form=latest.form)
    cells = _completed(latest.now, latest.form)
    return AnnualAccounts(siren, latest.closing, latest.months, cells, previous, form=latest.form)


def _completed(filed: Cents, form: str) -> Cells:
    """Return the cells filed, and those that the filed totals prove to be nil."""
    cells = dict(filed)
    if ("HN", "net") not in cells and ("DI", "net") in cells:
        cells["HN", "net"] = cells["DI", "net"]
    for sides, totals in ((BALANCE_SHEET, ("CO", "EE")), (FLOWS, ("HN",))):
        cells = {**_proven(cells, sides, totals), **cells}
    if ("EE", "net") in cells and ("DA", "net") in cells and not is_simplified(form):
        cells.setdefault(("EH", "net"), 0)
    in_euros = {cents: money.euros(cents) for cents in set(cells.values())}
    return {cell: in_euros[cents] for cell, cents in cells.items()}


def _proven(filed: Cents, sides: tuple[str, ...], totals: Iterable[str]) -> Cents:
    """Return every cell of some sides where the lines filed come to their totals; nothing otherwise."""
    computed = with_totals(_lines(filed, sides), sides)
    known = [total for total in totals if (total, "net") in filed]
    if not known or any(abs(computed[total, "net"] - filed[total, "net"]) > _ROUNDED for total in known):
        return {}
    return computed


def _lines(filed: Cents, sides: tuple[str, ...]) -> Cents:
    """Return gross and depreciation of the lines filed; an asset filed net only is taken as it stands."""
    lines: Cents = {}
    for code, side in _codes(sides):
        amort = filed.get((code, "amort"), 0) if side == ASSETS else 0
        lines[code, "gross"] = filed.get((code, "gross"), filed.get((code, "net"), 0) + amort)
        lines[code, "amort"] = amort
    return lines


@functools.cache
def _codes(sides: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the cells of the lines of some sides, each once."""
    return tuple(dict.fromkeys((line.code, line.side) for line in statement_lines().values() if line.side in sides))
