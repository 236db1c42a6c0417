"""How sure a number is: intervals that hold for few units, or none where there can be none.

A unit is what was drawn: a document, or all reprints of one text. Tokens are not: a word that is used once in a
document is used there again, so that counts are clustered, and what holds of tokens says little of further documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from scipy import sparse, stats
from scipy.stats import beta, false_discovery_control, gamma, norm
from scipy.stats import t as student

CLUSTERED = "exact limits of the effective count"
ABSENT = "exact limit of the effective count, of none or all"
ALONE = "none: a single unit"
ENUMERATED = "all {:,} splits"
DRAWN = "{:,} random splits"
FEW = 10  # units: with fewer a bootstrap covers too rarely, and no occurrence tells too little (bench/intervals.py)
OPEN = "lower limit alone: no upper limit can be set from {} units"
UNSEEN = f"none: no occurrence, or all, in fewer than {FEW} units"
CHUNK = 2_000_000  # numbers held at a time while permuting: 16 MB


def share_interval(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a share of independent units (Clopper and Pearson 1934).

    Parameters
    ----------
    k, n : how many of how many; of none the interval is the whole range.
    level : the share of intervals that shall hold the truth, at the least.

    Raises
    ------
    ValueError
        If `k` is not between 0 and `n`.

    Examples
    --------
    >>> [round(end, 3) for end in share_interval(0, 5)]
    [0.0, 0.522]
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no share")
    if not n:
        return 0.0, 1.0
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(beta.ppf(tail, k, n - k + 1))
    high = 1.0 if k == n else float(beta.ppf(1 - tail, k + 1, n - k))
    return low, high


def ratio_interval(n, size, *, level: float = 0.95, share: bool = False) -> dict:
    """The interval of a rate, all occurrences over all of the base, when units are drawn: `ratio_limits` of one count.

    Parameters
    ----------
    n, size : occurrences in each unit, and the unit's length, above 0.
    level, share : as in `ratio_limits`.

    Returns
    -------
    dict
        `rate`, `low`, `high` (occurrences per one of size; an end that cannot be told is missing), `n_units`,
        `design_effect`, `freedom`, `method`.

    Examples
    --------
    >>> found = ratio_interval([3, 0, 5, 1], [1000, 500, 2000, 800])
    >>> {name: round(1000 * found[name], 2) for name in ("rate", "low", "high")}
    {'rate': 2.09, 'low': 0.14, 'high': 9.09}
    >>> ratio_interval([3], [1000])["method"]
    'none: a single unit'
    """
    return ratio_limits(np.asarray(n, float)[:, None], size, level=level, share=share).iloc[0].to_dict()


def ratio_limits(counts, sizes, *, level: float = 0.95, share: bool = False, most=1.0) -> pd.DataFrame:
    """Intervals of rates when units are drawn, for many counts over the same units.

    The count is divided by its design effect, the variance of the rate between units over that of independent
    occurrences, but by no less than 1, and by the square of Student's quantile over the normal one. The exact limits
    of this effective count are those of the rate: Garwood's (1936) of a Poisson count or, for a share, Clopper and
    Pearson's (1934). For shares the interval is that of Korn and Graubard (1998).

    The variance is that of the linearised ratio, each unit's residual divided by the weight of all others (as in the
    jackknife: MacKinnon and White 1985). The degrees of freedom are one less than the effective number of units, and at
    least one: that of sizes (Kish 1965) or of occurrences, whichever is smaller, because five documents of which one
    holds all occurrences tell little more than one. That of occurrences is one over the share of pairs of them that
    are of one unit (Simpson 1949), counted as if three pairs had been seen before, one of them of one unit: without
    these a few occurrences that stand apart would be taken for words that never cluster (bench/intervals.py).

    Parameters
    ----------
    counts : one row per unit, one column per count; an array or a sparse array.
    sizes : the length of each unit, above 0.
    level : the share of intervals that shall hold the truth.
    share : whether the sizes are counts of things and `counts` says how many of them; else they are lengths.
    most : the highest rate that there can be, one number or one per column: a token is used at most once per token, a
        slogan of four characters 0.25 times per character.

    Returns
    -------
    DataFrame
        One row per column of `counts`: `rate`, `low`, `high`, `n_units`, `design_effect`, `freedom`, `method`. Both
        ends are missing where there is a single unit. Without any occurrence the lower end is 0, and in fewer than
        ten units the upper one is missing: a word of many occurrences in few documents may well be in none of these.
        So is the lower end where all things are counted. No upper end of a rate is given either, and `method` says so,
        where it would be `most` or more, or where all occurrences together are worth less than one independent one in
        fewer than ten units, and in more units less than a single one that stands alone: the end would lie more than
        5, or 20, times above the rate, and tell of the formula alone.

    Raises
    ------
    ValueError
        If a size is not above 0, or a count below 0 or, for shares, above its size.

    Examples
    --------
    >>> ratio_limits([[3, 0], [0, 0], [5, 0]], [10, 10, 10])[["rate", "low", "high"]].round(2).values.tolist()
    [[0.27, 0.0, nan], [0.0, 0.0, nan]]
    >>> ratio_limits([[3], [4], [5]], [10, 10, 10], share=True)[["rate", "low", "high"]].round(2).values.tolist()
    [[0.4, 0.07, 0.82]]
    """
    counts = sparse.csc_array(counts, dtype=float)
    sizes = np.asarray(sizes, float)
    if not (sizes > 0).all() or (counts.data < 0).any():
        raise ValueError("rates need units with a size above 0 and counts of 0 or more; leave empty units out")
    if share and (counts.data > sizes[counts.indices]).any():
        raise ValueError("a share needs counts of at most the size of their unit")
    m, total = len(sizes), sizes.sum()
    n = counts.sum(axis=0)
    rate = n / total
    table = pd.DataFrame({"rate": rate, "low": np.nan, "high": np.nan, "n_units": m, "design_effect": np.nan,
                          "freedom": np.nan, "method": ALONE})
    if m < 2:
        return table
    rest = total - n if share else np.full_like(n, np.inf)
    some, not_all = n > 0, rest > 0
    known = some & not_all
    weight, squares = (m - 1) / m / (1 - sizes / total) ** 2, counts.power(2)
    # The sum over units of weight (n - rate size)², without making the counts dense.
    variance = squares.T @ weight - 2 * rate * (counts.T @ (weight * sizes)) + rate**2 * (weight @ sizes**2)
    effect = np.divide(variance, n * (1 - rate) if share else n, out=np.ones_like(n), where=known).clip(min=1)
    squares = squares.sum(axis=0)
    units = np.minimum(total**2 / (sizes @ sizes), _spread(n, squares))
    if share:
        units = np.minimum(units, _spread(rest, sizes @ sizes - 2 * (counts.T @ sizes) + squares))
    freedom = np.maximum(units - 1, 1)
    tail = (1 - level) / 2
    worth = (norm.ppf(tail) / student.ppf(tail, freedom)) ** 2 / effect  # of one occurrence
    k, others = np.where(some, n, 1) * worth, np.where(not_all, rest, 1) * worth
    if share:
        low, high = beta.ppf(tail, k, rest * worth + 1), beta.ppf(1 - tail, n * worth + 1, others)
    else:
        low, high = (gamma.ppf(p, shape) / worth / total for p, shape in ((tail, k), (1 - tail, n * worth + 1)))
    told = known | (m >= FEW)
    table["low"] = np.where(some, np.where(told, low, np.nan), 0)
    table["high"] = np.where(not_all, np.where(told, high, np.nan), 1)
    table["design_effect"], table["freedom"] = effect, freedom
    table["method"] = np.where(known, CLUSTERED, ABSENT if m >= FEW else UNSEEN)
    if not share:
        # A lone occurrence is spread over 3 units.
        least = 1 if m < FEW else (norm.ppf(tail) / student.ppf(tail, 2)) ** 2
        unbounded = known & ((n * worth < least * (1 - 1e-9)) | (table["high"] >= most))
        table.loc[unbounded, "high"], table.loc[unbounded, "method"] = np.nan, OPEN.format(m)
    return table


def log_ratio_limits(target: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Intervals of the binary logs of ratios of two rates, from the intervals of both.

    The distance of either end is the root of the sum of squares of the two rates' distances (Donner and Zou 2012).
    Where one rate is 0 the only end is the log-ratio of the two opposite ends, which lies further out.

    Parameters
    ----------
    target, reference : from `ratio_limits`, of groups of different units.

    Returns
    -------
    DataFrame
        One row per pair of rates: `log_ratio` (infinite where one rate is 0), `low`, `high`; missing where there is
        no such end.

    Examples
    --------
    >>> a, b = ratio_limits([[30], [20], [25]], [100, 100, 100]), ratio_limits([[10], [12], [8]], [100, 100, 100])
    >>> log_ratio_limits(a, b).round(2).values.tolist()
    [[1.32, -0.05, 2.9]]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        (a, a_low, a_high), (b, b_low, b_high) = (
            np.log2(rates[["rate", "low", "high"]].to_numpy(float).T) for rates in (target, reference))
        low = np.where(np.isinf(b), a_low - b_high, a - b - np.hypot(a - a_low, b_high - b))
        high = np.where(np.isinf(a), a_high - b_low, a - b + np.hypot(a_high - a, b - b_low))
        table = pd.DataFrame({"log_ratio": a - b, "low": low, "high": high})
    return table.assign(**{end: table[end].where(np.isfinite(table[end])) for end in ("low", "high")})


def share_difference_limits(target: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Intervals of differences of two shares, from the intervals of both (Zou and Donner 2008).

    For rates, whose sizes are lengths, take `log_ratio_limits`: intervals of this kind of differences of rates hold too
    rarely where few units carry them.

    Parameters
    ----------
    target, reference : from `ratio_limits` with `share=True`, of independent groups of units.

    Returns
    -------
    DataFrame
        One row per pair of shares: `difference`, `low`, `high`; an end is missing where the end of a share that it
        needs is, and both are where either group is a single unit.

    Examples
    --------
    >>> a, b = (ratio_limits([[n], [n - 5], [n + 5]], [100] * 3, share=True) for n in (50, 20))
    >>> share_difference_limits(a, b).round(2).values.tolist()
    [[0.3, 0.09, 0.47]]
    """
    a, b = (shares[["rate", "low", "high"]].to_numpy(float).T for shares in (target, reference))
    centre = a[0] - b[0]
    return pd.DataFrame({"difference": centre, "low": centre - np.hypot(a[0] - a[1], b[2] - b[0]),
                         "high": centre + np.hypot(a[2] - a[0], b[0] - b[1])})


def bootstrap(units: pd.DataFrame, statistic: Callable[[pd.DataFrame], float], *, level: float = 0.95,
              n: int = 1999, seed: int = 0) -> dict:
    """The interval of any statistic of units, by drawing them again (BCa: Efron 1987); refused below ten units.

    For a rate use `ratio_interval`, which holds for fewer.

    Parameters
    ----------
    units : one row per unit.
    statistic : of such a frame, a number.
    level : the share of intervals that shall hold the truth.
    n : resamples.
    seed : of the resampling.

    Returns
    -------
    dict
        `value`, `low`, `high` (missing where refused), `n_units`, `method`.

    Examples
    --------
    >>> units = pd.DataFrame({"n": range(20)})
    >>> found = bootstrap(units, lambda some: some["n"].mean())
    >>> found["value"], found["low"] < 9.5 < found["high"], found["method"]
    (9.5, True, 'BCa, 1,999 resamples')
    >>> bootstrap(units.head(5), lambda some: some["n"].mean())["method"]
    'none: fewer than 10 units'
    """
    found = {"value": float(statistic(units)), "low": np.nan, "high": np.nan, "n_units": len(units),
             "method": f"none: fewer than {FEW} units"}
    if len(units) < FEW:
        return found
    if len({float(statistic(units.drop(index=i))) for i in units.index}) == 1:
        return found | {"method": "none: no unit changes it"}
    drawn = stats.bootstrap((np.arange(len(units)),), lambda rows: float(statistic(units.iloc[rows])), vectorized=False,
                            n_resamples=n, confidence_level=level, method="BCa", rng=np.random.default_rng(seed))
    low, high = drawn.confidence_interval
    return found | {"low": float(low), "high": float(high), "method": f"BCa, {n:,} resamples"}


def leave_one_out(units: pd.DataFrame, statistic: Callable[[pd.DataFrame], float]) -> pd.DataFrame:
    """Give a statistic without each unit in turn.

    Parameters
    ----------
    units : one row per unit.
    statistic : of such a frame, a number, or missing where it cannot be told.

    Returns
    -------
    DataFrame
        One row per unit, indexed as `units`: `without`, the statistic of all others.

    Examples
    --------
    >>> units = pd.DataFrame({"n": [1, 2, 9]}, index=["a", "b", "c"])
    >>> leave_one_out(units, lambda some: some["n"].mean())["without"].to_dict()
    {'a': 5.5, 'b': 5.0, 'c': 1.5}
    """
    values = [statistic(units.drop(index=unit)) for unit in units.index]
    return pd.DataFrame({"without": pd.array(values, dtype="Float64")}, index=units.index)


def permutation_p(values, groups, *, n: int = 9999, seed: int = 0) -> pd.DataFrame:
    """Test whether two groups of units have the same mean, by splitting the units anew.

    The units must be exchangeable if there is no difference: drawn alike but for the group. All splits into groups of
    these sizes are gone through where there are at most `n`; else `n` are drawn and the split that was seen is counted
    with them, so that p is never 0 (Phipson and Smyth 2010).

    Parameters
    ----------
    values : one row per unit, one column per thing that is tested: a frame, an array or a sparse array.
    groups : the group of each unit; there must be two.
    n : splits that are gone through or drawn.
    seed : of the drawing.

    Returns
    -------
    DataFrame
        One row per column of `values`: `difference` (mean of the group that comes first in sorted order less that of
        the other), `p` (two-sided: share of splits whose difference is as large without its sign), `smallest`
        (the p of the split that differs most: no split of these values could give less), `method`.

    Raises
    ------
    ValueError
        If there are not two groups.

    Examples
    --------
    >>> rates = pd.DataFrame({"rate": [5, 6, 1, 2, 2]})
    >>> found = permutation_p(rates, ["late", "late", "early", "early", "early"])
    >>> found[["difference", "p", "smallest", "method"]].round(2).values.tolist()
    [[-3.83, 0.1, 0.1, 'all 10 splits']]
    """
    names, group = np.unique(np.asarray(groups), return_inverse=True)
    if len(names) != 2:
        raise ValueError(f"a permutation test compares two groups, not {len(names)}")
    columns = values.columns if isinstance(values, pd.DataFrame) else range(values.shape[1])
    values = sparse.csr_array(values, dtype=float)
    first = group == 0
    m, k = len(first), int(first.sum())
    total, slack = values.sum(axis=0), 1e-9 * abs(values).max(axis=0).toarray()

    def differences(chosen: np.ndarray) -> np.ndarray:
        """Mean of the chosen units less that of the others: one row per choice."""
        inside = (values.T @ chosen.T.astype(float)).T
        return inside / k - (total - inside) / (m - k)

    seen = differences(first[None, :])[0]
    size = np.abs(seen)
    enumerated = comb(m, k) <= n
    reached, greatest, at_greatest = (0, np.full_like(size, -1.0), 0) if enumerated else (1, size.copy(), 1)
    for chosen in splits(m, k, n, enumerated, max(1, CHUNK // max(len(size), m)), seed):
        found = np.abs(differences(chosen))
        reached = reached + (found >= size - slack).sum(axis=0)
        now = np.maximum(greatest, found.max(axis=0))
        at_greatest = np.where(now > greatest + slack, 0, at_greatest) + (found >= now - slack).sum(axis=0)
        greatest = now
    in_all = comb(m, k) if enumerated else n + 1
    return pd.DataFrame({"difference": seen, "p": reached / in_all, "smallest": at_greatest / in_all,
                         "method": (ENUMERATED if enumerated else DRAWN).format(comb(m, k) if enumerated else n)},
                        index=columns)


def smallest_p(n_first: int, n_second: int) -> float:
    """The smallest two-sided p-value that two groups of so many units can reach by permutation.

    Of all splits one is the most extreme, and where the groups are of one size also its mirror (Fisher 1935).

    Examples
    --------
    >>> smallest_p(2, 3), round(smallest_p(2, 2), 2), smallest_p(0, 5)
    (0.1, 0.33, 1.0)
    """
    if not min(n_first, n_second):
        return 1.0
    return (2 if n_first == n_second else 1) / comb(n_first + n_second, n_first)


def holm(p) -> np.ndarray:
    """P-values corrected after Holm (1979), which keeps the chance of any false one; missing ones stay missing.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, np.nan]).tolist()
    [0.03, 0.06, 0.06, nan]
    """
    p = np.asarray(p, float)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    corrected = np.full(len(p), np.nan)
    steps = p[order] * np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return corrected


def benjamini_hochberg(p) -> np.ndarray:
    """P-values corrected after Benjamini and Hochberg (1995), which keeps the share of false ones.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, np.nan]).tolist()
    [0.03, 0.04, 0.04, nan]
    """
    p = np.asarray(p, float)
    tested = ~np.isnan(p)
    corrected = np.full(len(p), np.nan)
    if tested.any():
        corrected[tested] = false_discovery_control(p[tested], method="bh")
    return corrected


def _spread(n: np.ndarray, squares: np.ndarray) -> np.ndarray:
    """Over how many units occurrences are spread, as if evenly; any number of units where there is none."""
    return np.where(n > 0, (n * (n - 1) + 3) / (squares - n + 1), np.inf)


def splits(m: int, k: int, n: int, enumerated: bool, chunk: int, seed: int) -> Iterator[np.ndarray]:
    """Choices of `k` of `m` units, some at a time: one row per choice, all of them or `n` random ones."""
    if enumerated:
        every = np.array(list(combinations(range(m), k)), dtype=int)
        for at in range(0, len(every), chunk):
            chosen = np.zeros((len(every[at : at + chunk]), m), bool)
            np.put_along_axis(chosen, every[at : at + chunk], True, axis=1)
            yield chosen
        return
    rng = np.random.default_rng(seed)
    for at in range(0, n, chunk):
        rows = np.zeros((min(chunk, n - at), m), bool)
        rows[:, :k] = True
        yield rng.permuted(rows, axis=1)
