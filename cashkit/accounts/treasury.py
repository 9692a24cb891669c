"""Questions 5 and 6: how much cash the activity ties up, and how much is left.

The working capital need is judged by its growth beside that of sales, and by the suppliers' days
(60 to watch, 75 bad, on purchases with VAT and subcontracting). Net cash below zero is to watch; it
is bad when it is low two closings running, which no season explains, or when overdrafts carry more
than 40 % of the need.
"""

from decimal import Decimal

from cashkit.accounts.answer import Answer, Case, Verdict, figure, no_question, open_question
from cashkit.accounts.answer import change as grown
from cashkit.accounts.functional import FunctionalBalance
from cashkit.accounts.ratios import customer_days, days_of, stock_days, supplier_days
from cashkit.accounts.remarks import Remark
from cashkit.dossier.findings import Figure

Judged = tuple[Verdict, str]
WORST: dict[Verdict, int] = {"bad": 0, "watch": 1, "good": 2}


def need(case: Case) -> Answer:
    """Question 5: the working capital need."""
    sales = case.accounts.value("FL")
    if case.sheet is None or sales is None:
        return open_question("need", "need_unknown")
    total = figure("capital_need", case.sheet.need)
    tied = _in_days(case, case.sheet.need)
    if tied is None:
        return no_question("need", "need_no_sales", total)
    change, slow = _need_change(case), _supplier_days(case)
    in_days = figure("capital_need_days", tied, capital_need=total.value, turnover=sales)
    figures = (total, in_days, *_delays(case, change))
    judged = [one for one in (_growth(case, change), _suppliers(case, slow)) if one is not None]
    told = () if change is not None else (Remark("need_not_compared"),)
    if not judged:
        return Answer("need", "not_assessed", "need_no_point", figures=figures, remarks=told)
    verdict, reason = min(judged, key=lambda one: WORST[one[0]])
    params = {"need": case.sheet.need, "days": tied, "change": _rounded(change), "growth": _rounded(case.growth)}
    return Answer("need", verdict, reason, {**params, "supplier_days": slow}, figures, told)


def _in_days(case: Case, amount: Decimal) -> float | None:
    """Return an amount in days of the year's sales without VAT."""
    accounts = case.accounts
    return days_of(amount, accounts.value("FL"), months=accounts.months, year_days=case.limits["year_days"])


def _supplier_days(case: Case) -> float | None:
    return supplier_days(case.accounts, vat_rate=case.limits["vat_rate"], year_days=case.limits["year_days"])


def _need_change(case: Case) -> float | None:
    """Return the growth of the need; None when the year before, or its turnover, is not known or it had no need."""
    before = case.sheet_before
    if case.sheet is None or before is None or before.need <= 0 or case.growth is None:
        return None
    return grown(float(case.sheet.need / before.need))


def _growth(case: Case, change: float | None) -> Judged | None:
    if change is None or case.growth is None:
        return None
    if _rounded(change) == _rounded(case.growth) or change < case.growth:
        return "good", "need_follows_sales"
    beyond = change > round(case.growth + case.limits["need_gap"], 9)
    return ("bad" if beyond else "watch"), "need_outgrows_sales"


def _suppliers(case: Case, slow: float | None) -> Judged | None:
    if slow is None:
        return None
    if slow > case.limits["supplier_days_watch"]:
        return ("bad" if slow > case.limits["supplier_days_bad"] else "watch"), "need_slow_suppliers"
    return "good", "need_prompt_suppliers"


def _delays(case: Case, change: float | None) -> tuple[Figure, ...]:
    vat, year = case.limits["vat_rate"], case.limits["year_days"]
    known = {
        "capital_need_change": change,
        "book_customer_days": customer_days(case.accounts, vat_rate=vat, year_days=year),
        "book_supplier_days": _supplier_days(case),
        "book_stock_days": stock_days(case.accounts, year_days=year),
    }
    return tuple(figure(key, value) for key, value in known.items() if value is not None)


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 3)


def cash(case: Case) -> Answer:
    """Question 6: net cash and securities."""
    sheet = case.sheet
    if sheet is None:
        return open_question("cash", "cash_unknown")
    left = _in_days(case, sheet.net_cash)
    figures = [figure("net_cash", sheet.net_cash)]
    if left is not None:
        figures.append(figure("net_cash_days", left, net_cash=sheet.net_cash, turnover=case.accounts.value("FL")))
    if case.sheet_before is not None:
        figures.append(figure("previous_net_cash", case.sheet_before.net_cash))
    figures += [figure("securities", case.accounts.value("CD")), figure("overdrafts", sheet.overdrafts)]
    if sheet.need > 0:
        figures.append(figure("overdraft_share", float(sheet.overdrafts / sheet.need), overdrafts=sheet.overdrafts))
    params = {
        "cash": sheet.net_cash,
        "short": -sheet.net_cash,
        "days": left,
        "overdrafts": sheet.overdrafts,
        "before": -case.sheet_before.net_cash if case.sheet_before else None,
    }
    verdict, reason = _left(case, sheet)
    return Answer("cash", verdict, reason, params, tuple(figures))


def _left(case: Case, sheet: FunctionalBalance) -> Judged:
    if sheet.net_cash > 0:
        return "good", "cash_good"
    if sheet.net_cash == 0:
        return "watch", "cash_nil"
    if case.sheet_before is not None and all(_low(case, one) for one in (sheet, case.sheet_before)):
        return "bad", "cash_low_twice"
    if float(sheet.overdrafts) > case.limits["overdraft_share"] * float(sheet.need):
        return "bad", "cash_on_overdraft"
    return "watch", "cash_short"


def _low(case: Case, sheet: FunctionalBalance) -> bool:
    """Tell whether net cash is below the threshold, in days of this year's sales."""
    left = _in_days(case, sheet.net_cash)
    return left is not None and left < case.limits["net_cash_days"]
