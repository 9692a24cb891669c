"""Due dates published by the authors of invoicing software, or worked out for this kit.

Sources: Odoo, ERPNext and Dolibarr (tests and issues 5833, 18694, 36808 of Dolibarr); Sage's
documentation of "fin de mois le"; own cases for both readings of 45 days end of month, which the
DGCCRF accepts (C. com. L441-10 I).
"""

import pytest

from cashkit.law.payment_terms import due_date


@pytest.mark.parametrize(
    ("issued", "terms", "due"),
    [
        # Odoo: month end, then 45 days
        ("2019-01-01", "FDM + 45 jours", "2019-03-17"),
        ("2019-01-15", "FDM + 45 jours", "2019-03-17"),
        ("2019-01-31", "FDM + 45 jours", "2019-03-17"),
        # Odoo: 31 days, then the 15th
        ("2019-01-01", "31 le 15", "2019-02-15"),
        ("2019-01-15", "31 le 15", "2019-02-15"),
        ("2019-01-31", "31 le 15", "2019-03-15"),
        ("2019-01-15", "fin de mois", "2019-01-31"),
        ("2019-01-15", "EOM 1", "2019-02-01"),
        # ERPNext
        ("2016-01-22", "30", "2016-02-21"),
        ("2017-01-22", "30", "2017-02-21"),
        # Dolibarr: both readings, then "le 15"
        ("2021-09-13", "45 EOM", "2021-10-31"),
        ("2021-09-13", "EOM 45", "2021-11-14"),
        ("2025-03-30", "45 j FDM le 15", "2025-05-15"),
        ("2025-03-31", "45 j FDM le 15", "2025-05-15"),
        ("2016-10-10", "le 15", "2016-10-15"),
        ("2016-10-16", "le 15", "2016-11-15"),
        # Sage: days, month end, then the day
        ("2003-03-17", "60 jours fin de mois le 15", "2003-06-15"),
        ("2003-03-01", "60 jours fin de mois le 17", "2003-05-17"),
        # own: method A (month end, then 45 days) and method B (45 days, then month end)
        ("2026-01-15", "EOM 45", "2026-03-17"),
        ("2026-01-15", "45 EOM", "2026-03-31"),
        ("2024-01-15", "EOM 45", "2024-03-16"),
        ("2024-01-15", "45 EOM", "2024-02-29"),
        ("2026-01-31", "EOM 45", "2026-03-17"),
        ("2026-01-31", "45 EOM", "2026-03-31"),
        ("2026-02-01", "EOM 45", "2026-04-14"),
        ("2026-02-01", "45 EOM", "2026-03-31"),
        # a discount of 5 % within 10 days, the rest at 30
        ("2026-05-29", "10", "2026-06-08"),
        ("2026-05-29", "30", "2026-06-28"),
    ],
)
def test_an_invoice_is_due_when_its_publisher_says(issued, terms, due):
    assert str(due_date(issue_date=issued, terms=terms)) == due
