"""A company's own annual accounts, made from the entries of its dossier.

One year is known whole. Of the year before, the opening entries tell the closing balance sheet and
the result (account 12), not the income statement: turnover and margins of that year are unknown.
"""

from datetime import date

from cashkit.accounts import year_end
from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.cells import BALANCE_SHEET, FLOWS, Cells, cells_of
from cashkit.accounts.fiscal_year import FiscalYear, first_day, lines_of
from cashkit.accounts.pcg_lines import Chart, chart_of
from cashkit.accounts.postings import Postings
from cashkit.accounts.remarks import Remark
from cashkit.accounts.statements import statements_of
from cashkit.ground.calendar import DateLike, as_date

MONTH = 365.25 / 12


def accounts_of(
    dossier: FiscalYear, *, as_of: DateLike | None = None, previous: AnnualAccounts | None = None
) -> AnnualAccounts:
    """Return the annual accounts of a dossier's fiscal year, with those of the year before in `.previous`.

    They stand at the closing date, or at `as_of` before it, without the entries that only an inventory
    brings. `previous` gives the year before whole, from its own dossier or its filed accounts; without it,
    it is what the opening entries carried in, read with the chart of this year.
    """
    lines, told = lines_of(dossier, as_of)
    last = dossier.closing_date if as_of is None else min(as_date(as_of), dossier.closing_date)
    chart, siren = chart_of(first_day(dossier)), dossier.siren or ""
    before = opening_cells(lines, chart) if previous is None else None
    if before is not None:
        eve = date.fromordinal(first_day(dossier).toordinal() - 1)
        previous = AnnualAccounts(siren, eve, 12, before)
    year = statements_of(lines, chart)
    return AnnualAccounts(
        siren=siren,
        closing_date=last,
        months=months_between(first_day(dossier), last),
        values=cells_of(year, (*BALANCE_SHEET, *FLOWS)),
        previous=previous,
        remarks=(*told, *([] if previous else [Remark("no_opening")]), *year.warnings),
    )


def opening_cells(lines: Postings, chart: Chart) -> Cells | None:
    """Return the balance sheet that the opening entries carry in; None when there are none or they do not balance."""
    opening = year_end.opening_lines(lines)
    before = statements_of(lines.where(opening), chart)
    if not opening.any() or before.total_assets != before.total_liabilities:
        return None
    cells = cells_of(before, BALANCE_SHEET)
    if (opening & lines.in_accounts(year_end.RESULT_ACCOUNT)).any():
        cells["HN", "net"] = cells["DI", "net"]
    return cells


def months_between(first: date, last: date) -> int:
    """Return the length of a year in whole months, at least one.

    >>> months_between(date(2025, 1, 1), date(2025, 12, 31)), months_between(date(2024, 10, 14), date(2025, 12, 31))
    (12, 15)
    """
    return max(1, round(((last - first).days + 1) / MONTH))
