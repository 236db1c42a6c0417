"""Load a corpus: run the chain over every document and hold the tables."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from os import PathLike
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .measure.slogans import COLUMNS as MENTIONED
from .measure.slogans import find_slogans, mention_rows, mentions, slogan_table, with_confidence
from .tables import DATA, SEEDS, TABLE, TABLES, checked, empty
from .tidy.dates.calendar import read_calendar
from .tidy.decisions import CORRECTION_COLUMNS, read_corrections, read_sidecars, sidecar_of
from .tidy.gazetteer import load_divisions
from .tidy.layout import lay_out, passages_of
from .tidy.metadata import check_decided, decided_evidence, settle, settle_date_and_place
from .tidy.read import read_file, source_files
from .tidy.repair import repair
from .tidy.repairs.ledger import RawMap
from .tidy.repairs.script import script_of
from .tidy.segment import sentences

CORRECTIONS = DATA / "corrections.csv"

# Names a file in which a corpus is kept for the notebooks of one report, so that each need not tidy it again.
KEPT = "TIFA_KEPT"

__all__ = ["CORRECTIONS", "CORRECTION_COLUMNS", "Corpus", "count_slogans", "load_corpus", "rules", "tidy_document",
           "tidy_file"]


class Corpus:
    """The tables of a collection of documents; each is an attribute of its name (`corpus.documents`, …).

    `raw(doc_id)` and `clean(doc_id)` give a document's text as received and as repaired. The table `tokens` is made
    when it is first asked for: it is the largest by far, and many questions do without it.
    """

    def __init__(self, tables: dict[str, pd.DataFrame], raw: dict[str, str], markup: dict[str, tuple]):
        self._raw, self._markup = raw, markup
        for name, table in tables.items():
            setattr(self, name, table)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """One row per token of a sentence."""
        return self._tokenised(map)

    def _tokenised(self, run: Callable[[Callable, list], Iterable]) -> pd.DataFrame:
        sentences, edits = (dict(iter(table.groupby("doc_id"))) for table in (self.sentences, self.edits))
        jobs = [(doc_id, own, edits.get(doc_id, self.edits.iloc[:0]), len(self._raw[doc_id]))
                for doc_id, own in sentences.items()]
        parts = list(run(_tokenise, jobs))
        return checked("tokens", pd.concat(parts, ignore_index=True)) if parts else empty("tokens")

    def raw(self, doc_id: str) -> str:
        """The decoded file."""
        try:
            return self._raw[doc_id]
        except KeyError:
            known = ", ".join(self._raw) or "none"
            raise KeyError(f"no document {doc_id!r} in this corpus; it has: {known}") from None

    def clean(self, doc_id: str) -> str:
        """The repaired text: the document's passages joined."""
        self.raw(doc_id)
        return "".join(self.passages.loc[self.passages["doc_id"] == doc_id, "text"])

    def markup(self, doc_id: str) -> tuple:
        """Where the elements of a web page or Word document stand in its clean text: `(start, end, tag)` of each."""
        raw = self.raw(doc_id)
        edits = self.edits[self.edits["doc_id"] == doc_id]
        return _in_clean(self._markup[doc_id], _raw_map(edits, len(raw)))

    def __repr__(self) -> str:
        return f"<Corpus: {len(self.documents)} documents, {len(self.rejects)} rejects>"


@dataclass(frozen=True)
class Rules:
    """The tables of `data/` that the chain needs for every document."""

    calendar: pd.DataFrame
    divisions: pd.DataFrame
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The project's own rules, read once."""
    names = pd.read_csv(DATA / "names.csv", dtype="string")
    return Rules(read_calendar(DATA / "calendar.csv"), load_divisions(), tuple(names["name"]))


def load_corpus(
    source: str | Path | Iterable[str | Path] = "seeds",
    corrections: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    run: Callable[[Callable, list], Iterable] = map,
) -> Corpus:
    """Read, repair, lay out, date and place every document of a source.

    Parameters
    ----------
    source : a folder, a file, or a list of either; `"seeds"` is the project's own corpus from whatever folder.
    corrections : table of what people decided about single files; the project's own `data/corrections.csv` by default.
    progress : called with (documents done, documents in all) after each.
    run : how to map a function over the documents, in order; `map` by default, a cluster's in `scale`.

    Returns
    -------
    Corpus
        Ten tables, see `tables.data_dictionary()`. A file that cannot be read, or on which the chain fails, is a row
        of `rejects`.

    Raises
    ------
    FileNotFoundError
        If the source or the table of corrections does not exist.
    ValueError
        If the corrections or a folder's `metadata.csv` are wrong; the message names file, line and what to do.

    Examples
    --------
    >>> corpus = load_corpus("seeds")
    >>> len(corpus.documents), len(corpus.rejects)
    (5, 0)
    """
    files = _files(source)
    if corrections is None and KEPT in os.environ and (kept := _kept(files, Path(os.environ[KEPT]))):
        return kept
    jobs = _jobs(files, read_corrections(corrections or CORRECTIONS))
    parts: list[Tidied] = []
    for part in run(tidy_file, jobs):
        parts.append(part)
        if progress:
            progress(len(parts), len(jobs))
    try:
        tables = _checked_tables(parts)
    except ValueError:
        # One document broke a table's rules. It is found, and costs only itself.
        parts = [_sound(part) for part in parts]
        tables = _checked_tables(parts)
    texts = [part for part in parts if part.doc_id]
    corpus = Corpus(tables, {p.doc_id: p.raw for p in texts}, {p.doc_id: p.markup for p in texts})
    if run is not map:
        corpus.tokens = corpus._tokenised(run)  # a cluster is there as long as this call
    return corpus


def keep(corpus: Corpus, source: str | Path | Iterable[str | Path], path: Path) -> None:
    """Keep a corpus with its tokens in a file, from which `load_corpus` takes it where `KEPT` names that file.

    Parameters
    ----------
    corpus : what `load_corpus(source)` gave.
    source : the source; another one, or one of which a file was changed since, is not taken from the file.
    path : the file. It is for the same program on the same machine: a pickle.
    """
    corpus.tokens  # made here once
    with open(path, "wb") as file:
        pickle.dump((_state(_files(source)), corpus), file)


def _kept(files: pd.DataFrame, path: Path) -> Corpus | None:
    """The corpus that is kept in a file, if it was made of these files as they are now."""
    with open(path, "rb") as file:
        state, corpus = pickle.load(file)
    return corpus if state == _state(files) else None


def _state(files: pd.DataFrame) -> list[tuple]:
    """What tells whether files are the same as before, with the tables beside them."""
    paths = [Path(path).resolve() for path in files["path"]]
    folders = {folder for path, file in zip(paths, files["file"]) for folder in path.parents[: len(Path(file).parts)]}
    beside = [table for folder in sorted(folders) if (table := sidecar_of(folder))]
    return [(str(path), stat.st_size, stat.st_mtime_ns) for path in [*paths, *beside, CORRECTIONS] if path.exists()
            for stat in [path.stat()]]


def _files(source: str | Path | Iterable[str | Path]) -> pd.DataFrame:
    """The files of a source, as `source_files` gives them."""
    given = [source] if isinstance(source, (str, PathLike)) else source
    return source_files([SEEDS if one == "seeds" else one for one in given] if isinstance(given, Iterable) else given)


class Job(NamedTuple):
    """One file to tidy: a row of `source_files`, what people decided about it, and the checksum they decided it for."""

    entry: dict
    decided: pd.DataFrame
    sha256: str | None


class Tidied(NamedTuple):
    """One file's part of each table, as a frame or as rows; a rejected file has no `doc_id`, and only `rejects`."""

    file: str
    tables: dict[str, pd.DataFrame | list[dict]]
    doc_id: str | None = None
    raw: str = ""
    markup: tuple = ()


def _jobs(files: pd.DataFrame, corrections: pd.DataFrame) -> list[Job]:
    """A job for each file; what was decided about the files is checked beforehand."""
    sidecars = read_sidecars(files)
    corrected = dict(iter(corrections.groupby("doc_id")))
    nothing = decided_evidence(corrections.iloc[:0], "correction")
    jobs = []
    for entry in files.to_dict("records"):
        rows = [(kind, table[key]) for kind, table, key in
                (("correction", corrected, entry["doc_id"]), ("sidecar", sidecars, entry["path"])) if key in table]
        decided = pd.concat([decided_evidence(r, kind) for kind, r in rows], ignore_index=True) if rows else nothing
        sums = corrected[entry["doc_id"]]["sha256"].unique() if entry["doc_id"] in corrected else []
        origin = " and ".join(dict.fromkeys(origin for _, r in rows for origin in r["origin"]))
        if len(sums) > 1:
            raise ValueError(f"{origin}: several checksums for {entry['doc_id']}; keep the rows about one file")
        try:
            if rows:
                check_decided(decided, rules().divisions)
        except ValueError as error:
            raise ValueError(f"{origin}: {error}") from None
        # A cluster's workers may run in other folders.
        entry["path"] = Path(entry["path"]).absolute()
        jobs.append(Job(entry, decided, sums[0] if len(sums) else None))
    return jobs


class SloganCounts(NamedTuple):
    """What `count_slogans` gives: the table of `measure.slogans.slogan_table`, how many documents, and the rejects."""

    table: pd.DataFrame
    n_documents: int
    rejects: pd.DataFrame


def count_slogans(
    source: str | Path | Iterable[str | Path] = "seeds", progress: Callable[[int, int], None] | None = None,
    run: Callable[[Callable, list], Iterable] = map, corrections: str | Path | None = None,
) -> SloganCounts:
    """Count the slogans of a source without the rest of the chain.

    A document without a slogan in its repaired text is neither laid out nor dated, and no statement is attributed.

    Parameters
    ----------
    source, progress, run, corrections : as for `load_corpus`.

    Returns
    -------
    SloganCounts
        `table` has one row per document and slogan and equals `slogan_table` of the whole chain.

    Examples
    --------
    >>> counts = count_slogans("seeds")
    >>> counts.n_documents, int(counts.table["body"].sum())
    (5, 69)
    """
    parts = []
    jobs = _jobs(_files(source), read_corrections(corrections or CORRECTIONS))
    for part in run(_slogans_of_file, jobs):
        parts.append(part)
        if progress:
            progress(len(parts), len(jobs))
    found, documents, rejects = (_of_rows(name, parts) for name in ("mentions", "documents", "rejects"))
    return SloganCounts(slogan_table(found, documents), sum(bool(part.doc_id) for part in parts), rejects)


def _of_rows(name: str, parts: list[Tidied]) -> pd.DataFrame:
    """A table from the rows of its parts, with those of its columns that they fill."""
    rows = [row for part in parts for row in part.tables.get(name, ())]
    frame = pd.DataFrame(rows) if rows else empty(name)
    return frame.astype({column.name: column.dtype for column in TABLE[name].columns if column.name in frame})


def _slogans_of_file(job: Job) -> Tidied:
    """The part of one file, without its text: between processes that would be most of what is sent."""
    return tidy_file(job, _slogans_alone)._replace(raw="", markup=())


def _slogans_alone(record: dict, decided: pd.DataFrame, rules: Rules) -> dict[str, list[dict]]:
    """The document's fields and slogans, if it has a slogan."""
    ledger = repair(record["raw"], rules.names)
    clean = ledger.clean
    if not find_slogans(clean):
        return {}
    passages = passages_of(clean, _in_clean(record["markup"], ledger.raw_map()))
    fields, *_ = settle_date_and_place(clean, passages, rules.calendar, rules.divisions, decided)
    fields["doc_id"] = record["doc_id"]
    rows = mention_rows(clean, passages, (), fields)
    return {"documents": [fields], "mentions": [dict(zip(MENTIONED, row), doc_id=record["doc_id"]) for row in rows]}


def tidy_file(job: Job, chain: Callable[[dict, pd.DataFrame, Rules], dict] | None = None) -> Tidied:
    """Read and tidy one file, by `tidy_document` or another chain.

    Raises
    ------
    ValueError
        If the file is not the one that its corrections were made for.
    """
    file = job.entry["file"]
    try:
        record = read_file(**job.entry)
        if "reason" in record:
            return _rejected(file, record["reason"])
        if job.sha256 in (None, record["sha256"]):
            tables = (chain or tidy_document)(record, job.decided, rules())
            return Tidied(file, tables, record["doc_id"], record["raw"], record["markup"])
    except Exception as error:  # whatever one page makes the chain do, the others keep their tables
        return _rejected(file, _failure(error))
    raise ValueError(
        f"{file}: there are corrections of {record['doc_id']} for a file with the checksum {job.sha256[:12]}…, but "
        f"this one has {record['sha256'][:12]}…: it is another text or has changed, so check what was decided and "
        "put the new checksum in, or rename the file"
    )


def _rejected(file: str, reason: str) -> Tidied:
    return Tidied(file, {"rejects": [{"file": file, "reason": reason}]})


def _failure(error: Exception) -> str:
    """The reason of a reject for which the program, not the file, is to blame."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    message = " ".join(str(error).split())[:200]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    return (
        f"the program failed on it ({type(error).__name__}: {message}; {where}), which is a mistake in the program: "
        "please report it with the file; saving the text alone as .txt may help"
    )


def _sound(part: Tidied) -> Tidied:
    """The part, or a reject in its place where it breaks the rules of a table."""
    try:
        _checked_tables([part])
    except ValueError as error:
        return _rejected(part.file, _failure(error))
    return part


def _checked_tables(parts: list[Tidied]) -> dict[str, pd.DataFrame]:
    """Every table of the parts put together, checked, but `tokens`; those that nothing fills are empty."""
    tables = {}
    for table in TABLES:
        if table.name == "tokens":
            continue
        frames = [pd.DataFrame(part.tables[table.name]) for part in parts if table.name in part.tables]
        tables[table.name] = checked(table.name, pd.concat(frames, ignore_index=True)) if frames else empty(table.name)
    return tables


def tidy_document(record: dict, decided: pd.DataFrame, rules: Rules) -> dict[str, pd.DataFrame]:
    """The chain over one document: its part of each table."""
    # Imported where they are needed: who only counts slogans does not wait for a dictionary to load.
    from .measure.rhetoric import find_devices
    from .tidy.speech import speech

    doc_id, raw = record["doc_id"], record["raw"]
    ledger = repair(raw, rules.names)
    clean, where = ledger.clean, ledger.raw_map()
    passages = lay_out(clean, _in_clean(record["markup"], where))
    fields, evidence = settle(clean, passages, rules.calendar, rules.divisions, decided)
    genre = None if pd.isna(fields["genre"]) else fields["genre"]
    tables = {
        "evidence": evidence,
        "edits": ledger.edits(),
        "passages": passages,
        "sentences": sentences(clean, passages),
        "speech": speech(clean, passages, genre),
    }
    tables["mentions"] = mentions(clean, passages, tables["speech"], fields | {"doc_id": doc_id})
    tables["devices"] = find_devices(clean, passages)
    for name, frame in tables.items():
        tables[name] = with_raw_spans(frame, where).assign(doc_id=doc_id)
    tables["mentions"] = with_confidence(tables["mentions"], tables["edits"])
    body_chars = sum(len("".join(t.split())) for t in passages.loc[passages["role"] == "body", "text"])
    total = fields["declared_total"]
    tables["documents"] = pd.DataFrame([fields | {
        "doc_id": doc_id, "file": record["file"], "sha256": record["sha256"], "encoding": record["encoding"],
        "script": script_of(raw), "body_chars": body_chars, "n_edits": len(tables["edits"]),
        "completeness": body_chars / total if pd.notna(total) and total else pd.NA,
    }])
    return tables


def _tokenise(job: tuple[str, pd.DataFrame, pd.DataFrame, int]) -> pd.DataFrame:
    """The tokens of one document: its id, its sentences, its edits and the length of its raw text."""
    from .tidy.words import tokens

    doc_id, sentences, edits, n_raw = job
    return with_raw_spans(tokens(sentences), _raw_map(edits, n_raw)).assign(doc_id=doc_id)


def _raw_map(edits: pd.DataFrame, n_raw: int) -> RawMap:
    return RawMap(edits[["raw_start", "raw_end", "after"]].itertuples(index=False, name=None), n_raw)


def _in_clean(markup: tuple, where: RawMap) -> tuple:
    """The spans of elements, in raw coordinates, as spans of the clean text; what the repair emptied is left out."""
    spans = ((where.clean_offset(start), where.clean_offset(end), tag) for start, end, tag in markup)
    return tuple(span for span in spans if span[0] < span[1])


def with_raw_spans(frame: pd.DataFrame, where) -> pd.DataFrame:
    """The frame with `raw_start` and `raw_end` beside its `start` and `end`; empty spans stay empty."""
    if "start" not in frame or "raw_start" in frame:
        return frame
    offsets = zip(frame["start"].tolist(), frame["end"].tolist())
    spans = [(pd.NA, pd.NA) if start is pd.NA else where.span(start, end) for start, end in offsets]
    starts, ends = zip(*spans) if spans else ((), ())
    return frame.assign(raw_start=pd.array(starts, dtype="Int64"), raw_end=pd.array(ends, dtype="Int64"))
