"""What an XML or a JSON file is, by its root or its keys.

>>> kind_of_markup('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'), kind_of_markup("<html>")
('bank', 'kinds.page')
>>> kind_of_markup('{"results": [{"siren": "732829320", "nom_complet": "OMBRAGE"}]}'), kind_of_markup("Client;Solde")
('register', '')

Only the head of the file is looked at, and nothing is parsed: its reader does, safely.
"""

from __future__ import annotations

import re

_PROLOG = {"<?": "?>", "<!--": "-->", "<!": ">"}
_SPACES = re.compile(r"\s*")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)([^>]*)")
_KEY = re.compile(r'"([\w-]{1,60})"\s*:')
_ROOTS = {
    "comptabilite": "fec",
    "bilans": "accounts", "bilan": "accounts",
    "crossindustryinvoice": "einvoice", "crossindustrydocument": "einvoice", "invoice": "einvoice",
    "creditnote": "einvoice", "crossdomainacknowledgementandresponse": "einvoice",
    "html": "kinds.page", "table": "kinds.page", "body": "kinds.page", "head": "kinds.page", "div": "kinds.page",
    "ofx": "kinds.other_statement",
}  # fmt: skip
_PAYMENT_ORDERS = ("pain.", "pacs.")
_OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"
_FORM = {"formuleFEC", "regimeImposition", "reperes", "cerfa"}
_REGISTER = {"nom_complet", "nom_raison_sociale", "etat_administratif", "familleavis", "publicationavis", "typeavis"}
_ACCOUNTS = {
    *("liasses", "bilanSaisi", "bilansSaisis", "dateClotureExercice", "date_cloture_exercice", "codeTypeBilan"),
    *("chiffre_d_affaires", "closing_date", "cells"),
}


def kind_of_markup(text: str) -> str:
    """Return the kind of a text with markup, or the key of the sentence that refuses it; "" for any other text."""
    bare = text.lstrip("\ufeff \t\r\n")
    if bare.startswith("<"):
        return _of_xml(bare)
    return _of_json(bare) if re.match(r"[{\[]\s*[\"{\[\]}]", bare) else ""


def _of_xml(text: str) -> str:
    if re.match(r"<!doctype\s+html", text, re.IGNORECASE):
        return "kinds.page"
    found = _ROOT.search(text, _after_prolog(text))
    if found is None:
        return "kinds.other_xml"
    name, told = found[1].lower(), found[2]
    if name == "document" and any(f"xsd:{order}" in told for order in _PAYMENT_ORDERS):
        return "kinds.payment_order"
    if name == "document" and ("camt." in told or "xmlns" not in told):
        return "bank"
    return "kinds.old_workbook" if _OFFICE in told else _ROOTS.get(name, "kinds.other_xml")


def _after_prolog(text: str) -> int:
    """Return where a text goes on after declarations and comments; one that does not end goes on to the end."""
    at = 0
    while end := next((end for start, end in _PROLOG.items() if text.startswith(start, at)), ""):
        stop = text.find(end, at)
        at = len(text) if stop < 0 else _SPACES.match(text, stop + len(end)).end()  # type: ignore[union-attr]  # always
    return at


def _of_json(text: str) -> str:
    keys = set(_KEY.findall(text))
    if len(keys & _FORM) > 1:
        return "kinds.tax_form"
    if keys & _REGISTER:
        return "register"
    return "accounts" if keys & _ACCOUNTS else "kinds.other_json"
