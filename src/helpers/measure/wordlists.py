"""What counts as a word in an analysis."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import pairwise

import pandas as pd

from ..tables import DATA

STOPWORDS = DATA / "stopwords.txt"


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """The function words of `data/stopwords.txt`.

    Examples
    --------
    >>> "的" in stopwords(), "质量" in stopwords(), "要" in stopwords()
    (True, False, False)
    """
    return frozenset(STOPWORDS.read_text(encoding="utf-8").split())


def words(tokens: pd.DataFrame, without: Collection[str] = ()) -> pd.DataFrame:
    """Keep the tokens that are words: not marks, not numbers, not the words that the analysis leaves out.

    Parameters
    ----------
    tokens : one row per token: `token` and any other columns.
    without : words to leave out as well, such as `stopwords()`.

    Returns
    -------
    DataFrame
        The rows of `tokens` that are kept, with their index. A word has at least one letter or character and no digit.

    Examples
    --------
    >>> tokens = pd.DataFrame({"token": ["推进", "质量强市", "的", "，", "2010", "GDP"]})
    >>> words(tokens, without=stopwords())["token"].tolist()
    ['推进', '质量强市', 'GDP']
    """
    token = tokens["token"]
    kept = token.str.contains(r"[^\W\d_]") & ~token.str.contains(r"\d") & ~token.isin(list(without))
    return tokens[kept.astype(bool)]


def name_pieces(tokens: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Find the words that are pieces of names which the segmenter did not know, such as 王 and 保存 for 王保存.

    Parameters
    ----------
    tokens : one row per token, in the order of the text: `doc_id token start end`.
    names : such as those of the speakers.

    Returns
    -------
    DataFrame
        One row per word and name: `token`, `name`, `n` (how often it stands as a piece of the name), `n_tokens` (how
        often it stands at all). A piece is one of two or three tokens without a gap that are the name together.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": "a", "token": ["王", "保存", "指出", "王"], "start": [0, 1, 3, 6],
    ...                        "end": [1, 3, 5, 7]})
    >>> name_pieces(tokens, ["王保存"]).values.tolist()
    [['保存', '王保存', 1, 1], ['王', '王保存', 1, 2]]
    """
    whole = set(names)
    rows = list(tokens[["doc_id", "token", "start", "end"]].itertuples(index=False))
    found = []
    for pieces in (2, 3):
        for run in zip(*(rows[step:] for step in range(pieces))):
            near = all(left.end == right.start and left.doc_id == right.doc_id for left, right in pairwise(run))
            if near and (name := "".join(part.token for part in run)) in whole:
                found += [(part.token, name) for part in run]
    table = pd.DataFrame(found, columns=["token", "name"]).groupby(["token", "name"]).size().rename("n").reset_index()
    return table.assign(n_tokens=table["token"].map(tokens["token"].value_counts()))
