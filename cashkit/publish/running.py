"""Run the notebooks of one report through papermill, all in one kernel.

Cells tagged `not-in-report` speak to learners: they are not run.
A failing cell loses its notebook, and the next one goes on; a dead kernel or a time limit loses
its notebook and gives the next a new kernel. Nothing raises for what a notebook does: each gives
a record that says whether it was lost and why.
"""

import logging
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.ground import language
from cashkit.ground.errors import SourceError
from cashkit.publish import kernel, notebook_files, parameters
from cashkit.publish.sources import NOT_IN_REPORT

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from cashkit.publish.kernel import Kernel

Progress = Callable[[str, int, int], None]
LIMIT_SECONDS = 300
_CLEARING = "cashkit-clearing"
_WRAPPED = 300


@dataclass(frozen=True)
class Job:
    """One notebook to run: its name (a stage, welcome ...), its file, its parameters."""

    name: str
    path: Path
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Ran:
    """One notebook that was run: its cells with their outputs, and why it was lost if it was.

    `reason` is a key of the words table `report`, without "lost_": cell, exit, kernel, time.
    """

    name: str
    notebook: "NotebookNode"
    reason: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def lost(self) -> bool:
        """Tell whether something of the notebook is missing."""
        return bool(self.reason)

    def say(self, lang: str) -> str:
        """Return why it was lost, as a sentence ("" when it was not)."""
        if not self.reason:
            return ""
        stage = language.say(f"report.stage_{self.name}", lang)
        return language.say(f"report.lost_{self.reason}", lang, stage=stage, **self.params)


def run(
    jobs: Sequence[Job],
    *,
    environment: Mapping[str, str] | None = None,
    limit: int = LIMIT_SECONDS,
    progress: Progress | None = None,
) -> tuple[Ran, ...]:
    """Run notebooks in order; `limit` is in seconds for each. A wrong parameter is refused before anything runs."""
    prepared = [_prepared(job) for job in jobs]
    with tempfile.TemporaryDirectory(prefix="cashkit-", ignore_cleanup_errors=True) as name:
        runner = _Runner(Path(name), environment or {}, limit)
        try:
            ran = []
            for done, (job, notebook) in enumerate(zip(jobs, prepared, strict=True)):
                if progress is not None:
                    progress(job.name, done, len(jobs))
                ran.append(runner.run(job, notebook))
        finally:
            runner.stop()
    return tuple(ran)


def declared(path: Path) -> tuple[str, ...]:
    """Return the names of the parameters that a notebook declares."""
    return parameters.declared(_parameters_cell(notebook_files.read(path), path))


def _parameters_cell(notebook: "NotebookNode", path: Path) -> str:
    for cell in notebook.cells:
        if parameters.TAG in cell.metadata.get("tags", []):
            return str(cell.source)
    raise SourceError("publish.no_parameters_cell", file=path.name)


def _prepared(job: Job) -> "NotebookNode":
    notebook = notebook_files.read(job.path)
    values = parameters.checked(job.values, _parameters_cell(notebook, job.path), job.path.name)
    from papermill.parameterize import parameterize_notebook  # noqa: PLC0415

    notebook.metadata["papermill"] = {}
    notebook.cells = [cell for cell in notebook.cells if NOT_IN_REPORT not in cell.metadata.setdefault("tags", [])]
    if values:
        notebook = parameterize_notebook(notebook, values, kernel_name="python3", language="python")
    lang = str(values.get("lang", language.current()))
    clearing = f'__import__("cashkit.publish.clearing", fromlist=["clear"]).clear({language.checked(lang)!r})'
    notebook.cells.insert(0, notebook_files.code(clearing, _CLEARING))
    return notebook


class _Runner:
    """The kernel in use, started when it is needed and again after it was lost."""

    def __init__(self, folder: Path, environment: Mapping[str, str], limit: int) -> None:
        self.folder = folder
        self.environment = environment
        self.limit = limit
        self.kernel: Kernel | None = None
        self.started = 0

    def run(self, job: Job, notebook: "NotebookNode") -> Ran:
        """Run one notebook; once more in a new kernel if the old one was dead before its first cell."""
        reason, params = self._executed(notebook)
        if reason == "kernel" and notebook.cells[0].get("execution_count") is None:
            reason, params = self._executed(notebook)
        del notebook.cells[0]
        return Ran(job.name, notebook, reason, params)

    def _executed(self, notebook: "NotebookNode") -> tuple[str, dict[str, object]]:
        from nbclient.exceptions import CellTimeoutError, DeadKernelError  # noqa: PLC0415

        try:
            self._execute(notebook)
        except DeadKernelError:
            self.stop()
            return "kernel", {}
        except CellTimeoutError:
            self.stop()
            return "time", {"seconds": self.limit}
        return verdict(notebook)

    def _execute(self, notebook: "NotebookNode") -> None:
        from papermill.clientwrap import PapermillNotebookClient  # noqa: PLC0415
        from papermill.engines import NotebookExecutionManager  # noqa: PLC0415

        if self.kernel is None:
            self.started += 1
            place = self.folder / str(self.started)
            place.mkdir()
            self.kernel = kernel.start(place, self.environment)
        end = time.monotonic() + self.limit
        manager = NotebookExecutionManager(notebook, progress_bar=False)
        client = PapermillNotebookClient(
            manager, km=self.kernel.manager, timeout_func=lambda _: max(1, round(end - time.monotonic())), log=_silent()
        )
        client.kc = self.kernel.client
        manager.notebook_start()
        client.execute()

    def stop(self) -> None:
        """End the kernel, if there is one."""
        if self.kernel is not None:
            self.kernel.stop()
            self.kernel = None


def _silent() -> logging.Logger:
    logger = logging.getLogger("cashkit.publish.running")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    return logger


def verdict(notebook: "NotebookNode") -> tuple[str, dict[str, object]]:
    """Return why a notebook that came to its end is lost (an error, a cell that did not run), or "" and nothing."""
    for cell in notebook.cells:
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                if output.ename == "SystemExit":
                    return "exit", {}
                return "cell", {"error": one_line(f"{output.ename}: {output.evalue}")}
        if cell.execution_count is None:
            return "exit", {}
    return "", {}


def one_line(text: str) -> str:
    """Return a message on one line, cut when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _WRAPPED else line[:_WRAPPED] + "…"
