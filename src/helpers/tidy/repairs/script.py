"""Traditional and Simplified characters: which a text is in, and the way to Simplified."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from itertools import chain

import numpy as np
import opencc

from helpers.tidy.codes import code_points
from helpers.tidy.repairs.ledger import Edit

# 著 is both 着 and the 著 of authorship. OpenCC's t2s keeps it; its Taiwan variant turns 编著 and 卓著 too.
# So it becomes 着 unless one of these words holds it.
_NOT_AUTHORSHIP = re.compile("著(?![名作述者称录书文于]|有《)(?<![名原专论编合译遗巨拙新所撰显卓昭土]著)")
# Where Unicode has Han characters.
_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))
# Shares of decisive characters above which a text is in one script, the rest being names and quotations.
ONE_SCRIPT = 0.85


@lru_cache(maxsize=2)
def _converter(conversion: str) -> opencc.OpenCC:
    return opencc.OpenCC(conversion)


@lru_cache(maxsize=2)
def _forms(conversion: str) -> dict[str, str]:
    """The characters that have another form by themselves, with that form."""
    han = [chr(code) for code in chain(*_HAN)]
    # A line each: beside each other they could be read as words.
    converted = _converter(conversion).convert("\n".join(han)).split("\n")
    return {character: form for character, form in zip(han, converted, strict=True) if form != character}


@lru_cache(maxsize=2)
def _has_other_form(conversion: str) -> np.ndarray:
    """Of every code point, whether it has another form by itself."""
    other = np.zeros(sys.maxunicode + 1, bool)
    other[[ord(character) for character in _forms(conversion)]] = True
    return other


def simplified(character: str) -> str:
    """The Simplified form of one character by itself."""
    return _forms("t2s").get(character, character)


def traditional(character: str) -> str:
    """The first Traditional form of one character by itself."""
    return _forms("s2t").get(character, character)


def in_traditional_text(character: str) -> bool:
    """Whether a text put into Traditional one by one can hold this character."""
    return simplified(character) != character or traditional(character) == character


def convert(text: str) -> str:
    """Simplified text of the same length, character by character where words would change the length.

    Examples
    --------
    >>> convert("著力創建質量強區,乾隆、顯著")
    '着力创建质量强区,乾隆、显著'
    """
    converted = _converter("t2s").convert(text)
    if len(converted) != len(text):
        converted = "".join(simplified(c) for c in text)
    return _NOT_AUTHORSHIP.sub("着", converted)


def script_of(text: str) -> str:
    """Hans, Hant or mixed, by the characters that only one script has.

    Examples
    --------
    >>> script_of("质量强区"), script_of("質量強區"), script_of("中文")
    ('Hans', 'Hant', 'Hans')
    """
    codes = code_points(text)
    hant = _has_other_form("t2s")[codes]
    n_hant = np.count_nonzero(hant)
    if not n_hant:
        return "Hans"
    n_hans = np.count_nonzero(_has_other_form("s2t")[codes] & ~hant)
    if n_hant <= (1 - ONE_SCRIPT) * (n_hant + n_hans):
        return "Hans"
    return "Hant" if n_hant >= ONE_SCRIPT * (n_hant + n_hans) else "mixed"


def script_edits(text: str, names: tuple[str, ...] = ()) -> list[Edit]:
    """One edit per character that is Traditional, except inside the protected `names`.

    Examples
    --------
    >>> script_edits("質量", ())
    [Edit(start=0, end=1, after='质', confidence=1.0, alternatives='')]
    >>> script_edits("匡湧", ("匡湧",))
    []
    """
    converted = convert(text)
    if converted == text:
        return []
    kept = {i for name in names for m in re.finditer(re.escape(name), text) for i in range(*m.span())}
    places = np.flatnonzero(code_points(text) != code_points(converted)).tolist()
    return [Edit(place, place + 1, converted[place]) for place in places if place not in kept]
