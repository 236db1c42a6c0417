"""Numbers in Chinese numerals, as enumerations and formulas write them."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"两": 2, "双": 2}
NUMERAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"


def value(numeral: str) -> int | None:
    """The number that a numeral below a hundred writes.

    Examples
    --------
    >>> value("三"), value("十二"), value("二十"), value("两"), value("12"), value("万")
    (3, 12, 20, 2, 12, None)
    """
    if numeral.isdecimal():
        return int(numeral)
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
            return None
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return _DIGITS.get(numeral)
