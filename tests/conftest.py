"""What every test shares: no chance, no clock, no screen, and one language to start from."""

import os

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")

import pytest
from hypothesis import settings

from cashkit.ground import language

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def french_first():
    """Start each test, and each doctest of `tests/`, in the language that cashkit starts in."""
    with language.use("fr"):
        yield
