"""Make data/language.npz: counts of characters, sequences and words in official prose.

    python tools/make_language.py TEXTS.jsonl

TEXTS.jsonl holds one JSON object a line with the text in `content`. Only derived counts are kept, never text: single
characters, pairs, triples and pairs two and three places apart that occur more than once, and the commoner words of
jieba's dictionary with their share in these texts and in jieba's counts.

Arrays: `characters` and `words` in UTF-8 (words parted by blanks), their counts `n_characters` and shares `n_words`
(in 1e-8); `pairs`, `triples`, `two` and `three` (pairs two and three apart) as the steps between sorted keys,
`…_step`, and counts, `…_n`. A key is the number of each character, from 1, in 13 bits.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import opencc

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # newer Pythons warn of escapes in its source
    import jieba

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from helpers.tidy.repairs.language import BITS, EDGE, TABLE, fold  # noqa: E402

jieba.setLogLevel("WARNING")
HAN = re.compile("[一-龥]+")
# jieba counts 60 million tokens of mixed prose: at this weight they fill gaps and do not outvote the official prose.
DICTIONARY_WEIGHT = 0.02
OFFICIAL_SHARE = 0.7  # of a word's probability; the rest is jieba's
LEAST_WORD = 20  # rarer words of jieba's list are mostly names and did not help on held-out text
LEAST_OFFICIAL = 2  # but one that these texts have as often as this is kept
# Rarer sequences made the table larger without a gain on held-out text, save the triples: with those that occur three
# times or more the lost character is wrong in 28 of 709 held-out sites, with those from two on in 25. Those that occur
# once would bring it to 19, but with them the table is nearly the text again, and texts are not part of the project.
DISTANCES = {"pairs": 1, "two": 2, "three": 3}
LEAST = {"pairs": 1, "two": 2, "three": 2, "triples": 2}


def count(texts: list[str]) -> dict[str, np.ndarray]:
    """The arrays of the table, from a list of texts in Simplified characters."""
    characters = Counter()
    sequences = {name: Counter() for name in LEAST}
    official = Counter()
    for text in texts:
        text = EDGE + fold(re.sub(r"\s*\n", EDGE, text)) + EDGE
        characters.update(text)
        for name, distance in DISTANCES.items():
            sequences[name].update(zip(text, text[distance:]))
        sequences["triples"].update(zip(text, text[1:], text[2:]))
        for part in HAN.findall(text):
            official.update(jieba.cut(part, HMM=False))
    dictionary = {w: n for w, n in jieba.dt.FREQ.items() if n > 0 and HAN.fullmatch(w)}
    for word, n in dictionary.items():
        for character in word:
            characters[character] += n * DICTIONARY_WEIGHT
        for name, distance in DISTANCES.items():
            for pair in zip(word, word[distance:]):
                sequences[name][pair] += n * DICTIONARY_WEIGHT
    known = sorted(c for c, n in characters.items() if round(n))
    number = {c: i for i, c in enumerate(known, 1)}
    table = {
        "characters": _text("".join(known)),
        "n_characters": np.array([round(characters[c]) for c in known], dtype=np.uint32),
        **_words(official, dictionary),
    }
    for name, counts in sequences.items():
        table |= _sequences(name, counts, number)
    return table


def _words(official: Counter, dictionary: dict[str, int]) -> dict[str, np.ndarray]:
    common = {w: n for w, n in dictionary.items() if n >= LEAST_WORD or len(w) == 1}
    n_common, n_official = sum(common.values()), sum(official.values())
    shares = {w: (1 - OFFICIAL_SHARE) * n / n_common for w, n in common.items()}
    for word, n in official.items():
        if n >= LEAST_OFFICIAL or len(word) == 1:
            shares[word] = shares.get(word, 0.0) + OFFICIAL_SHARE * n / n_official
    kept = sorted(shares)
    return {
        "words": _text(" ".join(kept)),
        "n_words": np.array([max(1, round(shares[w] * 1e8)) for w in kept], dtype=np.uint32),
    }


def _sequences(name: str, counts: Counter, number: dict[str, int]) -> dict[str, np.ndarray]:
    keyed = {}
    for sequence, n in counts.items():
        if n >= LEAST[name] and all(c in number for c in sequence):
            key = 0
            for character in sequence:
                key = key << BITS | number[character]
            keyed[key] = round(n)
    keys = sorted(keyed)
    return {
        f"{name}_step": np.diff(np.array(keys, dtype=np.int64), prepend=0),
        f"{name}_n": np.array([keyed[k] for k in keys], dtype=np.uint32),
    }


def _text(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)


def main(path: str) -> None:
    simplify = opencc.OpenCC("t2s").convert
    with open(path, encoding="utf-8") as lines:
        texts = [simplify(json.loads(line)["content"]) for line in lines]
    np.savez_compressed(TABLE, **count(texts))
    print(f"{TABLE.relative_to(ROOT)}: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
