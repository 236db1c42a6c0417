"""Cut sentences into tokens, each with its place."""

from __future__ import annotations

import re

import pandas as pd

from helpers.tidy.segmenter import Segmenter, segmenter

COLUMNS = ("sentence_id", "token", "start", "end")
# A hard line break inside a word stands between two Han characters; a blank there parts two things.
_BROKEN = re.compile(r"(?<=[\u4E00-\u9FD5])[^\S\n]*\n\s*(?=[\u4E00-\u9FD5])")


def tokens(sentences: pd.DataFrame, using: Segmenter | None = None) -> pd.DataFrame:
    """Cut the sentences of one document into words, numbers and marks.

    Words are those of jieba with `data/dictionary.txt`, slogans whole. A word is looked for across a line break between
    two Chinese characters, not across a blank. Nothing is left out but white space: what does not count as a word in an
    analysis is that analysis' choice.

    Parameters
    ----------
    sentences
        One row per sentence, as from `segment.sentences`: `sentence_id`, `text`, `start`.
    using
        What cuts; the project's own by default.

    Returns
    -------
    DataFrame
        One row per token: `sentence_id`, `token` (without the line break that may stand in it), `start` and `end`
        (offsets in the clean text, half-open).

    Raises
    ------
    KeyError
        If `sentences` lacks one of the three columns.

    Examples
    --------
    >>> sentences = pd.DataFrame({"sentence_id": [0], "text": ["推进质量\\n强市。"], "start": [10]})
    >>> tokens(sentences)[["token", "start", "end"]].values.tolist()
    [['推进', 10, 12], ['质量强市', 12, 17], ['。', 17, 18]]
    """
    missing = {"sentence_id", "text", "start"} - set(sentences.columns)
    if missing:
        raise KeyError(f"sentences has no column {', '.join(sorted(missing))}; pass the frame that segment.sentences returns")
    cut = (using or segmenter()).cut
    rows = []
    for sentence_id, text, first in zip(*(sentences[name].tolist() for name in ("sentence_id", "text", "start"))):
        breaks = [match.span() for match in _BROKEN.finditer(text)]
        joined = _BROKEN.sub("", text) if breaks else text
        places = _places(text, breaks) if breaks else None
        at = 0
        for word in cut(joined):
            at = joined.index(word, at)
            last = at + len(word) - 1
            start, end = (places[at], places[last] + 1) if places else (at, last + 1)
            rows.append((sentence_id, word, first + start, first + end))
            at = last + 1
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"sentence_id": "int64", "token": "string", "start": "int64", "end": "int64"})


def _places(text: str, breaks: list[tuple[int, int]]) -> list[int]:
    """Where each character of the text without its breaks stands in the text."""
    inside = {i for start, end in breaks for i in range(start, end)}
    return [i for i in range(len(text)) if i not in inside]
