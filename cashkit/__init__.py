"""cashkit: the client cycle, from SIREN to cash.

The public door. Names are loaded when they are first used, so that `import cashkit` stays light;
`__init__.pyi` tells type checkers what they are.
"""

from importlib import import_module

_DOOR = {
    "Dossier": "cashkit.dossier.dossier",
    "CashkitError": "cashkit.ground.errors",
    "open_dossier": "cashkit.readers.open",
    "save_dossier": "cashkit.readers.folder",
    "open_annual_accounts": "cashkit.stages.filed_firm",
    "open_einvoice": "cashkit.readers.einvoice.einvoice_file",
    "particulars": "cashkit.readers.einvoice.particulars",
    "open_bank_statement": "cashkit.readers.bank.bank_file",
    "open_register_answer": "cashkit.readers.registry.register_answer",
    "with_completed_customers": "cashkit.readers.beside.completed_customers",
    "with_register_answers": "cashkit.stages.register_answers",
    "customer_sheet": "cashkit.stages.customer_sheet",
    "aged_balance": "cashkit.measures.aged_balance",
    "open_items": "cashkit.measures.open_items",
    "dso": "cashkit.measures.dso",
    "dso_history": "cashkit.measures.dso_history",
    "dso_bridge": "cashkit.measures.dso_bridge",
    "dso_gap": "cashkit.measures.dso_bridge",
    "collection_effectiveness": "cashkit.measures.collection_effectiveness",
    "period_dso": "cashkit.measures.dso_formulas",
    "count_back_dso": "cashkit.measures.dso_formulas",
    "time_to_pay": "cashkit.measures.time_to_pay",
    "time_to_pay_by": "cashkit.measures.time_to_pay_by",
    "cash_forecast": "cashkit.measures.forecast",
    "forecast_backtest": "cashkit.measures.forecast_backtest",
    "with_merged_customers": "cashkit.measures.one_customer",
    "exposure": "cashkit.measures.exposure",
    "sales_to_recover": "cashkit.measures.margin",
    "propose_matches": "cashkit.measures.bank_matching",
    "balance_sheet": "cashkit.accounts.statements",
    "income_statement": "cashkit.accounts.statements",
    "accounts_of": "cashkit.accounts.own_accounts",
    "read_balance_sheet": "cashkit.accounts.reading",
    "score": "cashkit.accounts.scores",
    "ratio_sheet": "cashkit.accounts.ratio_sheet",
    "open_line_weights": "cashkit.readers.line_weights",
    "open_sector_quartiles": "cashkit.readers.sector_quartiles",
    "due_date": "cashkit.law.payment_terms",
    "late_payment": "cashkit.law.late_payment",
    "law_in_force": "cashkit.law.law_in_force",
    "is_siren": "cashkit.ground.identifiers",
    "is_siret": "cashkit.ground.identifiers",
    "vat_number": "cashkit.ground.identifiers",
    "review": "cashkit.stages.door",
    "stop_rule": "cashkit.stages.stop_rule",
    "credit_limits": "cashkit.stages.credit_line_weights",
    "audit": "cashkit.publish.audit",
    "compare": "cashkit.publish.comparing",
    "letters": "cashkit.publish.letters_folder",
    "file_to_complete": "cashkit.publish.file_to_complete",
    "set_language": "cashkit.ground.language",
    "set_currency": "cashkit.ground.currency",
}
_ROOMS = ("sample",)  # opened whole: ck.sample.planted(...)
__all__ = sorted([*_DOOR, *_ROOMS])  # noqa: PLE0605  (a list of names)
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load a name of the public door when it is first used."""
    if name in _ROOMS:
        return import_module(f"cashkit.{name}")
    if name not in _DOOR:
        raise AttributeError(name)
    value = getattr(import_module(_DOOR[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the names of the public door."""
    return [*__all__, "__version__"]
