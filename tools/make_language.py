"""Make data/language.npz: counts of characters and pairs in official prose, and words with their frequencies.

    python tools/make_language.py TEXTS.jsonl

TEXTS.jsonl holds one JSON object a line with the text in `content`. Only derived counts are kept, never text: single
characters, pairs one to three places apart that occur often enough, and the commoner words of jieba's dictionary.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import jieba
import numpy as np
import opencc

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from helpers.tidy.language import DISTANCES, TABLE, fold  # noqa: E402

HAN = re.compile("[一-龥]+")
# jieba counts 60 million tokens of mixed prose: at this weight they fill gaps and do not outvote the official prose.
DICTIONARY_WEIGHT = 0.02
LEAST_WORD = 20  # rarer words of jieba's list are mostly names and did not help on held-out text
LEAST_PAIR = {1: 1, 2: 2, 3: 2}  # rarer pairs are noise, and singletons would make the table ten times larger


def count(texts: list[str]) -> dict[str, np.ndarray]:
    """The arrays of the table, from a list of texts in Simplified characters."""
    characters = Counter()
    pairs = {d: Counter() for d in DISTANCES}
    for text in texts:
        text = fold(re.sub(r"\s*\n\s*", "\n", text))
        characters.update(text)
        for d in DISTANCES:
            pairs[d].update(zip(text, text[d:]))
    words = {w: n for w, n in jieba.dt.FREQ.items() if n > 0 and HAN.fullmatch(w)}
    for word, n in words.items():
        for character in word:
            characters[character] += n * DICTIONARY_WEIGHT
        for d in DISTANCES:
            for pair in zip(word, word[d:]):
                pairs[d][pair] += n * DICTIONARY_WEIGHT
    kept = sorted(w for w, n in words.items() if n >= LEAST_WORD or len(w) == 1)
    table = {
        **_column("characters", {c: n for c, n in characters.items() if n >= 1}),
        "words": np.array(" ".join(kept)),
        "n_words": np.array([words[w] for w in kept], dtype=np.uint32),
    }
    for d in DISTANCES:
        table |= _column(f"pairs_{d}", {a + b: n for (a, b), n in pairs[d].items() if n >= LEAST_PAIR[d]})
    return table


def _column(name: str, counts: dict[str, float]) -> dict[str, np.ndarray]:
    keys = sorted(counts)
    return {
        name: np.array("".join(keys)),
        f"n_{name}": np.array([round(counts[k]) for k in keys], dtype=np.uint32),
    }


def main(path: str) -> None:
    simplify = opencc.OpenCC("t2s").convert
    with open(path, encoding="utf-8") as lines:
        texts = [simplify(json.loads(line)["content"]) for line in lines]
    jieba.initialize()
    np.savez_compressed(TABLE, **count(texts))
    print(f"{TABLE.relative_to(ROOT)}: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
