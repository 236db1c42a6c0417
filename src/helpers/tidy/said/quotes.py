"""Read quotation marks: what stands in them, and where a quotation ends."""

import re

_CORNERS = str.maketrans("「」『』＂", '“”‘’"')
_NESTED = re.compile("[^“”]*(?:“[^“”]*”[^“”]*)+")
_LINE = re.compile(r"[^\n]*[\"“”][^\n]*")


def evened(text: str) -> str:
    """Return a text of the same length whose quotations stand in “ and ”: corner marks and ASCII quotes as well.

    In a line the marks take turns where they are ASCII, or where opening and closing ones do not match; a line
    with an odd number of marks stays. ASCII marks inside a quotation become ‘ and ’.

    Examples
    --------
    >>> evened('他说:"抓"。'), evened("「抓『实』」"), evened("“质量月“活动")
    ('他说:“抓”。', '“抓‘实’”', '“质量月”活动')
    >>> evened('“"守信"是根。”')
    '“‘守信’是根。”'
    """
    return _LINE.sub(lambda line: _taking_turns(line.group()), text.translate(_CORNERS))


def _taking_turns(line: str) -> str:
    straight, opening, closing = (line.count(mark) for mark in '"“”')
    if not straight and opening == closing or (straight + opening + closing) % 2:
        return line
    halves = re.split("[“”]", line)
    if _NESTED.fullmatch(line) and not any(half.count('"') % 2 for half in halves):
        turned = [_in_turn(half.split('"'), "‘’" if number % 2 else "“”") for number, half in enumerate(halves)]
        return _in_turn(turned, "“”")
    return _in_turn(re.split('["“”]', line), "“”")


def _in_turn(pieces: list[str], marks: str) -> str:
    """Join pieces by an opening and a closing mark in turn."""
    return pieces[0] + "".join(marks[number % 2] + piece for number, piece in enumerate(pieces[1:]))


def mode_of(text: str, start: int) -> str:
    """Return direct where what is said stands in quotation marks as a whole.

    Examples
    --------
    >>> mode_of("他说：“抓。”", 3), mode_of("他说，“大路货”太多。", 3), mode_of("他说，抓。", 3)
    ('direct', 'indirect', 'indirect')
    """
    if not text[start:]:
        return "direct"
    if text[start] != "“":
        return "indirect"
    closing = text.find("”", start)
    if closing < 0:
        return "direct"
    whole = text[closing - 1] in "。！？!?…" or text[closing + 1:] in ("", "。", "！", "!")
    return "direct" if whole else "indirect"


def closed(text: str) -> bool:
    """Whether no quotation is open where this text ends."""
    return text.count("“") <= text.count("”")


def one_quotation(text: str) -> bool:
    """Whether a text is one quotation from its first mark to its last, less a stop behind it.

    Examples
    --------
    >>> one_quotation("“靠标准。”"), one_quotation("“十二五”以来，成绩斐然。"), one_quotation("“靠‘老师傅’”。")
    (True, False, True)
    """
    text = text.rstrip("。，,！!")
    depth, ends = 0, []
    for place, char in enumerate(text):
        depth += (char == "“") - (char == "”")
        if not depth:
            ends.append(place)
    return ends[:1] == [len(text) - 1]


def quotation_at(sentences: list[str], number: int) -> int:
    """Return the number of the sentence after the quotation that begins with this one, 0 if none begins here.

    Examples
    --------
    >>> quotation_at(["他笑了。", "“好。", "真好。”", "掌声。"], 1), quotation_at(["“十二五”以来，有进步。"], 0)
    (3, 0)
    """
    if "".join(sentences[number:number + 1])[:1] != "“":
        return 0
    said = ""
    for end, sentence in enumerate(sentences[number:], number + 1):
        said += sentence
        if closed(said):
            return end if one_quotation(said) else 0
    return 0


def quoted_to(text: str, start: int) -> int:
    """Return where the quotation of whole sentences ends that begins here, the end of the text if it stays open.

    Examples
    --------
    >>> quoted_to("他问：“在吗？”得知都在，他走了。", 3), quoted_to("他说：“抓质量”。", 3)
    (8, 9)
    """
    end = start
    while (end := text.find("”", end) + 1) > 0:
        if text[end - 2] in "。！？!?…" and closed(text[start:end]):
            return end
    return len(text)


def closes_at(text: str) -> int:
    """Return where a quotation ends that was open before this text, the end of the text if it goes on.

    Examples
    --------
    >>> closes_at("还在吗？”得知都在，他走了。"), closes_at("要抓“三基”。")
    (5, 7)
    """
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "“") - (char == "”")
        if depth < 0:
            # A stop behind the mark is still the sentence's.
            return place + 2 if text[place + 1:] in ("。", "！", "!") else place + 1
    return len(text)
