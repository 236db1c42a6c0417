"""Characters that cannot be seen, and characters that only look like others: what copying from a page or a PDF leaves."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache

from helpers.tables import DATA
from helpers.tidy.repairs.ledger import Edit

# Soft hyphen, zero-width blanks and joiners, marks of direction, variation selectors: they stand between any two others.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+")
# Radicals and compatibility forms of whole characters.
_LOOK_ALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")


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
    return [Edit(match.start(), match.end(), "") for match in _INVISIBLE.finditer(text)]


def look_alike_edits(text: str) -> list[Edit]:
    """One edit per radical or compatibility form that stands for a character.

    Examples
    --------
    >>> [edit.after for edit in look_alike_edits("市⻓抓质量⼯作")]
    ['长', '工']
    """
    meant = ((match, _radicals().get(match[0]) or unicodedata.normalize("NFKC", match[0]))
             for match in _LOOK_ALIKE.finditer(text))
    return [Edit(match.start(), match.end(), character) for match, character in meant if character != match[0]]
