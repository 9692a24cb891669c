import pandas as pd
import pytest

from cashkit.publish import markup
from cashkit.publish.markup import clean
from cashkit.views.tables import table


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>steal()</script>",
        "<script >steal()</script >",
        "<script/>steal()",
        "<SCRIPT>steal()</SCRIPT>",
        "<style>@import 'https://example.org'</style>",
        '<iframe src="https://example.org"></iframe>',
        '<img src="https://example.org/x.png" onerror="steal()">',
        "<svg onload=steal()><script>steal()</script></svg>",
        '<a href="javascript:steal()">x</a>',
        '<a href="https://example.org">x</a>',
        '<form action="https://example.org"><input></form>',
        '<table background="https://example.org"><tr><td onclick="steal()" style="background:url(https://example.org)">x</td></tr></table>',
        '<div class="ck-table" onclick="steal()" style="position:fixed">x</div>',
        '<span class="ck-badge" style="color:#000000;background:url(https://example.org)">x</span>',
        '<link rel="stylesheet" href="https://example.org/a.css"><base href="https://example.org">',
        '<meta http-equiv="refresh" content="0;url=https://example.org">',
        "<object data=https://example.org></object><embed src=https://example.org>",
        '<td data-label="&quot; onmouseover=&quot;steal()">x</td>',
        "<!-- --!><script>steal()</script> -->",
        "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>",
    ],
)
def test_nothing_that_acts_or_asks_the_network_passes(hostile):
    cleaned = str(clean(hostile, "fr"))
    tags = [part.partition(">")[0] for part in cleaned.split("<")[1:]]
    assert not [
        tag for tag in tags if "example.org" in tag or "url(" in tag or tag.split("=")[0].split()[-1:] == ["href"]
    ]
    assert not [
        tag for tag in tags if tag.split()[0].strip("/").lower() in {"script", "style", "img", "a", "svg", "iframe"}
    ]
    assert " on" not in " ".join(tag.replace("&quot; onmouseover", "") for tag in tags)


def test_code_is_not_shown_as_text_either():
    assert clean("a<script>steal()</script>b<style>p{}</style><svg><text>c</text></svg>", "fr") == "ab"


def test_text_stays_text():
    assert clean("<p>1 < 2 & <b>3</b> &lt;script&gt;</p>", "fr") == "<p>1 &lt; 2 &amp; <b>3</b> &lt;script&gt;</p>"


@pytest.mark.parametrize(
    "broken", ["<table><tr><td>1", "<p><b>x", "</div></table>x", "<table><tr><td>1<td>2<tr><td>3</table>"]
)
def test_what_was_left_open_is_closed(broken):
    cleaned = str(clean(broken, "fr"))
    for tag in ("table", "tr", "td", "p", "b", "div"):
        assert cleaned.count(f"<{tag}>") + cleaned.count(f"<{tag} ") == cleaned.count(f"</{tag}>")


def test_a_table_of_pandas_gets_its_box_its_headings_and_numbers_at_the_right():
    cleaned = clean(pd.DataFrame({"n": [1.5, None], "who": ["a", "b"]}).to_html(), "fr")
    assert cleaned.startswith('<div class="ck-table" role="region" aria-label="Tableau" tabindex="0">')
    assert '<th scope="col" class="ck-n">n</th>' in cleaned
    assert '<td class="ck-n">–</td>' in cleaned
    assert '<th scope="row"' in cleaned
    assert "<td>a</td>" in cleaned
    assert "style" not in cleaned


def test_a_table_of_cashkit_passes_as_it_is():
    shown = table(pd.DataFrame({"customer_id": ["<b>C1</b>"], "total": [1234.5]}), "fr", caption="open_items")
    cleaned = clean(shown._repr_html_(), "fr")
    for part in (
        "<caption>Postes ouverts</caption>",
        "&lt;b&gt;C1&lt;/b&gt;",
        'class="ck-n">1\u202f234,50\u00a0€</td>',
    ):
        assert part in cleaned
    assert cleaned.count('class="ck-table') == 1


def test_a_very_long_table_is_cut_and_says_so():
    cleaned = clean(pd.DataFrame({"n": range(1000)}).to_html(), "fr")
    assert cleaned.count("<tr>") == markup.ROWS + 1
    assert "et 800 autres lignes" in cleaned


def test_a_very_wide_table_is_cut_and_says_so():
    cleaned = clean(pd.DataFrame([range(100)]).to_html(index=False), "en")
    assert cleaned.count("<td") == markup.CELLS
    assert "and 60 more columns" in cleaned
    assert 'class="ck-table wider"' in cleaned


def test_the_shape_that_pandas_adds_is_said_in_the_language():
    assert "3 lignes × 2 colonnes" in clean("<p>3 rows × 2 columns</p>", "fr")


def test_headings_inside_a_result_do_not_disturb_those_of_the_report():
    assert clean("<h1>x</h1>y", "fr") == '<p class="strong">x</p>y'


def test_depth_does_not_break_it():
    assert clean('<div class="ck-a">' * 5000 + "x", "fr").count("<div") <= markup.DEPTH
