"""Chinese in figures: one font, kept in the package, so that no machine draws empty boxes or another face.

The font is a subset of Noto Sans SC under another family name (`tools/make_font.py` makes it). What it lacks
is looked for in the Latin font that Matplotlib brings; what both lack is an error, never an empty box.
"""

import functools
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib
from matplotlib import font_manager, ft2font
from matplotlib.figure import Figure

FAMILY = "Tifa Sans SC"
FALLBACK = "DejaVu Sans"
FONT_FILE = Path(__file__).parent / "assets" / "TifaSansSC-Regular.ttf"

_MISSING = r"Glyph \d+ .*missing from font"
# Without a fixed salt and with dates, the same figure saved twice would differ.
_SALT = "tifa"
_UNDATED = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}


class MissingGlyphError(ValueError):
    """A text to be drawn holds a character that no font of the project has."""


def use_fonts() -> None:
    """Make Matplotlib draw with the project's font, and stop at a character that it lacks.

    Holds for the rest of the session, for figures drawn by a notebook as well as for saved ones.

    Examples
    --------
    >>> use_fonts()
    >>> matplotlib.rcParams["font.family"]
    ['Tifa Sans SC', 'DejaVu Sans']
    """
    if FAMILY not in font_manager.fontManager.get_font_names():
        font_manager.fontManager.addfont(FONT_FILE)
    matplotlib.rcParams.update(
        {
            "font.family": [FAMILY, FALLBACK],
            "axes.unicode_minus": True,  # the font has U+2212
            "svg.fonttype": "path",  # outlines: a reader's machine may have no Chinese font
            "svg.hashsalt": _SALT,
        }
    )
    warnings.filterwarnings("error", message=_MISSING, category=UserWarning)


def check_glyphs(texts: str | Iterable[str]) -> None:
    """Check before drawing that every character of `texts` can be drawn.

    Raises
    ------
    MissingGlyphError
        where a character is in no font of the project; the message lists all of them.

    Examples
    --------
    >>> check_glyphs(["质量强省", "質量強省", "zhìliàng qiángshěng", "−1.5 ①"])
    >>> check_glyphs("质量\\ue47f")
    Traceback (most recent call last):
    helpers.show.fonts.MissingGlyphError: no glyph for '\\ue47f' (U+E47F): clean the text, or add the
    character to tools/make_font.py and run it
    """
    characters = set().union(*([texts] if isinstance(texts, str) else texts))
    missing = sorted(characters - _drawable() - {"\n"})
    if missing:
        named = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in missing)
        raise MissingGlyphError(
            f"no glyph for {named}: clean the text, or add the character to tools/make_font.py and run it"
        )


@contextmanager
def strict_glyphs() -> Iterator[None]:
    """Turn Matplotlib's warning of a missing glyph into a `MissingGlyphError` while the block draws.

    Examples
    --------
    >>> from io import BytesIO
    >>> use_fonts()
    >>> figure = Figure()
    >>> text = figure.text(0.1, 0.5, "\\ue47f")
    >>> with strict_glyphs():
    ...     figure.savefig(BytesIO())
    Traceback (most recent call last):
    helpers.show.fonts.MissingGlyphError: Glyph 58495 (\\ue47f) missing from font(s) ...
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=_MISSING, category=UserWarning)
        try:
            yield
        except UserWarning as warning:
            if not re.match(_MISSING, str(warning)):
                raise
            raise MissingGlyphError(str(warning)) from warning


def save(figure: Figure, path: Path | str) -> Path:
    """Save a figure so that the same figure gives the same bytes; return the path.

    Raises `MissingGlyphError` where a character cannot be drawn; the file is then not written.
    """
    path = Path(path)
    with strict_glyphs():
        figure.savefig(path, metadata=_UNDATED.get(path.suffix.removeprefix(".")))
    return path


@functools.cache
def _drawable() -> frozenset[str]:
    files = [str(FONT_FILE), font_manager.findfont(FALLBACK)]
    return frozenset(chr(code) for file in files for code in ft2font.FT2Font(file).get_charmap())
