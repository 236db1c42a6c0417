"""Find the dated terms of `data/calendar.csv` in a text: when could it have been said at all?

A text that names 十七届五中全会 cannot be older than that meeting, and one in which a dissolved agency acts can
hardly be younger than its end. The table holds these bounds with their sources; this module only reads and
matches.
"""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

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


@lru_cache(maxsize=8)
def _matcher(terms: tuple[str, ...]) -> tuple[list[str], re.Pattern]:
    """Return the terms, longest first, and one pattern with a group for each: building it takes longer than a
    search."""
    ordered = sorted(terms, key=lambda term: (len(_full_name(term)), len(term)), reverse=True)
    # Most characters begin no term, and one look at the character is quicker than one try for each term.
    firsts = "".join(sorted({char for term in terms for char in _VARIANTS.get(term[0], term[0])} | {"党"}))
    return ordered, re.compile(f"(?=[{re.escape(firsts)}])(?:" + "|".join(f"({_pattern(term)})" for term in ordered) + ")")


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
    rows = []
    known = {term: row for term, row in zip(calendar["term"], calendar.to_dict("records"))}
    if known:
        ordered, pattern = _matcher(tuple(known))
        for match in pattern.finditer(text):
            row = known[ordered[match.lastindex - 1]]
            if _COUNTED.match(row["term"]) and not _NAMED_COUNT.match(text, match.end()):
                continue
            rows.append(
                {name: row[name] for name in ("term", "kind", "first", "last", "precision")}
                | {"start": match.start(), "end": match.end()}
            )
    return pd.DataFrame(rows, columns=["term", "kind", "first", "last", "precision", "start", "end"])


def plan_years(calendar: pd.DataFrame) -> dict[str, int]:
    """Return the first year of each five-year plan: the year in which its 开局之年 ends in the calendar.

    Examples:
        >>> plan_years(pd.DataFrame({"term": ["“十三五”开局之年"], "last": ["2016-12-31"]}))
        {'十三五': 2016}
    """
    years = {}
    for term, last in zip(calendar["term"], calendar["last"]):
        match = re.fullmatch("“(.+五)”开局之年", term)
        if match and not pd.isna(last):
            years[match.group(1)] = date.fromisoformat(last).year
    return years


def meeting_day(term: str, calendar: pd.DataFrame) -> date | None:
    """Return the day on which a congress or plenum opened or a document came out, if the calendar knows it.

    A congress is spoken of from the day it is announced (its own row); it opened on the first day of "…以来".

    Examples:
        >>> calendar = pd.DataFrame({"term": ["十八大", "十八大以来"], "first": ["2011-10-18", "2012-11-08"],
        ...                          "precision": ["day", "day"]})
        >>> meeting_day("十八大", calendar)
        datetime.date(2012, 11, 8)
    """
    since = calendar.loc[calendar["term"] == term.removeprefix("党的") + "以来", "first"]
    if len(since):
        return date.fromisoformat(since.iloc[0])
    own = calendar.loc[(calendar["term"] == term) & (calendar["precision"] != "year"), "first"]
    return date.fromisoformat(own.iloc[0]) if len(own) else None
