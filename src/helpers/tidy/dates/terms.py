"""Bounds that dated terms set: what a text says of meetings, offices, laws and events of which the calendar has the day."""

import re
from datetime import date, timedelta

import pandas as pd

from helpers.tidy.dates.bounds import NUMBER, STOP, Line, bound, bound_row, in_title_marks, sentence_around
from helpers.tidy.dates.calendar import meeting_day
from helpers.tidy.dates.expressions import read_expressions, read_number, resolve

# A meeting has 刚刚 closed for so many days, and may last so many after the day that the calendar has.
JUST, MEETS = 60, 7
# A dissolved agency acts itself only where an office or organ of it follows, or a verb of the present.
_OFFICE = re.compile(
    r"(?:原?党组|局长|副局长|总工程师|总检验师|总会计师|纪检|司长|[\u4e00-\u9fff]{1,6}司|[\u4e00-\u9fff]{1,8}司副?司长|督查组|督导组|调研组"
    r"|检查组|考核组|领导|正在|有关|将|高度重视)"
)
_FORMER = re.compile(r"(?:原|前|时任|撤销|原来的|过去的)$")
_LOOKS_BACK = re.compile(
    r"(?:19|20)\d\d年|去年|前年|曾|命名|授予|批准|评为|获得|荣获|颁发|被评|以来|时任|当时|回顾|原国家"
)
_CAMPAIGN_ON = re.compile(
    r"(?:打好|打赢|打一场|打响|抓好|搞好|深入开展|扎实开展|正在开展|全面开展|继续开展|扎实推进|深入推进|做好|结合|积极参与)[^，。,；]{0,8}$"
)
_RUNS = re.compile("(?:活动|行动)?(?:正在|正|也在)[^，。,；]{0,8}(?:开展|进行|展开|推进|深入)")
_WHEN = re.compile(
    rf"(?P<when>今年|去年|前年|上个?月|本月|刚刚|日前|近日|前不久|不久前|(?P<ago>半|{NUMBER}) ?(?P<more>多)?个?(?P<more2>多)?(?P<unit>月|星期|周)(?P<more3>多)?前)"
    rf"(?:的?(?P<month>{NUMBER})月份?(?:(?P<day>{NUMBER})日)?)?(?P<between>[^{STOP}]{{0,24}}?)(?P<verb>召开|闭幕|举行|开幕|颁布|印发|出台|公布|发布|通过)(?P<after>[^{STOP}，,]{{0,8}})$"
)
# 去年11月，十八届三中全会作出决定: the verb follows. Without the month 作出 could be said of any later year.
_WHEN_BEFORE = re.compile(
    rf"(?P<when>今年|去年|前年|上个?月|本月)(?:的?(?P<month>{NUMBER})月份?(?:(?P<day>{NUMBER})日)?)?[，,]?"
    r"(?:刚刚?|胜利)?(?P<between>)(?P<after>)$"
)
_HELD = re.compile("[”》]?(?:在北京|在京)?(?:胜利|隆重|顺利)?(?:召开|举行|闭幕|开幕)(?!的|以来)")
_RESOLVED = re.compile("[”》]?(?:对[^，。]{0,12})?(?:作出|做出|通过|审议|提出|部署|确定)(?!的)")
_SAID_BY_CONGRESS = re.compile("(?:明确|首次|第一次|鲜明|进一步)?(?:提出|指出|强调|作出|做出|确立|确定|要求|描绘|吹响|把|闭幕)")
_FOUNDED = re.compile(
    rf"(?P<when>今年|去年|前年)(?:的?(?P<month>{NUMBER})月份?)?[^{STOP}]{{0,12}}?(?P<new>组建|成立|挂牌|揭牌)?(?:而成)?的?$"
)
_SIGN_PUT_UP = re.compile("(?:正式)?(?:组建|成立|挂牌|揭牌)")
_HAPPENED = re.compile(
    rf"(?P<when>今年|去年|前年)的?(?P<month>{NUMBER})月份?[^{STOP}，,]{{0,8}}?(?:曝光|发生|爆发|暴发|出现)的?$"
)
# 9月某某事件发生后, in a text that speaks of 今年 as a whole: a month without a year is one of this year.
_HAPPENED_THIS_YEAR = re.compile(rf"(?:^|[，,.．、：: \u3000])(?P<month>{NUMBER})月份?$")
_SINCE_THEN = re.compile("(?:发生|曝光|爆发|暴发|出现)(?:后|以后|之后|以来)")
_EVENT_OF = re.compile("(?P<when>今年|去年|前年)的?$")
_IN_FORCE = re.compile(
    rf"(?:(?P<when>今年|去年|明年)的?(?P<month>{NUMBER})月|(?P<near>本月|上个?月|下个?月))(?P<day>{NUMBER})[日号][起]?[，,]?"
    rf"[^{STOP}，,]{{0,8}}$"
)
_TAKES_FORCE = re.compile("》?(?P<ahead>就要|即将|将要?|就)?(?:正式|开始|全面)*(?:起)?(?:施行|实施|生效)")
_OTHER_SUBJECT = re.compile(
    "贯彻|落实|学习|按照|根据|围绕|精神|以来|去年|前年|今年|全市|全县|全区|我市|我县|我区"
)
_WELCOMED = re.compile("(?:迎接|喜迎)(?:党的)?$")
# 今年是贯彻党的十八大精神的开局之年: a congress meets late in a year, so the next one is the first of its spirit.
_FIRST_YEAR = re.compile("[”》]?的(?:开局之年|开局年|第一年|起步之年|首年)")
_YEAR_OF = re.compile("(?P<when>今年|明年)(?:作为|正是|既?是|，是)[^。；;]{0,40}?(?:学习|贯彻|落实|宣传)[^。；;，,]{0,6}$")
_AMENDED = re.compile("修订|修正|修改|新")
_SUFFIX = re.compile("(?:精神|以来|报告)$")
# 党的某大报告提出…。去年底大会闭幕以来: the congress met in the year before.
_MET_LAST_YEAR = re.compile(r"去年(?:底|末|冬|\d{1,2}月)?(?:党的)?(?:大会|盛会)(?:胜利)?(?:闭幕|召开|结束)(?:以来|以后|后)")


def _lives(mention, before: str, after: str) -> bool:
    """Tell whether an agency acts, or a campaign runs, at the time of the text."""
    if _LOOKS_BACK.search(before + after):
        return False
    if mention.kind == "agency":
        return bool(_OFFICE.match(after)) and not _FORMER.search(before)
    return bool(_CAMPAIGN_ON.search(before) or _RUNS.match(after))


def term_rows(line: Line, terms: list, calendar: pd.DataFrame) -> list[dict]:
    """Return the bounds that dated terms set: none can be said before its first day, few live on after their
    last."""
    rows = []
    for mention in terms:
        text, start = line.text[mention.start : mention.end], line.start + mention.start
        before, after = sentence_around(line.text, mention.start, mention.end)
        if not pd.isna(mention.first):
            first = date.fromisoformat(mention.first)
            rows.append(
                bound_row(bound(first, None), "calendar", text, start, True, "cannot be said before this day")
            )
        if (
            not pd.isna(mention.last)
            and mention.kind != "plan"
            and not in_title_marks(line.text, mention.start)
        ):
            lives = _lives(mention, before, after)
            reason = (
                "acts in the text, so hardly later"
                if lives
                else "may be looked back on, so sets no latest day"
            )
            rows.append(
                bound_row(bound(None, date.fromisoformat(mention.last)), "calendar", text, start, lives, reason)
            )
        rows += _meeting_row(line, mention, before, after, calendar)
        rows += _founded_row(line, mention, before, after) + _in_force_row(line, mention, before, after, calendar)
        rows += _held_row(line, mention, before, calendar)
        rows += _first_year_row(line, mention, before, after, calendar)
    return rows


def _relation(line: Line, mention, before: str, match: re.Match, value: str, reason: str) -> list[dict]:
    """Return the row of words that run from a match in what stands before a term to the term's end."""
    start = line.start + mention.start - len(before) + match.start()
    words = line.text[start - line.start : mention.end]
    return [bound_row(value, "relation", words, start, True, reason)]


def _founded_row(line: Line, mention, before: str, after: str) -> list[dict]:
    """Return the bound of 今年3月，新组建的某某总局挂牌 and of 去年9月曝光的某某事件: the text is of that year, or the next."""
    if mention.kind == "agency":
        match = _FOUNDED.search(before)
        told = match and (match["new"] or _SIGN_PUT_UP.match(after))
    else:
        match = _HAPPENED.search(before) if mention.kind == "event" else None
        told = bool(match)
    if not told or pd.isna(mention.first) or mention.precision == "year":
        return []
    first = date.fromisoformat(mention.first)
    month = read_number(match["month"])
    if month and not 0 <= month - first.month <= 1:
        return []
    year = first.year + {"今年": 0, "去年": 1, "前年": 2}[match["when"]]
    value = bound(max(first, date(year, 1, 1)), date(year, 12, 31))
    return _relation(line, mention, before, match, value, f"{match['when']} is {year}, by the calendar's date")


def reviewed_rows(line: Line, terms: list) -> list[dict]:
    """Return the bound of 9月某某事件发生后 in a review of 今年: the text is of the year of that event."""
    rows = []
    for mention in terms:
        before, after = sentence_around(line.text, mention.start, mention.end)
        match = _HAPPENED_THIS_YEAR.search(before)
        if mention.kind != "event" or mention.precision == "year" or not match or not _SINCE_THEN.match(after):
            continue
        first = date.fromisoformat(mention.first)
        if read_number(match["month"]) == first.month:
            value = bound(first, date(first.year, 12, 31))
            rows += _relation(line, mention, before, match, value, f"a month of this year, which is {first.year}")
    return rows


def _first_year_row(line: Line, mention, before: str, after: str, calendar: pd.DataFrame) -> list[dict]:
    """Return the year after a congress, where the text calls its own, or the next, the first of that spirit."""
    match = _YEAR_OF.search(before.removesuffix("党的"))
    met = meeting_day(f"{_SUFFIX.sub('', mention.term)}以来", calendar) if mention.kind == "congress" else None
    if met is None or not mention.term.endswith("精神") or not match or not _FIRST_YEAR.match(after):
        return []
    year = met.year + (1 if match["when"] == "今年" else 0)
    return _relation(line, mention, before, match, str(year), f"the congress met in {met.year}")


def _held_row(line: Line, mention, before: str, calendar: pd.DataFrame) -> list[dict]:
    """Return the bound of 去年北京奥运会: the text is of the year after an event of which the calendar has the days."""
    match = _EVENT_OF.search(before)
    met = meeting_day(mention.term, calendar) if mention.kind == "event" and match else None
    if met is None or met == date.fromisoformat(mention.first):
        return []
    year = met.year + {"今年": 0, "去年": 1, "前年": 2}[match["when"]]
    value, reason = bound(date(year, 1, 1), date(year, 12, 31)), f"{match['when']} is {year}, by the calendar's date"
    return _relation(line, mention, before, match, value, reason)


def _in_force_row(line: Line, mention, before: str, after: str, calendar: pd.DataFrame) -> list[dict]:
    """Return the bound of 今年6月1日，某某法就要施行 and 本月1日某某法施行: the calendar has the day on which it came into force."""
    match, takes = _IN_FORCE.search(before), _TAKES_FORCE.match(after)
    if mention.kind != "document" or not match or not takes:
        return []
    day = meeting_day(f"{mention.term}施行", calendar)
    if day is None or day.day != read_number(match["day"]):
        return []
    if match["near"]:
        if _AMENDED.search(before):
            return []
        month = {"上": "下个月", "本": "本月", "下": "上个月"}[match["near"][0]]
        first, last = resolve(read_expressions(month)[0], day)
        return _relation(line, mention, before, match, bound(first, last), "the month in which it came into force")
    if day.month != read_number(match["month"]):
        return []
    year = day.year + {"今年": 0, "去年": 1, "明年": -1}[match["when"]]
    first, last = date(year, 1, 1), date(year, 12, 31)
    if match["when"] == "今年" and takes["ahead"]:
        last = day
    reason = f"{match['when']} is {year}, by the calendar's date"
    return _relation(line, mention, before, match, bound(first, last), reason)


def _meeting_row(line: Line, mention, before: str, after: str, calendar: pd.DataFrame) -> list[dict]:
    """Return the bound of 今年10月召开的十七届五中全会: the text is of that meeting's year."""
    match = _WHEN.search(before)
    if match is None:
        match = _WHEN_BEFORE.search(before)
        if match and not (_HELD.match(after) or match["month"] and _RESOLVED.match(after)):
            match = None
    if mention.kind == "congress" and _WELCOMED.search(before) and "精神" not in mention.term:
        start = line.start + mention.start
        met = meeting_day(mention.term, calendar)
        words = line.text[mention.start : mention.end]
        return [bound_row(bound(None, met), "relation", words, start, True, "is awaited")] if met else []
    if mention.kind == "congress" and _SAID_BY_CONGRESS.match(after) and not match:
        start = line.start + mention.start
        met = meeting_day(mention.term, calendar)
        words = line.text[mention.start : mention.end]
        return [bound_row(bound(met, None), "relation", words, start, True, "is cited, so it has met")] if met else []
    if mention.kind not in ("congress", "plenum", "document") or not match:
        return []
    start = line.start + mention.start - len(before) + match.start()
    words = line.text[start - line.start : mention.end]
    base = _SUFFIX.sub("", mention.term)
    met = meeting_day(base, calendar)
    month, day = read_number(match["month"]), read_number(match["day"])
    between = match["between"] + match["after"]
    if met is None or _OTHER_SUBJECT.search(between):
        return []
    if mention.kind == "document" and (base.endswith("法") or _AMENDED.search(between)):
        return [
            bound_row(
                bound(met, None),
                "relation",
                words,
                start,
                False,
                "a law is amended: the year need not be its first",
            )
        ]
    if month and not 0 <= month - met.month <= (2 if mention.kind == "document" else 1):
        return [
            bound_row(
                bound(met, None), "relation", words, start, False, "the month is not the one the calendar has"
            )
        ]
    if match["when"] in ("上个月", "上月", "本月"):
        shift = 0 if match["when"] == "本月" else 1
        index = met.year * 12 + met.month - 1 + shift
        first = resolve(read_expressions("本月")[0], date(index // 12, index % 12 + 1, 1))
        return [
            bound_row(
                bound(max(first[0], met), first[1]),
                "relation",
                words,
                start,
                True,
                "the month follows from the meeting",
            )
        ]
    if match["when"] not in ("今年", "去年", "前年"):
        first, last, reason = _lately(match, met)
        return [bound_row(bound(first, last), "relation", words, start, True, reason)]
    shift = {"今年": 0, "去年": 1, "前年": 2}[match["when"]]
    year = met.year + shift
    first, last = date(year, 1, 1), date(year, 12, 31)
    if shift == 0 and re.search("将|拟", between):
        last = met
    elif shift == 0:
        first = max(met, date(year, month, day or 1)) if month else met
    return [
        bound_row(
            bound(first, last),
            "relation",
            words,
            start,
            True,
            f"{match['when']} is {year}, by the calendar's date",
        )
    ]


def _lately(match: re.Match, met: date) -> tuple[date, date, str]:
    """Return the first and last day on which a meeting is 刚刚 or 一个多月前 closed; plenums last a few days."""
    if match.groupdict().get("ago"):
        count = 0.5 if match["ago"] == "半" else read_number(match["ago"])
        size = 30.5 if match["unit"] == "月" else 7
        more = match["more"] or match["more2"] or match["more3"]
        first = met + timedelta(days=size * (count if more else count - 0.5))
        return first, met + timedelta(days=size * (count + (1 if more else 0.5)) + MEETS), "so long after the meeting"
    if match["when"] in ("刚刚", "日前", "近日"):
        return met, met + timedelta(days=JUST), "has just happened, so within two months"
    return met, met + timedelta(days=365), "has happened not long ago, so within a year"


def met_last_year_rows(line: Line, terms: list, calendar: pd.DataFrame) -> list[dict]:
    """Return the year after the one congress that a paragraph names, where it closed 去年底."""
    named = {_SUFFIX.sub("", term.term): term for term in terms if term.kind == "congress"}
    match = _MET_LAST_YEAR.search(line.text)
    met = meeting_day(f"{next(iter(named))}以来", calendar) if match and len(named) == 1 else None
    if met is None:
        return []
    reason = f"the congress met in {met.year}"
    return [bound_row(str(met.year + 1), "relation", match.group(), line.start + match.start(), True, reason)]
