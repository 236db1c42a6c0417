"""The texts for other people's tools: whole, readable, with what a token format needs."""

import pandas as pd
from lxml import etree

from helpers import load_corpus
from helpers.export import write_texts
from helpers.export.tei import TEI
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
