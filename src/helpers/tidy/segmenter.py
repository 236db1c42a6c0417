"""Words as jieba cuts them, at the speed of its Rust twin.

rjieba gives jieba's tokens with two exceptions: stretches with certain ASCII marks or rare characters, and ties
between readings of characters that come again. What could be one goes to jieba itself, so that the tokens are jieba's, always.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import rjieba

from helpers.tables import DATA
from helpers.tidy.codes import code_points

DICTIONARY = DATA / "dictionary.txt"
# A point or per cent sign of a plain number, 3.5 or 20%.
_PLAIN = re.compile(r"(?<=[0-9])(?:\.[0-9]+%?|%)(?![a-zA-Z0-9.%])")
# A stretch can be read in ways that tie if characters of it come again within so many, two of them or one twice.
_NEAR = 4
_TWO_COME_AGAIN = re.compile(rf"(\S)(?=\S{{0,{_NEAR - 1}}}\1)\S*(\S)(?=\S{{0,{_NEAR - 1}}}\2)")
# Some lines at a time: their words stay in the processor's cache until they are counted.
_LINES = re.compile(r"(?s:.{1,500})[^\n]*\n?")
# Kinds of characters, by code. jieba looks for words only inside a stretch of those that are not _OTHER; _RARE are Chinese
# characters that it takes for marks and rjieba does not.
_OTHER, _LETTER, _HAN, _POINT, _MARK, _RARE = range(6)
_KINDS = np.zeros(0x40001, dtype=np.uint8)
for _kind, _ranges in {
    _LETTER: ["09", "az", "AZ"], _HAN: ["\u4E00\u9FD5"], _POINT: ["..", "%%"], _MARK: ["++", "##", "&&", "__", "--"],
    _RARE: ["\u3400\u4DBF", "\u9FD6\u9FFF", "\uF900\uFAFF", "\U00020000\U0003FFFF"],
}.items():
    for _first, _last in _ranges:
        _KINDS[ord(_first) : ord(_last) + 1] = _kind


class Segmenter:
    """Cuts text into words.

    Parameters
    ----------
    words : words to keep whole with their frequencies, beside those of jieba's own dictionary.

    Examples
    --------
    >>> Segmenter([("质量强市", 1)]).cut("推进质量强市，增强质量强市场")
    ['推进', '质量强市', '，', '增强', '质量', '强', '市场']
    """

    def __init__(self, words: Iterable[tuple[str, int]] = ()):
        self._words = tuple(words)
        self._fast = rjieba.Jieba()
        for word, frequency in self._words:
            self._fast.add_word(word, frequency, "")

    def cut(self, text: str) -> list[str]:
        """The words of a text in order, white space left out."""
        return [word for words in self.pieces(text) for word in words if not word.isspace()]

    def pieces(self, text: str) -> Iterator[list[str]]:
        """The words of a text in order and the white space between them, some at a time: joined they are the text."""
        at = 0
        for start, end, may_tie in _doubtful(text):
            if not may_tie or self._ties(text[start:end]):
                yield from map(self._fast.cut, _LINES.findall(text[at:start]))
                yield self._exact.lcut(text[start:end])
                at = end
        yield from map(self._fast.cut, _LINES.findall(text[at:]))

    def _ties(self, stretch: str) -> bool:
        """Whether two readings can tie, of known words or of the characters between them, where new ones are looked for.

        Known words tie where a word and a longer one that begins or ends with it can change places: 一 一一.
        """
        known, is_word = self._fast.cut(stretch, hmm=False), self._fast.has_word
        if any(word[0] in word[1:] for word in known):  # it can stand further on and overlap itself: 强市强 市 强
            return True
        for one, other in pairwise(known):
            if one != other and (one.startswith(other) and is_word(one[len(other) :] + other)
                                 or other.endswith(one) and is_word(one + other[: -len(one)])):
                return True
        return _TWO_COME_AGAIN.search("".join(word if len(word) == 1 else " " for word in known)) is not None

    @cached_property
    def _exact(self):
        return _jieba(self._words)

    def __reduce__(self):
        return Segmenter, (self._words,)


def _doubtful(text: str) -> list[tuple[int, int, bool]]:
    """The stretches that the two could cut in different ways, and whether they could by a tie alone."""
    codes = code_points(text)
    kinds = _KINDS[np.minimum(codes, len(_KINDS) - 1)]
    odd = np.flatnonzero(kinds >= _MARK).tolist()
    odd += [at for at in np.flatnonzero(kinds == _POINT).tolist() if not _PLAIN.match(text, at)]
    again = np.flatnonzero(_come_again(codes, kinds == _HAN)).tolist()
    if not odd and len(again) < 2:
        return []
    bounds = np.concatenate([[-1], np.flatnonzero(kinds == _OTHER), [len(codes)]])

    def stretches(places: list[int], least: int) -> set[tuple[int, int]]:
        """Those that hold so many of the places."""
        found = Counter(np.searchsorted(bounds, places).tolist())
        return {(int(bounds[after - 1]) + 1, int(bounds[after])) for after, n in found.items() if n >= least}

    certain, ties = stretches(odd, 1), stretches(again, 2)
    return sorted([(*span, False) for span in certain] + [(*span, True) for span in ties - certain])


def _come_again(codes: np.ndarray, han: np.ndarray) -> np.ndarray:
    """Whether each character is Chinese and comes again within `_NEAR` of its kind."""
    breaks = np.cumsum(~han)
    again = np.zeros(len(codes), dtype=bool)
    for distance in range(1, min(_NEAR, len(codes) - 1) + 1):
        same = (codes[:-distance] == codes[distance:]) & (breaks[:-distance] == breaks[distance:])
        again[:-distance] |= same & han[:-distance]
    return again


@lru_cache(maxsize=2)
def _jieba(words: tuple[tuple[str, int], ...]):
    """jieba with these words added. It takes most of a second to load, so only what needs it loads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer Pythons warn of escapes in its source
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word, frequency in words:
        tokenizer.add_word(word, frequency)
    return tokenizer


@lru_cache(maxsize=1)
def segmenter() -> Segmenter:
    """The project's own: with the words of `data/dictionary.txt`.

    Raises
    ------
    ValueError
        If a line of the dictionary is not a word and its frequency.
    """
    return Segmenter(read_dictionary(DICTIONARY))


def read_dictionary(path: Path) -> tuple[tuple[str, int], ...]:
    """The words of a dictionary in jieba's format, `word frequency` on each line.

    Raises
    ------
    ValueError
        Naming the file and the line that has another form.
    """
    words = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        word, _, frequency = line.partition(" ")
        if not (word and frequency.isdecimal()):
            raise ValueError(f"{path}, line {number}: {line!r} is not a word, a blank and its frequency")
        words.append((word, int(frequency)))
    return tuple(words)
