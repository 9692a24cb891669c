"""What goes wrong is said in the reader's language, and travels between processes."""

import copy
import pickle

import pytest

from cashkit.ground import errors, language


def test_an_error_speaks_the_language_in_force() -> None:
    error = errors.ArgumentError("ground.not_a_date", value="31/02/2025")
    with language.use("fr"):
        assert "n'est pas une date" in str(error)
    with language.use("en"):
        assert "is not a date" in str(error)
    assert "is not a date" in error.say("en")


@pytest.mark.parametrize("kind", [errors.ArgumentError, errors.ContractError])
def test_a_bad_argument_is_a_value_error_too(kind):
    assert issubclass(kind, ValueError)
    assert issubclass(kind, errors.CashkitError)


@pytest.mark.parametrize("kind", [errors.SourceError, errors.NotAvailableError])
def test_a_bad_file_is_no_value_error(kind):
    assert issubclass(kind, errors.CashkitError)
    assert not issubclass(kind, ValueError)


@pytest.mark.parametrize("travel", [copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301 (ours)
def test_an_error_keeps_its_kind_and_words_between_processes(travel):
    error = errors.SourceError("ground.not_shared", name="notebooks/fr", folder="/somewhere")
    arrived = travel(error)
    assert type(arrived) is errors.SourceError
    assert str(arrived) == str(error)


def test_braces_in_what_was_typed_are_no_fields():
    assert "{amount:money}" in str(errors.ArgumentError("ground.not_a_date", value="{amount:money}"))
