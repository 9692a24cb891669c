"""A small company's ledger of 2025 for tests: round figures that can be checked by hand.

Opened with plant 1 000 (depreciated by 400), stock 200, customer C1 300, bank 500; capital 800, reserves 200, a loan of
400, suppliers 200. In the year: sales 3 650 and purchases 1 825 (VAT at 20 %), wages 1 323.50, depreciation 100, a loss
of 36.50 (43.80 with VAT). So: gross operating surplus 501.50, operating and net result 365, a margin of 10 %.
"""

import pandas as pd

from tests.stages.book import AS_OF, frame

OPENING = {
    "215000": 1000, "281500": -400, "370000": 200, "411000:C1": 300, "512000": 500,
    "101000": -800, "106000": -200, "164000": -400, "401000:S1": -200,
}  # fmt: skip
SALES = {"411000:C1": 4380, "707000": -3650, "445710": -730}
PURCHASES = {"607000": 1825, "445660": 365, "401000:S1": -2190}
CASHED = {"512000": 4000, "411000:C1": -4000}
SETTLED = {"401000:S1": 2000, "512000": -2000}
WAGES = {"641000": 1323.5, "512000": -1323.5}
DEPRECIATION = {"681120": 100, "281500": -100}
LOSS = {"654000": 36.5, "445710": 7.3, "411000:C1": -43.8}
YEAR = (SALES, PURCHASES, CASHED, SETTLED, WAGES, DEPRECIATION, LOSS)
MONTHS = [f"2025-{month:02d}-01" for month in range(1, 13)]
SOLD = [(f"F{day}", "C1", day, "2025-12-31", 365.0) for day in MONTHS]
"""Twelve invoices of 365 €: 4 380 € over 365 days, 12 € a day, nothing late."""


def entries(*written, opening=OPENING, references=None):
    """Return the entries of a year: opening first, then each as {account[:auxiliary]: debit positive}."""
    rows = []
    for number, lines in enumerate((opening, *written)):
        code, label = ("AN", "À nouveaux") if number == 0 else ("OD", "Opérations diverses")
        for name, amount in lines.items():
            account, _, party = name.partition(":")
            rows.append(
                {
                    "journal_code": code,
                    "journal_label": label,
                    "entry_id": str(number),
                    "posting_date": "2025-01-01" if number == 0 else "2025-12-15",
                    "account": account,
                    "account_label": f"Compte {account}",
                    "customer_id": party,
                    "document_ref": (references or {}).get(number, f"P{number}"),
                    "debit": float(max(amount, 0)),
                    "credit": float(max(-amount, 0)),
                    "line": len(rows) + 2,
                }
            )
    made = pd.DataFrame(rows)
    return made.assign(posting_date=pd.to_datetime(made["posting_date"]))


def company(*further, without=(), invoices=SOLD, **tables):
    """Return the dossier of the company, with further entries and without some of the year's."""
    from cashkit.dossier.dossier import Dossier

    kept = [entry for entry in YEAR if entry not in without]
    columns = ("invoice_id", "customer_id", "issue_date", "due_date", "amount")
    return Dossier.of(
        name="Exemple",
        siren="732829320",
        closing_date=AS_OF,
        invoices=frame(invoices, columns, kind="invoice"),
        entries=entries(*kept, *further),
        **tables,
    )
