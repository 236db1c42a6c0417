"""Tell which place a document is about, from what its page says of itself.

A page names many places: its newspaper's town, its host's, guests', examples'. The subject is the one on
which headline and lead act (某市召开…, 在某市召开…, 某市人民政府关于…). 我市 and 全省 are resolved only from headline, body,
dateline or the name of the paper. A masked name (**区, ××市) is never guessed.
"""

from __future__ import annotations

import re

import pandas as pd

from helpers.tidy.claims import claims_frame
from helpers.tidy.gazetteer import gazetteer_of, load_divisions
from helpers.tidy.page.lines import Passages, spans_of
from helpers.tidy.place.article import read_article
from helpers.tidy.place.levels import LEVEL_KNOWN, find_masks, levels_of, lowest_level, mask_leads, own_levels, speaks_for_nation
from helpers.tidy.place.rows import level_rows, masked_rows, subject_rows
from helpers.tidy.place.settle import settle_place
from helpers.tidy.place.use import IN_HEADLINE
from helpers.tidy.place.weigh import choose_subject, shared_level, weigh
from helpers.tidy.place.zones import with_zones

__all__ = ["load_divisions", "place_evidence", "settle_place"]

# 我市, 全县 and the like: a place of that level gains this much.
SAME_LEVEL = 4.0
_REGION = re.compile(r"自治区(?<![族古尔]自治区)")
_AR_PROVINCES = frozenset({"150000", "450000", "540000", "640000", "650000"})


def place_evidence(
    clean: str, passages: pd.DataFrame, divisions: pd.DataFrame, year: int | None = None
) -> pd.DataFrame:
    """List what a page says about its place, accepted and rejected.

    Parameters
    ----------
    clean, passages
        The repaired text and its passages (`role`, `start`, `end`).
    divisions
        The table of divisions, see `load_divisions`.
    year
        The document's year if it is known: only names valid in it are read.

    Returns
    -------
    DataFrame
        One row per claim: `field` (province, city, district, place_level, place_masked), `value` (full
        official name, level, "true" or "false"), `kind` (headline, body, byline, dateline, outlet,
        relation, navigation, copyright, related …), `text`, `start`, `end` (in `clean`; <NA> for what
        follows from another row), `accepted`, `reason`. At most one accepted value a field. The same claim
        of the same kind is given once, at its first place.

    Examples
    --------
    >>> page = "大同市召开质量兴市大会。昨日，山西省大同市召开大会。广州市、深圳市作了交流发言。"
    >>> passages = pd.DataFrame({"role": ["title", "body"], "start": [0, 12], "end": [12, len(page)]})
    >>> evidence = place_evidence(page, passages, load_divisions(), 2012)
    >>> evidence.loc[evidence["accepted"], ["field", "value"]].drop_duplicates().values.tolist()
    [['city', '大同市'], ['province', '山西省'], ['place_level', 'city'], ['place_masked', 'false']]
    >>> sorted(set(evidence.loc[~evidence["accepted"], "value"]))
    ['广州市', '深圳市']
    """
    return claims_frame(place_claims(clean, spans_of(passages), divisions, year))


def place_claims(clean: str, passages: Passages, divisions: pd.DataFrame, year: int | None = None) -> list[dict]:
    """The rows of `place_evidence`, some of them more than once."""
    gazetteer = gazetteer_of(divisions)
    page = read_article(clean, passages)
    mentions = with_zones(gazetteer.find(page.text, year), page.text, gazetteer)
    places, rows = weigh(page, mentions, gazetteer)

    headline_body = page.headline + "\n" + page.body
    named_regions = [
        p for p in places.values() if p.division.adcode[:2] + "0000" in _AR_PROVINCES and p.total > 0
    ]
    region = bool(_REGION.search(headline_body)) or any(
        p.division.level == "province" and p.total >= IN_HEADLINE for p in named_regions
    )
    named_district = any(p.division.place_level == "district" and p.strong for p in places.values())
    levels = own_levels(page, region, named_district)
    own_level = max(levels, key=levels.get) if levels and max(levels.values()) >= LEVEL_KNOWN else None
    national = speaks_for_nation(page)
    if national:  # What it deals with in one part is not what it is about.
        own_level = "nation"
    if own_level:
        for place in places.values():
            if own_level in levels_of(place.division) and (
                place.named > 1 or place.acts or place.lead or place.nearby
            ):
                place.score += SAME_LEVEL

    masks = find_masks(page)
    headed = {code: p for code, p in places.items() if any(kind == "headline" for kind, _ in p.rows)}
    subject = choose_subject(headed if national else places, own_level, page)
    if masks and not national and not (subject and (subject.strong and subject.acts) and not mask_leads(page, masks)):
        rows += masked_rows(page, masks, places, gazetteer, year, mentions)
    elif subject:
        rows += subject_rows(subject, gazetteer, year, places)
    else:
        if own_level and not any(p.rows and p.division.level != "province" for p in places.values()):
            own_level = lowest_level(page, own_level, levels)
        rows += level_rows(page, own_level or shared_level(mentions), places, mentions, gazetteer)
    return rows
