"""Due dates and terms from the command line: options of every command that opens a source, and what they print."""

import json

import pytest
from typer.testing import CliRunner

from cashkit import cli
from cashkit.ground.errors import SourceError
from tests.readers.beside.test_due_dates_beside import ENTRIES, terms_file, written
from tests.readers.fec.booking import saved


@pytest.fixture
def fec(tmp_path):
    return saved(tmp_path, *ENTRIES)


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], catch_exceptions=False)


def aging(fec, *options):
    return run("aging", fec, "--as-of", "2025-12-31", *options).stdout


def test_aging_takes_a_file_of_due_dates(fec, tmp_path):
    told = json.loads(aging(fec, "--due-dates", written(tmp_path, "F102;31/12/2025"), "--format", "json"))
    rows = {row["customer_id"]: row for row in told["rows"]}
    # F103 is due first now, and takes the 1 000 € of the payment without a reference
    assert (rows["ALPHA"]["not_due"], rows["ALPHA"]["1-30"]) == ("2400.00", "2600.00")
    assert told["total"]["total"] == "6540.00"
    assert told["due_dates"] == {"real_share": round(2400 / 6540, 4)}


def test_aging_takes_a_file_of_terms(fec, tmp_path):
    told = json.loads(aging(fec, "--terms", terms_file(tmp_path, "BETA;60 jours"), "--format", "json"))
    assert {row["customer_id"]: row["61-90"] for row in told["rows"]} == {"ALPHA": "1400.00", "BETA": "100.00"}
    assert told["due_dates"] == {"real_share": 0.0}


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "Échéances réelles : 36,7 % de l'encours"), ("en", "Real due dates: 36.7")]
)
def test_below_the_table_stands_how_much_has_a_real_due_date(fec, tmp_path, lang, words):
    told = aging(fec, "--due-dates", written(tmp_path, "F102;31/12/2025"), "--lang", lang)
    assert words in " ".join(told.replace("\u00a0", " ").splitlines()[-1].split())


def test_dso_takes_both(fec, tmp_path):
    done = run(
        "dso", fec, "--terms", terms_file(tmp_path, "BETA;60"), "--due-dates", written(tmp_path, "F102;31/12/2025")
    )
    assert done.exit_code == 0


def test_check_tells_what_was_found_in_them(fec, tmp_path):
    done = run("check", fec, "--due-dates", written(tmp_path, "F999;31/12/2025"))
    assert "F999" in done.stdout
    assert "echeances.csv" in done.stdout


def test_an_absent_file_is_one_sentence(fec, tmp_path):
    with pytest.raises(SourceError, match="introuvable"):
        aging(fec, "--due-dates", tmp_path / "absent.csv")
