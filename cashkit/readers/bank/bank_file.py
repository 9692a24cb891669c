"""A file of bank statements, whatever its form: camt.053, CFONB 120 or MT940, to the receipts of a dossier.

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "b.sta"
>>> text = ":20:X\\n:25:FR76\\n:60F:C260104EUR1000,00\\n:61:2601050105C120,00NTRFFA250102\\n:62F:C260105EUR1120,00\\n"
>>> _ = path.write_text(text, encoding="utf-8")
>>> opened = open_bank_statement(path)
>>> opened.form, opened.payments["amount"].tolist(), opened.data_findings
('mt940', [120.0], ())
>>> folder.cleanup()

Findings: B01 where opening, movements and closing do not tie, B02 where a balance is missing, B03 for money that came
back, B04 for a statement told twice, B05 for a movement in another currency than the account's, B06 for a debit that
the bank took back, B07 for entries that are announced and not booked, B08 for another bank code at the closing.
Errors: `SourceError` for what is none of the three forms, or is broken, with its place.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.errors import SourceError
from cashkit.ground.money import euros
from cashkit.readers.bank import statement
from cashkit.readers.stranger_file import content_of, first_sign, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from cashkit.readers.bank.statement import Statement

LARGEST_TEXT = 32_000_000
"""Bytes of CFONB or MT940: a quarter of a million records."""


@dataclass(frozen=True, eq=False)
class BankFile:
    """The statements of one file, with what was found about them."""

    name: str
    sha256: str
    form: str
    statements: Sequence[Statement]

    @cached_property
    def payments(self) -> pd.DataFrame:
        """The receipts, in the columns of the dossier's table `payments`; customers are unknown to the bank."""
        return statement.payments(self.statements)

    @cached_property
    def movements(self) -> pd.DataFrame:
        """Every movement, money out below zero; `return_reason` tells what came back."""
        return statement.movements(self.statements)

    @cached_property
    def data_findings(self) -> tuple[DataFinding, ...]:
        """What is wrong with the statements."""
        return (*self._balances(), *self._returns(), *self._doubles(), *self._currencies(), *self._asides())

    def _balances(self) -> Iterator[DataFinding]:
        for one in self.statements:
            if one.missing_cents is None:
                yield data_finding("B02", file=self.name, value=one.account)
            elif one.missing_cents:
                missing = euros(one.missing_cents)
                yield data_finding("B01", file=self.name, value=one.account, amount=missing, currency=one.currency)

    def _returns(self) -> Iterator[DataFinding]:
        back = [(one, moved) for one in self.statements for moved in one.movements if moved.return_reason]
        for code, sign in (("B03", -1), ("B06", 1)):
            yield from capped(
                data_finding(
                    code, file=self.name, line=moved.line, value=moved.return_reason, day=moved.booked_on,
                    amount=euros(sign * moved.cents), currency=moved.currency or one.currency, text=moved.text[:80],
                )
                for one, moved in back
                if sign * moved.cents > 0
            )  # fmt: skip

    def _asides(self) -> Iterator[DataFinding]:
        for one in self.statements:
            if one.announced:
                yield data_finding("B07", file=self.name, value=one.account, n=one.announced, count=one.announced)
            if one.closed_as:
                yield data_finding("B08", file=self.name, value=one.closed_as, account=one.account)

    def _doubles(self) -> list[DataFinding]:
        told = Counter(
            (
                one.account,
                one.closing_date,
                tuple((moved.booked_on, moved.cents, moved.text) for moved in one.movements),
            )
            for one in self.statements
            if one.movements
        )
        twice = [key for key, count in told.items() if count > 1]
        return [data_finding("B04", file=self.name, value=account, day=until) for account, until, _ in twice]

    def _currencies(self) -> list[DataFinding]:
        other = [(one, moved) for one in self.statements for moved in one.movements if moved.currency]
        return capped(
            data_finding("B05", file=self.name, line=moved.line, value=moved.currency, account=one.account)
            for one, moved in other
        )


def open_bank_statement(path: str | Path) -> BankFile:
    """Return the statements of a file; its form is told by its content, never by its name."""
    source = Path(path)
    content = content_of(source)
    form, found = _read(source.name, content)
    return BankFile(source.name, hashlib.sha256(content).hexdigest(), form, tuple(found))


def _read(file: str, content: bytes) -> tuple[str, list[Statement]]:
    if first_sign(content) == "<":
        from cashkit.readers.bank.camt053 import parse, read_camt  # noqa: PLC0415  (only the form that is met is loaded)

        return "camt.053", read_camt(file, parse(file, content))
    if len(content) > LARGEST_TEXT:
        raise SourceError("readers.xml_too_large", file=file, limit=LARGEST_TEXT // 1_000_000)
    text = text_of(content, legacy="iso8859-15")
    if text is not None:
        from cashkit.readers.bank import cfonb120, mt940  # noqa: PLC0415  (only the forms that may be met)

        bare = text.lstrip("\r\n")
        if cfonb120.is_cfonb(bare):
            return "cfonb120", cfonb120.read_cfonb(file, text)
        if mt940.is_mt940(bare):
            return "mt940", mt940.read_mt940(file, bare)
    raise SourceError("bank.not_a_statement", file=file)
