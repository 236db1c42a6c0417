"""Date a document: when the event was, when the text was published, and in which years it can have been
written.

Evidence comes first (`date_evidence`, every claim with its reason), the decision second (`settle_dates`).
Where a date stands decides what it can say: a published line dates the publication, the head of the article
its event, a closing date line the issue of a notice; a date in a list of links, a menu or a footer says
nothing. Event and publication are two things: a host's stamp does not move an event that the text puts into
another year.
"""

import re
from datetime import date, timedelta

import pandas as pd

from helpers.tidy.claims import COLUMNS, typed_claims
from helpers.tidy.dates.around import Page, attaches, closes, date_row, date_value, read_page, without_stamps
from helpers.tidy.dates.bounds import Line, bound, in_title_marks
from helpers.tidy.dates.calendar import plan_years
from helpers.tidy.dates.expressions import DateExpression, read_expressions, resolve
from helpers.tidy.dates.implied import implied_rows, month_past_row
from helpers.tidy.dates.published import UPLOADED, published_rows
from helpers.tidy.dates.stamps import HEADLINE
from helpers.tidy.page.lines import Passages, spans_of

FIELDS = [
    "event_from",
    "event_to",
    "published_from",
    "published_to",
    "year",
    "year_from",
    "year_to",
    "year_basis",
]

# A dissolved agency is still named for a while: a published line this much later than its last day stands.
GRACE = timedelta(days=365)

_REJECTED = {
    "related": "in a list of related links",
    "navigation": "in a menu or another part of the site's frame",
    "copyright": "in a copyright or site notice",
    "truncation": "in a notice that the text is cut",
    "duplicate": "in a second printing; the first one counts",
    "other": "in a caption, a comment or an advertisement",
    "outline": "in the contents list",
}
# What a work summary reports on: 2011年质量兴区工作总结.
_SUMMARY = re.compile(
    r"(?P<when>(?:(?:19|20)\d\d|二[〇零○]\S{2})年(?:上半年|下半年|[第前]?[一二三四]个?季度)?)度?"
    r"[^。，,]{0,24}(?:总结|工作报告|工作汇报|工作回顾|工作情况(?:报告|汇报)?|述职报告)"
    r"(?:[（(].*)?(?:\.docx?)?[ \u3000]*$"
)
_ACT = re.compile(
    "召开|举行|举办|启动|开幕|印发|出台|下发|发布|签订|签署|颁发|表彰|部署|会议|大会|仪式|出席|调研|检查|考察|抽查|拉开"
    "|推进会|座谈会|动员会|现场会|发布会|接受[^。，,]{0,8}(?:专访|采访)|揭牌|挂牌|通过|命名|获悉|授|宣布|开展|走进|深入|督查|约谈|约请|带队|会上"
    "|召開|舉行|啟動|會議|大會|儀式|發佈"
)
# 某某网8月25日消息：日前…: the day of the dispatch.
_DISPATCH = re.compile("[ ]*(?:消息|报道|电|讯)[:：,， ]")
_SENDER = re.compile(r"[\u4e00-\u9fff]{2,30}(?:政府|办公室|办公厅|局|厅|委|委员会|领导小组|部|院)")
_UNTIL = re.compile(r"(?:到|至|截至|截止)$")
_EXPLAINED = re.compile(r"[（(][^，。）)]{0,4}\d{1,2}[月日]")
_DEADLINE = re.compile(r"^(?:底|末|中旬)?(?:以?前|之前|止|完成)")
_SINCE = re.compile(r"^(?:起|以来|开始|至今|到)")
_EARLIER = re.compile(r"^[^，。,；;]{0,14}?(?:召开|闭幕|举行|印发|颁布|发布|通过|实施|出台)的")
_HERE = re.compile(r"(?:会|会议|大会|仪式|活动|座谈会|推进会)上|获悉|了解到")
_QUOTATION = re.compile(r"^[ \u3000]*(?:“[^“”]*”|「[^「」]*」)")
# 昨天是大会召开的日子 tells the day of the act; 9月5日是质量日 only explains one.
_DAY_OF_ACT = re.compile(r"是[^，。,；;]{1,30}(?:召开|举行|举办|启动|开幕|开馆|揭牌|挂牌|发布|印发)的(?:日子|一天|时刻)")
_PLANNED = re.compile(r"(?:将于|定于|拟于|将在|拟在)$")
_DONE = re.compile(r"^[^。；;！!]{0,40}?(?:了|已)")


def _disqualified(line: Line, e: DateExpression) -> str | None:
    """Say why a date in the text is not the day of the event, or None."""
    before, after = line.text[: e.start], line.text[e.end :]
    if _DISPATCH.match(after) and len(before.strip()) <= 12:
        return "the day of the dispatch"
    if in_title_marks(line.text, e.start):
        return "part of the name of a document or law"
    if re.search("每$|每年$", before) or re.match("[，,]?(?:是|为)", after) and not _DAY_OF_ACT.match(after):
        return "a day that returns or is only explained"
    if _PLANNED.search(before) or _DAY_OF_ACT.match(after):
        return None
    if _DEADLINE.match(after) or _UNTIL.search(before):
        return "a deadline, a target or the end of a period"
    if re.search("[自从]$", before) and (_SINCE.match(after) or e.precision in ("year", "month")):
        return "the start of something longer"
    if re.match("以来|至今|起施行|起实施|起执行", after):
        return "the start of something longer"
    if _EARLIER.match(after) and not _HERE.search(re.split("[。；;]", after)[0][:60]):
        return "belongs to another meeting or paper that the text mentions"
    return None


def _is_lead(line: Line, e: DateExpression) -> bool:
    """Tell whether a date opens a paragraph or stands in its first sentence with an act (召开, 举行 …)."""
    # What a quotation says that opens the paragraph stands before its first sentence.
    head = _QUOTATION.sub("", line.text[: e.start])
    opens = len(head.strip(" \t\u3000?？")) == 0
    clause = re.split("[。；;！!\n]", line.text[e.end :])[0]
    first_sentence = not re.search("[。；;！!]", head)
    after_quote = bool(re.search("[”』」][ \u3000]*$", head)) or head.endswith(
        ("，", ",", "？”", "！”", "。”")
    )
    if e.precision == "month":
        return opens and bool(_ACT.search(clause)) and not clause.startswith("一到")
    if opens:
        return True
    if head.endswith(("。", "？", "?", "！")):
        return bool(_ACT.search(clause))
    return (first_sentence or after_quote) and bool(_ACT.search(clause))


def _signed(above: Line | None, line: Line, e: DateExpression) -> bool:
    """Tell whether a date stands alone under the sender of a notice; what is sent with it may follow."""
    return bool(
        above and above.role == line.role == "body" and _SENDER.fullmatch(above.text.strip())
        and line.text.strip() == e.text.strip() and closes(line, e)
    )


# …请抓好落实。某市人民政府办公室2024年7月12日某某实施方案: letter, sender, day and paper run together.
_SENDER_BEFORE = re.compile(
    r"(?:^|[。！!”』][ \u3000]*|[ \u3000])(?!经|根据|按照|依据)[\u4e00-\u9fff]{0,20}"
    r"(?:人民政府|政府|管委会|办公室|办公厅|委员会|[市省县区]委|[局厅])[ \u3000]*$"
)
_DID = re.compile(r"[ \u3000]*(?:印发|发布|出台|下发|公布|颁布|召开|举行|举办|组织|启动|制定|批准|在|以|起|至|到|对|向|与|和|将|就|的|[，,、])")


def _signed_within(line: Line, e: DateExpression) -> bool:
    """Tell whether a date follows the sender of a paper within a paragraph, and the sender does nothing on that day."""
    return (
        e.precision == "day" and e.needs == "nothing" and bool(_SENDER_BEFORE.search(line.text[: e.start]))
        and not _DID.match(line.text, e.end)
    )


def _in_window(
    e: DateExpression, published: date | None, first: date | None, last: date | None, planned: bool
) -> tuple[tuple[date | None, date | None] | None, bool]:
    """Resolve a date of the text by the page's date, else by what the text takes for granted.

    Returns the days, or None, and whether the year was inferred. The text wins where its own latest day lies
    before what the page's date would give.
    """
    if e.needs == "nothing":
        return resolve(e), False
    if published:
        days = resolve(e, published + timedelta(days=200) if planned and e.needs == "year" else published)
        if days and (last is None or (days[0] or days[1]) <= last):
            return days, False
    if (
        last is None
        or first is None
        or e.unit
        or e.needs == "month"
        or (e.shift is not None and first.year != last.year)
    ):
        return None, False
    days = resolve(e, last)
    if days is None or days[0] is None or days[0] < first:
        return None, False
    earlier = resolve(e, days[0] - timedelta(days=1)) if e.shift is None else None
    return (None, False) if earlier and earlier[0] >= first else (days, True)


def _event_rows(
    page: Page, published: date | None, wire, bounds: tuple[date | None, date | None], plans: dict[str, int]
) -> list[dict]:
    """Return a row for each date of headline and body; those that name the event are accepted."""
    rows, candidates = [], []
    first, last = bounds
    one_year = first and last and first.year == last.year
    wire_day = resolve(wire[1], published or (last if one_year else None)) if wire else None
    for above, line, below in zip([None, *page.lines], page.lines, [*page.lines[1:], None]):
        in_lead = line in page.lead
        if line.role not in (*HEADLINE, "body"):
            continue
        for e in line.dates(plans, dateline=in_lead):
            if (
                e.precision in ("part", "year")
                or e.unit in ("since", "plan")
                or (e.unit == "month" and not e.day)
                or (e.unit == "day" and not in_lead)
            ):
                continue
            if e.unit == "vague" and not in_lead:
                continue
            reason = _disqualified(line, e)
            planned = bool(_PLANNED.search(line.text[: e.start]))
            by_wire = wire_day and (e.unit == "day" or e.needs == "month" and not published)
            days, inferred = _in_window(e, wire_day[1] if by_wire else published, first, last, planned)
            inferred |= bool(by_wire and days and not published)
            row = date_row("event", date_value(e, days), "implied" if inferred else line.role, line, e, False, "")
            row["kind"] = row["kind"] if row["kind"] in ("implied", "body") else "headline"
            rank = None
            if reason is None and line.role in HEADLINE:
                rank = 0 if e.precision == "day" and e.needs == "nothing" else None
            elif reason is None and (
                line in page.tail and (page.notice or page.speech) and closes(line, e)
                or page.notice and e.precision == "day" and (
                    _signed(above, line, e) or attaches(line, below) or line.role == "body" and _signed_within(line, e)
                )
            ):
                rank = 1
            elif (
                reason is None
                and in_lead
                and not page.speech
                and _is_lead(line, e)
                and not (e.unit == "day" and _EXPLAINED.match(line.text[e.end :]))
            ):
                rank = 2 if e.precision in ("day", "range") else 3 if e.unit == "vague" else 4
                rank += 6 * page.lead.index(line) + 3 * ("。" in line.text[: e.start])
            row["reason"] = reason or "a date inside the text, not the day it reports on"
            rows.append(row)
            if rank is not None:
                candidates.append((rank, len(rows) - 1, e, inferred, days))
    if page.speech:
        for row in rows:
            if row["kind"] == "body" and row["reason"].startswith("a date inside"):
                row["reason"] = "a day that the speaker mentions"
    if candidates:
        _, at, e, inferred, days = min(candidates, key=lambda item: item[:2])
        rows[at]["accepted"] = True
        rows[at]["reason"] = (
            "no year on the page and none that follows from it"
            if days is None and e.unit != "vague"
            else (
                "some time before a publication whose day is not known"
                if days is None
                else (
                    "the year follows from what the text takes for granted"
                    if inferred
                    else (
                        "some time up to the published day"
                        if e.unit == "vague"
                        else "the day the text gives itself"
                    )
                )
            )
        )
    return rows


def _frame_rows(page: Page) -> list[dict]:
    """Return the rejected rows of dates in the site's frame."""
    rows = []
    for line in page.lines:
        reason = _REJECTED.get(line.role)
        if reason is None:
            continue
        for e in line.dates():
            if e.precision in ("day", "month") and not e.unit:
                days = resolve(e) if e.needs == "nothing" else None
                rows.append(date_row("published", date_value(e, days), line.role, line, e, False, reason))
    return rows


def _speech_rows(page: Page, bounds: tuple[date | None, date | None], published: date | None) -> list[dict]:
    """Return the window of a speech whose year is known by inference: from its latest past day to the year's
    end."""
    first, last = bounds
    if published and last:
        last = min(last, published)
    if not page.speech or first is None or last is None or first.year != last.year:
        return []
    best = (first, None, None)
    for line in page.lines:
        if line.role != "body":
            continue
        for e in line.dates():
            after = line.text[e.end :]
            if (
                e.needs not in ("year", "page")
                or e.precision not in ("day", "month")
                or e.unit
                or e.shift not in (None, 0)
            ):
                continue
            if (
                not _DONE.match(after)
                or _disqualified(line, e)
                or re.match("[^。；;，,]{0,12}(?:将|要)", after)
            ):
                continue
            days = resolve(e, date(first.year, 12, 31))
            if days and best[0] < days[0] <= last:
                best = (days[0], line, e)
    began, line, e = best
    if (began, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return []
    if line is None:
        return [
            {
                "field": "event",
                "value": bound(began, last),
                "kind": "implied",
                "text": "",
                "start": pd.NA,
                "end": pd.NA,
                "accepted": True,
                "reason": "the year the speech speaks of as its own, after what it mentions as past",
            }
        ]
    return [
        date_row(
            "event",
            bound(began, last),
            "implied",
            line,
            e,
            True,
            "told as past, in the year the speech speaks of as its own",
        )
    ]


def _summary_rows(page: Page) -> list[dict]:
    """Return the year, half or quarter that the title of a work summary names: it is what the text is about."""
    for line in page.titles if page.notice else ():
        match = _SUMMARY.search(line.text)
        found = read_expressions(match["when"]) if match else []
        if found and found[0].needs == "nothing":
            e = found[0]._replace(start=match.start("when"), end=match.end("when"))
            value, reason = date_value(e, resolve(e)), "the time that the summary covers"
            return [date_row("event", value, "headline", line, e, True, reason)]
    return []


def _parse_day(text: str, end: bool) -> date | None:
    """Read an ISO date, month or year as its first or last day; None for an open end or a date without a
    year."""
    if text in ("", "..") or text.startswith("--"):
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts + [12 if end else 1])[:2]
    if not end:
        return date(year, month, 1)
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def claimed_days(row: dict) -> tuple[date | None, date | None]:
    """Read the value of an evidence row as first and last day.

    Raises ValueError, naming the field and the value, where it is not a date, a month, a year or two of them
    with a slash.
    """
    if pd.isna(row["value"]):
        return None, None
    first, _, last = str(row["value"]).partition("/")
    try:
        return _parse_day(first, False), _parse_day(last or first, True)
    except ValueError:
        raise ValueError(
            f"{row['kind']} gives {row['field']} as {row['value']!r}; "
            "write YYYY-MM-DD, YYYY-MM, YYYY or two of these with a slash"
        ) from None


_TRUST = {"body": 0, "headline": 0, "relation": 1, "implied": 2, "calendar": 3}


def _window(rows: list[dict]) -> tuple[date | None, date | None, bool, list[dict]]:
    """Intersect the bounds of the field year, the more trusted kinds first.

    Returns first and last day, whether the last day rests on the calendar alone (a dissolved agency), and the
    rows that contradict a more trusted one and were left out.
    """
    first = last = None
    likely, contrary = False, []
    bounds = [row for row in rows if row["field"] == "year" and row["accepted"] and row["kind"] in _TRUST]
    for row in sorted(bounds, key=lambda row: _TRUST[row["kind"]]):
        low, high = claimed_days(row)
        new_first = max((day for day in (first, low) if day), default=None)
        new_last = min((day for day in (last, high) if day), default=None)
        if new_first and new_last and new_first > new_last:
            contrary.append(row)
            continue
        if new_last != last:
            likely = row["kind"] == "calendar"
        first, last = new_first, new_last
    return first, last, likely, contrary


def date_evidence(
    clean: str, passages: pd.DataFrame, calendar: pd.DataFrame, bounds: list[dict] | None = None
) -> pd.DataFrame:
    """Collect every claim that a page makes about its dates.

    One row per claim: field (event, published, year), value (ISO date or interval, `..` for an open end,
    `--09-15` for a day whose year is not known), kind (dateline, headline, body, implied, relation, calendar,
    or the role of the part of the site that was rejected), text, start and end (in the clean text), accepted,
    reason. passages has the columns role, start, end and text and tiles the clean text; calendar is the table
    that `calendar.read_calendar` returns. bounds are further claims on the year, from what else is known of the page.

    Examples:
        >>> from helpers.tidy.dates.calendar import COLUMNS
        >>> lines = [("dateline", "2009年9月16日\\n"), ("body", "9月15日，全市质量工作会议召开。\\n"),
        ...          ("related", "往期回顾 2008年3月1日")]
        >>> starts = [0, 11, 29]
        >>> passages = pd.DataFrame({"role": [role for role, _ in lines], "text": [text for _, text in lines],
        ...                          "start": starts, "end": [11, 29, 43]})
        >>> evidence = date_evidence("".join(passages["text"]), passages, pd.DataFrame(columns=COLUMNS))
        >>> evidence[["field", "value", "kind", "accepted"]].values.tolist()
        [['published', '2009-09-16', 'dateline', True], ['event', '2009-09-15', 'body', True],
         ['published', '2008-03-01', 'related', False]]
        >>> settle_dates(evidence)["event_from"]
        '2009-09-15'
    """
    return typed_claims(date_claims(clean, spans_of(passages), calendar, bounds))


def date_claims(
    clean: str, passages: Passages, calendar: pd.DataFrame, bounds: list[dict] | None = None
) -> list[dict]:
    """Return the rows of `date_evidence`."""
    page = read_page(clean, passages)
    years = implied_rows(page.lines, calendar) + (bounds or [])
    years = _as_printed(years + month_past_row(page.lines, *_window(years)[:2]), clean)
    rows, wire, taken = published_rows(page, _window(years)[0])
    rows = _as_printed(rows, clean)
    told = {row["start"] for row in rows}
    frame = [row for row in _frame_rows(page) if row["start"] not in told]
    stamp = next((row["start"] for row in rows if row["field"] == "published" and row["accepted"]), -1)
    page = without_stamps(page, taken, stamp)
    published = next(
        (day for row in rows if row["field"] == "published" and (day := _accepted_day(row))), None
    )
    years = _without_contradictions(years, published)
    first, last, likely, _ = _window(years)
    if likely and published and last < published <= last + GRACE:
        last = None
    rows += _event_rows(page, published, wire, (first, last), plan_years(calendar))
    if wire:
        line, e = wire
        value = date_value(e, resolve(e, published))
        rows.append(date_row("event", value, "dateline", line, e, False, "the day of the dispatch"))
    if not any(row["field"] == "event" and row["accepted"] for row in rows):
        rows += _summary_rows(page) or _speech_rows(page, (first, last), published)
    return [{name: row.get(name, pd.NA) for name in COLUMNS} for row in rows + years + frame]


def _as_printed(rows: list[dict], clean: str) -> list[dict]:
    """Return the rows with the words as they stand in the clean text, white space and all."""
    return [row | {"text": clean[row["start"] : row["end"]]} for row in rows]


def _accepted_day(row: dict) -> date | None:
    """Return the last day of an accepted row."""
    return claimed_days(row)[1] if row["accepted"] else None


def _without_contradictions(years: list[dict], published: date | None) -> list[dict]:
    """Reject the bounds that lie after the published day or contradict a more trusted bound; the rows
    stay."""
    checked = []
    for row in years:
        first = claimed_days(row)[0]
        if row["accepted"] and published and first and first > published:
            row = row | {"accepted": False, "reason": f"{row['reason']}; but the page was published before"}
        checked.append(row)
    contrary = _window(checked)[3]
    return [
        (
            row | {"accepted": False, "reason": f"{row['reason']}; contradicts better evidence"}
            if any(row is other for other in contrary)
            else row
        )
        for row in checked
    ]


def _iso(day: date | None):
    """Write a day, or missing."""
    return day.isoformat() if day else pd.NA


def _given(rows: list[dict], field: str) -> tuple[date | None, date | None, str] | None:
    """Return what a correction or the reader's own table says of a field, and which of them."""
    for kind in ("correction", "sidecar"):
        first = last = None
        for row in rows:
            if row["kind"] != kind or not row["accepted"]:
                continue
            if row["field"] == field:
                first, last = claimed_days(row)
            elif row["field"] == f"{field}_from":
                first = claimed_days(row)[0]
            elif row["field"] == f"{field}_to":
                last = claimed_days(row)[1]
        if first or last:
            return first, last, kind
    return None


def _accepted(rows: list[dict], field: str) -> list[dict]:
    """Return the accepted rows of a field that come from the page itself."""
    return [
        row
        for row in rows
        if row["field"] == field and row["accepted"] and row["kind"] not in ("correction", "sidecar")
    ]


def _settle_event(rows: list[dict], published: date | None, given: bool, years: tuple | None):
    """Return first and last day of the event and whether its year was inferred.

    Where the caller gave the published day, the words on the page are resolved again by that day; where the
    caller gave the years, days outside them are passed over and a day without a year is resolved by them.
    """
    for row in _accepted(rows, "event"):
        inferred = row["kind"] == "implied"
        days = claimed_days(row)
        window = inferred and "/" in row["value"]
        if given and published and row["text"] and not window:
            found = read_expressions(row["text"] + "，我", dateline=True)
            if found and found[0].needs != "nothing":
                days, inferred = resolve(found[0], published) or days, False
        if years:
            days = _within(row, days, years)
        if days[0] or days[1]:
            return days[0], days[1], inferred
    return None


def _within(row: dict, days: tuple[date | None, date | None], years: tuple) -> tuple[date | None, date | None]:
    """Return the days of a claim as far as they lie in the given years; (None, None) where none does."""
    first, last = years[:2]
    value = str(row["value"])
    if value.startswith("--") and first and last and first.year == last.year:
        try:
            return claimed_days(row | {"value": value.replace("--", f"{first.year}-")})
        except ValueError:  # 29 February
            return None, None
    outside = (first and days[1] and days[1] < first) or (last and days[0] and days[0] > last)
    return (None, None) if outside else days


def settle_dates(evidence: pd.DataFrame) -> dict:
    """Decide on the dates of one document from its evidence.

    evidence has one row per claim, as `date_evidence` returns it; rows of kind `sidecar` and `correction`
    that the caller adds (fields event, published, year, also with _from and _to) stand above all others.
    Returns event_from, event_to, published_from, published_to (ISO or missing), year, year_from, year_to
    (numbers or missing) and year_basis: stated, inferred, curated or unknown. The year is the event's, else
    that of the publication.

    Raises ValueError where a value is not a date.

    Examples:
        >>> row = {"field": "year", "value": "2018-03-13/2020-12-31", "kind": "relation", "text": "",
        ...        "start": 0, "end": 0, "accepted": True, "reason": ""}
        >>> settled = settle_dates(pd.DataFrame([row]))
        >>> settled["year_from"], settled["year_to"], settled["year_basis"]
        (2018, 2020, 'inferred')
    """
    return settle_date_claims(evidence.to_dict("records"))


def settle_date_claims(rows: list[dict]) -> dict:
    """Return what `settle_dates` does, from claims that are no frame yet."""
    published = _given(rows, "published")
    given_published = published is not None
    if published is None:
        found = next((days for row in _accepted(rows, "published") if any(days := claimed_days(row))), (None, None))
        published = (*found, "")
    day = published[1] or published[0]
    event, event_source, inferred = _given(rows, "event"), "", False
    if event:
        event_source = event[2]
    elif settled := _settle_event(rows, day, given_published, _given(rows, "year")):
        event, inferred = settled[:2], settled[2]
        event_source = published[2] if given_published else ""
    else:
        event = (None, None)
    first, last, basis = _settle_year(rows, event, event_source, inferred, published)
    return {
        "event_from": _iso(event[0]),
        "event_to": _iso(event[1]),
        "published_from": _iso(published[0]),
        "published_to": _iso(published[1]),
        "year": first if first is not None and first == last else pd.NA,
        "year_from": pd.NA if first is None else first,
        "year_to": pd.NA if last is None else last,
        "year_basis": basis,
    }


def _settle_year(rows, event, event_source, inferred, published) -> tuple[int | None, int | None, str]:
    """Return the first and the last possible year and what they rest on."""
    given = _given(rows, "year")
    if given:
        first, last, kind = given
        return (
            first.year if first else None,
            last.year if last else None,
            "curated" if kind == "correction" else "stated",
        )
    if any(event[:2]):
        ends = [day.year for day in event[:2] if day]
        basis = "curated" if event_source == "correction" else "inferred" if inferred else "stated"
        return min(ends), max(ends), basis
    first, last, likely, _ = _window(rows)
    day = published[1] or published[0]
    if likely and day and last < day <= last + GRACE:
        last = None
    if not published[2] and any(row["reason"] == UPLOADED for row in _accepted(rows, "published")):
        last = min(one for one in (last, day) if one)
    elif day and not (last and last.year < (published[0] or day).year):
        basis = "curated" if published[2] == "correction" else "stated"
        return (published[0] or day).year, day.year, basis
    first, last = _by_day(rows, first, last)
    if first is None or last is None:
        return first, last, "unknown"
    stated = any(row["kind"] in ("body", "headline") for row in _accepted(rows, "year"))
    return first, last, "stated" if stated and first == last else "inferred"


def _by_day(rows: list[dict], first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """Return the years of a window, less those at its ends whose own day (`--08-22`) lies outside it."""
    years = [first.year if first else None, last.year if last else None]
    values = [str(row["value"])[2:] for row in _accepted(rows, "event")]
    values = [value for value in values if re.fullmatch(r"\d\d-\d\d", value)]
    if not values or (first and last and years[0] == years[1]):
        return years[0], years[1]
    month_day = values[0]
    if first and month_day < first.isoformat()[5:]:
        years[0] += 1
    if last and month_day > last.isoformat()[5:]:
        years[1] -= 1
    return (years[0], years[1]) if None in years or years[0] <= years[1] else (first.year, last.year)
