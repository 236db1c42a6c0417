"""Keyness: scipy, scattertext, published examples, the definitions in fractions, and simulated documents."""

import tomllib
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency
from toy_corpus import DOCUMENTS, counts

from helpers.measure.keyness import keyness, log_likelihood, log_odds, log_ratio
from helpers.measure.uncertainty import ratio_interval

CASES = tomllib.loads((Path(__file__).parent / "cases/keyness.toml").read_text(encoding="utf-8"))


def simulated(n_documents, n_terms, seed, effect=0.0, size=400):
    """Documents of two halves, early and late; the rate of term 0 is `exp(effect)` times as high in the late ones."""
    rng = np.random.default_rng(seed)
    base = rng.dirichlet(np.full(n_terms, 2.0))
    rows = []
    for d in range(n_documents):
        rates = base.copy()
        if d >= n_documents // 2:
            rates[0] *= np.exp(effect)
        drawn = rng.multinomial(int(rng.integers(size // 2, size * 2)), rng.dirichlet(rates / rates.sum() * 300))
        rows += [(f"d{d:03}", f"t{t:03}", n) for t, n in enumerate(drawn) if n]
    documents = pd.DataFrame({"doc_id": [f"d{d:03}" for d in range(n_documents)]})
    documents["period"] = np.where(np.arange(n_documents) < n_documents // 2, "early", "late")
    return pd.DataFrame(rows, columns=["doc_id", "token", "n"]), documents


def test_g2_is_scipys_with_the_sign_of_the_difference():
    rng = np.random.default_rng(0)
    for a, b, c, d in rng.integers(1, 500, (100, 4)):
        expected = chi2_contingency([[a, b], [c, d]], correction=False, lambda_="log-likelihood").statistic
        assert abs(log_likelihood(a, b, c, d)) == pytest.approx(expected)
        first, second = Fraction(int(a), int(a + c)), Fraction(int(b), int(b + d))
        assert np.sign(log_likelihood(a, b, c, d)) == np.sign(first - second)


def test_g2_of_a_word_that_one_side_lacks():
    expected = chi2_contingency([[12, 0], [88, 100]], correction=False, lambda_="log-likelihood").statistic
    assert log_likelihood(12, 0, 88, 100) == pytest.approx(expected)
    assert log_likelihood(0, 12, 100, 88) == pytest.approx(-expected)


@pytest.mark.parametrize("run", CASES["scattertext"]["run"], ids=lambda run: run["call"])
def test_log_odds_is_scattertexts(run):
    a, b, prior = (np.array(CASES["scattertext"][name], float) for name in ("target", "reference", "prior"))
    delta, error = log_odds(a, b, a.sum(), b.sum(), prior * run["prior_tokens"] / prior.sum())
    assert delta / error == pytest.approx(run["z"], abs=1e-9)


def test_log_odds_in_fractions():
    """Monroe, Colaresi and Quinn (2008): odds of (y + α) against all other pseudo-counts, exactly, before the log."""
    y, z, prior = [5, 0, 9], [2, 7, 1], [Fraction(1, 2), Fraction(3, 4), Fraction(5, 4)]
    total = sum(prior)
    for w in range(3):
        odds = (y[w] + prior[w]) / (sum(y) + total - y[w] - prior[w])
        other = (z[w] + prior[w]) / (sum(z) + total - z[w] - prior[w])
        delta, error = log_odds(np.array(y), np.array(z), sum(y), sum(z), np.array(prior, float))
        assert delta[w] == pytest.approx(float(np.log(float(odds / other))))
        variance = sum(1 / x for x in (y[w] + prior[w], sum(y) + total - y[w] - prior[w],
                                       z[w] + prior[w], sum(z) + total - z[w] - prior[w]))
        assert error[w] ** 2 == pytest.approx(float(variance))


@pytest.mark.parametrize("case", CASES["pct_diff"] + CASES["log_ratio"], ids=lambda case: case["source"][:24])
def test_published_effect_sizes(case):
    (a, b), (n_a, n_b) = case["counts"], case["totals"]
    rows = pd.DataFrame({"doc_id": ["x", "y"] * 2, "token": ["word"] * 2 + ["rest"] * 2, "n": [a, b, n_a - a, n_b - b]})
    documents = pd.DataFrame({"doc_id": ["x", "y"], "side": ["x", "y"]})
    row = keyness(rows, documents, "side", "x", permutations=0).set_index("token").loc["word"]
    measure = "pct_diff" if case in CASES["pct_diff"] else "log_ratio"
    assert round(row[measure], 1 if measure == "pct_diff" else 3) == case["value"]


def test_toy_corpus():
    """甲 has 13 tokens in two documents, 乙 six in one; 质量 2 and 1, 发展 0 and 2, 质量强市 2 and 0."""
    table = keyness(counts(), DOCUMENTS, "city", "甲", "乙", permutations=0).set_index("token")
    row = table.loc["质量"]
    assert row[["n_target", "n_reference", "n_tokens_target", "n_tokens_reference"]].tolist() == [2, 1, 13, 6]
    assert row[["n_documents_target", "n_documents_reference"]].tolist() == [2, 1]
    assert row[["documents_target", "documents_reference"]].tolist() == [2, 1]
    assert row["per_1k_tokens_target"] == pytest.approx(2000 / 13)
    assert row["pct_diff"] == pytest.approx(float(100 * (Fraction(2, 13) / Fraction(1, 6) - 1)))
    assert row["log_ratio"] == pytest.approx(float(np.log2(12 / 13)))
    assert row["bic"] == pytest.approx(abs(row["g2"]) - np.log(19))
    # Without a: 1 of 6 against 1 of 6. Without b: 1 of 7 against 1 of 6. Without c nothing is left to compare with.
    assert row[["log_ratio_least", "log_ratio_most"]].tolist() == pytest.approx([np.log2(6 / 7), 0], abs=1e-12)
    assert table.loc["质量强市", "log_ratio"] == pytest.approx(np.log2((2 / 13) / (0.5 / 6)))
    assert pd.isna(table.loc["质量强市", "pct_diff"]) and pd.isna(table.loc["质量强市", "log_ratio_low"])
    assert pd.isna(row["p"]) and pd.isna(row["p_holm"])
    assert set(table.index) == set(counts()["token"])


def test_prior_weighs_as_much_as_one_document_unless_told():
    table = keyness(counts(), DOCUMENTS, "city", "甲", permutations=0).set_index("token")
    prior = Fraction(3, 19) * Fraction(19, 3)  # 质量 is 3 of 19 tokens, a document has 19/3 on average
    odds = (2 + prior) / (13 + Fraction(19, 3) - 2 - prior) / ((1 + prior) / (6 + Fraction(19, 3) - 1 - prior))
    assert table.loc["质量", "log_odds"] == pytest.approx(float(np.log(float(odds))))
    weights = counts().groupby("token")["n"].sum() * 7
    told = keyness(counts(), DOCUMENTS, "city", "甲", permutations=0, prior=weights, prior_tokens=19 / 3)
    assert told.set_index("token")["log_odds_z"].to_dict() == pytest.approx(table["log_odds_z"].to_dict())


def test_permutation_enumerates_few_documents():
    """Three documents against three: 20 ways, each recounted here."""
    rows, documents = simulated(6, 8, seed=3)
    table = keyness(rows, documents, "period", "late", "early").set_index("token")
    wide = rows.pivot(index="doc_id", columns="token", values="n").fillna(0)
    rates = wide.div(wide.sum(axis=1), axis=0).to_numpy()
    for column, token in enumerate(wide.columns):
        seen = abs(rates[3:, column].mean() - rates[:3, column].mean())
        ways = [abs(rates[list(c), column].mean() - np.delete(rates[:, column], c).mean())
                for c in combinations(range(6), 3)]
        assert table.loc[token, "p"] == pytest.approx(np.mean([way >= seen - 1e-12 for way in ways]))
    assert (table["p"] >= table["p_least"]).all() and (table["p_least"] >= 1 / 20).all()


def test_permutation_finds_an_effect_and_no_other():
    rows, documents = simulated(40, 30, seed=4, effect=1.2)
    table = keyness(rows, documents, "period", "late", "early", permutations=1999).set_index("token")
    assert table.loc["t000", "p_holm"] < 0.05 and table.loc["t000", "log_ratio"] > 0
    assert (table.drop(index="t000")["p_holm"] > 0.05).all()


def test_token_level_g2_calls_more_differences_than_documents_do():
    """Clustered documents without any difference: G² at 5% cries out too often, permutation does not."""
    g2, p = [], []
    for seed in range(40):
        rows, documents = simulated(12, 20, seed=seed, size=1500)
        table = keyness(rows, documents, "period", "late", "early", permutations=499)
        g2 += (table["g2"].abs() > 3.84).tolist()
        p += (table["p"] <= 0.05).tolist()
    assert np.mean(g2) > 0.15
    assert np.mean(p) < 0.08


def test_interval_of_the_log_ratio_covers():
    """Documents of differing length and rate, 12 a group: the true ratio is 2 (1 on the binary scale)."""
    rng = np.random.default_rng(5)
    documents = pd.DataFrame({"doc_id": range(24), "side": ["x"] * 12 + ["y"] * 12})
    inside = []
    for _ in range(300):
        size = rng.integers(300, 1200, 24)
        rate = rng.gamma(6, np.where(documents["side"] == "x", 0.02, 0.01) / 6)
        n = rng.poisson(size * rate)
        tokens = ["word"] * 24 + ["rest"] * 24
        rows = pd.DataFrame({"doc_id": [*range(24)] * 2, "token": tokens, "n": [*n, *(size - n)]})
        row = keyness(rows, documents, "side", "x", "y", permutations=0).set_index("token").loc["word"]
        inside.append(row["log_ratio_low"] <= 1 <= row["log_ratio_high"])
    assert 0.92 <= np.mean(inside) <= 0.985


def test_interval_is_that_of_both_rates():
    """Donner and Zou (2012), MOVER: the two distances that matter for an end, as sides of a right triangle."""
    rows, documents = simulated(10, 6, seed=6)
    row = keyness(rows, documents, "period", "late", "early", permutations=0).set_index("token").loc["t001"]
    wide = rows.pivot(index="doc_id", columns="token", values="n").fillna(0)
    late, early = (ratio_interval(side["t001"], side.sum(axis=1)) for side in (wide.iloc[5:], wide.iloc[:5]))
    down = np.log2(late["rate"] / late["low"]), np.log2(early["high"] / early["rate"])
    up = np.log2(late["high"] / late["rate"]), np.log2(early["rate"] / early["low"])
    assert row["log_ratio_low"] == pytest.approx(row["log_ratio"] - np.hypot(*down))
    assert row["log_ratio_high"] == pytest.approx(row["log_ratio"] + np.hypot(*up))


def test_reprints_are_one_unit():
    documents = DOCUMENTS.assign(unit=["a", "a", "c"])
    row = keyness(counts(), documents, "city", "甲", unit="unit", permutations=0).set_index("token").loc["工作"]
    assert row[["documents_target", "n_documents_target", "n_target"]].tolist() == [1, 1, 3]
    with pytest.raises(ValueError, match="unit 'a' stands in both groups"):
        keyness(counts(), DOCUMENTS.assign(unit="a"), "city", "甲", unit="unit")


def test_rare_tokens_are_shown_and_not_tested():
    rows, documents = simulated(8, 10, seed=7)
    rows = pd.concat([rows, pd.DataFrame({"doc_id": ["d000"], "token": ["once"], "n": [3]})])
    table = keyness(rows, documents, "period", "late", "early").set_index("token")
    assert pd.isna(table.loc["once", "p"]) and pd.isna(table.loc["once", "p_bh"])
    tested = table["p"].notna()
    assert table.loc[tested, "p_holm"].min() == pytest.approx(min(1, table.loc[tested, "p"].min() * tested.sum()))


def test_sizes_stand_for_tokens_that_were_left_out():
    sizes = pd.DataFrame({"doc_id": ["a", "b", "c"], "n_tokens": [70, 60, 60]})
    row = keyness(counts(), DOCUMENTS, "city", "甲", sizes=sizes, permutations=0).set_index("token").loc["工作"]
    assert row["n_tokens_target"] == 130 and row["per_1k_tokens_target"] == pytest.approx(3000 / 130)


def test_missing_groups_stand_on_neither_side():
    documents = DOCUMENTS.assign(city=["甲", pd.NA, "乙"])
    row = keyness(counts(), documents, "city", "甲", permutations=0).iloc[0]
    assert row[["n_tokens_target", "n_tokens_reference"]].tolist() == [7, 6]


def test_input_is_left_alone():
    rows, documents = counts(), DOCUMENTS.copy()
    keyness(rows, documents, "city", "甲", permutations=9)
    pd.testing.assert_frame_equal(rows, counts())
    pd.testing.assert_frame_equal(documents, DOCUMENTS)


@pytest.mark.parametrize("change, message", [
    ({"target": "丙"}, "no document has city '丙'"),
    ({"by": "province"}, "documents lacks the column province"),
    ({"documents": pd.concat([DOCUMENTS, DOCUMENTS])}, "has 'a' twice"),
    ({"prior": pd.Series({"工作": 1.0})}, "the prior gives no weight to"),
])
def test_errors(change, message):
    given = {"counts": counts(), "documents": DOCUMENTS, "by": "city", "target": "甲"} | change
    with pytest.raises(ValueError, match=message):
        keyness(**given, permutations=0)


def test_log_ratio_of_a_tripled_rate_is_its_binary_log():
    assert log_ratio(6, 2, 100, 100) == pytest.approx(np.log2(3))
    assert log_ratio(0, 2, 100, 100) == pytest.approx(np.log2(0.5 / 2))
