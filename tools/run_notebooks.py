"""Run the committed notebooks from top to bottom and save them: make notebooks, or name some of them here."""

import argparse
import sys
from pathlib import Path

from helpers.show.report import NOTEBOOKS
from helpers.show.runner import NotebookError, run_notebooks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all in notebooks/")
    notebooks = parser.parse_args().notebooks or sorted(NOTEBOOKS.glob("*.ipynb"))
    try:
        run_notebooks(notebooks)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
