"""Each finding on one line, in both languages: who, how much of which kind, since when, why, what to do by when."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import cashkit as ck
from cashkit.dossier.codes import codes
from cashkit.ground import formats, language
from cashkit.stages.actions import actions
from cashkit.stages.door import reviews
from cashkit.stages.finding_lines import FindingLine, finding_lines

PACKAGE = Path(__file__).resolve().parents[2] / "cashkit"
FAULTS = sorted(code for code in codes() if code.islower())
OWNERS = {
    "management": ("Direction", "[Mm]anage?ment|Managing director"),
    "management_lawyer": ("Direction et avocat", "Management and lawyer"),
    "finance": ("Direction financière", "Finance director"),
    "credit": ("Crédit client", "Credit manager"),
    "sales_admin": ("ADV", "Sales administration"),
    "sales": ("Commercial|Direction commerciale", "Sales"),
    "accounting": ("Comptab", "[Aa]ccount"),
    "logistics": ("Logistique", "Logistics"),
    "works": ("Conduite de travaux", "Works manager"),
}
KINDS = {
    "fr": {"perte possible", "trésorerie en retard", "coût annuel", "risque encouru"},
    "en": {"possible loss", "cash late", "yearly cost", "risk incurred"},
}
ENGLISH = re.compile(r"\b(the|of|and|is|was|has|with|which|owed|customer|invoice|since|late|days?|by|its)\b")
FRENCH = re.compile(r"\b(le|la|les|des|du|est|sont|sans|avec|dus?|depuis|jours?|client|facture)\b")
BARE_SPACE = re.compile(r" [:;!?»€%]|« ")


@pytest.fixture(scope="module")
def found():
    """The lines of the sample company."""
    return list(finding_lines(reviews(ck.open_dossier("sample"))))


@pytest.fixture(scope="module")
def texts(found):
    return {lang: [(line, line.text(lang)) for line in found] for lang in language.LANGUAGES}


def test_every_code_of_a_stage_is_met_in_the_sample(found):
    assert sorted({line.finding.code for line in found}) == FAULTS


def test_every_other_code_is_named_where_it_is_found():
    sources = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".csv"} and path.name != "codes.csv"]
    told = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert [code for code in codes() if code not in FAULTS and not re.search(rf"\b{code}\b", told)] == []


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_line_says_who_or_names_the_document(texts, lang):
    """Receivables sold or discounted are many customers': the factor is named."""
    for line, told in texts[lang]:
        one = line.finding
        assert (one.who or (one.key if one.key != "portfolio" else "factor")) in told


def test_the_customer_stands_with_its_code(found):
    named = [line.finding for line in found if line.finding.customer_id and line.finding.params.get("name")]
    assert [one.code for one in named if f"({one.customer_id})" not in one.message("fr")] == []


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_line_begins_with_the_kind_and_the_amount_at_stake(texts, lang):
    for line, told in texts[lang]:
        head = told[1 : told.index("]")]
        one = line.finding
        assert told[0] == "["
        assert re.split(r"\s?[:,]", head)[0] in KINDS[lang], told
        if one.amount_at_stake:
            assert formats.money(one.amount_at_stake, lang) in head, told
        assert one.amount_at_stake or one.code in {"numbering_gap", "dormant_with_limit"}, told


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_line_says_since_when_with_a_day_that_is_past(texts, lang):
    for line, told in texts[lang]:
        assert line.since is not None, told
        assert line.since <= line.as_of
        assert formats.date(line.since, lang) in told


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_same_day_is_not_told_in_the_head_and_in_the_message(texts, lang):
    for line, told in texts[lang]:
        day = formats.date(line.since, lang)
        assert not (day in told[: told.index("]")] and day in line.finding.message(lang)), told


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_line_says_who_is_to_do_what_and_by_when(texts, lang):
    word = {"fr": "À faire – ", "en": "To do – "}[lang]
    for line, told in texts[lang]:
        _, _, to_do = told.partition(word)
        assert line.due_by is not None
        assert line.due_by >= line.as_of
        assert formats.date(line.due_by, lang) in to_do.partition(":")[0], told
        assert len(to_do.partition(":")[2].split()) > 1, told


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_line_is_one_line_without_a_field_left_open_or_a_key(texts, lang):
    for _, told in texts[lang]:
        assert told.isprintable() or not re.search(r"[\n\r\t]", told)
        assert not re.search(r"[{}]|\bNone\b|\bnan\b|NaT|views\.|stages\.", told), told


def test_a_french_line_holds_no_english_and_an_english_line_no_french(texts):
    for lang, strange in (("fr", ENGLISH), ("en", FRENCH)):
        for line, told in texts[lang]:
            assert not strange.search(own_words(line, told)), told


def own_words(line, told):
    """Return a text without the names of firms and of laws, which are nobody's language."""
    for word in (line.finding.who, line.finding.params.get("other_name"), line.finding.params.get("article")):
        told = told.replace(str(word), "") if word else told
    return told


def test_the_typography_of_a_french_line_is_french(texts):
    assert [told for _, told in texts["fr"] if BARE_SPACE.search(told)] == []
    assert [told for _, told in texts["en"] if re.search(r"[«»]|[\u00a0\u202f][:;!?]", told)] == []


@pytest.mark.parametrize("code", FAULTS)
def test_an_action_names_who_the_plan_names(code):
    for lang, owner in zip(language.LANGUAGES, OWNERS[actions()[code].owner], strict=True):
        who, colon, what = codes()[code].action(lang).partition(":")
        assert colon, code
        assert what.strip(), code
        assert re.search(owner, who) or re.search(rf"[.] ({owner})", what), (code, who)


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_message_takes_two_sentences_at_most(texts, lang):
    for line, _ in texts[lang]:
        message = line.finding.message(lang)
        assert len(re.findall(r"[.!?](?=\s|$)", own_words(line, message))) <= 2, message


def test_one_kind_alone_can_be_asked_for(found):
    told = reviews(ck.Dossier.of(name="none", invoices=_one_invoice()))
    assert list(finding_lines(told, kind="yearly_cost")) == []
    assert {line.finding.kind for line in found} == {"loss", "cash_late", "yearly_cost", "exposure"}


def test_a_finding_without_a_day_or_a_deadline_says_neither(found):
    first = found[0]
    bare = FindingLine(first.stage, _without_day(first.finding), first.as_of)
    assert bare.since is None
    assert "depuis le" not in bare.stake("fr")


def _without_day(finding):
    return replace(finding, params={**finding.params, "since": None})


def _one_invoice():
    row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 120.0}
    return pd.DataFrame([row])
