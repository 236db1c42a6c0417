"""Weigh the places that a page names, and choose the one it is about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.tidy.claims import claim_row
from helpers.tidy.gazetteer import Division, Gazetteer, Mention, bearer_of
from helpers.tidy.place.article import HEADLINE, Article
from helpers.tidy.place.levels import levels_of
from helpers.tidy.place.use import (
    ACTS,
    HOSTED,
    HOSTS_NAMED,
    IN_BODY,
    IN_LEAD,
    OPENS,
    OPERATOR,
    gives_prize,
    hosts_wider,
    judge,
    link,
    wider,
)

BODY_MOST = 5.0
# A place has to reach this to be the subject; below it, it is merely mentioned.
SUBJECT = 4.0
# Named this often, and twice as weighty as any other, a place is the subject even if nothing acts on it.
OFTEN = 3
# 目前，某市正处于转型的关键时期; 推动某市高质量发展: what a text on its own place says, by its name.
_OUR_STATE = re.compile(
    r"(?:市|县|区)?(?:正处(?:于|在)|正(?:迎来|面临|站在)|(?:的)?(?:经济社会|经济)?(?:实现)?(?:高质量|转型|跨越|科学|绿色|加快)[\u4e00-\u9fff]{0,2}发展)"
)
# 全国现场会在我市召开: the host itself tells of it.
_HERE = re.compile(r"在[我本][市县区州盟旗](?![场域别级])")


@dataclass
class Place:
    """A division with what speaks for it as the subject."""

    division: Division
    score: float = 0.0
    body: float = 0.0
    acts: bool = False
    strong: bool = False
    lead: bool = False
    named: int = 0
    nearby: bool = False
    rows: list = field(default_factory=list)

    def add(self, kind: str, mention: Mention, weight: float, acts: bool) -> None:
        """Count a mention: the best in full, further ones of headline and lead by one point."""
        self.named += 1
        self.rows.append((kind, mention))
        if weight <= IN_BODY + 0.5:
            self.body += weight
        else:
            self.score = max(self.score, weight) + (1.0 if self.score else 0.0)
        self.acts |= acts
        self.lead |= kind == "headline" or weight >= IN_LEAD
        self.strong |= kind in ("headline", "byline", "dateline", "signature") or (acts and weight >= IN_LEAD)

    @property
    def total(self) -> float:
        """Score with the share of the body capped."""
        return self.score + min(self.body, BODY_MOST)


def pick(mention: Mention, gazetteer: Gazetteer, known: set[str]) -> Division | None:
    """Choose the division that a name means: the only one, or the one whose parent the page names."""
    if len(mention.divisions) == 1:
        return mention.divisions[0]
    fitting = [d for d in mention.divisions if d.parent in known]
    if not fitting:
        fitting = [d for d in mention.divisions if d.adcode[:2] + "0000" in known]
    # One town under one code after another (a county, then a prefecture): the last.
    fitting.sort(key=lambda d: d.valid_from)
    followed = all(a.name == b.name and a.valid_to <= b.valid_from for a, b in pairwise(fitting))
    return fitting[-1] if fitting and followed else None


def shared_level(mentions: list[Mention]) -> str | None:
    """The level of the one place that a page names, more than once, by a full name that several places bear."""
    named = [mention for mention in mentions if mention.trust != "weak"]
    divisions = {(d.name, d.place_level) for mention in named for d in mention.divisions}
    shared = len(named) > 1 and len(divisions) == 1 and all(len(mention.divisions) > 1 for mention in named)
    return next(iter(divisions))[1] if shared else None


def weigh(
    page: Article, mentions: list[Mention], gazetteer: Gazetteer
) -> tuple[dict[str, Place], list[dict]]:
    """Weigh every mention; return the places by code, and rows for what is rejected."""
    sure = {
        d.adcode
        for m in mentions
        if m.trust != "weak" and len(m.divisions) == 1
        for d in m.divisions
        if page.role(m.start) != "related"
    }
    known = sure | {code[:2] + "0000" for code in sure}
    full = {
        bearer_of(d): d
        for m in mentions
        if m.trust == "full" and len(m.divisions) == 1 and page.role(m.start) != "related"
        for d in m.divisions
    }
    places: dict[str, Place] = {}
    rejected: list[dict] = []
    support = _weak_support(page, mentions)
    begins, qualified, hosts = 0, None, set()
    for mention, qualifies, neighbours in link(mentions, page.text, gazetteer):
        begins = begins if mention is qualified else mention.start
        qualified = qualifies
        division = pick(mention, gazetteer, known)
        if division is None:
            rejected.append(
                claim_row(
                    mention.divisions[0].field,
                    mention.divisions[0].name,
                    "body",
                    mention.text,
                    mention.start,
                    mention.end,
                    False,
                    f"{len(mention.divisions)} places have this name and the page names no parent",
                )
            )
            continue
        if mention.trust != "full":  # 海安 on a page that prints 海安县 is the county, not the later city.
            division = full.get(bearer_of(division), division)
        if mention.trust == "weak" and bearer_of(division) not in full and not (mention.text in support):
            continue
        kind, weight, acts, reason = judge(page, mention, neighbours, begins)
        if not reason and hosts_wider(page, mentions, mention, gazetteer):
            weight, acts, reason = 0.0, False, HOSTS_NAMED
        place = places.setdefault(division.adcode, Place(division))
        if kind == "outlet" and page.role(mention.start) not in ("related", "other"):
            place.nearby = True
        if reason == OPERATOR or gives_prize(page, mention):
            place.nearby = True
        if qualifies is not None and not reason:
            # 山东省 in 山东省潍坊市 tells where the city lies; it is no subject of its own.
            place.named += 1
            place.rows.append((kind, mention))
            continue
        if reason:
            rejected.append(
                claim_row(
                    division.field,
                    division.name,
                    kind,
                    mention.text,
                    mention.start,
                    mention.end,
                    False,
                    reason,
                )
            )
            if reason != HOSTED:
                continue
            division = wider(page, mention, begins, division, gazetteer)
            if division is None:  # The nation's: what the host's officers do there is not what the text is about.
                hosts |= {d.adcode for d in gazetteer.chain(place.division).values()}
                place.nearby |= bool(_HERE.search(page.body))
                continue
            place, weight, acts = places.setdefault(division.adcode, Place(division)), IN_LEAD + ACTS, True
        if place.division.adcode in hosts and kind == "body":
            weight, acts = min(weight, IN_BODY), False
        place.nearby |= kind == "dateline"
        place.add(kind, mention, weight, acts)
    return places, rejected


def _weak_support(page: Article, mentions: list[Mention]) -> set[str]:
    """Weak short names that stand in the dateline, open a headline as its actor, or stand twice."""
    counts: dict[str, int] = {}
    for mention in mentions:
        if mention.trust != "weak" or mention.start >= page.end:
            continue
        role = page.role(mention.start)
        if role in (*HEADLINE, "body", "dateline"):
            low, high = page.sentence(mention.start)
            opens = role in HEADLINE and low == mention.start and OPENS.match(page.text[mention.end : high])
            counts[mention.text] = counts.get(mention.text, 0) + (2 if role == "dateline" or opens else 1)
    return {text for text, count in counts.items() if count > 1}


def _within(nearby: list[Place], wider: Place) -> bool:
    """Whether the one place near the page lies in a wider one of which only the text tells, or holds it.

    全省质量大会召开，我市组织收看; 我市部署质量月活动, of which some takes place in a district.
    """
    if len(nearby) != 1 or any(kind == "headline" for kind, _ in wider.rows):
        return False
    own, whole = nearby[0].division, wider.division
    if whole.level == "province":
        return own.adcode != whole.adcode and own.adcode[:2] == whole.adcode[:2]
    return whole.adcode == own.parent or own.adcode == whole.parent


def choose_subject(places: dict[str, Place], own_level: str | None, page: Article) -> Place | None:
    """The weightiest place, or the city that holds the counties through which the page goes."""
    best = _weightiest(places, own_level)
    if best is None and own_level == "city":
        return _holds_named(places) or _told_as_own(places, page)
    return best


def _told_as_own(places: dict[str, Place], page: Article) -> Place | None:
    """The one city that a page on its own city names, if it says of it what one says of one's own place."""
    named = [place for place in places.values() if place.rows]
    if len(named) != 1 or "city" not in levels_of(named[0].division):
        return None
    kinds = [_OUR_STATE.match(page.text, mention.end) for kind, mention in named[0].rows if kind == "body"]
    return named[0] if any(kinds) else None


def _holds_named(places: dict[str, Place]) -> Place | None:
    """The one city that a page on its own city names, and of which it names two counties or districts or more."""
    inside = Counter(place.division.parent for place in places.values() if place.division.level == "county")
    holding = [place for code, place in places.items() if place.rows and inside[code] > 1]
    return holding[0] if len(holding) == 1 else None


def _weightiest(places: dict[str, Place], own_level: str | None) -> Place | None:
    """The weightiest place, if that is enough; one of the level that the page calls itself goes first."""
    ranked = sorted((p for p in places.values() if p.total >= SUBJECT or p.nearby), key=lambda p: -p.total)
    if not ranked:
        return None
    if own_level:
        same = [p for p in ranked if own_level in levels_of(p.division)]
        nearby = [p for p in same if p.nearby]
        enough = bool(same) and same[0].total >= SUBJECT
        if _within(nearby, ranked[0]):
            return nearby[0]
        if enough and same[0].total + 2.0 >= ranked[0].total:
            return same[0]
        if nearby and not enough and not (ranked[0].strong and ranked[0].acts):
            return nearby[0] if len(nearby) == 1 else None
    best = ranked[0]
    second = ranked[1].total if len(ranked) > 1 else 0.0
    alone = own_level is None and best.named >= OFTEN and best.total >= 2 * second
    fits = best.strong or alone or own_level in levels_of(best.division)
    # The paper's own town needs less: a mention in headline or lead.
    own = own_level is None and best.nearby and best.lead and best.total > second
    return best if best.total >= SUBJECT and fits or own else None
