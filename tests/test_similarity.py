"""Similarity: scikit-learn, scipy and plain sets; reprints made from texts that are known."""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import cosine
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity
from toy_corpus import SENTENCES, counts

from helpers.measure.similarity import units, word_similarity, wording_similarity

CHARACTERS = [chr(c) for c in range(0x4E00, 0x4E00 + 300)]


def text(length, seed):
    return "".join(np.random.default_rng(seed).choice(CHARACTERS, length))


def pages(**texts):
    return pd.DataFrame({"doc_id": list(texts), "role": "body", "text": list(texts.values())})


def pairs(table, column):
    return {(a, b): value for a, b, value in table[["doc_id", "other_id", column]].values.tolist()}


def test_tf_idf_is_scikit_learns():
    texts = {name: " ".join(sentences) for name, sentences in SENTENCES.items()}
    matrix = TfidfVectorizer(token_pattern=r"\S+").fit_transform(texts.values())
    expected = cosine_similarity(matrix)
    found = pairs(word_similarity(counts()), "cosine")
    assert found == pytest.approx({("a", "b"): expected[0, 1], ("a", "c"): expected[0, 2], ("b", "c"): expected[1, 2]})


def test_plain_counts_are_scipys_cosine():
    wide = counts().pivot(index="doc_id", columns="token", values="n").fillna(0)
    for (a, b), value in pairs(word_similarity(counts(), idf=False), "cosine").items():
        assert value == pytest.approx(1 - cosine(wide.loc[a], wide.loc[b]))


def test_toy_corpus_by_hand():
    """a: 推进 质量强市 工作² 质量 取得 成效; c: 会议 强调 发展² 质量 工作; in common 质量 and 工作: 3 of √9 √8."""
    table = word_similarity(counts(), idf=False).set_index(["doc_id", "other_id"])
    row = table.loc[("a", "c")]
    assert row["cosine"] == pytest.approx(3 / np.sqrt(9 * 8))
    assert row[["n_tokens", "n_tokens_other", "n_shared"]].tolist() == [7, 6, 2]


def test_some_words_only_and_none_of_them():
    """发展 stands in c alone: a and b have nothing to compare, which is not likeness 0."""
    table = word_similarity(counts(), words=["发展"], idf=False)
    assert table["cosine"].isna().all() and set(table["n_shared"]) == {0}
    some = word_similarity(counts(), words=["质量", "工作"], idf=False).set_index(["doc_id", "other_id"])
    assert some.loc[("b", "c"), "cosine"] == pytest.approx(1)


def test_slogans_and_ngrams_are_bases_as_tokens_are():
    slogans = pd.DataFrame({"doc_id": list("aabb"), "token": ["质量强市", "质量兴市"] * 2, "n": [1, 2, 2, 4]})
    assert word_similarity(slogans, idf=False)["cosine"].tolist() == pytest.approx([1])


def test_shingles_are_those_of_plain_sets():
    texts = {"a": "推进质量强市，工作取得成效。", "b": "质量强市 工作取得\n成效显著", "c": "办好人民满意的教育"}
    table = wording_similarity(pages(**texts), shingle=4).set_index(["doc_id", "other_id"])
    plain = {name: "".join(c for c in value if c.isalnum()) for name, value in texts.items()}
    sets = {name: {value[i : i + 4] for i in range(len(value) - 3)} for name, value in plain.items()}
    for (a, b), row in table.iterrows():
        shared = len(sets[a] & sets[b])
        assert row["n_shared"] == shared and row["jaccard"] == pytest.approx(shared / len(sets[a] | sets[b]))
        assert row["containment"] == pytest.approx(shared / min(len(sets[a]), len(sets[b])))


def test_roles_and_short_texts_are_left_out():
    table = wording_similarity(pd.concat([pages(a="短", b=text(50, 1)), pages(c=text(50, 1)).assign(role="related")]))
    assert table.empty


def test_reprints_are_one_unit():
    """A text whole, cut to a third, with a tenth of its characters changed; and one that quotes a paragraph."""
    original = text(900, 2)
    changed = "".join("改" if i % 40 < 2 else c for i, c in enumerate(original))
    quoting = text(600, 3) + original[:60]
    third, other = original[300:600], text(500, 4)
    table = units(pages(original=original, third=third, changed=changed, quoting=quoting, other=other))
    assert table["unit"].tolist() == ["original", "original", "original", "quoting", "other"]
    assert table["n_in_unit"].tolist() == [3, 3, 3, 1, 1]
    assert table["containment"].isna().tolist() == [False, False, False, True, True]


def test_units_chain_through_a_third_document():
    """Two parts of one text have nothing in common; the whole joins them."""
    original = text(900, 5)
    table = units(pages(first=original[:450], second=original[450:], whole=original))
    assert set(table["unit"]) == {"whole"}
    assert set(units(pages(first=original[:450], second=original[450:]))["n_in_unit"]) == {1}


def test_the_longest_text_names_the_unit_whatever_the_order():
    original = text(400, 6)
    for names in (["long", "short"], ["short", "long"]):
        texts = {"long": original, "short": original[:300]}
        assert set(units(pages(**{name: texts[name] for name in names}))["unit"]) == {"long"}


def test_one_document_and_empty_texts_are_their_own_units():
    table = units(pages(a="", b=text(100, 7), c=""))
    assert table["unit"].tolist() == ["a", "b", "c"]
    assert units(pages(a="质量强市"))["n_in_unit"].tolist() == [1]


def test_input_is_left_alone():
    passages, rows = pages(a=text(40, 8), b=text(40, 9)), counts()
    units(passages), word_similarity(rows)
    pd.testing.assert_frame_equal(passages, pages(a=text(40, 8), b=text(40, 9)))
    pd.testing.assert_frame_equal(rows, counts())
