"""Find the dated terms of `data/calendar.csv` in a text: when could it have been said at all?

A text that names 十七届五中全会 cannot be older than that meeting, and one in which a dissolved agency acts can
hardly be younger than its end. The table holds these bounds with their sources; this module only reads and
matches.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.tidy.identity import once_per_table
from helpers.tidy.squeezed import Squeezed

COLUMNS = ["term", "kind", "first", "last", "precision", "note", "source"]

_VARIANTS = {
    "“": '[“"「『‘]',
    "”": '[”"」』’]',
    "-": "[-－—–~～至]",
    "（": "[（(]",
    "）": "[）)]",
    "《": "[《〈]",
    "》": "[》〉]",
}
# 二十八大 is not 十八大, and 十五大类 counts fifteen kinds.
_BEFORE_NUMBER = "(?<![一二三四五六七八九十])"
_AFTER_CONGRESS = "(?![类项块件行产工任举板体领重品企系支主特亮难热关措民基园平抓])"
_CONGRESS = re.compile("(?:[一二三]?十[一二三四五六七八九]?)大")
_COUNTED = re.compile("[一二两三四五六七八九十]个")
_NOWHERE = re.compile("(?!)")
_NAMED_COUNT = re.compile('[”"」』’]|战略布局|重要思想')


def read_calendar(path) -> pd.DataFrame:
    """Read the table of dated terms.

    One row per term: term, kind, first and last (ISO dates, last mostly missing), precision, note, source,
    all text.

    Raises ValueError, naming the file and the line, where a column is missing or a date is not an ISO date.
    """
    frame = pd.read_csv(Path(path), dtype="string")
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise ValueError(f"{path}: no column {', '.join(missing)}; the header must be {','.join(COLUMNS)}")
    for name in ("first", "last"):
        for line, value in enumerate(frame[name], start=2):
            if pd.isna(value):
                continue
            try:
                date.fromisoformat(value)
            except ValueError:
                raise ValueError(
                    f"{path}, line {line}: {name} is {value!r}; write it as YYYY-MM-DD"
                ) from None
    return frame[COLUMNS]


def _full_name(term: str) -> str:
    """Return a congress with the words that can stand before it, so that 党的十八大 does not hide 十八大精神."""
    return "党的" + term if _CONGRESS.match(term) else term


def _pattern(term: str) -> str:
    """Return the regular expression of a term, with the marks that sites print in several shapes."""
    pattern = "".join(_VARIANTS.get(char, re.escape(char)) for char in term)
    if term[0] in "十二":
        pattern = _BEFORE_NUMBER + pattern
    if term.endswith("大"):
        pattern += _AFTER_CONGRESS
    return f"(?:党的)?{pattern}" if _CONGRESS.match(term) else pattern


def _openings(term: str) -> Iterator[str]:
    """Return the first two characters of a term, in each shape."""
    yield from map("".join, product(_shapes(term[0]), _shapes(term[1])))
    if _CONGRESS.match(term):
        yield "党的"


def _shapes(char: str) -> set[str]:
    """Return the shapes in which sites print a character of a term."""
    return set(_VARIANTS.get(char, char)) - set("[]")


def _any_of(chars: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(set(chars))))}]"


class Term(NamedTuple):
    """A mention of a dated term: the calendar's row, and where it stands in the text."""

    term: str
    kind: str
    first: str
    last: str
    precision: str
    start: int
    end: int


class _Calendar:
    """The table of dated terms, ready to be looked for and looked up."""

    def __init__(self, calendar: pd.DataFrame):
        columns = {name: calendar[name].tolist() for name in COLUMNS[:5] if name in calendar}
        rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
        self.rows = {row["term"]: row for row in rows}
        opening = {term: re.fullmatch("“(.+五)”开局之年", term) for term in self.rows}
        self.plans = {
            match[1]: date.fromisoformat(self.rows[term]["last"]).year
            for term, match in opening.items()
            if match and not pd.isna(self.rows[term]["last"])
        }
        self.terms: dict[str, list[str]] = {}
        for term in sorted(self.rows, key=lambda term: (len(_full_name(term)), len(term)), reverse=True):
            for opening in _openings(term):
                self.terms.setdefault(opening, []).append(term)
        classes = map(_any_of, zip(*self.terms))
        self.begin = re.compile("{}(?={})".format(*classes)) if self.terms else _NOWHERE
        self.patterns: dict[str, re.Pattern] = {}

    def _pattern_of(self, opening: str) -> re.Pattern:
        """Return the pattern of the terms that begin so: one of all terms would be slow."""
        if opening not in self.patterns:
            self.patterns[opening] = re.compile("|".join(f"({_pattern(term)})" for term in self.terms[opening]))
        return self.patterns[opening]

    def find(self, text: str) -> list[Term]:
        """Return the mentions of a text, leftmost and longest; a blank or a hard line break parts no term."""
        found, whole, done = [], Squeezed.paragraphs(text), 0
        for begin in self.begin.finditer(whole.text):
            start, opening = begin.start(), whole.text[begin.start() : begin.start() + 2]
            possible = start >= done and opening in self.terms
            match = self._pattern_of(opening).match(whole.text, start) if possible else None
            if not match:
                continue
            done, row = match.end(), self.rows[self.terms[opening][match.lastindex - 1]]
            if _COUNTED.match(row["term"]) and not _NAMED_COUNT.match(whole.text, match.end()):
                continue
            found.append(Term(*(row[name] for name in Term._fields[:5]), *whole.span(*match.span())))
        return found

    def day(self, term: str) -> date | None:
        """Return the day of a meeting or document."""
        since = self.rows.get(term.removeprefix("党的") + "以来")
        if since:
            return date.fromisoformat(since["first"])
        own = self.rows.get(term)
        return date.fromisoformat(own["first"]) if own and own["precision"] != "year" else None


_indexed = once_per_table(_Calendar)


def mentions(text: str, calendar: pd.DataFrame) -> list[Term]:
    """Return the dated terms of a text in order, as `find_terms` does, without a frame."""
    return _indexed(calendar).find(text)


def find_terms(text: str, calendar: pd.DataFrame) -> pd.DataFrame:
    """Find dated terms, leftmost and longest.

    One row per mention: term, kind, first, last, precision (as in the calendar), start, end (in the text).
    Words that only count (四个全面 as four things of one's own) are left out unless they stand in quotation marks
    or are named.

    Examples:
        >>> calendar = pd.DataFrame({"term": ["十七届五中全会"], "kind": ["plenum"], "first": ["2010-10-15"],
        ...                          "last": [pd.NA], "precision": ["day"]})
        >>> find_terms("今年10月18日召开的十七届五中全会通过了建议", calendar)[["term", "start", "end"]].values.tolist()
        [['十七届五中全会', 11, 18]]
    """
    return pd.DataFrame(mentions(text, calendar), columns=Term._fields)


def plan_years(calendar: pd.DataFrame) -> dict[str, int]:
    """Return the first year of each five-year plan: the year in which its 开局之年 ends in the calendar.

    Examples:
        >>> plan_years(pd.DataFrame({"term": ["“十三五”开局之年"], "last": ["2016-12-31"]}))
        {'十三五': 2016}
    """
    return _indexed(calendar).plans


def meeting_day(term: str, calendar: pd.DataFrame) -> date | None:
    """Return the day on which a congress or plenum opened or a document came out, if the calendar knows it.

    A congress is spoken of from the day it is announced (its own row); it opened on the first day of "…以来".

    Examples:
        >>> calendar = pd.DataFrame({"term": ["十八大", "十八大以来"], "first": ["2011-10-18", "2012-11-08"],
        ...                          "precision": ["day", "day"]})
        >>> meeting_day("十八大", calendar)
        datetime.date(2012, 11, 8)
    """
    return _indexed(calendar).day(term)
