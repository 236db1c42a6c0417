"""Zones that no table of divisions has (合肥高新区, 重庆两江新区), read from the page as districts of the city they bear."""

from __future__ import annotations

import re

from helpers.tidy.gazetteer import OPEN, Division, Gazetteer, Mention

# A zone has a kind, of which a city has one (高新区 is short for 高新技术产业开发区), or a name of its own.
_OWN = r"(?![东西南北中老城新建]{2}|[全各市县区州的在及和与等])[\u4e00-\u9fff]{2}"
_ZONE = re.compile(
    rf"(?:国家级?)?(?:(?P<tech>(?:{_OWN})?高新(?:技术)?(?:产业)?(?:开发)?区|{_OWN}新技术(?:产业)?开发区)"
    rf"|(?P<trade>(?:综合)?保税区)|(?P<economy>(?:经济技术|经济)?开发区|经开区)|(?P<park>工业园区)|(?P<new>新区(?!域))"
    rf"|(?P<named>{_OWN}(?:新|实验|试验|管理)区(?!域)))"
)
_ZONE_NAME = re.compile(r"(?:开发区|高新区|经开区|保税区|新区|园区|[实试]验区|管理区)$")
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


def with_zones(mentions: list[Mention], text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions with those of zones: each stands behind the one of the city that it belongs to.

    A zone bears the longest of the names that the page prints for its kind.

    Examples
    --------
    >>> from helpers.tidy.gazetteer import gazetteer_of, load_divisions
    >>> gazetteer, text = gazetteer_of(load_divisions()), "合肥高新区，即合肥高新技术产业开发区"
    >>> found = with_zones(gazetteer.find(text), text, gazetteer)
    >>> [(m.text, m.divisions[0].name) for m in found if m.start < 6]
    [('合肥', '合肥市'), ('高新区', '合肥高新技术产业开发区')]
    """
    found, names = [], {}
    for number, mention in enumerate(mentions):
        match = _ZONE.match(text, mention.end)
        taken = number + 1 < len(mentions) and match and mentions[number + 1].start < match.end()
        if not match or taken or len(mention.divisions) > 1 or not _holds(mention.divisions[0], match):
            continue
        holder, kind = mention.divisions[0], match.lastgroup
        name = match["named"] or mention.text + match[0]
        key = (holder.adcode, match["named"] or kind)
        names[key] = max(names.get(key, ""), name, key=len)
        found.append((mention, match, key, holder))
    zones = []
    for mention, match, key, holder in found:
        zone = zone_of(names[key], holder)
        zones.append(Mention(match.start(), match.end(), match[0], (zone,), "full"))
    return sorted([*mentions, *zones], key=lambda one: one.start)


def _holds(division: Division, match: re.Match) -> bool:
    """Whether zones lie directly in a division: a city, a municipality, or a province where the zone has a name."""
    if division.level == "county":
        return False
    return division.level == "prefecture" or division.adcode in _MUNICIPALITIES or bool(match["named"])


def zone_of(name: str, holder: Division) -> Division:
    """The zone of that name as a division of the city or province that holds it."""
    return Division(f"{holder.adcode}:{name}", name, "county", holder.adcode, 0, OPEN)


def is_zone(name: str) -> bool:
    """Whether a name is that of a zone."""
    return bool(_ZONE_NAME.search(name))
