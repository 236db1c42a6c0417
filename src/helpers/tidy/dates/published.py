"""Find the day on which a page says that it was published, and the lines that date something else of it.

Something else is the occasion of a speech, the issue of a notice, the dispatch of a report.
"""

import re
from dataclasses import dataclass
from datetime import date

from helpers.tidy.dates.around import Page, closes, date_row, date_value
from helpers.tidy.dates.bounds import Line
from helpers.tidy.dates.expressions import DateExpression, resolve
from helpers.tidy.dates.stamps import CREDITS, HEADLINE, PrintedLine, form_of, is_entry, label_of

# Readers' comments bear the same stamps as the article: 发表于 2016-02-14 23:01.
_POSTED = re.compile("发表于|发帖|楼|回复|网友")
# The stamp of a post dates the posting: a day beside the source of what was posted goes before it.
_POST = re.compile("发表于|发帖于?|发贴于?|楼主")
_LIVE = re.compile("访谈|直播|实录|答复(?:时间|日期)")
_FOOT = re.compile("版权|备案|ICP|技术支持|主办|承办|维护", re.IGNORECASE)
_CREDITED = re.compile("来源|记者|作者|编辑|通讯员|供稿")
# What a paper's own page ends on: 《某某日报》（2012年9月2日 A03版）.
_PAPER_AND_DAY = re.compile("[ (—–-]*(?:原载|摘自|转自|来源[:]?|据)?[ ]*《[^《》]{2,14}》[ ,]*[(]?[ ]*$")
# Behind the day of a speech stands the town in which it was held: 2012年8月9日　西宁.
_HELD_IN = re.compile("[ ·,]*(?:[于在] *)?[\u4e00-\u9fff]{2,6}")
# 时间：… and 地点：… on lines of their own tell when and where it was.
# 2013年1月7日在某县第十五届人民代表大会第二次会议上
_AT_CONGRESS = re.compile("[ ]*在[^，。,;]{2,24}第[^，。,;]{1,24}会议上?")
_TIME_OF, _PLACE_OF = re.compile("(?:时间|日期):"), re.compile("[ ]*(?:地点|会场):")
_WIRE = re.compile(r"[ \u3000]*(?:专)?[电讯]")


# A reader's upload: the text is not younger, and may be much older.
UPLOADED = "uploaded on that day; the text may be older"
_UPLOAD = re.compile("上传(?:时间|日期|于)?[ :]*$")


def _beside(page: Page, printed: PrintedLine) -> list[PrintedLine]:
    """The two printed lines on each side of one."""
    at = page.printed.index(printed)
    return [*page.printed[max(0, at - 2) : at], *page.printed[at + 1 : at + 3]]


def _is_occasion(page: Page, printed: PrintedLine, e: DateExpression) -> bool:
    """Tell whether a date line names the day of the occasion: bracketed, after a dash, or alone under a
    speech's title."""
    whole, label = printed.text.strip(), label_of(printed, e)
    if _TIME_OF.match(whole) and any(_PLACE_OF.match(one.text) for one in _beside(page, printed)):
        return True
    if label == "occasion":
        return printed.zone in ("head", "tail") or printed.role_at(e.start) in CREDITS
    if label == "issue":
        return page.notice or page.speech
    if label or re.search(r"\d:\d\d", e.text):
        return False
    own = printed.role_at(e.start) in CREDITS
    if len(whole) > 48 or not (page.speech or page.notice) or not (own or printed.zone == "head"):
        return False
    if whole.startswith(("——", "—", "--")) or (whole[0] in "([" and whole[-1] in ")]"):
        return own or "copyright" not in printed.roles
    behind = printed.text[e.end :].rstrip()
    if (own or printed.zone == "head") and whole.startswith(e.text.strip()) and _AT_CONGRESS.fullmatch(behind):
        return True
    held_in = page.speech and _HELD_IN.fullmatch(behind) and not form_of(printed)
    return "月" in e.text and (whole == e.text.strip() or bool(held_in) and whole.startswith(e.text.strip()))


def _signed_before(page: Page, e: DateExpression) -> bool:
    """Tell whether a notice is dated at its end, and earlier: the day of issue in the page's frame is then that of
    its publication.
    """
    if not page.notice or e.needs != "nothing":
        return False
    signed = [
        resolve(date)
        for line in page.tail
        for date in line.dates(dateline=True)
        if date.needs == "nothing" and closes(line, date)
    ]
    return any(days[1] < resolve(e)[0] for days in signed)


@dataclass(frozen=True)
class _Stamp:
    """A date that can be the day of publication, with what speaks for it."""

    line: Line
    date: DateExpression
    printed: PrintedLine
    label: str
    form: str

    @property
    def rank(self) -> tuple:
        """Order among the stamps of a page; the least is taken."""
        own = self.printed.role_at(self.date.start) in CREDITS
        return (
            self.date.needs != "nothing",
            self.label != "original",
            bool(_POST.search(self.printed.text[: self.date.start])),
            ("head", "body", "tail", "far").index(self.printed.zone),
            {"original": 0, "published": 0, "": 1, "late": 2}[self.label],
            self.form != "clock",
            not own,
            not self.printed.after_title,
        )


def _is_stamp(page: Page, printed: PrintedLine, e: DateExpression, label: str, form: str) -> bool:
    """Tell whether a date can be the day of publication: as the layout says, else by the form of its line."""
    role = printed.role_at(e.start)
    if label in ("visit", "issue") or not label and is_entry(printed):
        return False
    if role in CREDITS:
        archive = sum(date.precision == "month" for date in printed.dates) > 1
        return e.precision == "day" or role == "dateline" and e.needs == "nothing" and not archive
    if e.precision != "day" or e.needs != "nothing" or not form or role in ("copyright", "duplicate", "truncation"):
        return False
    if role == "body" and printed.zone == "body":
        return False
    if printed.zone == "tail":
        if role == "related" or _FOOT.search(printed.text):
            return False
        if form == "bare" and not label:
            return bool(_CREDITED.search(printed.above))
        if form == "outlet" and not label and _PAPER_AND_DAY.match(printed.text[: e.start]):
            return True
        return label in ("original", "published", "late") and not _POSTED.search(printed.text)
    if printed.zone != "head" or form == "fields" and role in ("related", "navigation"):
        return False
    return bool(label) or form != "bare" or printed.after_title or role in HEADLINE or page.paper


def published_rows(page: Page, first: date | None) -> tuple[list[dict], tuple | None, set]:
    """Return the rows of date lines and credits, the day of a wire line (本报北京3月5日电), in its own words, and where
    the lines start on which a page dates itself.

    first is the day before which the text cannot have been written: of several stamps one that is not older is taken.
    """
    stamps, events, wire, taken = [], [], None, set()
    for printed in page.printed:
        form = form_of(printed) if printed.dates else ""
        for e in printed.dates:
            role = printed.role_at(e.start)
            line = Line(role, printed.text, printed.start)
            if e.precision in ("vague", "part", "range", "year") or e.needs == "page":
                continue
            if (role == "dateline" or role == "body" and e.start < 16) and _WIRE.match(printed.text[e.end :]):
                wire = wire or (line, e)
            elif label_of(printed, e) == "issue" and e.precision == "day" and _signed_before(page, e):
                stamps.append(_Stamp(line, e, printed, "published", form))
                taken |= set() if role in CREDITS else {printed.start}
            elif e.precision in ("day", "month") and e.needs == "nothing" and _is_occasion(page, printed, e):
                events.append((line, e))
                taken |= set() if role in CREDITS else {printed.start}
            elif (label := label_of(printed, e)) == "visit":
                taken |= set() if role in (*CREDITS, "body") else {printed.start}
            elif _is_stamp(page, printed, e, label, form):
                stamps.append(_Stamp(line, e, printed, "" if label == "occasion" else label, form))
                taken |= set() if role in CREDITS else {printed.start}
    best = min(stamps, key=lambda stamp: (_too_early(stamp, first), stamp.rank), default=None)
    if best and (page.speech or page.notice):
        for stamp in stamps:
            if _is_day_of_speech(stamp, best):
                stamps.remove(stamp)
                events.append((stamp.line, stamp.date))
                break
        best = min(stamps, key=lambda stamp: (_too_early(stamp, first), stamp.rank))
    evidence = []
    for stamp in stamps:
        e = stamp.date
        days = resolve(e) if e.needs == "nothing" else None
        same = days is not None and days == resolve(best.date)
        if stamp is best:
            reason = "published line" if days else "published line without a year"
            if days and _UPLOAD.search(stamp.printed.text[: e.start]):
                reason = UPLOADED
        elif same:
            reason = "the same day again"
        else:
            reason = "another line is more clearly the published line; kept as a conflict"
        accepted = stamp is best or same
        evidence.append(date_row("published", date_value(e, days), "dateline", stamp.line, e, accepted, reason))
    for line, e in events:
        reason = "the day of the occasion, printed by itself or with a label of its own"
        if best and best.label != "original" and _issued_after(page, e, best):
            reason = "an issue later than the publication, and the paper bears an earlier day of its own"
            evidence.append(date_row("event", date_value(e, resolve(e)), "dateline", line, e, False, reason))
            continue
        evidence.append(date_row("event", date_value(e, resolve(e)), "dateline", line, e, True, reason))
        if not stamps and any(_LIVE.search(one.text) for one in (line, *page.titles)):
            reason = "put out on the day of the occasion: live, or as the answer to a letter"
            evidence.append(date_row("published", date_value(e, resolve(e)), "dateline", line, e, True, reason))
    return evidence, wire, taken


def _too_early(stamp: _Stamp, first: date | None) -> bool:
    """Tell whether a stamp lies before what the text names existed."""
    days = resolve(stamp.date) if stamp.date.needs == "nothing" else None
    return bool(days and first and days[1] < first)


def _issued_after(page: Page, issue: DateExpression, best: _Stamp) -> bool:
    """Tell whether a notice's field gives a day of issue behind its publication, and a line of it alone an earlier day."""
    if not page.notice or issue.needs != "nothing" or best.date.needs != "nothing":
        return False
    published = resolve(best.date)[1]
    signed = [
        resolve(date)[1]
        for line in page.lines
        if line.role == "body"
        for date in line.dates(dateline=True)
        if date.needs == "nothing" and date.precision == "day" and closes(line, date)
    ]
    return resolve(issue)[0] > published and any(day <= published for day in signed)


def _is_day_of_speech(stamp: _Stamp, best: _Stamp) -> bool:
    """Tell whether a day alone on its line of the page's head, without clock or label, precedes the published one."""
    day = stamp.date.text.strip()
    bare = stamp.printed.text.strip(" ()[]") == day and not re.search(r"\d:\d\d", day)
    if stamp is best or not bare or stamp.label or stamp.printed.zone != "head":
        return False
    days = [resolve(one.date) if one.date.needs == "nothing" else None for one in (stamp, best)]
    return all(days) and days[0][1] < days[1][0]
