"""How far the cleaning moves a count: the same naive count after each step of it.

Counting a string wherever it stands is what a reader does with a search box. It is wrong in known ways
(质量强市 is also found in 质量强市场竞争力), but it is the same at every step, so that what moves is the text and not
the method.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ..tables import COUNTED
from ..tidy.repairs.ledger import replay

STEPS = ("raw", "undone", "simplified", "article", "once")
UNDONE = ("byte_shift", "pinyin")
ARTICLE = (*COUNTED, "duplicate")


def cleaning_steps(raw: str, edits: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Give the text of one document after each step of the cleaning.

    An edit that bears several rules is one row of the ledger and is made whole at the first of its steps.

    Parameters
    ----------
    raw : the text as received.
    edits, passages : the rows of these tables for this document.

    Returns
    -------
    DataFrame
        One row per step: `step`, `text`. Steps: `raw`; `undone`, byte shift and pinyin taken back;
        `simplified`, all other edits made too, which is the clean text; `article`, headline and body with
        what is printed again; `once`, headline and body, each passage once. Passages are joined by a line
        break, so that no word arises between two.

    Raises
    ------
    ValueError
        If the edits are not of this text.

    Examples
    --------
    >>> edits = pd.DataFrame({"rule": ["script", "pinyin"], "raw_start": [0, 1], "before": ["質", "(zhì)"],
    ...                       "after": ["质", ""]})
    >>> passages = pd.DataFrame({"role": ["title", "copyright"], "text": ["质量", "。"]})
    >>> cleaning_steps("質(zhì)量。", edits, passages)["text"].tolist()
    ['質(zhì)量。', '質量。', '质量。', '质量', '质量']
    """
    undoing = edits["rule"].str.split("+").map(lambda rules: bool(set(rules) & set(UNDONE))).astype(bool)
    texts = {
        "raw": raw,
        "undone": replay(raw, edits[undoing]),
        "simplified": replay(raw, edits),
        "article": "\n".join(passages.loc[passages["role"].isin(ARTICLE), "text"]),
        "once": "\n".join(passages.loc[passages["role"].isin(COUNTED), "text"]),
    }
    return pd.DataFrame({"step": list(texts), "text": list(texts.values())})


def sensitivity(
    raw: Mapping[str, str], edits: pd.DataFrame, passages: pd.DataFrame, terms: Iterable[str]
) -> pd.DataFrame:
    """Count terms as plain substrings in every document after each step of the cleaning.

    Parameters
    ----------
    raw : the text as received of each document, by `doc_id`.
    edits, passages : these tables, for all of the documents.
    terms : the strings to count. Occurrences of one do not overlap; those of two terms may.

    Returns
    -------
    DataFrame
        One row per document, step and term: `doc_id`, `step`, `term`, `n` (occurrences, 0 where there are
        none).

    Raises
    ------
    ValueError
        If a term is empty.

    Examples
    --------
    >>> edits = pd.DataFrame(
    ...     {"doc_id": ["a"], "rule": ["pinyin"], "raw_start": [1], "before": ["(zhì)"], "after": [""]})
    >>> passages = pd.DataFrame({"doc_id": ["a", "a"], "role": ["body", "duplicate"], "text": ["質量", "質量"]})
    >>> counts = sensitivity({"a": "質(zhì)量質量"}, edits, passages, ["質量"])
    >>> dict(zip(counts["step"], counts["n"]))
    {'raw': 1, 'undone': 2, 'simplified': 2, 'article': 2, 'once': 1}
    """
    terms = list(terms)
    if "" in terms:
        raise ValueError("an empty term occurs everywhere; name strings of at least one character")
    edits_of, passages_of = dict(list(edits.groupby("doc_id"))), dict(list(passages.groupby("doc_id")))
    rows = []
    for doc_id, text in raw.items():
        own = edits_of.get(doc_id, edits.iloc[:0]), passages_of.get(doc_id, passages.iloc[:0])
        steps = cleaning_steps(text, *own)
        rows += [(doc_id, s.step, term, s.text.count(term)) for s in steps.itertuples() for term in terms]
    return pd.DataFrame(rows, columns=["doc_id", "step", "term", "n"]).astype(
        {"doc_id": "string", "step": "string", "term": "string", "n": "int64"}
    )


def by_step(counts: pd.DataFrame) -> pd.DataFrame:
    """Add the documents up: one row per term in the order given, one column per step, the occurrences in all.

    Examples
    --------
    >>> counts = pd.DataFrame({"step": ["raw", "once"] * 2, "term": ["质量"] * 4, "n": [1, 2, 3, 4]})
    >>> by_step(counts).loc["质量"].tolist()
    [4, 0, 0, 0, 6]
    """
    table = counts.pivot_table(index="term", columns="step", values="n", aggfunc="sum", sort=False)
    return table.reindex(columns=list(STEPS)).fillna(0).astype("int64")
