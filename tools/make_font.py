"""Make the project's font: a renamed subset of Noto Sans SC with what official Chinese prose needs.

    npm pack @expo-google-fonts/noto-sans-sc
    python tools/make_font.py expo-google-fonts-noto-sans-sc-*.tgz

Writes `TifaSansSC-Regular.ttf` (for Matplotlib and word clouds), the same as WOFF2 (for the site) and the
licence text into `src/helpers/show/assets`. The SIL Open Font License asks that a changed font carries
another name where the original reserves one; the new family name also keeps a system font of the old name
from being used in its place. Needs `brotli` beside the locked packages, for WOFF2 only: pip install brotli
"""

import argparse
import io
import tarfile
from pathlib import Path

import opencc
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Tifa Sans SC"
FILE_STEM = "TifaSansSC-Regular"
FONT_IN_TARBALL = "package/400Regular/NotoSansSC_400Regular.ttf"
LICENCE_IN_TARBALL = "package/LICENSE_FONT"
ASSETS = Path(__file__).resolve().parents[1] / "src" / "helpers" / "show" / "assets"
SIZE_LIMIT = 4 * 1024 * 1024  # bytes, per file: larger ones weigh on every clone

# The lead bytes of GB2312's symbols and characters, and of Big5's symbols and its level 1.
GB2312_LEAD = range(0xA1, 0xF8)
BIG5_LEVEL_1_LEAD = range(0xA1, 0xC7)

# What the two character sets lack: whole blocks, and pinyin letters.
BLOCKS = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematical operators, with the minus sign of axis labels
    (0x2460, 0x2473),  # ① to ⑳
    (0x2500, 0x259F),  # box drawing and block elements
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF01, 0xFF60),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width signs
]
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêếềḿńňǹĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛÜ"
# Characters of personal and place names that neither set has (喆, 垚, 埇桥, 鄠邑 …), and 畬, which misread text shows.
NAMES = (
    "畬㳇俶倓偲傕劼叡喆垚垟埇堃堌堽塱姮媖嫄嬿宬寔崟廙弢弨彧悰愔慜扆抃旂旻昉昪昳昺晢暐暕曈曌栟沄洣洺浉浛涢淏渃湉湴滘澛澥瀍炘"
    "燊燚牁牂犇猇玘玙珅珣珵珺琀琎琤瑀瑄瑢瑨璠甡甪硚碶礐祎祾禔禛翀翙翚翯翾讱谞赟郿鄠鋆頔驩骕龑龢"
)


def charset(codec: str, lead_bytes: range) -> set[str]:
    """Return the characters of a two-byte character set whose first byte is one of `lead_bytes`."""
    found = set()
    for lead in lead_bytes:
        for trail in range(0x40, 0xFF):
            try:
                found.add(bytes([lead, trail]).decode(codec))
            except UnicodeDecodeError:
                continue  # a pair that the set leaves free
    return found


def wanted() -> set[str]:
    """Return all characters that the font shall hold, where the source font has them."""
    characters = charset("gb2312", GB2312_LEAD) | charset("big5", BIG5_LEVEL_1_LEAD)
    # Repair converts scripts: what comes out of a character above must be there too.
    for conversion in ("t2s", "s2t"):
        characters |= set(opencc.OpenCC(conversion).convert("\n".join(sorted(characters)))) - {"\n"}
    for first, last in BLOCKS:
        characters |= {chr(code) for code in range(first, last + 1)}
    return characters | set(PINYIN) | set(NAMES)


def rename(font: TTFont) -> None:
    """Replace the family, full and PostScript names; keep copyright, licence and version."""
    names = font["name"]
    kept = {0, 5, 7, 8, 9, 10, 11, 13, 14}
    names.names = [record for record in names.names if record.nameID in kept]
    for name_id, text in [(1, FAMILY), (2, "Regular"), (3, FILE_STEM), (4, FAMILY), (6, FILE_STEM)]:
        names.setName(text, name_id, 3, 1, 0x409)


def make(tarball: Path, folder: Path) -> list[Path]:
    """Write TTF, WOFF2 and licence of the subset into `folder`; return the files.

    Raises ValueError where a file comes out larger than `SIZE_LIMIT`.
    """
    with tarfile.open(tarball) as archive:
        source = archive.extractfile(FONT_IN_TARBALL).read()
        licence = archive.extractfile(LICENCE_IN_TARBALL).read()
    options = Options()
    options.hinting = False
    options.layout_features = []  # vertical and localised forms: nothing here asks for them
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    # The dates and checksums of the source stay, so that the same input gives the same bytes.
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted()])
    subsetter.subset(font)
    rename(font)

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for suffix, flavor in [(".ttf", None), (".woff2", "woff2")]:
        path = folder / f"{FILE_STEM}{suffix}"
        font.flavor = flavor
        font.save(path)
        if path.stat().st_size > SIZE_LIMIT:
            size = f"{path.stat().st_size:,} bytes, the limit is {SIZE_LIMIT:,}"
            raise ValueError(f"{path.name} has {size}: take characters out of BLOCKS or NAMES")
        written.append(path)
    path = folder / "OFL.txt"
    path.write_bytes(licence)
    return written + [path]


def main() -> None:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("tarball", type=Path, help="what `npm pack` wrote")
    for path in make(parser.parse_args().tarball, ASSETS):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
