"""The lives of formulations: when each appears, peaks and goes."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from .figures import drawable

LINE = 0.25  # inches per formulation


def draw_lives(curves: pd.DataFrame, lives: pd.DataFrame) -> Figure:
    """Draw a strip per formulation, the darker the higher its rate in a period, each by its own highest.

    Parameters
    ----------
    curves : as `measure.discovery.life_curves` gives them.
    lives : as `measure.discovery.lives` sums them up; the strips stand in this order from the top.

    Raises
    ------
    ValueError
        If there is no life to draw.
    """
    if lives.empty:
        raise ValueError("no life to draw: no formulation stands in a document with a year")
    rates = curves.pivot(index="phrase", columns="year", values="per_10k_chars").loc[lives["phrase"]]
    years = list(range(int(rates.columns.min()), int(rates.columns.max()) + 1, _step(rates.columns)))
    highest = rates.max(axis=1)
    table = rates.div(highest, axis=0).reindex(columns=years).to_numpy(dtype=float)
    figure, axes = plt.subplots(figsize=(9.5, 1.6 + LINE * len(lives)), layout="constrained")
    axes.set_facecolor("white")
    for column in np.flatnonzero(np.isnan(table).all(axis=0)):
        axes.axvspan(column - 0.5, column + 0.5, facecolor="white", edgecolor="0.8", hatch="////", linewidth=0,
                     zorder=0)
    axes.imshow(table, cmap="Greys", vmin=0, vmax=1, aspect="auto", interpolation="none", zorder=1)
    names = [f"{drawable(phrase)} ({n:,})" for phrase, n in zip(lives["phrase"], lives["count"])]
    axes.set_yticks(range(len(lives)), names, fontsize=8.5)
    every = max(1, len(years) // 14)
    axes.set_xticks(range(0, len(years), every), [str(year) for year in years[::every]], fontsize=8.5)
    axes.set_yticks(np.arange(len(lives) + 1) - 0.5, minor=True)
    axes.grid(which="minor", axis="y", color="0.85", linewidth=0.6)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel("year 年份; in brackets the count 括号内为次数")
    axes.set_title("The lives of formulations 提法的兴衰", fontsize=11)
    figure.legend(handles=[
        Patch(facecolor="0.05", label="its highest rate per 10,000 characters 本提法最高频率"),
        Patch(facecolor="white", edgecolor="0.7", label="none 无"),
        Patch(facecolor="white", edgecolor="0.8", hatch="////", label="no document 无文档"),
    ], loc="outside lower center", ncols=3, fontsize=8.5, frameon=False)
    return figure


def _step(years) -> int:
    """The length of the periods: the least distance between two."""
    return int(min(np.diff(sorted(years)), default=1))
