"""Find printed tables of contents above an article."""

import re

from helpers.tidy.page.core import HEADING, SALUTATION
from helpers.tidy.page.lines import ENUMERATOR, Line, is_listed, letters

_OUTLINE_HEAD = re.compile(
    r"[\[(·■◆]?(?:(?:本文|文章|讲话|阅读|内容|本页|全文|快速|章节)?(?:目录|提纲|提要|目次|要目|导航|大纲)|内容摘要|主要内容|核心要点|内容要点|要点)(?:/(?:提纲"
    r"|目录|提要))?[\])]?"
    r"(?: *[:].*| *…*)$|[\[(·■◆]?(?:本文|文章|内容|阅读)?导读[\])]?:?$"
)
_SUMMARY = re.compile(r"[\[(]?(?:核心提示|内容提要|内容摘要|导读)[\])]?[: ]")
_DOTS = re.compile(r"[….·。 ]+$")
# A contents entry is at most this long.
OUTLINE_LENGTH = 60
# A list of contents without a heading has at least so many entries; a list of contents starts within so many
# lines.
OUTLINE_ENTRIES = 2
OUTLINE_REACH = 40
# So many letters of a summary, printed again, are its second printing.
SUMMARY_LETTERS = 12


def mark_outline(lines: list[Line]) -> None:
    """Give printed tables of contents their role: a heading and the short lines below it, up to the article.

    A list without a heading counts if all its entries come again below as lines.
    """
    places = {_entry(line.folded): number for number, line in enumerate(lines) if not line.prose}
    number = 0
    while number < len(lines) and not (number > OUTLINE_REACH and lines[number].prose):
        line = lines[number]
        end = number + 1
        if line.role in ("", "navigation") and _OUTLINE_HEAD.match("".join(line.folded.split())):
            while end < len(lines) and _is_entry(lines, number + 1, end, places):
                end += 1
        else:
            end = number
            while end < len(lines) and not lines[end].prose and _comes_again(lines[end], end, places):
                end += 1
            if end - number < OUTLINE_ENTRIES or places[_entry(line.folded)] < end:
                end = number
        for entry in lines[number:end]:
            entry.assign("outline", "table of contents above the article")
            heading = places.get(_entry(entry.folded), 0)
            if heading >= end and lines[heading].folded == entry.folded:
                lines[heading].assign("", HEADING)
        number = max(end, number + 1)


def after_summary(lines: list[Line], first: int, last: int) -> int:
    """Give a labelled summary that opens the article (核心提示：…) its role; return where the article begins then."""
    prose = [number for number in range(first + 1, last + 1) if lines[number].prose]
    label = _SUMMARY.match(lines[first].folded)
    if not prose or lines[first].role or not label:
        return first
    opening = letters(lines[first].folded[label.end():])[:SUMMARY_LETTERS]
    if any(opening in line.letters for line in lines[first + 1:last + 1]):  # The article begins so again.
        return first
    lines[first].assign("outline", "summary above the article")
    return prose[0] if lines[first + 1].role else first + 1


def _entry(text: str) -> str:
    """Return the letters of an entry without its number, which may stand only in the text or in the list."""
    return letters(ENUMERATOR.sub("", text, count=1))


def _comes_again(line: Line, number: int, places: dict[str, int]) -> bool:
    """Whether a short line of some length is printed once more further down."""
    plain = _entry(line.folded)
    return not line.role and len(plain) >= 4 and is_listed(line.folded) and places.get(plain, 0) > number


def _is_entry(lines: list[Line], first: int, number: int, places: dict[str, int]) -> bool:
    """Whether a line goes on with the table of contents whose entries start at line number `first`."""
    entry = lines[number]
    if _DOTS.fullmatch(entry.folded):
        return True
    if entry.prose or entry.role or len(entry.folded) > OUTLINE_LENGTH or SALUTATION.match(entry.folded):
        return False
    plain = _entry(entry.folded)
    if any(_entry(before.folded) == plain for before in lines[first:number]):
        return False
    apart = entry.spaced and number > first
    return not apart or bool(ENUMERATOR.match(entry.folded)) or places.get(plain, 0) > number
