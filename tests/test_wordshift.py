"""Word shifts: shifterator, scipy, and sums that must come out."""

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy
from toy_corpus import DOCUMENTS, counts

from helpers.measure.wordshift import KINDS, divergence_by_split, word_shift

CASES = tomllib.loads((Path(__file__).parent / "cases/wordshift.toml").read_text(encoding="utf-8"))
WORDS = [f"w{i:02}" for i in range(len(CASES["target"]))]
PAIR = pd.DataFrame({"doc_id": ["x"] * len(WORDS) + ["y"] * len(WORDS), "token": WORDS * 2,
                     "n": CASES["target"] + CASES["reference"]})
SIDES = pd.DataFrame({"doc_id": ["x", "y"], "side": ["x", "y"]})


@pytest.mark.parametrize("kind", KINDS)
def test_contributions_are_shifterators(kind):
    table = word_shift(PAIR, SIDES, "side", "x", kind=kind).set_index("token")
    assert table.loc[WORDS, "contribution"].tolist() == pytest.approx(CASES[kind]["contribution"], abs=1e-11)
    assert table["total"].iloc[0] == pytest.approx(CASES[kind]["total"], abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_contributions_add_up_to_what_scipy_gives(kind):
    p, q = np.array(CASES["target"]) / sum(CASES["target"]), np.array(CASES["reference"]) / sum(CASES["reference"])
    whole = {"proportion": 0, "entropy": entropy(p, base=2) - entropy(q, base=2),
             "jsd": jensenshannon(p, q, base=2) ** 2}
    table = word_shift(PAIR, SIDES, "side", "x", kind=kind)
    assert table["contribution"].sum() == pytest.approx(whole[kind], abs=1e-12)
    assert (table["total"] == table["contribution"].sum()).all()


def test_toy_corpus():
    """质量 is 2 of 13 tokens in 甲, 1 of 6 in 乙; without a it is 1 of 6, without b 1 of 7."""
    table = word_shift(counts(), DOCUMENTS, "city", "甲", kind="proportion").set_index("token")
    row = table.loc["质量"]
    assert row[["n_target", "n_reference", "n_documents_target", "n_documents_reference"]].tolist() == [2, 1, 2, 1]
    assert row["contribution"] == pytest.approx(2 / 13 - 1 / 6) and row["side"] == "reference"
    assert row[["contribution_least", "contribution_most"]].tolist() == pytest.approx([1 / 7 - 1 / 6, 0], abs=1e-12)
    assert table["contribution"].abs().is_monotonic_decreasing


def test_one_document_a_side_can_leave_none_out():
    assert word_shift(PAIR, SIDES, "side", "x")["contribution_least"].isna().all()


def test_a_divergence_is_set_beside_every_other_split_of_the_same_documents():
    """Six documents, four of one side: 15 splits, gone through by scipy."""
    rng = np.random.default_rng(4)
    rows = rng.integers(0, 9, (6, 20)) + 1
    table = pd.DataFrame([(f"d{i}", f"w{j}", rows[i, j]) for i in range(6) for j in range(20)],
                         columns=["doc_id", "token", "n"])
    documents = pd.DataFrame({"doc_id": [f"d{i}" for i in range(6)], "side": list("xxyxyx")})

    def apart(chosen):
        inside = np.isin(np.arange(6), chosen)
        return jensenshannon(rows[inside].sum(axis=0), rows[~inside].sum(axis=0), base=2) ** 2

    every = [apart(chosen) for chosen in combinations(range(6), 4)]
    seen = apart([0, 1, 3, 5])
    found = divergence_by_split(table, documents, "side", "x", "y")
    assert [found[name] for name in ("total", "least", "most")] == pytest.approx([seen, min(every), max(every)])
    assert (found["n_splits"], found["n_reached"]) == (15, sum(value >= seen - 1e-12 for value in every))
    drawn = divergence_by_split(table, documents, "side", "x", "y", n=10)
    assert drawn["n_splits"] == 11 and 1 <= drawn["n_reached"] <= 11 and drawn["total"] == pytest.approx(seen)


def test_a_split_and_its_mirror_are_one():
    table = pd.DataFrame({"doc_id": list("aabbccdd"), "token": ["w", "v"] * 4, "n": [5, 1, 4, 1, 1, 3, 1, 6]})
    documents = pd.DataFrame({"doc_id": list("abcd"), "side": list("xxyy")})
    found = divergence_by_split(table, documents, "side", "x", "y")
    assert (found["n_splits"], found["n_reached"]) == (3, 1)
    pair = divergence_by_split(table, documents.iloc[[0, 2]], "side", "x", "y")
    assert (pair["n_splits"], pair["n_reached"]) == (1, 1)


def test_errors():
    with pytest.raises(ValueError, match="no word shift of kind 'sentiment'"):
        word_shift(PAIR, SIDES, "side", "x", kind="sentiment")
    sizes = pd.DataFrame({"doc_id": ["x", "y"], "n_tokens": [1000, 1000]})
    with pytest.raises(ValueError, match="needs all of them"):
        word_shift(PAIR, SIDES, "side", "x", sizes=sizes)
    assert word_shift(PAIR, SIDES, "side", "x", sizes=sizes, kind="proportion")["total"].iloc[0] == pytest.approx(
        (sum(CASES["target"]) - sum(CASES["reference"])) / 1000)
