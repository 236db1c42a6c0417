"""The texts for other people's tools: whole, readable, with what a token format needs."""

import pandas as pd
from lxml import etree

from helpers import load_corpus
from helpers.export import write_texts
from helpers.export.tei import TEI, XML_ID
from helpers.export.texts import conllu_document, vertical_document
from helpers.tables import COUNTED

TEXT = "质量 强市。大会"
DOCUMENT = {"doc_id": "a", "title": "大 会", "outlet": pd.NA, "genre": "report", "province": "甲省", "city": pd.NA,
            "district": pd.NA, "place_level": "province", "year": 2009, "year_from": 2009, "year_to": 2009}
PARTS = {
    "document": DOCUMENT,
    "passages": pd.DataFrame({"passage_id": [0], "role": ["body"], "text": [TEXT], "start": [0], "end": [8]}),
    "sentences": pd.DataFrame({"sentence_id": [0, 1], "passage_id": [0, 0], "start": [0, 6], "end": [6, 8]}),
    "tokens": pd.DataFrame({"sentence_id": [0, 0, 0, 1], "token": ["质量", "强市", "。", "大会"],
                            "start": [0, 3, 5, 6], "end": [2, 5, 6, 8]}),
    "mentions": pd.DataFrame({"slogan": ["质量强市"], "start": [0], "end": [5]}),
}


def test_conllu_gives_the_sentence_back():
    lines = conllu_document(PARTS).splitlines()
    assert "# text = 质量 强市。" in lines and "# year = 2009" in lines and "# title = 大 会" in lines
    rows = [line.split("\t") for line in lines if line[:1].isdigit()]
    assert all(len(row) == 10 for row in rows)
    assert [row[9] for row in rows[:3]] == ["Start=0|End=2", "SpaceAfter=No|Start=3|End=5", "Start=5|End=6"]


def test_vertical_text_names_the_slogan_of_a_token():
    lines = vertical_document(PARTS).splitlines()
    assert lines[0].startswith('<doc id="a" title="大 会"') and lines[-1] == "</doc>"
    assert "质量\t质量强市" in lines and "。\t_" in lines
    assert lines.count('<p role="body">') == lines.count("</p>") == 1


def test_tei_holds_every_character_and_plain_what_is_counted(tmp_path):
    corpus = load_corpus("seeds")
    for path in write_texts(corpus, tmp_path, "tei"):
        body = etree.parse(path).find(f".//{{{TEI}}}body")
        blocks = body.findall(f"{{{TEI}}}ab")
        assert "".join("".join(block.itertext()) for block in blocks) == corpus.clean(path.stem)
        roles = corpus.passages.loc[corpus.passages["doc_id"] == path.stem, "role"]
        assert [block.get("type") for block in blocks] == roles.tolist()
    for path in write_texts(corpus, tmp_path, "plain"):
        own = corpus.passages[(corpus.passages["doc_id"] == path.stem) & corpus.passages["role"].isin(COUNTED)]
        assert "".join(path.read_text("utf-8").split()) == "".join("".join(own["text"]).split())


def test_tei_has_the_structure_that_the_schema_asks_for(tmp_path):
    """The essentials of TEI All: the parts of the header in their order, ids once, pointers that lead somewhere."""
    def names(element):
        return [child.tag.removeprefix(f"{{{TEI}}}") for child in element]

    for path in write_texts(load_corpus("seeds"), tmp_path, "tei"):
        root = etree.parse(path).getroot()
        header, text = root
        assert names(root) == ["teiHeader", "text"] and names(header) == ["fileDesc", "encodingDesc", "profileDesc"]
        assert names(header[0]) == ["titleStmt", "publicationStmt", "sourceDesc"]
        assert names(text) == ["body"]
        assert set(names(text[0])) == {"ab", "spanGrp"} and names(text[0])[-1] == "spanGrp"
        assert {name for block in text[0].iter(f"{{{TEI}}}s") for name in names(block)} == {"w", "pc"}
        assert not any(any(map(str.isalnum, mark.text)) for mark in text.iter(f"{{{TEI}}}pc"))
        assert all(any(map(str.isalnum, word.text)) for word in text.iter(f"{{{TEI}}}w"))
        ids = [word.get(XML_ID) for word in text.iter(f"{{{TEI}}}w", f"{{{TEI}}}pc")]
        assert len(ids) == len(set(ids)) > 0
        for span in text.iter(f"{{{TEI}}}span"):
            assert {span.get("from")[1:], span.get("to")[1:]} <= set(ids)


def test_conllu_of_the_seeds_reads_as_sentences(tmp_path):
    corpus = load_corpus("seeds")
    (path,) = write_texts(corpus, tmp_path, "conllu")
    blocks = path.read_text("utf-8").removesuffix("\n\n").split("\n\n")
    assert len(blocks) == corpus.tokens.groupby(["doc_id", "sentence_id"]).ngroups
    words = []
    for block in blocks:
        comments = dict(line[2:].split(" = ", 1) for line in block.splitlines() if line.startswith("# "))
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        assert [row[0] for row in rows] == [str(number + 1) for number in range(len(rows))]
        assert {len(row) for row in rows} == {10}
        text = "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows)
        assert text.rstrip() == comments["text"]
        words += [row[1] for row in rows]
    assert words == corpus.tokens["token"].tolist()
