"""The measures ask the same of every engine: lazy frames give the figures of tables in memory."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.dso import dso
from cashkit.measures.dso_history import dso_history
from cashkit.measures.exposure import exposure
from cashkit.measures.time_to_pay import time_to_pay

AS_OF = "2024-06-20"


@pytest.fixture(scope="module")
def both(random_tables):
    """Return a dossier of tables in memory and one of lazy frames, of the same rows."""
    polars = pytest.importorskip("polars")
    tables = random_tables(7)
    lazy = {name: polars.from_pandas(frame).lazy() for name, frame in tables.items()}
    return Dossier.of(name="case", **tables), Dossier.of(name="case", **lazy)


def test_a_lazy_frame_is_seen_strictly_unless_one_says_so(both):
    memory, lazy = both
    assert dso(lazy, as_of=AS_OF) == dso(memory, as_of=AS_OF, view="strict")
    with pytest.raises(NotAvailableError, match="strict"):
        dso(lazy, as_of=AS_OF, view="matched")


@pytest.mark.parametrize("method", ["count_back", "period", "rolling", "best_possible", "delinquent"])
def test_the_dso_of_any_engine(both, method):
    asked = [dso(dossier, as_of=AS_OF, method=method, view="strict") for dossier in both]
    assert asked[0] == asked[1]


def test_the_history_of_any_engine(both):
    memory, lazy = (dso_history(dossier, view="strict") for dossier in both)
    pd.testing.assert_frame_equal(memory, lazy)
    assert len(memory) > 12


def test_the_time_to_pay_of_any_engine(both):
    memory, lazy = (time_to_pay(dossier, as_of=AS_OF, view="strict") for dossier in both)
    by_amount = ["lowest_by_amount", "highest_by_amount"]  # they need the items one by one
    pd.testing.assert_frame_equal(memory.curve.drop(columns=by_amount), lazy.curve.drop(columns=by_amount))
    assert lazy.curve[by_amount].isna().all(axis=None)
    assert (memory.paid, memory.weighted_days_late) == (lazy.paid, lazy.weighted_days_late)
    assert memory.paid > 2


def test_the_exposure_of_any_engine(both):
    memory, lazy = (exposure(dossier, as_of=AS_OF, view="strict") for dossier in both)
    pd.testing.assert_frame_equal(memory, lazy)
