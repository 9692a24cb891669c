"""A ledger cut at a year end into two FECs, and read as one dossier, is the ledger that it was."""

import tempfile
import warnings
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashkit.measures.as_of import CashkitWarning
from cashkit.measures.open_items import open_items
from cashkit.readers.fec.customer_year import customer_year
from cashkit.readers.fec.fec import open_fec
from cashkit.readers.fec.year import read_year
from cashkit.readers.fec.years import open_years
from tests.readers.fec.booking import aged_frame, brought_forward, invoice, receipt, saved
from tests.readers.fec.test_fec import books

CUT = "2024-12-31"
UNCUT, LAST, THIS = "732829320FEC20251231.txt", "732829320FEC20241231.txt", "732829320FEC20251231.txt"
DATES = ("2024-06-30", "2024-12-30", CUT, "2025-01-01", "2025-03-31", "2025-08-15", "2025-12-31")


@dataclass(frozen=True)
class Line:
    """A customer line: an invoice (cents above zero) or a payment, and the group in which somebody lettered it."""

    day: str
    ref: str
    euros: int
    customer: str
    text: str = ""
    group: int = 0


@dataclass(frozen=True)
class Ledger:
    """The lines of two years, and the day on which each group was lettered."""

    lines: tuple[Line, ...]
    lettered: dict[int, str]

    def letter(self, line, year=None):
        """Return the letter of a line: codes of the cut files start anew each year."""
        if not line.group:
            return {}
        day = self.lettered[line.group]
        same = sorted(group for group, on in self.lettered.items() if year is None or on[:4] == year)
        return {"letter": f"L{same.index(line.group)}", "lettered": day} if line.group in same else {}

    def open(self):
        """Return the lines of the first year that nothing closed before the cut."""
        return [one for one in self.lines if one.day <= CUT and not (one.group and self.lettered[one.group] <= CUT)]


@st.composite
def ledgers(draw):
    """Draw invoices, each paid in up to two parts, or not; with or without its number, lettered or not."""
    lines, lettered = [], {}
    for number in range(draw(st.integers(1, 7))):
        customer = draw(st.sampled_from(("ALPHA", "BETA")))
        issued = date(2024, 7, 1) + timedelta(draw(st.integers(0, 400)))
        euros, ref = draw(st.sampled_from((100, 240, 360))), f"F{100 + number}"
        parts = draw(st.sampled_from(((), (euros,), (40, euros - 40), (40,), (euros + 5,))))
        days = sorted(issued + timedelta(draw(st.integers(0, 110))) for _ in parts)
        group = number + 1 if sum(parts) == euros and draw(st.booleans()) else 0
        texts = [draw(st.sampled_from(("VIREMENT", f"VIR {ref}"))) for _ in parts]
        lines.append(Line(issued.isoformat(), ref, euros, customer, ref, group))
        lines += [
            Line(day.isoformat(), f"R{number}{part}0", -paid, customer, text, group)
            for part, (day, paid, text) in enumerate(zip(days, parts, texts, strict=True))
        ]
        lettered |= {group: max(days).isoformat()} if group else {}
    return Ledger(tuple(sorted(lines, key=lambda line: line.day)), lettered)


def booked(line, letter):
    """Return the entry of a line."""
    if line.euros > 0:
        return invoice(line.ref, line.day, line.euros, line.customer, text=line.text, **letter)
    return receipt(line.day, -line.euros, line.customer, ref=line.ref, text=line.text, **letter)


def cut(ledger, folder, opening, late):
    """Write the two FECs; `late`: that of the first year was written when all letters were known."""
    first = [
        booked(one, letter if late or letter.get("lettered", "") <= CUT else {})
        for one in ledger.lines
        if one.day <= CUT
        for letter in [ledger.letter(one, None if late else "2024")]
    ]
    second = [booked(one, ledger.letter(one, None if late else "2025")) for one in ledger.lines if one.day > CUT]
    carried = [brought_forward("2025-01-01", *opening)] if opening else []
    nothing = [receipt("2024-12-31", 1, "CASH", account="758000")], [receipt("2025-12-31", 1, "CASH", account="758000")]
    return [
        saved(folder, *first, *nothing[0], name=LAST),
        saved(folder, *carried, *second, *nothing[1], name=THIS),
    ]


def in_detail(ledger, *, late):
    """Return one opening line for each open document, with the letter that it got in the second year."""
    return [
        (
            "411000",
            one.euros,
            {"customer": one.customer, "ref": one.ref, **ledger.letter(one, None if late else "2025")},
        )
        for one in ledger.open()
    ]


def in_sums(ledger):
    """Return one opening line for each customer."""
    total = {}
    for one in ledger.open():
        total[one.customer] = total.get(one.customer, 0) + one.euros
    return [("411000", euros, {"customer": customer, "ref": "AN"}) for customer, euros in total.items() if euros]


def owed(dossier, day, view):
    """Return what is open of each document at a date, in cents."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CashkitWarning)
        table = open_items(dossier, as_of=day, view=view)
    return sorted(
        (row.id.partition("#")[0], row.customer_id, round(row.open_amount * 100)) for row in table.itertuples()
    )


def totals(dossier, day):
    """Return what each customer owes, in cents."""
    found = {who: round(100 * total) for who, total in aged_frame(dossier, day)["total"].items()}
    return {who: cents for who, cents in found.items() if cents}


few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(ledgers(), st.booleans())
def test_an_opening_in_detail_gives_the_same_open_items_at_any_date(ledger, late):
    with tempfile.TemporaryDirectory() as folder:
        whole = open_fec(saved(folder, *(booked(one, ledger.letter(one)) for one in ledger.lines), name=UNCUT))
        joined = open_years(cut(ledger, Path(folder), in_detail(ledger, late=late), late))
    assert not [one for one in joined.data_findings if one.code == "G09" and "customer" in one.params]
    for day in DATES:
        for view in ("strict", "matched"):
            assert owed(joined, day, view) == owed(whole, day, view), (day, view)


@few
@given(ledgers(), st.booleans())
def test_an_opening_in_sums_gives_the_same_totals_at_any_date(ledger, late):
    with tempfile.TemporaryDirectory() as folder:
        whole = open_fec(saved(folder, *(booked(one, ledger.letter(one)) for one in ledger.lines), name=UNCUT))
        joined = open_years(cut(ledger, Path(folder), in_sums(ledger), late))
    assert not [one for one in joined.data_findings if one.code == "G09" and "customer" in one.params]
    assert all(totals(joined, day) == totals(whole, day) for day in DATES)


def a_year_earlier(book):
    """Return the entries of a book of 2025 as of 2024."""
    return [
        (journal, number, day.replace("2025", "2024"), [(*line[:2], earlier(line[2])) for line in lines])
        for journal, number, day, lines in book
    ]


def earlier(fields):
    return {key: value.replace("2025", "2024").replace("2026", "2025") for key, value in fields.items()}


def balance(path):
    """Return the balance of the customer accounts in a file alone, in cents, and whether it opens with one."""
    year = customer_year(read_year([path]))
    return int((year.lines.debit - year.lines.credit).sum()), year.opens


@settings(max_examples=40, deadline=None)
@given(books, books)
def test_any_two_books_tie_at_each_closing_and_lose_no_line(first, second):
    with tempfile.TemporaryDirectory() as folder:
        paths = [saved(folder, *a_year_earlier(first), name=LAST), saved(folder, *second, name=THIS)]
        closed, (own, opens) = balance(paths[0])[0], balance(paths[1])
        joined = open_years(paths)
    ledger = {CUT: closed, "2025-12-31": own if opens else closed + own}
    for day, cents in ledger.items():
        for view in ("strict", "matched"):
            assert round(100 * aged_frame(joined, day, view)["total"].sum()) == cents
    assert joined.invoices["invoice_id"].is_unique
    assert joined.payments["payment_id"].is_unique
    assert all(one.message(lang) for one in joined.data_findings for lang in ("fr", "en"))
