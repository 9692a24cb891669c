"""A FEC opened: two books told whole, the year before, and the balance of any book."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.ground import language
from cashkit.ground.errors import SourceError
from cashkit.ground.money import cents
from cashkit.readers.open import open_dossier
from tests.readers.fec.booking import (
    aged,
    aged_frame,
    balances,
    brought_forward,
    entry,
    found,
    invoice,
    opened,
    opened_text,
    receipt,
    saved,
    settled,
    written,
)  # fmt: skip
from tests.readers.fec.making import said


@pytest.fixture(scope="module")
def july_to_june():
    old, spring = ({"letter": "BA", "lettered": "2024-08-12"}, {"letter": "BB", "lettered": "2025-05-28"})
    return opened(
        brought_forward("2024-07-01",
            ("411000", 840, {"customer": "ORME", "ref": "FC881", "dated": "2024-05-20", **old}),
            ("411000", 450, {"customer": "TILLEUL", "ref": "AN0724"})),
        receipt("2024-08-12", 840, "ORME", ref="VIR0812", text="VIR ORME FC881", **old),
        invoice("FC905", "2025-02-14", 1500, "ORME", **spring),
        invoice("FC912", "2025-03-21", 2040, "ORME", **spring),
        invoice("AC17", "2025-04-04", -240, "ORME", text="Avoir sur FC912", **spring),
        receipt("2025-05-28", 2500, "ORME", ref="VIR0528", text="VIR ORME", **spring),
        invoice("FC920", "2025-05-05", 1260, "TILLEUL", letter="BC", lettered="2025-07-21"),
        invoice("FC931", "2025-06-16", 696, "TILLEUL"),
        receipt("2025-06-23", 510, "TILLEUL", ref="VIR0623", text="VIR SANS REF"),
        name="732829320FEC20250630.txt",
    )  # fmt: skip


class TestAYearFromJulyToJune:
    """Orme pays in time, then too little; Tilleul opens with a sum of old invoices and pays after the closing."""

    def test_it_closes_on_the_day_in_its_name_and_opens_a_year_before(self, july_to_june):
        assert (july_to_june.closing_date, july_to_june.opening_date) == (date(2025, 6, 30), date(2024, 7, 1))
        assert july_to_june.siren == "732829320"

    def test_what_settled_what(self, july_to_june):
        assert settled(july_to_june) == sorted([
            ("VIR0812", "FC881", 840.0, "2024-08-12", "lettering:ref"),
            ("AC17", "FC912", 240.0, "2025-04-04", "lettering:ref"),
            ("VIR0528", "FC905", 1500.0, "2025-05-28", "lettering:fifo"),
            ("VIR0528", "FC912", 1000.0, "2025-05-28", "lettering:fifo"),
            ("VIR0623", "AN0724", 450.0, "2025-06-23", "fallback:fifo"),
            ("VIR0623", "FC920", 60.0, "2025-06-23", "fallback:fifo"),
        ])  # fmt: skip

    @pytest.mark.parametrize(
        ("as_of", "strict", "matched"),
        [
            ("2024-06-30", {}, {}),
            ("2024-07-01", {"ORME": {"1-30": 840}, "TILLEUL": {"not_due": 450}}, None),
            ("2024-08-12", {"TILLEUL": {"1-30": 450}}, None),
            ("2025-04-30",
             {"ORME": {"31-60": 1500, "1-30": 2040, "unapplied": -240}, "TILLEUL": {"91+": 450}},
             {"ORME": {"31-60": 1500, "1-30": 1800}, "TILLEUL": {"91+": 450}}),
            ("2025-05-27",
             {"ORME": {"61-90": 1500, "31-60": 2040, "unapplied": -240}, "TILLEUL": {"not_due": 1260, "91+": 450}},
             {"ORME": {"61-90": 1500, "31-60": 1800}, "TILLEUL": {"not_due": 1260, "91+": 450}}),
            ("2025-06-30",
             {"ORME": {"61-90": 800}, "TILLEUL": {"not_due": 696, "1-30": 1260, "91+": 450, "unapplied": -510}},
             {"ORME": {"61-90": 800}, "TILLEUL": {"not_due": 696, "1-30": 1200}}),
            ("2025-08-31",
             {"ORME": {"91+": 800}, "TILLEUL": {"31-60": 696, "61-90": 1260, "91+": 450, "unapplied": -510}},
             {"ORME": {"91+": 800}, "TILLEUL": {"31-60": 696, "61-90": 1200}}),
        ],
    )  # fmt: skip
    def test_the_aged_balance_row_by_row(self, july_to_june, as_of, strict, matched):
        assert aged(july_to_june, as_of, "strict") == strict
        assert aged(july_to_june, as_of, "matched") == (strict if matched is None else matched)

    def test_its_findings(self, july_to_june):
        assert [(one.value, float(one.params["amount"])) for one in found(july_to_june, "R01")] == [
            ("BB", 800),
            ("BC", 1260),
        ]
        assert [(one.value, str(one.params["day"])) for one in found(july_to_june, "R02")] == [("BC", "2025-07-21")]
        assert [one.value for one in found(july_to_june, "R03")] == ["AN0724"]
        assert found(july_to_june, "R08")[0].params["share"] == 1
        assert not {"R04", "R05", "R06", "R07", "R09", "R10"} & set(july_to_june.findings["code"])

    def test_lines_read_are_used_or_refused(self, july_to_june):
        (file,) = july_to_june.sources
        assert (file.lines_read, file.lines_used, file.lines_refused) == (24, 24, 0)
        assert len(july_to_june.entries) == 24

    def test_entries_hold_the_lines_as_they_stand(self, july_to_june):
        first = july_to_june.entries.iloc[0]
        assert (first["journal_code"], first["entry_id"], first["account"], first["customer_id"]) == (
            "AN",
            "AN/1",
            "411000",
            "ORME",
        )
        assert (first["debit"], first["credit"], first["lettering"], first["line"]) == (840.0, 0.0, "BA", 2)
        assert str(first["document_date"])[:10] == "2024-05-20"


@pytest.fixture(scope="module")
def hard_book():
    a, b = {"letter": "A", "lettered": "2025-09-20"}, {"letter": "B", "lettered": "2025-11-30"}
    return opened(
        invoice("F301", "2025-08-04", 1440, "K1", due="2025-09-03"),
        invoice("F302", "2025-09-08", 980, "K1", due="2025-10-08"),
        receipt("2025-11-17", 980, "K1", ref="B1", text="VIR K1 F302"),
        invoice("F311", "2025-08-04", 530, "K2", due="2025-10-31"),
        invoice("F312", "2025-09-08", 411.6, "K2", due="2025-11-30"),
        receipt("2025-12-08", 411.6, "K2", ref="B2"),
        invoice("F341", "2025-07-07", 1800, "K3", due="2025-09-30", **a),
        entry("OD", "2025-09-15", ("413000", 1800, {"customer": "K3", "due": "2025-11-15", **b}),
              ("411000", -1800, {"customer": "K3", "due": "2025-09-30", **a}), ref="LCR341", text="Traite sur F341"),
        entry("BQ", "2025-11-17", ("512000", 1800), ("413000", -1800, {"customer": "K3", **b}), ref="ENC341"),
        entry("BQ", "2025-11-24", ("411000", 1800, {"customer": "K3"}), ("512000", -1800),
              ref="IMP341", text="Impaye LCR341"),
        invoice("F351", "2025-03-03", 360, "K4", due="2025-04-30"),
        entry("OD", "2025-10-06", ("416000", 360), ("411000", -360), customer="K4", text="F351", ref="DX351"),
        entry("OD", "2025-12-15", ("654000", 300), ("445710", 60), ("416000", -360, {"customer": "K4"}), ref="PERTE"),
        receipt("2025-02-10", 77, "K5", ref="B5"), invoice("F361", "2025-10-13", 900, "K5", due="2025-11-30"),
    )  # fmt: skip


class TestBooksThatOldestFirstGetsWrong:
    """A year with due dates in its 19th column: one customer a case, opened once and asked at several dates."""

    @pytest.mark.parametrize(
        ("as_of", "matched"),
        [
            ("2025-09-30", {"K1": {"1-30": 1440, "not_due": 980}, "K2": {"not_due": 941.6}, "K3": {"not_due": 1800},
                            "K4": {"91+": 360}, "K5": {"unapplied": -77}}),
            ("2025-11-17", {"K1": {"61-90": 1440}, "K2": {"1-30": 530, "not_due": 411.6}, "K4": {"91+": 360},
                            "K5": {"not_due": 900, "unapplied": -77}}),
            ("2025-12-31", {"K1": {"91+": 1440}, "K2": {"61-90": 530}, "K3": {"31-60": 1800},
                            "K5": {"31-60": 900, "unapplied": -77}}),
        ],
    )  # fmt: skip
    def test_matched_row_by_row(self, hard_book, as_of, matched):
        assert aged(hard_book, as_of) == matched

    def test_strict_row_by_row(self, hard_book):
        assert aged(hard_book, "2025-12-31", "strict") == {
            "K1": {"91+": 1440, "61-90": 980, "unapplied": -980},
            "K2": {"61-90": 530, "31-60": 411.6, "unapplied": -411.6},
            "K3": {"31-60": 1800},
            "K4": {"91+": 720, "unapplied": -720},
            "K5": {"31-60": 900, "unapplied": -77},
        }

    def test_only_money_is_cash(self, hard_book):
        assert hard_book.payments.groupby("kind")["amount"].sum().round(2).to_dict() == {
            "payment": 3268.6, "bill": 1800, "transfer": 360, "write_off": 360
        }  # fmt: skip


class TestTheYearBefore:
    def before(self, folder, *more, name="732829320FEC20241231.txt"):
        book = (invoice("F1", "2024-11-15", 120), entry("BQ", "2024-06-03", ("512000", 500), ("101000", -500)), *more)
        return saved(folder, *book, name=name)

    def current(self, folder, customers=120):
        balances = (("411000", customers, {"customer": "ALPHA"}), ("512000", 500), ("445710", -20), ("120000", -100))
        return saved(folder, brought_forward("2025-01-01", *balances), invoice("F2", "2025-03-01", 60))

    def test_balances_that_follow_are_not_told(self, tmp_path):
        assert found(open_dossier(self.current(tmp_path), previous=self.before(tmp_path)), "G09") == []

    def test_a_balance_that_does_not_follow_is(self, tmp_path):
        dossier = open_dossier(self.current(tmp_path, 90), previous=str(self.before(tmp_path)))
        assert [one.value for one in found(dossier, "G09")] == ["101", "411 ALPHA"]
        assert "Compte 411 ALPHA : à-nouveau de 90,00 €" in said(found(dossier, "G09")[1])[0]
        assert [file.name for file in dossier.sources] == ["732829320FEC20241231.txt", "732829320FEC20251231.txt"]

    def test_without_it_nothing_is_said_of_it(self, tmp_path):
        assert found(open_dossier(self.current(tmp_path, 90)), "G09") == []

    def test_another_companys_file_is_refused(self, tmp_path):
        with pytest.raises(SourceError, match="404833048"):
            open_dossier(self.current(tmp_path), previous=self.before(tmp_path, name="404833048FEC20241231.txt"))

    def test_a_file_is_of_the_year_of_its_lines_whatever_its_name(self, tmp_path):
        before = self.before(tmp_path, name="732829320FEC20231231.txt")
        assert found(open_dossier(self.current(tmp_path), previous=before), "G09") == []

    def test_the_same_year_is_not_the_year_before(self, tmp_path):
        current = self.current(tmp_path)
        with pytest.raises(SourceError) as refused:
            open_dossier(current, previous=current)
        assert refused.value.say("fr").replace("\u00a0", " ") == (
            "Le fichier 732829320FEC20251231.txt se clôt le 31/12/2025 : ce n'est pas l'exercice qui précède "
            "732829320FEC20251231.txt, ouvert le 01/01/2025. Donnez le FEC de l'exercice précédent."
        )
        assert "is not the year before" in refused.value.say("en")

    def test_two_years_before_is_not_the_year_before(self, tmp_path):
        old = saved(tmp_path, invoice("F1", "2023-11-15", 120), name="732829320FEC20231231.txt")
        with pytest.raises(SourceError, match="31/12/2023"):
            open_dossier(self.current(tmp_path), previous=old)

    def test_a_missing_one_is_told(self, tmp_path):
        with pytest.raises(SourceError, match=r"absent\.txt"):
            open_dossier(self.current(tmp_path), previous=tmp_path / "absent.txt")

    def test_a_folder_of_tables_has_none(self, tmp_path):
        with pytest.raises(SourceError) as refused:
            open_dossier(tmp_path, previous=self.before(tmp_path))
        assert all(refused.value.say(lang) for lang in language.LANGUAGES)


ACCOUNTS = ("411000", "411000", "411DUPONT", "41100012", "413000", "416000", "411700", "419100", "401000", "467100",
            "512000", "707000", "445710", "654000", "665000", "656000", "101000")  # fmt: skip
CUSTOMERS = ("", "C1", "C2", "C3", "GLOBAL")
REFERENCES = ("", "F101", "F102", "AV1", "F101#2", "RAN")
DAYS = tuple((date(2025, 1, 1) + timedelta(n)).isoformat() for n in range(0, 365, 13))
TEXTS = ("VIR F101", "F102 F101", "x")
LETTERED = ("", "2025-03-15", "2025-11-30", "2026-02-01")

_fields = st.fixed_dictionaries({
    "customer": st.sampled_from(CUSTOMERS), "ref": st.sampled_from(REFERENCES), "text": st.sampled_from(TEXTS),
    "letter": st.sampled_from(("", "", "A", "B")), "lettered": st.sampled_from(LETTERED),
    "dated": st.sampled_from(DAYS), "due": st.sampled_from(("", *DAYS)),
})  # fmt: skip
_line = st.tuples(st.sampled_from(ACCOUNTS), st.integers(-50_000, 50_000), _fields)
_entry = st.tuples(
    st.sampled_from(("AN", "VE", "BQ", "OD")), st.sampled_from(DAYS), st.lists(_line, min_size=1, max_size=5)
)


def _balanced(drawn):
    """Return an entry in euros, its last line what makes it balance."""
    journal, day, lines = drawn
    told = [(account, amount / 100, fields) for account, amount, fields in lines]
    rest = -sum(amount for _, amount, _ in lines)
    return (journal, None, day, [*told, ("411000" if len(lines) % 2 else "512000", rest / 100, {"customer": "C1"})])


def _named(line):
    """Return the line on one collective account, with a customer."""
    account, amount, fields = line
    own = fields | {"customer": fields["customer"] or "C1"}
    return ("411000" if account.startswith("411") else account, amount, own)


books = st.lists(_entry.map(_balanced), min_size=1, max_size=12)


class TestAnyBook:
    @given(books, st.sampled_from(("2024-12-31", "2025-01-01", "2025-05-11", "2025-12-31", "2027-01-01")))
    @settings(max_examples=30)
    def test_the_buckets_sum_to_the_balance_of_the_ledger_in_both_views(self, book, as_of):
        dossier = opened_text(written(*book))
        entries = dossier.entries
        customer_lines = entries["account"].astype(str).str.match("41[136]") & (entries["posting_date"] <= as_of)
        ledger = int(((entries["debit"] - entries["credit"])[customer_lines] * 100).round().sum())
        for view in ("strict", "matched"):
            frame = aged_frame(dossier, as_of, view)
            assert sum(cents(value) for value in frame["total"]) == ledger
            buckets = frame.drop(columns="total").map(lambda value: cents(round(value, 2))).sum(axis=1)
            assert list(buckets) == [cents(round(value, 2)) for value in frame["total"]]

    @given(books, st.sampled_from(("2025-05-11", "2025-12-31")))
    @settings(max_examples=30)
    def test_the_balance_of_each_customer_is_the_one_of_its_auxiliary(self, book, as_of):
        named = [(journal, number, day, [_named(line) for line in lines]) for journal, number, day, lines in book]
        dossier = opened_text(written(*named))
        for view in ("strict", "matched"):
            rows = aged(dossier, as_of, view).items()
            told = {customer: sum(cents(amount) for amount in row.values()) for customer, row in rows}
            assert {customer: total for customer, total in told.items() if total} == balances(dossier, as_of)

    @given(books)
    @settings(max_examples=30)
    def test_no_line_is_lost_and_no_credit_pays_beyond_itself(self, book):
        text = written(*book)
        dossier = opened_text(text)
        (file,) = dossier.sources
        assert file.lines_read == file.lines_used + file.lines_refused == text.count("\r\n") - 1
        assert dossier.invoices["invoice_id"].is_unique
        assert dossier.payments["payment_id"].is_unique
        paid = dossier.allocations.groupby("credit_id")["amount"].sum()
        given_ = dossier.payments.set_index("payment_id")["amount"].to_dict()
        noted = (-dossier.invoices.set_index("invoice_id")["amount"]).to_dict()
        assert all(amount <= max(given_.get(ident, 0), noted.get(ident, 0)) + 1e-6 for ident, amount in paid.items())

    @given(books)
    @settings(max_examples=30)
    def test_every_finding_can_be_said_in_both_languages(self, book):
        for finding in opened_text(written(*book)).data_findings:
            said(finding)

    def test_the_same_file_gives_the_same_answers_twice(self):
        book = [invoice(f"F{n}", "2025-03-01", 120 + n, f"C{n % 3}") for n in range(9)]
        with tempfile.TemporaryDirectory() as folder:
            path = saved(Path(folder), *book, receipt("2025-05-01", 363, "C0"))
            first, second = open_dossier(path), open_dossier(path)
        assert settled(first) == settled(second)
        assert first.findings.equals(second.findings)
