"""Find what is printed a second time on a page: paragraphs by their shingles, headlines by their letters."""

import re
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from helpers.tidy.codes import code_points
from helpers.tidy.page.lines import ENUMERATOR, Line, letters

# Shingles of five characters: shorter ones recur in officialese (质量强市 工作 …), longer ones break on each small
# change.
SHINGLE = 5
# Share of a paragraph's shingles that must have been printed before. One changed character breaks five
# shingles, so 0.7 lets about one character in fifteen differ; parallel paragraphs and a summary of what was
# said stay below 0.65.
SHARE = 0.7
# After two repeated paragraphs the next one may differ more.
NEAR_SHARE = 0.5
# A paragraph this long does not recur by chance. A shorter one may be a formula or a slogan: it counts only
# beside another repeat.
LONE = 60
# Below this many letters a line has too few shingles to be judged by them: it must be the same letters,
# between repeats.
SHORT = 16
# Two headlines are one if their letters agree to this ratio; the pages print —— for blanks and drop a 《》.
TITLE_RATIO = 0.92
# One of them may lack the 全市 in front of the other, if what is left is this long.
HEADLINE_PART = 8
# A lead of so many letters does not come again by chance at the head of one of the next paragraphs; its
# second printing there is as long to this share.
LEAD, LEAD_REACH, LEAD_SLACK = 20, 4, 0.25
# A pull quote: a sentence of so many letters, set apart beside the paragraph that it is taken from.
QUOTE, QUOTE_REACH = 10, 2

# Words that the title of the web page adds to or drops from the printed one.
_PARTICLES = re.compile(
    r"\((?:全文|摘要|节选|图|组图|转|转载|转帖|讲话稿|\d+)\)|\[(?:转帖?|转载|图文?|组图|原创)\]|[在上的]|\.(?:docx?|pdf|txt)$"
)
_SITE_SUFFIX = re.compile(
    r" *[_|] *.*$| +[-–—]+ *[^-–—]{2,20}$|(?<=[^-–—])[-–—]{1,2}[^-–—]{2,12}(?:网|报|网站|频道|在线|政府)$"
)

_NAMED_PAPER = re.compile(r"《[^《》]*》")
# Odd factors for the hash of a shingle, one per character.
_WEIGHTS = np.random.default_rng(1997).integers(2**64, size=SHINGLE, dtype="uint64") | np.uint64(1)
_STOP = re.compile(r"[。!?;][”’」』\"')]*")
_LEAD_LABEL = re.compile(r"[\[(]?(?:导 ?读|摘 ?要|内容摘要|核心提示|提 ?要|内容提要|导 ?语|编者按)[\])]?[: ]*")


def same_headline(one: str, other: str) -> bool:
    """Whether two folded lines print one headline, a site's suffix apart.

    Examples
    --------
    >>> same_headline("全市质量大会召开_某某网", "——全市质量大会召开")
    True
    """
    first, second = (letters(_PARTICLES.sub("", _SITE_SUFFIX.sub("", text))) for text in (one, other))
    if not first or not second:
        return False
    if first == second:
        return True
    if min(len(first), len(second)) >= HEADLINE_PART and (first.endswith(second) or second.endswith(first)):
        return abs(len(first) - len(second)) <= 2
    if min(len(first), len(second)) < 0.8 * max(len(first), len(second)) or len(first) < 8:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= TITLE_RATIO


def shingles(text: str) -> set[str]:
    """Return the distinct runs of five letters of a text that is letters only."""
    return {text[start:start + SHINGLE] for start in range(len(text) - SHINGLE + 1)}


def _may_repeat(plain: list[str]) -> bool:
    """Whether one of the lines, letters only, could be a repeat by its shingles: few of them stand there first.

    A quick look before the shingles are made: they are told apart by a hash (multiply-shift; Dietzfelbinger and others
    1997), and two with one hash can only make a line look more like a repeat.
    """
    codes = code_points("".join(plain)).astype("uint64")
    if len(codes) < SHORT:
        return False
    runs = np.lib.stride_tricks.sliding_window_view(codes, SHINGLE)
    bits = (8 * len(runs)).bit_length()
    hashes = (runs @ _WEIGHTS >> np.uint64(64 - bits)).astype("int64")
    places = np.arange(len(runs), dtype="int32")
    first = np.empty(2**bits, dtype="int32")
    first[hashes[::-1]] = places[::-1]  # of several places of a hash the last one written stays
    n_new = np.concatenate([[0], np.cumsum(first[hashes] == places)])
    ends = np.cumsum([len(text) for text in plain])
    return any(
        n_new[end - SHINGLE + 1] - n_new[end - len(text)] <= (1 - SHARE) * (len(text) - SHINGLE + 1)
        for text, end in zip(plain, ends.tolist()) if len(text) >= SHORT
    )


def mark_repeats(lines: list[Line]) -> None:
    """Give body lines that were printed before on the page the role duplicate; the first printing keeps its
    role.
    """
    body = [line for line in lines if line.role == "body"]
    plain = [line.letters for line in body]
    if not _may_repeat(plain):
        return
    seen: set[str] = set()
    known: set[str] = set()
    repeats, same, like = [], [], []
    for text in plain:
        runs = shingles(text)
        share = len(runs & seen) / len(runs) if runs else 0.0
        repeats.append(len(text) >= SHORT and share >= SHARE)
        same.append(text in known)
        like.append(share >= NEAR_SHARE)
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
        while end < len(body) and (repeats[end] or same[end] or end - start > 1 and like[end]):
            end += 1
        strong = [number for number in range(start, end) if repeats[number]]
        lead = 0 < start < LEAD_REACH
        if len(strong) > 1 or any(len(plain[number]) >= (LEAD if lead else LONE) for number in strong):
            for line in body[start:end]:
                line.assign("duplicate", "printed before on this page")
        start = end


def split_lead(lines: list[Line]) -> list[Line]:
    """Cut the lead off a paragraph that opens with its second printing (导读, then the article)."""
    body = [number for number, line in enumerate(lines) if line.role == "body"][:LEAD_REACH]
    for place, number in enumerate(body):
        lead = letters(_LEAD_LABEL.sub("", lines[number].folded))
        if len(lead) < LEAD:
            continue
        for later in body[place + 1:]:
            end = _second_printing(lead, lines[later].folded)
            if end:
                return lines[:later] + _parts(lines[later], end) + lines[later + 1:]
    return lines


def _second_printing(lead: str, text: str) -> int:
    """Return where the second printing of a lead, letters only, at the head of a longer paragraph ends, else 0."""
    for stop in _STOP.finditer(text[:3 * len(lead)]):
        head = letters(text[:stop.end()])
        if len(head) > (1 + LEAD_SLACK) * len(lead):
            return 0
        if len(head) >= (1 - LEAD_SLACK) * len(lead) and _repeats(head, lead) and text[stop.end():].strip():
            return stop.end()
    return 0


def _repeats(head: str, lead: str) -> bool:
    """Whether enough of the shingles of one text stand in the other; too many that do not are soon found."""
    missing: set[str] = set()
    most = (1 - SHARE) * (len(head) - SHINGLE + 1)
    for start in range(len(head) - SHINGLE + 1):
        run = head[start:start + SHINGLE]
        if run not in lead:
            missing.add(run)
            if len(missing) > most:
                return False
    runs = shingles(head)
    return len(runs) - len(missing) >= SHARE * len(runs)


def _parts(line: Line, end: int) -> list[Line]:
    """Return a line cut in two at `end`: what was printed before, and the rest of the paragraph."""
    rest = end + len(line.folded[end:]) - len(line.folded[end:].lstrip())
    first = replace(line, end=line.start + len(line.folded[:end].rstrip()), folded=line.folded[:end].rstrip())
    first.assign("duplicate", "lead printed again")
    return [first, replace(line, start=line.start + rest, folded=line.folded[rest:])]


def mark_quotes(lines: list[Line]) -> None:
    """Give sentences that are set apart beside the paragraph they come from the role duplicate."""
    body = [line for line in lines if line.role == "body"]
    for number, line in enumerate(body):
        text = line.letters
        if len(text) < QUOTE or len(text) >= LONE or ENUMERATOR.match(line.folded):
            continue
        # 《某某方案》 in a notice names the paper that follows below this line.
        above = [_without_papers(before) for before in body[max(0, number - QUOTE_REACH):number]]
        if any(text in before and len(before) > 2 * len(text) for before in above):
            line.assign("duplicate", "sentence of the paragraph above, set apart")


def _without_papers(line: Line) -> str:
    """Return the letters of a line without the papers that it names."""
    return letters(_NAMED_PAPER.sub("", line.folded)) if "《" in line.folded else line.letters
