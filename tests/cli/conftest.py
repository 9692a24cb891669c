"""What the tests of the commands share."""

import sys

import pytest

from cashkit import cli
from cashkit.ground import currency, language


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    """Give back the language and the currency that a command sets."""
    monkeypatch.setattr(language, "_process", {"language": "fr"})
    monkeypatch.setattr(currency, "_process", {"currency": "EUR"})
    with language.use("fr"):
        token = language._block.set(None)
        yield
        language._block.reset(token)


@pytest.fixture
def shell(monkeypatch, capsys):
    """Run the command line as the shell does; return exit code, output and errors."""

    def ran(*arguments):
        monkeypatch.setattr(sys, "argv", ["cashkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        return (left.value.code or 0, *capsys.readouterr())

    return ran
