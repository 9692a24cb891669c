"""A case: one question of the trade answered for one set of inputs, as a plain table.

It is what a calculator (`widgets`) shows for its inputs, and what stands in its place where nothing can
be clicked: on paper, in the report, in a notebook that was not run.

>>> loss_case(amount=12_000, vat_rate=0.20, margin_rate=0.10, lang="en").rows
[('€12,000.00', '€10,000.00', '10%', '€100,000.00')]
>>> late_payment_case(lang="en").rows[0][0]
'15/12/2025'

Nothing is computed here: `law` and `measures` do, and refuse what has no meaning.
"""

import pandas as pd

from cashkit.ground import language
from cashkit.ground.calendar import DateLike
from cashkit.ground.money import Money, exact, rounded
from cashkit.law.late_payment import late_payment
from cashkit.law.payment_terms import due_date
from cashkit.measures.margin import net_loss, sales_to_recover
from cashkit.views.tables import Table, table

AMOUNT, RECOVERED, VAT_RATE, MARGIN_RATE = 12_000, 0.0, 0.20, 0.10
ISSUED, TERMS, PAID = "2025-10-13", "EOM 45", "2026-01-31"


def loss_case(
    *,
    amount: Money = AMOUNT,
    recovered: Money = RECOVERED,
    vat_rate: Money = VAT_RATE,
    margin_rate: Money = MARGIN_RATE,
    lang: str | None = None,
) -> Table:
    """Show what a loss costs: without VAT, after what is recovered, then in sales to be made at a margin."""
    lost = net_loss(loss=amount, vat_rate=vat_rate, recovered=recovered)
    sales = sales_to_recover(loss=amount, vat_rate=vat_rate, recovered=recovered, margin_rate=margin_rate)
    row = {"amount": rounded(exact(amount)), "net_loss": lost, "margin_rate": float(margin_rate)}
    frame = pd.DataFrame([{**row, "sales_to_recover": sales}])
    return table(frame, language.checked(lang or language.current()), caption="loss_case")


def late_payment_case(
    *,
    amount: Money = AMOUNT,
    issue_date: DateLike = ISSUED,
    terms: str = TERMS,
    paid_on: DateLike = PAID,
    annual_rate: Money | None = None,
    lang: str | None = None,
) -> Table:
    """Show when an invoice falls due, how late it was paid, and what that costs its debtor."""
    due = due_date(issue_date=issue_date, terms=terms)
    owed = late_payment(amount=amount, due_date=due, paid_on=paid_on, annual_rate=annual_rate)
    frame = pd.DataFrame(
        {
            "due_date": pd.to_datetime([due]),
            "days_late": [owed.days],
            "interest": [owed.interest],
            "indemnity": [owed.indemnity],
            "amount_claimed": [owed.total],
        }
    )
    return table(frame, language.checked(lang or language.current()), caption="late_payment_case")
