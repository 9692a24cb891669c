"""What the tests of the commands share."""

import pytest

from cashkit.ground import language


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    """Give back the language that a command sets."""
    monkeypatch.setattr(language, "_process", {"language": "fr"})
    with language.use("fr"):
        token = language._block.set(None)
        yield
        language._block.reset(token)
