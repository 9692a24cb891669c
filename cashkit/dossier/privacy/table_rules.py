"""Which rule replaces each column of the tables: a column that has none does not come through.

>>> rule_of("name"), rule_of("invoice_id"), rule_of("amount", "money"), rule_of("notes of the boss")
('name', 'reference', 'money', '')
"""

from collections.abc import Mapping

_COLUMNS = {
    "party": "customer_id group_id ship_to_of payer_id",
    "name": "name party_name ap_contact",
    "reference": """order_id delivery_id invoice_id payment_id credit_id corrects dispute_id reminder_id contact_id
        promise_id frame_order_id document_ref customer_reference public_service_code""",
    "entry_number": "entry_id",
    "journal_code": "journal_code",
    "journal_label": "journal_label",
    "account": "account",
    "account_label": "account_label",
    "lettering": "lettering",
    "label": "reference line_text note rejection",
    "siren": "siren",
    "siret": "siret",
    "vat": "vat_number",
    "iban": "iban",
    "email": "email",
    "phone": "phone",
    "address": "address delivery_address",
    "postcode": "postcode",
    "city": "city",
    "country": "country",
    "currency": "currency",
    "cell": "form code column",
    "terms": "payment_terms",
    "value": """segment payment_method insurer status vat_regime guarantee insolvency kind register_state lien_creditor
        invoicing released_by terms_approved_by proof site product_family mode due_date_source financed nature method
        return_reason reason owner outcome channel result signal particulars invoice_channel""",
}
RULES: Mapping[str, str] = {name: rule for rule, names in _COLUMNS.items() for name in names.split()}
PLAIN = ("date", "money", "number", "flag")
"""Kinds of columns that name nobody: what is not written as one of them is left out."""
NAMES = ("name", "party_name", "ap_contact", "address", "delivery_address", "city", "owner", "insurer")
"""Columns whose words are those of firms, people and places."""


def rule_of(column: str, kind: str = "text") -> str:
    """Return the rule of a column of a kind, "" for one that is left out."""
    return kind if kind in PLAIN else RULES.get(column, "")
