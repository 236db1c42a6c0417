"""What people decided about single documents: `data/corrections.csv`, and a folder's own `metadata.csv`."""

from __future__ import annotations

import csv
import io
import os
import re
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.tidy.metadata import DATES, DECIDED
from helpers.tidy.sources.decode import UnreadableError, decode

CORRECTION_COLUMNS = ("doc_id", "sha256", "field", "value", "reason", "source")
SIDECAR = "metadata.csv"
SIDECAR_COLUMNS = ("url", "outlet", "published", "event", "province", "city", "district", "year", "retrieved")

# What a spreadsheet of its country parts cells with, and what it makes of 2012-03-05.
_SEPARATORS = ",;\t"
_SHEET_DATE = re.compile(r"(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?")


def read_corrections(path: str | Path) -> pd.DataFrame:
    """Read a table of corrections: one row per decision about one file.

    Columns: `doc_id sha256 field value reason source origin`, all text; `origin` names the file and its line.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If a column is missing, a field is unknown or decided twice, or a row lacks its value, reason or checksum.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such table of corrections; check its spelling")
    columns, rows = _read_table(path)
    missing = [c for c in CORRECTION_COLUMNS if c not in columns]
    if missing:
        raise ValueError(f"{path}: no column {', '.join(missing)}; it needs {', '.join(CORRECTION_COLUMNS)}")
    met: dict[tuple[str, str], str] = {}
    for row in rows:
        for column in ("doc_id", "sha256", "field", "value", "reason"):
            if not row[column]:
                raise ValueError(f"{row['origin']}: {column} is empty; every correction needs one")
        if row["field"] not in DECIDED:
            raise ValueError(f"{row['origin']}: unknown field {row['field']!r}; known are {', '.join(DECIDED)}")
        key = (row["doc_id"], row["field"])
        if key in met:
            raise ValueError(f"{row['origin']}: {row['field']} of {row['doc_id']} is decided in {met[key]} already; "
                             "keep one of the two rows")
        met[key] = row["origin"]
        row["value"] = _iso(row["field"], row["value"])
    return _text_frame(rows, [*CORRECTION_COLUMNS, "origin"])


def read_sidecars(files: pd.DataFrame) -> dict[Path, pd.DataFrame]:
    """Read the `metadata.csv` of every folder that holds one of the files.

    Parameters
    ----------
    files : as from `read.source_files`; `metadata.csv` is looked for beside each file, and above it up to the folder
        that was given as the source.

    Returns
    -------
    For the path of each file that is named: one row per value given, `field value reason origin`. Rows about files
    that are in the folder but not in the source are passed over.

    Raises
    ------
    ValueError
        If a row names no file of its folder or one that another row names too, or a column is unknown.
    """
    # Files beside each other, met at one depth below their source, are under the same tables.
    beside: dict[tuple[str, int], list[Path]] = {}
    for path, file in zip(files["path"], files["file"]):
        beside.setdefault((os.path.dirname(path), len(Path(file).parts)), []).append(path)
    members: dict[Path, dict[str, Path]] = {}
    table_of = cache(sidecar_of)
    for (folder, depth), paths in beside.items():
        for above in [Path(folder), *Path(folder).parents][:depth]:
            if table_of(above):
                members.setdefault(above, {}).update((Path(p).relative_to(above).as_posix(), p) for p in paths)
    found: dict[Path, pd.DataFrame] = {}
    origins: dict[Path, str] = {}
    for folder, paths in members.items():
        for row in _sidecar_rows(folder):
            path = paths.get(Path(os.path.normpath(row["file"])).as_posix())
            if path is None:
                continue
            if path in origins:
                raise ValueError(f"{row['origin']}: {row['file']!r} has a row in {origins[path]} already; keep one")
            origins[path] = row["origin"]
            reason = "given in " + row["origin"].replace(f"{folder}{os.sep}", "", 1)
            values = [
                {"field": column, "value": _iso(column, row[column]), "reason": reason, "origin": row["origin"]}
                for column in SIDECAR_COLUMNS if row.get(column)
            ]
            found[path] = _text_frame(values, ["field", "value", "reason", "origin"])
    return found


def sidecar_of(folder: Path) -> Path | None:
    """The table `metadata.csv` of a folder, its name in small letters or capitals, if there is one."""
    names = [SIDECAR, *sorted(os.listdir(folder))] if os.access(folder, os.R_OK) else [SIDECAR]
    return next((folder / name for name in names if name.lower() == SIDECAR and (folder / name).is_file()), None)


def _iso(field: str, value: str) -> str:
    """A day as a spreadsheet prints it, 2012/3/5 or 2012年3月5日, as 2012-03-05; other values as they are."""
    day = _SHEET_DATE.fullmatch(value) if field in (*DATES, "retrieved") else None
    return f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}" if day else value


def _sidecar_rows(folder: Path) -> list[dict]:
    """The rows of a folder's sidecar, each about a file that is there; none where the folder has no sidecar."""
    path = sidecar_of(folder)
    if path is None:
        return []
    columns, rows = _read_table(path)
    if "file" not in columns:
        raise ValueError(f"{path}: no column file, which names the file that a row is about; the first line has to be "
                         f"names of columns with commas between them, and it has {', '.join(columns)}")
    unknown = [c for c in columns if c not in ("file", *SIDECAR_COLUMNS)]
    if unknown:
        raise ValueError(f"{path}: unknown column {', '.join(unknown)}; known are file, {', '.join(SIDECAR_COLUMNS)}")
    for row in rows:
        if not row["file"]:
            raise ValueError(f"{row['origin']}: file is empty; name the file that the row is about")
        if not (folder / row["file"]).is_file():
            raise ValueError(f"{row['origin']}: there is no file {row['file']!r} in its folder; mend the name or "
                             "remove the row")
    return rows


def _read_table(path: Path) -> tuple[list[str], list[dict]]:
    """The columns and the rows of a CSV table that a person wrote, each row with its `origin`; a missing cell is ''.

    Spreadsheets save such tables in the encoding of their system, with the separator of their country and with columns
    that hold nothing: the first is told from the bytes, the second from the header, the third are left out.
    """
    try:
        text, _, n_broken = decode(path.read_bytes())
    except UnreadableError as error:
        raise ValueError(f"{path}: {error}") from None
    if n_broken:
        raise ValueError(f"{path}: {n_broken} bytes are no text in its encoding; save it as CSV in UTF-8")
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    columns, rows, line = None, [], 1
    try:
        for cells in reader:
            first, line = line, reader.line_num + 1
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if columns is None:
                columns = cells
                while not columns[-1]:
                    columns.pop()
                continue
            while len(cells) > len(columns) and not cells[-1]:
                cells.pop()
            if len(cells) > len(columns):
                raise ValueError(f"{path}, line {first}: {len(cells)} cells under {len(columns)} columns; put a cell "
                                 'that holds a comma in "quotes"')
            row = dict.fromkeys(columns, "") | dict(zip(columns, cells))
            rows.append(row | {"origin": f"{path}, line {first}"})
    except csv.Error as error:
        raise ValueError(f"{path}, line {line}: {error}; save it as CSV in UTF-8") from None
    if columns is None:
        raise ValueError(f"{path} is empty; it needs at least its header")
    twice = sorted({c for c in columns if columns.count(c) > 1})
    if twice:
        raise ValueError(f"{path}: the header has {', '.join(twice)} twice")
    return columns, rows


def _text_frame(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame({c: pd.array([r[c] or pd.NA for r in rows], dtype="string") for c in columns})
