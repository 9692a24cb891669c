"""Fiscal years: the lines of one year as its books hold them, opened, numbered, lettered and validated.

A year opens with the balances of the year before: customers and suppliers document by document as long as they are
open, everything else by account. Entries are numbered by journal, in order of date, without a gap; each month is
validated on its last day. A lettered group bears a letter from the year in which it was closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import month_end
from cashkit.sample.journals.dates import closing, opening
from cashkit.sample.journals.figures import rows_of
from cashkit.sample.journals.letters import letters
from cashkit.sample.journals.postings import NONE, rows
from cashkit.sample.steps import NEVER
from cashkit.sample.story import YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping

DETAILED = ("4110", "4117", "413", "416", "401", "404")
BY_PARTY = ("418", "419", "491")
RESULT = "120000"
JOURNALS: Mapping[str, str] = {
    "AN": "À nouveaux", "VE": "Ventes", "EF": "Effets", "FA": "Factor", "BQ": "Banque", "AC": "Achats",
    "PA": "Paie", "OD": "Divers",
}  # fmt: skip


def entries_of(lines: pd.DataFrame, year: int, names: pd.Series) -> pd.DataFrame:
    """Return the entries of one year, as the table `entries` has them; `names` are those of customers and suppliers."""
    own = lines[(lines["day"] >= opening(year)) & (lines["day"] <= closing(year))]
    if year > YEARS[0]:
        own = pd.concat([_opened(lines, year), own.assign(entry=own["entry"] + 1)], ignore_index=True)
    made = _numbered(own, year)
    let = letters(made, closing(year))
    closed = (let != "").to_numpy()
    labels = {row["account"]: row["label"] for row in rows_of("accounts.csv")}
    return pd.DataFrame({
        "journal_code": made["journal"], "journal_label": made["journal"].map(JOURNALS), "entry_id": made["number"],
        "posting_date": _dates(made["day"]), "account": made["account"], "account_label": made["account"].map(labels),
        "customer_id": made["party"], "party_name": made["party"].map(names).fillna(""), "document_ref": made["ref"],
        "document_date": _dates(np.minimum(made["document"], made["day"])), "line_text": made["text"],
        "debit": np.maximum(made["cents"], 0) / 100, "credit": np.maximum(-made["cents"], 0) / 100, "lettering": let,
        "lettering_date": _dates(made["lettered"]).where(closed),
        "validation_date": _dates(month_end(made["day"].to_numpy())), "line": np.arange(2, len(made) + 2),
    })  # fmt: skip


def _dates(days: pd.Series | np.ndarray) -> pd.Series:
    known = np.asarray(days, np.int64)
    dates = np.where(known >= NEVER, 0, known).astype("datetime64[D]").astype("datetime64[s]")
    return pd.Series(dates).where(known < NEVER)


def _opened(lines: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the opening entry: open documents of customers and suppliers, balances of all other accounts."""
    before = lines[lines["day"] < opening(year)]
    detailed = before["account"].str.startswith(DETAILED)
    documents = before[detailed]
    owner = documents["group"].where(documents["group"] != NONE, -2 - documents.index)
    kept = documents[documents["cents"].groupby(owner).transform("sum") != 0]
    held = before[~detailed]
    result = held["account"].str.startswith(("6", "7"))
    party = held["party"].where(held["account"].str.startswith(BY_PARTY), "")
    account = held["account"].where(~result, RESULT)
    sums = held["cents"].groupby([account, party]).sum().reset_index()
    rest = rows(journal="AN", entry=0, day=np.full(len(sums), opening(year)), account=sums["account"].to_numpy(),
                party=sums["party"].to_numpy(), ref="AN", text="À nouveau", cents=sums["cents"].to_numpy())  # fmt: skip
    made = pd.concat([kept, rest], ignore_index=True)
    return made.assign(journal="AN", entry=0, day=opening(year))


def _numbered(lines: pd.DataFrame, year: int) -> pd.DataFrame:
    """Sort entries by month, journal and day, and number them within each journal."""
    rank = lines["journal"].map({journal: place for place, journal in enumerate(JOURNALS)})
    month = month_end(lines["day"].to_numpy())
    order = np.lexsort((np.arange(len(lines)), lines["entry"], lines["day"], rank, month, rank > 0))
    made = lines.iloc[order].reset_index(drop=True)
    first = ~made.duplicated("entry")
    number = first.groupby(made["journal"]).cumsum()
    width = max(5, len(str(int(number.max()))))
    return made.assign(
        number=made["journal"] + "/" + made["journal"] + str(year % 100) + number.astype(str).str.zfill(width)
    )
