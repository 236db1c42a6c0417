"""Write the tables to a folder, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import pandas as pd

from ..corpus import Corpus
from ..tables import KEYS, TABLES, Table

_TYPES = {"string": "string", "Int64": "integer", "Float64": "number", "boolean": "boolean"}


def write_tables(corpus: Corpus, out: Path, file_format: str = "parquet") -> None:
    """Write one file per table (`<table>.parquet` or `<table>.csv`) and `datapackage.json` into `out`.

    CSV files begin with a byte order mark, so that spreadsheets read them as UTF-8, and end their rows with CR LF, so
    that a line break of either kind inside a cell is quoted (RFC 4180). Every file is written beside its place first
    and moved there when all are whole.

    Raises
    ------
    FileExistsError
        If `out` is a file.
    ValueError
        If the format is not known.
    """
    if file_format not in ("parquet", "csv"):
        raise ValueError(f"unknown format {file_format!r}: parquet or csv")
    if out.exists() and not out.is_dir():
        raise FileExistsError(f"{out} is a file; name a folder for the tables")
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
        package = Path(folder, "datapackage.json")
        package.write_text(json.dumps(_package(resources), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        for path in sorted(Path(folder).iterdir()):
            path.replace(out / path.name)


def _package(resources: list[dict]) -> dict:
    return {
        "name": "tifa-tables",
        "title": "Chinese official texts: repaired, dated, placed and counted",
        "description": "Made by `tifa tidy`. Offsets are character offsets, half-open.",
        "resources": resources,
    }


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
