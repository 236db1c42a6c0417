"""Split a line of the article from what is printed on it: cut notices, the dateline in front, the credit
behind.
"""

import re

from helpers.tidy.guarded import Guarded
from helpers.tidy.page.fixtures import DATE, TIME, Span
from helpers.tidy.page.lines import Line
from helpers.tidy.page.notices import CUT, CUT_INLINE

# The hundred commonest surnames and the double ones cover nine names in ten; needed only to tell (叶某某) from
# (试行).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛"
    "闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童毕单裴霍成苗谷盛曲翁冉骆蓝"
    "路游辛靳管柴蒙鲍华喻祁房屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
    "望匡秋封蔺薄冀鞠荆水仝苍木南巴青湛展阳东未赫桓勾楚储晋朴宣濮茅雍荀赖阙滕"
)
_DOUBLE = r"欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|端木|东方|独孤|南宫|呼延"
NAME = (
    rf"(?:(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}"
    rf"|[{_SURNAMES}] ?[\u4e00-\u9fff](?: ?(?!报道|摄影|通讯|综合|供稿)[\u4e00-\u9fff])?"
    rf"|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff]{{1,6}})"
)
# In brackets these look like a name and are none.
_NOT_NAMES = r"(?!(?:完|略|试行|草案|节选|待续|连载|摘要|摘编|掌声|鼓掌|全文|暂行|修订|征求意见|万元|亿元|单位)[)\]])"
_ROLE = r"(?:(?:本报|本网|本台|本刊|见习|实习|特约|首席|驻\S{1,6}|全媒体|融媒体?|新华社|\S{2,8}(?:报|网|台))*(?:记者|通讯员|实习生|特派员|特约撰稿|作者))"
_NAMES = rf"(?:{NAME}[ 、,;/和]*)+"
_ORG = (
    r"(?:本(?:报|网|台|刊|站|社)|[\u4e00-\u9fff]{1,10}?(?:网|报|社|台|在线|客户端|频道|融媒|发布|广播|电视|传媒|快讯|新闻))"
)
_DAY = r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日)"
_BRACKETED = rf"[(\[] ?(?:{_ROLE}|{_NAMES}|文/|\S{{0,12}}(?:记者|通讯员))[^()\[\]\n]{{0,60}}[)\]]"
DATELINE = re.compile(
    rf"[\[(]?(?:[\u4e00-\u9fff]{{2,16}}?(?<![通资喜短简音时])讯(?=[\[(]? *[(\[]? ?{_ROLE}|[\])])"
    rf"|[又另]讯(?=[ :(\[])|{_ORG} ?(?:[\u4e00-\u9fff]{{0,6}}讯|消息|综合消息|综合报道)"
    rf"|(?:{_ORG})?[ /]*[\u4e00-\u9fff]{{0,10}}? ?{_DAY}(?:"
    rf"专)?[电讯]|(?:讯"
    rf"|电头)(?=[(\[ ]))[\])]? *:?"
    rf" *(?:{_BRACKETED})? *(?:(?:{_ROLE}[ :]*(?:{_NAMES}|(?![昨今近日从在获了])[\u4e00-\u9fff]{{2,4}}(?=[、 ]"
    rf"|报道))[ ,、]*)+ ?(?:摄影)?(?:报道|文/?图?|综合报道)?)?[:,]? *"
)
# The published line of the page run into the first paragraph. Prose gives a date as 9月5日, without a clock.
PUBLISHED = re.compile(
    rf"(?:(?:发布|发表|更新|发稿|刊发)(?:时间|日期) *[: ] *(?:{DATE})(?: *{TIME})?|(?:\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
    rf"|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})(?: *{TIME})?|(?:{DATE}) *{TIME}) +"
    rf"(?:{_ORG} +)?"
)
# Without 记者 a bracket before the prose holds names only if they stand apart; (宣读结束后) is a stage direction.
_BYLINE_BRACKET = (
    rf"[(\[] ?(?:{_ROLE}|文/|\S{{0,12}}(?:记者|通讯员))[^()\[\]\n]{{0,60}}[)\]]"
    rf"|\( ?{NAME}(?:[ 、,]+{NAME}){{0,3}} ?\)(?=.{{10}})"
)
REPORTER_FIRST = re.compile(
    rf"(?:(?:{_BYLINE_BRACKET}) *|(?:{_ROLE}[ :]*{_NAMES}[ ,、]*)+(?:(?:摄影)?(?:报道|讯|综合报道) *[:,]? *|: *| +))"
)
_CREDIT_WORD = (
    r"(?:本报|本网|本台|本刊|特约|首席)*(?:记者|通讯员|作者|编辑|责任编辑|责编|实习生|供稿|撰稿|来源|稿件来源|文章来源|摘自|转自|转载自|原载|选自|载|据|责任校对|值班编辑|审核"
    r"|校对|编审|文|图|文/图"
    r"|图/文|摄影|整理|统筹|监制|执笔|通讯单位|供稿单位)"
)
CREDIT = Guarded(
    rf"(?:[(\[]{_NOT_NAMES} *(?:{_CREDIT_WORD}[:/ 系为]?[^()\[\]]{{1,60}}"
    rf"|(?:[\u4e00-\u9fff]{{2,14}}[办局委部室府心社会厅院网报讯台刊站] +)?{_NAMES}|[^()\[\]\d]{{1,14}} (?:文/图|图/文|文/摄|摄/文|文|图|文并图|图文|/文)"
    rf"|[^()\[\]]{{0,20}}(?:记者|通讯员|评论员)[^()\[\]]{{1,40}}"
    rf"|[^()\[\]]{{2,20}}(?:供稿|报道|撰稿|摘编|整理)) *[)\]]"
    rf"|(?:(?<=[。!?”…)\] ])|^)(?:责任编辑|责编|编辑|作者|记者|通讯员|来源|文章来源|稿件来源|审核|校对|供稿)[:/]? *[^。,;!?\n]{{2,40}}"
    r"|(?:(?<=[。!?”…])|^)(?:—{1,2})?(?:摘自|转自|原载|选自|载于?)?《[^《》\n]{2,14}(?:报|网|刊|志|周刊|时报|新闻)》(?:\S{0,12})?)"
    r" *。?$",
    ")", "]", "》", "编辑", "责编", "作者", "记者", "通讯员", "来源", "审核", "校对", "供稿",
)
_ASIDE = re.compile(r"[(\[](?:全场|热烈|长时间|经久不息|一片|的)*(?:掌声|鼓掌|笑声|欢呼|起立)(?:[、,]?(?:掌声|鼓掌|笑声|雷动))*[)\]] *$")
_END_MARK = re.compile(r"[(\[](?:全文)?完[)\]]$|[-—–·* ]*(?i:(?:THE )?END)[-—–·* ]*$")
# A credit stands within so many characters of the end of a paragraph, a dateline within so many of its start.
REACH = 160


def split_cuts(line: Line) -> list[Span]:
    """Return the spans of a line that holds a notice of omitted text; an empty list if it holds none."""
    text = line.folded
    if not CUT.search(text):
        return []
    spans, position = [], 0
    for match in CUT_INLINE.finditer(text):
        if text[position:match.start()].strip():
            spans.append(Span(position, match.start(), "", ""))
        keep = text.find("收藏《", match.start(), match.end())
        end = match.end() if keep < 0 else keep
        spans.append(Span(match.start(), end, "truncation", "says that text is left out"))
        if keep >= 0:
            spans.append(Span(keep, match.end(), "navigation", "box of the site"))
        position = match.end()
    if spans and text[position:].strip():
        tail = text[position:]
        stored = tail.lstrip().startswith("收藏《")
        spans.append(
            Span(position, len(text), "navigation" if stored else "", "box of the site" if stored else "")
        )
    return spans


def dateline_end(text: str) -> tuple[int, str]:
    """Return where the prose of a paragraph starts and the role of what stands before it.

    Examples
    --------
    >>> dateline_end("本报讯(记者 王某某)近日,我市召开会议。")
    (11, 'dateline')
    >>> dateline_end("近日,我市召开会议。")
    (0, '')
    """
    head = text[:REACH]
    published = PUBLISHED.match(head)
    start = published.end() if published else 0
    match = DATELINE.match(head, start)
    if match:
        return match.end(), "dateline"
    if published:
        return start, "dateline"
    match = REPORTER_FIRST.match(head)
    if match:
        return match.end(), "byline"
    return 0, ""


def credit_start(text: str) -> int:
    """Return where the credit at the end of a paragraph starts; the length of the text if there is none.

    Examples
    --------
    >>> credit_start("会议表彰了先进。(叶某某)")
    8
    >>> credit_start("会议讨论了办法(试行)")
    11
    """
    start = len(text)
    while True:
        floor = max(0, start - REACH)
        tail = text[floor:start].rstrip()
        found = CREDIT.search(tail)
        if not found or not found.group().strip():
            return start
        start = floor + found.start()


def aside_start(text: str) -> int:
    """Return where a stage direction at the end of a paragraph starts; the length of the text if there is none.

    Examples
    --------
    >>> aside_start("让我们一起努力!(热烈鼓掌)"), aside_start("会议讨论了办法(试行)")
    (8, 11)
    """
    found = _ASIDE.search(text)
    return found.start() if found else len(text)


def is_credit(text: str) -> bool:
    """Whether a whole line is a credit."""
    return len(text) <= REACH and credit_start(text) == 0


def is_end_mark(text: str) -> bool:
    """Whether a line only says that the text ends here."""
    return bool(_END_MARK.fullmatch(text))
