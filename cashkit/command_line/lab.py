"""`cashkit lab`: JupyterLab on a copy of the notebooks, so that what one writes in them is one's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from cashkit.ground import language
from cashkit.ground.share import share

FOLDER = "cashkit-notebooks"


def open_lab(lang: str) -> int:
    """Copy the notebooks that are not there yet into `cashkit-notebooks`, and open JupyterLab on them."""
    target = Path(FOLDER) / lang
    target.mkdir(parents=True, exist_ok=True)
    for notebook in sorted(share("notebooks", lang).glob("*.ipynb")):
        if not (target / notebook.name).exists():
            shutil.copyfile(notebook, target / notebook.name)
    print(language.say("cli.lab_at", folder=str(target)))
    return subprocess.call([sys.executable, "-m", "jupyterlab", f"--notebook-dir={target.resolve()}"])  # noqa: S603  (our own interpreter)
