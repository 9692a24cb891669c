"""Questions 1 to 3: turnover and its trend, the result and what was kept of it, the margin.

Source: the nine questions of the credit manager's reading; thresholds in `thresholds.csv`. A fall
of turnover is judged against the sector and, alone, is to watch; a loss is bad when it is the
second running; a dividend paid out of solid equity is no fault.
"""

from decimal import Decimal

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.answer import Answer, Case, Verdict, figure, no_question, open_question
from cashkit.accounts.ratios import share
from cashkit.accounts.remarks import Remark

RESERVES = ("DD", "DE", "DF", "DG", "DH")


def turnover(case: Case) -> Answer:
    """Question 1: the trend of turnover."""
    if not case.accounts.known("FL"):
        return open_question("turnover", "turnover_unknown")
    now = figure("turnover", case.accounts.value("FL"))
    if case.before is None or not case.before.known("FL"):
        return open_question("turnover", "turnover_no_previous", now)
    growth = case.growth
    past = figure("previous_turnover", case.before.value("FL"))
    if growth is None:
        return no_question("turnover", "turnover_none", now, past)
    figures = (now, past, figure("turnover_growth", growth, turnover=now.value, previous_turnover=past.value))
    params = {"now": now.value, "before": past.value, "growth": round(growth, 3), "sector": case.sector.turnover_growth}
    verdict, reason = _trend(growth, case)
    return Answer("turnover", verdict, reason, params, figures)


def _trend(growth: float, case: Case) -> tuple[Verdict, str]:
    if growth >= 0:
        return "good", "turnover_up"
    if case.sector.turnover_growth is None:
        return "watch", "turnover_down_alone"
    if growth < round(case.sector.turnover_growth - case.limits["sector_gap"], 9):
        return "bad", "turnover_down_beyond_sector"
    return "watch", "turnover_down_like_sector"


def result(case: Case) -> Answer:
    """Question 2: the result, and what of the last one stayed in the company."""
    net = case.accounts.value("HN")
    if net is None:
        return open_question("result", "result_unknown")
    past = case.before.value("HN") if case.before else None
    figures = [figure("net_result", net)]
    if past is not None:
        figures.append(figure("previous_net_result", past))
    params = {"net": net, "loss": -net, "past": past, "past_loss": -past if past is not None else None}
    if net < 0:
        twice = past is not None and past < 0
        reason = "result_loss_twice" if twice else "result_loss" if past is not None else "result_loss_alone"
        return Answer("result", "bad" if twice else "watch", reason, params, tuple(figures))
    return _kept(case, Answer("result", "good", "result_profit", params, tuple(figures)))


def _kept(case: Case, profit: Answer) -> Answer:
    """Return the answer about a profit, once it is known what of the last one was kept."""
    kept = retained_share(case.accounts, case.before) if case.before else None
    if kept is None:
        unknown = case.before is None or not case.before.known("HN")
        told = (Remark("result_retention_unknown"),) if unknown else ()
        return Answer("result", "good", "result_profit", profit.params, profit.figures, told)
    figures = (*profit.figures, figure("retained_share", kept, previous_net_result=profit.params["past"]))
    params = {**profit.params, "kept": round(min(max(kept, 0.0), 1.0), 3)}
    if kept >= case.limits["retained_share"]:
        return Answer("result", "good", "result_kept", params, figures)
    solid = (share(case.accounts.value("DL"), case.accounts.value("EE")) or 0) >= case.limits["equity_good"]
    verdict: Verdict = "good" if solid else "watch"
    return Answer("result", verdict, "result_paid_solid" if solid else "result_paid", params, figures)


def retained_share(now: AnnualAccounts, before: AnnualAccounts) -> float | None:
    """Return the part of last year's profit that is still in the reserves, or not yet allocated.

    None when that profit is not known or was a loss.
    """
    if not (now.known(*RESERVES, "DI", "HN") and before.known(*RESERVES, "DI", "HN")):
        return None
    kept = _reserves(now) - _reserves(before)
    return share(kept, before.total("HN"))


def _reserves(accounts: AnnualAccounts) -> Decimal:
    """Return reserves, retained earnings and earlier results not yet allocated."""
    return accounts.total(*RESERVES) + accounts.total("DI") - accounts.total("HN")


def margin(case: Case) -> Answer:
    """Question 3: what a hundred euros of sales leave."""
    sales = case.accounts.value("FL")
    if case.sig is None or sales is None:
        return open_question("margin", "margin_unknown")
    surplus, rate = case.sig.gross_operating_surplus, share(case.sig.gross_operating_surplus, sales)
    figures = [figure("operating_surplus", surplus)]
    if rate is None:
        return no_question("margin", "margin_no_sales", *figures)
    figures.append(figure("operating_surplus_rate", rate, operating_surplus=surplus, turnover=sales))
    figures.append(figure("operating_result_rate", share(case.sig.operating_result, sales), turnover=sales))
    if (goods := share(case.sig.commercial_margin, case.accounts.value("FC"))) is not None:
        figures.append(figure("goods_margin_rate", goods))
    sector = case.sector.operating_surplus_rate
    params = {"surplus": surplus, "rate": round(rate, 3), "operating": case.sig.operating_result, "sector": sector}
    told = (Remark("margin_no_sector"),) if sector is None else ()
    if surplus <= 0:
        return Answer("margin", "bad", "margin_none", params, tuple(figures))
    if case.sig.operating_result <= 0:
        return Answer("margin", "watch", "margin_operating_loss", params, tuple(figures), told)
    if sector is not None and rate < sector:
        return Answer("margin", "watch", "margin_below_sector", params, tuple(figures))
    return Answer("margin", "good", "margin_good", params, tuple(figures), told)
