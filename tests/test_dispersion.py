"""Dispersion: published examples, another program's values, and a corpus counted by hand."""

import tomllib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from toy_corpus import counts, tables

from helpers.measure.dispersion import dispersion, positions

CASES = tomllib.loads((Path(__file__).parent / "cases/dispersion.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"][:30])
def test_published_and_peer_values(case):
    parts = range(len(case["sizes"]))
    rest = [size - n for size, n in zip(case["sizes"], case["counts"])]
    rows = pd.DataFrame({"doc_id": [*parts, *parts], "token": ["word"] * len(parts) + ["rest"] * len(parts),
                         "n": case["counts"] + rest})
    row = dispersion(rows).set_index("token").loc["word"]
    assert row["n"] == sum(case["counts"]) and row["range"] == sum(n > 0 for n in case["counts"])
    for measure in {"dp", "dp_norm", "juilland_d"} & case.keys():
        assert row[measure] == pytest.approx(case[measure], abs=5e-5 if measure == "juilland_d" else 1e-6)


def test_against_plain_sums():
    """The definitions written out, part by part, on random counts."""
    rng = np.random.default_rng(1)
    matrix = rng.poisson(0.7, (6, 40)) * rng.integers(0, 2, (6, 40))
    matrix[:, 0] += 3
    rows = pd.DataFrame([(p, t, matrix[p, t]) for p in range(6) for t in range(40)], columns=["doc_id", "token", "n"])
    table = dispersion(rows).set_index("token")
    share = [Fraction(int(s), int(matrix.sum())) for s in matrix.sum(axis=1)]
    for token, row in table.iterrows():
        own = [Fraction(int(n), int(matrix[:, token].sum())) for n in matrix[:, token]]
        dp = sum(abs(v - s) for v, s in zip(own, share)) / 2
        rates = matrix[:, token] / matrix.sum(axis=1)
        assert row["dp"] == pytest.approx(float(dp))
        assert row["dp_norm"] == pytest.approx(float(dp / (1 - min(share))))
        assert row["juilland_d"] == pytest.approx(1 - rates.std() / rates.mean() / np.sqrt(5))
    assert set(table.index) == {t for t in range(40) if matrix[:, t].sum()}


def test_toy_corpus():
    table = dispersion(counts()).set_index("token")
    # 工作: 2, 1, 1 of 4 in documents of 7, 6, 6 of 19 tokens: (|2/4 - 7/19| + 2 |1/4 - 6/19|) / 2 = 5/38.
    assert table.loc["工作", "dp"] == pytest.approx(float(Fraction(5, 38)))
    assert table.loc["发展", ["n", "range", "n_parts", "n_tokens"]].tolist() == [2, 1, 3, 19]
    # The word of one smallest part: all of its share that can be missed is missed.
    assert table.loc["发展", "dp_norm"] == pytest.approx(1)


def test_sizes_count_parts_without_any_token_of_the_table():
    sizes = pd.DataFrame({"doc_id": ["a", "b", "c", "d"], "n_tokens": [7, 6, 6, 19]})
    row = dispersion(counts(), sizes=sizes).set_index("token").loc["工作"]
    assert row["n_parts"] == 4 and row["range_share"] == 0.75
    assert row["dp"] == pytest.approx(0.5 * (abs(2 / 4 - 7 / 38) + 2 * abs(1 / 4 - 6 / 38) + 19 / 38))


def test_one_part_has_no_spread():
    row = dispersion(counts().query("doc_id == 'a'")).iloc[0]
    assert row["range"] == 1 and row[["dp", "dp_norm", "juilland_d"]].isna().all()


def test_errors_name_what_is_missing():
    with pytest.raises(ValueError, match="counts lacks the column n"):
        dispersion(counts().drop(columns="n"))
    with pytest.raises(ValueError, match="sizes lacks doc_id 'c'"):
        dispersion(counts(), sizes=pd.DataFrame({"doc_id": ["a", "b"], "n_tokens": [7, 6]}))


def test_positions_number_the_tokens_of_each_document():
    tokens, _, _ = tables()
    table = positions(tokens, ["工作"])
    assert list(zip(table["doc_id"], table["position"], table["n_tokens"])) == [
        ("a", 2, 7), ("a", 4, 7), ("b", 1, 6), ("c", 5, 6)]
    assert table["share"].tolist() == pytest.approx([2 / 7, 4 / 7, 1 / 6, 5 / 6])
    assert (table["raw_start"] - table["start"] == 100).all()
