"""Term-document counts against a loop of jieba and Counter.

python bench/counts.py TEXTS.jsonl [--megabytes 100] [--pairs 5]

TEXTS.jsonl has one document per line with its text in `content`. Its paragraphs are shuffled and repeated until there
are so many megabytes. Each pair measures both on the same block one after the other, in one process, and checks that
the counts are equal; the figure is the median of the pairs' ratios. jieba is measured on a part of each block, drawn at
random, since it takes minutes for the whole: both figures are bytes per second.
"""

import argparse
import json
import random
import statistics
import time
from collections import Counter
from pathlib import Path

import jieba

from helpers.measure.matrix import term_document
from helpers.tidy.segmenter import DICTIONARY, read_dictionary, segmenter

PARAGRAPHS = 400  # in one document of the benchmark


def documents(path: Path, megabytes: float, seed: int) -> list[str]:
    """Documents of shuffled paragraphs, this many megabytes of UTF-8 in all."""
    lines = path.read_text(encoding="utf-8").splitlines()
    paragraphs = [p for line in lines for p in json.loads(line)["content"].splitlines() if p.strip()]
    rng, texts, size = random.Random(seed), [], 0
    while size < megabytes * 1e6:
        texts.append("\n".join(rng.choices(paragraphs, k=PARAGRAPHS)))
        size += len(texts[-1].encode())
    return texts


def loop(tokenizer: jieba.Tokenizer, texts: list[str]) -> list[Counter]:
    """What everybody writes."""
    return [Counter(word for word in tokenizer.cut(text) if not word.isspace()) for text in texts]


def seconds(function, *arguments) -> tuple[float, object]:
    start = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - start, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--part", type=float, default=0.1, help="share of each block that jieba is given")
    options = parser.parse_args()
    tokenizer = jieba.Tokenizer()
    for word, frequency in read_dictionary(DICTIONARY):
        tokenizer.add_word(word, frequency)
    segmenter().cut("质量强市3.5.1")  # both dictionaries loaded
    ratios = []
    for pair in range(options.pairs):
        texts = documents(options.texts, options.megabytes / options.pairs, seed=pair)
        some = texts[: max(1, int(len(texts) * options.part))]
        slow, counters = seconds(loop, tokenizer, some)
        fast, matrix = seconds(term_document, texts)
        for counter, row in zip(counters, matrix.counts):
            assert counter == {matrix.terms[i]: n for i, n in zip(row.indices, row.data)}, "the counts differ"
        mb = sum(len(text.encode()) for text in texts) / 1e6
        mb_some = sum(len(text.encode()) for text in some) / 1e6
        ratios.append((mb / fast) / (mb_some / slow))
        print(f"pair {pair + 1}: {mb:.1f} MB at {mb / fast:.2f} MB/s, jieba and Counter {mb_some / slow:.2f} MB/s, "
              f"ratio {ratios[-1]:.1f}", flush=True)
    print(f"median of {options.pairs} pairs: {statistics.median(ratios):.1f} times jieba and Counter, counts equal")


if __name__ == "__main__":
    main()
