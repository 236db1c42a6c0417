"""Loading a corpus: sources of every kind, decisions of people, and files that fail."""

import hashlib
import os
from pathlib import Path

import docx
import pandas as pd
import pytest

import helpers.corpus
from helpers import load_corpus
from helpers.corpus import CORRECTION_COLUMNS, KEPT, keep
from helpers.tables import COUNTED, TABLES
from helpers.tidy.repairs.ledger import replay

PAGE = (
    "滁州市召开质量强市大会\n\n  2012年3月5日,滁州市召开质量强市工作会议。市长李某强调,要推进质量强市建设,各部门要落实责任。\n"
)
UNDATED = "某地质量大会\n\n  日前,全市质量大会召开。会议要求,各部门要落实责任,把质量强市工作抓紧抓好。\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of one's own, in which the tests run."""
    monkeypatch.chdir(tmp_path)
    Path("mine/sub").mkdir(parents=True)
    Path("mine/a.txt").write_text(PAGE, "utf-8")
    Path("mine/b.txt").write_text(UNDATED, "utf-8")
    Path("mine/sub/a.txt").write_text(PAGE.replace("2012", "2014"), "utf-8")
    return Path("mine")


def row(corpus, doc_id: str) -> pd.Series:
    return corpus.documents.set_index("doc_id").loc[doc_id]


def claims(corpus, doc_id: str) -> pd.DataFrame:
    return corpus.evidence[corpus.evidence["doc_id"] == doc_id]


def corrections(path: Path, *rows: dict) -> Path:
    pd.DataFrame(list(rows), columns=list(CORRECTION_COLUMNS)).to_csv(path, index=False)
    return path


def decision(file: Path, field: str, value: str) -> dict:
    return {"doc_id": file.stem, "sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "field": field,
            "value": value, "reason": "seen in the printed paper", "source": "an archive"}


# sources


def test_a_folder_its_files_and_their_tables(folder):
    corpus = load_corpus(folder)
    assert corpus.documents[["doc_id", "file"]].values.tolist() == [
        ["a", "a.txt"], ["b", "b.txt"], ["a-2", "sub/a.txt"]]
    assert [type(getattr(corpus, table.name)) for table in TABLES] == [pd.DataFrame] * 10
    assert corpus.documents["year"].tolist() == [2012, pd.NA, 2014]
    for doc_id in corpus.documents["doc_id"]:
        edits = corpus.edits[corpus.edits["doc_id"] == doc_id]
        assert replay(corpus.raw(doc_id), edits) == corpus.clean(doc_id)
    assert repr(corpus) == "<Corpus: 3 documents, 0 rejects>"


@pytest.mark.parametrize("source", [
    "mine", "./mine", "mine/", Path("mine"), ["mine"], ["mine/a.txt", "mine"], ("mine/../mine",), "absolute",
])
def test_however_the_source_is_given(folder, source):
    corpus = load_corpus(folder.absolute() if source == "absolute" else source)
    assert sorted(corpus.documents["doc_id"]) == ["a", "a-2", "b"]
    assert corpus.documents["file"].str.startswith("/").sum() == 0


def test_the_working_folder_as_source(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert load_corpus(".").documents["file"].tolist() == ["a.txt", "b.txt", "sub/a.txt"]


def test_seeds_are_the_projects_own_from_any_folder(folder):
    Path("seeds").mkdir()
    Path("seeds/mine.txt").write_text(PAGE, "utf-8")
    assert len(load_corpus().documents) == len(load_corpus(["seeds"]).documents) == 5
    assert load_corpus("./seeds").documents["doc_id"].tolist() == ["mine"]
    assert len(load_corpus(["seeds", "mine/a.txt"]).documents) == 6


def test_a_source_that_is_not_there(folder):
    with pytest.raises(FileNotFoundError, match="'nix': there is no such file or folder"):
        load_corpus("nix")
    with pytest.raises(TypeError, match="give the path of a file or folder"):
        load_corpus(5)


def test_what_is_known_of_an_unknown_document(folder):
    with pytest.raises(KeyError, match="no document 'z' in this corpus; it has: a, b, a-2"):
        load_corpus(folder).clean("z")


def test_web_pages_and_word_documents(folder):
    Path("mine/page.html").write_text(
        "<nav><a>首頁</a> <a>新聞</a></nav><h1>滁州市質(zhì)量強(qiáng)市大會(huì)召開</h1>"
        "<p>2012年3月5日,滁州市召開<b>質(zhì)量強(qiáng)市</b>大會(huì),部署工作。會(huì)議要求,要落實(shí)責(zé)任。</p>"
        "<p>(huì)</p><footer>版權(quán)所有</footer>", "utf-8")
    document = docx.Document()
    document.add_heading("滁州市质量强市大会召开")
    document.add_paragraph("2012年3月5日,滁州市召开质量强市大会,部署全年工作。")
    document.save("mine/word.docx")
    corpus = load_corpus(folder)
    for doc_id in ("page", "word"):
        passages = corpus.passages[corpus.passages["doc_id"] == doc_id]
        counted = passages[passages["role"].isin(COUNTED)]
        assert counted["role"].tolist() == ["title", "body"]
        assert counted["text"].iloc[0].strip() == "滁州市质量强市大会召开"
        assert row(corpus, doc_id)["city"] == "滁州市"
    # The elements are where their text is once the annotations are out.
    clean = corpus.clean("page")
    found = {tag: clean[start:end] for start, end, tag in corpus.markup("page") if tag in ("h1", "b", "footer")}
    assert found == {"h1": "滁州市质量强市大会召开", "b": "质量强市", "footer": "版权所有"}
    assert corpus.markup("a") == ()


def test_an_element_that_the_repair_empties_is_left_out(folder):
    Path("mine/page.html").write_text("<p>滁州市召開質<span>量</span>大會<b>(huì)</b>,部署全年質(zhì)量工作。</p>", "utf-8")
    corpus = load_corpus("mine/page.html")
    assert "b" not in {tag for _, _, tag in corpus.markup("page")}


# files that fail


def test_what_cannot_be_read_is_a_reject_and_the_rest_goes_on(folder):
    Path("mine/c.pdf").write_bytes(b"%PDF-1.4")
    Path("mine/d.txt").write_bytes(b"")
    Path("mine/e.docx").write_bytes(b"PK\x03\x04 broken")
    corpus = load_corpus(folder)
    assert len(corpus.documents) == 3
    assert corpus.rejects["file"].tolist() == ["c.pdf", "d.txt", "e.docx"]
    assert corpus.rejects["reason"].str.contains(":").all()


def test_an_exception_in_one_page_becomes_a_reject(folder, monkeypatch):
    lay_out = helpers.corpus.lay_out

    def failing(clean, markup):
        if "2014" in clean:
            raise IndexError("list index out of range")
        return lay_out(clean, markup)

    monkeypatch.setattr(helpers.corpus, "lay_out", failing)
    corpus = load_corpus(folder)
    assert corpus.documents["doc_id"].tolist() == ["a", "b"]
    assert corpus.rejects["file"].tolist() == ["sub/a.txt"]
    reason = corpus.rejects["reason"].item()
    assert "IndexError: list index out of range" in reason and "please report it" in reason
    assert str(Path.cwd()) not in reason


def test_a_page_that_breaks_a_table_costs_only_itself(folder, monkeypatch):
    settle = helpers.corpus.settle

    def failing(clean, *rest):
        fields, evidence = settle(clean, *rest)
        return fields | ({"genre": "novel"} if "2014" in clean else {}), evidence

    monkeypatch.setattr(helpers.corpus, "settle", failing)
    corpus = load_corpus(folder)
    assert corpus.documents["doc_id"].tolist() == ["a", "b"]
    assert "a-2" not in set(corpus.passages["doc_id"])
    assert "table documents, column genre" in corpus.rejects["reason"].item()


def test_nothing_but_rejects(folder):
    Path("mine/c.pdf").write_bytes(b"%PDF-1.4")
    corpus = load_corpus("mine/c.pdf")
    assert (len(corpus.documents), len(corpus.rejects)) == (0, 1)
    assert all(len(getattr(corpus, table.name)) == 0 for table in TABLES if table.name != "rejects")


def test_progress_is_told_after_each_file(folder):
    told = []
    load_corpus(folder, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# decisions: corrections


def test_a_curated_year_end_to_end(folder):
    before = row(load_corpus("mine/b.txt"), "b")
    assert (before["year"], before["year_basis"]) == (pd.NA, "unknown")
    table = corrections(Path("decided.csv"), decision(folder / "b.txt", "year", "2013"))
    corpus = load_corpus(folder, corrections=table)
    after = row(corpus, "b")
    assert (after["year"], after["year_from"], after["year_to"], after["year_basis"]) == (2013, 2013, 2013, "curated")
    claim = claims(corpus, "b").query("kind == 'correction'").iloc[0]
    assert claim[["field", "value", "accepted", "reason"]].tolist() == [
        "year", "2013", True, "seen in the printed paper (source: an archive)"]
    assert claim[["start", "end", "raw_start", "raw_end"]].isna().all()
    # Other files are as they were, and the texts are untouched.
    assert row(corpus, "a")["year_basis"] == "stated"
    assert corpus.clean("b") == load_corpus("mine/b.txt").clean("b")


def test_a_correction_against_the_page_shows_the_conflict(folder):
    table = corrections(Path("decided.csv"), decision(folder / "a.txt", "year", "2011"),
                        decision(folder / "a.txt", "city", "芜湖"))
    corpus = load_corpus("mine/a.txt", corrections=table)
    found = row(corpus, "a")
    assert found[["year", "year_basis", "province", "city", "adcode"]].tolist() == [
        2011, "curated", "安徽省", "芜湖市", "340200"]
    assert pd.isna(found["event_from"])
    overruled = claims(corpus, "a").query("reason.str.contains('overruled by the correction')")
    assert set(overruled["field"]) == {"event", "city"}
    assert not overruled["accepted"].any()
    # What does not go against it stays accepted.
    assert claims(corpus, "a").query("field == 'province' and kind != 'correction'")["accepted"].all()


def test_a_table_of_corrections_with_a_header_only(folder):
    corpus = load_corpus(folder, corrections=corrections(Path("decided.csv")))
    assert "correction" not in set(corpus.evidence["kind"])
    assert set(corpus.documents["year_basis"]) == {"stated", "unknown"}


def test_corrections_with_another_checksum_are_an_error_that_says_what_to_do(folder):
    table = corrections(Path("decided.csv"), decision(folder / "b.txt", "year", "2013") | {"sha256": "0" * 64})
    with pytest.raises(ValueError, match="b.txt: there are corrections of b .* 000000000000….*put the new checksum in"):
        load_corpus(folder, corrections=table)
    assert len(load_corpus("mine/a.txt", corrections=table).documents) == 1


@pytest.mark.parametrize(("changes", "message"), [
    ({"field": "jahr"}, r"decided.csv, line 2: unknown field 'jahr'; known are event, "),
    ({"reason": ""}, "decided.csv, line 2: reason is empty"),
    ({"sha256": ""}, "decided.csv, line 2: sha256 is empty"),
    ({"value": "20x3"}, "decided.csv, line 2: correction gives year as '20x3'; write YYYY"),
    ({"field": "year_from", "value": ""}, "decided.csv, line 2: value is empty"),
    ({"field": "city", "value": "某某市"}, "decided.csv, line 2: city '某某市': .*check the spelling"),
    ({"field": "genre", "value": "novel"}, "decided.csv, line 2: genre 'novel' is not one of report, speech"),
    ({"field": "place_masked", "value": "maybe"}, "decided.csv, line 2: place_masked 'maybe' is not one of true"),
    ({"field": "event", "value": "2013-02-01/2013-01-01"}, "decided.csv, line 2: event ends before it begins"),
])
def test_a_wrong_correction_is_an_error_that_names_its_line(folder, changes, message):
    table = corrections(Path("decided.csv"), decision(folder / "b.txt", "year", "2013") | changes)
    with pytest.raises(ValueError, match=message):
        load_corpus(folder, corrections=table)


def test_a_field_decided_twice(folder):
    rows = [decision(folder / "b.txt", "year", value) for value in ("2013", "2014")]
    with pytest.raises(ValueError, match="line 3: year of b is decided in decided.csv, line 2 already"):
        load_corpus(folder, corrections=corrections(Path("decided.csv"), *rows))


@pytest.mark.parametrize(("text", "message"), [
    ("doc_id,field,value\n", "no column sha256, reason, source; it needs doc_id"),
    ("", "is empty"),
    ("doc_id,sha256,field,value,reason,source\nb,0,year,2013,seen, and noted,x\n", "line 2: 7 cells under 6 columns"),
    ('doc_id,sha256,field,value,reason,source\nb,0,year,2013,"seen\n', "save it as CSV"),
])
def test_a_broken_table_of_corrections(folder, text, message):
    Path("decided.csv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=f"decided.csv.*{message}"):
        load_corpus(folder, corrections="decided.csv")


def test_a_table_of_corrections_that_is_not_there(folder):
    with pytest.raises(FileNotFoundError, match="nix.csv: there is no such table of corrections"):
        load_corpus(folder, corrections="nix.csv")


# decisions: metadata.csv


def test_a_sidecar_is_obeyed_and_its_conflicts_are_shown(folder):
    (folder / "metadata.csv").write_text(
        "file,url,city,event,outlet,retrieved\na.txt,http://www.example.cn/1,芜湖,2013-05-06,某某日报,2020-01-01\n", "utf-8")
    corpus = load_corpus(folder)
    found = row(corpus, "a")
    assert found[["city", "adcode", "event_from", "event_to", "year", "year_basis", "outlet"]].tolist() == [
        "芜湖市", "340200", "2013-05-06", "2013-05-06", 2013, "stated", "某某日报"]
    given = claims(corpus, "a").query("kind == 'sidecar'")
    assert given["field"].tolist() == ["url", "outlet", "event", "city", "retrieved"]
    assert given["accepted"].all() and set(given["reason"]) == {"given in metadata.csv, line 2"}
    against = claims(corpus, "a").query("~accepted and reason.str.contains('overruled by the sidecar')")
    assert {("event", "2012-03-05"), ("city", "滁州市")} <= set(zip(against["field"], against["value"]))
    assert row(corpus, "b")["year_basis"] == "unknown"


def test_a_correction_stands_above_a_sidecar(folder):
    (folder / "metadata.csv").write_text("file,year,city\na.txt,2013,芜湖\n", "utf-8")
    table = corrections(Path("decided.csv"), decision(folder / "a.txt", "year", "2011"))
    corpus = load_corpus(folder, corrections=table)
    assert row(corpus, "a")[["year", "year_basis", "city"]].tolist() == [2011, "curated", "芜湖市"]
    given = claims(corpus, "a").query("kind == 'sidecar'").set_index("field")
    assert given["accepted"].to_dict() == {"city": True, "year": False}
    assert "overruled by the correction" in given.loc["year", "reason"]


def test_a_given_year_dates_a_day_without_one(folder):
    Path("mine/c.txt").write_text("滁州市召开质量大会\n\n  3月5日,滁州市召开质量大会,部署全市质量强市工作。\n", "utf-8")
    (folder / "metadata.csv").write_text("file,year\nc.txt,2012\n", "utf-8")
    found = row(load_corpus(folder), "c")
    assert found[["event_from", "event_to", "year"]].tolist() == ["2012-03-05", "2012-03-05", 2012]


def test_sidecars_of_nested_folders(folder):
    (folder / "metadata.csv").write_text("file,year\nsub/a.txt,2015\n./b.txt,2016\n", "utf-8")
    (folder / "sub/metadata.csv").write_text("file,city\n", "utf-8")
    years = load_corpus(folder).documents.set_index("doc_id")["year"]
    assert years.to_dict() == {"a": 2012, "b": 2016, "a-2": 2015}
    (folder / "sub/metadata.csv").write_text("file,city\na.txt,芜湖\n", "utf-8")
    with pytest.raises(ValueError, match="has a row in .*already; keep one"):
        load_corpus(folder)


def test_a_file_given_by_itself_is_read_with_the_sidecar_beside_it(folder):
    (folder / "metadata.csv").write_text("file,year\na.txt,2015\nb.txt,2016\n", "utf-8")
    assert load_corpus("mine/b.txt").documents["year"].tolist() == [2016]
    assert load_corpus([folder.absolute() / "b.txt"]).documents["year"].tolist() == [2016]


@pytest.mark.parametrize(("text", "message"), [
    ("file,year\nnix.txt,2012\n", "line 2: there is no file 'nix.txt' in its folder"),
    ("file,year\n,2012\n", "line 2: file is empty"),
    ("file,jahr\na.txt,2012\n", "unknown column jahr; known are file, url, outlet"),
    ("name,year\na.txt,2012\n", "no column file"),
    ("file，year\na.txt，2012\n", "no column file.*commas between them, and it has file，year"),
    ("file,year,,\na.txt,2012,,x\n", "line 2: 4 cells under 2 columns"),
    ("file,year\na.txt,20x2\n", "line 2: sidecar gives year as '20x2'; write YYYY"),
    ("file,city\na.txt,某某市\n", "line 2: city '某某市': .*check the spelling"),
    ("file,year\na.txt,2012\na.txt,2013\n", "line 3: 'a.txt' has a row in .*line 2 already"),
    ("file,outlet\na.txt,某报,某网\n", "line 2: 3 cells under 2 columns"),
    ("file,year,year\na.txt,2012,2013\n", "the header has year twice"),
    ("", "is empty"),
])
def test_a_wrong_sidecar_is_an_error_that_names_file_and_line(folder, text, message):
    (folder / "metadata.csv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=f"metadata.csv.*{message}"):
        load_corpus(folder)


@pytest.mark.parametrize(("name", "text"), [
    ("metadata.csv", "file;published\r\na.txt;2012-05-06\r\n"),
    ("metadata.csv", "file\tpublished\r\na.txt\t2012/5/6\r\n"),
    ("metadata.csv", "file,published,,\r\na.txt,2012年5月6日,,\r\n,,,\r\n"),
    ("Metadata.CSV", "file,published\r\na.txt,2012-05-06\r\n"),
])
def test_what_spreadsheets_make_of_a_sidecar_is_read(folder, name, text):
    (folder / name).write_text(text, "utf-8")
    given = load_corpus(folder).evidence.query("kind == 'sidecar'")
    said = given[["field", "value", "reason"]].values.tolist()
    assert said == [["published", "2012-05-06", f"given in {name}, line 2"]]


def test_a_correction_may_have_the_date_of_a_spreadsheet(folder):
    table = corrections(Path("decided.csv"), decision(folder / "a.txt", "event", "2011/5/6"))
    assert row(load_corpus(folder, corrections=table), "a")["event_from"] == "2011-05-06"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_sidecar_as_spreadsheets_save_it(folder, encoding):
    text = "file,city,outlet\r\na.txt,芜湖,“某某日报，周末版”\r\n\r\n,,\r\n"
    (folder / "metadata.csv").write_bytes(text.encode(encoding))
    assert row(load_corpus(folder), "a")[["city", "outlet"]].tolist() == ["芜湖市", "“某某日报，周末版”"]


@pytest.mark.parametrize(("given", "expect"), [
    ({"city": "襄樊市", "year": "2016"}, ["湖北省", "襄樊市", pd.NA]),
    ({"city": "北京", "district": "朝阳区"}, ["北京市", pd.NA, "朝阳区"]),
    ({"province": "重庆市", "city": "重庆市"}, ["重庆市", pd.NA, pd.NA]),
    ({"province": "江苏"}, ["江苏省", pd.NA, pd.NA]),
])
def test_places_as_people_write_them(folder, given, expect):
    (folder / "metadata.csv").write_text(f"file,{','.join(given)}\nb.txt,{','.join(given.values())}\n", "utf-8")
    found = row(load_corpus("mine/b.txt"), "b")[["province", "city", "district"]]
    assert found.astype(object).where(found.notna(), None).tolist() == [None if pd.isna(e) else e for e in expect]


def test_a_table_of_ones_own_is_left_unread_as_a_document(folder):
    (folder / "metadata.csv").write_text("file,year\n", "utf-8")
    assert load_corpus(folder).rejects.empty


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_a_file_is_read_once(folder):
    Path("mine/link.txt").symlink_to(Path("mine/a.txt").absolute())
    assert len(load_corpus(folder).documents) == 3


def test_a_kept_corpus_is_taken_for_the_same_files_alone(tmp_path, monkeypatch):
    page = tmp_path / "pages" / "a.txt"
    page.parent.mkdir()
    page.write_text("推进质量强市工作。\n", encoding="utf-8")
    made = load_corpus(page.parent)
    keep(made, page.parent, tmp_path / "kept")
    made_tables = {table.name: getattr(made, table.name) for table in TABLES}
    monkeypatch.setenv(KEPT, str(tmp_path / "kept"))
    monkeypatch.setattr(helpers.corpus, "_jobs", None)  # whatever tidies now fails
    taken = load_corpus(page.parent)
    for name, table in made_tables.items():
        pd.testing.assert_frame_equal(getattr(taken, name), table)
    assert taken.raw("a") == made.raw("a") and taken.markup("a") == made.markup("a")
    monkeypatch.undo()
    monkeypatch.setenv(KEPT, str(tmp_path / "kept"))
    (page.parent / "metadata.csv").write_text("file,year\na.txt,2009\n", encoding="utf-8")
    assert load_corpus(page.parent).documents["year"].tolist() == [2009]
    assert len(load_corpus("seeds").documents) == 5
