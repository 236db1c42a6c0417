"""Which words make two groups of documents differ: contributions that add up to the whole difference."""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd
from scipy.special import xlogy

from .keyness import contrast, extremes_without_each
from .uncertainty import CHUNK, splits

KINDS = ("proportion", "entropy", "jsd")


def word_shift(counts: pd.DataFrame, documents: pd.DataFrame, by: str, target, reference=None, *, kind: str = "jsd",
               sizes: pd.DataFrame | None = None, unit: str = "doc_id") -> pd.DataFrame:
    """Split the difference of two groups of documents into what each word adds to it (Gallagher et al. 2021).

    Parameters
    ----------
    counts, documents, by, target, reference, sizes, unit : as in `keyness.keyness`.
    kind : `proportion`, the word's share in the target less that in the reference, which add up to 0; `entropy`, what
        it adds to the Shannon entropy of the target less that of the reference; `jsd`, what it adds to the
        Jensen-Shannon divergence of the two, both weighed alike. Entropies are in bits.

    Returns
    -------
    DataFrame
        One row per token, by falling size of the contribution: `token`, `n_target`, `n_reference`, `n_tokens_target`,
        `n_tokens_reference`, `n_documents_target` and `n_documents_reference` (with the token; units, where `unit` is
        given), `p_target`, `p_reference` (shares of all tokens), `side` (the group in which the share is larger, or
        `equal`), `contribution`, `contribution_least` and `contribution_most` (its extremes when any one document is
        left out: a contribution whose extremes differ much hangs on one document; <NA> where each group is one),
        `total` (the sum of contributions over all tokens).

    Raises
    ------
    ValueError
        If the kind is unknown, or for what `keyness.contrast` cannot put into two groups. With `sizes` larger than
        the counts entropy and divergence are not of whole distributions, and refused.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": ["a", "a", "b", "b"], "token": ["质量", "发展"] * 2, "n": [3, 1, 1, 3]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "city": ["甲", "乙"]})
    >>> shift = word_shift(counts, documents, "city", "甲", "乙", kind="proportion")
    >>> shift[["token", "side", "contribution", "total"]].to_dict("list")
    {'token': ['发展', '质量'], 'side': ['reference', 'target'], 'contribution': [-0.5, 0.5], 'total': [0.0, 0.0]}
    """
    if kind not in KINDS:
        raise ValueError(f"no word shift of kind {kind!r}; there are {', '.join(KINDS)}")
    data = contrast(counts, documents, by, target, reference, sizes=sizes, unit=unit)
    a, b, n_a, n_b = data.sums()
    if kind != "proportion" and (a.sum(), b.sum()) != (n_a, n_b):
        raise ValueError(f"the counts hold {a.sum()} and {b.sum()} of {n_a:.0f} and {n_b:.0f} tokens: a shift of kind "
                         f"{kind} needs all of them; leave sizes out to compare only the tokens in counts")
    measure = {"proportion": _proportion, "entropy": _entropy, "jsd": _jsd}[kind]
    contribution = measure(a, b, n_a, n_b)
    least, most = extremes_without_each(data, measure)
    p, q = a / n_a, b / n_b
    table = pd.DataFrame({
        "token": data.tokens, "n_target": a, "n_reference": b,
        "n_tokens_target": int(n_a), "n_tokens_reference": int(n_b),
        "n_documents_target": (data.matrix[data.is_target] > 0).sum(axis=0),
        "n_documents_reference": (data.matrix[~data.is_target] > 0).sum(axis=0),
        "p_target": p, "p_reference": q,
        "side": np.select([p > q, p < q], ["target", "reference"], "equal"),
        "contribution": contribution, "contribution_least": least, "contribution_most": most,
        "total": contribution.sum(),
    }).astype({"side": "string"})
    table = table.astype({c: "Float64" for c in table.columns if table[c].dtype == float})
    table = table.astype({c: "Int64" for c in table.columns if table[c].dtype.kind == "i"})
    order = table["contribution"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def divergence_by_split(counts: pd.DataFrame, documents: pd.DataFrame, by: str, target, reference=None, *,
                        unit: str = "doc_id", n: int = 999, seed: int = 0) -> dict:
    """Set the Jensen-Shannon divergence of two groups beside that of the same documents split anew.

    Any two lots of documents differ; what the grouping adds shows only against other ways to group the same documents,
    as many on each side. All ways are gone through where there are at most `n`; else `n` are drawn and the one that
    was seen is counted with them (Phipson and Smyth 2010).

    Parameters
    ----------
    counts, documents, by, target, reference, unit : as in `keyness.keyness`.
    n : splits that are gone through or drawn.
    seed : of the drawing.

    Returns
    -------
    dict
        `total` (the divergence of the groups, in bits), `n_splits` (all of them, the seen one with them; where both
        sides have as many, a split and its mirror are one), `n_reached` (those that differ as much or more), `least`
        and `most` (the smallest and largest divergence of a split), `n_target` and `n_reference` (units on each side).

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": list("aabbc"), "token": ["质量", "发展"] * 2 + ["质量"], "n": [3, 1, 1, 3, 2]})
    >>> documents = pd.DataFrame({"doc_id": list("abc"), "city": ["甲", "乙", "甲"]})
    >>> found = divergence_by_split(counts, documents, "city", "甲", "乙")
    >>> found["n_reached"], found["n_splits"], round(found["total"], 3)
    (2, 3, 0.264)
    """
    data = contrast(counts, documents, by, target, reference, unit=unit)
    m, k = len(data.is_target), int(data.is_target.sum())
    every, whole = data.matrix.sum(axis=0), data.sizes.sum()
    a, b, n_a, n_b = data.sums()
    total = float(_jsd(a, b, n_a, n_b).sum())
    enumerated = comb(m, k) <= n
    found = [] if enumerated else [total]
    for chosen in splits(m, k, n, enumerated, max(1, CHUNK // max(len(every), m)), seed):
        chosen = chosen[chosen[:, 0]] if enumerated and 2 * k == m else chosen
        inside = (data.matrix.T @ chosen.T.astype(float)).T
        size = (chosen @ data.sizes)[:, None]
        found.extend(_jsd(inside, every - inside, size, whole - size).sum(axis=1))
    found = np.array(found)
    return {"total": total, "n_splits": len(found), "n_reached": int((found >= total * (1 - 1e-9)).sum()),
            "least": float(found.min()), "most": float(found.max()), "n_target": k, "n_reference": m - k}


def _proportion(a, b, n_a, n_b):
    return a / n_a - b / n_b


def _entropy(a, b, n_a, n_b):
    p, q = a / n_a, b / n_b
    return (xlogy(q, q) - xlogy(p, p)) / np.log(2)


def _jsd(a, b, n_a, n_b):
    p, q = a / n_a, b / n_b
    mean = (p + q) / 2
    return (xlogy(p, p) / 2 + xlogy(q, q) / 2 - xlogy(mean, mean)) / np.log(2)
