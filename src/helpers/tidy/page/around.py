"""Tell apart what stands above and below an article: menus, data of the document, links, comments, notices.
"""

import re

from helpers.tidy.page.core import DOCUMENT_NUMBER
from helpers.tidy.page.fixtures import DATE, TIME, WEEK
from helpers.tidy.page.headline import BARE_NAME, HEAD_ELEMENT, OUTLET
from helpers.tidy.page.inline import is_credit, is_end_mark
from helpers.tidy.page.labels import META_LABEL
from helpers.tidy.page.lines import FINAL_STOP, Line, is_listed
from helpers.tidy.page.notices import (
    FLOOR,
    FLOOR_NAME,
    POSTER,
    has_link_mark,
    is_comment_heading,
    is_disclaimer,
    is_link,
    is_related_heading,
)

# Labels of a table of document data, as government sites print it.
_LABELS = {
    "dateline": r"(?:发布|发文|生成|成文|公开|更新|发表|印发)(?:日期|时间)",
    "byline": r"(?:发布|公开|供稿|信息)(?:机构|单位|部门|来源)|(?:写|来|发)信人|(?:提问|留言|咨询|投诉)(?:人|者)"
    r"|(?:答复|回复|办理|受理)(?:单位|部门|机构)|来 ?源|作 ?者|责任编辑",
    "other": META_LABEL + r"|名 ?称|标 ?题|类 ?别|分 ?类",
}
# Segments this far apart make a row of several things, not a sentence or title.
_ROW = re.compile(r" {2,}|[|/·]")
_POSTED = re.compile(r"(?:\S{1,14} )?(?:发表于|评论于|回复于|发布于)")
# Above a line of a thread its author's name is at most this long.
AUTHOR_LENGTH = 14
# Reason by which the lines of a post's box are known: its author, and the rank below the name.
AUTHOR = "author of a post"
# Under a heading a line of so many Han characters and nothing else is a link too.
SHORT_LINK = 4
# The heading of a box of links is at most this long.
HEADING_LENGTH = 12
_RANK = re.compile(r"(?:会员|版主|管理员|新手|达人|元老|秀才|举人|状元|学徒|[Ll]v\.? ?\d+|\d+ ?级)$")
_SPACED_NAME = re.compile(r"[\u4e00-\u9fff]{1,2} {1,4}[\u4e00-\u9fff]{1,2}")
_CLOCK = re.compile(rf"(?:{DATE}) *(?:{TIME} *(?:{WEEK})|(?:{WEEK}) *{TIME})")
_WEEKDAY = re.compile(rf"(?:{DATE}) *(?:{WEEK})")
_FULL_DAY = re.compile(r"((?:19|20)\d\d)\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})")
_DAY = re.compile(rf"[\[(]? ?{DATE} ?[\])]?")
_DATE_BEHIND = re.compile(rf" *[\[(]? ?{DATE} ?[\])]?$")
_BRACKETED_NAME = re.compile(r"\[[^\[\]]{2,12}\]")
_LABEL_LINE = {
    role: re.compile(rf"(?:{labels}):?(?P<value> +\S.{{0,40}})?$") for role, labels in _LABELS.items()
}

# The last line of a page that was cut has so many Han characters at least, and a mark that titles do not have.
BROKEN_HAN = 12
_MIDST = re.compile("[,、;。]")


def mark_boxes(lines: list[Line]) -> None:
    """Give the links below the heading of a link box their role; above the first prose the title may follow a
    box.
    """
    started = box = False
    for line in lines:
        started = started or line.prose and not line.role
        if line.role:
            box = started and line.role == "related" and is_related_heading(line.folded)
        elif is_disclaimer(line.folded):
            box = False
        elif box and is_link(line.folded) and not line.prose and not is_listed(line.folded):
            line.assign("related", "link under the heading of a link box")
        else:
            box = False


def mark_labels(lines: list[Line], first: int) -> None:
    """Read the cells of a table of document data above the article: a label alone on its line, then its
    value.
    """
    for line, value in zip(lines[:first], lines[1:first]):
        if line.prose or line.reason == POSTER:
            continue
        for role, pattern in _LABEL_LINE.items():
            match = pattern.match(line.folded)
            if match:
                line.assign(role, "label of document data")
                labels_too = any(one.match(value.folded) for one in _LABEL_LINE.values())
                alone = not match["value"] and not labels_too
                if alone and (role == "other" or not value.role or value.loose) and not value.prose:
                    value.assign(role, "value of document data")


def mark_authors(lines: list[Line], first: int) -> None:
    """Give the short line above the box or date of a post in a thread its role: it names the author."""
    for number in range(first - 2, -1, -1):
        line, below = lines[number], lines[number + 1]
        ranked = below.reason == AUTHOR and _RANK.search(below.folded)
        posted = below.reason == POSTER or _POSTED.match(below.folded)
        if not line.role and len(line.folded) <= AUTHOR_LENGTH and (posted or ranked):
            line.assign("other", AUTHOR)


def mark_stray(lines: list[Line]) -> None:
    """Give marks that stand alone between two parts of a menu (首页, >, 新闻, one to a line) the menu's role."""
    for above, line, below in zip(lines, lines[1:], lines[2:]):
        if line.reason == "stray marks" and above.role == below.role == "navigation":
            line.assign("navigation", "mark between parts of a menu")


def mark_clock(lines: list[Line], first: int, last: int) -> None:
    """Take the day that the page's clock shows for its menu's: beside a menu a weekday above a title that has another
    day below it, day, weekday and time below the article.
    """
    title = next((number for number in range(first) if lines[number].role == "title"), first)
    days = {day for line in lines[title:first] if line.role == "dateline" for day in _days(line)}
    for number, line in enumerate(lines):
        beside = lines[max(0, number - 1):number] + lines[number + 1:number + 2]
        if line.role != "dateline" or all(one.role != "navigation" for one in beside):
            continue
        above = number < title and _WEEKDAY.fullmatch(line.folded) and days and not days & set(_days(line))
        if above or number > last and _CLOCK.fullmatch(line.folded):
            line.assign("navigation", "clock of the page")


def _days(line: Line) -> list[tuple[int, ...]]:
    return [tuple(map(int, day)) for day in _FULL_DAY.findall(line.folded)]


def mark_before(lines: list[Line], first: int) -> None:
    """Give what stands above the article and is no headline a role."""
    title = next((number for number in range(first) if lines[number].role == "title"), first)
    for number in range(first):
        line = lines[number]
        text = line.folded
        if line.role == "related" and is_related_heading(text) and not _has_links(lines, number):
            line.assign("navigation", "heading without links")
        if line.role:
            continue
        if DOCUMENT_NUMBER.match(text):
            line.assign("body", "number of the document")
        elif line.prose:
            line.assign("other", "prose apart from the article")
        elif HEAD_ELEMENT & line.tags:
            line.assign("navigation", "title of the window")
        elif number > title:
            if OUTLET.fullmatch(text):
                line.assign("byline", "name of the outlet under the title")
            elif number == title + 1 and _SPACED_NAME.fullmatch(text) and BARE_NAME.fullmatch(text):
                line.assign("byline", "name, spaced out, below the title")
            elif has_link_mark(text):
                line.assign("related", "link in a list above the article")
            else:
                kind = "navigation" if len(text) <= 8 or _ROW.search(text) else "other"
                line.assign(kind, "between headline and article")
        elif _BRACKETED_NAME.fullmatch(text):
            line.assign("navigation", "name of a column")
        elif has_link_mark(text) or _above(lines, number) == "related" and is_link(text):
            line.assign("related", "link in a list above the article")
        elif is_link(text) and not _ROW.search(text) and _in_run(lines, number, first):
            line.assign("related", "one of several titles in a row")
        elif len(text) <= 20 or _ROW.search(text):
            line.assign("navigation", "short line above the article")
        else:
            line.assign("other", "above the article, of no known kind")


def _above(lines: list[Line], number: int) -> str:
    return lines[number - 1].role if number else ""


def _has_links(lines: list[Line], number: int) -> bool:
    """Whether links stand below the heading of a link box."""
    below = lines[number + 1:number + 2]
    return any(line.role in ("", "related") and _may_link(line) for line in below)


def _may_link(line: Line) -> bool:
    """Whether a line under a heading is a link: it has the shape of one, or is a few characters and nothing else."""
    return is_link(line.folded) or SHORT_LINK <= line.han == len(_DATE_BEHIND.sub("", line.folded))


def _in_run(lines: list[Line], number: int, first: int) -> bool:
    """Whether a link-like line above the article has another one beside it."""
    beside = lines[max(0, number - 1):number] + lines[number + 1:min(number + 2, first)]
    return any(line.role in ("", "related") and is_link(line.folded) for line in beside)


def mark_after(lines: list[Line], last: int) -> None:
    """Give what stands below the article a role."""
    section = ""
    dated = any(line.role == "dateline" for line in lines[:last + 1])
    for number in range(last + 1, len(lines)):
        line = lines[number]
        text = line.folded
        if line.reason == FLOOR_NAME:
            section = "comments"
        elif dated and _POSTED.match(text) and line.role in ("", "dateline", "other") or line.reason == FLOOR:
            section = "comments"
            line.assign("other", "head of a reply")
            above = lines[number - 1]
            named = len(above.folded) <= AUTHOR_LENGTH and above.role in ("navigation", "other")
            if named and number - 1 > last and above.reason != FLOOR_NAME:
                above.assign("other", "author of a reply")
        elif is_comment_heading(text) and line.role in ("", "navigation", "other"):
            follows = number + 1 < len(lines) and lines[number + 1].role in ("", "other")
            section = "comments" if follows else ""
            line.assign("other" if follows else "navigation", "heading of readers' comments")
        elif section == "related" and line.role == "dateline" and _DAY.fullmatch(text):
            line.assign("related", "date of the link above")
        elif line.role == "related":
            section = "related"
            if is_related_heading(text) and not _has_links(lines, number):
                line.assign("navigation", "heading of an empty link box")
        elif line.role in ("navigation", "copyright"):
            section = "legal" if line.role == "copyright" else "comments" if section == "comments" else ""
        elif line.role:
            continue
        elif section == "comments" and not has_link_mark(text) and not _heads_links(lines, number):
            line.assign("other", "reader's comment")
        elif is_credit(text):
            line.assign("byline", "credit line")
        elif is_disclaimer(text) and not has_link_mark(text):
            section = "legal"
            line.assign("copyright", "disclaimer")
        elif section == "legal" and (line.prose or not is_link(text)):
            line.assign("copyright", "goes on with a legal notice")
        elif is_end_mark(text):
            line.assign("other", "end mark")
        elif _heads_links(lines, number):
            section = "related"
            line.assign("related", "heading of the links below it")
        elif len(text) <= 8 and _above(lines, number) == "navigation" and not FINAL_STOP.search(text):
            line.assign("navigation", "short line below a menu")
        elif section == "related" or has_link_mark(text):
            line.assign("related" if _may_link(line) else "other", "link under a heading or with a mark")
        elif is_link(text) and _in_list(lines, number):
            section = "related"
            line.assign("related", "one of several titles in a row")
        elif _breaks_off(lines, number):
            line.assign("body", "last line of the page, which breaks off in a sentence of the article")
        else:
            line.assign("other", "below the article, of no known kind")


def _breaks_off(lines: list[Line], number: int) -> bool:
    """Whether a page that was cut ends in this line, below the article and in the midst of a sentence."""
    line = lines[number]
    last = number == len(lines) - 1 and lines[number - 1].role == "body" and line.han >= BROKEN_HAN
    return last and bool(_MIDST.search(line.folded)) and not (FINAL_STOP.search(line.folded) or _ROW.search(line.folded))


def _heads_links(lines: list[Line], number: int) -> bool:
    """Whether a short line without a stop stands above a line that is marked as a link."""
    line = lines[number]
    text = line.folded.rstrip(":")
    if not 3 <= len(text) <= HEADING_LENGTH or FINAL_STOP.search(text) or has_link_mark(text):
        return False
    below = lines[number + 1:number + 2]
    return any(one.role == "related" or not one.role and has_link_mark(one.folded) for one in below)


def _in_list(lines: list[Line], number: int) -> bool:
    """Whether the line below, and the one below that if it has no role, are links too."""
    below = lines[number + 1:number + 3]
    if not below or below[0].role or not is_link(below[0].folded) or below[0].prose:
        return False
    return len(below) < 2 or bool(below[1].role) or is_link(below[1].folded)
