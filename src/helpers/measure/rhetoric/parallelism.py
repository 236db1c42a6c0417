"""Parallelism (排比): three or more neighbouring units with a shared frame and no counting marker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .enumeration import WAYS
from .reading import Reading, Span

LEAST_UNITS = 3
LEAST_CHARACTERS = 3  # of a unit
# Marks from weak to strong: a unit stands between two marks of one rank or stronger ones.
RANKS = ("、", "，", "；", "。！？")
CLAUSES = 1  # the rank up to which a frame may lie inside the units
_MARKS = re.compile("[、，；：。！？\n]")
# Words of one character that make a frame at the head of a unit: they govern what follows.
_HEADS = frozenset("要抓促保强重靠以把让使为讲学比争创敢能会有无不更最越既又应从用向对给谁哪可将需须想做干管建办优提扩加稳突严增改看听查")
_TAILS = frozenset("前上中好强高新优实严大多快深细")
# Words that make no frame: function words and subjects.
_NO_FRAME = frozenset("的了着和在与及等我们是一这那其")
_QUANTITY = re.compile(r"\d|百分之|[一二三四五六七八九十]+(?:亿|万|千|百|倍)")
_COUNTING = re.compile("|".join(pattern.pattern for pattern in WAYS.values()))
_VERB = ("v", "a", "d", "i", "l", "p", "z")
_INFIXES = ("不断", "更加", "进一步", "明显", "全面", "持续", "稳步", "显著", "普遍", "就", "就是")


class _Unit(NamedTuple):
    start: int
    end: int


def parallelisms(reading: Reading) -> list[Span]:
    """The parallelisms of a document; where units of several ranks share a frame, the run with the most units.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "抓质量是发展的需要，抓标准是竞争的需要，抓诚信是民心的需要。"
    >>> passages = pd.DataFrame({"role": ["body"], "text": [text], "start": [0], "end": [len(text)]})
    >>> parallelisms(Reading(passages))
    [Span(start=0, end=29, kind='抓…的需要', n_items=3, announced=None)]
    """
    found = []
    for line_start, line_end in _lines(reading.text):
        for rank in range(len(RANKS)):
            for units in _sequences(reading.text, line_start, line_end, rank):
                for period in (1, 2):
                    found += _runs(reading, units, period, rank)
    return _without_overlap(found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.index("\n", start)
        yield start, end
        start = end + 1


def _sequences(text: str, start: int, end: int, rank: int) -> Iterator[list[_Unit]]:
    """Neighbouring units between marks of one rank: what a stronger mark parts is another sequence."""
    stronger = "".join(RANKS[rank + 1 :]) + "："
    own = RANKS[rank]
    units: list[_Unit] = []
    at = start
    for match in [*_MARKS.finditer(text, start, end), None]:
        mark = match[0] if match else "\n"
        where = match.start() if match else end
        if mark in own or mark in stronger or mark == "\n":
            if where > at:
                units.append(_Unit(at, where))
            at = where + 1
            if mark not in own and len(units) >= LEAST_UNITS:
                yield units
            if mark not in own:
                units = []
    if len(units) >= LEAST_UNITS:
        yield units


def _runs(reading: Reading, units: list[_Unit], period: int, rank: int) -> Iterator[Span]:
    """The longest runs of units, or of groups of `period` units, that share a frame."""
    groups = [[_Unit(units[i].start, units[i + period - 1].end) for i in range(first, len(units) - period + 1, period)]
              for first in range(period)]
    for row in groups:
        i = 0
        while i + LEAST_UNITS <= len(row):
            best = _longest(reading, row[i:], rank)
            if best:
                yield best[0]
                i += best[1]
            else:
                i += 1


def _longest(reading: Reading, units: list[_Unit], rank: int) -> tuple[Span, int] | None:
    """The run from the first unit on, and how many units it has."""
    best = None
    for count in range(LEAST_UNITS, len(units) + 1):
        found = _frame(reading, units[:count], rank)
        if not found:
            break
        best = Span(found[1], found[2], found[0], count), count
    return best


def _frame(reading: Reading, units: list[_Unit], rank: int) -> tuple[str, int, int] | None:
    """The frame that all units share, and the span from its first to its last unit."""
    texts = [reading.text[unit.start : unit.end].strip("“”‘’") for unit in units]
    texts[-1] = re.sub("^(?:以及|并且|和|并|而且|更是|也)", "", texts[-1])
    if any(len(t) < LEAST_CHARACTERS or _COUNTING.match(t) for t in texts) or len(set(texts)) < len(texts):
        return None
    if sum(bool(_QUANTITY.search(t)) for t in texts) > 1:
        return None
    start, end = units[0].start, units[-1].end
    prefix, suffix = _shared(texts), _shared([t[::-1] for t in texts])[::-1]
    prefix, suffix = _as_words(reading, units[0].start, prefix), suffix
    opens = len(prefix) > 1 and not set(prefix) <= _NO_FRAME or prefix in _HEADS
    closes = (len(suffix) > 1 and not set(suffix) <= _NO_FRAME) or suffix in _TAILS
    if not (opens or closes):
        head = _after_head(texts)
        if head:
            return f"{head}…", units[0].start + reading.text[units[0].start : units[0].end].index(head), end
        inner = _inner(texts) if rank <= CLAUSES else None
        return (f"…{inner}…", start, end) if inner else None
    if not _predicates(reading, units, rank, prefix if opens else ""):
        return None
    return f"{prefix if opens else ''}…{suffix if closes else ''}", start, end


def _after_head(texts: list[str]) -> str | None:
    """The frame word of the others, where words stand before it in the first unit only."""
    prefix = _shared(texts[1:])
    for length in range(len(prefix), 0, -1):
        word = prefix[:length]
        if (length > 1 and not set(word) <= _NO_FRAME) and word in texts[0][1:]:
            return word
    return None


def _shared(texts: list[str]) -> str:
    """The longest common beginning."""
    shortest = min(texts, key=len)
    for i, character in enumerate(shortest):
        if any(text[i] != character for text in texts):
            return shortest[:i]
    return shortest


def _as_words(reading: Reading, start: int, prefix: str) -> str:
    """The beginning cut back to whole words."""
    end = start
    while end in reading.words and reading.words[end][0] <= start + len(prefix):
        end = reading.words[end][0]
    return prefix[: end - start] or (prefix[:1] if prefix[:1] in _HEADS else "")


def _inner(texts: list[str]) -> str | None:
    """A word that stands inside every unit, at the head of its predicate."""
    for word in _INFIXES:
        if all(word in text[1:-1] for text in texts):
            return word
    return None


def _predicates(reading: Reading, units: list[_Unit], rank: int, prefix: str) -> bool:
    """Whether most units say something: lists of bare nouns are no parallelism."""
    if prefix in _HEADS:
        return True
    saying = 0
    for unit in units:
        at, tags = unit.start, []
        while at < unit.end:
            end, tag = reading.words.get(at, (at + 1, "x"))
            tags.append(tag)
            at = end
        verbs = [tag for tag in tags if tag.startswith(_VERB)]
        saying += bool(verbs) and (rank > 0 or tags[0].startswith(_VERB))
    return saying >= len(units) - (rank > 0)


def _without_overlap(spans: list[Span]) -> list[Span]:
    """The spans with a frame at an edge first, then those with the most units; what overlaps one of them goes."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.kind[0] == s.kind[-1] == "…", -s.n_items, s.start - s.end, s.start)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept)
