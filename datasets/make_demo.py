"""Write the demonstration FEC: one fictional company, one fiscal year, told by a seed.

    python datasets/make_demo.py            writes datasets/demo/
    python datasets/make_demo.py FOLDER     writes elsewhere

The company, its customers and its identifiers are invented. Same seed, same bytes.
"""

import datetime as dt
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

SIREN = "999000003"
NAME = f"{SIREN}FEC20251231.txt"
HEADING = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|"
    "EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise|DateLimitReglmt"
)
ACCOUNTS = {
    "101000": "Capital social",
    "106100": "Réserve légale",
    "110000": "Report à nouveau",
    "164000": "Emprunts bancaires",
    "215400": "Matériel industriel",
    "281540": "Amortissements du matériel",
    "370000": "Stocks de marchandises",
    "401000": "Fournisseurs",
    "411000": "Clients",
    "413000": "Clients, effets à recevoir",
    "416000": "Clients douteux",
    "419100": "Clients, acomptes reçus",
    "421000": "Personnel, rémunérations dues",
    "431000": "Sécurité sociale",
    "445510": "TVA à décaisser",
    "445660": "TVA déductible",
    "445710": "TVA collectée",
    "491000": "Dépréciation des clients",
    "512000": "Banque",
    "603700": "Variation des stocks",
    "607000": "Achats de marchandises",
    "613200": "Locations",
    "616000": "Assurances",
    "627000": "Services bancaires",
    "641000": "Rémunérations",
    "645000": "Charges sociales",
    "654100": "Pertes sur créances irrécouvrables",
    "661000": "Intérêts des emprunts",
    "681120": "Dotations aux amortissements",
    "681740": "Dotations aux dépréciations des créances",
    "707000": "Ventes de marchandises",
    "709700": "Remises accordées",
}
JOURNALS = {
    "AN": "À-nouveaux",
    "VE": "Ventes",
    "BQ": "Banque",
    "AC": "Achats",
    "OD": "Opérations diverses",
    "EF": "Effets à recevoir",
}
SUPPLIER = ("F001", "GROSSISTE FICTIF")
_NAMED = 0.6  # share of transfers whose label names the invoice


Party = tuple[str, str] | None
Line = tuple[str, int, Party, dt.date | None, dt.date | None]


@dataclass(frozen=True)
class Customer:
    """A customer of the cast: invoices a month, mean amount without VAT, days late when it pays, lettered or not."""

    code: str
    name: str
    monthly: int
    mean: int
    late: int
    terms: int = 30
    lettered: bool = True
    share_paid: float = 1.0


CAST = (
    Customer("C001", "ATELIER FICTIF DES LICES", 3, 1800, 2),
    Customer("C002", "BÂTI-IMAGINAIRE", 2, 6200, 34, 45),
    Customer("C003", "COMPTOIR INVENTÉ", 3, 3900, 11, 45),
    Customer("C004", "DÉCOR SANS ADRESSE", 1, 1500, 5, 30, lettered=False),
    Customer("C005", "ÉCOLE DE NULLE-PART", 1, 2400, 21),
    Customer("C006", "FERMETURES FANTÔMES", 2, 4100, 62, 30, share_paid=0.55),
    Customer("C007", "GÎTES DU ROMAN", 1, 950, 0),
    Customer("C008", "HANGARS HYPOTHÉTIQUES", 1, 7800, 18, 60),
    Customer("C009", "ÎLOT CHIMÈRE", 1, 2900, 8, 30, lettered=False),
    Customer("C010", "JARDINS SUPPOSÉS", 2, 1200, 3),
)


@dataclass
class Book:
    """The lines written so far, entry by entry."""

    rows: list[tuple[dt.date, str, list[str]]] = field(default_factory=list)
    letters: dict[str, int] = field(default_factory=dict)

    def post(self, journal: str, day: dt.date, ref: str, label: str, *lines: Line) -> list[list[str]]:
        """Post an entry: lines are (account, cents, party, document date, due date), debits above zero."""
        made = []
        for account, cents, party, document, due in lines:
            code, name = party or ("", "")
            debit, credit = (cents, 0) if cents >= 0 else (0, -cents)
            made.append(
                [
                    journal,
                    JOURNALS[journal],
                    "",
                    f"{day:%Y%m%d}",
                    account,
                    ACCOUNTS[account],
                    code,
                    name,
                    ref,
                    f"{document or day:%Y%m%d}",
                    label,
                    euros(debit),
                    euros(credit),
                    "",
                    "",
                    f"{day:%Y%m%d}",
                    "",
                    "",
                    f"{due:%Y%m%d}" if due else "",
                ]
            )
        if sum(cents for _, cents, *_ in lines):
            raise ValueError(label)
        self.rows.append((day, journal, made))
        return made

    def letter(self, customer: str, lines: list[list[str]], day: dt.date) -> None:
        """Match some customer lines under the customer's next letter."""
        n = self.letters[customer] = self.letters.get(customer, 0) + 1
        for line in lines:
            line[13], line[14] = chr(64 + (n - 1) // 26 + 1) + chr(65 + (n - 1) % 26), f"{day:%Y%m%d}"

    def text(self) -> str:
        """Return the file: entries by day, opening first, numbered through."""
        ordered = sorted(self.rows, key=lambda row: (row[0], row[1] != "AN"))
        lines = [HEADING]
        for number, (_, _, made) in enumerate(ordered, 1):
            for line in made:
                line[2] = str(number)
                lines.append("|".join(line))
        return "\r\n".join(lines) + "\r\n"


def euros(cents: int) -> str:
    """Write cents as the file does."""
    return f"{cents // 100},{cents % 100:02d}"


def line(
    account: str, cents: int, party: Party = None, document: dt.date | None = None, due: dt.date | None = None
) -> Line:
    """Return one line of an entry: debits above zero."""
    return account, cents, party, document, due


def make(seed: int = 2025) -> str:
    """Return the FEC as text."""
    r, book = random.Random(seed), Book()
    opening(book)
    number = 0
    for month in range(1, 13):
        for customer in CAST:
            for _ in range(customer.monthly):
                number += 1
                day = dt.date(2025, month, r.randint(2, 27))
                sell(book, r, customer, f"FA25{number:04d}", day)
        purchases(book, r, month)
    special(book)
    year_end(book)
    return book.text()


def opening(book: Book) -> None:
    """Bring the balances of the year before forward."""
    day = dt.date(2025, 1, 1)
    owed = [
        ("C002", "BÂTI-IMAGINAIRE", "FA240911", 744_000, dt.date(2024, 11, 14)),
        ("C006", "FERMETURES FANTÔMES", "FA240877", 492_000, dt.date(2024, 10, 22)),
        ("C003", "COMPTOIR INVENTÉ", "FA240955", 468_000, dt.date(2024, 12, 5)),
    ]
    items = [line("411000", cents, (code, name), date, date + dt.timedelta(45)) for code, name, _, cents, date in owed]
    made = []
    for item, (_, _, ref, *_) in zip(items, owed, strict=True):
        made += book.post("AN", day, ref, f"À-nouveau facture {ref}", item, line("110000", -item[1]))
    rest = {
        "101000": -8_000_000,
        "106100": -800_000,
        "164000": -4_200_000,
        "215400": 9_500_000,
        "281540": -3_100_000,
        "370000": 5_400_000,
        "512000": 2_650_000,
    }
    lines = [line(account, cents) for account, cents in rest.items()]
    lines.append(line("401000", -2_640_000, SUPPLIER))
    lines.append(line("110000", -sum(item[1] for item in lines)))
    book.post("AN", day, "AN2025", "À-nouveaux", *lines)
    for row, (code, name, ref, cents, _) in zip(made[::2], owed, strict=True):
        if code != "C006":
            paid = dt.date(2025, 2, 3 if code == "C002" else 20)
            got = book.post(
                "BQ",
                paid,
                f"VIR{paid:%m%d}",
                f"VIR {name} {ref}",
                line("512000", cents),
                line("411000", -cents, (code, name)),
            )
            book.letter(code, [row, got[1]], paid)


def sell(book: Book, r: random.Random, customer: Customer, ref: str, day: dt.date) -> None:
    """Post one invoice and, when it is paid in the year, its payment."""
    net = max(9_000, round(r.lognormvariate(0, 0.45) * customer.mean * 100))
    vat = (net + 2) // 5
    party, due = (customer.code, customer.name), day + dt.timedelta(customer.terms)
    invoice = book.post(
        "VE",
        day,
        ref,
        f"Facture {ref}",
        line("411000", net + vat, party, None, due),
        line("707000", -net),
        line("445710", -vat),
    )
    paid = due + dt.timedelta(max(-6, round(r.gauss(customer.late, 4 + customer.late / 4))))
    if paid > dt.date(2025, 12, 31) or r.random() > customer.share_paid:
        return
    label = f"VIR {customer.name} {ref}" if r.random() < _NAMED else f"VIREMENT {customer.name}"
    got = book.post("BQ", paid, f"VIR{paid:%m%d}", label, line("512000", net + vat), line("411000", -net - vat, party))
    if customer.lettered:
        book.letter(customer.code, [invoice[0], got[1]], paid)


def purchases(book: Book, r: random.Random, month: int) -> None:
    """Post a month's purchases, rent, wages and the payments of the month before."""
    last = dt.date(2025, month, 28)
    net = r.randint(2_500_000, 3_100_000)
    vat = net // 5
    book.post(
        "AC",
        dt.date(2025, month, 10),
        f"FF25{month:02d}",
        "Achats de marchandises",
        line("607000", net),
        line("445660", vat),
        line("401000", -net - vat, SUPPLIER),
    )
    book.post(
        "AC",
        dt.date(2025, month, 5),
        f"LOY{month:02d}",
        "Loyer et assurance",
        line("613200", 240_000),
        line("616000", 35_000),
        line("445660", 48_000),
        line("512000", -323_000),
    )
    book.post(
        "OD",
        last,
        f"PAIE{month:02d}",
        "Salaires",
        line("641000", 1_050_000),
        line("645000", 430_000),
        line("421000", -820_000),
        line("431000", -660_000),
    )
    book.post(
        "BQ",
        last,
        f"PAI{month:02d}",
        "Paiement des salaires et cotisations",
        line("421000", 820_000),
        line("431000", 660_000),
        line("512000", -1_480_000),
    )
    book.post(
        "BQ",
        dt.date(2025, month, 20),
        f"REG{month:02d}",
        "Règlement fournisseur",
        line("401000", 2_640_000 if month == 1 else net + vat - 90_000, SUPPLIER),
        line("512000", -(2_640_000 if month == 1 else net + vat - 90_000)),
    )
    book.post(
        "BQ",
        last,
        f"EMP{month:02d}",
        "Échéance d'emprunt",
        line("164000", 70_000),
        line("661000", 14_000),
        line("627000", 2_500),
        line("512000", -86_500),
    )


def special(book: Book) -> None:
    """Post the cases that a first audit must show: a bill, a loss, a doubtful debt, an advance, loose receipts."""
    lcr, lost, slow, paid_twice = (
        ("C011", "KIOSQUE À EFFETS"),
        ("C012", "LIQUIDÉE & FILS"),
        ("C013", "MAUVAIS PAYEUR SUPPOSÉ"),
        ("C014", "NÉGOCE IMAGINÉ"),
    )
    sold = dt.date(2025, 9, 8)
    bill = book.post(
        "VE",
        sold,
        "FA259001",
        "Facture FA259001",
        line("411000", 960_000, lcr, None, dt.date(2025, 11, 30)),
        line("707000", -800_000),
        line("445710", -160_000),
    )
    accepted = book.post(
        "EF",
        dt.date(2025, 9, 22),
        "LCR001",
        "LCR acceptée FA259001",
        line("413000", 960_000, lcr, None, dt.date(2026, 1, 31)),
        line("411000", -960_000, lcr),
    )
    book.letter("C011", [bill[0], accepted[1]], dt.date(2025, 9, 22))
    old = book.post(
        "VE",
        dt.date(2025, 2, 12),
        "FA259002",
        "Facture FA259002",
        line("411000", 336_000, lost, None, dt.date(2025, 3, 14)),
        line("707000", -280_000),
        line("445710", -56_000),
    )
    gone = book.post(
        "OD",
        dt.date(2025, 10, 6),
        "PV-LJ-12",
        "Créance irrécouvrable FA259002",
        line("654100", 280_000),
        line("445710", 56_000),
        line("411000", -336_000, lost),
    )
    book.letter("C012", [old[0], gone[2]], dt.date(2025, 10, 6))
    doubtful = book.post(
        "VE",
        dt.date(2025, 3, 3),
        "FA259003",
        "Facture FA259003",
        line("411000", 708_000, slow, None, dt.date(2025, 4, 2)),
        line("707000", -590_000),
        line("445710", -118_000),
    )
    moved = book.post(
        "OD",
        dt.date(2025, 7, 1),
        "DOUT01",
        "Passage en douteux FA259003",
        line("416000", 708_000, slow),
        line("411000", -708_000, slow),
    )
    book.letter("C013", [doubtful[0], moved[1]], dt.date(2025, 7, 1))
    sale = book.post(
        "VE",
        dt.date(2025, 4, 14),
        "FA259004",
        "Facture FA259004",
        line("411000", 180_000, paid_twice, None, dt.date(2025, 5, 14)),
        line("707000", -150_000),
        line("445710", -30_000),
    )
    first = book.post(
        "BQ",
        dt.date(2025, 5, 12),
        "VIR0512",
        "VIR FA259004",
        line("512000", 180_000),
        line("411000", -180_000, paid_twice),
    )
    book.letter("C014", [sale[0], first[1]], dt.date(2025, 5, 12))
    book.post(
        "BQ",
        dt.date(2025, 5, 19),
        "VIR0519",
        "VIREMENT RECU",
        line("512000", 180_000),
        line("411000", -180_000, paid_twice),
    )
    unknown = ("C010", "JARDINS SUPPOSÉS")
    book.post(
        "BQ", dt.date(2025, 1, 6), "VIR0106", "VIREMENT RECU", line("512000", 35_000), line("411000", -35_000, unknown)
    )
    book.post(
        "OD",
        dt.date(2025, 6, 30),
        "-",
        "Solde apuré",
        line("654100", 4_500),
        line("445710", 900),
        line("411000", -5_400, ("C009", "ÎLOT CHIMÈRE")),
    )
    book.post(
        "VE",
        dt.date(2025, 12, 4),
        "AV250001",
        "Avoir commercial",
        line("709700", 60_000),
        line("445710", 12_000),
        line("411000", -72_000, ("C003", "COMPTOIR INVENTÉ")),
    )
    book.post(
        "BQ",
        dt.date(2025, 12, 11),
        "ACPT01",
        "Acompte sur commande",
        line("512000", 240_000),
        line("419100", -240_000, ("C008", "HANGARS HYPOTHÉTIQUES")),
    )


def year_end(book: Book) -> None:
    """Post stocks, depreciation and the allowance."""
    day = dt.date(2025, 12, 31)
    book.post("OD", day, "STOCK", "Variation des stocks", line("370000", 380_000), line("603700", -380_000))
    book.post("OD", day, "DOTA", "Amortissements de l'exercice", line("681120", 950_000), line("281540", -950_000))
    book.post("OD", day, "DEPR", "Dépréciation client C013", line("681740", 295_000), line("491000", -295_000))


def main(folder: Path) -> None:
    """Write the file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(make().encode())
    print(folder / NAME)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "demo")
