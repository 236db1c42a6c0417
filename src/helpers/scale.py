"""The same chain over a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager


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

    client = Client(scheduler) if scheduler else Client(processes=True, threads_per_worker=1, dashboard_address=None)

    def run(function: Callable, jobs: list) -> Iterator:
        for future in client.map(function, jobs, pure=False):
            yield future.result()

    with client:
        yield run
