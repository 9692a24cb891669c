"""One kernel for all the notebooks of one report: this interpreter, in a private folder.

The kernel is described on the fly: a "python3" that a user once registered may be another Python.
It reads nobody's IPython start-up files or matplotlib settings, and draws figures as SVG whose
ids are the same in every run.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cashkit.ground.errors import NotAvailableError

if TYPE_CHECKING:
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.manager import AsyncKernelManager

START_SECONDS = 180
_IPYTHON = 'c = get_config()\nc.HistoryManager.enabled = False\nc.InlineBackend.figure_formats = {"svg"}\n'
_MATPLOTLIB = "svg.hashsalt: cashkit\nsvg.fonttype: none\n"
_NOT_OURS = ("PYTHONSTARTUP", "MPLBACKEND", "PYTHONWARNINGS")


@dataclass(frozen=True)
class Kernel:
    """A running kernel and the channel to it."""

    manager: "AsyncKernelManager"
    client: "AsyncKernelClient"

    def stop(self) -> None:
        """End the kernel at once and release what it held; a dead one too."""
        self.client.stop_channels()
        _now(self.manager.shutdown_kernel(now=True))
        _now(self.manager.cleanup_resources())


def start(folder: Path, environment: Mapping[str, str]) -> Kernel:
    """Start a kernel whose working directory is `folder`, with some variables added to its environment."""
    from jupyter_client.kernelspec import KernelSpec  # noqa: PLC0415  (Jupyter is loaded when a notebook runs)
    from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415

    spec = KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], language="python")
    manager = AsyncKernelManager(connection_file=str(folder / "kernel.json"))
    manager._kernel_spec = spec  # noqa: SLF001  (the manager has no other way to be given a spec that is on no disk)
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    _now(manager.start_kernel(cwd=str(folder), env=_environment(folder, environment), **quiet))
    client = manager.client()
    client.start_channels()
    kernel = Kernel(manager, client)
    try:
        _now(client.wait_for_ready(timeout=START_SECONDS))
    except BaseException as error:
        kernel.stop()
        if isinstance(error, RuntimeError):
            raise NotAvailableError("publish.no_kernel", python=sys.executable) from error
        raise
    client.allow_stdin = False
    return kernel


def _environment(folder: Path, added: Mapping[str, str]) -> dict[str, str]:
    profile = folder / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(_IPYTHON, encoding="utf-8")
    settings = folder / "matplotlibrc"
    settings.write_text(_MATPLOTLIB, encoding="utf-8")
    package = str(Path(__file__).resolve().parents[2])
    known = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return {
        **known,
        "IPYTHONDIR": str(folder / "ipython"),
        "MATPLOTLIBRC": str(settings),
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH")))),
        **added,
    }


def _now(awaitable: Any) -> Any:  # noqa: ANN401  (whatever the call that is waited for gives)
    """Wait for an asynchronous call, whether or not a loop is running here (a notebook has one)."""
    from jupyter_core.utils import ensure_async, run_sync  # noqa: PLC0415

    async def wait() -> Any:  # noqa: ANN401
        return await ensure_async(awaitable)

    return run_sync(wait)()
