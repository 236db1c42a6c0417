"""Readings in pinyin, in one way everywhere: by word, as the national orthography sets it (GB/T 16159).

A word is written together, words apart; a place's own name and its kind (市, 省, 自治区) are two words with capitals; an
apostrophe parts syllables where a reader could join them wrongly.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pandas as pd
from pypinyin import Style, lazy_pinyin

from ..measure.slogans import grammar
from ..tables import DATA
from ..tidy.segmenter import segmenter

_KINDS = re.compile(r"(?<=..)(特别行政区|自治区|自治州|自治县|地区|省|市|区|县|州|盟|旗|镇|乡)$")
# Written together with the word that they belong to, where the segmenter leaves them alone.
_BEFORE, _BEHIND = frozenset("副总代"), frozenset("度性化者率行")
LONG = 4  # characters from which a word may be two, kept whole for counting: 领导小组
# What pypinyin reads otherwise: a line is háng. Names of places stand in `data/place_readings.csv`.
_READINGS = {"索引行": ["suǒ", "yǐn", "háng"]}


def pinyin(text: str) -> str:
    """The reading of a Chinese text with tones, word by word.

    Examples
    --------
    >>> pinyin("质量强市"), pinyin("提法"), pinyin("领导小组"), pinyin("提案")
    ('zhìliàng qiáng shì', 'tífǎ', 'lǐngdǎo xiǎozǔ', "tí'àn")
    """
    return " ".join(map(_read, _words(text)))


def place_pinyin(name: str) -> str:
    """The reading of a place's name, with capitals.

    Examples
    --------
    >>> place_pinyin("无锡市"), place_pinyin("西安市"), place_pinyin("广西壮族自治区"), place_pinyin("长清区")
    ('Wúxī Shì', "Xī'ān Shì", 'Guǎngxī Zhuàngzú Zìzhìqū', 'Chángqīng Qū')
    """
    kind = _KINDS.search(name)
    parts = [name[: kind.start()], kind[1]] if kind else [name]
    if kind and kind[1].startswith("自治"):
        parts[:1] = _words(parts[0])
    return " ".join(_joined(_place_syllables(part)).capitalize() for part in parts)


@lru_cache(maxsize=1)
def _place_readings() -> dict[str, list[str]]:
    table = pd.read_csv(DATA / "place_readings.csv", dtype="string")
    return {row.name: row.pinyin.split() for row in table.itertuples(index=False)}


def _place_syllables(part: str) -> list[str]:
    """The syllables of a part of a place's name; 长 is cháng (long) in all that are not in the table."""
    found = _place_readings().get(part) or lazy_pinyin(part, style=Style.TONE)
    if part in _place_readings() or len(found) != len(part):
        return found
    return ["cháng" if character == "长" else syllable for character, syllable in zip(part, found)]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for word in (part for word in segmenter().cut(text) for part in _parts(word)):
        if words and (words[-1] in _BEFORE or word in _BEHIND):
            words[-1] += word
        else:
            words.append(word)
    return words


def _parts(word: str) -> list[str]:
    """A slogan, which the segmenter keeps whole, as family, verb and scope; a long word as two where both are words."""
    slots, cut = grammar(), segmenter().cut
    for family in slots["family"]:
        rest = word.removeprefix(family)
        if rest != word and rest[:1] in slots["verb"] and rest[1:] in slots["scope"]:
            return [family, rest[0], rest[1:]]
    halves = [word[:2], word[2:]]
    return halves if len(word) >= LONG and all(list(cut(half)) == [half] for half in halves) else [word]


def _read(word: str) -> str:
    """The syllables of a word joined."""
    return _joined(_READINGS.get(word) or lazy_pinyin(word, style=Style.TONE))


def _joined(syllables: list[str]) -> str:
    return "".join("'" * (i > 0 and unicodedata.normalize("NFD", syllable)[:1] in ("a", "o", "e")) + syllable
                   for i, syllable in enumerate(syllables))
