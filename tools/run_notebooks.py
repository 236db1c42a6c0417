"""Run the committed notebooks from top to bottom and save them: make notebooks, or name some of them here.

The picture of the README is the first figure of notebook 40, taken from what was saved.
"""

import argparse
import sys
from base64 import b64decode
from pathlib import Path

import nbformat

from helpers.show.report import NOTEBOOKS, PAGES
from helpers.show.runner import NotebookError, run_notebooks

PICTURE = PAGES / "lattice.png"
PICTURED = "40-*.ipynb"


def first_figure(path: Path) -> bytes:
    """The first PNG among the outputs of a notebook."""
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return b64decode(output.data["image/png"])
    raise ValueError(f"{path.name} shows no figure: name the notebook of the README's picture in PICTURED")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all in notebooks/")
    notebooks = parser.parse_args().notebooks or sorted(NOTEBOOKS.glob("*.ipynb"))
    try:
        run_notebooks(notebooks)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    PICTURE.write_bytes(first_figure(next(NOTEBOOKS.glob(PICTURED))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
