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
    """Copy the notebooks and exercises that are not there yet into `cashkit-notebooks`, and open JupyterLab there.

    They lie as they do where they are written, so that the links between them lead somewhere.
    """
    root = Path(FOLDER)
    target = root / "notebooks" / lang
    copied(share("notebooks", lang), target)
    copied(share("exercises", lang), root / "exercises" / lang)
    print(language.say("cli.lab_at", folder=str(target)))
    return start(root, next(iter(sorted(target.glob("*.ipynb"))), None))


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


def start(folder: Path, opened: Path | None = None) -> int:
    """Start JupyterLab on a folder, and on one of its notebooks; return its exit code. No news is fetched."""
    command = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder.resolve()}", "--LabApp.news_url=None"]
    return subprocess.call([*command, *([str(opened.resolve())] if opened else [])])  # noqa: S603  (our own interpreter)
