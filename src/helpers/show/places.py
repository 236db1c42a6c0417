"""Name and draw the places of documents: labels beside a figure, a schematic with a tile a province."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..tables import DATA
from .figures import drawable, short_names
from .reading import place_pinyin

GRID = DATA / "province_grid.csv"
TILE = 0.92  # of the distance between two tiles: leaves a white line between neighbours
LIGHTEST, DARKEST = 0.72, 0.15  # greys of one document and of the most documents
WHITE_TEXT_BELOW = 0.5  # grey under which black letters cannot be read


def document_labels(documents: pd.DataFrame) -> dict[str, str]:
    """Return for each document its short name, its place and the place's pinyin, to stand beside a figure.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc_id": ["000_1b", "001_21"], "province": ["河南省", pd.NA],
    ...                           "city": ["商丘市", pd.NA], "district": pd.NA, "place_masked": [False, True]})
    >>> list(document_labels(documents).values())
    ['000 河南省商丘市\\nHénán Shěng Shāngqiū Shì', '001 place masked\\n地名隐去']
    """
    short = short_names(documents["doc_id"])
    labels = {}
    for row in documents.itertuples():
        names = [name for name in (row.province, row.city, row.district) if pd.notna(name)]
        masked = pd.notna(row.place_masked) and row.place_masked
        if names:
            hidden = " **" if masked else ""
            place, reading = "".join(names) + hidden, " ".join(map(place_pinyin, names)) + hidden
        else:
            place, reading = ("place masked", "地名隐去") if masked else ("place not known", "地点不明")
        labels[row.doc_id] = drawable(f"{short[row.doc_id]} {place}\n{reading}")
    return labels


def province_grid() -> pd.DataFrame:
    """Read the grid: one row per province, with names, `column` from the west, `row` from the north, reason.

    Examples
    --------
    >>> province_grid().query("short == '北京'")[["english", "column", "row"]].values.tolist()
    [['Beijing', 4, 2]]
    """
    types = dict.fromkeys(("adcode", "province", "short", "english", "reason"), "string")
    return pd.read_csv(GRID, dtype=types | {"column": "int64", "row": "int64"})


def draw_province_grid(counts: pd.DataFrame) -> Figure:
    """Draw how many documents each province has.

    Parameters
    ----------
    counts
        One row per province: `province` (the full name) and `n_documents`.

    Raises
    ------
    ValueError
        If a province has no tile in the grid.

    Examples
    --------
    >>> figure = draw_province_grid(pd.DataFrame({"province": ["河南省"], "n_documents": [2]}))
    >>> [text.get_text() for text in figure.axes[0].texts if "2" in text.get_text()]
    ['河南\\nHenan\\n2']
    >>> plt.close(figure)
    """
    grid = province_grid()
    unknown = sorted(set(counts["province"]) - set(grid["province"]))
    if unknown:
        raise ValueError(f"no tile for {', '.join(unknown)}: add a row to {GRID.name}, with a reason")
    grid = grid.merge(counts, on="province", how="left", validate="1:1")
    most = max(grid["n_documents"].max(), 2) if grid["n_documents"].notna().any() else 2
    figure, axes = plt.subplots(figsize=(8.4, 7), layout="constrained")
    for tile in grid.itertuples():
        held = pd.notna(tile.n_documents)
        grey = LIGHTEST - (LIGHTEST - DARKEST) * (tile.n_documents - 1) / (most - 1) if held else 1.0
        corner = (tile.column - TILE / 2, tile.row - TILE / 2)
        edge = "0.35" if held else "0.75"
        axes.add_patch(Rectangle(corner, TILE, TILE, facecolor=str(grey), edgecolor=edge))
        label = "\n".join([tile.short, *tile.english.split()] + [f"{tile.n_documents:.0f}"] * held)
        colour = ("white" if grey < WHITE_TEXT_BELOW else "black") if held else "0.45"
        axes.text(tile.column, tile.row, label, ha="center", va="center", fontsize=8, color=colour)
    axes.set_xlim(-0.6, grid["column"].max() + 0.6)
    axes.set_ylim(grid["row"].max() + 0.6, -0.6)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_title("Documents by province of the subject 各省份文档数\n(schematic, not a map 示意图，非地图)", fontsize=11)
    return figure
