"""Whatever a file beside a source holds, reading it ends in findings or in one sentence."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.ground.errors import CashkitError
from cashkit.readers.beside.due_date_file import read_due_dates
from cashkit.readers.beside.terms_file import read_terms

CELLS = st.sampled_from(
    [
        "",
        "F1",
        "C1",
        "*",
        "31/12/2025",
        "12/10/2025",
        "2025-12-31",
        "45 FDM",
        "=1+1",
        "#REF!",
        "46022",
        "9" * 40,
        '"',
        "Total",
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=8)
HEADINGS = st.sampled_from(
    [
        "N° facture;Échéance",
        "Client;Conditions",
        "Client;Jours;Fin de mois;Jour du mois",
        "Facture;Client;Échéance",
        "x;y",
    ]
)


def ends(read, content):
    """Tell whether reading ends well: with what it found, or with a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f.csv"
        path.write_bytes(content)
        try:
            read(path)
        except CashkitError as error:
            return bool(str(error))
    return True


@settings(max_examples=60, deadline=None)
@given(HEADINGS, ROWS)
def test_tables_of_any_cells_are_read_or_refused(heading, rows):
    content = "\n".join([heading, *(";".join(row) for row in rows)]).encode()
    assert ends(read_due_dates, content)
    assert ends(read_terms, content)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_refused(content):
    assert ends(read_due_dates, content)
    assert ends(read_terms, content)
    assert ends(read_terms, b"Client;Conditions\n" + content)
    assert ends(read_due_dates, b"PK\x03\x04" + content)
