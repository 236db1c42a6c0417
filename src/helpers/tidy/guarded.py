"""Patterns that are tried only on a text that holds one of their words."""

import re
from collections.abc import Iterator


# So many words are looked for one after the other, more of them by one pattern.
FEW_WORDS = 8


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
        self._many = re.compile("|".join(map(re.escape, words))) if len(words) > FEW_WORDS else None

    def _may_match(self, text: str) -> bool:
        """Whether a text holds one of the words."""
        if self._many:
            return self._many.search(text) is not None
        for word in self.words:
            if word in text:
                return True
        return False

    def search(self, text: str) -> re.Match | None:
        """Return the first match of the pattern in a text."""
        return self.pattern.search(text) if self._may_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match]:
        """Return the matches of the pattern in a text, from left to right."""
        return self.pattern.finditer(text) if self._may_match(text) else iter(())
