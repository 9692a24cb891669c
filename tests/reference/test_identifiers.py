"""Published numbers of firms and accounts, true and false (`identifiers.csv`)."""

import cashkit as ck
from cashkit.ground.identifiers import is_iban
from tests.reference.published import cases

CHECKS = {"siren": ck.is_siren, "siret": ck.is_siret, "iban": is_iban}


@cases("identifiers.csv")
def test_a_published_number_is_what_its_publisher_says(row):
    if row["kind"] == "vat_key":
        assert ck.vat_number(row["text"]) == f"FR{row['expected']}{row['text']}"
    else:
        assert CHECKS[row["kind"]](row["text"]) == (row["expected"] == "yes")
