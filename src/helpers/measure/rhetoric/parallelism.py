"""Parallelism (排比): three or more neighbouring units with a shared frame and no counting marker.

Rows of units that share words are scored by a logistic regression (Cox 1958) on what can be counted on them; its
weights are in `data/parallelism.csv`, fitted to the labelled passages by `tests/fit_parallelism.py`.
"""

from __future__ import annotations

from functools import lru_cache
from math import log

import pandas as pd

from ...tables import DATA
from ..tagging import tagged
from .four_characters import THINGS
from .frames import FUNCTION, NEGATION, NO_FRAME, Row, Unit, closing, inside, rows
from .reading import Reading, Span

WEIGHTS = DATA / "parallelism.csv"
CONSTANT = "constant"
_SAYING = "vpdcz"  # jieba's tags of words that can govern what follows
_PREDICATES = ("v", "p", "d", "a", "ad", "vd", "l", "i", "z")
_NOUNS = ("n", "a", "b", "m", "q", "r", "x")  # what a noun with its attributes is made of
_COPULAS = frozenset("是为靠")
# Verbs and adverbs that jieba's dictionary calls nouns or adjectives.
_MISNAMED = frozenset("全面 依法 科学 民主 关系 事关 关乎 体现 标志 意味 服务 强化 突出 普及 重在 贵在 难在".split())
# Words that carry a frame from inside the units.
_INFIXES = FUNCTION | {"不断", "更加", "进一步", "明显", "全面", "持续", "稳步", "显著", "普遍", "日益", "正在", "逐步", "不是", "而是"}


def parallelisms(reading: Reading) -> list[Span]:
    """The parallelisms of a document; where several rows overlap, the one that scores best.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "抓质量是发展的需要，抓标准是竞争的需要，抓诚信是民心的需要。"
    >>> passages = pd.DataFrame({"role": ["body"], "text": [text], "start": [0], "end": [len(text)]})
    >>> parallelisms(Reading(passages))
    [Span(start=0, end=29, kind='抓…是…的需要', n_items=3, announced=None)]
    """
    kept = choose([(score(features(row)), row) for row in rows(reading)])
    return sorted(Span(row.units[0].start, row.units[-1].end, _kind(row), len(row.units)) for row in kept)


def choose(scored: list[tuple[float, Row]]) -> list[Row]:
    """The rows that are rather parallelisms than not, none over a better one, save in a unit of the other."""
    kept: list[Row] = []
    for value, row in sorted(scored, key=lambda pair: (-pair[0], pair[1].units[0].start, -len(pair[1].units))):
        if value >= 0 and all(_apart(row, other) for other in kept):
            kept.append(row)
    return kept


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of each feature, and the constant."""
    table = pd.read_csv(WEIGHTS)
    return dict(zip(table["feature"], table["weight"]))


def score(found: dict[str, float]) -> float:
    """The logarithm of the odds that a row with these features is a parallelism."""
    table = weights()
    return table[CONSTANT] + sum(table[name] * value for name, value in found.items())


def features(row: Row) -> dict[str, float]:
    """What can be counted on a row, each between 0 and 1 or the logarithm of a small number.

    Examples
    --------
    >>> text = "抓质量，抓标准，抓诚信。"
    >>> passages = pd.DataFrame({"role": ["body"], "text": [text], "start": [0], "end": [len(text)]})
    >>> found = features(next(rows(Reading(passages))))
    >>> found["opens"], found["opening_says"], round(found["share"], 2)
    (1.0, 1.0, 0.33)
    """
    units, n = row.units, len(row.units)
    texts = [u.text for u in units]
    mean = sum(map(len, texts)) / n
    tail = closing(units)
    middle = inside(units, row.opening, tail)
    near = {word: _nearness(texts, word) for word in middle}
    nominal = _is_noun(tail)
    heads = _is_head_noun(row, tail)
    names = sum(map(_names, units)) / n
    says = bool(row.opening) and any(w.tag[0] in _SAYING or w.text in _MISNAMED for w in _opening_words(row))
    carries = [word for word in middle if word in _INFIXES or set(word) <= FUNCTION]
    same = _same_places(texts)
    return {
        "rank_2": float(row.rank == 2),
        "rank_3": float(row.rank == 3),
        "opens": float(bool(row.opening)),
        "opening_long": float(len(row.opening) > 1),
        "opening_says": float(says),
        "opening_function": float(row.opening[:1] in FUNCTION),
        "led": float(row.led),
        "tail_says": float(len(tail) > 1 and not nominal and not heads),
        "tail_noun": float(nominal and not tail.startswith("的")),
        "tail_head": float(heads),
        "tail_without_copula": float(tail.startswith("的") and len(tail) > 1 and not all(
            any(w.text[-1] in _COPULAS for w in u.words) for u in units)),
        "inside_near": log(1 + sum(near.values())),
        "inside_function": float(bool(carries)),
        "inside_function_near": max((near[word] for word in carries), default=0.0),
        "inside_function_of_clauses": float(bool(carries) and row.rank < 2),
        "inside_negation": float(any(word[0] in NEGATION for word in middle)),
        "inside_long": float(any(len(word) > 1 for word in middle)),
        "same_places": min(same, 3) / 3,
        "same_places_share": same / mean,
        "share": min((len(row.opening) + len(tail) + sum(map(len, middle))) / mean, 1.0),
        "share_near": min((len(row.opening) + len(tail) + sum(len(w) * near[w] for w in middle)) / mean, 1.0),
        "same_tags": _same_tags(units),
        "predicates": sum(any(w.tag in _PREDICATES for w in u.words) for u in units) / n,
        "names": names * (row.rank == 0),
        "list": float(row.rank == 0 and (names >= 0.5 and (nominal or not tail) and not says or heads)),
    }


def _opening_words(row: Row) -> list:
    """The words of the opening, as the unit cuts it that has the most of them."""
    cut = [[w for w in u.words if w.start - u.start < len(row.opening)] for u in row.units[1:]]
    return max(cut, key=len)


def _aligned(texts: list[str], word: str) -> bool:
    """Whether a word stands equally far from the beginning, or from the end, of all units."""
    return len({t.find(word, 1) for t in texts}) == 1 or len({len(t) - t.rfind(word) for t in texts}) == 1


def _nearness(texts: list[str], word: str) -> float:
    """1 where a word stands equally far from the beginning, or the end, of all units; less, the more that differs."""
    starts, ends = [t.find(word, 1) for t in texts], [len(t) - t.rfind(word) for t in texts]
    return 1 / (1 + min(max(starts) - min(starts), max(ends) - min(ends)))


def _same_places(texts: list[str]) -> int:
    """How many places of units of one length hold the same character: 县道县管、乡道乡管."""
    if len({len(t) for t in texts}) > 1:
        return 0
    return sum(len(set(column)) == 1 and (column[0] == "在" or column[0] not in NO_FRAME) for column in zip(*texts))


def _same_tags(units: tuple[Unit, ...]) -> float:
    """The mean share of places at which a unit has a word of the same part of speech as the first."""
    tags = ["".join(w.tag[0] for w in u.words) for u in units]
    return sum(sum(a == b for a, b in zip(tags[0], t)) / max(len(tags[0]), len(t)) for t in tags[1:]) / (len(tags) - 1)


def _names(unit: Unit) -> bool:
    """Whether a unit only names a thing: a noun, with adjectives and numbers before it."""
    words = unit.words
    if words[-1].text in THINGS and words[0].tag[0] in "nabx":
        return True
    if words[-1].tag[0] not in "nx" and words[-1].tag != "vn":
        return False
    return all(w.tag[0] in _NOUNS or w.tag == "vn" or w.text in THINGS for w in words)


@lru_cache(maxsize=4096)
def _is_noun(tail: str) -> bool:
    """Whether a common end is a noun by itself."""
    words = tagged(tail) if tail else []
    return bool(words) and all(tag[0] == "n" or word in THINGS for word, tag in words)


def _is_head_noun(row: Row, tail: str) -> bool:
    """Whether a common end is the head of nouns (经济建设、政治建设) or of objects that differ (发展甲工作，做好乙工作)."""
    words = tagged(tail) if tail else []
    if len(words) != 1 or not (_is_noun(tail) or words[0][1] in ("v", "vn")):
        return False
    others = row.units[1:]
    verbal = sum(u.words[0].tag in _PREDICATES for u in others) * 2 >= len(others)
    if not verbal:
        return row.rank == 0
    alone = sum(len(u.words[0].text) >= len(u.text) - len(tail) for u in others)
    return not row.opening and alone * 2 < len(others)


def _kind(row: Row) -> str:
    """The words of the frame with … for what is free."""
    tail = closing(row.units)
    middle = [word for word in inside(row.units, row.opening, tail) if _aligned([u.text for u in row.units], word)
              or word in _INFIXES]
    return "…".join([row.opening, *middle, tail])


def _apart(one: Row, other: Row) -> bool:
    """Whether two rows do not overlap, or one stands inside a unit of the other."""
    places = [(row.units[0].start, row.units[-1].end) for row in (one, other)]
    if places[0][1] <= places[1][0] or places[0][0] >= places[1][1]:
        return True
    return any(u.start <= start and end <= u.end
               for (start, end), whole in zip(places, (other, one)) for u in whole.units)
