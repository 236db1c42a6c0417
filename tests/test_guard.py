"""The guard on comparisons made up for one check each, and on the five seeds."""

import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from helpers import load_corpus
from helpers.measure.guard import guard, mentions_among, summary
from helpers.measure.similarity import units

NAMES = list("abcdefghijkl")


def checked(n, groups, *, size=100, **given):
    """The guard's table, by check, of documents with these counts in these groups."""
    names = NAMES[: len(n)]
    counts = pd.DataFrame({"doc_id": names, "n": n, "size": size})
    columns = {c: given.pop(c) for c in ("year", "genre", "city", "text") if c in given}
    if "city" in columns:
        columns |= {"province": pd.NA, "district": pd.NA}
    documents = pd.DataFrame({"doc_id": names, "group": groups} | columns)
    return guard(counts, documents, "group", **{"what": "the rate", "apart": ()} | given).set_index("check")


def test_clear_difference_of_many_documents_can_be_told():
    table = checked([30, 28, 33, 29, 31, 27, 5, 4, 6, 5, 3, 4], ["x"] * 6 + ["y"] * 6, apart=("genre",),
                    genre=["report", "speech"] * 6, unit="text", text=NAMES)
    assert (table["verdict"] == "can").all()
    assert table.loc["units", "number"] == 6 and table.loc["apart from genre", "number"] == 2
    assert table.loc["chance", "number"] == pytest.approx(2 / 924)
    assert table.loc["difference", "number"] == pytest.approx(2 / 924)
    assert table.loc["effect", "number"] < 178 / 27
    assert summary(table.reset_index()).startswith(
        "The rate is 2,967 per 10,000 characters in x (178 in 600) and 450 per 10,000 characters in y (27 in 600)")


@pytest.mark.parametrize("n", [[30, 28, 33, 29, 5, 4, 6, 5], [30, 8, 33, 29, 25, 14, 16, 25], [5, 9, 4, 7, 4, 8, 5, 6]])
def test_effect_is_printed_to_what_a_few_documents_bear(n):
    """Two significant digits, and the sentence says what the number and the verdict say."""
    effect = checked(n, ["x"] * 4 + ["y"] * 4).loc["effect"]
    told = re.search(r"ratio of ([\d.]+) or more would show; this one is ([\d.]+)", effect["reason"])
    least, seen = (float(x.rstrip(".")) for x in told.groups())
    assert least == effect["number"] == float(f"{least:.2g}")
    assert (seen > least) == (effect["verdict"] == "can")


def test_what_was_not_looked_for_is_said_beside_a_difference():
    table = checked([30, 28, 33, 29, 5, 4, 6, 5], ["x"] * 4 + ["y"] * 4).reset_index()
    assert set(table["verdict"]) == {"can", "unknown"}
    assert "as far as these checks go. Reprints of one text were not looked for." in summary(table)


def test_two_and_three_documents_never_reach_five_per_cent():
    """However far apart they are: Fisher (1935), one of ten splits."""
    table = checked([99, 98, 1, 0, 2], ["x"] * 2 + ["y"] * 3, share=True)
    assert table.loc["chance", ["verdict", "number"]].tolist() == ["cannot", 0.1]
    assert table.loc["difference", ["verdict", "number"]].tolist() == ["cannot", 0.1]
    assert "p cannot fall below 0.1" in summary(table.reset_index())


@pytest.mark.parametrize("groups, least", [
    ("xy", 1), ("xxyy", 2 / 6), ("xyz", 1), ("xxyyzz", 6 / 90), ("xxxyyz", 1 / 60), ("xxxxyyyy", 2 / 70)])
def test_smallest_p_counts_the_splits_that_are_the_same_by_another_name(groups, least):
    """Multinomial coefficients, by hand."""
    assert checked(range(len(groups)), list(groups)).loc["chance", "number"] == pytest.approx(least)


def test_one_document_a_group_tells_nothing_of_groups():
    table = checked([5, 1, 2], ["x", "y", "z"], size=10)
    assert table.loc["units", ["verdict", "number"]].tolist() == ["cannot", 1]
    assert table.loc["effect", "verdict"] == "unknown"
    assert table.loc["leave one out", ["verdict", "number"]].tolist() == ["cannot", 3]


def test_more_than_two_groups_are_compared_by_their_variance():
    """Recounted: the share of all 90 ways to put six documents into three pairs, within the error of drawing."""
    n = [9, 8, 5, 4, 1, 0]
    table = checked(n, list("xxyyzz"))

    def between(pairs):
        return sum(sum(n[i] for i in pair) ** 2 for pair in pairs)

    ways = [(p, q, tuple({*range(6)} - {*p, *q})) for p in combinations(range(6), 2)
            for q in combinations(sorted({*range(6)} - {*p}), 2)]
    exact = np.mean([between(way) >= between([(0, 1), (2, 3), (4, 5)]) for way in ways])
    assert table.loc["difference", "number"] == pytest.approx(exact, abs=0.01)


def test_reprints_are_one_document():
    table = checked([5, 5, 1, 2], ["x", "x", "y", "y"], unit="text", text=["a", "a", "c", "d"])
    assert table.loc["reprints", ["verdict", "number"]].tolist() == ["can", 1]
    assert table.loc["units", ["verdict", "number"]].tolist() == ["cannot", 1]
    assert table.loc["units", "reason"].startswith("x has 1 text and y has 2 texts.")
    across = checked([5, 5, 1, 2], ["x", "y", "y", "x"], unit="text", text=["a", "a", "c", "d"])
    assert across.loc["reprints", ["verdict", "number"]].tolist() == ["cannot", 2]
    assert checked([1, 2], ["x", "y"]).loc["reprints", "verdict"] == "unknown"


def test_groups_that_share_no_year_or_place_differ_in_that_too():
    table = checked([1, 2, 3, 4], ["x", "x", "y", "y"], apart=("place", "year", "genre"), city=["甲", "乙", "乙", pd.NA],
                    year=[2009, 2010, 2015, 2016], genre=["report", "report", pd.NA, pd.NA])
    assert table.loc["apart from place", ["verdict", "number"]].tolist() == ["can", 1]
    assert table.loc["apart from year", ["verdict", "number"]].tolist() == ["cannot", 0]
    assert table.loc["apart from genre", "verdict"] == "unknown"
    assert "1 of 2 places stands in more than one group (1 document of no known place)." == table.loc[
        "apart from place", "reason"]


def test_one_document_that_carries_the_difference_is_named():
    table = checked([30, 1, 1, 4, 4, 4], ["x"] * 3 + ["y"] * 3)
    assert table.loc["leave one out", ["verdict", "number"]].tolist() == ["cannot", 1]
    assert table.loc["leave one out", "reason"] == "Without a x does not come first."
    steady = checked([30, 20, 25, 4, 4, 4], ["x"] * 3 + ["y"] * 3, share=True)
    assert steady.loc["leave one out", "reason"] == (
        "Whichever document is left out, x comes first, by 18 to 24 percentage points.")


def test_documents_without_group_or_base_are_said():
    table = checked([1, 2, 3, 4, 0, 7], ["x", "x", "y", "y", "y", pd.NA], size=[9, 9, 9, 9, 0, 9])
    assert table.loc["units", "reason"] == (
        "x has 2 documents and y has 2 documents. 1 document has no known group. 1 document has nothing to compare.")


@pytest.mark.parametrize("groups", [["x", "x"], [pd.NA, pd.NA]])
def test_without_two_groups_there_is_nothing_to_compare(groups):
    table = checked([1, 2], groups, apart=("year",), year=[2009, 2010])
    assert table.loc["units", "verdict"] == "cannot"
    assert (table["verdict"].drop(["units", "reprints"]) == "unknown").all()
    assert summary(table.reset_index()).count("There are no two groups to compare.") == 1


def test_no_occurrence_at_all():
    table = checked([0, 0, 0, 0], ["x", "x", "y", "y"])
    assert table.loc["difference", "number"] == 1
    assert table.loc["effect", "verdict"] == "cannot" and table.loc["leave one out", "verdict"] == "unknown"


def test_input_is_left_alone_and_errors_name_the_column():
    counts = pd.DataFrame({"doc_id": ["a", "b"], "n": [1, 2], "size": [10, 10]})
    documents = pd.DataFrame({"doc_id": ["a", "b"], "group": ["x", "y"]})
    before = counts.copy(), documents.copy()
    guard(counts, documents, "group", what="the rate")
    pd.testing.assert_frame_equal(counts, before[0])
    pd.testing.assert_frame_equal(documents, before[1])
    with pytest.raises(ValueError, match="documents lacks the column half; it has doc_id, group"):
        guard(counts, documents, "half", what="the rate")
    with pytest.raises(ValueError, match="counts lacks the column size"):
        guard(counts[["doc_id", "n"]], documents, "group", what="the rate")


def test_many_large_groups_have_too_many_splits_to_spell_out():
    n = 600
    counts = pd.DataFrame({"doc_id": range(n), "n": np.arange(n) % 7, "size": 10})
    documents = pd.DataFrame({"doc_id": range(n), "group": np.arange(n) % 30})
    table = guard(counts, documents, "group", what="the rate", apart=(), permutations=99).set_index("check")
    assert "more than a million ways" in table.loc["chance", "reason"]


@pytest.fixture(scope="module")
def seeds():
    corpus = load_corpus("seeds")
    documents = corpus.documents.merge(units(corpus.passages)[["doc_id", "unit"]], on="doc_id")
    documents["half"] = documents["year"].le(2012).map({True: "2007 to 2012", False: "2013 to 2018"})
    return mentions_among(corpus.mentions, "verb", "强", ["兴", "强"]), documents


@pytest.mark.parametrize("by, apart, least", [
    ("half", ("place", "genre"), 1 / 10), ("city", ("year", "genre"), 1), ("genre", ("place", "year"), 1 / 5)])
def test_five_documents_tell_no_groups_apart(seeds, by, apart, least):
    counts, documents = seeds
    table = guard(counts, documents, by, what="the share of 强 among 兴 and 强", share=True, unit="unit", apart=apart)
    assert table.set_index("check").loc["chance", ["verdict", "number"]].tolist() == ["cannot", pytest.approx(least)]
    assert "The collection cannot tell whether the groups differ." in summary(table)
