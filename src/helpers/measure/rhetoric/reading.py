"""A document as it is read: headline and body without blanks, each character with its place in the clean text."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ...tables import COUNTED
from ..tagging import tagged

BREAK = "\n"
_STOP = re.compile("[。！？\n]")


class Span(NamedTuple):
    """A device in a reading: `text[start:end]`, what kind it is, and its items."""

    start: int
    end: int
    kind: str = ""
    n_items: int | None = 1
    announced: int | None = None


class Reading:
    """Headline and body of one document; blanks are left out, every line ends in one line break.

    Examples
    --------
    >>> passages = pd.DataFrame({"role": ["body", "truncation", "body"], "text": ["　质 量。\\n", "全文略\\n", "强市。"],
    ...                          "start": [0, 6, 10], "end": [6, 10, 13]})
    >>> reading = Reading(passages)
    >>> reading.text, reading.cuts, reading.clean_span(0, 2)
    ('质量。\\n强市。\\n', (4,), (1, 4))
    """

    def __init__(self, passages: pd.DataFrame):
        characters: list[str] = []
        offsets: list[int] = []
        cuts: list[int] = []
        for passage in passages.itertuples():
            if passage.role not in COUNTED:
                if passage.role == "truncation":
                    cuts.append(len(characters))
                continue
            for at, character in enumerate(passage.text, start=passage.start):
                if character == BREAK and characters and characters[-1] != BREAK:
                    characters.append(BREAK)
                    offsets.append(at)
                elif not character.isspace():
                    characters.append(character)
                    offsets.append(at)
            if characters and characters[-1] != BREAK and passage.role != "body":
                characters.append(BREAK)
                offsets.append(passage.end)
        if characters and characters[-1] != BREAK:
            characters.append(BREAK)
            offsets.append(offsets[-1] + 1)
        self.text = "".join(characters)
        self.cuts = tuple(dict.fromkeys(cuts))
        self._offsets = offsets

    def clean_span(self, start: int, end: int) -> tuple[int, int]:
        """The place of a stretch in the clean text."""
        return self._offsets[start], self._offsets[end - 1] + 1

    def cut_between(self, start: int, end: int) -> bool:
        """Whether the page says that something was left out between two places."""
        return any(start < cut <= end for cut in self.cuts)

    def sentence_end(self, at: int) -> int:
        """Where the sentence that holds a place ends, before its mark."""
        return _STOP.search(self.text, at).start()

    def line_end(self, at: int) -> int:
        """Where the line that holds a place ends."""
        return self.text.index(BREAK, at)

    @cached_property
    def words(self) -> dict[int, tuple[int, str]]:
        """Each word by its first character: where it ends and its part of speech (jieba's tags)."""
        words, at = {}, 0
        for line in self.text.splitlines(keepends=True):
            for word, flag in tagged(line):
                words[at] = at + len(word), flag
                at += len(word)
        return words

