"""The report: every notebook run on a collection of documents, as a site that opens from disk.

The site loads nothing from a network, shows Chinese where the reader has no Chinese font, and is searched in
the browser. It appears whole or not at all: it is built beside its place and moved there at the end.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from helpers.corpus import KEPT, keep, load_corpus
from helpers.show import VARIABLE as SITE
from helpers.show.fonts import FONT_FILE
from helpers.show.front import write_front
from helpers.show.prose import plural
from helpers.show.runner import run_notebooks
from helpers.show.site import dress, write_pages
from helpers.tables import ROOT, SEEDS

NOTEBOOKS = ROOT / "notebooks"
PAGES = ROOT / "docs"

# How the sources reach the notebooks: paths, a line each (a colon may stand in a name).
VARIABLE = "TIFA_SOURCE"
OWN = "seeds"

# By this file a folder is known for a report, which a new report may replace.
MARK = "searchindex.js"

_LOADED = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio)\b[^>]*?\b(?:src|href)\s*=\s*["'](?:https?:)?//[^"']+"""
)


class ReportError(RuntimeError):
    """The report could not be built; what stood in its place before still stands there."""


def notebook_source() -> str | list[str]:
    """Return what a notebook shall give `load_corpus`: what was named to `tifa report`, else the project's own.

    Examples
    --------
    >>> notebook_source()
    'seeds'
    """
    return os.environ[VARIABLE].split("\n") if VARIABLE in os.environ else OWN


def build_report(
    source: str | Path | Sequence[str | Path] = OWN,
    out: str | Path = "build/site",
    notebooks: Path = NOTEBOOKS,
    run: Callable = run_notebooks,
    progress: Callable[[int, int], None] | None = None,
    corrections: str | Path | None = None,
) -> Path:
    """Run every notebook on `source` and write the site into the folder `out`; return its first page.

    The committed notebooks are not touched. The tables that they read lie in the site, as CSV and Parquet. What is
    being done is printed; `progress` is called with (documents tidied, documents in all). `run` is what runs the
    notebooks, with the arguments and the result of `run_notebooks`. `corrections` is a table of decisions in place of
    the project's own, see `load_corpus`.

    Raises
    ------
    FileExistsError
        where `out` holds something else than an earlier report
    FileNotFoundError
        where a path of `source` or the table of corrections does not exist
    ValueError
        where a table beside the documents is wrong, see `load_corpus`
    helpers.show.runner.NotebookError
        where a notebook does not reach its bottom
    ReportError
        where nothing could be read, or a page is wrong
    """
    names = [str(name) for name in ([source] if isinstance(source, str | Path) else source)]
    paths = [str(SEEDS if name == OWN else Path(name).resolve(strict=True)) for name in names]
    variables = {} if names == [OWN] else {VARIABLE: "\n".join(paths)}
    out = Path(out).resolve()
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARK).exists())):
        raise FileExistsError(f"{out} is there and is no report: name another folder, or remove it first")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        pages, site = Path(folder, "pages"), Path(folder, "site")
        shutil.copytree(PAGES, pages)
        shutil.copy(FONT_FILE.with_suffix(".woff2"), pages / "_static")
        print("reading and repairing the documents", flush=True)
        corpus = load_corpus(paths if variables else OWN, corrections, progress)
        if corpus.documents.empty:
            reasons = [f"\n  {reject.file}: {reject.reason}" for reject in corpus.rejects.itertuples()]
            hint = "" if reasons else ": put .txt, .md, .html or .docx files there, or name another folder"
            raise ReportError(f"nothing to read in {', '.join(names)}{hint}{''.join(reasons)}")
        read, rejected = plural(len(corpus.documents), "document"), plural(len(corpus.rejects), "file")
        print(f"  {read} read, {rejected} rejected", flush=True)
        for reject in corpus.rejects.itertuples():
            print(f"  rejected {reject.file}: {reject.reason}", flush=True)
        write_pages(corpus, names, pages)
        keep(corpus, paths if variables else OWN, Path(folder, "corpus"))
        files = sorted(notebooks.glob("*.ipynb"))
        write_front(corpus, files, pages)
        print("running the notebooks", flush=True)
        (pages / "notebooks").mkdir()
        dress(run(files, pages / "notebooks", variables | {SITE: "1", KEPT: str(Path(folder, "corpus"))}))
        print("making the pages of the site", flush=True)
        _render(pages, site)
        if out.exists():
            out.rename(Path(folder, "before"))
        site.rename(out)
    return out / "index.html"


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
