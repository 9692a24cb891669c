import re
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from cashkit.views import aged_balance_chart, show, theme
from cashkit.views.charts import canvas, nothing

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawn):
    return ET.fromstring(drawn)  # noqa: S314  (our own drawing)


def test_a_notebook_gets_svg_with_the_question_and_the_answer_in_words(aged, lang):
    ax = aged_balance_chart(aged, lang)
    root = parsed(show(ax)._repr_mimebundle_()["image/svg+xml"])
    assert root.get("role") == "img"
    said = {element.get("id"): element.text for element in (root.find(f"{SVG}title"), root.find(f"{SVG}desc"))}
    assert root.get("aria-labelledby").split() == list(said)
    assert list(said.values()) == [ax.figure.get_suptitle(), ax.figure.cashkit_alt]


def test_a_terminal_gets_the_answer_in_words(aged):
    shown = show(aged_balance_chart(aged, "fr"))
    assert shown._repr_mimebundle_()["text/plain"] == repr(shown) == shown.alt


def test_two_drawings_are_the_same_bytes_whatever_the_user_has_set(aged):
    import matplotlib as mpl

    first = show(aged_balance_chart(aged, "fr")).svg()
    with mpl.rc_context({"font.size": 20, "svg.fonttype": "path", "axes.facecolor": "red", "svg.hashsalt": None}):
        second = show(aged_balance_chart(aged, "fr")).svg()
    assert first == second


def test_a_chart_holds_no_date_and_no_name_of_a_program(aged):
    drawn = show(aged_balance_chart(aged, "fr")).svg()
    assert "Matplotlib" not in drawn
    assert "<dc:date>" not in drawn


def test_the_text_of_a_chart_can_be_searched(aged):
    root = parsed(show(aged_balance_chart(aged, "fr")).svg())
    texts = ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]
    assert "Plus de 90 j" in texts


def test_two_charts_of_a_page_share_no_identifier(aged):
    def identifiers(drawn):
        return {element.get("id") for element in parsed(drawn).iter() if element.get("id")}

    first, second = (show(aged_balance_chart(aged, lang)).svg() for lang in ("fr", "en"))
    assert identifiers(first)
    assert not identifiers(first) & identifiers(second)


def test_what_a_drawing_refers_to_is_in_it(aged):
    root = parsed(show(aged_balance_chart(aged, "fr")).svg())
    known = {element.get("id") for element in root.iter()}
    wanted = {name for element in root.iter() for name in re.findall(r"url\(#(.*?)\)", str(element.attrib))}
    wanted |= {v.removeprefix("#") for e in root.iter() for name, v in e.attrib.items() if name.endswith("href")}
    assert wanted
    assert wanted <= known


def test_a_name_that_looks_like_an_identifier_is_not_changed():
    with theme.drawing():
        ax = canvas("Who?")
        ax.text(0, 0, 'A id="x" <b> & href="#y"')
    drawn = show(theme.alt(ax, '"<b>&')).svg()
    texts = ["".join(element.itertext()) for element in parsed(drawn).iter(f"{SVG}text")]
    assert 'A id="x" <b> & href="#y"' in texts
    assert parsed(drawn).find(f"{SVG}desc").text == '"<b>&'


def test_a_name_in_signs_that_the_font_lacks_warns_nobody():
    with theme.drawing():
        ax = canvas("Who?")
        ax.text(0, 0, "客户")
    assert "客户" in show(ax).svg()


def test_a_name_with_dollars_is_no_formula():
    with theme.drawing():
        ax = canvas("Who?")
        ax.text(0, 0, "$x^2$ & Cie")
    texts = ["".join(element.itertext()) for element in parsed(show(ax).svg()).iter(f"{SVG}text")]
    assert "$x^2$ & Cie" in texts


def test_a_chart_shrinks_with_its_window(aged):
    root = parsed(show(aged_balance_chart(aged, "fr")).svg())
    assert "max-width:100%" in root.get("style")
    assert float(root.get("width").removesuffix("pt")) <= 420


def test_a_long_question_is_broken_into_lines():
    with theme.drawing():
        title = canvas(" ".join(["question"] * 12)).figure.get_suptitle()
    assert max(map(len, title.split("\n"))) <= 54
    assert "\n" in title


def test_a_chart_without_data_says_so(lang):
    drawn = nothing("Combien ?", lang)
    words = {"fr": "Rien à montrer à cette date.", "en": "Nothing to show at this date."}[lang]
    assert drawn.texts[0].get_text() == words
    assert drawn.figure.cashkit_alt == f"Combien ? {words}"


def test_no_figure_stays_open(aged):
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    show(aged_balance_chart(aged, "fr")).svg()
    assert plt.get_fignums() == before


def test_a_chart_can_be_seen_as_png_too(aged, tmp_path):
    ax = aged_balance_chart(aged, "fr")
    ax.figure.savefig(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("frame", [pd.DataFrame({"not_due": [], "unapplied": []})])
def test_an_empty_aged_balance_is_no_error(frame):
    assert "Rien à montrer" in aged_balance_chart(frame, "fr").figure.cashkit_alt
