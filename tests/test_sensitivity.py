"""Counts after each step of the cleaning, against counts made by hand."""

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.measure.sensitivity import STEPS, by_step, cleaning_steps, sensitivity
from helpers.tables import empty
from helpers.tidy.repair import repair

# Counted on paper. 质量 stands twice in the body (once annotated), once in the second printing, once in the menu.
RAW = "菜单:质量\n質(zhì)量強(qiáng)市,質量好\n質量好\n"
PASSAGES = pd.DataFrame({
    "role": ["navigation", "body", "duplicate"],
    "text": ["菜单：质量\n", "质量强市，质量好\n", "质量好\n"],
})


def expected(term):
    """Counts of a term in the page above, step by step."""
    return {
        "质量": [1, 1, 4, 3, 2], "質量": [2, 3, 0, 0, 0], "质量强市": [0, 0, 1, 1, 1], "菜单": [1, 1, 1, 0, 0]
    }[term]


def counted(raw, passages, terms):
    edits = repair(raw).edits().assign(doc_id="a")
    return sensitivity({"a": raw}, edits, passages.assign(doc_id="a"), terms)


@pytest.mark.parametrize("term", ["质量", "質量", "质量强市", "菜单"])
def test_counts_of_each_step(term):
    counts = counted(RAW, PASSAGES, [term])
    assert counts["step"].tolist() == list(STEPS)
    assert counts["n"].tolist() == expected(term)


def test_the_counting_is_naive_and_does_not_overlap():
    passages = pd.DataFrame({"role": ["body"], "text": ["质量强市场竞争力，好好好"]})
    once = counted(passages["text"][0], passages, ["质量强市", "好好"]).query("step == 'once'")
    assert once["n"].tolist() == [1, 1]


def test_no_word_arises_between_two_passages():
    passages = pd.DataFrame({"role": ["title", "related", "body"], "text": ["质", "其他", "量"]})
    assert cleaning_steps("", empty("edits"), passages)["text"].iloc[-1] == "质\n量"


def test_steps_begin_with_raw_and_pass_through_the_clean_text():
    corpus = load_corpus("seeds")
    for doc_id in corpus.documents["doc_id"]:
        edits, passages = (frame[frame["doc_id"] == doc_id] for frame in (corpus.edits, corpus.passages))
        texts = cleaning_steps(corpus.raw(doc_id), edits, passages).set_index("step")["text"]
        assert texts["raw"] == corpus.raw(doc_id) and texts["simplified"] == corpus.clean(doc_id)
        assert texts.index.tolist() == list(STEPS)
        assert len(texts["once"]) <= len(texts["article"]) <= len(texts["simplified"])


def test_an_edit_of_two_rules_is_made_at_the_first_of_its_steps():
    edits = pd.DataFrame({"rule": ["byte_shift+script"], "raw_start": [0], "before": ["!懂a"], "after": ["。《产"]})
    texts = cleaning_steps("!懂a品", edits, empty("passages")).set_index("step")["text"]
    assert texts["undone"] == "。《产品"


def test_a_document_without_edits_and_passages_is_counted_all_the_same():
    counts = sensitivity({"a": "质量"}, empty("edits"), empty("passages"), ["质量"])
    assert counts["n"].tolist() == [1, 1, 1, 0, 0]


def test_no_documents_and_no_terms_give_empty_tables():
    assert sensitivity({}, empty("edits"), empty("passages"), ["质量"]).empty
    assert sensitivity({"a": "质量"}, empty("edits"), empty("passages"), []).empty
    assert by_step(sensitivity({}, empty("edits"), empty("passages"), ["质量"])).columns.tolist() == list(STEPS)


def test_an_empty_term_is_an_error():
    with pytest.raises(ValueError, match="empty term"):
        sensitivity({"a": "质量"}, empty("edits"), empty("passages"), [""])


def test_totals_add_the_documents_up_and_keep_the_order_of_terms():
    counts = pd.concat([counted(RAW, PASSAGES, ["质量强市", "质量"]).assign(doc_id=name) for name in "ab"])
    totals = by_step(counts)
    assert totals.index.tolist() == ["质量强市", "质量"]
    assert totals.loc["质量"].tolist() == [2 * n for n in expected("质量")]
    assert totals["raw"].sum() == counts.loc[counts["step"] == "raw", "n"].sum()


def test_the_frames_given_are_left_as_they_were():
    edits, passages = repair(RAW).edits().assign(doc_id="a"), PASSAGES.assign(doc_id="a")
    before = edits.copy(), passages.copy()
    sensitivity({"a": RAW}, edits, passages, ["质量"])
    pd.testing.assert_frame_equal(edits, before[0])
    pd.testing.assert_frame_equal(passages, before[1])
