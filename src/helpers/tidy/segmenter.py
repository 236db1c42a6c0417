"""Words as jieba cuts them, at the speed of its Rust twin.

rjieba gives jieba's tokens with two exceptions: stretches with certain ASCII marks or rare characters, and ties
between readings of characters that come again and again. What could be one goes to jieba itself, so that the tokens are jieba's, always.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import rjieba

from helpers.tables import DATA

DICTIONARY = DATA / "dictionary.txt"
# A point or per cent sign of a plain number, 3.5 or 20%.
_PLAIN = re.compile(r"(?<=[0-9])(?:\.[0-9]+%?|%)(?![a-zA-Z0-9.%])")
# What comes again within so many characters, and again, can be read in ways that tie.
_NEAR = 4
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
        return [word for words in self._pieces(text) for word in words if not word.isspace()]

    def count(self, text: str) -> Counter[str]:
        """How often each word stands in a text."""
        counts: Counter[str] = Counter()
        for words in self._pieces(text):
            counts.update(words)
        for blank in [word for word in counts if word.isspace()]:
            del counts[blank]
        return counts

    def _pieces(self, text: str) -> Iterator[list[str]]:
        at = 0
        for start, end in _doubtful(text):
            yield self._fast.cut(text[at:start])
            yield self._exact.lcut(text[start:end])
            at = end
        yield self._fast.cut(text[at:])

    @cached_property
    def _exact(self):
        return _jieba(self._words)

    def __reduce__(self):
        return Segmenter, (self._words,)


def _doubtful(text: str) -> list[tuple[int, int]]:
    """The stretches that the two could cut in different ways."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _KINDS[np.minimum(codes, len(_KINDS) - 1)]
    doubts = np.flatnonzero((kinds >= _MARK) | _again_and_again(codes, kinds == _HAN)).tolist()
    doubts += [at for at in np.flatnonzero(kinds == _POINT).tolist() if not _PLAIN.match(text, at)]
    if not doubts:
        return []
    ends = np.flatnonzero(kinds == _OTHER)
    before = np.searchsorted(ends, doubts)
    bounds = np.concatenate([[-1], ends, [len(codes)]])
    return sorted(set(zip((bounds[before] + 1).tolist(), bounds[before + 1].tolist())))


def _again_and_again(codes: np.ndarray, han: np.ndarray) -> np.ndarray:
    """Where a Chinese character stands that comes again within `_NEAR` of its kind, and from there once more."""
    breaks = np.cumsum(~han)
    again = np.zeros((_NEAR, len(codes)), dtype=bool)
    for distance in range(1, min(_NEAR, len(codes) - 1) + 1):
        same = (codes[:-distance] == codes[distance:]) & (breaks[:-distance] == breaks[distance:])
        again[distance - 1, :-distance] = same & han[:-distance]
    once = again.any(axis=0)
    twice = np.zeros(len(codes), dtype=bool)
    for distance in range(1, min(_NEAR, len(codes) - 1) + 1):
        twice[:-distance] |= again[distance - 1, :-distance] & once[distance:]
    return twice


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
