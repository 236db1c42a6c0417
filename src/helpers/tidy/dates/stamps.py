"""Recognise by its form, whatever its role, a line on which a page says when, where or by whom a text was printed.

A published line reads 2016-04-21 16:25 某某网, 发布时间：…, [ 2006-6-16 ] 来源: …: a day beside labels, clock times, names of
papers and persons and the site's buttons, and no sentence. The same form with other labels is a trap: 注册时间, 存档时间,
今天是 date the reader's visit or another's, 访谈时间 the occasion, 颁布日期 the issue of a notice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpers.tidy.dates.expressions import DateExpression, read_expressions
from helpers.tidy.page.lines import Passages, fold

HEADLINE = frozenset({"kicker", "title", "subtitle"})
# Roles in which a published line is looked for as the layout gives it.
CREDITS = frozenset({"dateline", "byline"})
# A line after the article belongs to it up to this distance.
TAIL_LINES = 8

PRESS_END = (
    r"(?:日报|晚报|晨报|早报|都市报|商报|时报|周报|导报|新报|报|快讯|微讯|晨讯|时讯|晚讯|质讯|讯|时评|晨评|评论|视点|观察|简报|通讯|周刊|晚刊|晨刊|杂志|月刊|刊"
    r"|通讯社|新华社|电视台|广播电台|广播电视台|融媒体中心|融媒|新闻网|新闻网站|在线|热线|信息港|客户端)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TWELVE_HAN = re.compile(r"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){12}")
_STOP = re.compile(r"[。;!?](?!$)|[,，][^,，]{9}")
# What a label before a date dates, by its words; the first that fits holds.
_VISIT = re.compile(
    r"注册|现在时间|当前时间|存档|抓取|快照|缓存|保存|转存|转藏|入库|收录|收藏|时效|失效|实施|施行|生效|执行|废止|修订|有效|截止|截至|今天|今日是|现在是|当前|访问|登[录陆]"
    r"|打印(?:时间|日期)|下载(?:时间|日期)|浏览时间|出生|成立|征求|报名|归档|存储|回复|跟帖|写信|来信|提问|咨询|备案|年检|检索|查询|引用|修改[)）]?[(（]|建站|开通|加盟|入会"
    r"|到期|考试|上传者|楼[:：]?$|评论时间|Copyright|©|\(C\)",
    re.IGNORECASE,
)
# The day on which a paper printed first what another has put online: 原载2005年7月7日《某某时报》.
_ORIGINAL = re.compile(r"(?:原载|原刊|刊于|载于|首发于|原发表于)[ :]*(?:《[^《》]{2,14}》[ ,(]*)?$")
_ISSUE = re.compile(r"(?:颁布|成文|发文|签发|签署|制定|批准|通过)(?:时间|日期|于)")
_OCCASION = re.compile(r"(?:答复|访谈|会议|活动|直播|讲话|演讲|举办|召开|举行|录制|座谈)(?:时间|日期)")
_LATE = re.compile(r"(?:更新|修改|编辑)(?:时间|日期|于)?|updated|modified", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"发布|发表|刊发|刊登|发稿|上传|录入|提交|添加|加入|创建|生成|见报|印发|登载|编发|推送|首发|播出|发帖|上网|上线|时间|日期|更新|修改|编辑"
    r"|date|posted|published|pubdate",
    re.IGNORECASE,
)
_LABEL_TAIL = re.compile(r"[\u4e00-\u9fffA-Za-z()（）\]\[ ]{0,14}[^\u4e00-\u9fffA-Za-z\d]{0,6}$")
# The day on which a notice was printed and sent out: 2012年8月22日印发.
_LABEL_AFTER = re.compile(r" *(?:印发|发布|发表|刊发|刊登|上传|更新)(?:$|[ )\]])")

_NO_WORDS = re.compile(r"\?{3,}|https?://[^\s\u4e00-\u9fff]*")
_CLOCK = re.compile(
    r"(?:上午|下午|中午|晚上|凌晨|[AP]M)? ?\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2})?(?:[分秒])?(?: ?[AP]M)?(?: ?[-—~至] ?\d{1,2}:\d\d)?"
)
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]?|农历[\u4e00-\u9fff]{4,9}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*")
_FIELD_EDGE = re.compile(r"[ |/·•:┆,、()\[\]<>《》“”\"■□◆◎●—~+-]+")
_BUTTON = re.compile(
    r"(?:浏览|阅读|点击|人气|评论|查看|访问|跟帖|参与|转发|分享|收藏|字体|字号|字数|大|中|小|放大|缩小|默认|打印|打 印|关闭|复制|论坛|留言|推荐|纠错|顶|踩|举报|编辑|删除|更多"
    r"|我要|关注|订阅|手机|微信|微博|繁体|简体|朗读|背景色|投稿|保存|次数|阅读数|点击数|点击率|发表评论|发布|时间|日期|发布时间|发布日期|正文|来源|作者|记者|本站|原创|转载"
    r"|上一篇|下一篇|上一版|下一版|版面导航|标题导航|返回\S{0,4}|第?[A-Z]?\d{1,3}版?|[A-Z]\d?|[T【】]|次|条|人|分|共|\d+[次条人个字页]?)*"
)
_CREDIT_WORD = re.compile(r"来源|作者|记者|通讯员|编辑|责编|责任编辑|稿源|出处|转自|摘自|录入|审核|供稿|文/|摄影|评论员|发布人|发布者|撰文")
# 来源:某某市人民政府门户网站, however long the name.
_SOURCE = re.compile(r"(?:[\u4e00-\u9fff]{2})?(?:来源|出处|稿源): ?[^ ,。;]{2,20}")
_PRESS = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9·]{{2,14}}?(?:{PRESS_END}|网|网站|发布|电子版|数字报|日报社)$")
_BULLET = re.compile(r" *(?:[·•★☆※◇▪▶►*-] ?|\d{1,2}[.、] ?)(?=[\u4e00-\u9fff])")
_PAGE = re.compile(r"第 ?[A-Z]?\d{1,3} ?版|[A-Z]\d{1,2}版|星期[一二三四五六日天]")
_PAPER = re.compile(r"第?[A-Z]?\d{1,3} ?版|版面|上一版|下一版|数字报|电子版|往期|标题导航|放大|报纸")
# Menus, labels, lists of fields and sentences are no titles.
_NO_TITLE = re.compile(r"[>|。;]|[:]|\S +\S+ +\S|^[\[(·★-]|首页|登录|版权|来源|作者|编辑|网页|关键词|摘要|导读")
# A salutation or a sentence opens the article.
_OPENS = re.compile(r"[,，。;；].{4,}|[。!！?？:：;；][”\"）)]?$")


@dataclass
class PrintedLine:
    """A line as printed: folded text, where it starts, the role of each of its parts, and where it stands.

    zone: head (before the article's prose), body, tail (the lines just after it) or far. after_title: whether a
    headline line stands before it. above: the line before.
    """

    text: str
    start: int
    parts: tuple[tuple[int, int, str], ...]
    zone: str
    after_title: bool
    above: str
    dates: tuple[DateExpression, ...]

    @property
    def roles(self) -> set[str]:
        """The roles of the parts of the line."""
        return {role for _, _, role in self.parts}

    @property
    def role(self) -> str:
        """The role of the longest part."""
        return max(self.parts, key=lambda part: part[1] - part[0])[2]

    def role_at(self, offset: int) -> str:
        """The role at an offset within the line."""
        return next((role for start, end, role in self.parts if start <= offset < end), self.parts[-1][2])


def label_of(line: PrintedLine, date: DateExpression) -> str:
    """Tell what the words at a date say that it dates: original, published, late, issue, occasion, visit, or ""."""
    before = line.text[: date.start]
    # The label of a table cell stands in the line above.
    words = _LABEL_TAIL.search(before).group() if before.strip(" [(") else line.above[-12:]
    if not before.strip(" [(") and len(line.above) > 12:
        words = ""
    if _LABEL_AFTER.match(line.text[date.end :]):
        return "published"
    if _ORIGINAL.search(before):
        return "original"
    if _is_clock_of_site(line, date):
        return "visit"
    for name, pattern in (("visit", _VISIT), ("issue", _ISSUE), ("occasion", _OCCASION), ("late", _LATE)):
        if pattern.search(words):
            return name
    return "published" if _PUBLISHED.search(words) else ""


def _is_clock_of_site(line: PrintedLine, date: DateExpression) -> bool:
    """Tell whether a date behind the article is the reader's own: day, clock and weekday, and nothing else."""
    if line.zone not in ("tail", "far") or line.text[: date.start].strip():
        return False
    rest = line.text[date.end :]
    weekday = _WEEKDAY.search(rest)
    timed = _CLOCK.search(rest) or ":" in date.text
    return bool(weekday and timed) and not _WEEKDAY.sub("", _CLOCK.sub("", rest)).strip()


def form_of(line: PrintedLine) -> str:
    """Tell by which form a line with a date is a published line: label, clock, bare, outlet, fields, or "" for none.

    Examples
    --------
    >>> text = "2010年9月3日 8:02 某城晚刊 记者 甲乙丙 [论坛] [留言]"
    >>> dates = tuple(read_expressions(text))
    >>> form_of(PrintedLine(text, 0, ((0, len(text), "title"),), "head", True, "", dates))
    'clock'
    """
    days = [date for date in line.dates if date.precision == "day" and not date.unit]
    if not days or len(days) > 2 or sum(date.precision == "month" for date in line.dates) > 1:
        return ""
    labels = [label_of(line, date) for date in days]
    rest = line.text
    for date in reversed(line.dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    clock = _CLOCK.search(rest) or any(":" in date.text for date in days)
    rest = _WEEKDAY.sub(" ", _CLOCK.sub(" ", rest))
    if any(label in ("original", "published", "late", "issue", "occasion") for label in labels):
        return "label"
    if _STOP.search(rest.strip()) or _BULLET.match(line.text):
        return ""
    fields = [field for field in _FIELD_EDGE.split(_SOURCE.sub(" ", rest)) if field and not _BUTTON.fullmatch(field)]
    han = [len(_HAN.findall(field)) for field in fields]
    if line.text.lstrip(" ([").startswith(days[0].text) and clock and days[0].needs == "nothing":
        return "clock"
    if max(han, default=0) > 10:
        return ""
    if clock:
        return "clock"
    if not fields and not _SOURCE.search(rest):
        return "bare"
    if any(_PRESS.match(field) for field in fields) or _CREDIT_WORD.search(line.text) or _PAGE.search(line.text):
        return "outlet"
    return "fields" if len(fields) > 2 and sum(han) <= 24 else ""


def is_entry(line: PrintedLine) -> bool:
    """Tell whether a line with a date is an entry of a list of other texts, whose title stands beside the date."""
    rest = line.text
    for date in reversed([date for date in line.dates if date.needs == "nothing"]):
        rest = rest[: date.start] + " " + rest[date.end :]
    longest = max((len(_HAN.findall(field)) for field in _FIELD_EDGE.split(rest)), default=0)
    return not form_of(line) and longest > 10 and line.roles <= CREDITS


def _prose(text: str) -> bool:
    """Whether a folded line reads as part of an article."""
    return bool(len(text) <= 40 and text.strip()[-1:] in ":!" and "," not in text and _HAN.search(text)) or (
        bool(_TWELVE_HAN.match(text) and _OPENS.search(text))
    )


def title_like(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines before an article that can be its headline, for a page on which none has that role.

    Examples
    --------
    >>> page = "首页 > 要闻\\n某市召开质量强市推进大会\\n昨日，某市召开质量强市推进大会，部署全市工作。"
    >>> [line.text for line in title_like(printed_lines(page, ((0, 20, "other"), (20, len(page), "body"))))]
    ['某市召开质量强市推进大会']
    """
    return [
        line
        for line in lines
        if line.zone == "head"
        and not line.dates
        and 8 <= len(_HAN.findall(line.text)) <= 45
        and not _NO_TITLE.search(line.text.strip())
        and not line.roles & {"copyright", "related", "outline"}
    ]


@lru_cache(maxsize=2)
def printed_lines(clean: str, passages: Passages) -> tuple[PrintedLine, ...]:
    """Cut a page into its printed lines, blank ones left out, each with its place relative to the article.

    Several steps need the lines of the same page one after the other.
    """
    # What is no word of a line: addresses, and blanks that a page's encoding has lost (09:00????来源:某某网).
    text = _NO_WORDS.sub(lambda lost: " " * len(lost[0]), fold(clean))
    raw, position, at = [], 0, 0
    for line in text.split("\n"):
        end = position + len(line)
        if line.strip():
            while at < len(passages) and passages[at][1] <= position:
                at += 1
            parts, number = [], at
            while number < len(passages) and passages[number][0] < end:
                low, high = max(passages[number][0], position), min(passages[number][1], end)
                if text[low:high].strip():
                    parts.append((low - position, high - position, passages[number][2]))
                number += 1
            raw.append((line, position, tuple(parts) or ((0, len(line), "other"),)))
        position = end + 1
    lines, above, titled = [], "", False
    for line, start, parts in raw:
        dates = tuple(read_expressions(line, dateline=parts[0][2] in CREDITS))
        lines.append(PrintedLine(line, start, parts, "head", titled, above, dates))
        titled = titled or any(role in HEADLINE for _, _, role in parts)
        above = line.strip()
    body = [
        number
        for number, line in enumerate(lines)
        if "body" in line.roles and _prose(line.text) and form_of(line) != "clock"
    ]
    if not body:
        return tuple(lines)
    for number, line in enumerate(lines[body[0] :], start=body[0]):
        line.zone = "body" if number <= body[-1] else "tail" if number <= body[-1] + TAIL_LINES else "far"
    return tuple(lines)


def of_a_paper(lines: Sequence[PrintedLine]) -> bool:
    """Whether the lines around an article are those of a newspaper's page: 第02版, 上一版, 放大."""
    return any(_PAPER.search(line.text) for line in lines if line.zone != "body" and "body" not in line.roles)
