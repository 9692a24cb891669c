"""Questions 7 and 9: receivables that may have been sold, and liens of URSSAF and the Treasury.

Other receivables are read without claims on the State and without the group's current accounts,
which would make them high for another cause. Sold receivables are no fault in themselves: the most
that question 7 says is "to watch". For liens, "nothing published" is not "good": publication starts
at thresholds (URSSAF 10 000 to 20 000 € by size, the Treasury 200 000 €), comes nine months late and
not while a payment plan is kept.
"""

from decimal import Decimal

from cashkit.accounts.answer import Answer, Case, figure, no_question, open_question
from cashkit.accounts.ratios import customer_days, share
from cashkit.dossier.findings import Figure
from cashkit.ground import money

STATE = ("VM", "VB", "VN", "VP")
GROUP = "VC"


def other_receivables(case: Case) -> Answer:
    """Question 7: other receivables so high that trade receivables may have been sold."""
    if not case.accounts.known("BX", "BZ", column="gross"):
        return open_question("other_receivables", "other_unknown")
    trade, other = (case.accounts.total(code, column="gross") for code in ("BX", "BZ"))
    told_apart = case.accounts.known(*STATE, GROUP)
    if told_apart:
        other -= case.accounts.total(*STATE, GROUP)
    part = share(other, trade + other)
    known = figure("other_receivables", other)
    if part is None:
        return no_question("other_receivables", "other_none", known)
    figures = (known, figure("other_receivables_share", part, other_receivables=other))
    params: dict[str, object] = {"other": other, "share": round(part, 3)}
    if part <= case.limits["other_receivables_share"]:
        return Answer("other_receivables", "good", "other_low", params, figures)
    if not told_apart:
        return Answer("other_receivables", "not_assessed", "other_no_detail", params, figures)
    return _high(case, params, figures)


def _high(case: Case, params: dict[str, object], figures: tuple[Figure, ...]) -> Answer:
    days, usual = customer_days(case.accounts, vat_rate=case.limits["vat_rate"]), case.sector.customer_days
    if days is not None:
        figures = (*figures, figure("book_customer_days", days))
    params = {**params, "days": days, "usual": usual}
    if days is None or usual is None:
        return Answer("other_receivables", "watch", "other_high", params, figures)
    short = days < case.limits["short_customer_days"] * usual
    return Answer("other_receivables", "watch", "other_maybe_factored" if short else "other_high", params, figures)


def liens(case: Case) -> Answer:
    """Question 9: published liens of URSSAF and the Treasury; the burden of tax and social debts beside them."""
    burden = share(case.accounts.value("DY"), case.sig.value_added if case.sig else None)
    figures = () if burden is None else (figure("tax_social_share", burden),)
    if case.liens is None:
        return open_question("liens", "liens_no_register", *figures)
    active, cleared = (money.rounded(money.exact(amount)) for amount in (case.liens.active, case.liens.cleared))
    params: dict[str, object] = {"active": active, "cleared": cleared, "date": case.liens.consulted_on}
    if active > Decimal(0):
        return Answer("liens", "bad", "liens_active", params, figures)
    if cleared > Decimal(0):
        return Answer("liens", "watch", "liens_cleared", params, figures)
    return Answer("liens", "not_assessed", "liens_none_published", params, figures)
