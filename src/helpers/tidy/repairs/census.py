"""One look at a text for the kinds of characters of which most texts hold none, instead of a search for each."""

import re
import sys
from functools import lru_cache

import numpy as np

from helpers.tidy.codes import code_points

# Soft hyphen, zero-width blanks and joiners, marks of direction, variation selectors: they stand between any two others.
INVISIBLE = "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
# Radicals and compatibility forms of whole characters.
LOOK_ALIKE = "[\u2e80-\u2fd5\uf900-\ufaff]"
# Letters with accents; the comma, the stop, 的, 中, 是, 在 and 质 in UTF-8, read as GBK.
MISREAD = "[\u00c0-\u00ef锛銆鐨涓鏄鍦璐]"
_KINDS = (INVISIBLE, LOOK_ALIKE, MISREAD)


def holds(text: str, kind: str) -> bool:
    """Whether a text holds a character of a kind, one of those above.

    Examples
    --------
    >>> holds("质\\u200b量", INVISIBLE), holds("质量", INVISIBLE)
    (True, False)
    """
    return bool(_kinds_in(text) & 1 << _KINDS.index(kind))


@lru_cache(maxsize=1)
def _kinds_in(text: str) -> int:
    """The kinds that a text holds, a bit for each; the rules ask of one text after the other."""
    return int(np.bitwise_or.reduce(_kind_of()[code_points(text)], initial=0))


@lru_cache(maxsize=1)
def _kind_of() -> np.ndarray:
    """The kind of every code point, a bit for each."""
    kinds = np.zeros(sys.maxunicode + 1, np.uint8)
    plane = "".join(map(chr, range(0x10000)))  # all of these kinds lie in the first plane
    for number, kind in enumerate(_KINDS):
        kinds[[match.start() for match in re.finditer(kind, plane)]] |= 1 << number
    return kinds
