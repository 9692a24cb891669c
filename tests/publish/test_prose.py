import base64
import re

import pytest

from cashkit.publish.prose import Anchors, Prose, slug

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nrest").decode()


def html(markdown, **known):
    return str(Prose("fr", **known).html(markdown))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>steal()</script>",
        '<img src="https://example.org/x.png" onerror="steal()">',
        "![spy](https://example.org/x.png)",
        "[x](javascript:steal())",
        "[x](data:text/html,steal)",
        "<javascript:steal()>",
        "[x][1]\n\n[1]: javascript:steal()",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        "| a |\n|---|\n| <script>steal()</script> |",
    ],
)
def test_markdown_cannot_act_or_ask_the_network(hostile):
    made = html(hostile)
    assert not re.search(r"<(script|img|svg|iframe)", made)
    assert not re.search(r'(href|src)="(?!https?:|mailto:|#)', made)


def test_links_to_the_web_stay_and_links_to_a_notebook_lead_to_its_section():
    made = html(
        "[loi](https://example.org/?a=1&b=2) [étape](01_inform.ipynb) [x](other.ipynb)",
        sections={"01_inform": "inform"},
    )
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">loi</a>' in made
    assert '<a href="#inform">étape</a>' in made
    assert made.count("<a ") == 2


def test_headings_start_below_those_of_the_report_and_skip_no_level():
    made = html("# Titre\n## Un\n#### Deux\n## Trois\n# Quatre")
    assert re.findall(r"<(h\d)", made) == ["h3", "h4", "h3", "h3"]
    assert "Titre" not in made


def test_no_two_headings_of_a_report_bear_one_identifier():
    anchors = Anchors()
    anchors.new("un-2")
    made = "".join(str(Prose("fr", anchors).html("# T\n## Un\n## Un")) for _ in range(2))
    found = re.findall(r'id="([^"]+)"', made)
    assert len(found) == len(set(found)) == 4
    assert "un-2" not in found


def test_tables_scroll_inside_their_box_and_comments_are_dropped():
    made = html("<!-- note -->\n\n| a |\n|---|\n| 1 |")
    assert '<div class="ck-table" tabindex="0"><table>' in made
    assert "note" not in made


def test_a_picture_attached_to_its_cell_stands_inside_the_page():
    attached = {"p.png": {"image/png": PNG}}
    made = str(Prose("fr").html('![une "image"](attachment:p.png)', attached))
    assert f'<img src="data:image/png;base64,{PNG}" alt="une &quot;image&quot;">' in made


def test_a_formula_is_drawn_with_its_words_and_one_that_cannot_be_is_shown_as_typed():
    made = html(r"$\frac{a}{b}$ puis $\unknown{a<b}$")
    assert 'aria-label="\\frac{a}{b}"' in made
    assert r"<code>\unknown{a&lt;b}</code>" in made


@pytest.mark.parametrize(
    ("text", "name"), [("Où part l'argent ?", "ou-part-l-argent"), ("../../etc/passwd", "etc-passwd"), ("«»", "")]
)
def test_a_slug_holds_letters_digits_and_hyphens_only(text, name):
    assert slug(text) == name
