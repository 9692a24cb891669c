"""Stage 10: one euro once, the cases of the page with owner and day, last year, and the sentences of the audit."""

import csv
import datetime as dt
from decimal import Decimal
from importlib import resources

import pytest

from cashkit.dossier.codes import codes as known_codes
from cashkit.dossier.findings import Figure, Finding
from cashkit.ground import language
from cashkit.stages.actions import action, actions
from cashkit.stages.at_stake import once
from cashkit.stages.last_year import last_year
from cashkit.stages.nine import Nine
from cashkit.stages.review import STAGES, Review
from cashkit.stages.synthesis import assess
from cashkit.stages.synthesis_cases import at_stake, cases_to_act, grouped, stage_fact, to_act
from cashkit.stages.synthesis_sentences import on_top, sentences
from tests.stages.book import book

DAY = dt.date(2025, 12, 31)
PLAIN = book([("F1", "C1", "2025-12-01", "2025-12-20", 100)])


def finding(code, cents, customer="C24", kind="loss", *, key=None, **params):
    """Return a finding; `cents` is what it puts on each row: {"invoices:F1": 100}."""
    told = dict.fromkeys(("day", "judged", "judgment", "published", "last", "relief", "since"), DAY)
    told |= {"name": "", "procedure": [], "deliveries": 1, "items": 1, "article": "art. 1"} | params
    items = tuple((*row.split(":"), part) for row, part in cents.items())
    stake = Decimal(sum(cents.values())) / 100
    return Finding(code, "error", "customers", key or customer, customer, kind, stake, items, told)


def reviews_of(**found):
    """Return nine reviews with some findings: recovery=[...]."""
    return {stage: Review(stage, DAY, finding_records=tuple(found.get(stage, ()))) for stage in STAGES[:-1]}


# --- one euro once ------------------------------------------------------------------------------
OLD, NEW = {"invoices:F1": 4_000_000, "invoices:F2": 2_420_000}, {"invoices:F3": 936_000}
BATIVEXIN = {
    "inform": [finding("insolvency_unnoticed", OLD | NEW, name="Bativexin")],
    "order": [finding("order_of_insolvent_customer", NEW | {"orders:O1": 312_000}, name="Bativexin")],
    "delivery": [
        finding("delivery_on_credit_after_judgment", NEW, name="Bativexin"),
        finding("goods_to_reclaim", {"invoices:F1": 1_920_000}, name="Bativexin", last=dt.date(2026, 1, 22)),
    ],
    "recovery": [
        finding("claim_not_declared", OLD, name="Bativexin", last=dt.date(2025, 12, 22), relief=dt.date(2026, 4, 22))
    ],
    "impact": [finding("doubtful_not_transferred", OLD, kind="exposure", name="Bativexin")],
}
"""64 200 € older than the judgment, 9 360 € delivered after it (of an order of 12 480 €); goods of 19 200 € remain."""


def test_a_debt_found_by_five_stages_counts_once_and_what_came_later_is_added():
    told = at_stake(Nine(reviews_of(**BATIVEXIN)), PLAIN).set_index("kind")
    assert told.loc["loss", "amount_at_stake"] == 64_200 + 9_360
    assert told.loc["loss", "amount_found"] == 73_560 + 12_480 + 9_360 + 19_200 + 64_200
    assert told.loc["exposure", ["findings", "amount_at_stake"]].tolist() == [1, 64_200]


def test_goods_to_reclaim_are_told_as_part_of_the_claim():
    told = cases_to_act(grouped(Nine(reviews_of(**BATIVEXIN))), DAY).set_index("to_do")
    reclaim = told.loc["Bativexin\u00a0: revendiquer les marchandises encore chez le client"]
    assert (reclaim["amount_at_stake"], reclaim["within"]) == (19_200, 73_560)
    noticed = told.loc["Bativexin\u00a0: bloquer le compte et passer au comptant"]
    assert noticed["amount_at_stake"] == 73_560
    assert noticed.isna()["within"]


def test_a_row_counts_for_the_most_that_one_finding_puts_on_it():
    assert once([finding("a", {"invoices:F1": 100}), finding("b", {"invoices:F1": 70, "invoices:F2": 5})]) == 105
    assert once([finding("a", {"invoices:F1": 100}), finding("a", {"deliveries:F1": 70})]) == 170


def test_an_excess_on_a_customer_is_of_the_same_euros_as_its_invoices():
    excess, rows = finding("a", {"customers:C24": 300}), finding("b", {"invoices:F1": 200})
    assert once([excess, rows]) == 300
    assert once([excess, rows, finding("c", {"invoices:F2": 150})]) == 350
    assert once([excess, finding("b", {"invoices:F9": 200}, "C9")]) == 500


def test_an_order_counts_until_it_is_delivered():
    assert once([finding("a", {"orders:O1": 300})]) == 300
    assert once([finding("a", {"orders:O1": 300, "deliveries:D1": 50})]) == 50


def test_findings_without_rows_count_for_their_amount():
    whole = Finding("a", "error", "customers", "C1", "C1", "loss", Decimal(5))
    nobody = Finding("b", "error", "invoices", "portfolio", None, "loss", Decimal(7))
    assert once([whole, whole, nobody]) == 500 + 700


def test_a_row_that_a_group_touches_belongs_to_its_customer():
    found = {"credit_line": [finding("limit_exceeded", {"customers:C1": 9_000}, "C1")]}
    found["credit_line"].append(finding("group_limit_exceeded", {"invoices:F1": 8_000}, None, key="G1"))
    told = at_stake(Nine(reviews_of(**found)), PLAIN)
    assert told["amount_at_stake"].tolist() == [90]


# --- actions -----------------------------------------------------------------------------------------
def test_every_fault_of_the_client_cycle_has_its_action():
    """A fault code is named in words; those of the data files are letters and digits."""
    assert {code for code in known_codes() if code.islower()} == set(actions())


def test_the_owners_and_ranks_of_actions_are_known():
    with resources.files("cashkit.stages").joinpath("actions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    words = language.table("views")
    assert [row["code"] for row in rows if f"who.{row['owner']}" not in words] == []
    assert {row["rank"] for row in rows} == {"1", "2", "3", "4"}
    assert [row["code"] for row in rows if not row["days"] and not row["date"]] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_action_speaks_both_languages_for_one_and_for_many(lang):
    for one in actions().values():
        said = [one.what(lang), one.fact(1, 123_456, lang), one.fact(3, 0, lang)]
        assert all(text and "{" not in text for text in said)


@pytest.mark.parametrize(
    ("code", "params", "by"),
    [
        ("delivery_not_invoiced", {}, dt.date(2026, 1, 9)),
        ("overdue_never_reminded", {}, dt.date(2026, 1, 16)),
        ("insolvency_unnoticed", {}, dt.date(2026, 1, 2)),
        ("goods_to_reclaim", {"last": dt.date(2026, 1, 22)}, dt.date(2026, 1, 22)),
        ("claim_not_declared", {"relief": dt.date(2026, 4, 22)}, dt.date(2026, 1, 9)),
        ("claim_not_declared", {"relief": dt.date(2026, 1, 5)}, dt.date(2026, 1, 5)),
        ("goods_to_reclaim", {"last": None}, None),
    ],
)
def test_the_day_to_act_by_is_a_working_day_and_never_after_the_last_one(code, params, by):
    assert action(code).deadline([finding(code, {}, **params)], DAY) == by


def test_of_several_findings_the_soonest_last_day_counts():
    both = [finding("limitation_near", {}, last=dt.date(2026, month, 26)) for month in (3, 2)]
    assert action("limitation_near").deadline(both, DAY) == dt.date(2026, 2, 26)


# --- cases of the page -------------------------------------------------------------------------------
def test_findings_of_one_code_are_one_case():
    found = {
        "delivery": [
            finding("delivery_not_invoiced", {f"deliveries:D{n}": 100_000}, f"C{n}", "cash_late") for n in (1, 2)
        ]
    }
    (case,) = grouped(Nine(reviews_of(**found)))
    assert case.title == "Facturer les livraisons oubliées"
    assert (case.cents, stage_fact([case], "delivery")) == (200_000, "2 livraisons jamais facturées (2\u00a0k€)")


def test_a_case_of_one_customer_names_it():
    found = {"recovery": [finding("formal_notice_due", {"invoices:F1": 100}, name="Atelier")]}
    assert grouped(Nine(reviews_of(**found)))[0].title == "Atelier\u00a0: envoyer les mises en demeure"


LOSSES = ("claim_not_declared", "insurer_notice_due", "limitation_near", "goods_to_reclaim", "formal_notice_due",
          "cover_withdrawn", "limit_exceeded")  # fmt: skip
LATE = ("delivery_not_invoiced", "dispute_without_owner", "overdue_never_reminded", "promise_broken")


def listed(losses, late):
    found = [finding(code, {f"invoices:{code}": 100 * n}) for n, code in enumerate(losses, 1)]
    found += [finding(code, {f"invoices:{code}": 900 * n}, kind="cash_late") for n, code in enumerate(late, 1)]
    return [case.action.code for case in to_act(grouped(Nine(reviews_of(recovery=found))))]


def test_a_page_tells_five_losses_and_three_late_cases_rights_first_then_by_amount():
    told = listed(LOSSES, LATE)
    assert told[:5] == [
        "cover_withdrawn",
        "goods_to_reclaim",
        "limitation_near",
        "insurer_notice_due",
        "claim_not_declared",
    ]
    assert told[5:] == ["promise_broken", "overdue_never_reminded", "dispute_without_owner"]


def test_where_one_kind_is_short_the_other_takes_its_place():
    assert len(listed(LOSSES[:2], LATE)) == 6
    assert listed(LOSSES, LATE[:1])[7:] == ["delivery_not_invoiced"]
    assert len(listed(LOSSES, ())) == 7


def test_what_only_ranks_or_costs_nothing_is_not_on_the_page():
    assert listed(("siren_missing",), ("account_incomplete",)) == []
    assert to_act(grouped(Nine(reviews_of(recovery=[finding("formal_notice_due", {})])))) == []
    exposed = [finding("reminder_on_disputed_item", {"invoices:F1": 100}, kind="exposure")]
    assert to_act(grouped(Nine(reviews_of(recovery=exposed)))) == []


def test_the_fact_of_a_stage_is_its_first_case_by_rank():
    found = [
        finding("limit_exceeded", {"invoices:F1": 900_000}),
        finding("cover_withdrawn", {"invoices:F2": 100_000}, "C2"),
    ]
    cases = grouped(Nine(reviews_of(credit_line=found)))
    assert stage_fact(cases, "credit_line") == "1 client livré malgré le retrait de l'agrément (1\u00a0k€)"
    assert stage_fact(cases, "recovery") == ""


# --- last year --------------------------------------------------------------------------------------------
def two_years():
    """Return 3 650 € invoiced each year, of which 365 € were overdue a year ago and 730 € are today."""
    rows = [("F0", "C1", "2023-01-01", "2023-02-01", 10.0), ("F1", "C1", "2024-01-15", "2024-02-01", 3_285.0)]
    rows += [("F2", "C1", "2024-12-01", "2024-12-20", 365.0), ("F3", "C1", "2025-01-01", "2025-02-01", 2_920.0)]
    rows += [("F4", "C1", "2025-12-01", "2025-12-20", 730.0)]
    used = [("P0", "F0", "2023-02-01", 10.0), ("P1", "F1", "2024-02-01", 3_285.0), ("P2", "F2", "2025-01-15", 365.0)]
    used += [("P3", "F3", "2025-02-01", 2_920.0)]
    paid = [(key, "C1", day, amount) for key, _, day, amount in used]
    return book(rows, paid, [(key, item, amount, day) for key, item, day, amount in used])


def test_last_year_is_read_with_today_s_definitions():
    before = last_year(two_years(), DAY)
    assert (before.overdue, before.overdue_rate, before.dso_restated) == (365, 1, None)
    assert before.dso == pytest.approx(36.5)


def test_what_was_moved_to_doubtful_customers_since_was_not_doubtful_then():
    from tests.stages.ledger import entries

    rows = [("F1", "C1", "2024-01-15", "2024-02-01", 3_285.0, {"doubtful": False})]
    rows += [("F2", "C2", "2024-12-01", "2024-12-20", 365.0, {"doubtful": True})]
    used, paid = [("P1", "F1", 3_285.0, "2024-02-01")], [("P1", "C1", "2024-02-01", 3_285.0)]
    known = [("F0", "C1", "2023-01-01", "2023-02-01", 10.0), ("F3", "C1", "2025-01-01", "2026-02-01", 365.0)]
    lines = entries({"416000:C2": 365, "411000:C2": -365})
    moved = last_year(book([*rows, *known], paid, used, entries=lines), DAY)
    forward = last_year(
        book([*rows, *known], paid, used, entries=entries(opening={"416000:C2": 365, "411000:C2": -365})), DAY
    )
    assert (moved.overdue, forward.overdue) == (375, 10)
    assert moved.dso - forward.dso == pytest.approx(36.5)


def test_a_year_that_is_not_known_is_not_told():
    assert last_year(two_years(), dt.date(2024, 6, 30)) is None
    assert last_year(PLAIN, DAY) is None


def test_last_year_stands_beside_the_five_figures():
    from cashkit.stages.door import reviews

    told = reviews(two_years())["synthesis"].tables["five_figures"]
    assert told["value"].tolist()[:2] == ["730\u00a0€ · 100\u00a0%", "73\u00a0jours"]
    assert told["last_year"].tolist()[:2] == ["365\u00a0€ · 100\u00a0%", "36,5\u00a0jours"]


# --- sentences ---------------------------------------------------------------------------------------------
FIGURES = {
    "inform": {"net_result": 244_000},
    "collection": {"dso_period": 59.6, "dso_best_possible": 42.3, "dso_restated": 71.1, "financed_outstanding": 361_000}
    | {"mean_lateness": 13.0, "days_overdue": 17.3, "day_of_customers": 31_400, "days_hidden": 11.5},
    "recovery": {"overdue": 590_000, "overdue_rate": 0.3076, "disputed_overdue": 143_000, "default_due_share": 0.0}
    | {"customers_overdue": 60},
    "impact": {"losses": 78_000, "sales_to_recover_operating": 1_925_926, "operating_margin": 0.0405}
    | {"overdrafts": 190_000}
    | {"sales_to_recover_variable": 229_412, "variable_margin": 0.34, "working_capital_change": 25_000}
    | {"not_written_down": 97_000},
}  # fmt: skip
DAYS = ("dso_period", "dso_best_possible", "dso_restated", "mean_lateness", "days_overdue", "days_hidden")


def ombrelune(**changed):
    """Return nine reviews with the figures that the sample company's story tells, some of them changed."""
    import pandas as pd

    made = reviews_of(**BATIVEXIN)
    for stage, values in FIGURES.items():
        known = values | changed.get(stage, {})
        records = [Figure(key, value, "days" if key in DAYS else "eur") for key, value in known.items()]
        if stage == "impact":
            asked = {"growth": Decimal("0.1"), "need_added": Decimal(108_500)}
            records.append(Figure("growth_cash", Decimal(-84_000), "eur", asked))
        by = pd.DataFrame(
            {"segment": ["builders", "other"], "overdue": [232_000.0, 358_000.0], "share": [0.393, 0.607]}
        )
        tables = {"overdue_by_segment": by} if stage == "recovery" else {}
        made[stage] = Review(stage, DAY, tuple(records), made[stage].finding_records, tables)
    return made


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def said(subject, **changed):
    nine = Nine(ombrelune(**changed))
    told = sentences(nine, grouped(nine), DAY).set_index("subject")["sentence"]
    return plain(told[subject]) if subject in told.index else ""


@pytest.mark.parametrize(
    ("subject", "parts"),
    [
        ("dso", ["59,6 jours dans les comptes", "71,1 jours en réalité", "361 k€", "42,3 jours si chacun payait"]),
        ("overdue", ["590 k€", "30,8 %", "143 k€ en litige et 232 k€ (39,3 %) sur le segment bâtiment"]),
        ("lateness", ["13 jours × 31,4 k€ par jour = 408 k€", "libère 204 k€, plus que le découvert actuel (190 k€)"]),
        (
            "losses",
            ["78 k€ HT", "1,93 M€ de ventes à 4,05 % de marge", "(229 k€ à la marge sur coût variable de 34 %)"],
        ),
        ("dates", ["09/01/2026, Bativexin : déclarer", "64,2 k€", "22/01/2026, Bativexin : revendiquer", "19,2 k€"]),
        ("growth", ["croissance de 10 % demande 109 k€", "n'en a laissé que 25 k€"]),
    ],
)
def test_the_audit_says_what_the_story_asks_of_it(subject, parts):
    told = said(subject)
    assert [part for part in parts if part not in told] == []


def test_the_page_opens_with_one_sentence():
    told = plain(on_top(Nine(ombrelune())))
    assert told == (
        "L'entreprise gagne de l'argent, mais ses clients le gardent : 590 k€ sont échus, 3,1 fois le découvert"
        " (190 k€) ; 24,2 % de cette somme attend une réponse de l'entreprise."
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"inform": {"net_result": -1}}, "perd de l'argent et ses clients tardent"),
        ({"inform": {"net_result": None}}, "Les clients tardent à payer"),
        ({"recovery": {"overdue_rate": 0.149}}, "ses clients la paient"),
        ({"impact": {"overdrafts": 0}}, "590 k€ sont échus ; 24,2 %"),
        ({"recovery": {"default_due_share": 0.6}}, "60 % de l'encours a une échéance supposée"),
        ({"recovery": {"overdue": 0}}, ""),
    ],
)
def test_the_sentence_says_only_what_is_known(changed, words):
    assert words in plain(on_top(Nine(ombrelune(**changed))))


@pytest.mark.parametrize(
    ("subject", "changed", "there", "gone"),
    [
        ("dso", {"collection": {"dso_restated": None}}, "DSO de 59,6", "en réalité"),
        ("overdue", {"recovery": {"disputed_overdue": None}}, "dont 232 k€", "litige"),
        ("lateness", {"impact": {"overdrafts": 250_000}}, "à comparer au découvert", "plus que"),
        ("losses", {"impact": {"variable_margin": None}}, "4,05 %", "coût variable"),
        ("growth", {"impact": {"working_capital_change": None}}, "109 k€", "laissé"),
    ],
)
def test_a_part_that_is_not_known_is_left_out(subject, changed, there, gone):
    told = said(subject, **changed)
    assert there in told
    assert gone not in told


@pytest.mark.parametrize(
    ("left", "words"), [(-5_000, "consommé 5 k€"), (25_000, "n'en a laissé que 25 k€"), (200_000, "en a laissé 200 k€")]
)
def test_growth_is_measured_against_what_the_year_left(left, words):
    assert words in said("growth", impact={"working_capital_change": left})


def test_lateness_holds_back_no_more_than_what_is_overdue():
    told = said("lateness", collection={"mean_lateness": 40.0})
    assert "L'échu pèse 17,3 jours de ventes" in told
    assert "libère 272 k€" in told


def test_a_sentence_without_its_figure_is_not_said():
    assert said("losses", impact={"losses": 0}) == ""
    assert said("lateness", collection={"mean_lateness": None, "days_overdue": None}) == ""
    assert said("dso", collection={"dso_period": None}) == ""


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_whole_synthesis_of_the_story_speaks_both_languages(lang):
    with language.use(lang):
        made = assess(PLAIN, DAY, ombrelune())
    texts = [*made.tables["six_sentences"]["sentence"], *made.tables["page_lines"]["sentence"]]
    texts += made.tables["five_figures"].to_numpy().ravel().tolist()
    assert len(made.tables["six_sentences"]) == 6
    assert all(text and "{" not in text and "nan" not in text for text in texts)
