"""The figures kept beside a report: read back equal, and refused or left out where they are not ours."""

import json
from datetime import date
from decimal import Decimal

import pytest

import cashkit as ck
from cashkit.dossier.findings import Figure
from cashkit.ground import currency
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.publish.kept_figures import FIGURES, keep, kept_in
from cashkit.stages.review import Review

LAST, NOW = date(2024, 12, 31), date(2025, 12, 31)


def kept(folder, as_of=NOW, overdue="1200.50", spoilt=None):
    figures = (
        Figure("overdue", Decimal(overdue), "eur"), Figure("overdue_rate", 0.25, "rate"),
        Figure("dso_period", None, "days"), Figure("lowest_week_from", as_of, "date"),
    )  # fmt: skip
    folder.mkdir()
    keep(folder, {"recovery": Review("recovery", as_of, figures)})
    path = folder / FIGURES
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | (spoilt or {})), encoding="utf-8")
    return folder


def test_figures_come_back_with_their_values_and_units(tmp_path):
    found = kept_in(kept(tmp_path / "a")).figures()
    values = {key: one.value for (_, key), one in found.items()}
    assert values == {"overdue": Decimal("1200.50"), "overdue_rate": 0.25, "dso_period": None,
                      "lowest_week_from": "2025-12-31"}  # fmt: skip


def test_two_reports_are_compared_by_the_same_definitions(tmp_path):
    old, new = kept(tmp_path / "old", LAST, "1000.00"), kept(tmp_path / "new")
    assert ck.compare(old, new).frame.set_index("key").loc["overdue", "difference"] == 200.5
    changed = kept(tmp_path / "changed", LAST, spoilt={"definitions": {"overdue": "000000000000"}})
    assert ck.compare(changed, new).frame["difference"].isna().all()


def test_a_figure_that_this_edition_does_not_know_is_left_out_and_told(tmp_path):
    rows = [{"stage": "recovery", "key": "no_such_figure", "unit": "eur", "value": "1.00"}]
    folder = kept(tmp_path / "a", spoilt={"figures": rows})
    with pytest.warns(UserWarning, match=r"1 chiffre que cette version ne connaît pas"):
        assert kept_in(folder).figures() == {}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"edition": 2}, {"as_of": "hier"}, {"as_of": None}, {"figures": 3}, {"definitions": []},
        {"figures": [{"stage": "recovery", "key": "overdue", "unit": "eur", "value": "beaucoup"}]},
        {"figures": [{"stage": "recovery", "key": "overdue", "unit": "eur", "value": "Infinity"}]},
        {"figures": [{"stage": "recovery", "key": "overdue", "unit": "eur", "value": "1e999999"}]},
        {"figures": [{"stage": "recovery", "key": ["overdue"], "unit": "eur", "value": "1"}]},
        {"figures": [[]]},
    ],
)  # fmt: skip
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(tmp_path, spoilt):
    with pytest.raises(SourceError, match=FIGURES):
        kept_in(kept(tmp_path / "a", spoilt=spoilt))


def test_what_is_no_json_is_refused(tmp_path):
    (kept(tmp_path / "a") / FIGURES).write_text("{", encoding="utf-8")
    with pytest.raises(SourceError):
        kept_in(tmp_path / "a")


def test_amounts_of_two_currencies_are_not_compared(tmp_path):
    with currency.use("USD"):
        dollars = kept(tmp_path / "usd")
    with pytest.raises(ArgumentError, match="USD"):
        ck.compare(dollars, kept(tmp_path / "eur"))
