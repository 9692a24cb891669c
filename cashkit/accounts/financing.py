"""Questions 4 and 8: what lasts has to be paid with what lasts, and the owners to carry their share of the risk.

Fixed assets on short money are a fault, except where the activity itself lends (a negative working
capital need, as in retail) and cash is positive. Less than half the capital left in equity is told
on a line of its own: the partners have to be consulted (Code de commerce, arts. L223-42 and L225-248).
"""

from decimal import Decimal

from cashkit.accounts.answer import Answer, Case, Verdict, figure, no_question, open_question
from cashkit.accounts.functional import FunctionalBalance
from cashkit.accounts.ratios import share
from cashkit.accounts.remarks import Remark
from cashkit.dossier.findings import Figure


def investment(case: Case) -> Answer:
    """Question 4: the financing of fixed assets."""
    if case.sheet is None:
        return open_question("investment", "investment_unknown")
    fixed = case.accounts.total("BJ")
    if fixed <= 0:
        return no_question("investment", "investment_none", figure("working_capital", case.sheet.working_capital))
    lasting = case.sheet.stable_resources - case.accounts.total("CO", column="amort")
    coverage = float(lasting / fixed)
    figures = (
        figure("stable_coverage", coverage, stable_resources=lasting, fixed_assets=fixed),
        figure("working_capital", case.sheet.working_capital),
        *_changes(case),
    )
    params = {"coverage": round(coverage, 2), "fixed": fixed, "lasting": lasting, "need": case.sheet.need}
    verdict, reason = _covered(coverage, case.sheet, case)
    return Answer("investment", verdict, reason, params, figures)


def _covered(coverage: float, sheet: FunctionalBalance, case: Case) -> tuple[Verdict, str]:
    if coverage >= case.limits["coverage_good"]:
        return "good", "investment_good"
    if coverage >= case.limits["coverage_watch"]:
        return "watch", "investment_tight"
    if sheet.need < 0:
        return ("good", "investment_by_activity") if sheet.net_cash >= 0 else ("watch", "investment_by_activity_short")
    return "bad", "investment_short"


def _changes(case: Case) -> tuple[Figure, ...]:
    """Return what was invested over the year and what lasting resources came in, when the year before is known."""
    if case.sheet is None or case.sheet_before is None or case.before is None:
        return ()
    invested = case.accounts.total("BJ", column="gross") - case.before.total("BJ", column="gross")
    raised = case.sheet.stable_resources - case.sheet_before.stable_resources
    return figure("fixed_assets_change", invested), figure("stable_resources_change", raised)


def equity(case: Case) -> Answer:
    """Question 8: the owners' share, and whether half of the capital is gone."""
    if not case.accounts.known("DL", "EE", "DA"):
        return open_question("equity", "equity_unknown")
    own, capital = case.accounts.total("DL"), case.accounts.total("DA")
    ratio = share(own, case.accounts.value("EE"))
    if ratio is None:
        return no_question("equity", "equity_no_balance", figure("equity", own))
    floor = capital * Decimal(str(case.limits["half_capital"]))
    lost = own < floor
    figures = (figure("equity", own), figure("equity_ratio", ratio, equity=own), figure("half_capital", floor))
    params = {"equity": own, "ratio": round(ratio, 3), "capital": capital}
    told = (Remark("equity_half_capital", {"capital": capital}),) if lost else ()
    verdict, reason = _owned(own, ratio, case)
    return Answer("equity", "watch" if lost and verdict == "good" else verdict, reason, params, figures, told)


def _owned(own: Decimal, ratio: float, case: Case) -> tuple[Verdict, str]:
    if own < 0:
        return "bad", "equity_negative"
    if ratio < case.limits["equity_bad"]:
        return "bad", "equity_thin"
    return ("watch", "equity_fair") if ratio < case.limits["equity_good"] else ("good", "equity_solid")
