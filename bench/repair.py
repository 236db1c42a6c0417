"""How much of a damaged text comes back: damage official prose in many ways, repair it, compare.

    python bench/repair.py TEXTS.jsonl [--every N] [--variants some|all] [--examples N] [--processes N]

TEXTS.jsonl holds one JSON object a line with the text in `content`. Each text is repaired with a language model that
was made from the texts of the other folds only, so that no text is judged by its own counts. `lead` are the characters
that lost their lead byte at a cut, `trail` those that lost the second byte at the end of a line or at a mark,
`swallowed` an ASCII character that a lead byte took with it into one `?`, and the character of that byte. All others
count as settled by the bytes. Where one of them comes back wrong although the damage, done to the wrong text, gives the
same page, the bytes do not settle it after all: it is counted as `open`. All four count among the characters wrong.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
import time
from bisect import bisect_right
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from typing import Iterable, Iterator

import opencc

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "src")]

from make_language import count  # noqa: E402

from helpers.tidy import repair
from helpers.tidy.repairs import byte_shift  # noqa: E402
from helpers.tidy.repairs.damage import ASCII_MARKS, CODEC, CUT_MARKS, damage, decode_pair, encode  # noqa: E402
from helpers.tidy.repairs.language import Language  # noqa: E402
from helpers.tidy.repairs.ledger import Ledger  # noqa: E402
from helpers.tidy.repairs.misread import FULL_WIDTH  # noqa: E402
from helpers.tidy.repairs.readings import SWALLOWED, readings  # noqa: E402
from helpers.tidy.repairs.script import script_of, simplified  # noqa: E402

FOLDS = 5
LIST_SIZES = (0, 40, 200, 2000)
# Listed characters, marks that are cut at, what is shown for an orphan, ASCII marks, private-use characters kept.
SOME = [(200, "！？", "", True, True), (40, "！？", "?", True, True), (2000, "！？", "", False, True),
        (0, "！？", "", True, True), (200, "！？", "", True, False), (200, "！？。", "", True, True)]
ALL = list(product(LIST_SIZES, ("！？", "！？。"), ("", "?"), (True, False), (True, False)))
KINDS = ("lead", "trail", "swallowed", "open", "settled")
BINS = (0.0, 0.5, 0.8, 0.95, 0.99, 0.9999, 1.0)  # lower bounds of confidence


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


def fold_model(texts: list[str], fold: int, folds: int = FOLDS) -> Language:
    """A language model from all texts but those of one fold."""
    simplify = opencc.OpenCC("t2s").convert
    table = count([simplify(t) for i, t in enumerate(texts) if i % folds != fold])
    return Language(lambda: table)


def lost_places(line: str, notes: dict[bytes, str], cut_at: str) -> dict[int, str]:
    """Which characters of a line lose a byte, `lead`, `trail` or `swallowed`, by their index."""
    data = line.encode(CODEC)
    owners = [i for i, c in enumerate(line) for _ in c.encode(CODEC)]
    for pair in sorted(notes):
        note = f"({notes[pair]})".encode(CODEC)
        at = data.find(pair)
        while at >= 0:
            data = data[: at + 2] + note + data[at + 2 :]
            owners[at + 2 : at + 2] = [-1] * len(note)
            at = data.find(pair, at + 2 + len(note))
    pieces = [(0, len(data))]
    for mark in cut_at:
        pieces = [p for start, end in pieces for p in _cut(data, start, end, CUT_MARKS[mark])]
    lost = {}
    for start, end in pieces:
        while start < end:
            width = 1 if data[start] < 0x80 else 2
            if width == 2 and start + 1 == end:
                is_trail = start > 0 and owners[start - 1] == owners[start]
                lost[owners[start]] = "trail" if is_trail else "lead"
            elif width == 2 and decode_pair(data[start], data[start + 1]) is None:
                if data[start] == 0x80:
                    width = 1
                elif owners[start + 1] >= 0:  # the bracket of an annotation tells what took it
                    lost |= {owners[start]: "swallowed", owners[start + 1]: "swallowed"}
            start += width
    return lost


def _cut(data: bytes, start: int, end: int, mark: bytes) -> Iterator[tuple[int, int]]:
    at = data.find(mark, start, end)
    while at >= 0:
        yield start, at
        start = at + len(mark)
        at = data.find(mark, start, end)
    yield start, end


def measure(true: str, notes: dict[bytes, str], options: dict, language: Language) -> Counter:
    """Damage a text, repair it, and count what is right: `lead`, `trail` and others, edits by confidence."""
    damaged = damage(true, notes, **options)
    marked = damage(true, notes, **{**options, "orphan": "\0"}).split("\n")
    before = time.process_time()
    found = byte_shift.shift_edits(damaged, language)
    seconds = time.process_time() - before
    ledger = Ledger(damaged)
    ledger.apply("byte_shift", found)
    ledger.apply("pinyin", repair.pinyin_edits(ledger.clean))
    result = Counter(characters=len(true), seconds=seconds)
    edits = _placed(ledger)
    start = 0
    for number, (want, got) in enumerate(zip(true.split("\n"), ledger.clean.split("\n"))):
        may_lose = re.search(r"[\0?]", SWALLOWED.sub("", marked[number]))
        places = lost_places(want, notes, options["cut_at"]) if may_lose else {}
        result.update(places.values())
        end = start + len(got)
        mine = [e for e in edits if start <= e[0] <= end]
        missed = list(_missed(want.translate(ASCII_MARKS), got.translate(ASCII_MARKS)))
        other = "open" if missed and _same_damage(want, got, missed, notes, options) else "settled"
        for a, b, c, d in missed:
            kinds = Counter(places.get(i, other) for i in range(a, b)) or Counter({other: d - c})
            result.update({f"{kind} wrong": n for kind, n in kinds.items()})
            result["examples", want[max(0, a - 8) : b + 6], got[max(0, c - 8) : d + 6]] += 1
        for at, length, confidence in mine:
            right = not any(c < at - start + length and d > at - start
                            or c == d and at - start <= c <= at - start + length for _, _, c, d in missed)
            lower = BINS[bisect_right(BINS, confidence) - 1]
            result["bin", lower, right] += 1
        start = end + 1
    return result


def _missed(want: str, got: str) -> Iterator[tuple[int, int, int, int]]:
    if want != got:
        for op, *span in difflib.SequenceMatcher(None, want, got, autojunk=False).get_opcodes():
            if op != "equal":
                yield tuple(span)


def _same_damage(want: str, got: str, missed: list[tuple], notes: dict[bytes, str], options: dict) -> bool:
    """Whether the damage, done to what came back, gives the same page as done to the true line."""
    parts, end = [], 0
    for a, b, c, d in missed:
        parts += [want[end:a], "".join(FULL_WIDTH.get(character, character) for character in got[c:d])]
        end = b
    return damage("".join(parts) + want[end:], notes, **options) == damage(want, notes, **options)


def _placed(ledger: Ledger) -> list[tuple[int, int, float]]:
    """Each byte-shift edit by its place in the clean text, its length there and its confidence."""
    placed, shift = [], 0
    for row in ledger.edits().itertuples():
        if "byte_shift" in row.rule:
            placed.append((row.raw_start + shift, len(row.after), row.confidence))
        shift += len(row.after) - (row.raw_end - row.raw_start)
    return placed


def run_fold(job: tuple[list[str], int, list[tuple], int]) -> list[Counter]:
    """All variants of damage over the texts of one fold, one Counter a variant."""
    texts, fold, variants, every = job
    language = fold_model(texts, fold)
    mine = [traditional(t) for i, t in enumerate(texts) if i % FOLDS == fold]
    rows = []
    for size, cut_at, orphan, ascii_marks, private_use in variants:
        notes = notes_of(mine, size)
        options = dict(cut_at=cut_at, orphan=orphan, ascii_marks=ascii_marks, private_use=private_use)
        rows.append(add_up(measure(true, notes, options, language) for true in mine[::every]))
        print(f"fold {fold + 1} of {FOLDS}: {len(rows)} of {len(variants)} variants", file=sys.stderr)
    return rows


def add_up(counters: Iterable[Counter]) -> Counter:
    """One Counter of all; unlike `sum`, keeps counts of 0."""
    total = Counter()
    for counter in counters:
        total.update(counter)
    return total


def undamaged(texts: list[str], language: Language) -> Counter:
    """Byte-shift and pinyin edits on undamaged texts, in both scripts and both widths of marks: all are false."""
    false = Counter()
    for text in texts:
        for name, version in (("Hans", text), ("Hant", traditional(text))):
            for width, page in (("full", version), ("ascii", version.translate(ASCII_MARKS))):
                before = time.process_time()
                edits = byte_shift.shift_edits(page, language) if script_of(page) != "Hans" else []
                false[f"seconds {name}"] += time.process_time() - before
                false[f"characters {name}"] += len(page)
                false[f"byte_shift {name} {width}"] += len(edits)
                false[f"pinyin {name} {width}"] += len(repair.pinyin_edits(page))
    return false


def undamaged_fold(job: tuple[list[str], int, list[tuple], int]) -> Counter:
    """False edits on the texts of one fold."""
    texts, fold, _, every = job
    return undamaged([t for i, t in enumerate(texts) if i % FOLDS == fold][::every], fold_model(texts, fold))


def share(total: Counter, kind: str) -> str:
    """Share right among the lost bytes of a kind."""
    return f"{total[kind]:5} {1 - total[f'{kind} wrong'] / total[kind]:6.4f}" if total[kind] else "    0      -"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts")
    parser.add_argument("--every", type=int, default=1, help="only every n-th text of a fold, for a quick look")
    parser.add_argument("--variants", choices=("some", "all"), default="some")
    parser.add_argument("--examples", type=int, default=0, help="how many of the failures to print")
    parser.add_argument("--processes", type=int, default=1)
    args = parser.parse_args()
    with open(args.texts, encoding="utf-8") as lines:
        texts = [json.loads(line)["content"] for line in lines]
    variants = ALL if args.variants == "all" else SOME
    jobs = [(texts, fold, variants, args.every) for fold in range(FOLDS)]
    with ProcessPoolExecutor(args.processes) as pool:
        folds = list(pool.map(run_fold, jobs))
        false = add_up(pool.map(undamaged_fold, jobs))
    print("listed cut    orphan ascii private |  lead  right | trail  right | swallowed right | open settled wrong  "
          "characters right | edits >=.95   right | s/100k")
    calibration = Counter()
    for i, variant in enumerate(variants):
        total = add_up(rows[i] for rows in folds)
        size, cut_at, orphan, ascii_marks, private_use = variant
        wrong = sum(total[f"{kind} wrong"] for kind in KINDS)
        bins = {k: n for k, n in total.items() if k[0] == "bin"}
        calibration.update(bins)
        sure = sum(n for (_, lower, _), n in bins.items() if lower >= 0.95)
        sure_right = sum(n for (_, lower, right), n in bins.items() if lower >= 0.95 and right)
        print(f"{size:6} {cut_at:4} {orphan!r:>5} {ascii_marks!s:>6} {private_use!s:>7} | {share(total, 'lead')} | "
              f"{share(total, 'trail')} | {share(total, 'swallowed'):>15} | {total['open wrong']:4} "
              f"{total['settled wrong']:13} {1 - wrong / total['characters']:17.6f} | "
              f"{sure:11} {sure_right / max(sure, 1):7.4f} | {total['seconds'] / total['characters'] * 1e5:6.2f}")
        failures = [k[1:] for k in total if k[0] == "examples"]
        for want, got in failures[: args.examples]:
            print("   ", repr(want), "->", repr(got))
    print("\nconfidence from   edits   right")
    for lower in BINS:
        n = calibration["bin", lower, True] + calibration["bin", lower, False]
        print(f"{lower:15} {n:7} {calibration['bin', lower, True] / n if n else float('nan'):7.4f}")
    print("\nundamaged, false edits:", {k: round(n, 2) for k, n in sorted(false.items())})


if __name__ == "__main__":
    main()
