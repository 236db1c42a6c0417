"""The damage that these pages have suffered, as a model that runs forward.

A page was put into Traditional characters one by one and held as GBK bytes. Then two tools worked on the bytes
without regard to where a character begins: one wrote a reading in parentheses behind each character of a list, the
other cut the text at the bytes of certain marks, decoded each piece by itself and put the mark back. A repair is only
made where this model, run on the repaired text, gives the damaged text again.
"""

from __future__ import annotations

from typing import Mapping

CODEC = "gb18030"  # of GBK's undefined pairs it alone maps every one to a private-use character and back
CUT_MARKS = {"！": b"\xa3\xa1", "？": b"\xa3\xbf", "。": b"\xa1\xa3"}
# Marks that sites turned into ASCII after decoding; 。 and 、 have no counterpart.
ASCII_MARKS = str.maketrans("，！？：；（）", ",!?:;()")

# What decoders other than Python's put for pairs that GBK leaves undefined (GB 18030-2022, WHATWG Encoding Standard).
_OTHER_DECODERS = {
    "︐": b"\xa6\xd9", "︒": b"\xa6\xda", "︑": b"\xa6\xdb", "︓": b"\xa6\xdc", "︔": b"\xa6\xdd",
    "︕": b"\xa6\xde", "︖": b"\xa6\xdf", "︗": b"\xa6\xec", "︘": b"\xa6\xed", "︙": b"\xa6\xf3",
    "龴": b"\xfe\x59", "龵": b"\xfe\x61", "龶": b"\xfe\x66", "龷": b"\xfe\x67", "龸": b"\xfe\x6d",
    "龹": b"\xfe\x7e", "龺": b"\xfe\x90", "龻": b"\xfe\xa0", "€": b"\x80", "\x80": b"\x80",
}
_AS_DECODED_HERE = str.maketrans({
    character: code.decode(CODEC) if len(code) == 2 else "?" for character, code in _OTHER_DECODERS.items()
})


def canonical(text: str) -> str:
    """Damaged text as Python's decoder would have shown it, whatever the site's decoder.

    Examples
    --------
    >>> canonical("\ufe10") == "\ue78d"
    True
    """
    return text.translate(_AS_DECODED_HERE)


def encode(character: str) -> bytes:
    """The one or two bytes that a character stands for in a damaged page; empty where it cannot stand in GBK."""
    known = _OTHER_DECODERS.get(character)
    if known:
        return known
    try:
        code = character.encode(CODEC)
    except UnicodeEncodeError:
        return b""
    return code if len(code) <= 2 else b""


def decode_pair(lead: int, trail: int) -> str | None:
    """The character of a GBK pair, a private-use one for an undefined pair; None where the bytes are no pair."""
    if not (0x81 <= lead <= 0xFE and 0x40 <= trail <= 0xFE and trail != 0x7F):
        return None
    try:
        return bytes((lead, trail)).decode(CODEC)
    except UnicodeDecodeError:
        return None


def decode_piece(piece: bytes, orphan: str = "") -> str:
    """Decode one piece as the sites did.

    A lead byte and the ASCII byte below 0x40 behind it become one `?`; a lead byte at the end of the piece or of a
    line becomes `orphan` (nothing, or `?` on some sites).
    """
    text, i = [], 0
    while i < len(piece):
        byte = piece[i]
        if byte < 0x80:
            text.append(chr(byte))
            i += 1
            continue
        if i + 1 == len(piece) or piece[i + 1] in b"\r\n":
            text.append(orphan)
            i += 1
            continue
        pair = decode_pair(byte, piece[i + 1])
        if pair is None:
            text.append("?")
            # 0x80 and 0xFF lead no pair and take nothing with them.
            i += 2 if 0x81 <= byte <= 0xFE else 1
        else:
            text.append(pair)
            i += 2
    return "".join(text)


def annotate(data: bytes, readings: Mapping[bytes, str]) -> bytes:
    """Write each listed pair's reading behind it, in code order, wherever the two bytes stand."""
    for pair in sorted(readings):
        if pair in data:
            data = data.replace(pair, pair + f"({readings[pair]})".encode(CODEC))
    return data


def damage(
    text: str,
    readings: Mapping[bytes, str],
    *,
    cut_at: str = "！？",
    orphan: str = "",
    ascii_marks: bool = True,
    private_use: bool = True,
) -> str:
    """Damage a text in Traditional characters.

    Parameters
    ----------
    readings : the annotated characters, as GBK pairs, with their readings.
    cut_at : marks whose bytes the text is cut at, pass by pass in this order.
    orphan : what the site shows for a lead byte without its trail byte, `""` or `"?"`.
    ascii_marks : whether full-width marks became ASCII in the end.
    private_use : False where the site strips private-use characters.

    Examples
    --------
    >>> damage("負總責。考量地方政府", {"責".encode("gbk"): "zé"})
    '負總責(zé)?剂康胤秸\ue47f'
    >>> damage("因為這些", {"驗".encode("gbk"): "yàn"})
    '因?yàn)檫@些'
    """
    return "\n".join(_damage_line(line, readings, cut_at, orphan, ascii_marks, private_use)
                     for line in text.split("\n"))


def _damage_line(line, readings, cut_at, orphan, ascii_marks, private_use) -> str:
    pieces: list[bytes | str] = [annotate(line.encode(CODEC), readings)]
    for mark in cut_at:
        cut: list[bytes | str] = []
        for piece in pieces:
            if isinstance(piece, str):
                cut.append(piece)
                continue
            first, *rest = piece.split(CUT_MARKS[mark])
            cut.append(first)
            for part in rest:
                cut += [mark, part]
        pieces = cut
    damaged = "".join(p if isinstance(p, str) else decode_piece(p, orphan) for p in pieces)
    if not private_use:
        damaged = "".join(c for c in damaged if not "\ue000" <= c <= "\uf8ff")
    return damaged.translate(ASCII_MARKS) if ascii_marks else damaged
