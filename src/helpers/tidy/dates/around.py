"""What dating needs to know of a page: its lines and titles, where its article begins, what kind of text it is."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pandas as pd

from helpers.tidy.dates.bounds import PAPER_DAY, Line, bound
from helpers.tidy.dates.expressions import DateExpression
from helpers.tidy.dates.stamps import CREDITS, HEADLINE, PrintedLine, of_a_paper, printed_lines
from helpers.tidy.page.lines import Passages, fold

# A speech bears the name in its title (在…会议上的讲话); 出席会议并讲话 heads a report on one.
_SPEECH = re.compile(
    r"的(?:重要|动员|总结|表态|交流|主旨)?(?:讲话|致辞|致词|发言|讲稿|演讲)(?:稿|提纲|摘要|要点)?"
    r"(?:[（(【].*)?(?:\.docx?)?[ \u3000]*$"
)
_NOTICE = re.compile(
    r"(?:通知|通报|意见|方案|办法|决定|公告|公示|规定|细则|批复|函|要点|总结|规划|纲要|计划|通告|倡议书|公报|意见书|措施|纪要|打算)"
    r"(?:[（(【].*)?(?:\.docx?)?[ \u3000]*$"
)
_SALUTATION = re.compile(r"(?:同志|各位|尊敬的|朋友|女士|领导|嘉宾|来宾|代表).{0,30}[:：!！]?$")
_NUMBER_LINE = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[［(（](?:19|20)\d\d[〕\]］)）]\d*号$")
_BREAK = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z\d，,、“《（(])[^\S\n]*\n ?(?=[\u4e00-\u9fffA-Za-z\d“《（(])")
# What closes a paper: its day alone on a line, and below it what is attached.
_DAY_ALONE = re.compile(rf"{PAPER_DAY}$")
_ATTACHED = re.compile(r"附件? ?\d?[:：]")
_RECIPIENTS = re.compile(r"^各.{2,60}[:：]$")


@dataclass(frozen=True)
class Page:
    """What the rules need to know of a page: its lines, as passages and as printed, and what kind of text it is."""

    lines: list[Line]
    titles: list[Line]
    printed: list[PrintedLine]
    paper: bool
    speech: bool
    notice: bool
    lead: list[Line]
    tail: list[Line]


def _lines(clean: str, passages: Passages) -> list[Line]:
    """Split passages into lines, each with its role and place; blank ones are left out."""
    lines, folded = [], fold(clean)
    for start, end, role in passages:
        for part in _unwrapped(clean[start:end]).splitlines(keepends=True):
            if part.strip():
                text = part.rstrip("\n")
                lines.append(Line(role, text, start, folded[start : start + len(text)].replace("\n", " ")))
            start += len(part)
    return lines


def _unwrapped(text: str) -> str:
    """Put blanks for each break at which a paragraph goes on: no stop before it, no indent after it."""
    return _BREAK.sub(lambda gap: " " * len(gap.group()), text) if "\n" in text.rstrip() else text


def read_page(clean: str, passages: Passages) -> Page:
    """Sort the lines of a page and tell speeches and notices from reports."""
    lines, printed = _lines(clean, passages), printed_lines(clean, passages)
    titles = [Line(one.role, one.text, one.start) for one in printed if one.roles & HEADLINE or _is_title(one)]
    body = [line for line in lines if line.role == "body"]
    opening = [line.text.strip() for line in body[:3]]
    salutation = any(
        len(text) <= 40 and _SALUTATION.search(text) and text[-1] in ":：!！" for text in opening[:2]
    )
    speech = salutation or any(_SPEECH.search(line.text) for line in titles)
    numbered = any(_NUMBER_LINE.match(text) or _RECIPIENTS.match(text) for text in opening)
    attached = any(attaches(above, below) for above, below in pairwise(body))
    notice = not speech and (numbered or attached or any(_NOTICE.search(line.text) for line in titles))
    return Page(lines, titles, printed, of_a_paper(printed), speech, notice, _prose_of(body)[:3], body[-4:])


def attaches(line: Line, below: Line | None) -> bool:
    """Tell whether a line is the closing day of a paper, with what is attached below it."""
    return bool(below and _DAY_ALONE.match(line.text.strip()) and _ATTACHED.match(below.text.strip()))


def _is_title(line: PrintedLine) -> bool:
    """Tell whether a line before the article has the form of a speech's or a notice's title, whatever its role."""
    text = line.text.strip()
    plain = 10 <= len(text) <= 60 and not re.search("[。,;!?>|:]", text)
    formal = plain and (_SPEECH.search(text) or _NOTICE.search(text))
    return bool(formal) and line.zone == "head" and not line.roles & {"outline", "copyright"}


def _prose_of(body: list[Line]) -> list[Line]:
    """Leave out document number and recipients of a notice from the lines of a body."""
    return [
        line
        for line in body
        if not _NUMBER_LINE.match(line.text.strip()) and not _RECIPIENTS.match(line.text.strip())
    ]


def closes(line: Line, e: DateExpression) -> bool:
    """Tell whether a line is a closing date line: a date at its end, at most a sender before it.

    The date may lack its year, as that of a paper within a county may.
    """
    text = line.text.strip()
    return (
        e.precision in ("day", "month")
        and (e.needs == "nothing" or e.needs == "year" and e.precision == "day")
        and text.endswith(e.text.strip())
        and not re.search("[，。,；;！!：:]", text)
        and len(text) <= len(e.text) + 40
    )


def without_stamps(page: Page, taken: set[int], stamp: int) -> Page:
    """Leave out the lines on which the page dates itself, whatever their role, from what is read for the event.

    stamp is where the published line starts (-1: none): where most of the body follows it, the article begins after
    it.
    """
    spans = [(one.start, one.start + len(one.text)) for one in page.printed if one.start in taken]

    def stays(line):
        return not any(start <= line.start < end for start, end in spans)

    body = [line for line in page.lines if line.role == "body" and stays(line)]
    after = [line for line in body if line.start > stamp]
    if sum(len(line.text) for line in after) * 2 > sum(len(line.text) for line in body):
        body = after
    return replace(
        page,
        lines=[line for line in page.lines if line.role in CREDITS or stays(line)],
        lead=_prose_of(body)[:3],
        tail=body[-4:],
    )


def date_row(field, value, kind, line: Line, e: DateExpression, accepted, reason) -> dict:
    """Return the evidence row of one date expression."""
    return {
        "field": field,
        "value": value,
        "kind": kind,
        "text": e.text,
        "start": line.start + e.start,
        "end": line.start + e.end,
        "accepted": accepted,
        "reason": reason,
    }


def date_value(e: DateExpression, days: tuple[date | None, date | None] | None) -> str:
    """Write a resolved date, or what is printed of an open one (`--09-15`, the day of an unknown year)."""
    if days is not None:
        first, last = days
        return first.isoformat() if first == last and first else bound(first, last)
    if e.unit == "vague":
        return "../.."
    if e.month and e.day and not e.until:
        return f"--{e.month:02d}-{e.day:02d}"
    if e.month and not e.until:
        return f"--{e.month:02d}"
    return pd.NA
