"""Evolution on a collection that can be counted on paper: a province, two of its cities, a city elsewhere."""

import pandas as pd
import pytest

from helpers.measure.evolution import (
    cell_lines,
    first_and_last,
    handed_down,
    heat,
    heat_scale,
    lattice,
    replacement,
    rivals,
    said_by,
    uses,
)
from helpers.measure.uncertainty import share_interval

DOCUMENTS = pd.DataFrame({
    "doc_id": ["p", "a", "b", "x"], "province": ["甲省", "甲省", "甲省", "乙省"], "city": [pd.NA, "子市", "子市", "丑市"],
    "district": [pd.NA] * 4, "place_level": ["province", "city", "city", "city"], "body_chars": [1000, 500, 500, 2000],
    "year": pd.array([2010, 2009, 2012, 2012], dtype="Int64"), "year_from": [2010, 2009, 2012, 2012],
    "year_to": [2010, 2009, 2012, 2012], "outlet": ["某报"] * 4,
})


def mention(doc_id, slogan, scope, role="body", family="质量"):
    return {"doc_id": doc_id, "slogan": slogan, "family": family, "verb": slogan[-2], "scope": scope, "role": role,
            "use": "live", "via": "plain", "speech_id": pd.NA}


MENTIONS = pd.DataFrame([
    mention("p", "质量强省", "province"), mention("a", "质量兴市", "city"), mention("a", "质量强省", "province"),
    mention("b", "质量强市", "city"), mention("b", "质量强省", "province"), mention("b", "质量兴市", "city", "title"),
    mention("x", "质量强省", "province"), mention("x", "工业强市", "city", family="工业"),
    mention("x", "质量兴市", "city", "related"),
])


def test_first_and_last_seen():
    seen = first_and_last(MENTIONS, DOCUMENTS).set_index("slogan")
    assert seen.loc["质量兴市", ["n_documents", "first_to", "last_to", "censored"]].tolist() == [2, 2009, 2012, "both"]
    assert seen.loc["质量强省", "n_documents"] == 4


def test_lattice_counts_documents_once_and_leaves_the_rest_of_the_page_out():
    cells = lattice(MENTIONS, DOCUMENTS, "质量").set_index(["verb", "scope"])
    xing = cells.loc[("兴", "city")]
    assert (xing["n_mentions"], xing["n_documents"], xing["n_headline"]) == (2, 2, 1)
    assert xing["share_of_documents"] == 2 / 4
    assert (xing["low"], xing["high"]) == share_interval(2, 4)
    assert xing["per_10k_body_chars_where_used"] == pytest.approx(1e4 * 1 / 1000)


def test_replacement_needs_two_documents_of_a_place():
    own = replacement(MENTIONS[MENTIONS["scope"] == "city"], DOCUMENTS).set_index("doc_id")
    assert own.loc["b", ["n_old", "n_new", "share_new", "n_same_place"]].tolist() == [1, 1, 0.5, 2]
    assert own.loc["x", "n_same_place"] == 1


def test_what_is_handed_down_comes_from_the_same_province_and_not_from_the_future():
    down = handed_down(MENTIONS, DOCUMENTS).set_index("doc_id")
    assert down.loc["b", "years_after"] == 2
    assert pd.isna(down.loc["a", "years_after"]) and down.loc["a", "n_higher"] == 0
    assert pd.isna(down.loc["x", "years_after"])


def test_rivals_share_a_document():
    assert rivals(MENTIONS, 4)[["family", "rival", "n_both", "expected"]].values.tolist() == [["质量", "工业", 1, 1.0]]


def test_rivals_of_a_corpus_are_strings_of_another_kind():
    own = MENTIONS.astype({"doc_id": "string", "family": "string"})
    assert rivals(own, 4)["n_both"].tolist() == [1]


def test_uses_count_the_mentions_of_each_document_and_cell():
    found = uses(MENTIONS, DOCUMENTS, "质量").set_index(["doc_id", "scope", "verb"])["n_mentions"]
    assert found.to_dict() == {("a", "city", "兴"): 1, ("a", "province", "强"): 1, ("p", "province", "强"): 1,
                               ("b", "city", "强"): 1, ("b", "province", "强"): 1, ("b", "city", "兴"): 1,
                               ("x", "province", "强"): 1}


def test_the_lines_of_a_cell_take_the_documents_by_turns():
    text = "质量强省，" * 3
    passages = pd.DataFrame({"doc_id": ["a", "b"], "role": "body", "text": [text, text], "start": 0, "end": len(text)})
    places = [{"start": at, "end": at + 4, "raw_start": at, "raw_end": at + 4} for at in (0, 5, 10)]
    own = pd.DataFrame([mention(doc_id, "质量强省", "province") | place for doc_id in "ab" for place in places])
    lines = cell_lines(own, passages, 3)
    assert lines["doc_id"].tolist() == ["a", "a", "b"] and lines["n_cell"].tolist() == [6] * 3
    assert lines["hit"].tolist() == ["质量强省"] * 3 and lines["right"].iloc[0].startswith("，质量强省")


def test_what_is_said_belongs_to_who_says_it():
    own = pd.DataFrame([mention("a", "质量兴市", "city") | {"speech_id": 0},
                        mention("a", "质量强市", "city") | {"speech_id": 1},
                        mention("a", "质量强市", "city"), mention("b", "质量强市", "city") | {"speech_id": 0},
                        mention("b", "质量强市", "city", "related") | {"speech_id": 0}])
    speech = pd.DataFrame({"doc_id": ["a", "a", "b"], "speech_id": [0, 1, 0], "speaker": ["王某", "王某", pd.NA],
                           "position": ["市长", "市长", "局长"]})
    found = said_by(own, speech)
    assert found[["doc_id", "n_mentions", "of_mentions", "in_statement"]].values.tolist() == [
        ["a", 2, 3, True], ["a", 1, 3, False], ["b", 1, 1, True]]
    assert found.loc[0, "slogans"] == "质量兴市 1 质量强市 1" and pd.isna(found.loc[2, "speaker"])
    assert found.loc[2, "position"] == "局长"
    assert (found.loc[0, "low"], found.loc[0, "high"]) == share_interval(2, 3)


def test_heat_is_a_share_and_the_scale_needs_its_denominator():
    years = heat(MENTIONS, DOCUMENTS, "质量强市").set_index("year")
    assert years.loc[2012, ["n_using", "n_documents"]].tolist() == [1, 2]
    assert years.loc[2009, "n_using"] == 0
    assert not heat_scale(DOCUMENTS, 3, "人民日报")["applies"]
    paper = DOCUMENTS.assign(outlet="人民日报")
    assert heat_scale(paper, 2000, "人民日报")["heat"] == "沸" and heat_scale(paper, 1999, "人民日报")["heat"] is None


def test_nothing_gives_empty_tables():
    none = MENTIONS.iloc[:0]
    for frame in (first_and_last(none, DOCUMENTS), lattice(none, DOCUMENTS), replacement(none, DOCUMENTS),
                  rivals(none, 4), handed_down(none, DOCUMENTS), uses(none, DOCUMENTS)):
        assert frame.empty and len(frame.columns)
