"""Do the intervals hold, and are the p-values honest? Documents are simulated, whose truth is known.

    python bench/intervals.py

A document's length is lognormal, its rate gamma distributed around the true one, its count Poisson: a negative
binomial whose shape `k` says how clustered the word is. On the seeds k lies between 0.5 and 1.3 for slogans and their
verbs (moment estimate). For shares, the number of things in a document is negative binomial too, and the share of them
that are counted beta distributed.

An interval at 95% holds if it contains the truth in 95% of the corpora. Refused intervals (no occurrence in fewer than
ten documents) are counted apart. One without an upper limit holds if its lower one does; how many are so is `open`.
Widths are medians of those with both limits, in units of the true rate: the mean is that of the few widest.
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import chi2, norm

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from helpers.measure.keyness import log_likelihood  # noqa: E402
from helpers.measure.uncertainty import (  # noqa: E402
    OPEN,
    log_ratio_limits,
    permutation_p,
    ratio_limits,
    share_difference_limits,
)

DOCUMENTS = (5, 10, 50, 500)
MEANS = (0.5, 1, 3, 15)  # occurrences in a document of mean length
SHAPES = (0.3, 1, 5)  # of the gamma distribution of rates
SPREADS = (0.4, 0.8)  # of log length: 0.37 on the seeds
LENGTH = 1500  # characters of a document, on average
BATCHES = 40  # draws of lengths; each serves 1/40 of the replicates
RESAMPLES = 500  # of the percentile bootstrap
LEVELS = (0.01, 0.05, 0.1)


def lengths(m: int, spread: float, rng: np.random.Generator) -> np.ndarray:
    """Lengths of m documents, at least 100 characters."""
    return np.maximum(rng.lognormal(np.log(LENGTH) - spread**2 / 2, spread, m).round(), 100)


def clustered(sizes: np.ndarray, rate: float, shape: float, n: int, rng: np.random.Generator) -> np.ndarray:
    """Counts in documents: one row per document, one column for each of n corpora."""
    return rng.poisson(sizes[:, None] * rate * rng.gamma(shape, 1 / shape, (len(sizes), n)))


def wilson(counts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Interval of a share of independent tokens (Wilson 1927)."""
    z2, n = norm.ppf(0.975) ** 2, sizes.sum()
    p = counts.sum(axis=0) / n
    centre, reach = p + z2 / (2 * n), np.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n**2)))
    return (centre - reach) / (1 + z2 / n), (centre + reach) / (1 + z2 / n)


def percentile(counts: np.ndarray, sizes: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Percentile bootstrap over documents (Efron 1979)."""
    m = len(sizes)
    drawn = rng.multinomial(m, np.full(m, 1 / m), RESAMPLES).astype(float)
    return tuple(np.quantile((drawn @ counts) / (drawn @ sizes)[:, None], [0.025, 0.975], axis=0))


def ours(counts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The interval that the project prints: without an end where no upper limit can be set, missing where refused."""
    limits = ratio_limits(counts, sizes)
    high = limits["high"].mask(limits["method"] == OPEN.format(len(sizes)), np.inf)
    return limits["low"].to_numpy(), high.to_numpy()


def of_rates(cells, replicates: int, seed: int) -> pd.DataFrame:
    """One row per cell `(documents, mean, shape, spread)`: how often each interval holds, and how wide it is."""
    rows = []
    for m, mean, shape, spread in cells:
        rng = np.random.default_rng([seed, m, int(10 * mean), int(10 * shape), int(10 * spread)])
        truth, found = mean / LENGTH, []
        for _ in range(BATCHES):
            sizes = lengths(m, spread, rng)
            counts = clustered(sizes, truth, shape, replicates // BATCHES, rng)
            found.append((ours(counts, sizes), percentile(counts, sizes, rng), wilson(counts, sizes)))
        row = {"documents": m, "mean": mean, "shape": shape, "spread": spread}
        for i, name in enumerate(("ours", "bootstrap", "wilson")):
            low, high = (np.concatenate([ends[i][j] for ends in found]) for j in (0, 1))
            given = ~np.isnan(high)
            held = (low <= truth) & (truth <= high)
            row |= {f"{name}_holds": held[given].mean(),
                    f"{name}_width": np.median((high - low)[given & ~np.isinf(high)]) / truth}
            if name == "ours":
                row["refused"], row["open"] = 1 - given.mean(), np.isinf(high).mean()
                row["error"] = np.sqrt(held[given].mean() * (1 - held[given].mean()) / given.sum())
        rows.append(row)
    return pd.DataFrame(rows)


def binomials(m: int, mean: float, share: float, correlation: float, n: int, rng: np.random.Generator):
    """Counts and sizes of up to m documents that hold things, as `ratio_limits` takes them; None for fewer than two."""
    sizes = rng.poisson(mean * rng.gamma(1.5, 1 / 1.5, m))
    sizes, a = sizes[sizes > 0], 1 / correlation - 1
    if len(sizes) < 2:
        return None
    return rng.binomial(sizes[:, None], rng.beta(share * a, (1 - share) * a, (len(sizes), n))), sizes


def of_shares(cells, replicates: int, seed: int) -> pd.DataFrame:
    """One row per cell `(documents, things in a document, share, correlation)`: how often the interval holds."""
    rows = []
    for m, mean, share, correlation in cells:
        rng = np.random.default_rng([seed, m, int(10 * mean), int(100 * share), int(100 * correlation)])
        held, wide, n = 0, [], 0
        for _ in range(BATCHES):
            drawn = binomials(m, mean, share, correlation, replicates // BATCHES, rng)
            if drawn is None:
                continue
            limits = ratio_limits(*drawn, share=True)
            known = limits["low"].notna() & limits["high"].notna()
            held += int((limits["low"].le(share) & limits["high"].ge(share))[known].sum())
            wide.append((limits["high"] - limits["low"])[known])
            n += int(known.sum())
        rows.append({"documents": m, "mean": mean, "share": share, "correlation": correlation, "ours_holds": held / n,
                     "ours_width": float(np.median(np.concatenate(wide))), "n": n,
                     "error": np.sqrt(held / n * (1 - held / n) / n)})
    return pd.DataFrame(rows)


def of_ratios(cells, replicates: int, seed: int, ratio: float = 2) -> pd.DataFrame:
    """One row per cell `(documents in a group, mean, shape, spread)`: intervals of the log-ratio of two rates."""
    rows = []
    for m, mean, shape, spread in cells:
        rng = np.random.default_rng([seed, m, int(10 * mean), int(10 * shape), int(10 * spread), 2])
        base, found = mean / LENGTH, []
        for _ in range(BATCHES):
            groups = [(rate, lengths(m, spread, rng)) for rate in (ratio * base, base)]
            found.append(log_ratio_limits(*(
                ratio_limits(clustered(sizes, rate, shape, replicates // BATCHES, rng), sizes)
                for rate, sizes in groups)))
        rows.append({"documents": m, "mean": mean, "shape": shape, "spread": spread,
                     **_held(pd.concat(found), np.log2(ratio))})
    return pd.DataFrame(rows)


def of_differences(cells, replicates: int, seed: int) -> pd.DataFrame:
    """One row per cell `(documents in a group, things in each, shares, correlation)`: differences of two shares."""
    rows = []
    for m, mean, shares, correlation in cells:
        rng = np.random.default_rng([seed, m, int(10 * mean), *(int(100 * x) for x in (*shares, correlation)), 4])
        found = []
        for _ in range(BATCHES):
            limits = [binomials(m, mean, share, correlation, replicates // BATCHES, rng) for share in shares]
            if None not in limits:
                found.append(share_difference_limits(*(ratio_limits(*of, share=True) for of in limits)))
        rows.append({"documents": m, "mean": mean, "first": shares[0], "second": shares[1], "correlation": correlation,
                     **_held(pd.concat(found), shares[0] - shares[1])})
    return pd.DataFrame(rows)


def _held(limits: pd.DataFrame, truth: float) -> dict:
    """How often intervals with one end or two hold the truth, in how many that were given."""
    given = limits["low"].notna() | limits["high"].notna()
    holds = (~limits["low"].gt(truth) & ~limits["high"].lt(truth))[given].mean()
    return {"n": int(given.sum()), "ours_holds": holds, "error": np.sqrt(holds * (1 - holds) / given.sum())}


def of_p_values(cells, replicates: int, seed: int, permutations: int = 999) -> pd.DataFrame:
    """One row per cell `(first group, second group, mean, shape)` and level: how often p is as low by chance."""
    rows = []
    for first, second, mean, shape in cells:
        rng = np.random.default_rng([seed, first, second, int(10 * mean), int(10 * shape), 3])
        m = first + second
        sizes = np.maximum(rng.lognormal(np.log(LENGTH) - 0.18, 0.6, (m, replicates)).round(), 100)
        counts = rng.poisson(sizes * mean / LENGTH * rng.gamma(shape, 1 / shape, (m, replicates)))
        p = permutation_p(counts / sizes, np.arange(m) < first, n=permutations, seed=seed)["p"].to_numpy()
        (a, b), (n_a, n_b) = ((x[:first].sum(axis=0), x[first:].sum(axis=0)) for x in (counts, sizes))
        tokens = chi2.sf(np.abs(log_likelihood(a, b, n_a - a, n_b - b)), 1)
        for level in LEVELS:
            rows.append({"first": first, "second": second, "mean": mean, "shape": shape, "level": level,
                         "permutation": (p <= level + 1e-12).mean(), "g2": (tokens <= level).mean(),
                         "error": np.sqrt(level * (1 - level) / replicates)})
    return pd.DataFrame(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--replicates", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    pd.set_option("display.width", 200, "display.max_columns", 30, "display.max_rows", 200)
    rates = of_rates(product(DOCUMENTS, MEANS, SHAPES, SPREADS), args.replicates, args.seed)
    print("rates\n", rates.round(3).to_string(index=False))
    print("\nrates, least and median over the cells\n", rates.groupby("documents").agg(
        holds_least=("ours_holds", "min"), holds=("ours_holds", "median"), width=("ours_width", "median"),
        bootstrap_least=("bootstrap_holds", "min"), bootstrap=("bootstrap_holds", "median"),
        bootstrap_width=("bootstrap_width", "median"), open=("open", "median"), wilson_least=("wilson_holds", "min"),
        wilson=("wilson_holds", "median"), wilson_width=("wilson_width", "median")).round(3).to_string())
    shares = of_shares(product(DOCUMENTS, (4, 15), (0.1, 0.4, 0.8), (0.05, 0.3)), args.replicates, args.seed)
    print("\nshares\n", shares.round(3).to_string(index=False))
    ratios = of_ratios(product(DOCUMENTS, (3, 15), SHAPES, SPREADS[:1]), args.replicates, args.seed)
    print("\nratio of 2, of two groups\n", ratios.round(3).to_string(index=False))
    differences = of_differences(product(DOCUMENTS, (4, 15), ((0.1, 0.1), (0.4, 0.1), (0.8, 0.4)), (0.05, 0.3)),
                                 args.replicates, args.seed)
    print("\ndifference of the shares of two groups\n", differences.round(3).to_string(index=False))
    groups = product([(2, 3), (5, 5), (4, 12), (25, 25), (100, 400)], [(3, 0.3), (15, 1)])
    p = of_p_values([(*sizes, *word) for sizes, word in groups], args.replicates, args.seed)
    print("\np-values without any difference\n", p.round(4).to_string(index=False))


if __name__ == "__main__":
    main()
