"""Secured need: who bears a need, in what order, and what is left bare."""

import numpy as np
import pandas as pd
import pytest

from cashkit.measures.secured_need import PARTS, Cover, secured_need


def parts(**told):
    """Return the parts of one customer's need."""
    lists = {name: [value] for name, value in ({"quota": 1.0} | told).items()}
    return secured_need(Cover.of(**lists)).iloc[0][list(PARTS)].tolist()


def test_a_deposit_comes_first_then_guarantees_then_the_insurer():
    assert parts(need=100, deposits=30, guaranteed=20, agreed=40, quota=0.9) == [30, 20, 36, 0, 14]


def test_nothing_takes_more_than_what_is_left():
    assert parts(need=100, deposits=130, guaranteed=20, agreed=40) == [100, 0, 0, 0, 0]
    assert parts(need=100, guaranteed=500, agreed=40) == [0, 100, 0, 0, 0]
    assert parts(need=100, agreed=500, quota=0.9) == [0, 0, 90, 0, 10]


def test_without_any_security_the_whole_need_is_bare():
    assert parts(need=100) == [0, 0, 0, 0, 100]
    assert parts(need=-100) == [0, 0, 0, 0, 0]


def test_a_code_uses_what_the_other_codes_of_its_company_leave():
    cover = Cover.of(need=[10, 90, 50], agreed=[40, 40, 0], quota=[1.0] * 3, company=["A", "A", "A"])
    found = secured_need(cover)
    assert found["sisters"].tolist() == [0, 15, 15]  # 30 are left for 100 that lack
    assert found["bare"].tolist() == [0, 35, 35]


def test_codes_without_a_company_lend_each_other_nothing():
    cover = Cover.of(need=[10, 90], agreed=[40, 40], quota=[1.0] * 2, company=["", ""])
    assert secured_need(cover)["sisters"].tolist() == [0, 0]


@pytest.mark.parametrize("seed", range(3))
def test_the_parts_sum_to_the_need_to_the_cent(seed):
    draw = np.random.default_rng(seed)
    amounts = {name: draw.integers(0, 10**7, 200) for name in ("need", "deposits", "guaranteed", "agreed")}
    company = [f"{n}" for n in draw.integers(0, 60, 200)]
    found = secured_need(Cover.of(**amounts, quota=draw.uniform(0, 1, 200), company=company))
    assert (found[list(PARTS)].sum(axis=1) == found["need"]).all()
    assert (found >= 0).all(axis=None)
    used = (found["insured"] + found["sisters"]).groupby(company).sum()
    assert (used <= pd.Series(amounts["agreed"]).groupby(company).sum()).all()
