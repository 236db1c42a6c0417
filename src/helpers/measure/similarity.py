"""How alike documents are, by their words or by their wording, and which are one text printed again."""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

SHINGLE = 8  # characters: longer than nearly all set phrases, shorter than what an editor leaves between two changes
REPRINT = 0.5  # share of the shorter text's shingles that the other text has too
BLOCK = 1000  # documents that are compared with all others at a time
_MARKS = re.compile(r"\W+|_+")


def word_similarity(counts: pd.DataFrame, *, words: Collection[str] | None = None, idf: bool = True) -> pd.DataFrame:
    """Compare the vocabulary of documents: the cosine of their word counts.

    Parameters
    ----------
    counts : one row per document and token: `doc_id token n`.
    words : compare these tokens only; with a list of function words what is compared is style, not subject.
    idf : weigh tokens that few documents have more (TF-IDF, as in scikit-learn, smoothed); else plain counts.

    Returns
    -------
    DataFrame
        One row per pair of documents, by falling `cosine`: `doc_id`, `other_id`, `cosine`, `n_tokens`,
        `n_tokens_other` (compared), `n_shared` (different tokens that both have). `cosine` is <NA> where a
        document has none of the words.

    Examples
    --------
    >>> counts = pd.DataFrame({"doc_id": list("aabb"), "token": ["质量", "发展"] * 2, "n": [1, 0, 3, 4]})
    >>> word_similarity(counts, idf=False)
      doc_id other_id  cosine  n_tokens  n_tokens_other  n_shared
    0      a        b     0.6         1               7         1
    """
    code, documents = pd.factorize(counts["doc_id"], sort=True)
    kept = counts["n"].to_numpy() > 0
    if words is not None:
        kept &= counts["token"].isin(list(words)).to_numpy()
    token, vocabulary = pd.factorize(counts["token"][kept])
    matrix = sparse.csr_array((counts["n"].to_numpy(float)[kept], (code[kept], token)),
                              shape=(len(documents), len(vocabulary)))
    weighed = TfidfTransformer().fit_transform(matrix) if idf and matrix.nnz else normalize(matrix)
    sizes, has = matrix.sum(axis=1).astype(int), (matrix > 0).astype(int)
    a, b = np.triu_indices(len(documents), 1)
    cosine = np.asarray((weighed @ weighed.T).todense())[a, b]
    table = pd.DataFrame({
        "doc_id": documents[a], "other_id": documents[b],
        "cosine": np.where((sizes[a] > 0) & (sizes[b] > 0), cosine, np.nan),
        "n_tokens": sizes[a], "n_tokens_other": sizes[b], "n_shared": np.asarray((has @ has.T).todense())[a, b],
    })
    return _typed(table).sort_values("cosine", ascending=False, kind="stable", ignore_index=True)


def wording_similarity(passages: pd.DataFrame, *, shingle: int = SHINGLE, at_least: float = 0.0,
                       roles: Collection[str] = ("body",)) -> pd.DataFrame:
    """Compare the wording of documents: the strings of `shingle` characters that two have in common.

    Characters are those of words and numbers; white space and punctuation do not count.

    Parameters
    ----------
    passages : the table of that name.
    shingle : length of the strings.
    at_least : leave out pairs whose `containment` is below it.
    roles : compare passages of these roles.

    Returns
    -------
    DataFrame
        One row per pair of documents, by falling `containment`: `doc_id`, `other_id`, `jaccard` (shared of all
        different shingles), `containment` (shared of those of the document that has fewer: 1 where one text stands
        whole in the other), `n_shingles`, `n_shingles_other`, `n_shared`. Pairs with a document that is shorter than
        a shingle are left out.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["a", "b"], "role": "body", "text": ["推进质量强市", "推进 质量强市战略"]})
    >>> wording_similarity(passages, shingle=3).round(3)
      doc_id other_id  jaccard  containment  n_shingles  n_shingles_other  n_shared
    0      a        b    0.667          1.0           4                 6         4
    """
    texts = _texts(passages, roles)
    matrix = _shingles(texts, shingle)
    sizes = matrix.sum(axis=1)
    parts = []
    for at in range(0, len(texts), BLOCK):
        shared = (matrix[at : at + BLOCK] @ matrix.T).toarray()
        smaller = np.minimum.outer(sizes[at : at + BLOCK], sizes)
        upper = np.arange(at, at + len(shared))[:, None] < np.arange(len(texts))[None, :]
        a, b = np.nonzero(upper & (smaller > 0) & (shared >= at_least * smaller))
        parts.append(np.column_stack([a + at, b, shared[a, b]]))
    a, b, n = np.concatenate(parts).T if parts else np.empty((3, 0), int)
    table = pd.DataFrame({
        "doc_id": texts.index[a], "other_id": texts.index[b], "jaccard": n / (sizes[a] + sizes[b] - n),
        "containment": n / np.minimum(sizes[a], sizes[b]), "n_shingles": sizes[a], "n_shingles_other": sizes[b],
        "n_shared": n,
    })
    return _typed(table).sort_values("containment", ascending=False, kind="stable", ignore_index=True)


def units(passages: pd.DataFrame, *, shingle: int = SHINGLE, at_least: float = REPRINT,
          roles: Collection[str] = ("body",)) -> pd.DataFrame:
    """Put documents that print one text into one unit of sampling.

    Two documents are of one unit where the shorter has at least a share `at_least` of its shingles in common with the
    longer, and where a third one joins them. By default that is half.

    Parameters
    ----------
    passages, shingle, roles : as in `wording_similarity`.
    at_least : containment from which two documents are one text.

    Returns
    -------
    DataFrame
        One row per document: `doc_id`; `unit`, the `doc_id` of the unit's longest text; `n_in_unit`;
        `containment`, the highest with any other document of the unit, <NA> where it stands alone.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["a", "b", "c"], "role": "body",
    ...                          "text": ["推进质量强市", "推进质量强市战略", "办好人民满意的教育"]})
    >>> units(passages, shingle=3)[["doc_id", "unit", "n_in_unit"]].to_dict("list")
    {'doc_id': ['a', 'b', 'c'], 'unit': ['b', 'b', 'c'], 'n_in_unit': [2, 2, 1]}
    """
    texts = _texts(passages, roles)
    pairs = wording_similarity(passages, shingle=shingle, at_least=at_least, roles=roles)
    a, b = texts.index.get_indexer(pairs["doc_id"]), texts.index.get_indexer(pairs["other_id"])
    links = sparse.coo_array((np.ones(len(pairs)), (a, b)), shape=(len(texts), len(texts)))
    _, label = connected_components(links, directed=False)
    table = pd.DataFrame({"doc_id": texts.index, "label": label, "length": texts.str.len().to_numpy()})
    longest = table.sort_values("length", ascending=False, kind="stable").drop_duplicates("label")
    table["unit"] = table["label"].map(longest.set_index("label")["doc_id"])
    table["n_in_unit"] = table.groupby("label")["doc_id"].transform("size")
    closest = pd.concat([pairs.set_index("doc_id")["containment"], pairs.set_index("other_id")["containment"]])
    table["containment"] = table["doc_id"].map(closest.groupby(level=0).max())
    return table[["doc_id", "unit", "n_in_unit", "containment"]].astype(
        {"doc_id": "string", "unit": "string", "n_in_unit": "Int64", "containment": "Float64"}
    )


def _texts(passages: pd.DataFrame, roles: Collection[str]) -> pd.Series:
    """The characters of words and numbers of each document, in the passages of the roles; none is an empty text."""
    kept = passages["text"].where(passages["role"].isin(list(roles)), "")
    return kept.groupby(passages["doc_id"].to_numpy(), sort=False).agg("".join).map(lambda text: _MARKS.sub("", text))


def _shingles(texts: pd.Series, length: int) -> sparse.csr_array:
    """Which shingle each text has: one row per text, one column per shingle."""
    if not (texts.str.len() >= length).any():
        return sparse.csr_array((len(texts), 1), dtype=int)
    analyzer = CountVectorizer(analyzer="char", ngram_range=(length, length), binary=True, dtype=np.int32)
    return sparse.csr_array(analyzer.fit_transform(texts))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    kinds = {"f": "Float64", "i": "Int64", "u": "Int64"}
    return table.astype({"doc_id": "string", "other_id": "string"}
                        | {c: kinds[table[c].dtype.kind] for c in table.columns[2:]})
