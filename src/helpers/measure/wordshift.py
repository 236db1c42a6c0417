"""Which words make two groups of documents differ: contributions that add up to the whole difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import xlogy

from .keyness import contrast, extremes_without_each

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


def _proportion(a, b, n_a, n_b):
    return a / n_a - b / n_b


def _entropy(a, b, n_a, n_b):
    p, q = a / n_a, b / n_b
    return (xlogy(q, q) - xlogy(p, p)) / np.log(2)


def _jsd(a, b, n_a, n_b):
    p, q = a / n_a, b / n_b
    mean = (p + q) / 2
    return (xlogy(p, p) / 2 + xlogy(q, q) / 2 - xlogy(mean, mean)) / np.log(2)
