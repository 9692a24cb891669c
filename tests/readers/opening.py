"""Every reader of strangers' files, with files that it reads: what is spoilt by `mutating` is opened here."""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
import pandas as pd

import cashkit as ck
from cashkit.ground import language
from cashkit.readers.annual_accounts.accounts_file import read_accounts
from cashkit.readers.registry.customer_columns import insolvency_rows
from tests.readers.annual_accounts.test_accounts_files import answer as filing
from tests.readers.annual_accounts.test_accounts_files import filed, xml
from tests.readers.bank.test_bank_statements import DAY, MT940, camt, detail, entry
from tests.readers.einvoice.test_einvoices import MESSAGE, PAID, cii, pdf, ubl
from tests.readers.fec.written import NAME, clean, fec
from tests.readers.registry.test_register_answers import ACTIVE, CLOSED, OPENED, TURNED, gazette, search


def told(opened):
    """Have everything said that a file tells, in both languages."""
    for found in opened.data_findings:
        for lang in ("fr", "en"):
            assert found.message(lang)
    return opened


def bank(path):
    read = told(ck.open_bank_statement(path))
    return read.payments, read.movements


def einvoice(path):
    read = ck.open_einvoice(path)
    return told(read) if hasattr(read, "data_findings") else read


def accounts(path):
    read = told(read_accounts(path))
    with contextlib.suppress(ck.CashkitError):  # several firms, or none that can be read
        ck.open_annual_accounts(path)
    return read.table


def register(path):
    return insolvency_rows(told(ck.open_register_answer(path)))


def dossier(path):
    read = ck.open_dossier(path)
    for lang in ("fr", "en"):
        with language.use(lang):
            assert read.findings is not None
    return ck.aged_balance(read, as_of=read.closing_date)


def folder(path):
    """Open the folder that stands beside a spoilt file: the file takes its place in it."""
    return dossier(path.parent)


TOML = b'name = "Ombrage"\nsiren = "732829320"\nclosing_date = "2025-12-31"\ncurrency = "EUR"\nterms = "30"\n'
INVOICES = b"""invoice_id,customer_id,kind,issue_date,due_date,amount,vat,sent_on
F1,C1,invoice,2025-11-05,2025-12-05,120.00,20.00,2025-11-06
F2,C1,invoice,2025-12-05,,240.50,40.08,
A1,C2,credit_note,2025-12-06,,-12.00,-2.00,
"""
PAYMENTS = b"payment_id,customer_id,payment_date,amount,kind,method\nP1,C1,2025-12-20,120.00,payment,transfer\n"
ALLOCATIONS = b"credit_id,invoice_id,amount,allocated_on\nP1,F1,120.00,2025-12-20\n"
CUSTOMERS = (
    b"customer_id,name,siren,credit_limit,opened_on,terms_signed\nC1,ALPHA,552100554,1000.00,2020-01-01,true\nC2,,,,,\n"
)
BESIDE = {"dossier.toml": TOML, "invoices.csv": INVOICES, "payments.csv": PAYMENTS, "allocations.csv": ALLOCATIONS}


def parquet():
    """Return a table of invoices as Parquet."""
    days = np.array(["2025-11-05", "2025-12-05"], "datetime64[s]")
    named = {"invoice_id": ["F1", "F2"], "customer_id": ["C1", "C2"], "kind": ["invoice", "invoice"]}
    held = io.BytesIO()
    pd.DataFrame({**named, "issue_date": days, "amount": [120.0, 9.5]}).to_parquet(held, index=False)
    return held.getvalue()


RETURNED = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
BATCH = detail("100.00", "FA1") + detail("20.00", "FA2", rest=RETURNED)
FILINGS = {"siren": "732829320", "bilansSaisis": [filing(), filing({"dateClotureExercice": "2023-12-31"})]}
TYPED = {"FL": 1200.5, "BX": {"gross": 12}}
CELLS = {"siren": "732829320", "closing_date": "2024-12-31", "months": 12, "cells": TYPED}
CODES = b"siren;732829320\nclosing_date;2024-12-31\nmonths;12\nFL;1 200,50\nBX;100;gross\n"
YEAR = {"siren": "732829320", "date_cloture_exercice": "2024-12-31", "chiffre_d_affaires": 900, "type_bilan": "C"}
RATIOS = "siren;date_cloture_exercice;chiffre_d_affaires;resultat_net;type_bilan\n732829320;20241231;900,5;30;C\n"
FEC_XML = b"""<comptabilite><exercice><DateCloture>2025-12-31T00:00:00</DateCloture><journal>
<JournalCode>VE</JournalCode><JournalLib>Ventes</JournalLib><ecriture><EcritureNum>1</EcritureNum><EcritureDate>2025-01-31</EcritureDate>
<EcritureLib>F1</EcritureLib><PieceRef>F1</PieceRef><PieceDate>2025-01-31</PieceDate><ValidDate>2025-01-31</ValidDate>
<ligne><CompteNum>411000</CompteNum><CompteLib>Clients</CompteLib><CompteAuxNum>C1</CompteAuxNum><Debit>120.00</Debit>
<Credit>0.00</Credit></ligne><ligne><CompteNum>706000</CompteNum><CompteLib>Ventes</CompteLib><Debit>0.00</Debit>
<Credit>120.00</Credit></ligne></ecriture></journal></exercice></comptabilite>"""


def written(told):
    """Return JSON as a file holds it."""
    return json.dumps(told).encode()


KINDS = {
    "cfonb": (bank, "releve.txt", "\r\n".join(DAY).encode()),
    "cfonb without line ends": (bank, "releve.txt", "".join(DAY).encode()),
    "mt940": (bank, "releve.sta", MT940.encode()),
    "camt": (bank, "releve.xml", camt(entry("120.00", details=BATCH) + entry("5.00", "DBIT")).encode()),
    "cii": (einvoice, "facture.xml", cii().encode()),
    "ubl": (einvoice, "facture.xml", ubl().encode()),
    "ubl credit note": (einvoice, "avoir.xml", ubl("CreditNote", corrects="FA1").encode()),
    "factur-x": (einvoice, "facture.pdf", pdf(cii())),
    "life cycle": (einvoice, "statut.xml", MESSAGE.format(code="212", rest=PAID.format("100.00")).encode()),
    "accounts xml": (accounts, "comptes.xml", filed(xml(), xml(closing="20231231")).encode()),
    "accounts json": (accounts, "comptes.json", written(FILINGS)),
    "accounts codes": (accounts, "cases.csv", CODES),
    "accounts cells": (accounts, "cases.json", written(CELLS)),
    "accounts ratios": (accounts, "ratios.csv", RATIOS.encode()),
    "register search": (register, "societe.json", written(search(ACTIVE))),
    "register notices": (register, "bodacc.json", written(gazette(OPENED, TURNED, CLOSED))),
    "register ratios": (register, "ratios.json", written({"nhits": 1, "records": [{"fields": YEAR}]})),
    "fec": (dossier, NAME, fec(clean()).encode()),
    "fec xml": (dossier, NAME.replace(".txt", ".xml"), FEC_XML),
    "folder toml": (folder, "dossier.toml", TOML),
    "folder invoices": (folder, "invoices.csv", INVOICES),
    "folder payments": (folder, "payments.csv", PAYMENTS),
    "folder allocations": (folder, "allocations.csv", ALLOCATIONS),
    "folder customers": (folder, "customers.csv", CUSTOMERS),
    "folder parquet": (folder, "invoices.parquet", parquet()),
}


def opened(kind, content, place):
    """Open a file of a kind in a folder of its own; return whether it was read, False when it was refused."""
    read, name, _ = KINDS[kind]
    path = Path(place) / name
    if read is folder:
        for other, held in BESIDE.items():
            (path.parent / other).write_bytes(held)
        if name == "invoices.parquet":
            (path.parent / "invoices.csv").unlink()
    path.write_bytes(content)
    with contextlib.suppress(ck.CashkitError):
        read(path)
        return True
    return False
