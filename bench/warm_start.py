"""Seconds from nothing to the first table of the five seeds: python bench/warm_start.py

Three figures, the best of five runs each: the first table in a new process, the same without the start of
Python and its imports, and a second load in one process. The system has the files in its cache: a warm start.
"""

import subprocess
import sys
import time

RUNS = 5
FIRST_TABLE = "from helpers import load_corpus; load_corpus('seeds').documents"
IMPORTS = "from helpers import load_corpus"


def new_process(code: str) -> float:
    """Return the seconds that a new Python needs for `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def again() -> float:
    """Return the seconds of a load in a process that has loaded before."""
    from helpers import load_corpus

    load_corpus("seeds")
    start = time.perf_counter()
    load_corpus("seeds")
    return time.perf_counter() - start


def main() -> None:
    whole = min(new_process(FIRST_TABLE) for _ in range(RUNS))
    imports = min(new_process(IMPORTS) for _ in range(RUNS))
    print(f"first table of the seeds, new process:        {whole:.2f} s")
    print(f"  of that after the imports:                  {whole - imports:.2f} s")
    print(f"first table of the seeds, second load:        {min(again() for _ in range(RUNS)):.2f} s")


if __name__ == "__main__":
    main()
