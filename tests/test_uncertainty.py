"""Intervals and p-values against scipy, against their definitions written out, and on simulated documents."""

import tomllib
from itertools import combinations
from math import comb
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from intervals import LEVELS, of_differences, of_p_values, of_rates, of_ratios, of_shares
from scipy import sparse, stats
from scipy.stats import binom, binomtest, chi2

from helpers.measure.uncertainty import (
    benjamini_hochberg,
    bootstrap,
    holm,
    leave_one_out,
    log_ratio_limits,
    permutation_p,
    ratio_interval,
    ratio_limits,
    share_difference_limits,
    share_interval,
    smallest_p,
)

CASES = tomllib.loads((Path(__file__).parent / "cases/uncertainty.toml").read_text(encoding="utf-8"))
N, SIZE = np.array([3, 0, 5, 1, 9]), np.array([1000, 500, 2000, 800, 1500])


# shares of independent units


@pytest.mark.parametrize(("k", "n"), [(0, 5), (1, 5), (5, 5), (3, 17), (250, 500)])
def test_exact_interval_is_that_of_scipy(k, n):
    expected = binomtest(k, n).proportion_ci(0.95, method="exact")
    assert share_interval(k, n) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize("n", [5, 10, 50])
def test_it_covers_every_share(n):
    for p in (0.01, 0.1, 0.3, 0.5, 0.9):
        ends = {k: share_interval(k, n) for k in range(n + 1)}
        covered = sum(binom.pmf(k, n, p) for k, (low, high) in ends.items() if low <= p <= high)
        assert covered >= 0.95


def test_of_nothing_nothing_is_known_and_nonsense_is_refused():
    assert share_interval(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="6 of 5"):
        share_interval(6, 5)


# rates of clustered counts


def quantile_factor(freedom, level=0.95):
    """The square of the normal quantile over Student's."""
    return (stats.norm.ppf((1 + level) / 2) / stats.t.ppf((1 + level) / 2, freedom)) ** 2


def test_variance_is_that_of_the_jackknife():
    """The variance of a rate by leaving out one document at a time, around the rate itself (Efron 1982)."""
    rate = N.sum() / SIZE.sum()
    units = pd.DataFrame({"n": N, "size": SIZE})
    without = leave_one_out(units, lambda some: some["n"].sum() / some["size"].sum())["without"]
    jackknife = 4 / 5 * ((without - rate) ** 2).sum()
    poisson = rate / SIZE.sum()
    assert ratio_interval(N, SIZE)["design_effect"] == pytest.approx(jackknife / poisson)


def test_interval_is_garwoods_of_the_effective_count():
    """Garwood (1936) as quantiles of chi-square (Ulm 1990); the effective number of units pair by pair."""
    by_size, pairs = SIZE.sum() ** 2 / (SIZE**2).sum(), N.sum() * (N.sum() - 1)
    within = sum(n * (n - 1) for n in N)
    found = ratio_interval(N, SIZE)
    assert (pairs + 3) / (within + 1) < by_size
    assert found["freedom"] == pytest.approx((pairs + 3) / (within + 1) - 1)
    effective = N.sum() * quantile_factor(found["freedom"]) / found["design_effect"]
    per = found["rate"] / effective
    assert found["low"] == pytest.approx(chi2.ppf(0.025, 2 * effective) / 2 * per)
    assert found["high"] == pytest.approx(chi2.ppf(0.975, 2 * effective + 2) / 2 * per)


def test_many_like_documents_give_the_interval_of_independent_occurrences():
    found = ratio_interval(np.full(5000, 2), np.full(5000, 100))
    assert found["design_effect"] == 1
    assert found["low"] * 500_000 == pytest.approx(chi2.ppf(0.025, 20_000) / 2, rel=1e-4)
    assert found["high"] * 500_000 == pytest.approx(chi2.ppf(0.975, 20_002) / 2, rel=1e-4)


def test_share_is_the_exact_interval_of_the_effective_count():
    """Korn and Graubard (1998); with equal shares in equal documents only Student's quantile is left of them."""
    found = ratio_interval([2] * 40, [10] * 40, share=True)
    weight = quantile_factor(39)
    assert (found["design_effect"], found["freedom"]) == (1, pytest.approx(39))
    assert found["low"] == pytest.approx(stats.beta.ppf(0.025, 80 * weight, 320 * weight + 1))
    assert found["high"] == pytest.approx(stats.beta.ppf(0.975, 80 * weight + 1, 320 * weight))
    inside = ratio_interval([2, 9, 0, 4], [10, 10, 9, 5], share=True)
    assert 0 < inside["low"] < inside["rate"] < inside["high"] < 1


def test_share_of_the_rest_is_the_rest_of_the_share():
    n, size = np.array([2, 9, 0, 4]), np.array([10, 12, 9, 5])
    one, other = ratio_interval(n, size, share=True), ratio_interval(size - n, size, share=True)
    assert one["low"] == pytest.approx(1 - other["high"]) and one["high"] == pytest.approx(1 - other["low"])


def test_many_counts_at_once_are_each_by_itself():
    counts = np.random.default_rng(0).poisson(1.5, (5, 30))
    for given in (counts, sparse.csr_array(counts)):
        table = ratio_limits(given, SIZE)
        for column in range(30):
            assert table.iloc[column].to_dict() == pytest.approx(ratio_interval(counts[:, column], SIZE), nan_ok=True)


def test_unit_of_length_does_not_matter():
    found, scaled = ratio_interval(N, SIZE), ratio_interval(N, SIZE * 1000)
    assert [found[end] for end in ("rate", "low", "high")] == pytest.approx(
        [1000 * scaled[end] for end in ("rate", "low", "high")])


def test_what_cannot_be_told_is_refused():
    alone = ratio_interval([3], [1000])
    assert alone["rate"] == 0.003 and np.isnan([alone["low"], alone["high"]]).all()
    assert alone["method"] == "none: a single unit"
    never = ratio_interval([0] * 5, SIZE)
    assert never["low"] == 0 and np.isnan(never["high"]) and never["method"].startswith("none: no occurrence")
    always = ratio_interval([3, 4], [3, 4], share=True)
    assert always["high"] == 1 and np.isnan(always["low"])


def test_no_occurrence_in_many_documents_has_an_upper_end():
    """Of independent occurrences it would be -ln 0.025 (Garwood 1936); Student's quantile makes it larger."""
    found = ratio_interval([0] * 10, [100] * 10)
    assert found["low"] == 0
    assert found["high"] * 1000 == pytest.approx(-np.log(0.025) / quantile_factor(9))


@pytest.mark.parametrize("n, size, share", [([1, 1], [10, 0], False), ([-1, 1], [10, 10], False), ([3], [2], True)])
def test_nonsense_is_refused(n, size, share):
    with pytest.raises(ValueError, match="rates need units|a share needs"):
        ratio_interval(n, size, share=share)


# two rates


def test_log_ratio_from_both_intervals():
    """Donner and Zou (2012): distances of the ends that matter, squared and added."""
    a, b = (pd.DataFrame([ratio_interval(n, SIZE)]) for n in (N, N[::-1] + 2))
    (ra, la, ha), (rb, lb, hb) = a.loc[0, ["rate", "low", "high"]], b.loc[0, ["rate", "low", "high"]]
    down, up = np.hypot(np.log2(ra / la), np.log2(hb / rb)), np.hypot(np.log2(ha / ra), np.log2(rb / lb))
    assert log_ratio_limits(a, b).iloc[0].tolist() == pytest.approx(
        [np.log2(ra / rb), np.log2(ra / rb) - down, np.log2(ra / rb) + up])


def test_difference_of_shares_from_both_intervals():
    """Zou and Donner (2008), likewise; against no occurrence in few units there is no lower end."""
    a, b, none = (pd.DataFrame([ratio_interval(n, [10] * 4, share=True)])
                  for n in ([5, 9, 7, 8], [2, 0, 4, 1], [0] * 4))
    (ra, la, ha), (rb, lb, hb) = a.loc[0, ["rate", "low", "high"]], b.loc[0, ["rate", "low", "high"]]
    down, up = ((ra - la) ** 2 + (hb - rb) ** 2) ** 0.5, ((ha - ra) ** 2 + (rb - lb) ** 2) ** 0.5
    assert share_difference_limits(a, b).iloc[0].tolist() == pytest.approx([ra - rb, ra - rb - down, ra - rb + up])
    assert np.isnan(share_difference_limits(a, none)["low"][0])


def test_log_ratio_turned_round_has_the_ends_of_the_other_sign():
    a, b = (pd.DataFrame([ratio_interval(n, SIZE)]) for n in (N, N[::-1] + 2))
    one, other = log_ratio_limits(a, b).iloc[0], log_ratio_limits(b, a).iloc[0]
    assert one["low"] == pytest.approx(-other["high"]) and one["high"] == pytest.approx(-other["low"])


def test_log_ratio_to_no_occurrence_has_one_end():
    some, none = (pd.DataFrame([ratio_interval(n, [100] * 12)]) for n in ([5] * 12, [0] * 12))
    found = log_ratio_limits(some, none).iloc[0]
    assert found["log_ratio"] == np.inf and np.isnan(found["high"])
    assert found["low"] == pytest.approx(np.log2(some["low"][0] / none["high"][0]))
    assert log_ratio_limits(none, none).iloc[0].isna().all()


# resampling


def test_bootstrap_of_a_mean_is_near_students_interval():
    values = np.random.default_rng(1).normal(5, 2, 60)
    found = bootstrap(pd.DataFrame({"x": values}), lambda some: some["x"].mean())
    expected = stats.t.interval(0.95, 59, values.mean(), stats.sem(values))
    assert (found["low"], found["high"]) == pytest.approx(expected, abs=0.1)
    assert found == bootstrap(pd.DataFrame({"x": values}), lambda some: some["x"].mean())


def test_bootstrap_is_refused_for_few_units_and_for_none_that_differ():
    few = bootstrap(pd.DataFrame({"x": range(9)}), lambda some: some["x"].mean())
    assert few["value"] == 4 and np.isnan(few["low"]) and few["method"] == "none: fewer than 10 units"
    alike = bootstrap(pd.DataFrame({"x": [1.0] * 12}), lambda some: some["x"].mean())
    assert np.isnan(alike["high"]) and alike["method"] == "none: no unit changes it"


def test_leave_one_out_keeps_what_cannot_be_told_missing():
    units = pd.DataFrame({"n": [1, 2]}, index=["a", "b"])
    found = leave_one_out(units, lambda some: pd.NA if some["n"].sum() == 1 else some["n"].sum())["without"]
    assert found["a"] == 2 and pd.isna(found["b"])


# permutation


@pytest.mark.parametrize("sizes", [(2, 3), (4, 4), (2, 6)])
def test_enumeration_is_scipys(sizes):
    """scipy.stats.permutation_test over all splits, of the absolute difference."""
    values = np.random.default_rng(sum(sizes)).normal(size=(sum(sizes), 6))
    found = permutation_p(values, [0] * sizes[0] + [1] * sizes[1])
    for column in range(6):
        expected = stats.permutation_test(
            (values[: sizes[0], column], values[sizes[0] :, column]), lambda x, y: abs(x.mean() - y.mean()),
            n_resamples=np.inf, alternative="greater", vectorized=False)
        assert found["p"][column] == pytest.approx(expected.pvalue)
    assert (found["method"] == f"all {comb(sum(sizes), sizes[0]):,} splits").all()


def test_smallest_is_the_least_p_of_any_split():
    values = np.array([[0.0], [0], [0], [5], [0], [7]])
    ps = [permutation_p(values, [i in chosen for i in range(6)])["p"][0] for chosen in combinations(range(6), 3)]
    assert permutation_p(values, [0, 1, 0, 1, 0, 1])["smallest"][0] == pytest.approx(min(ps))


def test_drawn_splits_are_counted_with_the_one_that_was_seen():
    """Phipson and Smyth (2010): (b + 1) / (m + 1), never 0, and near the exact p."""
    values = np.concatenate([np.full(20, 9.0), np.zeros(20)])[:, None]
    groups = [0] * 20 + [1] * 20
    assert permutation_p(values, groups, n=99)["p"][0] == 1 / 100
    values = np.random.default_rng(3).normal(size=(16, 8)) + np.linspace(0, 0.5, 16)[:, None]
    groups = [0] * 8 + [1] * 8
    exact, drawn = permutation_p(values, groups, n=20_000), permutation_p(values, groups, n=5000)
    assert drawn["method"][0] == "5,000 random splits"
    assert drawn["p"].to_numpy() == pytest.approx(exact["p"].to_numpy(), abs=0.03)
    pd.testing.assert_frame_equal(drawn, permutation_p(sparse.csr_array(values), groups, n=5000))


def test_no_occurrence_anywhere_is_no_difference():
    found = permutation_p(np.zeros((5, 1)), [0, 0, 1, 1, 1])
    assert found["p"][0] == 1 and found["smallest"][0] == 1


def test_three_groups_are_refused():
    with pytest.raises(ValueError, match="compares two groups, not 3"):
        permutation_p(np.zeros((3, 1)), ["a", "b", "c"])


@pytest.mark.parametrize("sizes", [(1, 4), (2, 2), (2, 3), (3, 3), (1, 1)])
def test_smallest_p_is_reached_by_the_most_different_groups(sizes):
    values = np.concatenate([np.full(sizes[0], 1.0), np.zeros(sizes[1])])[:, None]
    groups = [0] * sizes[0] + [1] * sizes[1]
    assert permutation_p(values, groups)["p"][0] == pytest.approx(smallest_p(*sizes))


# many tests


@pytest.mark.parametrize("correct", [holm, benjamini_hochberg], ids=lambda f: f.__name__)
def test_corrections_against_published_values(correct):
    for case in CASES[correct.__name__]:
        assert correct(case["p"]) == pytest.approx(case["corrected"], abs=5e-4)


def test_corrections_leave_what_was_not_tested_out():
    for correct in (holm, benjamini_hochberg):
        with_gap = correct([0.01, np.nan, 0.02])
        assert np.isnan(with_gap[1]) and with_gap[[0, 2]] == pytest.approx(correct([0.01, 0.02]))
        assert np.isnan(correct([np.nan])).all()


# simulated documents: a short version of bench/intervals.py; errors are those of the simulation


def test_intervals_of_rates_hold_where_the_bootstrap_does_not():
    """2,000 corpora a cell: an error of 0.5 points for 95%; three of them are allowed below 93%."""
    table = of_rates([(5, 15, 0.3, 0.4), (5, 3, 1, 0.8), (10, 15, 0.3, 0.8), (50, 15, 1, 0.8)], 2000, seed=1)
    assert (table["error"] < 0.006).all()
    assert (table["ours_holds"] >= 0.93 - 3 * table["error"]).all()
    assert (table["bootstrap_holds"] < 0.93).all() and (table["wilson_holds"] < 0.7).all()


def test_intervals_of_shares_hold():
    table = of_shares([(5, 15, 0.4, 0.3), (10, 15, 0.8, 0.3), (50, 4, 0.1, 0.05)], 2000, seed=1)
    assert (table["ours_holds"] >= 0.93 - 3 * table["error"]).all()


def test_intervals_of_two_groups_hold():
    ratios = of_ratios([(5, 15, 0.3, 0.4), (5, 15, 5, 0.4), (50, 3, 1, 0.4)], 2000, seed=1)
    cells = [(5, 15, (0.4, 0.1), 0.3), (10, 4, (0.8, 0.4), 0.3), (50, 15, (0.1, 0.1), 0.05)]
    differences = of_differences(cells, 2000, seed=1)
    for table in (ratios, differences):
        assert (table["ours_holds"] >= 0.93 - 3 * table["error"]).all()


def test_p_is_as_low_as_it_says_and_no_more_often():
    """2,000 corpora a cell without any difference: P(p ≤ α) ≤ α, but for three errors of the simulation."""
    table = of_p_values([(2, 3, 15, 1), (5, 5, 3, 0.3), (12, 12, 15, 1)], 2000, seed=1, permutations=499)
    assert (table["permutation"] <= table["level"] + 3 * table["error"]).all()
    assert (table["g2"] > 4 * table["level"]).all() and set(table["level"]) == set(LEVELS)
