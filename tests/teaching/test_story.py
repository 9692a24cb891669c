"""The story of a company is read from its dossier, whole or not at all."""

from dataclasses import replace

import pandas as pd
import pytest

from cashkit import teaching as ex
from cashkit.dossier.dossier import Dossier
from cashkit.readers.open import open_dossier
from cashkit.teaching import story as module
from cashkit.teaching.catalogue import load
from cashkit.teaching.story import Story, story_of
from tests.teaching.test_problems import apart

OF_THE_STORY = ["M01", "M02", "M08", "M11", "M12", "day_of_customers"]


@pytest.fixture(scope="module")
def sample():
    return open_dossier("sample")


@pytest.fixture(scope="module")
def told(sample):
    return story_of(sample)


def test_the_sample_company_is_its_own_story(sample, told):
    found = {**module._collected(sample), **module._booked(sample)}
    assert told == Story(**found, company=sample.name)


def test_the_sample_tells_the_story_of_the_reference_text(told):
    assert told.receivables / told.invoiced * told.days == pytest.approx(59.6, abs=2)
    restated = told.receivables + told.factored + told.discounted
    assert restated / told.invoiced * told.days == pytest.approx(71.1, abs=2)
    assert (told.days, told.quarter_days) == (365, 92)
    assert told.written_off == 64_800
    for name in ("invoiced", "sales", "operating_result", "net_result"):
        assert getattr(told, name) == pytest.approx(getattr(Story(), name), rel=0.05)
    assert told.need == pytest.approx(Story().need, rel=0.15)  # the functional balance puts discounted bills back


@pytest.mark.parametrize("code", OF_THE_STORY)
def test_every_slip_gives_a_figure_of_its_own_on_the_shipped_data(told, code):
    for seed in range(30):
        asked = load(code, seed=seed, story=told).asked
        values = [asked.right, *asked.slips.values()]
        assert all(apart(one, other, asked) for n, one in enumerate(values) for other in values[:n])


@pytest.mark.parametrize("code", OF_THE_STORY)
def test_an_exercise_takes_the_figures_of_the_story_it_is_given(code):
    names = ("invoiced", "quarter_invoiced", "operating_result", "need")
    other = replace(Story(), **{name: 2 * getattr(Story(), name) for name in names})
    assert load(code, story=other).asked.given != load(code).asked.given
    assert load(code, story=other).asked.right != load(code).asked.right


def test_a_dossier_that_lacks_a_part_keeps_the_sample_story_and_says_whose_it_is():
    rows = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 120.0}
    story = story_of(Dossier.of(name="Ma boutique", closing_date="2025-12-31", invoices=pd.DataFrame(rows)))
    assert story == Story()
    assert "Ombrelune" in str(story)
    assert "boutique" not in str(story)


def test_the_cell_says_whose_figures_they_are():
    assert "&lt;b&gt;" in Story(company="<b>")._repr_html_()
    assert ex.story_of is story_of
