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

from collections.abc import Iterable
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
_Filing = tuple[date, int, Cells, Cells]


def filed_accounts(filed: pd.DataFrame, *, as_of: object) -> dict[str, AnnualAccounts]:
    """Return the latest accounts of each firm by its SIREN, with those of the year before in `.previous`."""
    rows = _readable(filed, as_date(as_of))
    return {str(siren): _chained(str(siren), firm) for siren, firm in rows.groupby("firm", sort=True)}


def _readable(filed: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the rows of the last two closings of each firm, of one filing each."""
    closing = pd.to_datetime(filed["closing_date"], errors="coerce")
    sirens = {value: siren_of(value) for value in filed["siren"].dropna().unique()}
    rows = filed.assign(closing=closing, firm=filed["siren"].map(sirens), cents=money.whole_cents(filed["amount"])[0])
    rows = rows[rows["firm"].notna() & (closing <= pd.Timestamp(day)) & filed["amount"].notna()]
    form = rows["form"].fillna("").astype(str).str.strip().str.upper()
    rows = rows.assign(form=form, rank=form.map({one: _rank(one) for one in form.unique()}))
    rows = rows[rows["rank"] == rows.groupby(["firm", "closing"])["rank"].transform("min")]
    rows = rows[rows.groupby("firm")["closing"].rank(method="dense", ascending=False) <= YEARS]
    rows = rows.assign(cell=_cells(rows))
    return rows[rows["cell"].notna()]


def _cells(rows: pd.DataFrame) -> pd.Series:
    """Return what each row tells: cell, column, and whether it is of the year before."""
    names = [rows[name].fillna("").astype(str).str.strip() for name in ("form", "code", "column")]
    told = pd.Series(list(zip(names[0], names[1].str.upper(), names[2], strict=True)), rows.index, dtype=object)
    return told.map({one: cell_of(*one) for one in told.unique()}).astype(object)


def _rank(form: str) -> int:
    return _RANK["S"] if is_simplified(form) else _RANK.get(form[:1], 0)


def _chained(siren: str, rows: pd.DataFrame) -> AnnualAccounts:
    """Return the accounts of the latest closing; the year before from its own filing, else from the same one."""
    *earlier, latest = [_filing(group) for _, group in rows.groupby("closing", sort=True)]
    closing, months, cells, told = latest
    previous = None
    if earlier:
        previous = AnnualAccounts(siren, *earlier[-1][:3])
    elif told:
        previous = AnnualAccounts(siren, months_after(closing, -months), YEAR, told)
    return AnnualAccounts(siren, closing, months, cells, previous)


def _filing(rows: pd.DataFrame) -> _Filing:
    """Return closing, months, cells and what the filing says of the year before."""
    form, months = str(rows["form"].iloc[0]), float(pd.to_numeric(rows["months"], errors="coerce").iloc[0])
    now: Cents = {}
    earlier: Cents = {}
    for cell, cents in zip(rows["cell"].tolist(), rows["cents"].tolist(), strict=True):
        (earlier if cell[2] else now)[cell[0], cell[1]] = cents
    told = int(months) if np.isfinite(months) and months >= 1 else YEAR
    return as_date(rows["closing"].iloc[0]), told, _completed(now, form), _completed(earlier, form)


def _completed(filed: Cents, form: str) -> Cells:
    """Return the cells filed, and those that the filed totals prove to be nil."""
    if not filed:
        return {}
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
    for line in statement_lines().values():
        if line.side in sides:
            amort = filed.get((line.code, "amort"), 0) if line.side == ASSETS else 0
            gross = filed.get((line.code, "gross"), filed.get((line.code, "net"), 0) + amort)
            lines[line.code, "gross"], lines[line.code, "amort"] = gross, amort
    return lines
