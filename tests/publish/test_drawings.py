import base64
import io

import pytest
from matplotlib.figure import Figure

from cashkit.publish.drawings import bitmap, svg

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nrest").decode()


def drawn(inside, attributes=""):
    return str(
        svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {attributes}>{inside}</svg>', "f1", "alt")
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>steal()</script>",
        '<rect onclick="steal()"/>',
        '<a href="javascript:steal()"><text>x</text></a>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="steal()"/></foreignObject>',
        '<image href="https://example.org/x.png"/>',
        '<use href="https://example.org/x.svg#a"/>',
        '<rect fill="url(https://example.org)"/>',
        '<rect style="fill:url(https://example.org);background:url(https://example.org)"/>',
        "<style>@import 'https://example.org';</style>",
        '<set attributeName="href" to="javascript:steal()"/><animate attributeName="x"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
    ],
)
def test_a_drawing_cannot_act_or_ask_the_network(hostile):
    made = drawn(hostile, 'onload="steal()"')
    assert "steal" not in made
    assert "example.org" not in made
    assert "svg+xml" not in made
    assert made.startswith("<svg")


@pytest.mark.parametrize(
    "broken", ["<svg", "<html/>", "", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "<g>" * 3000 + "</g>" * 3000]
)
def test_what_is_no_drawing_gives_nothing(broken):
    assert svg(broken, "f1", "alt") == ""


def test_a_drawing_too_deep_gives_nothing():
    assert svg("<svg>" + "<g>" * 3000 + "</g>" * 3000 + "</svg>", "f1", "alt") == ""


def test_identifiers_bear_the_prefix_of_their_figure_wherever_they_are_used():
    made = drawn('<defs><clipPath id="c"/></defs><g clip-path="url(#c)" style="fill:url(#c)"/><use href="#c"/>')
    assert 'id="f1-c"' in made
    assert made.count("url(#f1-c)") == 2
    assert 'href="#f1-c"' in made


def test_a_drawing_keeps_its_transforms_its_text_and_its_size_in_pixels():
    made = drawn(
        '<text transform="translate(1 2) rotate(-90)" x="1">a &amp; &lt;b&gt;</text>', 'width="72pt" height="36pt"'
    )
    assert 'transform="translate(1 2) rotate(-90)"' in made
    assert "a &amp; &lt;b&gt;" in made
    assert 'width="96" height="48"' in made
    assert 'role="img" aria-label="alt"' in made


def test_a_chart_of_matplotlib_keeps_its_look_without_a_style_for_the_whole_page():
    figure = Figure()
    axes = figure.subplots()
    axes.set_ylabel("axis")
    axes.plot([1, 2])
    raw = io.StringIO()
    figure.savefig(raw, format="svg")
    made = str(svg(raw.getvalue(), "f1", "alt"))
    assert "<style" not in made
    assert 'stroke-linejoin="round"' in made
    assert "rotate(-90)" in made
    assert "Matplotlib v" not in made


def test_a_bitmap_stands_inside_the_page_with_its_words():
    assert (
        bitmap(PNG, "image/png", 'a "b"', 96)
        == f'<img src="data:image/png;base64,{PNG}" alt="a &quot;b&quot;" width="96">'
    )


@pytest.mark.parametrize("data", ["not base64!", base64.b64encode(b"<svg onload=x>").decode(), ""])
def test_a_bitmap_that_is_none_gives_nothing(data):
    assert bitmap(data, "image/png", "alt") == ""
