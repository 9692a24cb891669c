"""Problems of stage 8: lateness, credits, interest, retention, limitation, and what reminders do."""

import datetime as dt

import numpy as np
import pandas as pd

from cashkit.dossier.dossier import Dossier
from cashkit.ground.calendar import months_after
from cashkit.law.late_payment import late_payment
from cashkit.law.limitation import last_day
from cashkit.law.payment_terms import due_date
from cashkit.law.rates import default_rates
from cashkit.measures.aged_balance import aged_balance
from cashkit.teaching.problem import Problem, problem
from cashkit.teaching.seeds import Draw

_YEAR = 365
_AS_OF = dt.date(2025, 12, 31)
_YOUNG, _OLD = 0.5, 0.2


def late_from_the_due_date(draw: Draw) -> Problem:
    """Ask how many days late an invoice at 45 days end of month is (M03)."""
    days = [dt.date(2025, month, number) for month in (9, 10) for number in range(1, 29)]
    issued = draw.figure(dt.date(2025, 10, 13), days)
    due = due_date(issue_date=issued, terms="EOM 45")
    found = {
        "right": (_AS_OF - due).days,
        "invoice_date_for_due_date": (_AS_OF - issued).days,
        "end_of_month_forgotten": (_AS_OF - due_date(issue_date=issued, terms="45")).days,
        "other_reading": (_AS_OF - due_date(issue_date=issued, terms="45 EOM")).days,
    }
    given = {"issued": issued, "as_of": _AS_OF}
    return problem("M03", given, found, unit="days", step=due, readings=frozenset({"other_reading"}))


def credits_apart(draw: Draw) -> Problem:
    """Ask what is overdue for a customer whose credits nobody has matched (M06)."""
    overdue = float(draw.figure(500, range(320, 951, 10)))
    not_due, credit_note, receipt = 800.0, 200.0, 300.0
    found = {
        "right": _overdue(overdue, not_due, credit_note, receipt),
        "credits_netted_into_buckets": overdue - credit_note - receipt,
        "credit_note_netted": overdue - credit_note,
        "receipt_netted": overdue - receipt,
        "balance_as_overdue": overdue + not_due - credit_note - receipt,
    }
    given = {"old": overdue, "not_due": not_due, "credit_note": credit_note, "receipt": receipt}
    step = overdue + not_due - credit_note - receipt
    return problem("M06", given, found, unit="eur", tolerance=0.01, step=step)


def interest(draw: Draw) -> Problem:
    """Ask what a late invoice costs its debtor, interest and indemnity (M07)."""
    days = draw.figure(45, range(32, 87))
    gross, net, due = 18_000, 15_000, dt.date(2025, 10, 1)
    paid = due + dt.timedelta(days=days)
    owed = late_payment(amount=gross, due_date=due, paid_on=paid)
    rate, legal = float(owed.periods[0].rate), float(default_rates().half_year(paid).legal_rate or 0)
    fixed = float(owed.indemnity)
    months = (paid.year - due.year) * 12 + paid.month - due.month + 1
    found = {
        "right": owed.total,
        "interest_on_net": net * rate * days / _YEAR + fixed,
        "year_of_360": gross * rate * days / 360 + fixed,
        "whole_months": gross * rate * months / 12 + fixed,
        "legal_rate": gross * legal * days / _YEAR + fixed,
        "indemnity_per_reminder": float(owed.interest) + 3 * fixed,
        "indemnity_left_out": owed.interest,
    }
    given = {"gross": gross, "net": net, "due": due, "paid": paid, "rate": rate, "legal": legal, "indemnity": fixed}
    return problem("M07", given, found, unit="eur", tolerance=0.05, step=days)


def retention(draw: Draw) -> Problem:
    """Ask what to chase today from a builder who keeps five per cent back."""
    late = draw.figure(7_300, range(3_100, 9_901, 100))
    works, share = 48_000, 0.05
    kept = works * share
    found = {"right": late, "retention_is_late": late + kept, "retention_only": kept, "works_again": late + works}
    given = {"works": works, "paid": works - kept, "kept": kept, "other": late}
    return problem("retention", given, found, unit="eur", tolerance=1, step=kept)


def limitation(draw: Draw) -> Problem:
    """Ask for the last day to claim an invoice in court, a registered letter having been sent."""
    days = [dt.date(2021, month, number) for month in (2, 3, 4, 5, 6) for number in range(1, 29)]
    due = draw.figure(dt.date(2021, 3, 26), days)
    issued, letter = due - dt.timedelta(days=45), months_after(due, 26) + dt.timedelta(days=15)
    found = {
        "right": last_day(due),
        "formal_notice_stops_the_clock": last_day(letter),
        "from_the_invoice": last_day(issued),
        "two_years": last_day(due, "consumer"),
        "public_debt": last_day(due, "public"),
    }
    return problem("limitation", {"issued": issued, "due": due, "letter": letter}, found, unit="date", step=due)


def reminded(draw: Draw) -> Problem:
    """Ask what reminders change, comparing like with like."""
    lift = draw.figure(0.10, [share / 100 for share in range(6, 21, 2)])
    table = _payments(lift)
    paid, sent = table["paid"], table["reminded"]
    rate = paid.sum() / table["invoices"].sum()
    by = table.assign(rate=paid / table["invoices"])
    all_in = table.groupby("reminded")[["paid", "invoices"]].sum()
    naive = all_in["paid"] / all_in["invoices"]
    found = {
        "right": round(float((by.loc[sent, "rate"].to_numpy() - by.loc[~sent, "rate"].to_numpy()).mean()), 10),
        "reminders_delay_payment": naive[True] - naive[False],
        "ratio_for_points": (_YOUNG + lift) / _YOUNG - 1,
        "rate_of_the_reminded": naive[True],
        "rate_of_all": rate,
    }
    return problem("reminded", {"within": 15}, found, unit="rate", tolerance=0.001, step=_YOUNG + lift, table=table)


def _payments(lift: float) -> pd.DataFrame:
    """Return how many invoices were paid within a fortnight, by age and by whether a reminder was sent."""
    rows = [("1-30", False, 200, _YOUNG), ("1-30", True, 50, _YOUNG + lift)]
    rows += [("31-60", False, 50, _OLD), ("31-60", True, 200, _OLD + lift)]
    table = pd.DataFrame(rows, columns=["bucket", "reminded", "invoices", "share"])
    table["paid"] = np.rint(table["invoices"] * table.pop("share")).astype(int)
    return table


def _overdue(overdue: float, not_due: float, credit_note: float, receipt: float) -> float:
    """Return the overdue of the aged balance that such a customer has."""
    rows = [
        ("F1", "invoice", "2025-11-16", overdue),
        ("F2", "invoice", "2026-01-31", not_due),
        ("A1", "credit_note", "2025-12-31", -credit_note),
    ]
    invoices = pd.DataFrame(rows, columns=["invoice_id", "kind", "due_date", "amount"])
    invoices = invoices.assign(customer_id="C1", issue_date="2025-10-17")
    payments = pd.DataFrame(
        {"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-12-31", "amount": receipt}
    )
    toy = Dossier.of(name="toy", invoices=invoices, payments=payments)
    aged = aged_balance(toy, as_of=_AS_OF, by=None, view="strict").iloc[0]
    return float(aged[["1-30", "31-60", "61-90", "91+"]].sum())
