"""What is said of the link between two years: balances that do not follow, openings replaced, codes that changed.

Customer accounts are compared customer by customer (G09), all others account by account. G10 tells how many
opening lines gave way to the detail of the years before; G11 that customers who vanish at the opening and others
who appear there stand for the same total: their codes changed, and no file says which became which.
Source: PCG art. 112-2 (intangibility of the opening balance sheet).
"""

from collections.abc import Sequence

import numpy as np

from cashkit.dossier.findings import DETAILS, DataFinding, capped, data_finding
from cashkit.ground.money import euros
from cashkit.readers.fec.chain import Chain
from cashkit.readers.fec.customer_year import CustomerYear
from cashkit.readers.fec.groups import group
from cashkit.readers.fec.lines import Int64
from cashkit.readers.fec.parties import GLOBAL
from cashkit.readers.fec.telling import saying
from cashkit.readers.fec.year_link import check_year_link, unpadded


def link_findings(
    chain: Chain, years: Sequence[CustomerYear], replaced: Sequence[tuple[int, int]]
) -> list[DataFinding]:
    """Return the findings G09, G10 and G11 of every pair of years; `replaced` counts and sums the openings by pair."""
    found: list[DataFinding] = []
    for year, (count, cents) in enumerate(replaced, 1):
        if not years[year].opens:
            continue
        found += check_year_link(years[year - 1].closed, years[year].opened, years[year].file)
        found += _by_customer(chain, year, years[year].file)
        if count:
            told = data_finding("G10", file=years[year].file, field="CompteNum", count=count)
            found.append(saying(told, amount=euros(cents)))
    return found


def _by_customer(chain: Chain, year: int, file: str) -> list[DataFinding]:
    """G09 for each customer's balance on each account that does not follow; G11 where codes seem to have changed."""
    accounts = group(chain.lines.account.codes.astype(np.int64) * len(chain.who.labels) + chain.who.code)
    closed = chain.closed(year - 1, accounts.code, accounts.count)
    opened = chain.sums(chain.opening(year), accounts.code, accounts.count)
    differing = np.flatnonzero(closed != opened)
    order = differing[np.argsort(-np.abs(opened - closed)[differing], kind="stable")]
    first = accounts.first
    told = [_differs(chain, int(first[at]), (int(closed[at]), int(opened[at])), file) for at in order[:DETAILS]]
    return [*capped(told, len(differing)), *_changed_codes(closed[differing], opened[differing], file)]


def _differs(chain: Chain, row: int, balance: tuple[int, int], file: str) -> DataFinding:
    account = unpadded(str(chain.lines.account.values[chain.lines.account.codes[row]]))
    customer = str(chain.who.labels[chain.who.code[row]])
    closed, opened = balance
    named = account if customer == GLOBAL or account.endswith(customer) else f"{account} {customer}"
    found = data_finding("G09", file=file, field="CompAuxNum", value=named)
    amounts = {"previous": euros(closed), "opening": euros(opened), "amount": euros(opened - closed)}
    return saying(found, customer=customer, **amounts)


def _changed_codes(closed: Int64, opened: Int64, file: str) -> list[DataFinding]:
    vanished, appeared = (opened == 0) & (closed != 0), (closed == 0) & (opened != 0)
    total = int(closed[vanished].sum())
    if not vanished.any() or not appeared.any() or total != int(opened[appeared].sum()):
        return []
    told = data_finding("G11", file=file, field="CompAuxNum", count=int(vanished.sum()))
    return [saying(told, appeared=int(appeared.sum()), amount=euros(total))]
