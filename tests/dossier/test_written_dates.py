"""Dates that a table holds as text are dates in the dossier, whatever the table."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.readers.folder import save_dossier
from cashkit.readers.open import open_dossier
from cashkit.stages.door import review

INVOICES = pd.DataFrame(
    [
        {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-11-03", "amount": 120.0},
        {"invoice_id": "F2", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 240.0},
    ]
)


def dossier(**tables: pd.DataFrame) -> Dossier:
    given = {"invoices": INVOICES, **tables}
    return Dossier.of(name="case", closing_date="2025-12-31", **given)


def test_a_written_date_of_any_table_is_a_date() -> None:
    reminders = pd.DataFrame([{"reminder_id": "1", "customer_id": "C1", "sent_on": "2025-12-20T10:00:00", "level": 1}])
    made = dossier(reminders=reminders, invoices=INVOICES.assign(sent_on=["2025-11-04", ""]))
    assert made.reminders["sent_on"].tolist() == [pd.Timestamp("2025-12-20")]
    assert made.invoices["sent_on"].isna().tolist() == [False, True]
    assert "D16" not in {found.code for found in made.data_findings}


def test_what_is_no_date_counts_as_missing_and_is_told() -> None:
    made = dossier(invoices=INVOICES.assign(sent_on=["2025-11-04", "31/02/2025"]))
    (told,) = [found for found in made.data_findings if found.code == "D16"]
    assert (told.line, told.value, told.count, told.field) == (2, "31/02/2025", 1, "invoices.sent_on")
    assert "31/02/2025" in told.message("fr")


def test_a_date_beyond_all_calendars_is_told_too() -> None:
    made = dossier(invoices=INVOICES.assign(sent_on=["0000-00-00", "9999-12-31"]))
    assert [found.line for found in made.data_findings if found.code == "D16"] == [1]


@pytest.fixture(scope="module")
def sample() -> Dossier:
    return open_dossier("sample")


@pytest.fixture(scope="module")
def written(sample: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return open_dossier(save_dossier(sample, tmp_path_factory.mktemp("written"), form="csv"))


@pytest.mark.parametrize("stage", ["inform", "order", "delivery", "invoice", "collection", "recovery", "impact"])
def test_a_folder_of_csv_is_reviewed_as_one_of_parquet(stage: str, sample: Dossier, written: Dossier) -> None:
    ours, theirs = (review(stage, one).findings[["code", "key", "amount_at_stake"]] for one in (sample, written))
    assert ours.to_dict("records") == theirs.to_dict("records")
