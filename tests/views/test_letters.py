"""Letters: idiomatic in both languages, right to the cent, and nothing in a stranger's name acts."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from cashkit.stages.statement_of_account import CLAIMING, RETENTION, WRITTEN, Debtor, Half, Lever, Line, Statement
from cashkit.views.letter_files import as_docx, as_html
from cashkit.views.letters import Dates, Sender, letter

DATES = Dates(dt.date(2025, 12, 31), dt.date(2026, 1, 2))
SENDER = Sender("Ombrelle SAS", "999009004", "EUR")
OWED = Line("F1", "invoice", dt.date(2025, 11, 1), dt.date(2025, 12, 1), 30, Decimal("1234.50"), Decimal("1000.00"))
CREDIT = Line("A1", "credit_note", dt.date(2025, 11, 5), None, 0, Decimal("-100.00"), Decimal("-100.00"))
LEVER = Lever((Half("2025-S2", 0.1215, Decimal("9.99")),), Decimal("40.00"), 1, None)


def statement(step="level_2", **changes):
    lever = LEVER if step in CLAIMING else None
    told = {"rank": 1, "debtor": Debtor("C1", "Atelier", "company"), "step": step, "channel": "email", "owed": (OWED,)}
    return Statement(**(told | {"lever": lever} | changes))


def written(step="level_2", lang="fr", **changes):
    return letter(statement(step, **changes), SENDER, DATES, lang)


def text(one):
    """Return all of a letter, with plain spaces."""
    parts = [*one.notes, *one.sender, *one.recipient, one.dated, one.subject_line, *one.before, *one.after]
    parts += [*one.signature, *(cell for row in one.rows for cell in row), *(cell for row in one.sums for cell in row)]
    return re.sub(r"\s", " ", "\n".join(parts))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("step", WRITTEN)
def test_every_step_has_its_letter_in_both_languages_with_no_field_left_open(step, lang):
    one = written(step, lang)
    said = text(one)
    assert "{" not in said
    assert one.lang == lang
    assert "[IBAN" in said or "IBAN [" in said
    assert all(part for part in (one.subject, *one.before, *one.after))


def test_a_first_reminder_cites_no_article_and_a_second_one_does():
    for step in ("before_due", "statement", "level_1"):
        assert "L441-10" not in text(written(step))
    for step in CLAIMING:
        said = text(written(step))
        assert "article L441-10 II du Code de commerce" in said
        assert "article D441-5 du Code de commerce" in said


@pytest.mark.parametrize(("kind", "said"), [(RETENTION, "(retenue de garantie)"), ("reject", "(revenu impayé)")])
def test_what_is_no_plain_invoice_is_named(kind, said):
    assert written(owed=(replace(OWED, kind=kind),)).rows[0][0] == f"F1 {said}"
    assert written().rows[0][0] == "F1"


def test_whoever_claims_from_a_debtor_abroad_is_told_to_check_the_law_that_governs():
    abroad = Debtor("C1", "Atelier", "company", abroad=True)
    assert any("droit français" in note for note in written(debtor=abroad).notes)
    assert not any("droit français" in note for note in (*written().notes, *written("level_1", debtor=abroad).notes))


def test_a_formal_notice_puts_in_default_and_asks_for_the_whole_sum():
    one = written("formal_notice")
    assert "mettons en demeure (article 1344 du Code civil)" in text(one)
    assert re.sub(r"\s", " ", one.subject) == "mise en demeure de payer 1 049,99 €"
    assert [re.sub(r"\s", " ", amount) for _, amount in one.sums] == ["1 000,00 €", "9,99 €", "40,00 €", "1 049,99 €"]


def test_interest_is_announced_with_the_second_reminder_and_not_yet_asked_for():
    assert [re.sub(r"\s", " ", amount) for _, amount in written("level_2").sums] == ["1 000,00 €"]
    assert "9,99 €" in text(written("level_2"))


def test_credits_and_promises_are_shown_and_taken_off():
    one = written("level_2", credits=(CREDIT,), promised=Decimal("50.00"), lever=None)
    assert one.rows[-1][0] == "A1 (à votre crédit)"
    assert [re.sub(r"\s", " ", amount) for _, amount in one.sums] == ["-50,00 €", "850,00 €"]
    assert any("à affecter" in note for note in one.notes)


def test_eight_days_are_given_to_the_next_working_day():
    assert "12/01/2026" in text(written("level_2")), "2 January and 8 days is a Saturday"


def test_the_letter_bears_its_own_day_and_that_of_the_accounts():
    said = text(written("level_2"))
    assert "le 02/01/2026" in said
    assert "au 31/12/2025" in said


def test_what_is_not_known_stands_in_brackets():
    said = text(written("level_1"))
    for blank in ("[votre adresse]", "[adresse du client]", "[adresse électronique du client]", "[nom et fonction"):
        assert blank in said


def test_whoever_sends_is_told_that_nothing_was_sent_and_what_to_look_at():
    said = " ".join(written("level_2", debtor=Debtor("C1", "Atelier", ""), disputed=True).notes)
    for word in ("non envoyé", "entre professionnels", "conditions générales", "en litige"):
        assert word in said


def test_a_rate_that_is_missing_is_said():
    lever = Lever(LEVER.halves, LEVER.indemnity, 1, dt.date(2025, 12, 31))
    assert "jusqu'au 31/12/2025" in text(written("level_3", lever=lever))


def test_another_currency_is_written_as_such():
    one = letter(statement("level_1"), Sender("Ombrelle", None, "CHF"), DATES, "fr")
    assert "CHF" in one.sums[-1][1]


# --- files --------------------------------------------------------------------------------------

EVIL = "<script>alert(1)</script>\u202e\x1b[2J=cmd|' /C calc'!A0&amp;{{7*7}}"


def test_names_of_strangers_are_text_in_html():
    debtor = Debtor(EVIL, EVIL, "company", (EVIL,), EVIL, EVIL)
    page = as_html(letter(statement(debtor=debtor), Sender(EVIL, EVIL, "EUR"), DATES, "fr"))
    assert "<script" not in page.lower()
    assert not set(page) & set("\u202e\x1b\x00")
    assert "{{7*7}}" in page, "kept as text, not computed"
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=", page)


def test_names_of_strangers_are_text_in_docx_and_no_field_acts():
    debtor = Debtor(EVIL, EVIL, "company", (EVIL,), EVIL, EVIL)
    content = as_docx(letter(statement(debtor=debtor), Sender(EVIL, None, "EUR"), DATES, "fr"))
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        body = made.read("word/document.xml").decode()
        links = made.read("word/_rels/document.xml.rels").decode()
    assert "<script" not in body.lower()
    assert "&lt;script&gt;" in body
    assert not re.search(r"fldSimple|instrText|hyperlink", body)
    assert "External" not in links


@pytest.mark.parametrize("make", [as_html, as_docx])
def test_the_same_letter_gives_the_same_bytes(make):
    assert make(written("formal_notice")) == make(written("formal_notice"))


def test_the_docx_says_what_the_letter_says():
    import docx

    one = written("formal_notice")
    document = docx.Document(io.BytesIO(as_docx(one)))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert one.subject_line in paragraphs
    assert set(one.before) <= set(paragraphs)
    (table,) = document.tables
    assert tuple(cell.text for cell in table.rows[1].cells) == one.rows[0]
    assert table.rows[-1].cells[-1].text == one.sums[-1][1]
    assert document.core_properties.author == ""


def test_a_notebook_shows_a_letter_in_a_frame_where_nothing_acts():
    shown = written(debtor=Debtor(EVIL, EVIL, "company"))._repr_html_()
    assert shown.startswith("<iframe sandbox ")
    assert "<script" not in shown
    assert shown.count("<") == 2, "the page stands in an attribute, escaped"
