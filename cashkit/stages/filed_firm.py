"""The filed accounts of a firm, opened from a file and read as annual accounts.

>>> import tempfile
>>> from pathlib import Path
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "accounts.csv"
>>> _ = path.write_text("siren;732829320\\nclosing_date;2024-12-31\\nFL;1200\\nHN;50\\n", encoding="utf-8")
>>> accounts = open_annual_accounts(path)
>>> accounts.siren, accounts.value("FL"), accounts.previous
('732829320', Decimal('1200.00'), None)
>>> folder.cleanup()

The latest closing is returned, with the year before in `.previous`. It stands here since it joins a reader with the
accounts, which do not know each other.
Units: euros, months. Errors: `SourceError` for what cannot be read; `ArgumentError` where a file holds several firms
and none is named, or not the one named.
Source: INPI, filed accounts; data.economie.gouv.fr, ratios_inpi_bce.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cashkit.accounts.filed_accounts import filed_accounts
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.ground.identifiers import siren_of
from cashkit.readers.annual_accounts.accounts_file import read_accounts

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.accounts.annual_accounts import AnnualAccounts


def open_annual_accounts(path: str | Path, *, siren: str | None = None) -> AnnualAccounts:
    """Return the latest accounts that a file holds of one firm; `siren` names it where there are several."""
    read = read_accounts(path)
    firms = filed_accounts(read.table, as_of=date.max)
    if not firms:
        raise SourceError("accounts_files.no_filing", file=read.name)
    wanted = siren_of(siren) if siren else next(iter(firms)) if len(firms) == 1 else None
    if wanted not in firms:
        raise ArgumentError("accounts_files.which_firm", file=read.name, value=siren or "", known=", ".join(firms))
    return firms[wanted]
