"""Enumeration: a series of at least two items, each opened by a marker that counts on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .numerals import NUMERAL, value
from .reading import BREAK, Reading, Span

# What may stand before a marker inside a line; at the start of a line nothing needs to.
_EDGE = r"(?:(?<=[。！？；：，、…“”（）—\n*])|(?<![\s\S]))"
_SENTENCE_EDGE = r"(?:(?<=[。！？；：…”）\n])|(?<![\s\S]))"
_LINE_EDGE = r"(?:(?<=\n)|(?<![\s\S]))"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}
# Each way to count on: the marker, whose group is the number. A series keeps to one way.
WAYS = {
    "一是": re.compile(rf"{_EDGE}({NUMERAL})是(?!否|个|种)"),
    "一要": re.compile(rf"(?:{_EDGE}|(?<=就是))({NUMERAL})要"),
    "一靠": re.compile(rf"{_EDGE}({NUMERAL})(?:靠|抓|看|讲|管|促|查|建|改|严)(?=[一-龥])"),
    "第一": re.compile(rf"{_EDGE}第({NUMERAL})(?:[，、：,:]|[条点]?[，、：是要]|条)"),
    "一、": re.compile(rf"{_SENTENCE_EDGE}({NUMERAL})、(?!{NUMERAL}[、是季产])"),
    "（一）": re.compile(rf"[（(]({NUMERAL})[）)](?![、和至])"),
    "①": re.compile(rf"([{_CIRCLED}])"),
    "1.": re.compile(rf"(?:{_LINE_EDGE}(\d{{1,2}})[.．]|{_SENTENCE_EDGE}(\d{{1,2}})、)(?!\d)"),
    "（1）": re.compile(r"[（(](\d{1,2})[）)]"),
    "首先": re.compile(rf"{_EDGE}(首先|其次|再次|再者|最后)|(首先)(?=[^。！？\n]{{1,60}}[，；]其次)"),
    "其一": re.compile(rf"{_EDGE}其({NUMERAL})(?=[，：是、])"),
}
FARTHEST = 1500  # characters between two markers of 首先 … 其次: farther apart they are no series
# 第39个“质量月” is the thirty-ninth and announces nothing.
_ANNOUNCED = re.compile(rf"(?<![第\d一二三四五六七八九十百])({NUMERAL}|两|\d+)(?:大|个|点|项|条|件|种|类|句|步|关|方面)(?!以上|以下)|有({NUMERAL})$")
_ANNOUNCE_WITHIN = 60
_FULL_STOP = re.compile("[。！？]")


class _Marker(NamedTuple):
    way: str
    number: int
    start: int
    end: int


def enumerations(reading: Reading) -> list[Span]:
    """The enumerations of a document, the outer before the inner.

    Examples
    --------
    >>> import pandas as pd
    >>> passages = pd.DataFrame({"role": ["body"], "text": ["要做好三项工作：一是抓质量；二是抓标准；三是抓诚信。"],
    ...                          "start": [0], "end": [26]})
    >>> enumerations(Reading(passages))
    [Span(start=8, end=25, kind='一是', n_items=3, announced=3)]
    """
    spans = []
    for way in WAYS:
        for series in _series(reading, way):
            spans.append(Span(series[0].start, _end(reading, series), _kind(reading.text, series[0]), len(series),
                              _announced(reading.text, series[0].start, len(series))))
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _markers(text: str, way: str) -> Iterator[_Marker]:
    for match in WAYS[way].finditer(text):
        found = next(group for group in match.groups() if group)
        number = (_ORDER.get(found) or (_CIRCLED.index(found) + 1 if found in _CIRCLED else None)
                  or (int(found) if found.isdigit() else value(found)))
        if number:
            yield _Marker(way, number, match.start(), match.end())


def _series(reading: Reading, way: str) -> Iterator[list[_Marker]]:
    series: list[_Marker] = []
    for marker in _markers(reading.text, way):
        if series and _goes_on(reading, series[-1], marker):
            series.append(marker)
        elif marker.number == 1 or (marker.number > 1 and not series and _is_start(reading, way, marker)):
            if len(series) > 1:
                yield series
            series = [marker]
    if len(series) > 1:
        yield series


def _goes_on(reading: Reading, last: _Marker, marker: _Marker) -> bool:
    if last.way == "首先":
        return last.number < marker.number and marker.start - last.start <= FARTHEST
    if marker.number == last.number + 1:
        return True
    return marker.number > last.number + 1 and reading.cut_between(last.start, marker.start)


def _is_start(reading: Reading, way: str, marker: _Marker) -> bool:
    """Whether a series may begin here whose first items the page does not show."""
    return way != "首先" and (marker.start == 0 or reading.cut_between(-1, marker.start))


def _kind(text: str, marker: _Marker) -> str:
    return text[marker.start : marker.end].rstrip("，：,:") if marker.way != "第一" else text[marker.start : marker.end][:2]


def _end(reading: Reading, series: list[_Marker]) -> int:
    """Where the last item ends: its sentence, its heading line, or its paragraph where earlier items have sentences."""
    text, last = reading.text, series[-1]
    line = reading.line_end(last.start)
    if text[last.start - 1 : last.start] in ("", BREAK) and not _FULL_STOP.search(text, last.end, line):
        return line - (text[line - 1] in "；：，")
    items = [text[a.end : b.start] for a, b in zip(series, series[1:])]
    if any(_FULL_STOP.search(item.rstrip("。！？\n")) for item in items):
        return line - (text[line - 1] in "。！？；…")
    end = reading.sentence_end(last.end)
    if not any("；" in item for item in items):
        semicolon = text.find("；", last.end, end)
        end = semicolon if semicolon >= 0 else end
    return end


def _announced(text: str, start: int, n_items: int) -> int | None:
    """The number of items that the text gives just before the first; a smaller one than follow is of something else."""
    before = text[max(0, start - _ANNOUNCE_WITHIN) : start].rstrip("。：，、；\n“（—")
    sentence = re.split("[。！？\n]", before)[-1]
    numerals = [match[1] or match[2] for match in _ANNOUNCED.finditer(sentence)]
    found = [n for numeral in numerals if (n := value(numeral)) and n > 1]
    return found[-1] if found and found[-1] >= n_items else None
