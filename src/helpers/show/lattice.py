"""The lattice of verb and scope: which slogans a collection uses, from the enterprise up to the nation."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ..measure.evolution import SCOPES

NAMES = {"enterprise": "企 enterprise", "district": "区 district", "county": "县 county", "city": "市 city",
         "province": "省 province", "nation": "国 nation", "other": "other 其他"}
# Area of the largest dot in points squared; the others are in proportion to their documents.
LARGEST = 1500


def draw_lattice(axes: Axes, cells: pd.DataFrame, n_documents: int) -> None:
    """Draw the lattice: scopes as steps from bottom to top, verbs side by side, a dot per cell that is used.

    Parameters
    ----------
    axes : where to draw.
    cells : as `measure.evolution.lattice` gives them. The area of a dot is its share of the documents; beside it
        stand the slogan, its mentions and documents, and the years.
    n_documents : how many documents there are.
    """
    verbs = cells.groupby("verb")["n_documents"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    scopes = [scope for scope in SCOPES if scope in set(cells["scope"])]
    if "other" in scopes:
        scopes = ["other", *(scope for scope in scopes if scope != "other")]
    for cell in cells.itertuples():
        x, y = verbs.index(cell.verb), scopes.index(cell.scope)
        axes.scatter([x], [y], s=LARGEST * cell.n_documents / n_documents, color="0.8", edgecolor="0.2", zorder=2)
        years = _years(cell.first_year, cell.last_year)
        axes.annotate(f"{cell.slogans.replace(' ', '、')}\n{cell.n_mentions} in {cell.n_documents} of {n_documents}{years}",
                      (x, y), xytext=(20, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_xticks(range(len(verbs)), verbs, fontsize=14)
    axes.set_yticks(range(len(scopes)), [NAMES[scope] for scope in scopes])
    axes.set_xlim(-0.3, len(verbs) - 0.2)
    axes.set_ylim(-0.6, len(scopes) - 0.4)
    axes.grid(color="0.9", zorder=0)
    axes.set_xlabel("verb 动词")
    axes.set_ylabel("scope 范围")


def _years(first, last) -> str:
    if pd.isna(first):
        return ""
    return f"\n{first}" if first == last else f"\n{first}–{last}"
