"""Four-character runs: at least two neighbouring units of exactly four characters that each say something."""

from __future__ import annotations

import re

from .reading import Reading, Span

_HAN = re.compile("[一-龥]+")
_UNIT = 4
# Marks at which one unit follows another; anything else ends the run.
_JOINTS = "、，；"
# Parts of speech (jieba) of which one makes a phrase say something: verbs, adjectives, adverbs, idioms.
_SAYING = ("v", "a", "d", "i", "l", "z")
_NAMES = ("nr", "ns", "nt", "nz", "m", "t")


def four_character_runs(reading: Reading) -> list[Span]:
    """The four-character runs of a document.

    Examples
    --------
    >>> import pandas as pd
    >>> passages = pd.DataFrame({"role": ["body"], "text": ["要齐抓共管、上下联动，提高产品质量、服务质量。"], "start": [0], "end": [23]})
    >>> four_character_runs(Reading(passages))
    [Span(start=1, end=10, kind='', n_items=2, announced=None)]
    """
    text, spans = reading.text, []
    units = [(m.start(), m.end()) for m in _HAN.finditer(text)]
    i = 0
    while i < len(units):
        run = _run(reading, units, i)
        if len(run) > 1:
            spans.append(Span(run[0][0], run[-1][1], "", len(run)))
            i += len(run) - (run[-1][1] != units[i + len(run) - 1][1])
        i += 1
    return spans


def _run(reading: Reading, units: list[tuple[int, int]], first: int) -> list[tuple[int, int]]:
    """The run whose first unit ends the stretch `first`, or nothing."""
    text = reading.text
    start, end = units[first]
    if end - start < _UNIT or not _says(reading, end - _UNIT, end) or not _bounds(reading, end - _UNIT):
        return []
    run = [(end - _UNIT, end)]
    for start, end in units[first + 1 :]:
        if start - run[-1][1] != 1 or text[start - 1] not in _JOINTS:
            break
        if end - start >= _UNIT and _says(reading, start, start + _UNIT):
            if end - start == _UNIT:
                run.append((start, end))
                continue
            if _bounds(reading, start + _UNIT):
                if end - start == 2 * _UNIT + 1 and text[start + _UNIT] == "和" and _says(reading, end - _UNIT, end):
                    run += [(start, start + _UNIT), (end - _UNIT, end)]
                elif text[start + _UNIT] in "的等":
                    run.append((start, start + _UNIT))
        break
    return run


def _bounds(reading: Reading, at: int) -> bool:
    """Whether a word begins at a place."""
    return at in reading.words


def _says(reading: Reading, start: int, end: int) -> bool:
    """Whether four characters are words that say something, and no name or number."""
    at, tags = start, []
    while at < end and at in reading.words:
        at, tag = reading.words[at]
        tags.append(tag)
    if at != end or any(tag.startswith(_NAMES) for tag in tags):
        return False
    return any(tag.startswith(_SAYING) for tag in tags) or reading.text[start + 1 : end].find("之") == 1
