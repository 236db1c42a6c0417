"""Tell whether a document is a report, a speech, a notice or a commentary, from its form."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from helpers.tidy.claims import claims_frame
from helpers.tidy.dates.bounds import PAPER_DAY
from helpers.tidy.page.lines import fold

GENRES = ("report", "speech", "notice", "commentary", "other")
HEADLINE = ("kicker", "title", "subtitle")
# Below this weight no form is recognised and the genre is other.
LEAST = 2.0

_SPACED_OUT = re.compile(r"(?:\S{1,2} +){6}")
_TITLE_END = r"(?: ?[(\[][^()\[\]]{0,12}[)\]])?(?:\.docx?|\.pdf)?\s*$"
# (genre, kind of passage, weight, reason, pattern); a pattern counts once.
_FORMS = (
    (
        "speech",
        "headline",
        6.0,
        "the title ends as a speech's does",
        re.compile(
            rf"(?:的|致辞|发言|讲话稿?|演讲|领导)(?:重要)?(?:讲话|致辞|发言|演讲|报告|讲话提纲|主持词|主持讲话|动员讲话|总结讲话){_TITLE_END}|(?:致辞|致词"
            rf"|讲话稿|发言稿|主持词|演讲稿){_TITLE_END}",
            re.MULTILINE,
        ),
    ),
    (
        "speech",
        "opening",
        4.0,
        "opens with a salutation",
        re.compile(
            r"^\s*(?![\u4e00-\u9fff]{2,4}:|在|昨[日天]|近日|日前|\d{1,2} ?[月日])(?:(?:尊敬|敬爱)的)?[^。;\n]{0,30}(?:同志|领导(?!下|小组)|来宾|朋友|代表|委员|女士|先生|嘉宾|专家(?!组|委)|老总|企业家|乡亲"
            r"|老师)(?!大会|小组|会议|团)[^。;\n]{0,12}[:!,]"
        ),
    ),
    (
        "speech",
        "body",
        4.0,
        "greets those present, on a line of its own",
        re.compile(r"^\s*(?:同志们|各位(?:代表|领导|来宾|同志|朋友|委员)[^。;\n]{0,16})[:!]\s*$", re.MULTILINE),
    ),
    (
        "speech",
        "headline",
        5.0,
        "a report to a people's congress",
        re.compile(
            rf"(?:^|年|国务院|政府|^ *(?![^\n]*(?:学习|解读|讨论|审议|报道|起草|聚焦|速览|看))[\u4e00-\u9fff]{{2,8}})"
            rf"政府工作报告{_TITLE_END}",
            re.MULTILINE,
        ),
    ),
    (
        "speech",
        "body",
        1.5,
        "speaks to those present",
        re.compile(
            r"我(?:讲|谈|说|提)(?:[一二三四五六七八九十几两]|三点)[点个条句]|谢谢大家|同志们[,!,]|借此机会|我代表"
        ),
    ),
    (
        "notice",
        "headline",
        6.0,
        "the title has the form of an official paper",
        re.compile(
            rf"(?:通知|通报|意见|方案|办法|公告|通告|决定|细则|规划|纲要|计划|要点|总结|规定|条例|批复|函|分工|公示|请示|制度|汇报|纪要|打算|决议){_TITLE_END}",
            re.MULTILINE,
        ),
    ),
    (
        "notice",
        "headline",
        2.0,
        "an issuer's title",
        re.compile(r"(?:人民政府|办公室|委员会|领导小组|局|厅|委)(?:[\u4e00-\u9fff]{0,6})?关于"),
    ),
    (
        "notice",
        "body",
        3.0,
        "a document number",
        re.compile(r"[\u4e00-\u9fff]{1,8}[\[(]\d{4}[\])] ?第?\d+号"),
    ),
    (
        "notice",
        "body",
        2.0,
        "addressed to offices, or issued for execution",
        re.compile(
            r"^\s*各(?![^:\n]*(?:同志|朋友|来宾|嘉宾|代表|先生|女士)们?:)[^。\n]{2,60}:\s*$|现印发给你们|请(?:认真)?(?:遵照|贯彻|组织)(?:执行|落实|实施)|特制定(?:如下|本)|现(?:通知|通报|总结)如下"
            r"|(?:提出|制定)(?:如下|以下)(?:[\u4e00-\u9fff]{2})?(?:意见|方案|措施)|制定本(?:[\u4e00-\u9fff]{2})?(?:方案|规划|计划|办法|意见|细则)",
            re.MULTILINE,
        ),
    ),
    (
        "notice",
        "body",
        3.0,
        "closes with its day and what is attached",
        re.compile(rf"^ *{PAPER_DAY} *\n\s*附件? ?\d?:", re.MULTILINE),
    ),
    (
        "commentary",
        "byline",
        5.0,
        "signed by a commentator",
        re.compile(r"(?:特约|本报|本刊|首席)?评论员|撰稿人|时评|漫评|观察家"),
    ),
    (
        "commentary",
        "menu",
        4.0,
        "in a column for opinions",
        re.compile(
            r"(?:^|[\s>|/»-])(?:本报评论|(?!最新|发表|网友|我要|查看|全部|热门|更多|参与|精彩)"
            r"[\u4e00-\u9fff]{2}评论|评论|时评|街谈巷议|百姓话题|大家谈|三人谈|今日谈|观点|社论|言论|杂谈|短评|快评|漫谈|声音|论坛时评|茶座)(?=$|[\s>|/»-])",
            re.MULTILINE,
        ),
    ),
    (
        "commentary",
        "headline",
        5.0,
        "a column's name in the headline",
        re.compile(
            r"(?:^|[\s\[(【])(?:[\u4e00-\u9fff]{0,6}(?:时评|社论|短评|快评|漫笔|杂谈|微评|述评|评论员文章)"
            r"|评论|本报评论员|[\u4e00-\u9fff]{2,4}评论(?=[:|]))(?=$"
            r"|[\s:\])】|])|[(\[](?:人民论坛|人民时评|今日谈|现场评论|评论员观察|人民观点)[)\]]",
            re.MULTILINE,
        ),
    ),
    (
        "commentary",
        "headline",
        2.0,
        "the title asks or admonishes",
        re.compile(
            r"(?:^|[,，、 ])(?:先要|重在|贵在|莫忘|不能只|岂能|何妨)"
            r"|^(?:别让|莫让|岂能|不能|莫把|且慢|为何|何以|警惕|谨防|要让|当以|须|还需|更需|让|以)|在何处|何处[^\n]{0,6}$|[?]|差几步|岂止|不妨|该不该"
            r"|怎么看|靠什么",
            re.MULTILINE,
        ),
    ),
    (
        "commentary",
        "headline",
        5.0,
        "an editor's word to the readers",
        re.compile(r"(?:新年|新春|元旦|创刊|周年|改版)?(?:献词|献辞|寄语|卷首语|发刊词)(?=$|[\s:(\])】])", re.MULTILINE),
    ),
    (
        "commentary",
        "headline",
        5.0,
        "a subtitle that argues: ——论, ——也谈",
        re.compile(r"^[—-]{1,4} ?(?:[一二三四五六七八九再也又]{0,2}论|也?谈|评|写在)(?!坛)", re.MULTILINE),
    ),
    (
        "commentary",
        "outlet",
        3.0,
        "the source is a column for opinions",
        re.compile(r"[\u4e00-\u9fff](?:晨评|时评|评论(?:周刊|网|版)?)(?=\s|$)"),
    ),
    ("commentary", "body", 1.5, "argues with questions", re.compile(r"\A(?:[^?]*\?){3}")),
    (
        "commentary",
        "body",
        2.0,
        "weighs and admonishes",
        re.compile(
            r"(?:(?:不是[^,。]{1,24},?而?是|说到底|归根到底|归根结底|有人(?:说|问|劝|不解|以为)|与其|何必|岂|难道|难在|贵在|才算|从来不|热衷于|盼望|不妨|这话|试想"
            r"|须知|不在于|何来|倒不如|值得[^,。]{0,6}(?:深思|掂量|警惕))[^\0]*?){3}"
        ),
    ),
    (
        "other",
        "body",
        9.0,
        "an interview: questions and answers by turns",
        re.compile(
            r"(?:^ *[\[(]?(?:主持人|记者|问|网友[^\])\n:]{0,12})[\])]?[: ][^\0]*?){2}", re.MULTILINE
        ),
    ),
    (
        "other",
        "body",
        6.0,
        "a letter and the answer to it",
        re.compile(r"(?:答复|回复)(?:内容|单位|部门|时间|结果)[\s:]"),
    ),
    (
        "other",
        "headline",
        9.0,
        "an appeal, a vow or an open letter",
        re.compile(rf"(?:倡议书|公开信|承诺书|宣言|慰问信|感谢信|贺信|贺词|的一封信){_TITLE_END}", re.MULTILINE),
    ),
    (
        "other",
        "headline",
        5.0,
        "explains a term",
        re.compile(r"^\s*(?:什么是|何谓|何为)|是什么(?:意思)? ?[?]?\s*$", re.MULTILINE),
    ),
    (
        "report",
        "headline",
        7.0,
        "an interview that a reporter has written up",
        re.compile(r"^[—-]{1,4} ?(?:专访|访|对话)", re.MULTILINE),
    ),
    (
        "report",
        "dateline",
        4.0,
        "begins as a report: 本报讯, 记者",
        re.compile(
            r"(?:本报|本网|本台|[\u4e00-\u9fff]{2,8}[网报社])?[\u4e00-\u9fff\d]{0,8}[讯电](?![\u4e00-\u9fff])|记者|通讯员"
            r"|[日]讯|[日]电"
        ),
    ),
    (
        "report",
        "byline",
        3.0,
        "signed by a reporter",
        re.compile(r"(?<!特约)(?:记者|通讯员|实习生)(?!评论)|文 ?[/|] ?[\u4e00-\u9fff]|供稿"),
    ),
    (
        "report",
        "lead",
        2.0,
        "the reporter learnt it",
        re.compile(r"记者(?:从|在|昨日|今日|今天|昨天|日前|近日)[^。]{1,30}?(?:获悉|了解到|看到|采访)"),
    ),
    (
        "report",
        "body",
        1.0,
        "reads as a report: 记者获悉",
        re.compile(r"记者(?:从|获悉|了解|看到)|据(?:悉|了解|介绍)"),
    ),
    (
        "report",
        "headline",
        3.0,
        "the headline tells of an event",
        re.compile(
            r"召开|举行|举办|启动|开幕|强调|要求|出席|提出|打响|迈向|侧记|纪实|亮相|获批|揭牌|启程|拉开|部署|入选|荣获|出台|推出|开展[^\n]{0,24}活动(?=\s*$)"
        ),
    ),
    (
        "report",
        "lead",
        3.0,
        "the lead tells of an event",
        re.compile(
            r"(?:(?:\d{1,2} ?月)? ?\d{1,2} ?日|新年伊始|近日|日前|昨日|昨天|今天|今日|上午|下午)[^。]{0,60}"
            r"(?:召开|举行|举办|启动|印发|出台|开展|要求|宣布|抽查|上获悉|现场会上|通过"
            r"|提出|审议|组织|考核|走访|走进|督[查导]|培训|座谈|签订|签约|表彰|动员|宣讲|视察|约谈|查处|透露|获悉|了解到"
            r"|被(?:认定|评为|授予)|调研|检查|颁发|授旗|考察|赶赴|验收)|(?:召开|举行|举办)[^。]{0,40}(?:大会|会议|仪式|活动|推进会|动员会|座谈会|现场会)"
        ),
    ),
    (
        "report",
        "body",
        2.0,
        "tells of another's speech: 在讲话中指出",
        re.compile(r"[\u4e00-\u9fff]{2,4}在(?:讲话|致辞|发言|报告)中(?:指出|强调|表示|说|要求)"),
    ),
    (
        "report",
        "body",
        2.0,
        "attributes statements to officials",
        re.compile(
            r"(?:(?:指出|强调|要求|表示|认为|介绍说?|说)[,:](?:[^\n]*?)){1}[\s\S]*?(?:指出|强调|要求|表示|认为|介绍|说)[,:]"
        ),
    ),
)


def genre_evidence(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """Weigh the signs of each genre on a page.

    Parameters
    ----------
    clean, passages
        The repaired text and its passages (`role`, `start`, `end`).

    Returns
    -------
    DataFrame
        One row per sign: `field` (genre), `value` (report, speech, notice, commentary, other), `kind`
        (headline, opening, body, byline, dateline, menu …), `text`, `start`, `end`, `accepted` (whether it
        speaks for the genre taken), `reason`. Where there is no sign, one row says other.

    Examples
    --------
    >>> page = "在全市质量工作会议上的讲话\\n同志们：今天我们召开会议。"
    >>> passages = pd.DataFrame({"role": ["title", "body"], "start": [0, 14], "end": [14, len(page)]})
    >>> genre_evidence(page, passages)[["value", "text"]].values.tolist()[0]
    ['speech', '的讲话']
    """
    text = fold(clean)
    zones = _zones(text, passages)
    found: list[tuple] = []
    for genre, zone, weight, reason, pattern in _FORMS:
        for start, end in zones.get(zone, ()):
            # Of the stretch alone, so that ^ and $ mean its own lines.
            stretch, at = _closed_up(text[start:end], zone)
            match = pattern.search(stretch)
            if match:
                words = match[0][:60]
                first = match.start() + len(words) - len(words.lstrip())
                low, high = start + at[first], start + at[first + len(words.strip()) - 1] + 1
                found.append((genre, zone, weight, reason, low, high))
                break
    weights = {genre: 0.0 for genre in GENRES}
    for genre, _, weight, *_ in found:
        weights[genre] += weight
    taken = max(GENRES, key=weights.get) if max(weights.values()) >= LEAST else "other"
    rows = [
        ("genre", genre, zone, clean[low:high], low, high, genre == taken, reason)
        for genre, zone, weight, reason, low, high in sorted(
            found, key=lambda sign: (sign[0] != taken, -sign[2])
        )
    ]
    if taken == "other":
        rows.insert(
            0,
            (
                "genre",
                "other",
                "body",
                pd.NA,
                pd.NA,
                pd.NA,
                True,
                "no form of report, speech, notice or commentary",
            ),
        )
    return claims_frame(rows)


def _closed_up(stretch: str, zone: str) -> tuple[str, Sequence[int]]:
    """Return a stretch and the offset of each of its characters; a headline spaced out (关 于 召 开 …) without blanks."""
    if zone != "headline" or not _SPACED_OUT.search(stretch):
        return stretch, range(len(stretch))
    at = [place for place, char in enumerate(stretch) if char != " "]
    return "".join(stretch[place] for place in at), at


def _zones(text: str, passages: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """The stretches in which signs are looked for: headline, opening, lead, body, byline, menu …"""
    zones: dict[str, list[tuple[int, int]]] = {}
    credited = False
    for row in passages.itertuples():
        span = (row.start, row.end)
        if row.role in HEADLINE:
            zones.setdefault("headline", []).append(span)
        elif row.role == "byline":
            zones.setdefault("byline", []).append(span)
            zones.setdefault("outlet", []).append(span)
        elif row.role == "dateline":
            zones.setdefault("dateline", []).append(span)
        elif row.role == "navigation":
            zones.setdefault("menu", []).append(span)
        elif row.role == "body":
            body = zones.setdefault("body", [])
            if not body:
                zones["opening"] = [span]
            # Below a line of credits begins the article proper.
            if len(body) < 2 or credited:
                zones.setdefault("lead", []).append(span)
            body.append(span)
        credited = row.role in ("dateline", "byline")
    if "body" in zones:
        first, last = zones["body"][0][0], zones["body"][-1][1]
        zones["body"] = [(first, last)]
    return zones
