"""Parallelism (排比): three or more neighbouring units with a shared frame and no counting marker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .enumeration import WAYS
from .four_characters import THINGS
from .reading import BREAK, Reading, Span

LEAST_UNITS = 3
LEAST_CHARACTERS = 3  # of a unit
LONGEST_LEAD = 3  # what stands before the frame in the first unit, in units as long as the others
SHORT_TOPIC = 8  # characters before the frame of the first of several clause groups
# Marks from weak to strong: a unit stands between two marks of one rank or stronger ones.
RANKS = ("、", "，", "；", "。！？")
CLAUSES = 1  # the rank up to which a frame may lie inside the units
_MARKS = re.compile("[、，；：。！？\n]")
# Words of one character that make a frame: they govern what follows, and end a verb of result.
_HEADS = frozenset("要抓促保强重靠以把使为讲学比争创敢能会有无不更最越既又应从用向对给谁哪可将需须想做干管建办优提扩加稳突严增改看听查多少同包")
_SENTENCE_HEADS = "要以对把向"
_TAILS = frozenset("前上中好强高新优实严大多快深细清准")
# Words that make no frame: function words and subjects.
_NO_FRAME = frozenset("的了着和在与及等我们一这那其并")
_NEGATION = frozenset("不无没多少")  # these make a frame whatever word they are written into
# Verbs that jieba's dictionary calls nouns.
_VERBS = frozenset(("关系", "事关", "关乎", "体现", "标志", "意味", "服务", "强化", "突出", "重在", "贵在", "难在"))
_QUANTITY = re.compile(r"\d|百分之|[一二三四五六七八九十]+(?:亿|万|千|百|倍)")
_COUNTING = re.compile("|".join(pattern.pattern for pattern in WAYS.values()))
_JOINED = re.compile("^(?:以及|并且|和|并|而且|更是|也|更)")
_SAYING = ("v", "a", "d", "i", "l", "p", "z", "c")
# Adverbs and copulas that carry a frame from inside the units.
_INFIXES = frozenset(("不断", "更加", "进一步", "明显", "全面", "持续", "稳步", "显著", "普遍", "就", "就是", "是", "日益", "逐步"))


class _Word(NamedTuple):
    text: str
    tag: str
    start: int


class _Unit(NamedTuple):
    start: int
    end: int
    words: tuple[_Word, ...]


class _Run(NamedTuple):
    """A candidate: its span, its units' places, and how good its kind of frame is."""

    order: int
    span: Span
    units: tuple[tuple[int, int], ...]


def parallelisms(reading: Reading) -> list[Span]:
    """The parallelisms of a document; where several frames overlap, one that opens its units, then the most units.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "抓质量是发展的需要，抓标准是竞争的需要，抓诚信是民心的需要。"
    >>> passages = pd.DataFrame({"role": ["body"], "text": [text], "start": [0], "end": [len(text)]})
    >>> parallelisms(Reading(passages))
    [Span(start=0, end=29, kind='抓…的需要', n_items=3, announced=None)]
    """
    found: list[_Run] = []
    start = 0
    while start < len(reading.text):
        end = reading.text.index(BREAK, start)
        for rank in range(len(RANKS)):
            for units in _sequences(reading, start, end, rank):
                found += _runs(reading, units, rank)
        start = end + 1
    return _without_overlap(found)


def _sequences(reading: Reading, start: int, end: int, rank: int) -> Iterator[list[_Unit]]:
    """Neighbouring units between marks of one rank: what a stronger mark parts is another sequence."""
    own = RANKS[rank]
    weaker = "".join(RANKS[:rank])
    units: list[_Unit] = []
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


def _unit(reading: Reading, start: int, end: int) -> _Unit:
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
        words.append(_Word(reading.text[at : min(stop, end)], tag, at))
        at = stop
    return _Unit(start, end, tuple(words))


def _runs(reading: Reading, units: list[_Unit], rank: int) -> Iterator[_Run]:
    """The longest runs of units that share a frame."""
    i = 0
    while i + LEAST_UNITS <= len(units):
        best = None
        for count in range(LEAST_UNITS, len(units) - i + 1):
            row = units[i : i + count]
            found = _frame(reading, row, rank) or (_frame(reading, _cut_last(reading, row), rank) if rank == 0 else None)
            if not found or best and found.order > best.order:
                break
            best = found
        if best:
            yield best
        i += best.span.n_items if best else 1


def _cut_last(reading: Reading, units: list[_Unit]) -> list[_Unit]:
    """The units, the last as short as all others before it: its object belongs to all (实现好、维护好、发展好 … 利益)."""
    lengths = {u.end - u.start for u in units[1:-1]}
    length = lengths.pop()
    last = units[-1]
    if lengths or not LEAST_CHARACTERS <= length <= 4 or last.end - last.start <= length:
        return units
    return [*units[:-1], _unit(reading, last.start, last.start + length)]


def _frame(reading: Reading, units: list[_Unit], rank: int) -> _Run | None:
    """The best frame that all units share."""
    texts = [reading.text[u.start : u.end] for u in units]
    if any(len(t) < LEAST_CHARACTERS or _COUNTING.match(t) for t in texts) or len(set(texts)) < len(texts):
        return None
    if sum(bool(_QUANTITY.search(t)) for t in texts) > 1:
        return None
    for order, look in enumerate((_opens, _closes, _matches, _holds)):
        found = look(reading, units, rank)
        if found:
            kind, start = found
            end = _end(reading, units, rank)
            places = ((start, units[0].end), *((u.start, u.end) for u in units[1:]))
            return _Run(order, Span(start, end, kind, len(units)), places)
    return None


def _opens(reading: Reading, units: list[_Unit], rank: int) -> tuple[str, int] | None:
    """A frame at the beginning of the units; in the first unit words may stand before it."""
    others = [list(u.words) for u in units[1:]]
    if others[-1][0].text != others[0][0].text:
        others[-1] = _without_joint(others[-1])
    head = others[0][0].text[0]
    if any(not words or words[0].text[0] != head for words in others):
        return None
    lengths = [u.end - u.start for u in units[1:]]
    for length, words in _beginnings(others):
        frame = "".join(w.text for w in words)
        if not _governs(words, rank) and not (rank > CLAUSES and _echo(units, len(words))):
            continue
        at = _place_of(reading, units[0], frame, rank, lengths)
        if at is not None:
            suffix = _shared_end(units)
            return f"{frame}…{suffix if _predicate_end(suffix, units) else ''}", at
    short = all(sum(len(w.text) for w in words) == LEAST_CHARACTERS for words in others)
    if rank <= CLAUSES and (head in _HEADS and short or head in _NEGATION):
        at = _place_of(reading, units[0], head, rank, lengths)
        return (f"{head}…", at) if at is not None else None
    return None


def _beginnings(rows: list[list[_Word]]) -> Iterator[tuple[int, list[_Word]]]:
    """The common beginnings, the longest first, each in the words of a unit that ends a word there.

    A unit's other words may be cut in another way: jieba's dictionary holds 统一指挥 and not 统一政策.
    """
    letters = "".join(_shared(["".join(w.text for w in words) for words in rows]))
    for length in range(len(letters), 0, -1):
        for words in rows:
            ends = [w.start + len(w.text) - words[0].start for w in words]
            if length in ends:
                cut = words[: ends.index(length) + 1]
                if cut[-1].text not in _NO_FRAME and sum(
                        length in [w.start + len(w.text) - row[0].start for w in row] for row in rows) * 2 >= len(rows):
                    yield length, cut
                break


def _echo(units: list[_Unit], length: int) -> bool:
    """Whether groups of clauses share more than a subject: 人才来了，要 …；人才留下，要 …."""
    common = set.intersection(*({w.text for w in u.words[length:]} for u in units))
    marks = {u.words[-1].text for u in units} | set("，、的了在和，、“”")
    return len(units[0].words) < 15 and len(common - marks - _NO_FRAME) > 0


def _governs(words: list[_Word], rank: int) -> bool:
    """Whether words at the head of a unit make a frame: a verb, adverb or preposition, not a mere subject."""
    text = "".join(w.text for w in words)
    if set(text) <= _NO_FRAME or all(w.text in ("我们", "他们", "你们", "必然", "同时") for w in words):
        return False
    if len(text) == 1:
        if rank == len(RANKS) - 1:
            return text in _SENTENCE_HEADS
        return text in _HEADS or words[0].tag in ("v", "p", "d")
    return any(w.tag.startswith(_SAYING) or w.text in _VERBS for w in words)


def _place_of(reading: Reading, unit: _Unit, frame: str, rank: int, lengths: list[int]) -> int | None:
    """Where the frame stands in the first unit: at its start, or behind words that belong to all units."""
    if reading.text.startswith(frame, unit.start):
        return unit.start
    for word in reversed(unit.words[1:]):
        if not reading.text.startswith(frame, word.start) or reading.text.startswith("要务", word.start):
            continue
        left = unit.end - word.start
        if rank > CLAUSES and reading.text[word.start - 1] not in "，：、" and word.start - unit.start > SHORT_TOPIC:
            continue
        if "”" in reading.text[word.start : unit.end]:
            continue
        if LEAST_CHARACTERS <= left <= LONGEST_LEAD * max(lengths):
            return word.start
    return None


def _closes(reading: Reading, units: list[_Unit], rank: int) -> tuple[str, int] | None:
    """A frame at the end of clauses."""
    suffix = _shared_end(units)
    if rank > CLAUSES or not _predicate_end(suffix, units):
        return None
    if rank == 0 and _is_list_of_nouns(suffix, units):
        return None
    return f"…{suffix}", _start_by_length(units)


def _is_list_of_nouns(suffix: str, units: list[_Unit]) -> bool:
    """Whether units between 、 only name things: 经济建设、政治建设, 甲的优势、乙的优势."""
    if any(w.text == "的" for u in units for w in u.words) or suffix in THINGS:
        return True
    tag = next((w.tag for u in units for w in u.words if w.text == suffix), "")
    firsts = [u.words[0].tag for u in units[1:]]
    return tag in ("n", "v", "vn") and sum(f in ("v", "vd", "vn", "a", "ad", "d", "l", "i") for f in firsts) * 2 < len(firsts)


def _shared_end(units: list[_Unit]) -> str:
    words = _shared([[w.text for w in reversed(u.words)] for u in units])
    if words:
        return "".join(reversed(words))
    letters = _shared(["".join(w.text for w in u.words)[::-1] for u in units])
    for length in range(len(letters), 1, -1):  # a word of the dictionary may hold verb and object: 引进人才
        if any(w.start == u.end - length for u in units for w in u.words):
            return "".join(reversed(letters[:length]))
    tails = {u.words[-1].text[-1] for u in units}
    tail = tails.pop()
    return tail if not tails and tail in _TAILS and all(u.end - u.start == LEAST_CHARACTERS for u in units[1:]) else ""


def _predicate_end(suffix: str, units: list[_Unit]) -> bool:
    """Whether a common end says something: a verb or adjective, … 的需要 behind a verb, or the repeated object."""
    if not suffix or set(suffix) <= _NO_FRAME:
        return False
    if suffix in _TAILS:
        return True
    last = [w for w in units[0].words if w.start >= units[0].end - len(suffix)]
    if suffix.startswith("的") and len(suffix) > 1:
        return all(any(w.text in ("是", "为", "靠") for w in u.words) for u in units)
    if any(w.tag.startswith(_SAYING) or w.tag == "vn" for w in last):
        return len(suffix) > 1
    rest = [[w for w in u.words if w.start < u.end - len(suffix)] for u in units[1:]]
    return len(suffix) > 1 and all(0 < len(r) < 3 and r[0].tag.startswith(("v", "p", "l")) and u.end - u.start < 6
                                   for u, r in zip(units[1:], rest))


def _matches(reading: Reading, units: list[_Unit], rank: int) -> tuple[str, int] | None:
    """A frame of characters at the same places of units of one length: 县道县管、乡道乡管, 下的是 … 送的是 …."""
    lengths = {u.end - u.start for u in units[1:]}
    if rank > CLAUSES or len(lengths) > 1:
        return None
    length = lengths.pop()
    start = _start_by_length(units)
    texts = [reading.text[start : units[0].end], *(reading.text[u.start : u.end] for u in units[1:])]
    if length > 12 or any(len(t) != length for t in texts):
        return None
    same = [i for i in range(length) if len({t[i] for t in texts}) == 1]
    frame = "".join(texts[0][i] for i in same)
    spread = len(same) > 1 and same[-1] - same[0] >= len(same)
    if len(same) < 2 or set(frame) <= set("的和与、等在“”个") or rank == 0 and "的" in frame or not (spread or set(frame) & set("是得")):
        return None
    return "…".join(frame), start


def _start_by_length(units: list[_Unit]) -> int:
    """The start of the first unit, without words before it where all others have one length."""
    lengths = {u.end - u.start for u in units[1:]}
    first = units[0]
    if len(lengths) == 1:
        at = first.end - lengths.pop()
        if at > first.start and any(w.start == at for w in first.words):
            return at
    return first.start


def _holds(reading: Reading, units: list[_Unit], rank: int) -> tuple[str, int] | None:
    """A frame inside clauses: the same verb at the same place, or an adverb at the head of the predicate."""
    if rank > CLAUSES + 1 or rank < CLAUSES:
        return None
    common = set.intersection(*({w.text for w in u.words[1:-1]} for u in units))
    for word in units[0].words[1:-1]:
        if word.text not in common:
            continue
        places = [next(i for i, w in enumerate(u.words) if i and w.text == word.text) for u in units]
        infix = word.text in _INFIXES and (rank == CLAUSES and max(places) < 6 or word.text == "就是")
        verb = word.tag == "v" and len(word.text) > 1 and set(places) == {1} and rank == CLAUSES
        if infix or verb:
            return f"…{word.text}…", units[0].start
    return None


def _end(reading: Reading, units: list[_Unit], rank: int) -> int:
    """Where the last unit ends: before 的 and a noun that belong to all units."""
    last = units[-1]
    if rank == 0 and not any("的" in reading.text[u.start : u.end] for u in units[:-1]):
        at = reading.text.find("的", last.start + LEAST_CHARACTERS, last.end)
        return at if at >= 0 else last.end
    return last.end


def _without_joint(words: list[_Word]) -> list[_Word]:
    """The words of the last unit without its conjunction."""
    return words[1:] if _JOINED.match(words[0].text) and len(words[0].text) < 3 else words


def _shared(rows: list[list[str]]) -> list[str]:
    """The longest common beginning."""
    shared = []
    for words in zip(*rows):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return shared


def _without_overlap(runs: list[_Run]) -> list[Span]:
    """The best runs; what overlaps one of them goes unless it stands inside one of its units."""
    kept: list[_Run] = []
    for run in sorted(runs, key=lambda r: (r.order, -r.span.n_items, r.span.start - r.span.end, r.span.start)):
        if all(_apart(run, other) for other in kept):
            kept.append(run)
    return sorted(run.span for run in kept)


def _apart(one: _Run, other: _Run) -> bool:
    if one.span.end <= other.span.start or one.span.start >= other.span.end:
        return True
    return any(a <= s.span.start and s.span.end <= b
               for s, o in ((one, other), (other, one)) for a, b in o.units)
