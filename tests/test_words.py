"""Tokens have their places, and the counts of documents are the counts of their tokens."""

from collections import Counter

import pandas as pd
import pytest

from helpers.measure.matrix import term_document
from helpers.tidy.words import tokens


def sentence(text, start=0):
    return pd.DataFrame({"sentence_id": [4], "text": [text], "start": [start]})


@pytest.mark.parametrize("text, expected", [
    ("推进质量\n强市建设", [("推进", 0, 2), ("质量强市", 2, 7), ("建设", 7, 9)]),
    ("质量\u3000\n\u3000强市", [("质量强市", 0, 7)]),
    ("质量 强市", [("质量", 0, 2), ("强市", 3, 5)]),
    ("增长3.5%\n。", [("增长", 0, 2), ("3.5%", 2, 6), ("。", 7, 8)]),
    ("", []),
])
def test_places_of_tokens(text, expected):
    found = tokens(sentence(text))
    assert list(found[["token", "start", "end"]].itertuples(index=False, name=None)) == expected
    assert set(found["sentence_id"]) <= {4}


def test_places_are_counted_from_the_start_of_the_document():
    assert tokens(sentence("质量", start=30))[["start", "end"]].values.tolist() == [[30, 32]]


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="sentences has no column start, text"):
        tokens(pd.DataFrame({"sentence_id": [0]}))


def test_tokens_of_the_seeds_are_their_text(seeds):
    found = seeds.tokens
    assert set(found["doc_id"]) == set(seeds.documents["doc_id"])
    for doc_id, own in found.groupby("doc_id"):
        clean = seeds.clean(doc_id)
        spans = zip(own["token"], own["start"], own["end"])
        assert all("".join(clean[start:end].split()) == token for token, start, end in spans)
        said = "".join(seeds.sentences.loc[seeds.sentences["doc_id"] == doc_id, "text"])
        assert "".join(own["token"]) == "".join(said.split())


def test_slogans_in_headline_and_body_are_tokens_or_in_one(seeds):
    own = seeds.tokens
    plain = seeds.mentions["role"].isin(["title", "body"]) & (seeds.mentions["via"] == "plain")
    for mention in seeds.mentions[plain].itertuples():
        around = own[(own["doc_id"] == mention.doc_id) & (own["start"] <= mention.start) & (own["end"] >= mention.end)]
        assert len(around) == 1, mention


def test_counts_of_documents_are_counts_of_their_tokens(seeds):
    texts = seeds.sentences.groupby("doc_id")["text"].agg("\n".join)
    matrix = term_document(texts)
    counted = {(doc_id, matrix.terms[term]): n for doc_id, row in zip(texts.index, matrix.counts)
               for term, n in zip(row.indices, row.data)}
    assert counted == Counter(zip(seeds.tokens["doc_id"], seeds.tokens["token"]))


def test_no_document_gives_an_empty_matrix():
    matrix = term_document([])
    assert matrix.counts.shape == (0, 0) and matrix.total("质量") == 0
