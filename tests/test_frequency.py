"""Frequencies: a corpus counted by hand, and intervals that are those of helpers.measure.uncertainty."""

import numpy as np
import pandas as pd
import pytest
from toy_corpus import DOCUMENTS, tables

from helpers.measure.frequency import bases, count, frequencies, ngrams, series
from helpers.measure.uncertainty import ratio_interval, share_interval

TOKENS, SENTENCES, PASSAGES = tables()
COUNTS, BASES = count(*tables()), bases(*tables())


def test_counts_and_bases_by_hand():
    """工作 is twice in a, once in its title; b has 4 and 2 tokens, 10 and 4 characters."""
    work = COUNTS[COUNTS["token"] == "工作"].set_index(["doc_id", "role"])["n"]
    assert work.to_dict() == {("a", "title"): 1, ("a", "body"): 1, ("b", "title"): 1, ("c", "body"): 1}
    assert BASES[["doc_id", "role", "n_tokens", "n_chars"]].values.tolist() == [
        ["a", "title", 3, 8], ["a", "body", 4, 8], ["b", "title", 4, 10], ["b", "body", 2, 4],
        ["c", "title", 3, 6], ["c", "body", 3, 6]]


def test_roles_choose_the_passages():
    body = count(*tables(), roles=("body",))
    assert set(body["role"]) == {"body"} and body["n"].sum() == 9
    assert bases(*tables(), roles=("body",))["n_tokens"].sum() == 9


def test_base_keeps_the_tokens_that_are_not_counted():
    kept = TOKENS[TOKENS["token"] != "工作"]
    assert count(kept, SENTENCES, PASSAGES)["n"].sum() == 15
    assert bases(TOKENS, SENTENCES, PASSAGES)["n_tokens"].sum() == 19


def test_rates_in_all_documents_by_hand():
    """质量 stands in all three documents, once each: 3 of 19 tokens and of 42 characters; 发展 in c alone, twice."""
    table = frequencies(COUNTS, BASES, DOCUMENTS, ["质量", "发展", "质量强省"]).set_index("token")
    assert table["n"].tolist() == [3, 2, 0]
    assert table["per_1k_tokens"].tolist() == pytest.approx([3000 / 19, 2000 / 19, 0])
    assert table["per_10k_chars"].tolist() == pytest.approx([30000 / 42, 20000 / 42, 0])
    assert table["n_documents_with"].tolist() == [3, 1, 0] and (table["n_documents"] == 3).all()
    assert table.loc["发展", "share_of_documents_high"] == pytest.approx(share_interval(1, 3)[1])


def test_intervals_are_those_over_documents():
    counts = COUNTS.assign(n=5 * COUNTS["n"])
    sizes = BASES.assign(n_tokens=200 * BASES["n_tokens"], n_chars=200 * BASES["n_chars"])
    table = frequencies(counts, sizes, DOCUMENTS, ["工作"]).iloc[0]
    tokens = ratio_interval([10, 5, 5], [1400, 1200, 1200])
    chars = ratio_interval([10, 5, 5], [3200, 2800, 2400])
    assert table[["units", "n_units"]].tolist() == ["documents", 3]
    assert table[["per_1k_tokens_low", "per_1k_tokens_high"]].tolist() == pytest.approx(
        [1000 * tokens["low"], 1000 * tokens["high"]])
    assert table[["per_10k_chars_low", "per_10k_chars_high"]].tolist() == pytest.approx(
        [10000 * chars["low"], 10000 * chars["high"]])
    wider = frequencies(counts, sizes, DOCUMENTS, ["工作"], level=0.9).iloc[0]
    assert wider["per_1k_tokens_high"] < table["per_1k_tokens_high"]


def test_no_rate_beyond_what_can_be_is_printed():
    """质量工作 has four characters: 2,500 times in 10,000 is all there can be, and 1,000 times in 1,000 tokens."""
    tight = pd.DataFrame({"doc_id": list("abc"), "token": "质量工作", "n": [30, 40, 90]})
    sizes = pd.DataFrame({"doc_id": list("abc"), "n_tokens": [100, 100, 100], "n_chars": [400, 400, 400]})
    full = frequencies(tight, sizes, DOCUMENTS, ["质量工作"]).iloc[0]
    assert full[["per_1k_tokens_high", "per_10k_chars_high"]].isna().all()
    assert full[["per_1k_tokens_low", "per_10k_chars_low"]].notna().all()
    methods = full[["per_1k_tokens_method", "per_10k_chars_method"]]
    assert (methods == "lower limit alone: no upper limit can be set from 3 units").all()


def test_each_rate_names_its_own_method():
    """Once in each token is possible and not told; the same count in four times as many characters has both ends."""
    tight = pd.DataFrame({"doc_id": list("abc"), "token": "量", "n": [60, 80, 100]})
    sizes = pd.DataFrame({"doc_id": list("abc"), "n_tokens": [100, 100, 100], "n_chars": [400, 400, 400]})
    row = frequencies(tight, sizes, DOCUMENTS, ["量"]).iloc[0]
    assert pd.isna(row["per_1k_tokens_high"]) and row["per_1k_tokens_method"].startswith("lower limit alone")
    assert pd.notna(row["per_10k_chars_high"]) and row["per_10k_chars_method"].startswith("exact limits")


def test_one_document_is_told_by_its_passages_and_says_so():
    table = frequencies(COUNTS, BASES, DOCUMENTS, ["工作"], "city").set_index("city")
    assert table.loc["乙", ["units", "n_units", "n_documents"]].tolist() == ["passages", 2, 1]
    assert table.loc["甲", ["units", "n_units", "n_documents"]].tolist() == ["documents", 2, 2]
    passages = ratio_interval([0, 1], [3, 3])
    assert table.loc["乙", "per_1k_tokens_low"] == pytest.approx(1000 * passages["low"])
    assert pd.isna(table.loc["乙", "per_1k_tokens_high"]) and np.isnan(passages["high"])
    whole = COUNTS.groupby(["doc_id", "token"])["n"].sum().reset_index()
    alone = frequencies(whole, BASES, DOCUMENTS, ["工作"], "city").set_index("city").loc["乙"]
    assert pd.isna(alone["per_1k_tokens_low"]) and alone["per_1k_tokens_method"] == "none: a single unit"


def test_groups_by_two_columns_keep_their_types():
    table = frequencies(COUNTS, BASES, DOCUMENTS.astype({"year": "Int64"}), ["质量"], ["city", "year"])
    assert table[["city", "year", "n"]].values.tolist() == [["乙", 2012, 1], ["甲", 2010, 2]]
    assert table["year"].dtype == "Int64"


def test_documents_without_a_group_are_a_group():
    table = frequencies(COUNTS, BASES, DOCUMENTS.assign(city=["甲", pd.NA, pd.NA]), ["质量"], "city")
    assert table["n"].tolist() == [1, 2] and pd.isna(table["city"].iloc[1])


def test_reprints_are_one_unit():
    row = frequencies(COUNTS, BASES, DOCUMENTS.assign(unit=["a", "a", "c"]), ["质量强市"], unit="unit").iloc[0]
    assert row[["n", "n_units", "n_documents_with", "n_documents"]].tolist() == [2, 2, 1, 2]


def test_documents_without_any_token_count_as_documents():
    documents = pd.concat([DOCUMENTS, pd.DataFrame({"doc_id": ["d"], "city": ["甲"], "year": [2010]})])
    row = frequencies(COUNTS, BASES, documents, ["质量"]).iloc[0]
    assert row[["n_documents_with", "n_documents", "n_units"]].tolist() == [3, 4, 3]


def test_without_bases_rates_are_missing_and_not_zero():
    row = frequencies(COUNTS, BASES.drop(columns="n_chars"), DOCUMENTS, ["质量"]).iloc[0]
    assert pd.isna(row["n_chars"]) and pd.isna(row["per_10k_chars"]) and row["per_1k_tokens"] > 0
    assert row["per_10k_chars_method"] == "none: no base" and row["per_1k_tokens_method"] != "none: no base"
    none = frequencies(COUNTS.iloc[:0], BASES.iloc[:0], DOCUMENTS, ["质量"]).iloc[0]
    assert pd.isna(none["per_1k_tokens"]) and none["per_1k_tokens_method"] == "none: no base" and none["n"] == 0


def test_series_has_every_year_and_tells_silence_from_zero():
    table = series(COUNTS, BASES, DOCUMENTS, ["发展", "质量"])
    assert table[["year", "token"]].values.tolist() == [
        [year, token] for year in (2010, 2011, 2012) for token in ("发展", "质量")]
    by_year = table[table["token"] == "发展"].set_index("year")
    assert by_year.loc[2010, ["n", "per_1k_tokens", "n_documents"]].tolist() == [0, 0, 2]
    assert by_year.loc[2011, ["n", "per_1k_tokens", "share_of_documents"]].isna().all()
    assert by_year.loc[2011, "n_documents"] == 0 and by_year.loc[2012, "n"] == 2


def test_series_puts_documents_without_year_last():
    table = series(COUNTS, BASES, DOCUMENTS.assign(year=pd.array([2010, pd.NA, 2010], dtype="Int64")), ["质量"])
    assert table["n"].tolist() == [2, 1] and pd.isna(table["year"].iloc[1])
    unknown = series(COUNTS, BASES, DOCUMENTS.assign(year=pd.array([pd.NA] * 3, dtype="Int64")), ["质量"])
    assert unknown["n"].tolist() == [3]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_ngrams_recounted(n):
    table = ngrams(TOKENS, n)
    expected = [" ".join(words[i : i + n]) for _, words in TOKENS.groupby(["doc_id", "sentence_id"])["token"]
                for words in [words.tolist()] for i in range(len(words) - n + 1)]
    assert table["token"].tolist() == expected
    assert (table["end"] - table["start"]).tolist() == [len(text.replace(" ", "")) for text in expected]
    assert (table["raw_end"] - table["end"] == 100).all() and list(table) == list(TOKENS)


def test_ngrams_are_counted_as_tokens_are():
    table = count(ngrams(TOKENS, 2), SENTENCES, PASSAGES)
    assert table[table["token"] == "质量 工作"]["n"].tolist() == [1, 1]
    assert ngrams(TOKENS.iloc[:1], 2).empty


def test_random_counts_recounted_one_at_a_time():
    rng = np.random.default_rng(0)
    counts = pd.DataFrame([(d, t, n) for d in range(12) for t, n in enumerate(rng.poisson(1, 4)) if n],
                          columns=["doc_id", "token", "n"]).astype({"token": "string"})
    sizes = pd.DataFrame({"doc_id": range(12), "n_tokens": rng.integers(50, 90, 12)})
    documents = pd.DataFrame({"doc_id": range(12), "side": ["x", "y"] * 6})
    table = frequencies(counts, sizes, documents, list("0123"), "side").set_index(["side", "token"])
    for side, own in documents.groupby("side")["doc_id"]:
        for token in "0123":
            n = [counts[(counts["doc_id"] == d) & (counts["token"] == token)]["n"].sum() for d in own]
            expected = ratio_interval(n, sizes.set_index("doc_id").loc[own, "n_tokens"])
            assert table.loc[(side, token), "n"] == sum(n)
            assert table.loc[(side, token), "per_1k_tokens_low"] == pytest.approx(1000 * expected["low"])
            high = table.loc[(side, token), "per_1k_tokens_high"]
            assert pd.isna(high) if np.isnan(expected["high"]) else high == pytest.approx(1000 * expected["high"])


@pytest.mark.parametrize("change, message", [
    ({"by": "province"}, "documents lacks the column province"),
    ({"bases": BASES.drop(columns="n_tokens")}, "bases lacks the column n_tokens"),
    ({"documents": DOCUMENTS.iloc[:2]}, "documents lacks 'c', which counts has"),
])
def test_errors(change, message):
    given = {"counts": COUNTS, "bases": BASES, "documents": DOCUMENTS, "terms": ["质量"]} | change
    with pytest.raises(ValueError, match=message):
        frequencies(**given)
    with pytest.raises(ValueError, match="at least one token, not 0"):
        ngrams(TOKENS, 0)
