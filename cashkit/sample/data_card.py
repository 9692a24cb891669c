"""The data card of a sample: what it is, where it comes from, what each file holds, in French and in English.

The text is `data_card.md`; what depends on the company stands in braces.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from cashkit.dossier.tables import TABLES
from cashkit.sample import story

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cashkit.sample.company import Company


def data_card(company: Company, columns: Mapping[str, Sequence[str]], rows: Mapping[str, int]) -> str:
    """Return the card; `columns` names those that each table holds, `rows` counts its rows."""
    text = resources.files("cashkit.sample").joinpath("data_card.md").read_text(encoding="utf-8")
    lines = [
        f"| `{name}.parquet` | {rows[name]} | {', '.join(f'`{column}`' for column in columns[name])} |"
        for name in TABLES
        if name in rows
    ]
    fecs = ", ".join(f"{year} {len(entries)}" for year, entries in company.entries.items())
    return text.format(
        name=company.name, siren=company.siren, closing=story.AS_OF.isoformat(), tables="\n".join(lines), fecs=fecs,
        invoices=company.plan.invoices, seed=company.plan.seed, planted=len(company.planted),
        envelope=len(company.envelope),
    )  # fmt: skip
