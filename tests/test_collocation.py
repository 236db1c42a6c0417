"""Collocation: published examples, scipy, an independent recount, and a corpus counted by hand."""

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency
from toy_corpus import tables

from helpers.measure.collocation import association, collocates, log_dice

CASES = tomllib.loads((Path(__file__).parent / "cases/collocation.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"][:22])
def test_published_values(case):
    row = association(*case["cells"]).iloc[0]
    for measure in {"mi", "delta_p_token", "delta_p_node"} & case.keys():
        assert round(row[measure], 1 if measure == "mi" else 3) == case[measure]


def test_log_dice_has_the_features_of_its_paper():
    """Rychlý (2008): at most 14; 0 for one co-occurrence in 16,000; one point more, twice as often together."""
    assert log_dice(300, 300, 300) == 14
    assert log_dice(1, 16384, 16384) == 0
    assert log_dice(20, 900, 500) - log_dice(10, 900, 500) == pytest.approx(1)


def test_g2_is_scipys():
    rng = np.random.default_rng(2)
    for cells in rng.integers(1, 400, (50, 4)):
        expected = chi2_contingency(cells.reshape(2, 2), correction=False, lambda_="log-likelihood")
        row = association(*cells).iloc[0]
        assert abs(row["g2"]) == pytest.approx(expected.statistic)
        assert (row["g2"] > 0) == (cells[0] > expected.expected_freq[0, 0])


def test_toy_corpus_in_a_window():
    """One token either side of 质量强市: 推进, 工作 (a) and 工作 (b); 17 tokens are no node, 3 of them near."""
    table = collocates(tables()[0], "质量强市", left=1, right=1).set_index("token")
    row = table.loc["工作"]
    assert set(table.index) == {"工作", "推进"}
    assert row[["n_together", "n_token", "n_node", "n_near", "n_all", "n_documents"]].tolist() == [2, 4, 2, 3, 17, 2]
    assert row["expected"] == pytest.approx(4 * 3 / 17)
    assert row["mi"] == pytest.approx(np.log2(2 * 17 / (3 * 4)))
    assert row["delta_p_token"] == pytest.approx(2 / 3 - 2 / 14)
    assert row["delta_p_node"] == pytest.approx(2 / 4 - 1 / 13)
    assert row["log_dice"] == pytest.approx(14 + np.log2(2 * 2 / (2 + 4)))


def test_toy_corpus_in_sentences():
    """质量强市 stands in 2 of 6 sentences, 工作 in both and in 2 others."""
    row = collocates(tables()[0], "质量强市", within="sentence").set_index("token").loc["工作"]
    assert row[["n_together", "n_token", "n_node", "n_near", "n_all", "n_documents"]].tolist() == [2, 4, 2, 2, 6, 2]
    assert row["delta_p_token"] == pytest.approx(2 / 2 - 2 / 4)
    assert row["delta_p_node"] == pytest.approx(2 / 4 - 0 / 2)


@pytest.mark.parametrize("left, right", [(1, 1), (5, 0), (0, 2), (3, 50)])
def test_window_recounted_one_token_at_a_time(left, right):
    rng = np.random.default_rng(left)
    tokens = pd.DataFrame({"doc_id": np.repeat(["a", "b"], 150), "sentence_id": np.arange(300) // 13,
                           "token": rng.choice(list("质量强市工作"), 300)})
    words, at = tokens["token"].tolist(), list(zip(tokens["doc_id"], tokens["sentence_id"]))
    near = {i for j, word in enumerate(words) if word == "质"
            for i in range(max(0, j - left), min(300, j + right + 1)) if at[i] == at[j]}
    near = [words[i] for i in near if words[i] != "质"]
    table = collocates(tokens, "质", left=left, right=right)
    assert dict(zip(table["token"], table["n_together"])) == {word: near.count(word) for word in set(near)}
    assert (table["n_near"] == len(near)).all()
    assert (table["n_token"] == table["token"].map(words.count)).all()


def test_a_window_stays_in_its_sentence():
    tokens = pd.DataFrame({"doc_id": "a", "sentence_id": [0, 1], "token": ["质量强市", "会议"]})
    assert collocates(tokens, "质量强市").empty


def test_several_nodes_and_a_threshold():
    table = collocates(tables()[0], ["质量强市", "质量"], left=1, right=1, min_together=2)
    assert table["token"].tolist() == ["工作"]
    assert table["n_together"].tolist() == [4] and table["n_node"].tolist() == [5]


def test_errors():
    with pytest.raises(ValueError, match="no token 质量强省"):
        collocates(tables()[0], "质量强省")
    with pytest.raises(ValueError, match="there are window and sentence"):
        collocates(tables()[0], "工作", within="paragraph")
