"""Every mention as a mark on its document, in the years of the document, over the milestones of national policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import wrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .figures import NARROW, READ, drawable
from .lattice import INK, MARKS, OTHER_MARK, verb_handles

# Inches: of a document's line, its name above it; of the milestones' marks; of a line that names one, and between two
# of them; beside the years.
DOCUMENT, MARKED, LINE, APART, BESIDE = 0.8, 0.3, 0.175, 0.07, 0.3
HIGH = 3  # marks of mentions on top of each other
STEP = 0.092  # inches between two marks
BAR = 0.09  # of a document's line is the bar of its years
AROUND = 5  # years before and after the documents' within which milestones are drawn
LONGEST = 58  # characters of a line of a milestone's English name, and of a Chinese one with its year, which are wider
LONGEST_CHINESE = 34
PLATE = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}  # under a name, over the lines of the milestones


def near(milestones: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The milestones within `AROUND` years of the documents'; none where no document has a year.

    Parameters
    ----------
    milestones : `data/milestones.csv`.
    documents : `year_from` and `year_to`.

    Returns
    -------
    DataFrame
        One row per milestone, in the order of dates: the columns of `milestones`.

    Examples
    --------
    >>> milestones = pd.DataFrame({"date": ["1978-08-31", "2012-02-06"], "event_en": ["one", "two"]})
    >>> documents = pd.DataFrame({"year_from": [2009, pd.NA], "year_to": [2009, 2010]})
    >>> near(milestones, documents)["event_en"].tolist()
    ['two']
    """
    ends = pd.concat([documents["year_from"], documents["year_to"]]).dropna().astype(int)
    years = milestones["date"].str[:4].astype(int)
    if ends.empty:
        return milestones.iloc[:0]
    inside = years.between(ends.min() - AROUND, ends.max() + AROUND)
    return milestones[inside].sort_values("date", kind="stable", ignore_index=True)


def draw_milestones(mentions: pd.DataFrame, documents: pd.DataFrame, milestones: pd.DataFrame,
                    labels: Mapping[str, str]) -> Figure:
    """Draw a line per document, on it a bar for its years and a mark for every mention, and under it the milestones.

    The marks of a document are one block over the middle of its years: how wide a block is says how many they are,
    not when they were said.

    Parameters
    ----------
    mentions : those to draw, `doc_id` and `verb`.
    documents : `doc_id`, `year_from`, `year_to`; those with a year at either end are drawn.
    milestones : as `near` gives them.
    labels : what to write above each document's line, by `doc_id`.

    Raises
    ------
    ValueError
        If no document with a year is to be drawn.
    """
    known = documents[documents["doc_id"].isin(list(labels)) & documents[["year_from", "year_to"]].notna().any(axis=1)]
    if known.empty:
        raise ValueError("no document with a year to draw mentions on")
    known = known.sort_values(["year_from", "year_to"], kind="stable")
    ends = [int(year) for column in ("year_from", "year_to") for year in known[column].dropna()]
    dates = [_decimal(day) for day in milestones["date"]]
    low, high = min([*ends, *dates]), max([*(end + 1 for end in ends), *dates])
    n_mentions = mentions["doc_id"].value_counts().reindex(known["doc_id"], fill_value=0)
    widest = STEP * (n_mentions.max() // HIGH + 2)  # inches of the widest block of marks
    year = max(high - low, 1) / max(NARROW - BESIDE - widest, 1)  # the years of an inch
    low, high, step = low - year * widest / 2, high + year * widest / 2, STEP * year
    names = [_names(event) for event in milestones.itertuples()]
    heights = [DOCUMENT * len(known), MARKED, sum(LINE * len(lines) + APART for lines in names) or 0.1]
    figure, (top, middle, bottom) = plt.subplots(3, 1, figsize=(NARROW, sum(heights) + 1.9), layout="constrained",
                                                 height_ratios=heights)
    verbs = [verb for verb in MARKS if verb in set(mentions["verb"])]
    verbs += sorted(set(mentions["verb"]) - set(verbs))
    for line, document in enumerate(known.itertuples()):
        at = _draw_years(top, line, document, low, high)
        own = mentions.loc[mentions["doc_id"] == document.doc_id, "verb"]
        _draw_block(top, line, at, [verb for verb in verbs for _ in range((own == verb).sum())], step)
        top.text(0, line - 0.42, " ".join(labels[document.doc_id].split()), transform=top.get_yaxis_transform(),
                 va="center", fontsize=READ, bbox=PLATE)
    top.set_ylim(len(known) - 0.5, -0.62)
    top.set_xticks([])
    top.set_title("Every mention, by document and year\n每次提及，按文档与年份", fontsize=READ + 1)
    for axes in (top, middle):
        axes.set_yticks([])
        axes.set_xlim(low, high)
        axes.spines[["left", "right", "top"]].set_visible(False)
        for day in dates:
            axes.axvline(day, color="0.9", linewidth=0.7, zorder=0)
    top.spines["bottom"].set_visible(False)
    middle.plot(dates, [0] * len(dates), "d", markersize=6, color="0.25", alpha=0.7)
    middle.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    middle.tick_params(labelsize=READ)
    middle.set_xlabel("year 年份; ◆ national policy on quality 全国质量政策", fontsize=READ)
    _list_events(bottom, names, heights[-1])
    figure.legend(handles=verb_handles(verbs), loc="outside lower center", ncols=min(len(verbs), 4), fontsize=READ,
                  frameon=False, title="verb 动词; bar 横条: the year or years 年份", title_fontsize=READ)
    return figure


def _draw_years(axes: Axes, line: int, document, low: float, high: float) -> float:
    """Draw a document's years as a bar, open at an end that is not known; returns the middle of what is known."""
    first = low if pd.isna(document.year_from) else float(document.year_from)
    last = high if pd.isna(document.year_to) else float(document.year_to) + 1
    opened = pd.isna(document.year_from) or pd.isna(document.year_to)
    axes.barh(line + 0.36, last - first, BAR, first, facecolor="white" if opened else "0.7", edgecolor="0.5",
              linewidth=0.8, linestyle="--" if opened else "-", zorder=1)
    if pd.isna(document.year_from):
        return last - 0.5
    return first + 0.5 if pd.isna(document.year_to) else (first + last) / 2


def _draw_block(axes: Axes, line: int, middle: float, verbs: list[str], step: float) -> None:
    columns = -(-len(verbs) // HIGH)
    for number, verb in enumerate(verbs):
        column, row = divmod(number, HIGH)
        mark, fill = MARKS.get(verb, OTHER_MARK)
        axes.plot(middle + (column - (columns - 1) / 2) * step, line + 0.2 - row * STEP / DOCUMENT * 1.05, mark,
                  markersize=5.2, markerfacecolor=fill, markeredgecolor=INK, markeredgewidth=0.9, zorder=3)


def _names(event) -> list[str]:
    """The lines that name a milestone, in Chinese with its year and in English."""
    chinese = event.event_zh
    first = LONGEST_CHINESE - 5  # behind the year
    lines = [f"{event.date[:4]} {chinese[:first]}", *wrap(chinese[first:], LONGEST_CHINESE)]
    return lines + wrap(event.event_en, LONGEST)


def _list_events(axes: Axes, names: list[list[str]], height: float) -> None:
    """Write the names below each other, `height` inches in all."""
    top = 0.0
    for lines in names:
        axes.text(0, top, drawable("\n".join(lines)), fontsize=READ, va="top", linespacing=1.25, in_layout=False)
        top += LINE * len(lines) + APART
    axes.set_ylim(height, 0)
    axes.axis("off")


def _decimal(day: str) -> float:
    """A date as a number of years.

    Examples
    --------
    >>> _decimal("2012-01-01"), round(_decimal("2012-07-02"), 2)
    (2012.0, 2012.5)
    """
    when = date.fromisoformat(day)
    return when.year + (when.timetuple().tm_yday - 1) / 366
