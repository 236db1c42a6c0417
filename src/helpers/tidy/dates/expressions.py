"""Read the date expressions of Chinese official news: written out, with marks lost, in numerals, relative to
a page date.

The reader says what is printed and how precise it is. Whether a date is the document's own is decided in
`dating`.
"""

import calendar as days
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

COLUMNS = ["text", "start", "end", "precision", "needs", "date_from", "date_to"]

# Outside these years four digits before 年 are a count or a slip, not a year this genre can be of.
EARLIEST, LATEST = 1949, 2049

_WIDE = str.maketrans("０１２３４５６７８９．／－：Ｏ", "0123456789./-:O")
_IS_WIDE = re.compile("[０１２３４５６７８９．／－：Ｏ]")
_DIGIT = {char: value for value, chars in enumerate(("〇零○Oo0", *"一二三四五六七八九")) for char in chars} | {"元": 1}
# In the parts below # stands for the number that keeps the groups of one alternative apart.
_YEAR = r"(?<![\d.])(?P<y#>(?:19|20)\d\d) *年"
_NUMERAL_YEAR = r"(?P<cy#>[一二][九〇零○Oo0][〇零○Oo0一二三四五六七八九]{2}) *年"
_SHORT_YEAR = r"(?<![\d.])(?P<yy#>\d\d)年(?=\d{1,2}月)"
_SHIFT = r"(?P<shift#>今年|本年|去年|上年|前年|明年)"
_NUMERALS = "一二三四五六七八九十廿卅"
_NUMBER = rf"(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})"
_MONTH = rf"(?<![\d一二三四五六七八九十廿几数])(?P<m#>{_NUMBER}|元) *月(?!薪|饼|亮|球)份?"
_NOT_A_DAY = "内|后|均|游|报|子"
_DAY = rf"(?P<d#>{_NUMBER}) *(?:日(?!{_NOT_A_DAY})|号(?!线|楼|令|文|院))"
_YEAR_MONTH = rf"(?:(?:{_YEAR}|{_NUMERAL_YEAR}|{_SHORT_YEAR}|{_SHIFT} *的?) *)?{_MONTH} *"
_DATE = rf"{_YEAR_MONTH}(?:{_DAY})?"
_TO = "[-－—–~～至到]+"
_CLOCK = r"[0-2]?\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
_TIME = rf"(?:(?:T| *(?:上午|下午|中午|晚上|凌晨)? *){_CLOCK}(?: ?[AP]M)?(?:Z| ?[+-]\d\d:?\d\d)?)?"
_STAGE_OF_PLAN = (
    r"(?P<name>九五|十五|十[一二三四五]五)[”\"」』]?(?:规划|计划)?的?"
    r"(?P<stage>开局之年|收官之年|最后一年|第[一二三四五]年|期间|时期)"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAME_OF_MONTH = (
    "(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_SHIFTS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1, "当": 0}


def _numbered(pattern: str, n: int) -> str:
    """Return a pattern whose groups carry the number n."""
    return pattern.replace("#", str(n))


# Where an expression can begin, by its first two or three characters: only there the long pattern is tried.
_BEGINNINGS = re.compile(
    rf"[\d{_NUMERALS}元今昨前明当去本上这下近不连最日新岁A-Za-z]"
    rf"(?=[\d 年月日号./、\-－—–~～至到{_NUMERALS}〇零○Oo天（(晨晚早个周星礼半久近前末首不期A-Za-z])(?:"
    r"(?<=\d)(?:(?<!\d\d)(?=\d{0,3} *[年月日号/、\-－—–~～至到]|\d{3} ?\.|\d?\.\d{1,2}\.|\d{5,7})"
    r"|(?=\d?(?:st|nd|rd|th)?[ -]+[A-Za-z]))"
    rf"|(?<=[{_NUMERALS}元])(?=[{_NUMERALS}]{{0,2}} *月)|(?<=[一二])(?=[九〇零○Oo0])"
    "|(?<=[九十])(?=[一二三四五]?五[”\"」』规计的开收最第期时])"
    "|(?<=[今昨前明当])(?=[天日（(晨晚早])|(?<=[今本去上前明])(?=年)|(?<=[本上下])(?=个?月)|(?<=[本上这])(?=[周星礼])"
    "|(?<=[上下])(?=半年)|(?<=[近不连最日新岁前])(?=[日期久近前年末首不])"
    "|(?<=[A-Za-z])(?=(?i:on|ue|ed|hu|ri|at|un|an|eb|ar|pr|ay|ul|ug|ep|ct|ov|ec)))"
)
_EXPRESSIONS = re.compile(
    "|".join(
        (
            rf"(?P<iso>(?<![\d.])(?P<iy>(?:19|20)\d\d)(?P<sep> ?[-./—–、] ?) *(?P<im>\d{{1,2}})(?P=sep)"
            rf" *(?P<id>\d{{1,2}})"
            rf"(?!\d(?!\d?:)){_TIME})",
            rf"(?P<dmy>(?<![\d.])(?P<a>\d{{1,2}})(?P<dsep>[-./])(?P<b>\d{{1,2}})(?P=dsep)"
            rf"(?P<ey>(?:19|20)\d\d)(?!\d){_TIME})",
            # 09-20 08:15 · 2017, 12-05-30 08:41, Wed, 05 Sep 2012 00:20:00 +0800
            rf"(?P<split>(?<![\d.:/-])(?P<sm>\d{{1,2}})-(?P<sd>\d{{1,2}}) +{_CLOCK} *[·|/,，]? *"
            rf"(?P<sy>(?:19|20)\d\d)(?![\d年.:/-]))",
            rf"(?P<twodigit>(?<![\d.:/-])(?P<ty>[012]\d)(?P<tsep>[-./])(?P<tm>\d{{1,2}})(?P=tsep)(?P<td>\d{{1,2}})"
            rf" +{_CLOCK})",
            rf"(?P<english>(?:(?i:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? *)?"
            rf"(?:(?P<xd>\d{{1,2}})(?:st|nd|rd|th)?[ -]+(?P<xm>{_NAME_OF_MONTH})\.?,?[ -]+"
            rf"|(?P<xn>{_NAME_OF_MONTH})\.? +(?P<xe>\d{{1,2}})(?:st|nd|rd|th)?,? +)"
            rf"(?P<xy>(?:19|20)\d\d)(?!\d),?{_TIME}(?: *(?:GMT|UTC|CST))?)",
            rf"(?P<range>{_numbered(_DATE, 1)} *{_TO} *(?:{_numbered(_DATE, 2)}|{_numbered(_DAY, 3)}))",
            # 9月5-6日, 9月5、6日, 9月5日和6日
            rf"(?P<days>{_numbered(_YEAR_MONTH, 11)}(?P<d11>{_NUMBER}) *[日号]? *(?:{_TO}|[、和]) *"
            rf"{_numbered(_DAY, 12)})",
            rf"(?P<written>{_numbered(_DATE, 4)})",
            _numbered(
                rf"(?P<years>(?:{_YEAR}|(?<![\d.])(?P<y6>(?:19|20)\d\d)){_TO}(?P<y7>(?:19|20)\d\d) *年)", 5
            ),
            _numbered(
                rf"(?P<part>(?:{_YEAR}|{_NUMERAL_YEAR}|{_SHIFT}) *的?"
                r"(?P<half>上半年|下半年|[第前]?[一二三四]个?季度))",
                8,
            ),
            _numbered(rf"(?P<since>{_SHIFT}以来)", 9),
            _numbered(rf"(?P<year>(?:{_YEAR}|{_NUMERAL_YEAR}|{_SHIFT})度?(?!代|货))", 10),
            r"(?P<halfonly>(?<!近)(?:上半年|下半年))",
            rf"(?P<dayof>(?P<dm>上|本)个?月(?P<dd2>{_NUMBER})日(?!{_NOT_A_DAY}))",
            r"(?P<month>(?:上|本|下)个?月(?!底薪))",
            r"(?P<week>(?P<wk>上|本|这)(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末])?(?!年|期|刊|报|边|围))",
            rf"(?P<plan>{_STAGE_OF_PLAN})",
            rf"(?P<glued>(?<![\d./-])(?<!\d:)(?<![号码话DQ][:：])(?:19|20)\d{{4,6}}(?![\d.％%/-]|年|元|万|亿|家|个|[A-Za-z]){_TIME})",
            # 314日，按照部署…: the sign of the month lost, where a sentence begins with its day
            r"(?P<monthless>(?:^|(?<=[。！!;；\s]))(?P<digits>\d{3,4})日(?=[，,]|[上下]午|晚))",
            r"(?P<monthday>(?<![\d.:/-])(?P<mm>[01]\d)-(?P<dd>[0-3]\d)(?![\d-]))",
            r"(?P<vague>近日|新年伊始|岁末(?:年初)?|岁首|近期|不久前|前不久|连日来|最近(?=[，,])|(?<![\d一二三四五六七八九十几数今明昨])日前)",
            r"(?P<near>(?:今|昨|前|明|当)(?:天|日)|[今昨前][（(]\d{1,2}日?[）)](?:天|日)|(?:今|昨)(?:晨|晚|早))",
            rf"(?P<dayspan>(?<![\d月年.:/-])(?P<s1>\d{{1,2}}) *日? *{_TO} *(?P<s2>\d{{1,2}}) *日(?!{_NOT_A_DAY}))",
            rf"(?P<dayonly>(?<![\d月年.一二三四五六七八九十廿个半几数])(?P<only>\d{{1,2}}) *日(?!{_NOT_A_DAY}))",
        )
    )
)
_PLAN = re.compile(_STAGE_OF_PLAN)
# 625, for 6月25日: only where a date line can stand, so the caller asks for it.
_LOST = re.compile(r"(?P<lost>(?<!\d)\d{3,4})(?=[,，][\u4e00-\u9fff])")
# The groups that hold a year, of those with one number: printed, in numerals, in two digits, as 今年.
_YEAR_GROUPS = {
    n: [name if (name := f"{kind}{n}") in _EXPRESSIONS.groupindex else None for kind in ("y", "cy", "yy", "shift")]
    for n in (1, 2, 4, 8, 9, 10, 11)
}
_SHIFT_OF_MONTH = {"上": -1, "本": 0, "下": 1}


class DateExpression(NamedTuple):
    """One date expression.

    precision: day, month, part (of a year), year, range or vague. needs: what a page date must supply:
    nothing, year, month or page (everything). shift counts years, or days, weeks or months where unit says so; until
    is the month (0: of the same month) and day on which a range ends; readings are all the days that digits without marks can mean.
    `resolve` makes days of it.
    """

    text: str
    start: int
    end: int
    precision: str
    needs: str
    year: int | None = None
    shift: int | None = None
    month: int | None = None
    day: int | None = None
    until: tuple[int, int] | None = None
    until_year: int | None = None
    readings: tuple[tuple[int | None, int, int], ...] = ()
    unit: str = ""


def read_number(text: str | None) -> int | None:
    """Read one or two digits or a Chinese numeral up to 99; None for anything else.

    Examples:
        >>> read_number("二十六"), read_number("十"), read_number("廿三"), read_number("7"), read_number("二三")
        (26, 10, 23, 7, None)
    """
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or any(char not in _DIGIT for char in tens + ones):
        return None
    value = _DIGIT[ones] if ones else 0
    return value + (10 * (_DIGIT[tens] if tens else 1) if ten else 0)


def _is_day(year: int | None, month: int, day: int) -> bool:
    """Tell whether a day exists; without a year, in a leap year."""
    return 1 <= month <= 12 and 1 <= day <= days.monthrange(year or 2000, month)[1]


def _month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, days.monthrange(year, month)[1])


def _add_months(year: int, month: int, shift: int) -> tuple[int, int]:
    """Return the month that lies some months later."""
    index = year * 12 + month - 1 + shift
    return index // 12, index % 12 + 1


def _year_of(match: re.Match, n: int) -> tuple[int | None, int | None]:
    """Return the printed year and the shift from the page's year, of the groups with one number."""
    year, numerals, short, shift = (match[name] if name else None for name in _YEAR_GROUPS[n])
    if year:
        return int(year), None
    if numerals:
        return int("".join(str(_DIGIT[char]) for char in numerals)), None
    if short:
        return (2000 if int(short) < 50 else 1900) + int(short), None
    return None, _SHIFTS[shift] if shift else None


def _needs(year: int | None, shift: int | None) -> str:
    """Say what a page date must supply for a date with a month."""
    return "nothing" if year is not None else "page" if shift is not None else "year"


def _glued(digits: str) -> tuple[tuple[int, int, int], ...]:
    """Return every way to read a year with month and day glued on, without leading zeros being needed.

    Examples:
        >>> _glued("2019222"), _glued("2019111")
        (((2019, 2, 22),), ((2019, 1, 11), (2019, 11, 1)))
    """
    year, rest = int(digits[:4]), digits[4:]
    cuts = [(rest[:cut], rest[cut:]) for cut in range(1, len(rest))]
    return tuple(
        (year, int(month), int(day))
        for month, day in cuts
        if len(month) <= 2
        and len(day) <= 2
        and _is_day(year, int(month), int(day))
        and not (len(rest) < 4 and (month[0] == "0" or day[0] == "0"))
    )


def _lost(digits: str) -> tuple[tuple[None, int, int], ...]:
    """Return every way to read 625 as month and day."""
    return tuple((None, month, day) for _, month, day in _glued("2000" + digits))


def _build(match: re.Match, text: str) -> DateExpression | None:
    """Turn one match into an expression; None where the numbers make no date."""
    kind = match.lastgroup
    here = {"text": text[match.start() : match.end()], "start": match.start(), "end": match.end()}
    if kind == "iso":
        year, month, day = int(match["iy"]), int(match["im"]), int(match["id"])
        if _is_day(year, month, day):
            return DateExpression(**here, precision="day", needs="nothing", year=year, month=month, day=day)
    elif kind == "dmy":
        year, a, b = int(match["ey"]), int(match["a"]), int(match["b"])
        orders = [(b, a)] if match["dsep"] == "." else [(b, a), (a, b)]
        readings = tuple(
            (year, month, day)
            for month, day in (orders if _is_day(year, b, a) else [(a, b)])
            if _is_day(year, month, day)
        )
        if readings:
            return DateExpression(**here, precision="day", needs="nothing", readings=readings)
    elif kind in ("split", "twodigit"):
        names = ("sy", "sm", "sd") if kind == "split" else ("ty", "tm", "td")
        year, month, day = (int(match[name]) for name in names)
        year += 0 if kind == "split" else 2000
        if _is_day(year, month, day):
            return DateExpression(**here, precision="day", needs="nothing", year=year, month=month, day=day)
    elif kind == "english":
        year, day = int(match["xy"]), int(match["xd"] or match["xe"])
        month = _MONTHS.index((match["xm"] or match["xn"])[:3].lower()) + 1
        if _is_day(year, month, day):
            return DateExpression(**here, precision="day", needs="nothing", year=year, month=month, day=day)
    elif kind == "days":
        year, shift = _year_of(match, 11)
        month, day, until = (read_number(match[name]) for name in ("m11", "d11", "d12"))
        if None not in (month, day, until) and _is_day(None, month, day) and _is_day(None, month, until):
            return DateExpression(
                **here,
                precision="range",
                needs=_needs(year, shift),
                year=year,
                shift=shift,
                month=month,
                day=day,
                until=(month, until),
            )
    elif kind == "range":
        year, shift = _year_of(match, 1)
        month, day = read_number(match["m1"]), read_number(match["d1"])
        if match["m2"]:
            until_year, until = _year_of(match, 2)[0], (read_number(match["m2"]), read_number(match["d2"]))
        else:
            until_year, until = None, (month, read_number(match["d3"]))
        if until[1] is None and until[0] and day is None:
            until = (until[0], days.monthrange(2001, until[0])[1]) if 1 <= until[0] <= 12 else (0, 0)
        if None not in (month, *until) and _is_day(None, month, day or 1) and _is_day(None, *until):
            return DateExpression(
                **here,
                precision="range",
                needs=_needs(year, shift),
                year=year,
                shift=shift,
                month=month,
                day=day or 1,
                until=until,
                until_year=until_year,
            )
    elif kind == "written":
        year, shift = _year_of(match, 4)
        month, day = read_number(match["m4"]), read_number(match["d4"])
        if month and match["d4"] and day and _is_day(year, month, day):
            return DateExpression(
                **here,
                precision="day",
                needs=_needs(year, shift),
                year=year,
                shift=shift,
                month=month,
                day=day,
            )
        if month and not match["d4"] and month <= 12:
            return DateExpression(
                **here, precision="month", needs=_needs(year, shift), year=year, shift=shift, month=month
            )
    elif kind == "years":
        first = int(match["y5"] or match["y6"])
        return DateExpression(
            **here,
            precision="range",
            needs="nothing",
            year=first,
            month=1,
            day=1,
            until=(12, 31),
            until_year=int(match["y7"]),
        )
    elif kind in ("part", "halfonly"):
        year, shift = _year_of(match, 8)
        name = match["half"] or match["halfonly"]
        quarter = next((value for value, char in enumerate("一二三四", 1) if char in name), None)
        if quarter:
            months = (1 if name.startswith("前") else 3 * quarter - 2, 3 * quarter)
        else:
            months = (1, 6) if name.startswith("上") else (7, 12)
        return DateExpression(
            **here,
            precision="part",
            needs="nothing" if year is not None else "page",
            year=year,
            shift=None if year is not None else shift or 0,
            month=months[0],
            day=1,
            until=(months[1], days.monthrange(2001, months[1])[1]),
        )
    elif kind == "since":
        return DateExpression(
            **here,
            precision="range",
            needs="page",
            shift=_year_of(match, 9)[1],
            month=1,
            day=1,
            unit="since",
        )
    elif kind == "year":
        year, shift = _year_of(match, 10)
        if shift is not None or EARLIEST <= year <= LATEST:
            return DateExpression(
                **here, precision="year", needs="page" if year is None else "nothing", year=year, shift=shift
            )
    elif kind == "dayof":
        day = read_number(match["dd2"])
        if day and 1 <= day <= 31:
            return DateExpression(
                **here, precision="day", needs="page", unit="month", shift=_SHIFT_OF_MONTH[match["dm"]], day=day
            )
    elif kind == "week":
        day = "一二三四五六日".find((match["wd"] or "").replace("天", "日").replace("末", "六")) if match["wd"] else None
        return DateExpression(
            **here,
            precision="range" if day is None or match["wd"] == "末" else "day",
            needs="page",
            unit="week",
            shift=-1 if match["wk"] == "上" else 0,
            day=day,
        )
    elif kind == "month":
        return DateExpression(
            **here, precision="month", needs="page", unit="month", shift=_SHIFT_OF_MONTH[match["month"][0]]
        )
    elif kind == "plan":
        return DateExpression(**here, precision="range", needs="plan", unit="plan")
    elif kind == "glued":
        readings = _glued(re.match(r"\d+", match["glued"]).group())
        if readings:
            return DateExpression(**here, precision="day", needs="nothing", readings=readings)
    elif kind == "monthless":
        readings = _lost(match["digits"])
        if readings:
            return DateExpression(**here, precision="day", needs="year", readings=readings)
    elif kind == "monthday":
        month, day = int(match["mm"]), int(match["dd"])
        if _is_day(None, month, day):
            return DateExpression(**here, precision="day", needs="year", month=month, day=day)
    elif kind == "vague":
        return DateExpression(**here, precision="vague", needs="page", unit="vague")
    elif kind == "near":
        return DateExpression(
            **here, precision="day", needs="page", unit="day", shift=_DAYS[match["near"][0]]
        )
    elif kind == "dayspan":
        day, last = int(match["s1"]), int(match["s2"])
        if 1 <= day < last <= 31:
            return DateExpression(**here, precision="range", needs="month", day=day, until=(0, last))
    elif kind == "dayonly":
        day = int(match["only"])
        if 1 <= day <= 31:
            return DateExpression(**here, precision="day", needs="month", day=day)
    return None


def read_expressions(
    text: str, plans: dict[str, int] | None = None, dateline: bool = False
) -> list[DateExpression]:
    """Find the date expressions of a text, in order, none inside another.

    plans gives the first year of each five-year plan (see `calendar.plan_years`); dateline allows `625,` at
    the head of the text, a day that has lost its marks.
    """
    # A line is asked for with and without its indent.
    bare = text.lstrip(" \u3000")
    found = _read(bare, dateline)
    if found and len(bare) < len(text):
        indent = len(text) - len(bare)
        found = [e._replace(start=e.start + indent, end=e.end + indent) for e in found]
    dated = (_of_plan(e, plans or {}) if e.needs == "plan" else e for e in found)
    return [e for e in dated if e]


def _of_plan(e: DateExpression, plans: dict[str, int]) -> DateExpression | None:
    """Return the years of a plan, or the one that is a stage of it; None for a plan whose years are not known."""
    name, stage = _PLAN.match(e.text).group("name", "stage")
    first = plans.get(name)
    if first is None:
        return None
    if stage in ("期间", "时期"):
        return e._replace(needs="nothing", year=first, month=1, day=1, until=(12, 31), until_year=first + 4)
    turn = 4 if stage in ("收官之年", "最后一年") else 0 if stage == "开局之年" else _DIGIT[stage[1]] - 1
    return e._replace(precision="year", needs="nothing", year=first + turn)


@lru_cache(maxsize=1024)
def _read(text: str, dateline: bool) -> tuple[DateExpression, ...]:
    """Find the date expressions of a text, plans without their years; several steps read the lines of one page."""
    plain = text.translate(_WIDE) if _IS_WIDE.search(text) else text
    found = []
    if dateline:
        lost = _LOST.match(plain, len(plain) - len(plain.lstrip(" \t\u3000?？")))
        readings = _lost(lost.group("lost")) if lost else ()
        if readings:
            found.append(
                DateExpression(lost.group(), lost.start(), lost.end(), "day", "year", readings=readings)
            )
    position = found[0].end if found else 0
    for begin in _BEGINNINGS.finditer(plain):
        match = _EXPRESSIONS.match(plain, begin.start()) if begin.start() >= position else None
        expression = _build(match, text) if match else None
        if expression:
            found.append(expression)
            position = match.end()
    return tuple(found)


def _latest(month: int, day: int, reference: date) -> date:
    """Return the last such day that is not after the reference."""
    for year in range(reference.year, reference.year - 9, -1):
        if _is_day(year, month, day) and date(year, month, day) <= reference:
            return date(year, month, day)
    raise ValueError(f"month {month} has no day {day}")


def resolve(
    expression: DateExpression, reference: date | None = None
) -> tuple[date | None, date | None] | None:
    """Return the first and the last day that an expression can mean.

    What it leaves open is filled from a reference day (the page's date) and never lies after it unless the
    words say so. None where the expression needs a reference and there is none; an end that stays unknown is
    None.

    Examples:
        >>> resolve(read_expressions("9月15日")[0], date(2009, 9, 16))
        (datetime.date(2009, 9, 15), datetime.date(2009, 9, 15))
        >>> resolve(read_expressions("近日")[0], date(2017, 4, 18))
        (None, datetime.date(2017, 4, 18))
        >>> resolve(read_expressions("昨日")[0]) is None
        True
    """
    e = expression
    if e.needs != "nothing" and reference is None:
        return None
    if e.readings:
        readings = [
            date(year, month, day) if year else _latest(month, day, reference)
            for year, month, day in e.readings
        ]
        return min(readings), max(readings)
    if e.unit == "vague":
        return None, reference
    if e.unit == "day":
        day = reference + timedelta(days=e.shift)
        return day, day
    if e.unit == "week":
        monday = reference + timedelta(days=7 * e.shift - reference.weekday())
        if e.precision == "day":
            return monday + timedelta(days=e.day), monday + timedelta(days=e.day)
        return monday + timedelta(days=e.day or 0), monday + timedelta(days=6)
    if e.unit == "month":
        year, month = _add_months(reference.year, reference.month, e.shift)
        if e.day:
            return (date(year, month, e.day),) * 2 if _is_day(year, month, e.day) else None
        return date(year, month, 1), _month_end(year, month)
    if e.unit == "since":
        return date(reference.year + e.shift, 1, 1), reference
    if e.needs == "month":
        last = _latest_day(e.until[1] if e.until else e.day, reference)
        return last.replace(day=e.day), last
    year = e.year if e.year is not None else reference.year + e.shift if e.shift is not None else None
    if e.precision == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if year is None:
        year = _latest(e.month, e.day or 1, reference).year
    if e.precision == "month":
        return date(year, e.month, 1), _month_end(year, e.month)
    if not _is_day(year, e.month, e.day):
        return None
    first = date(year, e.month, e.day)
    if not e.until:
        return first, first
    until_year = e.until_year or year + (e.until < (e.month, e.day))
    last = _month_end(until_year, e.until[0])
    return first, min(last, date(until_year, e.until[0], min(e.until[1], last.day)))


def _latest_day(day: int, reference: date) -> date:
    """Return the last such day of a month that is not after the reference."""
    for back in range(3):
        year, month = _add_months(reference.year, reference.month, -back)
        if _is_day(year, month, day) and date(year, month, day) <= reference:
            return date(year, month, day)
    raise ValueError(f"no month before {reference} has a day {day}")


def read_dates(
    text: str, reference: date | None = None, plans: dict[str, int] | None = None, dateline: bool = False
) -> pd.DataFrame:
    """Read the date expressions of a text.

    One row per expression: text, start, end (in the text), precision (day, month, part, year, range, vague),
    needs (what the page date must supply: nothing, year, month, page), date_from and date_to (ISO, missing
    where they stay open).

    Examples:
        >>> frame = read_dates("9月15日召开，去年10月启动", date(2009, 9, 16))
        >>> frame[["text", "precision", "date_from", "date_to"]].values.tolist()
        [['9月15日', 'day', '2009-09-15', '2009-09-15'], ['去年10月', 'month', '2008-10-01', '2008-10-31']]
    """
    rows = []
    for e in read_expressions(text, plans, dateline):
        first, last = resolve(e, reference) or (None, None)
        rows.append(
            (
                e.text,
                e.start,
                e.end,
                e.precision,
                e.needs,
                first.isoformat() if first else pd.NA,
                last.isoformat() if last else pd.NA,
            )
        )
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype(
        {name: "string" for name in COLUMNS if name not in ("start", "end")} | {"start": int, "end": int}
    )
