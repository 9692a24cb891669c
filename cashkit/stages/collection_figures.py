"""The figures of stage 7, and its verdict: the days of sales that lateness adds to what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.dossier.findings import Figure
from cashkit.ground.money import cents, euros, rounded
from cashkit.measures.claims import gross, overdue
from cashkit.measures.dso import period_dso
from cashkit.measures.exposure import LATER_ACCOUNTS
from cashkit.measures.promises import GRACE
from cashkit.measures.punctuality import mean_lateness, paid_on_time
from cashkit.measures.restated import DISCOUNTED, FACTOR
from cashkit.stages.due_dates import real_due_figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from cashkit.measures.dso import Dso
    from cashkit.measures.time_to_pay import TimeToPay

GOOD_BELOW, BAD_ABOVE = 10, 20
"""Days of sales overdue: the practice gives 14 days of lateness as the country's mean, 20 to 22 as its slow payers."""
_DEFAULT = "default"
_YEAR = 365


@dataclass(frozen=True, eq=False)
class Collected:
    """What the measures say of collection at a date."""

    dso: Mapping[str, Dso]
    restated: Dso | None
    history: pd.DataFrame
    time: TimeToPay
    timed: pd.DataFrame
    exposure: pd.DataFrame
    accounts: Mapping[str, tuple[str, ...]]
    claims: pd.DataFrame
    due: Mapping[str, int] | None
    unapplied: pd.DataFrame
    in_credit: pd.DataFrame
    means: pd.DataFrame
    financed: pd.DataFrame | None
    promised: pd.DataFrame | None
    debits: pd.DataFrame | None
    discounts: pd.DataFrame
    until: int

    @property
    def receivables(self) -> Decimal:
        """The balance of the customer accounts."""
        return euros(int(self.claims["open_cents"].sum()))

    @property
    def held(self) -> str:
        """The accounts that the balance holds, "" where the dossier does not know them."""
        parts = [
            account
            for name, accounts in self.accounts.items()
            if name not in LATER_ACCOUNTS and name in self.exposure and self.exposure[name].ne(0).any()
            for account in accounts
        ]
        return ", ".join(sorted(set(parts)))

    @property
    def doubtful_cents(self) -> int:
        """What is doubtful in the balance."""
        return int(self.claims.loc[self.claims["standing"] == "doubtful", "open_cents"].sum())

    @property
    def day_of_sales(self) -> Decimal | None:
        """What was invoiced a day, over the period of the DSO; None when the period is not known or nothing was."""
        period = self.dso["period"]
        return period.invoiced / period.window_days if period.days is not None else None

    @property
    def days_overdue(self) -> float | None:
        """The days of sales overdue, doubtful items and retention apart, unapplied credits deducted; 0 at least."""
        late = int(overdue(self.claims)["open_cents"].sum()) - self.unused_cents
        return None if self.day_of_sales is None else float(euros(max(late, 0)) / self.day_of_sales)

    @property
    def mean_lateness(self) -> float | None:
        """The mean lateness of what fell due over the year, weighted by amount, open items included."""
        return mean_lateness(self.timed)

    @property
    def past_promises(self) -> pd.DataFrame | None:
        """The promises of the last twelve months whose day, and three more, have passed."""
        if self.promised is None:
            return None
        past = self.promised["promised"]
        return self.promised[(past + GRACE <= self.until) & (past > self.until - _YEAR)]

    @property
    def unused_cents(self) -> int:
        """The credits that settle nothing yet."""
        return int(self.unapplied["unused_cents"].sum())


def default_share(claims: pd.DataFrame) -> float | None:
    """Return the share of what is owed whose due date is not in the data but comes from default terms."""
    owed = gross(claims)
    total = int(owed["open_cents"].sum())
    defaulted = int(owed.loc[owed["due_date_source"] == _DEFAULT, "open_cents"].sum())
    return defaulted / total if total else None


def figures(found: Collected) -> tuple[Figure, ...]:
    """Return the figures of collection."""
    return (*_days_of_sales(found), *_restated(found), *_lateness(found), *_time(found.time), *_application(found))


def _days_of_sales(found: Collected) -> list[Figure]:
    receivables = Figure("receivables", found.receivables, "eur", inputs={"accounts_held": found.held or "–"})
    day = found.day_of_sales
    rows = [receivables, *(_dso(key, one) for key, one in found.dso.items())]
    if found.doubtful_cents and day is not None:
        period = found.dso["period"]
        value = period_dso(receivables=found.receivables, invoiced=period.invoiced, days=period.window_days)
        basis = {"receivables": found.receivables, "invoiced": period.invoiced, "window_days": period.window_days}
        rows.append(Figure("dso_with_doubtful", value, "days", inputs=basis))
    reason = _reason(found.dso["period"].reason)
    rows.append(Figure("day_of_customers", None if day is None else rounded(day), "eur", reason=reason))
    rows.append(Figure("days_overdue", found.days_overdue, "days", reason=reason))
    return rows


def _restated(found: Collected) -> list[Figure]:
    """Return the DSO with what is factored or discounted put back, in days and euros, where the dossier tells it."""
    if found.restated is None or found.financed is None:
        return []
    books, one = found.dso["period"], found.restated
    by = found.financed.groupby("financed")["outstanding_cents"].sum()
    parts = {name: euros(int(by.get(kind, 0))) for name, kind in (("factored", FACTOR), ("discounted", DISCOUNTED))}
    hidden = one.days - books.days if one.days is not None and books.days is not None else None
    reason = _reason(one.reason)
    return [
        Figure("financed_outstanding", sum(parts.values(), euros(0)), "eur", inputs=parts),
        Figure("dso_restated", one.days, "days", inputs=_basis(one), reason=reason),
        Figure("days_hidden", hidden, "days", inputs={"dso_period": books.days}, reason=reason),
    ]


def _lateness(found: Collected) -> list[Figure]:
    """Return how late what fell due over the year was paid, what that holds back, and what direct debit would bring."""
    late, day, share = found.mean_lateness, found.day_of_sales, paid_on_time(found.timed)
    reason = "" if late is not None else "nothing_timed"
    count = {"invoices_timed": len(found.timed)}
    held = rounded(Decimal(str(max(late, 0.0))) * day) if late is not None and day is not None else None
    why = reason or _reason(found.dso["period"].reason)
    rows = [
        Figure("mean_lateness", late, "days", inputs=count, reason=reason),
        Figure("paid_on_time", share, "rate", inputs=count, reason=reason),
        Figure(
            "cash_held_by_lateness", held, "eur", inputs={"mean_lateness": late, "day_of_customers": day}, reason=why
        ),
    ]
    if found.debits is not None:
        freed = sum(cents(value) for value in found.debits["cash_freed"].tolist())
        rows.append(Figure("debit_gain", euros(freed), "eur"))
    promised = found.past_promises
    if promised is not None and len(promised):
        told = {"promises_due": len(promised)}
        rows.append(Figure("promises_kept", float(promised["kept"].mean()), "rate", inputs=told))
    return rows


def _dso(method: str, one: Dso) -> Figure:
    return Figure(f"dso_{method}", one.days, "days", inputs=_basis(one), reason=_reason(one.reason))


def _basis(one: Dso) -> dict[str, object]:
    return {"receivables": one.receivables, "invoiced": one.invoiced, "window_days": one.window_days}


def _reason(key: str) -> str:
    """Return a reason of the measures as a key of the figures' words."""
    return key.removeprefix("measures.")


def _time(time: TimeToPay) -> list[Figure]:
    reason = _reason(time.reason)
    paid = {"invoices_paid": time.paid}
    both = {"invoices_paid": time.paid, "invoices_open": time.still_open}
    median = reason or ("" if time.median_days is not None else "half_not_paid")
    return [
        Figure("mean_days_to_pay", time.mean_days, "days", inputs=paid, reason=reason),
        Figure("weighted_days_to_pay", time.weighted_days, "days", inputs=paid, reason=reason),
        Figure("weighted_days_late", time.weighted_days_late, "days", inputs=paid, reason=reason),
        Figure("median_days_to_pay", time.median_days, "days", inputs=both, reason=median),
        Figure("restricted_mean_days", time.restricted_mean_days, "days", inputs=both, reason=reason),
    ]


def _application(found: Collected) -> list[Figure]:
    owed_to = sum(cents(-balance) for balance in found.in_credit["balance"].tolist())
    return [
        Figure("unapplied_credits", euros(found.unused_cents), "eur", inputs={"credits_count": len(found.unapplied)}),
        Figure("owed_to_customers", euros(owed_to), "eur", inputs={"customers_in_credit": len(found.in_credit)}),
        Figure("default_due_share", default_share(found.claims), "rate", reason=_nothing_open(found.claims)),
        *real_due_figures(found.due),
    ]


def _nothing_open(claims: pd.DataFrame) -> str:
    return "nothing_open" if default_share(claims) is None else ""


def verdict(found: Collected) -> tuple[str, str, dict[str, object]]:
    """Return the verdict with its reason: good below 10 days of sales overdue, bad above 20."""
    unused = euros(found.unused_cents)
    days = found.days_overdue
    if days is None:
        return "not_assessed", "stages.collection_no_sales", {"receivables": found.receivables, "unused": unused}
    judged = "good" if days < GOOD_BELOW else "bad" if days > BAD_ABOVE else "watch"
    params: dict[str, object] = {"days": days, "dso": found.dso["period"].days, "unused": unused}
    if found.restated is not None and found.restated.days != found.dso["period"].days:
        return judged, "stages.collection_restated", {**params, "restated": found.restated.days}
    share = default_share(found.claims)
    if share is not None and share > 1 / 2:
        return judged, "stages.collection_default_terms", {**params, "share": share}
    return judged, "stages.collection_fact", params
