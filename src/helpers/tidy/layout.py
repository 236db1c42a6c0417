"""Give each stretch of a page's clean text one role: headline, article, or one of the things printed around
them.
"""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.tidy.page.around import mark_after, mark_authors, mark_before, mark_boxes, mark_clock, mark_labels, mark_stray
from helpers.tidy.page.core import ADDRESSEES, ASKED, CELL_LENGTH, HEADING, PLAIN_DATE, extend_core, find_core, mark_colophon
from helpers.tidy.page.fixtures import Span
from helpers.tidy.page.headline import is_title_like, mark_headline
from helpers.tidy.page.inline import aside_start, credit_start, dateline_end, is_credit, split_cuts
from helpers.tidy.page.labels import any_of
from helpers.tidy.page.lines import FINAL_STOP, Line, Passages, fold, is_listed, join_wrapped, split_lines
from helpers.tidy.page.notices import classify, has_link_date, has_link_mark, is_link
from helpers.tidy.page.outline import after_summary, mark_outline
from helpers.tidy.page.repeats import (
    SHARE,
    mark_quotes,
    mark_repeats,
    same_headline,
    shingles,
    split_lead,
)

ROLES = (
    "kicker", "title", "subtitle", "byline", "dateline", "body", "outline", "navigation", "copyright",
    "related", "truncation", "duplicate", "other",
)
COLUMNS = ("passage_id", "role", "start", "end", "text")

QUESTION = "question of an interview"
# The text breaks off here: dots behind no stop.
_BREAK = re.compile(r"(?<=[\u4e00-\u9fff,、])(?:…{1,2}|\.{3,6})$")
_DOTS = re.compile(r"[….·。]{2,}")
# A remark in brackets on a line of its own: a stage direction (发言结束后), a caption (会议现场). Not one of these:
_REMARK = re.compile(r"\((?!附|此件|联系|单位|略|注|试行|暂行|草案|[一二三四五六七八九十\d]+\)|[^()]*年[^()]*月|\d{4} ?年?[^\d()]{1,2}\d{2,4} ?年?\)|[^()]*\[\d{4}\])[^()。;]{2,24}\)")
# Caption and bullet both begin with such a sign; a caption stands alone.
_CAPTION_SIGN = re.compile(r"[▲△▼▽◤◢►◀] ?[^\s▲△▼]")
_NOTICE = re.compile(any_of("公告 通知 启事 通告 声明 更正 讣告 遗失声明 招标公告 停水通知 停电通知 迁址启事 拍卖公告"))
_PAGE_NUMBER = re.compile(r"[-—– ·]*(?:第 ?)?\d{1,3}(?: ?页)?[-—– ·]*")
_FOOTNOTE = re.compile(r"\[(\d{1,2})\]")

def lay_out(clean: str, markup: tuple = ()) -> pd.DataFrame:
    """Cut a page into passages and give each a role.

    Parameters
    ----------
    clean
        The repaired text of one document, blanks and newlines as received.
    markup
        For pages with tags: (start, end, tag) of each element in the clean text. It only votes.

    Returns
    -------
    DataFrame
        One row per passage, in the order of the page: `passage_id` (from 0), `role` (one of `ROLES`), `start`
        and `end` (offsets in `clean`, half-open), `text`. The texts joined are `clean`; white space belongs
        to the passage before it.

    Examples
    --------
    >>> page = "首页 > 新闻 > 正文\\n质量强市大会召开\\n本报讯（记者 王某）9月5日，我市召开质量强市大会，部署全年工作。"
    >>> lay_out(page)[["role", "text"]].values.tolist()[1:3]
    [['title', '质量强市大会召开\\n'], ['dateline', '本报讯（记者 王某）']]
    """
    return pd.DataFrame(_columns(clean, _page_spans(clean, markup)))


def passages_of(clean: str, markup: tuple = ()) -> Passages:
    """Return the start, the end and the role of each passage of `lay_out`, without a frame."""
    spans = _page_spans(clean, markup)
    starts, ends = _bounds(clean, spans)
    return tuple(zip(starts, ends, (span.role for span in spans)))


def explain_layout(clean: str, markup: tuple = ()) -> pd.DataFrame:
    """Lay out a page as `lay_out` does, with a column `reason` that says why each passage has its role.

    Examples
    --------
    >>> explain_layout("上一篇 下一篇 打印 关闭")[["role", "reason"]].values.tolist()
    [['navigation', 'menu words']]
    """
    spans = _page_spans(clean, markup)
    return pd.DataFrame(_columns(clean, spans) | {"reason": np.array([span.reason for span in spans], dtype=object)})


def _page_spans(clean: str, markup: tuple) -> list[Span]:
    """Return the spans of a page without gaps; a page of blanks alone is one."""
    spans = _spans(clean, markup)
    return spans if spans or not clean else [Span(0, len(clean), "other", "no text")]


def _bounds(clean: str, spans: list[Span]) -> tuple[list[int], list[int]]:
    """Return where the passages start and end: what stands between two spans belongs to the first."""
    bounds = [0, *(span.start for span in spans[1:]), len(clean)] if spans else []
    return bounds[:-1], bounds[1:]


def _columns(clean: str, spans: list[Span]) -> dict[str, object]:
    """Return the columns of `lay_out`."""
    starts, ends = _bounds(clean, spans)
    return {
        "passage_id": range(len(spans)),
        "role": np.array([span.role for span in spans], dtype=object),
        "start": np.array(starts, dtype="int64"),
        "end": np.array(ends, dtype="int64"),
        "text": np.array([clean[start:end] for start, end in zip(starts, ends)], dtype=object),
    }


def _spans(clean: str, markup: tuple) -> list[Span]:
    """Run the passes in order: lines, core, what stands around it, what is printed twice, what shares a line.
    """
    lines = _read_lines(clean, markup)
    _free_questions(lines)
    mark_outline(lines)
    mark_boxes(lines)
    mark_colophon(lines)
    core = find_core(lines)
    if core is None:
        _mark_headless(lines)
    else:
        first, last = extend_core(lines, *core)
        first = after_summary(lines, first, last)
        first = _after_introduction(lines, first, last)
        _mark_inside(lines, first, last)
        mark_labels(lines, first)
        mark_authors(lines, first)
        mark_headline(lines, first)
        mark_before(lines, first)
        mark_after(lines, last)
        mark_stray(lines)
        mark_clock(lines, first, last)
        _mark_reprinted_title(lines, first)
        _mark_apart(lines, first, last)
        mark_repeats(lines)
        mark_quotes(lines)
        lines = split_lead(lines)
    return _split_credits(lines)


def _read_lines(clean: str, markup: tuple) -> list[Line]:
    """Cut the page into lines, split those that hold several things, and join wrapped paragraphs."""
    pieces: list[Line] = []
    for line in split_lines(clean, markup):
        cuts = split_cuts(line)
        for part in _cut(line, cuts or [Span(0, len(line.folded), "", "")]):
            part.cut = bool(cuts) and not part.role
            if part.role or part.cut:
                pieces.append(part)
            else:
                pieces.extend(_cut(part, classify(part)) or [part])
    _mark_scraps(pieces)
    _mark_running_heads(pieces)
    for line in pieces:
        if not line.role and not line.prose:
            _vote(line)
    return join_wrapped(pieces, fold(clean), _opens_paragraph)


def _opens_paragraph(text: str) -> bool:
    """Whether a line surely begins a paragraph: a link of a list, a dateline, the addressees of a paper."""
    return has_link_mark(text) or dateline_end(text)[0] > 0 or bool(text[0] == "各" and ADDRESSEES.match(text))


def _free_questions(lines: list[Line]) -> None:
    """Take the role off the questions of an interview, which open like a credit (记者:下一步怎么干?)."""
    asked = [line for line in lines if ASKED.match(line.folded)]
    for line in asked if len(asked) > 1 else []:
        if line.role in ("", "byline") or line.role == "other" and FINAL_STOP.search(line.folded):
            line.assign("", QUESTION)


def _mark_scraps(pieces: list[Line]) -> None:
    """Know the scrap of a sentence above a notice of omitted text as prose, and dots beside it as its own."""
    started = False
    for number, (line, after) in enumerate(zip(pieces, pieces[1:])):
        started = started or line.prose and not line.role
        beyond = pieces[number + 2:number + 3]
        if _DOTS.fullmatch(after.folded) and beyond and beyond[0].role == "truncation" and not line.role:
            after = beyond[0]
        if after.role != "truncation" or not started:
            continue
        if not line.role and not FINAL_STOP.search(line.folded) and not is_listed(line.folded):
            pieces[number] = replace(line, cut=True)
        elif line.reason == "stray marks" and _DOTS.fullmatch(line.folded):
            line.assign("truncation", "dots beside a notice of omitted text")


def _mark_running_heads(pieces: list[Line]) -> None:
    """Know the head that is printed on each page of a document: the same line, twice or more beside a page number."""
    beside: dict[str, int] = {}
    for line, after in zip(pieces, pieces[1:]):
        for number, text in ((line, after), (after, line)):
            if _PAGE_NUMBER.fullmatch(number.folded) and not text.role:
                beside[text.folded] = beside.get(text.folded, 0) + 1
    for line in pieces:
        if not line.role and beside.get(line.folded, 0) > 1:
            line.assign("navigation", "head of each printed page")


def _cut(line: Line, spans: list[Span]) -> list[Line]:
    """Return one line per span, without white space around it."""
    parts = []
    for span in spans:
        text = line.folded[span.start:span.end]
        bare = text.strip()
        if not bare:
            continue
        start = line.start + span.start + len(text) - len(text.lstrip())
        whole = len(spans) == 1 or not parts
        parts.append(
            Line(
                start, start + len(bare), bare, line.indented and whole, line.spaced and whole, line.tags,
                span.role, span.reason, span.loose,
            )
        )
    return parts


def _vote(line: Line) -> None:
    """Let the tags decide on a short line that nothing else has decided."""
    if "nav" in line.tags:
        line.assign("navigation", "stands in a menu element")
    elif "figcaption" in line.tags:
        line.assign("other", "stands in a caption element")
    elif "footer" in line.tags:
        line.assign("copyright", "stands in the footer element")
    elif "header" in line.tags and "h1" not in line.tags and len(line.folded) <= 20:
        line.assign("navigation", "short line in the header element")
    elif "aside" in line.tags and is_link(line.folded):
        line.assign("related", "link in an aside element")


def _after_introduction(lines: list[Line], first: int, last: int) -> int:
    """Return where the article begins if its title, published line and source stand below a paragraph that
    introduces its subject, and no title stands above that; else `first`.
    """
    title = first + 1
    if title + 2 >= last or not is_title_like(lines[title]) or any(map(is_title_like, lines[:first])):
        return first
    below = [line.role for line in lines[title + 1:title + 3]]
    begins = next((number for number in range(title + 3, last + 1) if not lines[number].role), first)
    published = set(below) == {"dateline", "byline"} and not PLAIN_DATE.match(lines[title + 1].folded)
    return begins if published and lines[begins].prose else first


def _mark_inside(lines: list[Line], first: int, last: int) -> None:
    """Between the first and last paragraph what is not known to be something else is the article."""
    box = advert = False
    notes = _footnotes(lines[first:last + 1])
    for number in range(first, last + 1):
        line = lines[number]
        if line.loose or line.role == "dateline" and PLAIN_DATE.match(line.folded) or _is_cell(lines, number):
            line.role = ""
        text = line.folded
        below_label, advert = advert, line.role == "other" and text in ("广告", "[广告]", "推广", "(广告)")
        if below_label and not line.role and not line.prose and not FINAL_STOP.search(text):
            line.assign("other", "advertisement below its label")
        elif line.reason == HEADING:
            line.assign("body", HEADING)
            box = False
        elif line.role == "related":
            box = True
        elif line.role:
            box = box and line.role not in ("navigation", "copyright")
        elif box and is_link(text) and not line.prose and not is_listed(text):
            line.assign("related", "link under the heading of a link box")
        elif has_link_date(text) and not line.prose and not is_listed(text):
            line.assign("related", "link with a date")
            box = True
        elif _opens_article(lines, number, last):
            line.assign("title", "title of a further article on the page")
        elif is_credit(text) and not line.prose and line.reason != QUESTION:
            line.assign("byline", "credit line")
        elif _REMARK.fullmatch(text) or _is_caption(lines, number) or text[:4].split("]")[0] + "]" in notes:
            line.assign("other", "remark, caption or footnote beside the prose")
        else:
            box = False
            kind = "prose of the article" if line.prose else "short line among the article's prose"
            line.assign("body", line.reason if line.reason == QUESTION else kind)


def _is_cell(lines: list[Line], number: int) -> bool:
    """Whether a mark or code is a cell of a table that is printed one cell to a line."""
    if lines[number].reason != "stray marks" or len(lines[number].folded) > 2:
        return False
    beside = lines[max(0, number - 1):number] + lines[number + 1:number + 2]
    open_lines = [line for line in beside if not line.role or line.loose or line.role == "body"]
    return len(open_lines) == len(beside) and all(len(line.folded) <= CELL_LENGTH for line in beside)


def _is_caption(lines: list[Line], number: int) -> bool:
    """Whether a line opens with a caption's sign, has no stop at its end, and no neighbour opens like it."""
    line = lines[number]
    beside = lines[max(0, number - 1):number] + lines[number + 1:number + 2]
    return (
        bool(_CAPTION_SIGN.match(line.folded))
        and not FINAL_STOP.search(line.folded)
        and not any(_CAPTION_SIGN.match(other.folded) for other in beside)
    )


def _footnotes(lines: list[Line]) -> set[str]:
    """Return the marks of the footnotes: numbers in brackets inside the prose that also open a line."""
    cited = {mark.group() for line in lines for mark in _FOOTNOTE.finditer(line.folded) if mark.start()}
    return {mark for mark in cited if any(line.folded.startswith(mark) for line in lines)} if cited else set()


def _opens_article(lines: list[Line], number: int, last: int) -> bool:
    """Whether a line inside the prose is the title of a further article: a dateline opens the paragraph below
    it, or it is the one word of a notice.
    """
    line = lines[number]
    if _NOTICE.fullmatch(line.folded) and number and FINAL_STOP.search(lines[number - 1].folded):
        return True
    if number >= last or line.prose or is_listed(line.folded) or not is_title_like(line):
        return False
    return dateline_end(lines[number + 1].folded)[1] == "dateline"


def _mark_reprinted_title(lines: list[Line], first: int) -> None:
    """Find the title once more inside or below the article."""
    title = next((line for line in lines if line.role == "title"), None)
    if title is None:
        return
    for number in range(first, len(lines)):
        line = lines[number]
        beside = lines[number - 1:number] + lines[number + 1:number + 2]
        listed = has_link_mark(line.folded) or any(one.role == "related" for one in beside)
        if line.role == "related" and listed:
            continue
        signed = number + 1 < len(lines) and PLAIN_DATE.match(lines[number + 1].folded)
        short = not line.prose and not signed and line.folded[-1] != "。"
        further = line.role == "title" and first < number and line.letters == title.letters
        if further:
            line.assign("duplicate", "title printed again")
        elif line.role in ("body", "related", "other") and short and not _is_annexed(lines, number):
            if len(line.folded) <= 2 * len(title.folded) and same_headline(line.folded, title.folded):
                _name_reprinted(lines, number, line.letters == title.letters)


def _is_annexed(lines: list[Line], number: int) -> bool:
    """Whether a line opens the paper that a notice sends out: inside the article, below the date of the notice."""
    above, below = lines[number - 1], lines[number + 1:number + 2]
    return bool(PLAIN_DATE.match(above.folded)) and above.role == "body" and any(one.role == "body" for one in below)


def _name_reprinted(lines: list[Line], number: int, same: bool) -> None:
    """Name the title that is printed once more; inside the article, and not to the letter, it is the kicker of the
    printed headline where a further headline line parts it from the prose.
    """
    line, below, after = (lines[number:number + 3] + [None, None])[:3]
    headline = (
        not same and line.role == "body" and below is not None and after is not None
        and below.role == after.role == "body" and after.prose and not below.prose
        and not is_listed(below.folded) and not FINAL_STOP.search(below.folded)
        and is_title_like(replace(below, role=""))
    )
    if headline:
        line.assign("kicker", "title of the page, above the one of the printed article")
        below.assign("title", "headline of the printed article, under the one of the page")
    else:
        line.assign("duplicate", "title printed again")


def _mark_apart(lines: list[Line], first: int, last: int) -> None:
    """Take prose that stands apart from the article for a printing of it if it repeats it."""
    apart = [line for line in lines[:first] + lines[last + 1:] if line.role == "other" and line.prose]
    if not apart:
        return
    printed = (line for line in lines[first:last + 1] if line.role == "body")
    body = set().union(*(shingles(line.letters) for line in printed))
    for line in apart:
        runs = shingles(line.letters)
        if runs and len(runs & body) >= SHARE * len(runs):
            line.assign("body", "prose of the article, apart from the rest of it")


def _mark_headless(lines: list[Line]) -> None:
    """Lay out a page without prose: a title there may be, an article there is not."""
    named = False
    for line in lines:
        if line.role:
            continue
        if not named and is_title_like(line):
            line.assign("title", "first title-like line of a page without prose")
            named = True
        else:
            line.assign("related" if is_link(line.folded) else "other", "page without prose")


def _split_credits(lines: list[Line]) -> list[Span]:
    """Return the spans of the page, with the dateline before and the credit behind a paragraph apart."""
    spans = []
    for line, below in zip(lines, [*lines[1:], None]):
        if line.role != "body" or line.reason == QUESTION:
            spans.append(Span(line.start, line.end, line.role, line.reason))
            continue
        text = line.folded
        opening, role = dateline_end(text)
        closing = min(credit_start(text), aside_start(text))
        dots = _BREAK.search(text) if below is not None and below.role == "truncation" else None
        if dots:
            spans.append(Span(line.start, line.start + dots.start(), "body", line.reason))
            spans.append(Span(line.start + dots.start(), line.end, "truncation", "dots where the text breaks off"))
            continue
        if opening >= len(text.rstrip()):
            closing = len(text)
        if opening:
            spans.append(Span(line.start, line.start + opening, role, "dateline or credit before the prose"))
        if opening < len(text) and opening < closing:
            spans.append(Span(line.start + opening, line.start + closing, "body", line.reason))
        closing = max(opening, closing)
        if closing < len(text):
            aside = aside_start(text) == closing
            role, reason = ("other", "stage direction") if aside else ("byline", "credit after the prose")
            spans.append(Span(line.start + closing, line.end, role, reason))
    return spans
