"""Write the tables and texts to a folder, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..corpus import Corpus
from ..tables import KEYS, TABLES, Table
from .texts import write_texts

TABLE_FORMATS = ("parquet", "csv")
PACKAGE, NAME = "datapackage.json", "tifa-tables"

_TYPES = {"string": "string", "Int64": "integer", "Float64": "number", "boolean": "boolean"}


def write_tables(corpus: Corpus, out: Path, file_format: str = "parquet", texts: Iterable[str] = ()) -> None:
    """Write one file per table (`<table>.parquet` or `<table>.csv`), the texts and `datapackage.json` into `out`.

    CSV files begin with a byte order mark, so that spreadsheets read them as UTF-8, and end their rows with CR LF, so
    that a line break of either kind inside a cell is quoted (RFC 4180). Every file is written beside its place first
    and moved there when all are whole; then what an earlier run wrote and this one did not is removed.

    Parameters
    ----------
    corpus : the documents.
    out : a folder, made where it is not there.
    file_format : of the tables, `parquet` or `csv`.
    texts : the formats in which the texts are written too, each into a folder of its name, see `write_texts`.

    Raises
    ------
    FileExistsError
        If `out` or the folder of a format is a file.
    ValueError
        If a format is not known.
    """
    if file_format not in TABLE_FORMATS:
        raise ValueError(f"unknown format {file_format!r}: {' or '.join(TABLE_FORMATS)}")
    texts = tuple(dict.fromkeys(texts))
    for place in (out, *(out / text_format for text_format in texts)):
        if place.exists() and not place.is_dir():
            raise FileExistsError(f"{place} is a file; name a folder for the tables and texts")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as folder:
        resources = []
        for table in TABLES:
            path = Path(folder, f"{table.name}.{file_format}")
            frame: pd.DataFrame = getattr(corpus, table.name)
            if file_format == "parquet":
                frame.to_parquet(path, index=False)
            else:
                frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
            resources.append(_resource(table, path, len(frame)))
        written = [path.relative_to(folder).as_posix() for text_format in texts
                   for path in write_texts(corpus, Path(folder, text_format), text_format)]
        package = Path(folder, PACKAGE)
        package.write_text(json.dumps(_package(resources, written), ensure_ascii=False, indent=2) + "\n",
                           encoding="utf-8")
        earlier = _written_earlier(out)
        new = {path.relative_to(folder) for path in Path(folder).rglob("*") if path.is_file()}
        for name in sorted(new):
            (out / name).parent.mkdir(exist_ok=True)
            Path(folder, name).replace(out / name)
    for name in earlier - new:
        (out / name).unlink(missing_ok=True)
    for place in {(out / name).parent for name in earlier} - {out}:
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _written_earlier(out: Path) -> set[Path]:
    """The files that an earlier run wrote into a folder, as its package lists them; none without such a package."""
    try:
        package = json.loads((out / PACKAGE).read_bytes())
        if package["name"] != NAME:
            return set()
        names = [*(resource["path"] for resource in package["resources"]), *package.get("texts", [])]
        files = {Path(name) for name in names}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {file for file in files if not file.is_absolute() and ".." not in file.parts}


def _package(resources: list[dict], texts: list[str]) -> dict:
    package = {
        "name": NAME,
        "title": "Chinese official texts: repaired, dated, placed and counted",
        "description": "Made by `tifa tidy`. Offsets are character offsets, half-open.",
        "resources": resources,
    }
    return package | ({"texts": texts} if texts else {})


def _keys(table: Table) -> dict:
    """What tells the rows of a table apart, and the document that each belongs to."""
    keys = {"primaryKey": KEYS[table.name]} if table.name in KEYS else {}
    if table.name == "documents" or "doc_id" not in (column.name for column in table.columns):
        return keys
    return keys | {"foreignKeys": [{"fields": "doc_id", "reference": {"resource": "documents", "fields": "doc_id"}}]}


def _resource(table: Table, path: Path, n_rows: int) -> dict:
    fields = []
    for c in table.columns:
        field: dict = {"name": c.name, "type": _TYPES[c.dtype], "description": c.description}
        constraints: dict = {"required": True} if not c.nullable and c.dtype != "string" else {}
        if c.values:
            constraints["enum"] = list(c.values)
        fields.append(field | ({"constraints": constraints} if constraints else {}))
    data = path.read_bytes()
    resource = {
        "name": table.name,
        "path": path.name,
        "description": f"One row per {table.grain}.",
        "format": path.suffix[1:],
        "mediatype": "text/csv" if path.suffix == ".csv" else "application/vnd.apache.parquet",
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "rows": n_rows,
        "schema": {"fields": fields, "missingValues": [""], **_keys(table)},
    }
    # Frictionless takes a Parquet file with a count of bytes for one that does not have them.
    return resource | ({"encoding": "utf-8", "bytes": len(data)} if path.suffix == ".csv" else {})
