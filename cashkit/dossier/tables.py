"""The tables of a dossier: their columns, what each holds, and which must be there.

A column's kind is `id` (text or whole numbers), `text`, `date`, `money` (euros with two decimals,
VAT included unless the name ends in `_excl_vat`), `number` or `flag` (true or false). Tables may
hold further columns; those named here are understood.

>>> [column.name for column in TABLES["allocations"] if column.required]
['credit_id', 'invoice_id', 'amount', 'allocated_on']
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal["id", "text", "date", "money", "number", "flag"]

INVOICE_KINDS = ("invoice", "credit_note", "opening", "bill", "reject", "other")
INVOICED_KINDS = ("invoice", "credit_note")
PAYMENT_KINDS = ("payment", "write_off", "discount", "offset", "bill", "advance", "transfer", "fx", "other")
DUE_DATE_SOURCES = ("file", "erp", "terms", "default", "bucket")


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, whether a table without it is refused."""

    name: str
    kind: ColumnKind
    required: bool = False


_DECLARED = {
    "customers": """customer_id*:id name*:text siren:text siret:text vat_number:text group_id:id segment:text
        address:text postcode:text city:text country:text email:text phone:text iban:text payment_terms:text
        payment_method:text credit_limit:money insured_limit:money insurer:text opened_on:date terms_signed:flag
        status:text vat_regime:text ap_contact:text guarantee:text limit_reviewed_on:date insolvency:text
        judgment_on:date published_on:date claim_declared_on:date claim_amount:money debit_mandate_on:date
        needs_reference:flag public_service_code:text kind:text register_state:text ceased_on:date lien_creditor:text
        lien_amount:money lien_on:date lien_cleared_on:date cover_changed_on:date insured_quota:number
        insurer_notice_on:date ship_to_of:id invoicing:text discount_rate:number discount_days:number
        guarantee_amount:money payer_id:id invoice_channel:text""",
    "orders": """order_id*:id customer_id*:id ordered_on*:date amount*:money amount_excl_vat:money
        customer_reference:text delivery_address:text payment_terms:text promised_on:date status:text
        deposit_agreed:money deposit_received:money kind:text vat_regime:text released_by:text terms_approved_by:text
        frame_order_id:id""",
    "deliveries": """delivery_id*:id order_id:id customer_id*:id delivered_on*:date amount*:money proof:text
        site:text product_family:text kind:text mode:text amount_excl_vat:money invoice_id:id released_by:text
        in_kind:money""",
    "invoices": """invoice_id*:id customer_id*:id kind*:text issue_date*:date posted_on:date due_date:date
        due_date_source:text amount*:money vat:money order_id:id delivery_id:id corrects:id sent_on:date
        doubtful:flag received_on:date financed:text retention_amount:money retention_due:date currency:text
        nature:text vat_regime:text account:text settled_on:date interrupted_on:date amount_excl_vat:money
        particulars:text rejected_on:date rejection:text""",
    "payments": """payment_id*:id customer_id:id payment_date*:date posted_on:date amount*:money kind:text
        method:text reference:text returned_on:date return_reason:text currency:text account:text""",
    "allocations": "credit_id*:id invoice_id*:id amount*:money allocated_on*:date lettered_on:date method:text",
    "disputes": """dispute_id*:id invoice_id*:id opened_on*:date closed_on:date reason:text amount:money owner:text
        outcome:text""",
    "reminders": "reminder_id*:id customer_id*:id invoice_id:id sent_on*:date level:number channel:text result:text",
    "contacts": "contact_id*:id customer_id*:id on*:date signal:text note:text",
    "promises": "promise_id*:id invoice_id*:id made_on*:date promised_on*:date amount*:money",
    "entries": """journal_code:text journal_label:text entry_id:text posting_date*:date account*:text
        account_label:text customer_id:text party_name:text document_ref:text document_date:date line_text:text
        debit*:money credit*:money lettering:text lettering_date:date validation_date:date line:number""",
    "filed_accounts": "siren*:text closing_date*:date months*:number form*:text code*:text column*:text amount*:money",
}


def _column(text: str) -> Column:
    name, kind = text.split(":")
    return Column(name.removesuffix("*"), kind, name.endswith("*"))  # type: ignore[arg-type]  # kinds are those above


TABLES: Mapping[str, tuple[Column, ...]] = {
    table: tuple(_column(text) for text in columns.split()) for table, columns in _DECLARED.items()
}
IDS: Mapping[str, str] = {
    "customers": "customer_id",
    "orders": "order_id",
    "deliveries": "delivery_id",
    "invoices": "invoice_id",
    "payments": "payment_id",
    "disputes": "dispute_id",
    "reminders": "reminder_id",
    "contacts": "contact_id",
    "promises": "promise_id",
}


def required(table: str) -> tuple[str, ...]:
    """Return the columns that a table must have."""
    return tuple(column.name for column in TABLES[table] if column.required)


def kinds(table: str) -> Mapping[str, ColumnKind]:
    """Return what each known column of a table holds."""
    return {column.name: column.kind for column in TABLES[table]}
