"""The sample company, made once for all tests of its room."""

import pytest

from cashkit.sample.company import make_company


@pytest.fixture(scope="session")
def company():
    """The company of base size."""
    return make_company()


@pytest.fixture(scope="session")
def small():
    """The smallest company."""
    return make_company(invoices=600)
