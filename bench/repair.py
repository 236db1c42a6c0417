"""How much of a damaged text comes back: damage official prose in many ways, repair it, compare.

    python bench/repair.py TEXTS.jsonl [--every N]

TEXTS.jsonl holds one JSON object a line with the text in `content`. Each text is repaired with a language model that was
made from the texts of the other folds only, so that no text is judged by its own counts.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

import opencc

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "src")]

from make_language import count  # noqa: E402

from helpers.tidy import byte_shift, repair  # noqa: E402
from helpers.tidy.damage import ASCII_MARKS, damage, encode  # noqa: E402
from helpers.tidy.language import Language, language  # noqa: E402
from helpers.tidy.ledger import Ledger  # noqa: E402
from helpers.tidy.readings import readings  # noqa: E402
from helpers.tidy.script import script_of, simplified  # noqa: E402

FOLDS = 5
LIST_SIZES = (0, 40, 200, 2000)


def traditional(text: str) -> str:
    """A text put into Traditional one character at a time, without what GBK cannot hold."""
    convert = opencc.OpenCC("s2t").convert
    one = {c: convert(c) for c in set(text)}
    return "".join(one[c] for c in text if len(encode(one[c])) in (1, 2))


def notes_of(texts: list[str], size: int) -> dict[bytes, str]:
    """The `size` commonest characters that differ from Simplified, each with one reading."""
    common = Counter(c for text in texts for c in text if simplified(c) != c)
    listed = [c for c, _ in common.most_common(size) if readings(c)]
    return {encode(c): sorted(readings(c))[0] for c in listed}


def measure(true: str, damaged: str, n_lost: int, language: Language) -> dict:
    """Compare one repaired text with the true one: characters, lost bytes, their confidences."""
    ledger = Ledger(damaged)
    found = byte_shift.shift_edits(damaged, language)
    ledger.apply("byte_shift", found)
    ledger.apply("pinyin", repair.pinyin_edits(ledger.clean))
    result = Counter(characters=len(true), lost=n_lost, guessed=sum(e.confidence < 1 for e in found))
    result["sure"] = sum(0.95 <= e.confidence < 1 for e in found)
    examples = []
    for want, got in zip(true.translate(ASCII_MARKS).split("\n"), ledger.clean.translate(ASCII_MARKS).split("\n")):
        if want == got:
            continue
        for op, a, b, c, d in difflib.SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
            if op == "equal":
                continue
            lost = op == "replace" and b - a == d - c == 1 and _shares_a_byte(want[a], got[c])
            result["lost_wrong" if lost else "other_wrong"] += max(b - a, d - c)
            examples.append((want[max(0, a - 6) : b + 6], got[max(0, c - 6) : d + 6]))
    for edit in found:
        if 0.95 <= edit.confidence < 1 and edit.after not in true:
            result["sure_wrong"] += 1
    return result | {"examples": examples}


def _shares_a_byte(a: str, b: str) -> bool:
    x, y = encode(a), encode(b)
    return len(x) == len(y) == 2 and (x[0] == y[0] or x[1] == y[1])


def run_fold(job) -> list[tuple[tuple, dict]]:
    """All variants of damage over the texts of one fold."""
    fold, texts, variants = job
    simplify = opencc.OpenCC("t2s").convert
    others = Language(lambda: count([simplify(t) for i, t in enumerate(texts) if i % FOLDS != fold]))
    mine = [traditional(t) for i, t in enumerate(texts) if i % FOLDS == fold]
    rows = []
    for variant in variants:
        size, cut, orphan, ascii_marks, private_use = variant
        notes = notes_of(mine, size)
        options = dict(cut_at=cut, ascii_marks=ascii_marks, private_use=private_use)
        total = Counter()
        examples = []
        for true in mine:
            n_lost = damage(true, notes, orphan="\0", **options).count("\0")
            result = measure(true, damage(true, notes, orphan=orphan, **options), n_lost, others)
            examples += result.pop("examples")
            total.update(result)
        rows.append((variant, dict(total) | {"examples": examples}))
    return rows


def undamaged(texts: list[str], language: Language) -> Counter:
    """Byte-shift and pinyin edits on texts that bear no damage, in both scripts and both widths of marks: all false."""
    false = Counter()
    for text in texts:
        for name, version in (("Hans", text), ("Hant", traditional(text))):
            for width, page in (("full", version), ("ascii", version.translate(ASCII_MARKS))):
                if script_of(page) != "Hans":
                    false[f"byte_shift {name} {width}"] += len(byte_shift.shift_edits(page, language))
                false[f"pinyin {name} {width}"] += len(repair.pinyin_edits(page))
    return false


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts")
    parser.add_argument("--every", type=int, default=1, help="only every n-th text, for a quick look")
    parser.add_argument("--variants", choices=("some", "all"), default="some")
    parser.add_argument("--examples", type=int, default=0)
    args = parser.parse_args()
    with open(args.texts, encoding="utf-8") as lines:
        texts = [json.loads(line)["content"] for line in lines][:: args.every]
    if args.variants == "all":
        variants = list(product(LIST_SIZES, ("！？", "！？。"), ("", "?"), (True, False), (True, False)))
    else:
        variants = [(200, "！？", "", True, True), (40, "！？", "?", True, True), (2000, "！？", "", False, True),
                    (0, "！？", "", True, True), (200, "！？", "", True, False), (200, "！？。", "", True, True)]
    jobs = [(fold, texts, variants) for fold in range(FOLDS)]
    with ProcessPoolExecutor(2) as pool:
        folds = list(pool.map(run_fold, jobs))
    print("listed cut   orphan ascii private |   lost   right  sure   right | other wrong   characters right")
    for i, variant in enumerate(variants):
        total, examples = Counter(), []
        for rows in folds:
            row = dict(rows[i][1])
            examples += row.pop("examples")
            total.update(row)
        n, lost = total["characters"], max(total["lost"], 1)
        sure = max(total["sure"], 1)
        wrong = total["lost_wrong"] + total["other_wrong"]
        print(f"{variant[0]:6} {variant[1]:5} {variant[2]!r:6} {variant[3]!s:5} {variant[4]!s:7} | {lost:6} "
              f"{1 - total['lost_wrong'] / lost:7.4f} {total['sure']:5} {1 - total['sure_wrong'] / sure:7.4f} | "
              f"{total['other_wrong']:11} {1 - wrong / n:18.6f}", flush=True)
        for want, got in examples[: args.examples]:
            print("   ", repr(want), "->", repr(got))
    if args.variants == "all":
        print("undamaged:", dict(undamaged(texts, language())))


if __name__ == "__main__":
    main()
