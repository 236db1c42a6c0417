"""How likely a stretch of official Chinese is: the judge where the bytes leave a choice.

The model knows characters, what follows one or two of them, pairs two and three places apart, and words. It is only
asked to choose between readings that all reproduce the damage, so its tables can be small. They are made by
`tools/make_language.py` and read when the first question is asked.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import Callable, Mapping

import numpy as np

from helpers.tables import DATA

TABLE = DATA / "language.npz"

# Weights of the four voices, fitted as a conditional logit on the lost characters of held-out folds (bench/repair.py):
# with them the score is a natural logarithm, and the shares made from it are calibrated.
WEIGHT_CHAIN, WEIGHT_WORDS, WEIGHT_SKIP_2, WEIGHT_SKIP_3 = 0.68, 0.46, 0.24, 0.46
LONGEST_WORD = 6
N_CHARACTERS = 8000  # characters of official prose and then some: the share kept for the unseen
P_MARK = 0.05  # marks are no words of the list; they are about as common as its commonest word
P_UNKNOWN = 1e-8  # a single character that is no word of the list
EDGE = "\n"
# Keys of pairs and triples are numbers of 13 bits a character; 0 is a character that the table does not know.
BITS = 13

_DIGITS, _LETTERS = "0123456789０１２３４５６７８９", "abcdefghijklmnopqrstuvwxyz"
_WIDE_LETTERS = "".join(chr(ord(c) + 0xFEE0) for c in _LETTERS + _LETTERS.upper())
_FOLD = str.maketrans(
    _DIGITS + _LETTERS + _LETTERS.upper() + _WIDE_LETTERS + " \t\xa0" + ",:;!?()％．",
    "0" * len(_DIGITS) + "A" * 104 + "\u3000" * 3 + "，：；！？（）%.",
)


def fold(text: str) -> str:
    """Text as the model sees it: digits are all alike, so are letters and blanks; marks are full-width."""
    return text.translate(_FOLD)


class _Counts:
    """Counts by sorted key; in arrays rather than a dict, so that they are there at once."""

    def __init__(self, keys: np.ndarray, counts: np.ndarray):
        self._keys = array("q", np.cumsum(keys, dtype=np.int64).tobytes())
        self._counts = counts.tolist()

    def __call__(self, key: int) -> int:
        i = bisect_left(self._keys, key)
        return self._counts[i] if i < len(self._keys) and self._keys[i] == key else 0


class Language:
    """Counts of characters, sequences and words, and the probabilities made from them.

    Parameters
    ----------
    read : returns the arrays that `tools/make_language.py` makes; called when they are first needed.
    """

    def __init__(self, read: Callable[[], Mapping[str, np.ndarray]]):
        self._read = read
        self._known: dict[str, float] = {}

    @cached_property
    def _table(self) -> dict[str, np.ndarray]:
        return dict(self._read())

    @cached_property
    def _ids(self) -> dict[str, int]:
        characters = self._table["characters"].tobytes().decode("utf-8")
        return {c: i for i, c in enumerate(characters, 1)}

    @cached_property
    def _singles(self) -> list[float]:
        counts = np.concatenate([[0], self._table["n_characters"]])
        return ((counts + 0.5) / (counts.sum() + 0.5 * N_CHARACTERS)).tolist()

    @cached_property
    def _sequences(self) -> dict[str, _Counts]:
        table = self._table
        names = ("pairs", "triples", "two", "three")
        return {name: _Counts(table[f"{name}_step"], table[f"{name}_n"]) for name in names}

    @cached_property
    def _heads(self) -> dict[str, tuple[list[int], list[int]]]:
        """Of each character, how often and by how many others it is followed; how often it stands on either side."""
        table, size = self._table, len(self._table["n_characters"]) + 1
        heads = {}
        for name in ("pairs", "two", "three"):
            keys = np.cumsum(table[f"{name}_step"], dtype=np.int64)
            first, last, n = keys >> BITS, keys & (1 << BITS) - 1, table[f"{name}_n"]
            other = np.bincount(first, minlength=size) if name == "pairs" else np.bincount(last, n, size)
            heads[name] = np.bincount(first, n, size).tolist(), other.tolist()
        return heads

    @cached_property
    def _pair_heads(self) -> tuple[_Counts, _Counts]:
        """Of each pair, how often and by how many characters it is followed."""
        keys = np.cumsum(self._table["triples_step"], dtype=np.int64) >> BITS
        pairs, at, kinds = np.unique(keys, return_index=True, return_counts=True)
        totals = np.add.reduceat(self._table["triples_n"].astype(np.int64), at)
        steps = np.diff(pairs, prepend=0)
        return _Counts(steps, totals), _Counts(steps, kinds)

    @cached_property
    def _words(self) -> dict[str, float]:
        words = self._table["words"].tobytes().decode("utf-8").split(" ")
        return dict(zip(words, np.log(self._table["n_words"] / 1e8).tolist()))

    def _p_pair(self, a: int, b: int) -> float:
        """P(b | a), Witten-Bell smoothing (Witten and Bell 1991).

        A pair that never occurs although both its characters are common, two marks for example, gets less: it is
        divided by the number of times that it should have occurred by chance.
        """
        single = self._singles[b]
        totals, kinds = self._heads["pairs"]
        if not totals[a]:
            return single
        n = self._sequences["pairs"](a << BITS | b)
        if not n:
            single /= 1 + totals[a] * single
        return (n + kinds[a] * single) / (totals[a] + kinds[a])

    def follows(self, left: str, right: str) -> float:
        """Log P(right | left)."""
        pair = left + right
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = math.log(self._p_pair(self._ids.get(left, 0), self._ids.get(right, 0)))
        return known

    def fluency(self, text: str) -> float:
        """Log probability of each character after the one before it, summed; the first is free."""
        return sum(map(self.follows, text, text[1:]))

    def _chained(self, a: int, b: int, c: int) -> float:
        """Log P(c | a b), backing off to P(c | b)."""
        p = self._p_pair(b, c)
        pair = a << BITS | b
        total = self._pair_heads[0](pair)
        if total:
            kinds = self._pair_heads[1](pair) + 2
            p = (self._sequences["triples"](pair << BITS | c) + kinds * p) / (total + kinds)
        return math.log(p)

    def _association(self, name: str, a: int, b: int) -> float:
        """Pointwise mutual information of a pair at a distance, drawn to 0 where little is known."""
        lefts, rights = self._heads[name]
        expected = (lefts[a] + 1) * (rights[b] + 1) / self._totals[name]
        prior = 0.05 + min(1.0, expected)
        return math.log((self._sequences[name](a << BITS | b) + prior) / (expected + prior))

    @cached_property
    def _totals(self) -> dict[str, int]:
        return {name: int(self._table[f"{name}_n"].sum()) + 1 for name in ("two", "three")}

    def _segmented(self, text: str) -> float:
        """Log probability of the best segmentation into words."""
        words = self._words
        best = [0.0] + [-math.inf] * len(text)
        for i in range(len(text)):
            for j in range(i + 1, min(len(text), i + LONGEST_WORD) + 1):
                p = words.get(text[i:j])
                if p is None:
                    if j > i + 1:
                        continue
                    p = math.log(P_UNKNOWN if "\u3400" <= text[i] <= "\u9fff" else P_MARK)
                if best[i] + p > best[j]:
                    best[j] = best[i] + p
        return best[-1]

    def score(self, left: str, middle: str, right: str) -> float:
        """Log-linear score of `middle` between its neighbours: comparable between readings of one place."""
        left = (EDGE * 3 + left)[-6:]
        right = (right + EDGE * 3)[:5]
        text = left + middle + right
        ids = [self._ids.get(c, 0) for c in text]
        first, last = len(left), len(left) + len(middle)
        near = range(first, min(last + 2, len(text)))
        far = range(first, min(last + 3, len(text)))
        return (
            WEIGHT_CHAIN * sum(self._chained(ids[i - 2], ids[i - 1], ids[i]) for i in near)
            + WEIGHT_WORDS * self._segmented(text)
            + WEIGHT_SKIP_2 * sum(self._association("two", ids[i - 2], ids[i]) for i in near)
            + WEIGHT_SKIP_3 * sum(self._association("three", ids[i - 3], ids[i]) for i in far)
        )


def read_table() -> dict[str, np.ndarray]:
    """The arrays of `data/language.npz`."""
    with np.load(TABLE) as table:
        return {name: table[name] for name in table.files}


@lru_cache(maxsize=1)
def language() -> Language:
    """The model of official prose that comes with the project."""
    return Language(read_table)
