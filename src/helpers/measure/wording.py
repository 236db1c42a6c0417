"""Numbers and lists in sentences, right for none, one and many."""

from __future__ import annotations

from collections.abc import Iterable


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
