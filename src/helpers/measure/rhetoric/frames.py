"""Candidates for parallelism: three or more neighbouring units that share an opening, an end or words inside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from .enumeration import WAYS
from .reading import BREAK, Reading

LEAST_UNITS = 3
MOST_UNITS = 40  # a longer row is a list, or no prose
LEAST_CHARACTERS = 3  # of a unit
LONGEST_LEAD = 3  # what stands before the frame in the first unit, in units as long as the others
LONGEST_CUT = 6  # characters of units so short that their length alone tells where the first begins and the last ends
# Marks from weak to strong: a unit stands between two marks of one rank or stronger ones.
RANKS = ("、", "，", "；", "。！？")
NO_FRAME = frozenset("的了着和在与及等我们一这那其并个、，；：。！？“”（）《》")
NEGATION = frozenset("不没无未非")
# Words of one character that head a predicate or lead to one.
FUNCTION = frozenset("是要就有到为以把向让靠既又更最越会能应须将使对从同由都才边多少于好")
# Words whose first character is not the word that heads a predicate.
_WHOLE = frozenset("要求 要点 就业 就地 应用 应对 应急 对待 对外 对应 使用 把握 从事 会见 会谈 会议 能源 为主 以来 以上 以下 到达 好转 好像".split())
_MARKS = re.compile("[、，；：。！？—\n]")
_COUNTING = re.compile("|".join([*(pattern.pattern for pattern in WAYS.values()), r"第[一二三四五六七八九十\d]"]))
_QUANTITY = re.compile(r"\d|百分[之点]|[一二三四五六七八九十]+(?:亿|万|千|百|倍)")
_JOINTS = ("又", "和", "并", "也", "更", "还", "且", "以及", "并且", "或者", "而且", "更是", "往往", "也就")
_ADVERBS = ("d", "ad", "c", "zg")  # jieba's tags of what may stand before a unit's frame
_LAST = re.compile("和|以及|及|与")  # parts the last two members of a list
_SHORT = 10  # characters of units in which a character at one place is heard


class Word(NamedTuple):
    text: str
    tag: str
    start: int


class Unit(NamedTuple):
    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return "".join(w.text for w in self.words)


class Row(NamedTuple):
    """A candidate: its units without what belongs to the whole row, and the words that open each of them."""

    units: tuple[Unit, ...]
    rank: int
    opening: str  # empty where the units share only what stands behind
    led: bool  # whether words stand before the first unit's frame


def rows(reading: Reading) -> Iterator[Row]:
    """The candidates of a document.

    Examples
    --------
    >>> import pandas as pd
    >>> passages = pd.DataFrame({"role": ["body"], "text": ["他要抓质量，抓标准，抓诚信。"], "start": [0], "end": [14]})
    >>> [(row.opening, [unit.text for unit in row.units], row.led) for row in rows(Reading(passages))]
    [('抓', ['抓质量', '抓标准', '抓诚信'], True)]
    """
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
            if rank == 0 and len(units) >= LEAST_UNITS - 1:
                yield from _with_last_parted(reading, units)
            units = []


def _with_last_parted(reading: Reading, units: list[Unit]) -> Iterator[list[Unit]]:
    """The units where the last one holds two: 严格执法、公正执法和文明执法."""
    last = units[-1]
    for word in last.words:
        end = word.start + len(word.text)
        if _LAST.fullmatch(word.text) and min(word.start - last.start, last.end - end) >= LEAST_CHARACTERS:
            yield [*units[:-1], _unit(reading, last.start, word.start), _unit(reading, end, last.end)]
            return


def _unit(reading: Reading, start: int, end: int) -> Unit:
    """A unit without quotation marks at its edges and what follows a closing one."""
    text = reading.text
    close = text.find("”", start, end)
    if close > start and "“" not in text[start:close]:
        end = close
    if end - start > 1 and text[start] == "“" and "”" not in text[start:end]:
        start += 1
    if end - start > 1 and text[end - 1] == "”" and "“" not in text[start:end]:
        end -= 1
    return _part(reading, start, end)


def _part(reading: Reading, start: int, end: int) -> Unit:
    words, at = [], start
    while at < end:
        stop, tag = reading.words.get(at, (at + 1, "x"))
        words.append(Word(reading.text[at : min(stop, end)], tag, at))
        at = stop
    return Unit(start, end, tuple(words))


def _rows(reading: Reading, units: list[Unit], rank: int) -> Iterator[Row]:
    """The longest rows from each unit on that share an opening, and that share something behind it.

    What ends where a longer row of the same frame ends is left out; only, the first unit of a row that shares no
    opening may be there by chance, so the row without it counts too.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for i in range(len(units) - LEAST_UNITS + 1):
        near = units[i : i + MOST_UNITS]
        for opening, start, row in _openings(reading, near):
            key = f"{opening}…", row[-1].start
            if not seen[key] and _may_be(row):
                seen[key] += start == row[0].start
                yield _row(reading, row, rank, opening, start)
        for frame, row in _insides(reading, near, rank):
            key = frame, row[-1].start
            if seen[key] < 2 and _may_be(row):
                seen[key] += 1
                whole = _row(reading, row, rank)
                yield whole
                start = _start_by_frame(whole.units)
                if start > whole.units[0].start:
                    yield whole._replace(units=(_part(reading, start, row[0].end), *whole.units[1:]), led=True)


def _row(reading: Reading, row: list[Unit], rank: int, opening: str = "", start: int | None = None) -> Row:
    end = _end(reading, row, rank)
    last = _part(reading, row[-1].start, end) if end < row[-1].end else row[-1]
    if start is None:
        start = _start_by_length([*row[:-1], last])
    first = _part(reading, start, row[0].end) if start > row[0].start else row[0]
    return Row((first, *row[1:-1], last), rank, opening, start > row[0].start)


def _may_be(row: list[Unit]) -> bool:
    """Whether no unit is too short or said twice, and at most one counts on or holds a quantity."""
    texts = [u.text for u in row]
    return min(map(len, texts)) >= LEAST_CHARACTERS and len(set(texts)) == len(texts) and all(
        sum(bool(look(t)) for t in texts) < 2 for look in (_COUNTING.match, _QUANTITY.search))


def _openings(reading: Reading, units: list[Unit]) -> Iterator[tuple[str, int, list[Unit]]]:
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
        places = ((frame, _place_of(reading, row, frame)) for frame in _cuts(opening, row[1:]))
        frame, at = next((place for place in places if place[1] is not None), ("", None))
        if not frame:
            break
        if best and best[0] != frame:
            yield best
        best = frame, at, list(row)
    if best:
        yield best


def _opened(reading: Reading, unit: Unit, opening: str | None) -> tuple[Unit, str]:
    """A unit and what is left of an opening with it; a conjunction or an adverb before it stays outside."""
    text = reading.text[unit.start : unit.end]
    if opening is None:
        return unit, text
    shared = _shared(opening, text)
    if not shared.strip("的"):
        for length in _leads(unit):
            rest = _shared(opening, text[length:])
            if rest.strip("的"):
                return _unit(reading, unit.start + length, unit.end), rest
    return unit, shared


def _leads(unit: Unit) -> list[int]:
    """How many characters of a unit may be left out before its frame: a conjunction, an adverb."""
    text, first = unit.text, unit.words[0]
    lengths = {len(joint) for joint in _JOINTS if text.startswith(joint)}
    if first.tag in _ADVERBS:
        lengths.add(len(first.text))
    return sorted(length for length in lengths if length < len(text))


def _shared(one: str, other: str) -> str:
    length = 0
    for a, b in zip(one, other):
        if a != b:
            break
        length += 1
    return one[:length]


def _cuts(opening: str, units: list[Unit]) -> Iterator[str]:
    """The parts of an opening that end a word in half of the units, the longest first; then its first character."""
    ends = [{w.start + len(w.text) - u.start for w in u.words} for u in units]
    for length in range(len(opening), 0, -1):
        if sum(length in e for e in ends) * 2 >= len(units) and not set(opening[:length]) <= NO_FRAME:
            yield opening[:length]
    if opening[0] in FUNCTION | NEGATION:
        yield opening[0]


def _place_of(reading: Reading, row: list[Unit], frame: str) -> int | None:
    """Where the frame stands in the first unit: at its start, or behind words that belong to all units."""
    first = row[0]
    if reading.text.startswith(frame, first.start):
        return first.start
    longest = max(u.end - u.start for u in row[1:])
    starts = [w.start for w in first.words[1:]]
    if len(frame) > 1:  # the dictionary may cut a word across its start: 要严|在
        starts = range(first.start + 1, first.end)
    for at in reversed(starts):
        if reading.text.startswith(frame, at) and "”" not in reading.text[at : first.end]:
            if LEAST_CHARACTERS <= first.end - at <= LONGEST_LEAD * longest:
                return at
    return None


def _insides(reading: Reading, units: list[Unit], rank: int) -> Iterator[tuple[str, list[Unit]]]:
    """Rows that share their end or words inside, the longest for each."""
    best = None
    row = [units[0]]
    common, places = tokens(units[0]), _places(units[0])
    tail = units[0].text
    for unit in units[1:]:
        for changed in _endings(reading, row, unit, rank):
            left, still = common & tokens(changed), places & _places(changed)
            end = _shared_end(tail, changed.text)
            if left or still or end:
                break
        else:
            break
        row.append(changed)
        common, places, tail = left, still, end
        if len(row) < LEAST_UNITS:
            continue
        end = closing(row)
        frame = "…".join(["", *inside(row, "", end), end])
        if not frame.strip("…"):
            break
        if best and best[0] != frame:
            yield best
        best = frame, list(row)
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
    for word in unit.words:
        if word.text == "等" and word.start - unit.start >= LEAST_CHARACTERS:
            yield _unit(reading, unit.start, word.start)
    at = reading.text.find("的", unit.start + LEAST_CHARACTERS, unit.end)
    if at >= 0 and not any("的" in reading.text[u.start : u.end] for u in row):
        yield _unit(reading, unit.start, at)


def _places(unit: Unit) -> frozenset[tuple[int, str]]:
    """The characters of a short unit with their places, from its beginning and from its end."""
    text = unit.text
    if len(text) > _SHORT:
        return frozenset()
    kept = "".join("的" * len(w.text) if w.text in _WHOLE else w.text for w in unit.words)
    return frozenset((place, c) for i, c in enumerate(kept[1:-1], start=1) if c not in NO_FRAME or c == "在"
                     for place in (i, i - len(text)))


def tokens(unit: Unit) -> frozenset[str]:
    """Words behind the first word of a unit, and characters that begin one or end a verb."""
    found = {"在"} if any(word.text == "在" and following.tag[0] in "vd" for word, following in zip(
        unit.words, unit.words[1:])) else set()
    for word in unit.words[1:]:
        if word.tag[0] in "vdapcfil" or word.text[0] in NEGATION | FUNCTION or len(word.text) > 1:
            found.add(word.text)
            if len(word.text) > 1 and (word.tag[0] != "n" or word is unit.words[-1]):
                if word.text not in _WHOLE:
                    found.add(word.text[0])
                if word.tag[0] == "v":
                    found.add(word.text[-1])
    first = unit.words[0]
    if len(first.text) > 1:
        found |= {c for c in first.text[1:] if c in NEGATION | FUNCTION}
    return frozenset(t for t in found if t == "在" or not set(t) <= NO_FRAME)


def closing(units: list[Unit]) -> str:
    """The longest common end that begins a word in half of the units, or its last character; "" if it is no frame."""
    tail = reduce(_shared_end, [u.text for u in units])
    for length in range(len(tail), 0, -1):
        if any(w.start == u.end - length for u in units for w in u.words):
            return "" if set(tail[-length:]) <= NO_FRAME else tail[-length:]
    tail = tail[-2:]  # inside compounds of the dictionary: 产品质量、服务质量
    return "" if tail[-1:] in NO_FRAME else tail


def _shared_end(one: str, other: str) -> str:
    """The longest common end, empty if it is no frame."""
    end = _shared(one[::-1], other[::-1])[::-1]
    return "" if set(end) <= NO_FRAME else end


def inside(units: list[Unit], opening: str, tail: str) -> list[str]:
    """What all units share behind their beginning, in the order of the first; the longest where one holds another."""
    shared = frozenset.intersection(*map(tokens, units)) | {c for _, c in frozenset.intersection(*map(_places, units))}
    common = [t for t in shared if t not in opening and t not in tail]
    common = [t for t in common if not any(t != other and t in other for other in common)]
    return sorted(common, key=lambda t: (units[0].text.find(t, 1), t))


def _start_by_length(units: list[Unit]) -> int:
    """The start of the first unit, without words before it where all others have one length."""
    lengths = {u.end - u.start for u in units[1:]}
    first = units[0]
    if len(lengths) == 1:
        at = first.end - lengths.pop()
        if at > first.start and (first.end - at <= LONGEST_CUT or any(w.start == at for w in first.words)):
            return at
    return first.start


def _start_by_frame(units: tuple[Unit, ...]) -> int:
    """The start of the first unit, without words that stand farther before the frame than in the other units."""
    first, others = units[0], units[1:]
    middle = inside(list(units), "", closing(list(units)))
    if not middle:
        return first.start
    frame = first.start + first.text.find(middle[0], 1)
    same = reduce(_shared, [u.text for u in others])
    if same:
        starts = [w.start for w in first.words if w.start < frame and same.startswith(w.text)]
        return max(starts, default=first.start)
    before = max(u.text.find(middle[0], 1) for u in others)
    return min((w.start for w in first.words if frame - before <= w.start < frame), default=first.start)


def _end(reading: Reading, units: list[Unit], rank: int) -> int:
    """Where the last unit ends: before words that belong to all units."""
    last = units[-1]
    for way in _endings(reading, units[:-1], last, rank):
        if any(w.start == way.end < last.end for w in last.words) and way.words[-1].text != "可":
            return way.end
    return last.end
