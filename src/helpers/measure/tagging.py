"""Parts of speech by jieba, which reports to nobody while it loads."""

from __future__ import annotations

import logging
import warnings
from functools import lru_cache


@lru_cache(maxsize=1)
def tagger():
    """jieba's tagger; its `cut` yields pairs of `word` and `flag`.

    Examples
    --------
    >>> [pair.flag for pair in tagger().cut("强")]
    ['a']
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer Pythons warn of escapes in its source
        import jieba
        import jieba.posseg
    jieba.setLogLevel(logging.WARNING)
    return jieba.posseg
