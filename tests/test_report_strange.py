"""Reports on strangers' folders: no slogan, no year, no place, ten broken files, nothing at all."""

import hashlib
import json
import re

import nbformat
import pytest

from helpers.cli import main
from helpers.show.links import VARIABLE as SITE
from helpers.show.report import NOTEBOOKS, ROOT, VARIABLE, build_report
from helpers.show.runner import run_notebooks

BARE = "关于做好工作的体会\n\n　　做好工作，关键在人。要认真学习，扎实推进，务求实效。\n"
# A text that cites the centre and states no year: its year has a beginning and no end.
CITED = "各位代表，我们要深入贯彻落实科学发展观，要切实抓好产品质量，要严格落实各项制度，要努力提高服务水平，要让群众满意。\n" * 3
OTHER_FAMILY = "全市科教兴市工作会议召开\n\n　　会议要求，深入实施科教兴市战略，推进科教兴国。\n"
GOOD = "滁州市召开质量强市大会\n\n  2012年3月5日,滁州市召开质量强市工作会议。市长李某强调,要推进质量强市建设。\n"
BROKEN = {
    "empty.txt": b"",
    "blank.txt": b"   \n\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "packed.txt": b"PK\x03\x04" + bytes(100),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "print.pdf": b"%PDF-1.4",
    "torn.docx": b"PK\x03\x04 and no more",
    "named.docx": b"no Word document",
    "frame.html": b"<html><body></body></html>",
    "zeros.txt": bytes(500),
}


def folder_of(folder, files):
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def tree():
    """The checksums of the sources and of the committed notebooks."""
    paths = [*(ROOT / "seeds").iterdir(), *NOTEBOOKS.glob("*")]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def outputs(path):
    """What the cells of a notebook show, as (kind, text)."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if output["output_type"] == "stream":
                yield output["name"], "".join(output["text"])
            for kind, text in output.get("data", {}).items():
                yield kind, "".join(text)


def run_on(source, folder, *notebooks):
    """Run committed notebooks on a folder, as the report does; return the executed ones."""
    folder.mkdir()
    paths = [path for name in notebooks for path in sorted(NOTEBOOKS.glob(f"{name}*.ipynb"))]
    return run_notebooks(paths, folder, {VARIABLE: str(source), SITE: "1"})


# All notebooks on a document without slogan, year, place and speaker; the one about slogans where others stand.
@pytest.mark.parametrize(("text", "notebooks"), [(BARE, ""), (OTHER_FAMILY, "40"), (CITED, "50")],
                         ids=["bare", "other slogans", "half a year"])
def test_notebooks_reach_their_bottom_on_one_document(tmp_path, text, notebooks):
    source = folder_of(tmp_path / "mine", {"only.txt": text})
    before = tree()
    for path in run_on(source, tmp_path / "run", notebooks):
        shown = list(outputs(path))
        for kind, text in shown:
            assert kind != "stderr" and "widget" not in kind, f"{path.name}: {text}"
            if kind.startswith("text/") or kind == "stdout":
                words = re.sub("<[^>]*>", " ", text)
                assert not re.search(r"\bnan\b|Traceback", words), f"{path.name}: {words}"
                if path.name >= "50":  # sentences for many that were printed of one or of none
                    wrong = r"\b1 of the only\b|\b1 documents\b|\bin 0 of\b|\bof 1 pages\b|\b1 texts\b|In the 1 text"
                    assert not re.search(wrong, words), f"{path.name}: {words}"
                assert "<tbody>\n  </tbody>" not in text, f"{path.name}: heads above nothing"
        if path.name.startswith("80"):
            pages = "".join(text for kind, text in shown if kind == "text/html")
            assert "tifa-kwic" in pages and "../documents/only.html" in pages
    assert tree() == before


def test_a_text_printed_again_years_later_does_not_stop_the_notebooks_that_compare_halves(tmp_path):
    source = folder_of(tmp_path / "mine", {"a.txt": GOOD, "b.txt": GOOD.replace("2012", "2016"), "c.txt": BARE,
                                           "d.txt": OTHER_FAMILY + "2016年3月5日，会议召开。\n"})
    assert len(run_on(source, tmp_path / "run", "30", "70")) == 2


def test_ten_broken_files_among_good_ones_are_named_and_cost_nothing_else(tmp_path, capsys):
    source = folder_of(tmp_path / "mine", BROKEN | {"good.txt": GOOD, "bare.txt": BARE})
    (tmp_path / "notebooks").mkdir()
    cells = [nbformat.v4.new_markdown_cell("# A title", id="a"), nbformat.v4.new_code_cell("1", id="b")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "notebooks" / "00-one.ipynb")
    build_report(source, tmp_path / "site", tmp_path / "notebooks")
    printed = capsys.readouterr().out
    assert "2 documents read, 10 files rejected" in printed
    assert all(f"rejected {name}: " in printed for name in BROKEN)
    for path in run_on(source, tmp_path / "run", "00", "80"):
        pages = "".join(text for kind, text in outputs(path) if kind == "text/html")
        assert all(name in pages for name in BROKEN), path.name


def test_an_empty_folder_is_said_to_be_empty_and_leaves_nothing(tmp_path, capsys):
    source = folder_of(tmp_path / "mine", {})
    assert main(["report", str(source), "--out", str(tmp_path / "site")]) == 1
    error = capsys.readouterr().err
    assert "nothing to read in" in error and "put .txt, .md, .html or .docx files there" in error
    assert {path.name for path in tmp_path.iterdir()} == {"mine"}


def test_only_broken_files_are_named_with_what_to_do(tmp_path, capsys):
    source = folder_of(tmp_path / "mine", BROKEN)
    assert main(["report", str(source), "--out", str(tmp_path / "site")]) == 1
    error = capsys.readouterr().err
    assert all(f"  {name}: " in error for name in BROKEN)
