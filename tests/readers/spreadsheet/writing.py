"""A ledger written in any layout: what is written, and the layouts as data.

A layout says how cells are held (CSV or workbook, its separator), how amounts and dates are written, which columns
bear the amounts, and how rows are set: flat, under their customer, with totals, under a stacked heading.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import openpyxl

ORIGIN = date(1899, 12, 30)


@dataclass(frozen=True)
class Item:
    """One item of a customer: cents owed (below zero for a credit note), its days, the day it was paid if it was."""

    customer_id: str
    name: str
    number: str
    issued: date
    due: date
    cents: int
    paid_on: date | None = None


@dataclass(frozen=True)
class Layout:
    """How a ledger is written."""

    held: str = "csv"
    separator: str = ";"
    encoding: str = "utf-8"
    number: str = "french"
    day: str = "dd/mm/yyyy"
    amounts: str = "signed"
    rows: str = "flat"
    heading: str = "plain"


def _grouped(cents, mark):
    whole, rest = divmod(abs(cents), 100)
    return f"{whole:,}".replace(",", mark), f"{rest:02d}"


def _written(mark, decimal, before="-", after=""):
    def write(cents):
        whole, rest = _grouped(cents, mark)
        return (f"{before}{whole}{decimal}{rest}{after}") if cents < 0 else f"{whole}{decimal}{rest}"

    return write


NUMBERS = {
    "french": _written(" ", ","),
    "no break": _written("\u00a0", ","),
    "narrow no break": _written("\u202f", ","),
    "thin": _written("\u2009", ","),
    "plain comma": _written("", ","),
    "plain point": _written("", "."),
    "german": _written(".", ","),
    "english": _written(",", "."),
    "swiss": _written("'", "."),
    "trailing minus": _written(" ", ",", "", "-"),
    "parentheses": _written(" ", ",", "(", ")"),
    "true minus": _written(" ", ",", "\u2212"),
    "spaced minus": _written(" ", ",", "-  "),
    "euro": lambda cents: NUMBERS["french"](cents) + " €",
    "eur": lambda cents: NUMBERS["german"](cents) + " EUR",
    "side": lambda cents: NUMBERS["french"](abs(cents)) + (" C" if cents < 0 else " D"),
    "cr": lambda cents: NUMBERS["english"](abs(cents)) + (" CR" if cents < 0 else ""),
    "typed": lambda cents: cents / 100,
}
DAYS = {
    "dd/mm/yyyy": lambda day: f"{day:%d/%m/%Y}",
    "dd.mm.yy": lambda day: f"{day:%d.%m.%y}",
    "mm/dd/yyyy": lambda day: f"{day:%m/%d/%Y}",
    "iso": lambda day: day.isoformat(),
    "yyyymmdd": lambda day: f"{day:%Y%m%d}",
    "serial": lambda day: (day - ORIGIN).days,
    "typed": lambda day: datetime(day.year, day.month, day.day),  # noqa: DTZ001  (a day)
}
HEADS = ("Code client", "Nom client", "N° facture", "Date facture", "Échéance")
AMOUNTS = {
    "signed": ("Solde",),
    "debit and credit": ("Débit", "Crédit"),
    "side": ("Montant", "Sens"),
    "paid": ("Montant TTC", "Date règlement"),
    "paid amount": ("Montant TTC", "Montant réglé", "Date règlement"),
}


def _amounts(item, layout):
    write = NUMBERS[layout.number]
    paid = None if item.paid_on is None else DAYS[layout.day](item.paid_on)
    match layout.amounts:
        case "signed":
            return [write(item.cents)]
        case "debit and credit":
            return [write(item.cents), None] if item.cents >= 0 else [None, write(-item.cents)]
        case "side":
            return [write(abs(item.cents)), "C" if item.cents < 0 else "D"]
        case "paid":
            return [write(item.cents), paid]
        case _:
            return [write(item.cents), write(item.cents if item.paid_on else 0), paid]


def _sum(items, layout):
    """Return the cells of a total row's amounts."""
    write = NUMBERS[layout.number]
    total = sum(item.cents for item in items)
    if layout.amounts == "debit and credit":
        debit = sum(item.cents for item in items if item.cents >= 0)
        return [write(debit), write(debit - total)]
    if layout.amounts == "paid amount":
        return [write(total), write(sum(item.cents for item in items if item.paid_on)), None]
    return [write(total), *[None] * (len(AMOUNTS[layout.amounts]) - 1)]


def _item(item, layout):
    day = DAYS[layout.day]
    return [item.number, day(item.issued), day(item.due), *_amounts(item, layout)]


def _rows(items, layout):
    totals = layout.amounts != "side"
    heads = [*HEADS, *AMOUNTS[layout.amounts]]
    if layout.rows == "flat":
        rows = [[item.customer_id, item.name, *_item(item, layout)] for item in items]
        return heads, [*rows, *([["Total général", None, None, None, None, *_sum(items, layout)]] if totals else [])]
    rows = []
    for who in dict.fromkeys((item.customer_id, item.name) for item in items):
        own = [item for item in items if (item.customer_id, item.name) == who]
        if layout.rows == "merged":
            rows += [[*(who if not place else (None, None)), *_item(item, layout)] for place, item in enumerate(own)]
        else:
            rows.append([*who, *[None] * (len(heads) - 2)])
            rows += [[None, None, *_item(item, layout)] for item in own]
            rows += [["Total client", None, None, None, None, *_sum(own, layout)]] if totals else []
    return heads, [*rows, *([["Total général", None, None, None, None, *_sum(items, layout)]] if totals else [])]


def _headed(heads, layout):
    match layout.heading:
        case "titles":
            return [["MODÈLE SAS"], ["Grand livre auxiliaire"], [], heads]
        case "stacked":
            above = [None, None, None, "Date", None, *[None] * (len(heads) - 5)]
            return [above, [*heads[:3], "facture", "échéance", *heads[5:]]]
        case "twice":
            return [heads, ["Customer code", "Customer name", "Invoice number", "Invoice date", "Due date", *heads[5:]]]
        case _:
            return [heads]


def written(items, layout):
    """Return the name and the bytes of a ledger in a layout."""
    heads, body = _rows(items, layout)
    rows = [*_headed(heads, layout), *body]
    if layout.held == "csv":
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=layout.separator).writerows(rows)
        return "ledger.csv", out.getvalue().encode(layout.encoding)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Feuil1")
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return "ledger.xlsx", file.getvalue()


def later(day, days):
    """Return a day some days later."""
    return day + timedelta(days=days)


TEXT = ("french", "plain comma", "plain point", "german", "english", "swiss", "no break", "narrow no break", "thin",
        "trailing minus", "parentheses", "true minus", "spaced minus", "euro", "eur", "side", "cr")  # fmt: skip
LAYOUTS = (
    *(Layout(number=number, separator=separator) for number, separator in zip(TEXT, ";\t|," * 5, strict=False)),
    *(Layout(day=day) for day in DAYS if day != "typed"),
    *(Layout(amounts=amounts) for amounts in AMOUNTS),
    *(Layout(rows=rows, amounts=amounts) for rows in ("grouped", "merged") for amounts in AMOUNTS),
    *(Layout(heading=heading, amounts="paid") for heading in ("titles", "stacked", "twice")),
    *(Layout(encoding=encoding) for encoding in ("utf-8-sig", "utf-16")),
    *(Layout("xlsx", number="typed", day=day, amounts=amounts) for day in ("typed", "serial") for amounts in AMOUNTS),
    *(Layout("xlsx", number=number, day=day) for number in ("french", "english") for day in ("dd/mm/yyyy", "iso")),
    *(Layout("xlsx", number="typed", day="typed", rows=rows, heading=heading) for rows in ("grouped", "merged")
      for heading in ("titles", "stacked", "twice")),
)  # fmt: skip
