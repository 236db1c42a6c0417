"""The claims about place, accepted and rejected, of a page with a named subject, a masked one or none."""

from __future__ import annotations

import re

import pandas as pd

from helpers.tidy.claims import claim_row
from helpers.tidy.gazetteer import Gazetteer
from helpers.tidy.place.article import HEADLINE, Article
from helpers.tidy.place.levels import NATION_ACTS, SELF, SLOGAN_UNIT, UNIT
from helpers.tidy.place.use import IN_HEADLINE
from helpers.tidy.place.weigh import OFTEN, Place, pick

_OWN_PROVINCE = re.compile(r"省委|省政府|全省|我省|省里|自治区|区党委")
_OWN_BY_NAME = re.compile(
    r"省?(?:人民政府|政府|委|质监局|质量技术监督局|市场监管局|名牌|著名商标|质量奖|省?级)"
)
_NATION = re.compile(
    "国务院|国家质检总局|质检总局|国家质量监督检验检疫总局|国家市场监管总局|市场监管总局|国家市场监督管理总局|党中央|中共中央|全国"
)
# A text on the country at large, without a place: commentaries on slogans and standards.
_COUNTRY = re.compile(r"(?:质量|制造|科技|品牌|贸易|网络|交通)强国|我国|中国(?:制造|质量|品牌|创造)|中华|全国")


def _told(division, kind: str, mention, accepted: bool, reason: str) -> dict:
    """What one mention tells of a division, its own or one that holds it."""
    return claim_row(
        division.field, division.name, kind, mention.text, mention.start, mention.end, accepted, reason
    )


def masked_rows(page, masks, places, gazetteer, year, mentions) -> list[dict]:
    """Rows for a masked subject: its level, what stands before the mask, what is said of its province."""
    weights: dict[str, float] = {}
    for number, (start, end, level) in enumerate(masks):
        following = masks[number + 1] if number + 1 < len(masks) else None
        if following and following[0] == end:  # **市 in **市**区 only says where the district lies.
            continue
        weight = IN_HEADLINE * 2 if page.role(start) in HEADLINE else 1.0
        if any(low <= start < high for low, high in page.lead):
            weight += 2.0
        weights[level] = weights.get(level, 0.0) + weight
    for unit in SLOGAN_UNIT.findall(page.headline):
        weights[UNIT[unit]] = weights.get(UNIT[unit], 0.0) + 4.0 * (UNIT[unit] in weights)
    level = max(weights, key=weights.get)
    first = next(mask for mask in masks if mask[2] == level)
    shown = page.text[first[0] : first[1]]
    rows = [
        claim_row("place_masked", "true", "body", shown, first[0], first[1], True, "the subject's name is masked"),
        claim_row("place_level", level, "body", shown, first[0], first[1], True, "level of the masked name"),
    ]
    starts = {start for start, _, _ in masks}
    beside = [m for m in mentions if m.end in starts and m.start < page.end]
    accepted: dict[str, str] = {}
    for mention in beside:
        division = pick(mention, gazetteer, set())
        if division and page.role(mention.start) in (*HEADLINE, "body", "byline"):
            for column, holder in gazetteer.chain(division, year).items():
                if column not in accepted:
                    accepted[column] = holder.name
                    rows.append(
                        claim_row(
                            column,
                            holder.name,
                            "body",
                            mention.text,
                            mention.start,
                            mention.end,
                            True,
                            "stands before the masked name",
                        )
                    )
    if not accepted:
        rows += _own_province(page, places)
        accepted = {row["field"]: row["value"] for row in rows if row["field"] == "province"}
    for place in places.values():
        for kind, mention in place.rows:
            if accepted.get(place.division.field) != place.division.name:
                rows.append(_told(place.division, kind, mention, False,
                                  "named beside a masked place; no evidence of what is masked"))
    return rows


def _own_province(page: Article, places: dict[str, Place]) -> list[dict]:
    """Accept the one province that the page names as its own, by its organs, awards or offices."""
    found: dict[str, tuple] = {}
    for place in places.values():
        if place.division.level != "province":
            continue
        for kind, mention in place.rows:
            low, high = page.sentence(mention.start)
            own = _OWN_PROVINCE.search(page.text[low:high].replace(mention.text, "")) or _OWN_BY_NAME.match(
                page.text[mention.end : high]
            )
            if own and kind in ("headline", "body") and place.division.adcode not in found:
                found[place.division.adcode] = (place.division, kind, mention)
    if len(found) != 1:
        return []
    division, kind, mention = next(iter(found.values()))
    return [
        claim_row(
            "province",
            division.name,
            kind,
            mention.text,
            mention.start,
            mention.end,
            True,
            "the page's own province, by its organs or awards",
        )
    ]


def subject_rows(
    subject: Place, gazetteer: Gazetteer, year: int | None, places: dict[str, Place]
) -> list[dict]:
    """Rows for a named subject, the divisions in which it lies, and places merely mentioned."""
    chain = gazetteer.chain(subject.division, year)
    rows = []
    reasons = {
        "headline": "headline acts on this place",
        "body": "lead or body is about this place",
        "byline": "office of the speaker",
        "dateline": "place of the dateline",
        "signature": "the office that issues the paper is this place's",
    }
    for kind, mention in subject.rows:
        rows.append(_told(subject.division, kind, mention, True, reasons.get(kind, "named on the page")))
    if not subject.rows:
        rows.append(
            claim_row(
                subject.division.field,
                subject.division.name,
                "outlet",
                pd.NA,
                pd.NA,
                pd.NA,
                True,
                "the paper or operator is this place's, and the text says 我 or 全 of the same level",
            )
        )
    for column, division in chain.items():
        if division.adcode == subject.division.adcode:
            continue
        named = places.get(division.adcode)
        for kind, mention in named.rows if named else []:
            rows.append(
                claim_row(
                    column,
                    division.name,
                    kind,
                    mention.text,
                    mention.start,
                    mention.end,
                    True,
                    f"{subject.division.name} lies in it",
                )
            )
        if not named or not named.rows:
            rows.append(
                claim_row(
                    column,
                    division.name,
                    "relation",
                    pd.NA,
                    pd.NA,
                    pd.NA,
                    True,
                    f"{subject.division.name} lies in it",
                )
            )
    level = subject.division.place_level
    rows.append(
        claim_row("place_level", level, "relation", pd.NA, pd.NA, pd.NA, True, f"level of {subject.division.name}")
    )
    rows.append(claim_row("place_masked", "false", "relation", pd.NA, pd.NA, pd.NA, True, "the subject is named"))
    codes = {division.adcode for division in chain.values()}
    for place in places.values():
        if place.division.adcode in codes:
            continue
        for kind, mention in place.rows:
            rows.append(_told(place.division, kind, mention, False,
                              f"merely mentioned; the text is about {subject.division.name}"))
    return rows


def _holding_province(page: Article, places: dict[str, Place], mentions, gazetteer) -> list[dict]:
    """Accept the one province in which all lies that a page on its own province names: two places, or its dateline's."""
    named = {
        division.adcode: (mention, division)
        for mention in mentions
        if mention.start < page.end and page.role(mention.start) in (*HEADLINE, "body", "dateline")
        and mention.trust != "weak" and (division := pick(mention, gazetteer, set()))
    }
    provinces = {code[:2] for code in named}
    dated = any(kind == "dateline" for place in places.values() for kind, _ in place.rows)
    if len(provinces) != 1 or len(named) < 2 and not dated:
        return []
    mention, division = next(iter(named.values()))
    holder = gazetteer.chain(division).get("province")
    reason = "all that a page on its own province names lies in it"
    return [_told(holder, "body", mention, True, reason)] if holder else []


def level_rows(page, own_level, places, mentions, gazetteer) -> list[dict]:
    """Rows for a page without a named subject: the level it calls itself, its province, or the nation."""
    rows = []
    opening = page.headline + "\n" + "\n".join(page.text[start:end] for start, end in page.lead)
    if own_level and own_level != "nation":
        match = next(
            (m for m in SELF.finditer(page.text) if page.role(m.start()) in (*HEADLINE, "body")), None
        )
        level, reason = own_level, "what the text calls its own place, without a name"
        rows += _own_province(page, places)
        if own_level == "province" and not rows:
            rows += _holding_province(page, places, mentions, gazetteer)
    elif (
        own_level
        or NATION_ACTS.search(opening)
        or max(len(kind.findall(page.body)) for kind in (_NATION, _COUNTRY)) >= OFTEN
    ):
        match = _NATION.search(page.text) or _COUNTRY.search(page.text)
        level, reason = "nation", "a national body or meeting, and no place of its own"
    else:
        match, level, reason = None, "none", "no place can be told from the page"
    shown = (match.group(), match.start(), match.end()) if match else (pd.NA, pd.NA, pd.NA)
    rows.append(claim_row("place_level", level, "body", *shown, True, reason))
    rows.append(claim_row("place_masked", "false", "body", pd.NA, pd.NA, pd.NA, True, "no masked name"))
    accepted = {row["value"] for row in rows}
    for place in places.values():
        for kind, mention in place.rows:
            if place.division.name not in accepted:
                rows.append(_told(place.division, kind, mention, False, "merely mentioned; nothing acts on it"))
    return rows
