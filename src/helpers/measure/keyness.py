"""Which words mark one group of documents off from another: how much, how surely, and in how many documents.

Measures of tokens (G², BIC, log-odds) treat every token as drawn by itself and overstate what is known; they rank.
What holds of further documents is said by the measures of documents: the interval of the log-ratio, its range when any
one document is left out, and the permutation p-value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import xlogy

from ..tables import require
from .uncertainty import benjamini_hochberg, holm, log_ratio_limits, permutation_p, ratio_limits


class Contrast(NamedTuple):
    """Two groups of documents as a matrix: one row per unit of sampling, one column per token."""

    tokens: pd.Index
    units: pd.Index
    matrix: sparse.csr_array
    sizes: np.ndarray
    is_target: np.ndarray

    def sums(self) -> tuple[np.ndarray, np.ndarray, float, float]:
        """Counts of each token in target and reference, and the tokens of each group in all."""
        target, reference = self.matrix[self.is_target].sum(axis=0), self.matrix[~self.is_target].sum(axis=0)
        return target, reference, self.sizes[self.is_target].sum(), self.sizes[~self.is_target].sum()

    def without_each(self):
        """`sums()` without one unit, for each unit whose group has another."""
        target, reference, n_target, n_reference = self.sums()
        for i, in_target in enumerate(self.is_target):
            if (self.is_target == in_target).sum() > 1:
                own = self.matrix[[i]].toarray()[0]
                if in_target:
                    yield target - own, reference, n_target - self.sizes[i], n_reference
                else:
                    yield target, reference - own, n_target, n_reference - self.sizes[i]


def contrast(counts: pd.DataFrame, documents: pd.DataFrame, by: str, target, reference=None, *,
             sizes: pd.DataFrame | None = None, unit: str = "doc_id") -> Contrast:
    """Put two groups of documents into a matrix; see `keyness` for the parameters.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": ["a", "b"], "token": ["质量", "发展"], "n": [2, 3]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "city": ["甲", "乙"]})
    >>> contrast(counts, documents, "city", "甲").matrix.toarray().tolist()
    [[0, 2], [3, 0]]
    """
    require(documents, "documents", "doc_id", by, unit)
    require(counts, "counts", "doc_id", "token", "n")
    group = documents.set_index("doc_id")[by]
    if group.index.has_duplicates:
        raise ValueError(f"documents has {group.index[group.index.duplicated()][0]!r} twice; give each document once")
    group = group.dropna()
    inside = group == target
    outside = ~inside if reference is None else group == reference
    for name, value, chosen in (("target", target, inside), ("reference", reference, outside)):
        if not chosen.any():
            raise ValueError(f"no document has {by} {value!r} ({name}); there are {sorted(map(str, group.unique()))}")
    chosen = documents.loc[documents["doc_id"].isin(group.index[inside | outside]), list({"doc_id", unit})]
    chosen = chosen.assign(target=chosen["doc_id"].map(inside).astype(bool))
    of_unit = chosen.groupby(unit)["target"]
    if (of_unit.nunique() > 1).any():
        raise ValueError(
            f"{unit} {of_unit.nunique().idxmax()!r} stands in both groups: leave out its documents on one side"
        )
    rows = counts.merge(chosen[list({"doc_id", unit})], on="doc_id", validate="many_to_one")
    if sizes is None:
        totals = rows.groupby(unit)["n"].sum()
    else:
        require(sizes, "sizes", "doc_id", "n_tokens")
        totals = chosen.merge(sizes, on="doc_id", validate="one_to_one").groupby(unit)["n_tokens"].sum()
    totals = totals[totals > 0]
    is_target = of_unit.first().reindex(totals.index).to_numpy(bool)
    if is_target.all() or not is_target.any():
        raise ValueError(f"no document of {'reference' if is_target.all() else 'target'} has a token")
    rows = rows[rows[unit].isin(totals.index)]
    token, tokens = pd.factorize(rows["token"], sort=True)
    where = totals.index.get_indexer(rows[unit]), token
    matrix = sparse.csr_array((rows["n"].to_numpy("int64"), where), shape=(len(totals), len(tokens)))
    return Contrast(pd.Index(tokens, name="token"), totals.index, matrix, totals.to_numpy(float), is_target)


def keyness(counts: pd.DataFrame, documents: pd.DataFrame, by: str, target, reference=None, *,
            sizes: pd.DataFrame | None = None, unit: str = "doc_id", prior: pd.Series | None = None,
            prior_tokens: float | None = None, min_documents: int = 2, permutations: int = 9999,
            level: float = 0.95, seed: int = 0) -> pd.DataFrame:
    """Compare each token's frequency in two groups of documents.

    Parameters
    ----------
    counts : one row per document and token: `doc_id token n`. What is not there is zero.
    documents : one row per document: `doc_id`, the column `by` and the column `unit`.
    by, target, reference : the documents whose `by` is `target` against those whose `by` is `reference`, or against
        all others where that is None. Documents whose `by` is missing stand on neither side.
    sizes : one row per document: `doc_id n_tokens`, where `counts` does not hold all tokens; else the sum of `counts`.
    unit : what is drawn and permuted as one: the document, or `similarity.units` for reprints. The columns that speak
        of documents then count units.
    prior : weight of each token in the log-odds prior, on any scale; both groups together where it is None.
    prior_tokens : how many tokens the prior is worth; by default as many as one unit has on average.
    min_documents : tokens in fewer documents of both groups together are not tested: they have no p-value and do
        not weigh on the others'. A word of one document tells that document, not the group.
    permutations : drawn where there are too many to enumerate; 0 for none, and no p-value.
    level : of the intervals.
    seed : of the permutations.

    Returns
    -------
    DataFrame
        One row per token, by falling `log_odds_z`: `token`, `n_target`, `n_reference`, `n_tokens_target`,
        `n_tokens_reference`, `per_1k_tokens_target`, `per_1k_tokens_reference`, `n_documents_target` and
        `n_documents_reference` (with the token), `documents_target` and `documents_reference` (in all), and

        - `g2`, the log-likelihood ratio with the sign of the difference (Dunning 1993), two rows and two columns;
        - `bic`, G² without its sign, less ln of all tokens (Wilson 2013): below 0 it speaks for no difference, above
          10 very strongly for one, if tokens were independent;
        - `log_ratio`, binary log of the ratio of the rates (Hardie 2014), a count of 0 taken as half an occurrence;
          `log_ratio_low`, `log_ratio_high`, its interval over documents (`uncertainty.log_ratio_limits`; an end is
          <NA> where there is none, as with a single document in a group); `log_ratio_least`, `log_ratio_most`, the
          extremes when any one document is left out;
        - `pct_diff`, the difference in per cent of the reference rate (Gabrielatos and Marchi 2011), <NA> where that
          is 0;
        - `log_odds`, `log_odds_se`, `log_odds_z`, natural log-odds with an informative Dirichlet prior (Monroe,
          Colaresi and Quinn 2008);
        - `p`, two-sided, of the difference between the mean rates of documents under permutation of the groups;
          `p_least`, the smallest that these documents could give; `p_holm` (Holm 1979), `p_bh` (Benjamini and
          Hochberg 1995), corrected for the tokens tested; `p_method`.

    Raises
    ------
    ValueError
        If a column is missing, a group is empty, or a unit stands in both groups.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": list("aabbccdd"), "token": ["质量", "发展"] * 4,
    ...                        "n": [6, 4, 5, 5, 2, 8, 1, 9]})
    >>> documents = pd.DataFrame({"doc_id": list("abcd"), "period": ["late", "late", "early", "early"]})
    >>> table = keyness(counts, documents, "period", "late", "early")
    >>> table[["token", "n_target", "n_reference", "log_ratio", "pct_diff"]].round(2).to_dict("list")
    {'token': ['质量', '发展'], 'n_target': [11, 9], 'n_reference': [3, 17], 'log_ratio': [1.87, -0.92],
     'pct_diff': [266.67, -47.06]}
    >>> [round(float(p), 3) for p in table[["p", "p_least"]].iloc[0]]
    [0.333, 0.333]
    """
    data = contrast(counts, documents, by, target, reference, sizes=sizes, unit=unit)
    a, b, n_a, n_b = data.sums()
    in_target, in_reference = ((data.matrix[side] > 0).sum(axis=0) for side in (data.is_target, ~data.is_target))
    g2 = log_likelihood(a, b, n_a - a, n_b - b)
    low, high = _log_ratio_interval(data, level)
    least, most = extremes_without_each(data, log_ratio)
    delta, error = log_odds(a, b, n_a, n_b, _prior(data, prior, prior_tokens))
    with np.errstate(divide="ignore", invalid="ignore"):
        pct_diff = np.where(b > 0, 100 * (a * n_b / (b * n_a) - 1), np.nan)
    table = pd.DataFrame({
        "token": data.tokens,
        "n_target": a, "n_reference": b, "n_tokens_target": int(n_a), "n_tokens_reference": int(n_b),
        "per_1k_tokens_target": 1000 * a / n_a, "per_1k_tokens_reference": 1000 * b / n_b,
        "n_documents_target": in_target, "n_documents_reference": in_reference,
        "documents_target": int(data.is_target.sum()), "documents_reference": int((~data.is_target).sum()),
        "g2": g2, "bic": np.abs(g2) - np.log(n_a + n_b),
        "log_ratio": log_ratio(a, b, n_a, n_b), "log_ratio_low": low, "log_ratio_high": high,
        "log_ratio_least": least, "log_ratio_most": most,
        "pct_diff": pct_diff, "log_odds": delta, "log_odds_se": error, "log_odds_z": delta / error,
    })
    tested = in_target + in_reference >= min_documents
    p = _permuted(data, tested, permutations, seed)
    table = pd.concat([table, p.reset_index(drop=True)], axis=1)
    table["p_holm"], table["p_bh"] = holm(table["p"]), benjamini_hochberg(table["p"])
    table = table.astype({c: "Float64" for c in table.columns if table[c].dtype == float})
    table = table.astype({c: "Int64" for c in table.columns if table[c].dtype.kind == "i"})
    return table.sort_values("log_odds_z", ascending=False, kind="stable", ignore_index=True)


def extremes_without_each(data: Contrast, measure: Callable) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest value of a measure of `(n_target, n_reference, tokens_target, tokens_reference)` over all
    ways to leave one unit out; missing where each group is one unit."""
    least = np.full(len(data.tokens), np.nan)
    most = least.copy()
    for sums in data.without_each():
        value = measure(*sums)
        least, most = np.fmin(least, value), np.fmax(most, value)
    return least, most


def log_likelihood(a, b, c, d) -> np.ndarray:
    """G² of the table [[a, b], [c, d]], negative where a/c is below b/d (Dunning 1993).

    Examples
    --------
    >>> log_likelihood([10, 5], [10, 5], [90, 200], [190, 100]).round(3).tolist()
    [2.535, -1.138]
    """
    a, b, c, d = (np.asarray(x, float) for x in (a, b, c, d))
    n = a + b + c + d
    parts = sum(xlogy(x, x) for x in (a, b, c, d, n))
    parts = parts - sum(xlogy(x, x) for x in (a + b, c + d, a + c, b + d))
    return np.sign(a * d - b * c) * np.maximum(2 * parts, 0)


def log_ratio(a, b, n_a, n_b) -> np.ndarray:
    """Binary log of the ratio of two rates, a count of 0 taken as half an occurrence (Hardie 2014).

    Examples
    --------
    >>> float(log_ratio(6, 2, 10_000, 10_000)).__round__(3)
    1.585
    """
    a, b = np.maximum(a, 0.5), np.maximum(b, 0.5)
    return np.log2(a / n_a) - np.log2(b / n_b)


def log_odds(a, b, n_a, n_b, prior) -> tuple[np.ndarray, np.ndarray]:
    """Difference of log-odds under an informative Dirichlet prior, and its standard error.

    Monroe, Colaresi and Quinn (2008), section 3.3.2 ff.; the variance with all its four terms, not the paper's shorter
    one for rare words.

    Parameters
    ----------
    a, b : counts of each token in either group.
    n_a, n_b : all tokens of either group.
    prior : pseudo-count of each token; their sum is the prior's weight.

    Examples
    --------
    >>> delta, error = log_odds(np.array([3, 1]), np.array([1, 3]), 4, 4, np.array([1, 1]))
    >>> delta.round(3).tolist(), error.round(3).tolist()
    ([1.386, -1.386], [1.225, 1.225])
    """
    weight = prior.sum()
    with_a, with_b = a + prior, b + prior
    without_a, without_b = n_a + weight - with_a, n_b + weight - with_b
    delta = np.log(with_a / without_a) - np.log(with_b / without_b)
    return delta, np.sqrt(1 / with_a + 1 / without_a + 1 / with_b + 1 / without_b)


def _prior(data: Contrast, prior: pd.Series | None, prior_tokens: float | None) -> np.ndarray:
    """The prior's pseudo-counts, one per token."""
    if prior is None:
        weights = data.matrix.sum(axis=0).astype(float)
    else:
        weights = prior.reindex(data.tokens).to_numpy(float)
        if not (weights > 0).all():
            lacking = data.tokens[~(weights > 0)][0]
            raise ValueError(f"the prior gives no weight to {lacking!r}; each token compared needs one above 0")
    total = data.sizes.mean() if prior_tokens is None else prior_tokens
    return weights * (total / weights.sum())


def _log_ratio_interval(data: Contrast, level: float) -> tuple[pd.Series, pd.Series]:
    sides = (ratio_limits(data.matrix[side], data.sizes[side], level=level)
             for side in (data.is_target, ~data.is_target))
    limits = log_ratio_limits(*sides)
    return limits["low"], limits["high"]


def _permuted(data: Contrast, tested: np.ndarray, permutations: int, seed: int) -> pd.DataFrame:
    """The columns `p p_least p_method` for every token; missing where it is not tested."""
    table = pd.DataFrame({"p": np.nan, "p_least": np.nan, "p_method": pd.NA}, index=data.tokens)
    table["p_method"] = table["p_method"].astype("string")
    if not permutations:
        return table
    rates = sparse.csr_array(data.matrix[:, tested].multiply(1 / data.sizes[:, None]))
    found = permutation_p(rates, np.where(data.is_target, "target", "reference"), n=permutations, seed=seed)
    table.loc[tested, ["p", "p_least", "p_method"]] = found[["p", "smallest", "method"]].to_numpy()
    return table
