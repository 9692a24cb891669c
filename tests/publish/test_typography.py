import pytest

from cashkit.publish.typography import french

THIN, WIDE = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Échu : 12 % ; vrai ?", f"Échu{WIDE}: 12{WIDE}%{THIN}; vrai{THIN}?"),
        ("« oui »", f"«{WIDE}oui{WIDE}»"),
        ("1 234 567,89 €", f"1{THIN}234{THIN}567,89{WIDE}€"),
        ("590 k€ et 2 M€", f"590{WIDE}k€ et 2{WIDE}M€"),
        ("`code` ; puis", f"`code`{THIN}; puis"),
        ("**Total** : 5 €", f"**Total**{WIDE}: 5{WIDE}€"),
    ],
)
def test_french_spaces_do_not_break(typed, shown):
    assert french(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "`a : b ; c`",
        "``x ` y : z``",
        "```python\nx = {1 : 2}\n```",
        "~~~\na : b\n",
        "$a : b$",
        "$$\na ; b\n$$",
        "https://example.org/a?b=1",
        "[lien](https://example.org/a:b)",
        '<span title="a : b">',
        "| :--- | ---: |",
        "|:-: | :-:|",
        "- : terme",
        "> : cité",
        "en 2025 120 clients",
    ],
)
def test_code_addresses_formulas_and_marks_stay_as_they_are(typed):
    assert french(typed) == typed


def test_two_formulas_do_not_hide_the_text_between_them():
    assert french("$a$ : $b$ ?") == f"$a${WIDE}: $b${THIN}?"
