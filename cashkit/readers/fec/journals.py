"""What is wrong with journals and with the names of journals, accounts and third parties (J01 to J08).

Labels are compared in their plain form (`labels.plain`): case, accents and punctuation make no
second label. A third party's code counts with the first two digits of the account, since 40 and
41 are two ledgers whose codes may coincide.
"""

from dataclasses import dataclass

import numpy as np

from cashkit.dossier.findings import DETAILS, DataFinding, capped, data_finding
from cashkit.ground.money import euros
from cashkit.readers.fec.chart import starting
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.groups import group, pair
from cashkit.readers.fec.labels import plain
from cashkit.readers.fec.lines import Coded, Int32, Lines
from cashkit.readers.fec.repeats import check_repeats
from cashkit.readers.fec.sequences import check_sequences
from cashkit.readers.fec.telling import listed

_LEDGER = 2  # digits of an account that tell a ledger


def check_journals(lines: Lines, entries: Entries, file: str = "") -> list[DataFinding]:
    """Return the findings J01 to J08."""
    return [
        *_unbalanced_journals(lines, file),
        *check_sequences(lines, entries, file),
        *check_repeats(lines, entries, file),
        *_several_labels(_Named("J05", "JournalCode", lines.journal_code, lines.journal_label), lines, file),
        *_several_labels(_Named("J06", "CompteNum", lines.account, lines.account_label), lines, file),
        *_several_labels(_Named("J07", "CompAuxNum", lines.party, lines.party_name, _ledger(lines)), lines, file),
        *_customers_of_several_codes(lines, file),
    ]


def _unbalanced_journals(lines: Lines, file: str) -> list[DataFinding]:
    journals = group(lines.journal_code.codes)
    balance = journals.sums(lines.debit - lines.credit)

    def unbalanced(one: int) -> DataFinding:
        first = journals.first[one]
        code = lines.journal_code.values[lines.journal_code.codes[first]]
        amount = euros(int(balance[one]))
        return data_finding("J01", file=file, line=int(lines.line_no[first]), field="JournalCode", value=code, amount=amount)

    faulty = np.flatnonzero(balance)
    return capped(map(unbalanced, faulty[:DETAILS]), len(faulty))


@dataclass(frozen=True)
class _Named:
    """A column of codes and the column that names them; one code may mean one thing per ledger."""

    code: str
    field: str
    key: Coded
    label: Coded
    ledger: Int32 | None = None


def _ledger(lines: Lines) -> Int32:
    """Return a code for the first two digits of each line's account."""
    heads = np.array([text[:_LEDGER] for text in lines.account.values], object)
    return np.unique(heads, return_inverse=True)[1].astype(np.int32)[lines.account.codes]


def _several_labels(named: _Named, lines: Lines, file: str) -> list[DataFinding]:
    groups = group(named.key.codes) if named.ledger is None else pair(named.key.codes, named.ledger)
    known = ~named.label.blank() & ~named.key.blank()
    rows = np.flatnonzero(groups.differing(named.label.codes, known)[groups.code] & known)
    each = rows[pair(groups.code[rows], named.label.codes[rows]).first]
    spellings: dict[int, dict[str, str]] = {}
    for owner, text in zip(groups.code[each].tolist(), named.label.values[named.label.codes[each]], strict=True):
        spellings.setdefault(owner, {}).setdefault(plain(text), text)
    faulty = [owner for owner, labels in spellings.items() if len(labels) > 1]

    def several(owner: int) -> DataFinding:
        first, labels = groups.first[owner], spellings[owner].values()
        key, line = named.key.values[named.key.codes[first]], int(lines.line_no[first])
        told = {"n": len(labels), "labels": listed(labels)}
        return data_finding(named.code, file=file, line=line, field=named.field, value=key, **told)

    return capped(map(several, faulty[:DETAILS]), len(faulty))


def _customers_of_several_codes(lines: Lines, file: str) -> list[DataFinding]:
    stated = starting(lines.account, "411") & ~lines.party.blank() & ~lines.party_name.blank()
    rows = np.flatnonzero(stated)
    each = rows[pair(lines.party.codes[rows], lines.party_name.codes[rows]).first]
    codes: dict[str, dict[str, int]] = {}
    for row, code, name in zip(
        each.tolist(),
        lines.party.values[lines.party.codes[each]],
        lines.party_name.values[lines.party_name.codes[each]],
        strict=True,
    ):
        codes.setdefault(plain(name), {}).setdefault(code, row)
    faulty = [name for name, own in codes.items() if name and len(own) > 1]

    def several(name: str) -> DataFinding:
        own = codes[name]
        row = max(own.values())
        shown = lines.party_name.values[lines.party_name.codes[row]]
        told = {"n": len(own), "codes": listed(sorted(own))}
        return data_finding("J08", file=file, line=int(lines.line_no[row]), field="CompAuxLib", value=shown, **told)

    return capped(map(several, faulty[:DETAILS]), len(faulty))
