"""The command line: what it prints and writes, and how it exits."""

import os
import subprocess
import sys
import time
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

import helpers.cli
import helpers.corpus
import helpers.show.report
from helpers.cli import main
from helpers.show.report import ReportError
from helpers.tables import TABLES

PAGE = "滁州市召开质量强市大会\n\n  2012年3月5日,滁州市召开质量强市工作会议。市长李某强调,要推进质量强市建设。\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine/sub").mkdir(parents=True)
    Path("mine/a.txt").write_text(PAGE, "utf-8")
    Path("mine/sub/a.txt").write_text(PAGE.replace("2012", "2014"), "utf-8")
    return Path("mine")


def written(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_tidy_writes_the_tables_and_exits_0(folder, capsys, file_format):
    assert main(["tidy", "mine", "--out", "out", "--format", file_format]) == 0
    assert written("out") == sorted([f"{table.name}.{file_format}" for table in TABLES] + ["datapackage.json"])
    printed = capsys.readouterr()
    assert printed.out == "2 documents, 0 files rejected: tables in out\n"
    assert printed.err == ""


def test_tidy_writes_the_texts_that_are_asked_for(folder):
    assert main(["tidy", "mine", "--out", "out", "--texts", "tei", "--texts", "conllu"]) == 0
    assert sorted(path.name for path in Path("out").iterdir() if path.is_dir()) == ["conllu", "tei"]
    assert [path.name for path in Path("out/conllu").iterdir()] == ["corpus.conllu"]


def test_parquet_is_the_default(folder):
    assert main(["tidy", "mine/a.txt", "mine/sub", "--out", "out"]) == 0
    assert pd.read_parquet("out/documents.parquet")["doc_id"].tolist() == ["a", "a-2"]


def test_a_rejected_file_is_told_and_does_not_change_the_exit(folder, capsys):
    (folder / "c.pdf").write_bytes(b"%PDF-1.4")
    assert main(["tidy", "mine", "--out", "out", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 documents, 1 file rejected: tables in out",
        "  rejected c.pdf: .pdf files are not read: copy its text into a .txt file, or convert it to .docx",
    ]
    assert pd.read_csv("out/rejects.csv", encoding="utf-8-sig")["file"].tolist() == ["c.pdf"]


def test_strict_exits_1_on_a_reject_and_0_without(folder):
    assert main(["tidy", "mine", "--out", "out", "--strict"]) == 0
    (folder / "c.pdf").write_bytes(b"%PDF-1.4")
    assert main(["tidy", "mine", "--out", "out", "--strict"]) == 1
    assert len(pd.read_parquet("out/documents.parquet")) == 2


def test_nothing_readable_exits_1_with_all_tables(folder):
    (folder / "c.pdf").write_bytes(b"%PDF-1.4")
    assert main(["tidy", "mine/c.pdf", "--out", "out"]) == 1
    assert len(written("out")) == 11
    Path("empty").mkdir()
    assert main(["tidy", "empty", "--out", "out"]) == 1


@pytest.mark.parametrize(("arguments", "message"), [
    (["tidy", "nix", "--out", "out"], "tifa: 'nix': there is no such file or folder; check its spelling"),
    (["tidy", "mine", "--out", "mine/a.txt"], "tifa: --out mine/a.txt is a file; name a folder"),
    (["report", "mine", "--out", "mine/a.txt"], "tifa: --out mine/a.txt is a file; name a folder"),
    (["tidy", "mine/a.txt", "mine", "--out", "mine"], "tifa: --out mine lies in mine, and the next run would take"),
    (["report", ".", "--out", "mine/site"], "tifa: --out mine/site lies in ., and the next run would take"),
    (["tidy", "mine", "--out", "out", "--scheduler", "tcp://x:1"], "tifa: --scheduler goes with --engine dask"),
    (["tidy", "mine", "--out", "out", "--corrections", "nix.csv"], "tifa: nix.csv: there is no such table"),
    (["explain", "nix.txt"], "tifa: 'nix.txt': there is no such file or folder"),
    (["explain", "mine"], "tifa: mine is a folder; explain takes one file"),
])
def test_wrong_usage_exits_2_with_one_line_and_writes_nothing(folder, capsys, arguments, message):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(message) and printed.err.count("\n") == 1
    assert printed.out == "" and not Path("out").exists()


@pytest.mark.parametrize("arguments", [
    [], ["tidy"], ["tidy", "mine"], ["tidy", "mine", "--out"], ["tidy", "mine", "--out", "out", "--format", "xlsx"],
    ["tidy", "mine", "--out", "out", "--engine", "spark"], ["explain"], ["explain", "mine/a.txt", "mine/sub/a.txt"],
    ["brew"],
])
def test_wrong_arguments_exit_2(folder, capsys, arguments):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: tifa" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["tidy", "report"])
def test_a_folder_that_may_not_be_written_to_is_told_before_the_work(folder, capsys, monkeypatch, command):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    monkeypatch.setattr(helpers.corpus, "load_corpus", None)
    assert main([command, "mine", "--out", "out/deep"]) == 2
    assert f"{Path.cwd()} may not be written to; name a folder of your own" in capsys.readouterr().err


def test_the_folder_of_one_named_file_may_hold_the_tables(folder):
    assert main(["tidy", "mine/a.txt", "--out", "mine"]) == 0


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("arguments",
                         [["tidy", "mine", "--out", "out"], ["explain", "mine/a.txt"], ["slogans", "mine"]])
def test_a_single_file_that_takes_long_is_told_on_a_terminal(folder, monkeypatch, arguments):
    read_file = helpers.corpus.read_file
    monkeypatch.setattr(helpers.corpus, "read_file", lambda **entry: time.sleep(0.3) or read_file(**entry))
    monkeypatch.setattr(helpers.cli, "PROGRESS_AFTER", 0.05)
    for stream, told in ((Terminal(), True), (StringIO(), False)):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", stream)
            assert main(arguments) == 0
        assert stream.getvalue().startswith("\rreading, 0 s") is told
        assert stream.getvalue().endswith(" \r") is told


@pytest.mark.skipif(os.name == "nt", reason="a pipe breaks in another way there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments",
                         [["tidy", "mine", "--out", "out"], ["explain", "mine/a.txt"], ["slogans", "mine"]])
def test_who_has_read_enough_is_told_nothing(folder, arguments, unbuffered):
    with subprocess.Popen([sys.executable, "-m", "helpers.cli", *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": unbuffered}) as running:
        running.stdout.close()
        assert running.stderr.read() == b"" and running.wait() == 0


def test_no_slogan_is_cut_on_a_narrow_terminal(folder, capsys, monkeypatch):
    (folder / "a.txt").rename(folder / f"{'long' * 20}.txt")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["slogans", "mine"]) == 0
    printed = capsys.readouterr().out
    assert "质量强市" in printed and "headline" in printed and "…" not in printed


def test_a_user_who_interrupts_gets_one_line_and_the_old_tables(folder, capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    assert main(["tidy", "mine", "--out", "out"]) == 0
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    capsys.readouterr()
    monkeypatch.setattr(pd.DataFrame, "to_parquet", interrupted)
    assert main(["tidy", "mine", "--out", "out"]) == 130
    assert capsys.readouterr().err == "\ntifa: stopped; no half-written file is left\n"
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


def test_wrong_decisions_are_one_line_and_leave_the_old_tables(folder, capsys):
    assert main(["tidy", "mine", "--out", "out"]) == 0
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    (folder / "metadata.csv").write_text("file,year\nnix.txt,2012\n", "utf-8")
    capsys.readouterr()
    assert main(["tidy", "mine", "--out", "out"]) == 1
    error = capsys.readouterr().err
    assert "metadata.csv, line 2: there is no file 'nix.txt'" in error and error.count("\n") == 1
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


def test_seeds_from_any_folder(folder):
    assert main(["tidy", "seeds", "--out", "out"]) == 0
    assert len(pd.read_parquet("out/documents.parquet")) == 5


def test_corrections_of_ones_own_replace_the_projects(folder):
    Path("none.csv").write_text("doc_id,sha256,field,value,reason,source\n", "utf-8")
    assert main(["tidy", "seeds", "--out", "out", "--corrections", "none.csv"]) == 0
    assert "curated" not in set(pd.read_parquet("out/documents.parquet")["year_basis"])


def test_slogans_and_the_report_follow_corrections(folder, capsys, monkeypatch):
    decided = pd.DataFrame([{"doc_id": "a", "sha256": sha256(Path("mine/a.txt").read_bytes()).hexdigest(),
                             "field": "year", "value": "1999", "reason": "seen by a reader", "source": "a library"}])
    decided.to_csv("decided.csv", index=False)
    assert main(["slogans", "mine/a.txt", "--corrections", "decided.csv"]) == 0
    assert "1999" in capsys.readouterr().out

    def pages(corpus, *_):
        raise ReportError(corpus.documents["year"].tolist())

    monkeypatch.setattr(helpers.show.report, "write_pages", pages)
    assert main(["report", "mine/a.txt", "--out", "site", "--corrections", "decided.csv"]) == 1
    assert "tifa: [1999]" in capsys.readouterr().err


def test_explain_tells_what_was_done_and_why(folder, capsys):
    Path("page.txt").write_text(
        "您當(dāng)前的位置: 首頁 > 新聞 > 正文\n滁州市質(zhì)量強(qiáng)市大會(huì)召開\n\n  2012年3月5日,滁州市召開質(zhì)量強(qiáng)市大會(huì),"
        "要求質(zhì)量強(qiáng)市,因?yàn)檫@些工作重要,會(huì)議要求,各部門要落實(shí)責(zé)任。\n", "utf-8")
    assert main(["explain", "page.txt"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    for words in (
        "page.txt:", "Hant", "× pinyin: 拼音注音 a reading in brackets behind a character: taken out", "(zhì)→∅",
        "line   4  byte_shift+script: ?yàn)檫@ → 为这   ", "settled: the bytes",
        "line   2  title      滁州市质量强市大会召开", "line   1  navigation", "because: path of the page on its site",
        "city             滁州市", "published_from   not known", "event = 2012-03-05   “2012年3月5日”",
    ):
        assert words in printed.out, words
    assert main(["explain", "page.txt", "--all"]) == 0
    assert capsys.readouterr().out.count("script: 質 → 质   settled") >= 3


def test_explain_gives_reasons_for_web_pages_and_shows_what_no_font_shows(folder, capsys):
    Path("page.html").write_text(
        "<nav><a>首页</a> <a>新闻</a> <a>登录</a></nav><h1>滁州市召开质量大会</h1>"
        "<p>2012年3月5日,滁州市召开质量大会,部署\ue47f全年工作。</p>", "utf-8")
    assert main(["explain", "page.html"]) == 0
    printed = capsys.readouterr().out
    assert "because: " in printed
    assert "\ue47f" not in printed and "⟨U+E47F⟩" in printed


def test_explain_of_a_reject_exits_1_with_the_reason(folder, capsys):
    Path("c.pdf").write_bytes(b"%PDF-1.4")
    assert main(["explain", "c.pdf"]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("tifa: c.pdf: .pdf files are not read") and printed.out == ""


def test_explain_has_no_colour_codes_where_it_is_not_a_terminal(folder, capsys):
    assert main(["explain", "mine/a.txt"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_failure_of_the_program_is_a_reject_and_no_traceback(folder, capsys, monkeypatch):
    def failing(*_):
        raise KeyError("role")

    monkeypatch.setattr(helpers.corpus, "sentences", failing)
    assert main(["tidy", "mine", "--out", "out"]) == 1
    printed = capsys.readouterr()
    assert printed.out.count("please report it") == 2 and printed.err == ""


def test_as_a_command_of_the_shell(folder):
    command = [sys.executable, "-m", "helpers.cli", "tidy", "mine", "--out", "out"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 documents, 0 files rejected: tables in out\n"
