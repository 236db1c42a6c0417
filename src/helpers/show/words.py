"""Figures of words: how often in which document, where in it, as a cloud, as bars, as a shift."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from wordcloud import WordCloud

from .figures import READ, WIDTH, drawable
from .fonts import FONT_FILE
from .prose import number, years

# In every figure words of the campaign are blue, which prints dark, and all others grey, which prints light.
CAMPAIGN, OTHER = "#00558c", "0.62"
CLOUD_PIXELS = (720, 420)
CLOUD_SEED = 5


def colour(word: str, family: str) -> str:
    """The colour of a word: that of the campaign where the family's name is in it.

    Examples
    --------
    >>> colour("质量强市", "质量") == CAMPAIGN, colour("企业", "质量") == OTHER
    (True, True)
    """
    return CAMPAIGN if family in word else OTHER


def colour_key(axes: Axes, family: str, **place) -> None:
    """Say what the two colours mean."""
    handles = [Patch(color=CAMPAIGN, label=f"holds {family} 含“{family}”"), Patch(color=OTHER, label="other words 其他词")]
    axes.legend(handles=handles, fontsize=READ, **({"loc": "best"} | place))


def document_captions(documents: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    """Name each document in two short lines: its name and its place with its years.

    Examples
    --------
    >>> row = {"doc_id": "000_1b", "province": "河南省", "city": "商丘市", "district": pd.NA, "place_masked": False,
    ...        "year_from": 2009, "year_to": 2009}
    >>> document_captions(pd.DataFrame([row]), {"000_1b": "000"})
    {'000_1b': '000\\n商丘市 2009'}
    """
    captions = {}
    for row in documents.itertuples():
        known = [part for part in (row.district, row.city, row.province) if pd.notna(part)]
        place = known[0] if known else "masked" if pd.notna(row.place_masked) and row.place_masked else "no place"
        captions[row.doc_id] = drawable(f"{names[row.doc_id]}\n{place} {years(row.year_from, row.year_to)}")
    return captions


def draw_heat(axes: Axes, rates: pd.DataFrame, label: str) -> None:
    """Draw rates as a heat map with the number in each cell; an empty cell is a rate that is not known.

    Parameters
    ----------
    axes : where to draw.
    rates : words as index, documents or groups as columns.
    label : of the colour bar, with its base.
    """
    values = rates.to_numpy(dtype=float, na_value=np.nan)
    image = axes.imshow(values, cmap="Greys", aspect="auto", vmin=0)
    middle = (np.nanmax(values) if np.isfinite(values).any() else 1) / 2
    for (i, j), value in np.ndenumerate(values):
        if np.isfinite(value):
            axes.text(j, i, number(value, 1) if value else "0", ha="center", va="center", fontsize=8,
                      color="white" if value > middle else "black")
    axes.set_xticks(range(rates.shape[1]), [drawable(str(name)) for name in rates.columns], fontsize=8)
    axes.set_yticks(range(rates.shape[0]), [drawable(word) for word in rates.index])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.figure.colorbar(image, ax=axes, label=label, shrink=0.7)


def draw_positions(figure: Figure, places: pd.DataFrame, terms: list[str], captions: Mapping[str, str]) -> None:
    """Draw where in each document the terms stand: a panel per term, a line per document, a stroke per occurrence.

    Parameters
    ----------
    figure : where to draw; its panels share their axes.
    places : as `measure.dispersion.positions` gives them.
    terms : the tokens, a panel for each.
    captions : the name of each document, in the order of the lines from the top.
    """
    panels = np.atleast_1d(figure.subplots(1, len(terms), sharex=True, sharey=True))
    lines = {doc_id: number for number, doc_id in enumerate(captions)}
    for panel, term in zip(panels, terms):
        own = places[places["token"] == term]
        panel.hlines(range(len(lines)), 0, 1, color="0.85", linewidth=1)
        panel.scatter(own["share"].astype(float), own["doc_id"].map(lines), marker="|", s=90, color=CAMPAIGN,
                      linewidth=1.2)
        panel.set_title(drawable(term), fontsize=11)
        for tick, side in zip(panel.set_xticks([0, 1], ["start 篇首", "end 篇末"], fontsize=8), ("left", "right")):
            tick.label1.set_horizontalalignment(side)
        panel.spines[:].set_visible(False)
        panel.tick_params(length=0)
    panels[0].set_yticks(range(len(lines)), list(captions.values()), fontsize=8)
    panels[0].set_ylim(len(lines) - 0.5, -0.5)


def draw_rates(axes: Axes, table: pd.DataFrame, rate: str, family: str, label: str) -> None:
    """Draw the rate of each word as a bar with its interval, the most frequent at the top.

    Where no upper limit can be set the interval is dotted and ends in an arrow.

    Parameters
    ----------
    axes : where to draw.
    table : one row per word: `token`, the column `rate` and its `_low` and `_high`, which may be <NA>.
    rate : the column that is drawn.
    family : the family of slogans, for the colour.
    label : of the axis, with its base.
    """
    rows = table.sort_values(rate, kind="stable")
    at = range(len(rows))
    axes.barh(at, rows[rate].astype(float), color=[colour(token, family) for token in rows["token"]])
    low, high = (rows[f"{rate}_{end}"].to_numpy(dtype=float, na_value=np.nan) for end in ("low", "high"))
    known = np.isfinite(low) & np.isfinite(high)
    for tone, width in (("white", 3), ("black", 1)):
        axes.hlines(np.flatnonzero(known), low[known], high[known], color=tone, linewidth=width)
    unbounded = np.flatnonzero(np.isfinite(low) & np.isnan(high))
    if len(unbounded):
        end = axes.get_xlim()[1]
        axes.hlines(unbounded, low[unbounded], end, color="black", linewidth=1, linestyle=":")
        axes.plot([end] * len(unbounded), unbounded, ">", color="black", markersize=5, clip_on=False)
        axes.set_xlim(0, end)
    axes.set_yticks(at, [drawable(token) for token in rows["token"]])
    axes.tick_params(labelsize=READ)
    axes.set_xlabel(label, fontsize=READ)


def draw_clouds(tables: Mapping[str, pd.Series], family: str, n_bars: int) -> Figure:
    """Draw a word cloud for each group and, beside it, the same counts as bars.

    Parameters
    ----------
    tables : by the name of the group, the counts of its words by falling count.
    family : the family of slogans, for the colour.
    n_bars : words that have a bar, the first of each table.
    """
    figure = plt.figure(figsize=(WIDTH + 1, 2.6 * len(tables)))
    panels = np.atleast_2d(figure.subplots(len(tables), 2, width_ratios=[3, 2]))
    for (left, right), (name, counts) in zip(panels, tables.items()):
        left.imshow(word_cloud(counts, family))
        left.set_axis_off()
        left.set_title(drawable(name), fontsize=11, loc="left")
        rows = counts.head(n_bars).iloc[::-1]
        right.barh(range(len(rows)), rows.astype(float), color=[colour(word, family) for word in rows.index])
        right.set_yticks(range(len(rows)), [drawable(word) for word in rows.index], fontsize=8)
        right.set_xlabel("count 次数", fontsize=8)
        right.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    return figure


def word_cloud(counts: pd.Series, family: str) -> np.ndarray:
    """Draw a word cloud as an image: a word's size grows with its count, its colour says whether it is the campaign's.

    Parameters
    ----------
    counts : the count of each word, by word.
    family : the family of slogans, for the colour.

    Returns
    -------
    numpy.ndarray
        Height, width and three colours. The same counts give the same image.
    """
    grey = round(255 * float(OTHER))
    cloud = WordCloud(
        font_path=str(FONT_FILE), width=CLOUD_PIXELS[0], height=CLOUD_PIXELS[1], background_color="white", margin=3,
        prefer_horizontal=1, relative_scaling=0.5, min_font_size=17, random_state=CLOUD_SEED,
        color_func=lambda word, **_: CAMPAIGN if family in word else f"rgb({grey},{grey},{grey})",
    )
    return cloud.generate_from_frequencies({drawable(word): n for word, n in counts.items()}).to_array()


def draw_shift(axes: Axes, shift: pd.DataFrame, names: tuple[str, str], family: str) -> None:
    """Draw a word-shift graph: what each word adds to the difference, to the side of the group that uses it more.

    Parameters
    ----------
    axes : where to draw.
    shift : as `measure.wordshift.word_shift` gives it, the rows to draw.
    names : reference and target, left and right.
    family : the family of slogans, for the colour.
    """
    rows = shift.iloc[::-1].reset_index(drop=True)
    sign = np.where(rows["side"] == "target", 1.0, -1.0)
    share = 100 * rows["contribution"].abs() / rows["total"].abs()
    axes.barh(rows.index, sign * share.astype(float), color=[colour(token, family) for token in rows["token"]])
    reach = float(share.max()) * 1.5
    for line, (token, side) in enumerate(zip(rows["token"], sign)):
        axes.annotate(drawable(token), (side * float(share[line]), line), xytext=(4 * side, 0),
                      textcoords="offset points", ha="left" if side > 0 else "right", va="center", fontsize=READ)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_xlim(-reach, reach)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("share of the difference in per cent\n占差异的百分比", fontsize=READ)
    axes.tick_params(labelsize=READ)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.set_title(drawable(f"← more in {names[0]} 较多\nmore in {names[1]} 较多 →"), fontsize=READ)
