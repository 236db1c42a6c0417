"""The pages that the tables give to the site: documents, lines of slogans, glossary; the notebooks as pages."""

import re
from base64 import b64encode
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest

from helpers import load_corpus
from helpers.show.documents import document_page
from helpers.show.glossary import glossary
from helpers.show.links import Links
from helpers.show.reading import pinyin
from helpers.show.report import NOTEBOOKS
from helpers.show.runner import finding_of
from helpers.show.site import dress

NEAR = 2  # cells between a figure and its table


def test_every_term_has_its_pinyin_and_a_meaning():
    terms = glossary()
    assert terms.loc[terms["term"].duplicated(), "term"].tolist() == []
    assert terms["pinyin"].tolist() == terms["term"].map(pinyin).tolist()
    assert (terms["english"] != "").all()


def figure(words, width=900):
    """The output of a cell that draws: of its picture as much as tells the width."""
    head = b64encode(b"\x89PNG\r\n\x1a\n" + bytes(8) + width.to_bytes(4) + bytes(4)).decode()
    return nbformat.v4.new_output("display_data", {"image/png": head, "text/plain": words})


def dressed(tmp_path, *cells):
    path = tmp_path / "00-a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), path)
    dress([path])
    return nbformat.read(path, as_version=4).cells


def test_code_is_folded_and_a_figure_is_put_in_its_own_words(tmp_path):
    cells = dressed(
        tmp_path,
        nbformat.v4.new_code_cell("1"),
        nbformat.v4.new_code_cell("draw()", outputs=[figure("Years 年份. Across: year."), figure("Places 地点.")]),
    )
    assert [cell.metadata["tags"] for cell in cells] == [["hide-input"]] * 2
    assert "mystnb" not in cells[0].metadata
    assert cells[1].metadata["mystnb"]["image"]["alt"] == "Years 年份. Across: year. Places 地点."


@pytest.mark.parametrize("widths, classes", [([490], "tifa-fits"), ([900], None), ([490, 900], None)])
def test_a_narrow_figure_is_not_enlarged_on_a_phone(tmp_path, widths, classes):
    outputs = [figure("Years 年份.", width) for width in widths]
    cell = dressed(tmp_path, nbformat.v4.new_code_cell("draw()", outputs=outputs))[0]
    assert cell.metadata["mystnb"]["image"].get("classes") == classes


def test_a_figure_without_words_is_named_by_its_heading(tmp_path):
    cells = dressed(
        tmp_path,
        nbformat.v4.new_markdown_cell("# Title\n\ntext"),
        nbformat.v4.new_markdown_cell("text\n\n## Where 地点\n\ntext"),
        nbformat.v4.new_code_cell("draw()", outputs=[figure("<Figure size 900x780 with 1 Axes>")]),
    )
    assert cells[2].metadata["mystnb"]["image"]["alt"] == "Figure: Where 地点"


def test_the_finding_is_said_once(tmp_path):
    said = nbformat.v4.new_output("display_data", {"text/markdown": "**Finding.** 5 of 5."})
    cells = dressed(tmp_path, nbformat.v4.new_markdown_cell("# Title\n\n**Finding.** 5 of 5."),
                    nbformat.v4.new_markdown_cell("## The finding"), nbformat.v4.new_code_cell("say()", outputs=[said]))
    assert [cell.source for cell in cells] == ["# Title\n\n**Finding.** 5 of 5.", "say()"]
    assert cells[1].outputs == []


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.name)
def test_the_title_cell_has_the_finding(path):
    notebook = nbformat.read(path, as_version=4)
    assert finding_of(notebook) in notebook.cells[0].source, "make notebooks"


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.name)
def test_every_figure_has_its_table_beside_it(path):
    def shows(cell, kind, words=""):
        return any(words in output.get("data", {}).get(kind, "") for output in cell.get("outputs", [])
                   if kind in output.get("data", {}))

    cells = nbformat.read(path, as_version=4).cells
    for number, cell in enumerate(cells):
        if shows(cell, "image/png"):
            near = cells[max(number - NEAR, 0) : number + NEAR + 1]
            assert any(shows(other, "text/html", "<table") for other in near), f"cell {number + 1} has no table"


def test_a_device_over_pages_does_not_stand_at_every_mark_in_it():
    corpus = load_corpus("seeds")
    doc_id = corpus.documents["doc_id"].iloc[0]
    text = corpus.clean(doc_id)
    names = ("documents", "evidence", "edits", "passages", "sentences", "mentions")
    tables = {name: getattr(corpus, name) for name in names}
    long = {"doc_id": doc_id, "device": "parallelism", "text": text, "start": 0, "end": len(text)}
    page = document_page(
        SimpleNamespace(raw=corpus.raw, clean=corpus.clean, devices=pd.DataFrame([long]), **tables), doc_id,
        Links(corpus)
    )
    titles = re.findall(r'<mark class="tifa-mark parallelism[^"]*" title="([^"]*)"', page)
    assert titles and max(map(len, titles)) < 100
