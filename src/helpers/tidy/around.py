"""Tell apart what stands above and below an article: menus, data of the document, links, comments, notices.
"""

import re

from helpers.tidy.headline import HEAD_ELEMENT
from helpers.tidy.inline import is_credit, is_end_mark
from helpers.tidy.lines import FINAL_STOP, Line, is_listed
from helpers.tidy.notices import has_link_mark, is_comment_heading, is_link, is_related_heading

# Labels of a table of document data, as government sites print it.
_LABELS = {
    "dateline": r"(?:发布|发文|生成|成文|公开|更新|发表|印发)(?:日期|时间)",
    "byline": r"(?:发布|发文|公开|供稿|信息)(?:机构|单位|部门|来源)|来源|作者|责任编辑",
    "navigation": r"索引号?|文号|主题词|主题分类|体裁分类|信息分类|有效性|名称|公开方式|公开范围|发文字号",
}
_LABEL_LINE = {
    role: re.compile(rf"(?:{labels}):?(?P<value> +\S.{{0,40}})?$") for role, labels in _LABELS.items()
}


def mark_boxes(lines: list[Line]) -> None:
    """Give the links below the heading of a link box their role; above the first prose the title may follow a
    box.
    """
    started = box = False
    for line in lines:
        started = started or line.prose and not line.role
        if line.role:
            box = started and line.role == "related"
        elif box and is_link(line.folded) and not line.prose and not is_listed(line.folded):
            line.assign("related", "link under the heading of a link box")
        else:
            box = False


def mark_labels(lines: list[Line], first: int) -> None:
    """Read the cells of a table of document data above the article: a label alone on its line, then its
    value.
    """
    for line, value in zip(lines[:first], lines[1:first]):
        if line.prose:
            continue
        for role, pattern in _LABEL_LINE.items():
            match = pattern.match(line.folded)
            if match:
                line.assign(role, "label of document data")
                if not match["value"] and not value.role:
                    value.assign(role, "value of document data")


def mark_before(lines: list[Line], first: int) -> None:
    """Give what stands above the article and is no headline a role."""
    for number in range(first):
        line = lines[number]
        if line.role == "related" and is_related_heading(line.folded) and not _has_links(lines, number):
            line.assign("navigation", "heading without links")
        if line.role:
            continue
        if line.prose:
            line.assign("other", "prose apart from the article")
        elif HEAD_ELEMENT & line.tags:
            line.assign("navigation", "title of the window")
        elif has_link_mark(line.folded) or _above(lines, number) == "related" and is_link(line.folded):
            line.assign("related", "link in a list above the article")
        elif is_link(line.folded) and _in_run(lines, number, first):
            line.assign("related", "one of several titles in a row")
        elif len(line.folded) <= 20:
            line.assign("navigation", "short line above the article")
        else:
            line.assign("other", "above the article, of no known kind")


def _above(lines: list[Line], number: int) -> str:
    return lines[number - 1].role if number else ""


def _has_links(lines: list[Line], number: int) -> bool:
    """Whether links stand below the heading of a link box."""
    below = lines[number + 1:number + 2]
    return any(line.role in ("", "related") and is_link(line.folded) for line in below)


def _in_run(lines: list[Line], number: int, first: int) -> bool:
    """Whether a link-like line above the article has another one beside it."""
    beside = lines[max(0, number - 1):number] + lines[number + 1:min(number + 2, first)]
    return any(line.role in ("", "related") and is_link(line.folded) for line in beside)


def mark_after(lines: list[Line], last: int) -> None:
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
            if is_related_heading(text) and not _has_links(lines, number):
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
        elif len(text) <= 8 and _above(lines, number) == "navigation" and not FINAL_STOP.search(text):
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
