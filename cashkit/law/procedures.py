"""The procedure adviser: which routes are open for one overdue debt, which to take, and what is missing to decide.

>>> from decimal import Decimal
>>> advice = advise(Debt(Decimal(8_000), "merchant"), "2026-11-27")
>>> advice.route, advice.others
('payment_order', ('summary_payment', 'payment_plan'))
>>> advise(Debt(Decimal(8_000), "public"), "2026-11-27").route
'public_claim'
>>> advise(Debt(Decimal(8_000), "merchant", Insolvency(published_on=dt.date(2025, 10, 22))), "2025-12-31").route
'relief_from_foreclosure'

The first that applies decides: an insolvency, a limitation that has passed, a dispute, then who the debtor is.
It prepares a decision, which remains that of a lawyer or a bailiff.

Units: euros with VAT, days as dates.
Errors: `ArgumentError` for what is no date.
Source: `procedures.csv`, `insolvency.csv`, `limitation.csv`; practice for the order of preference.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from cashkit.ground.calendar import DateLike, as_date, months_after
from cashkit.law import insolvency
from cashkit.law.limitation import WARNING_MONTHS, WARNING_TRANSPORT
from cashkit.law.routes import is_open
from cashkit.law.values import in_force

Party = Literal["merchant", "consumer", "public", "european", "foreign"]
Sector = Literal["", "construction", "transport"]
FRENCH = ("merchant", "consumer")
WORTH_IT = 500
"""Euros below which a procedure may cost more than it brings: custom."""
PREFECT_AFTER = 60
"""Days late from which the prefect is asked: custom, after a written request that nobody answered."""


@dataclass(frozen=True)
class Insolvency:
    """What is known of a debtor's insolvency."""

    published_on: dt.date | None = None
    declared_on: dt.date | None = None


@dataclass(frozen=True)
class Debt:
    """An overdue debt; `noticed` says whether a formal notice was sent, None where nobody knows."""

    amount: Decimal
    debtor: Party
    insolvency: Insolvency | None = None
    limitation: dt.date | None = None
    disputed: bool = False
    sector: Sector = ""
    days_late: int = 0
    noticed: bool | None = None
    insured: bool = False


@dataclass(frozen=True)
class Said:
    """A sentence of the words table `procedures`, with its parameters."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Advice:
    """The route to take and why, the others that are open, what is missing to decide, the last day to act."""

    route: str
    reasons: tuple[Said, ...]
    others: tuple[str, ...]
    missing: tuple[Said, ...]
    last_day: dt.date | None


def advise(debt: Debt, as_of: DateLike) -> Advice:
    """Return what to do about a debt on a day."""
    day = as_date(as_of)
    if debt.insolvency is not None:
        return _insolvent(debt.insolvency, day)
    if debt.limitation is not None and debt.limitation < day:
        lapsed = Said("because_lapsed", {"last": debt.limitation})
        return Advice("acknowledgment", (lapsed,), (), (Said("ask_interruption"),), debt.limitation)
    first, *others = open_routes(debt, day)
    return Advice(first, tuple(_reasons(debt, first, day)), tuple(others), tuple(_missing(debt, day)), debt.limitation)


def open_routes(debt: Debt, day: dt.date) -> list[str]:
    """Return the routes open to a debt that is neither lapsed nor frozen, the one to take first."""
    if debt.disputed:
        wanted = ["answer_dispute", "merits"]
    elif debt.debtor == "public":
        wanted = ["public_claim", "compulsory_public_order", "public_summary"]
        waited = debt.noticed or debt.days_late >= PREFECT_AFTER
        wanted = wanted[1:] if waited and not is_near(debt, day) else wanted
    elif debt.debtor == "european":
        wanted = ["european_order", *_within("european_small_claims", "european_small_claims", debt, day)]
    elif debt.debtor == "foreign":
        wanted = ["local_counsel"]
    else:
        wanted = _french(debt, day)
    plan = [] if debt.debtor == "public" else ["payment_plan"]
    return [route for route in [*wanted, *plan] if is_open(route, day)]


def _french(debt: Debt, day: dt.date) -> list[str]:
    merchant, amicable = debt.debtor == "merchant", in_force("procedures", "small_claims_merchants", day)
    both = ["payment_order", "summary_payment"]
    wanted = ["merchant_invoices", *(both[::-1] if is_near(debt, day) else both)] if merchant else both
    if not merchant or (amicable is not None and amicable.written == "allowed"):
        wanted = [*wanted, *_within("small_claims", "small_claims_ceiling", debt, day)]
    if merchant and debt.sector == "construction":
        guarantee = in_force("deposits", "construction_guarantee", day)
        wanted.append("direct_action")
        wanted += ["payment_guarantee"] if guarantee is not None and debt.amount > guarantee.value else []
    return [*wanted, "carrier_action"] if merchant and debt.sector == "transport" else wanted


def _within(route: str, ceiling: str, debt: Debt, day: dt.date) -> list[str]:
    most = in_force("procedures", ceiling, day)
    return [route] if most is not None and debt.amount <= most.value else []


def is_near(debt: Debt, day: dt.date) -> bool:
    """Say whether the limitation comes within six months, three in transport."""
    last = debt.limitation
    months = WARNING_TRANSPORT if debt.sector == "transport" else WARNING_MONTHS
    return last is not None and months_after(last, -months) <= day <= last


def _insolvent(known: Insolvency, day: dt.date) -> Advice:
    if known.declared_on is not None and known.declared_on <= day:
        declared = Said("because_declared", {"day": known.declared_on})
        return Advice("follow_claim", (declared,), (), (), None)
    if known.published_on is None:
        return Advice("declare_claim", (Said("because_frozen"),), (), (Said("ask_publication"),), None)
    last, relief = (
        insolvency.last_day(known.published_on, step) for step in ("declare_claim", "relief_from_foreclosure")
    )
    told = {"published": known.published_on, "last": last, "relief": relief}
    reclaim = insolvency.last_day(known.published_on, "reclaim_goods")
    goods = (Said("ask_reclaim", {"last": reclaim}),) if day <= reclaim else ()
    if day <= last:
        return Advice("declare_claim", (Said("because_to_declare", told),), (), (Said("ask_title"), *goods), last)
    if day <= relief:
        missing = (Said("ask_reason"), *goods)
        return Advice("relief_from_foreclosure", (Said("because_late_claim", told),), (), missing, relief)
    return Advice("foreclosed", (Said("because_foreclosed", told),), (), (Said("ask_knowable"),), relief)


def _reasons(debt: Debt, route: str, day: dt.date) -> Iterator[Said]:
    """Yield why this route: the debt first, then what closes or changes another one."""
    yield Said(f"because_{route}")
    if is_near(debt, day):
        yield Said("because_near_public" if debt.debtor == "public" else "because_near", {"last": debt.limitation})
    excluded = in_force("procedures", "small_claims_merchants", day)
    ceiling = in_force("procedures", "small_claims_ceiling", day)
    small = ceiling is not None and debt.amount <= ceiling.value
    if debt.debtor == "merchant" and small and excluded is not None and excluded.written == "excluded":
        yield Said("because_small_excluded", {"since": excluded.valid_from})
    lawyer = in_force("procedures", "lawyer_threshold", day)
    if debt.debtor in FRENCH and lawyer is not None and debt.amount > lawyer.value:
        always = route in {"summary_payment", "merits"}
        yield Said("because_lawyer" if always else "because_lawyer_then", {"threshold": lawyer.value})


def _missing(debt: Debt, day: dt.date) -> Iterator[Said]:
    """Yield what is to be known or done before the decision."""
    if debt.insured:
        yield Said("ask_insurer")
    if debt.noticed is not True and not debt.disputed:
        yield Said(
            "ask_claim" if debt.debtor == "public" else "ask_notice" if debt.noticed is False else "ask_notice_known"
        )
    if debt.debtor == "public":
        yield Said("ask_body")
    if debt.debtor in {"european", "foreign"}:
        yield Said("ask_jurisdiction")
    if debt.sector and debt.debtor == "merchant":
        yield Said(f"ask_{debt.sector}")
    yield from _by_amount(debt, day)


def _by_amount(debt: Debt, day: dt.date) -> Iterator[Said]:
    """Yield what the amount makes necessary: an attempt beforehand, a comparison with the costs, a contribution."""
    amicable = in_force("procedures", "amicable_attempt", day)
    if debt.debtor == "consumer" and amicable is not None and debt.amount <= amicable.value:
        yield Said("ask_amicable", {"ceiling": amicable.value})
    if debt.amount < WORTH_IT and debt.debtor != "public" and not debt.disputed:
        yield Said("ask_costs")
    threshold = in_force("procedures", "court_contribution_threshold", day)
    if debt.debtor == "merchant" and threshold is not None and debt.amount > threshold.value:
        yield Said("ask_contribution", {"threshold": threshold.value, "until": threshold.valid_to})
