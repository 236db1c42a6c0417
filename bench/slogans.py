"""Speed of looking for slogans: python bench/slogans.py TEXTS.jsonl [--megabytes 100]

The text is the paragraphs of the texts' `content`, and of the project's own documents, shuffled and repeated. In one
run:

1. The matching step, `find_slogans`, against a pandas `str.count` loop over the slogans of the family, against that
   loop over all that the grammar spans (on a twentieth of the text), and against one compiled regular expression of
   each list. What they count is compared: slogans in chains and across a line break only the first sees, so they are
   set aside.
2. `tifa slogans` as a whole, in a new process, against a plain script in a new process that reads, converts (OpenCC),
   segments (jieba, its dictionary with the slogans) and counts: on the seeds, on a folder of the texts, on one's own
   folder of pages (`--pages`), and on a folder of the shuffled paragraphs (`--bulk` megabytes), where start-up does not
   decide.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import product
from pathlib import Path

import pandas as pd

from helpers import load_corpus
from helpers.measure.slogans import find_slogans, grammar

FAMILY = "质量"
PARAGRAPHS = 50  # of a document of the matching step
SMALL = 20  # the loop over all slogans sees this part of the text
RUNS = 3
SEEDS = Path(__file__).resolve().parents[1] / "seeds"
PLAIN = """
import sys
from collections import Counter
from pathlib import Path
import jieba
import opencc
jieba.setLogLevel(60)
slogans = set(sys.argv[2].split())
for slogan in slogans:
    jieba.add_word(slogan)
convert = opencc.OpenCC("t2s").convert
for file in sorted(Path(sys.argv[1]).glob("*.txt")):
    words = Counter(jieba.cut(convert(file.read_text(encoding="utf-8"))))
    print(file.name, {word: words[word] for word in slogans & words.keys()})
"""


def documents(texts: list[str], megabytes: float) -> list[str]:
    """The paragraphs of the texts, shuffled and repeated up to a size, as documents."""
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()]
    rng, made, size = random.Random(0), [], 0
    while size < megabytes * 1e6:
        rng.shuffle(paragraphs)
        for i in range(0, len(paragraphs), PARAGRAPHS):
            made.append("\n".join(paragraphs[i : i + PARAGRAPHS]))
            size += len(made[-1].encode())
    return made


def spanned(families) -> list[str]:
    """The slogans that the grammar spans for some families."""
    slots = grammar()
    return ["".join(parts) for parts in product(families, slots["verb"], slots["scope"])]


def timed(label: str, texts: list[str], count) -> tuple[Counter, float]:
    """Count by one way, print its speed, and return both."""
    start = time.perf_counter()
    counts = count(texts)
    speed = sum(len(text.encode()) for text in texts) / 1e6 / (time.perf_counter() - start)
    print(f"  {label:<58} {speed:9.1f} MB/s  {sum(counts.values()):7,} found")
    return counts, speed


def by_grammar(texts: list[str]) -> Counter:
    return Counter(f.family + f.verb + f.end_slot for text in texts for f in find_slogans(text) if f.via == "plain")


def by_loop(slogans: list[str]):
    def count(texts):
        series = pd.Series(texts)
        return +Counter({slogan: int(series.str.count(slogan).sum()) for slogan in slogans})

    return count


def by_regex(slogans: list[str]):
    pattern = re.compile("|".join(slogans))
    return lambda texts: Counter(match for text in texts for match in pattern.findall(text))


def matching(texts: list[str]) -> None:
    own, every = spanned([FAMILY]), spanned(sorted(grammar()["family"], key=len, reverse=True))
    print(f"matching {sum(len(t.encode()) for t in texts) / 1e6:.0f} MB in {len(texts):,} documents")
    find_slogans("")  # the grammar is read once
    found, speed = timed("find_slogans: grammar, words, chains, names", texts, by_grammar)
    looped, slow = timed(f"pandas str.count, {len(own)} slogans of {FAMILY}", texts, by_loop(own))
    timed(f"compiled regex, {len(own)} slogans of {FAMILY}", texts, by_regex(own))
    matched, _ = timed(f"compiled regex, all {len(every):,} slogans", texts, by_regex(every))
    few = texts[: len(texts) // SMALL]
    _, slowest = timed(f"pandas str.count, all {len(every):,}, on a part of the text", few, by_loop(every))
    print(f"  find_slogans against the loops: {speed / slow:.0f} and {speed / slowest:.0f} times as fast")
    print(f"  the same counts as the loop over {FAMILY}: "
          f"{({k: n for k, n in found.items() if k in own}) == dict(looped)}; "
          f"as the regex over all: {found == matched}")
    for slogan in sorted(k for k in found | matched if found[k] != matched[k]):
        print(f"    {slogan}: {found[slogan]} and {matched[slogan]}")


def whole(label: str, folder: Path, runs: int = RUNS) -> None:
    commands = {
        "tifa slogans": [sys.executable, "-m", "helpers.cli", "slogans", str(folder)],
        "a plain script": [sys.executable, "-c", PLAIN, str(folder), " ".join(spanned(grammar()["family"]))],
    }
    seconds = {}
    for name, command in commands.items():
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
        seconds[name] = min(times)
    first, second = seconds.values()
    print(f"  {label}: " + ", ".join(f"{name} {s:.2f} s" for name, s in seconds.items())
          + f"; {second / first:.2f} times as fast as the script")


def written(texts: list[str], folder: Path) -> Path:
    """The folder, the texts in it as files."""
    for i, text in enumerate(texts):
        (folder / f"{i:05}.txt").write_text(text, encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--megabytes", type=float, default=100, help="of the matching step; 0 leaves it out")
    parser.add_argument("--bulk", type=float, default=30, help="megabytes of the folder of shuffled paragraphs")
    parser.add_argument("--pages", type=Path, help="a folder of pages as .txt")
    arguments = parser.parse_args()
    texts = [json.loads(line)["content"] for line in arguments.texts.read_text(encoding="utf-8").splitlines()]
    corpus = load_corpus("seeds")
    if arguments.megabytes:
        own = [corpus.clean(doc_id) for doc_id in corpus.documents["doc_id"]]
        matching(documents(texts + own, arguments.megabytes))
    print("from nothing to the table, the best of", RUNS, "(the bulk once)")
    whole("the seeds", SEEDS)
    with tempfile.TemporaryDirectory() as folder:
        whole(f"{len(texts)} longer texts", written(texts, Path(folder)))
    if arguments.pages:
        whole(f"{len(list(arguments.pages.glob('*.txt')))} pages", arguments.pages)
    with tempfile.TemporaryDirectory() as folder:
        bulk = documents(texts, arguments.bulk)
        whole(f"{len(bulk)} documents of {arguments.bulk:.0f} MB", written(bulk, Path(folder)), 1)


if __name__ == "__main__":
    main()
