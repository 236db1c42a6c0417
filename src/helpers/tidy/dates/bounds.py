"""A bound on the time of a text as a row of evidence, and the lines in which it is looked for."""

from dataclasses import dataclass
from datetime import date

from helpers.tidy.dates.expressions import DateExpression, read_expressions

STOP = "。！？；!?;\n"
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# The day of a paper, in figures or Chinese numerals.
PAPER_DAY = r"(?:\d{4}年\d{1,2}月\d{1,2}日|[一二][〇零○O九]\S{2}年\S{1,2}月\S{1,3}日)"


@dataclass(frozen=True)
class Line:
    """One line of one passage: its role, its text, where it stands in the clean text, and the text folded."""

    role: str
    text: str
    start: int
    folded: str = ""

    def dates(self, plans: dict[str, int] | None = None, dateline: bool = False) -> list[DateExpression]:
        """The date expressions of the line, found in the folded text: several steps read it, and it is read once."""
        found = read_expressions(self.folded or self.text, plans, dateline)
        return [e._replace(text=self.text[e.start : e.end]) for e in found]


def bound(first: date | None, last: date | None) -> str:
    """Write an interval; an open end is two dots (ISO 8601-2).

    Examples:
        >>> bound(date(2018, 3, 13), None)
        '2018-03-13/..'
    """
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def bound_row(value, kind, text, start, accepted, reason, field="year") -> dict:
    """Return one evidence row."""
    return {
        "field": field,
        "value": value,
        "kind": kind,
        "text": text,
        "start": start,
        "end": start + len(text),
        "accepted": accepted,
        "reason": reason,
    }


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a span within its sentence."""
    left = max((text.rfind(stop, 0, start) for stop in STOP), default=-1) + 1
    right = min((at for stop in STOP if (at := text.find(stop, end)) >= 0), default=len(text))
    return text[left:start], text[end:right]


def in_title_marks(text: str, start: int) -> bool:
    """Tell whether a place in a line lies inside 《 》."""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)
