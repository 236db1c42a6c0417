"""Rows of three or more neighbouring units that share words, with what can be counted on each: the candidates for parallelism."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import log
from typing import NamedTuple

from .enumeration import WAYS
from .four_characters import THINGS
from .reading import BREAK, Reading

LEAST_UNITS = 3
MOST_UNITS = 40  # a longer row is a list, or no prose
LEAST_CHARACTERS = 3  # of a unit
LONGEST_LEAD = 3  # what stands before the frame in the first unit, in units as long as the others
LONGEST_CUT = 6  # characters of units after which the last one may go on with words that belong to all
# Marks from weak to strong: a unit stands between two marks of one rank or stronger ones.
RANKS = ("、", "，", "；", "。！？")
_MARKS = re.compile("[、，；：。！？\n]")
_COUNTING = re.compile("|".join([*(pattern.pattern for pattern in WAYS.values()), r"第[一二三四五六七八九十\d]"]))
_QUANTITY = re.compile(r"\d|[０-９]|百分之|[一二三四五六七八九十]+(?:亿|万|千|百|倍)")
_JOINT = re.compile("以及|并且|或者|而且|更是|往往|又|和|并|也|更|还|且")
_NO_FRAME = frozenset("的了着和在与及等我们一这那其并个、，；：。！？“”（）《》")
_NEGATION = frozenset("不没无未非")
_FUNCTION = frozenset("是要就有到为以把向让靠既又更最越会能应须将使对从同由都才边多少于好")
_INFIXES = frozenset(("不断", "更加", "进一步", "明显", "全面", "持续", "稳步", "显著", "普遍", "就是", "日益", "逐步", "不是", "而是"))
_ADVERBIAL = frozenset(("全面", "依法", "科学", "民主"))  # nouns and adjectives in jieba's dictionary
_OBJECT_VERBS = re.compile("^(?:v|vn|p|d|a|ad|vd|l|i|z)$")


class Word(NamedTuple):
    text: str
    tag: str
    start: int


class Unit(NamedTuple):
    start: int
    end: int
    words: tuple[Word, ...]


class Row(NamedTuple):
    """A candidate: its place, its units' places, the words of its frame, and its features."""

    start: int
    end: int
    units: tuple[tuple[int, int], ...]
    kind: str
    features: dict[str, float]


def rows(reading: Reading) -> Iterator[Row]:
    """The candidates of a document."""
    start = 0
    while start < len(reading.text):
        end = reading.text.index(BREAK, start)
        for rank in range(len(RANKS)):
            for units in _sequences(reading, start, end, rank):
                yield from _rows(reading, units, rank)
        start = end + 1


def _sequences(reading: Reading, start: int, end: int, rank: int) -> Iterator[list[Unit]]:
    """Neighbouring units between marks of one rank: what a stronger mark parts is another sequence."""
    own = RANKS[rank]
    weaker = "".join(RANKS[:rank])
    units: list[Unit] = []
    at = start
    for match in [*_MARKS.finditer(reading.text, start, end), None]:
        mark = match[0] if match else BREAK
        if mark in weaker:
            continue
        where = match.start() if match else end
        if where > at:
            units.append(_unit(reading, at, where))
        at = where + 1
        if mark not in own:
            if len(units) >= LEAST_UNITS:
                yield units
            units = []


def _unit(reading: Reading, start: int, end: int) -> Unit:
    """A unit with its words, without quotation marks at its edges and what follows a closing one."""
    close = reading.text.find("”", start, end)
    if close > start and "“" not in reading.text[start:close]:
        end = close
    if reading.text[start] == "“" and "”" not in reading.text[start:end]:
        start += 1
    if reading.text[end - 1] == "”" and "“" not in reading.text[start:end]:
        end -= 1
    words, at = [], start
    while at < end:
        stop, tag = reading.words.get(at, (at + 1, "x"))
        words.append(Word(reading.text[at : min(stop, end)], tag, at))
        at = stop
    return Unit(start, end, tuple(words))


def _rows(reading: Reading, units: list[Unit], rank: int) -> Iterator[Row]:
    """The longest rows from each unit on that share an opening, and that share something behind it."""
    seen: Counter[tuple[str, str, int]] = Counter()
    for i in range(len(units) - LEAST_UNITS + 1):
        for look in (_openings, _insides):
            for kind, start, row in look(reading, units[i : i + MOST_UNITS], rank):
                key = look.__name__, kind, row[-1].start
                if seen[key] > (look is _insides) or not _may_be(reading, row):
                    continue
                seen[key] += start == row[0].start
                yield _row(reading, row, rank, kind, start, look is _openings)


def _may_be(reading: Reading, units: list[Unit]) -> bool:
    texts = [reading.text[u.start : u.end] for u in units]
    return all(len(t) >= LEAST_CHARACTERS for t in texts) and len(set(texts)) == len(texts) and all(
        sum(bool(p(t)) for t in texts) < 2 for p in (_COUNTING.match, _QUANTITY.search))


def _openings(reading: Reading, units: list[Unit], rank: int) -> Iterator[tuple[str, int, list[Unit]]]:
    """Rows that share an opening, the longest for each, with the place of the opening in the first unit."""
    best = None
    row = [units[0]]
    opening = None
    for unit in units[1:]:
        unit, opening = _opened(reading, unit, opening)
        if not opening:
            break
        row.append(unit)
        if len(row) < LEAST_UNITS:
            continue
        frame = _cut(opening, row[1:])
        at = _place_of(reading, row, frame) if frame else None
        if at is None:
            break
        if best and best[0] != frame:
            yield best
        best = frame, at, list(row)
    if best:
        yield best


def _opened(reading: Reading, unit: Unit, opening: str | None) -> tuple[Unit, str]:
    """A unit and what is left of an opening with it; a conjunction before it stays outside."""
    text = reading.text[unit.start : unit.end]
    if opening is None:
        return unit, text
    shared = _shared(opening, text)
    joint = _JOINT.match(text)
    if not shared.strip("的") and joint and joint.end() < len(text):
        return _unit(reading, unit.start + joint.end(), unit.end), _shared(opening, text[joint.end():])
    return unit, shared


def _shared(one: str, other: str) -> str:
    length = 0
    for a, b in zip(one, other):
        if a != b:
            break
        length += 1
    return one[:length]


def _cut(opening: str, units: list[Unit]) -> str:
    """The longest part of an opening at whose end a word ends in half of the units, or its first character."""
    ends = [{w.start + len(w.text) - u.start for w in u.words} for u in units]
    for length in range(len(opening), 0, -1):
        if sum(length in e for e in ends) * 2 >= len(units) and not set(opening[:length]) <= _NO_FRAME:
            return opening[:length]
    return opening[:1] if opening[0] in _FUNCTION | _NEGATION else ""


def _place_of(reading: Reading, row: list[Unit], frame: str) -> int | None:
    """Where the frame stands in the first unit: at its start, or behind words that belong to all units."""
    first = row[0]
    if reading.text.startswith(frame, first.start):
        return first.start
    longest = max(u.end - u.start for u in row[1:])
    for word in reversed(first.words[1:]):
        if reading.text.startswith(frame, word.start) and "”" not in reading.text[word.start : first.end]:
            if LEAST_CHARACTERS <= first.end - word.start <= LONGEST_LEAD * longest:
                return word.start
    return None


def _insides(reading: Reading, units: list[Unit], rank: int) -> Iterator[tuple[str, int, list[Unit]]]:
    """Rows that share their end or words inside, the longest for each."""
    best = None
    row = [units[0]]
    inside = _tokens(units[0])
    tail = reading.text[units[0].start : units[0].end][::-1]
    for unit in units[1:]:
        for changed in _endings(reading, row, unit, rank):
            left = inside & _tokens(changed)
            end = _shared(tail, reading.text[changed.start : changed.end][::-1])
            end = end if not set(end) <= _NO_FRAME else ""
            if left or end:
                break
        else:
            break
        row.append(changed)
        inside, tail = left, end
        if len(row) < LEAST_UNITS:
            continue
        kind = _kind(row, inside, _cut_end(tail, row))
        if not kind:
            break
        start = _start_by_length(row)
        if best and best[0] != kind:
            yield best
        best = kind, start, list(row)
        if changed is not unit:
            break
    if best:
        yield best


def _endings(reading: Reading, row: list[Unit], unit: Unit, rank: int) -> Iterator[Unit]:
    """A unit, and what it may be without words that belong to the whole row: 的 and a noun, an object of all."""
    yield unit
    if rank or len(row) < LEAST_UNITS - 1:
        return
    lengths = {u.end - u.start for u in row[1:]}
    length = lengths.pop()
    if not lengths and LEAST_CHARACTERS <= length <= LONGEST_CUT and length < unit.end - unit.start:
        yield _unit(reading, unit.start, unit.start + length)
    at = reading.text.find("的", unit.start + LEAST_CHARACTERS, unit.end)
    if at >= 0 and not any("的" in reading.text[u.start : u.end] for u in row):
        yield _unit(reading, unit.start, at)


def _tokens(unit: Unit) -> frozenset[str]:
    """Words behind the first word of a unit, and characters that begin one or end a verb."""
    found = set()
    for word in unit.words[1:]:
        if word.tag[0] in "vdapcfil" or word.text[0] in _NEGATION | _FUNCTION or len(word.text) > 1:
            found.add(word.text)
            if len(word.text) > 1 and word.tag[0] != "n":
                found.add(word.text[0])
                if word.tag[0] == "v":
                    found.add(word.text[-1])
    first = unit.words[0]
    if len(first.text) > 1:
        found |= {c for c in first.text[1:] if c in _NEGATION | _FUNCTION}
    return frozenset(t for t in found if not set(t) <= _NO_FRAME)


def _cut_end(tail: str, units: list[Unit]) -> str:
    """The longest part of a common end before which a word ends in half of the units, or its last character."""
    for length in range(len(tail), 0, -1):
        if sum(any(w.start == u.end - length for w in u.words) for u in units) * 2 >= len(units):
            part = tail[:length][::-1]
            if not set(part) <= _NO_FRAME:
                return part
    return tail[:1]


def _kind(row: list[Unit], inside: frozenset[str], end: str) -> str:
    """The frame as it is read: words inside in the order of the first unit, then the end."""
    text = "".join(w.text for w in row[0].words)
    left = [t for t in inside if t not in end and not any(t != o and t in o for o in inside)]
    order = sorted(left, key=lambda t: text.find(t, 1))
    return "…".join(["", *order, end]) if order or end else ""


def _start_by_length(units: list[Unit]) -> int:
    """The start of the first unit, without words before it where all others have one length."""
    lengths = {u.end - u.start for u in units[1:]}
    first = units[0]
    if len(lengths) == 1:
        at = first.end - lengths.pop()
        if at > first.start and (first.end - at <= LONGEST_CUT or any(w.start == at for w in first.words)):
            return at
    return first.start


def _end(reading: Reading, units: list[Unit], rank: int) -> int:
    """Where the last unit ends: before words that belong to all units."""
    last = units[-1]
    ways = list(_endings(reading, units[:-1], last, rank))[1:]
    for way in reversed(ways):
        if way.end - way.start <= LONGEST_CUT or any(w.start == way.end for w in last.words):
            return way.end
    return last.end


def _row(reading: Reading, units: list[Unit], rank: int, kind: str, start: int, opens: bool) -> Row:
    end = _end(reading, units, rank)
    places = ((start, units[0].end), *((u.start, u.end) for u in units[1:-1]), (units[-1].start, end))
    features = _features(reading, units, places, rank, kind, opens)
    if opens:
        tail = _cut_end(_common_end(reading, places), units)
        kind = f"{kind}…{tail if len(tail) > 1 else ''}"
    return Row(start, end, places, kind, features)


def _common_end(reading: Reading, places) -> str:
    tail = reading.text[places[0][0] : places[0][1]][::-1]
    for a, b in places[1:]:
        tail = _shared(tail, reading.text[a:b][::-1])
    return tail


def _features(reading: Reading, units: list[Unit], places, rank: int, kind: str, opens: bool) -> dict[str, float]:
    texts = [reading.text[a:b] for a, b in places]
    cut = [tuple(w for w in u.words if a <= w.start < b) for u, (a, b) in zip(units, places)]
    n = len(units)
    lengths = [len(t) for t in texts]
    mean = sum(lengths) / n
    short = rank < 2
    f: dict[str, float] = {f"rank_{rank}": 1.0, "opens": float(opens)}
    f["units"] = log(n / LEAST_UNITS)
    f["length"] = log(mean)
    f["spread"] = (max(lengths) - min(lengths)) / mean
    equal = max(lengths) == min(lengths)
    f["equal"] = float(max(lengths) - min(lengths) <= mean * 0.1)
    f["three_characters"] = float(equal and mean == 3)
    tags = ["".join(w.tag[0] for w in words) for words in cut]
    f["tags"] = sum(_alike(tags[0], t) for t in tags[1:]) / (n - 1)
    f["lead"] = float(places[0][0] > units[0].start)
    f["predicates"] = sum(any(_OBJECT_VERBS.match(w.tag) and w.tag != "vn" for w in words) for words in cut) / n
    names = sum(_names(words) for words in cut) / n
    f["names_short"] = names * short
    f["names_0"] = names * (rank == 0)
    opening = kind if opens else ""
    tail = _cut_end(_common_end(reading, places), units)
    tail = tail if not set(tail) <= _NO_FRAME else ""
    inside = [t for t in frozenset.intersection(*(_tokens(Unit(a, b, words)) for words, (a, b) in zip(cut, places)))
              if t not in tail and t not in opening] if all(cut) else []
    inside = [t for t in inside if not any(t != o and t in o for o in inside)]
    aligned = [t for t in inside if _aligned(texts, t)]
    says = False
    if opens:
        head = [w for w in max(cut[1:], key=lambda words: len([w for w in words if w.start - words[0].start < len(opening)])) if w.start < 10**9]
        head = [w for w in head if w.start - head[0].start < len(opening)]
        tag = head[0].tag[0]
        says = any(w.tag[0] in "vpdlcz" or w.text in _ADVERBIAL for w in head)
        f["opening_long"] = float(len(opening) > 1)
        f["opening_says"] = float(says)
        f["opening_mere"] = float(not says and not tail and not aligned)
        f["opening_mere_long"] = float(not says and not tail and not aligned and rank > 1)
        for t in "vpda":
            f[f"opening_{t}"] = float(tag == t)
        f["opening_function"] = float(opening[0] in _FUNCTION)
        f["opening_negation"] = float(opening[0] in _NEGATION)
    f["tail"] = float(bool(tail))
    f["tail_long"] = float(len(tail) > 1)
    last = [w for w in cut[0] if w.start >= places[0][1] - len(tail)]
    f["tail_verb"] = float(bool(tail) and any(_OBJECT_VERBS.match(w.tag) for w in last))
    f["tail_of"] = float(tail.startswith("的") and len(tail) > 1)
    nominal = bool(last) and all(w.tag[0] == "n" or w.text in THINGS for w in last)
    f["tail_noun"] = float(nominal and not tail.startswith("的"))
    f["tail_says"] = float(len(tail) > 1 and not nominal)
    of = tail.startswith("的") and len(tail) > 1
    f["tail_of_bare"] = float(of and not all(any(w.text in ("是", "为", "靠") for w in words) for words in cut))
    f["list"] = float(rank == 0 and (names >= 0.5 and (nominal or not tail) and not (opens and says) or tail in THINGS))
    f["inside_aligned"] = log(1 + len(aligned))
    f["inside_aligned_short"] = log(1 + len(aligned)) * short
    f["inside_function"] = float(any(t in _FUNCTION or t in _INFIXES for t in inside))
    f["inside_function_short"] = float(short and any(t in _FUNCTION or t in _INFIXES for t in inside))
    f["inside_negation"] = float(any(t[0] in _NEGATION for t in inside))
    f["inside_long"] = float(any(len(t) > 1 for t in inside))
    same = sum(len(set(c)) == 1 and c[0] not in _NO_FRAME - {'在'} for c in zip(*texts)) if equal else 0
    f["parts_short"] = min(bool(opening) + bool(tail) + len(inside), 3) / 3 * short
    f["places"] = min(same, 3) / 3
    f["places_share"] = same / mean
    f["aligned_share"] = min((len(opening) + len(tail) + sum(map(len, aligned))) / mean, 1.0)
    share = (len(opening) + len(tail) + sum(map(len, inside))) / mean
    f["share"] = min(share, 1.0)
    return f


def _names(words: tuple[Word, ...]) -> bool:
    """Whether a unit only names a thing: nouns, with adjectives and numbers before them."""
    return words[-1].tag[0] in "nx" and all(w.tag[0] in "nabmqx" or w.tag == "vn" or w.text in THINGS for w in words) or (
        words[-1].text in THINGS and words[0].tag[0] in "nabx")


def _alike(one: str, other: str) -> float:
    return sum(a == b for a, b in zip(one, other)) / max(len(one), len(other), 1)


def _aligned(texts: list[str], token: str) -> bool:
    starts = {t.find(token, 1) for t in texts}
    ends = {len(t) - t.rfind(token) for t in texts}
    return len(starts) == 1 or len(ends) == 1
