"""Find the slogans: family, verb and scope in one word, with chains, names, and what follows.

The grammar stands in `data/slogans.csv`. A slogan is a word of its own: 质量强市场竞争力 and 质量强制性 hold none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from ..tables import COUNTED, DATA, HEADLINE
from ..tidy.page.lines import Passages, spans_of
from .places import with_place

TABLE = DATA / "slogans.csv"
COLUMNS = ("slogan", "surface", "family", "verb", "scope", "head", "use", "via", "chain_id", "role", "speech_id",
           "confidence", "start", "end")
# What makes another word of the last character: 强市场, 强国内, 兴业务, 强企业, 强区域.
_NOT_AFTER = {
    "市": "场民容值面价况直政局级属", "区": "域别间块位级属", "国": "内家际外有民产务企资防力货", "省": "力心钱会略时事城委级属",
    "业": "务绩态主内余者", "企": "业图管稳", "县": "域城级属", "校": "园长验准", "院": "校线长", "农": "业村民户机", "镇": "域静", "乡": "村镇音", "村": "民镇庄",
    "州": "府", "盟": "友主", "旗": "帜号", "厂": "房商长",
}
# What makes another word of 质量: the quality of something is no slogan's subject.
_NOT_BEFORE = ("产品", "工程", "服务", "食品", "教学", "生活", "空气", "水", "整体", "总体", "高", "低")
# Between two characters of a slogan: blanks and quotation marks, and one line break at the most.
_GAP = r"[^\S\n“”‘’\"]*[“”‘’\"]*\n?[^\S\n]*[“”‘’\"]*"
_QUOTES = frozenset("“”‘’\"")
# A comma begins a new clause: 质量强市，兴业富民 is no chain.
_JOINT = r"[、和及与]|以及"
_LONGEST_BEFORE = max(map(len, _NOT_BEFORE))
_HEAD = re.compile(
    r"[”’\"]?的?(领导小组|示范城市|示范市|示范区|示范县|示范省|工作会议|工作|战略|活动|建设|行动|大会|会议|意见|规划|纲要|目标|之路|道路|"
    r"理念|步伐|进程|先进|工程|大业|氛围|要求|方针|口号|主题|任务|试点|创建|考核)"
)
# Bodies, awards and titles that a slogan names.
_TITLE = re.compile(r"《[^《》\n]*")
_NAME_BEHIND = re.compile(
    r"[”’\"]?(?:工作|活动)?(?:领导小组|(?:示范|先进)(?:城市|单位|市|区|县|省)|办公室|联席会议|促进会|研究会|奖(?!励)|委员会)"
)


class _Found(NamedTuple):
    start: int
    end: int
    family: str
    verb: str
    end_slot: str
    via: str
    chain: int | None


@lru_cache(maxsize=1)
def grammar() -> dict[str, dict[str, str]]:
    """The slots of `data/slogans.csv`: the values of `family`, `verb` and `scope`, each with its scope or nothing.

    Examples
    --------
    >>> grammar()["scope"]["省"]
    'province'
    """
    table = pd.read_csv(TABLE, dtype=str, keep_default_na=False)
    return {slot: dict(zip(rows["value"], rows["scope"])) for slot, rows in table.groupby("slot")}


class _Patterns(NamedTuple):
    """The parts of the grammar as patterns: verb and scope, the family before them, a further link of the chain."""

    ending: re.Pattern
    family: re.Pattern
    link: re.Pattern
    longest: int  # characters of a family


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    slots = grammar()
    families = "|".join(_GAP.join(name) for name in sorted(slots["family"], key=len, reverse=True))
    verbs = f"[{''.join(slots['verb'])}]"
    plain = "".join(end for end in slots["scope"] if end not in _NOT_AFTER)
    ends = "|".join(f"{end}(?!{_GAP}[{_NOT_AFTER[end]}])" for end in slots["scope"] if end in _NOT_AFTER)
    ends = f"(?:[{plain}]|{ends})" if plain else f"(?:{ends})"
    return _Patterns(
        # One class of characters first, so that the text is passed over quickly.
        re.compile(f"({verbs}){_GAP}(?=[{''.join(slots['scope'])}])({ends})"),
        re.compile(f"({families}){_GAP}\\Z"),
        re.compile(f"[”’\"]?(?:{_JOINT})[“‘\"]?({verbs})({ends})"),
        max(map(len, slots["family"])),
    )


def find_slogans(text: str) -> list[_Found]:
    """Every slogan of a text from left to right, each chain opened up.

    Verb and scope are looked for first: they are rarer than the families, and nothing else has to be read.

    Examples
    --------
    >>> [(found.family + found.verb + found.end_slot, found.via)
    ...  for found in find_slogans("质量兴区、兴业、兴企活动，增强质量强市场竞争力")]
    [('质量兴区', 'plain'), ('质量兴业', 'elided'), ('质量兴企', 'elided')]
    """
    patterns = _patterns()
    found: list[_Found] = []
    for ending in patterns.ending.finditer(text):
        window = _window(text, ending.start(), patterns.longest)
        before = patterns.family.search(text, window, ending.start())
        if not before or text[max(before.start() - _LONGEST_BEFORE, 0) : before.start()].endswith(_NOT_BEFORE):
            continue
        family = re.sub(r"[\s“”‘’\"]", "", before[1])
        via = "split" if re.search(r"\s", text[before.start() : ending.end()]) else "plain"
        number, first, at = len(found), len(found), ending.end()
        found.append(_Found(before.start(), at, family, ending[1], ending[2], via, None))
        while part := patterns.link.match(text, at):
            found.append(_Found(part.start(1), part.end(2), family, part[1], part[2], "elided", number))
            at = part.end()
        if len(found) > first + 1:
            found[first] = found[first]._replace(chain=number)
    return found


def _window(text: str, end: int, size: int) -> int:
    """Where to begin so that `size` characters other than blanks and quotation marks stand before `end`."""
    start = end
    while start and size:
        start -= 1
        size -= not (text[start].isspace() or text[start] in _QUOTES)
    return start


def mentions(clean: str, passages: pd.DataFrame, speech: pd.DataFrame, document: dict) -> pd.DataFrame:
    """The slogans of one document, in every passage.

    Parameters
    ----------
    clean : the clean text.
    passages : one row per passage: `role start end`. A slogan is given the role of the passage in which it begins.
    speech : one row per statement: `speech_id start end`.
    document : `doc_id`, `province`, `district` and `place_level`: they decide whether 区 is a district or a region.

    Returns
    -------
    DataFrame
        One row per mention: `slogan surface family verb scope head use via chain_id role speech_id confidence start
        end`. `confidence` is 1 until the edits under the mention are known.

    Examples
    --------
    >>> text = "推进质量强市战略"
    >>> passages = pd.DataFrame({"role": ["body"], "start": [0], "end": [8]})
    >>> speech = pd.DataFrame({"speech_id": [], "start": [], "end": []})
    >>> document = {"doc_id": "a", "province": pd.NA, "district": pd.NA, "place_level": pd.NA}
    >>> mentions(text, passages, speech, document)[["slogan", "scope", "head", "use"]].values.tolist()
    [['质量强市', 'city', '战略', 'live']]
    """
    said = speech[["start", "end", "speech_id"]].itertuples(index=False)
    return pd.DataFrame(mention_rows(clean, spans_of(passages), said, document), columns=COLUMNS)


def mention_rows(clean: str, passages: Passages, said: Iterable[tuple], document: dict) -> list[tuple]:
    """The rows of `mentions`, from the start, the end and the role or `speech_id` of each passage and statement."""
    role_at = _looked_up(passages)
    statement_at = _looked_up(said)
    in_title = _looked_up((match.start(), match.end(), True) for match in _TITLE.finditer(clean))
    rows = []
    for found in find_slogans(clean):
        head = _HEAD.match(clean, found.end)
        rows.append((
            found.family + found.verb + found.end_slot, clean[found.start : found.end], found.family, found.verb,
            _scope(found.end_slot, document), head[1] if head else pd.NA,
            "name" if _NAME_BEHIND.match(clean, found.end) or in_title(found.start) is True else "live", found.via,
            pd.NA if found.chain is None else f"{document['doc_id']}-{found.chain}",
            role_at(found.start), statement_at(found.start), 1.0, found.start, found.end,
        ))
    return rows


def _scope(end_slot: str, document: dict) -> str:
    """The scope of an ending; 区 is the region in a document about an autonomous region and no district of it."""
    region = pd.notna(document["province"]) and document["province"].endswith("自治区")
    if end_slot == "区" and region and pd.isna(document["district"]):
        return "province"
    return grammar()["scope"][end_slot]


def _looked_up(spans: Iterable[tuple]) -> Callable:
    """A function that gives the value of the disjoint, sorted span (start, end, value) that holds a place, or `<NA>`."""
    spans = list(spans)

    def at(place: int):
        i = bisect_right(spans, place, key=itemgetter(0)) - 1
        return spans[i][2] if i >= 0 and place < spans[i][1] else pd.NA

    return at


def with_confidence(mentions: pd.DataFrame, edits: pd.DataFrame) -> pd.DataFrame:
    """The mentions with the lowest confidence of the edits under them.

    Parameters
    ----------
    mentions, edits : rows of one document with `raw_start` and `raw_end`; the edits sorted and disjoint.

    Returns
    -------
    DataFrame
        One row per mention.

    Examples
    --------
    >>> mentions = pd.DataFrame({"raw_start": [0], "raw_end": [4], "confidence": [1.0]})
    >>> edits = pd.DataFrame({"raw_start": [1], "raw_end": [2], "confidence": [0.9]})
    >>> with_confidence(mentions, edits)["confidence"].tolist()
    [0.9]
    """
    starts, ends, sure = edits["raw_start"].tolist(), edits["raw_end"].tolist(), edits["confidence"].tolist()
    lowest = [min(sure[bisect_right(ends, m.raw_start) : bisect_left(starts, m.raw_end)], default=1.0)
              for m in mentions.itertuples()]
    return mentions.assign(confidence=pd.Series(lowest, index=mentions.index, dtype=float))


def slogan_table(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Count the slogans of every document, in headline and body.

    Parameters
    ----------
    mentions, documents : these tables.

    Returns
    -------
    DataFrame
        One row per document and slogan, in the order of the documents, the most frequent slogan first: `doc_id`,
        `year_from`, `year_to`, `place`, `slogan`, `scope`, `body`, `headline`, and of these `elided` and `name`.

    Examples
    --------
    >>> mentions = pd.DataFrame({"doc_id": ["a", "a"], "slogan": ["质量强市"] * 2, "scope": ["city"] * 2,
    ...                          "role": ["title", "body"], "via": ["plain"] * 2, "use": ["live", "name"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "year_from": [2016], "year_to": [2016], "province": ["甲省"],
    ...                           "city": ["乙市"], "district": [pd.NA]})
    >>> slogan_table(mentions, documents)[["slogan", "body", "headline", "name"]].values.tolist()
    [['质量强市', 1, 1, 1]]
    """
    own = mentions[mentions["role"].isin(COUNTED)]
    counts = own.assign(
        body=own["role"] == "body", headline=own["role"].isin(HEADLINE), elided=own["via"] == "elided",
        name=own["use"] == "name",
    ).groupby(["doc_id", "slogan", "scope"], sort=False)[["body", "headline", "elided", "name"]].sum().astype(int)
    known = with_place(documents)[["doc_id", "year_from", "year_to", "place"]]
    table = known.merge(counts.reset_index(), on="doc_id", validate="one_to_many")
    order = table["doc_id"].map({doc_id: i for i, doc_id in enumerate(known["doc_id"])})
    table = table.assign(order=order, total=table["body"] + table["headline"])
    table = table.sort_values(["order", "total"], ascending=[True, False], kind="stable", ignore_index=True)
    return table[["doc_id", "year_from", "year_to", "place", "slogan", "scope", "body", "headline", "elided", "name"]]
