"""Concordance: a corpus counted by hand, a page made up for its borders, and the seeds for offsets."""

import time

import pandas as pd
import pytest
from toy_corpus import tables

from helpers import load_corpus
from helpers.measure.concordance import concordance, find_pattern, find_tokens, sort_lines

TOKENS, SENTENCES, PASSAGES = tables()
NO_EDITS = pd.DataFrame({"doc_id": [], "raw_start": [], "raw_end": [], "after": []})
# A title, a list of links that was never printed together with the article, the body; one edit takes (zhì) out.
RAW = "会议\n相关：质量(zhì)强市\n推进质量强市工作。"
PAGE = pd.DataFrame({"doc_id": "p", "role": ["title", "related", "body"],
                     "text": ["会议\n", "相关：质量强市\n", "推进质量强市工作。"], "start": [0, 3, 11], "end": [3, 11, 20]})
EDITS = pd.DataFrame({"doc_id": ["p"], "raw_start": [8], "raw_end": [13], "after": [""]})


def whole(passages):
    """The passages as sentences."""
    spans = passages.assign(sentence_id=range(len(passages)), raw_start=passages["start"], raw_end=passages["end"] + 5)
    return spans.drop(columns="role")


def test_find_tokens_by_hand():
    hits = find_tokens(TOKENS, ["质量强市", "发展"])
    assert hits[["doc_id", "sentence_id", "token"]].values.tolist() == [
        ["a", 0, "质量强市"], ["b", 0, "质量强市"], ["c", 0, "发展"], ["c", 1, "发展"]]


def test_find_pattern_by_hand():
    """质量 also stands inside 质量强市: 5 times as a string, 3 times as a token."""
    hits = find_pattern(SENTENCES, "质量", NO_EDITS)
    assert hits["doc_id"].tolist() == ["a", "a", "b", "b", "c"] and len(find_tokens(TOKENS, "质量")) == 3
    assert hits["start"].tolist() == [2, 8, 0, 12, 8]
    assert find_pattern(SENTENCES, "质量(?!强市)", NO_EDITS)["doc_id"].tolist() == ["a", "b", "c"]


def test_pattern_gives_the_place_in_the_source():
    hits = find_pattern(whole(PAGE), "量强|质量强市", EDITS)
    assert hits[["start", "end"]].values.tolist() == [[6, 10], [13, 17]]
    assert [RAW[a:b] for a, b in zip(hits["raw_start"], hits["raw_end"])] == ["质量(zhì)强市", "质量强市"]


def test_edits_of_metadata_have_no_place_and_do_no_harm():
    edits = pd.concat([EDITS, EDITS.assign(raw_start=pd.NA, raw_end=pd.NA, after="甲")]).astype(
        {"raw_start": "Int64", "raw_end": "Int64"})
    assert find_pattern(whole(PAGE), "质量", edits)["raw_start"].tolist() == [6, 18]


def test_empty_matches_are_none_and_a_wrong_pattern_says_so():
    assert find_pattern(SENTENCES, "发?", NO_EDITS)["text"].tolist() == ["发", "发"]
    with pytest.raises(ValueError, match="is no regular expression: .*unterminated"):
        find_pattern(SENTENCES, "(质量", NO_EDITS)


def test_context_stops_at_the_border_of_the_article():
    hits = find_pattern(whole(PAGE), "质量强市|会议", EDITS)
    lines = concordance(hits, PAGE, width=9, raw={"p": RAW})
    assert lines[["role", "left", "hit", "right", "line"]].values.tolist() == [
        ["title", "", "会议", " ", 1], ["related", "相关：", "质量强市", " ", 2], ["body", "推进", "质量强市", "工作。", 3]]


def test_context_runs_on_within_the_article():
    page = PAGE.assign(role=["title", "subtitle", "body"])
    lines = concordance(find_pattern(whole(page), "推进", EDITS), page, width=6)
    assert lines[["left", "right"]].values.tolist() == [["：质量强市 ", "质量强市工作"]] and "line" not in lines


def test_sort_keys_by_hand():
    """a: 推进 质量强市 工作 | …; b: 质量强市 工作 会议 召开 | …: keys stay in the sentence."""
    lines = concordance(find_tokens(TOKENS, "质量强市"), PASSAGES, TOKENS, keys=2)
    assert lines[["L2", "L1", "R1", "R2"]].fillna("-").values.tolist() == [
        ["-", "推进", "工作", "-"], ["-", "-", "工作", "会议"]]


def test_a_pattern_that_tries_too_many_ways_is_given_up():
    """The sentence falls apart into 质量, 质 and 量 in more than 2 ** 50 ways, and none of them ends it."""
    sentence = PAGE.tail(1).assign(text=["质量" * 50 + "。"])
    start = time.monotonic()
    with pytest.raises(ValueError, match="takes too long: .* write a[+] or a limit"):
        find_pattern(whole(sentence), "(质|量|质量)+(?!.)", NO_EDITS, patience=0.2)
    assert time.monotonic() - start < 5


def test_sort_keys_beside_part_of_a_token_are_those_of_its_neighbours():
    """强 inside 质量强市: the token that holds it is no neighbour."""
    lines = concordance(find_pattern(SENTENCES, "强市", NO_EDITS), PASSAGES, TOKENS, keys=1)
    assert lines["R1"].tolist() == ["工作", "工作"] and lines["L1"].isna().tolist() == [False, True]


def test_lines_are_sorted_as_pinyin_reads():
    lines = pd.DataFrame({"R1": ["战略", pd.NA, "工作", "活动", "工作"], "R2": ["甲", "甲", "会议", "甲", "部署"]})
    assert sort_lines(lines, ["R1", "R2"])["R1"].fillna("-").tolist() == ["工作", "工作", "活动", "战略", "-"]
    assert sort_lines(lines, ["R1", "R2"])["R2"].tolist()[:2] == ["部署", "会议"]  # bushu, huiyi
    assert sort_lines(lines, "R2")["R2"].tolist()[0] == "部署"
    with pytest.raises(ValueError, match="no sort key L9; the lines have R1, R2"):
        sort_lines(lines, "L9")


def test_a_hit_of_another_corpus_is_an_error():
    hits = pd.DataFrame({"doc_id": ["x"], "start": [0], "end": [2], "raw_start": [0], "raw_end": [2]})
    with pytest.raises(ValueError, match="no passage of 'x'"):
        concordance(hits, PASSAGES)


def test_no_hit_is_a_table_without_rows():
    lines = concordance(find_pattern(SENTENCES, "质量强省", NO_EDITS), PASSAGES, TOKENS, raw={"a": "", "b": "", "c": ""})
    assert lines.empty and {"left", "hit", "right", "line", "L1", "R3"} <= set(lines)


def test_every_line_of_the_seeds_leads_to_its_source():
    """Slogans are found by their own table, by token and by pattern, with the same offsets."""
    corpus = load_corpus("seeds")
    hits = corpus.mentions[corpus.mentions["via"] == "plain"]
    raw = {doc_id: corpus.raw(doc_id) for doc_id in corpus.documents["doc_id"]}
    lines = concordance(hits, corpus.passages, corpus.tokens, raw=raw)
    assert lines["hit"].tolist() == hits["surface"].tolist() and lines["role"].tolist() == hits["role"].tolist()
    for line in lines.itertuples():
        assert " ".join(corpus.clean(line.doc_id)[: line.start].split()).endswith(line.left.strip())
        assert line.line == raw[line.doc_id][: line.raw_start].count("\n") + 1
    pattern = find_pattern(corpus.sentences, "质量强区", corpus.edits)
    both = pattern.merge(hits, on=["doc_id", "start", "end"], suffixes=("", "_mention"))
    assert len(both) > 10
    assert both["raw_start"].equals(both["raw_start_mention"]) and both["raw_end"].equals(both["raw_end_mention"])
