"""Run notebooks from top to bottom and keep nothing of the run but its results.

No times, no cell metadata, no widgets, no version of the Python that ran them: the same notebook on the same data gives
the same file, so that a difference in a committed notebook is a difference in its results.
"""

import asyncio
import os
import re
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from traitlets import default

# What JupyterLab needs to open a notebook and Sphinx to colour its code.
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
# A widget lives as long as its kernel; kept, it would be an empty frame with another number on each run.
WIDGET = "application/vnd.jupyter.widget-view+json"
# The paragraph of the title cell that says the finding, and how the output begins that says it in numbers.
_FINDING = "**Finding.**"
_PARAGRAPH = re.compile(r"^\*\*Finding\.\*\*.*?(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
LOOK = 0.5  # seconds between two looks whether a run shall stop
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class NotebookError(RuntimeError):
    """A notebook did not reach its bottom, or a cell of it shows an error."""


class _ThisPython(AsyncKernelManager):
    """Starts the kernel of the Python that runs the notebooks, whatever kernels the user has installed."""

    @default("kernel_spec_manager")
    def _no_folders_to_search(self):
        return KernelSpecManager(kernel_dirs=[])

    @default("transport_encryption")
    def _where_the_kernel_can(self):
        return "auto"


def run_notebooks(
    notebooks: Sequence[Path], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> list[Path]:
    """Run each notebook, as many at a time as there are processors, and print how long each took.

    The results are written into `folder`, or over the notebooks themselves where it is None, once all have
    reached the bottom; returns the written files. The finding that a notebook works out is written into its title cell
    too. `environment` adds to the variables that the notebooks see.
    Each runs in its own folder, by the Python that runs this function.

    Raises `NotebookError` naming the notebook and the cell that failed; then nothing is written, and those that still
    run are stopped, as they are where the user interrupts.
    """
    stopped = threading.Event()

    def run(path: Path) -> nbformat.NotebookNode:
        start = time.perf_counter()
        notebook = _run(path, {**os.environ, **(environment or {})}, stopped)
        print(f"  {path.name}: {time.perf_counter() - start:.1f} s", flush=True)
        return notebook

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        try:
            results = list(pool.map(run, notebooks))
        except BaseException:
            stopped.set()
            raise
    written = []
    for path, notebook in zip(notebooks, results, strict=True):
        target = path if folder is None else folder / path.name
        nbformat.write(notebook, target)
        written.append(target)
    return written


def _run(path: Path, environment: Mapping[str, str], stopped: threading.Event) -> nbformat.NotebookNode:
    """Return the notebook of a file with fresh outputs."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook, kernel_manager_class=_ThisPython, timeout=None, record_timing=False, coalesce_streams=True
    )
    try:
        asyncio.run(_execute(client, stopped, cwd=str(path.parent), env=dict(environment)))
    except CellExecutionError as error:
        raise NotebookError(f"{_place(path, notebook)}\n{_COLOUR.sub('', str(error))}") from None
    except DeadKernelError as error:
        raise NotebookError(f"{path.name}: its Python died; was there enough memory?") from error
    # A figure is drawn after its cell: an error in that is an output and does not stop the run.
    if place := _place(path, notebook):
        raise NotebookError(place)
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    finding = finding_of(notebook)
    if finding and notebook.cells[0].cell_type == "markdown":
        notebook.cells[0].source = _PARAGRAPH.sub(lambda _: finding, notebook.cells[0].source, count=1)
    return notebook


async def _execute(client: NotebookClient, stopped: threading.Event, **options) -> None:
    """Execute a notebook, or end its kernel soon after the event is set."""
    task = asyncio.ensure_future(client.async_execute(**options))
    while not task.done():
        if stopped.is_set():
            client.shutdown_kernel = "immediate"
            task.cancel()
        await asyncio.wait([task], timeout=LOOK)
    task.result()


def finding_of(notebook: nbformat.NotebookNode) -> str | None:
    """The finding as the code of an executed notebook says it: the first output that begins with this word.

    Examples
    --------
    >>> say = nbformat.v4.new_output("display_data", {"text/markdown": "**Finding.** 5 of 5 documents use it."})
    >>> finding_of(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("say(…)", outputs=[say])]))
    '**Finding.** 5 of 5 documents use it.'
    """
    said = (output.get("data", {}).get("text/markdown", "") for cell in notebook.cells
            for output in cell.get("outputs", []))
    return next((text for text in said if text.startswith(_FINDING)), None)


def _place(path: Path, notebook: nbformat.NotebookNode) -> str:
    """Return file, cell and error of the first cell that shows an error, or nothing."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return f"{path.name}, cell {number}: {output.ename}: {output.evalue}"
    return ""
