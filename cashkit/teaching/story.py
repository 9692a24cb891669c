"""The figures of the sample company that exercises start from, as its books of 2025 give them.

>>> round(Story().receivables / Story().invoiced * Story().days, 1)
59.6
>>> print(Story())
Les chiffres des exercices sont ceux de Fermetures Ombrelune SAS.

Amounts in euros; `invoiced` includes VAT and `sales` does not; `variable_margin` is a fraction. The
figures of another company come from its dossier (`story_of`), which must hold its entries and say
what is financed: a story is never made of two companies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cashkit.ground import language
from cashkit.teaching import boxes

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.dossier.dossier import Dossier


@dataclass(frozen=True)
class Story:
    """Figures of one year, of the balance sheet that closes it, and of its last quarter."""

    receivables: float = 1_872_000
    invoiced: float = 11_457_800
    sales: float = 9_900_000
    days: int = 365
    quarter_invoiced: float = 2_692_600
    quarter_days: int = 92
    factored: float = 231_000
    discounted: float = 130_000
    operating_result: float = 401_000
    net_result: float = 244_000
    variable_margin: float = 0.34
    need: float = 1_085_000
    written_off: float = 64_800
    company: str = "Fermetures Ombrelune SAS"

    def __str__(self) -> str:
        """Say whose figures they are."""
        return language.say("teaching.story", company=self.company)

    def _repr_html_(self) -> str:
        return boxes.box(str(self), [])


def story_of(dossier: Dossier) -> Story:
    """Return the story of a company at its closing date; the sample company's where its dossier lacks a part of it."""
    found = {**_collected(dossier), **_booked(dossier)}
    names = set(Story.__dataclass_fields__) - {"company"}
    whole = all(found.get(name, 0) > 0 for name in names)  # a loss, or nothing at all, has no such story
    return Story(**found, company=dossier.name) if whole else Story()


def _collected(dossier: Dossier) -> dict[str, Any]:
    """Return what open items, sales and write-offs tell."""
    from cashkit.measures.claims import claims  # noqa: PLC0415  (most exercises need no dossier)
    from cashkit.measures.dso import dso  # noqa: PLC0415
    from cashkit.measures.restated import DISCOUNTED, FACTOR, financed_receivables, on_the_books  # noqa: PLC0415

    day = dossier.closing_date
    financed = financed_receivables(dossier, as_of=day)
    if financed is None:
        return {}
    books = on_the_books(claims(dossier, as_of=day))
    year = dso(dossier, as_of=day, method="period", balance=books)
    quarter = dso(dossier, as_of=day, method="rolling", balance=books)
    sold = financed.groupby("financed")["outstanding"].sum()
    return {
        "receivables": float(year.receivables),
        "invoiced": float(year.invoiced),
        "days": year.window_days,
        "quarter_invoiced": float(quarter.invoiced),
        "quarter_days": quarter.window_days,
        "factored": float(sold.get(FACTOR, 0.0)),
        "discounted": float(sold.get(DISCOUNTED, 0.0)),
        "written_off": _largest_loss(dossier.table("payments")),
    }


def _booked(dossier: Dossier) -> dict[str, Any]:
    """Return what the entries of the year tell."""
    if dossier.entries is None:
        return {}
    from cashkit.accounts.functional import functional_balance  # noqa: PLC0415  (most exercises need no dossier)
    from cashkit.accounts.intermediate_balances import operating_result  # noqa: PLC0415
    from cashkit.accounts.margins import purchases_margin_rate  # noqa: PLC0415
    from cashkit.accounts.own_accounts import accounts_of  # noqa: PLC0415
    from cashkit.accounts.statements import income_statement  # noqa: PLC0415

    year, balance = income_statement(dossier), functional_balance(accounts_of(dossier))
    return {
        "sales": float(year.turnover),
        "operating_result": float(operating_result(year)),
        "net_result": float(year.net_income),
        "variable_margin": float(purchases_margin_rate(year) or 0),
        "need": float(balance.need) if balance else 0.0,
    }


def _largest_loss(payments: pd.DataFrame | None) -> float:
    """Return the largest loss on one customer, VAT included."""
    if payments is None or "kind" not in payments:
        return 0.0
    lost = payments[payments["kind"] == "write_off"].groupby("customer_id")["amount"].sum()
    return float(lost.max()) if len(lost) else 0.0
