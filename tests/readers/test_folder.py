"""The folder form of a dossier: written and read back, it says the same; spoiled, it says what is wrong."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import ContractError, SourceError
from cashkit.measures.aged_balance import aged_balance
from cashkit.readers.folder import read_folder, save_dossier
from tests.dossier.making import INVOICES, book

pytestmark = pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
FORMS = ("parquet", "csv")
F1 = ("F1", "C1", "invoice", "2025-12-01", "2025-12-31", 1000.0)
TOML = 'name = "Été & fils"\nsiren = "732829320"\nclosing_date = "2025-12-31"\ncurrency = "EUR"\n'


def day(number):
    return str(pd.Timestamp("2025-01-01") + pd.Timedelta(days=number))[:10]


@st.composite
def books(draw):
    customer = st.sampled_from(["007", "C,1", 'Q"2', "Élan"])
    sold = st.tuples(customer, st.integers(-300, 900).filter(bool), st.integers(0, 300), st.integers(0, 60))
    invoices = [
        (f"0{i}", who, "invoice" if cents > 0 else "credit_note", day(issue), day(issue + term), cents / 100)
        for i, (who, cents, issue, term) in enumerate(draw(st.lists(sold, min_size=1, max_size=6)))
    ]
    paid = st.tuples(customer, st.integers(0, 330), st.integers(1, 900))
    payments = [
        (f"P{i}", who, day(on), cents / 100) for i, (who, on, cents) in enumerate(draw(st.lists(paid, max_size=4)))
    ]
    names = st.sampled_from([*(row[0] for row in payments), "nowhere"])
    given_row = st.tuples(
        names, st.sampled_from([row[0] for row in invoices]), st.integers(1, 900), st.integers(0, 330)
    )
    allocations = [
        (credit, item, cents / 100, day(on)) for credit, item, cents, on in draw(st.lists(given_row, max_size=4))
    ]
    return invoices, payments, allocations


def told(dossier):
    """Return what the books say once what was wrong at first has been mended: ids, sums, receivables checks."""
    rows = dossier.findings
    return set(
        rows.loc[rows["code"].str.startswith("R") & (rows["code"] != "R08"), ["code", "message"]].itertuples(
            index=False
        )
    )


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=books(), until=st.integers(0, 400))
def test_a_dossier_written_and_read_back_says_the_same(tmp_path_factory, form, rows, until):
    before = book(*rows, closing_date="2025-12-31", siren="732829320")
    after = read_folder(save_dossier(before, tmp_path_factory.mktemp("dossier"), form=form))
    assert (after.name, after.siren, after.closing_date) == (before.name, before.siren, before.closing_date)
    for view in ("strict", "matched"):
        pd.testing.assert_frame_equal(
            aged_balance(before, as_of=day(until), view=view),
            aged_balance(after, as_of=day(until), view=view),
            check_index_type=False,
        )
    assert told(after) == told(before)


@pytest.mark.parametrize("form", FORMS)
def test_a_clean_dossier_stays_clean(tmp_path, form):
    before = book([F1], [("P1", "C1", "2025-12-20", 400.0)], [("P1", "F1", 400.0, "2025-12-20")])
    after = read_folder(save_dossier(before, tmp_path, form=form))
    assert before.findings.empty
    assert after.findings.empty


@pytest.mark.parametrize("form", FORMS)
def test_ids_keep_their_leading_zeros_and_texts_their_marks(tmp_path, form):
    customers = pd.DataFrame({"customer_id": ["007"], "name": ['<b>"Été, & fils"</b>'], "postcode": ["01000"]})
    invoices = pd.DataFrame([("0001", "007", "invoice", "2025-12-01", "2025-12-31", 0.1)], columns=INVOICES)
    before = Dossier.of(name='A "quoted" \\ name', invoices=invoices, customers=customers)
    after = read_folder(save_dossier(before, tmp_path, form=form))
    assert after.name == 'A "quoted" \\ name'
    assert after.invoices.loc[0, ["invoice_id", "customer_id", "amount"]].tolist() == ["0001", "007", 0.1]
    assert after.customers.loc[0].tolist() == ["007", '<b>"Été, & fils"</b>', "01000"]


def test_the_terms_of_the_folder_are_its_own(tmp_path):
    (tmp_path / "dossier.toml").write_text(TOML + 'terms = "45 EOM"\n', encoding="utf-8")
    frame = pd.DataFrame([F1], columns=INVOICES).drop(columns="due_date")
    frame.to_csv(tmp_path / "invoices.csv", index=False)
    dossier = read_folder(tmp_path, terms="10")
    assert (str(dossier.invoices["due_date"][0])[:10], dossier.name) == ("2026-01-31", "Été & fils")


def test_a_name_given_wins_over_the_name_written(tmp_path):
    save_dossier(book([F1]), tmp_path)
    assert read_folder(tmp_path, name="other").name == "other"


def test_parquet_is_taken_where_both_forms_stand(tmp_path):
    save_dossier(book([F1]), tmp_path)
    (tmp_path / "invoices.csv").write_text("invoice_id\nX\n", encoding="utf-8")
    assert read_folder(tmp_path).invoices["invoice_id"].tolist() == ["F1"]


def test_a_folder_without_dossier_toml_is_none(tmp_path):
    with pytest.raises(SourceError, match=r"dossier\.toml"):
        read_folder(tmp_path)


@pytest.mark.parametrize("content", [b'name = "x', b"name", b"\xff\xfe\x00"])
def test_a_dossier_toml_that_is_none_is_told(tmp_path, content):
    (tmp_path / "dossier.toml").write_bytes(content)
    with pytest.raises(SourceError, match=r"dossier\.toml"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"), [("invoices.parquet", b"PAR1 no"), ("invoices.csv", b""), ("invoices.csv", b'a,b\n"1')]
)
def test_a_table_that_cannot_be_read_is_named(tmp_path, name, content):
    (tmp_path / "dossier.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    with pytest.raises((SourceError, ContractError), match="invoices"):
        read_folder(tmp_path)


def test_a_folder_without_invoices_is_told(tmp_path):
    (tmp_path / "dossier.toml").write_text(TOML, encoding="utf-8")
    with pytest.raises(ContractError, match="invoices"):
        read_folder(tmp_path)


def test_a_write_that_fails_leaves_the_earlier_file(tmp_path, monkeypatch):
    save_dossier(book([F1]), tmp_path, form="csv")
    earlier = (tmp_path / "invoices.csv").read_bytes()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    with pytest.raises(OSError, match="space"):
        save_dossier(book([F1, ("F2", "C1", "invoice", "2025-12-01", "2025-12-31", 1.0)]), tmp_path, form="csv")
    assert (tmp_path / "invoices.csv").read_bytes() == earlier
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
