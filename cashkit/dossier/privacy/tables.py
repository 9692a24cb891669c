"""A table of the dossier made anonymous, column by column; what has no rule is left out, and named.

>>> from cashkit.dossier.privacy.disguise import disguise
>>> from cashkit.dossier.privacy.key import Key
>>> from cashkit.dossier.privacy.originals import Originals
>>> frame = pd.DataFrame({"customer_id": ["C1", None], "name": ["Dupont SARL", "x"], "credit_limit": [1.5, None],
...     "boss": ["Jean", ""]})
>>> made, left_out = anonymous_table("customers", frame, disguise(Key(bytes(32)), Originals()))
>>> list(made), left_out, made["name"][0].endswith(" SARL"), float(made["credit_limit"][0])
(['customer_id', 'name', 'credit_limit'], ['boss'], True, 1.5)

Errors: none; a value that is not of its column's kind becomes a blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cashkit.dossier.privacy.table_rules import NAMES, rule_of
from cashkit.dossier.privacy.vocabulary import known_value
from cashkit.dossier.table_columns import TableColumns
from cashkit.dossier.tables import IDS, kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from cashkit.dossier.privacy.disguise import Disguise
    from cashkit.dossier.privacy.originals import Originals

    Column = pd.Series[Any]

_BESIDE = {"account_label": "account", "journal_label": "journal_code"}
"""Labels that say what their code says: the two are read together."""


def seen_in_table(table: str, frame: pd.DataFrame, seen: Originals) -> None:
    """Gather the names, references and identifiers of a table."""
    for column, kind in kinds(table).items():
        if column not in frame.columns:
            continue
        values = _texts(frame, column)
        rule = rule_of(column, kind)
        if column in NAMES or rule == "party":
            _each(values, seen.name)
        elif rule == "reference" or column == IDS.get(table):
            _each(values, seen.reference)
        elif rule in {"siren", "siret"}:
            _each(values, seen.siren)


def _each(values: pd.Series[str], keep: Callable[[str], None]) -> None:
    for value in values.unique():
        if not known_value(value):
            keep(value)


def anonymous_table(table: str, frame: pd.DataFrame, made: Disguise) -> tuple[pd.DataFrame, list[str]]:
    """Return a table made anonymous, and the columns that were left out."""
    known = kinds(table)
    rules = {name: rule_of(name, known[name]) for name in frame.columns if name in known}
    columns = {name: _column(frame, name, rule, made) for name, rule in rules.items() if rule}
    return pd.DataFrame(columns, index=range(len(frame))), [str(name) for name in frame.columns if not rules.get(name)]


def _column(frame: pd.DataFrame, name: str, rule: str, made: Disguise) -> Column:
    if rule in {"date", "money", "number", "flag"}:
        return _plain(frame[name].reset_index(drop=True), rule, made)
    texts = _texts(frame, name)
    beside = _BESIDE.get(name)
    if beside is not None:
        codes = _texts(frame, beside) if beside in frame.columns else pd.Series("", index=texts.index)
        replaced = [_label(made, name, code, text) for code, text in zip(codes, texts, strict=True)]
    else:
        replace = _text_rule(rule, made)
        known = {text: replace(text) for text in texts.unique()}
        replaced = [known[text] for text in texts]
    return pd.Series(replaced, dtype="str").where(frame[name].reset_index(drop=True).notna(), None)


def _texts(frame: pd.DataFrame, name: str) -> pd.Series[str]:
    return pd.Series(TableColumns(frame.reset_index(drop=True)).ids(name), dtype=object).astype(str)


def _label(made: Disguise, name: str, code: str, text: str) -> str:
    return made.ledger.account_label(code, text) if name == "account_label" else made.ledger.journal_label(code, text)


def _plain(values: Column, rule: str, made: Disguise) -> Column:
    """Return a column that names nobody; one of another type than its kind is read value by value."""
    if values.dtype.kind == "M":
        return values + pd.Timedelta(days=made.days) if rule == "date" else values.astype(object).where(values.isna())
    if values.dtype.kind in "biu" and (rule != "money" or made.factor == 1):
        return values
    if values.dtype.kind == "f" and rule == "money" and made.factor != 1:
        return (values * made.factor).round(2)
    if values.dtype.kind == "f":
        return values
    change = getattr(made, rule)
    return values.map(lambda value: None if value is None or value != value else change(value))  # noqa: PLR0124  (NaN)


def _text_rule(rule: str, made: Disguise) -> Callable[[str], str]:
    """Return the function of a rule."""
    identities, references, ledger = made.identities, made.references, made.ledger
    return {
        "party": references.party, "name": made.pseudonyms.name, "reference": references.reference,
        "entry_number": references.number, "journal_code": ledger.journal_code, "account": ledger.account,
        "lettering": references.lettering, "label": made.labels.label, "siren": identities.siren,
        "siret": identities.siret, "vat": identities.vat, "iban": identities.iban, "email": identities.email,
        "phone": identities.phone, "address": identities.address, "postcode": identities.postcode,
        "city": made.city, "country": made.country, "currency": made.currency, "cell": made.cell,
        "terms": made.terms, "value": made.value,
    }[rule]  # fmt: skip
