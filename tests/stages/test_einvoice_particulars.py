"""Particulars in the review of invoices: counted, dated, told invoice by invoice; no e-invoice, no guess."""

import pytest

from cashkit.ground import language
from cashkit.readers.einvoice.mentions import STATES
from cashkit.readers.einvoice.particulars import asked
from cashkit.stages.door import review
from cashkit.stages.einvoice_particulars import COLUMNS
from tests.stages.book import book, value


def told(*texts, day="2026-10-05", as_of="2026-10-31"):
    rows = [(f"F{n}", "C1", day, "2026-11-30", 100.0, {"particulars": text}) for n, text in enumerate(texts)]
    return review("invoice", book(rows), as_of=as_of)


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
def test_invoices_are_counted_by_state_and_what_is_at_fault_comes_first():
    found = told(
        "number:present indemnity:missing", "number:present indemnity:present", "number:wrong category:missing"
    )
    table = found.tables["einvoice_particulars"]
    assert tuple(table.columns) == COLUMNS
    counted = table.set_index("particular")[["binding", "present", "absent", "wrong"]]
    assert counted.loc["number"].tolist() == ["in_force", 2, 0, 1]
    assert counted.loc["indemnity"].tolist() == ["in_force", 1, 1, 0]
    assert counted.loc["category"].tolist() == ["by_size", 0, 1, 0]
    assert table["particular"].tolist()[-1] == "category"
    assert value(found, "complete_einvoices") == pytest.approx(1 / 3)


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
def test_each_lame_invoice_is_named_unless_the_particular_does_not_bind_yet():
    found = told("indemnity:missing category:missing")
    assert found.tables["particulars_by_invoice"]["particular"].tolist() == ["indemnity", "category"]
    early = told("indemnity:missing category:missing", day="2026-08-31")
    assert early.tables["particulars_by_invoice"]["particular"].tolist() == ["indemnity"]
    assert value(told("category:missing"), "complete_einvoices") == 1


def test_without_e_invoices_the_point_is_not_assessed():
    found = review("invoice", book([("F1", "C1", "2025-10-05", "2025-11-30", 100.0)]))
    assert "einvoice_particulars" not in found.tables
    assert "einvoice_particulars" in {one.point for one in found.missing}


def test_words_that_are_no_particular_change_nothing():
    found = review("invoice", book([("F1", "C1", "2025-10-05", "2025-11-30", 100.0, {"particulars": "<b> x:y ="})]))
    assert "einvoice_particulars" not in found.tables


def test_every_particular_and_state_has_words():
    wanted = {f"particular.{key}" for key in asked()} | {f"particular_state.{state}" for state in STATES}
    wanted |= {f"binding.{name}" for name in ("in_force", "by_size", "not_yet")}
    assert wanted <= set(language.table("views"))
