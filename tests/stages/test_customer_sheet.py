"""The customer sheet: identity, events, accounts, behaviour, exposure, and a verdict with its reasons."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

import cashkit as ck
from cashkit import views
from cashkit.ground.errors import ArgumentError, NotAvailableError
from cashkit.stages.customer_sheet import customer_sheets
from cashkit.stages.payment_history import payment_history
from tests.stages.book import AS_OF, book
from tests.stages.test_inform_customers import LOSSES, filed
from tests.stages.test_inform_scores import WHOLE

SIREN = "732829320"
CUSTOMER = {"customer_id": "C1", "name": "Un", "siren": SIREN, "payment_terms": "30"}
DUE = [("F1", "C1", "2025-05-01", "2025-05-31", 900.0), ("F2", "C1", "2025-11-21", "2025-12-21", 100.0)]
OWN = WHOLE | {"GU": 0, "EH": 0}


def paid(on, invoice="F1", amount=900.0):
    """Return one payment and what it settles."""
    payment = [("P1", "C1", on, amount)]
    return payment, [("P1", invoice, amount, on)]


def sheet(*, invoices=DUE, settled="2025-05-31", accounts=None, **customer):
    payments, allocations = paid(settled) if settled else ((), ())
    tables = {} if accounts is None else {"filed_accounts": accounts}
    dossier = book(invoices, payments, allocations, customers=[CUSTOMER | customer], **tables)
    return ck.customer_sheet(dossier, "C1", as_of=AS_OF)


def keys(found):
    return [one.key for one in found.reasons]


# --- the verdict -----------------------------------------------------------------------------
def test_a_punctual_customer_is_good_on_its_history_alone_and_its_accounts_are_said_to_be_missing():
    found = sheet()
    assert found.verdict == "good"
    assert keys(found) == ["sheet_no_accounts", "sheet_prompt"]
    assert found.line("days_late").value == 1.0  # 900 on the day, 100 ten days late so far


def test_a_customer_that_pays_before_its_due_dates_is_never_said_to_be_late_by_less_than_nothing():
    found = sheet(invoices=DUE[:1], settled="2025-05-21")
    assert (found.verdict, keys(found)[-1], found.reasons[-1].value) == ("good", "sheet_ahead", 10.0)
    assert "10" in found.sentence("fr")


def test_fifteen_days_late_still_passes_and_sixteen_are_to_watch():
    late = [DUE[0]]
    assert sheet(invoices=late, settled="2025-06-15").verdict == "good"
    found = sheet(invoices=late, settled="2025-06-16")
    assert (found.verdict, keys(found)[-1]) == ("watch", "sheet_late")


def test_proceedings_are_bad_whatever_the_history_says():
    found = sheet(judgment_on="2025-10-14", insolvency="liquidation")
    assert found.verdict == "bad"
    assert found.sentence("fr").startswith("Procédure collective (liquidation judiciaire)")


def test_accounts_known_in_part_are_to_watch_when_what_is_known_is_bad():
    found = sheet(accounts=filed(*LOSSES))  # equity of -38 000, cash not known
    assert (found.read.verdict, found.verdict, keys(found)[0]) == ("not_assessed", "watch", "sheet_read_part")
    sound = sheet(accounts=filed(("2024-12-31", {"DL": 300, "DA": 100, "EE": 900, "HN": 10})))
    assert (sound.read.verdict, sound.verdict, keys(sound)[0]) == ("not_assessed", "good", "sheet_read_open")


@pytest.mark.parametrize(("limit", "verdict"), [(None, "good"), (91, "good"), (90, "watch")])
def test_a_tenth_beyond_the_limit_passes_and_more_is_to_watch(limit, verdict):
    found = sheet(credit_limit=limit)  # 100 are open
    assert found.verdict == verdict
    assert ("sheet_beyond" in keys(found)) == (verdict == "watch")


def test_nothing_known_is_not_assessed():
    found = sheet(invoices=[("F3", "C1", "2025-12-20", "2026-01-20", 100.0)], settled=None)
    assert (found.verdict, keys(found)) == ("not_assessed", ["sheet_no_accounts", "sheet_no_history"])


def test_a_payment_that_came_back_is_to_watch():
    returned = [*DUE, ("R1", "C1", "2025-10-02", "2025-10-02", 50.0, {"kind": "reject"})]
    found = sheet(invoices=returned)
    assert found.verdict == "watch"
    assert found.line("returned").value == 1


# --- the lines ----------------------------------------------------------------------------------
def test_a_missing_siren_is_said_and_one_that_is_not_needed_too():
    assert sheet(siren=None).line("siren").text("fr") == "manquant"
    assert "sans objet" in sheet(siren=None, kind="private").line("siren").text("fr")
    assert sheet(siren="732829321").line("siren_state").text("en") == "wrong check digit"


def test_nothing_published_is_said_to_prove_nothing_and_not_asked_is_not_nothing():
    looked = sheet(judgment_on=None, ceased_on=None)
    assert "ne prouve rien" in looked.line("published").text("fr")
    assert sheet().line("published").text("fr") == "registre non consulté"


def test_a_lien_stands_with_its_amount_its_day_and_whether_it_was_cleared():
    lien = {"lien_on": "2025-09-18", "lien_creditor": "urssaf", "lien_amount": 27_400.0}
    found = sheet(**lien)
    assert found.line("lien_amount").value == Decimal("27400.00")
    assert found.line("lien_cleared_on").text("fr") == "non radié"
    assert sheet(**lien, lien_cleared_on="2025-11-03").line("lien_cleared_on").value == date(2025, 11, 3)
    assert sheet(**lien, lien_cleared_on="2026-01-15").line("lien_cleared_on").text("en") == "not cleared"


def test_exposure_stands_against_the_limit_and_no_limit_is_not_a_limit_of_nil():
    found = sheet(credit_limit=150, insured_limit=80)
    lines = {key: found.line(key).value for key in ("owed", "overdue", "exposure", "limit_left", "insured_limit")}
    assert lines == {"owed": 100, "overdue": 100, "exposure": 100, "limit_left": 50, "insured_limit": 80}
    assert sheet().line("limit_left").text("fr") == "aucune ligne fixée"


def test_the_accounts_come_with_nine_answers_and_the_scores():
    found = sheet(accounts=filed(("2024-12-31", OWN)))
    assert len(found.read.reading.answers) == 9
    assert next(one.method for one in found.scores) == "conan_holder"
    assert found.line("accounts_age").value == 12


def test_a_given_score_is_kept_as_it_was_told():
    found = sheet(given_score="4+", given_score_on="2025-06-01")
    assert (found.given.maker, found.given.verdict) == ("fiben", "good")
    assert sheet(given_score="A3", given_score_maker="agency").given.verdict == "not_assessed"
    assert sheet(given_score="99").given.maker == "agency"  # no cotation: told, not judged
    assert sheet(given_score=3.0).given.scale == "3"  # a spreadsheet made a number of it
    assert sheet().given is None


# --- our own history ----------------------------------------------------------------------------
def test_each_quarter_is_timed_up_to_the_day_of_asking():
    dossier = book([("F1", "C1", "2025-02-28", "2025-03-30", 100.0)])
    (one,) = [one for one in payment_history(dossier, "C1", as_of=AS_OF).quarters if one.due]
    assert (one.last, one.days) == (date(2025, 3, 31), 276.0)


def test_the_quarters_come_to_the_two_years():
    dossier = book([(f"F{n}", "C1", f"2025-{n:02d}-01", f"2025-{n:02d}-28", 10.0 * n) for n in range(1, 13)])
    history = payment_history(dossier, "C1", as_of=AS_OF)
    assert sum(one.due for one in history.quarters) == history.year.due + history.before.due == 12
    assert history.year.amount == 780
    assert history.days_before is None


def test_another_customers_lateness_is_not_ones_own():
    dossier = book([("F1", "C1", "2025-05-01", "2025-05-31", 100.0), ("F2", "C2", "2025-05-01", "2025-12-31", 1.0)])
    assert payment_history(dossier, "C2", as_of=AS_OF).days == 0


# --- how it is shown -------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_is_shown_in_both_languages(lang):
    shown = views.customer_sheet(sheet(accounts=filed(("2024-12-31", OWN)), given_score="3"), lang)
    assert len(shown.tables) == 8
    assert shown.text().startswith("Un (C1)")
    assert "ck-badge" in shown.html()


def test_what_a_stranger_wrote_does_nothing_on_the_page():
    found = sheet(name="<script>alert(1)</script>\x1b[2J", city="<img src=x>", given_score="<b>")
    page = views.customer_sheet(found, "fr")
    assert "<script" not in page.html()
    assert "<img" not in page.html()
    assert "\x1b" not in page.text()


# --- what is refused -------------------------------------------------------------------------------
def test_a_customer_that_does_not_exist_is_refused_with_codes_that_begin_alike():
    dossier = book(DUE, customers=[CUSTOMER])
    with pytest.raises(ArgumentError, match="C1"):
        ck.customer_sheet(dossier, "C9")
    with pytest.raises(NotAvailableError, match="customers"):
        ck.customer_sheet(book(DUE), "C1")


def test_a_sheet_needs_no_more_than_a_code_and_a_name():
    bare = book(DUE, customers=pd.DataFrame([{"customer_id": "C1", "name": "Un"}]))
    assert ck.customer_sheet(bare, "C1").verdict == "watch"  # 215 days late


# --- whom one asks about ---------------------------------------------------------------------------
SITES = [
    CUSTOMER | {"siret": f"{SIREN}00074", "opened_on": "2020-01-01"},
    {"customer_id": "C2", "name": "Deux", "siren": "732 829 320", "siret": f"{SIREN}00082", "opened_on": "2010-01-01"},
    {"customer_id": "C3", "name": "Trois"},
]


@pytest.mark.parametrize(
    ("asked", "code"), [("C1", "C1"), (SIREN, "C2"), ("732 829 320", "C2"), (f"{SIREN}00074", "C1")]
)
def test_a_customer_is_asked_for_by_code_siren_or_siret_and_a_siren_means_the_first_code(asked, code):
    assert ck.customer_sheet(book(DUE, customers=SITES), asked).customer_id == code


def test_a_code_that_looks_like_a_siren_is_the_code():
    dossier = book(DUE, customers=[*SITES, {"customer_id": SIREN, "name": "Code"}])
    assert ck.customer_sheet(dossier, SIREN).name == "Code"


def test_the_other_codes_of_the_customer_are_named_on_its_sheet():
    dossier = book(DUE, customers=SITES)
    assert ck.customer_sheet(dossier, "C1").line("other_codes").value == "C2"
    assert all(line.key != "other_codes" for line in ck.customer_sheet(dossier, "C3").sections["identity"])


def test_several_sheets_are_those_asked_for_one_by_one_and_who_is_unknown_has_none():
    dossier = book(DUE, customers=SITES)
    found = customer_sheets(dossier, ["C3", "C9", "C1", "C3"], as_of=AS_OF)
    assert [one.customer_id for one in found] == ["C3", "C1"]
    assert found[1].sections == ck.customer_sheet(dossier, "C1", as_of=AS_OF).sections
    assert customer_sheets(book(DUE), ["C1"], as_of=AS_OF) == ()
