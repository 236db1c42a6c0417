"""Looking a slogan, a word or a pattern up, on six sentences that can be counted on paper."""

from types import SimpleNamespace

import pandas as pd
import pytest
import toy_corpus

from helpers.measure.lookup import UNNAMED, Lookup, NothingFound, compare_slogans
from helpers.measure.voices import REPORTER
from helpers.tables import checked, empty


def corpus(doc_ids=("a", "b", "c")):
    """The toy corpus with its two slogans as mentions; 提高质量 in `b` is said by somebody whose name is 李明."""
    tokens, sentences, passages = (frame[frame["doc_id"].isin(doc_ids)] for frame in toy_corpus.tables())
    documents = toy_corpus.DOCUMENTS[toy_corpus.DOCUMENTS["doc_id"].isin(doc_ids)].assign(
        province="丙省", district=pd.NA, genre="report", place_level="city", title="",
        year=[2010, 2010, pd.NA][:len(doc_ids)])
    found = tokens[tokens["token"] == "质量强市"].assign(slogan="质量强市", role=["title", "title"][:len(doc_ids)])
    speech = pd.DataFrame([{"doc_id": "b", "speech_id": 0, "speaker": "李明", "position": "市长", "verb": "说",
                            "mode": "direct", "passage_id": 1, "start": 10, "end": 14, "raw_start": 110,
                            "raw_end": 114}])
    text = passages.groupby("doc_id")["text"].sum()
    return SimpleNamespace(
        documents=documents.astype({"year": "Int64"}), passages=passages, sentences=sentences, tokens=tokens,
        mentions=found.reset_index(drop=True), speech=checked("speech", speech[speech["doc_id"].isin(doc_ids)]),
        edits=empty("edits"), raw=lambda doc_id: "〇" * 100 + text[doc_id])


@pytest.fixture(scope="module")
def lookup():
    return Lookup(corpus())


def test_a_slogan_a_word_and_a_pattern_are_found_in_the_order_of_the_text(lookup):
    assert lookup.find("slogan", "")["doc_id"].tolist() == ["a", "b"]
    assert lookup.find("word", "质量")[["doc_id", "start"]].values.tolist() == [["a", 8], ["b", 12], ["c", 8]]
    # 质量强市 holds 质量 too, and the raw offsets are the clean ones plus 100.
    found = lookup.find("regex", "质量")
    assert found["start"].tolist() == [2, 8, 0, 12, 8]


def test_documents_can_be_chosen(lookup):
    assert lookup.find("word", "质量", ("b", "c"))["doc_id"].tolist() == ["b", "c"]
    rates = lookup.rates(lookup.find("word", "质量", ("b",)), "document", ("b",))
    assert rates[["doc_id", "n", "n_chars", "n_tokens"]].values.tolist() == [["b", 1, 14, 6]]


@pytest.mark.parametrize(("by", "column", "expected"), [
    # group, hits, tokens, characters, documents with, documents
    ("document", "doc_id", [["a", 1, 7, 16, 1, 1], ["b", 1, 6, 14, 1, 1], ["c", 1, 6, 12, 1, 1]]),
    ("city", "city", [["乙", 1, 6, 12, 1, 1], ["甲", 2, 13, 30, 2, 2]]),
    ("year", "year", [[2010, 2, 13, 30, 2, 2], [pd.NA, 1, 6, 12, 1, 1]]),
    # The bodies alone: 质量工作取得成效, 提高质量 (said by 李明), 发展质量工作.
    ("speaker", "speaker", [[REPORTER, 2, 7, 14, 2, 2], ["李明", 1, 2, 4, 1, 1]]),
])
def test_rates_by_group(lookup, by, column, expected):
    rates = lookup.rates(lookup.find("word", "质量"), by)
    columns = [column, "n", "n_tokens", "n_chars", "n_documents_with", "n_documents"]
    assert rates[columns].astype(object).fillna("none").values.tolist() == [
        ["none" if pd.isna(value) else value for value in row] for row in expected]
    assert rates["per_10k_chars"].tolist() == pytest.approx([10_000 * row[1] / row[3] for row in expected])
    assert rates["per_1k_tokens"].tolist() == pytest.approx([1_000 * row[1] / row[2] for row in expected])


def test_a_group_without_a_hit_is_zero_and_none_is_lost(lookup):
    rates = lookup.rates(lookup.find("slogan", "质量强市"), "document")
    assert rates[["doc_id", "n"]].values.tolist() == [["a", 1], ["b", 1], ["c", 0]]


def test_every_document_of_a_small_group_is_a_point(lookup):
    points = lookup.points(lookup.find("slogan", "质量强市"), "city", "per_1k_tokens")
    assert points.values.tolist() == [["甲", "a", 1000 / 7], ["甲", "b", 1000 / 6], ["乙", "c", 0]]
    assert lookup.points(lookup.find("slogan", ""), "city", "share_of_documents").empty


def test_large_groups_have_no_points():
    many = corpus(("a",))
    for name in ("documents", "passages", "sentences", "tokens", "mentions"):
        frame = getattr(many, name)
        setattr(many, name, pd.concat([frame.assign(doc_id=f"a{i}") for i in range(10)], ignore_index=True))
    many.raw = lambda doc_id: ""
    found = Lookup(many)
    assert found.points(found.find("word", "质量"), "city", "per_10k_chars").empty
    assert found.rates(found.find("word", "质量"), "city")["n_units"].tolist() == [10]


def test_positions_are_shares_of_headline_and_body(lookup):
    positions = lookup.positions(lookup.find("word", "质量"))
    assert positions["share"].tolist() == pytest.approx([8 / 16, 12 / 14, 8 / 12])


def test_spread(lookup):
    assert lookup.spread(lookup.find("slogan", ""))[:2] == (2, 3)
    # All in one of three parts with 7, 6 and 6 of 19 tokens: DP 12/19 over the highest, 13/19.
    only = lookup.find("word", "取得")
    assert lookup.spread(only).dp_norm == pytest.approx(12 / 13)


def test_lines_are_sorted_by_their_neighbours(lookup):
    hits = lookup.find("word", "工作")
    assert lookup.lines(hits)["doc_id"].tolist() == ["a", "a", "b", "c"]
    # Before: 质量强市, 质量, 质量强市, 质量; equal readings stay in the order of what stands before them.
    assert lookup.lines(hits, "left")["L1"].tolist() == ["质量", "质量", "质量强市", "质量强市"]
    assert lookup.lines(hits, "right")["R1"].tolist()[:2] == ["会议", "取得"]


def test_the_passage_around_a_hit(lookup):
    assert lookup.around("b", 12) == (10, "提高质量")


@pytest.mark.parametrize(("kind", "text", "doc_ids", "message"), [
    ("word", "火车", None, "火车 stands in none"),
    ("word", "量强", None, "量强 is no word of its own in these documents, but stands inside others"),
    ("slogan", "质量兴省", None, "质量兴省 stands in none"),
    ("regex", "", None, "Nothing to look for: write a regex"),
    ("regex", "x*", None, "stands in none"),
    ("word", "质量", (), "No document is chosen"),
])
def test_nothing_found_says_why(lookup, kind, text, doc_ids, message):
    with pytest.raises(NothingFound, match=message):
        lookup.find(kind, text, doc_ids)


@pytest.mark.parametrize("pattern", ["质量(", "[", "a{99999999999999999999}", "(?P<a>x)(?P<a>y)", "*"])
def test_a_wrong_pattern_is_named(lookup, pattern):
    with pytest.raises(ValueError, match="is no (usable )?regular expression"):
        lookup.find("regex", pattern)


def test_an_unknown_kind_is_an_error(lookup):
    with pytest.raises(ValueError, match="no kind of search"):
        lookup.find("phrase", "质量")


def test_a_corpus_without_documents():
    found = Lookup(SimpleNamespace(raw=None, **{name: empty(name) for name in (
        "documents", "passages", "sentences", "tokens", "mentions", "speech", "edits")}))
    assert found.slogans == [] and found.common_word is None
    with pytest.raises(NothingFound, match="no document"):
        found.find("word", "质量")


def test_a_speaker_without_a_name():
    nameless = corpus()
    nameless.speech = nameless.speech.assign(speaker=pd.array([pd.NA], dtype="string"))
    found = Lookup(nameless)
    assert found.rates(found.find("word", "质量"), "speaker")["speaker"].tolist() == [REPORTER, UNNAMED]


def test_two_collections_side_by_side():
    rates, points = compare_slogans({"one": corpus(("a", "b")), "other": corpus(("a",))})
    columns = ["slogan", "collection", "n", "n_chars", "n_documents_with", "n_documents"]
    assert rates[columns].values.tolist() == [["质量强市", "one", 2, 30, 2, 2], ["质量强市", "other", 1, 16, 1, 1]]
    assert points[["collection", "doc_id", "per_10k_chars"]].values.tolist() == [
        ["one", "a", 10_000 / 16], ["one", "b", 10_000 / 14], ["other", "a", 10_000 / 16]]


def test_collections_without_slogans_give_empty_tables():
    bare = corpus()
    bare.mentions = bare.mentions.iloc[:0]
    rates, points = compare_slogans({"one": bare, "other": bare})
    assert rates.empty and points.empty
