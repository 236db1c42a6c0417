"""Recognise the fixtures of a page: rows of menu words, dates of publication, credit lines, paths, section
names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.tidy.page.labels import (
    BYLINE_LABEL,
    COUNT_LABEL,
    DATE_LABEL,
    DATE_VERB,
    HAN_CHAR,
    META_LABEL,
    NAV_PATTERNS,
    NAV_WORDS,
    OTHER_DAYS,
    OUTLET_END,
    SECTION,
)
from helpers.tidy.page.lines import SENTENCE_STOP, letters

# Lines longer than this are running text: no menu, credit or caption of the genre reaches it.
LONG = 200
# Share of a line's letters and digits that known menu words, dates and credits must cover to make it
# furniture.
COVERAGE = 0.75
_DAY = r"(?:[0-3]?\d|[初一二三四五六七八九十廿卅]{1,3})"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DATE = (
    r"(?:(?:19|20)\d\d *(?:年|[-./])[ /]*[01]?\d *(?:月|[-./])[ /]*[0-3]?\d *日?号?"
    r"|(?<![\d./-])[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d|[一二][九〇零○Oo0]?[〇零○Oo0一二三四五六七八九]{2,3}年[一二三四五六七八九十]{"
    r"1,2}月"
    r"(?:[一二三四五六七八九十廿]{1,3}日)?|(?:19|20)\d\d年[01]?\d月(?:" + _DAY + r"日)?|(?:19|20)\d{5,6}(?!\d)"
    r"|[01]?\d月[0-3]?\d日|[01]\d[-/][0-3]\d(?![\d/-])|(?:19|20)\d\d年?(?= *$)"
    rf"|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +)?(?:[0-3]?\d +{_MONTH},? +|{_MONTH} +[0-3]?\d(?:st|nd"
    rf"|rd|th)?,? +)"
    r"(?:19|20)\d\d|\d{1,2} ?(?:年|个月|周|天|小时|分钟)前|(?:昨天|前天|今天)(?= *[0-2]?\d:\d\d))"
)
TIME = (
    r"(?:T?[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?Z?(?: ?(?:[+-]\d\d:?\d\d|GMT|UTC|[AP]M))?|[上下]午|凌晨|中午|晚上"
    r"|\d{1,2}时(?:\d{1,2}分)?"
    r"|[-~—至到]+(?=[上下]?午?[0-2]?\d:))"
)
WEEK = r"(?:星期[一二三四五六日天]?|周[一二三四五六日]|农历\S{2,8})"

_GAP_BEFORE_NEXT = (
    rf"(?= {{2,}}|[|\])]| +(?:{DATE_LABEL}|{BYLINE_LABEL}|{COUNT_LABEL}|{META_LABEL}) *[:： |]| *(?:{DATE})| +"
    rf"(?:{NAV_WORDS}|\+|A[+-])|[\[(]|$)"
)
_VALUE = rf"(?:(?:https?://|www\.)[\w./?=&%#:-]{{1,160}}|(?:(?!{_GAP_BEFORE_NEXT}).){{0,30}})"
# A value of document data may have blanks in it, brackets and dates: it runs to the next wide gap or label.
_META_VALUE = (
    rf"(?:(?!(?: {{3,}}|[|] | +(?:{DATE_LABEL}|{BYLINE_LABEL}|{COUNT_LABEL}|{META_LABEL}) *:| +\[|"
    rf" +(?:{NAV_WORDS})(?= |$)|$)).){{0,60}}"
)

_TOKEN = re.compile(
    rf"(?P<clock>(?:19|20)\d\d[年-]\d{{1,2}}月? ?\(\d+\)|日历 *(?:19|20)\d\d年\d{{1,2}}月|(?:今天|今日"
    rf"|(?:现在|当前|系统|北京)(?:时间)?)是?[: ]*(?:{DATE})?(?: *{TIME})?(?: *(?:{WEEK}))*|(?:{DATE})(?: *{TIME})?(?: *"
    rf"(?:{WEEK}))*(?= *(?:农历|多云|晴|阴|小雨|\d+ ?℃)))"
    rf"|(?P<other>\[? *{META_LABEL}(?: *: *| *\] *:? *| {{2,}}| (?={DATE})){_META_VALUE})"
    rf"|(?P<dateline>(?:\[? *{DATE_LABEL} *(?:: *|\] *:? *|[|] *| *(?=\d)| *(?=\())(?:\[? ?{DATE} ?)?"
    rf"|\[? *{DATE_VERB}[ :\]]*{DATE}|{DATE}|{WEEK}|讯$)(?:"
    rf"(?<=[日\d]) *(?:见报|头版|发布|刊发|更新|发表|上传|推送|印发|印制))?)"
    rf"|(?P<time>{TIME})"
    rf"|(?P<byline>(?:{HAN_CHAR}{{2,10}}?{OUTLET_END} *)?记者 ?{HAN_CHAR}{{2,4}} ?/ ?{HAN_CHAR}{{2,6}}报[道导]"
    rf"|[\[(□■◎●◆]? *(?:{HAN_CHAR}{{2,10}}?{OUTLET_END} *(?=(?:首席|特约|见习"
    rf"|实习)*记者))?{BYLINE_LABEL}(?: *[:/|]| *\] ?:? ?(?=[^\[\s])| (?=\S))[:/|]* *{_VALUE}[\])]?"
    rf"|(?:(?<![\u4e00-\u9fff]){HAN_CHAR}{{2,8}}?(?:网|报|刊|台|评论))?"
    rf"(?:本报|本网|本台|本刊|特约|首席)*评论员(?: +{HAN_CHAR}{{2,4}})?(?= "
    rf"|$)|[□■] ?{HAN_CHAR}{{2,4}}(?= |$))"
    rf"|(?P<navigation>\[? *(?:{COUNT_LABEL}) *(?:: *(?:(?=\[)|$)|: +(?={HAN_CHAR}{{2,6}} *:)|(?:: *|\] *:? *"
    rf"|(?= ?[\d\[(]))(?:[\[(]? *(?:加?大|中|小|特"
    rf"|[\d,.]+[万千]?|次|人|分|点|条"
    rf"|loading\S*|-+|[A-Za-z+-]{{1,5}}) *)+[\])]?次?)|(?:所属栏目|栏目|类别|分类|归档|文章归档|博文归档|文章分类|分享到?至?) *: *{_VALUE}"
    rf"|[\[(] *(?:(?:加?大|中|小|{NAV_WORDS})[ /|]*)+[\])]|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,6}} ?\((?!(?:19|20)\d\d\))\d+\)|农历\S{{2,8}}|(?:多云|晴|阴"
    rf"|[小中大]雨|[-~\d]+ ?℃)(?:多云|晴|阴|[小中大]雨|转|到|[-~\d]+ ?℃| ?\S{{0,3}}风\d?\S?级)*|{NAV_PATTERNS}|{NAV_WORDS}"
    rf"|(?:(?<= )|^)[大中小](?: [大中小])+(?= |$))"
    rf"|(?P<outlet>(?:(?<=[ \d日)\]])|^)(?!{HAN_CHAR}{{9,}}发布)(?:《[\u4e00-\u9fff·]{{1,12}}?{OUTLET_END}》"
    rf"|[\u4e00-\u9fff·—-]{{1,18}}?{OUTLET_END}(?= |$|[|\])])))"
    r"|(?P<address>(?:https?://|www\.)[\w./?=&%#-]+)"
    r"|(?P<blank>[^\w\u3400-\u9fff\[(+□■]+|[\[(+□■]|\d+(?= |$))"
    r"|(?P<word>(?:(?<=[ |])|^)[^\s|:,。;!?\[\]()]{1,6}(?=[ |]|$)|(?<= {3})[^\s|:,。;!?\[\]()]{7,12}(?= {3}))"
)
_ADDRESS_FIRST = re.compile(r"(?:https?://|www\.)[\w./?=&%#-]+ +")
# A run of text without figures, labels or gaps is longer than any menu word.
_PLAIN = re.compile(r"[^\d:|\[(/\s]{17,}")
_SPOKEN = re.compile(r"[,。!?;]")
# What a notice says of its own meeting stays in the article, as may every field that is not of the page.
_AGENDA = re.compile(
    rf"(?! *(?:发布|发表|更新|刊发)) *\[? *(?:{OTHER_DAYS}|会议|培训|报到|讨论|考试|启动|举办|召开|开会)(?:时间|日期|地点)|时间[:\]].*[上下]午"
    rf"| *\[? *(?:{META_LABEL})"
)
# Among the data of a document 分类 is one of them; elsewhere it leads to a section of the site.
# A label behind other fields that has no date: 更新时间：
_EMPTY_LABEL = re.compile(rf" *{HAN_CHAR}{{2,8}} *: *")
_CATEGORY = re.compile(r" *(?:分类|类别) *:")
_BREADCRUMB = re.compile(
    r"[\[(]?(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:位置|栏目|频道)(?:是|为|在)? *[:>]|^(?:首页|主页|网站首页|[^ ,。]{2,10}首页)"
    r"(?: *(?:>+|/|-+|—|\\|\||·|<) *[^>,。;!]{1,40})+$"
)
_DASHED_PATH = re.compile(r"(?:[^-,。;]{2,10} *-+ *){1,5}(?:正文|详情|内容|详细内容|文章内容|文章正文|浏览文章|查看文章|全文)")
_DOUBLE_DASHED = re.compile(r"[^-,。;]{2,10}(?: -- [^-,。;]{2,10}){2,}")
_OFFICE_END = re.compile(r"(?:办公室|政府|委员会|局|厅|委|院|中心|协会|部)$")
_ARROWS = re.compile(r" *>+ *")
_MENU_WORD = re.compile(rf".{{0,4}}{SECTION}.{{0,4}}|{NAV_WORDS}|{NAV_PATTERNS}")
_BETWEEN_WORDS = re.compile(r"[\s|/·>:,、◎●■◆※○★-]+")
_MENU_PART = re.compile(rf"(?:{NAV_WORDS})$")
# A row of buttons: [打印] [关闭]; a run of words without anything between them, from 首页 on.
_BUTTONS = re.compile(r"(?:\[[^\[\]。,;:]{1,12}\][ |]*){2,}")
_RUN_OF_WORDS = re.compile(rf"(?:网站)?首页(?:{HAN_CHAR}{{0,2}}{SECTION}{HAN_CHAR}{{0,2}}){{2,}}")
# From so many words on a row needs but one that is known.
LONG_ROW = 7
# In a row of short phrases these open a slogan (抓质量 创品牌 促发展).
_SLOGAN_VERB = re.compile(r"[抓强促提创保建树夯筑推聚立谋兴守护严炼练亮打争重讲扬铸育塑转增稳优做当]")
# Phrases built alike (科技兴市 质量强市) are a slogan too; those that end in one of these are sections.
_SECTION_END = re.compile(r"(?:频道|新闻|中心|专题|动态|公开|服务|系列|专区|论坛|大全|平台|栏目|之窗|信息|下载)$")


@dataclass(frozen=True)
class Span:
    """Part of a line (offsets in the line) with its role and the reason."""

    start: int
    end: int
    role: str
    reason: str
    loose: bool = False


def count_letters(text: str) -> int:
    """Number of letters, digits and Han characters."""
    return len(letters(text))


def furniture(text: str) -> list[Span]:
    """Split a line of menu words, dates and credits by role; an empty list if much of it is something else.

    Examples
    --------
    >>> [(span.role, "上一篇 2009年9月16日 放大"[span.start:span.end]) for span in furniture("上一篇 2009年9月16日 放大")]
    [('navigation', '上一篇 '), ('dateline', '2009年9月16日 '), ('navigation', '放大')]
    """
    if len(text) > LONG or _PLAIN.fullmatch(text):
        return []
    spans, covered, words, ahead, role_before, position, opened = [], 0, 0, 0, "", 0, -1
    total = count_letters(text)
    for match in _tokens(text, (1 - COVERAGE) * total):
        kind = match.lastgroup
        size = count_letters(match.group())
        if kind in ("blank", "address"):
            covered += size
            opened = match.start() if match.group() in "[(" else -1
            continue
        if kind == "word":
            words += size
            continue
        if kind == "clock":
            kind = "navigation"
        elif kind == "time":
            # A clock goes with its date; alone it times a remark in a live report.
            kind = role_before or "other"
        elif kind == "byline" and _SPOKEN.search(match.group()) and "://" not in match.group():
            # 记者:您怎么看? is a question of an interview.
            words += size
            continue
        elif kind == "outlet":
            # A bare name beside a date or credit is the source of the page; alone it says nothing.
            kind = role_before if role_before in ("dateline", "byline") else ""
            if not kind:
                words += size
                ahead = size if match.start() == 0 else 0
                continue
        elif kind == "dateline" and role_before and _EMPTY_LABEL.fullmatch(match.group()):
            kind = "navigation"
        elif _CATEGORY.match(match.group()) and role_before == "other":
            kind = "other"
        if not spans and kind == "dateline":
            covered += ahead
        covered += size
        if not spans or spans[-1][1] != kind:
            spans.append((opened if opened >= 0 else match.start(), kind))
        opened = -1
        role_before = kind
        position = match.end()
    kinds = {kind for _, kind in spans}
    if {"dateline", "navigation"} <= kinds:
        # The head of a printed page: between its date and its menu the other short words are the page's too.
        covered += words
    if not spans or covered < COVERAGE * total or covered < total and SENTENCE_STOP.search(text[:position]):
        return []
    if spans[0][1] == "dateline" and ahead and not _OFFICE_END.search(text[:spans[0][0]].rstrip()):
        spans[0] = (0, "dateline")
    elif spans[0][1] == "dateline" and count_letters(text[:spans[0][0]]) > 1:
        spans.insert(0, (0, "byline"))
    address = _ADDRESS_FIRST.match(text)
    if address and spans[0][1] != "navigation":
        rest = spans[1:] if spans[0][0] == 0 else spans
        spans = [(0, "navigation"), *((max(start, address.end()), kind) for start, kind in rest)]
    starts = [0] + [start for start, _ in spans[1:]] + [len(text)]
    reasons = {
        "navigation": "menu words",
        "dateline": "date of publication, no sentence",
        "byline": "credit line",
        "other": "data of the document",
    }
    return [
        Span(start, end, kind, reasons[kind], bool(_AGENDA.match(text[start:end])))
        for (_, kind), start, end in zip(spans, starts, starts[1:])
    ]


def _tokens(text: str, spare: float) -> Iterator[re.Match]:
    """Yield the tokens of a line, until more letters than can be spared are in none: to look on costs much."""
    position = missed = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match:
            # A name ahead of a date can be counted twice, once with the date.
            spare += count_letters(match.group()) if match.lastgroup == "outlet" else 0
            position = match.end()
            yield match
        else:
            missed += count_letters(text[position])
            position += 1
        if missed > spare:
            return


def is_menu(text: str) -> bool:
    """Whether a line is a row of short section names.

    Examples
    --------
    >>> is_menu("产品中心 车桥系列 传动轴系列 人才招聘"), is_menu("抓质量 强品牌 促发展")
    (True, False)
    """
    if len(text) > LONG or SENTENCE_STOP.search(text) or text[-1] in ":,":
        return False
    if _BUTTONS.fullmatch(text) or _RUN_OF_WORDS.fullmatch(text):
        return True
    if not _BETWEEN_WORDS.search(text):
        return False
    bars = [part.strip() for part in text.split("|")]
    menu_parts = sum(bool(_MENU_PART.match(part)) for part in bars)
    if len(bars) >= 3 and (menu_parts > 1 or all(len(part) <= 10 for part in bars)):
        return True
    words = [word for word in _BETWEEN_WORDS.split(text) if word]
    if len(words) < 3 or any(len(word) > 8 for word in words) or sum(map(len, words)) < 2 * len(words):
        return False
    known = sum(bool(_MENU_WORD.fullmatch(word)) for word in words)
    few = 0.6 * len(words) if len(words) == 3 else 0.3 * len(words) if len(words) < LONG_ROW else 1
    return known >= few and not _is_slogan(words)


def _is_slogan(words: list[str]) -> bool:
    """Whether short phrases in a row are built alike: each opens with such a verb, or they share a character.
    """
    if len({len(word) for word in words}) > 1 or len(words[0]) < 3:
        return False
    if all(_SLOGAN_VERB.match(word) for word in words):
        return True
    shared = any(len(set(column)) == 1 for column in zip(*words))
    return shared and not any(_SECTION_END.search(word) for word in words)


def is_breadcrumb(text: str) -> bool:
    """Whether a line tells the reader where on the site the page is."""
    if len(text) > LONG or "。" in text:
        return False
    if _BREADCRUMB.match(text) or _DOUBLE_DASHED.fullmatch(text):
        return True
    parts = _ARROWS.split(text)
    if _DASHED_PATH.fullmatch(text):
        return True
    if ">" not in text:
        return False
    return len(parts) >= 3 and all(len(part) <= 12 for part in parts[:-1]) or (
        len(parts) == 2 and (" > " in text or ">> " in text) and all(1 <= len(part) <= 10 for part in parts)
    )
