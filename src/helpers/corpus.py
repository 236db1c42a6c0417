"""Load a corpus: run the chain over every document and hold the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from .tables import COUNTED, TABLES, checked, empty
from .tidy.calendar import read_calendar
from .tidy.gazetteer import load_divisions
from .tidy.layout import lay_out
from .tidy.metadata import DECIDED, decided_evidence, settle
from .tidy.read import read_file, source_files
from .tidy.repair import repair
from .tidy.script import script_of
from .tidy.segment import sentences
from .tidy.speech import speech

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
DATA = ROOT / "data"
CORRECTIONS = DATA / "corrections.csv"
CORRECTION_COLUMNS = ("doc_id", "sha256", "field", "value", "reason", "source")
SIDECAR = "metadata.csv"
SIDECAR_COLUMNS = ("url", "outlet", "published", "event", "province", "city", "district", "year", "retrieved")


class Corpus:
    """The tables of a collection of documents; each is an attribute of its name (`corpus.documents`, …).

    `raw(doc_id)` and `clean(doc_id)` give a document's text as received and as repaired.
    """

    def __init__(self, tables: dict[str, pd.DataFrame], raw: dict[str, str]):
        self._raw = raw
        for table in TABLES:
            setattr(self, table.name, tables[table.name])

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
        Ten tables, see `tables.data_dictionary()`. A file that cannot be read is a row of `rejects`.

    Raises
    ------
    FileNotFoundError
        If the source does not exist.
    ValueError
        If the corrections or a folder's `metadata.csv` are wrong; the message names file, line and what to do.

    Examples
    --------
    >>> corpus = load_corpus("seeds")
    >>> len(corpus.documents), len(corpus.rejects)
    (5, 0)
    """
    files = source_files(SEEDS if isinstance(source, str) and source == "seeds" else source)
    corrected = read_corrections(corrections)
    sidecars = read_sidecars(files)
    jobs = [(entry, corrected, sidecars.get(entry["path"])) for entry in files.to_dict("records")]
    parts: dict[str, list[pd.DataFrame]] = {table.name: [] for table in TABLES}
    raw: dict[str, str] = {}
    for done, (text, tables) in enumerate(run(tidy_file, jobs), 1):
        for name, frame in tables.items():
            parts[name].append(frame)
        if text is not None:
            raw[tables["documents"]["doc_id"].iloc[0]] = text
        if progress:
            progress(done, len(jobs))
    tables = {name: checked(name, pd.concat(frames, ignore_index=True)) if frames else empty(name)
              for name, frames in parts.items()}
    return Corpus(tables, raw)


def tidy_file(job: tuple[dict, pd.DataFrame, pd.DataFrame | None]) -> tuple[str | None, dict[str, pd.DataFrame]]:
    """Read and tidy one file: its raw text and its part of each table, or a row of `rejects`."""
    entry, corrections, sidecar = job
    record = read_file(**entry)
    if record.get("reason"):
        return None, {"rejects": pd.DataFrame([{"file": record["file"], "reason": record["reason"]}])}
    decided = [decided_evidence(_corrections_of(record, corrections), "correction")]
    if sidecar is not None:
        decided.append(decided_evidence(sidecar, "sidecar"))
    try:
        return record["raw"], tidy_document(record, pd.concat(decided, ignore_index=True), rules())
    except ValueError as error:
        # A decided value that no table knows is a mistake in that table, not in the page.
        raise ValueError(f"{record['file']}: {error}") from error


def tidy_document(record: dict, decided: pd.DataFrame, rules: Rules) -> dict[str, pd.DataFrame]:
    """The chain over one document: its part of each table."""
    doc_id, raw = record["doc_id"], record["raw"]
    ledger = repair(raw, rules.names)
    clean, where = ledger.clean, ledger.raw_map()
    markup = tuple((where.clean_offset(a), where.clean_offset(b), tag) for a, b, tag in record["markup"])
    passages = lay_out(clean, markup)
    fields, evidence = settle(clean, passages, rules.calendar, rules.divisions, decided)
    genre = None if pd.isna(fields["genre"]) else fields["genre"]
    tables = {
        "evidence": evidence,
        "edits": ledger.edits(),
        "passages": passages,
        "sentences": sentences(clean, passages),
        "speech": speech(clean, passages, genre),
    }
    for name, frame in tables.items():
        tables[name] = with_raw_spans(frame, where).assign(doc_id=doc_id)
    body_chars = sum(len("".join(t.split())) for t in passages.loc[passages["role"] == "body", "text"])
    total = fields["declared_total"]
    tables["documents"] = pd.DataFrame([fields | {
        "doc_id": doc_id, "file": record["file"], "sha256": record["sha256"], "encoding": record["encoding"],
        "script": script_of(raw), "body_chars": body_chars, "n_edits": len(tables["edits"]),
        "completeness": body_chars / total if pd.notna(total) and total else pd.NA,
    }])
    return tables


def with_raw_spans(frame: pd.DataFrame, where) -> pd.DataFrame:
    """The frame with `raw_start` and `raw_end` beside its `start` and `end`; empty spans stay empty."""
    if "start" not in frame or "raw_start" in frame:
        return frame
    spans = [where.span(a, b) if pd.notna(a) else (pd.NA, pd.NA) for a, b in zip(frame["start"], frame["end"])]
    starts, ends = zip(*spans) if spans else ((), ())
    return frame.assign(raw_start=pd.array(starts, dtype="Int64"), raw_end=pd.array(ends, dtype="Int64"))


def read_corrections(path: str | Path | None = None) -> pd.DataFrame:
    """Read a table of corrections: one row per decision about one file.

    Raises
    ------
    ValueError
        If a column is missing, a field is unknown, or a row gives no reason or checksum.
    """
    path = CORRECTIONS if path is None else Path(path)
    frame = _read_table(path)
    missing = [c for c in CORRECTION_COLUMNS if c not in frame]
    if missing:
        raise ValueError(f"{path}: no column {', '.join(missing)}; it needs {', '.join(CORRECTION_COLUMNS)}")
    for line, row in enumerate(frame.to_dict("records"), 2):
        if row["field"] not in DECIDED:
            raise ValueError(f"{path}, line {line}: unknown field {row['field']!r}; known are {', '.join(DECIDED)}")
        for column in ("doc_id", "sha256", "value", "reason"):
            if pd.isna(row[column]):
                raise ValueError(f"{path}, line {line}: {column} is empty; every correction needs one")
    return frame


def _corrections_of(record: dict, corrections: pd.DataFrame) -> pd.DataFrame:
    rows = corrections[corrections["doc_id"] == record["doc_id"]]
    wrong = rows[rows["sha256"] != record["sha256"]]
    if len(wrong):
        raise ValueError(
            f"{record['file']}: the corrections name {record['doc_id']} with the checksum "
            f"{wrong['sha256'].iloc[0][:12]}…, but this file has {record['sha256'][:12]}…: it is another text or has "
            "changed, so check the decision and put the new checksum in, or rename the file"
        )
    return rows


def read_sidecars(files: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each folder's `metadata.csv`, by the path of the file that they are about.

    Raises
    ------
    ValueError
        If a row names no file of its folder, or a column is unknown.
    """
    found: dict[str, pd.DataFrame] = {}
    roots = {}
    for entry in files.to_dict("records"):
        path = Path(entry["path"])
        for folder in (path.parent, *path.parents[1 : len(Path(entry["file"]).parts)]):
            roots.setdefault(folder, {})[path.relative_to(folder).as_posix()] = entry["path"]
    for folder, members in roots.items():
        sidecar = folder / SIDECAR
        if not sidecar.is_file():
            continue
        frame = _read_table(sidecar)
        if "file" not in frame:
            raise ValueError(f"{sidecar}: no column file; it names the file that a row is about")
        unknown = [c for c in frame.columns if c != "file" and c not in SIDECAR_COLUMNS]
        if unknown:
            raise ValueError(f"{sidecar}: unknown column {', '.join(unknown)}; known are {', '.join(SIDECAR_COLUMNS)}")
        for line, row in enumerate(frame.to_dict("records"), 2):
            name = row.pop("file")
            if pd.isna(name) or not (folder / name).is_file():
                raise ValueError(f"{sidecar}, line {line}: there is no file {name!r} beside it; mend or remove the row")
            if name not in members:
                continue
            claims = [(field, value) for field, value in row.items() if field in DECIDED and pd.notna(value)]
            found[members[name]] = pd.DataFrame(
                [(f, v, f"given in {SIDECAR}, line {line}") for f, v in claims], columns=["field", "value", "reason"]
            )
    return found


def _read_table(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype="string", encoding="utf-8-sig")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no CSV table in UTF-8: {error}") from None
