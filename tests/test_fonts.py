"""Chinese in figures comes from the project's own font or stops with an error."""

import struct
import warnings
from pathlib import Path

import make_font
import matplotlib
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.figure import Figure

from helpers.show.fonts import FAMILY, FONT_FILE, MissingGlyphError, check_glyphs, save, strict_glyphs, use_fonts

# In GB2312 or Big5 and not in the font that ours is made from.
NOT_IN_SOURCE = set("ˍ‾∼≒")
PRIVATE_USE = "\ue47f"


@pytest.fixture
def fonts():
    """Draw with the project's font; afterwards all settings are as before."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        use_fonts()
        yield


def figure_with(text):
    """Return a figure that holds one text."""
    figure = Figure()
    figure.text(0.1, 0.5, text)
    return figure


@pytest.mark.parametrize(
    "characters",
    [
        make_font.charset("gb2312", make_font.GB2312_LEAD),
        make_font.charset("big5", make_font.BIG5_LEVEL_1_LEAD),
        make_font.PINYIN,
        "①⑳←↑→↓─│┌█，；（）「」〇−",
        "镕喆堃垚",
    ],
    ids=["GB2312", "Big5 level 1", "pinyin", "signs", "names"],
)
def test_font_covers(characters):
    assert set(characters) - NOT_IN_SOURCE <= {chr(code) for code in TTFont(FONT_FILE).getBestCmap()}


def test_font_has_its_own_name_and_licence():
    names = TTFont(FONT_FILE)["name"]
    assert names.getBestFamilyName() == FAMILY
    shown = [str(record) for record in names.names if record.nameID in {1, 3, 4, 6, 16}]
    assert shown and not [name for name in shown if "Noto" in name]
    assert "SIL OPEN FONT LICENSE" in (FONT_FILE.parent / "OFL.txt").read_text(encoding="utf-8")


def test_site_font_is_a_whole_woff2_of_the_same_tables():
    data = FONT_FILE.with_suffix(".woff2").read_bytes()
    signature, length, tables = struct.unpack_from(">4s4xLH", data)
    assert (signature, length, tables) == (b"wOF2", len(data), len(TTFont(FONT_FILE).reader.keys()))


def test_matplotlib_draws_with_the_file_of_the_package(fonts):
    assert Path(font_manager.findfont(matplotlib.rcParams["font.family"][0])) == FONT_FILE
    use_fonts()  # a second cell may ask again
    known = font_manager.fontManager.ttflist
    assert [entry.fname for entry in known if entry.name == FAMILY] == [str(FONT_FILE)]


def test_chinese_pinyin_and_minus_are_drawn(fonts, tmp_path):
    assert save(figure_with("质量强省 質量強省 zhìliàng −1 αβ"), tmp_path / "a.png").stat().st_size > 1000


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_same_figure_gives_same_bytes(fonts, tmp_path, suffix):
    first, second = (save(figure_with("质量强省"), tmp_path / f"{name}.{suffix}") for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    assert b"Date" not in first.read_bytes() and b"dc:date" not in first.read_bytes()


def test_saving_what_cannot_be_drawn_fails_and_writes_nothing(fonts, tmp_path):
    with pytest.raises(MissingGlyphError, match="Glyph 58495 .* missing"):
        save(figure_with(f"质量{PRIVATE_USE}"), tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()


def test_drawing_what_cannot_be_drawn_fails_without_a_context(fonts, tmp_path):
    with pytest.raises(UserWarning, match="Glyph 58495 .* missing"):
        figure_with(PRIVATE_USE).savefig(tmp_path / "a.png")


def test_other_warnings_stay_what_they_are():
    with pytest.raises(UserWarning, match="^something else$"), strict_glyphs():
        warnings.warn("something else", UserWarning, stacklevel=1)


def test_check_names_every_missing_character():
    with pytest.raises(MissingGlyphError, match=r"'\\ue47f' \(U\+E47F\), '\\ue78d' \(U\+E78D\)"):
        check_glyphs(["质\ue78d量", "强\n省\ue47f"])
