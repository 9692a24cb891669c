"""No euro is counted twice, and none that is paid: on made-up companies of two seeds, item by item."""

import datetime as dt

import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.sample.company import make_company
from cashkit.stages.at_stake import once
from cashkit.stages.door import reviews
from cashkit.stages.nine import Nine
from cashkit.stages.situation import Situation
from cashkit.stages.synthesis_cases import grouped, limits_of

DAY = dt.date(2025, 12, 31)
OPEN_ONLY = ("loss", "cash_late")


@pytest.fixture(scope="module", params=[1, 7])
def audited(request):
    made = make_company(seed=request.param, invoices=600)
    latest = made.entries[max(made.entries)]
    dossier = Dossier.of(name=made.name, siren=made.siren, closing_date=DAY, **made.tables, entries=latest)
    found = reviews(dossier)
    asked = Nine({stage: one for stage, one in found.items() if stage != "synthesis"})
    return found["synthesis"], asked, Situation(dossier, DAY)


def of_kind(asked, kind):
    return [one for _, one in asked.findings() if one.kind == kind]


def test_an_invoice_counts_for_no_more_than_is_open_of_it(audited):
    _, asked, at = audited
    cases = [case for case in grouped(asked, limits_of(asked, at)) if case.kind in OPEN_ONLY]
    counted = {}
    for case in cases:
        for row, cents in case.rows.items():
            counted[row] = max(counted.get(row, 0), cents)
    invoices = {key: cents for (table, key), cents in counted.items() if table == "invoices"}
    assert len(invoices) > 20
    open_cents = at.open_cents
    assert {key: cents for key, cents in invoices.items() if cents > open_cents.get(key, 0)} == {}


@pytest.mark.parametrize("kind", [*OPEN_ONLY, "yearly_cost", "exposure"])
def test_a_kind_counts_no_more_than_its_findings_say_and_the_same_twice_over(audited, kind):
    _, asked, at = audited
    found, limits = of_kind(asked, kind), limits_of(asked, at)
    told = sum(int(one.amount_at_stake * 100) for one in found)
    assert 0 < once(found) <= told
    assert once([*found, *found]) == once(found)
    assert once([*reversed(found)], limits=limits) == once(found, limits=limits) <= once(found)


@pytest.mark.parametrize("kind", OPEN_ONLY)
def test_the_total_of_a_kind_is_within_what_its_rows_and_customers_can_hold(audited, kind):
    synthesis, asked, at = audited
    limits = limits_of(asked, at)
    rows, whole = {}, {}
    for one in of_kind(asked, kind):
        for table, key, cents in one.items:
            kept = whole if table == "customers" else rows
            kept[table, key] = max(kept.get((table, key), 0), min(cents, limits.get((table, key), cents)))
        if not one.items:
            whole[one.customer_id, one.code] = int(one.amount_at_stake * 100)
    told = synthesis.tables["at_stake"].set_index("kind")["amount_at_stake"]
    assert round(told[kind] * 100) <= sum(rows.values()) + sum(whole.values())


def test_the_plan_holds_every_case_with_its_owner_and_its_work(audited):
    synthesis, asked, at = audited
    plan = synthesis.tables["action_plan"]
    assert len(plan) == len(grouped(asked, limits_of(asked, at)))
    assert (plan["effort_hours"] > 0).all()
    assert plan["due_by"].notna().all()
    by_owner = synthesis.tables["work_by_owner"]
    assert by_owner["actions"].sum() == len(plan)
    assert by_owner["effort_hours"].sum() == pytest.approx(plan["effort_hours"].sum())


def test_no_kind_is_ranked_with_another(audited):
    ranked = audited[0].tables["cases_by_amount"]
    for _, mine in ranked.groupby("kind", sort=False):
        assert mine["amount_at_stake"].is_monotonic_decreasing
        assert mine.index.tolist() == list(range(mine.index[0], mine.index[0] + len(mine)))
