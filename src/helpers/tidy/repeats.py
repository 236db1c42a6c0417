"""Find what is printed a second time on a page: paragraphs by their shingles, headlines by their letters."""

import re
from difflib import SequenceMatcher

from helpers.tidy.lines import Line

# Shingles of five characters: shorter ones recur in officialese (质量强市 工作 …), longer ones break on each small
# change.
SHINGLE = 5
# Share of a paragraph's shingles that must have been printed before. One changed character breaks five
# shingles, so 0.7 lets about one character in fifteen differ; parallel paragraphs and a summary of what was
# said stay below 0.65.
SHARE = 0.7
# A paragraph this long does not recur by chance. A shorter one may be a formula or a slogan: it counts only
# beside another repeat.
LONE = 60
# Below this many letters a line has too few shingles to be judged by them: it must be the same letters,
# between repeats.
SHORT = 16
# Two headlines are one if their letters agree to this ratio; the pages print —— for blanks and drop a 《》.
TITLE_RATIO = 0.92

_SITE_SUFFIX = re.compile(
    r" *[_|] *.*$| +[-–—]+ *[^-–—]{2,20}$|(?<=[^-–—])[-–—]{1,2}[^-–—]{2,12}(?:网|报|网站|频道|在线|政府)$"
)


def letters(text: str) -> str:
    """Return the letters, digits and Han characters of a text.

    Examples
    --------
    >>> letters("——质量强市 《意见》")
    '质量强市意见'
    """
    return "".join(filter(str.isalnum, text))


def same_headline(one: str, other: str) -> bool:
    """Whether two folded lines print one headline, a site's suffix apart.

    Examples
    --------
    >>> same_headline("全市质量大会召开_某某网", "——全市质量大会召开")
    True
    """
    first, second = (letters(_SITE_SUFFIX.sub("", text)) for text in (one, other))
    if not first or not second:
        return False
    if first == second:
        return True
    if min(len(first), len(second)) < 0.8 * max(len(first), len(second)) or len(first) < 8:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= TITLE_RATIO


def shingles(text: str) -> set[str]:
    """Return the distinct runs of five letters of a text that is letters only."""
    return {text[start:start + SHINGLE] for start in range(len(text) - SHINGLE + 1)}


def mark_repeats(lines: list[Line]) -> None:
    """Give body lines that were printed before on the page the role duplicate; the first printing keeps its
    role.
    """
    body = [line for line in lines if line.role == "body"]
    plain = [letters(line.folded) for line in body]
    seen: set[str] = set()
    known: set[str] = set()
    repeats, same = [], []
    for text in plain:
        runs = shingles(text)
        share = len(runs & seen) / len(runs) if runs else 0.0
        repeats.append(len(text) >= SHORT and share >= SHARE)
        same.append(text in known)
        if not repeats[-1]:
            seen |= runs
        known.add(text)
    # A run of lines that are all repeats or reprinted short lines; it needs one repeat and, alone, a long
    # one.
    start = 0
    while start < len(body):
        if not (repeats[start] or same[start]):
            start += 1
            continue
        end = start
        while end < len(body) and (repeats[end] or same[end]):
            end += 1
        strong = [number for number in range(start, end) if repeats[number]]
        if len(strong) > 1 or any(len(plain[number]) >= LONE for number in strong):
            for line in body[start:end]:
                line.assign("duplicate", "printed before on this page")
        start = end
