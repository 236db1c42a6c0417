"""The written tables: what was put in comes out, the package describes it, and a failure leaves nothing half done."""

import csv
import hashlib
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.export import write_tables
from helpers.tables import TABLE, TABLES
from helpers.tidy.repairs.ledger import replay

PAGE = "滁州市召开“质量强市”大会\r\n\r\n  2012年3月5日,滁州市召开质量强市大会,部署\t工作。\r要求,“狠抓落实”。\n"
# What the fields of a tabular data package may be (Data Package v1, Table Schema).
FIELD_TYPES = {"string": str, "integer": int, "number": float, "boolean": bool}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    (folder / "a.txt").write_bytes(PAGE.encode())
    (folder / "b.txt").write_text("**市質(zhì)量強(qiáng)市大會(huì)\n各位領(lǐng)導(dǎo)、同志們:\n我講三點(diǎn)意見。\n", "utf-8")
    (folder / "c.pdf").write_bytes(b"%PDF-1.4")
    return load_corpus(folder)


def read_back(path: Path, name: str) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    return pd.read_csv(path, dtype={c.name: c.dtype for c in TABLE[name].columns}, encoding="utf-8-sig")


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_every_table_comes_out_as_it_went_in(corpus, tmp_path, file_format):
    write_tables(corpus, tmp_path / "new" / "out", file_format)
    written = sorted(path.name for path in (tmp_path / "new" / "out").iterdir())
    assert written == sorted([f"{table.name}.{file_format}" for table in TABLES] + ["datapackage.json"])
    for table in TABLES:
        frame = getattr(corpus, table.name)
        again = read_back(tmp_path / "new" / "out" / f"{table.name}.{file_format}", table.name)
        assert again.columns.tolist() == [c.name for c in table.columns]
        for column in table.columns:
            before, after = (f[column.name].astype("string").fillna("") for f in (frame, again))
            assert before.tolist() == after.tolist(), (table.name, column.name)


def test_edits_of_a_written_package_replay(corpus, tmp_path):
    write_tables(corpus, tmp_path, "parquet")
    edits = pd.read_parquet(tmp_path / "edits.parquet").groupby("doc_id")
    for doc_id, rows in edits:
        assert replay(corpus.raw(doc_id), rows) == corpus.clean(doc_id)


def test_csv_opens_in_a_spreadsheet(corpus, tmp_path):
    write_tables(corpus, tmp_path, "csv")
    for table in TABLES:
        data = (tmp_path / f"{table.name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
        assert {len(row) for row in rows} == {len(table.columns)}
        assert len(rows) == len(getattr(corpus, table.name)) + 1


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_the_package_describes_what_is_there(corpus, tmp_path, file_format):
    """The checks that frictionless makes of a tabular data package, by hand."""
    write_tables(corpus, tmp_path, file_format)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert re.fullmatch("[a-z0-9._-]+", package["name"])
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in TABLES]
    for resource in package["resources"]:
        path = tmp_path / resource["path"]
        data = path.read_bytes()
        assert not Path(resource["path"]).is_absolute() and ".." not in resource["path"]
        assert resource.get("bytes", len(data)) == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert (resource["format"], resource["rows"]) == (file_format, len(read_back(path, resource["name"])))
        fields = resource["schema"]["fields"]
        frame = read_back(path, resource["name"])
        assert [field["name"] for field in fields] == frame.columns.tolist()
        assert resource["description"].startswith("One row per ")
        if key := resource["schema"].get("primaryKey"):
            assert not frame.duplicated(key).any()
        for key in resource["schema"].get("foreignKeys", []):
            assert set(frame[key["fields"]]) <= set(getattr(corpus, key["reference"]["resource"])["doc_id"])
        for field in fields:
            values = frame[field["name"]].dropna().tolist()
            assert field["description"]
            assert all(isinstance(value, FIELD_TYPES[field["type"]]) for value in values)
            rule = field.get("constraints", {})
            assert set(rule) <= {"required", "enum"}
            assert not rule.get("required") or len(values) == len(frame)
            assert set(values) <= set(rule.get("enum", values))


def test_writing_again_replaces_the_tables(corpus, tmp_path):
    (tmp_path / "documents.csv").write_text("old", "utf-8")
    write_tables(corpus, tmp_path, "csv")
    assert len(read_back(tmp_path / "documents.csv", "documents")) == 2
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    write_tables(corpus, tmp_path, "csv")
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize(("first", "second"), [("csv", "parquet"), ("parquet", "csv")])
def test_another_run_leaves_nothing_of_the_earlier_one_beside_its_own(corpus, tmp_path, first, second):
    write_tables(corpus, tmp_path, first, ["tei", "plain"])
    (tmp_path / "notes.csv").write_text("mine", "utf-8")
    (tmp_path / "tei" / "mine.xml").write_text("<mine/>", "utf-8")
    write_tables(corpus, tmp_path, second, ["conllu"])
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {f"{table.name}.{second}" for table in TABLES} | {
        "datapackage.json", "conllu/corpus.conllu", "notes.csv", "tei/mine.xml"}
    assert not (tmp_path / "plain").exists()


def test_a_text_format_is_written_once_from_any_iterable(corpus, tmp_path):
    write_tables(corpus, tmp_path, texts=iter(["conllu", "conllu"]))
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    assert package["texts"] == ["conllu/corpus.conllu"] and (tmp_path / "conllu" / "corpus.conllu").exists()


def test_a_package_of_somebody_elses_names_nothing_to_remove(corpus, tmp_path):
    (tmp_path / "mine.csv").write_text("mine", "utf-8")
    (tmp_path.parent / "outside.csv").write_text("mine", "utf-8")
    for name, path in (("other", "mine.csv"), ("tifa-tables", "../outside.csv")):
        package = {"name": name, "resources": [{"path": path}]}
        (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
        write_tables(corpus, tmp_path)
    assert (tmp_path / "mine.csv").exists() and (tmp_path.parent / "outside.csv").exists()


def test_a_failure_leaves_the_old_tables_and_nothing_else(corpus, tmp_path, monkeypatch):
    write_tables(corpus, tmp_path, "csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    to_csv = pd.DataFrame.to_csv

    def failing(frame, path, **options):
        if "speech" in str(path):
            raise OSError(28, "No space left on device")
        to_csv(frame.iloc[:0], path, **options)

    monkeypatch.setattr(pd.DataFrame, "to_csv", failing)
    with pytest.raises(OSError, match="No space left"):
        write_tables(corpus, tmp_path, "csv")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_where_and_how_it_cannot_write(corpus, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError, match="is a file; name a folder"):
        write_tables(corpus, tmp_path / "file")
    with pytest.raises(ValueError, match="unknown format 'xlsx': parquet or csv"):
        write_tables(corpus, tmp_path, "xlsx")
