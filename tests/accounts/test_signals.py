from datetime import date
from decimal import Decimal

import pytest

from cashkit.accounts.answer import Liens, Sector
from cashkit.accounts.reading import read_balance_sheet

DETAIL = {"VM": 0, "VB": 0, "VN": 0, "VP": 0, "VC": 0}


def asked(question, accounts, **options):
    answer = read_balance_sheet(accounts, **options).answer(question)
    return answer.verdict, answer.reason


# --- 7 other receivables --------------------------------------------------------
@pytest.mark.parametrize(
    ("other", "expected"),
    [(30, ("good", "other_low")), (31, ("watch", "other_high")), (0, ("good", "other_low"))],
)
def test_other_receivables_above_thirty_per_cent_raise_a_question(typed, other, expected):
    assert asked("other_receivables", typed(BX=100 - other, BZ=other, DA=100, **DETAIL)) == expected


def test_claims_on_the_state_and_the_group_do_not_count(typed):
    accounts = typed(BX=70, BZ=130, DA=200, **{**DETAIL, "VB": 60, "VC": 40})
    assert asked("other_receivables", accounts) == ("good", "other_low")


def test_few_customers_beside_many_other_receivables_may_be_factoring(typed):
    accounts = typed(BX=48, BZ=100, DA=148, FI=365, **DETAIL)  # 40 days of sales with VAT
    assert asked("other_receivables", accounts, sector=Sector(customer_days=81)) == ("watch", "other_maybe_factored")
    assert asked("other_receivables", accounts, sector=Sector(customer_days=80)) == ("watch", "other_high")
    assert asked("other_receivables", accounts) == ("watch", "other_high")


def test_without_the_detail_high_other_receivables_are_not_judged(typed):
    assert asked("other_receivables", typed(BX=50, BZ=50)) == ("not_assessed", "other_no_detail")
    assert asked("other_receivables", typed(BX=90, BZ=10)) == ("good", "other_low")


def test_without_receivables_the_question_has_no_sense(typed):
    assert asked("other_receivables", typed(CF=10)) == ("not_applicable", "other_none")
    assert asked("other_receivables", typed(FI=10)) == ("not_assessed", "other_unknown")


# --- 9 liens ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("liens", "expected"),
    [
        (None, ("not_assessed", "liens_no_register")),
        (Liens(date(2025, 12, 1)), ("not_assessed", "liens_none_published")),
        (Liens(date(2025, 12, 1), cleared=5000), ("watch", "liens_cleared")),
        (Liens(date(2025, 12, 1), active="12000.50", cleared=5000), ("bad", "liens_active")),
    ],
)
def test_nothing_published_is_never_good(typed, liens, expected):
    assert asked("liens", typed(BX=10), liens=liens) == expected


def test_the_amount_of_a_lien_is_told(typed):
    answer = read_balance_sheet(typed(BX=10), liens=Liens(date(2025, 12, 1), active="12000.50")).answer("liens")
    assert answer.params["active"] == Decimal("12000.50")
    assert "12\u202f001\u00a0€" in answer.sentence("fr")


def test_the_burden_of_tax_and_social_debts_stands_beside(typed):
    answer = read_balance_sheet(typed(BX=100, DY=30, FI=150, FW=50)).answer("liens")
    assert [(figure.key, figure.value) for figure in answer.figures] == [("tax_social_share", 0.3)]
