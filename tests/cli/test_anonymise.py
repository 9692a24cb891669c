"""`cashkit anonymise`: a new folder, a key that only its owner reads, and words that say what was done."""

import pytest
from typer.testing import CliRunner

from cashkit import cli
from cashkit.command_line import anonymising
from cashkit.dossier.privacy.key import read_key
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError, CashkitError, SourceError
from tests.readers.anonymised.client import NAME, NAMES, SECRETS, fec, survivors


@pytest.fixture
def source(tmp_path):
    path = tmp_path / NAME
    path.write_bytes(fec())
    return path


def run(*arguments):
    return CliRunner().invoke(cli.app, ["anonymise", *map(str, arguments)])


def test_it_says_what_was_replaced_what_was_kept_and_where_the_key_is(source, tmp_path):
    with language.use("en"):
        done = run(source, "--out", tmp_path / "out", "--key", tmp_path / "key.txt")
    assert done.exit_code == 0, done.output
    assert [line.split(":")[0] for line in done.output.splitlines()] == [
        "Anonymised source", "Replaced", "Kept", "Key made",
        "Who knows an amount or a date can still recognise a customer",
    ]  # fmt: skip
    assert survivors(tmp_path / "out", NAMES, SECRETS) == []


def test_the_key_is_made_once_readable_by_its_owner_alone_and_used_again(source, tmp_path):
    key = tmp_path / "key.txt"
    run(source, "--out", tmp_path / "one", "--key", key)
    made = key.read_text(encoding="ascii")
    assert key.stat().st_mode & 0o777 == 0o600
    assert "Clé relue" in run(source, "--out", tmp_path / "two", "--key", key).output
    assert key.read_text(encoding="ascii") == made
    one, two = (next((tmp_path / name).iterdir()).read_bytes() for name in ("one", "two"))
    assert one == two


def test_the_key_stands_in_no_file_and_in_no_word_that_is_said(source, tmp_path):
    key = tmp_path / "key.txt"
    done = run(source, "--out", tmp_path / "out", "--key", key)
    secret = key.read_text(encoding="ascii").strip()
    assert secret not in done.output
    assert secret not in next((tmp_path / "out").iterdir()).read_text(encoding="utf-8")
    assert secret not in repr(read_key(key))


def test_without_a_key_two_exports_do_not_match(source, tmp_path):
    one, two = (run(source, "--out", tmp_path / name) for name in ("one", "two"))
    assert "non conservée" in one.output
    assert two.exit_code == 0
    written = [next((tmp_path / name).iterdir()).read_bytes() for name in ("one", "two")]
    assert written[0] != written[1]


@pytest.mark.parametrize("scale", ["0.73", "0", "-2", "1001", "nan"])
def test_a_factor_that_would_round_cents_is_refused(source, tmp_path, scale):
    done = run(source, "--out", tmp_path / "out", f"--scale={scale}")
    assert isinstance(done.exception, ArgumentError)
    assert not (tmp_path / "out").exists()


def test_a_shift_beyond_a_century_is_refused(source, tmp_path):
    assert run(source, "--out", tmp_path / "out", "--shift-days", 36_526).exception.key == "privacy.bad_days"


def test_a_folder_that_holds_something_is_left_as_it_is(source, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    done = run(source, "--out", out, "--key", tmp_path / "key.txt")
    assert done.exception.key == "privacy.taken"
    assert [path.name for path in out.iterdir()] == ["mine.txt"]
    assert not (tmp_path / "key.txt").exists()


def test_an_empty_folder_is_filled(source, tmp_path):
    (tmp_path / "out").mkdir()
    assert run(source, "--out", tmp_path / "out").exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_the_key_may_not_lie_in_what_is_handed_on(source, tmp_path):
    done = run(source, "--out", tmp_path / "out", "--key", tmp_path / "out" / "key.txt")
    assert done.exception.key == "privacy.key_inside"


def test_a_file_that_is_no_key_is_refused(source, tmp_path):
    done = run(source, "--out", tmp_path / "out", "--key", source)
    assert done.exception.key == "privacy.no_key"
    assert source.read_bytes() == fec()


def test_a_source_that_cannot_be_read_leaves_no_folder_and_no_key(tmp_path):
    bad = tmp_path / NAME
    bad.write_bytes(b"JournalCode|JournalLib|EcritureNum|EcritureDate\n")
    done = run(bad, "--out", tmp_path / "out", "--key", tmp_path / "key.txt")
    assert isinstance(done.exception, CashkitError)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_failure_half_way_leaves_nothing(source, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cashkit.readers.anonymised.anonymise.write_fec", fail)
    run(source, "--out", tmp_path / "out", "--key", tmp_path / "key.txt")
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_bank_statement_is_refused_with_what_is_offered(tmp_path):
    statement = tmp_path / "releve.sta"
    lines = (":20:R1", ":25:FR7630006000011234567890189", ":28C:1/1", ":60F:C250101EUR100,00", ":62F:C250131EUR100,00")
    statement.write_text("\n".join(lines), encoding="ascii")
    done = run(statement, "--out", tmp_path / "out")
    assert isinstance(done.exception, SourceError)
    with language.use("en"):
        assert "FEC" in str(done.exception)


def test_the_wish_holds_whole_numbers():
    wish = anonymising.asked(scale=3.0, days=-1461, mapping=None)
    assert (wish.factor, wish.days) == (3, -1461)
