"""The ledgers of one small book, as each accounting package writes or prints them; made here, copied from nowhere.

At 31 December 2025 ALPHA (C001) owes F1, 1 200.50, due 30 November, and has a credit note A1 of 200.50; BETA (C002)
owes F2, 800.00, due 31 January 2026, and F3, 1 234.56 less 234.56 paid on 20 October, due 15 September.
Not due 800.00; 31-60 days 1 200.50; 91 and over 1 000.00; credits 200.50; in all 2 800.00.
"""

import io
from datetime import datetime

import openpyxl

OPEN = {"ALPHA": 1000.0, "BETA": 1800.0}
AS_OF = "2025-12-31"


def day(text):
    return datetime.fromisoformat(text)


def workbook(*sheets, hidden=(), widths=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for number in hidden:
            sheet.row_dimensions[number].hidden = True
        for merged in widths:
            sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lines(rows, separator=";", encoding="utf-8"):
    return "".join(separator.join("" if cell is None else str(cell) for cell in row) + "\r\n" for row in rows).encode(
        encoding
    )


def sage_100():
    """F_ECRITUREC: one line an entry, EC_Sens 0 for a debit and 1 for a credit, lettered in EC_Lettrage."""
    head = "JO_Num;EC_No;EC_Date;EC_Piece;EC_RefPiece;CG_Num;CT_Num;CT_Intitule;EC_Intitule;EC_Echeance;EC_Sens;"
    head += "EC_Montant;EC_Lettrage;N_Devise"
    rows = [
        "VTE;101;15/10/2025;1001;F1;411000;C001;ALPHA;Facture F1;30/11/2025;0;1200,50;;0",
        "VTE;102;20/10/2025;1002;A1;411000;C001;ALPHA;Avoir A1;20/10/2025;1;200,50;;0",
        "VTE;103;01/12/2025;1003;F2;411000;C002;BETA;Facture F2;31/01/2026;0;800,00;;0",
        "VTE;104;15/07/2025;1004;F3;411000;C002;BETA;Facture F3;15/09/2025;0;1234,56;A;0",
        "BQ;105;20/10/2025;2001;VIR 77;411000;C002;BETA;Virement BETA;20/10/2025;1;234,56;A;0",
    ]
    return "ecritures.csv", ("\r\n".join([head, *rows]) + "\r\n").encode("cp1252")


def sage_i7():
    """A print turned into a workbook: a debit has a minus sign, the page heading comes back."""
    page = [["SOCIETE MODELE", None, None, "Page 1"], ["Balance âgée au 31/12/2025"], []]
    head = ["Compte tiers", "Intitulé", "Non échu", "1 à 30", "31 à 60", "61 à 90", "Plus de 90", "Solde"]
    one = ["C001", "ALPHA", 200.5, 0, -1200.5, 0, 0, -1000.0]
    two = ["C002", "BETA", -800.0, 0, 0, 0, -1000.0, -1800.0]
    total = ["Total général", None, -599.5, 0, -1200.5, 0, -1000.0, -2800.0]
    again = [["SOCIETE MODELE", None, None, "Page 2"], ["Balance âgée au 31/12/2025"], []]
    return "balance.xlsx", workbook(("Feuil1", [*page, head, one, *again, head, two, total]))


def ebp():
    """Échéancier: the customer is written once (merged cells), Réglé and Solde beside Montant."""
    rows = [
        ["Échéancier clients", None, None, None, None, None, None, None],
        ["Arrêté au 31/12/2025"],
        ["Tiers", "Nom", "N° pièce", "Date", "Échéance", "Montant", "Réglé", "Solde"],
        ["C001", "ALPHA", "F1", day("2025-10-15"), day("2025-11-30"), 1200.5, 0, 1200.5],
        [None, None, "A1", day("2025-10-20"), day("2025-10-20"), -200.5, 0, -200.5],
        ["C002", "BETA", "F2", day("2025-12-01"), day("2026-01-31"), 800, 0, 800],
        [None, None, "F3", day("2025-07-15"), day("2025-09-15"), 1234.56, 234.56, 1000],
        ["Total général", None, None, None, None, 3034.56, 234.56, 2800],
    ]
    return "echeancier.xlsx", workbook(("Échéancier", rows), widths=("A1:H1", "A4:A5", "B4:B5", "A6:A7", "B6:B7"))


def cegid():
    """ECRITURE: debit and credit in the currency of the books, what is lettered in E_COUVERTURE."""
    head = "E_JOURNAL;E_DATECOMPTABLE;E_GENERAL;E_AUXILIAIRE;E_REFINTERNE;E_LIBELLE;E_NATUREPIECE;E_DATEECHEANCE;"
    head += "E_DEBIT;E_CREDIT;E_COUVERTURE;E_ETATLETTRAGE;E_LETTRAGE;E_DATEPAQUETMAX"
    rows = [
        "VEN;15/10/2025;411000;ALPHA;F1;Facture;FC;30/11/2025;1200,50;0,00;0,00;AL;;01/01/1900",
        "VEN;20/10/2025;411000;ALPHA;A1;Avoir;AC;20/10/2025;0,00;200,50;0,00;AL;;01/01/1900",
        "VEN;01/12/2025;411000;BETA;F2;Facture;FC;31/01/2026;800,00;0,00;0,00;AL;;01/01/1900",
        "VEN;15/07/2025;411000;BETA;F3;Facture;FC;15/09/2025;1234,56;0,00;234,56;PL;a;20/10/2025",
        "BQE;20/10/2025;411000;BETA;F3;Virement;RC;20/10/2025;0,00;234,56;234,56;TL;a;20/10/2025",
    ]
    return "cegid.csv", ("\r\n".join([head, *rows]) + "\r\n").encode("cp1252")


def tra_line(text):
    """Return a line of TRA: journal date type account customer reference due side amount, "-" for none."""
    journal, date, kind, account, customer, reference, due, side, amount = text.split()
    mark, customer = (" ", "") if customer == "-" else ("X", customer)
    return (
        f"{journal:<3}{date}{kind:<2}{account:<17}{mark}{customer:<17}{reference:<35}{'Ecriture ' + reference:<35}"
        f"{'':<3}{due}{side}{amount:>20}N{'12':<8}EUR"
    )


def cegid_tra():
    """TRA: fixed positions, dates ddmmyyyy, 01011900 for none; the other legs of each entry are there too."""
    told = [
        tra_line("VEN 15102025 FC 411000 ALPHA F1 30112025 D 1200,50"),
        tra_line("VEN 15102025 FC 707000 - F1 01011900 C 1200,50"),
        tra_line("VEN 20102025 AC 411000 ALPHA A1 01011900 C 200,50"),
        tra_line("VEN 01122025 FC 411000 BETA F2 31012026 D 800,00"),
        tra_line("VEN 15072025 FC 411000 BETA F3 15092025 D 1234,56"),
        tra_line("BQE 20102025 RC 411000 BETA F3 01011900 C 234,56"),
    ]
    return "export.tra", ("***S5EXPJRLETE010120250101202531122025\r\n" + "\r\n".join(told) + "\r\n").encode("cp1252")


def quadra_line(text):
    """Return a line of Quadra: account journal date side cents due letter number, "-" for none."""
    account, journal, date, side, cents, *rest = text.split()
    due, letter, number = ("" if word == "-" else word for word in rest)
    return (
        f"M{account:<8}{journal:<2}000{date} {'ECRITURE ' + number:<20}{side}+{int(cents):012d}{'':<8}{due:<6}"
        f"{letter:<2}{'':<28}{number:<8}EUR{journal:<6}{'ECRITURE ' + number:<30}{'':<2}{number:<10}"
    )


def quadra():
    """Quadra's ASCII: fixed positions, dates ddmmyy, amounts in cents."""
    told = [
        quadra_line("411ALPHA VE 151025 D 120050 301125 - F1"),
        quadra_line("707000 VE 151025 C 120050 - - F1"),
        quadra_line("411ALPHA VE 201025 C 20050 - - A1"),
        quadra_line("411BETA VE 011225 D 80000 310126 - F2"),
        quadra_line("411BETA VE 150725 D 123456 150925 A F3"),
        quadra_line("411BETA BQ 201025 C 23456 - A F3"),
    ]
    return "QUADRA.TXT", ("\r\n".join(told) + "\r\n").encode("latin-1")


def odoo_detail():
    """Odoo community reports: filter rows, account titles, cumul rows, residual beside the buckets."""
    head = ["Date", "Entry", "Journal", "Account", "Partner", "Ref - Label", "Due date", "Residual", "Current"]
    head += ["Age ≤ 30 d.", "Age ≤ 60 d.", "Age ≤ 90 d.", "Age ≤ 120 d.", "Older"]
    rows = [
        ["Aged Partner Balance - MODELE - EUR"], [], ["Date at filter", "Target moves filter"],
        [day("2025-12-31"), "All posted entries"], [], ["411100 Customers"], head,
        [day("2025-10-15"), "F1", "INV", "411100", "ALPHA", "F1", day("2025-11-30"), 1200.5, 0, 0, 1200.5, 0, 0, 0],
        [day("2025-10-20"), "A1", "INV", "411100", "ALPHA", "A1", day("2025-10-20"), -200.5, 0, 0, 0, -200.5, 0, 0],
        [None, None, None, None, "Partner cumul aged balance", None, None, 1000, 0, 0, 1200.5, -200.5, 0, 0],
        head,
        [day("2025-12-01"), "F2", "INV", "411100", "BETA", "F2", day("2026-01-31"), 800, 800, 0, 0, 0, 0, 0],
        [day("2025-07-15"), "F3", "INV", "411100", "BETA", "F3", day("2025-09-15"), 1000, 0, 0, 0, 0, 1000, 0],
        [None, None, None, None, "Partner cumul aged balance", None, None, 1800, 800, 0, 0, 0, 1000, 0],
        ["Total", None, None, None, None, None, None, 2800, 800, 0, 1200.5, -200.5, 1000, 0],
        ["Percents", *[None] * 7, "28.57 %", "0.00 %", "42.88 %", "-7.16 %", "35.71 %", "0.00 %"],
    ]  # fmt: skip
    return "aged_partner_balance.xlsx", workbook(("Aged Partner Balance", rows))


def odoo_nested():
    """Odoo enterprise: each customer's sums above his invoices, names and numbers in one column without a heading."""
    head = [None, "Invoice Date", "Due Date", "At Date", "1-30", "31-60", "61-90", "91-120", "Older", "Total"]
    rows = [
        ["Aged Receivable"], ["As of 12/31/2025"], head,
        ["ALPHA", None, None, 0, 0, 1200.5, -200.5, 0, 0, 1000],
        ["INV/2025/F1", day("2025-10-15"), day("2025-11-30"), 0, 0, 1200.5, 0, 0, 0, 1200.5],
        ["RINV/2025/A1", day("2025-10-20"), day("2025-10-20"), 0, 0, 0, -200.5, 0, 0, -200.5],
        ["BETA", None, None, 800, 0, 0, 0, 1000, 0, 1800],
        ["INV/2025/F2", day("2025-12-01"), day("2026-01-31"), 800, 0, 0, 0, 0, 0, 800],
        ["INV/2025/F3", day("2025-07-15"), day("2025-09-15"), 0, 0, 0, 0, 1000, 0, 1000],
        ["Total Aged Receivable", None, None, 800, 0, 1200.5, -200.5, 1000, 0, 2800],
    ]  # fmt: skip
    return "aged_receivable.xlsx", workbook(("Aged Receivable", rows))


def dynamics():
    """Business Central: a summary, whose periods are told by their labels, with a total row."""
    head = "customerNumber,name,currencyCode,balanceDue,currentAmount,period1Label,period1Amount,period2Label,"
    head += "period2Amount,period3Label,period3Amount,agedAsOfDate,periodLengthFilter"
    rows = [
        "C001,ALPHA,,1000.00,-200.50,1 - 30 days,0.00,31 - 60 days,1200.50,Over 60 days,0.00,2025-12-31,30D",
        "C002,BETA,,1800.00,800.00,1 - 30 days,0.00,31 - 60 days,0.00,Over 60 days,1000.00,2025-12-31,30D",
        ",Total,,2800.00,599.50,1 - 30 days,0.00,31 - 60 days,1200.50,Over 60 days,1000.00,2025-12-31,30D",
    ]
    return "agedAccountsReceivables.csv", ("\n".join([head, *rows]) + "\n").encode()


def sap_list():
    """FBL5N as a local file: rules of dashes, icons, trailing minus, stars for sums, a block for each customer."""
    rule = "-" * 110
    head = "|St|Assignment    |DocumentNo|Ty|Doc. Date |Net due dt|Amount in local cur.|LCurr|Clrng doc.|Reference |"

    def block(number, name):
        return [
            f"Customer             {number}",
            "Company Code         FR01",
            f"Name                 {name}",
            "City    PARIS",
        ]

    def item(text):
        reference, kind, number, issued, due, amount = text.split()
        return f"|  |{'':<14}|{number}|{kind}|{issued}|{due}|{amount:>20}|EUR  |          |{reference:<10}|"

    def stars(mark, amount):
        return f"|{mark:<2}|{'':<14}|{'':<10}|  |{'':<10}|{'':<10}|{amount:>20}|EUR  |          |{'':<10}|"

    rows = [
        "                         Customer Line Item Display", "", *block("C001", "ALPHA"), "", rule, head, rule,
        item("F1 RV 1400000001 15.10.2025 30.11.2025 1.200,50"),
        item("A1 DG 1600000001 20.10.2025 20.10.2025 200,50-"), rule, stars("*", "1.000,00 "), rule, "",
        *block("C002", "BETA"), "", rule, head, rule,
        item("F2 RV 1400000002 01.12.2025 31.01.2026 800,00"),
        item("F3 RV 1400000003 15.07.2025 15.09.2025 1.000,00"), rule, stars("*", "1.800,00 "), rule,
        stars("**", "2.800,00 "), rule,
    ]  # fmt: skip
    return "FBL5N.txt", ("\r\n".join(rows) + "\r\n").encode("cp1252")


def typed(text):
    """Return a row of cells: dates and amounts as such, "-" for none."""
    words = [None if word == "-" else word for word in text.split()]
    return [day(word) if word and word[4:5] == "-" else float(word) if word and "." in word else word for word in words]


def sap_workbook():
    """FBL5N as a workbook, all items: cleared ones with their clearing date and document."""
    head = ["Customer", "Name 1", "Document Number", "Document Type", "Document Date", "Posting Date", "Net due date"]
    head += ["Amount in local currency", "Local Currency", "Clearing date", "Clearing Document", "Reference"]
    rows = [
        head,
        typed("C001 ALPHA 1400000001 RV 2025-10-15 2025-10-15 2025-11-30 1200.5 EUR - - F1"),
        typed("C001 ALPHA 1600000001 DG 2025-10-20 2025-10-20 2025-10-20 -200.5 EUR - - A1"),
        typed("C002 BETA 1400000002 RV 2025-12-01 2025-12-01 2026-01-31 800.0 EUR - - F2"),
        typed("C002 BETA 1400000003 RV 2025-07-15 2025-07-15 2025-09-15 1000.0 EUR - - F3"),
        typed("C002 BETA 1400000004 RV 2025-07-01 2025-07-01 2025-08-31 234.56 EUR 2025-10-20 1700000009 F4"),
        typed("C002 BETA 1700000009 DZ 2025-10-20 2025-10-20 2025-10-20 -234.56 EUR 2025-10-20 1700000009 VIR-77"),
    ]
    return "export.xlsx", workbook(("Sheet1", rows))


def sap_technical():
    """BSID: technical names, amounts without a sign, S for a debit and H for a credit, dates yyyymmdd."""
    rows = [
        "BUKRS KUNNR BELNR BUZEI BLDAT BUDAT XBLNR BLART SHKZG DMBTR WRBTR WAERS NETDT",
        "FR01 ALPHA 1400000001 1 20251015 20251015 F1 RV S 1200.50 1300.00 USD 20251130",
        "FR01 ALPHA 1600000001 1 20251020 20251020 A1 DG H 200.50 200.50 EUR 20251020",
        "FR01 BETA 1400000002 1 20251201 20251201 F2 RV S 800.00 800.00 EUR 20260131",
        "FR01 BETA 1400000003 1 20250715 20250715 F3 RV S 1000.00 1000.00 EUR 20250915",
    ]
    return "BSID.csv", lines([row.split() for row in rows], "\t")


def quickbooks_detail():
    """A/R ageing detail: sections by age, month first, a total under each section."""
    rows = [
        ["MODELE"], ["A/R Aging Detail"], ['"As of December 31, 2025"'], [],
        ["", "Date", "Transaction Type", "Num", "Customer", "Due Date", "Amount", "Open Balance"],
        ["91 or more days past due"],
        ["", "07/15/2025", "Invoice", "F3", "BETA", "09/15/2025", '"1,234.56"', '"1,000.00"'],
        ["Total for 91 or more days past due", "", "", "", "", "", '"1,234.56"', '"1,000.00"'],
        ["31 - 60 days past due"],
        ["", "10/15/2025", "Invoice", "F1", "ALPHA", "11/30/2025", '"1,200.50"', '"1,200.50"'],
        ["", "10/20/2025", "Credit Memo", "A1", "ALPHA", "10/20/2025", "-200.50", "-200.50"],
        ["Total for 31 - 60 days past due", "", "", "", "", "", '"1,000.00"', '"1,000.00"'],
        ["Current"],
        ["", "12/01/2025", "Invoice", "F2", "BETA", "01/31/2026", "800.00", "800.00"],
        ["Total for Current", "", "", "", "", "", "800.00", "800.00"],
        ["TOTAL", "", "", "", "", "", '"3,034.56"', '"2,800.00"'],
    ]  # fmt: skip
    return "ar_aging_detail.csv", lines(rows, ",")


def quickbooks_summary():
    """A/R ageing summary: the column of customers has no heading."""
    rows = [
        ["MODELE"], ["A/R Aging Summary"], ['"As of December 31, 2025"'], [],
        ["", "Current", "1 - 30", "31 - 60", "61 - 90", "91 and over", "Total"],
        ["ALPHA", "", "", '"$1,200.50"', "-200.50", "", '"$1,000.00"'],
        ["BETA", "800.00", "", "", "", '"$1,000.00"', '"$1,800.00"'],
        ["TOTAL", "$800.00", "$0.00", '"$1,200.50"', "$-200.50", '"$1,000.00"', '"$2,800.00"'],
    ]  # fmt: skip
    return "ar_aging_summary.csv", lines(rows, ",")


def xero_detail():
    """Aged receivables detail: each contact alone on a row, his total under his invoices, a row of percentages."""
    head = ["Invoice Date", "Due Date", "Invoice Number", "Invoice Reference", "Current", "< 1 Month", "1 Month"]
    head += ["2 Months", "3 Months", "Older", "Total"]
    rows = [
        ["Aged Receivables Detail"], ["MODELE"], ["As at 31 December 2025"], ["Ageing by due date"], [], head, [],
        ["ALPHA"],
        [day("2025-10-15"), day("2025-11-30"), "F1", None, 0, 0, 1200.5, 0, 0, 0, 1200.5],
        [day("2025-10-20"), day("2025-10-20"), "A1", None, 0, 0, 0, -200.5, 0, 0, -200.5],
        ["Total ALPHA", None, None, None, 0, 0, 1200.5, -200.5, 0, 0, 1000], [],
        ["BETA"],
        [day("2025-12-01"), day("2026-01-31"), "F2", None, 800, 0, 0, 0, 0, 0, 800],
        [day("2025-07-15"), day("2025-09-15"), "F3", None, 0, 0, 0, 0, 1000, 0, 1000],
        ["Total BETA", None, None, None, 800, 0, 0, 0, 1000, 0, 1800], [],
        ["Total", None, None, None, 800, 0, 1200.5, -200.5, 1000, 0, 2800],
        ["Percentage of total", None, None, None, 0.2857, 0, 0.4288, -0.0716, 0.3571, 0, 1],
    ]  # fmt: skip
    return "Aged_Receivables_Detail.xlsx", workbook(("Aged Receivables Detail", rows))


def xero_summary():
    rows = [
        ["Aged Receivables Summary"], ["MODELE"], ["As at 31 December 2025"], [],
        ["Contact", "Current", "< 1 Month", "1 Month", "2 Months", "3 Months", "Older", "Total"],
        ["ALPHA", 0, 0, 1200.5, -200.5, 0, 0, 1000], ["BETA", 800, 0, 0, 0, 1000, 0, 1800],
        ["Total", 800, 0, 1200.5, -200.5, 1000, 0, 2800],
        ["Percentage of total", "28.6%", "0.0%", "42.9%", "-7.2%", "35.7%", "0.0%", "100.0%"],
    ]  # fmt: skip
    return "Aged_Receivables_Summary.xlsx", workbook(("Aged Receivables Summary", rows))


def ldcompta():
    """Months between what is before and after; nothing says of which dates."""
    rows = [
        ["BALANCE AGEE CLIENTS AU 31/12/2025"],
        ["Compte", "Intitulé", "Antérieur", "09/2025", "10/2025", "11/2025", "12/2025", "Postérieur", "Total"],
        ["C001", "ALPHA", "0,00", "0,00", "-200,50", "1 200,50", "0,00", "0,00", "1 000,00"],
        ["C002", "BETA", "0,00", "1 000,00", "0,00", "0,00", "0,00", "800,00", "1 800,00"],
        ["TOTAL GENERAL", None, "0,00", "1 000,00", "-200,50", "1 200,50", "0,00", "800,00", "2 800,00"],
    ]
    return "BALAGE.csv", lines(rows, ";", "cp1252")


READ = (
    sage_100, ebp, cegid, cegid_tra, quadra, odoo_detail, odoo_nested, dynamics, sap_list, sap_workbook, sap_technical,
    quickbooks_detail, quickbooks_summary, xero_detail, xero_summary,
)  # fmt: skip
ASKED = {
    sage_i7: ("spreadsheet.which_sign", '[reading]\namounts = "reversed"\n'),
    ldcompta: ("spreadsheet.which_months", '[reading]\nmonths = "due_date"\n'),
}
