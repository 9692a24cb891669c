"""Each figure of a report can be asked how it was made: a numbered note, with its rows, that prints."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from markupsafe import Markup

from cashkit.dossier.findings import RowsUsed
from cashkit.publish import report
from cashkit.publish.note_links import NoteLinks
from cashkit.publish.report import ReportContext, Summary
from tests.publish.conftest import AS_OF, reviewed


@pytest.fixture(scope="module")
def review():
    made = reviewed("recovery")
    rows = (RowsUsed("rows_overdue", 1, ("<b>F1</b>",)),)
    return replace(made, figure_records=tuple(replace(one, used=rows) for one in made.figure_records))


@pytest.mark.parametrize(("lang", "read"), [("fr", "Lignes lues"), ("en", "Rows read")])
def test_every_figure_has_a_note_with_its_number_whatever_its_stage_shows(review, lang, read):
    context = ReportContext("A", None, AS_OF, AS_OF, lang, Summary(), {"recovery": review}, pd.DataFrame())
    html = report.html(context)
    notes = re.search(r'<dl class="notes">(.*?)</dl>', html, re.DOTALL)[1]
    assert re.findall(r'<dt id="note-([\d-]+)">', notes) == ["8-1", "8-2"]
    assert notes.count(read) == 2
    assert "&lt;b&gt;F1&lt;/b&gt;" in notes
    assert html.count("note 8-1</a>)") == 1


def test_a_figure_leads_to_its_note_and_the_note_back_to_where_the_figure_stands(review):
    context = ReportContext("A", None, AS_OF, AS_OF, "fr", Summary(), {"recovery": review}, pd.DataFrame())
    html = report.html(context)
    assert '(<a id="place-8-1" href="#note-8-1">note 8-1</a>)' in html
    assert re.search(r'<dt id="note-8-1">[^<]*<a class="back" href="#place-8-1"', html)


def test_a_note_that_nothing_mentions_has_no_way_back_and_a_number_without_a_note_is_no_link():
    links = NoteLinks({"8-1"})
    block = links.linked(Markup("<td>(note 8-1) (note 9-9)</td><td title='(note 8-1)'>x (note 8-1)</td>"))
    assert block.count("href") == 2
    assert block.count("id=") == 1
    assert "(note 9-9)" in block
    assert "title='(note 8-1)'" in block
    assert (links.place("8-1"), links.place("8-2")) == ("place-8-1", "")


def test_notes_are_numbered_by_stage_and_place(review):
    assert review.notes == {"overdue": "8-1", "late_share": "8-2"}
