"""Draw when the documents' events, publications and possible years lie, and how each is known."""

from datetime import date
from textwrap import shorten

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .figures import NARROW, READ, drawable

LABELS = {"event": "event 事件", "published": "publication 发表", "year": "possible years 可能年份"}
BASES = {
    "stated": "stated 文中写明", "inferred": "inferred 推断", "curated": "curated 人工考订",
    "unknown": "unknown 不明",
}
# Fill and hatch differ, so that greyscale print and every kind of colour vision tell them apart.
FILLS = {
    "stated": {"facecolor": "0.25", "edgecolor": "0.25"},
    "inferred": {"facecolor": "white", "edgecolor": "0.25", "hatch": "////"},
    "curated": {"facecolor": "0.75", "edgecolor": "0.25", "hatch": "..."},
}
MARKS = {"event": "o", "published": "D"}
MARK_FILLS = {"stated": "black", "inferred": "white", "curated": "0.65"}
LINE_HEIGHT = 0.75  # inches per document, its name above its line
BAR = 0.42  # height of a bar of possible years, in lines
LONGEST = 44  # characters of a document's name; longer ones are cut
LIFT = {"event": -0.1, "published": 0.1}  # of the marks, so that neither hides the other
ARROW = {"arrowstyle": "->", "color": "0.15", "shrinkA": 0, "shrinkB": 0}
POINT_DAYS = 62  # an interval up to two months is narrower than its mark


def draw_timeline(intervals: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw one line per document: bars for possible years, marks and lines for event and publication.

    An end that is not known is drawn as an arrow; a document without any date says so.

    Parameters
    ----------
    intervals
        Rows of `measure.timeline.date_intervals`.
    labels
        What to write beside each document's line, by `doc_id`, from the top down.

    Raises
    ------
    ValueError
        If there is no document to draw.
    """
    if not labels:
        raise ValueError("no document to draw a timeline of")
    spans = intervals[intervals["doc_id"].isin(list(labels))]
    ends = [_day(value) for column in ("first", "last") for value in spans[column].dropna()]
    low = date(min((end.year for end in ends), default=2000), 1, 1)
    high = date(max((end.year for end in ends), default=2000) + 1, 1, 1)
    low, high = mdates.date2num(low), mdates.date2num(high)
    room = max((high - low) * 0.04, 60)
    figure, axes = plt.subplots(figsize=(NARROW, 3.2 + LINE_HEIGHT * len(labels)), layout="constrained")
    for line, doc_id in enumerate(labels):
        here = spans[spans["doc_id"] == doc_id].set_index("what")
        axes.axhline(line, color="0.9", linewidth=0.8, zorder=0)
        name = drawable(" ".join(labels[doc_id].split()))
        axes.text(0.005, line - 0.26, shorten(name, LONGEST, placeholder="…"), transform=axes.get_yaxis_transform(),
                  va="bottom", fontsize=READ, zorder=4)
        if not here["first"].notna().any() and not here["last"].notna().any():
            axes.text((low + high) / 2, line, BASES["unknown"], ha="center", va="center", fontsize=READ,
                      color="0.3", bbox={"facecolor": "white", "edgecolor": "none"})
        _draw_years(axes, line, here.loc["year"], low, high, room)
        for what in MARKS:
            _draw_date(axes, line, what, here.loc[what], room)
    axes.set_yticks([])
    axes.set_ylim(len(labels) - 0.6, -0.75)
    axes.set_xlim(low - 1.5 * room, high + 1.5 * room)
    ticks = mdates.AutoDateLocator(minticks=3, maxticks=7)
    axes.xaxis.set_major_locator(ticks)
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(ticks, show_offset=False))
    axes.set_xlabel("date 日期", fontsize=READ)
    axes.tick_params(labelsize=READ)
    axes.set_title("When 何时: events, publications and\npossible years 事件、发表与可能年份", fontsize=READ + 1)
    axes.spines[["left", "right", "top"]].set_visible(False)
    figure.legend(handles=_legend(), loc="outside lower center", fontsize=READ, frameon=False, labelspacing=0.25)
    return figure


def _draw_years(axes, line, years, low, high, room):
    """Draw the years in which a document can have been written as a bar, with an arrow at an open end."""
    if pd.isna(years["first"]) and pd.isna(years["last"]):
        return
    first = _number(years["first"], low - room)
    last = _number(years["last"], high + room, after=1)
    fill = FILLS.get(years["basis"])
    if fill is None or pd.isna(years["first"]) or pd.isna(years["last"]):
        begin, end = (last, low - room) if pd.isna(years["first"]) else (first, high + room)
        axes.annotate("", (end, line), (begin, line), zorder=1,
                      arrowprops=ARROW | {"linestyle": "--", "color": "0.3"})
        axes.plot([begin, begin], [line - BAR / 2, line + BAR / 2], color="0.3", linewidth=1.2)
        return
    axes.barh(line, last - first, BAR, first, linewidth=0.8, zorder=1, **(fill | {"facecolor": _pale(fill)}))


def _pale(fill: dict) -> str:
    """Return a fill light enough for a mark to stand out on it."""
    return {"0.25": "0.55"}.get(fill["facecolor"], fill["facecolor"])


def _draw_date(axes, line, what, when, room):
    """Draw a date as a mark, with a line where it may be one of many days and an arrow at an open end."""
    if pd.isna(when["first"]) and pd.isna(when["last"]):
        return
    line += LIFT[what]
    first, last = _number(when["first"], 0), _number(when["last"], 0)
    if not first or not last:
        known = first or last
        tip = known + room if first else known - room
        axes.annotate("", (tip, line), (known, line), zorder=2,
                      arrowprops=ARROW)
        first = last = known
    elif last - first > POINT_DAYS:
        axes.plot([first, last], [line, line], color="0.15", linewidth=1.4, zorder=2)
    axes.plot((first + last) / 2, line, MARKS[what], markersize=7 if what == "event" else 5.5, zorder=3,
              markerfacecolor=MARK_FILLS.get(when["basis"], "white"), markeredgecolor="black",
              markeredgewidth=1.2)


def _legend() -> list:
    marks = [
        Line2D([], [], linestyle="none", marker=mark, markersize=7, markeredgecolor="black",
               markerfacecolor="black", label=LABELS[what])
        for what, mark in MARKS.items()
    ]
    bars = [
        Patch(label=f"{LABELS['year']}: {BASES[basis]}", linewidth=0.8, **(fill | {"facecolor": _pale(fill)}))
        for basis, fill in FILLS.items()
    ]
    opened = Line2D([], [], linestyle="--", color="0.3", label="one end unknown 一端不明")
    fills = [
        Line2D([], [], linestyle="none", marker="s", markersize=7, markeredgecolor="black",
               markerfacecolor=MARK_FILLS[basis], label=f"mark 标记: {BASES[basis]}")
        for basis in MARK_FILLS
    ]
    return [*marks, opened, *bars, *fills]


def draw_years(years: pd.DataFrame) -> Figure:
    """Draw how many documents are of each year, and how many more may be.

    Parameters
    ----------
    years
        Rows of `measure.timeline.possible_years`.

    Raises
    ------
    ValueError
        If there is no year to draw.
    """
    if years.empty:
        raise ValueError("no year to draw: no document has an interval of years that is closed at both ends")
    figure, axes = plt.subplots(figsize=(NARROW, 3.2), layout="constrained")
    at = years["year"].astype("int64")
    fixed, possible = years["n_fixed"].astype("int64"), years["n_possible"].astype("int64")
    axes.bar(at, fixed, color="0.3", edgecolor="0.3", label="of this year 确为该年")
    axes.bar(at, possible - fixed, bottom=fixed, facecolor="white", edgecolor="0.3", hatch="////",
             label="may be of this year 可能为该年")
    axes.set_xlabel("year 年份", fontsize=READ)
    axes.set_ylabel("documents 文档数", fontsize=READ)
    axes.tick_params(labelsize=READ)
    axes.xaxis.get_major_locator().set_params(integer=True, nbins=7)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.spines[["right", "top"]].set_visible(False)
    figure.legend(loc="outside lower center", frameon=False, fontsize=READ)
    axes.set_title("Documents by year 各年文档数", fontsize=READ + 1)
    return figure


def _day(value: str) -> date:
    return date.fromisoformat(value)


def _number(value, otherwise: float, after: int = 0) -> float:
    return otherwise if pd.isna(value) else mdates.date2num(_day(value)) + after
