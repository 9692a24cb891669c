"""Several years on the command line: a folder of FECs, or a FEC and the one of the year before."""

import json

import pytest
from typer.testing import CliRunner

from cashkit import cli
from cashkit.command_line import auditing
from cashkit.ground.errors import SourceError
from tests.readers.fec.booking import brought_forward, invoice, receipt, saved


@pytest.fixture
def years(tmp_path):
    """Write the FECs of two years: one invoice of the first is still owed at the end of the second."""
    before = saved(tmp_path, invoice("F101", "2024-09-30", 120), name="732829320FEC20241231.txt")
    opening = brought_forward("2025-01-01", ("411000", 120, {"customer": "ALPHA", "ref": "AN"}))
    after = saved(tmp_path, opening, invoice("F201", "2025-12-15", 600), receipt("2025-12-20", 60, text="VIR F201"))
    return before, after


def run(*arguments):
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], catch_exceptions=False)


def aged(*arguments):
    row = json.loads(run("aging", *arguments, "--format", "json").stdout)["total"]
    return {bucket: amount for bucket, amount in row.items() if amount != "0.00"}


def test_the_year_before_gives_back_the_age_of_what_it_left(years):
    before, after = years
    assert aged(after) == {"not_due": "540.00", "91+": "120.00", "total": "660.00"}
    assert aged(after, "--as-of", "2025-01-15") == {"not_due": "120.00", "total": "120.00"}
    assert aged(after, "--previous", before, "--as-of", "2025-01-15") == {"61-90": "120.00", "total": "120.00"}


def test_a_folder_of_fecs_is_the_same(years):
    before, after = years
    assert aged(after.parent) == aged(after, "--previous", before)


def test_dso_takes_the_sales_of_both_years(years):
    before, after = years
    asked = ("--as-of", "2025-09-29", "--method", "period", "--format", "json")
    assert json.loads(run("dso", after, *asked).stdout)["days"] is None
    assert json.loads(run("dso", after, "--previous", before, *asked).stdout)["days"] == 365


def test_check_tells_the_lines_of_every_file(years):
    found = run("check", years[0].parent)
    assert all(path.name in found.stdout for path in years)
    assert "G10" in found.stdout


def test_an_audit_reads_the_year_before(monkeypatch, years):
    met = []

    def audit(dossier, **_):
        met.append(dossier)
        raise SourceError("fec.no_file")

    monkeypatch.setattr(auditing, "audit", audit)
    with pytest.raises(SourceError):
        run("audit", years[1], "--previous", years[0])
    assert [file.name for file in met[0].sources] == [path.name for path in years]
