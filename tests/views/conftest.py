import pandas as pd
import pytest


@pytest.fixture
def aged():
    """Return an aged balance as the measure gives it, with the customers' names."""
    frame = pd.DataFrame(
        {
            "name": ["Menuiserie Talmont", "Mairie de Saint-Aubin", "<script>alert(1)</script>"],
            "not_due": [120_000.0, 40_000.0, 0.0],
            "1-30": [30_000.10, 0.0, 0.0],
            "31-60": [20_000.20, 5_000.0, 0.0],
            "61-90": [0.0, 0.0, 0.0],
            "91+": [64_000.0, 0.0, 12.5],
            "unapplied": [-9_000.0, 0.0, -500.0],
        },
        index=pd.Index(["C1", "C2", "C3"], name="customer_id"),
    )
    frame["total"] = frame.drop(columns="name").sum(axis=1)
    return frame


@pytest.fixture(params=["fr", "en"])
def lang(request):
    return request.param
