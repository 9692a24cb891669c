"""What the reader of a report sees: fine spaces, whole words of one language, euros as that language writes them.

Scanned are the report of the sample company with the tables of its reviews, every sentence of the words tables
and the prose of every notebook; no kernel is run.
"""

import csv
import dataclasses
import json
import re
import string
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cashkit as ck
from cashkit import views
from cashkit.ground import language
from cashkit.ground.share import share
from cashkit.publish import context, report, runs
from cashkit.publish.files import ALL_FINDINGS
from cashkit.publish.report import NINE
from cashkit.publish.runs import Question

PACKAGE = Path(__file__).resolve().parents[2] / "cashkit"
TABLES = [*sorted((PACKAGE / "ground" / "words").glob("*.csv")), PACKAGE / "dossier" / "codes.csv"]
SHOWN = {
    "accounts", "actions", "codes", "columns", "explain", "figures", "law_doubts", "law_units", "law_values",
    "points", "procedures", "report", "stages", "tables", "terms", "trust", "views",
}  # fmt: skip
"""Words tables whose words stand in a report; the others speak to whoever types a command."""
OTHER = {"fr": "en", "en": "fr"}

HEADINGS = {f"h{level}" for level in range(1, 7)}
PARTS = {
    "article",
    "details",
    "div",
    "figcaption",
    "figure",
    "footer",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
}
CELLS = {"caption", "dd", "dl", "dt", "summary", "svg", "table", "td", "text", "th", "title", "tr"}
BLOCKS = HEADINGS | PARTS | CELLS | {"br", "span", "ul"}
UNSEEN = frozenset({"code", "head", "pre", "script", "style"})


class Seen(HTMLParser):
    """The texts of a page, block by block."""

    def __init__(self, html):
        super().__init__()
        self.texts, self._parts, self._unseen = [], [], 0
        self.feed(html)
        self.close()
        self._end()

    def _end(self):
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self._parts)).strip(" ")
        self.texts += [text] if text else []
        self._parts = []

    def handle_starttag(self, tag, attrs):
        self._unseen += tag in UNSEEN
        self.texts += [value for name, value in attrs if name == "data-label"]  # printed by the style sheet
        if tag in BLOCKS:
            self._end()

    def handle_endtag(self, tag):
        self._unseen -= tag in UNSEEN
        if tag in BLOCKS:
            self._end()

    def handle_data(self, data):
        if not self._unseen:
            self._parts.append(data)


SPACES = {
    "fr": re.compile(
        r"[^\u00a0\u202f](?:;(?!\d)|[!?»])|[^\u00a0\u202f%]%|[^\u00a0]:(?=\s|$)|«[^\u00a0]"  # not alone on a line
        r"|[^\u00a0kMd]€|€\s?\d|\d [kM]€|\u2019"  # 12 €; the apostrophe is the straight one
    ),
    "en": re.compile(r"\s[:;!?»]|\d\s%|[«»\u2019\u202f]|\d\s?€|€\s"),
}
NUMBERS = {
    "fr": re.compile(
        r"\d \d{3}(?!\d)"
        r"|(?<![\d.])\d+\.\d+(?!\d|\.\d)|(?<![\d,])\d{5,}(?=,\d\d\u00a0€)|\b(?:None|nan|NaN|NaT|inf)\b|<NA>"
    ),
    "en": re.compile(r"\d,\d{1,2}(?!\d)|\d[ \u00a0]\d{3}\b|\b(?:None(?! (?:of|was)\b|,)|nan|NaN|NaT|inf)\b|<NA>"),
}
CAPITALS = re.compile(r"\bA (?=[a-zàé])|\b(?:A-nouveau|Ech[eéu]|Ecart|Egal|Elev|Emis|Equil|Etat|Etape|Etre)\w*")
FAMILIAR = re.compile(r"\b(?:tu|toi|(?<!le )ton|tes)\b", re.IGNORECASE)
AMERICAN = re.compile(
    r"\b(?:(?!sized?\b|sizes\b|seize[sd]?\b|prizes?\b|oversized\b|corvaize\b)\w+(?:izes?|ized|izing|ization)|analyz\w+|behaviors?"
    r"|canceled|centers?|colors?|favor\w*|fulfill|gray|honor\w*|labeled|labor|traveled)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:_[^\W\d_]+)*")


def faults(texts, *patterns):
    """Return what the patterns find, with the words around it."""
    found = {(text, one.start()) for text in texts for pattern in patterns for one in pattern.finditer(text)}
    return sorted({text[max(0, start - 30) : start + 30] for text, start in found})


def plain(sentence):
    """Return a sentence with X, or its nouns, in the place of each field."""
    parts = string.Formatter().parse(sentence)
    return "".join(
        before + ("" if name is None else " ".join(kind[1:].split("|")) if kind[:1] == "?" else "X")
        for before, name, kind, _ in parts
    )


def said(lang, only=None):
    """Return the sentences of the words tables in a language, as they are set."""
    named = re.compile(rf"(?:\w+_)?{lang}")
    for path in TABLES:
        if only is None or path.stem in only:
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    yield from (
                        language.typeset(plain(row[name]), lang).strip(" ") for name in row if named.fullmatch(name)
                    )


def words(texts):
    """Return the words of texts, names in capitals apart."""
    return {word.lower() for text in texts for word in WORD.findall(text) if not word.isupper()}


def foreign(texts, lang, stored=frozenset()):
    """Return the words that only the other language has, those of the dossier itself apart."""
    known = words(said(lang, SHOWN)) | stored | {"c", "k"}  # c'est, k€
    return sorted(words(texts) & (words(said(OTHER[lang], SHOWN)) - known))


def stored(dossier, reviews):
    """Return the words that no language changes: names, guarantees, files, who owns a dispute, laws cited."""
    told = [*dossier.customers["name"], *dossier.customers["guarantee"], *dossier.disputes["owner"]]
    cited = [one.params.get("article") for found in reviews.values() for one in found.finding_records]
    for path in sorted((PACKAGE / "law").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            cited += [row.get("article") for row in csv.DictReader(file)]
    return words(text for text in [*told, *cited, ALL_FINDINGS] if isinstance(text, str))


def prose(lang):
    """Return the prose of the notebooks in a language, code and formulas left out."""
    for path in sorted(share("notebooks", lang).glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                text = re.sub(r"`[^`]*`|<[^>]*>|\]\([^)]*\)|\$[^$]*\$", "x", "".join(cell["source"]))
                yield from (line for line in text.splitlines() if line)


@pytest.fixture(autouse=True)
def with_figure_words():
    """Leave the figures the words of the package: here none is made up."""


def reviewed(lang):
    """Return the dossier of the sample company and its ten reviews, made in a language."""
    with language.use(lang):
        dossier = ck.open_dossier("sample")
        question = Question(dossier.closing_date)
        reviews = {stage: runs.computed(stage, dossier, question) for stage in NINE}
        reviews["synthesis"] = runs.synthesised(dossier, question, reviews)
    return dossier, reviews


@pytest.fixture(scope="module")
def all_reviewed():
    return {lang: reviewed(lang) for lang in language.LANGUAGES}


@pytest.fixture(params=language.LANGUAGES)
def lang(request):
    return request.param


@pytest.fixture
def page(lang, all_reviewed):
    """Return the texts of the report, which a version number of some software does not concern."""
    dossier, reviews = all_reviewed[lang]
    made = context.of(dossier, reviews, context.Asked(dossier.closing_date, lang))
    return Seen(report.html(dataclasses.replace(made, versions={}))).texts


@pytest.fixture
def tables(lang, all_reviewed):
    """Return the texts of every table that the notebooks of an audit show."""
    reviews = all_reviewed[lang][1].values()
    shown = [views.table(one, lang) for found in reviews for key, one in found.tables.items() if key != "to_ask_for"]
    for found in reviews:
        shown += [views.figures_table(found.figure_records, lang), views.findings_table(found.finding_records, lang)]
        shown += [views.not_assessed_table(found.missing, lang)]
    return [text for one in shown for text in Seen(one._repr_html_()).texts]


def test_the_report_sets_spaces_and_numbers_as_its_language_does(page, lang):
    assert len(page) > 300
    assert faults(page, SPACES[lang], NUMBERS[lang]) == []


def test_the_tables_set_spaces_and_numbers_as_their_language_does(tables, lang):
    assert len(tables) > 1000
    assert faults(tables, SPACES[lang], NUMBERS[lang]) == []


def test_the_report_and_its_tables_hold_no_word_of_the_other_language(page, tables, lang, all_reviewed):
    assert foreign([*page, *tables], lang, stored(*all_reviewed[lang])) == []


def test_a_french_amount_has_thin_thousands_a_comma_and_two_decimals(all_reviewed):
    frame = all_reviewed["fr"][1]["recovery"].tables["aged_balance_by_customer"]
    cells = [text for text in Seen(views.table(frame, "fr")._repr_html_()).texts if "€" in text]
    assert len(cells) > len(frame)
    assert [text for text in cells if not re.fullmatch(r"-?\d{1,3}(?:\u202f\d{3})*,\d\d\u00a0€", text)] == []


def test_what_to_ask_the_client_for_is_in_the_reader_s_language(lang, all_reviewed):
    table = views.table(all_reviewed[lang][1]["synthesis"].tables["to_ask_for"], lang)
    assert foreign(Seen(table._repr_html_()).texts, lang) == []


def test_a_french_list_sets_its_semicolons():
    assert faults([f"clients{language.say('views.list_joint', 'fr')}factures"], SPACES["fr"]) == []


def test_every_sentence_of_the_words_tables_is_set_when_it_is_said(lang):
    assert faults(said(lang), SPACES[lang]) == []
    assert faults(said(lang, SHOWN), NUMBERS[lang]) == []


def test_the_prose_of_the_notebooks_is_set(lang):
    found = list(prose(lang))
    assert len(found) > 100
    assert faults(found, SPACES[lang]) == []
    assert faults(found, NUMBERS[lang]) == []


def test_french_capitals_bear_their_accents_and_the_reader_is_vous(page, tables, lang):
    shown = [*page, *tables] if lang == "fr" else []
    assert faults([*shown, *said("fr"), *prose("fr")], CAPITALS, FAMILIAR) == []


def test_english_is_spelt_as_in_britain():
    assert faults([*said("en"), *prose("en")], AMERICAN) == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Échu : 12\u00a0%", "fr"),
        ("Échu: 12\u00a0%", "fr"),
        ("prêt ; puis", "fr"),
        ("vrai?", "fr"),
        ("« oui\u00a0»", "fr"),
        ("12 %", "fr"),
        ("12€", "fr"),
        ("1 234,56\u00a0€", "fr"),
        ("1234567,89\u00a0€", "fr"),
        ("1234.56\u00a0€", "fr"),
        ("12 k€", "fr"),
        ("l\u2019échu", "fr"),
        ("nan", "fr"),
        ("40 € due", "en"),
        ("late ; then", "en"),
        ("12 %", "en"),
        ("12,5%", "en"),
        ("« yes »", "en"),
    ],
)
def test_what_is_set_wrong_is_seen(text, lang):
    assert faults([text], SPACES[lang], NUMBERS[lang])


def test_what_is_set_right_passes():
    right = "Échu\u00a0: 1\u202f234,56\u00a0€ (590\u00a0k€, 4,05\u00a0%)\u202f; «\u00a0vrai\u00a0»\u202f?"
    assert faults([right], SPACES["fr"], NUMBERS["fr"]) == []
    assert faults(["Overdue: €1,234.56 (4.05%); 'true'?"], SPACES["en"], NUMBERS["en"]) == []


def test_a_word_left_in_the_other_language_is_seen():
    assert foreign(["Nature\u00a0: credit_note, overdue"], "fr") == ["overdue"]
    assert foreign(["Severity: erreur"], "en") == ["erreur"]


def test_american_spelling_and_bare_capitals_are_seen():
    assert faults(["Colors are analyzed and recognized."], AMERICAN)
    assert not faults(["Of this size, recognised."], AMERICAN)
    assert faults(["A défaut", "Echéance", "Etat"], CAPITALS)
    assert not faults(["À défaut", "Effets à recevoir", "EcritureNum", "Étape"], CAPITALS)
