"""The figures and tables of stage 9: losses, sales to recover, the cash of one day, what growth asks for."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.accounts.margins import purchases_used, variable_margin_rate
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.findings import Figure
from cashkit.ground.calendar import from_day
from cashkit.ground.money import euros, rounded, whole_cents
from cashkit.law.insolvency import last_day
from cashkit.measures.doubtful import net_of_vat
from cashkit.measures.facts import names_of
from cashkit.measures.financing import growth_cash, growth_limit, growth_table
from cashkit.measures.margin import MARGIN_RATES, sales_to_recover, sales_to_recover_table
from cashkit.stages.impact_losses import losses_of
from cashkit.stages.impact_provisions import MATRIX, matrix_figure, matrix_of
from cashkit.stages.impact_what_if import LEVERS, MONTHS, what_if

if TYPE_CHECKING:
    from cashkit.stages.impact import Impacts
    from cashkit.stages.situation import Situation

ILLUSTRATION = Decimal(1000)
GROWTH = Decimal("0.10")
TABLES = {
    "sales_to_recover": ("loss", "margin_rate", "sales_to_recover", "own"),
    "doubtful_and_lost": ("customer_id", "name", "open_amount", "without_vat", "oldest_days_late"),
    "written_off": ("customer_id", "name", "cleared", "written_off_net", "vat_back"),
    "cash_of_one_day": ("lever", "day_value"),
    "growth": ("growth", "need_added", "profit_added", "cash_left"),
    "provision_matrix": MATRIX,
    "what_if": LEVERS,
    "what_if_months": MONTHS,
}
"""The tables of stage 9 and their columns; one that cannot be computed has no row."""
_YEAR, _MONTHS = 365, 12
_PURCHASES = ("60", "61", "62")
_INPUT_VAT = "44566"
_PLACES = Decimal("0.0001")


def figures(found: Impacts) -> tuple[Figure, ...]:
    """Return the figures of the financial impacts."""
    by_age = matrix_figure(matrix_of(found.at))
    return (*_losses(found), by_age, *_to_recover(found), *_days(found), *_growth(found))


def tables(found: Impacts) -> dict[str, pd.DataFrame]:
    """Return the tables of the financial impacts."""
    return {
        "sales_to_recover": by_margin(to_earn_back(found), found.margin_rate),
        "doubtful_and_lost": _doubtful(found),
        "written_off": _written_off(found),
        "cash_of_one_day": _one_day(found),
        "growth": _growths(found),
        "provision_matrix": matrix_of(found.at),
        **what_if(found.at),
    }


def _growths(found: Impacts) -> pd.DataFrame:
    basis = growth_basis(found)
    if basis is None:
        return pd.DataFrame(columns=list(TABLES["growth"]))
    return growth_table(need=basis["need"], turnover=basis["turnover"], net_margin=basis["net_margin"])


def tables_without_books(rate: Decimal | None) -> dict[str, pd.DataFrame]:
    """Return the tables when there are no entries: the sales that earn an example back, and the rest without rows."""
    nothing = {key: pd.DataFrame(columns=list(columns)) for key, columns in TABLES.items()}
    return nothing | {"sales_to_recover": by_margin(ILLUSTRATION, rate)}


def to_earn_back(found: Impacts) -> Decimal:
    """Return the loss of the year; 1 000 € as an example where there is none."""
    return found.lost if found.lost > 0 else ILLUSTRATION


def _losses(found: Impacts) -> list[Figure]:
    ledger, left, result = found.ledger, _not_written_down(found), found.year.net_income
    basis = {"net_result": result, "not_written_down": left.value}
    return [
        Figure("losses", found.lost, "eur"),
        Figure("doubtful", found.doubtful, "eur"),
        Figure("allowance", found.allowance, "eur"),
        left,
        Figure("result_if_lost", result - Decimal(str(left.value)), "eur", inputs=basis),
        Figure("allowance_of_the_year", ledger.balance("68174"), "eur"),
        Figure("allowance_reversed", -ledger.balance("78174"), "eur"),
    ]


def _not_written_down(found: Impacts) -> Figure:
    """Return what doubtful and insolvent customers may still take from the result: without VAT, less the allowance."""
    net = euros(int(whole_cents(found.claims["without_vat"])[0].sum()))
    insolvent = euros(_insolvent_net(found))
    basis = {"doubtful_without_vat": net, "insolvent_without_vat": insolvent, "allowance": found.allowance}
    left = max(net + insolvent - found.allowance, Decimal("0.00"))
    return Figure("not_written_down", left, "eur", inputs=basis)


def _insolvent_net(found: Impacts) -> int:
    """Return the cents without VAT that insolvent customers owe outside 416, goods still to reclaim taken off."""
    at = found.at
    owed = at.claims[(at.claims["open_cents"] > 0) & (at.claims["standing"] != "doubtful")]
    rows = net_of_vat(found.dossier, owed[at.facts.judged_by(at.until, owed["customer"])])
    sums = rows.assign(net=whole_cents(rows["without_vat"])[0]).groupby("customer")[["open_cents", "net"]].sum()
    back = _to_reclaim(at).reindex(sums.index, fill_value=0).clip(upper=sums["open_cents"])
    return int((sums["net"] * (1 - back / sums["open_cents"])).round().sum())


def _to_reclaim(at: Situation) -> pd.Series:
    """Return the cents of goods in kind that each insolvent customer still holds and that can be claimed back."""
    table = at.table("deliveries")
    if table is None or not table.has("in_kind"):
        return pd.Series(dtype="int64")
    customers = table.ids("customer_id")
    published = at.facts.days("published_on", customers)
    held = pd.Series(table.cents("in_kind"), index=customers)[published != NO_DAY].groupby(level=0).sum()
    days = dict(zip(customers, published, strict=True))
    can = [at.as_of <= last_day(from_day(days[customer]), "reclaim_goods") for customer in held.index]
    return pd.Series(held[can])


def _to_recover(found: Impacts) -> list[Figure]:
    """Return the margins, and the sales that earn back the loss of the year."""
    loss, rate = to_earn_back(found), found.margin_rate
    variable = variable_margin_rate(found.year, found.ledger)
    shown = [
        Figure("operating_margin", rate, "rate", reason="" if rate is not None else "no_turnover"),
        Figure("variable_margin", variable, "rate", reason="" if variable is not None else "no_turnover"),
    ]
    for key, name, margin in (
        ("sales_to_recover_operating", "operating_margin", rate),
        ("sales_to_recover_variable", "variable_margin", variable),
    ):
        if margin is None or not 0 < margin < 1:
            shown.append(Figure(key, None, "eur", inputs={"loss": loss}, reason="margin_not_usable"))
        else:
            needed = sales_to_recover(loss=loss, margin_rate=margin)
            shown.append(Figure(key, needed, "eur", inputs={"loss": loss, name: margin}))
    return shown


def day_values(found: Impacts) -> dict[str, Decimal]:
    """Return the cash that one day of customers, of stock and of suppliers holds; nil where nothing moved."""
    vat = euros(int(found.ledger.debit[_in_account(found, _INPUT_VAT)].sum()))
    bought = found.ledger.balance(*_PURCHASES) + vat
    values = {
        "day_of_customers": found.invoiced / _YEAR,
        "day_of_stock": purchases_used(found.year) / found.days,
        "day_of_suppliers": bought / found.days,
    }
    return {key: rounded(max(value, Decimal())) for key, value in values.items()}


def _in_account(found: Impacts, prefix: str) -> list[bool]:
    ledger = found.ledger
    held = [str(account).startswith(prefix) for account in ledger.accounts]
    return [held[place] for place in ledger.account]


def _days(found: Impacts) -> list[Figure]:
    values = day_values(found)
    return [
        Figure(key, value or None, "eur", reason="" if value else "nothing_over_the_year")
        for key, value in values.items()
    ]


def growth_basis(found: Impacts) -> dict[str, Decimal] | None:
    """Return what growth is computed from: need, turnover of twelve months, net margin; None when one is not known."""
    turnover = found.year.turnover
    need = found.need
    if need is None or turnover <= 0:
        return None
    yearly = turnover * _MONTHS / found.accounts.months
    margin = (found.year.net_income / turnover).quantize(_PLACES, ROUND_HALF_UP)
    return {"need": need, "turnover": yearly, "net_margin": margin}


def _growth(found: Impacts) -> list[Figure]:
    """Return the cash that a growth of 10 % leaves, what the year left once what lasts was paid, and the overdrafts."""
    change, sheet = found.working_capital_change, found.functional
    left = [] if change is None else [Figure("working_capital_change", change, "eur")]
    left += [] if sheet is None else [Figure("overdrafts", sheet.overdrafts, "eur")]
    basis = growth_basis(found)
    if basis is None:
        return [Figure("growth_cash", None, "eur", reason="no_turnover"), *left]
    one = growth_cash(**basis, growth=GROWTH)
    asked = {"growth": GROWTH, "capital_need": basis["need"], "need_added": one.need_added}
    told = Figure("growth_cash", one.cash_left, "eur", inputs={**asked, "profit_added": one.profit_added})
    return [told, *_starving(basis, change), *left]


def _starving(basis: dict[str, Decimal], change: Decimal | None) -> list[Figure]:
    """Return the growth above which it takes more cash than the year left once what lasts was paid."""
    if change is None:
        return []
    limit = growth_limit(**basis, cash=change)
    inputs = {"working_capital_change": change, "capital_need": basis["need"]}
    return [Figure("growth_limit", limit, "rate", inputs, reason="growth_pays" if limit is None else "")]


def by_margin(loss: Decimal, rate: Decimal | None) -> pd.DataFrame:
    """Return the sales that earn a loss back at usual margins and at the company's own (column own)."""
    own = None if rate is None or not 0 < rate < 1 else rate.quantize(_PLACES, ROUND_HALF_UP)
    rates = {Decimal(str(usual)) for usual in MARGIN_RATES} | ({own} if own else set())
    frame = sales_to_recover_table(losses=[loss], margin_rates=sorted(rates))
    return frame.assign(own=[own is not None and one == float(own) for one in frame["margin_rate"]])


def _doubtful(found: Impacts) -> pd.DataFrame:
    """Return the doubtful customers, the largest first: what is open, without VAT, and for how long."""
    amounts = ["open_amount", "without_vat"]
    cents = found.claims.assign(**{name: whole_cents(found.claims[name])[0] for name in amounts})
    rows = cents.groupby("customer_id", sort=True, as_index=False).agg(
        open_amount=("open_amount", "sum"), without_vat=("without_vat", "sum"), oldest_days_late=("days_late", "max")
    )
    rows[amounts] = rows[amounts] / 100
    rows.insert(1, "name", names_of(found.dossier, rows["customer_id"]))
    return rows.sort_values(["open_amount", "customer_id"], ascending=[False, True]).reset_index(drop=True)


def _written_off(found: Impacts) -> pd.DataFrame:
    """Return what was written off in the year by customer, the largest first: with VAT, without, the VAT taken back."""
    sums = losses_of(found.by_customer).groupby("customer", sort=True)[["cleared", "lost", "vat"]].sum()
    rows = sums.sort_values("cleared", ascending=False, kind="stable").reset_index()
    told = {name: rows[column] / 100 for name, column in (("cleared", "cleared"), ("written_off_net", "lost"))}
    frame = rows[["customer"]].rename(columns={"customer": "customer_id"}).assign(**told, vat_back=rows["vat"] / 100)
    return frame.assign(name=found.at.names(frame["customer_id"]))[list(TABLES["written_off"])]


def _one_day(found: Impacts) -> pd.DataFrame:
    """Return the cash that one day of each lever frees."""
    rows = [(lever, float(value)) for lever, value in day_values(found).items()]
    return pd.DataFrame(rows, columns=list(TABLES["cash_of_one_day"]))
