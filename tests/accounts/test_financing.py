import pytest

from cashkit.accounts.reading import read_balance_sheet


def asked(question, accounts, **options):
    answer = read_balance_sheet(accounts, **options).answer(question)
    return answer.verdict, answer.reason


# --- 4 investment ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("lasting", "expected"),
    [
        (110, ("good", "investment_good")),
        (109, ("watch", "investment_tight")),
        (100, ("watch", "investment_tight")),
        (99, ("bad", "investment_short")),
    ],
)
def test_fixed_assets_have_to_be_covered_by_lasting_resources(typed, lasting, expected):
    assert asked("investment", typed(AT=(150, 50), BX=100, DA=lasting, DU=200 - lasting, EH=200 - lasting)) == expected


def test_an_activity_that_lends_may_finance_fixed_assets(typed):
    retail = typed(AT=100, BT=50, CF=30, DA=80, DX=100)
    assert asked("investment", retail) == ("good", "investment_by_activity")
    short = typed(AT=100, BT=50, DA=60, DX=60, DU=30, EH=30)
    assert asked("investment", short) == ("watch", "investment_by_activity_short")


def test_a_company_without_fixed_assets_has_none_to_finance(typed):
    assert asked("investment", typed(BX=100, DA=100)) == ("not_applicable", "investment_none")


def test_without_the_balance_sheet_the_financing_is_not_assessed(typed):
    assert asked("investment", typed(FI=100)) == ("not_assessed", "investment_unknown")


def test_what_was_invested_and_what_came_in_are_shown_beside(typed):
    before = typed(AT=(100, 20), BX=20, DA=100)
    answer = read_balance_sheet(typed(before, AT=(150, 30), BX=20, DA=100, DU=40)).answer("investment")
    shown = {figure.key: figure.value for figure in answer.figures}
    assert (shown["fixed_assets_change"], shown["stable_resources_change"]) == (50, 50)


# --- 8 equity -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (250, ("good", "equity_solid")),
        (249, ("watch", "equity_fair")),
        (100, ("watch", "equity_fair")),
        (99, ("bad", "equity_thin")),
        (0, ("bad", "equity_thin")),
        (-1, ("bad", "equity_negative")),
    ],
)
def test_equity_is_judged_by_its_share_of_the_balance_sheet(typed, own, expected):
    assert asked("equity", typed(BX=1000, DG=own, DX=1000 - own)) == expected


def test_less_than_half_of_the_capital_is_told_on_its_own_line(typed):
    answer = read_balance_sheet(typed(BX=1000, DA=1000, DH=-501, DX=501)).answer("equity")
    assert (answer.verdict, answer.reason) == ("watch", "equity_solid")
    assert [remark.key for remark in answer.remarks] == ["equity_half_capital"]
    assert "L223-42" in answer.sentence("fr")


def test_just_half_of_the_capital_is_enough(typed):
    answer = read_balance_sheet(typed(BX=1000, DA=1000, DH=-500, DX=500)).answer("equity")
    assert (answer.verdict, answer.remarks) == ("good", ())


def test_an_empty_balance_sheet_has_no_share(typed):
    assert asked("equity", typed(BX=0)) == ("not_applicable", "equity_no_balance")
    assert asked("equity", typed(FI=10)) == ("not_assessed", "equity_unknown")


def test_ones_own_thresholds_decide(typed):
    accounts = typed(BX=1000, DG=250, DX=750)
    assert asked("equity", accounts, thresholds={"equity_good": 0.30}) == ("watch", "equity_fair")
