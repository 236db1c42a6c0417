"""The command line: tifa tidy · explain · slogans · report."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from threading import Event, Thread

from .tables import SEEDS

FORMATS = ("parquet", "csv")
TEXTS = ("tei", "conllu", "vertical", "plain")
ENGINES = ("local", "dask")
PROGRESS_AFTER, PROGRESS_EVERY = 2.0, 1.0  # seconds of silence that a user is asked to bear, at first and then


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0 if something was read, 1 if nothing was (or --strict and a reject), 2 on wrong
    usage, 130 if it was stopped from the keyboard.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        problem = _bad_folder(options.source, options.out) if "out" in options else None
        status = _wrong(problem) if problem else options.command(options)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print("\ntifa: stopped; no half-written file is left", file=sys.stderr)
        return 130
    except BrokenPipeError:  # who reads what is printed has seen enough, as `head` does
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return 0
    except (OSError, ValueError) as error:
        print(f"tifa: {error}", file=sys.stderr)
        return 2 if isinstance(error, FileNotFoundError) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tifa", description="Official slogans in damaged web copies of local news.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    source = dict(nargs="+", help="folders or files (.txt .md .html .htm .docx); `seeds` is the project's own corpus")
    decisions = dict(type=Path, help="table of decisions instead of data/corrections.csv")

    tidy = commands.add_parser("tidy", help="read, repair and tidy documents; write the ten tables")
    tidy.add_argument("source", **source)
    tidy.add_argument("--out", required=True, type=Path, help="folder for the tables")
    tidy.add_argument("--format", choices=FORMATS, default="parquet", help="of the tables; parquet where none is named")
    tidy.add_argument("--texts", choices=TEXTS, action="append", default=[],
                      help="write the texts too, in a folder of this name; may be given several times")
    tidy.add_argument("--corrections", **decisions)
    tidy.add_argument("--engine", choices=ENGINES, default="local", help="this process, or a Dask cluster")
    tidy.add_argument("--scheduler", help="address of a running Dask scheduler; without one, workers start here")
    tidy.add_argument("--strict", action="store_true", help="exit with 1 if any file was rejected")
    tidy.set_defaults(command=_tidy)

    explain = commands.add_parser("explain", help="what was changed, kept, dated and placed in one file, and why")
    explain.add_argument("file", type=Path, help="one file (.txt .md .html .htm .docx)")
    explain.add_argument("--corrections", **decisions)
    explain.add_argument("--all", action="store_true", help="list every edit, the regular ones too")
    explain.set_defaults(command=_explain)

    slogans = commands.add_parser("slogans", help="which slogans these documents use, as a table")
    slogans.add_argument("source", **source)
    slogans.add_argument("--corrections", **decisions)
    slogans.set_defaults(command=_slogans)

    report = commands.add_parser("report", help="run every notebook on these documents and render them as a site")
    report.add_argument("source", **source)
    report.add_argument("--out", required=True, type=Path, help="folder for the site")
    report.add_argument("--corrections", **decisions)
    report.set_defaults(command=_report)
    return parser


def _tidy(options: argparse.Namespace) -> int:
    from .corpus import load_corpus
    from .export import write_tables

    if options.scheduler and options.engine != "dask":
        return _wrong("--scheduler goes with --engine dask")
    with _Progress("reading", then="writing") as progress:
        if options.engine == "dask":
            from .scale import cluster

            with cluster(options.scheduler) as run:
                corpus = load_corpus(options.source, options.corrections, progress, run)
        else:
            corpus = load_corpus(options.source, options.corrections, progress)
        write_tables(corpus, options.out, options.format, options.texts)
    read, rejected = (f"{n} {noun}{'s' * (n != 1)}" for n, noun in
                      ((len(corpus.documents), "document"), (len(corpus.rejects), "file")))
    print(f"{read}, {rejected} rejected: tables in {options.out}")
    for reject in corpus.rejects.itertuples():
        print(f"  rejected {reject.file}: {reject.reason}")
    return int(len(corpus.documents) == 0 or (options.strict and len(corpus.rejects) > 0))


def _explain(options: argparse.Namespace) -> int:
    from .corpus import load_corpus
    from .show.explain import explain

    if options.file.is_dir():
        return _wrong(f"{options.file} is a folder; explain takes one file")
    with _Progress("reading"):
        corpus = load_corpus(options.file, options.corrections)
    for reject in corpus.rejects.itertuples():
        print(f"tifa: {reject.file}: {reject.reason}", file=sys.stderr)
        return 1
    explain(corpus, every_edit=options.all)
    return 0


def _slogans(options: argparse.Namespace) -> int:
    from .corpus import count_slogans
    from .scale import over_cores
    from .show.console import print_table

    with _Progress("reading") as progress:
        table, n_documents, rejects = count_slogans(options.source, progress, over_cores, options.corrections)
    for reject in rejects.itertuples():
        print(f"tifa: {reject.file}: {reject.reason}", file=sys.stderr)
    if not n_documents:
        return 1
    if table.empty:
        print("none of the slogans that are looked for stands in these documents")
        return 0
    print_table(table)
    print(f"{int(table['body'].sum()):,} in the body and {int(table['headline'].sum()):,} in the headline of "
          f"{table['doc_id'].nunique():,} of {n_documents:,} documents; elided mentions and parts of names are "
          "counted in these")
    return 0


def _report(options: argparse.Namespace) -> int:
    from .show.report import ReportError, build_report
    from .show.runner import NotebookError

    try:
        with _Progress("reading") as progress:
            page = build_report(options.source, options.out, progress=progress, corrections=options.corrections)
    except (ReportError, NotebookError) as error:
        print(f"tifa: {error}", file=sys.stderr)
        return 1
    print(f"the report is there; open in a browser: {page}")
    return 0


def _bad_folder(source: list[str], out: Path) -> str | None:
    """Why nothing shall be written into `out`, told before the work and not after it."""
    place = out.resolve()
    if place.exists() and not place.is_dir():
        return f"--out {out} is a file; name a folder"
    for name in source:
        folder = SEEDS if name == "seeds" else Path(name).resolve()
        if folder.is_dir() and place.is_relative_to(folder):
            return (f"--out {out} lies in {name}, and the next run would take what is written there for documents; "
                    f"name a folder outside it, such as {folder.with_name(folder.name + '-out')}")
    there = next(one for one in (place, *place.parents) if one.exists())
    if not os.access(there, os.W_OK):
        return f"--out {out}: {there} may not be written to; name a folder of your own"
    return None


def _wrong(problem: str) -> int:
    print(f"tifa: {problem}", file=sys.stderr)
    return 2


class _Progress:
    """Says what a long run is at, on a terminal's last line, which is empty at the end.

    It is silent where the run is short or nobody watches.
    It has a thread of its own: a single large file takes long as well, and reports nothing meanwhile.
    """

    def __init__(self, doing: str, then: str = ""):
        self.doing, self.then = doing, then
        self.start, self.ended, self.shown = time.monotonic(), Event(), 0
        self.thread = Thread(target=self._tell, daemon=True)

    def __enter__(self) -> _Progress:
        if sys.stderr.isatty():
            self.thread.start()
        return self

    def __exit__(self, *error) -> None:
        self._end()

    def __call__(self, done: int, total: int) -> None:
        self.doing = f"{done:,} of {total:,} files done"
        if done == total:
            self.doing = self.then
            if not self.then:
                self._end()

    def _tell(self) -> None:
        wait = PROGRESS_AFTER
        while not self.ended.wait(wait):
            text = f"{self.doing}, {time.monotonic() - self.start:.0f} s"
            print(f"\r{text.ljust(self.shown)}", end="", file=sys.stderr, flush=True)
            self.shown, wait = len(text), PROGRESS_EVERY

    def _end(self) -> None:
        self.ended.set()
        if self.thread.is_alive():
            self.thread.join()
        if self.shown:
            print(f"\r{' ' * self.shown}\r", end="", file=sys.stderr, flush=True)
            self.shown = 0


if __name__ == "__main__":
    sys.exit(main())
