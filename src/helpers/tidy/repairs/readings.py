"""Readings of characters in pinyin, and the annotations that pages carry."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# `ɑ` and `ɡ` are what GBK has for a and g in pinyin; some annotating tools wrote these.
_LETTERS = "a-zɑɡêüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_LOOKALIKES = str.maketrans("ɑɡ", "ag")

SYLLABLE = rf"[{_LETTERS}]{{1,7}}"
# Blanks behind a reading are the annotating tool's, not the author's: `產(chan) 品`.
NOTE = re.compile(rf"\(({SYLLABLE})\)")
# A lead byte that swallowed the bracket: `因?yàn)檫@些`.
SWALLOWED = re.compile(rf"\?({SYLLABLE})\)")


def normal(reading: str) -> str:
    """A reading in ordinary letters."""
    return unicodedata.normalize("NFC", reading).translate(_LOOKALIKES)


@lru_cache(maxsize=4096)
def toneless(reading: str) -> str:
    """A reading without its tone: `zhì` is `zhi`; ü stays."""
    letters = unicodedata.normalize("NFD", normal(reading))
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c) or c == "\u0308"))


@lru_cache(maxsize=65536)
def readings(character: str) -> frozenset[str]:
    """All readings of a character, with tone marks (pypinyin).

    Examples
    --------
    >>> sorted(readings("應"))
    ['yìng', 'yīng']
    """
    from pypinyin.constants import PINYIN_DICT

    return frozenset(PINYIN_DICT.get(ord(character), "").split(",")) - {""} if len(character) == 1 else frozenset()


def is_reading(character: str, reading: str, *, with_tone: bool = True) -> bool:
    """Whether `reading` is a reading of the character, exactly or but for the tone.

    Examples
    --------
    >>> is_reading("調", "diào"), is_reading("產", "chan"), is_reading("產", "chan", with_tone=False)
    (True, False, True)
    """
    if normal(reading) in readings(character):
        return True
    return not with_tone and toneless(reading) in {toneless(r) for r in readings(character)}
