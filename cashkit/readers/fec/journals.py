"""What is wrong with journals and with the names of journals, accounts and third parties (J01 to J08).

Labels are compared in their plain form (`labels.plain`) without spaces: case, accents, punctuation
and "S.A." for "SA" make no second label. A third party's code counts with the first two digits of
the account, since 40 and 41 are two ledgers whose codes may coincide.
"""

from dataclasses import dataclass

import numpy as np

from cashkit.dossier.findings import DETAILS, DataFinding, capped
from cashkit.ground.money import euros
from cashkit.readers.fec.chart import starting
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.groups import group, of, pair
from cashkit.readers.fec.labels import plain
from cashkit.readers.fec.lines import Coded, Int32, Lines
from cashkit.readers.fec.repeats import check_repeats
from cashkit.readers.fec.sequences import check_sequences
from cashkit.readers.fec.telling import Teller, listed, saying

_LEDGER = 2  # digits of an account that tell a ledger


def check_journals(lines: Lines, entries: Entries, file: str = "") -> list[DataFinding]:
    """Return the findings J01 to J08."""
    told = Teller(lines, entries, file)
    return [
        *_unbalanced_journals(told),
        *check_sequences(lines, entries, file),
        *check_repeats(lines, entries, file),
        *_several_labels(_Named("J05", "JournalCode", lines.journal_code, lines.journal_label), told),
        *_several_labels(_Named("J06", "CompteNum", lines.account, lines.account_label), told),
        *_several_labels(_Named("J07", "CompAuxNum", lines.party, lines.party_name, _ledger(lines)), told),
        *_customers_of_several_codes(told),
    ]


def _unbalanced_journals(told: Teller) -> list[DataFinding]:
    column = told.lines.journal_code
    journals = of(column)
    balance = journals.sums(told.lines.debit - told.lines.credit)

    def unbalanced(one: int) -> DataFinding:
        first = journals.first[one]
        found = told.at("J01", "JournalCode", first, value=column.values[column.codes[first]])
        return saying(found, amount=euros(int(balance[one])))

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


def _bare(label: str) -> str:
    return plain(label).replace(" ", "")


def _ledger(lines: Lines) -> Int32:
    """Return a code for the first two digits of each line's account."""
    heads = np.array([text[:_LEDGER] for text in lines.account.values], object)
    return np.unique(heads, return_inverse=True)[1].astype(np.int32)[lines.account.codes]


def _several_labels(named: _Named, told: Teller) -> list[DataFinding]:
    groups = of(named.key) if named.ledger is None else pair(named.key.codes, named.ledger)
    known = ~named.label.blank() & ~named.key.blank()
    rows = np.flatnonzero(groups.differing(named.label.codes, known)[groups.code] & known)
    each = rows[pair(groups.code[rows], named.label.codes[rows]).first]
    spellings: dict[int, dict[str, str]] = {}
    for owner, text in zip(groups.code[each].tolist(), named.label.values[named.label.codes[each]], strict=True):
        spellings.setdefault(owner, {}).setdefault(_bare(text), text)
    faulty = [owner for owner, labels in spellings.items() if len(labels) > 1]

    def several(owner: int) -> DataFinding:
        first, labels = groups.first[owner], spellings[owner].values()
        found = told.at(named.code, named.field, first, value=named.key.values[named.key.codes[first]])
        return saying(found, n=len(labels), labels=listed(labels))

    return capped(map(several, faulty[:DETAILS]), len(faulty))


def _customers_of_several_codes(told: Teller) -> list[DataFinding]:
    lines = told.lines
    stated = starting(lines.account, "411") & ~lines.party.blank() & ~lines.party_name.blank()
    rows = np.flatnonzero(stated)
    parties = group(lines.party.codes[rows], len(lines.party.values))
    name = lines.party_name.codes[rows]
    each = rows[np.union1d(parties.first, np.flatnonzero(name != name[parties.first][parties.code]))]
    codes: dict[str, dict[str, int]] = {}
    for row, code, name in zip(
        each.tolist(),
        lines.party.values[lines.party.codes[each]],
        lines.party_name.values[lines.party_name.codes[each]],
        strict=True,
    ):
        codes.setdefault(_bare(name), {}).setdefault(code, row)
    faulty = [name for name, own in codes.items() if name and len(own) > 1]

    def several(name: str) -> DataFinding:
        own = codes[name]
        row = max(own.values())
        shown = lines.party_name.values[lines.party_name.codes[row]]
        found = told.at("J08", "CompAuxLib", row, value=shown)
        return saying(found, n=len(own), codes=listed(sorted(own)))

    return capped(map(several, faulty[:DETAILS]), len(faulty))
