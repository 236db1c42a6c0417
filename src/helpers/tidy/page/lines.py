"""Cut clean text into lines and join the lines of hard-wrapped paragraphs: the ground on which layout works.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from helpers.tidy.codes import code_points

# One character for one character, so that an offset in the folded text is an offset in the clean text.
# Patterns are written once, in ASCII punctuation, and match pages of either width.
_FOLD = {0x3000: " ", 0xA0: " ", 0x09: " ", 0x200B: " ", 0xFEFF: " "}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {
    ord(char): ascii_char
    for char, ascii_char in zip(
        "【】〔〕〖〗［］｛｝〉»›→⟩│丨┆┊┃︱¦∣∶﹕﹒．", "[][][][]{}>>>>>||||||||::.."
    )
}

# Of every code point, what it is folded to.
_FOLDED = np.arange(sys.maxunicode + 1, dtype="<u4")
_FOLDED[list(_FOLD)] = [ord(char) for char in _FOLD.values()]
# Three and more question marks in a row are non-breaking spaces that an encoding lost.
_LOST_BLANKS = re.compile(r"\?\?\?+")
# A full stop typed in ASCII: after Han, and neither an enumerator's (一.) nor a decimal point.
_ASCII_STOP = re.compile(
    r"\.(?<=[\u4e00-\u9fff”\"’)]\.)(?<![一二三四五六七八九十]\.)(?=$|[\s\u4e00-\u9fff“”\"])", re.MULTILINE
)

_HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_WIDE_RUN = re.compile("[\u4e00-\u9fff]+")
_LETTERS = re.compile(r"[^\W_]+")
LETTER = re.compile(r"[A-Za-z]")
FINAL_STOP = re.compile(r"[。!?;:…][”’」』\"')\]》]*$")
SENTENCE_STOP = re.compile(r"[。!?;]")
COMMA = re.compile(r"[,、:]")
# Enumerators that open a heading or a list item: 一、 (一) 1. ① 第一章 第一条
ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.,是要]|[(\[][一二三四五六七八九十\d]{1,3}[)\]]|\d{1,2}(?:[、)]|\.(?!\d))|[①-⑳]"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条部分篇项,、]|[■◆●○▲★□※·•-])"
)

_BULLET = re.compile(r"[■◆●○▲★□※·•-]")

# A paragraph counts as prose from this many Han characters on, if it also has a sentence stop (or several
# commas): titles of the genre stay below 40 and have neither, captions and headings have no stop.
PROSE_HAN = 24
# A single full sentence is prose from half of that on if it has a comma, or from here on without one.
SENTENCE_HAN = 18
# Plain-text pages are wrapped between these widths, in full-width characters; real short lines vary in
# length.
WRAP_MIN, WRAP_MAX = 16, 60
# A page counts as hard-wrapped if this many lines run to the same width (three characters are left for
# punctuation that may not open a line).
WRAP_LINES = 4
WRAP_SLACK = 3
# Without a stop in it, a line is taken for the first half of a broken paragraph from so many commas on.
BREAK_COMMAS = 3


@dataclass
class Line:
    """A line, or the lines of one wrapped paragraph, without outer white space; `folded` holds its text.

    `loose`: its role is given up inside an article. `cut`: a notice of omitted text was taken off this line.
    """

    start: int
    end: int
    folded: str
    indented: bool = False
    spaced: bool = False
    tags: frozenset = frozenset()
    role: str = ""
    reason: str = ""
    loose: bool = False
    cut: bool = False

    @cached_property
    def han(self) -> int:
        """Number of Han characters."""
        return count_han(self.folded)

    @cached_property
    def letters(self) -> str:
        """The letters, digits and Han characters."""
        return letters(self.folded)

    @cached_property
    def prose(self) -> bool:
        """Whether the line reads as running text, or is what a notice of omitted text has left of some."""
        if self.cut:
            return True
        han = self.han
        if han < PROSE_HAN:
            sentence = self.folded[-1] == "。"
            parted = bool(COMMA.search(self.folded))
            return sentence and (han >= SENTENCE_HAN or han >= PROSE_HAN // 2 and parted)
        stops = len(SENTENCE_STOP.findall(self.folded))
        return stops > 0 or (han >= 2 * PROSE_HAN and len(COMMA.findall(self.folded)) >= 2)

    def assign(self, role: str, reason: str) -> None:
        """Give the line a role and the reason for it."""
        self.role, self.reason = role, reason


def letters(text: str) -> str:
    """Return the letters, digits and Han characters of a text.

    Examples
    --------
    >>> letters("——质量强市 《意见》")
    '质量强市意见'
    """
    return "".join(_LETTERS.findall(text))


def count_han(text: str) -> int:
    """Return the number of Han characters."""
    return sum(map(len, _HAN_RUN.findall(text)))


Passages = tuple[tuple[int, int, str], ...]


def spans_of(passages: pd.DataFrame) -> Passages:
    """Return the start, the end and the role of each passage: all that the steps on one page hand on.

    Examples
    --------
    >>> spans_of(pd.DataFrame({"role": ["title", "body"], "start": [0, 9], "end": [9, 80]}))
    ((0, 9, 'title'), (9, 80, 'body'))
    """
    return tuple(zip(*(passages[name].tolist() for name in ("start", "end", "role")), strict=True))


@lru_cache(maxsize=2)
def fold(text: str) -> str:
    """Return `text` with full-width forms as ASCII, lost blanks as blanks and typed stops as 。, by character.

    Several steps fold the same page one after the other.

    Examples
    --------
    >>> fold("来源：某报　（记者）")
    '来源:某报 (记者)'
    """
    narrow = _FOLDED[code_points(text)].tobytes().decode("utf-32-le", "surrogatepass")
    blanks = _LOST_BLANKS.sub(lambda marks: " " * len(marks.group()), narrow)
    return _ASCII_STOP.sub("。", blanks)


def width(text: str) -> float:
    """Return the printed width in full-width characters."""
    rest = _WIDE_RUN.sub("", text)
    return len(text) - len(rest) + sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in rest) / 2


def split_lines(clean: str, markup: tuple = ()) -> list[Line]:
    """Return the non-blank lines of `clean`, with what stands around them: indent, blank line above, tags."""
    lines, position, blank = [], 0, True
    folded = fold(clean)
    for raw in clean.splitlines(keepends=True):
        end = position + len(raw)
        bare = folded[position:end].rstrip()
        text = bare.lstrip()
        if text:
            start = position + len(bare) - len(text)
            indented = start - position >= 2 or raw[0] == "\u3000"
            lines.append(Line(start, position + len(bare), text, indented, blank))
        blank = not text
        position = end
    if markup:
        _add_tags(lines, markup)
    return lines


def _add_tags(lines: list[Line], markup: tuple) -> None:
    """Give each line the tags of the elements that cover its first character."""
    events = sorted([(start, 1, tag) for start, _, tag in markup] + [(end, 0, tag) for _, end, tag in markup])
    active: Counter = Counter()
    position = 0
    for line in lines:
        while position < len(events) and events[position][0] <= line.start:
            _, opens, tag = events[position]
            active[tag] += 1 if opens else -1
            position += 1
        line.tags = frozenset(tag for tag, count in active.items() if count > 0)


def wrap_width(lines: list[Line]) -> float | None:
    """Return the width at which the page is hard-wrapped, or None.

    Evidence: neighbouring lines of one width of which the first does not end a sentence.
    """
    widths: Counter = Counter()
    longer: Counter = Counter()
    for line, after in zip(lines, lines[1:]):
        if line.role:
            continue
        wide = int(width(line.folded[:2 * WRAP_MAX + 2]))
        longer[wide] += 1
        running = COMMA.search(line.folded) or SENTENCE_STOP.search(line.folded + after.folded)
        broken = not (after.spaced or after.role or after.indented or FINAL_STOP.search(line.folded))
        if running and broken and WRAP_MIN <= wide <= WRAP_MAX:
            widths[wide] += 1
    best = max(widths, default=0, key=lambda wide: sum(widths[wide - less] for less in range(WRAP_SLACK + 1)))
    near = sum(widths[best - less] for less in range(WRAP_SLACK + 1))
    beyond = sum(count for wide, count in longer.items() if wide > best + WRAP_SLACK)
    return float(best) if near >= WRAP_LINES and beyond <= near / WRAP_LINES else None


def join_wrapped(
    lines: list[Line], folded: str, opens: Callable[[str], bool] = lambda text: False
) -> list[Line]:
    """Join the lines of wrapped paragraphs into one; lines that have a role already stay as they are.

    `opens` says of a line's text that a paragraph begins there for certain.
    """
    page_width = wrap_width(lines)
    indents = any(line.indented for line in lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, page_width, indents) and not opens(line.folded):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        group[0] if len(group) == 1 else replace(
            group[0], end=group[-1].end, folded=folded[group[0].start:group[-1].end]
        )
        for group in groups
    ]


def _continues(group: list[Line], line: Line, page_width: float | None, indents: bool) -> bool:
    """Whether `line` goes on with the paragraph that the lines of `group` have begun."""
    first, last = group[0], group[-1].folded
    if first.role or line.role or line.spaced or first.tags != line.tags or (indents and line.indented):
        return False
    if page_width is not None:
        if len(last) > 2 * WRAP_MAX:
            return False
        indent = 2 * (len(group) == 1 and first.indented)
        # Without indents only a stop at the very margin may stand inside a paragraph.
        slack = 1 if FINAL_STOP.search(last) and not indents else WRAP_SLACK
        return any(abs(size + indent - page_width) <= slack for size in (width(last), len(last)))
    # A single break inside a sentence: running text before it, no stop at the break, a stop at the end. A
    # title with a comma in it is shorter and has no stop inside.
    return bool(
        len(group) == 1
        and (SENTENCE_STOP.search(last) or len(COMMA.findall(last)) >= BREAK_COMMAS)
        and not FINAL_STOP.search(last)
        and not ENUMERATOR.match(line.folded)
        and (not ENUMERATOR.match(last) or SENTENCE_STOP.search(last))
        and FINAL_STOP.search(line.folded)
    )


def is_listed(text: str) -> bool:
    """Whether a line is numbered, as lists inside an article are; links have a bullet or nothing."""
    return bool(ENUMERATOR.match(text)) and not _BULLET.match(text)
