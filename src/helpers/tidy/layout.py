"""Give each stretch of a page's clean text one role: headline, article, or one of the things printed around them."""

import re

import pandas as pd

from helpers.tidy.headline import HEAD_ELEMENT, is_title_like, mark_headline
from helpers.tidy.inline import credit_start, dateline_end, is_credit, is_end_mark, split_cuts
from helpers.tidy.lines import ENUMERATOR, FINAL_STOP, Line, fold, join_wrapped, split_lines
from helpers.tidy.notices import (
    Span,
    classify,
    has_link_date,
    has_link_mark,
    is_comment_heading,
    is_link,
    is_related_heading,
)
from helpers.tidy.repeats import SHARE, letters, mark_repeats, same_headline, shingles

ROLES = (
    "kicker", "title", "subtitle", "byline", "dateline", "body", "outline", "navigation", "copyright", "related",
    "truncation", "duplicate", "other",
)
COLUMNS = ("passage_id", "role", "start", "end", "text")

# Weights with which the densest run of prose is found. Prose counts its Han characters, up to a ceiling so that one giant
# paragraph does not outweigh a page; what is known not to be the article parts runs unless there is much prose on both
# sides; a line of unknown kind costs little, since lists and headings stand inside articles.
PROSE_CEILING = 400
UNKNOWN_COST = 5
CELL_COST, CELL_LENGTH = 1, 10
FURNITURE_COST = {"navigation": 10, "related": 5, "outline": 25, "copyright": 40, "byline": 40}
BOX_COST = 60
# Readers' comments are prose, and never the article's.
COMMENTS_COST = 300
SOFT_ROLES = frozenset({"truncation", "other", "dateline"})
SOFT_COST = 5
# The scrap of a sentence beside a notice of omitted text outweighs the notice: it belongs to the article.
CUT_WORTH = 2 * SOFT_COST

SALUTATION = re.compile(
    r"(?:(?:尊敬|敬爱)的)?\S{0,30}?(?:同志|领导|来宾|朋友|代表|委员|女士|先生|嘉宾|各位|大家(?:上午|下午|早上|晚上)?好|同学|企业家|评委|专家|乡亲|老师|部门|单位|政府|委员会|机构|直属\S{0,6}|局)(?:们)?(?:\([^)]*\))?[:!,。]$"
)
_OUTLINE_HEAD = re.compile(
    r"[\[(·■◆]?(?:(?:本文|文章|讲话|阅读|内容)?(?:目录|提纲|提要|目次|要目|导航)|内容摘要|主要内容|核心要点|内容要点|要点)(?:/(?:提纲|目录|提要))?[\])]?"
    r"(?: *[:].*| *…*)$"
)
_OPENING = re.compile(r"(?:各位|同志们|尊敬的|敬爱的|女士们|大家(?:好|上午|下午|早上|晚上)|朋友们)")
_DOCUMENT_NUMBER = re.compile(r"\S{1,16}\[[\d×xX*〇零一二]{4}\] ?第?[\d×xX*一二三四五六七八九十]+号$")
_OFFICE = re.compile(r"[^,。;:!?]{0,24}(?:政府|办公室|委员会|领导小组|办公厅|局|厅|委|总局|指挥部|协会|党组|党委|组委会|公司|中心)(?:\([^)]*\))?$")
_PLAIN_DATE = re.compile(r"[\d〇零○一二三四五六七八九十×xX*]{2,4} ?年 ?[\d一二三四五六七八九十×xX*]{1,3} ?月 ?(?:[\d一二三四五六七八九十廿×xX*]{1,3} ?日)?$")
_ENCLOSURE = re.compile(r"(?:附件?|抄送|抄报|主送|联系人)\d? ?[:：]|\(?此件\S{0,6}公开\S{0,6}\)?$|\(联系人")
_LABEL_LINE = {
    "dateline": re.compile(r"(?:发布|发文|生成|成文|公开|更新|发表|印发)(?:日期|时间):?$"),
    "byline": re.compile(r"(?:发布|发文|公开|供稿|信息)(?:机构|单位|部门|来源):?$|(?:来源|作者|责任编辑|发文字号单位):?$"),
    "navigation": re.compile(r"(?:索引号?|文号|主题词|主题分类|体裁分类|信息分类|有效性|名称|公开方式|公开范围|发文字号):?$"),
}
_LAST_WORDS = re.compile(r"(?:谢谢|我的(?:讲话|发言)|我就讲|最后,?(?:祝|预祝))")
_BULLET = re.compile(r"[■◆●○▲★□※·•-]")
_BLANKS = re.compile(r"\s+")
_DOTS = re.compile(r"[….·。 ]+$")
# Short lines may stand between an article's salutation and its first full paragraph.
OPENING_LINES = 3
# So many lines of these kinds may part the last paragraph or the closing words from the rest of an article.
SKIPPED_LINES = 8
PASSED_ROLES = frozenset({"navigation", "related", "truncation"})
# A contents entry is at most this long.
OUTLINE_LENGTH = 60
# A list of contents without a heading has at least so many entries; a list of contents starts within so many lines.
OUTLINE_ENTRIES = 2
OUTLINE_REACH = 40


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
        One row per passage, in the order of the page: `passage_id` (from 0), `role` (one of `ROLES`), `start` and `end`
        (offsets in `clean`, half-open), `text`. The texts joined are `clean`; white space belongs to the passage before it.

    Examples
    --------
    >>> page = "首页 > 新闻 > 正文\\n质量强市大会召开\\n本报讯（记者 王某）9月5日，我市召开质量强市大会，部署全年工作。"
    >>> lay_out(page)[["role", "text"]].values.tolist()[1:3]
    [['title', '质量强市大会召开\\n'], ['dateline', '本报讯（记者 王某）']]
    """
    return explain_layout(clean, markup)[list(COLUMNS)]


def explain_layout(clean: str, markup: tuple = ()) -> pd.DataFrame:
    """Lay out a page as `lay_out` does, with a column `reason` that says why each passage has its role.

    Examples
    --------
    >>> explain_layout("上一篇 下一篇 打印 关闭")[["role", "reason"]].values.tolist()
    [['navigation', 'menu words']]
    """
    marks = [(span.start, span.role, span.reason) for span in _spans(clean, tuple(markup))]
    if clean and not marks:
        marks = [(0, "other", "no text")]
    starts = [0] + [start for start, _, _ in marks[1:]]
    ends = starts[1:] + [len(clean)]
    rows = [
        (number, role, start, end, clean[start:end], reason)
        for number, ((_, role, reason), start, end) in enumerate(zip(marks, starts, ends))
    ]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "reason"])
    return frame.astype({"passage_id": "int64", "start": "int64", "end": "int64"})


def _spans(clean: str, markup: tuple) -> list[Span]:
    """Run the passes in order: lines, core, what stands around it, what is printed twice, what shares a line."""
    lines = _read_lines(clean, markup)
    _mark_outline(lines)
    _mark_boxes(lines)
    core = find_core(lines)
    if core is None:
        _mark_headless(lines)
    else:
        first, last = _extend_core(lines, *core)
        _mark_inside(lines, first, last)
        _mark_labels(lines, first)
        mark_headline(lines, first)
        _mark_before(lines, first)
        _mark_after(lines, last)
        _mark_reprinted_title(lines, first)
        _mark_apart(lines, first, last)
        mark_repeats(lines)
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
    for line in pieces:
        if not line.role and not line.prose:
            _vote(line)
    return join_wrapped(pieces, fold(clean), lambda text: has_link_mark(text) or dateline_end(text)[0] > 0)


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


def _mark_outline(lines: list[Line]) -> None:
    """Give printed tables of contents their role: a heading and the short lines below it, up to the article.

    A list without a heading counts if all its entries come again below as lines.
    """
    places: dict[str, int] = {letters(line.folded): number for number, line in enumerate(lines) if not line.prose}
    number = 0
    while number < len(lines) and not (number > OUTLINE_REACH and lines[number].prose):
        line = lines[number]
        end = number + 1
        if line.role in ("", "navigation") and _OUTLINE_HEAD.match(_BLANKS.sub("", line.folded)):
            while end < len(lines) and _is_entry(lines, number + 1, end, places):
                end += 1
        else:
            while end < len(lines) and _comes_again(lines[end - 1], end - 1, places) and not lines[end - 1].prose:
                end += 1
            end = end - 1 if end - 1 - number >= OUTLINE_ENTRIES and places[letters(line.folded)] >= end - 1 else number
        for entry in lines[number:end]:
            entry.assign("outline", "table of contents above the article")
        number = max(end, number + 1)


def _mark_boxes(lines: list[Line]) -> None:
    """Give the links below the heading of a link box their role; above the first prose the title may follow a box."""
    started = box = False
    for line in lines:
        started = started or line.prose and not line.role
        if line.role:
            box = started and line.role == "related"
        elif box and is_link(line.folded) and not line.prose and not _is_listed(line.folded):
            line.assign("related", "link under the heading of a link box")
        else:
            box = False


def _comes_again(line: Line, number: int, places: dict[str, int]) -> bool:
    """Whether a short line of some length is printed once more further down."""
    plain = letters(line.folded)
    listed = ENUMERATOR.match(line.folded) and not _BULLET.match(line.folded)
    return not line.role and len(plain) >= 4 and bool(listed) and places.get(plain, 0) > number


def _is_entry(lines: list[Line], first: int, number: int, places: dict[str, int]) -> bool:
    """Whether a line goes on with the table of contents whose entries start at line number `first`."""
    entry = lines[number]
    if _DOTS.fullmatch(entry.folded):
        return True
    if entry.prose or entry.role or len(entry.folded) > OUTLINE_LENGTH or SALUTATION.match(entry.folded):
        return False
    plain = letters(entry.folded)
    if any(letters(before.folded) == plain for before in lines[first:number]):
        return False
    apart = entry.spaced and number > first
    return not apart or bool(ENUMERATOR.match(entry.folded)) or places.get(plain, 0) > number


def find_core(lines: list[Line]) -> tuple[int, int] | None:
    """Return the first and last line number of the densest run of prose, or None where there is no prose.

    It is the run with the largest sum of weights (Bentley 1984, Programming Pearls: maximum subarray).
    """
    best, best_span = 0.0, None
    total, start = 0.0, 0
    for number, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, number
        total += _weight(line)
        if total > best:
            best, best_span = total, (start, number)
    if best_span is None:
        return None
    first, last = best_span
    while first < last and not lines[first].prose:
        first += 1
    return first, last


def _weight(line: Line) -> float:
    if is_comment_heading(line.folded):
        return -COMMENTS_COST
    if line.role in SOFT_ROLES:
        return -SOFT_COST
    if line.loose:
        return -CELL_COST
    if line.role:
        return -BOX_COST if is_related_heading(line.folded) else -FURNITURE_COST[line.role]
    if line.prose:
        return max(min(line.han, PROSE_CEILING), CUT_WORTH if line.cut else 0)
    return -CELL_COST if len(line.folded) <= CELL_LENGTH else -UNKNOWN_COST


def _extend_core(lines: list[Line], first: int, last: int) -> tuple[int, int]:
    """Take in what belongs to the article at its edges: the salutation and headings above, closing words below."""
    while (above := _skip(lines, first, -1)) is not None and lines[above].prose:
        first = above
    reach = first - 1
    while reach >= max(0, first - OPENING_LINES) and not lines[reach].role:
        if _opens(lines[reach].folded):
            first = reach
        reach -= 1
    while (below := _skip(lines, last, 1)) is not None and _closes(lines, below, last):
        lines[below].role = ""
        last = below
    return first, last


def _skip(lines: list[Line], number: int, step: int) -> int | None:
    """Return the next line that may be the article's, over a few that are known not to be; None where it ends there."""
    boxed = False
    for other in range(number + step, number + step * SKIPPED_LINES, step):
        if not 0 <= other < len(lines):
            return None
        line = lines[other]
        boxed = boxed or line.role == "related"
        if not line.role and (has_link_mark(line.folded) or boxed and is_link(line.folded)) and not line.prose:
            continue
        if not line.role or line.role == "dateline" and _PLAIN_DATE.match(line.folded):
            return other
        if line.role not in PASSED_ROLES and not line.reason.startswith("picture") or is_comment_heading(line.folded):
            return None
    return None


def _closes(lines: list[Line], number: int, last: int) -> bool:
    """Whether a line below the last full paragraph belongs to the article: closing words, a list, sender and date."""
    line = lines[number]
    text = line.folded
    if number > last + 1:
        return line.prose or bool(_LAST_WORDS.match(text))
    if FINAL_STOP.search(text) and len(text) >= 4 and text[-1] not in ")]":
        return True
    return bool(
        _PLAIN_DATE.match(text)
        or _ENCLOSURE.match(text)
        or ENUMERATOR.match(text) and not line.spaced and not has_link_mark(text)
        or _OFFICE.match(text) and number + 1 < len(lines) and _PLAIN_DATE.match(lines[number + 1].folded)
    )


def _opens(text: str) -> bool:
    """Whether a line above the first paragraph belongs to the article: addressees, a document's number, a heading."""
    return bool(
        SALUTATION.match(text)
        or _OPENING.match(text)
        or _DOCUMENT_NUMBER.match(text)
        or ENUMERATOR.match(text) and not has_link_mark(text)
        or text[-1] in "。;"
    )


def _mark_inside(lines: list[Line], first: int, last: int) -> None:
    """Between the first and last paragraph what is not known to be something else is the article."""
    box = False
    for number in range(first, last + 1):
        line = lines[number]
        if line.loose or line.role == "dateline" and _PLAIN_DATE.match(line.folded):
            line.role = ""
        if line.role == "related":
            box = True
        elif line.role:
            box = box and line.role not in ("navigation", "copyright")
        elif box and is_link(line.folded) and not line.prose and not _is_listed(line.folded):
            line.assign("related", "link under the heading of a link box")
        elif has_link_date(line.folded) and not line.prose and not _is_listed(line.folded):
            line.assign("related", "link with a date")
            box = True
        elif _opens_article(lines, number, last):
            line.assign("title", "title of a further article on the page")
        elif is_credit(line.folded) and not line.prose:
            line.assign("byline", "credit line")
        else:
            box = False
            line.assign("body", "prose of the article" if line.prose else "short line among the article's prose")


def _is_listed(text: str) -> bool:
    """Whether a line is numbered, as lists inside an article are; links have a bullet or nothing."""
    return bool(ENUMERATOR.match(text)) and not _BULLET.match(text)


def _opens_article(lines: list[Line], number: int, last: int) -> bool:
    """Whether a line inside the prose is the title of a further article: a dateline opens the paragraph below it."""
    line = lines[number]
    if number >= last or line.prose or ENUMERATOR.match(line.folded) or not is_title_like(line):
        return False
    return dateline_end(lines[number + 1].folded)[1] == "dateline"


def _mark_labels(lines: list[Line], first: int) -> None:
    """Read the cells of a table of document data above the article: a label alone on its line, then its value."""
    for line, value in zip(lines[:first], lines[1:first]):
        if len(line.folded) > 12 or line.prose:
            continue
        for role, pattern in _LABEL_LINE.items():
            if pattern.match(line.folded):
                line.assign(role, "label of document data")
                if not value.role:
                    value.assign(role, "value of document data")


def _mark_before(lines: list[Line], first: int) -> None:
    """Give what stands above the article and is no headline a role."""
    for number in range(first):
        line = lines[number]
        if line.role == "related" and is_related_heading(line.folded) and not (number + 1 < first and is_link(lines[number + 1].folded)):
            line.assign("navigation", "heading without links")
        if line.role:
            continue
        if line.prose:
            line.assign("other", "prose apart from the article")
        elif HEAD_ELEMENT & line.tags:
            line.assign("navigation", "title of the window")
        elif has_link_mark(line.folded) or (number and lines[number - 1].role == "related" and is_link(line.folded)):
            line.assign("related", "link in a list above the article")
        elif is_link(line.folded) and _in_run(lines, number, first):
            line.assign("related", "one of several titles in a row")
        elif len(line.folded) <= 20:
            line.assign("navigation", "short line above the article")
        else:
            line.assign("other", "above the article, of no known kind")


def _in_run(lines: list[Line], number: int, first: int) -> bool:
    """Whether a link-like line above the article has another one beside it."""
    beside = lines[max(0, number - 1):number] + lines[number + 1:min(number + 2, first)]
    return any(line.role in ("", "related") and is_link(line.folded) for line in beside)


def _mark_after(lines: list[Line], last: int) -> None:
    """Give what stands below the article a role."""
    section = ""
    for number in range(last + 1, len(lines)):
        line = lines[number]
        text = line.folded
        if is_comment_heading(text) and line.role in ("", "navigation", "other"):
            follows = number + 1 < len(lines) and lines[number + 1].role in ("", "other")
            section = "comments" if follows else ""
            line.assign("other" if follows else "navigation", "heading of readers' comments")
        elif line.role == "related":
            section = "related"
            follows = number + 1 < len(lines) and not lines[number + 1].role and is_link(lines[number + 1].folded)
            if is_related_heading(text) and not follows:
                line.assign("navigation", "heading of an empty link box")
        elif line.role in ("navigation", "copyright"):
            section = "legal" if line.role == "copyright" else ""
        elif line.role:
            continue
        elif section == "comments" and not has_link_mark(text):
            line.assign("other", "reader's comment")
        elif section == "legal" and (line.prose or not is_link(text)):
            line.assign("copyright", "goes on with a legal notice")
        elif is_credit(text):
            line.assign("byline", "credit line")
        elif is_end_mark(text):
            line.assign("other", "end mark")
        elif len(text) <= 8 and number and lines[number - 1].role == "navigation" and not FINAL_STOP.search(text):
            line.assign("navigation", "short line below a menu")
        elif section == "related" or has_link_mark(text):
            line.assign("related" if is_link(text) else "other", "link under a heading or with a mark")
        elif is_link(text) and _in_list(lines, number):
            section = "related"
            line.assign("related", "one of several titles in a row")
        else:
            line.assign("other", "below the article, of no known kind")


def _in_list(lines: list[Line], number: int) -> bool:
    """Whether the two lines below are links too."""
    below = lines[number + 1:number + 3]
    return len(below) == 2 and all(not line.role and is_link(line.folded) for line in below)


def _mark_reprinted_title(lines: list[Line], first: int) -> None:
    """Find the title once more inside or below the article."""
    title = next((line for line in lines if line.role == "title"), None)
    if title is None:
        return
    for line in lines[first:]:
        if line.role in ("body", "related", "other") and not line.prose and line.folded[-1] not in "。":
            if len(line.folded) <= 2 * len(title.folded) and same_headline(line.folded, title.folded):
                line.assign("duplicate", "title printed again")


def _mark_apart(lines: list[Line], first: int, last: int) -> None:
    """Take prose that stands apart from the article for a printing of it if it repeats it."""
    apart = [line for line in lines[:first] + lines[last + 1:] if line.role == "other" and line.prose]
    if not apart:
        return
    body = set().union(*(shingles(letters(line.folded)) for line in lines[first:last + 1] if line.role == "body"))
    for line in apart:
        runs = shingles(letters(line.folded))
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
    for line in lines:
        if line.role != "body":
            spans.append(Span(line.start, line.end, line.role, line.reason))
            continue
        text = line.folded
        opening, role = dateline_end(text)
        closing = credit_start(text)
        if opening >= len(text.rstrip()):
            closing = len(text)
        if opening:
            spans.append(Span(line.start, line.start + opening, role, "dateline or credit before the prose"))
        if opening < len(text) and opening < closing:
            spans.append(Span(line.start + opening, line.start + closing, "body", line.reason))
        if max(opening, closing) < len(text):
            spans.append(Span(line.start + max(opening, closing), line.end, "byline", "credit after the prose"))
    return spans
