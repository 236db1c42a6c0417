"""The part of a page that is its own first article: text, roles, headline, lead."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from helpers.tidy.dates.stamps import printed_lines, title_like
from helpers.tidy.page.lines import Passages, fold

HEADLINE = ("kicker", "title", "subtitle")
# An opening paragraph has at least this many Han characters; shorter ones are salutations and headings.
LEAD_HAN = 16
_LEAD = re.compile(rf"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){{{LEAD_HAN}}}")
LEAD_PASSAGES, LEAD_LONG = 2, 240


@dataclass
class Article:
    """A folded page: its text, the role of each stretch, and where its own article ends."""

    text: str
    spans: list
    end: int
    lead: tuple

    @cached_property
    def _stops(self) -> list[int]:
        """Where sentences end, in order."""
        return [mark.start() for mark in re.finditer(r"[。!?;\n]", self.text)]

    def _span(self, offset: int) -> tuple[int, int, str] | None:
        """The stretch that holds an offset; a page may have thousands, and as many mentions."""
        at = bisect_right(self.spans, offset, key=lambda span: span[0]) - 1
        return self.spans[at] if at >= 0 and offset < self.spans[at][1] else None

    def role(self, offset: int) -> str:
        """The role of the passage that holds an offset."""
        span = self._span(offset)
        return span[2] if span else "other"

    def sentence(self, offset: int) -> tuple[int, int]:
        """The span of the sentence that holds an offset; a sentence also ends where a role does."""
        low, high, _ = self._span(offset) or (0, len(self.text), "")
        at = bisect_left(self._stops, offset)
        start = self._stops[at - 1] + 1 if at else 0
        stop = self._stops[at] if at < len(self._stops) else high
        return max(start, low), min(stop, high)

    @cached_property
    def headline(self) -> str:
        """The headline's text."""
        return "\n".join(self.text[s:e] for s, e, role in self.spans if role in HEADLINE and s < self.end)

    @cached_property
    def body(self) -> str:
        """The body's text."""
        return "\n".join(self.text[s:e] for s, e, role in self.spans if role == "body" and s < self.end)


def read_article(clean: str, passages: Passages) -> Article:
    """Fold a page and find its first article and that article's lead."""
    text = fold(clean)
    spans = list(passages)
    if not any(role == "title" for _, _, role in spans):
        spans = _with_titles(spans, title_like(printed_lines(clean, passages)))
    end, seen_body = len(text), 0
    for start, stop, role in spans:
        seen_body += (stop - start) * (role == "body")
        if role == "title" and seen_body > LEAD_HAN * 5:  # A second article on the same page.
            end = start
            break
    lead, length = [], 0
    for start, stop, role in spans:
        if (
            role == "body"
            and start < end
            and _LEAD.match(text, start, stop)
        ):
            lead.append((start, stop))
            length += stop - start
            if len(lead) == LEAD_PASSAGES or length > LEAD_LONG:
                break
    return Article(text, spans, end, tuple(lead))


def _with_titles(spans: list, lines: list) -> list:
    """Cut out the lines that can be a headline where the layout has found none, and call them title."""
    cut = []
    for start, end, role in spans:
        for line in lines:
            low, high = max(start, line.start), min(end, line.start + len(line.text))
            if low < high:
                cut += [(start, low, role)] * (start < low) + [(low, high, "title")]
                start = high
        cut += [(start, end, role)] * (start < end)
    return cut
