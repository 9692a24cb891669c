"""Any ledger survives being written in any layout and read back, to the cent."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.ground.errors import SourceError
from cashkit.ground.money import cents
from cashkit.readers.spreadsheet.spreadsheet import read_ledger
from tests.readers.spreadsheet.writing import LAYOUTS, Item, later, written

AWKWARD = (
    *("TOTAL ENERGIES", "Total", "Sous-total & Cie", "Client", "DUPONT; FILS", 'LE "BON" COIN', "L'ÉTÉ, SARL", "A|B"),
    *("=1+1", "-5", "@SOMME", "ÉTABLISSEMENTS ÇELIK", "日本商事", "Facture", "Report", "1 234,56", "01/02/2025", "%"),
    *("ALPHA (GROUPE)", "ÜBER-GROß", "O'Neill", "Page 1", "*", "N/A", "Name : X"),
)
LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
NAMES = st.one_of(st.sampled_from(AWKWARD), st.text(LETTERS, min_size=1, max_size=12))
NUMBERS = st.one_of(
    st.from_regex(r"(FA|F|AV-|2025-|#)?[0-9]{1,7}", fullmatch=True),
    st.text(st.sampled_from("ABCXYZ0123456789-/_."), min_size=2, max_size=10),
)
ANSWERS = {
    "spreadsheet.which_day": 'dates = "{order}"\n',
    "spreadsheet.which_sign": 'amounts = "owed"\n',
}


@st.composite
def ledgers(draw):
    """Return a ledger: customers with awkward names, ids with leading zeros, debts and credits, some paid."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=lambda name: " ".join(name.split()).casefold()))
    ids = [f"{draw(st.sampled_from(('C', '0', '411', '00')))}{place}{len(names)}" for place in range(len(names))]
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=8, unique=True))
    items = []
    for number in numbers:
        who = draw(st.integers(0, len(names) - 1))
        issued = draw(st.dates(date(2015, 1, 1), date(2030, 12, 31)))
        due = later(issued, draw(st.integers(0, 120)))
        owed = draw(st.integers(1, 10**9) | st.integers(-(10**7), -1))
        paid = later(issued, draw(st.integers(0, 200))) if owed > 0 and draw(st.booleans()) else None
        items.append(Item(ids[who], " ".join(names[who].split()), number, issued, due, owed, paid))
    return items


def read(items, layout):
    """Return what is read of a ledger; what it asks is answered as a person would."""
    with tempfile.TemporaryDirectory() as folder:
        name, content = written(items, layout)
        path, told = Path(folder) / name, Path(folder) / "mapping.toml"
        path.write_bytes(content)
        answers = "[reading]\n"
        for _ in range(3):
            told.write_text(answers, encoding="utf-8")
            try:
                return read_ledger(path, mapping=told)
            except SourceError as asked:
                order = "month_first" if layout.day.startswith("mm") else "day_first"
                answers += ANSWERS[asked.key].format(order=order)
        raise AssertionError(answers)


def rows(ledger):
    table = ledger.tables["invoices"]
    found = [table[name] for name in ("customer_id", "invoice_id", "issue_date", "due_date", "amount")]
    return Counter(
        (who, number, issued.date(), due.date(), cents(amount))
        for who, number, issued, due, amount in zip(*found, strict=True)
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
@settings(max_examples=3, deadline=None)
@given(items=ledgers())
def test_any_ledger_survives_any_layout(layout, items):
    ledger = read(items, layout)
    assert rows(ledger) == Counter((item.customer_id, item.number, item.issued, item.due, item.cents) for item in items)
    if layout.amounts.startswith("paid"):
        settled = ledger.tables.get("payments")
        paid = Counter() if settled is None else Counter(
            (day.date(), cents(amount)) for day, amount in zip(settled["payment_date"], settled["amount"], strict=True)
        )  # fmt: skip
        assert paid == Counter((item.paid_on, item.cents) for item in items if item.paid_on)
    assert not {found.code for found in ledger.data_findings} & {"T02", "T03", "T04", "T05", "T06", "T13", "T15"}
