"""What counts as a word in an analysis."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

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
