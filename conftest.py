"""Notebooks run by nbval share kernels: one for each language of each kind of notebook, cleared between two.

nbval starts a kernel for every notebook: three quarters of a run would be starting up. Here a notebook
takes the kernel of the last one of its kind and language, with the names and settings of a new one
(`cashkit.publish.clearing`), in a folder that is nobody's. With `pytest -n`, a notebook stays in one process.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path
from queue import Empty

os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")

import nbval.plugin
import pytest
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel, start_new_kernel

from cashkit.ground import language

ROOT = Path(__file__).parent
collect_ignore_glob = ["notebooks/source/*", "exercises/source/*"]
_CLEAR = '__import__("cashkit.publish.clearing", fromlist=["clear"]).clear({lang!r})'
_SECONDS, _PATIENCE = 120, 1
_kernels = {}


@pytest.fixture(autouse=True)
def french_after():
    """Put the process back into the language it starts in: a command that was run within it chose its own."""
    yield
    language.set_language("fr")


class SharedKernel(RunningKernel):
    """A kernel of this interpreter, in a private folder."""

    def __init__(self, startup_timeout):
        """Start it."""
        self.folder = tempfile.TemporaryDirectory(prefix="cashkit-nbval-", ignore_cleanup_errors=True)
        self.place = Path(self.folder.name)
        (self.place / "work").mkdir()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.km, self.kc = start_new_kernel(
            startup_timeout, CURRENT_ENV_KERNEL_NAME, cwd=str(self.place / "work"), env=self._environment(), **quiet
        )
        self._ensure_iopub_up()

    def _environment(self):
        """Return the environment: this checkout first, nobody's IPython start-up files."""
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        return {**os.environ, "PYTHONPATH": path, "IPYTHONDIR": str(self.place / "ipython"), "PYTHONHASHSEED": "0"}

    def clear(self, lang):
        """Make the kernel as good as new."""
        asked = self.kc.execute(_CLEAR.format(lang=lang), store_history=False)
        self.await_reply(asked, timeout=_SECONDS)
        self.await_idle(asked, timeout=_SECONDS)

    def await_reply(self, msg_id, timeout=None):
        """Wait for a reply as nbval does, but not for that of a dead kernel."""
        end = time.monotonic() + (timeout or _SECONDS)
        while True:
            try:
                return super().await_reply(msg_id, timeout=_PATIENCE)
            except Empty:
                if time.monotonic() > end or not self.is_alive():
                    raise

    def stop(self):
        """Stop for good, and release what was held; nbval does so after a time limit."""
        if self.is_alive():
            super().stop()
        self.folder.cleanup()


def _kernel_of(path, startup_timeout):
    """Return the kernel of a notebook's kind and language, cleared; a new one when the last one is dead."""
    kind, lang = path.parent.parent, path.parent.name
    known = _kernels.get((kind, lang))
    if known is None or not known.is_alive():
        known = _kernels[kind, lang] = SharedKernel(startup_timeout)
    known.clear(lang)
    return known


def _setup(notebook):
    """Give a notebook its kernel."""
    notebook.kernel = _kernel_of(notebook.path, notebook.config.option.nbval_kernel_startup_timeout)
    notebook.setup_sanitize_files()


nbval.plugin.IPyNbFile.setup = _setup
nbval.plugin.IPyNbFile.teardown = lambda _: None  # the next notebook goes on with the kernel


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """Keep the cells of a notebook together when tests run in several processes."""
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadfile"


def pytest_sessionfinish():
    """End the kernels with the session."""
    for kernel in _kernels.values():
        kernel.stop()
    _kernels.clear()
