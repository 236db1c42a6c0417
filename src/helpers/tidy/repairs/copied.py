"""What copying from a page or a PDF leaves: characters that cannot be seen, that only look like others, that stand apart."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache

from helpers.tables import DATA
from helpers.tidy.repairs.census import INVISIBLE, LOOK_ALIKE, holds
from helpers.tidy.repairs.ledger import Edit

_INVISIBLE = re.compile(f"{INVISIBLE}+")
_LOOK_ALIKE = re.compile(LOOK_ALIKE)
# A whole sentence set with a blank behind each character; so many in a row are no list of names (秦 荣 罗 刚).
_UNIT = r"[^\sA-Za-z](?:[，。、；：！？“”（）《》,.;:]{1,2}[^\sA-Za-z]?)?"
_IN_A_ROW = 16
_SPACED = re.compile(rf"(?<!\S)(?:{_UNIT}[ \u00a0]){{{_IN_A_ROW},}}{_UNIT}(?!\S)")
_BLANK = re.compile("[ \u00a0]")


@lru_cache(maxsize=1)
def _radicals() -> dict[str, str]:
    """The radicals that NFKC leaves as they are, from `data/radicals.csv`."""
    with open(DATA / "radicals.csv", encoding="utf-8", newline="") as file:
        return {row["radical"]: row["character"] for row in csv.DictReader(file)}


def invisible_edits(text: str) -> list[Edit]:
    """One edit per run of characters without width or ink.

    Examples
    --------
    >>> invisible_edits("质\\u200b量")
    [Edit(start=1, end=2, after='', confidence=1.0, alternatives='')]
    """
    runs = _INVISIBLE.finditer(text) if holds(text, INVISIBLE) else ()
    return [Edit(run.start(), run.end(), "") for run in runs]


def look_alike_edits(text: str) -> list[Edit]:
    """One edit per radical or compatibility form that stands for a character.

    Examples
    --------
    >>> [edit.after for edit in look_alike_edits("市⻓抓质量⼯作")]
    ['长', '工']
    """
    found = _LOOK_ALIKE.finditer(text) if holds(text, LOOK_ALIKE) else ()
    meant = ((match, _radicals().get(match[0]) or unicodedata.normalize("NFKC", match[0]))
             for match in found)
    return [Edit(match.start(), match.end(), character) for match, character in meant if character != match[0]]


def spaced_edits(text: str) -> list[Edit]:
    """One edit per blank in a run of characters each of which has a blank behind it.

    Examples
    --------
    >>> len(spaced_edits("全 市 质 量 强 市 工 作 大 会 在 某 某 召 开 。 会 议"))
    17
    >>> spaced_edits("秦 荣 罗 刚")
    []
    """
    if text.count(" ") + text.count("\u00a0") < _IN_A_ROW:
        return []
    return [Edit(blank.start(), blank.end(), "")
            for run in _SPACED.finditer(text) for blank in _BLANK.finditer(text, run.start(), run.end())]
