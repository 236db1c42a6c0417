"""Sentences with numbers from the data: printed as Markdown, right for none, one and many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from IPython.display import Markdown, display

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def say(text: str) -> None:
    """Show a text as Markdown, as a part of the notebook's prose."""
    display(Markdown(text))


def plural(n: int, noun: str, many: str | None = None) -> str:
    """A number with its noun.

    Examples
    --------
    >>> plural(1, "document"), plural(1200, "document"), plural(0, "city", "cities")
    ('1 document', '1,200 documents', 'no cities')
    """
    return f"{f'{n:,}' if n else 'no'} {noun if n == 1 else many or noun + 's'}"


def listed(items: Sequence[str], nothing: str = "none") -> str:
    """Items as a list in a sentence.

    Examples
    --------
    >>> listed(["one"]), listed(["one", "two", "three"]), listed([])
    ('one', 'one, two and three', 'none')
    """
    items = list(items)
    if len(items) < 2:
        return items[0] if items else nothing
    return f"{', '.join(items[:-1])} and {items[-1]}"


def literal(text: str) -> str:
    """A text from the data, so that Markdown shows it as it is: `**市` is a masked name and no bold type.

    Examples
    --------
    >>> literal("**市")
    '\\\\*\\\\*市'
    """
    return _SPECIAL.sub(r"\\\1", text)


def percent(part: float, whole: float) -> str:
    """A share in per cent; "–" of nothing.

    Examples
    --------
    >>> percent(1, 3), percent(0, 0)
    ('33.3%', '–')
    """
    return f"{100 * part / whole:.1f}%" if whole else "–"
