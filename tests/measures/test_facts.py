"""What is known of open items and customers."""

import pandas as pd

from cashkit.measures.facts import names_of
from tests.stages.book import book

OPEN = [("F1", "C1", "2025-05-01", "2025-05-31", 900.0)]


def test_a_customer_table_without_codes_names_nobody():
    assert names_of(book(OPEN, customers=[{"name": "Un"}]), pd.Series(["C1"])).tolist() == ["C1"]
