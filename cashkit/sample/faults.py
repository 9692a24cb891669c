"""What is planted in the sample, read from its `planted.csv`: the true cases of a stage, and what only looks like one.

>>> planted("impact").columns.tolist()
['stage', 'code', 'key', 'note']

No review reads it: it is there to check them against.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cashkit.ground.share import sample_folder

FILE = "planted.csv"


def planted(stage: str | None = None, folder: str | Path | None = None) -> pd.DataFrame:
    """Return the true cases of a stage (of all without one): stage, code, key, note."""
    return _rows(stage, folder, near_miss=False)


def near_misses(stage: str | None = None, folder: str | Path | None = None) -> pd.DataFrame:
    """Return what looks like a fault and is none: stage, code, key, note."""
    return _rows(stage, folder, near_miss=True)


def _rows(stage: str | None, folder: str | Path | None, *, near_miss: bool) -> pd.DataFrame:
    path = (sample_folder() if folder is None else Path(folder)) / FILE
    read = pd.read_csv(path, dtype={"stage": "str", "code": "str", "key": "str", "note": "str"}, keep_default_na=False)
    chosen = (read["near_miss"] == near_miss) & (True if stage is None else read["stage"] == stage)
    return read[chosen].drop(columns="near_miss").reset_index(drop=True)
