"""Intervals against the binomial distribution itself."""

import pytest
from scipy.stats import binom, binomtest

from helpers.measure.uncertainty import share_interval


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
