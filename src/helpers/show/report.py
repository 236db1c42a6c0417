"""The report: every notebook run on a collection of documents, as a site that opens from disk.

The site loads nothing from a network, shows Chinese where the reader has no Chinese font, and is searched in
the browser. It appears whole or not at all: it is built beside its place and moved there at the end.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet

from helpers.show.fonts import FONT_FILE
from helpers.show.runner import run_notebooks

ROOT = Path(__file__).resolve().parents[3]
NOTEBOOKS = ROOT / "notebooks"
PAGES = ROOT / "docs"

# How the sources reach the notebooks: paths, separated as in PATH.
VARIABLE = "TIFA_SOURCE"
OWN = "seeds"

# By this file a folder is known for a report, which a new report may replace.
MARK = "searchindex.js"

_LOADED = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio)\b[^>]*?\b(?:src|href)\s*=\s*["'](?:https?:)?//[^"']+"""
)
_TIDY = "import sys; from helpers.cli import main; sys.exit(main())"


class ReportError(RuntimeError):
    """The report could not be built; what stood in its place before still stands there."""


def notebook_source() -> list[str]:
    """Return what a notebook shall read: what was named to `tifa report`, else the project's own files.

    Examples
    --------
    >>> notebook_source()
    ['seeds']
    """
    return os.environ.get(VARIABLE, OWN).split(os.pathsep)


def build_report(
    source: str | Path | Sequence[str | Path] = OWN,
    out: str | Path = "build/site",
    notebooks: Path = NOTEBOOKS,
) -> Path:
    """Run every notebook on `source` and write the site into the folder `out`; return its first page.

    The committed notebooks are not touched. The tables that they read lie in the site, as CSV and Parquet.

    Raises
    ------
    FileExistsError
        where `out` holds something else than an earlier report
    FileNotFoundError
        where a path of `source` does not exist
    helpers.show.runner.NotebookError
        where a notebook does not reach its bottom
    ReportError
        where no table could be made, or a page is wrong
    """
    names = [str(name) for name in ([source] if isinstance(source, str | Path) else source)]
    paths = [name if name == OWN else str(Path(name).resolve(strict=True)) for name in names]
    out = Path(out).resolve()
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARK).exists())):
        raise FileExistsError(f"{out} is there and is no report: name another folder, or remove it first")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        pages, site = Path(folder, "pages"), Path(folder, "site")
        shutil.copytree(PAGES, pages)
        shutil.copy(FONT_FILE.with_suffix(".woff2"), pages / "_static")
        print("tables", flush=True)
        _write_tables(paths, names, pages)
        print("notebooks", flush=True)
        (pages / "notebooks").mkdir()
        variables = {VARIABLE: os.pathsep.join(paths)}
        run_notebooks(sorted(notebooks.glob("*.ipynb")), pages / "notebooks", variables)
        print("site", flush=True)
        _render(pages, site)
        if out.exists():
            out.rename(Path(folder, "before"))
        site.rename(out)
    return out / "index.html"


def _write_tables(paths: list[str], names: list[str], pages: Path) -> None:
    """Write every table in both formats below `pages`, and the page that lists them."""
    folder = pages / "download" / "tables"
    for file_format in ("csv", "parquet"):
        command = [sys.executable, "-c", _TIDY, "tidy", *paths, "--out", str(folder), "--format", file_format]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise ReportError(f"no tables from {', '.join(names)}:\n{done.stderr or done.stdout}")
    described = {
        resource["name"]: resource.get("description", "")
        for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    }
    lines = ["# Tables", "", f"Made from: {', '.join(f'`{name}`' for name in names)}.", ""]
    lines += ["| table | one row per | rows | files |", "|---|---|--:|---|"]
    for name, grain in described.items():
        rows = pyarrow.parquet.read_metadata(folder / f"{name}.parquet").num_rows
        files = " ".join(f'<a href="tables/{name}.{kind}" download>{kind}</a>' for kind in ("csv", "parquet"))
        lines.append(f"| `{name}` | {grain} | {rows:,} | {files} |")
    (pages / "tables.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _render(pages: Path, site: Path) -> None:
    """Turn pages and executed notebooks into HTML; stop at any warning and at any load from a network."""
    command = [sys.executable, "-m", "sphinx", "--builder", "html", "--quiet", "--fail-on-warning"]
    command += ["--jobs", "auto", "--doctree-dir", str(pages.parent / "doctrees"), str(pages), str(site)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise ReportError(f"Sphinx stopped:\n{done.stderr or done.stdout}")
    asking = network_loads(site)
    if asking:
        raise ReportError("the site would load from a network:\n" + "\n".join(asking))


def network_loads(site: Path) -> list[str]:
    """Return `page: tag` for each tag of a site that makes a browser load something from a network."""
    return [
        f"{page.relative_to(site).as_posix()}: {found[0]}"
        for page in sorted(site.rglob("*.html"))
        for found in _LOADED.finditer(page.read_text(encoding="utf-8"))
    ]
