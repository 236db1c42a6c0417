"""How sure a number is: intervals that hold for few units, or none where there can be none."""

from __future__ import annotations

from scipy.stats import beta


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
