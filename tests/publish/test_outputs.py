import base64

import pytest

from cashkit.publish import notebook_files, outputs
from cashkit.publish.prose import Prose

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nrest").decode()
SVG = '<svg viewBox="0 0 1 1"><path id="a" d="M0 0"/></svg>'


def shown(metadata=None, **data):
    named = {name.replace("__", "+").replace("_", "/"): value for name, value in data.items()}
    output = {"output_type": "display_data", "data": named, "metadata": metadata or {}}
    return str(outputs.block(output, Prose("fr", heading="La balance"), "f1"))


def stream(name, text):
    return str(outputs.block({"output_type": "stream", "name": name, "text": text}, Prose("fr"), "f1"))


def test_the_richest_safe_form_is_shown():
    assert "<svg" in shown(image_svg__xml=SVG, image_png=PNG, text_plain="x")
    assert "<img" in shown(image_svg__xml="<svg", image_png=PNG, text_html="<p>x</p>")
    assert shown(text_html="<p>x</p>", text_plain="y") == "<p>x</p>"
    assert shown(text_markdown="*x*", text_plain="y") == "<p><em>x</em></p>\n"
    assert shown(text_plain="a < b") == '<pre class="printed">a &lt; b</pre>\n'


def test_an_unknown_form_or_none_gives_nothing():
    assert shown() == ""
    assert shown(application_javascript="steal()") == ""


@pytest.mark.parametrize(
    "plain",
    [
        "<Axes: title={'center': 'x'}>",
        "[<matplotlib.lines.Line2D at 0x7f>]",
        "<Figure size 640x480 with 1 Axes>",
        "Text(0.5, 1.0, 'x')",
    ],
)
def test_the_bare_name_of_an_object_is_not_shown(plain):
    assert shown(text_plain=plain) == ""


def test_widgets_warnings_and_errors_are_left_out_and_prints_are_kept():
    assert shown(**{"application_vnd.jupyter.widget-view__json": {}}, text_plain="IntSlider(value=1)") == ""
    assert stream("stderr", "UserWarning: x") == ""
    assert "<pre" in stream("stdout", "x")
    assert str(outputs.block({"output_type": "error", "ename": "E", "evalue": "x"}, Prose("fr"), "f1")) == ""


def test_a_chart_bears_its_own_words_or_the_name_of_its_heading():
    assert 'aria-label="Échu : 12 €."' in shown(image_svg__xml=SVG, text_plain="Échu : 12 €.")
    assert 'alt="le reste"' in shown({"image/png": {"alt": "le reste", "width": 9}}, image_png=PNG)
    assert 'aria-label="Graphique\u00a0: La balance"' in shown(
        image_svg__xml=SVG, text_plain="<Figure size 1x1 with 1 Axes>"
    )


def test_a_very_long_text_is_cut_and_says_so():
    made = stream("stdout", "x" * 100_000)
    assert len(made) < outputs.TEXT + 200
    assert "texte coupé" in made


def test_cells_that_are_not_for_the_report_are_left_out_and_figures_have_their_own_prefix():
    cells = [notebook_files.markdown("devinez", "a"), notebook_files.code("1", "b"), notebook_files.code("2", "c")]
    cells[0].metadata["tags"] = ["not-in-report"]
    for cell in cells[1:]:
        cell.outputs = [{"output_type": "display_data", "data": {"image/svg+xml": SVG}, "metadata": {}}]
    made = [str(block) for block in outputs.blocks(notebook_files.made_of(cells), Prose("fr"), "inform")]
    assert ['id="inform-1-a"' in made[0], 'id="inform-2-a"' in made[1], len(made)] == [True, True, 2]


def told(*sections, first=()):
    """Return what is left of a notebook whose sections are (heading, outputs of each code cell)."""
    cells = [notebook_files.markdown(text, f"f{n}") for n, text in enumerate(first)]
    for n, (heading, shown) in enumerate(sections):
        cells.append(notebook_files.markdown(f"## {heading}", f"h{n}"))
        for m, text in enumerate(shown):
            cells.append(notebook_files.code("x", f"c{n}{m}"))
            cells[-1].outputs = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
    blocks = outputs.blocks(notebook_files.made_of(cells), Prose("fr"), "inform")
    return "".join(str(block) for block in blocks)


def test_a_section_whose_code_shows_nothing_is_left_out():
    made = told(("Limites", ("", "")), ("Groupes", ("", "50 000")), ("Lexique", ()), first=["Avant"])
    assert "Limites" not in made
    assert all(text in made for text in ("Avant", "Groupes", "50 000", "Lexique"))
