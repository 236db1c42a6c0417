"""Running notebooks, and the site that is made of them."""

import json
import re
import sys
import time
from html import unescape
from urllib.parse import unquote
from zipfile import ZipFile

import nbformat
import pandas as pd
import pytest

from helpers.show.report import FONT_FILE, MARK, ReportError, build_report, network_loads, notebook_source
from helpers.show.runner import METADATA, NotebookError, run_notebooks
from helpers.show.search import SearchChinese
from helpers.tables import TABLES

PAGE = "某市召开质量强市工作会议\n\n　　9月15日，某市召开质量强市工作会议，要求把质量工作抓好。\n"


def notebook(path, *cells):
    """Write a notebook of code cells below a title, with another program's metadata; return its path."""
    body = [nbformat.v4.new_markdown_cell(f"# The title of {path.stem}", id="title")]
    body += [nbformat.v4.new_code_cell(cell, id=f"cell-{number}") for number, cell in enumerate(cells)]
    metadata = {
        "kernelspec": {"name": "elsewhere", "display_name": "Elsewhere"},
        "language_info": {"name": "R"},
    }
    nbformat.write(nbformat.v4.new_notebook(cells=body, metadata=metadata), path)
    return path


# running


def test_run_keeps_results_and_nothing_else(tmp_path):
    path = notebook(tmp_path / "a.ipynb", "import sys\nprint('one', end=' ')\nprint('two')", "6 * 7")
    run_notebooks([path])
    once = path.read_bytes()
    run_notebooks([path])
    assert path.read_bytes() == once
    result = json.loads(once)
    assert result["metadata"] == METADATA
    assert [cell["metadata"] for cell in result["cells"]] == [{}, {}, {}]
    printed = {"name": "stdout", "output_type": "stream", "text": ["one two\n"]}
    assert result["cells"][1]["outputs"] == [printed]
    assert result["cells"][2]["outputs"][0]["data"] == {"text/plain": ["42"]}


def test_run_uses_this_python_the_own_folder_and_the_given_variables(tmp_path):
    code = "import os, sys\nprint(sys.executable)\nprint(os.getcwd())\nprint(os.environ['TIFA_SOURCE'])"
    (target,) = run_notebooks([notebook(tmp_path / "a.ipynb", code)], tmp_path, {"TIFA_SOURCE": "somewhere"})
    printed = json.loads(target.read_text(encoding="utf-8"))["cells"][1]["outputs"][0]["text"]
    assert "".join(printed).splitlines() == [sys.executable, str(tmp_path), "somewhere"]


def test_run_names_notebook_and_cell_and_writes_nothing(tmp_path):
    good, bad = notebook(tmp_path / "a.ipynb", "1"), notebook(tmp_path / "b.ipynb", "x = 0", "1 / x")
    before = good.read_bytes(), bad.read_bytes()
    with pytest.raises(NotebookError, match="^b.ipynb, cell 3: ZeroDivisionError: division by zero"):
        run_notebooks([good, bad])
    assert (good.read_bytes(), bad.read_bytes()) == before


def test_run_stops_the_other_notebooks_where_one_fails(tmp_path):
    bad, long = notebook(tmp_path / "a.ipynb", "1 / 0"), notebook(tmp_path / "b.ipynb", "import time; time.sleep(300)")
    start = time.monotonic()
    with pytest.raises(NotebookError, match="a.ipynb, cell 2"):
        run_notebooks([bad, long])
    assert time.monotonic() - start < 100


def test_run_stops_at_a_figure_that_cannot_be_drawn(tmp_path):
    code = "import matplotlib.pyplot as plt\nfrom helpers.show.fonts import use_fonts\nuse_fonts()"
    code += "\nplt.title('\\ue47f')"
    with pytest.raises(NotebookError, match="^a.ipynb, cell 2: UserWarning: Glyph 58495"):
        run_notebooks([notebook(tmp_path / "a.ipynb", code)])


# the site


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a report of one page from two small notebooks over an earlier one; return what holds it all."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "pages").mkdir()
    (folder / "pages" / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "notebooks").mkdir()
    code = "from helpers.show.report import notebook_source\nfrom pathlib import Path"
    code += "\nPath(notebook_source()[0], 'page.txt').read_text(encoding='utf-8')"
    notebook(folder / "notebooks" / "00-first.ipynb", code)
    shown = "import pandas as pd\nfrom helpers.show.prose import say\nsay('**推进质量强省建设**')"
    shown += "\npd.DataFrame({'word': ['只在表中']})"
    notebook(folder / "notebooks" / "10-second.ipynb", shown)
    (folder / "site").mkdir()
    (folder / "site" / MARK).touch()
    (folder / "site" / "stale.html").touch()
    build_report(folder / "pages", folder / "site", folder / "notebooks")
    return folder


def found(site, term):
    """Return the pages that the search index of a site has for a term."""
    script = (site / MARK).read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("Search.setIndex(").removesuffix(")"))
    lists = [part[term] for part in (index["terms"], index["titleterms"]) if term in part]
    return {index["docnames"][number] for some in lists for number in ([some] if isinstance(some, int) else some)}


def test_site_has_index_notebooks_and_tables(built):
    site = built / "site"
    index = (site / "index.html").read_text(encoding="utf-8")
    for name in ("00-first", "10-second"):
        assert f'href="notebooks/{name}.html"' in index and f"The title of {name}" in index
    listed = (site / "tables.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(tables/(?:csv|parquet)/\w+\.(?:csv|parquet))"', listed)
    assert len(links) == 20
    for link in links:
        read = pd.read_csv if link.endswith("csv") else pd.read_parquet
        read(site / link)


def test_front_pages_answer_in_both_languages_with_the_figure_and_its_table(built):
    site = built / "site"
    for page, language, words in (("index.html", "en", "The one document uses 1 slogan of the family 质量"),
                                  ("zh.html", "zh-Hans", "这一篇文档使用“质量”一族口号 1 种")):
        text = (site / page).read_text(encoding="utf-8")
        assert f'lang="{language}"' in text and words in text
        assert 'href="lines/zhi-liang-qiang-shi.html">2</a>' in text
        assert re.search(r'<img alt="[^"]*质量强市[^"]*" class="tifa-fits" src="_images/lattice.png"', text)
        assert 'href="lines.html#lattice"' in text and "@software" in text
    assert 'id="lattice"' in (site / "lines.html").read_text(encoding="utf-8")


def test_downloads_hold_every_table_and_every_text(built):
    site = built / "site"
    listed = (site / "downloads.html").read_text(encoding="utf-8")
    archives = {link: ZipFile(site / link).namelist() for link in re.findall(r'href="(downloads/[\w-]+\.zip)"', listed)}
    for file_format in ("csv", "parquet"):
        names = [f"{table.name}.{file_format}" for table in TABLES] + ["datapackage.json"]
        assert archives[f"downloads/tables-{file_format}.zip"] == sorted(names)
    files = {"tei": "page.xml", "conllu": "corpus.conllu", "vertical": "corpus.vert", "plain": "page.txt"}
    for text_format, name in files.items():
        assert archives[f"downloads/texts-{text_format}.zip"] == [name]
        assert "质量强市" in ZipFile(site / f"downloads/texts-{text_format}.zip").read(name).decode()
    assert len(archives) == 6


def test_notebooks_of_the_site_ran_on_the_given_source(built):
    assert "把质量工作抓好" in (built / "site" / "notebooks" / "00-first.html").read_text(encoding="utf-8")
    assert '"outputs": []' in (built / "notebooks" / "00-first.ipynb").read_text(encoding="utf-8")


def test_search_finds_words_inside_chinese_runs(built):
    site = built / "site"
    assert "notebooks/10-second" in found(site, "质量强省")
    assert {"documents/page", "notebooks/10-second"} <= found(site, "质量")
    assert found(site, "抓好") == {"documents/page"}
    assert found(site, "强") >= {"documents/page", "lines/zhi-liang-qiang-shi", "glossary"}
    assert "var splitQuery" in (site / "_static" / "language_data.js").read_text(encoding="utf-8")


def test_search_leaves_out_what_only_repeats_the_documents(built):
    site = built / "site"
    assert "只在表中" in (site / "notebooks" / "10-second.html").read_text(encoding="utf-8")
    assert not found(site, "只在")
    assert not found(site, "dataframe")
    # The line of a slogan, with its context.
    assert "要求把质量" in (site / "lines" / "zhi-liang-qiang-shi.html").read_text(encoding="utf-8")
    assert found(site, "求把") == {"documents/page"}


def test_site_asks_no_network_and_brings_its_font(built):
    site = built / "site"
    assert network_loads(site) == []
    assert "url(http" not in (site / "_static" / "tifa.css").read_text(encoding="utf-8")
    assert (site / "_static" / FONT_FILE.with_suffix(".woff2").name).exists()


def test_every_link_inside_the_site_leads_somewhere(built):
    site = built / "site"
    pages = {path.resolve(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")
             if "_static" not in path.parts}
    for path, text in pages.items():
        for address in re.findall(r'href="([^"]+)"', text):
            target, _, place = unquote(unescape(address)).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            there = (path.parent / target.partition("?")[0]).resolve() if target else path
            assert there.exists(), f"{path.name} leads to {address}"
            if place and there in pages:
                assert f'id="{place}"' in pages[there], f"{path.name} leads to {address}"


def test_a_report_replaces_the_one_before_and_leaves_nothing_beside_it(built):
    assert not (built / "site" / "stale.html").exists()
    assert {path.name for path in built.iterdir()} == {"pages", "notebooks", "site"}


def test_a_failed_report_leaves_the_one_before(built, tmp_path):
    before = (built / "site" / "index.html").stat().st_mtime_ns
    notebook(tmp_path / "bad.ipynb", "1 / 0")
    with pytest.raises(NotebookError, match="bad.ipynb, cell 2"):
        build_report(built / "pages", built / "site", tmp_path)
    assert (built / "site" / "index.html").stat().st_mtime_ns == before
    assert {path.name for path in built.iterdir()} == {"pages", "notebooks", "site"}


def test_no_other_folder_is_replaced(tmp_path):
    (tmp_path / "work.txt").touch()
    with pytest.raises(FileExistsError, match="is no report"):
        build_report("seeds", tmp_path)
    assert (tmp_path / "work.txt").exists()


def test_a_missing_source_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        build_report([tmp_path / "nowhere"], tmp_path / "site")


def test_nothing_to_read_is_an_error(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReportError, match="nothing to read in .*empty"):
        build_report(tmp_path / "empty", tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_network_loads_are_found(tmp_path):
    page = '<script async src="https://example.cn/a.js"></script>'
    page += '<a href="https://example.cn">a link</a><img src="a.png">'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert network_loads(tmp_path) == ['a.html: <script async src="https://example.cn/a.js']


def test_several_sources_reach_the_notebooks(monkeypatch, tmp_path):
    monkeypatch.delenv("TIFA_SOURCE", raising=False)
    assert notebook_source() == "seeds"
    monkeypatch.setenv("TIFA_SOURCE", f"one: two\n{tmp_path}")
    assert notebook_source() == ["one: two", str(tmp_path)]


def test_index_holds_every_stretch_that_a_query_is_cut_into():
    words = SearchChinese({}).split("把质量强市工作抓好 quality, 2016年𠮷")
    assert {"质", "质量", "量强", "质量强市", "抓好", "quality", "2016", "𠮷", "年𠮷"} <= set(words)
    assert not {"量强市", "作抓好", "工作抓好"} & set(words)
