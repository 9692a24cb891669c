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
    copied(share("notebooks", lang), target)
    print(language.say("cli.lab_at", folder=str(target)))
    return start(target)


def copied(source: Path, target: Path) -> tuple[int, int]:
    """Copy the notebooks of a folder; return how many were copied, and how many stay because they were changed."""
    target.mkdir(parents=True, exist_ok=True)
    made = changed = 0
    for notebook in sorted(source.glob("*.ipynb")):
        own = target / notebook.name
        if not own.exists():
            shutil.copyfile(notebook, own)
            made += 1
        elif own.read_bytes() != notebook.read_bytes():
            changed += 1
    return made, changed


def start(folder: Path) -> int:
    """Start JupyterLab on a folder; return its exit code."""
    return subprocess.call([sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder.resolve()}"])  # noqa: S603  (our own interpreter)
