"""What the figures and tables of all notebooks have in common: type, greys, hatches, names that fit."""

from __future__ import annotations

import os
from collections.abc import Iterable

import matplotlib
import pandas as pd

from . import VARIABLE
from .alttext import show_in_words
from .fonts import MissingGlyphError, check_glyphs, use_fonts

WIDTH = 8.0  # inches; the site's column is about as wide at 100 dots per inch
# Inches. A phone shows a figure of this width whole, at three quarters of its size: what is read there at 11 pixels has
# the points of `READ` here. A wider one scrolls there at its own size, where 8 points are 11 pixels.
NARROW, READ = 4.7, 10.5
LONGEST_NAME = 24  # characters; longer ones squeeze the figure beside them
# Fills that stay apart on paper and for any eye: grey levels first, hatches where greys run out.
FILLS = (
    {"facecolor": "0.15"},
    {"facecolor": "0.55"},
    {"facecolor": "0.85"},
    {"facecolor": "1.0", "hatch": "////"},
    {"facecolor": "0.7", "hatch": "...."},
    {"facecolor": "1.0", "hatch": "xxxx"},
    {"facecolor": "1.0"},
)
STYLE = {
    "figure.dpi": 100,
    "figure.constrained_layout.use": True,
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "hatch.linewidth": 0.6,
    "text.parse_math": False,  # a $ in a file's name is no formula
}


def use_style() -> None:
    """Set Matplotlib and pandas for a notebook: the project's font, greys, and tables of a fixed width.

    Holds for the rest of the session. Nothing depends on the machine or the width of its terminal. Where a site is
    made, every figure says in words what it shows.

    Examples
    --------
    >>> use_style()
    >>> matplotlib.rcParams["text.parse_math"], pd.get_option("display.width")
    (False, 110)
    """
    use_fonts()
    matplotlib.rcParams.update(STYLE)
    for option, value in {
        "display.width": 110,
        "display.max_columns": None,
        "display.max_rows": 60,
        "display.min_rows": 30,
        "display.max_colwidth": 120,
        "display.precision": 4,  # a confidence of 0.9999 must not read 1.0
        "display.unicode.east_asian_width": True,
    }.items():
        pd.set_option(option, value)
    if VARIABLE in os.environ:
        show_in_words()


def short_names(doc_ids: Iterable[str]) -> dict[str, str]:
    """Give every document a name short enough for a figure: what stands before the first `_`, else the start.

    Where two names would be the same, they are numbered.

    Examples
    --------
    >>> short_names(["000_1b62", "001_21d1"])
    {'000_1b62': '000', '001_21d1': '001'}
    >>> short_names(["news_1", "news_2"])
    {'news_1': 'news_1', 'news_2': 'news_2'}
    """
    ids = list(doc_ids)
    heads = [doc_id.split("_")[0] for doc_id in ids]
    names = heads if len(set(heads)) == len(ids) and all(heads) else ids
    short = [name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…" for name in names]
    if len(set(short)) < len(ids):
        short = [f"{number} {name[: LONGEST_NAME - 6]}" for number, name in enumerate(short, start=1)]
    return dict(zip(ids, short, strict=True))


def drawable(text: str) -> str:
    """Return the text with a □ for every character that no font of the project has.

    Examples
    --------
    >>> drawable("质量\\ue47f")
    '质量□'
    """
    return "".join(character if _has_glyph(character) else "□" for character in text)


def _has_glyph(character: str) -> bool:
    try:
        check_glyphs(character)
    except MissingGlyphError:
        return False
    return True
