import datetime as dt
import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.findings import Figure, Finding, NotAssessed, data_finding
from cashkit.ground.errors import ContractError
from cashkit.publish.records import restored, stored


def back(value):
    return restored(json.loads(json.dumps(stored(value))))


@pytest.mark.parametrize(
    "value",
    [
        None, True, 3, 0.1, "é", Decimal("1.10"), dt.date(2025, 12, 31), dt.datetime(2025, 12, 31, 23, 59),  # noqa: DTZ001
        pd.Timestamp("2025-12-31"), (1, (2, "a")), [1, (2,)], {"a": (1,)}, {1: "a", (2, 3): Decimal(1)}, {"$": "a"}, (),
    ],
)  # fmt: skip
def test_a_value_comes_back_equal_and_of_its_type(value):
    assert back(value) == value
    assert type(back(value)) is type(value)


@pytest.mark.parametrize(
    "record",
    [
        data_finding("R08", file="f", line=3, value="x", count=2, share=0.5, amount=Decimal("1.00")),
        Finding(
            "R06",
            "error",
            "invoices",
            "F1+F2",
            None,
            "loss",
            Decimal("9.90"),
            (("invoices", "F1", 990),),
            {"day": dt.date.max},
        ),
        Figure("dso", None, "days", {"a": Decimal(1)}, "rows", "source", "reason"),
        NotAssessed("disputes", "disputes", ("reason",), "gain"),
    ],
)
def test_a_record_comes_back_equal(record):
    assert back(record) == record


def test_numbers_of_numpy_become_those_of_python():
    assert back((np.int64(3), np.float64(0.5), np.bool_(1))) == (3, 0.5, True)


def test_what_has_no_form_is_refused_and_not_kept_as_something_else():
    with pytest.raises(ContractError, match="object"):
        stored({"a": object()})
