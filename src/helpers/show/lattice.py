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
from .figures import drawable

SCOPE_LABELS = {"enterprise": "企\nenterprise", "district": "区\ndistrict", "county": "县\ncounty", "city": "市\ncity",
                "province": "省\nprovince", "nation": "国\nnation", "other": "其他\nother"}
VERB_LABELS = {"兴": "兴 xīng\nprosper", "立": "立 lì\nfound", "强": "强 qiáng\nmake strong", "振": "振 zhèn\ninvigorate",
               "富": "富 fù\nmake rich", "活": "活 huó\nenliven"}
# One mark for each verb, in every figure; they differ in shape and fill, so that paper and any eye tell them apart.
INK = "#00558c"
MARKS = {"兴": ("o", "white"), "立": ("^", "white"), "强": ("o", INK), "振": ("s", "white"), "富": ("D", INK), "活": ("v", INK)}
OTHER_MARK = ("X", INK)
WIDTH, HEIGHT = 2.55, 1.06  # inches of a cell
HEAD, FOOT, SIDE = 0.85, 0.68, 1.15  # inches for title and verbs, for the legend, for the names of the scopes
BOX = 0.94  # of a cell is its box
# Height in a box of its slogans, its counts, and the line of the years with its numbers.
NAME_AT, COUNT_AT, YEARS_AT, NUMBER_OFF, YEAR_OFF = 0.82, 0.62, 0.27, 0.16, 0.17
NAME_SIZE, NAME_GROWS = 12.5, 6  # points of a slogan that no document uses, and what is added where all do
LEFT, RIGHT, NO_YEAR = 0.10, 0.82, 0.92  # where the years begin and end, and where a document without a year is drawn
SMALLEST, LARGEST = 22, 150  # area in points squared of a mark for one mention, and for the most
CHARACTER = 0.027  # width of a digit under a mark, of a cell: years that would lie on each other are left out


def draw_lattice(cells: pd.DataFrame, uses: pd.DataFrame, n_documents: int) -> Figure:
    """Draw the lattice: scopes as steps from the enterprise up, verbs side by side, in each cell its years.

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
    scopes = _steps(set(cells["scope"]))
    size = (SIDE + WIDTH * max(len(verbs), 2), HEAD + FOOT + HEIGHT * len(scopes))
    figure = plt.figure(figsize=size, layout="none")
    axes = figure.add_axes((SIDE / size[0], FOOT / size[1], 1 - (SIDE + 0.08) / size[0], 1 - (HEAD + FOOT) / size[1]))
    axes.set_xlim(0, max(len(verbs), 2))  # the legend needs the width of two
    axes.set_ylim(0, len(scopes))
    years = _years(uses)
    most = uses.groupby(["verb", "scope", "year_from", "year_to"], dropna=False)["n_mentions"].sum().max()
    for row, scope in enumerate(scopes):
        for column, verb in enumerate(verbs):
            cell = cells[(cells["verb"] == verb) & (cells["scope"] == scope)]
            own = uses[(uses["verb"] == verb) & (uses["scope"] == scope)]
            _draw_box(axes, column, row, cell, n_documents)
            if len(cell):
                _draw_uses(axes, column, row, own, years, most, verb)
    for column, verb in enumerate(verbs):
        for line, text in enumerate(reversed(drawable(VERB_LABELS.get(verb, verb)).split("\n"))):
            axes.text(column + 0.5, len(scopes) + 0.1 + 0.2 * line, text, ha="center", va="baseline", fontsize=11)
    axes.set_xticks([])
    axes.set_yticks([y + 0.5 for y in range(len(scopes))], [SCOPE_LABELS[scope] for scope in scopes], fontsize=11)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    figure.text(0.5, 1 - 0.12 / size[1], "The lattice of the slogan 口号的格局", ha="center", va="top", fontsize=13)
    _legend(figure, years)
    return figure


def _steps(used: set[str]) -> list[str]:
    """The scopes from the bottom up: all between the lowest and the highest that is used, those of no rank below."""
    ranked = [i for i, scope in enumerate(SCOPES[:-1]) if scope in used]
    return ["other"] * ("other" in used) + (list(SCOPES[min(ranked) : max(ranked) + 1]) if ranked else [])


def _years(uses: pd.DataFrame) -> tuple[int, int] | None:
    ends = [int(year) for column in ("year_from", "year_to") for year in uses[column].dropna()]
    return (min(ends), max(ends)) if ends else None


def _draw_box(axes: Axes, column: int, row: int, cell: pd.DataFrame, n_documents: int) -> None:
    """Draw a cell's frame, filled the more documents use it, with its slogans and counts; an unused one stays empty."""
    gap = (1 - BOX) / 2
    share = cell["share_of_documents"].iloc[0] if len(cell) else 0
    style = dict(facecolor=str(1 - 0.22 * share), edgecolor="0.35", linewidth=0.9) if len(cell) else dict(
        facecolor="white", edgecolor="0.85", linewidth=0.7, linestyle=(0, (3, 3)))
    axes.add_patch(FancyBboxPatch((column + gap, row + gap), BOX, BOX, boxstyle="round,pad=0,rounding_size=0.04",
                                  mutation_aspect=WIDTH / HEIGHT, zorder=1, **style))
    if cell.empty:
        return
    one = cell.iloc[0]
    slogans = one["slogans"].split()
    shown = "、".join(slogans[:3]) + "…" * (len(slogans) > 3)
    size = NAME_SIZE + NAME_GROWS * share if len(slogans) < 3 else NAME_SIZE - 3
    axes.text(column + LEFT - 0.03, row + NAME_AT, drawable(shown), fontsize=size, va="center", zorder=4)
    counts = (f"{one['n_documents']:,} of {n_documents:,} documents 篇 ({100 * one['low']:.0f}–{100 * one['high']:.0f}%), "
              f"{one['n_mentions']:,}×")
    axes.text(column + LEFT - 0.03, row + COUNT_AT, counts, fontsize=7.6, va="center", zorder=4, color="0.15")


def _draw_uses(axes: Axes, column: int, row: int, uses: pd.DataFrame, years: tuple[int, int] | None, most: int,
               verb: str) -> None:
    """Draw the documents of each year as a mark on a line of years, with a line under it where it may be several years."""
    y = row + YEARS_AT
    mark, fill = MARKS.get(verb, OTHER_MARK)
    if years:
        axes.plot([column + LEFT, column + RIGHT], [y, y], color="0.6", linewidth=0.8, zorder=2, solid_capstyle="butt")
    taken: list[tuple[float, float]] = []
    by_year = uses.groupby(["year_from", "year_to"], dropna=False)["n_mentions"].sum().reset_index()
    for use in by_year.sort_values("n_mentions", ascending=False, kind="stable").itertuples():
        known = [_at(year, years) for year in (use.year_from, use.year_to) if pd.notna(year)]
        at = sum(known) / len(known) if known else NO_YEAR
        if len(known) == 2 and known[0] < known[1]:
            axes.plot([column + known[0], column + known[1]], [y, y], color=INK, linewidth=2.2, zorder=2.5)
        area = SMALLEST + (LARGEST - SMALLEST) * (use.n_mentions - 1) / max(most - 1, 1)
        axes.scatter([column + at], [y], s=area, marker=mark, facecolor=fill, edgecolor=INK, linewidth=1.1, zorder=3,
                     path_effects=[withStroke(linewidth=2.4, foreground="white")])
        half = CHARACTER * len(_year(use)) / 2
        if all(at + half < left or at - half > right for left, right in taken):
            taken.append((at - half, at + half))
            for off, text, shade in ((NUMBER_OFF, f"{use.n_mentions:,}×", "0.1"), (-YEAR_OFF, _year(use), "0.35")):
                axes.text(column + at, y + off, text, ha="center", va="center", fontsize=7, color=shade, zorder=4)


def _year(use) -> str:
    ends = [str(year) for year in (use.year_from, use.year_to) if pd.notna(year)]
    return "–".join(dict.fromkeys(ends)) if ends else "?"


def _at(year: int, years: tuple[int, int]) -> float:
    first, last = years
    return (LEFT + RIGHT) / 2 if first == last else LEFT + (RIGHT - LEFT) * (int(year) - first) / (last - first)


def _legend(figure: Figure, years: tuple[int, int] | None) -> None:
    line = ("no document has a year 无年份" if years is None
            else f"{years[0]}" if years[0] == years[1] else f"line 横线: {years[0]}–{years[1]}")
    text = (f"{line}   ·   mark 标记: the documents of a year 同年文档, its area the mentions 面积为次数\n"
            "box 方框: darker 深 = more documents 篇数多, dashed 虚线 = no document 无\n"
            "in brackets the 95% interval of the share 括号内为比例的95%区间")
    figure.text(0.5, 0.1 / figure.get_figheight(), text, ha="center", va="bottom", fontsize=7.8, color="0.15",
                linespacing=1.5)


def verb_handles(verbs) -> list[Line2D]:
    """What the marks of some verbs mean, for a legend."""
    return [Line2D([], [], linestyle="none", marker=MARKS.get(verb, OTHER_MARK)[0], markersize=7, markeredgecolor=INK,
                   markerfacecolor=MARKS.get(verb, OTHER_MARK)[1], label=drawable(verb)) for verb in verbs]
