"""Find where the article stands on its page: the densest run of prose, and what belongs to it at the edges.
"""

import re

from helpers.tidy.page.lines import ENUMERATOR, FINAL_STOP, Line
from helpers.tidy.page.notices import (
    FLOOR,
    FLOOR_NAME,
    has_link_mark,
    is_comment_heading,
    is_disclaimer,
    is_link,
    is_related_heading,
)

# Weights with which the densest run of prose is found. Prose counts its Han characters, up to a ceiling so
# that one giant paragraph does not outweigh a page; what is known not to be the article parts runs unless
# there is much prose on both sides; a line of unknown kind costs little, since lists and headings stand
# inside articles.
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
    r"(?:(?:尊敬|敬爱)的)?\S{0,30}?(?:同志|领导|来宾|朋友|代表|委员|女士|先生|嘉宾|各位|大家(?:上午|下午|早上|晚上)?好|同学|企业家|评委|专家|乡亲|老师|负责人|负责同志|同仁|师傅|经理|厂长|部门|单位"
    r"|政府|委员会|机构|直属\S{0,6}|局)(?:们)?(?:\([^)]*\))?[:!,。]$"
)
# The last line of a list of addressees, and one above it.
ADDRESSEES = re.compile(
    r"[^。;]{0,120}(?:各|有关|直属|相关|成员|驻)[^,。;:]{0,12}(?:企业|部门|单位|公司|机构|学校|处室|科室|股室|[县市区镇乡]|街道|政府|办事处|委|办|局|院|所"
    r"|站|中心|协会)(?:\([^)]*\))?:$"
)
_MORE_ADDRESSEES = re.compile(r"各[^。;:]{2,30}[,、][^。;:]*$")
_OPENING = re.compile(r"(?:各位|同志们|尊敬的|敬爱的|女士们|大家(?:好|上午|下午|早上|晚上)|朋友们)")
DOCUMENT_NUMBER = re.compile(r"\S{1,16}\[[\d×xX*〇零一二]{4}\] ?第?[\d×xX*一二三四五六七八九十]+号\)?$")
# The question of an interview: not a name alone, as in a credit.
ASKED = re.compile(r"\[?(?:本报|本刊|本网)?(?:记者|主持人|问)\]? ?: ?(?=.{5})")
_OFFICE = re.compile(r"[^,。;:!?]{0,24}(?:政府|办公室|委员会|领导小组|办公厅|局|厅|委|总局|指挥部|协会|商会|党组|党委|组委会|管委会|公司|中心)(?:\([^)]*\))?$")
PLAIN_DATE = re.compile(
    r"[\d〇零○Oo一二三四五六七八九十×xX*]{2,4} ?年 ?[\d一二三四五六七八九十×xX*]{1,3} ?月 ?(?:[\d一二三四五六七八九十廿×xX*]{1,3} ?日)?$"
)
_NUMERALS = "一二三四五六七八九十"
_COUNTED = re.compile(rf"(\(?)([{_NUMERALS}])([)、.])")
_FIRST_ITEM = re.compile(r"\(?(?:1|一)\)|1[.、]|①|\(?一[)、.]")
_PLAIN_DAY = re.compile(r"[\d一二三四五六七八九十]{1,2} ?月 ?[\d一二三四五六七八九十廿]{1,3} ?日")
# Whoever signs an appeal stands above its date.
_SIGNATORIES = re.compile(r"(?:倡议|发起|承诺|联合发起)(?:单位|企业|人)[:：]")
# Also who was at a meeting, below its minutes.
_ENCLOSURE = re.compile(
    r"(?:附件?|抄送|抄报|主送|报送|联系人|(?:出席|列席|参加|缺席|请假|主持|记录)(?:人员|人)?)\d? ?[:：]"
    r"|\(?此件\S{0,6}公开\S{0,6}\)?$|\(联系人"
)
# What else stands between the last paragraph of a notice and its date.
_ABOVE_DATE = re.compile(
    r"(?:联系(?:电话|方式|单位|地址|邮箱)|(?:咨询|举报|监督|传真|办公)?电话|传真|电子邮箱|邮箱|通讯地址)(?:[\d一二三四]{1,2})? ?(?:\([^)]*\))?:"
    r"|\d{1,2}[.、]\S"
)
_LAST_WORDS = re.compile(r"(?:谢谢|我的(?:讲话|发言)|我就讲|最后,?(?:祝|预祝)|散会|现在散会|完毕|讲完了|此致|敬礼|特此)")
_CELLS = frozenset(("td", "th"))
# Reason by which a heading of the article is known that the table of contents lists.
HEADING = "heading that the table of contents lists"
# Reason by which what stands under a signed paper is known: subject words, copies.
COLOPHON = "colophon of the paper"
_SUBJECT_WORDS = re.compile(r"主 ?题 ?词[: ]")
_COLOPHON = re.compile(r"(?:抄送|抄报|分送|主送)[: ]")
# A notice is signed within so many lines of its last paragraph.
SIGNATURE_LINES = 30
# Short lines may stand between an article's salutation and its first full paragraph.
OPENING_LINES = 3
# When and where, and who was there, above a transcript: at most so many lines.
PARTICULARS = 10
# A table may stand between the first sentence of a paper and the densest run of prose.
TABLE_LINES = 30
_WHEN, _WHERE = re.compile(r"(?:会议)?时 ?间 ?:"), re.compile(r"(?:会议)?地 ?点 ?:")
# So many lines of these kinds may part the last paragraph or the closing words from the rest of an article.
SKIPPED_LINES = 8
FURNITURE_ROLES = frozenset({"navigation", "related", "copyright", "outline"})
PASSED_ROLES = frozenset({"navigation", "related", "truncation"})


def mark_colophon(lines: list[Line]) -> None:
    """Know the colophon of an official paper: its subject words, and who else it was sent to, below them."""
    inside = False
    for line in lines:
        inside = bool(_SUBJECT_WORDS.match(line.folded)) or inside and bool(_COLOPHON.match(line.folded))
        if inside:
            line.assign("other", COLOPHON)


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
    if is_comment_heading(line.folded) or line.reason in (FLOOR, FLOOR_NAME):
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


def extend_core(lines: list[Line], first: int, last: int) -> tuple[int, int]:
    """Take in what belongs to the article at its edges: the salutation and headings above, closing words
    below.
    """
    while (above := _skip(lines, first, -1)) is not None and lines[above].prose:
        first = above
    first = _after_day(lines, first, last)
    first = _particulars(lines, _addressed(lines, first))
    reach = first - 1
    while reach >= max(0, first - OPENING_LINES) and not lines[reach].role:
        text = lines[reach].folded
        next_to = first == reach + 1
        addressed = ADDRESSEES.match(lines[first].folded) and _MORE_ADDRESSEES.match(text)
        # Further up a document's number stands above the title.
        heading = next_to and lines[reach].reason == HEADING
        if next_to and addressed or heading or _opens(text) and (next_to or not DOCUMENT_NUMBER.match(text)):
            first = reach
        reach -= 1
    while True:
        last = _signed(lines, last)
        below = _skip(lines, last, 1)
        if below is None or not (_closes(lines, below, last) or _under_heading(lines, below)):
            return first, last
        lines[below].role = ""
        last = below


def _addressed(lines: list[Line], first: int) -> int:
    """Return the line number of the addressees of a paper whose headings and table part its opening from the rest;
    `first` if there are none.
    """
    for number in range(first - 1, max(-1, first - TABLE_LINES), -1):
        line = lines[number]
        if line.role not in ("", "dateline") and not line.loose:
            break
        if ADDRESSEES.match(line.folded) and lines[number + 1].prose and not line.role:
            for opening in lines[number:first]:
                opening.role = ""
            return number
    return first


def _particulars(lines: list[Line], first: int) -> int:
    """Return the line number of when and where a transcript was taken, above who was there; else `first`."""
    for number in range(max(0, first - PARTICULARS), first - 1):
        when, where = lines[number].folded, lines[number + 1].folded
        block = lines[number:first]
        if _WHEN.match(when) and _WHERE.match(where) and all(line.role not in FURNITURE_ROLES for line in block):
            for line in block:
                line.role = ""
            return number
    return first


def _after_day(lines: list[Line], first: int, last: int) -> int:
    """Return the line number of the salutation under a speech's day, if a note stands above; else `first`."""
    for number in range(first + 1, min(first + OPENING_LINES, last)):
        text = lines[number + 1].folded
        if lines[number].role == "dateline" and (SALUTATION.match(text) or _OPENING.match(text)):
            return number + 1
    return first


def _signed(lines: list[Line], last: int) -> int:
    """Return the line number of the date under a notice, below tables, contacts, enclosures and the sender;
    `last` if there is none.
    """
    office = False
    for number in range(last + 1, min(last + SIGNATURE_LINES, len(lines))):
        line = lines[number]
        text = line.folded
        if (PLAIN_DATE.match(text) or _PLAIN_DAY.fullmatch(text)) and office:
            for signed in lines[last + 1:number + 1]:
                signed.role = ""
            return number
        office = bool(_OFFICE.match(text) or _SIGNATORIES.match(text)) and not is_related_heading(text)
        annexed = _ENCLOSURE.match(text) or _ABOVE_DATE.match(text)
        annexed = annexed or line.loose or line.reason == "stray marks"
        linked = has_link_mark(text) and not annexed
        if linked or line.reason == COLOPHON or is_comment_heading(text) or line.role and not (annexed or office):
            return last
    return last


def _skip(lines: list[Line], number: int, step: int) -> int | None:
    """Return the next line that may be the article's, over a few that are known not to be; None where it ends
    there.
    """
    boxed = False
    for other in range(number + step, number + step * SKIPPED_LINES, step):
        if not 0 <= other < len(lines):
            return None
        line = lines[other]
        boxed = boxed or line.role == "related"
        link = has_link_mark(line.folded) or boxed and is_link(line.folded)
        if link and not line.role and not line.prose:
            continue
        contact = step == 1 and other == number + 1 and line.loose and line.folded.startswith("联系人")
        if not line.role or line.role == "dateline" and PLAIN_DATE.match(line.folded) or contact:
            return other
        picture = line.reason.startswith("picture")
        if line.role not in PASSED_ROLES and not picture or is_comment_heading(line.folded):
            return None
    return None


def _under_heading(lines: list[Line], number: int) -> bool:
    """Whether a line below the last full paragraph is a heading that the table of contents lists, or a row of the
    table under one.
    """
    while number and lines[number].tags & _CELLS:
        number -= 1
    return lines[number].reason == HEADING


def _closes(lines: list[Line], number: int, last: int) -> bool:
    """Whether a line below the last full paragraph belongs to the article: closing words, a list, sender and
    date.
    """
    line = lines[number]
    text = line.folded
    if line.reason == COLOPHON:
        return False
    if number > last + 1:
        return line.prose or bool(_LAST_WORDS.match(text))
    if FINAL_STOP.search(text) and len(text) >= 4 and text[-1] not in ")]:" and not is_disclaimer(text):
        return True
    return bool(
        PLAIN_DATE.match(text)
        or _LAST_WORDS.match(text)
        or _ENCLOSURE.match(text)
        or ENUMERATOR.match(text) and not has_link_mark(text) and (
            not line.spaced or _counts_on(lines, number) or _counts_under(text, lines[last].folded)
        )
        or _OFFICE.match(text) and number + 1 < len(lines) and PLAIN_DATE.match(lines[number + 1].folded)
    )


def _counts_on(lines: list[Line], number: int) -> bool:
    """Whether a heading has the number that follows the one of a line above: （二） below （一）."""
    counted = _COUNTED.match(lines[number].folded)
    at = _NUMERALS.find(counted[2]) if counted else 0
    return at > 0 and any(line.folded.startswith(f"{counted[1]}{_NUMERALS[at - 1]}{counted[3]}") for line in lines[:number])


def _counts_under(text: str, heading: str) -> bool:
    """Whether a line opens the list under a numbered heading: 1. below （二）, as the article goes on."""
    return bool(_FIRST_ITEM.match(text) and _COUNTED.match(heading) and not FINAL_STOP.search(heading))


def _opens(text: str) -> bool:
    """Whether a line above the first paragraph belongs to the article: addressees, a document's number, a
    heading.
    """
    return bool(
        SALUTATION.match(text)
        or _OPENING.match(text)
        or ADDRESSEES.match(text)
        or DOCUMENT_NUMBER.match(text)
        or ASKED.match(text)
        or ENUMERATOR.match(text) and not has_link_mark(text)
        or text[-1] in "。;"
    )
