import itertools
from datetime import date
from string import Formatter

from cashkit.accounts.answer import QUESTIONS, Liens, Sector
from cashkit.accounts.own_accounts import accounts_of
from cashkit.accounts.reading import read_balance_sheet, reading_without_accounts
from cashkit.ground import language

SOUND = {"AT": (100, 40), "BX": (300, 0), "CF": 90, "DA": 250, "DI": 90, "DX": 110, "FI": 1000, "FW": 900, "HK": 10}
REGISTER = Liens(date(2025, 12, 1), active=5000)


def test_nine_questions_are_asked_and_answered_in_order(typed):
    reading = read_balance_sheet(typed(**SOUND))
    assert [answer.question for answer in reading.answers] == list(QUESTIONS)
    assert [answer.number for answer in reading.answers] == list(range(1, 10))
    assert reading.frame("fr")["number"].tolist() == list(range(1, 10))


def test_a_sound_company_is_good_for_reasons_that_are_told(typed):
    reading = read_balance_sheet(typed(**SOUND))
    assert reading.verdict == "good"
    assert [answer.question for answer in reading.reasons] == ["cash", "equity"]
    assert reading.sentence("en").startswith("Solvency in the short term: good. Net cash is positive")


def test_one_weak_point_is_to_watch(typed):
    reading = read_balance_sheet(typed(**{**SOUND, "FW": 1100}))
    assert reading.answer("result").verdict == "watch"
    assert (reading.verdict, [answer.question for answer in reading.reasons]) == ("watch", ["result"])


def test_bad_cash_alone_is_to_watch_and_with_a_second_weakness_bad(typed):
    overdraft = {**SOUND, "CF": 0, "DU": 130, "EH": 130, "DA": 30, "DX": 110}
    alone = read_balance_sheet(typed(**overdraft))
    assert (alone.verdict, alone.answer("cash").verdict, alone.answer("equity").verdict) == ("watch", "bad", "good")
    loss = read_balance_sheet(typed(**{**overdraft, "FW": 1100}))
    assert (loss.verdict, [answer.question for answer in loss.reasons]) == ("bad", ["cash", "result"])


def test_an_active_lien_is_bad_by_itself(typed):
    reading = read_balance_sheet(typed(**SOUND), liens=REGISTER)
    assert (reading.verdict, [answer.question for answer in reading.reasons]) == ("bad", ["liens"])


def test_without_cash_or_equity_there_is_no_verdict(typed):
    reading = read_balance_sheet(typed(FI=1000, FW=900))
    assert reading.verdict == "not_assessed"
    assert [answer.question for answer in reading.reasons] == ["cash", "equity"]


def test_nothing_is_known_of_nothing(typed):
    verdicts = {answer.verdict for answer in read_balance_sheet(typed()).answers}
    assert verdicts == {"not_assessed"}


def test_a_customer_without_accounts_is_not_held_to_be_bad():
    for reason in ("no_accounts_public", "no_accounts_confidential"):
        reading = reading_without_accounts(reason)
        assert len(reading.answers) == 9
        assert {answer.verdict for answer in reading.answers} == {"not_applicable"}
        assert reading.verdict == "not_applicable"
        assert reading.sentence("fr")
        assert reading.answers[0].sentence("en")


def test_a_company_reads_its_own_ledger(frame, entry, year):
    rows = entry({"512000": 500, "101000": -430, "120000": -70}, "AN", "A nouveaux", day="2025-01-01")
    rows += entry({"411000:C1": 1200, "706000": -1000, "445710": -200}, "VE", "Ventes", day="2025-07-31")
    reading = read_balance_sheet(accounts_of(year(frame(rows))))
    verdicts = {answer.question: answer.verdict for answer in reading.answers}
    assert [name for name, verdict in verdicts.items() if verdict == "not_assessed"] == ["turnover", "need", "liens"]
    assert verdicts["investment"] == "not_applicable"
    assert {verdicts[name] for name in ("result", "margin", "cash", "other_receivables", "equity")} == {"good"}
    assert reading.verdict == "good"


SHEETS = (
    {},
    {"BX": 0},
    {"CF": 9, "DA": 9},
    {"CF": 9, "DU": 9, "EH": 9},
    {"AT": 9, "BX": 9, "DA": 2, "DH": -20, "DU": 30, "EH": 20, "DX": 6},
    {"AT": 50, "BX": 50, "DG": 100},
    {"AT": 90, "BX": 10, "DA": 20, "DU": 72, "DX": 8},
    {"AT": 95, "BX": 5, "DA": 5, "DX": 95},
    {"AT": 100, "BT": 50, "CF": 30, "DA": 80, "DX": 100},
    {"AT": 100, "BT": 50, "DA": 60, "DX": 60, "DU": 30, "EH": 30},
    {"BX": 1000, "DU": 100, "EH": 100, "DA": 900},
    {"BX": 10, "BZ": 90, "DA": 100},
    {"BX": 10, "BZ": 90, "DA": 5, "DX": 95, "VM": 0, "VB": 0, "VN": 0, "VP": 0, "VC": 0},
)
FLOWS = ({}, {"FI": 0}, {"FI": 100}, {"FI": 100, "FW": 60, "GA": 50}, {"FI": 100, "FW": 60}, {"FI": 90, "FW": 120})
BEFORE = (
    {"FI": 0, "BX": 1},
    {"FI": 100, "FW": 90, "DI": 10, "BX": 5},
    {"FI": 10, "FW": 90, "DU": 30, "EH": 30, "BX": 3},
)
ASKED_WITH = (
    {},
    {"sector": Sector(0.0, 0.5, 900.0), "liens": REGISTER},
    {"sector": Sector(-0.2, 0.5), "liens": Liens(date(2025, 12, 1), cleared=1)},
    {"liens": Liens(date(2025, 12, 1))},
)


def readings(typed):
    """Read many accounts, good and bad, known in part and whole."""
    years = [None, *(typed(**cells) for cells in BEFORE)]
    for number, (sheet, flow, previous) in enumerate(itertools.product(SHEETS, FLOWS, years)):
        yield read_balance_sheet(typed(previous, **sheet, **flow), **ASKED_WITH[number % 4])
        yield read_balance_sheet(typed(previous, **sheet, **flow), **ASKED_WITH[1])


def test_every_answer_is_a_sentence_in_both_languages_and_every_sentence_is_of_use(typed):
    met = {}
    for reading in readings(typed):
        for answer in reading.answers:
            met.setdefault(answer.reason, answer)
            met |= {remark.key: remark for remark in answer.remarks}
    for said, lang in itertools.product(met.values(), language.LANGUAGES):
        text = said.say(lang) if hasattr(said, "say") else said.sentence(lang)
        assert text
        assert "{" not in text
        assert "None" not in text
    prefixes = tuple(f"{name}_" for name in (*QUESTIONS, "other"))
    words = {key for key in language.table("accounts") if key.startswith(prefixes)}
    assert set(met) == words - {"result_closed"}  # told of a ledger, not of accounts


def test_every_figure_explains_itself_in_both_languages(typed):
    met = {figure.key: figure for reading in readings(typed) for answer in reading.answers for figure in answer.figures}
    for figure, lang in itertools.product(met.values(), language.LANGUAGES):
        assert "None" not in figure.explain(lang)
        assert figure.formula(lang)
    assert len(met) >= 30


def test_both_languages_fill_the_same_fields():
    def fields(text):
        return sorted({name for _, name, _, _ in Formatter().parse(text) if name})

    for row in language.table("accounts").values():
        assert fields(row["fr"]) == fields(row["en"])
