"""Text without the white space that parts no words, and the way back to where each character stood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# White space that goes on with its paragraph: blanks, and one line break without an indent after it. Between two
# characters of ASCII it parts numbers and words.
_INSIDE = re.compile(r"\s(?<=\S\s)(?:(?<=\n) ?|(?<!\n)[^\S\n]*(?:\n ?)?)(?=\S)")
_PARTS_WORDS = re.compile(r"[!-~]\s+[!-~]")


@dataclass(frozen=True)
class Squeezed:
    """A stretch of text without white space, and where in the whole text each of its characters stands."""

    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, clean: str, start: int, end: int) -> "Squeezed":
        """Drop all white space between two offsets: blanks in names and hard line breaks part no words."""
        piece = clean[start:end]
        text = "".join(piece.split())
        if len(text) == len(piece):
            return cls(text, range(start, end))
        return cls(text, [place for place, char in enumerate(piece, start) if not char.isspace()])

    @classmethod
    def paragraphs(cls, text: str) -> "Squeezed":
        """Drop the white space inside paragraphs; what stands between two of them stays, and between two numbers.

        Examples
        --------
        >>> Squeezed.paragraphs("十七届\\n五中 全会\\n\\n一、2010 12月").text
        '十七届五中全会\\n\\n一、2010 12月'
        """
        dropped = [
            gap.span() for gap in _INSIDE.finditer(text)
            if not _PARTS_WORDS.match(text, gap.start() - 1, gap.end() + 1)
        ]
        if not dropped:
            return cls(text, range(len(text)))
        edges = [0, *(edge for span in dropped for edge in span), len(text)]
        kept = list(zip(edges[::2], edges[1::2]))
        places = [place for start, end in kept for place in range(start, end)]
        return cls("".join(text[start:end] for start, end in kept), places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of this text as a span of the whole text."""
        return self.places[start], self.places[end - 1] + 1
