"""Cut headline and body into sentences."""

import re

import pandas as pd

# Passages whose words are counted: the headline and the article.
COUNTED_ROLES = frozenset({"kicker", "title", "subtitle", "body"})
COLUMNS = ("sentence_id", "passage_id", "text", "start", "end")

# What ends a sentence: 。 ！ ？ in either width, or an ellipsis, with the closing quotes and brackets that
# follow. A semicolon does not: officialese strings whole programmes together with ；, and it stays one
# sentence in print. An ellipsis ends one only at the end of the passage or where something begins anew, since
# …… also stands inside sentences.
_END = re.compile(r"(?:[。！？!?]+[.…]*|…{1,4}|⋯{1,4}|(?:\.{3,6}))[”’」』\"'）)】》\]]*")
_ELLIPSIS = re.compile(r"[.…⋯]+")
# A mark before these goes on with the sentence: 他问：“行吗？”，… and 三个“为什么？”的答案 (see `_goes_on`).
_CONTINUES = "，,、；;：:。）)】]》—－-%％"
_CLOSED = re.compile(r"[”’」』\"'）)】》\]]$")
# Directly after a quoted ！ or ？ these show that the quotation is a part of a longer sentence: 喊出“质量第一！”的口号,
# and a row of quoted slogans.
_GOES_ON = re.compile(r"[的地得等之“‘「『]|[一二三四五六七八九十两几]{1,2}[句个条种项]")


def sentences(clean: str, passages: pd.DataFrame) -> pd.DataFrame:
    """Cut headline and body passages into sentences.

    A sentence ends at 。 ！ ？ or a final …… together with the closing quotes and brackets after it, and at the
    end of its passage; not at ；, not at a mark inside quotes after which the sentence goes on with a comma,
    and not at the line break of a hard-wrapped paragraph. No sentence crosses a passage.

    Parameters
    ----------
    clean
        The clean text of one document.
    passages
        Its passages, as from `layout.lay_out`: `passage_id`, `role`, `start`, `end`.

    Returns
    -------
    DataFrame
        One row per sentence: `sentence_id` (from 0), `passage_id`, `text`, `start` and `end` (offsets in
        `clean`, half-open, without white space around the sentence).

    Raises
    ------
    KeyError
        If `passages` lacks one of the four columns.

    Examples
    --------
    >>> clean = "他说：“怎么办？”，又说增长3.5%。大家都笑了！"
    >>> passages = pd.DataFrame({"passage_id": [0], "role": ["body"], "start": [0], "end": [len(clean)]})
    >>> sentences(clean, passages)["text"].tolist()
    ['他说：“怎么办？”，又说增长3.5%。', '大家都笑了！']
    """
    missing = {"passage_id", "role", "start", "end"} - set(passages.columns)
    if missing:
        names = ", ".join(sorted(missing))
        raise KeyError(f"passages has no column {names}; pass the frame that lay_out returns")
    rows = []
    columns = (passages[name].tolist() for name in ("passage_id", "role", "start", "end"))
    for passage_id, role, start, end in zip(*columns):
        if role in COUNTED_ROLES:
            rows.extend((passage_id, clean[a:b], a, b) for a, b in _cut(clean, start, end))
    frame = pd.DataFrame(rows, columns=list(COLUMNS[1:]))
    frame.insert(0, "sentence_id", range(len(frame)))
    return frame.astype({"sentence_id": "int64", "passage_id": "int64", "start": "int64", "end": "int64"})


def _cut(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences between two offsets."""
    spans, opened = [], start
    for mark in _END.finditer(clean, start, end):
        if _ends(clean, mark, end):
            spans.append((opened, mark.end()))
            opened = mark.end()
    spans.append((opened, end))
    return [span for span in (_strip(clean, *span) for span in spans) if span[0] < span[1]]


def _ends(clean: str, mark: re.Match, end: int) -> bool:
    """Whether a mark ends its sentence, by what follows it."""
    after = mark.end()
    while after < end and clean[after] in " \u3000\xa0\t":
        after += 1
    if after >= end:
        return True
    follows = clean[after]
    if follows in _CONTINUES:
        return False
    if _ELLIPSIS.fullmatch(mark.group()):
        return follows in "\r\n“‘「『"
    quoted = _CLOSED.search(mark.group()) and mark.group()[0] not in "。"
    return not (quoted and after == mark.end() and _GOES_ON.match(clean, after))


def _strip(clean: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends."""
    text = clean[start:end]
    bare = text.strip()
    start += len(text) - len(text.lstrip())
    return start, start + len(bare)
