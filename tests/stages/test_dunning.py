"""The dunning plan as a parameter: shipped as data, read from a file, refused where it cannot be followed."""

from importlib import resources

import pytest

from cashkit.ground.errors import SourceError
from cashkit.stages.dunning import PLAN, STEPS, TIMED, DunningPlan
from cashkit.stages.dunning_file import parsed, read_plan

TRYTON = DunningPlan(level_1=5, level_2=20, level_3=40)


def test_the_plan_that_is_shipped_is_the_one_in_force():
    with resources.as_file(resources.files("cashkit.stages").joinpath("dunning_plan.toml")) as path:
        assert read_plan(path) == PLAN


@pytest.mark.parametrize(
    ("days", "taken", "expected"),
    [(4, 0, "wait"), (5, 0, "level_1"), (30, 0, "level_1"), (30, 1, "level_2"), (50, 2, "level_3")],
)
def test_the_published_case_of_three_levels_at_5_20_and_40_days(days, taken, expected):
    """Trytond account_dunning, scenario: d+4 none, d+5 level 1, d+30 while unsent level 1, sent then level 2."""
    assert TRYTON.step_at(days, taken) == expected


def test_one_late_run_goes_up_by_one_level_only():
    """OCA account_credit_control, 3-step policy: one run a year after the due date gives level 1 alone."""
    taken, steps = 0, []
    for _ in range(3):
        steps.append(PLAN.step_at(365, taken))
        taken = STEPS.index(steps[-1])
    assert steps == ["level_1", "level_2", "level_3"]


def test_a_table_of_a_french_spreadsheet_is_a_plan():
    plan = parsed("plan.CSV", "rule;value;channel\nlevel_1;8;phone\nfloor;200,50;\ncall_before;none;\ngap;0;\n")
    assert (plan.level_1, plan.channel("level_1"), plan.floor, plan.call_before, plan.gap) == (
        8,
        "phone",
        20_050,
        "",
        0,
    )
    assert (plan.level_2, plan.channel("level_2")) == (PLAN.level_2, PLAN.channel("level_2"))


def test_no_call_is_asked_for_where_the_plan_says_so():
    assert parsed("p.toml", 'call_before = ""').call_before == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("level_9 = 3", "level_9"), ("[level_1]\ndays = -1", "level_1"), ("[level_1]\ndays = 2.5", "level_1"),
        ("[level_1]\ndays = true", "level_1"), ("[level_1]\ndays = [1]", "level_1"), ("floor = nan", "floor"),
        ("floor = -1", "floor"), ("call_before = ['level_3']", "call_before"), ("floor = 1e30", "floor"),
        ('[level_1]\nchannel = "pigeon"', "pigeon"), ('[floor]\nchannel = "email"', "floor"),
        ("[level_1]\ndays = 15", "level_1"), ("floor = 1", "smallest"), ("[level_1]\nhours = 2", "hours"),
        ("level_1 = ", "p.toml"), ("[level_1]\ndays = 1000", "1000"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_followed_is_refused_by_file_and_rule(text, told):
    with pytest.raises(SourceError, match=told) as refused:
        parsed("p.toml", text)
    assert "p.toml" in str(refused.value)


@pytest.mark.parametrize("text", ["", "a;b\n1;2"])
def test_a_table_without_its_columns_is_refused(text):
    with pytest.raises(SourceError):
        parsed("p.csv", text)


def test_a_file_that_is_not_there_too_long_or_no_text_is_refused(tmp_path):
    for name, content in (("a.toml", None), ("b.toml", b"#" * 100_001), ("c.toml", b"\xff\xfe")):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(SourceError, match=name):
            read_plan(path)


def test_every_step_with_a_day_has_a_means():
    assert len(PLAN.channels) == len(TIMED)
    assert PLAN.channel("wait") == PLAN.channel("match") == ""


def test_a_rule_told_twice_is_refused_and_blank_rows_of_a_spreadsheet_are_none():
    text = "rule;value;channel\nlevel_1;6;email\n;;\n"
    assert parsed("plan.csv", text).level_1 == 6
    with pytest.raises(SourceError) as refused:
        parsed("plan.csv", text + "level_1;7;email\n")
    assert (refused.value.key, refused.value.params["rule"]) == ("stages.plan_twice", "level_1")
