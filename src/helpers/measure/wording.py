"""Numbers and lists in sentences, right for none, one and many."""

from __future__ import annotations

from collections.abc import Iterable

# Below this a number is told as below it: more digits than that tell of the formula, not of the texts.
LEAST = 0.0001


def number(x: float, decimals: int = 2) -> str:
    """A number with so many decimals; one that is not 0 never looks like 0: two of its own digits are given instead.

    Examples
    --------
    >>> number(1234.567), number(0), number(0.0019033), number(-0.3, 0), number(1.6e-62)
    ('1,234.57', '0.00', '0.0019', '-0.3', '<0.0001')
    """
    if x == 0 or round(x, decimals):
        return f"{x:,.{decimals}f}"
    if abs(x) < LEAST:
        return f"<{LEAST}" if x > 0 else f">-{LEAST}"
    return f"{x:.2g}"


def plural(n: int, noun: str, many: str | None = None) -> str:
    """A number with its noun.

    Examples
    --------
    >>> plural(1, "document"), plural(1200, "day"), plural(0, "city")
    ('1 document', '1,200 days', 'no cities')
    """
    regular = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"
    return f"{f'{n:,}' if n else 'no'} {noun if n == 1 else many or regular}"


def listed(items: Iterable[str], nothing: str = "none", joined: str = "and") -> str:
    """Items as a list in a sentence; `nothing` where there is none, `joined` before the last.

    Examples
    --------
    >>> listed(["one"]), listed(["one", "two", "three"]), listed([])
    ('one', 'one, two and three', 'none')
    """
    items = list(items)
    if len(items) < 2:
        return items[0] if items else nothing
    return f"{', '.join(items[:-1])} {joined} {items[-1]}"
