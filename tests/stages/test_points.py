"""The points of each stage: what is looked at, and the table that it needs."""

import csv
from importlib import resources

import pandas as pd
import pytest

from cashkit.dossier.tables import TABLES
from cashkit.ground import language
from cashkit.stages.points import missing_points, points
from cashkit.stages.review import STAGES
from tests.stages.book import book

INVOICE = [("F1", "C1", "2025-12-01", "2025-12-20", 100)]


def all_points():
    return [point for stage in STAGES for point in points(stage)]


def test_every_one_of_the_nine_stages_has_points():
    assert [stage for stage in STAGES if not points(stage)] == ["synthesis"]


def test_no_row_of_the_table_is_left_out_or_belongs_to_no_stage():
    with resources.files("cashkit.stages").joinpath("points.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(all_points())


def test_a_point_needs_a_table_that_exists():
    assert {point.table for point in all_points()} <= set(TABLES)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_point_and_its_gain_have_words_and_so_has_its_table(lang):
    for point in all_points():
        assert language.say(f"points.{point.point}", lang)
        assert language.say(f"points.{point.gain}", lang)
        assert language.say(f"report.table_{point.table}", lang)


def test_a_table_that_is_not_there_leaves_its_points_unassessed():
    needing_orders = {point.point for point in points("order") if point.table == "orders"}
    assert needing_orders >= {"order_elements", "order_within_line"}
    assert {one.point for one in missing_points("order", book(INVOICE))} >= needing_orders
    order = {"order_id": "O1", "customer_id": "C1", "ordered_on": "2025-11-01", "amount": 100.0}
    whole = [order | {"deposit_agreed": 30.0, "deposit_received": None}]
    assert {one.table for one in missing_points("order", book(INVOICE, orders=whole))} == {"customers"}


def test_a_column_that_is_not_there_leaves_its_point_unassessed():
    named = {"customer_id": "C1", "name": "Un"}
    lacking = missing_points("credit_line", book(INVOICE, customers=[named]))
    assert "terms_against_caps" in {one.point for one in lacking}
    told = missing_points("credit_line", book(INVOICE, customers=[named | {"payment_terms": "30"}]))
    assert "terms_against_caps" not in {one.point for one in told}


def test_what_is_missing_names_table_columns_and_gain():
    (point, *_) = missing_points("invoice", book(INVOICE, deliveries=pd.DataFrame()))
    assert (point.table, tuple(point.columns), point.gain) == ("invoices", ("sent_on",), "gain_sent")
