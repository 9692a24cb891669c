"""Which share of what is owed has a real due date, as the reviews that show lateness tell it."""

from decimal import Decimal

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.dossier.tables import DUE_DATE_SOURCES
from cashkit.stages.door import review

ROWS = [("F1", "file", 100.0), ("F2", "erp", 200.0), ("F3", "terms", 60.0), ("F4", "default", 40.0)]


def dossier(rows=ROWS):
    invoices = pd.DataFrame(rows, columns=["invoice_id", "due_date_source", "amount"]).assign(
        customer_id="C1", kind="invoice", issue_date="2025-11-01", due_date="2025-12-01"
    )
    return Dossier.of(name="case", closing_date="2025-12-31", invoices=invoices)


@pytest.mark.parametrize("stage", ["collection", "recovery"])
def test_both_reviews_of_lateness_tell_the_share_and_its_amounts(stage):
    found = review(stage, dossier(), as_of="2025-12-31").figure("data_real_due")
    assert found.value == 0.75
    assert found.inputs == {
        "due_by_file": Decimal("100.00"), "due_by_erp": Decimal("200.00"), "due_by_terms": Decimal("60.00"),
        "due_by_default": Decimal("40.00"),
    }  # fmt: skip
    assert "75" in found.explain("fr")
    assert "real due date" in found.explain("en")


@pytest.mark.parametrize("stage", ["collection", "recovery"])
def test_nothing_open_gives_a_reason_and_no_share(stage):
    found = review(stage, dossier([("A1", "file", -10.0)]), as_of="2025-12-31").figure("data_real_due")
    assert (found.value, found.reason) == (None, "nothing_open")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("stage", ["collection", "recovery"])
def test_every_source_of_a_due_date_is_named_when_the_share_explains_itself(stage, lang):
    rows = [(f"F{place}", source, 100.0) for place, source in enumerate(DUE_DATE_SOURCES)]
    share = review(stage, dossier(rows)).figure("data_real_due")
    assert len(share.inputs) == len(DUE_DATE_SOURCES)
    assert share.explain(lang)
