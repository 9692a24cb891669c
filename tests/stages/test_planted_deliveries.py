"""Stages 4 to 6 on the sample company: every planted fault is found, and nothing else."""

import pytest

import cashkit as ck
from cashkit.stages.door import review

STAGES = ("order", "delivery", "invoice")


@pytest.fixture(scope="module")
def sample():
    return ck.open_dossier("sample")


@pytest.fixture(scope="module")
def found(sample):
    return {stage: review(stage, sample) for stage in STAGES}


def cases(frame):
    return set(zip(frame["code"], frame["key"].astype(str), strict=True))


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_planted_is_found_and_nothing_else(found, stage):
    assert cases(found[stage].findings) == cases(ck.sample.planted(stage))


@pytest.mark.parametrize("stage", STAGES)
def test_what_only_looks_like_a_fault_is_none(found, stage):
    looks = cases(ck.sample.near_misses(stage))
    assert looks
    assert not cases(found[stage].findings) & looks


@pytest.mark.parametrize("stage", STAGES)
def test_no_finding_touches_more_than_it_puts_at_stake(found, stage):
    for one in found[stage].finding_records:
        assert sum(cents for *_, cents in one.items) == round(one.amount_at_stake * 100), one
        assert len({(table, key) for table, key, _ in one.items}) == len(one.items), one


@pytest.mark.parametrize("stage", STAGES)
def test_the_sample_holds_every_column_that_the_stage_looks_at(found, stage):
    """But for what only e-invoices tell: the sample's invoices were written on paper and in PDF."""
    missing = {one.point for one in found[stage].missing}
    assert missing <= ({"einvoice_particulars"} if stage == "invoice" else set())


def test_the_goods_to_reclaim_are_part_of_what_the_insolvent_customer_owes(sample, found):
    (reclaim,) = [one for one in found["delivery"].finding_records if one.code == "goods_to_reclaim"]
    owed = sample.table("invoices").set_index("invoice_id")["customer_id"]
    assert {table for table, *_ in reclaim.items} == {"invoices"}
    assert {owed[key] for _, key, _ in reclaim.items} == {"C0024"}
