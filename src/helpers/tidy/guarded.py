"""Patterns that are tried only on a text that holds one of their words."""

import re
from collections.abc import Iterator


class Guarded:
    """A pattern that cannot match without one of some words, which are looked for first.

    Where much can begin a match, a pattern is tried at every character; a text without its words is passed over at
    once.

    Examples
    --------
    >>> since = Guarded("[一-龥]{2,8}?以来", "以来")
    >>> [match[0] for match in since.finditer("改革开放以来")], list(since.finditer("改革开放"))
    (['改革开放以来'], [])
    """

    def __init__(self, pattern: str, *words: str):
        self.pattern, self.words = re.compile(pattern), words

    def finditer(self, text: str) -> Iterator[re.Match]:
        """Return the matches of the pattern in a text, from left to right."""
        return self.pattern.finditer(text) if any(word in text for word in self.words) else iter(())
