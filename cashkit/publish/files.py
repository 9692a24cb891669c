"""The names of the files beside a report: tables as CSV, findings, figures.

>>> table_file("recovery-work_list")
'tables/recovery-work-list.csv'
"""

from cashkit.publish.prose import slug

FINDINGS, TABLES = "findings.json", "tables"
ALL_FINDINGS = "findings"
"""The table of all findings."""


def table_file(name: str) -> str:
    """Return where a table stands beside the report, by its stage and key."""
    return f"{TABLES}/{slug(name)}.csv"
