import itertools
import math
import subprocess
import sys

import pytest

from cashkit.ground import language
from cashkit.views import theme


def test_buckets_darken_as_the_delay_grows_so_that_grey_keeps_their_order():
    fills = [theme.BUCKETS[name] for name in ("not_due", "1-30", "31-60", "61-90", "91+")]
    steps = [theme.lightness(light) - theme.lightness(dark) for light, dark in itertools.pairwise(fills)]
    assert min(steps) > 0.05


def test_credits_not_applied_are_told_by_a_hatch_not_by_a_colour():
    assert set(theme.HATCHES) == {"unapplied"}


@pytest.mark.parametrize(
    "names", [["not_due", "1-45", "46+"], ["not_due", "1-15", "16-30", "31-60", "61-90", "91-120", "121+"]]
)
def test_other_edges_take_the_same_colours_from_light_to_dark(names):
    fills = theme.bucket_colours(names)
    assert len(fills) == len(names)
    assert fills[0] == theme.BUCKETS["not_due"]
    assert fills[-1] == theme.BUCKETS["91+"]
    assert sorted(fills, key=theme.lightness, reverse=True) == fills


@pytest.mark.parametrize("signs", [theme.VERDICTS, theme.SEVERITIES, theme.GRADES])
def test_a_verdict_is_never_told_by_colour_alone(signs):
    assert len({sign for sign, _, _ in signs.values()}) == len(signs)


@pytest.mark.parametrize(
    ("unit", "signs"), [("verdict", theme.VERDICTS), ("severity", theme.SEVERITIES), ("grade", theme.GRADES)]
)
def test_every_verdict_severity_and_grade_has_its_word_in_both_languages(unit, signs):
    for key in signs:
        assert language.say(f"views.{unit}.{key}", "fr") != language.say(f"views.{unit}.{key}", "en") or key == "info"


def _contrast(ink, paper):
    def linear(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted([linear(ink), linear(paper)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("sign", "ink", "paper"), [*theme.VERDICTS.values(), *theme.SEVERITIES.values(), *theme.GRADES.values()]
)
def test_a_badge_can_be_read_by_weak_eyes(sign, ink, paper):
    assert _contrast(ink, paper) >= 7, sign


def test_lines_of_a_history_differ_by_their_dash_and_can_be_read_on_paper():
    assert len({dash for _, dash in theme.SERIES.values()}) == len(theme.SERIES)
    assert min(_contrast(colour, theme.PAPER) for colour, _ in theme.SERIES.values()) >= 3


def test_type_is_at_least_nine_pixels_high_on_a_phone():
    usable, points = 390 - 2 * 16, theme.WIDTH * 72
    sizes = [
        size for key, size in theme.RC.items() if key.endswith(("size", "titlesize")) and not isinstance(size, tuple)
    ]
    assert min(sizes) * usable / points >= 9


def test_set_theme_gives_the_users_charts_the_same_look():
    import matplotlib as mpl

    with mpl.rc_context():
        theme.set_theme()
        assert mpl.rcParams["font.size"] == theme.RC["font.size"]
        assert mpl.rcParams["svg.hashsalt"] == "cashkit"
        assert mpl.rcParams["axes.prop_cycle"].by_key()["color"][0] == theme.SERIES["period"][0]


def test_drawing_leaves_the_users_settings_as_they_were():
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 33}):
        with theme.drawing():
            assert mpl.rcParams["font.size"] == theme.RC["font.size"]
        assert math.isclose(mpl.rcParams["font.size"], 33)


def test_the_style_sheet_names_only_what_is_ours():
    selectors = [
        part.strip()
        for line in theme.stylesheet().splitlines()
        if "{" in line and not line.startswith("@")
        for part in line.split("{")[0].split(",")
    ]
    assert selectors
    assert all("ck-" in selector for selector in selectors)


def test_tables_need_no_matplotlib():
    code = """
import sys
import pandas as pd
from cashkit import views
views.table(pd.DataFrame({"total": [1.0]})).html()
print("matplotlib" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
