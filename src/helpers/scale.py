"""The same chain over this machine's cores, or over a Dask cluster."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from logging import ERROR
from os import cpu_count
from signal import SIG_IGN, SIGINT, signal
from threading import current_thread, main_thread

# With fewer files, processes may take longer to start than they save.
LEAST_FILES = 200
# Files that a process is given at a time: few enough that all end together, many enough that they are seldom sent.
CHUNK = 16


def over_cores(function: Callable, jobs: list) -> Iterator:
    """Map a function over jobs, on all cores of this machine where there are many jobs; the results come in order.

    The function must be one that a module holds, so that it can be sent to a process.

    Examples
    --------
    >>> list(over_cores(len, ["ab", ""]))
    [2, 0]
    """
    n_cores = cpu_count() or 1
    if n_cores == 1 or len(jobs) < LEAST_FILES:
        yield from map(function, jobs)
        return
    with ProcessPoolExecutor(n_cores, initializer=_ready) as pool:
        yield from pool.map(function, jobs, chunksize=CHUNK)


def _ready() -> None:
    """Make a process ready: who started it ends it, and what was loaded before is no garbage to look through."""
    signal(SIGINT, SIG_IGN)
    gc.freeze()


@contextmanager
def cluster(scheduler: str | None = None) -> Iterator[Callable[[Callable, list], Iterable]]:
    """Give a `map` that spreads a function over a cluster's workers and returns the results in order.

    Parameters
    ----------
    scheduler : address of a running scheduler (`tcp://host:port`); None starts one worker process per core here.

    Raises
    ------
    OSError
        If the scheduler does not answer.

    Every worker needs the project installed and the source files under the same paths: file names are sent, not text.
    """
    from dask.distributed import Client

    if scheduler:
        client = Client(scheduler)
    else:
        with _interrupts_ignored():
            client = Client(processes=True, threads_per_worker=1, dashboard_address=None, silence_logs=ERROR)

    def run(function: Callable, jobs: list) -> Iterator:
        for future in client.map(function, jobs, pure=False):
            yield future.result()

    with client:
        yield run


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let processes that start meanwhile ignore Ctrl-C, which a terminal sends to all: who started them ends them."""
    if current_thread() is not main_thread():  # the others may not say what a signal does
        yield
        return
    before = signal(SIGINT, SIG_IGN)
    try:
        yield
    finally:
        signal(SIGINT, before)
