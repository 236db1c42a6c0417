"""How likely a stretch of official Chinese is: the judge where the bytes leave a choice.

The model knows characters, pairs of characters one to three places apart, and words. It is only asked to choose between
readings that all reproduce the damage, so its tables can be small. They are made by `tools/make_language.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

TABLE = Path(__file__).resolve().parents[3] / "data" / "language.npz"

DISTANCES = (1, 2, 3)
# Weights of the four voices, fitted on held-out folds (bench/repair.py): pairs, words, pairs two apart, three apart.
WEIGHT_WORDS, WEIGHT_SKIP_2, WEIGHT_SKIP_3 = 0.45, 0.3, 0.5
LONGEST_WORD = 6
N_CHARACTERS = 8000  # characters of official prose and then some: the share kept for the unseen
MARKS = frozenset("。，、：；！？“”‘’《》（）——…\n")
EDGE = "\n"


_FOLD = str.maketrans("0123456789０１２３４５６７８９" + "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ", "0" * 20 + "A" * 26)


def fold(text: str) -> str:
    """Text as the model sees it: digits are all alike, of either width."""
    return text.translate(_FOLD)


@dataclass(frozen=True)
class Language:
    """Counts of characters, pairs and words, and the probabilities made from them."""

    characters: dict[str, int]
    pairs: tuple[dict[str, int], ...]
    words: dict[str, int]

    def __post_init__(self):
        followers, totals = {}, {}
        for pair, n in self.pairs[0].items():
            totals[pair[0]] = totals.get(pair[0], 0) + n
            followers[pair[0]] = followers.get(pair[0], 0) + 1
        sides = []
        for pairs in self.pairs[1:]:
            left, right = {}, {}
            for pair, n in pairs.items():
                left[pair[0]] = left.get(pair[0], 0) + n
                right[pair[1]] = right.get(pair[1], 0) + n
            sides.append((left, right, sum(left.values())))
        object.__setattr__(self, "_n", sum(self.characters.values()))
        object.__setattr__(self, "_totals", totals)
        object.__setattr__(self, "_followers", followers)
        object.__setattr__(self, "_sides", tuple(sides))
        object.__setattr__(self, "_n_words", max(sum(self.words.values()), 1))

    def _single(self, character: str) -> float:
        return (self.characters.get(character, 0) + 0.5) / (self._n + 0.5 * N_CHARACTERS)

    def follows(self, left: str, right: str) -> float:
        """Log P(right | left), Witten-Bell smoothing (Witten and Bell 1991)."""
        total = self._totals.get(left, 0)
        single = self._single(right)
        if not total:
            return math.log(single)
        followers = self._followers[left]
        return math.log((self.pairs[0].get(left + right, 0) + followers * single) / (total + followers))

    def fluency(self, text: str) -> float:
        """Log probability of each character after the one before it, summed; the first is free."""
        return sum(map(self.follows, text, text[1:]))

    def _association(self, distance: int, left: str, right: str) -> float:
        """Pointwise mutual information of a pair at a distance, drawn to 0 where little is known."""
        lefts, rights, n = self._sides[distance - 2]
        expected = (lefts.get(left, 0) + 1) * (rights.get(right, 0) + 1) / max(n, 1)
        prior = 0.05 + min(1.0, expected)
        return math.log((self.pairs[distance - 1].get(left + right, 0) + prior) / (expected + prior))

    def _segmented(self, text: str) -> float:
        """Log probability of the best segmentation into words."""
        best = [0.0] + [-math.inf] * len(text)
        for i in range(len(text)):
            for j in range(i + 1, min(len(text), i + LONGEST_WORD) + 1):
                n = self.words.get(text[i:j])
                if n is None:
                    if j > i + 1:
                        continue
                    # Marks are no words of the list; they are about as common as its commonest word.
                    n = 0.05 * self._n_words if text[i] in MARKS else 0.5
                best[j] = max(best[j], best[i] + math.log(n / self._n_words))
        return best[-1]

    def score(self, left: str, middle: str, right: str) -> float:
        """Log-linear score of `middle` between its neighbours: comparable between readings of one place."""
        left = (EDGE * 3 + left)[-5:]
        right = (right + EDGE * 3)[:5]
        text = left + middle + right
        first, last = len(left), len(left) + len(middle)
        total = sum(self.follows(text[i - 1], text[i]) for i in range(first, min(last + 2, len(text))))
        total += WEIGHT_WORDS * self._segmented(text)
        for distance, weight in ((2, WEIGHT_SKIP_2), (3, WEIGHT_SKIP_3)):
            for i in range(first, min(last + distance, len(text))):
                if i - distance >= 0:
                    total += weight * self._association(distance, text[i - distance], text[i])
        return total


@lru_cache(maxsize=1)
def language() -> Language:
    """The model of official prose that comes with the project."""
    with np.load(TABLE) as table:
        return from_arrays({name: table[name] for name in table.files})


def from_arrays(table: dict[str, np.ndarray]) -> Language:
    """A model from its stored arrays: counts in `n_…`, characters and pairs as strings of fixed width, words by line."""
    characters = dict(zip(str(table["characters"]), table["n_characters"].tolist()))
    pairs = []
    for distance in DISTANCES:
        text = str(table[f"pairs_{distance}"])
        pairs.append(dict(zip(map("".join, zip(text[::2], text[1::2])), table[f"n_pairs_{distance}"].tolist())))
    words = dict(zip(str(table["words"]).split(" "), table["n_words"].tolist()))
    return Language(characters, tuple(pairs), words)
