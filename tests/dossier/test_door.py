"""The contract of `Dossier.of`: every row of DESIGN's table, told as a finding or refused as an error."""

import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import ArgumentError, ContractError
from cashkit.measures.aged_balance import aged_balance
from tests.dossier.making import ALLOCATIONS, INVOICES, PAYMENTS, book

F1 = ("F1", "C1", "invoice", "2025-12-01", "2025-12-31", 1000.0)
P1 = ("P1", "C1", "2026-01-10", 400.0)
A1 = ("P1", "F1", 400.0, "2026-01-10")


def codes(dossier):
    return dict(dossier.findings.groupby("code")["count"].sum())


def test_a_clean_book_has_nothing_to_tell():
    assert codes(book([F1], [P1], [A1])) == {}


def test_a_missing_column_is_refused_with_what_was_found():
    with pytest.raises(ContractError, match=r"invoices.*due_date|issue_date") as refused:
        Dossier.of(name="x", invoices=pd.DataFrame({"invoice_id": ["F1"], "due_date": ["2025-01-01"]}))
    assert "due_date" in str(refused.value)
    assert "amount" in str(refused.value)


@pytest.mark.parametrize(
    ("column", "value"), [("amount", "12,50"), ("issue_date", "31/12/2025"), ("issue_date", 20251231)]
)
def test_a_column_of_the_wrong_type_is_refused_by_name(column, value):
    frame = pd.DataFrame([F1], columns=INVOICES).assign(**{column: [value]})
    with pytest.raises(ContractError, match=column):
        Dossier.of(name="x", invoices=frame)


def test_a_table_that_nobody_knows_is_refused():
    with pytest.raises(ArgumentError, match="bills"):
        Dossier.of(name="x", invoices=pd.DataFrame([F1], columns=INVOICES), bills=pd.DataFrame())


def test_invoices_are_needed():
    with pytest.raises(ContractError, match="invoices"):
        Dossier.of(name="x", payments=pd.DataFrame([P1], columns=PAYMENTS))


def test_a_double_id_keeps_both_rows_and_pays_the_first():
    dossier = book([F1, ("F1", "C1", "invoice", "2025-12-02", "2026-01-01", 500.0)], [P1], [A1])
    assert codes(dossier) == {"D01": 1}
    assert dossier.books.open_items(dossier.books.allocations).tolist() == [60_000, 50_000]


def test_an_orphan_allocation_leaves_its_credit_unapplied():
    dossier = book([F1], [P1], [("P1", "F9", 400.0, "2026-01-10")])
    assert codes(dossier)["D02"] == 1
    assert aged_balance(dossier, as_of="2026-01-31", view="strict")["unapplied"].sum() == -400.0


def test_what_goes_beyond_the_invoice_stays_on_the_credit():
    dossier = book([F1], [("P1", "C1", "2026-01-10", 1500.0)], [("P1", "F1", 1500.0, "2026-01-10")])
    assert codes(dossier)["D03"] == 1
    got = aged_balance(dossier, as_of="2026-01-31", view="strict").loc["C1"]
    assert (got["unapplied"], got["total"]) == (-500.0, -500.0)


def test_what_goes_beyond_the_credit_is_cut():
    dossier = book([F1], [P1], [("P1", "F1", 900.0, "2026-01-10")])
    assert codes(dossier) == {"D04": 1}
    assert aged_balance(dossier, as_of="2026-01-31", view="strict")["total"].sum() == 600.0


def test_several_allocations_beyond_an_invoice_are_served_by_day():
    payments = [("P1", "C1", "2026-01-12", 800.0), ("P2", "C1", "2026-01-10", 800.0)]
    dossier = book([F1], payments, [("P1", "F1", 800.0, "2026-01-12"), ("P2", "F1", 800.0, "2026-01-10")])
    kept = dossier.allocations
    assert dict(zip(kept["credit_id"], kept["amount"], strict=True)) == {"P1": 200.0, "P2": 800.0}


def test_a_credit_of_another_customer_is_kept_and_told():
    dossier = book([F1], [("P1", "C2", "2026-01-10", 400.0)], [A1])
    assert codes(dossier) == {"D05": 1, "R09": 1}  # C2's own account is in credit: it paid for another
    aged = aged_balance(dossier, as_of="2026-01-31")
    assert aged["total"].to_dict() == {"C1": 600.0}


def test_an_id_among_payments_and_credit_notes_means_the_payment():
    note = ("P1", "C1", "credit_note", "2025-12-05", "2025-12-05", -50.0)
    dossier = book([F1, note], [P1], [A1])
    assert codes(dossier) == {"D06": 1}
    assert aged_balance(dossier, as_of="2026-01-31", view="strict")["unapplied"].sum() == -50.0


def test_a_credit_note_pays_the_invoice_that_it_is_allocated_to():
    note = ("AV1", "C1", "credit_note", "2025-12-05", "2025-12-05", -50.0)
    dossier = book([F1, note], [], [("AV1", "F1", 50.0, "2025-12-05")])
    aged = aged_balance(dossier, as_of="2025-12-31", view="strict").loc["C1"]
    assert (aged["not_due"], aged["unapplied"]) == (950.0, 0.0)


def test_an_amount_that_is_no_whole_cent_is_rounded_half_up_and_told():
    dossier = book([("F1", "C1", "invoice", "2025-12-01", "2025-12-31", 10.005)])
    assert codes(dossier) == {"D07": 1}
    assert aged_balance(dossier, as_of="2025-12-31")["total"].sum() == 10.01


def test_missing_amounts_and_dates_are_told():
    dossier = book([("F1", "C1", "invoice", None, "2025-12-31", float("nan"))])
    assert codes(dossier) == {"D08": 1, "D09": 1}


def test_an_unknown_kind_is_other_and_told():
    dossier = book([("F1", "C1", "facture", "2025-12-01", "2025-12-31", 10.0)])
    assert codes(dossier) == {"D10": 1}
    assert dossier.invoices["kind"].tolist() == ["other"]


def test_a_negative_payment_is_a_refund():
    dossier = book([F1], [("P1", "C1", "2026-01-10", -400.0)])
    assert codes(dossier) == {"D11": 1}
    assert aged_balance(dossier, as_of="2026-01-31", view="strict")["total"].sum() == 1400.0


def test_an_allocation_of_nothing_is_left_out():
    assert codes(book([F1], [P1], [("P1", "F1", -1.0, "2026-01-10"), A1])) == {"D12": 1}


def test_an_allocation_before_its_payment_counts_from_the_payment():
    dossier = book([F1], [P1], [("P1", "F1", 400.0, "2025-12-15")])
    assert codes(dossier) == {"D13": 1}
    assert str(dossier.allocations["allocated_on"][0])[:10] == "2026-01-10"


def test_a_second_currency_is_set_aside_and_never_added():
    rows = pd.DataFrame([F1, ("F2", "C1", "invoice", "2025-12-01", "2025-12-31", 70.0)], columns=INVOICES)
    dossier = Dossier.of(name="x", invoices=rows.assign(currency=["EUR", "USD"]))
    assert codes(dossier) == {"D14": 1}
    assert aged_balance(dossier, as_of="2025-12-31")["total"].sum() == 1000.0
    assert "70.00" in dossier.findings["message"][0]


def test_a_credit_note_above_zero_counts_as_owed_and_is_told():
    assert codes(book([("A1", "C1", "credit_note", "2025-12-01", "2025-12-31", 10.0)])) == {"D15": 1}


def test_without_due_date_the_terms_give_one():
    rows = pd.DataFrame([F1], columns=INVOICES).drop(columns="due_date")
    dossier = Dossier.of(name="x", invoices=rows, terms="45 EOM")
    assert str(dossier.invoices["due_date"][0])[:10] == "2026-01-31"
    assert dossier.invoices["due_date_source"].tolist() == ["default"]
    assert codes(dossier) == {"R08": 1}


def test_an_unknown_customer_stays_in_the_total():
    dossier = book([F1], [("P1", None, "2026-01-10", 400.0)])
    aged = aged_balance(dossier, as_of="2026-01-31")
    assert aged["total"].to_dict() == {"": -400.0, "C1": 1000.0}


def test_the_same_number_twice_within_sixty_days_is_no_double_id_but_customers_in_credit_are_told():
    assert codes(book([F1], [("P1", "C1", "2026-01-10", 1200.0)])) == {"R04": 1, "R09": 1}


@pytest.mark.parametrize(
    "convert", [lambda f: f, pl.from_pandas, pa.Table.from_pandas, lambda f: f.astype({"invoice_id": "object"})]
)
def test_any_eager_frame_gives_the_same(convert):
    tables = {"invoices": ([F1], INVOICES), "payments": ([P1], PAYMENTS), "allocations": ([A1], ALLOCATIONS)}
    frames = {key: pd.DataFrame(rows, columns=names) for key, (rows, names) in tables.items()}
    dossier = Dossier.of(name="x", **(frames | {"invoices": convert(frames["invoices"])}))
    assert aged_balance(dossier, as_of="2026-01-31")["total"].to_dict() == {"C1": 600.0}


@pytest.mark.parametrize(
    "dates",
    [
        ["2025-12-01"],
        [dt.date(2025, 12, 1)],
        [pd.Timestamp("2025-12-01 10:00")],
        pd.to_datetime(["2025-12-01"]).tz_localize("Europe/Paris"),
    ],
)
def test_text_dates_datetimes_and_zones_are_read_alike(dates):
    rows = pd.DataFrame([F1], columns=INVOICES).assign(issue_date=dates)
    assert str(Dossier.of(name="x", invoices=rows).invoices["issue_date"][0])[:10] == "2025-12-01"


def test_whole_number_ids_sparse_and_mixed_with_text_find_each_other():
    far = 9_000_000_000
    owed = [(7, 1, "invoice", "2025-12-01", "2025-12-31", 10.0), (far, 2, "invoice", "2025-12-01", "2025-12-31", 20.0)]
    invoices = pd.DataFrame(owed, columns=INVOICES)
    payments = pd.DataFrame([(1, 1, "2025-12-05", 10.0), (2, 2, "2025-12-05", 20.0)], columns=PAYMENTS)
    settled = [("1", "7", 10.0, "2025-12-05"), ("2", str(far), 20.0, "2025-12-05")]
    allocations = pd.DataFrame(settled, columns=ALLOCATIONS)
    for given in (allocations, allocations.astype({"credit_id": "int64", "invoice_id": "int64"})):
        dossier = Dossier.of(name="x", invoices=invoices, payments=payments, allocations=given)
        assert len(aged_balance(dossier, as_of="2025-12-31")) == 0


def test_empty_frames_are_accepted():
    empty = pd.DataFrame([F1], columns=INVOICES).iloc[:0]
    dossier = Dossier.of(name="x", invoices=empty, closing_date="2025-12-31")
    assert aged_balance(dossier, as_of="2025-12-31").empty


def test_a_table_handed_out_is_a_copy():
    dossier = book([F1])
    taken = dossier.invoices
    taken.loc[0, "amount"] = 5.0
    assert dossier.invoices["amount"].tolist() == [1000.0]


def test_a_column_that_holds_nothing_is_of_no_wrong_type():
    rows = pd.DataFrame([F1], columns=INVOICES).assign(due_date=float("nan"), posted_on=float("nan"))
    dossier = Dossier.of(name="x", invoices=rows)
    assert codes(dossier) == {"R08": 1}


def test_what_rules_had_matched_before_is_left_to_the_matched_view():
    rows = pd.DataFrame(
        [(*A1, "fallback:ref"), ("P2", "F1", 100.0, "2026-01-12", None)], columns=[*ALLOCATIONS, "method"]
    )
    payments = pd.DataFrame([P1, ("P2", "C1", "2026-01-12", 100.0)], columns=PAYMENTS)
    dossier = Dossier.of(name="x", invoices=pd.DataFrame([F1], columns=INVOICES), payments=payments, allocations=rows)
    open_amounts = {
        view: aged_balance(dossier, as_of="2026-01-31", view=view).loc["C1", ["31-60", "1-30", "unapplied"]].tolist()
        for view in ("strict", "matched")
    }
    assert open_amounts == {"strict": [900.0, 0.0, -400.0], "matched": [500.0, 0.0, 0.0]}
    assert dossier.allocations["method"].tolist() == ["given", "fallback:ref"]


def test_the_messages_speak_both_languages():
    for lang in ("fr", "en"):
        dossier = book([F1, F1], [P1], [("P9", "F1", 10.0, "2026-01-10")], lang=lang)
        assert all("{" not in message and message for message in dossier.findings["message"])
        assert np.isin(["D01", "D02"], dossier.findings["code"]).all()


def test_a_name_that_is_markup_stays_text():
    dossier = book([("F1", "<script>alert(1)</script>", "invoice", "2025-12-01", "2025-12-31", 10.0)])
    assert aged_balance(dossier, as_of="2025-12-31").index.tolist() == ["<script>alert(1)</script>"]
