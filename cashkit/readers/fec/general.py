"""What is wrong with the file as a whole (codes G01 to G08).

A first year has no balances brought forward: when the capital is paid in during its first month,
their absence is no fault. Accounts 476, 477 and 478 hold conversion differences, which may stay;
471 to 473 and 58 wait for their true account and have to be nil at closing.
Source: LPF A47 A-1 VII-1° and VII-3°; BOFiP BOI-CF-IOR-60-40-20 §40; PCG accounts 471-473, 58.
"""

from dataclasses import dataclass, field

import numpy as np

from cashkit.dossier.findings import DETAILS, DataFinding, capped
from cashkit.ground.calendar import day_number, month_end, month_index
from cashkit.ground.money import euros
from cashkit.readers.fec.chart import RESULT, of_class, starting
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.fiscal_year import FiscalYear
from cashkit.readers.fec.groups import Mask, pair
from cashkit.readers.fec.lines import NO_DAY, Int64, Lines
from cashkit.readers.fec.opening import opening_lines
from cashkit.readers.fec.telling import Teller, listed, saying

_SUSPENSE = ("471", "472", "473", "58")
_CAPITAL = ("101", "102", "108")
_LETTERED = ("40", "41")
_HALF = 2


@dataclass(frozen=True)
class _File(Teller):
    """A file and what is known of it: its fiscal year and its opening lines."""

    year: FiscalYear = field(kw_only=True)
    opening: Mask = field(kw_only=True)

    @property
    def amount(self) -> Int64:
        """Debit less credit of each line, in cents."""
        return self.lines.debit - self.lines.credit


def check_general(lines: Lines, entries: Entries, year: FiscalYear, file: str = "") -> list[DataFinding]:
    """Return the findings G01 to G08."""
    if len(lines) == 0:
        return []
    opening = opening_lines(lines, entries, year.opening)
    whole = _File(lines, entries, file, year=year, opening=opening)
    return [
        *_unbalanced(whole),
        *_opening_balances(whole),
        *_opening_not_first(whole),
        *_closing_entries(whole),
        *_not_by_validation(whole),
        *_empty_months(whole),
        *_suspense(whole),
        *_never_lettered(whole),
    ]


def _unbalanced(whole: _File) -> list[DataFinding]:
    debit, credit = int(whole.lines.debit.sum()), int(whole.lines.credit.sum())
    if debit == credit:
        return []
    found = whole.at("G01", "Debit", None)
    return [saying(found, debit=euros(debit), credit=euros(credit), amount=euros(debit - credit))]


def _opening_balances(whole: _File) -> list[DataFinding]:
    count, left = int(whole.opening.sum()), int(whole.amount[whole.opening].sum())
    if left == 0 and (count or _first_year(whole)):
        return []
    first = int(whole.opening.argmax()) if count else None
    return [saying(whole.at("G02", "JournalCode", first), n=count, amount=euros(left))]


def _first_year(whole: _File) -> bool:
    """Tell whether capital is paid in during the first month: the company begins."""
    paid_in = starting(whole.lines.account, *_CAPITAL) & (whole.amount < 0)
    return bool((whole.lines.posting_day[paid_in] <= int(month_end(day_number(whole.year.opening)))).any())


def _opening_not_first(whole: _File) -> list[DataFinding]:
    if not whole.opening.any() or whole.opening.all():
        return []
    late = np.flatnonzero(whole.opening)
    late = late[late > int((~whole.opening).argmax())]
    return [whole.at("G03", "JournalCode", int(late[0]), count=len(late))] if len(late) else []


def _closing_entries(whole: _File) -> list[DataFinding]:
    """Entries that empty charges or income into the result: the file must hold them open."""
    entries, account = whole.entries, whole.lines.account
    groups = entries.groups
    result = of_class(account, RESULT)
    closing = groups.having(starting(account, "12")) & groups.having(result)
    if not closing.any():
        return []
    empty = _balances(whole)[account.codes] == 0
    rows = np.flatnonzero(result & closing[entries.entry])
    pairs = pair(entries.entry[rows], account.codes[rows])
    owner = entries.entry[rows][pairs.first]
    emptied = np.bincount(owner[empty[rows][pairs.first]], minlength=entries.count)
    closing &= emptied * _HALF >= np.bincount(owner, minlength=entries.count)
    net = groups.sums(np.where(result, whole.amount, 0))
    closing &= net != 0
    return whole.every_entry("G04", "CompteNum", closing, lambda entry: {"amount": euros(int(abs(net[entry])))})


def _balances(whole: _File) -> Int64:
    """Return the balance of each distinct account."""
    total = np.zeros(len(whole.lines.account.values), np.int64)
    np.add.at(total, whole.lines.account.codes, whole.amount)
    return total


def _not_by_validation(whole: _File) -> list[DataFinding]:
    stated = np.flatnonzero(whole.lines.validation_day != NO_DAY)
    day = whole.lines.validation_day[stated]
    down = np.flatnonzero(day[1:] < day[:-1])
    return [whole.at("G05", "ValidDate", int(stated[down[0] + 1]), count=len(down))] if len(down) else []


def _empty_months(whole: _File) -> list[DataFinding]:
    first, last = day_number(whole.year.opening), day_number(whole.year.closing)
    day = whole.lines.posting_day
    days = np.zeros(last - first + 1, bool)
    days[day[(day >= first) & (day <= last) & ~whole.opening] - first] = True
    month = month_index(np.arange(first, last + 1))
    empty = np.setdiff1d(month, month[days])
    listing = listed(f"{one % 12 + 1:02}/{one // 12}" for one in empty)
    return [whole.at("G06", "EcritureDate", None, value=listing, count=len(empty))] if len(empty) else []


def _suspense(whole: _File) -> list[DataFinding]:
    balance = _balances(whole)
    account = whole.lines.account
    faulty = [i for i in np.flatnonzero(balance).tolist() if account.values[i].startswith(_SUSPENSE)]

    def open_balance(one: int) -> DataFinding:
        first = int((account.codes == one).argmax())
        label = whole.lines.account_label
        found = whole.at("G07", "CompteNum", first, value=account.values[one])
        return saying(found, label=label.values[label.codes[first]], amount=euros(int(balance[one])))

    return capped(map(open_balance, faulty[:DETAILS]), len(faulty))


def _never_lettered(whole: _File) -> list[DataFinding]:
    """No lettering on any third party, though some have both debits and credits that could be."""
    lines = whole.lines
    if not lines.lettering.blank()[of_class(lines.account, (4,))].all():
        return []
    rows = np.flatnonzero(starting(lines.account, *_LETTERED))
    party = pair(lines.account.codes[rows], lines.party.codes[rows])
    amount = whole.amount[rows]
    both = party.having(amount > 0) & party.having(amount < 0)
    open_lines = int(both[party.code].sum())
    return (
        [whole.at("G08", "EcritureLet", int(rows[both[party.code].argmax()]), count=open_lines)] if open_lines else []
    )
