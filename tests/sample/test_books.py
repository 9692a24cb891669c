"""The books of the sample: they balance, follow from the tables to the cent, and come to the story's figures."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from cashkit.accounts.cells import BALANCE_SHEET, cells_of
from cashkit.accounts.intermediate_balances import operating_result
from cashkit.accounts.margins import purchases_margin_rate
from cashkit.accounts.statements import statements
from cashkit.ground.calendar import day_number
from cashkit.ground.money import whole_cents
from cashkit.readers.fec.fec import open_fec
from cashkit.sample.booked import book
from cashkit.sample.fec_writer import fec_bytes, fec_name
from cashkit.sample.journals.cut_off import forgotten, waiting
from cashkit.sample.story import YEARS

CUSTOMERS = r"41[136]"
STORY = {  # k€: sales, operating result, net result, net cash, losses
    2023: (8200, 426, 262, 210, 31),
    2024: (9000, 414, 251, 35, 44),
    2025: (9900, 401, 244, -165, 78),
}
MARGIN = {2023: 0.35, 2024: 0.345, 2025: 0.34}
PLANTED = {"R04", "R07", "R08", "R09", "R12", "G07", "J08", "H07"}
"""What the reader may say of the files: the story's own findings, that a FEC has no due dates, who is the counter."""


def cents(lines):
    return whole_cents(lines["debit"])[0] - whole_cents(lines["credit"])[0]


def by(lines, *columns):
    """Return the cents of some lines by account and customer, those at nil left out."""
    sums = pd.Series(cents(lines)).groupby([lines[column].to_numpy() for column in columns]).sum()
    return sums[sums != 0]


@pytest.fixture(scope="module", params=[0, 1], ids=["base size", "smallest"])
def any_company(request, company, small):
    return (company, small)[request.param]


@pytest.fixture(scope="module")
def fecs(company, tmp_path_factory):
    """Return the three FECs as files."""
    folder = tmp_path_factory.mktemp("fec")
    found = {}
    for year, entries in company.entries.items():
        found[year] = folder / fec_name(company.siren, f"{year}-12-31")
        found[year].write_bytes(fec_bytes(entries))
    return found


def year_of(company, year):
    return statements(company.entries[year], dt.date(year, 1, 1))


@pytest.mark.parametrize("year", YEARS)
def test_every_entry_balances(any_company, year):
    entries = any_company.entries[year]
    sums = pd.Series(cents(entries)).groupby(entries["entry_id"].to_numpy()).sum()
    assert (sums == 0).all()


@pytest.mark.parametrize("year", YEARS)
def test_customers_owe_in_the_ledger_what_is_open_in_the_tables(any_company, year):
    tables, entries = any_company.tables, any_company.entries[year]
    booked = book(tables["customers"], tables)
    owed = booked.balance.at(
        np.arange(len(tables["customers"])), np.full(len(tables["customers"]), day_number(dt.date(year, 12, 31)))
    )
    expected = pd.Series(owed, tables["customers"]["customer_id"].to_numpy())
    found = by(entries[entries["account"].str.match(CUSTOMERS)], "customer_id")
    pd.testing.assert_series_equal(found, expected[expected != 0].sort_index(), check_names=False)


@pytest.mark.parametrize("year", YEARS[1:])
def test_a_year_opens_with_what_the_year_before_closed_with(any_company, year):
    before, now = any_company.entries[year - 1], any_company.entries[year]
    opened = now[now["journal_code"] == "AN"]
    result = before["account"].str.startswith(("6", "7"))
    closed = before.assign(account=before["account"].where(~result, "120000"))
    pd.testing.assert_series_equal(by(opened, "account"), by(closed, "account"), check_names=False)
    for prefix in ("41", "40", "49"):
        pair = [lines[lines["account"].str.startswith(prefix)] for lines in (opened, before)]
        expected, found = (by(lines, "account", "customer_id") for lines in reversed(pair))
        pd.testing.assert_series_equal(found, expected, check_names=False)


@pytest.mark.parametrize("year", YEARS)
def test_a_lettered_group_sums_to_nothing_and_is_dated_by_its_last_line(any_company, year):
    entries = any_company.entries[year]
    own = entries[entries["lettering"] != ""]
    groups = own.assign(cents=cents(own)).groupby(["account", "customer_id", "lettering"])
    assert (groups["cents"].sum() == 0).all()
    assert (groups["lettering_date"].max() >= groups["posting_date"].max()).all()
    assert (groups["lettering_date"].max() == groups["lettering_date"].min()).all()


@pytest.mark.parametrize("year", YEARS)
def test_charges_and_income_stay_open_and_entries_stand_in_their_year(any_company, year):
    entries = any_company.entries[year]
    assert (entries["posting_date"].dt.year == year).all()
    assert not entries[entries["journal_code"] == "AN"]["account"].str.startswith(("6", "7")).any()
    assert (entries["validation_date"] >= entries["posting_date"]).all()
    assert entries["validation_date"].is_monotonic_increasing


@pytest.mark.parametrize("year", YEARS)
def test_a_year_comes_to_the_figures_of_the_story(company, year):
    sales, operating, net, cash, losses = STORY[year]
    entries = company.entries[year]
    own = year_of(company, year)
    assert -cents(entries[entries["account"].str.startswith("70")]).sum() / 1e5 == pytest.approx(sales, rel=0.02)
    assert float(operating_result(own.income)) / 1e3 == pytest.approx(operating, abs=0.5)
    assert float(own.net_income) / 1e3 == pytest.approx(net, abs=0.5)
    assert cents(entries[entries["account"].str.match("5[13]")]).sum() / 1e5 == pytest.approx(cash, abs=0.5)
    assert cents(entries[entries["account"].str.startswith("654")]).sum() / 1e5 == pytest.approx(losses, rel=0.02)
    assert float(purchases_margin_rate(own.income)) == pytest.approx(MARGIN[year], abs=0.002)


SHEET = {  # k€ of the balance sheet of 2025, by the cells of the forms
    "CO": 4920, "BJ": 1350, "CH": 35, "BV": 15, "BX": 2090, "BZ": 175, "CF": 25, "DL": 1240, "DR": 40, "DX": 1460,
    "DY": 740, "EB": 15, "EE": 4920, "EH": 190,
}  # fmt: skip


def test_the_balance_sheet_of_2025_is_that_of_the_story(company):
    own = year_of(company, 2025)
    cells = cells_of(own, BALANCE_SHEET)
    found = {code: float(cells[code, "net"]) / 1e3 for code in SHEET}
    assert found == {code: pytest.approx(value, rel=0.02) for code, value in SHEET.items()}
    assert own.total_assets == own.total_liabilities
    assert own.unplaced == ()
    stocks = sum(float(cells[code, "net"]) for code in ("BL", "BN", "BP", "BR", "BT")) / 1e3
    assert stocks == pytest.approx(1230, rel=0.02)


@pytest.mark.parametrize(("year", "need", "working"), [(2023, 690, 900), (2024, 860, 895), (2025, 1085, 920)])
def test_working_capital_and_its_need_are_those_of_the_story(company, year, need, working):
    """FRNG and BFR as the story counts them: allowances taken off the customers."""
    cells = cells_of(year_of(company, year), BALANCE_SHEET)
    lasting = sum(float(cells[code, "net"]) for code in ("DL", "DR")) + 1e3 * 90
    loans = float(cells["DU", "net"]) - float(cells["EH", "net"])
    found = lasting + loans - float(cells["BJ", "net"])
    cash = cents(company.entries[year][company.entries[year]["account"].str.match("5[13]")]).sum() / 100
    assert found / 1e3 == pytest.approx(working, rel=0.02)
    assert (found - cash) / 1e3 == pytest.approx(need, rel=0.02)


@pytest.mark.parametrize("year", YEARS)
def test_the_reader_says_of_a_fec_nothing_but_what_the_story_planted(fecs, year):
    dossier = open_fec(fecs[year], previous=fecs.get(year - 1))
    said = dossier.findings
    joined = {"G10"} if year - 1 in fecs else set()  # what the year before replaces is told
    assert set(said["code"]) <= PLANTED | joined, said[["code", "line", "value", "message"]].to_string()
    assert dossier.sources[0].lines_refused == 0


def test_a_fec_has_the_size_of_a_year(fecs):
    for path in fecs.values():
        lines = path.read_bytes().count(b"\n") - 1
        assert 16_000 <= lines <= 23_000


def test_what_is_delivered_is_invoiced_accrued_or_forgotten(any_company):
    tables, entries = any_company.tables, any_company.entries[2025]
    accrued = entries[
        entries["account"].str.startswith("418") & (entries["debit"] > 0) & (entries["posting_date"] == "2025-12-31")
    ]
    waits = waiting(tables, 2025)
    expected = tables["deliveries"][waits & ~forgotten(tables)]["delivery_id"]
    assert sorted(accrued["document_ref"]) == sorted(expected)
    assert forgotten(tables).sum() >= 2


def test_money_of_nobody_stands_in_suspense(company):
    payments, entries = company.tables["payments"], company.entries[2025]
    unknown = payments[payments["account"].fillna("").str.startswith("47")]
    assert -cents(entries[entries["account"].str.startswith("47")]).sum() == round(unknown["amount"].sum() * 100)


def test_the_entries_that_a_fec_must_show_are_there(company):
    pairs = set()
    for entries in company.entries.values():
        own = entries[entries["journal_code"] != "AN"]
        sides = own.assign(side=np.where(own["debit"] > 0, "D", "C"), head=own["account"].str[:4])
        for _, entry in sides.drop_duplicates(["entry_id", "side", "head"]).groupby("entry_id"):
            debits, credits = (entry[entry["side"] == side]["head"] for side in "DC")
            pairs |= {(debit, credit) for debit in debits for credit in credits}
    wanted = """4110-7010 4110-4457 4117-4110 4130-4110 5113-4130 5122-5113 5122-4130 6616-4130 4110-5122 6270-5122
        5122-4191 4191-4110 4671-4110 5122-4671 6225-4671 6616-5122 7091-4198 4160-4110 6817-4910 6541-4160 4457-4160
        4910-7817 5122-7587"""
    assert {tuple(pair.split("-")) for pair in wanted.split()} - pairs == set()
