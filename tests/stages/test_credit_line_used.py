"""Stage 2 where no customer file tells limits: the line that each customer really used."""

from cashkit.stages.door import review
from tests.stages.book import AS_OF, book

ROWS = [
    ("F1", "C1", "2025-03-01", "2025-03-31", 600.0),
    ("F2", "C1", "2025-06-01", "2025-06-30", 200.0),
    ("F3", "C2", "2025-05-01", "2025-05-31", 200.0),
    ("F4", "CB", "2025-05-01", "2025-05-31", 3_000.0),
]
PAID = [("P1", "C1", "2025-04-10", 600.0)]


def seen(**columns):
    customers = [{"customer_id": key, "name": f"Client {key}"} | columns for key in ("C1", "C2")]
    customers.append({"customer_id": "CB", "name": "Caisse", "kind": "counter"})
    return review("credit_line", book(ROWS, PAID, customers=customers), as_of=AS_OF)


def test_a_ledger_alone_tells_the_lines_used_and_how_much_hangs_on_few():
    found = seen()
    rows = found.tables["lines_used"]
    assert rows[["customer_id", "share_of_invoiced", "open_amount", "highest_owed"]].to_numpy().tolist() == [
        ["C1", 0.2, 200.0, 600.0],
        ["C2", 0.05, 200.0, 200.0],
    ]
    assert rows["median_days"].tolist()[0] == 40
    assert "concentration" in found.tables
    assert found.verdict == "not_assessed"
    assert {"limits_by_rule", "groups"} <= {one.point for one in found.missing}


def test_beside_limits_it_is_told_too():
    assert seen(credit_limit=500.0).tables["lines_used"]["customer_id"].tolist() == ["C1", "C2"]


def test_without_a_customer_file_nothing_is_told():
    assert dict(review("credit_line", book(ROWS, PAID), as_of=AS_OF).tables) == {}
