"""What is wrong with entries: balance, lines, dates, references, numbers (codes E01 to E08).

E03 to E06 compare the lines of one number, so they do not apply to entries that were put
together without a number; nor E03 to E05 to balances brought forward in detail, which keep the
reference and the date of each open document (a day out of the year is L22). Basis: E01-E07 are
looked for by the tax office's audit tool, E08 is ours.
"""

from dataclasses import replace

import numpy as np

from cashkit.dossier.findings import DETAILS, DataFinding, capped
from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.groups import Groups, Mask, group
from cashkit.readers.fec.lines import NO_DAY, Int64, Lines
from cashkit.readers.fec.opening_journal import in_opening_journal
from cashkit.readers.fec.telling import Params, Teller, listed, saying

_SEVERAL = 2


def check_entries(lines: Lines, entries: Entries, file: str = "") -> list[DataFinding]:
    """Return the findings E01 to E08."""
    told = Teller(lines, entries, file)
    brought_forward = entries.groups.having(in_opening_journal(lines))
    return [
        *_unbalanced(told),
        *told.every_entry("E02", "EcritureNum", entries.groups.sizes() == 1, lambda _: {}),
        *_several_days("E03", "EcritureDate", told, spared=brought_forward),
        *_several_documents(told, brought_forward),
        *_scattered(told),
        *_shared_numbers(told),
        *_unusable_numbers(told),
    ]


def _unbalanced(told: Teller) -> list[DataFinding]:
    balance = told.entries.balance
    return told.every_entry("E01", "Debit", balance != 0, lambda entry: {"amount": euros(int(balance[entry]))})


def _several_days(code: str, field: str, told: Teller, *, spared: Mask) -> list[DataFinding]:
    days = told.lines.posting_day if field == "EcritureDate" else told.lines.document_day

    def between(entry: int) -> Params:
        own = days[told.members(entry)]
        stated = sorted(set(own[own != NO_DAY].tolist()))
        return {"n": len(stated), "first": from_day(stated[0]), "last": from_day(stated[-1])}

    faulty = told.entries.groups.differing(days, days != NO_DAY) & ~told.entries.inferred
    return told.every_entry(code, field, faulty & ~spared, between)


def _several_documents(told: Teller, brought_forward: Mask) -> list[DataFinding]:
    column = told.lines.document_ref

    def references(entry: int) -> Params:
        own = {text for text in column.values[column.codes[told.members(entry)]] if text}
        return {"n": len(own), "references": listed(sorted(own))}

    groups = told.entries.groups
    faulty = groups.differing(column.codes, ~column.blank()) & ~told.entries.inferred & ~brought_forward
    return [
        *told.every_entry("E04", "PieceRef", faulty, references),
        *_several_days("E05", "PieceDate", told, spared=brought_forward),
    ]


def _scattered(told: Teller) -> list[DataFinding]:
    groups = told.entries.groups
    if groups.runs == groups.count:
        return []
    last = groups.last()
    faulty = (last - groups.first + 1 != groups.sizes()) & ~told.entries.inferred
    return told.every_entry("E06", "EcritureNum", faulty, lambda entry: {"last": told.line(last[entry])})


def _shared_numbers(told: Teller) -> list[DataFinding]:
    """Tell numbers of several journals: numbering per journal where each part balances, else a fault."""
    entries, number = told.entries, told.lines.entry_number
    numbered = np.flatnonzero(~number.blank()[entries.groups.first] & ~entries.inferred)
    if len(numbered) == 0:
        return []
    parts = group(number.codes[entries.groups.first[numbered]])
    balance = entries.balance[numbered]
    shared = parts.sizes() >= _SEVERAL
    uneven = parts.sums((balance != 0).astype(np.int64))
    per_journal = shared & (uneven == 0)
    faulty = shared & (uneven > 0) & ((parts.sums(balance) == 0) | ~per_journal.any())
    errors = [
        replace(_shared(told, parts, numbered, one), severity="error") for one in np.flatnonzero(faulty)[:DETAILS]
    ]
    found = capped(errors, int(faulty.sum()))
    if per_journal.any():
        count = int(per_journal.sum())
        found.append(_shared(told, parts, numbered, int(per_journal.argmax()), count=count))
    return found


def _shared(told: Teller, parts: Groups, numbered: Int64, one: int, *, count: int = 1) -> DataFinding:
    entry = numbered[parts.code == one]
    first = told.entries.groups.first[entry]
    journals = told.lines.journal_code.values[told.lines.journal_code.codes[first]]
    number = told.lines.entry_number
    value = number.values[number.codes[first[0]]]
    return saying(
        told.at("E07", "EcritureNum", first[0], value=value, count=count),
        n=count,
        journals=listed(sorted(journals)),
        unbalanced=int(np.count_nonzero(told.entries.balance[entry])),
    )


def _unusable_numbers(told: Teller) -> list[DataFinding]:
    entries, number = told.entries, told.lines.entry_number
    if not entries.rebuilt:
        return []
    concerned = entries.inferred[entries.entry]
    commonest = np.bincount(number.codes[concerned], minlength=len(number.values)).argmax()
    found = told.at(
        "E08", "EcritureNum", int(concerned.argmax()), value=number.values[commonest], count=int(concerned.sum())
    )
    uneven = np.count_nonzero(entries.balance[entries.inferred])
    return [saying(found, entries=int(entries.inferred.sum()), unbalanced=int(uneven))]
