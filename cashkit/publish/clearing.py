"""What is cleared between two notebooks that share a kernel, so that none sees another's traces.

This runs inside the kernel, before each notebook: names, figures, the settings of matplotlib,
seaborn and pandas, warning filters, environment, working folder and the progress in exercises go back
to what they were before the first one. What was imported stays imported; that is the time saved.
"""

import functools
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cashkit.ground import language


def clear(lang: str) -> None:
    """Bring the kernel back to its first state, with a language in force."""
    environment, folder, filters = _first_state()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    warnings.resetwarnings()
    warnings.filters.extend(filters)  # type: ignore[attr-defined]  # a list, whatever its stub says
    _settings()
    _names()
    language.set_language(lang)


@functools.cache
def _first_state() -> tuple[Mapping[str, str], Path, Sequence[Any]]:
    return dict(os.environ), Path.cwd(), list(warnings.filters)


def _settings() -> None:
    """Reset what is loaded; what is not loaded has nothing to reset."""
    loaded = sys.modules
    if "matplotlib.pyplot" in loaded:
        loaded["matplotlib.pyplot"].close("all")
        loaded["matplotlib"].rc_file_defaults()
    if "seaborn" in loaded:
        loaded["seaborn"].set_color_codes("reset")
    if "cashkit.teaching.progress" in loaded:
        loaded["cashkit.teaching.progress"].progress().forget()
    if "pandas" in loaded:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            loaded["pandas"].reset_option("all")


def _names() -> None:
    from IPython import get_ipython  # noqa: PLC0415  (loaded already wherever this runs)

    shell = get_ipython()
    if shell is not None:
        shell.reset(new_session=False)
