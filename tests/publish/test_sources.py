import pytest

from cashkit.ground import language
from cashkit.publish import sources

HEAD = '# %% tags=["parameters"]\nlang = "fr"\n\n'
BONJOUR = sources.digest("Bonjour à tous")


def french(text, tags=""):
    return f'# %% [markdown] lang="fr"{tags}\n# {text}\n\n'


def english(text, of):
    return f'# %% [markdown] lang="en" of="{of}"\n# {text}\n\n'


def kinds(*cells):
    return [problem.kind for problem in sources.parsed(HEAD + "".join(cells), "n").problems()]


def test_a_translated_source_has_no_problem():
    assert kinds(french("Bonjour à tous"), english("Hello", BONJOUR), "# %%\n1 + 1\n") == []


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([french("Bonjour à tous")], "missing"),
        ([french("Bonjour à tous"), "# %%\n1\n\n", english("Hello", BONJOUR)], "missing"),
        ([french("Bonjour à toutes"), english("Hello", BONJOUR)], "stale"),
        ([french("Bonjour à tous"), '# %% [markdown] lang="en"\n# Hello\n'], "unstamped"),
        ([english("Hello", BONJOUR)], "orphan"),
        (["# %% [markdown]\n# Bonjour\n"], "no_language"),
        (['# %% [markdown] lang="de"\n# Tag\n'], "no_language"),
    ],
)
def test_what_a_source_does_not_keep_is_said(cells, kind):
    assert kind in kinds(*cells)


def test_every_problem_has_words_in_both_languages():
    for key in language.table("publish"):
        if key.startswith("problem_"):
            said = [sources.Problem(key.removeprefix("problem_"), "n", "c", "e").say(lang) for lang in ("fr", "en")]
            assert said[0] != said[1]


def test_wrapping_and_spaces_do_not_make_a_translation_stale():
    assert sources.digest("Bonjour  à\ntous ") == BONJOUR
    assert sources.digest("Bonjour a\u0300 tous") == BONJOUR
    assert sources.digest("bonjour à tous") != BONJOUR
