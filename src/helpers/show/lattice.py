"""The lattice of verb and scope: which slogans a collection uses, from the enterprise up to the nation, and when."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from matplotlib.patheffects import withStroke

from ..measure.evolution import SCOPES
from ..measure.wording import number
from .figures import NARROW, READ, drawable

SCOPE_LABELS = {"enterprise": "企\nenterprise", "district": "区\ndistrict", "county": "县\ncounty", "city": "市\ncity",
                "province": "省\nprovince", "nation": "国\nnation", "other": "其他\nother"}
VERB_LABELS = {"兴": "兴 xīng\nprosper", "立": "立 lì\nfound", "强": "强 qiáng\nmake strong", "振": "振 zhèn\ninvigorate",
               "富": "富 fù\nmake rich", "活": "活 huó\nenliven"}
# One mark for each verb, in every figure; they differ in shape and fill, so that paper and any eye tell them apart.
INK = "#00558c"
MARKS = {"兴": ("o", "white"), "立": ("^", "white"), "强": ("o", INK), "振": ("s", "white"), "富": ("D", INK),
         "活": ("v", INK)}
OTHER_MARK = ("X", INK)
MOST_COLUMNS = 3  # verbs side by side; more stand in a block of their own below
TITLE, VERBS, STEP, FOOT = 0.34, 0.46, 0.25, 1.32  # the title, the verbs above a block, the name of a scope, the legend
NAME, COUNT, MARKS_HIGH, NUMBERS = 0.25, 0.21, 0.42, 0.17  # lines of a box: a slogan, its documents, its years
GAP = 0.04  # around a box
NAME_SIZE, SIZE = 12.5, READ  # points of a slogan, and of all else
LEFT, RIGHT, NO_YEAR = 0.13, 0.80, 0.93  # where in a box the years begin and end, and where one without a year stands
SMALLEST, LARGEST = 26, 130  # area in points squared of a mark for one mention, and for the most
CHARACTER = 0.055  # width of a digit, of a box
LONGEST_COUNT = 17  # characters of documents and interval that fill a box; longer ones are set smaller


def draw_lattice(cells: pd.DataFrame, uses: pd.DataFrame, n_documents: int) -> Figure:
    """Draw the lattice: scopes as steps from the enterprise up, verbs side by side, in each cell its years.

    It is as wide as a phone can show it whole. A step that no document uses is a line, no row of boxes.

    Parameters
    ----------
    cells : as `measure.evolution.lattice` gives them.
    uses : as `measure.evolution.uses` gives them: the documents that use each cell.
    n_documents : how many documents there are.

    Raises
    ------
    ValueError
        If no cell is used.
    """
    if cells.empty:
        raise ValueError("no cell to draw: no document uses a slogan")
    verbs = [verb for verb in VERB_LABELS if verb in set(cells["verb"])]
    verbs += sorted(set(cells["verb"]) - set(verbs))
    blocks = [verbs[i : i + MOST_COLUMNS] for i in range(0, len(verbs), MOST_COLUMNS)]
    columns = len(blocks[0])
    steps = _steps(set(cells["scope"]))[::-1]
    years = _years(uses)
    by_year = uses.groupby(["verb", "scope", "year_from", "year_to"], dropna=False)["n_mentions"].sum().reset_index()
    heights = [[_height(cells, by_year, block, scope) for scope in steps] for block in blocks]
    height = TITLE + FOOT + sum(VERBS + sum(STEP + row for row in rows) for rows in heights)
    figure = plt.figure(figsize=(NARROW, height), layout="none")
    axes = figure.add_axes((0, 0, 1, 1))  # in inches, a column's width across
    axes.set_xlim(0, columns)
    axes.set_ylim(0, height)
    axes.axis("off")
    figure.suptitle("The lattice of the slogan 口号的格局", x=0.5, y=1 - 0.06 / height, va="top", fontsize=13)
    y = height - TITLE
    for block, rows in zip(blocks, heights):
        for column, verb in enumerate(block):
            axes.text(column + 0.5, y - VERBS / 2, drawable(VERB_LABELS.get(verb, verb)), ha="center", va="center",
                      fontsize=SIZE)
        y -= VERBS
        for scope, row in zip(steps, rows):
            used = "" if row else "   no document 无"
            axes.axhline(y, color="0.8", linewidth=0.8)
            axes.text(0.03, y - STEP / 2, SCOPE_LABELS[scope].replace("\n", " ") + used, va="center", fontsize=SIZE)
            y -= STEP + row
            for column, verb in enumerate(block if row else []):
                cell = cells[(cells["verb"] == verb) & (cells["scope"] == scope)]
                own = by_year[(by_year["verb"] == verb) & (by_year["scope"] == scope)]
                _draw_box(axes, column, y, row, cell, n_documents)
                if len(cell):
                    _draw_uses(axes, column, y, own, years, by_year["n_mentions"].max(), verb)
    axes.text(columns / 2, FOOT / 2 - 0.03, _legend(years), ha="center", va="center", fontsize=SIZE, linespacing=1.3)
    return figure


def _height(cells: pd.DataFrame, by_year: pd.DataFrame, verbs: list[str], scope: str) -> float:
    """The inches that a row of boxes needs: nothing where none is used."""
    row = cells[(cells["scope"] == scope) & cells["verb"].isin(verbs)]
    if row.empty:
        return 0.0
    years = by_year[(by_year["scope"] == scope) & by_year["verb"].isin(verbs)]["verb"].value_counts().max()
    names = max(len(_names(slogans)) for slogans in row["slogans"])
    return 3 * GAP + NAME * names + COUNT + MARKS_HIGH + (NUMBERS if years > 1 else 0)


def _names(slogans: str) -> list[str]:
    """The lines in which the slogans of a cell are written."""
    names = slogans.split()
    return names if len(names) < 3 else [names[0], f"{names[1]} …"]


def _steps(used: set[str]) -> list[str]:
    """The scopes from the bottom up: all between the lowest and the highest that is used, those of no rank below."""
    ranked = [i for i, scope in enumerate(SCOPES[:-1]) if scope in used]
    return ["other"] * ("other" in used) + (list(SCOPES[min(ranked) : max(ranked) + 1]) if ranked else [])


def _years(uses: pd.DataFrame) -> tuple[int, int] | None:
    ends = [int(year) for column in ("year_from", "year_to") for year in uses[column].dropna()]
    return (min(ends), max(ends)) if ends else None


def _draw_box(axes: Axes, column: int, y: float, height: float, cell: pd.DataFrame, n_documents: int) -> None:
    """Draw a cell's frame, filled the more documents use it, with its slogans and counts; an unused one stays empty."""
    share = cell["share_of_documents"].iloc[0] if len(cell) else 0
    style = dict(facecolor=str(1 - 0.22 * share), edgecolor="0.35", linewidth=0.9) if len(cell) else dict(
        facecolor="white", edgecolor="0.75", linewidth=0.7, linestyle=(0, (3, 3)))
    axes.add_patch(FancyBboxPatch((column + 0.02, y + GAP), 0.96, height - 2 * GAP, zorder=1, **style,
                                  boxstyle="round,pad=0,rounding_size=0.04"))
    if cell.empty:
        return
    one = cell.iloc[0]
    at = y + height - 2 * GAP
    for name in (names := _names(one["slogans"])):
        axes.text(column + 0.06, at - NAME / 2, drawable(name), fontsize=NAME_SIZE, va="center", zorder=4)
        at -= NAME
    axes.text(column + 0.95, at + NAME * (len(names) - 0.5), f"{one['n_mentions']:,}×", fontsize=SIZE, ha="right",
              va="center", zorder=4)
    count = f"{one['n_documents']:,} of {n_documents:,} 篇 {number(100 * one['low'], 0)}–{number(100 * one['high'], 0)}%"
    axes.text(column + 0.06, at - COUNT / 2, count, fontsize=SIZE * min(1, LONGEST_COUNT / len(count)), va="center",
              zorder=4)


def _draw_uses(axes: Axes, column: int, y: float, by_year: pd.DataFrame, years: tuple[int, int] | None, most: int,
               verb: str) -> None:
    """Draw the documents of each year as a mark on a line of years, over a bar where it may be several years."""
    y += GAP + 0.27
    mark, fill = MARKS.get(verb, OTHER_MARK)
    if years:
        axes.plot([column + LEFT, column + RIGHT], [y, y], color="0.6", linewidth=0.8, zorder=2, solid_capstyle="butt")
    uses = by_year.sort_values(["year_from", "year_to"], kind="stable")
    spots = []
    for use in uses.itertuples():
        known = [_at(year, years) for year in (use.year_from, use.year_to) if pd.notna(year)]
        spots.append(sum(known) / len(known) if known else NO_YEAR)
        if len(known) == 2 and known[0] < known[1]:
            axes.plot([column + known[0], column + known[1]], [y, y], color=INK, linewidth=2.2, zorder=2.5)
        area = SMALLEST + (LARGEST - SMALLEST) * (use.n_mentions - 1) / max(most - 1, 1)
        axes.scatter([column + spots[-1]], [y], s=area, marker=mark, facecolor=fill, edgecolor=INK, linewidth=1.1,
                     zorder=3, path_effects=[withStroke(linewidth=2.4, foreground="white")])
    labels = pd.DataFrame({"year": [_year(use) for use in uses.itertuples()], "at": spots,
                           "n": uses["n_mentions"].to_list()})
    for label in _placed(labels.sort_values("at", kind="stable")).itertuples():
        axes.text(column + label.at, y - 0.16, label.year, ha="center", va="center", fontsize=SIZE, zorder=4)
        if len(uses) > 1:
            axes.text(column + label.at, y + 0.19, f"{label.n:,}×", ha="center", va="center", fontsize=SIZE, zorder=4)


def _placed(labels: pd.DataFrame) -> pd.DataFrame:
    """Labels moved beside each other where there is room for all, else those with most mentions that are apart.

    One row per label from left to right: `year`, `at` (its middle, of a box), `n`.
    """
    widths = [CHARACTER * len(year) for year in labels["year"]]
    at, low, high = labels["at"].to_list(), 0.04, 0.965
    if sum(widths) > high - low:
        kept: list[int] = []
        for i in sorted(range(len(at)), key=lambda i: -labels["n"].iloc[i]):
            if all(abs(at[i] - at[other]) > (widths[i] + widths[other]) / 2 for other in kept):
                kept.append(i)
        return labels.iloc[sorted(kept)]
    left = low
    for i, width in enumerate(widths):
        at[i] = max(at[i], left + width / 2)
        left = at[i] + width / 2
    right = high
    for i, width in reversed(list(enumerate(widths))):
        at[i] = min(at[i], right - width / 2)
        right = at[i] - width / 2
    return labels.assign(at=at)


def _year(use) -> str:
    ends = [str(year) for year in (use.year_from, use.year_to) if pd.notna(year)]
    return "–".join(dict.fromkeys(ends)) if ends else "?"


def _at(year: int, years: tuple[int, int]) -> float:
    first, last = years
    return (LEFT + RIGHT) / 2 if first == last else LEFT + (RIGHT - LEFT) * (int(year) - first) / (last - first)


def _legend(years: tuple[int, int] | None) -> str:
    line = ("no document has a year 无年份" if years is None
            else f"{years[0]}" if years[0] == years[1] else f"line 横线: {years[0]}–{years[1]}")
    return (f"{line}\nmark 标记: the documents of a year 同年文档\n"
            "×, and the area of a mark: mentions 次数\n"
            "1 of 5 篇: documents 文档, with the 95% interval\nof their share 比例的95%区间\n"
            "darker 深: more documents 多; dashed 虚线: none 无")


def verb_handles(verbs) -> list[Line2D]:
    """What the marks of some verbs mean, for a legend."""
    return [Line2D([], [], linestyle="none", marker=MARKS.get(verb, OTHER_MARK)[0], markersize=7, markeredgecolor=INK,
                   markerfacecolor=MARKS.get(verb, OTHER_MARK)[1], label=drawable(verb)) for verb in verbs]
