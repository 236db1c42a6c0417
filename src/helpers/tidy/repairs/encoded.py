"""Text that was encoded once too often: bytes of one encoding read as another, and characters written as escapes.

Each reading is undone by doing the opposite; a line is only changed where the bytes it goes back to are Chinese text.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from helpers.tidy.repairs.census import MISREAD, holds
from helpers.tidy.repairs.language import Language, fold
from helpers.tidy.repairs.ledger import Edit

# GBK or UTF-8 bytes read as Latin-1 or Windows-1252 are runs of letters with accents, signs and controls.
_LATIN = re.compile("[\u00c0-\u00ef][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\ufffd]")
# The comma, the stop, 的, 中, 是, 在 and 质 in UTF-8, read as GBK: no such text is without one of them.
_HAN_OF_UTF8 = re.compile("锛|銆|鐨|涓|鏄|鍦|璐")
# A character of which a decoder could not read a byte left one of these.
LOST = "\ufffd"
# Share of a line's characters that are Chinese text when it is read back; by chance next to none are.
CHINESE_SHARE = 0.7
_CHINESE = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uff5e\u2013-\u2026\\x09\\x0d\\x20-\\x7e\ufffd]")
# ASCII is the same in all these encodings, so what stands between two such characters is read by itself.
# A question mark in the midst of it or behind it may stand for a byte.
_RUN = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]|\?(?=[^\x00-\x7f]))*\??")
# UTF-8 as bytes, where 0xff stands for a byte that is gone, 0xfe for a question mark behind the run that may stand for
# one, and 0xfd for a question mark that can only stand for 0x80.
_UTF8 = re.compile(rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
                   rb"|(?P<exact>[\xe2-\xef](?:[\x80-\xbf]\xfd|\xfd[\x80-\xbf]))"
                   rb"|(?P<gap>[\xe2-\xef](?:[\x80-\xbf][\xfe\xff]|\xff[\x80-\xbf\xff]))|(?P<asked>[\xfd\xfe])|[\s\S]")
_GONE = re.compile(rb"[\xfe\xff]")
_CONTINUATION = bytes(range(0x80, 0xC0))
_NOT_IN_1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
N_ALTERNATIVES = 3
N_SUSPECTS = 20  # places that are looked at before a page is taken for sound
MOST_SURE = 0.9999  # of a choice, however clear: only what the bytes settle is certain
# Where no reading of a lost character is left, the run is right but for it.
LOST_CONFIDENCE = 0.5
_ESCAPE = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d{0,2});|\\u[0-9a-fA-F]{4}")


class _Reading(NamedTuple):
    """A run of a line read back: its parts, each of them all the characters that it can be."""

    start: int
    end: int
    parts: list[str]


def mojibake_edits(text: str, language: Language) -> list[Edit]:
    """One edit per run of characters whose bytes were read in another encoding than the one they were written in.

    Where a byte of a character is gone, the words around choose among those that it leaves.

    Examples
    --------
    >>> from helpers.tidy.repairs.language import language
    >>> [edit.after for edit in mojibake_edits("ÖÊÁ¿Ç¿ÊÐ\\n璐ㄩ噺寮哄競2015骞�3鏈�", language())]
    ['质量强市', '质量强市', '年', '月']
    >>> mojibake_edits("质量强市, café", language())
    []
    """
    if not any(_read_back(line) for line in _suspects(text)):
        return []
    edits = []
    for line in re.finditer("[^\n]+", text):
        if runs := _read_back(line[0]):
            edits += _chosen(line[0], line.start(), runs, language)
    return edits


def _suspects(text: str) -> Iterator[str]:
    """Some lines that look as if they were in the wrong encoding: one of them is, if any line of the text is."""
    if not holds(text, MISREAD):
        return
    found = sorted([*_LATIN.finditer(text), *_HAN_OF_UTF8.finditer(text)], key=lambda match: match.start())
    lines = dict.fromkeys((text.rfind("\n", 0, m.start()) + 1, text.find("\n", m.start())) for m in found[:N_SUSPECTS])
    yield from (text[start : end if end >= 0 else None] for start, end in lines)


def _read_back(line: str) -> list[_Reading]:
    """The runs of a line as they are in another encoding, if that makes it Chinese text."""
    for undo in _UNDO:
        runs = [_Reading(m.start(), m.end(), parts) for m in _RUN.finditer(line) if (parts := undo(m[0]))]
        if _is_chinese(line, runs):
            return runs
    return []


def _is_chinese(line: str, runs: list[_Reading]) -> bool:
    """Whether a line is Chinese text when its runs are read back, all of them."""
    parts = [part for run in runs for part in run.parts]
    read = sum(run.end - run.start for run in runs) == sum(len(m[0]) for m in _RUN.finditer(line))
    known = [part for part in parts if part != LOST]
    return read and len(known) >= 2 and sum(bool(_CHINESE.match(part)) for part in known) >= CHINESE_SHARE * len(parts)


def _chosen(line: str, offset: int, runs: list[_Reading], language: Language) -> list[Edit]:
    """The edits of a line, each open character chosen by what stands on both sides of it."""
    edits = []
    done, at = "", 0
    for number, run in enumerate(runs):
        done += line[at : run.start]
        at = run.end
        below = runs[number + 1].start if number + 1 < len(runs) else len(line)
        begin, sure, others = len(done), 1.0, ""
        for i, part in enumerate(run.parts):
            if len(part) > 1:
                right = "".join(one if len(one) == 1 else LOST for one in run.parts[i + 1 :]) + line[run.end : below]
                scores = {c: language.score(fold(done[-6:]), c, fold(right[:5])) for c in part}
                best = sorted(scores, key=scores.get, reverse=True)[:N_ALTERNATIVES]
                share = 1 / sum(math.exp(score - scores[best[0]]) for score in scores.values())
                if share < sure:
                    sure, others = min(share, MOST_SURE), "".join(best[1:])
                part = best[0]
            sure = min(sure, LOST_CONFIDENCE) if part == LOST else sure
            done += part
        after = done[begin:]
        if after != line[run.start : run.end]:
            edits.append(Edit(offset + run.start, offset + run.end, after, sure, others))
    return edits


def escape_edits(text: str) -> list[Edit]:
    r"""One edit per character that is written as an escape of HTML or JSON.

    Examples
    --------
    >>> [edit.after for edit in escape_edits("&#36136;&#x91cf;\\u5f3a&mdash;AT&T;")]
    ['质', '量', '强', '—']
    """
    escapes = _ESCAPE.finditer(text) if "&" in text or "\\u" in text else ()
    meant = ((match, _unescaped(match[0])) for match in escapes)
    return [Edit(match.start(), match.end(), one) for match, one in meant if len(one) == 1]


def _unescaped(escape: str) -> str:
    return chr(int(escape[2:], 16)) if escape.startswith("\\u") else html.unescape(escape)


def _parts(stream: bytes, gone: bytes) -> list[str]:
    """The characters of a stream of UTF-8; where a byte is gone, all that one of some bytes would make."""
    parts = []
    for match in _UTF8.finditer(stream):
        if match["asked"]:
            parts.append("?")
        elif match["exact"]:
            parts.append(match[0].replace(b"\xfd", b"\x80").decode("utf-8", "replace"))
        elif match["gap"]:
            whole = (_filled(match[0], filling) for filling in product(gone, repeat=len(_GONE.findall(match[0]))))
            parts.append("".join(c for c in whole if c and _CHINESE.match(c)) or LOST)
        else:
            parts.append(match[0].decode("utf-8", "replace"))
    return parts


def _filled(stream: bytes, filling: tuple[int, ...]) -> str:
    """The character of a stream whose gaps are filled with bytes; empty where these make none."""
    rest = iter(filling)
    return _GONE.sub(lambda _: bytes([next(rest)]), stream).decode("utf-8", "ignore")


def _latin_bytes(run: str) -> bytes | None:
    """The bytes that Windows-1252 or Latin-1 reads as this run; None if neither does."""
    try:
        return b"".join(_LATIN_BYTE.get(c) or c.encode("latin-1") for c in run)
    except UnicodeEncodeError:
        return None


_LATIN_BYTE = {bytes([n]).decode("cp1252"): bytes([n]) for n in range(0x80, 0xA0) if n not in _NOT_IN_1252} | {LOST: b"\xff"}


def _gbk_read_as_latin(run: str) -> list[str] | None:
    stream = _latin_bytes(run)
    return list(stream.decode("gb18030", "replace")) if stream else None


def _utf8_read_as_latin(run: str) -> list[str] | None:
    stream = _latin_bytes(run)
    return _parts(stream, _NOT_IN_1252) if stream else None


def _utf8_read_as_gbk(run: str) -> list[str]:
    """A lead byte 0x80 is none in GBK: it is gone by itself, and other tools make it a €; before ASCII any may be."""
    plain = run.removesuffix("?")
    stream = re.sub(f"[{LOST}€](?=[^\x00-\x7f])", "\udc80", plain)
    pieces = re.split(rf"(\udc80|[{LOST}€?])", stream)
    marks = {"\udc80": b"\x80", LOST: b"\xff", "€": b"\xff", "?": b"\xfd"}
    stream = b"".join(marks.get(piece) or piece.encode("gb18030") for piece in pieces)
    return _parts(stream + b"\xfe" * (plain != run), _CONTINUATION)


# UTF-8 first: its bytes are GBK as well, and hardly ever the other way round.
_UNDO = (_utf8_read_as_latin, _gbk_read_as_latin, _utf8_read_as_gbk)
