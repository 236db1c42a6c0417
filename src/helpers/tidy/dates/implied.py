"""Bounds on the time of a text that prints no year: what it takes for existing, past, present or still to
come.

Every bound is an evidence row of the field `year`, an interval with one or two open ends (`2018-03-13/..`). A
wrong bound is worse than none: what can be said at another time too is kept as evidence that was not
accepted, with the reason.
"""

import re
from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate

import pandas as pd

from helpers.tidy.dates.bounds import NUMBER, STOP, Line, bound, bound_row, in_title_marks, sentence_around
from helpers.tidy.dates.calendar import meeting_day, mentions, plan_years
from helpers.tidy.dates.expressions import DateExpression, read_expressions, read_number, resolve
from helpers.tidy.dates.terms import met_last_year_rows, reviewed_rows, term_rows
from helpers.tidy.guarded import Guarded
from helpers.tidy.squeezed import Squeezed

# Without one of these, or a dated term, no rule below finds anything in a line: it is not read for dates at all.
_MAY_TELL = re.compile("年|[1１][9９]|[2２][0０]|以来|期|届|质量月|华诞|号|代(?:省|市|州|县|区)长")
_YEAR_REVIEWED = re.compile("^[ \u3000]*今年以来|今年[^，。,；]{0,24}总结")
_ANNIVERSARY = Guarded(
    r"(?P<when>今年是|今年恰逢|正值|恰逢|喜迎|迎接|(?:成绩|献礼|向|来)庆祝|庆祝|纪念|时值|在)?(?:伟大祖国|我们党|我国)?"
    r"(?P<what>新中国成立|中华人民共和国成立|中国共产党成立|建党|建国|改革开放|食品安全法施行)"
    r"(?P<years>\d{2,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|一百)(?P<unit>周年|年|华诞)(?P<since>来|以来|间)?",
    "国成立", "党成立", "建党", "建国", "改革开放", "食品安全法施行",
)
# “十三五”以来 is said when the plan has begun.
_PLAN_BEGAN = Guarded(
    "(?<![一二三四五六七八九])(?P<plan>九五|十五|十[一二三四五]五)[”\"」』]?(?:规划|计划)?(?:开局|启动|实施)?以来", "以来"
)
# 今年是“十二五”承上启下的一年 is said within the plan's five years; 谋划“十四五”的关键之年 before them.
_WITHIN_PLAN = re.compile(
    rf"今年(?:正)?是[^{STOP}，,]{{0,12}}?(?<![一二三四五六七八九])(?P<plan>九五|十五|十[一二三四五]五)"
    rf"[”\"」』]?[^{STOP}，,“”]{{0,14}}?(?:一年|之年)"
)
_BEFORE_PLAN = re.compile("谋划|编制|筹划|迎接|衔接|布局|起草|研究|即将")
# A national month is held once a year.
_COUNTED_MONTH = re.compile(
    rf"(?:今年|今天|今日|本月|正值|恰逢|迎来)[^{STOP}]{{0,14}}?第(?P<n>{NUMBER})(?:个|次|届)(?:全国)?[“\"]?质量月"
)
_AHEAD = re.compile("(?:明年|即将|将是|迎来|迎接|谋划|面向|着眼)[^，。,；]{0,6}$")
_BEHIND = re.compile("(?:去年|前年|曾|当年|回顾|那年|作为)[^，。,；]{0,6}$")
_PRINTED_YEAR = re.compile(r"(?:19|20)\d\d年?(?:作为|是|为|[，,])?[^，。,；]{0,4}$")
# 2015年是“十二五”收官之年 opens many a report of early 2016.
_CLOSING = ("收官之年", "最后一年")
_FROM_NOW = re.compile(r"从(?:现在|目前|当前|今年|现|此)(?:起|开始)?[，,]?到(?P<year>20\d\d)年")
_TARGET = Guarded(
    rf"(?:(?:力争|争取|确保|预计|力求|务必)[^{STOP}，,《（(]{{0,12}}?(?:到|至|于|在)?(?P<a>20\d\d)年(?! *[-—–~至到度])"
    rf"|(?<![\d年底末加升长高少降])到(?P<b>20\d\d)年[底末]?[，,]?[^{STOP}]{{0,30}}?"
    rf"(?:将|(?<![主重需必])要(?![求素闻点])|力争|如期|基本(?:形成|建成|实现)|全面建成|争取|确保))",
    "20",
)
_NOT_A_TARGET = re.compile(
    r"已|了|曾|当时|原定|自(?:19|20)\d\d|从(?:19|20)\d\d|由(?:19|20)\d\d|较(?:19|20)\d\d"
)
# Has run for so long: looked for first, for the name before it can begin at any character.
_RUN_FOR = (
    rf"(?:开展|实施|举办|设立|成立|启动|创办)(?:以来)?的?近?(?P<years>{NUMBER})(?P<more>多|余)?(?:年来|年以来|年间|周年)"
)
_RUN_SO_LONG = Guarded(_RUN_FOR, "年来", "年以来", "年间", "周年")
_RUNNING = re.compile(rf"(?P<what>[\u4e00-\u9fff“”\"]{{2,18}}?)(?:活动)?{_RUN_FOR}")
_NATIONAL = re.compile("全国|我国|中国|国家")
_PAST = re.compile(
    "了|命名|以来|荣获|获得|获评|被评|授予|成立|启动|已|率先|获批|入选|表彰|召开的|印发的|颁布的|出台的"
)
_FUTURE = re.compile(
    "力争|争取|确保|将|要|计划|预计|目标|拟|规划|部署|安排|任务|要点|打算|底前|之前|申办|筹办|承办|举办权|办好|筹备|准备工作|迎接"
)
_ACTING = re.compile("代(?:省长|市长|州长|县长|区长)")
_EDITION = re.compile(rf"第{NUMBER}届[^{STOP}，,、]{{0,12}}?质量奖")
_NUMBERED = Guarded(
    r"(?P<alone>^[ \u3000]*)?[\u4e00-\u9fff]{2,10}[〔\[［(（]"
    r"(?P<year>(?:19|20)\d\d)[〕\]］)）]第?\d*号(?P<end>[ \u3000]*$)?",
    "号",
)
_OF_ANOTHER = re.compile("关于|贯彻|落实|转发|根据|按照")
# Behind the title of a paper, with or without a blank: ……工作方案的通知 某府办函〔2018〕83号
_TITLED = re.compile(r"(?:通知|通报|意见|方案|办法|决定|公告|通告|规定|细则|批复|函|要点|规划|纲要|计划|决议)[\u4e00-\u9fff]{2,6}[〔\[［(（]$")
# Behind the title, in brackets of its own: ……的意见（某政发〔2012〕27号）
_BRACKETED = re.compile(r"[)）\]］][ \u3000]*")
_NAMED_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年(?P<of>度)?(?!起|开始)"
    r"(?P<what>[^。，,]{0,16}?(?:会议|大会|例会|(?:推进|务虚|调度|动员|部署|座谈|现场)会|启动仪式|总结|方案|要点|计划"
    r"|政府工作报告|[“\"]?质量月)"
    r"(?!以来|之?后|上[^，。,]{0,8}的)"
    r"|[^。，,《》了已被获曾]{0,36}?(?:会议|大会)(?![上的后以之]))"
)
# 2023年…第二次联席会议: the year has begun.
_OF_SEVERAL = re.compile(r"第[二三四五六七八九十\d]{1,3}次")
# Held when the year that it names is over, or nearly.
_LOOKS_ON_YEAR = re.compile(r"总结|表彰|考核|颁奖|述职|评议|状况|分析报告|统计|年报|白皮书")
# The headings of a report to a congress or council: 一、2018年工作回顾, 二、2019年工作安排.
_HEADING_OF_YEAR = re.compile(
    r"[ \u3000]*(?:[（(]?[一二三四五六七八九十][）)]?[、.． \u3000]*)?"
    r"(?P<year>(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年(?P<what>[^。，,；;！!]{0,24})"
)
_REVIEWED = re.compile("回顾|总结|完成情况|执行情况|主要成绩")
_AHEAD_OF = re.compile("安排|部署|打算|总体要求|主要任务|重点工作|工作重点|工作建议|主要目标|预期目标")
_YEAR = r"(?:19|20)\d\d"
# 肯定了去年的成绩，并在“2010年政府工作的总体要求”里…: last year is looked back on, so the year planned for runs.
_LAST_AND_NEXT = re.compile(
    rf"去年[^{STOP}]{{0,60}}?(?P<year>{_YEAR})年(?:政府)?工作的?(?:总体要求|主要任务|总体思路|总体部署|安排|打算|目标)"
)
# 交流09年质量兴区工作及2010年打算: said when the one year ends and the other begins.
_REVIEW_AND_PLAN = re.compile(
    rf"(?<!\d)(?P<over>{_YEAR}|[019]\d)年度?[^{STOP}，,]{{0,24}}?(?:工作|情况|总结)[^{STOP}，,]{{0,6}}?[及和与、]"
    rf"(?P<next>{_YEAR})年度?[^{STOP}，,]{{0,10}}?(?:打算|安排|计划|设想|思路|部署)"
)
# 肯定了某局2008年工作，并对2009年工作提出要求: said at the same turn of the year.
_PRAISED_AND_ASKED = re.compile(
    rf"(?:肯定|总结|回顾)了?[^{STOP}，,《》]{{0,16}}?(?P<over>{_YEAR})年度?[^{STOP}，,《》]{{0,16}}?(?:工作|成绩|成效)[^{STOP}，,《》]{{0,8}}[，,]?"
    rf"[^{STOP}，,《》]{{0,6}}?[对就](?P<next>{_YEAR})年度?[^{STOP}，,《》]{{0,12}}?(?:工作|任务)[^{STOP}，,《》]{{0,8}}?(?:提出|作|做|进行|安排|部署)"
)
# 今年区政府办公室转发了2010年“质量月”活动方案: this year is that year.
_PAPER_OF_THIS_YEAR = re.compile(
    rf"今年(?:以来)?[，,]?[^{STOP}，,《》]{{0,16}}?(?<!提前)(?:转发|印发|下发|发布|启动)了?[《“\"]?(?P<year>{_YEAR})年(?!以来|至|到|[-—])"
)
# 2023年充满挑战 … 2024年，某州将坚持: a congress looks back on the one year and ahead to the other.
_CONGRESS = re.compile("人民代表大会|政府工作报告|代表(?:市|县|区|州|省)?人民政府向大会报告")
_YEAR_AHEAD = re.compile(rf"(?P<year>{_YEAR})年[，,]?[^{STOP}，,]{{0,12}}?将(?:坚持|继续|全面|着力|围绕|以|紧扣|突出|大力|深入|重点)")
# 2006年某某活动23日在某市启动: the year in the name of what is told of is that of its day.
_HELD_ON = re.compile(
    rf"(?P<year>{_YEAR})年度?(?P<what>[^{STOP}，,《》]{{0,24}}?(?:活动|仪式|行动|大会|会议|论坛))[于在]?"
    r"(?:(?:\d{1,2}月)?\d{1,2}日|[今昨][天日])(?:上午|下午|晚)?[在于][^，。,]{1,12}(?:启动|举行|召开|开幕|开赛|拉开)"
)
# 2014年度某县县长质量奖评出, 通报2009年度名牌: conferred or told when that year runs or is over.
_CONFERRED = re.compile(
    rf"(?P<year>{_YEAR})年度[^{STOP}，,《》]{{0,20}}?"
    rf"(?:(?:质量奖|名牌)[^{STOP}，,《》]{{0,10}}?(?:评出|揭晓|获奖|企业)|考核[^{STOP}，,《》]{{0,6}}?(?:第|名列|位居|优秀))"
)
# 截至2014年底，该县有14个产品获…
_AS_OF = re.compile(
    rf"截[至止](?P<year>{_YEAR})年(?:年?底|年?末|12月)(?:[，,]|(?![，,]))"
    rf"(?![^{STOP}，,]{{0,16}}?(?:要|将|力争|确保|争取|达到))"
)
# 通报了2018年第一季度质量强市工作情况: told of soon after those months.
_PART_TOLD = re.compile(
    rf"(?:通报|汇报|总结|回顾|听取)了?[^{STOP}，,《》]{{0,12}}?(?P<part>{_YEAR}年(?:上半年|(?:第?[一二三四]|[前头][二三])个?季度))"
    rf"[^{STOP}，,《》]{{0,16}}?(?:情况|工作|总结)"
)
# 汇报了2009年工作情况和下一步打算: told of in that year or soon after it.
_YEAR_TOLD = re.compile(
    rf"(?:通报|汇报|总结)了?[^{STOP}，,《》]{{0,16}}?(?P<year>{_YEAR})年(?!度|以来|底|末|初|上半|下半|第|前|\d)"
    rf"(?![^{STOP}，,《》]{{0,20}}?(?:考核|评[审选价议]|抽查|监测|审计))[^{STOP}，,《》]{{0,16}}?(?:工作|情况)(?![的之]?(?:思路|打算|计划|安排|任务|要点|部署|目标|重点|方案|设想))"
)
# 启动2016年县长质量奖申报工作: asked for in that year, or just before it.
_ASKED_FOR = re.compile(rf"(?:启动|开始|受理)了?(?P<year>{_YEAR})年(?P<of>度)?[^{STOP}，,《》]{{0,20}}?(?:申报|评选|评审|征集|推荐)")
# 申报时间从2016年6月27日至7月27日: told of shortly before, while it runs, or shortly after.
_TERM_OF = re.compile(
    rf"(?:申报|报名|评选|征集|受理|公示)(?:时间|日期|期限|期)(?:[从为是自]|[:：])?(?P<day>{_YEAR}年\d{{1,2}}月\d{{1,2}}日)(?=起?[至到—－-])"
)
_THIS_MONTH_PAST = re.compile(
    rf"今年(?P<month>{NUMBER})月(?:份|底|初|[上中下]旬)?(?:[，,]|(?![，,]))"
    rf"(?![^{STOP}，,]{{0,10}}?(?:将|要|拟|前|底前))[^{STOP}]{{0,24}}?(?:了|报道|曝光|发生|已|有)"
)


def _anniversary_rows(line: Line, calendar: pd.DataFrame) -> list[dict]:
    """Return the bounds of 今年是新中国成立60周年 and 改革开放40年来."""
    rows = []
    for match in _ANNIVERSARY.finditer(line.text):
        began = meeting_day(match["what"], calendar)
        printed = match["years"]
        years = 100 if printed == "一百" else int(printed) if printed.isdecimal() else read_number(printed)
        if began is None or years is None or in_title_marks(line.text, match.start()):
            continue
        year, when = began.year + years, match["when"] or ""
        if when.startswith("今年"):
            value = str(year)
        elif match["since"]:
            value = bound(date(year - 1, 7, 1), date(year + 1, 12, 31))
        elif when in ("庆祝", "纪念"):
            # The year's review tells of it as well: 过去一年，我们隆重庆祝改革开放40周年。
            value = bound(date(year - 1, 7, 1), date(year + 1, 12, 31))
        elif when and when != "在" and match["unit"] != "年":
            value = bound(date(year - 1, 7, 1), date(year, 12, 31))
        else:
            continue
        reason = f"{years} years after {began.year}"
        rows.append(bound_row(value, "relation", match.group(), line.start + match.start(), True, reason))
    return rows


def _plan_rows(line: Line, expressions: list[DateExpression]) -> list[dict]:
    """Return the bounds of a five-year plan's 开局之年, 收官之年 and so on."""
    rows = []
    for e in expressions:
        if e.unit != "plan" or e.precision != "year":
            continue
        before, _ = sentence_around(line.text, e.start, e.end)
        before = before.rstrip('“"「『 ')
        start, year = line.start + e.start, e.year
        if _BEHIND.search(before):
            rows.append(bound_row(str(year), "relation", e.text, start, False, "is looked back on"))
        elif before.endswith(("明年是", "明年")):
            rows.append(bound_row(str(year - 1), "relation", e.text, start, True, f"next year is {year}"))
        elif _PRINTED_YEAR.search(before) and e.text.endswith(_CLOSING):
            value = bound(date(year - 1, 7, 1), date(year + 1, 12, 31))
            rows.append(bound_row(value, "relation", e.text, start, True, f"{year} ends a plan, or has ended it"))
        elif _AHEAD.search(before) or _PRINTED_YEAR.search(before):
            value = bound(date(year - 1, 7, 1), date(year, 12, 31))
            rows.append(
                bound_row(value, "relation", e.text, start, True, f"the year {year} begins or is about to")
            )
        else:
            rows.append(bound_row(str(year), "relation", e.text, start, True, f"this year of the plan is {year}"))
    return rows


def _plan_began_rows(line: Line, plans: dict[str, int]) -> list[dict]:
    """Return the bound of “十三五”以来: the plan's first year has begun."""
    return [
        bound_row(
            bound(date(plans[match["plan"]], 1, 1), None), "relation", match.group(), line.start + match.start(), True,
            f"the plan began in {plans[match['plan']]}",
        )
        for match in _PLAN_BEGAN.finditer(line.text)
        if match["plan"] in plans and not in_title_marks(line.text, match.start())
    ]


def _within_plan_rows(line: Line, plans: dict[str, int]) -> list[dict]:
    """Return the bounds of a plan that the text's own year is a part of."""
    rows = []
    for match in _WITHIN_PLAN.finditer(line.text):
        first = plans.get(match["plan"])
        if first and not in_title_marks(line.text, match.start()) and not _BEFORE_PLAN.search(match.group()):
            value = bound(date(first, 1, 1), date(first + 4, 12, 31))
            reason = f"this year is one of the plan's, {first} to {first + 4}"
            rows.append(bound_row(value, "relation", match.group(), line.start + match.start(), True, reason))
    return rows


def _counted_month_rows(line: Line, calendar: pd.DataFrame) -> list[dict]:
    """Return the year of the month of quality that the text counts as this year's, from the first one's."""
    rows = []
    for match in _COUNTED_MONTH.finditer(line.text):
        first = [term for term in mentions(match.group(), calendar) if term.kind == "event"]
        if first:
            began = date.fromisoformat(first[-1].first).year
            year = began + read_number(match["n"]) - 1
            reason = f"one a year, the first in {began}"
            rows.append(bound_row(str(year), "relation", match.group(), line.start + match.start(), True, reason))
    return rows


def _target_rows(line: Line) -> list[dict]:
    """Return the bounds of aims: what is to be done by 2020 is said before the end of 2020."""
    rows = []
    for pattern in (_FROM_NOW, _TARGET):
        for match in pattern.finditer(line.text):
            before, after = sentence_around(line.text, match.start(), match.end())
            clause = re.split("[，,]", before)[-1] + match.group() + re.split("[，,]", after)[0]
            if in_title_marks(line.text, match.start()) or (
                pattern is _TARGET and _NOT_A_TARGET.search(clause)
            ):
                continue
            year = int(next(value for value in match.groups() if value))
            rows.append(
                bound_row(
                    bound(None, date(year, 12, 31)),
                    "relation",
                    match.group(),
                    line.start + match.start(),
                    True,
                    f"{year} still lies ahead or runs",
                )
            )
    return rows


def _running_rows(line: Line, calendar: pd.DataFrame) -> list[dict]:
    """Return the bounds of a national campaign that has run for so many years, give or take one."""
    rows = []
    for match in _RUNNING.finditer(line.text) if _RUN_SO_LONG.search(line.text) else ():
        before, _ = sentence_around(line.text, match.start(), match.end())
        if not _NATIONAL.search(before[-6:] + match["what"]):
            continue
        start, years = line.start + match.start(), read_number(match["years"])
        started = [term for term in mentions(match.group(), calendar) if term.kind in ("event", "campaign")]
        if not started or years is None:
            reason = "the calendar has no start of what has run so long"
            rows.append(bound_row(pd.NA, "relation", match.group(), start, False, reason))
            continue
        began = date.fromisoformat(started[-1].first).year
        last = began + years + (2 if match["more"] else 1)
        value = bound(date(began + years - 1, 1, 1), date(last, 12, 31))
        rows.append(
            bound_row(value, "relation", match.group(), start, True, f"began in {began}, give or take a year")
        )
    return rows


def _past_rows(line: Line, expressions: list[DateExpression]) -> list[dict]:
    """Return the bounds of full dates told as past: the text is not older."""
    rows = []
    for e in expressions:
        if (
            e.needs != "nothing"
            or e.precision not in ("day", "month", "year")
            or not re.match(r"\d{4}", e.text)
        ):
            continue
        before, after = sentence_around(line.text, e.start, e.end)
        if (
            in_title_marks(line.text, e.start)
            or re.search("[到至前近]$", before)
            or _FUTURE.search(before + after[:20])
        ):
            continue
        if _PAST.search(after):
            first = resolve(e)[0]
            reason = "is told as past, so the text is not older"
            rows.append(bound_row(bound(first, None), "implied", e.text, line.start + e.start, True, reason))
    return rows


def _named_year_rows(line: Line, lead: bool) -> list[dict]:
    """Return the bounds of a year in the name of the meeting or paper the text is about, or in its document
    number."""
    rows = []
    for match in _NUMBERED.finditer(line.text):
        year = int(match["year"])
        own = match["alone"] is not None and match["end"] is not None and lead
        own = own or line.role == "title" and bool(_BRACKETED.fullmatch(line.text, match.end()))
        titled = line.role == "title" and _TITLED.search(line.text[: match.start("year")])
        own = own or bool(titled) and match["end"] is not None
        own = own and not _OF_ANOTHER.search(match.group())
        value = str(year) if own else bound(date(year, 1, 1), None)
        reason = "the document's own number" if own else "the number of a paper that the text cites"
        rows.append(
            bound_row(
                value,
                "body" if own else "implied",
                match.group().strip(),
                line.start + match.start(),
                True,
                reason,
            )
        )
    if lead or line.role in ("title", "kicker", "subtitle"):
        # Several years of one series beside each other are links to the others.
        series = line.role != "body" and len({match["year"] for match in _NAMED_YEAR.finditer(line.text)}) > 2
        for match in () if series else _NAMED_YEAR.finditer(line.text):
            if in_title_marks(line.text, match.start()) and line.role == "body":
                continue
            printed = read_expressions(match["year"] + "年")
            if not printed:
                continue
            year, what = printed[0].year, match["what"]
            first = date(year, 1, 1) if what.endswith("总结") or _OF_SEVERAL.search(what) else date(year - 1, 11, 1)
            after = what.endswith("总结") or match["of"] and _LOOKS_ON_YEAR.search(what)
            last = date(year + 1, 6, 30) if after else date(year, 12, 31)
            kind = "headline" if line.role != "body" else "implied"
            rows.append(
                bound_row(
                    bound(first, last),
                    kind,
                    match.group(),
                    line.start + match.start(),
                    True,
                    f"names the year {year}",
                )
            )
    return rows


def _told_year_rows(line: Line, lead: bool) -> list[dict]:
    """Return the bounds of a year that the text reviews, plans for, rewards, or names with what was held in it."""
    rows = []
    if not any(century in line.text for century in ("19", "20")):
        return rows

    def add(match, first, last, reason):
        if not in_title_marks(line.text, match.start()):
            value = bound(first, last)
            rows.append(bound_row(value, "relation", match.group(), line.start + match.start(), True, reason))

    for match in _LAST_AND_NEXT.finditer(line.text):
        year = int(match["year"])
        add(match, date(year, 1, 1), date(year, 12, 31), f"last year is looked back on, and {year} planned for")
    for match in _PAPER_OF_THIS_YEAR.finditer(line.text):
        year = int(match["year"])
        add(match, date(year, 1, 1), date(year, 12, 31), f"the paper of {year} is this year's")
    for match in (*_REVIEW_AND_PLAN.finditer(line.text), *_PRAISED_AND_ASKED.finditer(line.text)):
        over, year = match["over"], int(match["next"])
        if over[-2:] == f"{(year - 1) % 100:02}":
            add(match, date(year - 1, 10, 1), date(year, 6, 30), f"{year - 1} is reviewed and {year} planned for")
    for match in _HELD_ON.finditer(line.text) if lead else ():
        if not _LOOKS_ON_YEAR.search(match["what"]):
            year = int(match["year"])
            add(match, date(year, 1, 1), date(year, 12, 31), f"what is held bears the year {year}")
    for match in _CONFERRED.finditer(line.text):
        add(match, date(int(match["year"]), 1, 1), None, "is told of, so its year has begun")
    for match in _AS_OF.finditer(line.text):
        add(match, date(int(match["year"]), 12, 1), None, "is counted, so that year is ending or over")
    for match in _PART_TOLD.finditer(line.text):
        over = resolve(read_expressions(match["part"])[0])[1]
        add(match, over - timedelta(days=30), over + timedelta(days=183), "is told of soon after those months")
    for match in _YEAR_TOLD.finditer(line.text):
        year = int(match["year"])
        add(match, date(year, 3, 1), date(year + 1, 7, 31), f"{year} is told of in its course or soon after it")
    for match in _ASKED_FOR.finditer(line.text) if lead else ():
        year = int(match["year"])
        last = date(year + 1, 6, 30) if match["of"] else date(year, 12, 31)
        add(match, date(year - 1, 11, 1), last, f"entries for {year} are asked for")
    for match in _TERM_OF.finditer(line.text):
        first = resolve(read_expressions(match["day"])[0])[0]
        around = timedelta(days=92)
        add(match, first - around, first + around, "the term is told of about when it begins")
    return rows


def _congress_rows(line: Line, told: str) -> list[dict]:
    """Return the bound of what a congress hears: the year before is looked back on, told in the text so far, the next
    one planned for.
    """
    match = _YEAR_AHEAD.search(line.text)
    if not match or in_title_marks(line.text, match.start()):
        return []
    year = int(match["year"])
    if not re.search(rf"{year - 1}年(?![底末前])", told) or str(year + 1) in told or not _CONGRESS.search(told):
        return []
    value, reason = bound(date(year - 1, 7, 1), date(year, 6, 30)), f"a congress plans for {year}"
    return [bound_row(value, "relation", match.group(), line.start + match.start(), True, reason)]


def month_past_row(lines: list[Line], first: date | None, last: date | None) -> list[dict]:
    """Return the bound of 今年七月…报道: the year at the end of a window that does not reach that month is out."""
    if first is None or last is None or first.year == last.year:
        return []
    for line in lines:
        for match in _THIS_MONTH_PAST.finditer(line.text) if line.role == "body" else ():
            if read_number(match["month"]) > last.month:
                value, start = bound(None, date(last.year - 1, 12, 31)), line.start + match.start()
                reason = f"that month is past, and {last.year} can have run to month {last.month} only"
                return [bound_row(value, "relation", match.group(), start, True, reason)]
    return []


def _heading_rows(line: Line) -> list[dict]:
    """Return the bound that a heading sets: 2018年工作回顾 is written when 2018 ends or after it, 2019年工作安排 when 2019
    is near or has begun.
    """
    match = _HEADING_OF_YEAR.fullmatch(line.text.rstrip())
    if line.role != "body" or not match:
        return []
    reviewed, ahead = bool(_REVIEWED.search(match["what"])), bool(_AHEAD_OF.search(match["what"]))
    if reviewed == ahead:
        return []
    year = read_expressions(match["year"] + "年")[0].year + reviewed
    value = bound(date(year - 1, 11, 1), date(year, 12, 31))
    reason = f"{year - reviewed} is {'reviewed' if reviewed else 'planned for'} in a part of the text"
    words = line.text[match.start("year") : match.end()]
    return [bound_row(value, "relation", words, line.start + match.start("year"), True, reason)]


def _weak_rows(line: Line) -> list[dict]:
    """Return what says something about the time, but nothing that can be counted on."""
    reasons = (
        (_ACTING, "an acting head of government: a few months of one year, which the page does not tell"),
        (_EDITION, "the award's first year and rhythm are not known"),
    )
    return [
        bound_row(pd.NA, "relation", match.group(), line.start + match.start(), False, reason)
        for pattern, reason in reasons
        for match in pattern.finditer(line.text)
    ]


def _mentions(lines: list[Line], calendar: pd.DataFrame) -> list[list]:
    """Find the dated terms of all lines in one search and hand them out line by line, with places inside the
    line."""
    found = mentions("\n\n".join(line.text for line in lines), calendar)
    ends = list(accumulate(len(line.text) + 2 for line in lines))
    parts: list[list] = [[] for _ in lines]
    for mention in found:
        at = bisect_right(ends, mention.start)
        begin = ends[at] - len(lines[at].text) - 2
        parts[at].append(mention._replace(start=mention.start - begin, end=mention.end - begin))
    return parts


def implied_rows(lines: list[Line], calendar: pd.DataFrame) -> list[dict]:
    """Collect the bounds that headline and body set on the time of the text, the first of each kind of
    wording."""
    plans, lead = plan_years(calendar), 3
    lines = [line for line in lines if line.role in ("kicker", "title", "subtitle", "body", "outline")]
    whole = [Squeezed.paragraphs(line.text) for line in lines]
    bare = [
        Line(line.role, one.text, 0, line.folded if len(one.text) == len(line.text) else "")
        for line, one in zip(lines, whole)
    ]
    reviews = any(_YEAR_REVIEWED.search(line.text) for line in bare[:4])
    seen, kept, told = set(), [], ""
    for line, one, text, terms in zip(lines, whole, bare, _mentions(bare, calendar)):
        told += text.text + "\n"
        if terms or _MAY_TELL.search(text.text):
            rows = _rows_of(text, terms, plans, calendar, lead > 0)
            rows += (reviewed_rows(text, terms) if reviews else []) + _congress_rows(text, told)
            for row in rows:
                key = (row["kind"], row["text"], str(row["value"]), row["accepted"])
                if key not in seen:
                    seen.add(key)
                    start, end = one.span(row["start"], row["end"])
                    kept.append(row | {"start": line.start + start, "end": line.start + end})
        lead -= line.role == "body"
    return kept


def _rows_of(line: Line, terms: list, plans: dict[str, int], calendar: pd.DataFrame, lead: bool) -> list[dict]:
    """Return the bounds that a line sets by itself."""
    expressions = line.dates(plans)
    rows = term_rows(line, terms, calendar) + _plan_rows(line, expressions) + _plan_began_rows(line, plans)
    rows += _within_plan_rows(line, plans) + _counted_month_rows(line, calendar) + _target_rows(line)
    rows += _running_rows(line, calendar) + _anniversary_rows(line, calendar) + _past_rows(line, expressions)
    rows += _named_year_rows(line, lead) + _heading_rows(line) + _weak_rows(line)
    return rows + _told_year_rows(line, lead) + met_last_year_rows(line, terms, calendar)
