"""FECs of two years read as one dossier: what a customer owes is the invoice of last year, with its own dates."""

from datetime import date

import pytest

from cashkit import open_dossier
from cashkit.ground import language
from cashkit.ground.errors import SourceError
from tests.readers.fec.booking import aged, balances, brought_forward, entry, found, invoice, receipt, saved, settled
from tests.readers.fec.making import said

LAST, THIS = "732829320FEC20241231.txt", "732829320FEC20251231.txt"


def last_year(folder, *entries):
    """Write the FEC of 2024: nothing stands before it."""
    return saved(folder, *entries, name=LAST)


def this_year(folder, *entries):
    """Write the FEC of 2025."""
    return saved(folder, *entries, name=THIS)


def joined(folder, before, after, **how):
    """Return the dossier of two years, after checking that the accounts tie on days of both."""
    paths = [last_year(folder, *before), this_year(folder, *after)]
    dossier = open_dossier(paths, **how)
    for path, year in zip(paths, (2024, 2025), strict=True):
        alone = open_dossier(path)
        for day in ("01-31", "06-30", "12-31"):
            tied(dossier, alone, f"{year}-{day}")
    return dossier


def tied(dossier, alone, day):
    """Check that the open items of all years sum to the balance of the accounts in the year's own file."""
    for view in ("matched", "strict"):
        owed = {who: round(100 * sum(buckets.values())) for who, buckets in aged(dossier, day, view).items()}
        assert {who: cents for who, cents in owed.items() if cents} == balances(alone, day), (day, view)


def opened(day="2025-01-01", **amounts):
    """Return an opening entry of one sum for each customer."""
    return brought_forward(
        day, *[("411000", amount, {"customer": who, "ref": "AN"}) for who, amount in amounts.items()]
    )


def detailed(*lines, day="2025-01-01"):
    """Return an opening entry of one line for each open document: (customer, ref, amount[, fields])."""
    rows = [("411000", amount, {"customer": who, "ref": ref, **dict(*more)}) for who, ref, amount, *more in lines]
    return brought_forward(day, *rows)


def due_of(dossier):
    """Return customer, kind and due date of each row of invoices, by its number."""
    table = dossier.invoices
    return {str(row.invoice_id): (str(row.kind), str(row.due_date)[:10]) for row in table.itertuples()}


def unlinked(dossier):
    """Return the customers' balances that do not follow from one year to the next."""
    return [one for one in found(dossier, "G09") if "customer" in one.params]


class TestAnOpeningInOneSum:
    BEFORE = (invoice("F101", "2024-10-10", 1200), invoice("F102", "2024-12-20", 600))
    AFTER = (opened(ALPHA=1800), receipt("2025-02-10", 1200, text="VIR F101"))

    def test_a_payment_settles_the_invoice_of_last_year_with_its_own_due_date(self, tmp_path):
        dossier = joined(tmp_path, self.BEFORE, self.AFTER)
        assert settled(dossier) == [("#12", "F101", 1200.0, "2025-02-10", "fallback:ref")]
        assert due_of(dossier) == {"F101": ("invoice", "2024-11-09"), "F102": ("invoice", "2025-01-19")}
        assert aged(dossier, "2025-02-28") == {"ALPHA": {"31-60": 600.0}}
        assert unlinked(dossier) == []

    def test_the_letter_of_the_sum_reaches_every_invoice_that_it_stands_for(self, tmp_path):
        letter = {"letter": "A", "lettered": "2025-03-05"}
        after = (
            brought_forward("2025-01-01", ("411000", 1800, {"customer": "ALPHA", "ref": "AN", **letter})),
            receipt("2025-03-05", 1800, **letter),
        )
        dossier = joined(tmp_path, self.BEFORE, after)
        assert [(what, amount, how) for _, what, amount, _, how in settled(dossier)] == [
            ("F101", 1200.0, "lettering:fifo"),
            ("F102", 600.0, "lettering:fifo"),
        ]
        assert aged(dossier, "2025-03-04", "strict") == {"ALPHA": {"91+": 1200.0, "31-60": 600.0}}
        assert aged(dossier, "2025-03-05", "strict") == {}

    def test_the_opening_lines_that_gave_way_are_counted(self, tmp_path):
        (told,) = found(joined(tmp_path, self.BEFORE, self.AFTER), "G10")
        assert said(told) == (
            "À-nouveaux clients (1 800,00 €) remplacés par le détail des exercices précédents : 1 ligne.",
            "Customer balances brought forward (€1,800.00) replaced by the detail of the years before: 1 line.",
        )

    def test_sales_are_those_of_both_years_and_entries_those_of_the_last(self, tmp_path):
        dossier = joined(tmp_path, self.BEFORE, (*self.AFTER, invoice("F103", "2025-03-01", 240)))
        assert sorted(dossier.invoices["invoice_id"]) == ["F101", "F102", "F103"]
        assert dossier.entries["posting_date"].min().isoformat()[:10] == "2025-01-01"
        assert dossier.entries["line"].tolist() == list(range(2, 9))
        assert (dossier.opening_date.isoformat(), dossier.closing_date.isoformat()) == ("2025-01-01", "2025-12-31")

    def test_a_row_tells_its_file_and_its_line_there(self, tmp_path):
        dossier = joined(tmp_path, self.BEFORE, self.AFTER)
        assert dossier.invoices[["file", "line"]].to_numpy().tolist() == [[LAST, 2], [LAST, 5]]
        assert dossier.payments[["file", "line"]].to_numpy().tolist() == [[THIS, 5]]
        assert [file.name for file in dossier.sources] == [LAST, THIS]

    def test_a_letter_of_the_year_after_is_not_of_the_year(self, tmp_path):
        """A finding of a customer line names the file in which it stands."""
        after = (opened(ALPHA=1800), receipt("2025-03-05", 1000, letter="A", lettered="2025-03-05"))
        (told,) = found(joined(tmp_path, self.BEFORE, after), "R01")
        assert (told.file, told.line) == (THIS, 5)


class TestAnOpeningInDetail:
    BEFORE = (
        invoice("F101", "2024-10-10", 1200),
        invoice("F102", "2024-12-20", 600),
        invoice("F103", "2024-11-05", 600),
    )

    def test_a_letter_reaches_the_invoice_by_its_number(self, tmp_path):
        lettered = {"letter": "A", "lettered": "2025-02-01"}
        after = (
            detailed(("ALPHA", "F101", 1200), ("ALPHA", "F102", 600, lettered), ("ALPHA", "F103", 600)),
            receipt("2025-01-31", 600, **lettered),
        )
        dossier = joined(tmp_path, self.BEFORE, after)
        assert settled(dossier) == [("#17", "F102", 600.0, "2025-01-31", "lettering:amount")]
        assert [str(day)[:10] for day in dossier.allocations["lettered_on"]] == ["2025-02-01"]

    def test_or_by_its_date_and_amount(self, tmp_path):
        lettered = {"letter": "A", "dated": "2024-12-20"}
        after = (
            detailed(("ALPHA", "", 1200), ("ALPHA", "", 600, {"dated": "2024-11-05"}), ("ALPHA", "", 600, lettered)),
            receipt("2025-01-31", 600, letter="A"),
        )
        assert settled(joined(tmp_path, self.BEFORE, after))[0][1] == "F102"

    def test_or_by_an_amount_that_no_other_has(self, tmp_path):
        after = (
            detailed(("ALPHA", "", 600), ("ALPHA", "", 1200, {"letter": "A"}), ("ALPHA", "", 600)),
            receipt("2025-01-31", 1200, letter="A"),
        )
        assert settled(joined(tmp_path, self.BEFORE, after))[0][1:3] == ("F101", 1200.0)

    def test_what_a_partial_payment_left_is_brought_forward(self, tmp_path):
        """500 of the 1200 were paid and lettered in 2024; 2025 opens with the 700 left, lettered anew."""
        first = {"letter": "AA", "lettered": "2024-11-30"}
        before = (invoice("F101", "2024-10-10", 1200, **first), receipt("2024-11-30", 500, **first))
        second = {"letter": "B", "lettered": "2025-01-20"}
        after = (detailed(("ALPHA", "F101", 700, second)), receipt("2025-01-20", 700, **second))
        dossier = joined(tmp_path, before, after)
        assert {(what, amount, on) for _, what, amount, on, _ in settled(dossier)} == {
            ("F101", 700.0, "2025-01-20"),
            ("F101", 500.0, "2024-11-30"),
        }
        assert aged(dossier, "2024-12-31", "strict") == {"ALPHA": {"31-60": 700.0}}
        assert aged(dossier, "2025-01-20", "strict") == {}
        assert found(dossier, "R01") == []

    def test_a_payment_and_its_invoice_brought_forward_apart_are_two_lines(self, tmp_path):
        before = (invoice("F101", "2024-10-10", 1200), receipt("2024-11-30", 500, ref="V101"))
        letter = {"letter": "A", "lettered": "2025-01-20"}
        after = (
            detailed(("ALPHA", "F101", 1200, letter), ("ALPHA", "V101", -500, letter)),
            receipt("2025-01-20", 700, **letter),
        )
        dossier = joined(tmp_path, before, after)
        assert sorted(amount for _, _, amount, _, how in settled(dossier) if how.startswith("lettering")) == [500, 700]
        assert aged(dossier, "2025-01-19", "strict") == {"ALPHA": {"61-90": 1200.0, "unapplied": -500.0}}
        assert aged(dossier, "2025-01-20", "strict") == {}

    def test_what_the_detail_no_longer_shows_was_settled_though_nobody_lettered_it(self, tmp_path):
        """The payment of 600 names no invoice: the opening shows F102 and F103, so it paid F101."""
        before = (
            invoice("F102", "2024-09-10", 600), invoice("F101", "2024-10-10", 600), invoice("F103", "2024-12-01", 90),
            receipt("2024-12-20", 600),
        )  # fmt: skip
        after = (detailed(("ALPHA", "F102", 600), ("ALPHA", "F103", 90)),)
        dossier = joined(tmp_path, before, after)
        assert [(what, amount, on) for _, what, amount, on, _ in settled(dossier)] == [("F101", 600.0, "2024-12-20")]
        assert aged(dossier, "2024-12-31", "strict")["ALPHA"]["unapplied"] == -600
        assert aged(dossier, "2025-01-01", "strict") == {"ALPHA": {"1-30": 90.0, "61-90": 600.0}}
        assert found(dossier, "R01") == []

    def test_one_invoice_shown_with_less_was_paid_in_part(self, tmp_path):
        before = (
            invoice("F101", "2024-09-10", 600), invoice("F102", "2024-10-10", 600), receipt("2024-12-20", 250),
        )  # fmt: skip
        dossier = joined(tmp_path, before, (detailed(("ALPHA", "F101", 600), ("ALPHA", "F102", 350)),))
        assert [(what, amount) for _, what, amount, _, _ in settled(dossier)] == [("F102", 250.0)]
        assert found(dossier, "R01") == []

    def test_an_opening_in_sums_does_not_tell_what_was_settled(self, tmp_path):
        before = (
            invoice("F101", "2024-09-10", 600),
            receipt("2024-12-20", 600),
            invoice("F102", "2024-11-01", 60, "BETA"),
        )
        dossier = joined(tmp_path, before, (opened(BETA=60),))
        assert [how for *_, how in settled(dossier)] == ["fallback:amount"]


class TestLettersOfSeveralYears:
    def test_a_code_that_starts_anew_is_another_one(self, tmp_path):
        before = (
            invoice("F101", "2024-03-01", 120, letter="A"), receipt("2024-04-01", 120, letter="A"),
            invoice("F102", "2024-05-01", 300),
        )  # fmt: skip
        after = (
            opened(ALPHA=300),
            invoice("F103", "2025-02-01", 120, letter="A"), receipt("2025-03-01", 120, letter="A"),
        )  # fmt: skip
        dossier = joined(tmp_path, before, after)
        assert [(what, on) for _, what, _, on, _ in settled(dossier)] == [
            ("F103", "2025-03-01"),
            ("F101", "2024-04-01"),
        ]
        assert aged(dossier, "2024-04-01", "strict") == {}

    def test_two_halves_of_a_letter_put_on_after_the_year_are_one(self, tmp_path):
        """The file of 2024 was written in March 2025: its invoice was lettered already; the opening line lost it."""
        letter = {"letter": "AC", "lettered": "2025-01-15"}
        before = (invoice("F101", "2024-12-01", 500, **letter), invoice("F102", "2024-12-02", 90))
        after = (opened(ALPHA=590), receipt("2025-01-15", 500, **letter))
        dossier = joined(tmp_path, before, after)
        assert [(what, how) for _, what, _, _, how in settled(dossier)] == [("F101", "lettering:amount")]
        assert found(dossier, "R01") == []

    def test_halves_of_two_amounts_are_not(self, tmp_path):
        before = (invoice("F101", "2024-12-01", 500, letter="A"),)
        after = (opened(ALPHA=500), receipt("2025-01-15", 300, letter="A"))
        dossier = joined(tmp_path, before, after)
        assert [how for *_, how in settled(dossier)] == ["fallback:fifo"]

    def test_halves_of_two_days_are_not(self, tmp_path):
        before = (
            invoice("F101", "2024-12-01", 500, letter="A", lettered="2024-12-15"),
            invoice("F102", "2024-12-02", 90),
        )
        after = (opened(ALPHA=590), receipt("2025-06-15", 500, letter="A", lettered="2025-06-15"))
        dossier = joined(tmp_path, before, after)
        assert [how for *_, how in settled(dossier)] == ["fallback:amount"]
        assert len(found(dossier, "R01")) == 2


class TestAnOpeningThatDoesNotTie:
    BEFORE = (invoice("F101", "2024-10-10", 1200), invoice("F102", "2024-12-20", 600))

    def test_a_cent_stays_as_an_opening_item_and_is_told_with_its_customer(self, tmp_path):
        dossier = joined(tmp_path, self.BEFORE, (opened(ALPHA=1800.01),))
        table = dossier.invoices
        assert table[["invoice_id", "kind", "amount"]].to_numpy().tolist() == [
            ["F101", "invoice", 1200.0], ["F102", "invoice", 600.0], ["AN", "opening", 0.01],
        ]  # fmt: skip
        (told,) = unlinked(dossier)
        assert said(told)[0] == (
            "Compte 411 ALPHA : à-nouveau de 1 800,01 €, mais l'exercice précédent se clôt sur 1 800,00 € "
            "(écart 0,01 €)."
        )
        assert told.params["customer"] == "ALPHA"

    def test_a_cent_too_much_joins_the_letter_of_the_line_that_it_is_in(self, tmp_path):
        after = (
            detailed(("ALPHA", "F101", 1200), ("ALPHA", "F102", 600.01, {"letter": "A"})),
            receipt("2025-01-31", 600.01, letter="A"),
        )
        dossier = joined(tmp_path, self.BEFORE, after)
        assert found(dossier, "R01") == []
        assert aged(dossier, "2025-01-31", "strict") == {"ALPHA": {"61-90": 1200.0}}

    def test_an_item_that_last_year_does_not_have_stays_as_it_is(self, tmp_path):
        after = (
            detailed(("ALPHA", "F101", 1200), ("ALPHA", "F102", 600), ("ALPHA", "F109", 75, {"dated": "2024-06-01"})),
        )
        dossier = joined(tmp_path, self.BEFORE, after)
        assert due_of(dossier)["F109"] == ("opening", "2024-07-01")

    def test_a_customer_who_is_not_brought_forward_at_all(self, tmp_path):
        dossier = joined(tmp_path, (*self.BEFORE, invoice("F105", "2024-11-01", 80, "BETA")), (opened(ALPHA=1800),))
        assert due_of(dossier)["AN-20250101-411000-BETA"][0] == "opening"
        assert aged(dossier, "2024-12-31")["BETA"] == {"1-30": 80.0}
        assert "BETA" not in aged(dossier, "2025-01-01")
        assert [one.params["customer"] for one in unlinked(dossier)] == ["BETA"]

    def test_codes_that_changed_are_told_not_guessed(self, tmp_path):
        before = (
            entry("VE", "2024-10-10", ("411DUPONT", 1200, {"ref": "F101"}), ("707000", -1200)),
            entry("VE", "2024-10-11", ("411MARTIN", 500, {"ref": "F102"}), ("707000", -500)),
        )
        after = (
            brought_forward(
                "2025-01-01",
                ("411000", 1200, {"customer": "C0001", "ref": "F101"}),
                ("411000", 500, {"customer": "C0002", "ref": "F102"}),
            ),
        )  # fmt: skip
        dossier = open_dossier([last_year(tmp_path, *before), this_year(tmp_path, *after)])
        assert aged(dossier, "2025-02-01") == {"C0001": {"1-30": 1200.0}, "C0002": {"1-30": 500.0}}
        (told,) = found(dossier, "G11")
        assert said(told)[0].startswith("2 comptes clients disparaissent à la réouverture et 2 autres apparaissent")
        assert sorted(one.value for one in unlinked(dossier)) == ["411 C0001", "411 C0002", "411DUPONT", "411MARTIN"]

    def test_accounts_that_only_closing_zeros_tell_apart_are_one(self, tmp_path):
        after = (
            brought_forward("2025-01-01", ("411", 1800, {"customer": "ALPHA", "letter": "A"})),
            receipt("2025-02-01", 1800, account="411", letter="A"),
        )
        dossier = joined(tmp_path, self.BEFORE, after)
        assert unlinked(dossier) == []
        assert aged(dossier, "2025-02-01", "strict") == {}

    def test_a_year_without_any_opening_goes_on_with_what_was_owed(self, tmp_path):
        paths = last_year(tmp_path, *self.BEFORE), this_year(tmp_path, receipt("2025-02-10", 1200, text="F101"))
        dossier = open_dossier(paths)
        assert aged(dossier, "2025-02-10") == {"ALPHA": {"1-30": 600.0}}
        assert found(dossier, "G02")
        assert unlinked(dossier) == []


class TestOtherAccounts:
    def test_a_customer_in_credit_is_brought_forward_as_the_payment_that_it_is(self, tmp_path):
        before = (receipt("2024-12-10", 300, ref="V101"),)
        after = (detailed(("ALPHA", "V101", -300)), invoice("F107", "2025-02-01", 300))
        dossier = joined(tmp_path, before, after)
        assert list(dossier.payments["payment_date"].astype(str)) == ["2024-12-10"]
        assert aged(dossier, "2025-01-31") == {"ALPHA": {"unapplied": -300.0}}
        assert aged(dossier, "2025-02-01") == {}

    def test_an_advance_on_4191_is_no_receivable_until_it_is_applied(self, tmp_path):
        before = (
            entry("BQ", "2024-11-01", ("512000", 200), ("419100", -200, {"customer": "ALPHA", "ref": "AC1"})),
            invoice("F101", "2024-12-01", 500),
        )
        after = (
            brought_forward(
                "2025-01-01",
                ("411000", 500, {"customer": "ALPHA", "ref": "F101"}),
                ("419100", -200, {"customer": "ALPHA"}),
            ),
            entry("OD", "2025-01-10", ("419100", 200, {"customer": "ALPHA"}), ("411000", -200, {"customer": "ALPHA"})),
        )
        dossier = joined(tmp_path, before, after)
        assert aged(dossier, "2025-01-10") == {"ALPHA": {"1-30": 300.0}}
        assert list(dossier.payments["kind"]) == ["advance"]
        assert unlinked(dossier) == []

    def test_bills_and_doubtful_debts_keep_their_dates_on_their_own_accounts(self, tmp_path):
        alpha = {"customer": "ALPHA", "ref": "F101"}
        before = (
            invoice("F101", "2024-09-01", 400), invoice("F102", "2024-06-01", 240, "BETA"),
            entry("OD", "2024-10-01", ("413000", 400, {"due": "2025-01-31"}), ("411000", -400), **alpha),
            entry("OD", "2024-12-01", ("416000", 240), ("411000", -240), customer="BETA", ref="F102"),
        )  # fmt: skip
        after = (
            brought_forward(
                "2025-01-01",
                ("413000", 400, alpha), ("416000", 240, {"customer": "BETA", "ref": "F102"}),
            ),
            receipt("2025-01-31", 400, account="413000", ref="F101"),
        )  # fmt: skip
        dossier = joined(tmp_path, before, after)
        assert aged(dossier, "2025-01-30") == {"ALPHA": {"not_due": 400.0}, "BETA": {"91+": 240.0}}
        assert aged(dossier, "2025-01-31") == {"BETA": {"91+": 240.0}}
        assert set(dossier.invoices["kind"]) == {"invoice", "bill", "other"}

    def test_what_stood_before_the_first_file_stays_an_opening_item(self, tmp_path):
        before = (
            brought_forward("2024-01-01", ("411000", 90, {"customer": "ALPHA", "ref": "F100", "dated": "2023-12-01"})),
        )
        dossier = joined(tmp_path, before, (detailed(("ALPHA", "F100", 90)),))
        assert due_of(dossier) == {"F100": ("opening", "2023-12-31")}

    def test_three_years_are_one_chain(self, tmp_path):
        first = saved(tmp_path, invoice("F101", "2023-10-10", 120), name="732829320FEC20231231.txt")
        second = last_year(tmp_path, opened("2024-01-01", ALPHA=120), invoice("F102", "2024-11-11", 60))
        third = this_year(tmp_path, opened(ALPHA=180), receipt("2025-01-31", 120, text="F101"))
        dossier = open_dossier([third, first, second])
        assert aged(dossier, "2025-01-31") == {"ALPHA": {"31-60": 60.0}}
        assert [one.count for one in found(dossier, "G10")] == [1, 1]
        assert (dossier.invoices["kind"] == "invoice").all()


class TestWhichFiles:
    SALE = invoice("F101", "2024-10-10", 120)

    def refused(self, paths):
        with pytest.raises(SourceError) as refused:
            open_dossier(paths)
        texts = {refused.value.say(lang).replace("\u00a0", " ") for lang in language.LANGUAGES}
        assert len(texts) == 2
        return refused.value.say("fr").replace("\u00a0", " ")

    def test_a_folder_of_fecs_is_their_years(self, tmp_path):
        last_year(tmp_path, self.SALE)
        this_year(tmp_path, opened(ALPHA=120), receipt("2025-01-31", 120))
        dossier = open_dossier(tmp_path)
        assert dossier.closing_date.isoformat() == "2025-12-31"
        assert len(dossier.sources) == 2

    def test_a_folder_of_one_fec_is_that_fec(self, tmp_path):
        last_year(tmp_path, self.SALE)
        assert "file" not in open_dossier(tmp_path).invoices.columns

    def test_what_else_a_folder_holds_is_told(self, tmp_path):
        last_year(tmp_path, self.SALE)
        this_year(tmp_path, opened(ALPHA=120))
        (tmp_path / "732829320FEC20251231 descriptif.pdf").write_bytes(b"%PDF-1.4")
        (tmp_path / "lisez-moi.txt").write_text("Voici nos FEC.", encoding="utf-8")
        (told,) = found(open_dossier(tmp_path), "F09")
        assert (told.severity, told.count) == ("info", 2)
        assert said(told)[0].endswith(
            "2 fichiers laissés de côté, qui ne sont pas des FEC : 732829320FEC20251231 descriptif.pdf, lisez-moi.txt."
        )

    def test_the_same_year_twice_is_refused(self, tmp_path):
        (tmp_path / "copy").mkdir()
        paths = last_year(tmp_path, self.SALE), last_year(tmp_path / "copy", self.SALE)
        assert "sont tous deux clos au 31/12/2024" in self.refused(paths)

    def test_a_year_missing_between_two_is_refused(self, tmp_path):
        old = saved(tmp_path, invoice("F100", "2023-10-10", 120), name="732829320FEC20231231.txt")
        after = this_year(tmp_path, opened(ALPHA=120), invoice("F103", "2025-01-10", 120))
        assert "Il manque un exercice" in self.refused([after, old])

    def test_a_year_that_starts_quietly_is_not_missing(self, tmp_path):
        paths = [last_year(tmp_path, self.SALE), this_year(tmp_path, receipt("2025-07-14", 120, text="F101"))]
        assert aged(open_dossier(paths), "2025-07-14") == {}

    def test_years_that_overlap_are_refused(self, tmp_path):
        other = saved(tmp_path, invoice("F101", "2024-07-01", 120), self.SALE, name="732829320FEC20250630.txt")
        assert "se chevauchent" in self.refused([last_year(tmp_path, self.SALE), other])

    def test_two_companies_are_refused(self, tmp_path):
        other = saved(tmp_path, opened(ALPHA=120), name="404833048FEC20251231.txt")
        assert "404833048" in self.refused([last_year(tmp_path, self.SALE), other])

    def test_a_file_that_is_no_fec_is_refused(self, tmp_path):
        other = tmp_path / "balance.csv"
        other.write_text("Client;Facture;Solde\nA;F101;12\n", encoding="utf-8")
        assert "balance.csv" in self.refused([last_year(tmp_path, self.SALE), other])

    def test_no_file_at_all_is_told(self):
        assert "Aucun FEC" in self.refused([])

    def test_a_year_apart_beside_several_is_refused(self, tmp_path):
        paths = [last_year(tmp_path, self.SALE), this_year(tmp_path, opened(ALPHA=120))]
        with pytest.raises(SourceError, match="parmi eux"):
            open_dossier(paths, previous=paths[0])

    @pytest.mark.parametrize(("first", "second"), [("20240630", "20241231"), ("20240331", "20250630")])
    def test_a_year_may_have_six_months_or_fifteen(self, tmp_path, first, second):
        opening = date.fromisoformat(first)
        start = date.fromordinal(opening.toordinal() + 1).isoformat()
        short = saved(tmp_path, invoice("F101", f"{first[:4]}-{first[4:6]}-02", 120), name=f"732829320FEC{first}.txt")
        later = saved(
            tmp_path, opened(start, ALPHA=120), receipt(start, 120, text="F101"), name=f"732829320FEC{second}.txt"
        )
        dossier = open_dossier([later, short])
        assert dossier.opening_date.isoformat() == start
        assert aged(dossier, dossier.closing_date.isoformat()) == {}

    def test_the_parts_of_a_split_year_are_one_year(self, tmp_path):
        one = saved(tmp_path, self.SALE, name="732829320FEC20241231_1.txt")
        two = saved(tmp_path, receipt("2024-12-31", 20, text="F101"), name="732829320FEC20241231_2.txt")
        after = this_year(tmp_path, opened(ALPHA=100))
        dossier = open_dossier([after, two, one])
        assert aged(dossier, "2024-12-31") == {"ALPHA": {"31-60": 100.0}}
        assert dossier.payments[["file", "line"]].to_numpy().tolist() == [[two.name, 3]]
        assert unlinked(dossier) == []
        assert [file.name for file in dossier.sources] == [one.name, two.name, after.name]

    def test_the_parts_of_one_year_alone_are_that_year(self, tmp_path):
        one = saved(tmp_path, self.SALE, name="732829320FEC20241231_1.txt")
        two = saved(tmp_path, receipt("2024-12-31", 20, text="F101"), name="732829320FEC20241231_2.txt")
        dossier = open_dossier([two, one])
        assert aged(dossier, "2024-12-31") == {"ALPHA": {"31-60": 100.0}}
        assert len(dossier.entries) == 5
        assert found(dossier, "G10") == []

    def test_a_missing_part_is_told(self, tmp_path):
        one = saved(tmp_path, self.SALE, name="732829320FEC20241231_1.txt")
        three = saved(tmp_path, receipt("2024-12-31", 20), name="732829320FEC20241231_3.txt")
        assert "la partie 2 manque" in self.refused([one, three])

    def test_the_year_before_gives_its_detail(self, tmp_path):
        before = last_year(tmp_path, self.SALE)
        current = this_year(tmp_path, opened(ALPHA=120), receipt("2025-01-31", 120))
        assert due_of(open_dossier(current, previous=before)) == {"F101": ("invoice", "2024-11-09")}
